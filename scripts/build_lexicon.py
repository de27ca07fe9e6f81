#!/usr/bin/env python3
"""Build the word lists that the way back from Latin needs: `rules/uz-Latn_uz-Cyrl.tsv` and `rules/uz-Latn_uz-Latn.tsv`.

Latin does not tell ц from с after a consonant, forgets ь and some ъ, and writes э like е. This script puts Cyrillic
words into Latin by the forward table and keeps those that the rules of the backward table do not bring back:

1. Words are read from running text, from lists with or without counts, and from pairs; misprints are sifted out.
2. For each Latin spelling the commonest Cyrillic one wins; rivals that are not negligible are noted beside it.
3. From the shortest word to the longest, a word that comes back wrong by rules and by the rows so far becomes a row.
   So a stem serves its inflected forms, and a native word that a stem would spoil is protected by a row of its own.
4. Old and careless Latin spellings (sentyabr, ob'ekt, qaerda, Ishoq) of the same words are added in the same way, and
   common words typed without their apostrophes (ozbekiston, togri) where these can be no other word.

Each input is given as NAME:LICENCE=PATH. A list is a TSV whose first line names its columns: `cyrillic`, and if it has
them `latin`, `count` and `licence`; rows under the GPL alone are left out. Lists made for this script or like it:

* running text: PyPI `fitrat` (MIT), `language_detector/data`, the lines in Uzbek Cyrillic
* headwords: PyPI `uzbek_language` (MIT), the Cyrillic headwords of the explanatory dictionary
* pairs: PyPI `fitrat` (MIT), `transliterators/lat_cyr/data/exceptions.tsv`; PyPI `UzTransliterator` (MIT)
* titles of laws, both scripts: lex.uz (official acts), counts of words
* `scripts/lexicon_own.tsv`: written by hand for this project

    python scripts/build_lexicon.py --text fitrat:MIT=news.txt --list uzbek_language:MIT=headwords.tsv \
        --list fitrat:MIT=pairs.tsv --own own:MIT=scripts/lexicon_own.tsv
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from uzlat.converter import Converter
from uzlat.entries import Entry, Foreign, Keep, Lexicon
from uzlat.rulefile import load
from uzlat.table import Table

RULES = Path(__file__).parent.parent / "rules"
FORWARD, BACKWARD = "uz-Cyrl_uz-Latn", "uz-Latn_uz-Cyrl"
_FORWARD = Converter(FORWARD)
CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяўқғҳ"
WORD = re.compile(rf"[{CYRILLIC}{CYRILLIC.upper()}]+")
BARE = re.compile(rf"(?<![^\W\d_])[{CYRILLIC}{CYRILLIC.upper()}]{{2,}}(?![^\W\d_])")
CHOSEN = 1e6
"""The weight of a spelling that wins every contest."""
LISTED = 1.5
"""What a word's place in a list weighs against counts in text."""
RIVAL = 0.2
"""A rival is noted from this share of the winner's weight on, if it is in a list or stands in the text three times."""
UNSIGNED = 12
"""How common a word is of which the spelling without its signs is read."""
ODD = re.compile(
    r"[аеёиоуўыэюяй]ь|ь[аыъь]|ъь|^[ьъы]|[бвгджзклмнпрстфхцчшщқғҳ]ъ(?!$)[бвгджзклмнпрстфхцчшщқғҳ]"
    r"|(?:^|[^иоуаеэ])й[аеуэ]|(.)\1\1|[аеёиоуўэюя]йя"
)
"""Looks like a misprint: needs a list, or many occurrences."""
RARE = re.compile("ы|тс|[бвгджзклмнпрстфх]э|[^аеёиоуўэюя]ъ[еёюя]")
"""Is no Uzbek if it occurs once."""
SUFFIX = re.compile(
    r"(?:лар)?(?:имиз|ингиз|лари|си|им|инг|и)?(?:нинг|ни|га|да|дан|даги|гача)?|(?:лик|ли|сиз|чи)(?:лар)?(?:нинг|ни|га|да|дан)?"
)
"""Cyrillic endings that are safe to strip in search of a stem."""


@dataclass
class Evidence:
    """What speaks for one Cyrillic spelling: occurrences in text, and the lists that have it, with their counts."""

    count: int = 0
    listed: float = 0
    sources: set[str] = field(default_factory=set)
    named: bool = False
    own: bool = False
    chosen: bool = False
    stem: bool = False
    others: list[str] = field(default_factory=list)

    @property
    def weight(self) -> float:
        """Weigh text and lists against one another."""
        listed = LISTED * bool(self.sources) + 2 * LISTED * self.own
        return CHOSEN * self.chosen + self.count + listed + min(self.listed, 20) / 5 + 0.1 * self.stem


