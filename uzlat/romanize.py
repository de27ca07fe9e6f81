"""Romanize text of other languages through the language packs of the `transliterate` package."""

from __future__ import annotations

import re
from collections.abc import Iterator

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


RESPELLED = {"hy": {"եւ": "եվ", "և": "եվ"}}
"""Letters that the package's packs do not know, and what is read for them."""


def romanize(text: str, language: str) -> str:
    """Write text of a language in Latin letters; addresses, code and tags in it stay.

    Text of a language without a pack comes back as it is.

    >>> romanize("Москва", "ru"), romanize("Երևան", "hy")
    ('Moskva', 'Erevan')
    """
    if language not in PACKS:
        return text
    from transliterate import translit

    for old, new in RESPELLED.get(language, {}).items():
        text = text.replace(old, new)
    parts, at = [], 0
    for start, end in [*skipped(text), (len(text), len(text))]:
        parts += [translit(text[at:start], PACKS[language], reversed=True), text[start:end]]
        at = end
    return "".join(parts)


LETTERS = {"el": "\u0370-\u03ff\u1f00-\u1fff", "hy": "\u0530-\u058f", "ka": "\u10a0-\u10ff\u1c90-\u1cbf"}
"""Scripts that one language alone writes today."""


def by_letters(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Find stretches whose letters tell their language: start, end, language, and the stretch in Latin letters.

    >>> list(by_letters("бу Καλημέρα κόσμε!"))
    [(3, 17, 'el', 'Kalimera kosme')]
    """
    runs = "|".join(f"(?P<{lang}>[{letters}]+(?:[ ,–-]+[{letters}]+)*)" for lang, letters in LETTERS.items())
    for match in re.finditer(runs, text):
        lang = match.lastgroup or ""
        yield match.start(), match.end(), lang, romanize(match[0], lang)
