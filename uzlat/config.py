"""Settings: what is set where, and which of it counts.

The weakest first: the defaults; the user's file; the nearest `uzlat.toml`, or `pyproject.toml` with a table
`[tool.uzlat]`, upwards from the folder of the file converted; the environment; the command line.
"""

from __future__ import annotations

import os

from uzlat.configured import API_KEY, FILE, PREFIX, SHARED, USER_FILE, Finder, user_file
from uzlat.keys import KEYS, PIN, SET, WORDS, ConfigError, checked, pairs, read_variable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    Layer = dict[str, tuple[Any, str]]
    """Values of one place by key, each with where it comes from."""

DEFAULT = "default"


class Config:
    """The settings for the files of some folders; equal only to itself, so that a converter can be kept for each.

    >>> config = Configs({"to": "uz-Latn-2026"}, {"UZLAT_CONFIG": os.devnull}).for_folder(os.sep)
    >>> config["to"], config.origin("to"), config.origin("style")
    ('uz-Latn-2026', '--to', 'default')
    """

    def __init__(self, layers: list[Layer]) -> None:
        self._values = {name: key.default for name, key in KEYS.items()}
        self._origins: dict[str, dict[str, str]] = {}
        for layer in layers:
            if "to" in layer and "table" not in layer and self._values["table"]:
                self._set("table", "", layer["to"][1])  # or a weaker `table` would make of `to` nothing
            for name, (value, origin) in layer.items():
                self._set(name, value, origin)

    def __getitem__(self, key: str) -> Any:
        """Give the value of a key."""
        return self._values[key]

    def origin(self, key: str, part: str = "") -> str:
        """Say where a value comes from: "default", the path of a file, a variable or an option.

        Args:
            key: the key; of one whose layers add up all origins are named, the weakest first.
            part: one option of `set`, one id of `pin` or one word of `keep`.
        """
        origins = self._origins.get(key, {})
        if part:
            return origins.get(part, DEFAULT)
        return ", ".join(dict.fromkeys(origins.values())) or DEFAULT

    def _set(self, name: str, value: Any, origin: str) -> None:
        kind = KEYS[name].kind
        if kind not in (WORDS, SET, PIN):
            self._values[name], self._origins[name] = value, {"": origin}
            return
        old = self._values[name]
        self._values[name] = tuple(dict.fromkeys([*old, *value])) if kind == WORDS else {**old, **value}
        self._origins[name] = self._origins.get(name, {}) | dict.fromkeys(value, origin)


class Configs:
    """Give the Config of each folder; folders with the same nearest file share one.

    Args:
        given: key to value, for the options of the command line that were given; None and empty lists were not.
        environ: the environment.

    Raises:
        ConfigError: if the environment, the command line or the user's file holds what cannot be used.
    """

    def __init__(self, given: Mapping[str, Any], environ: Mapping[str, str] = os.environ) -> None:
        self._below = _user_layer(environ)
        self._above = [dict(_variables(environ)), dict(_options(given))]
        self._finder = Finder()
        self._of_folder: dict[str, Config] = {}
        self._of_file: dict[str, Config] = {}

    def for_folder(self, folder: str) -> Config:
        """Give the settings for the files of a folder; "" is the current one.

        Raises:
            ConfigError: if the file with its settings cannot be used.
        """
        config = self._of_folder.get(folder)
        if config is None:
            config = self._of_folder[folder] = self._for_file(self._finder.nearest(folder))
        return config

    def _for_file(self, path: str) -> Config:
        if path not in self._of_file:
            nearest = read_layer(path) if path else {}
            self._of_file[path] = Config([self._below, nearest, *self._above])
        return self._of_file[path]


def read_layer(path: str) -> Layer:
    """Read a file with settings.

    Raises:
        ConfigError: if it cannot be read, is not TOML, or has an unknown key or a value of the wrong kind.
    """
    raw, shared = _parsed(path), os.path.basename(path) == SHARED
    if shared:
        raw = raw.get("tool", {}).get("uzlat", {})
    for name in [name for name in raw if name not in KEYS]:
        hint = "; its keys stand without [tool.uzlat]" if name == "tool" else _suggestion(name, list(KEYS))
        raise ConfigError(f"{path}: unknown key '{name}'{hint}")
    folder = os.path.dirname(os.path.abspath(path))
    origin = f"{path} [tool.uzlat]" if shared else path
    return {name: (checked(KEYS[name], value, f"{path}: {name}", folder), origin) for name, value in raw.items()}


def _parsed(path: str) -> dict[str, Any]:
    import tomllib

    try:
        with open(path, "rb") as handle:
            return tomllib.loads(handle.read().decode("utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot read the settings: {error.strerror}; nothing was converted") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        line = str(error).rpartition("line ")[2].split(",")[0]
        where = f"{path}:{line}" if line.isdigit() else path
        raise ConfigError(f"{where}: not valid TOML: {error}") from error


def _user_layer(environ: Mapping[str, str]) -> Layer:
    """Read the user's file; one that a variable names must exist."""
    path = user_file(environ)
    return read_layer(path) if environ.get(USER_FILE) or os.path.isfile(path) else {}


def _variables(environ: Mapping[str, str]) -> Iterator[tuple[str, tuple[Any, str]]]:
    """Read the variables; an empty one is none. Pins are too long for a variable."""
    known = {key.variable: key for key in KEYS.values() if key.kind != PIN}
    if pins := next((key.variable for key in KEYS.values() if key.variable in environ and key.kind == PIN), ""):
        raise ConfigError(f"{pins} is no variable of uzlat; write pins into {FILE}, where `uzlat config pin` shows how")
    for name in sorted(name for name in environ if name.startswith(PREFIX)):
        if name not in known and name not in (USER_FILE, API_KEY):
            raise ConfigError(f"{name} is no variable of uzlat{_suggestion(name, [*known, USER_FILE])}")
        if name in known and environ[name]:
            yield known[name].name, (read_variable(known[name], environ[name]), name)


def _options(given: Mapping[str, Any]) -> Iterator[tuple[str, tuple[Any, str]]]:
    for name, value in given.items():
        if value is not None and value not in ([], ()):
            option = f"--{name}"
            read = pairs(list(value), option) if name == "set" and not isinstance(value, dict) else value
            yield name, (checked(KEYS[name], read, option), option)


def _suggestion(name: str, known: list[str]) -> str:
    from uzlat.table import suggestion

    return suggestion(name, known)
