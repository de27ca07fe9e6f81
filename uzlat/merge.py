"""Read a rule file and what it extends, merge them, and keep the result as JSON in the user's cache folder.

This happens once for each edit of a file; what is kept is loaded by `uzlat.rulefile`.
"""

from __future__ import annotations

import json
import os

from uzlat.entries import KINDS
from uzlat.rulefile import CACHE_VERSION, checksum, content_of, locate
from uzlat.table import TableError
from uzlat.wordlists import fill

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def merge_and_keep(path: str, cached: str) -> dict[str, Any]:
    """Give the merged form of a rule file, with the SHA-256 of all it was made from, and keep it in the cache."""
    from hashlib import sha256

    raw, files = merged(path)
    digest = sha256()
    for file in files:
        digest.update(content_of(file))
    raw["digest"] = digest.hexdigest()
    sums = [[os.path.abspath(file), checksum(file)] for file in files]
    _write_cache(cached, {"version": CACHE_VERSION, "sums": sums, "table": raw})
    return raw


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
