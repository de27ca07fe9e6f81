"""Translates manuscripts with one engine: for each language in them a translator, all with one cache and memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from uzlat.rulefile import available
from uzlat.translate.cache import Cache
from uzlat.translate.engine import Capabilities, Engine, MissingError
from uzlat.translate.gate import Gate
from uzlat.translate.guards import Guards
from uzlat.translate.lang import Lang, parse
from uzlat.translate.names import gazetteer
from uzlat.translate.translator import Result, Translator
from uzlat.verdict import UNDECIDED

if TYPE_CHECKING:
    from uzlat.translate.glossary import Glossary
    from uzlat.translate.manuscript import Manuscript
    from uzlat.translate.memories import Memories

BY_MEMORY = "tm"
"""The name of no engine: all is taken from the memory."""


class Desk:
    """Translate manuscripts into one language.

    Args:
        engine: what drafts, ready for use; None to take all from the memory.
        target: the orthography to write, as a tag.
        cache: the file of the cache; "" for none.
        memory: translations by people.
        glossary: gives the glossary for a language.
        strict: see Translator.
    """

    def __init__(
        self,
        engine: Engine | None,
        target: str,
        *,
        cache: str = "",
        memory: Memories | None = None,
        glossary: Callable[[Lang, Lang], Glossary | None] = lambda source, target: None,
        strict: bool = False,
    ) -> None:
        self._engine = engine
        self.target = target
        self.able = engine.capabilities() if engine else Capabilities("", lambda source, target: True)
        self._cache_file = cache
        self._memory = memory
        self._glossary = glossary
        self._strict = strict
        self._translators: dict[Lang, Translator] = {}

    @property
    def name(self) -> str:
        """What translates, with its model and licence, in a few words."""
        if self._engine is None:
            return "translation memory"
        model = self.able.model if self.able.model.lower() != self._engine.name else ""
        licence = f"({self.able.licence})" if self.able.licence else ""
        return " ".join(filter(None, (self._engine.name, model, licence)))

    @property
    def broken(self) -> str:
        """Why the engine answers no more; "" if it does."""
        return next((one.broken for one in self._translators.values() if self._engine and one.broken), "")

    def takes(self, lang: Lang) -> bool:
        """Say whether text in a language is translated: it is another one, and there is a way from it."""
        target = parse(self.target)
        return lang.code not in (target.code, UNDECIDED) and self.able.pairs(lang, target)

    def check(self, manuscript: Manuscript) -> None:
        """Refuse a manuscript of which nothing can be translated.

        Raises:
            MissingError: says why, and what to do.
        """
        main, target = manuscript.lang, parse(self.target)
        if any(self.takes(one.lang) for one in manuscript.segments) or not manuscript.segments:
            return
        if main.code == UNDECIDED:
            raise MissingError("its language is not clear; name it with --from")
        if main.code == target.code:
            scripts = any(name.startswith(f"{main.written}_{target.code}") for name in available())
            more = "uzlat convert changes its script" if scripts else "there is nothing to translate"
            raise MissingError(f"it is in {main} already; {more}")
        raise MissingError(f"{self.name} does not translate from {main} to {self.target}; uzlat engines says what does")

    def translate(
        self, manuscript: Manuscript, most: int = 0, progress: Callable[[int], object] = int
    ) -> list[Result | None]:
        """Translate the segments of a manuscript; None stands for one that is left, being in another language.

        Args:
            manuscript: the document.
            most: how many segments are translated at most; 0 for all.
            progress: see Translator.
        """
        results: list[Result | None] = [None] * len(manuscript.segments)
        for lang in dict.fromkeys(one.lang for one in manuscript.segments):
            if not self.takes(lang):
                continue
            mine = [at for at, one in enumerate(manuscript.segments) if one.lang == lang]
            asked = [at for at in mine if not most or at < most]
            made = self._translator(lang).translate([manuscript.segments[at].text for at in asked], progress)
            for at, result in zip(asked, made, strict=True):
                results[at] = result
            for at in mine[len(asked) :]:
                results[at] = Result(manuscript.segments[at].text, None, "", error="beyond --max-segments")
        return results

    def lines(self, texts: Sequence[str], lang: Lang) -> list[Result]:
        """Translate texts in one language, each a segment.

        Raises:
            MissingError: if there is no way from it.
        """
        if not self.takes(lang):
            raise MissingError(
                f"{self.name} does not translate from {lang} to {self.target}; uzlat engines says what does"
            )
        return self._translator(lang).translate(texts)

    def _translator(self, lang: Lang) -> Translator:
        if lang not in self._translators:
            gate = Gate(lang, self.target, self.able.reads)
            glossary = self._glossary(gate.source, gate.asked)
            able = self.able
            made_with = (self._engine.name if self._engine else BY_MEMORY, able.model, able.version, able.network)
            told = repr(glossary.terms) if glossary and self.able.unit == "batch" else ""
            self._translators[lang] = Translator(
                self._engine,
                gate,
                Guards(gate.source, gate.asked, glossary=glossary, names=gazetteer()),
                Cache(self._cache_file, (*made_with, str(gate.source), str(gate.target), told)),
                memory=self._memory,
                glossary=glossary,
                strict=self._strict,
            )
        return self._translators[lang]

    def close(self) -> None:
        """Free what the engine and the memory hold."""
        if self._engine is not None:
            self._engine.close()
        if self._memory is not None:
            self._memory.close()
