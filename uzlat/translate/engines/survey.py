"""Which engines can be used here, and what the others lack."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from uzlat.translate.engine import READY, Capabilities, Engine, EngineError, Status
from uzlat.translate.engines.registry import Wish, make

WIDTH = 15
"""Columns of the names."""
PATIENCE = 10
"""Seconds for a server to answer."""
SHOWN = 40
"""Pairs that are named; programs get them all."""


class Seen(NamedTuple):
    """What an engine says of itself. pairs: as the engine lists them, if it can cheaply."""

    engine: str
    status: Status
    can: Capabilities | None = None
    pairs: tuple[str, ...] = ()

    @property
    def ready(self) -> bool:
        """Say whether it can be used."""
        return self.status.state == READY

    def as_json(self) -> dict[str, Any]:
        """Give it as plain values."""
        names = ("model", "licence", "commercial", "network", "unit") if self.can else ()
        can = {name: getattr(self.can, name) for name in names}
        return {"engine": self.engine, "ready": self.ready, **self.status._asdict(), **can, "pairs": self.pairs}


def survey(wish: Wish) -> Seen:
    """Ask an engine what it can; one that cannot even be made says why."""
    try:
        engine = make(wish._replace(timeout=min(wish.timeout, PATIENCE)))
        status = engine.probe()
    except EngineError as error:
        return Seen(wish.engine, Status("not configured", str(error)))
    try:
        if status.state != READY:
            return Seen(wish.engine, status)
        return Seen(wish.engine, status, engine.capabilities(), _pairs(engine))
    except EngineError as error:
        return Seen(wish.engine, Status("unreachable", str(error)))
    finally:
        engine.close()


def _pairs(engine: Engine) -> tuple[str, ...]:
    """Ask an engine that has a list for it."""
    listed = getattr(engine, "pairs", None)
    return tuple(listed()) if listed else ()


def print_seen(seen: list[Seen]) -> None:
    """Print an engine a paragraph: readable in 60 columns, in colour on a terminal."""
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid.grid(padding=(0, 1))
    grid.add_column(width=WIDTH, no_wrap=True)
    grid.add_column(overflow="fold")
    for one in seen:
        state = Text(one.status.state, style="bold green" if one.ready else "bold yellow")
        grid.add_row(Text(one.engine, style="bold"), state)
        for name, value in _details(one):
            grid.add_row(Text(f"  {name}", style="dim"), Text(value))
    console = Console()
    with console.capture() as held:
        console.print(grid)
    print("\n".join([line.rstrip() for line in held.get().splitlines()]))


def _details(one: Seen) -> Iterator[tuple[str, str]]:
    """Give what is known, by name; what is not known has no line."""
    yield from ((name, value) for name, value in (("why", one.status.why), ("mend", one.status.mend)) if value)
    if one.can is None:
        return
    yield "model", one.can.model
    if one.can.licence:
        yield "licence", f"{one.can.licence}{' (not for commercial use)' if one.can.commercial is False else ''}"
    yield "network", one.can.network or "no"
    if one.pairs:
        yield "pairs", ", ".join(one.pairs[:SHOWN]) + " …" * (len(one.pairs) > SHOWN)
