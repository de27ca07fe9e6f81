"""Detection and conversion together: whole lines in, the same lines out, with a tally of what was left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from uzlat.alphabets import CYRILLIC
from uzlat.converter import Converter
from uzlat.follow import NATIVE, Line, Run, Stretch, cyrillic, is_foreign, latin
from uzlat.halves import LATIN_LETTER, by_script
from uzlat.markers import KEPT, SIGN, switched
from uzlat.report import CONVERTED, LEFT, ROMANIZED, Tally
from uzlat.sieve import Signs, watch
from uzlat.tokens import chunks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from uzlat.router import Router

KEEP, CONVERT, ROMANIZE = "keep", "convert", "romanize"
OTHERS = (KEEP, CONVERT, ROMANIZE)
"""What becomes of text in other languages."""
Context = tuple[str, str]
"""The routes of Cyrillic and of Latin lines."""


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
        self.main = converter
        """What converts the text that is expected."""
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
        self.marking = True
        """Whether lines may be markers; in documents comments are."""
        self._off = False
        self.tally = Tally()

    def feed(self, text: str) -> str:
        """Convert a piece of text that ends at a line end, or is the last."""
        return "".join([out for _, out in self.steps(text)])

    def quiet(self, before: str, after: str) -> bool:
        """Say whether a line may be cut here: both parts convert as they do in one."""
        return self.main(before + after) == self.main(before) + self.main(after)

    def steps(self, text: str) -> Iterator[tuple[Run, str]]:
        """Convert as `feed` does: runs of lines that are treated alike, and what they became."""
        for chunk in chunks(text):
            changed = False
            for part, run in self.routes(chunk):
                out = self._written(part, run)
                changed = changed or out != part[run.start : run.end]
                yield run, out
            self.tally.lines += chunk.count("\n") + (not chunk.endswith("\n") and chunk != "")
            self.tally.changed = self.tally.changed or changed

    @property
    def context(self) -> Context:
        """What the next lines are expected to be; another text may be read in between."""
        return self._cyrillic.route, self._latin.route

    @context.setter
    def context(self, expected: Context) -> None:
        self._cyrillic.route, self._latin.route = expected

    def routes(self, text: str) -> Iterator[tuple[str, Run]]:
        """Cut a text into parts by script, and these into runs of lines that are treated alike; their offsets are in
        the part.
        """
        self._number = self.tally.lines + 1
        if self.marking and (self._off or SIGN in text):
            yield from self._switched(text)
        else:
            yield from self._routes(text)

    def _switched(self, text: str) -> Iterator[tuple[str, Run]]:
        """Keep what stands between marker lines."""
        for part, kept in switched(text, self._off):
            self._off = kept
            if part:
                yield from [(part, Run(0, len(part), KEPT))] if kept else self._routes(part)

    def _routes(self, text: str) -> Iterator[tuple[str, Run]]:
        if not self._detecting:
            yield text, Run(0, len(text), NATIVE)
            return
        for start, end, in_latin in by_script(text, not self._from_cyrillic):
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
        if route == KEPT:
            return None
        if not self._detecting or (self._plain and route in (NATIVE, "1995")):
            return self.main  # which mends a word of two scripts in a Latin line, and leaves the others
        return self.router.converter(route)

    def alone(self, run: Run) -> Callable[[str], str]:
        """Give what converts a stretch of a line by itself, where no table made all of the line."""
        if self._others == ROMANIZE and is_foreign(run.route):
            from uzlat.romanize import romanize

            return lambda text: self._by_letters(romanize(text, run.route), self.tally.lines, told=False)
        return lambda text: self._by_letters((self.converter(run.route) or str)(text), self.tally.lines, told=False)

    @property
    def source(self) -> str:
        """The script of what may change, as "Cyrl"; "" if it is not one alone."""
        script = self.main.table.meta.get("source", "").partition("-")[2].partition("-")[0]
        return script if not self._detecting or self._plain or script == "Latn" else ""

    @property
    def router(self) -> Router:
        """The tables for other alphabets; loaded when the first line needs one."""
        if self._made is None:
            from uzlat.router import Router

            self._made = Router(self.main)
        return self._made

    def _written(self, part: str, run: Run) -> str:
        text = part[run.start : run.end]
        number, self._number = self._number, self._number + text.count("\n")
        if run.route == KEPT:
            return text
        out = self._converted(part, run, text, number)
        return self._by_letters(out, number) if self._others == ROMANIZE else out

    def _converted(self, part: str, run: Run, text: str, number: int) -> str:
        if run.left and self._others != CONVERT:
            return self._around(text, run, number)
        for _, _, lang in run.left:
            self.tally.tell_passage(CONVERTED, lang, number)
        if is_foreign(run.route):
            return "\n".join([self._foreign(line, run.route, number + at) for at, line in enumerate(text.split("\n"))])
        converter = self.converter(run.route)
        if self._asking and converter is not None:
            for at, line in enumerate(text.split("\n"), number):
                self.tally.ask(at, converter.questions(line))
        if self._words and converter is self.main:
            return self._words.convert_lines(part, run.start, run.end, self.tally.rules)
        return text if converter is None else converter(text, self.tally.rules)

    def _around(self, text: str, run: Run, number: int) -> str:
        """Convert a line but for its passages in other languages; its line end goes with it."""
        line = Line(number, text, self.converter(run.route), run.left)
        if line.converter is None:
            return text
        if self._asking:
            self.tally.ask(number, line.converter.questions(text.rstrip("\n"), line.kept))
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
            return self.main(line, self.tally.rules)
        if action == ROMANIZED:
            from uzlat.romanize import romanize

            return romanize(line, lang)
        return line

    def _by_letters(self, text: str, number: int, told: bool = True) -> str:
        """Romanize Greek, Armenian and Georgian, which their letters alone tell."""
        from uzlat.romanize import by_letters

        done, at = [], 0
        for start, end, lang, written in by_letters(text):
            number += text.count("\n", at, start)
            if told:
                self.tally.tell_passage(ROMANIZED, lang, number)
            done += [text[at:start], written]
            number, at = number + text.count("\n", start, end), end
        return "".join([*done, text[at:]])
