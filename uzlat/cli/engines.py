"""`uzlat engines`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from uzlat.cli import options as shared

if TYPE_CHECKING:
    from uzlat.translate.engines.registry import Wish

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
    from uzlat.translate.engines.registry import ENGINES, Wish, make
    from uzlat.translate.engines.survey import print_seen, survey

    if engine is not None and engine not in ENGINES:
        make(Wish(engine))
    asked = _wishes({"engine": engine, "url": url, "model": model})
    seen = [survey(wish) for wish in asked if engine in (None, wish.engine)]
    if as_json:
        for one in seen:
            print_json(one.as_json())
    else:
        print_seen(seen)
    return Exit.DONE if any(one.ready for one in seen) else Exit.MISSING


def _wishes(options: dict[str, Any]) -> list[Wish]:
    """Say what engines are made of: by the options, and by the settings where nothing is said."""
    from uzlat.keys import KEYS
    from uzlat.translate.engines.registry import wishes

    config = shared.houses().config_of("-")
    settings = {name: str(config[name]) for name in options if name in KEYS}
    given = {name: value for name, value in options.items() if value is not None}
    return wishes(settings | given)
