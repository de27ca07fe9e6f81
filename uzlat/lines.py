"""The careful road: a line becomes traces, each letter with the rule that made it.

The order is fixed: what is skipped (addresses, code, tags) is found first, then words of two alphabets are
mended, then phrases edit single characters, then each word is traced.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate, groupby

from uzlat.context import ALONE, WORD, Context, context_of
from uzlat.engine import Engine
from uzlat.entries import Phrase, Reading, Repair
from uzlat.glyph import MARKS, Glyph, letters, read, source, tails
from uzlat.kept import FOREIGN
from uzlat.phrases import Phrases, edit_glyphs, edit_text
from uzlat.repair import Mender
from uzlat.spans import skipped
from uzlat.table import Table, TableError
from uzlat.trace import Step, Trace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from uzlat.reading import Reader


MEMORY, LONG = 4000, 100
"""Words whose traces are remembered, and letters of the longest of them: a trace takes some kilobytes."""


class Tracer:
    """Trace lines by `table` under `settings` (see Table.settings)."""

    def __init__(self, table: Table, settings: dict[str, str], keep: Iterable[str] = ()) -> None:
        readings = table.of(Reading, settings)
        self._reader = _reader(readings) if readings else None
        self.unread = self._reader.letters if self._reader else frozenset()
        """The letters that stand for others."""
        self.phrases = Phrases(table.of(Phrase, settings))
        words = [self.edited(word.strip()) for word in keep]
        self.stretches = _stretches([word for word in words if not word.isalpha()])
        """Words to keep that are no single words, as a pattern."""
        self.engine = Engine(table, settings, [word for word in words if word.isalpha()])
        self.keeper = self.engine.keeper
        self._mender = Mender(table.of(Repair, settings))
        self.native = self.engine.known | self.unread | self._mender.alike
        """Every letter that conversion or repair may change."""
        self.touchable = self.native | {char for char in self.phrases.near_chars if not char.isalpha()}
        """The characters without one of which a line comes back as it is."""
        doubted = {phrase.id for phrase in table.of(Phrase, settings) if phrase.doubt}
        self.reported = self.engine.doubtful | doubted | {entry.id for entry in table.of(Repair, settings)}
        """The ids of the rules that repair or doubt something."""
        self._remembered: dict[tuple[str, Context], Trace] = {}

    def counted(self, traces: Iterable[Trace]) -> Counter[str]:
        """Count the words that were repaired or doubted, by rule id."""
        return Counter(rule for trace in traces for rule in {step.rule for step in trace.steps} & self.reported)

    def forget(self) -> None:
        """Drop the remembered words."""
        self._remembered = {}
        self.keeper.forget()

    def read(self, text: str) -> str:
        """Write a text with the letters that the rules know."""
        return self._reader.text(text) if self._reader else text

    def edited(self, text: str) -> str:
        """Read a text and edit it by the phrases that never look beyond a word, as words are before they are traced."""
        read = self.read(text)
        return edit_text(read, self.phrases.edits(read, b"", self.phrases.near))

    def asks(self, line: str) -> bool:
        """Say whether a word of a line may be something else as well; sometimes yes where none is."""
        return not MARKS.isdisjoint(line) or any(map(self.engine.asks, WORD.findall(self.edited(line))))

    def traces(self, line: str, left: Iterable[tuple[int, int]] = ()) -> list[Trace]:
        """Trace one line: its words, and between them what was kept; `left` are stretches to keep, as offsets."""
        glyphs = read(line, self.native)
        text = letters(glyphs)
        if self.touchable.isdisjoint(text):
            return [Trace(line, line)]
        fixed = bytearray(len(text))
        kept = [found.span() for found in self.stretches.finditer(text)] if self.stretches else []
        for start, end in [*skipped(text, self.keeper.endings), *kept, *_placed(glyphs, left)]:
            fixed[start:end] = b"\x01" * (end - start)
        glyphs = self._mended(glyphs, fixed)
        if self._reader:
            glyphs, fixed = self._reader.glyphs(glyphs, fixed)
        edits = self.phrases.edits(letters(glyphs), fixed)
        if edits:  # what they wrote may be what a phrase of several words looks for
            glyphs = edit_glyphs(glyphs, edits, fixed)
            edits = self.phrases.edits(letters(glyphs), fixed, self.phrases.across)
        return list(self._walk(edit_glyphs(glyphs, edits, fixed), fixed))

    def _mended(self, glyphs: list[Glyph], fixed: bytearray) -> list[Glyph]:
        """Repair the words of two alphabets; no repair changes how many letters there are."""
        text = letters(glyphs)
        if not self._mender.rule:
            return glyphs
        if not any(char in self._mender.alike or (char.isalpha() and char not in self.native) for char in set(text)):
            return glyphs
        for start, end in _words(text, fixed):
            native = [glyph.letter in self.native for glyph in glyphs[start:end]]
            alike = any(glyph.letter in self._mender.alike for glyph in glyphs[start:end])
            if alike or (any(native) and not all(native)):
                glyphs[start:end] = self._mender.mend(glyphs[start:end], native)
        return glyphs

    def _walk(self, glyphs: list[Glyph], fixed: bytearray) -> Iterator[Trace]:
        text, at = letters(glyphs), 0
        words = _words(text, fixed)
        beside = self.keeper.beside_foreign(text, words)
        for start, end in words:
            yield from _kept(glyphs[at:start])
            yield from self._word_traces(glyphs, text, start, end, start in beside)
            at = end
        yield from _kept(glyphs[at:])

    def _word_traces(self, glyphs: list[Glyph], text: str, start: int, end: int, foreign: bool) -> Iterator[Trace]:
        """Trace a word; where it has letters of another script, the stretches of known letters in it."""
        for known, part in self._runs(glyphs[start:end], text[start:end]):
            if not known:
                yield _foreign(part)
            elif self.engine.depends(letters(part)):
                context = context_of(text, start, end, foreign)
                yield self._trace(part, context)._replace(depends=True)
            else:
                yield self._trace(part, ALONE)

    def _runs(self, word: list[Glyph], text: str) -> list[tuple[bool, list[Glyph]]]:
        """Part a word into stretches of letters that the table knows and of others; most have one."""
        if self.engine.known.issuperset(text) or self.keeper.judge(text) == FOREIGN:
            return [(True, word)]
        runs = groupby(word, key=lambda glyph: glyph.letter in self.engine.known)
        return [(known, list(run)) for known, run in runs]

    def _trace(self, word: list[Glyph], context: Context) -> Trace:
        """Trace a word; one that no phrase, repair or mark has touched is remembered."""
        text = letters(word)
        if text != source(word) or any(glyph.rule for glyph in word):
            return self.engine.trace(word, context)
        trace = self._remembered.get((text, context))
        if trace is None:
            trace = self.engine.trace(word, context)
            if len(self._remembered) == MEMORY:
                self._remembered = {}
            if len(text) <= LONG:
                self._remembered[text, context] = trace
        return trace


def _placed(glyphs: list[Glyph], left: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give stretches of the text as stretches of glyphs."""
    if stretches := list(left):
        ends = list(accumulate(len(glyph.source) for glyph in glyphs))
        for start, end in stretches:
            yield bisect_right(ends, start), bisect_left(ends, end) + 1


