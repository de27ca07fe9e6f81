"""Plain text as paragraphs: a line each, or several where lines were broken to a width."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

from uzlat.document import LETTER, Adapter, Block, Mark, Piece

NARROW, WIDE, RAGGED = 50, 100, 25
"""Lines that were broken to a width are at least and at most so long, and differ by so much."""
_STRETCH = re.compile(r"(?:[^\S\r\n]*\S[^\r\n]*(?:\r\n?|\n)?)+")
_LINE = re.compile(r"[^\S\r\n]*(\S(?:[^\r\n]*\S)?)")
_END = re.compile(r"[.!?…:;»”\"'’)\]]$")


class Paragraphs(Adapter):
    """Gives the lines of a text, those of a wrapped paragraph as pieces of one block.

    >>> from uzlat.document import Wanted
    >>> [block.text for block in Paragraphs(Wanted()).read("Bir.\\n\\nIkki.\\nUch.\\n")]
    ['Bir.', 'Ikki.', 'Uch.']
    """

    def read(self, text: str) -> Iterable[Block | Mark]:
        """Give the paragraphs that hold a letter."""
        for stretch in _STRETCH.finditer(text, text.startswith("\ufeff")):
            lines = [Piece(*line.span(1), line[1]) for line in _LINE.finditer(text, *stretch.span())]
            for block in [Block(list(_joined(lines)))] if _wrapped(lines) else [Block([line]) for line in lines]:
                if LETTER.search(block.text):
                    yield block


def _wrapped(lines: list[Piece]) -> bool:
    """Say whether lines are one paragraph: all but the last are of a length, and most go on within a sentence."""
    sizes = [len(line.text) for line in lines[:-1]]
    if not sizes or min(sizes) < NARROW or max(sizes) > WIDE or max(sizes) - min(sizes) > RAGGED:
        return False
    goes_on = sum(line.text[0].islower() and not _END.search(before.text) for before, line in pairwise(lines))
    return len(lines[-1].text) <= max(sizes) and goes_on >= len(sizes) / 2


def _joined(lines: list[Piece]) -> Iterator[Piece]:
    """Read the end of each line but the last as a space."""
    yield from (line._replace(text=f"{line.text} ") for line in lines[:-1])
    yield lines[-1]


def rewrapped(text: str, widths: list[int]) -> list[str]:
    """Break a text into as many lines as there were, about as wide as each was in its share; a line may be empty.

    >>> rewrapped("one two three four", [4, 4])
    ['one two', 'three four']
    """
    words, lines = text.split(" "), []
    total, whole = sum(widths) or 1, len(text)
    for number in range(1, len(widths)):
        room, line = whole * widths[number - 1] / total, ""
        while words and (not line or len(line) + 1 + len(words[0]) / 2 <= room):
            line = f"{line} {words.pop(0)}".strip()
        lines.append(line)
    return [*lines, " ".join(words)]


def rebroken(shares: Sequence[str], widths: list[int], signs: Sequence[str]) -> list[str]:
    """Break a text that is in several shares into lines, none of them empty.

    Args:
        shares: the text, in stretches that stay apart.
        widths: how wide the lines were.
        signs: what stood between the lines.

    >>> rebroken(["one ", "two", " three"], [7, 5], ["|"])
    ['one ', 'two', '|three']
    """
    text = "".join(shares)
    lines = [line for line in rewrapped(text, widths) if line]
    ends = list(accumulate((len(line) + 1 for line in lines[:-1]), initial=-1))[1:]
    if " ".join(lines) != text:  # white space that no line may lose
        return list(shares)
    cuts, made, at = dict(zip(ends, signs, strict=False)), [], 0
    for share in shares:
        made.append("".join([cuts.get(at + number, sign) for number, sign in enumerate(share)]))
        at += len(share)
    return made
