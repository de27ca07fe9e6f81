"""Guards that look at what has a fixed translation: figures and dates, names of places, terms of a glossary."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from uzlat.translate.dates import Named
from uzlat.translate.fault import ERROR, WARNING, Fault, Pair, without
from uzlat.translate.figures import Number, figures
from uzlat.translate.lang import Lang
from uzlat.translate.numbers import Difference, compare

_CAPITAL = re.compile(r"[A-ZА-ЯЁЎҚҒҲӘІҢӨҰҮҺ]")


class Names(Protocol):
    """Finds names of places in a text, and says whether one is there in any form; see `uzlat.translate.names`."""

    def find(self, text: str, lang: Lang) -> Sequence[Any]:
        """Give the mentions of names, each with `start`, `end` and `name`, which has a `key`."""

    def present(self, name: Any, text: str, lang: Lang) -> bool:
        """Say whether a text names it."""

    def written(self, name: Any, lang: Lang) -> str:
        """Give the name in a language; "" if it has none there."""


class Glossary(Protocol):
    """Says which terms of a source have not got the translation that the house wants."""

    def missing(self, source: str, target: str) -> Sequence[tuple[Any, str]]:
        """Give each match, with `start`, `end` and the `term`, and why; that begins with a word that is forbidden."""


def numbers(pair: Pair) -> Iterator[Fault]:
    """Find figures and dates that the translation has lost, made up or changed."""
    source, target = without(pair.source, pair.source_held), without(pair.target, pair.held)
    ours = figures(source, pair.folded_source, pair.src.code)
    theirs = figures(target, pair.folded, pair.tgt.code, calendar=bool(ours.names))
    for one in compare(ours, theirs, (source, pair.src.code), (target, pair.tgt.code)):
        yield _told(one, pair)


def _told(one: Difference, pair: Pair) -> Fault:
    """Say what a difference is, with the very figures."""
    kind = "dates" if one.dated else "numbers"
    ours, theirs = _said(one.source, pair.source), _said(one.target, pair.target)
    here = (one.target.start, one.target.end) if one.target else (-1, -1)
    there = (one.source.start, one.source.end) if one.source else (-1, -1)
    if one.source and one.target:
        return Fault(kind, ERROR, f"{ours} in the source is {theirs} here", *here, *there)
    if one.source:
        return Fault(kind, ERROR, f"{ours} of the source is missing", *here, *there)
    return Fault(kind, WARNING, f"{theirs} is not in the source", *here, *there)


def _said(one: Number | Named | None, text: str) -> str:
    return text[one.start : one.end].strip() if one else ""


def names(pair: Pair, gazetteer: Names) -> Iterator[Fault]:
    """Find names of places that the translation has lost or made up; one for the other is swapped."""
    ours, theirs = _mentions(gazetteer, pair.source, pair.src), _mentions(gazetteer, pair.target, pair.tgt)
    lost = [
        one for key, one in ours.items() if key not in theirs and _absent(gazetteer, one.name, pair.target, pair.tgt)
    ]
    made = [
        one for key, one in theirs.items() if key not in ours and _absent(gazetteer, one.name, pair.source, pair.src)
    ]
    for one in lost:
        name, there = pair.source[one.start : one.end], (one.start, one.end)
        other = next((other for other in made if _kind(other) == _kind(one)), None)
        if other:
            made.remove(other)
            message = f"swapped: {name} in the source is {pair.target[other.start : other.end]} here"
            yield Fault("names", ERROR, message, other.start, other.end, *there)
        else:
            yield Fault("names", WARNING, f"{name} of the source is missing", -1, -1, *there)
    for one in made:
        yield Fault("names", WARNING, f"{pair.target[one.start : one.end]} is not in the source", one.start, one.end)


def _kind(mention: Any) -> str:
    """Give the kind of a name: territory, city …"""
    return str(mention.name.key).partition("/")[0]


def _mentions(gazetteer: Names, text: str, lang: Lang) -> dict[str, Any]:
    """Find the names of a text, each where it stands first, by their keys."""
    found: dict[str, Any] = {}
    if _CAPITAL.search(text):
        for one in gazetteer.find(text, lang):
            found.setdefault(one.name.key, one)
    return found


def _absent(gazetteer: Names, name: Any, text: str, lang: Lang) -> bool:
    """Say whether a text has not got a name that it could have."""
    return bool(gazetteer.written(name, lang)) and not gazetteer.present(name, text, lang)


def glossary(pair: Pair, terms: Glossary) -> Iterator[Fault]:
    """Find terms that are not translated as the glossary says."""
    for match, why in terms.missing(pair.source, pair.target):
        is_forbidden = any(why.startswith(f"'{word}'") for word in match.term.forbidden)
        yield Fault("glossary", ERROR if is_forbidden else WARNING, why, -1, -1, match.start, match.end)
