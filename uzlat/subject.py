"""A rule file under check, and what is found wrong in it."""

from __future__ import annotations

from typing import Any, NamedTuple

from uzlat.entries import KINDS, Entry
from uzlat.table import Table


class Fault(NamedTuple):
    """What is wrong in a rule file, and where."""

    line: int
    message: str


class Subject(NamedTuple):
    """A rule file under check: its text, what it says itself, and the whole table with what it inherits."""

    path: str
    text: str
    raw: dict[str, Any]
    table: Table
    parent: Table | None

    def line(self, *needles: str) -> int:
        """Find the line of the first needle that stands in the file; 1 if none does."""
        places = [self.text.find(needle) for needle in needles]
        found = [at for at in places if at >= 0]
        return self.text.count("\n", 0, found[0]) + 1 if found else 1

    def own(self) -> list[Entry]:
        """List the entries that this file itself writes."""
        ids = {item["id"] for key in KINDS for item in self.raw.get(key, [])}
        return [entry for entry in self.table.entries if entry.id in ids]

    def at(self, entry: Entry) -> int:
        """Find the line of an entry."""
        return self.line(f'id = "{entry.id}"')