Claims = dict[str, dict[str, Evidence]]
"""Latin spelling to Cyrillic spellings and the evidence for each."""


@dataclass
class Row:
    """One row of a word list."""

    source: str
    target: str
    others: list[str]
    origin: str
    weight: float


def main() -> None:
    """Read the inputs, build both lists, write them."""
    options = _arguments()
    claims = gather(options)
    rows = backward_rows(claims, options.limit)
    old_rows = latin_rows(claims, options.latin_limit)
    inputs = [*options.text, *options.list, *options.own]
    write(options.out, ["latin", "cyrillic", "others", "source"], rows, inputs)
    write(options.latin_out, ["old", "official", "", "source"], old_rows, inputs)
    print(f"{len(rows)} rows, {len(old_rows)} of old spellings")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--text", type=Input, action="append", default=[], help="running Cyrillic text")
    parser.add_argument("--list", type=Input, action="append", default=[], help="a TSV of words")
    parser.add_argument("--own", type=Input, action="append", default=[], help="a TSV of words that win every contest")
    parser.add_argument("--out", type=Path, default=RULES / "uz-Latn_uz-Cyrl.tsv")
    parser.add_argument("--latin-out", type=Path, default=RULES / "uz-Latn_uz-Latn.tsv")
    parser.add_argument("--limit", type=int, default=9000, help="rows at most")
    parser.add_argument("--latin-limit", type=int, default=6000, help="rows of old spellings at most")
    return parser.parse_args()


class Input:
    """An input: NAME:LICENCE=PATH."""

    def __init__(self, given: str) -> None:
        label, _, path = given.partition("=")
        self.name, _, self.licence = label.partition(":")
        self.path = Path(path)

    def rows(self) -> Iterator[dict[str, str]]:
        """Give the rows of a TSV by column name, without those under the GPL alone."""
        lines = self.path.read_text(encoding="utf-8").splitlines()
        lines = [line for line in lines if line and not line.startswith("#")]
        names = ["count" if name.startswith("count_news") else name for name in lines[0].split("\t")]
        for line in lines[1:]:
            row = dict(zip(names, line.split("\t"), strict=False))
            licence = row.get("licence", self.licence)
            if "GPL" not in licence or "MIT" in licence:
                yield row


# ---------------------------------------------------------------- evidence


def gather(options: argparse.Namespace) -> Claims:
    """Collect from all inputs which Cyrillic spellings stand behind each Latin one."""
    forward = Converter(FORWARD)
    claims: Claims = defaultdict(lambda: defaultdict(Evidence))
    for item in options.text:
        _claim(claims, _count(item.path.read_text(encoding="utf-8")), forward, item.name, False)
    for item in [*options.list, *options.own]:
        own, counts = item in options.own, Counter[str]()
        for row in item.rows():
            word, latin = row["cyrillic"], _norm(row.get("latin", ""))
            if own and latin:
                _pair(claims, latin, word, item.name, row.get("others", ""))
            elif WORD.fullmatch(word):
                counts[word] += int(row.get("count") or 1)
        _claim(claims, counts, forward, item.name, True, own)
    _sift(claims)
    return claims


def _count(text: str) -> Counter[str]:
    """Count the words of a text; a word with letters of another alphabet is none."""
    counts = Counter(BARE.findall(text))
    for word in [word for word in counts if word[:1].isupper()]:
        if word.lower() in counts and counts[word.lower()] >= counts[word]:
            counts[word.lower()] += counts.pop(word)
    return counts


def _norm(latin: str) -> str:
    """Write Latin in small letters with the letters of the table."""
    return re.sub("(?<=[og])['ʼ’‘`]", "ʻ", re.sub("['’‘`]", "ʼ", latin.lower()))


def _claim(
    claims: Claims, counts: Counter[str], forward: Converter, name: str, listed: bool, own: bool = False
) -> None:
    """Put words into Latin and note the evidence; a word that the forward table mends is a misprint."""
    words = list(counts) or ["а"]
    latins = forward("\n".join(f"а {word}" for word in words)).split("\n")
    plain = Converter(FORWARD, repair="off")("\n".join(f"а {word}" for word in words)).split("\n")
    for word, latin, unrepaired in zip(words, latins, plain, strict=True):
        if latin != unrepaired:
            continue
        evidence = claims[latin[2:].lower()][word.lower()]
        evidence.own |= own
        if listed:
            evidence.sources.add(name)
            evidence.listed += counts[word] - 1
        else:
            evidence.count += counts[word]
            evidence.named |= word[0].isupper()


