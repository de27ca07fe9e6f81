"""The gazetteer: names of countries, places, organisations, languages, currencies, months in several languages.

The table is `data/names.tsv`; `scripts/build_names.py` builds it and its README says from what.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from uzlat.translate.inflection import Finder, Found
from uzlat.translate.lang import Lang

PLACES = ("territory", "region", "district", "city", "organisation", "place")
"""Kinds of names that a translation has to keep, whatever else it does with a sentence."""
BLOCKS = "other"
"""The kind of names that others stand in and are not meant: Rim papasi is not the city."""
GIVEN = "other/given"
"""The row of the forms that are first names and family names as well: Jordan, Madina."""
_ENGLISH = Lang("en", "Latn")
_OPENS = '"“«„‘'
_STOPS = ".!?:…"
_BEFORE = 3
_SCRIPTS = {"Cyrl": "CYRILLIC", "Latn": "LATIN"}


class Name(NamedTuple):
    """A name in all languages.

    key: as "territory/KZ". forms: by the tag of a column, the forms that are written, the first by ourselves.
    accepted: by the same, forms that a translation may have instead: kazakh, Kazakhstani.
    """

    key: str
    kind: str
    forms: dict[str, tuple[str, ...]]
    accepted: dict[str, tuple[str, ...]]


class Mention(NamedTuple):
    """A name in a text: offsets with the ending, the name, and the ending as it stands there."""

    start: int
    end: int
    name: Name
    ending: str


class Gazetteer:
    """Finds names in texts and says what they are in other languages.

    >>> names = gazetteer()
    >>> [found] = names.find("Kecha Qozog'istonga bordi", Lang("uz"))
    >>> found.name.key, names.written(found.name, Lang("ru"))
    ('territory/KZ', 'Казахстан')
    >>> names.present(found.name, "Он уехал в Казахстан.", Lang("ru"))
    True
    """

    def __init__(self, names: Iterable[Name], columns: tuple[str, ...]) -> None:
        self.names = tuple(names)
        self.columns = columns
        self._given = next((name.forms for name in self.names if name.key == GIVEN), {})
        self._finders: dict[tuple[Lang, tuple[str, ...]], tuple[Finder, dict[str, Name]]] = {}
        self._one: dict[tuple[str, Lang], Finder] = {}
        self._any: dict[Lang, tuple[Finder, dict[str, list[Name]]]] = {}

    def find(self, text: str, lang: Lang, kinds: tuple[str, ...] = PLACES) -> list[Mention]:
        """Find the names of a text in its language, inflected or not; nothing in a language without a column."""
        finder, known = self._finder(lang, kinds)
        given = self._given.get(self.column(lang), ())
        return [
            Mention(found.start, found.end, name, found.ending)
            for found in finder.find(text)
            if (name := known[found.phrase]).kind in kinds
            and not (found.phrase in given and _beside(text, found.start, found.end))
        ]

    def _finder(self, lang: Lang, kinds: tuple[str, ...]) -> tuple[Finder, dict[str, Name]]:
        known = self._finders.get((lang, kinds))
        if known is None:
            tag = self.column(lang)
            wanted = (name for name in self.names if name.kind in kinds or name.kind == BLOCKS)
            phrases: dict[str, Name] = {}
            for name in wanted:
                for form in name.forms.get(tag, ()):
                    phrases.setdefault(form, name)
            known = self._finders[lang, kinds] = Finder(phrases, lang), phrases
        return known

    def written(self, name: Name, lang: Lang) -> str:
        """Give the form to write in a language, in its script; "" if there is none."""
        forms = name.forms.get(self.column(lang), ())
        return next((form for form in forms if not lang.script or _is_in(form, lang.script)), forms[0] if forms else "")

    def present(self, name: Name, text: str, lang: Lang) -> bool:
        """Say whether a text has a name in any accepted form, inflected or not; or in English, in a longer name."""
        return bool(self._forms(name, lang).find(text)) or any(
            _beside(text, one.start, one.end) or text[max(one.start - 1, 0) : one.start] in tuple(_OPENS)
            for one in self._forms(name, _ENGLISH).find(text)
        )

    def _forms(self, name: Name, lang: Lang) -> Finder:
        """Give the finder for all accepted forms of one name."""
        finder = self._one.get((name.key, lang))
        if finder is None:
            tag = self.column(lang)
            finder = Finder((*name.forms.get(tag, ()), *name.accepted.get(tag, ())), lang)
            self._one[name.key, lang] = finder
        return finder

    def lookup(self, word: str, lang: Lang | None = None) -> list[Name]:
        """Give the names that a word or phrase is a form of, in one language or in any."""
        return [mention.name for mention in self.matches(word, lang)]

    def matches(self, word: str, lang: Lang | None = None) -> list[Mention]:
        """Find the names that a word or phrase as a whole is a form of, in small letters or as it should be."""
        found: dict[str, Mention] = {}
        for spelled in dict.fromkeys((word, word[:1].upper() + word[1:], word.title(), word.upper())):
            for asked in [lang] if lang else self.languages():
                for mention in self._matches(spelled, asked):
                    found.setdefault(mention.name.key, mention)
            if found:
                break
        return list(found.values())

    def _matches(self, word: str, lang: Lang) -> Iterator[Mention]:
        finder, known = self._whole(lang)
        whole: list[Found] = [one for one in finder.find(word) if one.start == 0 and one.end == len(word)]
        for one in whole:
            for name in known[one.phrase]:
                yield Mention(one.start, one.end, name, one.ending)

    def _whole(self, lang: Lang) -> tuple[Finder, dict[str, list[Name]]]:
        """Give the finder for all forms of all names of a language."""
        if lang not in self._any:
            tag = self.column(lang)
            phrases: dict[str, list[Name]] = {}
            for name in (name for name in self.names if name.kind != BLOCKS):
                for form in (*name.forms.get(tag, ()), *name.accepted.get(tag, ())):
                    phrases.setdefault(form, []).append(name)
            self._any[lang] = Finder(phrases, lang), phrases
        return self._any[lang]

    def column(self, lang: Lang) -> str:
        """Give the tag of the column of a language: with its script where the table has one for each."""
        tag = str(lang.written)
        return tag if tag in self.columns else lang.code

    def languages(self) -> list[Lang]:
        """List the languages of the columns."""
        return [Lang(*tag.split("-")).written for tag in self.columns]


def _beside(text: str, start: int, end: int) -> bool:
    """Say whether a capitalised word stands right beside a word, as in Jordan Spieth; one that begins a sentence not.

    >>> [_beside(text, 3, 9) for text in ("In Jordan today", "In Jordan Valley", "So Jordan", "J. Jordan")]
    [False, True, False, False]
    """
    if text[end : end + 1] == " " and text[end + 1 : end + 2].isupper():
        return True
    before = text[:start].split(" ")[-3:]
    if len(before) < _BEFORE or before[-1] or not before[-2][:1].isupper():
        return False
    return before[-2][-1].isalpha() and bool(before[0]) and before[0][-1] not in _STOPS


def _is_in(form: str, script: str) -> bool:
    first = next((letter for letter in form if letter.isalpha()), "")
    return bool(first) and unicodedata.name(first, "").startswith(_SCRIPTS.get(script, ""))


@cache
def gazetteer() -> Gazetteer:
    """Give the gazetteer that comes with uzlat."""
    text = files("uzlat.translate.data").joinpath("names.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("# ")]
    columns = tuple(rows[0][1:])
    return Gazetteer([_name(row[0], row[1:], columns) for row in rows[1:]], columns)


def _name(key: str, cells: list[str], columns: tuple[str, ...]) -> Name:
    forms, accepted = {}, {}
    for tag, cell in zip(columns, cells, strict=True):
        written, _, more = cell.partition("||")
        if written:
            forms[tag] = tuple(written.split("|"))
        if more:
            accepted[tag] = tuple(more.split("|"))
    return Name(key, key.partition("/")[0], forms, accepted)
