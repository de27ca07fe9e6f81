"""What texts are compared by: one script, one apostrophe, one kind of space; and the beginnings of their words."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from uzlat.translate.folding import APOSTROPHES, fold
from uzlat.translate.lang import Lang

BEGINNING = 5
"""Letters of a word by which it is found: an ending of Uzbek, Kazakh or Russian comes after them."""
_ONE = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_BY_LETTERS = {"Cyrl": re.compile("[\u0400-\u052f]"), "Latn": re.compile("[A-Za-z\u00c0-\u024f]")}
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*'?")


def script_of(text: str) -> str:
    """Say in which script most letters of a text are; "" if it has no letters of a script known here.

    >>> script_of("Тошкент — Toshkent shahri"), script_of("2026")
    ('Latn', '')
    """
    counts = {script: len(letters.findall(text)) for script, letters in _BY_LETTERS.items()}
    script = max(counts, key=counts.__getitem__)
    return script if counts[script] else ""


def spoken(tag: Lang, text: str) -> Lang:
    """Give a language with the script of a text, if the tag does not tell.

    >>> spoken(Lang("uz"), "Ўзбекистон")
    Lang(code='uz', script='Cyrl')
    """
    return tag if tag.script else Lang(tag.code, script_of(text)).written


@cache
def _table(code: str, source: str, target: str) -> Callable[[str], str] | None:
    """Give the converter of a language from script to script; None if uzlat has no table for it."""
    from uzlat.converter import Converter
    from uzlat.rulefile import available

    name = f"{code}-{source}_{code}-{target}"
    return Converter(name) if name in available() else None


@cache
def tag(lang: Lang) -> str:
    """Write the tag of a language; its script only where it may be another one, which uzlat has tables for.

    >>> tag(Lang("uz", "Latn")), tag(Lang("en", "Latn")), tag(Lang("kk", "Arab"))
    ('uz-Latn', 'en', 'kk-Arab')
    """
    from uzlat.rulefile import available

    several = any(name.startswith(f"{lang.code}-") for name in available())
    return str(lang) if several or lang.script != Lang(lang.code).written.script else lang.code


def rewritten(text: str, code: str, script: str) -> str:
    """Write the letters of a text in another script of its language, if uzlat has a table for it; else as it is.

    >>> rewritten("Тошкент шаҳри", "uz", "Latn"), rewritten("Город", "ru", "Latn")
    ('Toshkent shahri', 'Город')
    """
    for source, letters in _BY_LETTERS.items():
        if source != script and letters.search(text) and (convert := _table(code, source, script)):
            return convert(text)
    return text


def key(text: str, code: str) -> str:
    """Give what is equal for texts that are the same but for script, apostrophes, spaces and composed letters.

    >>> key("Ўзбекистон  Республикаси", "uz") == key("O‘zbekiston Respublikasi", "uz")
    True
    """
    from unicodedata import normalize

    tidy = " ".join(normalize("NFC", text).split())
    return rewritten(tidy, code, Lang(code).written.script).translate(_ONE)


def beginnings(key: str) -> list[str]:
    """List the beginnings of the words of a key, each once; apostrophes left out.

    >>> beginnings("O'zbekiston so'mi, o'zbekcha 12")
    ['12', 'ozbek', 'somi']
    """
    return sorted({word.replace("'", "")[:BEGINNING] for word in _WORD.findall(fold(key))})


def likeness(one: str, other: str) -> float:
    """Score two keys from 0 to 100: half by letters, half by words; 100 for none but the same.

    Each half is 1 - edits / (length of both), where an edit puts in or takes out a letter or a word (what rapidfuzz
    calls the normalised Indel similarity). Texts that differ in capitals alone have 99.

    >>> likeness("2026 yil", "2026 yil"), likeness("AQSH", "Aqsh"), round(likeness("bu 5 ta", "bu 6 ta"))
    (100.0, 99.0, 76)
    """
    from rapidfuzz.distance import Indel

    if one == other:
        return 100.0
    one, other = fold(one), fold(other)
    letters = Indel.normalized_similarity(one, other)
    return min(99.0, 50 * letters + 50 * Indel.normalized_similarity(one.split(), other.split()))