def _pair(claims: Claims, latin: str, cyrillic: str, name: str, others: str) -> None:
    """Let a spelling win; beside it, others that a reader may have meant."""
    evidence = claims[latin][cyrillic.lower()]
    evidence.sources.add(name)
    evidence.own = evidence.chosen = True
    evidence.others = others.split()


def _sift(claims: Claims) -> None:
    """Leave out what looks like a misprint and has little to speak for it."""
    for spellings in claims.values():
        for word, evidence in list(spellings.items()):
            if _doubtful(word, evidence):
                del spellings[word]
    for latin in [latin for latin, spellings in claims.items() if not spellings]:
        del claims[latin]


def _doubtful(word: str, evidence: Evidence) -> bool:
    if evidence.own or evidence.sources:
        return False
    if evidence.count < 5 and ODD.search(word):
        return True
    return evidence.count < 2 and (len(word) < 4 or RARE.search(word) is not None)


# ---------------------------------------------------------------- the way back


class Backward:
    """The backward table with a word list of our own in place of its lexicon."""

    def __init__(self) -> None:
        table = load(BACKWARD)
        entries: list[Entry] = [entry for entry in table.entries if not isinstance(entry, Keep | Foreign)]
        self.table: Table = table._replace(entries=entries, letters={"c": "c"} | table.letters)
        self.lexicon: Lexicon = next(entry for entry in entries if isinstance(entry, Lexicon))
        self.words: dict[str, str] = {}

    def convert(self, words: list[str]) -> list[str]:
        """Convert words by the rules and the rows so far."""
        mine = self.lexicon._replace(words=self.words, others={}, file="")
        entries: list[Entry] = [mine if isinstance(entry, Lexicon) else entry for entry in self.table.entries]
        return Converter(self.table._replace(entries=entries))("\n".join(words)).split("\n")


def _winners(claims: Claims) -> dict[str, tuple[str, Evidence]]:
    """Choose the commonest spelling for each Latin one."""
    return {latin: max(found.items(), key=lambda item: item[1].weight) for latin, found in claims.items()}


def _drop_rare(claims: Claims, bare: Backward) -> None:
    """Leave out common nouns that occur once and that no list has, where the rules write something else."""
    rare = [
        (latin, word)
        for latin, found in claims.items()
        for word, evidence in found.items()
        if evidence.count < 2 and not (evidence.sources or evidence.own or evidence.named)
    ]
    for (latin, word), got in zip(rare, bare.convert([latin for latin, _ in rare]), strict=bool(rare)):
        if got != word:
            del claims[latin][word]
            if not claims[latin]:
                del claims[latin]


def _stems(claims: Claims, bare: Backward) -> None:
    """Add stems that stand in no list: what is left of words that come back wrong, when safe endings are stripped."""
    winners = _winners(claims)
    latins = list(winners)
    back = zip(latins, bare.convert(latins), strict=True)
    wrong = [winners[latin][0] for latin, got in back if got != winners[latin][0]]
    known = {word for word in wrong if len(word) > 3}
    listed = {word for word, evidence in winners.values() if evidence.sources}
    forms = Counter(stem for word in wrong for stem in _stripped(word))
    best: set[str] = set()
    for word in wrong:
        stems = _stripped(word)
        if stems and word not in listed and not any(word[:length] in known for length in range(4, len(word))):
            best.add(max(stems, key=lambda stem: (forms[stem], len(stem))))
    if best:
        _add_stems(claims, sorted(best), bare)


def _add_stems(claims: Claims, stems: list[str], bare: Backward) -> None:
    """Claim the Latin of stems for them where it is free and the rules do not know it anyway."""
    latins = [latin.lower() for latin in Converter(FORWARD)("\n".join(stems)).split("\n")]
    for stem, latin, got in zip(stems, latins, bare.convert(latins), strict=True):
        if got != stem and latin not in claims:
            claims[latin][stem].stem = True


def _stripped(word: str) -> list[str]:
    """Strip safe endings off a word: every stem of five letters and more that may be left."""
    return [
        word[:length]
        for length in range(5, len(word))
        if SUFFIX.fullmatch(word[length:]) and word[length - 1] not in "ьъ"
    ]


