"""How to come by a model: the roads of data/families.toml, with the user's own folder in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from uzlat.translate.engines.families import data
from uzlat.translate.models import Registry

HEAD = "uzlat downloads nothing. These are the roads; choose one and run its commands."
TAIL = (
    'Then compare on your own texts: "uzlat eval --help". A hundred sentences of yours say more than any figure here.'
)


def roads() -> list[dict[str, Any]]:
    """Give the roads, each with title, why and commands."""
    from shlex import quote

    models = quote(Registry().folder)
    return [
        {**road, "commands": [command.replace("{models}", models) for command in road["commands"]]}
        for road in data()["road"]
    ]


def lines() -> Iterator[str]:
    """Word the roads for people; commands are never broken, so that they can be copied."""
    from textwrap import wrap

    yield from wrap(HEAD, 60)
    for number, road in enumerate(roads(), 1):
        yield ""
        yield from wrap(f"{number}. {road['title']}", 60, subsequent_indent="   ")
        yield from wrap(road["why"], 60, initial_indent="   ", subsequent_indent="   ")
        yield from (f"     {command}" for command in road["commands"])
        yield from wrap(road.get("note", ""), 60, initial_indent="   ", subsequent_indent="   ")
    yield ""
    yield from wrap(TAIL, 60)
