"""Text as it is compared: in small letters, with one apostrophe and one space; offsets stay."""

from __future__ import annotations

APOSTROPHES = "ʻʼ‘’'`´′"
"""What is found for the letters ʻ and ʼ of Uzbek in Latin script."""
_ONE = {**dict.fromkeys(APOSTROPHES, "'"), "\u00a0": " ", "\u202f": " ", "İ": "i"}


def fold(text: str) -> str:
    """Fold a text; what comes out is as long as what went in.

    >>> fold("OʻZBEKISTON so‘mi") == fold("o'zbekiston so'mi")
    True
    """
    folded = text
    for old, new in _ONE.items():  # ten times as fast as str.translate
        if old in folded:
            folded = folded.replace(old, new)
    lower = folded.lower()
    return (
        lower if len(lower) == len(text) else "".join([low if len(low := one.lower()) == 1 else one for one in folded])
    )
