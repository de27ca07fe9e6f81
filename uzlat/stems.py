"""A house's own stems: one list that serves every table between the orthographies it names, in both directions.

What the list says becomes entries of a derived table, so that a stem takes endings and capitals as those of the
table itself do, and `uzlat explain` names the list.
"""

from __future__ import annotations

import re

from uzlat.entries import Foreign, Keep, Lexicon, Output, Respell
from uzlat.keys import ConfigError
from uzlat.rulefile import available, load
from uzlat.shape import lower
from uzlat.table import Table, suggestion

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from uzlat.lines import Tracer

    Row = dict[str, str]
    """A stem in several orthographies, by locale."""

HOUSE = "house"
"""The rule id of a house's stems."""


class Stems:
    """The stems of a house.

    Args:
        stated: the path of a TSV, or its rows.
        cite: where rows that stand in no file of their own come from.
        own: orthographies of a table of the house's own, besides those of the tables that come with uzlat.

    Raises:
        ConfigError: if they are not what they should be.
        OSError: if the file cannot be read.
    """

    def __init__(self, stated: str | Iterable[Row], cite: str, own: Iterable[str] = ()) -> None:
        self.cite = stated if isinstance(stated, str) else cite
        self._made: dict[str, Tracer] = {}
        self._tables = available()
        self._locales = sorted({locale for name in self._tables for locale in name.split("_")}.union(own))
        rows = _read(stated) if isinstance(stated, str) else ((0, row) for row in stated)
        self.rows = [self._sound(row, f"{self.cite}:{line}" if line else f"{self.cite}: stems") for line, row in rows]

    def put_into(self, table: Table, settings: dict[str, str]) -> Table:
        """Give a table that knows the stems as well: the table itself if none serves it.

        Args:
            table: the table; its digest stays, for its files are what they were.
            settings: see Table.settings; they say by which code points the stems are written.
        """
        words = self._between(table, settings)
        if not words:
            return table
        entry = Respell(HOUSE, words, why="A stem of the house's own list.", cite=self.cite)
        return table._replace(entries=[entry, *(_heeding(words, entry) for entry in table.entries)])

    def _between(self, table: Table, settings: dict[str, str]) -> dict[str, str]:
        """Give the stems from the source of a table to its target; of two for one source the first counts."""
        source, target = table.meta.get("source", ""), table.meta.get("target", "")
        final = str.maketrans({old: new for out in table.of(Output, settings) for old, new in out.map.items()})
        found: dict[str, str] = {}
        for row in self.rows:
            of, to = self._way(row, source, target), self._way(row, target, source)
            if of and to and (of != to or _script(source) == _script(target)):
                stem = self._read_by(table, self._led(row[of], of, source))
                found.setdefault(stem, self._led(row[to], to, target).translate(final))
        return found

    def _way(self, row: Row, wanted: str, other: str) -> str:
        """Name the column that gives an orthography: its own, one of its script that a table leads from, or another.

        What the other side of the table is made from says nothing of this one, unless they share a script.
        """
        if wanted in row:
            return wanted
        ways = [column for column in row if f"{column}_{wanted}" in self._tables]
        ways = [column for column in ways if column != other or _script(column) == _script(wanted)]
        return min(ways, key=lambda column: _script(column) != _script(wanted), default="")

    def _led(self, stem: str, column: str, wanted: str) -> str:
        """Write a stem of one column in the orthography wanted, by its letters alone."""
        if column == wanted:
            return stem
        return "".join(trace.output for trace in self._tracer(f"{column}_{wanted}").traces(stem))

    def _read_by(self, table: Table, stem: str) -> str:
        """Write a stem with the letters that the rules of a table see."""
        return stem if table.letters.keys() >= set(stem) else self._tracer(table.meta["id"], table).edited(stem)

    def _tracer(self, name: str, table: Table | None = None) -> Tracer:
        """Make what writes by the letters of a table, without its words; by that of uzlat if none is given."""
        if name not in self._made:
            from uzlat.lines import Tracer

            table = table or load(name)
            entries = [_trusting(entry) for entry in table.entries if not isinstance(entry, Keep | Lexicon | Respell)]
            plain = table._replace(entries=entries)
            self._made[name] = Tracer(plain, table.settings())
        return self._made[name]

    def _sound(self, row: Row, where: str) -> Row:
        """Give a row in small letters, composed, with apostrophes as letters.

        Raises:
            ConfigError: if it names an unknown orthography, fewer than two, or what is no single word.
        """
        if len(row) < 2:
            raise ConfigError(f"{where}: a stem is given in two orthographies or more, not in {len(row)}")
        return {locale: self._word(stem, locale, where) for locale, stem in row.items()}

    def _word(self, stem: str, locale: str, where: str) -> str:
        from unicodedata import normalize

        if locale not in self._locales:
            raise ConfigError(f"{where}: unknown orthography '{locale}'{suggestion(locale, self._locales)}")
        word = lower(normalize("NFC", stem.strip()))
        if not word.isalpha() and (name := f"{locale}_{locale}") in self._tables:
            word = self._tracer(name).edited(word)
        if not word.isalpha() or len(word) < 2:
            raise ConfigError(f"{where}: '{stem}' is no stem: it takes two letters or more, and nothing else")
        return word


def _script(locale: str) -> str:
    return locale.split("-")[1] if "-" in locale else ""


def _heeding(words: dict[str, str], entry: Any) -> Any:
    """Keep what tells foreign words from taking the house's stems for such."""
    if not isinstance(entry, Foreign):
        return entry
    stems = "|".join(map(re.escape, words))
    heads = tuple(words)
    return entry._replace(
        signs=f"^(?!{stems})(?s:.*?)(?:{entry.signs})",
        sure=f"{entry.sure}|^(?:{stems})",
        odd=f"(?!(?i:{stems}))(?:{entry.odd})",
        words=[word for word in entry.words if not word.lower().startswith(heads)],
        joiners=[word for word in entry.joiners if not word.lower().startswith(heads)],
    )


def _trusting(entry: Any) -> Any:
    """Take no word for foreign; the letters that native words lack stay letters."""
    if not isinstance(entry, Foreign):
        return entry
    return entry._replace(signs="(?!)", sure="", odd="(?!)", words=[], joiners=[])


def _read(path: str) -> Iterator[tuple[int, Row]]:
    """Read a TSV: its first line names the orthographies, each row is a stem in them; give the lines' numbers."""
    try:
        with open(path, encoding="utf-8-sig") as handle:
            lines = handle.read().split("\n")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8; save the list of stems as UTF-8") from error
    names: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        row = [cell.strip() for cell in line.split("\t")]
        if names and len(row) > len(names):
            raise ConfigError(f"{path}:{number}: {len(row)} columns, but the first line names {len(names)}")
        if names:
            yield number, {name: cell for name, cell in zip(names, row, strict=False) if cell}
        else:
            names = _header(row, f"{path}:{number}")


def _header(row: list[str], where: str) -> list[str]:
    if len(row) < 2 or len(set(row)) < len(row):
        raise ConfigError(f"{where}: the first line names two orthographies or more, parted by tabs, each once")
    return row