def backward_rows(claims: Claims, limit: int) -> list[Row]:
    """Build the rows of the backward list."""
    back = Backward()
    _drop_rare(claims, back)
    _stems(claims, back)
    winners = _winners(claims)
    rivals = {latin: _rivals(claims[latin], *winners[latin]) for latin in claims}
    aims = {latin: (word, evidence) for latin, (word, evidence) in winners.items()}
    for old, latin in old_spellings(winners).items():
        if old not in aims or not aims[old][1].chosen:
            aims[old] = winners[latin][0], Evidence(winners[latin][1].count, sources={"old spelling"})
    for bare, latin in unsigned(winners).items():
        aims.setdefault(bare, (winners[latin][0], Evidence(winners[latin][1].count, sources={"unsigned"})))
    rows = {row.source: row for row in _ascending(aims, rivals, back)}
    useful = _used(aims, rows, back)
    kept = sorted((row for row in rows.values() if row.source in useful), key=lambda row: -row.weight)[:limit]
    return sorted(kept, key=lambda row: row.source)


def _rivals(spellings: dict[str, Evidence], word: str, winner: Evidence) -> list[str]:
    """Give the spellings that a reader may have meant as well, commonest first."""
    found = [
        (evidence.weight, other)
        for other, evidence in spellings.items()
        if other != word
        and evidence.weight >= RIVAL * (_common(winner))
        and (evidence.count > 2 or (len(word) > 4 and evidence.sources and winner.sources))
    ]
    return list(dict.fromkeys([*winner.others, *(other for _, other in sorted(found, reverse=True))]))


def _ascending(aims: dict[str, tuple[str, Evidence]], rivals: dict[str, list[str]], back: Backward) -> Iterator[Row]:
    """From the shortest word to the longest, make a row of each that comes back wrong so far."""
    by_length: dict[int, list[str]] = defaultdict(list)
    for latin in aims:
        by_length[len(latin)].append(latin)
    for length in sorted(by_length):
        words = by_length[length]
        for latin, got in zip(words, back.convert(words), strict=True):
            aim, evidence = aims[latin]
            if length > 1 and (got != aim or rivals.get(latin)) and not _careless(evidence, aim, got):
                back.words[latin] = aim
                yield Row(latin, aim, rivals.get(latin, []), _origin(evidence), evidence.weight)


def _careless(evidence: Evidence, aim: str, got: str) -> bool:
    """Say whether a rare form of the text only lacks a ь or has one too many: the stem knows better."""
    rare = evidence.count < 3 and not evidence.sources and not evidence.stem
    return rare and aim != got and aim.replace("ь", "") == got.replace("ь", "")


def _origin(evidence: Evidence) -> str:
    return "+".join(sorted(evidence.sources)) or ("stem" if evidence.stem else "text")


def _used(aims: dict[str, tuple[str, Evidence]], rows: dict[str, Row], back: Backward) -> set[str]:
    """Say which rows do something: stems that nobody attests only serve if two of their words need them."""
    finder = Finder(back.words, back.lexicon.endings)
    uses: Counter[str] = Counter()
    for latin, (_, evidence) in aims.items():
        found = finder.find(latin)
        if found:
            uses[found] += 1
            if found != latin:
                rows[found].weight += evidence.weight
    return {latin for latin, row in rows.items() if row.origin != "stem" or uses[latin] > 1}


class Finder:
    """Find the stem of a word as the engine does."""

    def __init__(self, words: dict[str, str], endings: str) -> None:
        self.words = words
        self._endings = re.compile(endings)
        self._known: dict[str, bool] = {}

    def find(self, word: str) -> str:
        """Give the longest stem that begins the word and is followed by an ending; "" if there is none."""
        for length in range(len(word), 1, -1):
            if word[:length] in self.words and self._may_end(word[length:]):
                return word[:length]
        return ""

    def convert(self, word: str) -> str:
        """Write the word with its stem respelled."""
        stem = self.find(word)
        return self.words[stem] + word[len(stem) :] if stem else word

    def _may_end(self, rest: str) -> bool:
        if rest not in self._known:
            self._known[rest] = not rest or self._endings.fullmatch(rest) is not None
        return self._known[rest]


# ---------------------------------------------------------------- old Latin

NAMES = "a b v g d e yo j z i y k l m n o p r s t u f x ts ch sh sh ʼ i - e yu ya oʻ q gʻ h"
LETTERS = dict(zip(CYRILLIC, NAMES.split(), strict=True)) | {"ь": ""}
"""The alphabet taken letter by letter, as converters on the web take it."""
CARELESS = [
    ("ье", "е"),
    ("(?<=[аеёиоуўэюя])е", "э"),
    ("ъе", "ъэ"),
    ("ъ(?=[еёюя])", ""),
    ("ьо", "о"),
    ("^ц|(?<=[^аеёиоуўэюяы])ц", "с"),
    ("сҳ", "ш"),
]
"""What else is found: a pattern in the Cyrillic word, and as what it was read."""


