"""`uzlat config`: what is set, where it comes from, and the pins of the tables."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from uzlat.config import Config

app = typer.Typer(help="Show the settings, and pin the tables.", no_args_is_help=True, rich_markup_mode=None)

Place = Annotated[
    str, typer.Argument(metavar="[FILE|FOLDER]", help="What would be converted; this folder if nothing is named.")
]


@app.command("show")
def show(
    place: Place = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON object for each setting.")] = False,
) -> None:
    """Show every setting as TOML, and behind each where it comes from."""
    from uzlat.report import print_json
    from uzlat.settings import items, lines

    config = _config(place)
    if as_json:
        for item in items(config):
            print_json(item)
        return
    for line, default in lines(config):
        typer.echo(typer.style(line, dim=True) if default and not os.environ.get("NO_COLOR") else line)


@app.command("pin")
def pin(place: Place = "") -> None:
    """Print the versions and hashes of the tables in force, to be put at the end of uzlat.toml."""
    from uzlat.settings import pin_lines

    for line in pin_lines(_config(place)):
        typer.echo(line)


def _config(place: str) -> Config:
    from uzlat.config import Configs

    return Configs({}).for_folder(place if os.path.isdir(place) else os.path.dirname(place))
