"""Word lists beside a table: TSV, read into the entries that name them."""

from __future__ import annotations

import os

from uzlat.table import TableError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def fill(path: str, raw: dict[str, Any]) -> list[str]:
    """Read the lists that the entries of a rule file name into them; give the paths of the lists.

    Raises:
        TableError: if a list cannot be read or is not what it should be.
    """
    lists = [_lexicon(path, item) for item in raw.get("lexicon", []) if item.get("file")]
    return lists + [file for item in raw.get("foreign", []) for file in _foreign(path, item)]


def _lexicon(path: str, item: dict[str, Any]) -> str:
    """Read the word list that an entry names into it; give the path of the list."""
    file = os.path.join(os.path.dirname(path), item.get("file", ""))
    rows = _rows(file)
    item["words"] = {row[0]: row[1] for row in rows} | item.get("words", {})
    item["others"] = {row[0]: row[2].split(" ") for row in rows if len(row) > 2 and row[2]} | item.get("others", {})
    return file


def _foreign(path: str, item: dict[str, Any]) -> list[str]:
    """Read the lists that an entry about foreign words names into it; give their paths."""
    files = {key: os.path.join(os.path.dirname(path), name) for key, name in item.get("files", {}).items()}
    rows = {key: _rows(file) for key, file in files.items()}
    try:
        item["grams"] = {row[0]: int(row[1]) for row in rows.get("grams", [])}
    except ValueError as error:
        raise TableError("the second column is a whole number, the weight of an n-gram", files["grams"]) from error
    item["native"] = [row[0] for row in rows.get("native", [])] + item.get("native", [])
    item["joiners"] = [row[0] for row in rows.get("words", []) if row[1:] == ["joiner"]] + item.get("joiners", [])
    item["joiners"] += [row[0].capitalize() for row in rows.get("native", []) if row[1:] == ["both"]]
    item["words"] = [row[0] for row in rows.get("words", []) if row[1:] != ["joiner"]] + item.get("words", [])
    return list(files.values())


def _rows(file: str) -> list[list[str]]:
    """Read a TSV whose comments begin with #.

    Raises:
        TableError: if it cannot be read or is not UTF-8.
    """
    try:
        with open(file, encoding="utf-8-sig") as handle:
            text = handle.read()
    except OSError as error:
        raise TableError(f"cannot read the word list: {error.strerror}", file) from error
    except UnicodeDecodeError as error:
        raise TableError("not UTF-8; save the word list as UTF-8", file) from error
    rows = [(number, line.split("\t")) for number, line in enumerate(text.splitlines(), 1) if line[:1] not in ("", "#")]
    for number, row in rows:
        if len(row) < 2 or not row[0]:
            raise TableError("a row of a word list has two columns or more, parted by tabs", file, number)
    return [row for _, row in rows]
