"""Detection and conversion together: whole lines in, the same lines out, with a tally of what was left."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby

from uzlat.converter import Converter
from uzlat.detector import CYRILLIC, UNDECIDED, Verdict, alphabets, detect
from uzlat.report import Tally

Romanize = Callable[[str, str], str]


class Pipeline:
    """Convert text line by line; a line in another language stays as it is.

    In plain text a line is a block. A line that the letters do not decide takes the language of the lines
    before it, never of those after it: so a file, a pipe and `tail -f` give the same bytes.

    Args:
        converter: what converts.
        detecting: False to convert every line without asking.
        others: what becomes of a line in another language, as (line, language); None to leave it.
    """

    def __init__(self, converter: Converter, *, detecting: bool = True, others: Romanize | None = None) -> None:
        self._converter = converter
        self._detecting = detecting
        self._others = others
        self._foreign = ""
        self.tally = Tally()

    def feed(self, text: str) -> str:
        """Convert a piece of text that ends at a line end, or is the last."""
        tally = self.tally
        out = "".join(self._parts(text)) if self._detecting else self._converter(text, tally.rules)
        tally.lines += text.count("\n") + (not text.endswith("\n") and text != "")
        tally.changed = tally.changed or out != text
        return out

    def _parts(self, text: str) -> Iterator[str]:
        done = 0
        number = self.tally.lines + 1
        for start, end in self._foreign_lines(text):
            yield self._converter(text[done:start], self.tally.rules)
            number += text.count("\n", done, start)
            line = text[start:end]
            written = self._others(line, self._foreign) if self._others else line
            told = self.tally.left if written == line else self.tally.romanized
            told.setdefault(self._foreign, []).append(number)
            yield written
            done = end
        yield self._converter(text[done:], self.tally.rules)

    def _foreign_lines(self, text: str) -> Iterator[tuple[int, int]]:
        """Find the lines of other languages; `self._foreign` is the language of the one just given.

        Where nothing foreign goes before, only lines that hold some evidence are looked at.
        """
        suspects = _suspects(text)
        at = 0
        while at < len(text):
            if not self._foreign:
                at = suspects[i] if (i := bisect_left(suspects, at)) < len(suspects) else len(text)
            end = text.find("\n", at) if at < len(text) else -1
            end = len(text) if end < 0 else end
            if at < end and self._judge(text[at:end]):
                yield at, end
            at = end + 1

    def _judge(self, line: str) -> bool:
        """Say whether to leave this line; remember the language that an undecided line would follow."""
        if not re.search(CYRILLIC, line):
            return False
        verdict = detect(line)
        if verdict.lang != UNDECIDED:
            self._foreign = "" if verdict.lang == alphabets().target else verdict.lang
        return bool(self._foreign)


def _suspects(text: str) -> list[int]:
    """List the starts of the lines that hold a letter or a little word of another language."""
    starts = [set(_line_starts(text, evidence)) for evidence in _evidence()]
    return sorted(set().union(*starts))


def _line_starts(text: str, evidence: re.Pattern[str]) -> Iterator[int]:
    match = evidence.search(text)
    while match:
        yield text.rfind("\n", 0, match.end()) + 1
        end = text.find("\n", match.end())
        match = evidence.search(text, end) if end >= 0 else None


@cache
def _evidence() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Compile what to look for: letters, marks that may make one, and little words in small letters.

    Two pieces of evidence are asked for where only words speak, so a word with a capital need not be found.
    The words are sorted under their first letters: a branch for each word would take three times as long.
    """
    known = alphabets()
    plain = sorted(word for word in known.hints if known.foreign.isdisjoint(word))
    branches = [
        f"{first}(?:{'|'.join(word[1:] for word in words)})"
        for first, words in groupby(plain, key=lambda word: word[0])
    ]
    return re.compile(f"[{_others(known.letters[known.target])}]"), re.compile(
        rf" (?:{'|'.join(branches)})(?=[ ,:;?!\n])"
    )


def _others(letters: frozenset[str]) -> str:
    """Write the Cyrillic letters beyond these, and marks that may make one, as the inside of a set, in ranges."""
    own = sorted({ord(letter) for letter in letters} | {ord(letter.upper()) for letter in letters})
    gaps = zip([0x3FF, *own], [*own, 0x530], strict=True)
    ranges = [f"{chr(low + 1)}-{chr(high - 1)}" for low, high in gaps if high - low > 1]
    return "".join(ranges) + "\u0304\u0306\u0308"


def judge_lines(text: str) -> list[tuple[int, Verdict]]:
    """Give each line that is not blank its number and verdict; an undecided one follows those before it."""
    judged: list[tuple[int, Verdict]] = []
    before: Verdict | None = None
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        verdict = detect(line)
        if verdict.script == "Cyrl":
            if verdict.lang == UNDECIDED and before is not None:
                verdict = Verdict(before.lang, "Cyrl", 0.5, "undecided; as the lines before it")
            elif verdict.lang != UNDECIDED:
                before = verdict
        judged.append((number, verdict))
    return judged
