"""`uzlat engines`."""

from __future__ import annotations

from typing import Annotated

import typer

from uzlat.cli import options as shared

EXAMPLES = (
    "\b\n"
    "Examples:\n"
    "  uzlat engines\n"
    "  uzlat engines --url http://127.0.0.1:11434/v1\n"
    "  uzlat engines --engine ct2 --model ~/models/nllb-1.3b\n"
    "  uzlat engines --json | jq -r 'select(.ready).engine'\n"
)


def engines(
    engine: Annotated[str | None, typer.Option("--engine", metavar="NAME", help="This engine alone.")] = None,
    url: Annotated[str | None, typer.Option("--url", metavar="URL", help="The server to ask.")] = None,
    model: Annotated[
        str | None,
        typer.Option(
            "--model",
            metavar="NAME|FOLDER",
            help="A model of the server, the folder of one, or that of pairs of Apertium that you built.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object an engine.")] = False,
) -> int:
    """Say which engines of translation can be used, and what the others lack. Exit with 3 if none can."""
    from uzlat.report import Exit, print_json
    from uzlat.translate.engines.survey import print_seen, survey
    from uzlat.translate.resources import asked_of

    asked = asked_of(shared.houses(engine=engine, url=url, model=model).config_of("-"))
    seen = [survey(wish) for wish in asked if engine in (None, wish.engine)]
    if as_json:
        for one in seen:
            print_json(one.as_json())
    else:
        print_seen(seen)
    return Exit.DONE if any(one.ready for one in seen) else Exit.MISSING
