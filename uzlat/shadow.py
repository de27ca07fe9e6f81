"""What detection looks at: a shadow of the text in which only what hides its language is mended."""

from __future__ import annotations

import re

from uzlat.glyph import MARKS, TRANSPARENT

TWINS = str.maketrans("aceopxykmtbh", "асеорхукмтвн")
"""Latin letters and the Cyrillic ones that look like them; of k m t b h only the capitals do."""
CAPITAL_TWINS = frozenset("ABCEHKMOPTXYaceopxy")
BACK = str.maketrans("АВСЕНКМОРТХасеорху", "ABCEHKMOPTXaceopxy")
BACK_TWINS = frozenset("АВСЕНКМОРТХасеорху")
MIXED = r"[A-Za-z]+(?=[\u0400-\u052f])[A-Za-z\u0400-\u052f]*|[\u0400-\u052f]+[A-Za-z][A-Za-z\u0400-\u052f]*"
LATIN_MARKS = "'‘’ʼ`´′"
UNSEEN = dict.fromkeys(map(ord, TRANSPARENT))


def shadow(text: str) -> str:
    """Compose letters, mend Latin twins inside Cyrillic words, make apostrophes one; in small letters.

    ӯ for ў and the like stay: they may be what tells Tajik from Uzbek.

    >>> shadow("Pоссия ва ЎЗБЕКИСТОН, DVDнинг")
    'россия ва ўзбекистон, dvdнинг'
    """
    if not MARKS.isdisjoint(text):
        from unicodedata import normalize

        text = normalize("NFC", text.translate(UNSEEN))
    if not text.isascii() and re.search("[A-Za-z]", text):
        text = re.sub(MIXED, _mended, text)
    for mark in LATIN_MARKS:
        text = text.replace(mark, "ʻ")
    return text.lower()


def _mended(word: re.Match[str]) -> str:
    """Mend a word of two alphabets if every letter of one has a twin in the other."""
    latin = {letter for letter in word[0] if letter.isascii()}
    if latin <= CAPITAL_TWINS:
        return word[0].lower().translate(TWINS)
    return word[0].translate(BACK) if set(word[0]) - latin <= BACK_TWINS else word[0]
