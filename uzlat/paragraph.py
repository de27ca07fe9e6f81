"""The words of a paragraph in Cyrillic, each weighed in every language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from uzlat.alphabets import CYRILLIC, alphabets
from uzlat.ngrams import model
from uzlat.record import Record
from uzlat.shadow import MIXED, shadow
from uzlat.sieve import DAMP, loans

WORD = rf"{MIXED}|{CYRILLIC}(?:[\u0300-\u036f\u00ad]|{CYRILLIC})*"
QUOTE, SENTENCE, CLAUSE = 1.0, 2.0, 4.0
"""What a change of language costs at a quotation mark, at the end of a sentence, and elsewhere, in nats."""
ENDED = ("»", "”", '"', "’")
"""Between a quotation and an ending of the language around it, which tells nothing by itself."""
HYPHENS = ("-", "‐", "‑")
IN_NAMES = frozenset("ыщ")
"""Letters of Russian that names keep in the target language."""


class Word(Record):
    """A word of a paragraph.

    start, end: where it stands. total, sums: what its n-grams say, together and by language. weight: what that
    counts; 0 for an ending that is joined to a quotation. name: whether it is one, or an initial. joined: whether a
    hyphen joins it to the word before. odd: whether it has letters that the target language has not. change: what a
    change of language before it costs. unit: the number of its sentence or quotation.
    """

    start: int
    end: int
    total: int
    sums: list[int]
    weight: float
    name: bool
    joined: bool
    odd: bool
    change: float
    unit: int


def words_of(text: str) -> Iterator[Word]:
    """Find the words of a text and what stands between them."""
    known, before, capitals, unit, initial = model("Cyrl"), 0, text.isupper(), 0, False
    odd, borrowed, shades = alphabets().foreign - alphabets().twins, loans(), shadow(text)
    aligned = len(shades) == len(text)
    for match in re.finditer(WORD, text):
        start, end = match.span()
        between, shade = text[before:start], shades[start:end] if aligned else shadow(match[0])
        change = CLAUSE if initial else _change(between)
        initial = end - start == 1 and text[end : end + 1] == "."
        name = initial or (match[0][0].isupper() and change == CLAUSE and not capitals)
        plain = (odd - IN_NAMES if name else odd).isdisjoint(shade)
        weight = 0.0 if before and between in ENDED else DAMP if plain and (name or shade in borrowed) else 1.0
        unit += change != CLAUSE
        total = sum(map(known.weigh, known.words(shade)))
        yield Word(start, end, total, known.sums(total), weight, name, between in HYPHENS, not plain, change, unit)
        before = end


def _change(between: str) -> float:
    """Say what a change of language costs between two words."""
    if between == " ":
        return CLAUSE
    if re.search('[«»“”„"]', between):
        return QUOTE
    return SENTENCE if re.search(r"[.!?…:;]\s|\n", between) else CLAUSE
