"""What can be configured: each key, what it takes and what it is by default; values are checked as they are read."""

from __future__ import annotations

import os

from uzlat.configured import PREFIX
from uzlat.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class ConfigError(ValueError):
    """A setting that cannot be used; the message is one line that names the file, variable or option."""


TEXT, FLAG, COUNT, LIST, WORDS = "text", "flag", "count", "list", "words"
CODEC, PATH, TABLE, SET, STEMS, PIN = "codec", "path", "table", "set", "stems", "pin"
PATHS = "paths"
"""Kinds of values. WORDS of all layers add up, SET and PIN merge name by name, of the others the strongest counts."""


class Key(Record):
    """A key, the kind of its value, its default, and what it is for."""

    name: str
    kind: str
    default: Any
    help: str
    choices: tuple[str, ...] = ()

    @property
    def variable(self) -> str:
        """Name the variable of the environment."""
        return PREFIX + self.name.upper().replace("-", "_")


KEYS = {
    key.name: key
    for key in (
        Key("from", TEXT, "auto", "The orthography of the text; auto judges each paragraph."),
        Key("to", TEXT, "uz-Latn", "The orthography to write."),
        Key("table", TABLE, "", "A table by its id, or the path of a rule file of the house."),
        Key("style", TEXT, "", "A style of the table."),
        Key("set", SET, {}, "Options of the table."),
        Key("keep", WORDS, (), "Words that stay as they are, in any case."),
        Key("keep-from", PATH, "", "A file of words that stay, one a line."),
        Key("stems", STEMS, "", "Stems as the house writes them in each orthography: a TSV, or a list."),
        Key("others", TEXT, "keep", "What becomes of text in other languages.", ("keep", "convert", "romanize")),
        Key("encoding", CODEC, "", "The encoding of plain text; empty for UTF-8, auto to guess.", ("auto",)),
        Key(
            "output-encoding",
            CODEC,
            "",
            "The encoding of what is written; empty for one that has every letter.",
            ("same",),
        ),
        Key("jobs", COUNT, 0, "How many processes; 0 to choose by the size of the work."),
        Key("backup", TEXT, "", "What is put behind the name of a file that is kept when it is converted in place."),
        Key("names", FLAG, False, "Whether names of files are converted too."),
        Key("glob", LIST, (), "Which files of folders are converted."),
        Key("exclude", LIST, (), "Which files and folders are passed over."),
        Key("hidden", FLAG, False, "Whether hidden files of folders are converted."),
        Key("ignore", FLAG, True, "Whether what .gitignore names is passed over."),
        Key("log", PATH, "", "A file to write the log to."),
        Key("engine", TEXT, "", "The engine of translation; `uzlat engines` lists them."),
        Key("url", TEXT, "", "The server of the engine, if it is one; text is sent there and nowhere else."),
        Key("model", TEXT, "", "The model of the engine: a folder, or a name."),
        Key("memory", PATHS, (), "Translation memories that are looked into first."),
        Key("glossary", PATHS, (), "Glossaries that translations are checked by."),
        Key("licences", WORDS, (), "Licences of models that are accepted, as CC-BY-NC-4.0."),
        Key("pin", PIN, {}, "The version and the hash that tables must have."),
    )
}
EXPECTED = {
    TEXT: "a string",
    FLAG: "true or false",
    COUNT: "a whole number, 0 or more",
    LIST: "a list of strings",
    WORDS: "a list of strings",
    CODEC: "a string, the name of an encoding",
    PATH: "a string, the path of a file",
    PATHS: "a list of strings, the paths of files",
    TABLE: "a string, the id of a table or the path of a rule file",
    SET: 'a table of strings, as { dates = "keep" }',
    STEMS: "the path of a TSV, or a list of tables that give a stem by orthography",
    PIN: 'a table that gives each id a version or a hash, as { version = "1", hash = "3f2a…" }',
}
WORDED = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
"""What a variable says for true and false."""


