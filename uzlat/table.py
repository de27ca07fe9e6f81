"""What a rule file says, as Python values; and which of its entries hold under which settings.

A table is data: nothing here knows a language. `uzlat.rulefile` reads the TOML, `uzlat.engine` compiles it.
The format is explained in `rules/README.md`.
"""

from __future__ import annotations

from uzlat.entries import Entry, Note, When
from uzlat.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class TableError(ValueError):
    """A table, option or value that does not exist, or a rule file that cannot be used.

    Its message is one line that says what is wrong and what to do; `file` and `line` say where, if known.
    """

    def __init__(self, message: str, file: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.file = file
        self.line = line


class Option(Record):
    """A choice that the table offers."""

    default: str
    values: list[str]
    why: str
    cite: str
    examples: dict[str, dict[str, str]]


class Table(Record):
    """One rule file, with what it inherits already merged in.

    `meta` holds id, title, version, source, target (BCP 47), cite and status; `digest` is the SHA-256 of
    the files it was read from, so that a house can pin the table it converts with.
    """

    meta: dict[str, str]
    alphabet: dict[str, str]
    options: dict[str, Option]
    styles: dict[str, dict[str, str]]
    classes: dict[str, str]
    letters: dict[str, str]
    fallback: dict[str, str]
    acronym: dict[str, Any]
    entries: list[Entry]
    examples: dict[str, str]
    digest: str

    def of(self, kind: type[Any], settings: dict[str, str]) -> list[Any]:
        """Give the entries of one kind that hold under `settings`, in file order."""
        return [entry for entry in self.entries if isinstance(entry, kind) and holds(entry.when, settings)]

    def notes(self) -> dict[str, str]:
        """Give the letters that a note explains, and the id of the note."""
        return {letter: note.id for note in self.of(Note, {}) for letter in note.letters}

    def settings(self, style: str | None = None, **options: str) -> dict[str, str]:
        """Give every option its value: the default, then the style's, then the caller's.

        Args:
            style: a name from `[styles]`; None for the defaults.
            options: option name to value, as in `dates="keep"`.

        Raises:
            TableError: for a style, option or value that the table does not have.

        >>> from uzlat.rulefile import load
        >>> load("uz-Cyrl_uz-Latn").settings(style="press", dates="hyphen")["apostrophe"]
        'curly'
        """
        chosen = {name: option.default for name, option in self.options.items()}
        if style is not None:
            chosen |= pick("style", style, self.styles, self.meta["id"])
        for name, value in options.items():
            option = pick("option", name, self.options, self.meta["id"])
            values = dict.fromkeys(option.values, value)
            pick(f"value for {name}", value, values, self.meta["id"])
            chosen[name] = value
        return chosen


def holds(when: When, settings: dict[str, str]) -> bool:
    """Say whether every option named in `when` has one of the values given there."""
    return all(settings.get(option) in values for option, values in when.items())


def pick(what: str, name: str, known: dict[str, Any], where: str) -> Any:
    """Look `name` up, or raise a TableError that lists the names there are and suggests the nearest."""
    if name in known:
        return known[name]
    raise TableError(f"unknown {what} '{name}' in {where}{suggestion(name, list(known))}")


def suggestion(name: str, known: list[str]) -> str:
    """Word the end of a message about an unknown name.

    >>> suggestion("datse", ["dates", "quotes"])
    "; did you mean 'dates'? (there are: dates, quotes)"
    """
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    guess = f"; did you mean '{near[0]}'?" if near else ";"
    return f"{guess} (there are: {', '.join(known)})" if near else f"; there are: {', '.join(known)}"
