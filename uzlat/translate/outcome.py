"""What became of a document that was translated: for people in lines, for programs as plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from uzlat.outcome import SCHEMA
from uzlat.report import Place, Places, placed
from uzlat.translate.reassembly import BEGIN, END
from uzlat.translate.translator import CACHED, KEPT, MADE, MEMORY, Result

if TYPE_CHECKING:
    from uzlat.translate.desk import Desk
    from uzlat.translate.manuscript import Manuscript, Segment

TRANSLATED, UNFINISHED = "translated", "unfinished"
"""What may become of a document that did not fail."""
MOST = 40
"""Findings that are told one by one; --json has all."""


class Outcome(NamedTuple):
    """A document and what became of its segments; `broken` says why the engine answered no more."""

    source: str
    target: str
    manuscript: Manuscript
    results: list[Result | None]
    broken: str = ""

    @property
    def both(self) -> Iterator[tuple[Segment, Result | None]]:
        """Each segment with what became of it."""
        return zip(self.manuscript.segments, self.results, strict=True)

    @property
    def failed(self) -> list[tuple[Segment, Result]]:
        """The segments that failed."""
        return [(one, result) for one, result in self.both if result and result.text is None]

    @property
    def translated(self) -> int:
        """How many segments were translated, or needed no translation."""
        return self.counts.total()

    @property
    def counts(self) -> Counter[str]:
        """How many of these come from where."""
        return Counter(result.origin for result in self.results if result and result.text is not None)

    @property
    def why(self) -> str:
        """Why most segments failed."""
        reasons = Counter(result.error for _, result in self.failed)
        return self.broken or (reasons.most_common(1)[0][0] if reasons else "")

    @property
    def left(self) -> dict[str, Places]:
        """Where text in other languages is, which was left, by language."""
        found: dict[str, Places] = {}
        for one, result in self.both:
            if result is None:
                found.setdefault(str(one.lang), Places()).note(one.place)
        return found


def sentences(outcome: Outcome, desk: Desk, remarks: list[str]) -> Iterator[str]:
    """Tell of a document: each finding, and the whole in one line at the end."""
    findings = list(_findings(outcome))
    for place, column, told in findings[:MOST]:
        yield f"{_at(outcome.source, place, column)}: {told}"
    if len(findings) > MOST:
        yield f"{outcome.source}: {len(findings) - MOST} more; --json lists all"
    for lang, places in outcome.left.items():
        yield f"{outcome.source}: left text in {lang} ({places})"
    for remark in remarks:
        yield f"{outcome.source}: {remark}"
    if outcome.broken and outcome.failed:
        yield f"{outcome.source}: the engine answers no more: {outcome.broken}"
    yield f"{outcome.source}: {_summary(outcome, desk)}"


def _findings(outcome: Outcome) -> Iterator[tuple[int | Place, int, str]]:
    for one, result in outcome.both:
        if result is None:
            continue
        if result.text is None and result.error != outcome.broken:
            yield one.place, one.column, f"not translated: {result.error}"
        for fault in result.faults if result.text is not None else ():
            yield one.place, one.column, f"{fault.severity} {fault.kind}: {fault.message}"


def _at(name: str, place: int | Place, column: int) -> str:
    return f"{name}:{place}:{column}" if isinstance(place, int) else f"{name}: {place}"


def _summary(outcome: Outcome, desk: Desk) -> str:
    counts, failed = outcome.counts, outcome.failed
    told = [f"{counts[MADE]} segments by {desk.name}" if counts[MADE] or not counts[CACHED] else ""]
    told.append(f"{counts[CACHED]} drafts of {desk.name} from the cache" if counts[CACHED] else "")
    told.append(f"{counts[MEMORY]} from the memory" if counts[MEMORY] else "")
    if failed:
        places = Places()
        for one, _ in failed:
            places.note(one.place)
        told.append(f"{len(failed)} not translated, marked {BEGIN}{END} ({places})")
    drafted = counts[MADE] + counts[CACHED]
    return "; ".join(filter(None, told)) + ("; a machine draft, not checked by a person" if drafted else "")


def as_json(outcome: Outcome, desk: Desk, remarks: list[str]) -> dict[str, Any]:
    """Give it as plain values; docs/json.md has the schema."""
    counts, failed = outcome.counts, outcome.failed
    return {
        "schema": SCHEMA,
        "file": outcome.source,
        "status": UNFINISHED if failed else TRANSLATED,
        "output": outcome.target or None,
        "format": outcome.manuscript.form.name,
        "from": str(outcome.manuscript.lang),
        "to": desk.target,
        "engine": desk.name,
        "model": desk.able.model or None,
        "licence": desk.able.licence or None,
        "commercial": desk.able.commercial,
        "network": desk.able.network or None,
        "segments": len(outcome.results),
        "made": counts[MADE],
        "cached": counts[CACHED],
        "memory": counts[MEMORY],
        "kept": counts[KEPT],
        "failed": [placed(one.place) | _failed(one, result) for one, result in failed],
        "findings": [
            placed(one.place) | found for one, result in outcome.both if result for found in _faults(one, result)
        ],
        "left": [{"lang": lang, **places.as_json()} for lang, places in outcome.left.items()],
        "remarks": remarks,
        "error": outcome.broken or None,
    }


def _failed(one: Segment, result: Result) -> dict[str, Any]:
    return {"column": one.column, "source": one.text, "why": result.error, "rejected": result.rejected or None}


def _faults(one: Segment, result: Result) -> Iterator[dict[str, Any]]:
    for fault in result.faults:
        yield {
            "column": one.column,
            "kind": fault.kind,
            "severity": fault.severity,
            "message": fault.message,
            "source": one.text,
            "target": result.text,
        }
