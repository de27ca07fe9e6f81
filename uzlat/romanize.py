"""Romanize text of other languages through the language packs of the `transliterate` package."""

from __future__ import annotations

PACKS = {
    "ru": "ru",
    "uk": "uk",
    "bg": "bg",
    "mk": "mk",
    "sr": "sr",
    "mn": "mn",
    "el": "el",
    "hy": "hy",
    "ka": "ka",
}
"""Languages for which the package has a pack, as BCP 47 and as it calls them."""


def romanize(text: str, language: str) -> str:
    """Write text of a language in Latin letters; text of a language without a pack comes back as it is.

    >>> romanize("Москва", "ru")
    'Moskva'
    """
    if language not in PACKS:
        return text
    from transliterate import translit

    written: str = translit(text, PACKS[language], reversed=True)
    return written
