"""Parameters that several commands share, and what they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from uzlat.converter import Converter
    from uzlat.formats import Format
    from uzlat.pipeline import Pipeline
    from uzlat.readable import Readable

Files = Annotated[
    list[str] | None,
    typer.Argument(metavar="[FILE]...", help="Files; - or none for standard input."),
]
From = Annotated[
    str,
    typer.Option(
        "--from", "-f", metavar="LOCALE", help="auto (detect each paragraph), uz-Cyrl, uz-Latn or uz-Latn-2026."
    ),
]
To = Annotated[str, typer.Option("--to", "-t", metavar="LOCALE", help="uz-Latn, uz-Latn-2026 or uz-Cyrl.")]
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
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object a file.")]


def make_converter(
    source: str, target: str, table: str | None, style: str | None, chosen: list[str] | None, keep: Iterable[str] = ()
) -> Converter:
    """Make the Converter that the shared parameters describe.

    Raises:
        TableError: for what does not exist, or an option that is not OPTION=VALUE.
    """
    from uzlat.converter import Converter, table_id
    from uzlat.rulefile import load
    from uzlat.table import TableError, pick

    options = {}
    for item in chosen or []:
        name, equals, value = item.partition("=")
        if not equals:
            raise TableError(f"--set takes OPTION=VALUE, not '{item}'")
        options[name.strip()] = value.strip()
    chosen_table = load(table_id(source, target) if table is None else table)
    for name in options:
        pick("option", name, chosen_table.options, chosen_table.meta["id"])
    return Converter(chosen_table, style=style, keep=keep, **options)


def format_of(name: str | None) -> Format | None:
    """Give the format that is named, if one is.

    Raises:
        DocumentError: if there is none of that name.
    """
    from uzlat.formats import named

    return named(name) if name is not None else None


def kept(words: list[str] | None, file: str | None) -> list[str]:
    """List the words that stay: those given, and those of a file, without blank lines and lines that begin with #.

    Raises:
        OSError, NotTextError, PlanError: if the file cannot be read, is no text, or is standard input.
    """
    from uzlat.files import STDIN, PlanError

    if file == STDIN:
        raise PlanError("--keep-from takes a file; standard input holds the text")
    lines = read_text(file).removeprefix("\ufeff").splitlines() if file else []
    return [*(words or []), *(line.strip() for line in lines if line.strip() and not line.startswith("#"))]


def detects(source: str, converter: Converter) -> bool:
    """Say whether lines are judged first: detection knows Uzbek, so only where the table starts from it."""
    from uzlat.alphabets import alphabets

    return source == "auto" and converter.table.meta.get("source", "").startswith(alphabets().target)


def read_bytes(source: str) -> bytes:
    """Read a file, or stdin for "-".

    Raises:
        OSError: if it cannot be read.
    """
    import sys

    if source == "-":
        if sys.stdin is None:
            raise OSError(9, "standard input is closed")
        return sys.stdin.buffer.read()
    with open(source, "rb") as handle:
        return handle.read()


def read_text(source: str) -> str:
    """Read a file of plain text, or stdin for "-".

    Raises:
        NotTextError: if it is no text in UTF-8.
        OSError: if it cannot be read.
    """
    from uzlat.encodings import decode, refuse_binary

    data = read_bytes(source)
    refuse_binary(data)
    return decode(data)


def attempt(
    source: str, form: str | None = None, fields: list[str] | None = None, pipeline: Pipeline | None = None
) -> Readable | None:
    """Read a file of any format, or say on stderr why it cannot be read and give None: the other files go on.

    Args:
        source: the file, "-" for standard input.
        form: the name of its format, if that was given.
        fields: the fields asked for.
        pipeline: what will convert it; None if all that is text is wanted, in every language.
    """
    from uzlat.carriers import wanted_by
    from uzlat.encodings import DocumentError, NotTextError
    from uzlat.readable import ANY, read
    from uzlat.report import complain, reason

    asked = tuple(fields or ())
    wanted = wanted_by(pipeline, asked) if pipeline else ANY._replace(fields=asked)
    chosen = format_of(form)
    try:
        return read(read_bytes(source), source, wanted, chosen)
    except (NotTextError, DocumentError) as error:
        complain(str(error), source)
    except OSError as error:
        complain(reason(error), source)
    return None


class UnreadableError(Exception):
    """A file could not be read; why has been said on stderr."""


def attempt_lines(source: str) -> Iterator[str]:
    """Read a file line by line, as they come, without their ends.

    Raises:
        UnreadableError: if it cannot be read; why is said on stderr first.
    """
    import sys

    from uzlat.encodings import NotTextError, decode, refuse_binary
    from uzlat.report import complain, reason

    try:
        if source == "-" and sys.stdin is None:
            raise OSError(9, "standard input is closed")
        with sys.stdin.buffer if source == "-" else open(source, "rb") as handle:
            for number, data in enumerate(handle):
                if not number:
                    refuse_binary(data)
                yield decode(data).rstrip("\r\n")
    except NotTextError as error:
        complain(str(error), source)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        complain(reason(error), source)
    else:
        return
    raise UnreadableError