def _stretches(words: list[str]) -> re.Pattern[str] | None:
    """Compile what stays though it is no single word, as Wi-Fi; capitals do not count.

    Raises:
        TableError: if a word to keep is empty.
    """
    if "" in words:
        raise TableError("a word to keep is empty; give --keep a word")
    found = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{found})(?!\w)", re.IGNORECASE) if words else None


def _reader(entries: list[Reading]) -> Reader:
    from uzlat.reading import Reader

    return Reader(entries)


def _kept(glyphs: list[Glyph]) -> Iterator[Trace]:
    """Tell of what stays; a character that a phrase or a repair put there is a step of its own."""
    if len(glyphs) == 1 and not glyphs[0].rule:
        yield Trace(glyphs[0].source, glyphs[0].source)
        return
    for rule, run in groupby(glyphs, key=lambda glyph: glyph.rule):
        part = list(run)
        text = source(part)
        out = letters(part) + tails(part) if rule else text
        yield Trace(text, out, (Step(text, out, rule),) if rule else ())


def _foreign(glyphs: list[Glyph]) -> Trace:
    """Tell of a word of another script, which stays but for the letters that a rule mended."""
    text = source(glyphs)
    if not any(glyph.rule for glyph in glyphs):
        return Trace(text, text)
    runs = [(rule, list(run)) for rule, run in groupby(glyphs, key=lambda glyph: glyph.rule)]
    steps = [Step(source(run), (letters(run) + tails(run)) if rule else source(run), rule) for rule, run in runs]
    return Trace(text, "".join([step.output for step in steps]), tuple(steps))


def _words(text: str, fixed: bytearray) -> list[tuple[int, int]]:
    """Find the runs of letters outside what is skipped."""
    if any(fixed):
        text = "".join(["\0" if skip else char for char, skip in zip(text, fixed, strict=True)])
    return [match.span() for match in WORD.finditer(text)]
