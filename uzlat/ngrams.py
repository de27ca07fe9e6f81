"""How well words fit each language: weights of letter n-grams, added up per word.

A weight says in nats how much more (or less) often an n-gram stands in one language than in the mean of all. The
weights of all languages stand side by side in one integer, 32 bits for each: adding two integers adds all lanes at
once, and the sum for a word is made once and kept. The files are built by `scripts/build_languages.py`, see
`profiles/README.md`.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_left
from functools import cache
from mmap import ACCESS_READ, mmap

from uzlat.profiles import FOLDER
from uzlat.record import Record

LONGEST = 40
"""Letters of a word that are looked at."""
ZERO = 80
"""The character for no weight; the one above it stands for 1/8 nat, the one below for -1/8."""
STEP = 1 / 8
DAMPED = 2.5
"""By what the weights of one word are divided: n-grams overlap, so that their sum says more than is known."""
MEMORY = 30_000
"""Words, and n-grams, whose weights are remembered."""
LANE = 4
"""Bytes of a sum."""
WORDS = {"Cyrl": "[\u0400-\u052f]+", "Latn": "[a-z\u00df-\u024f](?:ʻ?[a-z\u00df-\u024f])*ʻ?"}
"""What a word is, in small letters; compiled by `re` when it is first used."""


def grams(word: str) -> list[str]:
    """List the n-grams of 1, 3 and 4 letters of a word in small letters, edges marked ^ and $, and the whole word.

    >>> grams("ва")
    ['в', 'а', '^ва', 'ва$', '^ва$', '^ва$']
    """
    edged = f"^{word[:LONGEST]}$"
    size = len(edged)
    return [
        *edged[1:-1],
        *[edged[at : at + 3] for at in range(size - 2)],
        *[edged[at : at + 4] for at in range(size - 3)],
        edged,
    ]


def start_of(gram: str) -> str:
    """Give the characters by which the n-grams of a file are grouped."""
    return gram[: 3 if gram[0] == "^" else 2]


class Scale(Record):
    """How sums become chances: their sum is divided by `base` plus `slope` for each letter of the text."""

    base: float
    slope: float


class Model:
    """The weights of one script.

    Attributes:
        languages: the lanes, in order; "und" stands for other languages of the script.
        scale: how sums become chances.
    """

    def __init__(self, script: str) -> None:
        with open(os.path.join(FOLDER, f"{script}.ngrams"), "rb") as handle:
            head, index = handle.readline(), handle.readline().rstrip(b"\n")
            end = handle.tell() - 1
            self._rows = mmap(handle.fileno(), 0, access=ACCESS_READ)
        _, languages, base, slope = head.decode().split("\t")
        self.languages = languages.split()
        self.scale = Scale(float(base), float(slope))
        self._find = re.compile(WORDS[script]).findall
        self._width = len(self.languages)
        starts = index.decode().split("\t")
        self._starts, self._places, self._base = starts[::2], [*starts[1::2], str(len(self._rows) - end)], end
        self._grams: dict[str, int] = {}
        self._words: dict[str, int] = {}

    def words(self, text: str) -> list[str]:
        """Split text in small letters into words of the script."""
        return self._find(text)

    def weigh(self, word: str) -> int:
        """Add up the n-grams of a word in small letters: the sums of all languages in one integer."""
        known = self._words.get(word)
        if known is None:
            if len(self._words) > MEMORY:
                self._words.clear()
            known = self._words[word] = self._sum(word)
        return known

    def _sum(self, word: str) -> int:
        total, known = 0, self._grams
        for gram in grams(word):
            weights = known.get(gram)
            if weights is None:
                if len(known) > MEMORY:
                    known.clear()
                weights = known[gram] = self._read(gram)
            total += weights
        return total

    def _read(self, gram: str) -> int:
        """Give the weights of one n-gram; 0 if it has none. To read all at once would take longer than most runs."""
        start = start_of(gram)
        group = bisect_left(self._starts, start)
        if self._starts[group : group + 1] != [start]:
            return 0
        begin, end = map(int, self._places[group : group + 2])
        key = f"\n{gram}\t".encode()
        at = self._rows.find(key, self._base + begin, self._base + end)
        if at < 0:
            return 0
        lanes = bytearray(LANE * self._width)
        lanes[::LANE] = self._rows[at + len(key) : at + len(key) + self._width]
        return int.from_bytes(lanes, "little")

    def lane(self, total: int, at: int) -> int:
        """Take one lane out of an integer."""
        return total >> 8 * LANE * at & 0xFFFFFFFF

    def sums(self, total: int) -> list[int]:
        """Take the lanes of an integer apart: one number for each language, comparable with one another."""
        return memoryview(total.to_bytes(LANE * self._width, "little")).cast("I").tolist()


@cache
def model(script: str) -> Model:
    """Load the weights of a script once: "Cyrl" or "Latn"."""
    return Model(script)
