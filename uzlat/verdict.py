"""What a block of text is found to be."""

from __future__ import annotations

from uzlat.record import Record

UNDECIDED = "und"
NO_LANGUAGE = "zxx"
"""BCP 47: text without linguistic content."""


class Verdict(Record):
    """What a block is: `lang` and `script` as in BCP 47, a score from 0 to 1, a reason one can read.

    `lang` is "und" where the evidence does not decide and "zxx" where there are no letters. `variant` tells
    the alphabet of Uzbek in Latin letters: "1995", "2026" or "mixed".
    """

    lang: str
    script: str
    score: float
    reason: str
    variant: str = ""
