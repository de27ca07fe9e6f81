"""Other converters, where they are installed: a name and a function from text to text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

Convert = Callable[[str], str]


def uztransliterator() -> Convert:
    from UzTransliterator import UzTransliterator

    return lambda text: UzTransliterator().transliterate(text, from_="cyr", to="lat")


def alifbe() -> Convert:
    from alifbe import cyrillic_to_latin

    return lambda text: str(cyrillic_to_latin(text))


def iuliia() -> Convert:
    from iuliia import UZ, translate

    return lambda text: translate(text, UZ)


def zirhuzmorph() -> Convert:
    from zirhuzmorph import from_cyrillic

    return from_cyrillic


def unidecode() -> Convert:
    from unidecode import unidecode as convert

    return convert


def uztransliterator_back() -> Convert:
    from UzTransliterator import UzTransliterator

    return lambda text: UzTransliterator().transliterate(text, from_="lat", to="cyr")


def alifbe_back() -> Convert:
    from alifbe import latin_to_cyrillic

    return lambda text: str(latin_to_cyrillic(text))


def installed(back: bool = False) -> Iterator[tuple[str, Convert]]:
    """Give the peers that can be imported; those that go back from Latin to Cyrillic, if that is asked."""
    there = (uztransliterator, alifbe, iuliia, zirhuzmorph, unidecode)
    for make in (uztransliterator_back, alifbe_back) if back else there:
        try:
            yield make.__name__.removesuffix("_back"), make()
        except ImportError:
            continue
