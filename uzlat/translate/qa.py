"""The check of a finished translation against its source: two files, or one that holds both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from uzlat.files import PlanError
from uzlat.report import Place
from uzlat.translate.align import align
from uzlat.translate.fault import ERROR, WARNING, Fault
from uzlat.translate.guard_shape import usual
from uzlat.translate.guards import Glossary, Guards, Names
from uzlat.translate.lang import Lang, parse

EXCERPT = 40
"""Characters of a segment that a message quotes."""
ASKED = 200
"""Lines of a file that are asked which language it is in."""


class Line(NamedTuple):
    """A line or block of a file, and where it stands there."""

    text: str
    place: int | Place


class Segment(NamedTuple):
    """Lines of the source and those that translate them; one side may have none.

    after: where in the translation what is missing would stand.
    """

    source: list[Line]
    target: list[Line]
    after: int | Place = 1


class Finding(NamedTuple):
    """A fault and where it is: the place and column in the translation, the place in the source, both texts."""

    place: int | Place
    column: int
    fault: Fault
    source_place: int | Place | None
    source: str
    target: str


def lines_of(text: str, place: Callable[[int], int | Place]) -> list[Line]:
    """Give the lines of a text that are not blank; `place` gives where a line stands by its number."""
    return [Line(line, place(number)) for number, line in enumerate(text.split("\n"), 1) if line.strip()]


def segments(source: Sequence[Line], target: Sequence[Line], src: Lang, tgt: Lang) -> list[Segment]:
    """Put lines together with those that translate them."""
    links = align([one.text for one in source], [one.text for one in target], usual(src.code, tgt.code))
    found, after = [], target[0].place if target else 1
    for link in links:
        theirs = [target[at] for at in link.target]
        after = theirs[-1].place if theirs else after
        found.append(Segment([source[at] for at in link.source], theirs, after))
    return found


def language(texts: Sequence[str], asked: str | None, name: str) -> Lang:
    """Say which language a text is in: as asked, else as it looks; its script as it looks, too, where it may have two.

    Raises:
        PlanError: if it was not asked and cannot be told.
    """
    from uzlat.survey import paragraphs, whole

    told = parse(asked) if asked else None
    if told and (told.script or not _has_scripts(told.code)):
        return told.written
    found = whole(paragraphs("\n".join([text for text, _ in zip(texts, range(ASKED), strict=False)])))
    if told:
        return Lang(told.code, found.script) if found.script in ("Cyrl", "Latn") else told.written
    if found.lang in ("und", "zxx"):
        what = "its language cannot be told" if any(text.strip() for text in texts) else "there is no text in it"
        raise PlanError(f"{name}: {what}; say --from and --to, as --from uz-Cyrl --to en")
    return Lang(found.lang, found.script)


def _has_scripts(code: str) -> bool:
    """Say whether there are tables that write a language in another script."""
    from uzlat.rulefile import available

    return any(table.startswith(f"{code}-") for table in available())


def findings(
    found: Iterable[Segment], src: Lang, tgt: Lang, glossary: Glossary | None = None, names: Names | None = None
) -> Iterator[Finding]:
    """Check segments in order."""
    guards = Guards(src, tgt, glossary=glossary, names=names)
    for segment in found:
        source = " ".join([line.text for line in segment.source])
        target = " ".join([line.text for line in segment.target])
        there = segment.source[0].place if segment.source else None
        whole = segment.source and segment.target
        faults = guards.check(source, target) if whole else [_alone(source, target)]
        for fault in faults:
            place, column = _at(segment, max(0, fault.start))
            yield Finding(place, column, fault, there, source, target)


def _alone(source: str, target: str) -> Fault:
    """Say that a segment has no counterpart."""
    if source:
        return Fault("missing", ERROR, f"a segment of the source is not here: “{_excerpt(source)}”")
    return Fault("added", WARNING, f"a segment that the source has not: “{_excerpt(target)}”", 0, len(target))


def _excerpt(text: str) -> str:
    text = text.strip()
    return text if len(text) <= EXCERPT else f"{text[: EXCERPT - 1].rstrip()}…"


def _at(segment: Segment, offset: int) -> tuple[int | Place, int]:
    """Give the place and column of an offset in the translation of a segment."""
    for line in segment.target:
        if offset <= len(line.text):
            return line.place, offset + 1
        offset -= len(line.text) + 1
    return segment.after, 1


def wanted(fault: Fault, only: Sequence[str], ignored: Sequence[str], level: str) -> bool:
    """Say whether a fault is to be told."""
    if fault.kind in ignored or (only and fault.kind not in only):
        return False
    return level == WARNING or fault.severity == ERROR
