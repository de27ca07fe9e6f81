"""`uzlat diff`."""

from __future__ import annotations

from typing import Annotated

import typer

from uzlat.cli import options as shared

EXAMPLES = (
    "\b\nExamples:\n  uzlat diff article.txt\n  uzlat diff --unified article.txt | git apply\n"
    "  uzlat diff report.docx\n  uzlat diff --json page.html | jq .output\n"
)


def diff(
    files: shared.Files = None,
    unified: Annotated[
        bool, typer.Option("--unified", "-u", help="A unified diff for machines, as git and patch read it.")
    ] = False,
    context: Annotated[int, typer.Option("--context", "-U", min=0, help="Lines around a change, with --unified.")] = 3,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 if anything would change.")] = False,
    source: shared.From = None,
    target: shared.To = None,
    table: shared.TableName = None,
    style: shared.Style = None,
    chosen: shared.Set = None,
    keep: shared.Keep = None,
    keep_from: shared.KeepFrom = None,
    form: shared.Form = None,
    field: shared.Field = None,
    encoding: shared.Encoding = None,
    glob: shared.Glob = None,
    exclude: shared.Exclude = None,
    hidden: shared.Hidden = None,
    no_ignore: shared.NoIgnore = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line or paragraph.")] = False,
) -> int:
    """Show what changes: the source over the result, and under each word the rules beyond plain letters."""
    from uzlat.diff import Differ
    from uzlat.report import Exit

    houses = shared.houses(
        source=source, target=target, table=table, style=style, chosen=chosen, keep=keep, keep_from=keep_from,
        encoding=encoding, glob=glob, exclude=exclude, hidden=hidden, no_ignore=no_ignore,
    )  # fmt: skip
    names, failed = shared.files_of(files or ["-"], houses)
    changed = False
    for name in names:
        house = houses.of(name)
        differ = Differ(house.converter, detecting=house.detecting)
        file = shared.attempt(name, shared.asked_for(form, field, house.encoding), differ.pipeline())
        failed = failed or file is None
        if file is not None:
            show = differ.as_json if as_json else differ.aligned
            changed |= differ.unified(file, name, context) if unified else show(file, name)
    return Exit.FAILED if failed else Exit.FOUND if changed and exit_code else Exit.DONE
