"""What a house converts with: the table, options, kept words and stems of its settings; and pins."""

from __future__ import annotations

from uzlat.config import DEFAULT, Config
from uzlat.converter import Converter, table_id
from uzlat.keys import ConfigError
from uzlat.rulefile import available, load
from uzlat.stems import Stems
from uzlat.table import Table, TableError, pick, suggestion

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

SHOWN = 16
"""Digits of a hash that a message and a pin show."""


def converter_for(config: Config) -> Converter:
    """Make the Converter that the settings describe; what converts lines in other orthographies is of the same house.

    Raises:
        TableError: for a table, style or option that does not exist, or a table that is pinned otherwise.
        ConfigError: for stems or kept words that cannot be used.
        OSError: if a list cannot be read.
    """
    table = main_table(config)
    _check_pins(config, table)
    style, options = _fitting(config, table)
    return Housed(config, _stems(config, table), table, style, kept_words(config), options)


class Housed(Converter):
    """A Converter with the stems of a house; its siblings have them too."""

    def __init__(
        self,
        config: Config,
        stems: Stems | None,
        table: Table,
        style: str | None,
        keep: tuple[str, ...],
        options: dict[str, str],
    ) -> None:
        self._config = config
        self._stems = stems
        known = stems.put_into(table, table.settings(style, **options)) if stems else table
        super().__init__(known, style=style, keep=keep, **options)

    def sibling(self, name: str) -> Converter:
        """Make the converter by another table; see Converter.sibling."""
        table = load(name)
        _check_pin(self._config, table)
        options = _had(table, self._config["set"]) | self.shared(table)
        return Housed(self._config, self._stems, table, None, self.keep, options)


def main_table(config: Config) -> Table:
    """Load the table that the settings name, whatever is pinned.

    Raises:
        TableError: if there is none, or its file cannot be used.
    """
    keys = ("table",) if config["table"] else ("from", "to")
    try:
        return load(config["table"] or table_id(config["from"], config["to"]))
    except TableError as error:
        origin = next((one for key in reversed(keys) if (one := config.origin(key)) != DEFAULT), "--to")
        raise error if error.file or origin.startswith("--") else TableError(f"{origin}: {error}") from None


def kept_words(config: Config) -> tuple[str, ...]:
    """List the words that stay: those of the settings, and those of a file, without blank lines and comments.

    Raises:
        ConfigError: if the file is no text, or standard input.
        OSError: if it cannot be read.
    """
    file = config["keep-from"]
    lines = _lines(file, config.origin("keep-from")) if file else []
    return (*config["keep"], *(line.strip() for line in lines if line.strip() and not line.startswith("#")))


def fingerprint(config: Config) -> str:
    """Give a short hash of everything that decides what a conversion writes, for manifests.

    Raises:
        TableError, ConfigError, OSError: as converter_for does.
    """
    import json
    from hashlib import sha256

    from uzlat import __version__

    table = main_table(config)
    style, options = _fitting(config, table)
    stems = _stems(config, table)
    deciding = [
        __version__,
        [[known.meta["id"], known.meta.get("version"), known.digest] for known in tables_for(table)],
        config["set"] | table.settings(style, **options),
        sorted({word.casefold() for word in kept_words(config)}),
        stems.rows if stems else [],
        [config[key] for key in ("from", "others", "encoding", "output-encoding")],
    ]
    return sha256(json.dumps(deciding, sort_keys=True).encode()).hexdigest()[:SHOWN]


def tables_for(main: Table) -> list[Table]:
    """List the tables that may take part: this one, and those from other orthographies to the same target."""
    name, target = main.meta["id"], main.meta.get("target", "")
    if name not in available() or load(name).digest != main.digest:
        return [main]
    return [main, *(load(other) for other in available() if other != name and other.split("_")[1] == target)]


def _stems(config: Config, table: Table) -> Stems | None:
    if not config["stems"]:
        return None
    return Stems(config["stems"], config.origin("stems"), (table.meta.get("source", ""), table.meta.get("target", "")))


def _lines(file: str, origin: str) -> list[str]:
    from uzlat.files import STDIN

    if file == STDIN:
        raise ConfigError(f"{origin} takes a file; standard input holds the text")
    try:
        with open(file, encoding="utf-8-sig") as handle:
            return handle.read().splitlines()
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file}: not UTF-8; save the list of words as UTF-8") from error


def _fitting(config: Config, table: Table) -> tuple[str | None, dict[str, str]]:
    """Give the style and the options that a table has; those of the command line it must have.

    What a file or a variable sets holds for every table that has it, so it may be meant for others.

    Raises:
        TableError: for a name or value that no table has.
    """
    style, name = config["style"] or None, table.meta["id"]
    if style not in table.styles and style is not None:
        if config.origin("style").startswith("--") or not any(style in other.styles for other in _others()):
            _told(config.origin("style"), "style", style, table.styles, name)
        style = None
    options = _had(table, config["set"])
    for option, value in config["set"].items() - options.items():
        origin = config.origin("set", option)
        if origin.startswith("--") or not any(_had(other, {option: value}) for other in _others()):
            _refuse(table, option, value, origin)
    return style, options


def _had(table: Table, chosen: dict[str, str]) -> dict[str, str]:
    """Give the options that a table has, with values that it has."""
    known = table.options
    return {name: value for name, value in chosen.items() if name in known and value in known[name].values}


def _others() -> Iterator[Table]:
    return map(load, available())


def _refuse(table: Table, option: str, value: str, origin: str) -> None:
    """Raise TableError for an option or a value that the table does not have."""
    name = table.meta["id"]
    _told(origin, "option", option, table.options, name)
    _told(origin, f"value for {option}", value, dict.fromkeys(table.options[option].values), name)


def _told(origin: str, what: str, name: str, known: dict[str, Any], where: str) -> None:
    """Look a name up as `pick` does; a message names the file or variable."""
    try:
        pick(what, name, known, where)
    except TableError as error:
        raise error if origin.startswith("--") else TableError(f"{origin}: {error}") from None


def _check_pins(config: Config, table: Table) -> None:
    """Raise TableError unless the tables that may take part are those that are pinned.

    All are compared before anything is converted, also those that only some lines of a text would need.
    """
    pinned = config["pin"]
    for name in pinned.keys() - {*available(), table.meta["id"]}:
        origin = config.origin("pin", name)
        if config.origin("table") in (DEFAULT, origin):
            raise TableError(f"{origin} pins '{name}', which is no table{suggestion(name, available())}")
    for known in tables_for(table) if pinned else ():
        _check_pin(config, known)


def _check_pin(config: Config, table: Table) -> None:
    """Raise TableError if a table is pinned and is another one."""
    name = table.meta["id"]
    pin = config["pin"].get(name)
    if pin is None:
        return
    version, digits, own = pin.get("version"), pin.get("hash", "").lower(), table.meta.get("version", "")
    if version not in (None, own) or not table.digest.startswith(digits):
        have, want = _versioned(own, table.digest), _versioned(version, digits)
        raise TableError(
            f"{name} is {have}, and {config.origin('pin', name)} pins {want}; "
            "nothing was converted; install the uzlat that has it, or change the pin"
        )


def _versioned(version: str | None, digits: str) -> str:
    """Word a version and a hash, or the one of them that is known."""
    short = f"hash {digits[:SHOWN]}{'…' * (len(digits) > SHOWN)}" if digits else ""
    if version is None:
        return short
    return f"version {version} ({short})" if short else f"version {version}"
