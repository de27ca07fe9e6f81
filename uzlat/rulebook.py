"""What `uzlat rules` prints of tables, and the file with which a new one begins."""

from __future__ import annotations

import re

from uzlat.entries import Entry
from uzlat.report import print_json
from uzlat.table import Table, TableError

BEGINNING = """\
# {id}: the format is explained in rules/README.md of uzlat.

[meta]
id = "{id}"
title = "{source} to {target}"
version = "1"
source = "{source}"
target = "{target}"
cite = "the law or standard that this table follows"

[alphabet]
source = "аб"
target = "abAB"
why = "The alphabet gives each letter its counterpart."
cite = "the section that lists the letters"

[classes]
vowel = "а"

[letters]
"а" = "a"
"б" = "b"

[[rule]]
id = "double-b"
from = "бб"
to = "b"
after = ["vowel"]
why = "Say in a sentence why the rule exists."
cite = "the section that states it"
examples = {{ "абба" = "aba", "бба" = "bba" }}

[examples]
"аб" = "ab"
"""


def begin_table(name: str) -> str:
    """Write the beginning of a table into the current folder; give the name of the file.

    Raises:
        TableError: if the id is not SOURCE_TARGET or the file exists.
    """
    if not re.fullmatch(r"[A-Za-z0-9-]+_[A-Za-z0-9-]+", name):
        raise TableError(f"'{name}' is no table id; write SOURCE_TARGET, as kk-Cyrl_kk-Arab")
    path = f"{name}.toml"
    source, target = name.split("_")
    try:
        with open(path, "x", encoding="utf-8") as handle:
            handle.write(BEGINNING.format(id=name, source=source, target=target))
    except FileExistsError as error:
        raise TableError("the file exists and was left as it is; choose another id", path) from error
    return path


def print_list(tables: list[Table], as_json: bool) -> None:
    """Print one line, or one JSON object, for each table."""
    keys = ("id", "title", "version", "status")
    items = [{key: table.meta.get(key, "") for key in keys} for table in tables]
    if as_json:
        print_json([item | {"hash": table.digest} for item, table in zip(items, tables, strict=True)])
        return
    from rich.console import Console
    from rich.table import Table as Grid

    grid = Grid(*keys)
    for item in items:
        grid.add_row(*item.values())
    Console(markup=False).print(grid)


def print_table(table: Table) -> None:
    """Print a table for reading: options, styles, letters, then every entry."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console(highlight=False, markup=False, emoji=False)

    def say(text: str, indent: int = 2, style: str = "") -> None:
        console.print(Padding(Text(text, style=style), (0, 0, 0, indent)))

    for key in ("title", "id", "version", "cite", "status"):
        if table.meta.get(key):
            say(f"{key:8} {table.meta[key]}", 0)
    say("\nOptions (the first value is the default)", 0, "bold")
    for name, option in table.options.items():
        say(f"{name} = {' | '.join(dict.fromkeys([option.default, *option.values]))}", 2, "cyan")
        say(f"{option.why} [{option.cite}]", 6)
    say("\nStyles", 0, "bold")
    for name, chosen in table.styles.items():
        say(f"{name}: {', '.join(f'{key}={value}' for key, value in chosen.items()) or 'the defaults'}")
    say("\nLetters", 0, "bold")
    say("  ".join(f"{old} {new or '–'}" for old, new in table.letters.items()))
    say("\nRules", 0, "bold")
    for entry in table.entries:
        say(f"{entry.id}{_condition(entry)}", 2, "cyan")
        say(f"{entry.why} [{entry.cite}]", 6)
        if entry.examples:
            say(", ".join(f"{old} → {new}" for old, new in entry.examples.items()), 6, "dim")


def _condition(entry: Entry) -> str:
    when = "; ".join(f"{name}={'|'.join(values)}" for name, values in entry.when.items())
    return f" ({when})" if when else ""
