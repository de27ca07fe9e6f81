"""From segments to translations: gate, memory, cache, engine, guards. What a document is, is not known here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from uzlat.document import LETTER, OBJECT
from uzlat.translate.cache import Cache
from uzlat.translate.engine import EMPTY, ERROR, OK, TRUNCATED, Draft, Engine, EngineError, MissingError
from uzlat.translate.gate import Gate
from uzlat.translate.guards import WARNING, Fault, Guards

if TYPE_CHECKING:
    from uzlat.translate.glossary import Glossary
    from uzlat.translate.memories import Memories

KEPT, MEMORY, CACHED, MADE = "kept", "memory", "cache", "engine"
"""Where a translation comes from; what has no words is kept."""
CHUNK = {"sentence": 32, "batch": 20}
"""Segments that an engine gets at once, by its unit: what is done is kept after each such chunk."""
HISTORY = 3
"""Pairs that an engine may read before a chunk."""
FATAL = ("empty", "copied", "truncated", "script", "language", "repeated", "chatter")
"""Faults that make a draft none, where the guards are sure."""
BY_ENGINE = "engine"
"""The kind of what an engine says of its own work."""
_NO_WORDS = re.compile(r"(?:https?://\S+|www\.\S+|\S+@\S+|[@#]\w+|[\W\d_])*")
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffc\ufffe\uffff]")
"""What XML cannot hold, or shows nothing."""
_WORDS = {TRUNCATED: "the draft is cut off", EMPTY: "the draft is empty", ERROR: "the engine failed"}


class Result(NamedTuple):
    """What became of a segment.

    source: as the engine read it. text: the translation; None if it failed. origin: where it comes from. faults: what
    the guards found. error: why it failed. rejected: what the engine wrote for it instead.
    """

    source: str
    text: str | None
    origin: str
    faults: tuple[Fault, ...] = ()
    error: str = ""
    rejected: str = ""


class Translator:
    """Translates segments.

    Args:
        engine: what drafts; None to take all from the memory.
        gate: the languages, and the scripts the engine reads.
        guards: what checks drafts.
        cache: drafts of earlier runs.
        memory: translations by people; an exact match is taken as it is.
        glossary: terms that engines are told of, if they read them.
        strict: whether every error that the guards find makes a draft none.
    """

    def __init__(
        self,
        engine: Engine | None,
        gate: Gate,
        guards: Guards,
        cache: Cache,
        *,
        memory: Memories | None = None,
        glossary: Glossary | None = None,
        strict: bool = False,
    ) -> None:
        self._engine = engine
        self._gate = gate
        self._guards = guards
        self._cache = cache
        self._memory = memory
        self._glossary = glossary
        self._strict = strict
        able = engine.capabilities() if engine else None
        unit = able.unit if able else "sentence"
        self._batch, self._chunk = unit == "batch", CHUNK[unit]
        self._most = able.most if able else 0
        self.broken = "" if engine else "it is not in the memory"
        """Why no further segment is asked of the engine."""

    def translate(self, segments: Sequence[str], progress: Callable[[int], object] = int) -> list[Result]:
        """Translate segments; the same segment is asked for once.

        Args:
            segments: sentences.
            progress: called with the characters of segments that are done.

        Raises:
            MissingError: if the engine does not translate between these languages; nothing was translated.
        """
        plain = [self._gate.into(_plain(text)) for text in segments]
        done: dict[str, Result] = {}
        for text in dict.fromkeys(plain):
            if result := self._without_engine(text):
                done[text] = result
                progress(len(text))
        rest = [text for text in dict.fromkeys(plain) if text not in done]
        for text, draft in self._cache.find(rest).items():
            done[text] = self._result(text, draft, CACHED)
            progress(len(text))
        rest = [text for text in rest if text not in done]
        for at in range(0, len(rest), self._chunk):
            chunk = rest[at : at + self._chunk]
            done |= self._made(chunk, done)
            progress(sum(map(len, chunk)))
        return [done[text] for text in plain]

    def _without_engine(self, text: str) -> Result | None:
        """Give what has no words as it is, what a person has translated, and what no engine would take."""
        if _NO_WORDS.fullmatch(text):
            return Result(text, text, KEPT)
        match = self._memory.exact(text, self._gate.source, self._gate.target) if self._memory else None
        if match is None and 0 < self._most < len(text):
            return Result(text, None, MADE, error=f"longer than the {self._most} characters that the engine takes")
        if match is None:
            return None
        unit = match.unit
        there = Gate(unit.target_lang, str(self._gate.target), {unit.target_lang.code: self._gate.target.script})
        return Result(text, self._gate.back(there.into(unit.target)), MEMORY)

    def _made(self, texts: list[str], done: dict[str, Result]) -> dict[str, Result]:
        """Ask the engine; once more for each segment by itself that a batch spoiled. What can be used is kept."""
        last = [*islice(reversed(done.values()), HISTORY)][::-1]
        context = [(one.source, one.text) for one in last if one.text]
        drafts = dict(zip(texts, self._drafts(texts, context), strict=True))
        results = {text: self._result(text, draft, MADE) for text, draft in drafts.items()}
        if self._batch:
            for text in [text for text, result in results.items() if result.text is None and not self.broken]:
                draft = self._drafts([text], [])[0]
                again = self._result(text, draft, MADE)
                if again.text is not None:
                    drafts[text], results[text] = draft, again
        self._cache.keep({text: draft for text, draft in drafts.items() if results[text].text is not None})
        return results

    def _drafts(self, texts: list[str], context: list[tuple[str, str]]) -> list[Draft]:
        """Ask the engine, unless it is gone."""
        if self.broken or self._engine is None:
            return [Draft("", ERROR, error=self.broken)] * len(texts)
        terms = list(self._terms(texts)) if self._batch else []
        try:
            drafts = self._engine.translate(
                texts, self._gate.source, self._gate.target, context=context if self._batch else (), terms=terms
            )
            return [draft._replace(text=_NO_TEXT.sub("", draft.text)) for draft in drafts]
        except MissingError:
            raise
        except EngineError as error:
            self.broken = str(error)
            return self._drafts(texts, context)

    def _terms(self, texts: list[str]) -> Iterator[tuple[str, str]]:
        """Give the terms of the house that stand in segments."""
        if self._glossary is not None:
            found = [match.term for text in texts for match in self._glossary.matches(text)]
            yield from dict.fromkeys((term.source, term.targets[0]) for term in found if term.targets)

    def _result(self, text: str, draft: Draft, origin: str) -> Result:
        """Check a draft; one that is none, or not to be trusted, has failed."""
        written = _legible(draft.text, text)
        if draft.finish != OK or not written:
            return Result(text, None, origin, error=draft.error or _WORDS.get(draft.finish, _WORDS[EMPTY]))
        made = self._gate.back(written)
        own = [Fault(BY_ENGINE, WARNING, "; ".join(draft.flags))] if draft.flags else []
        faults = (*own, *self._guards.check(text, made))
        fatal = [fault for fault in faults if fault.severity == "error" and (self._strict or fault.kind in FATAL)]
        if fatal:
            return Result(text, None, origin, faults, f"{fatal[0].kind}: {fatal[0].message}", made)
        return Result(text, made, origin, faults)


def _legible(draft: str, source: str) -> str:
    r"""Give a draft as one line, without marks that would say that it is none.

    >>> _legible("News of\n today ⟦x⟧", "Yangilik")
    'News of today [x]'
    """
    shown = draft
    for mark, other in ("⟦[", "⟧]"):
        shown = shown if mark in source else shown.replace(mark, other)
    return " ".join(shown.split())


def _plain(text: str) -> str:
    """Give a segment as one line without what is no text: objects, and bytes that are none."""
    bare = text.replace(OBJECT, " ").encode("utf-8", "replace").decode()
    return " ".join(bare.split()) if LETTER.search(bare) else bare
