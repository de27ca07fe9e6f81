"""What detection says of a block of text."""

from __future__ import annotations

from uzlat.record import Record

UNDECIDED = "und"
"""BCP 47: a language that is not known."""
NO_LANGUAGE = "zxx"
"""BCP 47: text without linguistic content."""


class Verdict(Record):
    """What a block is: `lang` and `script` as in BCP 47, a score from 0 to 1, a reason one can read.

    The score is the chance that `lang` is right. `lang` is "und" with a score of 0 where nothing decides, "und"
    with a higher one where the text is in none of the languages known, and "zxx" where there are no letters.
    `variant` tells the alphabet of Uzbek in Latin letters: "1995", "2026" or "mixed".
    """

    lang: str
    script: str
    score: float
    reason: str
    variant: str = ""
