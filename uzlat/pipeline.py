"""Detection and conversion together: whole lines in, the same lines out, with a tally of what was left."""

from __future__ import annotations

import re
from collections.abc import Iterator

from uzlat.alphabets import CYRILLIC
from uzlat.converter import Converter
from uzlat.follow import NATIVE, Run, cyrillic, is_foreign, latin
from uzlat.record import Record
from uzlat.report import CONVERTED, LEFT, ROMANIZED, Tally
from uzlat.sieve import Signs, watch
from uzlat.tokens import chunks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from uzlat.router import Router

LATIN_LETTER = re.compile("[A-Za-z\u00c0-\u024f]")
KEEP, CONVERT, ROMANIZE = "keep", "convert", "romanize"
OTHERS = (KEEP, CONVERT, ROMANIZE)
"""What becomes of text in other languages."""
Stretch = tuple[int, int, str]


class Line(Record):
    """A line as convert treats it: its number, what converts it (None if it stays), the passages in it that stay."""

    number: int
    text: str
    converter: Converter | None
    left: tuple[Stretch, ...] = ()

    @property
    def kept(self) -> list[tuple[int, int]]:
        """The stretches that stay, as offsets."""
        return [(start, end) for start, end, _ in self.left]


class Pipeline:
    """Convert text line by line; lines and passages in another language stay as they are.

    In plain text a line is a block. A short line is expected to be in the language of the lines before it, never of
    those after it: so a file, a pipe and `tail -f` give the same bytes. Lines in another orthography of Uzbek than the
    converter's go to the table from theirs, if it leads to the same target.

    Args:
        converter: what converts.
        detecting: False to convert every line by it without asking.
        others: what becomes of text in another language: "keep", "convert" it by the table all the same, or "romanize".
        asking: True to note in the tally the words that may be something else as well.
    """

    def __init__(
        self, converter: Converter, *, detecting: bool = True, others: str = KEEP, asking: bool = False
    ) -> None:
        self._converter = converter
        self._made: Router | None = None
        self._detecting = detecting
        self._others = others
        self._asking = asking
        meta = converter.table.meta
        self._from_cyrillic = meta.get("source", "").endswith("-Cyrl")
        self._plain = self._from_cyrillic and meta.get("target", "").endswith("-Latn")
        """Whether of Latin lines only those of the newer alphabet change."""
        self._words = converter.watched(watch()) if detecting and self._from_cyrillic else None
        self._cyrillic = cyrillic(self._words.signed if self._words else Signs().signed)
        self._latin = latin()
        self.tally = Tally()

    def feed(self, text: str) -> str:
        """Convert a piece of text that ends at a line end, or is the last."""
        return "".join(map(self._feed, chunks(text)))

    def _feed(self, text: str) -> str:
        tally = self.tally
        out = "".join([self._written(part, run) for part, run in self.routes(text)])
        if self._others == ROMANIZE:
            out = self._by_letters(out)
        tally.lines += text.count("\n") + (not text.endswith("\n") and text != "")
        tally.changed = tally.changed or out != text
        return out

    def routes(self, text: str) -> Iterator[tuple[str, Run]]:
        """Cut a text into parts by script, and these into runs of lines that are treated alike; their offsets are in
        the part.
        """
        self._number = self.tally.lines + 1
        if not self._detecting:
            yield text, Run(0, len(text), NATIVE)
            return
        for start, end, in_latin in _by_script(text, not self._from_cyrillic):
            part = text[start:end]
            for run in (self._latin if in_latin else self._cyrillic).runs(part):
                yield part, run

    def lines(self, text: str) -> Iterator[Line]:
        """Give the lines of a text and how each is converted."""
        number = self.tally.lines + 1
        for part, run in self.routes(text):
            lines = part[run.start : run.end].split("\n")
            for line in lines[:-1] if part[run.end - 1 : run.end] == "\n" else lines:
                yield Line(number, line, self.converter(run.route), run.left)
                number += 1
        if not text or text.endswith("\n"):
            yield Line(number, "", None)

    def converter(self, route: str) -> Converter | None:
        """Give what converts the lines of a route; None if they stay."""
        if not self._detecting or (self._plain and route in (NATIVE, "1995")):
            return self._converter  # which mends a word of two scripts in a Latin line, and leaves the others
        return self.router.converter(route)

    @property
    def router(self) -> Router:
        """The tables for other alphabets; loaded when the first line needs one."""
        if self._made is None:
            from uzlat.router import Router

            self._made = Router(self._converter)
        return self._made

    def _written(self, part: str, run: Run) -> str:
        text = part[run.start : run.end]
        number, self._number = self._number, self._number + text.count("\n")
        if run.left and self._others != CONVERT:
            return self._around(text, run, number)
        for _, _, lang in run.left:
            self.tally.tell_passage(CONVERTED, lang, number)
        if is_foreign(run.route):
            return "\n".join([self._foreign(line, run.route, number + at) for at, line in enumerate(text.split("\n"))])
        converter = self.converter(run.route)
        if self._asking and converter is not None:
            lines = enumerate(text.split("\n"), number)
            self.tally.questions += [(at, question) for at, line in lines for question in converter.questions(line)]
        if self._words and converter is self._converter:
            return self._words.convert_lines(part, run.start, run.end, self.tally.rules)
        return text if converter is None else converter(text, self.tally.rules)

    def _around(self, text: str, run: Run, number: int) -> str:
        """Convert a line but for its passages in other languages; its line end goes with it."""
        line = Line(number, text, self.converter(run.route), run.left)
        if line.converter is None:
            return text
        if self._asking:
            self.tally.questions += [(number, one) for one in line.converter.questions(text.rstrip("\n"), line.kept)]
        out, at, rest = [], 0, list(reversed(run.left))
        for trace in line.converter.around(text, line.kept, self.tally.rules):
            start, at = at, at + len(trace.source)
            out.append(trace.output if trace.steps else self._kept(text, start, at, rest))
        for _, _, lang in run.left:
            self.tally.tell_passage(self._action(lang), lang, number)
        return "".join(out)

    def _kept(self, text: str, start: int, end: int, rest: list[Stretch]) -> str:
        """Write what the converter has kept; the passages in it, the last of `rest` first, may be romanized."""
        if self._others != ROMANIZE:
            return text[start:end]
        from uzlat.romanize import romanize

        parts, at = [], start
        while rest and rest[-1][0] < end:
            first, last, lang = rest[-1]
            low, high = max(at, first), min(end, last)
            parts += [text[at:low], romanize(text[low:high], lang)]
            at = high
            if last > end:
                break
            rest.pop()
        return "".join([*parts, text[at:end]])

    def _action(self, lang: str) -> str:
        """Say what is done with text in another language."""
        from uzlat.romanize import PACKS

        return (
            CONVERTED if self._others == CONVERT else ROMANIZED if self._others == ROMANIZE and lang in PACKS else LEFT
        )

    def _foreign(self, line: str, lang: str, number: int) -> str:
        """Leave a line in another language, or romanize or convert it, and remember its number."""
        if not re.search(CYRILLIC, line) and (self._plain or not LATIN_LETTER.search(line)):
            return line
        action = self._action(lang)
        self.tally.tell(action, lang, number)
        if action == CONVERTED:
            return self._converter(line, self.tally.rules)
        if action == ROMANIZED:
            from uzlat.romanize import romanize

            return romanize(line, lang)
        return line

    def _by_letters(self, text: str) -> str:
        """Romanize Greek, Armenian and Georgian, which their letters alone tell."""
        from uzlat.romanize import by_letters

        done, at, number = [], 0, self.tally.lines + 1
        for start, end, lang, written in by_letters(text):
            number += text.count("\n", at, start)
            self.tally.tell_passage(ROMANIZED, lang, number)
            done += [text[at:start], written]
            number, at = number + text.count("\n", start, end), end
        return "".join([*done, text[at:]])


