"""Parameters that several commands share, and what they stand for."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from uzlat.carriers import Asked
    from uzlat.houses import Houses
    from uzlat.pipeline import Pipeline
    from uzlat.readable import Readable

Files = Annotated[
    list[str] | None,
    typer.Argument(metavar="[FILE]...", help="Files; - or none for standard input."),
]
From = Annotated[
    str | None,
    typer.Option(
        "--from",
        "-f",
        metavar="LOCALE",
        help="auto (detect each paragraph), uz-Cyrl, uz-Latn or uz-Latn-2026.  [default: auto]",
    ),
]
To = Annotated[
    str | None,
    typer.Option("--to", "-t", metavar="LOCALE", help="uz-Latn, uz-Latn-2026 or uz-Cyrl.  [default: uz-Latn]"),
]
TableName = Annotated[
    str | None, typer.Option("--table", metavar="ID|FILE", help="A table by id or the path of a rule file.")
]
Style = Annotated[str | None, typer.Option("--style", metavar="NAME", help="A style: official, press, letters.")]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="OPTION=VALUE", help="An option of the table; `uzlat rules show` lists them."),
]
Keep = Annotated[
    list[str] | None,
    typer.Option("--keep", metavar="WORD", help="A word that stays as it is, in any case; may be given again."),
]
KeepFrom = Annotated[
    str | None, typer.Option("--keep-from", metavar="FILE", help="A file of words that stay, one a line.")
]
Form = Annotated[
    str | None, typer.Option("--format", metavar="NAME", help="The format, where neither name nor content tell it.")
]
Field = Annotated[
    list[str] | None,
    typer.Option(
        "--field", metavar="NAME", help="Convert this field or column of JSON, CSV, Parquet alone; may be given again."
    ),
]
Encoding = Annotated[
    str | None,
    typer.Option(
        "--encoding", "-e", metavar="NAME|auto", help="The encoding of text that is not UTF-8; auto to guess it."
    ),
]
Glob = Annotated[
    list[str] | None,
    typer.Option("--glob", "-g", metavar="PATTERN", help="Of folders, files that match alone; may be given again."),
]
Exclude = Annotated[
    list[str] | None,
    typer.Option("--exclude", metavar="PATTERN", help="Of folders, not what matches; may be given again."),
]
Hidden = Annotated[bool | None, typer.Option("--hidden", help="Of folders, hidden files too.")]
NoIgnore = Annotated[bool | None, typer.Option("--no-ignore", help="Of folders, also what .gitignore names.")]
Engine = Annotated[
    str | None,
    typer.Option("--engine", metavar="NAME", help="ct2, openai, libretranslate, apertium, or tm: the memory."),
]
Model = Annotated[str | None, typer.Option("--model", metavar="NAME|FOLDER", help="The engine's model.")]
Url = Annotated[str | None, typer.Option("--url", metavar="URL", help="The engine's server.")]
AllowNetwork = Annotated[bool, typer.Option("--allow-network", help="Send text to a --url that is not this machine.")]
AcceptLicence = Annotated[
    list[str] | None,
    typer.Option("--accept-licence", metavar="NAME", help="Accept the licence of a model, as CC-BY-NC-4.0."),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object a file.")]


def given(**options: object) -> dict[str, Any]:
    """Give options by their keys in the settings, those that were not given left out.

    >>> given(source=None, target="uz-Cyrl", keep_from="words.txt")
    {'to': 'uz-Cyrl', 'keep-from': 'words.txt'}
    """
    named = {"source": "from", "target": "to", "chosen": "set", "no_ignore": "ignore"}
    values = {named.get(name, name.replace("_", "-")): value for name, value in options.items()}
    if values.get("ignore") is not None:
        values["ignore"] = not values["ignore"]
    return {key: value for key, value in values.items() if value is not None and value != []}


def houses(**options: object) -> Houses:
    """Give what files are converted with, by options that were given; see `given`.

    Raises:
        ConfigError: if a setting cannot be used.
    """
    from uzlat.houses import Houses

    return Houses(given(**options))


def files_of(names: list[str], houses: Houses) -> tuple[list[str], bool]:
    """List the files that are meant, those of folders too; and say whether a folder could not be read."""
    from uzlat.files import is_convertible
    from uzlat.report import complain, reason, say
    from uzlat.walk import SPECIAL, walk

    found: list[str] = []
    troubles: list[str] = []

    def troubled(path: str, why: str) -> None:
        if why == SPECIAL:
            say(f"{path}: {why}")
            return
        complain(why, path)
        troubles.append(path)

    for name in names:
        try:
            walked = walk(name, houses.filter(name), troubled) if os.path.isdir(name) else None
            found += [name] if walked is None else [one.path for one in walked if is_convertible(one.path)]
        except OSError as error:
            troubled(str(error.filename or name), reason(error))
    return found, bool(troubles)


def read_bytes(source: str) -> bytes:
    """Read a file, or stdin for "-".

    Raises:
        OSError: if it cannot be read.
    """
    if source == "-":
        if sys.stdin is None:
            raise OSError(9, "standard input is closed")
        return sys.stdin.buffer.read()
    with open(source, "rb") as handle:
        return handle.read()


def attempt(source: str, asked: Asked, pipeline: Pipeline | None = None) -> Readable | None:
    """Read a file of any format, or say on stderr why it cannot be read and give None: the other files go on.

    Args:
        source: the file, "-" for standard input.
        asked: how it is read.
        pipeline: what will convert it; None if all that is text is wanted, in every language.
    """
    from uzlat.carriers import wanted_by
    from uzlat.encodings import DocumentError, NotTextError
    from uzlat.readable import ANY, read
    from uzlat.report import complain, reason

    wanted = wanted_by(pipeline, asked.fields) if pipeline else ANY._replace(fields=asked.fields)
    try:
        return read(read_bytes(source), source, wanted, asked)
    except (NotTextError, DocumentError) as error:
        complain(str(error), source)
    except OSError as error:
        complain(reason(error), source)
    return None


def asked_for(form: str | None, field: list[str] | None, encoding: str = "") -> Asked:
    """Say how files are read.

    Raises:
        DocumentError: if there is no format of that name.
    """
    from uzlat.carriers import Asked
    from uzlat.formats import named

    return Asked(named(form) if form is not None else None, tuple(field or ()), encoding)


class UnreadableError(Exception):
    """A file could not be read; why has been said on stderr."""


def attempt_lines(source: str, encoding: str = "") -> Iterator[str]:
    """Read a file line by line, as they come, without their ends.

    Raises:
        UnreadableError: if it cannot be read; why is said on stderr first.
    """
    from uzlat.encodings import NotTextError
    from uzlat.files import open_source
    from uzlat.report import complain, reason

    try:
        if source == "-" and sys.stdin is None:
            raise OSError(9, "standard input is closed")
        for text in _lines(open_source(source), encoding):
            yield from text.removesuffix("\n").split("\n")
    except NotTextError as error:
        complain(str(error), source)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        complain(reason(error), source)
    else:
        return
    raise UnreadableError


def _lines(descriptor: int, encoding: str) -> Iterator[str]:
    from uzlat.sniff import coding_of
    from uzlat.stream import BLOCK, decoded, reading, whole_lines

    head = os.read(descriptor, BLOCK)
    rest = reading(head, lambda size: os.read(descriptor, size))
    return whole_lines(decoded(rest, coding_of(head, encoding)))
