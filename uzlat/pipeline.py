"""Detection and conversion together: whole lines in, the same lines out, with a tally of what was left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from uzlat.converter import Converter
from uzlat.detector import CYRILLIC, UNDECIDED, Verdict, detect
from uzlat.follow import NATIVE, cyrillic, is_foreign, latin
from uzlat.report import Tally

TYPE_CHECKING = False
if TYPE_CHECKING:
    from uzlat.router import Router

LATIN_LETTER = re.compile("[A-Za-z\u00c0-\u024f]")
Romanize = Callable[[str, str], str]


class Pipeline:
    """Convert text line by line; a line in another language stays as it is.

    In plain text a line is a block. A line that the letters do not decide takes the language of the lines
    before it, never of those after it: so a file, a pipe and `tail -f` give the same bytes. Lines in another
    orthography of Uzbek than the converter's go to the table from theirs, if it leads to the same target.

    Args:
        converter: what converts.
        detecting: False to convert every line by it without asking.
        others: what becomes of a line in another language, as (line, language); None to leave it.
        asking: True to note in the tally the words that may be something else as well.
    """

    def __init__(
        self, converter: Converter, *, detecting: bool = True, others: Romanize | None = None, asking: bool = False
    ) -> None:
        self._converter = converter
        self._made: Router | None = None
        self._detecting = detecting
        self._others = others
        self._asking = asking
        self._cyrillic, self._latin = cyrillic(), latin()
        meta = converter.table.meta
        self._from_cyrillic = meta.get("source", "").endswith("-Cyrl")
        self._plain = self._from_cyrillic and meta.get("target", "").endswith("-Latn")
        """Whether of Latin lines only those of the newer alphabet change."""
        self.tally = Tally()

    def feed(self, text: str) -> str:
        """Convert a piece of text that ends at a line end, or is the last."""
        tally = self.tally
        out = "".join([self._written(text[start:end], route) for start, end, route in self.routes(text)])
        tally.lines += text.count("\n") + (not text.endswith("\n") and text != "")
        tally.changed = tally.changed or out != text
        return out

    def routes(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Cut a text into runs of lines that are treated alike: start, end, and a route of `uzlat.follow`."""
        self._number = self.tally.lines + 1
        if not self._detecting:
            yield 0, len(text), NATIVE
        else:
            for start, end, in_latin in _by_script(text, not self._from_cyrillic):
                follower = self._latin if in_latin else self._cyrillic
                yield from ((start + at, start + to, route) for at, to, route in follower.runs(text[start:end]))

    def lines(self, text: str) -> Iterator[tuple[int, str, Converter | None]]:
        """Give each line its number and what converts it; None if it stays."""
        number = self.tally.lines + 1
        for start, end, route in self.routes(text):
            for line in text[start:end].split("\n")[: None if end == len(text) else -1]:
                yield number, line, self.converter(route)
                number += 1

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

    def _written(self, text: str, route: str) -> str:
        number, self._number = self._number, self._number + text.count("\n")
        if is_foreign(route):
            return "\n".join([self._left(line, route, number + at) for at, line in enumerate(text.split("\n"))])
        converter = self.converter(route)
        if self._asking and converter is not None:
            lines = enumerate(text.split("\n"), number)
            self.tally.questions += [(at, question) for at, line in lines for question in converter.questions(line)]
        return text if converter is None else converter(text, self.tally.rules)

    def _left(self, line: str, lang: str, number: int) -> str:
        """Leave a line in another language, or romanize it, and remember its number."""
        if not re.search(CYRILLIC, line) and (self._plain or not LATIN_LETTER.search(line)):
            return line
        written = self._others(line, lang) if self._others else line
        told = self.tally.left if written == line else self.tally.romanized
        told.setdefault(lang, []).append(number)
        return written


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


def judge_lines(text: str) -> list[tuple[int, Verdict]]:
    """Give each line that is not blank its number and verdict; an undecided one follows those of its script."""
    judged: list[tuple[int, Verdict]] = []
    before: dict[str, Verdict] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        verdict = detect(line)
        if verdict.lang != UNDECIDED:
            before[verdict.script] = verdict
        elif verdict.script in before:
            known = before[verdict.script]
            verdict = Verdict(known.lang, known.script, 0.5, "undecided; as the lines before it", known.variant)
        judged.append((number, verdict))
    return judged
