"""`uzlat rules`: the tables."""

from __future__ import annotations

from typing import Annotated

import typer

from uzlat.report import Exit, complain
from uzlat.table import TableError

app = typer.Typer(help="List, show, check and begin tables.", no_args_is_help=True, rich_markup_mode=None)


@app.command("list")
def list_tables(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """List the tables that come with uzlat."""
    from uzlat.rulebook import print_list
    from uzlat.rulefile import available, load

    print_list([load(name) for name in available()], as_json)


@app.command("show")
def show(
    name: Annotated[str, typer.Argument(metavar="ID|FILE", help="A table.")] = "uz-Cyrl_uz-Latn",
) -> None:
    """Show a table: its options and styles, and every rule with its reason and source."""
    from uzlat.rulebook import print_table
    from uzlat.rulefile import load

    print_table(load(name))


@app.command("check")
def check(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID|FILE]...", help="Tables; all that come with uzlat if none."),
    ] = None,
) -> int:
    """Check tables: their form, their letters, and every example in them. Exit with 1 if anything is wrong."""
    from uzlat.check import check_table
    from uzlat.rulefile import available, locate

    found = failed = False
    for name in names or available():
        try:
            path = locate(name)
        except TableError as error:
            complain(str(error))
            failed = True
            continue
        faults = check_table(path)
        found = found or bool(faults)
        for fault in faults:
            typer.echo(f"{path}:{fault.line}: {fault.message}")
        if not faults:
            typer.echo(f"{path}: ok")
    return Exit.FAILED if failed else Exit.FOUND if found else Exit.DONE


@app.command("new")
def new(
    name: Annotated[str, typer.Argument(metavar="ID", help="SOURCE_TARGET in BCP 47, as kk-Cyrl_kk-Arab.")],
) -> None:
    """Begin a table: write a small rule file that passes the check into this folder."""
    from uzlat.rulebook import begin_table

    typer.echo(f"wrote {begin_table(name)}; next: uzlat rules check {name}.toml")