def checked(key: Key, value: Any, name: str, folder: str = "") -> Any:
    """Check a value and give it as it is used: lists as tuples, paths from `folder`.

    Args:
        key: what it is the value of.
        value: what tomllib or the command line gives.
        name: how a message names the place, as "/home/me/uzlat.toml: jobs".
        folder: what paths are relative to; "" leaves them.

    Raises:
        ConfigError: if it is of another type, or not what the key takes.

    >>> checked(KEYS["log"], "a.log", "log", "/home/me").replace(os.sep, "/")
    '/home/me/a.log'
    """
    if not _FITS[key.kind](value):
        raise ConfigError(f"{name} takes {EXPECTED[key.kind]}, not {_shown(value)}")
    if key.kind == CODEC:
        _check_codec(key, value, name)
    elif key.choices and value not in key.choices:
        raise ConfigError(f"{name} takes {', '.join(key.choices[:-1])} or {key.choices[-1]}, not '{value}'")
    if key.kind == PIN:
        for table, pin in value.items():
            _check_pin(pin, f"{name} of {table}")
    if key.kind == PATHS:
        return tuple(os.path.join(folder, path) if folder else path for path in value)
    if isinstance(value, list):
        return tuple(value)
    placed = (
        key.kind == PATH or (key.kind == TABLE and is_path(value)) or (key.kind == STEMS and isinstance(value, str))
    )
    return os.path.join(folder, value) if placed and value and folder else value


def read_variable(key: Key, text: str) -> Any:
    """Read the value of a variable of the environment.

    Raises:
        ConfigError: if it is not what the key takes.

    >>> read_variable(KEYS["set"], "dates=keep, quotes=curly")
    {'dates': 'keep', 'quotes': 'curly'}
    """
    value: Any = text
    if key.kind == FLAG:
        value = WORDED.get(text.strip().lower(), text)
    elif key.kind == COUNT and text.strip().isdecimal():
        value = int(text)
    elif key.kind in (LIST, WORDS, PATHS):
        value = listed(text)
    elif key.kind == SET:
        value = pairs(listed(text), key.variable)
    return checked(key, value, key.variable)


def listed(text: str) -> list[str]:
    """Read a list whose items stand between commas."""
    return [item.strip() for item in text.split(",") if item.strip()]


def pairs(items: list[str], name: str) -> dict[str, str]:
    """Read items such as dates=keep.

    Raises:
        ConfigError: if one has no "=".
    """
    parted = [item.partition("=") for item in items]
    for (option, equals, _), item in zip(parted, items, strict=True):
        if not equals or not option.strip():
            raise ConfigError(f"{name} takes OPTION=VALUE, not '{item}'")
    return {option.strip(): value.strip() for option, _, value in parted}


def is_path(table: str) -> bool:
    """Say whether a table is named by a path, and not by its id.

    >>> is_path("uz-Cyrl_uz-Latn"), is_path("own.toml"), is_path("tables/own.toml")
    (False, True, True)
    """
    return table.endswith(".toml") or os.path.basename(table) != table


def _shown(value: Any) -> str:
    return f"'{value}'" if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)


def _check_codec(key: Key, value: str, name: str) -> None:
    from uzlat.encodings import NotTextError, codec

    if value in ("", *key.choices):
        return
    try:
        codec(value)
    except NotTextError as error:
        raise ConfigError(f"{name}: {error}") from error


def _is_texts(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)


def _is_mapping(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(item, str) for pair in value.items() for item in pair)


def _check_pin(pin: Any, name: str) -> None:
    """Raise ConfigError unless a pin has a version or a hash of twelve hexadecimal digits and more."""
    if not _is_mapping(pin) or not pin or pin.keys() - {"version", "hash"}:
        raise ConfigError(f'{name} takes {{ version = "…", hash = "…" }}, one of the two or both')
    digits = pin.get("hash", "0" * 12)
    if len(digits) < 12 or not set(digits) <= set("0123456789abcdefABCDEF"):
        raise ConfigError(f"{name} has the hash '{digits}'; it takes 12 hexadecimal digits or more")


_FITS: dict[str, Callable[[Any], bool]] = {
    **dict.fromkeys((TEXT, CODEC, PATH, TABLE), lambda value: isinstance(value, str)),
    **dict.fromkeys((LIST, WORDS, PATHS), _is_texts),
    FLAG: lambda value: isinstance(value, bool),
    COUNT: lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= 0,
    SET: _is_mapping,
    STEMS: lambda value: isinstance(value, str) or (isinstance(value, list | tuple) and all(map(_is_mapping, value))),
    PIN: lambda value: isinstance(value, dict),
}
