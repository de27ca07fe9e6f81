"""What a rule file may hold: its entries, as Python values. `rules/README.md` explains each."""

from __future__ import annotations

from uzlat.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

When = dict[str, list[str]]
"""Option name to the values under which an entry holds; empty: always."""

POSITIONS = ("start", "whole")


class Rule(Record):
    """Letters inside a word that become other letters, where the context allows."""

    id: str
    source: str
    target: str
    why: str
    cite: str
    when: When = {}
    after: list[str] = []
    before: list[str] = []
    not_after: list[str] = []
    not_before: list[str] = []
    unless: list[str] = []
    match: list[str] = []
    doubt: str = ""
    examples: dict[str, str] = {}


class Respell(Record):
    """Stems that are written otherwise, given in the source script."""

    id: str
    words: dict[str, str]
    why: str
    cite: str
    when: When = {}
    unless: list[str] = []
    match: list[str] = []
    doubt: str = ""
    examples: dict[str, str] = {}


class Reading(Record):
    """Letters of the source that stand for letters of the table that this one extends."""

    id: str
    map: dict[str, str]
    why: str
    cite: str
    when: When = {}
    doubt: str = ""
    examples: dict[str, str] = {}


class Lexicon(Record):
    """Words that no rule can spell, from a TSV beside the table: source stem, target stem, other spellings.

    A stem is found at the head of a word if nothing follows it or something that `endings`, a regular
    expression, admits; then the letters of `falls` at its end are not written.
    """

    id: str
    file: str
    why: str
    cite: str
    when: When = {}
    endings: str = ""
    falls: str = ""
    doubt: str = ""
    words: dict[str, str] = {}
    others: dict[str, list[str]] = {}
    examples: dict[str, str] = {}


class Keep(Record):
    """Words that stay as they are; `find` are regular expressions for the whole of a word as it is written.

    One letter before a full stop is an initial and never stays.
    """

    id: str
    find: list[str]
    why: str
    cite: str
    when: When = {}
    doubt: str = ""
    examples: dict[str, str] = {}


class Foreign(Record):
    """How words of other languages are told from those of the source, with lists from files beside the table.

    files: the TSV of `grams`, of `words` (in its second column, "joiner" says joiners) and of `native`.
    signs, sure: regular expressions for what no native word, and no foreign word of small letters has in it.
    letters: foreign letters that the signs tell.
    grams: character n-grams and their weight in hundredths of a nat, native positive; of a word with capitals
    inside, `mixed` is taken off. A word that weighs no more than `certain` is foreign, than `unsure`, unsure.
    words: foreign words whose letters look native. joiners: words that are foreign beside foreign ones.
    native: native words whose letters look foreign.
    endings: native endings that may follow a foreign word; weak: those that a listed word does not take.
    parted: the sign that may stand between them.
    splits: regular expressions whose group is the stem of a foreign word that no list has.
    shapes: native words with capitals inside; odd: what words with capitals inside that are foreign begin with.
    """

    id: str
    why: str
    cite: str
    signs: str
    files: dict[str, str]
    certain: int
    unsure: int
    when: When = {}
    letters: str = ""
    sure: str = "(?!)"
    mixed: int = 0
    endings: str = "(?!)"
    weak: str = "(?!)"
    parted: str = "-"
    splits: list[str] = []
    shapes: str = "(?!)"
    odd: str = "(?!)"
    doubt: str = ""
    grams: dict[str, int] = {}
    words: list[str] = []
    joiners: list[str] = []
    native: list[str] = []
    examples: dict[str, str] = {}


class Phrase(Record):
    """A regular expression over the text; the characters in its one group are replaced."""

    id: str
    find: list[str]
    why: str
    cite: str
    when: When = {}
    to: str = ""
    map: dict[str, str] = {}
    chars: str = ""
    opens: str = ""
    heads: list[str] = []
    needs: list[str] = []
    reach: str = "line"
    exact_case: bool = False
    doubt: str = ""
    examples: dict[str, str] = {}


class Output(Record):
    """Characters of the target that are written as others: code points by option."""

    id: str
    map: dict[str, str]
    why: str
    cite: str
    when: When = {}
    examples: dict[str, str] = {}


class Case(Record):
    """How capitals that become several letters are written in words of one shape."""

    id: str
    match: list[str]
    case: str
    why: str
    cite: str
    when: When = {}
    examples: dict[str, str] = {}


class Repair(Record):
    """Letters typed from the wrong alphabet, and what was meant."""

    id: str
    why: str
    cite: str
    when: When = {}
    twins: dict[str, str] = {}
    look_alikes: dict[str, str] = {}
    words: dict[str, str] = {}
    doubt: str = ""
    examples: dict[str, str] = {}


class Note(Record):
    """A rule of the orthography that the letters alone already give, with its proof.

    `letters` are those of which it says why they are written as they are, where no other rule speaks.
    """

    id: str
    why: str
    cite: str
    letters: str = ""
    when: When = {}
    examples: dict[str, str] = {}


Entry = Rule | Reading | Respell | Lexicon | Keep | Foreign | Phrase | Output | Case | Repair | Note

KINDS: dict[str, Any] = {
    "rule": Rule,
    "reading": Reading,
    "respell": Respell,
    "lexicon": Lexicon,
    "keep": Keep,
    "foreign": Foreign,
    "phrase": Phrase,
    "output": Output,
    "case": Case,
    "repair": Repair,
    "note": Note,
}
"""The entries a table consists of: the TOML key and the class, in the order in which they are listed."""
