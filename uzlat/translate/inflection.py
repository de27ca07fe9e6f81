"""Phrases of a text in any inflected form: names, terms of a glossary.

What a language appends stands in `data/endings.toml`. A phrase is found by the first letters of its first word; only
where they stand in the text is anything compared, so that a text is read at the speed of one regular expression.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from uzlat.translate.folding import fold
from uzlat.translate.lang import Lang

JOIN = r"[»”\"'*_)]{0,2}-?"
"""What may stand between a name and its ending: «Artel»ning, KIA-ning, AQSH'ga."""
END = r"(?!\w|'\w)"
"""No letter follows."""
KEY = 4
"""How many letters of a stem it is looked up by."""
_GAP = re.compile(r"\s+")
_SHOUTED = 2


class Found(NamedTuple):
    """A phrase in a text: offsets with the ending, the phrase as it was given, and the ending as it stands there."""

    start: int
    end: int
    phrase: str
    ending: str


class Form(NamedTuple):
    """A stem of a word, folded, and what may follow it."""

    stem: str
    endings: re.Pattern[str]


class Phrase(NamedTuple):
    """A phrase ready to be compared: the forms of each word; whether all its letters, or the first, are capitals."""

    text: str
    words: tuple[tuple[Form, ...], ...]
    shouted: bool
    capital: bool


class Rule(NamedTuple):
    """How words with certain ends become stems."""

    ends: tuple[str, ...]
    cut: int
    add: str
    endings: re.Pattern[str]
    phrase: bool


class Endings(NamedTuple):
    """What a language appends: to any word, to words with certain ends; and to each word of a phrase, or the last."""

    slots: re.Pattern[str]
    rules: tuple[Rule, ...]
    every: bool

    def forms(self, word: str, several: bool) -> tuple[Form, ...]:
        """Give the stems of a word; `several` says whether it is the last of several."""
        forms = [Form(word, self.slots)]
        for rule in self.rules:
            if word.endswith(rule.ends) and (several or not rule.phrase) and len(word) - rule.cut > 1:
                forms.append(Form(word[: len(word) - rule.cut] + rule.add, rule.endings))
                break
        return tuple(forms)


_PLAIN = re.compile(END)
_NONE = Endings(_PLAIN, (), False)


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("uzlat.translate.data").joinpath("endings.toml").read_text(encoding="utf-8"))


@cache
def endings(lang: Lang) -> Endings:
    """Give what a language appends; nothing where that is not known."""
    table = _tables().get(str(lang.written))
    if table is None:
        return _NONE
    slots = _slots(table["slots"])
    return Endings(slots, tuple(_rule(one, slots) for one in table.get("stem", ())), table.get("every", False))


def _slots(slots: list[str]) -> re.Pattern[str]:
    parts = "-?".join(f"(?:{_either(slot)})?" for slot in slots)
    return re.compile(rf"(?:{JOIN}(?=['\w]){parts})?{END}") if slots else _PLAIN


def _rule(entry: dict[str, Any], slots: re.Pattern[str]) -> Rule:
    after = re.compile(f"(?:{_either(entry['endings'])}){END}") if "endings" in entry else slots
    return Rule(tuple(entry["ends"]), entry["cut"], entry["add"], after, entry.get("phrase", False))


def _either(endings: str) -> str:
    """Make a pattern of endings, the longest first; - is none, [kg]>ka is ka after k or g."""
    listed = sorted(("" if one == "-" else one for one in endings.split()), key=len, reverse=True)
    return "|".join(re.sub("(.+)>(.+)", r"(?<=\1)\2", one) for one in listed)


class Finder:
    """Finds phrases in texts of one language, inflected or not, never inside other words.

    A phrase that begins with a capital needs one in the text, one in capitals needs capitals; one in small letters is
    found in any.

    >>> finder = Finder(["Qozogʻiston", "Iroq", "AQSH"], Lang("uz"))
    >>> [found.ending for found in finder.find("Qozog'istondan Iroqqa, AQSH-ning")]
    ['dan', 'qa', 'ning']
    """

    def __init__(self, phrases: Iterable[str], lang: Lang) -> None:
        self._endings = endings(lang)
        self._index: dict[str, list[Phrase]] = {}
        initials = set()
        for text in sorted(set(filter(str.strip, phrases)), key=len, reverse=True):
            phrase = self._read(text)
            initials |= {text[0]} if phrase.capital else {text[0], text[0].upper()}
            for key in {form.stem[:KEY] for form in phrase.words[0]}:
                self._index.setdefault(key, []).append(phrase)
        self._sizes = sorted({len(key) for key in self._index})
        self._start = re.compile(f"[{re.escape(''.join(sorted(initials)))}](?<!\\w\\w)" if initials else r"(?!)")

    def _read(self, text: str) -> Phrase:
        words = fold(text).split()
        last = len(words) - 1
        forms = tuple(
            self._endings.forms(word, 0 < place == last)
            if self._endings.every or place == last
            else (Form(word, _PLAIN),)
            for place, word in enumerate(words)
        )
        letters = [letter for letter in text if letter.isalpha()]
        return Phrase(text, forms, len(letters) >= _SHOUTED and text.isupper(), text[0].isupper())

    def find(self, text: str) -> list[Found]:
        """Find the phrases of a text, in order; of those that begin at one place the longest."""
        return list(self._found(text, fold(text)))

    def _found(self, text: str, folded: str) -> Iterator[Found]:
        after = 0
        for start in self._start.finditer(text):
            place = start.start()
            if place < after or (place > 1 and folded[place - 1] == "'" and folded[place - 2].isalpha()):
                continue
            found = self._at(place, text, folded)
            if found:
                after = found.end
                yield found

    def _at(self, place: int, text: str, folded: str) -> Found | None:
        """Find the longest phrase that begins at a place."""
        best: Found | None = None
        for size in self._sizes:
            for phrase in self._index.get(folded[place : place + size], ()):
                if best and len(best.phrase) >= len(phrase.text):
                    break
                if found := _compare(phrase, place, text, folded):
                    best = found
                    break
        return best


def _compare(phrase: Phrase, place: int, text: str, folded: str) -> Found | None:
    """Compare a phrase with what stands at a place."""
    start = stem = place
    for number, forms in enumerate(phrase.words):
        if number:
            gap = _GAP.match(folded, place)
            if not gap:
                return None
            place = gap.end()
        for form in forms:
            if folded.startswith(form.stem, place):
                stem = place + len(form.stem)
                if ending := form.endings.match(folded, stem):
                    place = ending.end()
                    break
        else:
            return None
    if (phrase.capital and not text[start].isupper()) or (phrase.shouted and not text[start:stem].isupper()):
        return None
    whole = len(phrase.words) > 1 or folded[start:place] != fold(phrase.text)
    return Found(start, place, phrase.text, text[stem:place].lstrip("»”\"'’ʼʻ‘*_)-") if whole else "")
