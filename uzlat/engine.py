"""A table and a choice of options, compiled: from a word to what it becomes, and why.

One set of rules serves both roads: `Engine.words` is fast, `Engine.trace` gives the steps; tests hold them equal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from uzlat import glyph as glyphs_
from uzlat.compile import Variant, compile_rules
from uzlat.context import ALONE, CONTEXTS, Context
from uzlat.glyph import Glyph
from uzlat.record import Record
from uzlat.shape import WRITTEN, Casing, admits, lower, shape_of
from uzlat.table import Case, Output, Respell, Rule, Table

LETTER = "letter"
"""The rule id of a step in which only the alphabet spoke."""
FALLBACK = "fallback"
"""The rule id of a letter that the source alphabet does not have."""


PRIVATE = 0xE000
"""Private-use characters stand for the rules' outputs until every letter has been written."""


class Step(Record):
    """Some characters of the source, what they became, and the id of the rule; "" where they were kept."""

    source: str
    output: str
    rule: str


class Trace(Record):
    """A stretch of text and what became of it: the sources of the steps, joined, are `source`.

    Text that was left as it is has no steps. `depends` says that other neighbours might change the output.
    """

    source: str
    output: str
    steps: tuple[Step, ...] = ()
    depends: bool = False


class Engine:
    """Compile `table` under `settings` (see Table.settings) and convert words.

    >>> from uzlat.rulefile import load
    >>> table = load("uz-Cyrl_uz-Latn")
    >>> engine = Engine(table, table.settings())
    >>> engine.words(["Мирзиёев"])
    {'Мирзиёев': 'Mirziyoyev'}
    >>> [step.rule for step in engine.trace("цех").steps]
    ['letter', 'letter', 'letter']
    """

    def __init__(self, table: Table, settings: dict[str, str]) -> None:
        self.table = table
        self.settings = settings
        final = str.maketrans({old: new for out in table.of(Output, settings) for old, new in out.map.items()})
        self._rules: list[Rule] = [
            rule._replace(target=rule.target.translate(final)) for rule in table.of(Rule, settings)
        ]
        self._letters = {old: new.translate(final) for old, new in table.letters.items()}
        self._fallback = {old: new.translate(final) for old, new in table.fallback.items()}
        self._plain = {ord(old): new for old, new in (self._fallback | self._letters).items()}
        self._unclear = {old.upper() for old, new in self._letters.items() if not new.isalpha()}
        self._titled = any(case.case == "title" for case in table.of(Case, settings))
        self._stems, self._stem_key = _stems(table.of(Respell, settings))
        self._variants: dict[tuple[str, bool, bool], Variant] = {}
        self._compiled: dict[tuple[str, ...], Variant] = {}
        self._shaped = frozenset(letter for rule in self._rules if rule.match for letter in rule.source)
        self._named = [rule for rule in self._rules if "name" in rule.match]
        self._sources = {rule.source for rule in self._rules}
        self._named_letters = frozenset(letter for rule in self._named for letter in rule.source)
        self._acronyms = self._titled or any("acronym" in rule.match for rule in self._rules)
        self.plain_letters = _both_cases(self._letters.keys())
        """The letters of the source alphabet, in both cases."""
        self.known = self.plain_letters | _both_cases(self._fallback.keys())
        """Every letter that this table converts: those of the alphabet and the fallbacks."""
        doubted = [entry for entry in table.of(Respell, settings) if entry.doubt]
        self.doubtful = {FALLBACK} | {entry.id for entry in [*doubted, *self._rules] if entry.doubt}
        """The ids of the rules whose work is reported."""
        self._doubted = tuple(stem for entry in doubted for stem in entry.words)

    def words(self, words: Iterable[str]) -> dict[str, str]:
        """Convert many words of the source alphabet at once, each as it comes out alone.

        Plain words run through the rules together, one to a line: that is several times faster than one
        by one. The others (respelled, of mixed capitals) are traced.
        """
        kinds: dict[str, list[str]] = {kind: [] for kind in (*WRITTEN, "")}
        for word in words:
            kinds[self._kind(word)].append(word)
        out = {word: self.trace(word).output for word in kinds[""]}
        for kind, (shape, write) in WRITTEN.items():
            out.update(zip(kinds[kind], map(write, self._together(kinds[kind], shape)), strict=True))
        return out

    def _kind(self, word: str) -> str:
        """Sort a word by how it is written (see WRITTEN); "" if it must be traced."""
        low = word.lower()
        if self._respelling(low):
            return ""
        if low == word:
            return "lower"
        if word.isupper() and len(word) > 1:
            return "" if self._acronyms else "capitals" if self._shaped.isdisjoint(low) else "upper"
        if low[1:] != word[1:] or word[0] in self._unclear:
            return ""
        return "plain" if self._shaped.isdisjoint(low) else "capitalised"

    def _together(self, words: list[str], shape: str) -> list[str]:
        if not words:
            return []
        variant = self._variant(shape, ALONE.first, False)
        text = "\n".join(words).lower()
        if variant.sites is not None:
            text = variant.sites.sub(lambda site: chr(PRIVATE + (site.lastindex or 0)), text)
        written = self._plain | {PRIVATE + i: output for i, output in enumerate(variant.outputs)}
        return text.translate(written).split("\n")

    def trace(self, word: str | Sequence[Glyph], context: Context = ALONE) -> Trace:
        """Convert one word of known letters, step by step.

        Args:
            word: the word, or its glyphs.
            context: what it must know of its neighbours.
        """
        glyphs = glyphs_.read(word, self.known) if isinstance(word, str) else list(word)
        text = glyphs_.letters(glyphs)
        shape, run = shape_of(text), self._acronym_run(text, context)
        glyphs = self._respelled(glyphs, shape, context, run > 0)
        text = glyphs_.letters(glyphs)
        low = lower(text)
        casing = Casing(text, context.headline, run > 0 and self._titled)
        steps, at = [], 0
        for start, end, output, rule in self._sites(low, shape, context, run):
            steps += self._letter_steps(glyphs, low, casing, range(at, start))
            steps.append(_step(glyphs[start:end], casing.write(start, end, output), rule))
            at = end
        steps += self._letter_steps(glyphs, low, casing, range(at, len(glyphs)))
        return Trace(glyphs_.source(glyphs), "".join([step.output for step in steps]), tuple(steps))

    def _sites(self, low: str, shape: str, context: Context, run: int) -> list[tuple[int, int, str, str]]:
        """Find where rules fire: start, end, output and id. Rules for acronyms hold for their capitals alone."""
        if self._shaped.isdisjoint(low):  # no rule asks for the shape: one set of patterns serves all
            shape, context, run = "lower", ALONE, 0
        found = []
        for acronym, start, end in ((True, 0, run), (False, run, len(low))):
            variant = self._variant(shape, context.first, acronym) if start < end else Variant(None, [], [])
            for site in variant.sites.finditer(low) if variant.sites else ():
                if start <= site.start() < end:
                    index = site.lastindex or 0
                    found.append((*site.span(), variant.outputs[index], variant.ids[index]))
        return found

    def _letter_steps(self, glyphs: list[Glyph], low: str, casing: Casing, places: range) -> list[Step]:
        return [
            Step(
                glyphs[at].source,
                casing.write(at, at + 1, self._plain[ord(low[at])]) + glyphs[at].tail,
                glyphs[at].rule or (LETTER if low[at] in self._letters else FALLBACK),
            )
            for at in places
        ]

    def depends(self, word: str) -> bool:
        """Say whether the word may come out otherwise among other neighbours."""
        low = lower(word)
        if word[:1] == low[:1]:
            return False
        if len(word) == 1 and len(self._plain.get(ord(low), "")) < 2 and low not in self._sources:
            return False
        if len(word) > 1 and not self._may_be_name(low) and not (self._acronyms and word[1].isupper()):
            return False
        return len({self.trace(word, context).output for context in CONTEXTS}) > 1

    def _may_be_name(self, low: str) -> bool:
        """Say whether a rule for names would fire in the word, if it were one."""
        if self._named_letters.isdisjoint(low):
            return False
        sites = self._compile(self._named).sites
        return sites is not None and sites.search(low) is not None

    def doubts(self, low: str) -> bool:
        """Say whether an entry whose work is reported may respell this word of small letters."""
        return low[: self._stem_key] in self._stems and low.startswith(self._doubted)

    def _respelling(self, low: str) -> bool:
        """Say whether a stem begins the word: quickly, for most words have none."""
        stems = self._stems.get(low[: self._stem_key])
        return stems is not None and any(low.startswith(stem) for stem, _, _ in stems)

    def _acronym_run(self, word: str, context: Context) -> int:
        """Count the capitals of an acronym, with which a word begins; 0 if it begins with none.

        A run of capitals is one if it is short, no word that the table knows, followed by small letters or
        nothing, and no headline explains it.
        """
        rest = word.lstrip("".join({char for char in word if char.isupper()}))
        run = len(word) - len(rest)
        limit = self.table.acronym
        if context.headline or not 2 <= run <= limit.get("letters", 5) or (rest and not rest.islower()):
            return 0
        return 0 if lower(word[:run]) in limit.get("words", []) else run

    def _respelled(self, glyphs: list[Glyph], shape: str, context: Context, acronym: bool) -> list[Glyph]:
        low = lower(glyphs_.letters(glyphs))
        for stem, new, entry in self._stems.get(low[: self._stem_key], ()):
            fits = low == stem if "whole" in entry.match else low.startswith(stem)
            if fits and admits(entry.match, shape, context.first, acronym) and not low.startswith(tuple(entry.unless)):
                return glyphs_.replace(glyphs, 0, len(stem), new, entry.id)
        return glyphs

    def _variant(self, shape: str, first: bool, acronym: bool) -> Variant:
        key = (shape, first, acronym)
        if key not in self._variants:
            self._variants[key] = self._compile([rule for rule in self._rules if admits(rule.match, *key)])
        return self._variants[key]

    def _compile(self, rules: list[Rule]) -> Variant:
        """Compile rules once for each set of them: many shapes and contexts share a set."""
        key = tuple(rule.id for rule in rules)
        if key not in self._compiled:
            self._compiled[key] = compile_rules(rules, self.table.classes)
        return self._compiled[key]


def _step(covered: Sequence[Glyph], output: str, rule: str) -> Step:
    """Make a step; a respelling, repair or phrase that put the letters there is named before the rule."""
    given = next((glyph.rule for glyph in covered if glyph.rule), rule)
    return Step(glyphs_.source(covered), output + glyphs_.tails(covered), given)


def _stems(entries: list[Respell]) -> tuple[dict[str, list[tuple[str, str, Respell]]], int]:
    """Index stems by their first letters, the longest stem first."""
    found = [(stem, new, entry) for entry in entries for stem, new in entry.words.items()]
    key = min([3, *(len(stem) for stem, _, _ in found)])
    index: dict[str, list[tuple[str, str, Respell]]] = {}
    for item in sorted(found, key=lambda item: -len(item[0])):
        index.setdefault(item[0][:key], []).append(item)
    return index, key


def _both_cases(letters: Set[str]) -> frozenset[str]:
    return frozenset(letters) | {letter.upper() for letter in letters if len(letter.upper()) == 1}