def old_spellings(winners: dict[str, tuple[str, Evidence]]) -> dict[str, str]:
    """Map old and careless Latin spellings to the official one, commoner words first; no other word's own."""
    found: dict[str, str] = {}
    for latin, (word, evidence) in sorted(winners.items(), key=lambda item: -item[1][1].weight):
        if evidence.stem or (evidence.weight < 2 and not evidence.sources):
            continue
        for old in _old(word):
            if old in winners and winners[old][1].chosen:
                continue
            if old != latin and (old not in winners or _common(winners[old][1]) * 5 < _common(evidence)):
                found.setdefault(old, latin)
    return found


def unsigned(winners: dict[str, tuple[str, Evidence]]) -> dict[str, str]:
    """Map common words as they are typed without any apostrophe to the right spelling, where no other word is meant."""
    found: dict[str, set[str]] = defaultdict(set)
    for latin, (_, evidence) in winners.items():
        if ("ʻ" in latin or "ʼ" in latin) and _common(evidence) >= UNSIGNED:
            found[latin.replace("ʻ", "").replace("ʼ", "")].add(latin)
    return {
        bare: latin.pop() for bare, latin in found.items() if len(latin) == 1 and len(bare) > 4 and bare not in winners
    }


def _common(evidence: Evidence) -> float:
    """Weigh a spelling by how common it is, chosen by hand or not."""
    return evidence.weight % CHOSEN


def _old(word: str) -> list[str]:
    """Write a Cyrillic word as Latin was written letter by letter."""
    if not WORD.fullmatch(word):
        return []
    ways = [word, *(re.sub(old, new, word) for old, new in CARELESS if re.search(old, word))]
    found = [_letterwise(way) for way in ways]
    found += [way.replace("oʻʼ", "oʻ") for way in found]
    return [way for way in dict.fromkeys(found) if len(way) > 3]


def _letterwise(word: str) -> str:
    """Write each letter by the alphabet; е that opens a syllable is ye."""
    return "".join(
        "ye" if letter == "е" and before in " аеёиоуўэюяъьы" else LETTERS[letter]
        for before, letter in zip(" " + word, word, strict=False)
    )


def _is_official(latin: str, word: str, evidence: Evidence) -> bool:
    """Say whether a spelling is what the forward table writes; only one that was chosen by hand may be another."""
    return not evidence.chosen or _FORWARD(f"а {word}")[2:].lower() == latin or _is_name(latin, word)


def _is_name(latin: str, word: str) -> bool:
    """Say whether a spelling is that of a word as a name: Yeltsin."""
    if "ц" not in word and "щ" not in word:
        return False
    return _FORWARD(f"а {word.capitalize()}")[2:].lower() == latin


def latin_rows(claims: Claims, limit: int) -> list[Row]:
    """Build the rows that turn old Latin spellings into official ones."""
    winners = {latin: found for latin, found in _winners(claims).items() if _is_official(latin, *found)}
    olds = {old: new for old, new in old_spellings(winners).items() if not _is_name(old, winners[new][0])}
    olds = {bare: new for bare, new in unsigned(winners).items() if bare not in olds} | olds
    endings = Backward().lexicon.endings
    rows: dict[str, Row] = {}
    finder = Finder({}, endings)
    aims = {latin: latin for latin in winners} | olds
    for old in sorted(aims, key=lambda old: (len(old), old)):
        new = aims[old]
        if len(old) > 2 and finder.convert(old) != new:
            evidence = winners[new][1]
            finder.words[old] = new
            rows[old] = Row(old, new, [], _origin(evidence), evidence.weight)
    kept = sorted(rows.values(), key=lambda row: -row.weight)[:limit]
    return sorted(kept, key=lambda row: row.source)


# ---------------------------------------------------------------- output


def write(path: Path, columns: list[str], rows: Iterable[Row], inputs: list[Input]) -> None:
    """Write a list, with the sources and their licences at its head."""
    licences = sorted({f"{item.name} ({item.licence})" for item in inputs})
    head = [
        "# Built by scripts/build_lexicon.py; correct words in scripts/lexicon_own.tsv and build anew.",
        f"# Sources: {', '.join(licences)}; text: counts in running text; stem: what several such words share;"
        " old spelling, unsigned: of words of the list.",
        f"# {chr(9).join(columns)}",
    ]
    body = ["\t".join([row.source, row.target, " ".join(row.others), row.origin]) for row in rows]
    path.write_text("\n".join([*head, *body]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
