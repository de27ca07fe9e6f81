"""Find a rule file, read it, merge what it inherits, and keep the result where it loads fast.

TOML is parsed once: the merged table is kept as JSON in the user's cache folder, under the path of the
file, with a checksum of every file it was made from; an edited table is read anew.
"""

from __future__ import annotations

import json
import os
import sys

from uzlat.entries import KINDS, Entry, Repair
from uzlat.table import Option, Table, TableError, suggestion

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

UNUSABLE = (KeyError, TypeError, AttributeError, ValueError)
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
    raw = _merge_and_keep(path, cached)
    try:
        return build(raw)
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
        if isinstance(entry, Repair) and any(len(old) != len(new) for old, new in _pairs(entry)):
            raise ValueError(f"'{entry.id}' repairs to another number of letters")
    plain = ("alphabet", "styles", "classes", "letters", "fallback", "acronym", "examples")
    parts: dict[str, Any] = {key: raw.get(key, {}) for key in plain}
    return Table(meta=raw["meta"], options=options, entries=entries, digest=raw.get("digest", ""), **parts)


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


def read_toml(path: str) -> dict[str, Any]:
    """Read one rule file, as it stands.

    Raises:
        TableError: if it cannot be read or is not TOML, with the line of the fault.
    """
    import tomllib

    try:
        with open(path, "rb") as handle:
            return tomllib.load(handle)
    except OSError as error:
        raise TableError(f"cannot read the rule file: {error.strerror}", path) from error
    except UnicodeDecodeError as error:
        raise TableError("not UTF-8; save the rule file as UTF-8", path) from error
    except tomllib.TOMLDecodeError as error:
        text = str(error)
        line = text.rpartition("line ")[2].split(",")[0]
        raise TableError(f"not valid TOML: {text}", path, int(line) if line.isdigit() else 0) from error


def parent_of(path: str, name: str) -> str:
    """Find the file of the table `name` that the file at `path` extends: beside it, or among uzlat's own.

    Raises:
        TableError: if there is no such table.
    """
    beside = os.path.join(os.path.dirname(path), f"{name}.toml")
    return beside if os.path.isfile(beside) else locate(name)


def merged(path: str, _seen: tuple[str, ...] = ()) -> tuple[dict[str, Any], list[str]]:
    """Read a rule file and what it extends; give the merged form and the files it was made from.

    A derived table says only what differs: letters, classes, options and styles are laid over the
    parent's, an entry replaces the parent's entry of the same id, others follow the parent's. Examples are
    not inherited: they prove what the parent writes.
    """
    if path in _seen:
        raise TableError("a table cannot extend itself", path)
    raw = read_toml(path)
    parent = raw.get("meta", {}).get("extends")
    lists: list[str] = []
    if raw.get("lexicon") or raw.get("foreign"):
        from uzlat.wordlists import fill

        lists = fill(path, raw)
    if not parent:
        return raw, [path, *lists]
    base, files = merged(parent_of(path, parent), (*_seen, path))
    return _overlay(base, raw), [*files, path, *lists]


def _overlay(base: dict[str, Any], raw: dict[str, Any]) -> dict[str, Any]:
    dropped = set(raw["meta"].get("drop", []))
    result = {key: value for key, value in base.items() if key not in KINDS}
    for key, value in raw.items():
        if key not in KINDS:
            result[key] = value if key in ("meta", "examples") else {**base.get(key, {}), **value}
    for name in result.get("options", {}).keys() - raw.get("options", {}).keys():
        result["options"][name] = {**result["options"][name], "examples": {}}
    result["styles"] = {name: dict(chosen) for name, chosen in result.get("styles", {}).items()}
    for part in (result.get("options", {}), result["styles"], *result["styles"].values()):
        for name in dropped & part.keys():
            del part[name]
    for key in KINDS:
        own = {item["id"]: item for item in raw.get(key, [])}
        inherited = [{**item, "examples": {}} for item in base.get(key, []) if item["id"] not in dropped]
        kept = [own.pop(item["id"], item) for item in inherited]
        result[key] = kept + list(own.values())
    return result


def _merge_and_keep(path: str, cached: str) -> dict[str, Any]:
    from hashlib import sha256

    raw, files = merged(path)
    digest = sha256()
    for file in files:
        digest.update(_bytes(file))
    raw["digest"] = digest.hexdigest()
    sums = [[os.path.abspath(file), _checksum(file)] for file in files]
    _write_cache(cached, {"version": CACHE_VERSION, "sums": sums, "table": raw})
    return raw


def _cache_file(path: str) -> str:
    """Name the cache file of a table: one for each path, so that versions of uzlat do not quarrel."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    if sys.platform == "win32":
        home = os.environ.get("LOCALAPPDATA", home)
    key = f"{_residue(os.fsencode(os.path.abspath(path))):x}"
    return os.path.join(home, "uzlat", f"{os.path.basename(path)}-{key}.json")


def _read_cache(cached: str) -> dict[str, Any] | None:
    try:
        with open(cached, encoding="utf-8") as handle:
            kept = json.load(handle)
        fresh = kept["version"] == CACHE_VERSION and all(_checksum(file) == s for file, s in kept["sums"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    table: dict[str, Any] | None = kept["table"] if fresh else None
    return table


def _write_cache(cached: str, content: dict[str, Any]) -> None:
    """Write whole or not at all; a cache that cannot be written costs time, never the conversion."""
    draft = f"{cached}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(cached), exist_ok=True)
        with open(draft, "w", encoding="utf-8") as handle:
            json.dump(content, handle, ensure_ascii=False)
        os.replace(draft, cached)
    except (OSError, TypeError, ValueError):
        _remove(draft)


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return


def _bytes(path: str) -> bytes:
    with open(path, "rb") as handle:
        return handle.read()


def _checksum(path: str) -> str:
    content = _bytes(path)
    return f"{len(content)}-{_residue(content):x}"


def _residue(content: bytes) -> int:
    """Give a checksum of 61 bits, modulo a Mersenne prime: to import zlib or hashlib would take longer."""
    return int.from_bytes(content, "little") % (2**61 - 1)
