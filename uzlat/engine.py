"""A table and a choice of options, compiled: from a word to what it becomes, and why.

One set of rules serves both roads: `Engine.words` is fast, `Engine.trace` gives the steps; tests hold them equal.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence, Set

from uzlat import glyph as glyphs_
from uzlat.compile import Variant, compile_rules
from uzlat.context import ALONE, CONTEXTS, Context
from uzlat.entries import Case, Output, Respell, Rule
from uzlat.glyph import Glyph
from uzlat.kept import UNSURE, Kept, keeper_for
from uzlat.shape import WRITTEN, Casing, admits, cased_like, lower, shape_of
from uzlat.spelling import Speller
from uzlat.table import Table
from uzlat.trace import FALLBACK, LETTER, Step, Trace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from uzlat.align import Part

PRIVATE = 0xE000
"""Private-use characters stand for the rules' outputs until every letter has been written."""


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

    def __init__(self, table: Table, settings: dict[str, str], keep: Collection[str] = ()) -> None:
        self.table = table
        self.settings = settings
        final = str.maketrans({old: new for out in table.of(Output, settings) for old, new in out.map.items()})
        self._rules: list[Rule] = [
            rule._replace(target=rule.target.translate(final)) for rule in table.of(Rule, settings)
        ]
        self._letters = {old: new.translate(final) for old, new in table.letters.items()}
        self._fallback = {old: new.translate(final) for old, new in table.fallback.items()}
        own = {letter: letter for letter in table.alphabet.get("target", "").lower()}
        self._plain = {ord(old): new for old, new in (own | self._fallback | self._letters).items()}
        self._unclear = {old.upper() for old, new in self._letters.items() if not new.isalpha()}
        self._titled = any(case.case == "title" for case in table.of(Case, settings))
        self._speller = Speller(table, settings, self._parts)
        self.keeper = keeper_for(table, settings, keep, self._speller.knows)
        self._asking = self._speller.has_words or not self.keeper.idle
        self._variants: dict[tuple[str, bool, bool], Variant] = {}
        self._compiled: dict[tuple[str, ...], Variant] = {}
        self._shaped = frozenset(letter for rule in self._rules if rule.match for letter in rule.source)
        self._named = [rule for rule in self._rules if "name" in rule.match]
        self._sources = {rule.source for rule in self._rules}
        self._named_letters = frozenset(letter for rule in self._named for letter in rule.source)
        self._acronyms = self._titled or any("acronym" in rule.match for rule in self._rules)
        self.plain_letters = _both_cases(self._letters.keys() | self.keeper.letters)
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
        kinds: dict[str, dict[str, str]] = {kind: {} for kind in (*WRITTEN, "")}
        for word in words:
            spelled = None if self.keeper.kept(word).length else self._speller.fast(word.lower())
            kinds[self._kind(word) if spelled is not None else ""][word] = spelled or ""
        out = {word: self.trace(word).output for word in kinds[""]}
        for kind, (shape, write) in WRITTEN.items():
            out.update(zip(kinds[kind], map(write, self._together(kinds[kind].values(), shape)), strict=True))
        return out

    def _kind(self, word: str) -> str:
        """Sort a word by how it is written (see WRITTEN); "" if it must be traced."""
        low = word.lower()
        if low == word:
            return "lower"
        if word.isupper() and len(word) > 1:
            return "" if self._acronyms else "capitals" if self._shaped.isdisjoint(low) else "upper"
        if low[1:] != word[1:] or word[0] in self._unclear:
            return ""
        return "plain" if self._shaped.isdisjoint(low) else "capitalised"

    def _together(self, words: Collection[str], shape: str) -> list[str]:
        if not words:
            return []
        variant = self._variant(shape, ALONE.first, False)
        text = "\n".join(words)
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
        read = text = glyphs_.letters(glyphs)
        if (kept := self.keeper.kept(text, context.foreign, context.initial)).length:
            return self._kept(glyphs, kept)
        shape, run = shape_of(text), self._acronym_run(text, context)
        glyphs = self._speller.spell(glyphs, shape, context, run > 0)
        text = glyphs_.letters(glyphs)
        low = lower(text)
        casing = Casing(text, context.headline, run > 0 and self._titled)
        steps, at = [], 0
        for start, end, output, rule in self._sites(low, shape, context, run):
            steps += self._letter_steps(glyphs, low, casing, range(at, start))
            steps.append(_step(glyphs[start:end], casing.write(start, end, output), rule))
            at = end
        steps += self._letter_steps(glyphs, low, casing, range(at, len(glyphs)))
        output = "".join([step.output for step in steps])
        others = self._others(read, output) if self._asking else ()
        return Trace(glyphs_.source(glyphs), output, tuple(steps), others=others)

    def asks(self, word: str) -> bool:
        """Say whether a word may be something else as well, as far as it tells by itself."""
        return self.keeper.judge(word) == UNSURE or any(True for _ in self._speller.others(lower(word)))

    def _others(self, text: str, output: str) -> tuple[str, ...]:
        """List what else a word may be: other spellings of a lexicon, and itself if it may be foreign."""
        spelled = self._together([*self._speller.others(lower(text))], "lower")
        kept = [text] if self.keeper.judge(text) == UNSURE else []
        found = [*(cased_like(text, other) for other in spelled), *kept]
        return tuple(other for other in dict.fromkeys(found) if other != output)

    def _kept(self, glyphs: list[Glyph], kept: Kept) -> Trace:
        """Leave a word as it is, but for an ending after it."""
        whole, stem, ending = glyphs_.source(glyphs), glyphs_.source(glyphs[: kept.length]), glyphs[kept.length :]
        rest = self.trace(ending) if ending else Trace("", "")
        unsure = self.keeper.judge(glyphs_.letters(glyphs)) == UNSURE
        others = (self.trace(glyphs).output,) if unsure else ()
        return Trace(whole, stem + rest.output, (Step(stem, stem, kept.rule), *rest.steps), others=others)

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
                casing.write(at, at + 1, self._plain.get(ord(low[at]), low[at])) + glyphs[at].tail,
                glyphs[at].rule or (LETTER if low[at] in self._letters else FALLBACK),
            )
            for at in places
        ]

    def depends(self, word: str) -> bool:
        """Say whether the word may come out otherwise among other neighbours."""
        low = lower(word)
        if self.keeper.depends(word):
            return True
        if word[:1] == low[:1]:
            return False
        if len(word) == 1 and len(self._plain.get(ord(low), "")) < 2 and low not in self._sources:
            return False
        if len(word) > 1 and not self._may_be_name(low) and not (self._acronyms and word[1].isupper()):
            return False
        return len({self.trace(word, context).output for context in CONTEXTS}) > 1

    def _may_be_name(self, low: str) -> bool:
        """Say whether something for names would fire in the word, if it were one."""
        if self._speller.named and low.startswith(self._speller.named):
            return True
        if self._named_letters.isdisjoint(low):
            return False
        sites = self._compile(self._named).sites
        return sites is not None and sites.search(low) is not None

    def doubts(self, low: str) -> bool:
        """Say whether an entry whose work is reported may respell this word of small letters."""
        return low.startswith(self._doubted)

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

    def _parts(self, low: str) -> list[Part]:
        """Write a word of small letters by the letters and rules alone, part by part."""
        from uzlat.align import Part

        parts, at = [], 0
        for start, end, output, rule in [*self._sites(low, "lower", ALONE, 0), (len(low), len(low), "", "")]:
            parts += [Part(i, i + 1, self._plain[ord(low[i])], LETTER) for i in range(at, start)]
            parts.append(Part(start, end, output, rule))
            at = end
        return parts[:-1]

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


def _both_cases(letters: Set[str]) -> frozenset[str]:
    return frozenset(letters) | {letter.upper() for letter in letters if len(letter.upper()) == 1}
