"""`uzlat qa`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from uzlat.cli import options as shared

if TYPE_CHECKING:
    from uzlat.carriers import Asked
    from uzlat.translate.guards import Glossary
    from uzlat.translate.lang import Lang
    from uzlat.translate.qa import Line, Segment

EXAMPLES = (
    "\b\nExamples:\n"
    "  uzlat qa maqola.txt article.txt\n"
    "  uzlat qa --from uz-Cyrl --to ru maqola.docx statya.docx\n"
    "  uzlat qa --glossary terms.csv --level error a.md b.md\n"
    "  uzlat qa memory.tmx\n"
    "  uzlat qa --json a.txt b.txt | jq -r .message\n"
)


def qa(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="The source; or one .tmx, .xliff or .po with both.")],
    target: Annotated[str | None, typer.Argument(metavar="[TRANSLATION]", help="Its translation; - for stdin.")] = None,
    from_tag: Annotated[str | None, typer.Option("--from", "-f", metavar="TAG", help="Language of the source.")] = None,
    to_tag: Annotated[str | None, typer.Option("--to", "-t", metavar="TAG", help="That of the translation.")] = None,
    glossary: Annotated[
        list[str] | None, typer.Option("--glossary", metavar="FILE", help="Terms to be kept to; may be given again.")
    ] = None,
    form: shared.Form = None,
    field: shared.Field = None,
    encoding: shared.Encoding = None,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="KIND", help="This kind alone; may be given again.")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="KIND", help="Not this kind; may be given again.")
    ] = None,
    level: Annotated[str, typer.Option("--level", metavar="error|warning", help="The least that is told.")] = "warning",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a finding.")] = False,
) -> int:
    """Check a translation: numbers, names, script, length, what is missing. Exit with 1 if anything is found."""
    from uzlat.report import Exit
    from uzlat.translate.findings import print_findings, print_objects, sum_up
    from uzlat.translate.names import gazetteer
    from uzlat.translate.qa import findings, wanted

    _known([*(only or ()), *(ignore or ())], level)
    asked = shared.asked_for(form, field, encoding or "")
    read = _both(source, from_tag, to_tag) if target is None else _files(source, target, from_tag, to_tag, asked)
    if read is None:
        return Exit.FAILED
    every = findings(read.segments, read.src, read.tgt, _glossary(glossary, read), gazetteer())
    told = [one for one in every if wanted(one.fault, only or (), ignore or (), level)]
    (print_objects if as_json else print_findings)(target or source, told)
    sum_up(told, len(read.segments))
    return Exit.FOUND if told else Exit.DONE


class _Read(NamedTuple):
    """Segments and their languages."""

    segments: list[Segment]
    src: Lang
    tgt: Lang


def _files(source: str, target: str, from_tag: str | None, to_tag: str | None, asked: Asked) -> _Read | None:
    """Read a source and its translation; None if one could not be read, which has been said."""
    from uzlat.files import PlanError
    from uzlat.report import say
    from uzlat.translate.qa import language, segments

    if source == target == "-":
        raise PlanError("the source and its translation cannot both be standard input")
    ours, theirs = _lines(source, asked), _lines(target, asked)
    if ours is None or theirs is None:
        return None
    src = language([line.text for line in ours], from_tag, source)
    tgt = language([line.text for line in theirs], to_tag, target) if theirs or to_tag else src
    if src == tgt:
        say(f"both texts are {src}; say --from and --to if they are not")
    return _Read(segments(ours, theirs, src, tgt), src, tgt)


def _lines(name: str, asked: Asked) -> list[Line] | None:
    from uzlat.translate.qa import lines_of

    file = shared.attempt(name, asked)
    return None if file is None else lines_of(file.text, file.place)


def _both(name: str, from_tag: str | None, to_tag: str | None) -> _Read | None:
    """Read a file that holds both texts; None if it could not be read, which has been said."""
    from uzlat.encodings import DocumentError
    from uzlat.report import complain, reason, say
    from uzlat.translate.bilingual import read
    from uzlat.translate.qa import Line, Segment, language

    try:
        found = read(shared.read_bytes(name), name, from_tag or "", to_tag or "")
    except DocumentError as error:
        complain(str(error), name)
        return None
    except OSError as error:
        complain(reason(error), name)
        return None
    if found.left:
        say(f"{name}: {found.left} units that have no such pair of languages were not checked; see --from and --to")
    src = language([row.source for row in found.rows], from_tag or found.source, name)
    tgt = language([row.target for row in found.rows], to_tag or found.target, name)
    rows = [Segment([Line(row.source, row.line)], [Line(row.target, row.line)], row.line) for row in found.rows]
    return _Read(rows, src, tgt)


def _glossary(files: list[str] | None, read: _Read) -> Glossary | None:
    """Read glossaries; None if there are none."""
    if not files:
        return None
    from uzlat.translate.glossary import Glossary

    return Glossary.read(files, read.src, read.tgt)


def _known(kinds: Iterable[str], level: str) -> None:
    """Refuse a kind or a level that does not exist."""
    from uzlat.files import PlanError
    from uzlat.table import suggestion
    from uzlat.translate.guards import KINDS

    for kind in kinds:
        if kind not in KINDS:
            raise PlanError(f"no kind of finding is named '{kind}'{suggestion(kind, list(KINDS))}")
    if level not in ("error", "warning"):
        raise PlanError(f"--level takes error or warning, not '{level}'")
