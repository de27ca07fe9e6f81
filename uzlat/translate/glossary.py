"""A glossary: what terms are called in another language, in a house; found in texts in any of their forms."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from uzlat.translate.inflection import Finder
from uzlat.translate.lang import Lang
from uzlat.translate.memory_keys import rewritten, script_of
from uzlat.translate.tbx import Concept, Words
from uzlat.translate.terms_table import read_concepts


class Term(NamedTuple):
    """A term: its translations, of which the first is the one to write, and words that are not to be written for it."""

    source: str
    targets: tuple[str, ...]
    forbidden: tuple[str, ...] = ()
    note: str = ""
    id: str = ""


class TermMatch(NamedTuple):
    """A term in a text: offsets with its ending, and the ending as it stands there."""

    start: int
    end: int
    term: Term
    ending: str


class Glossary:
    """Terms from one language into another. Scripts do not matter: terms in Latin are found in Cyrillic, too.

    >>> uz, en = Lang("uz"), Lang("en")
    >>> glossary = Glossary([Term("vazirlik", ("ministry",), ("department",))], uz, en)
    >>> [(match.term.source, match.ending) for match in glossary.matches("Бу ҳақда вазирликда айтилди.")]
    [('vazirlik', 'да')]
    >>> [why for match, why in glossary.missing("Vazirlik aytdi.", "The department said.")]
    ["'vazirlik' is 'ministry' in the glossary", "'department' is not to be written for 'vazirlik'"]
    """

    def __init__(self, terms: Iterable[Term], source: Lang, target: Lang) -> None:
        self.terms = list(terms)
        self.source, self.target = source, target
        self._finders: dict[str, tuple[Finder, dict[str, list[Term]]]] = {}
        self._targets: dict[tuple[str, str], Finder] = {}

    @classmethod
    def read(cls, paths: Iterable[str], source: Lang, target: Lang) -> Glossary:
        """Read the terms of files (CSV, TSV, TBX) from one language into another.

        Raises:
            DocumentError: if one cannot be read as a glossary; with its line.
            OSError: if one cannot be read.
        """
        concepts = [concept for path in paths for concept in read_concepts(path, source, target)]
        return cls(terms_of(concepts, source, target), source, target)

    def matches(self, text: str) -> list[TermMatch]:
        """Find the terms of a text in the language they are from, in order."""
        finder, terms = self._finder(script_of(text))
        return [
            TermMatch(found.start, found.end, term, found.ending)
            for found in finder.find(text)
            for term in terms[found.phrase]
        ]

    def missing(self, source_text: str, target_text: str) -> list[tuple[TermMatch, str]]:
        """Say which terms of a text are not translated as they should be, and why, in a few words."""
        script = script_of(target_text) or self.target.script
        told: dict[Term, list[tuple[TermMatch, str]]] = {}
        for match in self.matches(source_text):
            if match.term not in told:
                told[match.term] = [(match, why) for why in self._faults(match.term, target_text, script)]
        return [one for faults in told.values() for one in faults]

    def _faults(self, term: Term, text: str, script: str) -> list[str]:
        accepted = [span for target in term.targets for span in self._spans(target, text, script)]
        faults = [] if accepted or not term.targets else [f"'{term.source}' is '{term.targets[0]}' in the glossary"]
        for word in term.forbidden:
            spans = self._spans(word, text, script)
            if any(not any(start <= one[0] and one[1] <= end for start, end in accepted) for one in spans):
                faults.append(f"'{word}' is not to be written for '{term.source}'")
        return faults

    def _spans(self, phrase: str, text: str, script: str) -> list[tuple[int, int]]:
        known = (phrase, script)
        if known not in self._targets:
            lang = Lang(self.target.code, script)
            self._targets[known] = Finder([rewritten(phrase, lang.code, script)], lang)
        return [(found.start, found.end) for found in self._targets[known].find(text)]

    def _finder(self, script: str) -> tuple[Finder, dict[str, list[Term]]]:
        """Give what finds the terms in a script, and what terms each phrase is of."""
        if script not in self._finders:
            lang = Lang(self.source.code, script or self.source.script)
            terms: dict[str, list[Term]] = {}
            for term in self._unique:
                terms.setdefault(rewritten(term.source, lang.code, lang.script), []).append(term)
            self._finders[script] = Finder(list(terms), lang), terms
        return self._finders[script]

    @cached_property
    def _unique(self) -> list[Term]:
        return list(dict.fromkeys(self.terms))


def terms_of(concepts: Iterable[Concept], source: Lang, target: Lang) -> list[Term]:
    """Give the terms from one language into another: each name of a concept, with all names in the other language."""
    terms = []
    for concept in concepts:
        into = _joined(concept, target)
        if into.accepted or into.forbidden:
            named = _joined(concept, source).accepted
            terms += [Term(name, into.accepted, into.forbidden, concept.note, concept.id) for name in named]
    return terms


def _joined(concept: Concept, lang: Lang) -> Words:
    """Give all names in a language, those in its script first."""
    own = sorted(
        (one for one in concept.words if one.lang.code == lang.code), key=lambda one: one.lang.script != lang.script
    )
    accepted = dict.fromkeys(name for one in own for name in one.accepted)
    return Words(lang, tuple(accepted), tuple(dict.fromkeys(name for one in own for name in one.forbidden)))
