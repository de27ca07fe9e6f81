"""Romanize text of other languages through the language packs of the `transliterate` package."""

from __future__ import annotations

from uzlat.spans import skipped

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
    """Write text of a language in Latin letters; addresses, code and tags in it stay.

    Text of a language without a pack comes back as it is.

    >>> romanize("Москва", "ru")
    'Moskva'
    """
    if language not in PACKS:
        return text
    from transliterate import translit

    parts, at = [], 0
    for start, end in [*skipped(text), (len(text), len(text))]:
        parts += [translit(text[at:start], PACKS[language], reversed=True), text[start:end]]
        at = end
    return "".join(parts)
