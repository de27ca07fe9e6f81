"""What became of a file: for people in a few words, for programs as plain values (docs/json.md has the schema)."""

from __future__ import annotations

from functools import cache

from uzlat.encodings import decode
from uzlat.files import is_special
from uzlat.record import Record
from uzlat.trace import FALLBACK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from uzlat.converter import Converter
    from uzlat.files import Job
    from uzlat.pipeline import Pipeline
    from uzlat.table import Table

CONVERTED, UNCHANGED, COPIED, LEFT, SKIPPED, FAILED = "converted", "unchanged", "copied", "left", "skipped", "failed"
"""What may become of a file; SKIPPED is one whose result is there already, FAILED one that is as it was."""
SCHEMA = 1
"""The version of the schema of the objects of --json and --log."""


class Outcome(Record):
    """What became of a file.

    notes: what a reader should know, each in a few words. error: what went wrong. why: why it was left or copied.
    source, result: bytes and time in nanoseconds of what was read and what was written. told: counts and the like as
    plain values, if they were asked for.
    """

    status: str
    notes: tuple[str, ...] = ()
    error: str = ""
    why: str = ""
    source: tuple[int, int] = (0, 0)
    result: tuple[int, int] | None = None
    told: dict[str, Any] | None = None


def account(pipeline: Pipeline, form: str, encoding: str, telling: bool) -> Outcome:
    """Say what became of a file that was converted.

    Args:
        pipeline: what converted it.
        form: its format.
        encoding: in which it was read; "" if its format says.
        telling: whether plain values are wanted.
    """
    from uzlat.alphabets import alphabets

    tally, table = pipeline.tally, pipeline.main.table
    notes = tuple(tally.sentences(alphabets().names, _doubts(pipeline.main) if tally.rules else {}))
    told: dict[str, Any] | None = None
    if telling:
        told = {"format": form, "encoding": encoding or None, "table": _named(table)}
        told["settings"] = pipeline.main.settings
        others = [converter.table for converter in pipeline.router.used() if converter.table is not table]
        told |= {"other_tables": [_named(table) for table in others]} if others else {}
        told |= tally.as_json()
    return Outcome(CONVERTED if tally.changed else UNCHANGED, notes, told=told)


def with_text(outcome: Outcome, data: bytes) -> Outcome:
    """Add a result without a file to its account."""
    return outcome._replace(told=(outcome.told or {}) | plain_result(data))


def plain_result(data: bytes) -> dict[str, str]:
    """Give a result as plain values: its text, or in base 64 what is none."""
    if b"\x00" not in data:
        return {"text": decode(data)}
    from base64 import b64encode

    return {"base64": b64encode(data).decode()}


def told(job: Job, outcome: Outcome) -> dict[str, Any]:
    """Give the object of a file, as --json prints it."""
    own = {"schema": SCHEMA, "file": job.source, "status": outcome.status}
    own |= {"error": outcome.error} if outcome.error else {}
    own |= {"why": outcome.why} if outcome.why and not outcome.error else {}
    return own | (outcome.told or {}) | _written(job, outcome)


def _written(job: Job, outcome: Outcome) -> dict[str, Any]:
    """Say where a result is, and how many bytes became how many; with --check it is nowhere."""
    if outcome.result is None:
        direct = outcome.status != FAILED and job.target is not None and is_special(job.target)
        return {"output": job.target if direct else None}
    read, written = outcome.source[0], outcome.result[0]
    counts = {"read": read if read or not written else None, "written": written}  # of a pipe no size is known
    return {"bytes": counts, "output": job.target}


@cache
def _doubts(converter: Converter) -> dict[str, str]:
    """Say in words what the rules of a converter doubt or repair."""
    own = {entry.id: getattr(entry, "doubt", "") or entry.why for entry in converter.table.entries}
    return own | {FALLBACK: "letters of other alphabets converted"}


def _named(table: Table) -> dict[str, str]:
    return {"id": table.meta["id"], "version": table.meta["version"], "hash": table.digest}
