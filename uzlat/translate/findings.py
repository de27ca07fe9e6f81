"""What `uzlat qa` prints: a line a finding, as linters do, or an object; and the sum on stderr."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from uzlat.report import Place, placed, print_json, say
from uzlat.translate.fault import ERROR
from uzlat.translate.qa import Finding

_COLOURS = {"error": "bold red", "warning": "yellow"}


def print_findings(name: str, found: Sequence[Finding]) -> None:
    """Print findings for people; in colour on a terminal."""
    name = name.replace("\n", "\\n")
    if sys.stdout is not None and sys.stdout.isatty():
        _print_coloured(name, found)
        return
    for one in found:
        print(f"{name}:{one.place}:{one.column}: {one.fault.severity} {one.fault.kind}: {_message(one)}")


def _print_coloured(name: str, found: Sequence[Finding]) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, markup=False)
    for one in found:
        where = Text(f"{name}:{one.place}:{one.column}: ", style="dim")
        severity = Text(one.fault.severity, style=_COLOURS[one.fault.severity])
        kind = Text(f" {one.fault.kind}", style="bold")
        console.print(Text.assemble(where, severity, kind, f": {_message(one)}"), soft_wrap=True)


def _message(one: Finding) -> str:
    """Give the message in one line, with the place in the source where that is another."""
    message = " ".join(one.fault.message.split())
    if one.source_place is None or one.source_place == one.place:
        return message
    line = one.source_place
    told = f"line {line}" if isinstance(line, int) else str(line)
    return (
        message.replace("in the source", f"in the source ({told})", 1)
        if "in the source is" in message
        else f"{message} (source {told})"
    )


def print_objects(name: str, found: Sequence[Finding]) -> None:
    """Print one JSON object a finding."""
    for one in found:
        line = one.source_place
        print_json(
            {
                "file": name,
                **placed(one.place),
                "column": one.column,
                "kind": one.fault.kind,
                "severity": one.fault.severity,
                "message": one.fault.message,
                "source_line": line._asdict() if isinstance(line, Place) else line,
                "source": one.source,
                "target": one.target,
            }
        )


def sum_up(found: Sequence[Finding], segments: int) -> None:
    """Say on stderr how much was found.

    >>> counted(1, "error"), counted(2, "warning")
    ('1 error', '2 warnings')
    """
    errors = sum(one.fault.severity == ERROR for one in found)
    counts = f"{counted(errors, 'error')}, {counted(len(found) - errors, 'warning')}"
    say(f"{counts} in {counted(segments, 'segment')}")


def counted(number: int, thing: str) -> str:
    """Count things in words."""
    return f"{number} {thing}{'s' * (number != 1)}"
