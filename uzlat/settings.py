"""Settings as TOML: what `uzlat config` prints can be pasted into a file."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from typing import Any

from uzlat.config import DEFAULT, Config
from uzlat.house import SHOWN, main_table, tables_for
from uzlat.keys import KEYS, PIN, SET

WIDTH, VALUES = 60, 26
"""Columns of a line, and of its part before the comment."""


def as_toml(value: Any) -> str:
    """Write a value as TOML, in one line.

    >>> print(as_toml({"keep": ("Artel", "Wi-Fi"), "names": True, "jobs": 0}))
    { keep = ["Artel", "Wi-Fi"], names = true, jobs = 0 }
    """
    if isinstance(value, Mapping):
        inside = ", ".join(f"{_key(name)} = {as_toml(item)}" for name, item in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(as_toml, value))}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def lines(config: Config) -> Iterator[tuple[str, bool]]:
    """Write every setting with where it comes from, as a comment; say of each line whether it is a default.

    What is too wide for a line has its comment above it.
    """
    for name, value in _parts(config):
        key, _, part = name.partition(".")
        origin = config.origin(key, part)
        told, written = _near(origin), _wrapped(name if not part else f"{key}.{_key(part)}", value)
        line = f"{written:<{VALUES}}  # {told}"
        if "\n" in written or len(line) > WIDTH:
            line = f"# {told}\n{written}"
        yield line, origin == DEFAULT


def items(config: Config) -> Iterator[dict[str, Any]]:
    """Give every setting as an object: key, value and origin."""
    for name in KEYS:
        yield {"key": name, "value": config[name], "origin": config.origin(name)}


def pin_lines(config: Config) -> Iterator[str]:
    """Write the pins of the tables in force, whatever is pinned now.

    Raises:
        TableError: if there is no such table.
    """
    yield "[pin]"
    for table in tables_for(main_table(config)):
        pin = {"version": table.meta.get("version", ""), "hash": table.digest[:SHOWN]}
        yield f"{json.dumps(table.meta['id'])} = {as_toml(pin)}"


def _parts(config: Config) -> Iterator[tuple[str, Any]]:
    """Give what has an origin of its own: the keys, and of a table each name in it."""
    for name, key in KEYS.items():
        if key.kind in (SET, PIN) and config[name]:
            yield from ((f"{name}.{part}", value) for part, value in config[name].items())
        else:
            yield name, config[name]


def _wrapped(name: str, value: Any) -> str:
    """Write a setting; of a list that is too wide, each item stands in a line of its own."""
    line = f"{name} = {as_toml(value)}"
    if len(line) <= WIDTH or not isinstance(value, list | tuple):
        return line
    inside = "".join(f"  {as_toml(item)},\n" for item in value)
    return f"{name} = [\n{inside}]"


def _near(origin: str) -> str:
    """Shorten the paths below the current folder and the home of the user."""
    for folder, short in ((os.getcwd(), ""), (os.path.expanduser("~"), f"~{os.sep}")):
        head = folder.rstrip(os.sep) + os.sep
        origin = ", ".join(
            short + one.removeprefix(head) if one.startswith(head) else one for one in origin.split(", ")
        )
    return origin


def _key(name: str) -> str:
    """Write a key, in quotes where TOML needs them."""
    plain = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    return name if plain else as_toml(name)
