"""What a conversion tells of itself: each stretch of text, what it became, and by which rules."""

from __future__ import annotations

from uzlat.record import Record
from uzlat.shape import lower

LETTER = "letter"
"""The rule id of a step in which only the alphabet spoke."""
FALLBACK = "fallback"
"""The rule id of a letter that the source alphabet does not have."""


class Step(Record):
    """Some characters of the source, what they became, and the id of the rule; "" where they were kept."""

    source: str
    output: str
    rule: str


def noted(step: Step, notes: dict[str, str]) -> Step:
    """Name the note that says why a plain letter is written as it is (see Table.notes); other steps stay."""
    return step._replace(rule=notes.get(lower(step.source), LETTER)) if step.rule == LETTER else step


class Trace(Record):
    """A stretch of text and what became of it: the sources of the steps, joined, are `source`.

    Text that was left as it is has no steps. `depends` says that other neighbours might change the output;
    `others` are what a word may be as well, where the source does not tell.
    """

    source: str
    output: str
    steps: tuple[Step, ...] = ()
    depends: bool = False
    others: tuple[str, ...] = ()


class Question(Record):
    """A word that an editor should look at: where it stands (from 1), what it became, what it may be as well."""

    column: int
    source: str
    output: str
    others: tuple[str, ...]