def _by_script(text: str, strays: bool) -> Iterator[tuple[int, int, bool]]:
    """Cut a text into runs of lines by script: start, end, whether they are Latin.

    Each line is judged by itself: it is Latin if most of its letters are and, without `strays`, no word of it is
    Cyrillic. Where a line without letters goes makes no difference.
    """
    done = 0
    for start, end in _in_latin(text, strays):
        if done < start:
            yield done, start, False
        yield start, end, True
        done = end
    if done < len(text):
        yield done, len(text), False


def _in_latin(text: str, strays: bool) -> Iterator[tuple[int, int]]:
    if not re.search(CYRILLIC, text):
        yield 0, len(text)
        return
    start = end = at = 0
    while letter := LATIN_LETTER.search(text, at):
        line = text.rfind("\n", 0, letter.start()) + 1
        at = text.find("\n", letter.start()) + 1 or len(text)
        if not _is_latin(text[line:at], strays):
            continue
        if start < end and end != line:
            yield start, end
        start, end = line if end != line else start, at
    if start < end:
        yield start, end


def _is_latin(line: str, strays: bool) -> bool:
    if not re.search(CYRILLIC, line):
        return True
    if len(LATIN_LETTER.findall(line)) <= len(re.findall(CYRILLIC, line)):
        return False
    return strays or not re.search(rf"(?<![^\W\d_]){CYRILLIC}+(?![^\W\d_])", line)
