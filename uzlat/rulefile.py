"""Find a rule file, read it, merge what it inherits, and keep the result where it loads fast.

TOML is parsed once: the merged table is kept as JSON in the user's cache folder, under the path of the
file, with a checksum of every file it was made from; an edited table is read anew.
"""

from __future__ import annotations

import os
import re
import sys

from uzlat.configured import cache_folder
from uzlat.entries import KINDS, Entry, Foreign, Keep, Lexicon, Output, Phrase, Reading, Repair
from uzlat.stored import read_json
from uzlat.table import Option, Table, TableError, suggestion

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

UNUSABLE = (KeyError, TypeError, AttributeError, ValueError, re.error)
"""What `build` raises for something that is no table."""
CACHE_VERSION = "2"
"""Changed whenever the meaning of a cached table changes."""


def rules_folder() -> str:
    """Give the folder of the tables that come with uzlat (importlib.resources would cost 14 ms here)."""
    __import__("uzlat.rules")
    return str(sys.modules["uzlat.rules"].__path__[0])


def available() -> list[str]:
    """List the ids of the tables that come with uzlat."""
    names = os.listdir(rules_folder())
    return sorted(name[:-5] for name in names if name.endswith(".toml"))


def locate(name: str) -> str:
    """Give the path of a table named by id, or by the path of a file.

    Raises:
        TableError: if there is no such table.
    """
    if os.path.isfile(name):
        return name
    if name.endswith(".toml"):
        raise TableError(f"no rule file '{name}'; check the path")
    path = os.path.join(rules_folder(), name + ".toml")
    if os.path.isfile(path):
        return path
    raise TableError(f"unknown table '{name}'{suggestion(name, available())}")


def load(name: str) -> Table:
    """Load a table by id (`uz-Cyrl_uz-Latn`) or by the path of a TOML file.

    Raises:
        TableError: if there is no such table or its file cannot be used; with file and line where known.

    >>> load("uz-Cyrl_uz-Latn").meta["target"]
    'uz-Latn'
    """
    path = locate(name)
    cached = _cache_file(path)
    kept = _read_cache(cached)
    if kept is not None:
        try:
            return build(kept)
        except UNUSABLE:
            pass  # whatever it holds, it is no table: read the file itself
    try:
        from uzlat.merge import merge_and_keep

        return build(merge_and_keep(path, cached))
    except TableError:
        raise
    except UNUSABLE as error:
        raise TableError(f"not a usable rule file; `uzlat rules check {path}` says what is wrong", path) from error


def build(raw: dict[str, Any]) -> Table:
    """Turn the merged form of a rule file (plain dicts and lists) into a Table."""
    entries: list[Entry] = []
    for key, kind in KINDS.items():
        entries += [kind(**_words(item)) for item in raw.get(key, [])]
    options = {name: _option(item) for name, item in raw.get("options", {}).items()}
    for letter, output in (raw.get("letters", {}) | raw.get("fallback", {})).items():
        if len(letter) != 1 or not isinstance(output, str):
            raise ValueError(f"'{letter}' is no letter, or what it becomes no string")
    for entry in entries:
        _sound(entry)
        if isinstance(entry, Repair) and any(len(old) != len(new) for old, new in _pairs(entry)):
            raise ValueError(f"'{entry.id}' repairs to another number of letters")
    plain = ("alphabet", "styles", "classes", "letters", "fallback", "acronym", "examples")
    parts: dict[str, Any] = {key: raw.get(key, {}) for key in plain}
    return Table(meta=raw["meta"], options=options, entries=entries, digest=raw.get("digest", ""), **parts)


def _sound(entry: Entry) -> None:
    """Raise ValueError, or re.error, for an entry that no text could be converted with."""
    if isinstance(entry, Keep | Lexicon | Foreign | Phrase):
        for pattern in patterns_of(entry):
            re.compile(pattern)
    if isinstance(entry, Reading | Output) and any(len(old) != 1 for old in entry.map):
        raise ValueError(f"'{entry.id}' maps what is no single letter")
    written = entry.map if isinstance(entry, Reading) else entry.words if isinstance(entry, Lexicon) else {}
    if "" in written.values():
        raise ValueError(f"'{entry.id}' makes nothing of something")


def patterns_of(entry: Entry) -> list[str]:
    """List the regular expressions of an entry, but for those that a phrase finds."""
    if isinstance(entry, Keep):
        return entry.find
    if isinstance(entry, Lexicon):
        return [entry.endings]
    if isinstance(entry, Foreign):
        return [entry.signs, entry.sure, entry.endings, entry.weak, entry.shapes, entry.odd, *entry.splits]
    return [entry.opens] if isinstance(entry, Phrase) and entry.opens else []


def _pairs(entry: Repair) -> list[tuple[str, str]]:
    return [*entry.twins.items(), *entry.look_alikes.items(), *entry.words.items()]


def _option(item: dict[str, Any]) -> Option:
    return Option(item["default"], item["values"], item["why"], item["cite"], item.get("examples", {}))


def _words(item: dict[str, Any]) -> dict[str, Any]:
    """Give an entry the names and types of its class: `from` is a keyword in Python; one may stand for many."""
    out = dict(item)
    if "from" in out:
        out["source"] = out.pop("from")
        out["target"] = out.pop("to")
    for key in ("after", "before", "not_after", "not_before", "match", "find"):
        if isinstance(out.get(key), str):
            out[key] = [out[key]]
    when = out.get("when", {})
    out["when"] = {option: [value] if isinstance(value, str) else value for option, value in when.items()}
    return out


def _cache_file(path: str) -> str:
    """Name the cache file of a table: one for each path, so that versions of uzlat do not quarrel."""
    key = f"{_residue(os.fsencode(os.path.abspath(path))):x}"
    return os.path.join(cache_folder(), f"{os.path.basename(path)}-{key}.json")


def _read_cache(cached: str) -> dict[str, Any] | None:
    try:
        kept = read_json(cached)
        fresh = kept["version"] == CACHE_VERSION and all(checksum(file) == s for file, s in kept["sums"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    table: dict[str, Any] | None = kept["table"] if fresh else None
    return table


def content_of(path: str) -> bytes:
    """Read a file."""
    with open(path, "rb") as handle:
        return handle.read()


def checksum(path: str) -> str:
    """Give the length of a file and a checksum of its content."""
    content = content_of(path)
    return f"{len(content)}-{_residue(content):x}"


def _residue(content: bytes) -> int:
    """Give a checksum: the hash of a number is the same in every run, and to import zlib would take longer."""
    return hash(int.from_bytes(content, "little"))
