"""A unit of a memory: a text with its translation, and how it stands in the file."""

from __future__ import annotations

from typing import NamedTuple

from uzlat.translate.lang import Lang
from uzlat.translate.memory_keys import rewritten

MACHINE = "machine"
"""How the origin of a draft begins that nobody has read."""
FIELDS = "source, target, source_code, source_script, target_code, target_script, origin, changed, note"
"""The columns of a unit, in the order of `unit_of`."""


class Unit(NamedTuple):
    """A text and its translation.

    origin: who made it: "human", "machine: ct2 nllb", the name of a file. changed: the day, or the time, as of ISO
    8601; "" if it is not known.
    """

    source: str
    target: str
    source_lang: Lang
    target_lang: Lang
    origin: str = ""
    changed: str = ""
    note: str = ""

    @property
    def machine(self) -> bool:
        """Say whether it is a draft that nobody has read."""
        return self.origin.casefold().startswith(MACHINE)


class Match(NamedTuple):
    """A unit and how like its source is to what was asked for, from 0 to 100."""

    unit: Unit
    score: float


def chosen(source: Lang | None, target: Lang | None, origin: str | None) -> tuple[str, list[str]]:
    """Say in SQL which units are meant."""
    wanted = {"source_code = ?": source and source.code, "target_code = ?": target and target.code}
    clauses = [(clause, value) for clause, value in wanted.items() if value]
    if origin is not None:
        clauses.append(("instr(origin, ?) = 1" if origin else "origin = ?", origin))
    where = " AND ".join(clause for clause, _ in clauses)
    return (f"WHERE {where}" if where else ""), [value for _, value in clauses]


def unit_of(row: tuple[str, ...]) -> Unit:
    """Make a unit of what stands in FIELDS."""
    source, target, source_code, source_script, target_code, target_script, origin, changed, note = row
    langs = Lang(source_code, source_script), Lang(target_code, target_script)
    return Unit(source, target, *langs, origin, changed, note)


def in_script(unit: Unit, target: Lang) -> Unit:
    """Give a unit with its translation in the script that is asked for."""
    if not target.script or target.script == unit.target_lang.script:
        return unit
    text = rewritten(unit.target, target.code, target.script)
    return unit if text == unit.target else unit._replace(target=text, target_lang=target)
