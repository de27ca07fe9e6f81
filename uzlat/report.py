"""What a run has to tell: counts, one-line messages on stderr, JSON objects, and the exit code."""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from enum import IntEnum

from uzlat.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, TextIO

    from uzlat.trace import Question


class Exit(IntEnum):
    """The exit codes of every command."""

    DONE = 0
    FOUND = 1
    """With --check, something would change; for detect, nothing is Uzbek Cyrillic; rules check found faults; words are
    lost on a roundtrip; qa has findings."""
    FAILED = 2
    """Usage, or a file that could not be read or written; the other files are done."""
    MISSING = 3
    """No engine or model of translation, or none for the languages; nothing was translated."""
    UNFINISHED = 4
    """Translated, but for segments that failed: they are marked."""
    INTERRUPTED = 130
    READER_GONE = 141


LEFT, ROMANIZED, CONVERTED = "left", "romanized", "converted"
"""What is done with text in other languages."""


class Place(Record):
    """Where a block stands in a file that has members: the member, and the number of the block in it."""

    member: str
    paragraph: int

    def __str__(self) -> str:
        """Write it as messages do."""
        return f"{self.member} {self.paragraph}"


MOST = 10_000
"""Places of a kind that are remembered: a stream may go on for months."""


class Places(list["int | Place"]):
    """Where something stands: the first places, and how many there are in all."""

    def __init__(self) -> None:
        super().__init__()
        self.total = 0

    def note(self, place: int | Place) -> None:
        """Add a place."""
        self.total += 1
        if self.total <= MOST:
            self.append(place)

    def __str__(self) -> str:
        """Name a few: line 3, or word/document.xml 12."""
        seen = sorted(set(self))
        named = list(map(str, seen[:5]))
        kind = "" if isinstance(seen[0], Place) else f"line{'s' * (len(seen) > 1)} "
        return f"{kind}{', '.join(named)}{' …' * (len(seen) > 5)}"

    def as_json(self) -> dict[str, Any]:
        """Give the places as plain values, and how many there are if that is more."""
        more = {"count": self.total} if self.total > MOST else {}
        if isinstance(self[0], Place):
            return {"places": list(map(placed, sorted(self)))} | more
        return {"lines": sorted(self)} | more


if TYPE_CHECKING:
    Found = dict[str, dict[str, Places]]


class Tally:
    """What happened to one file.

    lines: how many lines, or blocks, were read.
    place: gives the place in the file of a line or block by its number: the number of a line, or a Place.
    paragraphs, passages: what was done with text in other languages; for each language, the places of what is, or
        holds, such.
    rules: how often each rule repaired or doubted something.
    questions: places and words that may be something else as well, if they were asked for.
    remarks: what else a reader should know, each in a few words.
    """

    def __init__(self) -> None:
        self.lines = 0
        self.place: Callable[[int], int | Place] = int
        self.paragraphs: Found = {LEFT: {}, ROMANIZED: {}, CONVERTED: {}}
        self.passages: Found = {LEFT: {}, ROMANIZED: {}, CONVERTED: {}}
        self.rules: Counter[str] = Counter()
        self.questions: list[tuple[int | Place, Question]] = []
        self.remarks: list[str] = []
        self.invalid_bytes = 0
        self.changed = False

    @property
    def left(self) -> dict[str, list[int | Place]]:
        """The paragraphs that were left."""
        return dict(self.paragraphs[LEFT])

    @property
    def romanized(self) -> dict[str, list[int | Place]]:
        """The paragraphs that were romanized."""
        return dict(self.paragraphs[ROMANIZED])

    def tell(self, action: str, lang: str, line: int) -> None:
        """Note what was done with a paragraph."""
        self.paragraphs[action].setdefault(lang, Places()).note(self.place(line))

    def tell_passage(self, action: str, lang: str, line: int) -> None:
        """Note what was done with a passage."""
        self.passages[action].setdefault(lang, Places()).note(self.place(line))

    def ask(self, line: int, questions: Iterable[Question]) -> None:
        """Note words that may be something else as well."""
        if len(self.questions) < MOST:
            self.questions += [(self.place(line), question) for question in questions]

    def sentences(self, names: dict[str, str], doubts: dict[str, str]) -> list[str]:
        """Tell what a reader should know, each in a few words; nothing if all went the ordinary way."""
        told = []
        for kind, found in (("paragraph", self.paragraphs), ("passage", self.passages)):
            for action, languages in found.items():
                for lang, places in languages.items():
                    many = f"{places.total} {kind}{'s' * (places.total > 1)}"
                    told.append(f"{action} {many} in {names.get(lang, lang)} ({places})")
        worded: Counter[str] = Counter()
        for rule, count in self.rules.items():
            worded[doubts.get(rule, rule)] += count
        told += [f"{doubt}: {count}" for doubt, count in worded.most_common()]
        told += self.remarks
        if self.invalid_bytes:
            told.append(f"bytes that are not UTF-8, kept as they are: {self.invalid_bytes}")
        return told

    def as_json(self) -> dict[str, Any]:
        """Give the counts as plain values."""
        return {
            "lines": self.lines,
            "changed": self.changed,
            **{action: _listed(found) for action, found in self.paragraphs.items()},
            "passages": {action: _listed(found) for action, found in self.passages.items()},
            "reported": dict(self.rules),
            "uncertain": [placed(place) | question._asdict() for place, question in self.questions],
            "remarks": self.remarks,
            "invalid_bytes": self.invalid_bytes,
        }


def placed(place: int | Place) -> dict[str, Any]:
    """Give a place as plain values: a line, or a member and a paragraph."""
    return place._asdict() if isinstance(place, Place) else {"line": place}


def _listed(found: dict[str, Places]) -> list[dict[str, Any]]:
    return [{"lang": lang, **places.as_json()} for lang, places in found.items()]


def say(message: str, *, quiet: bool = False, stream: TextIO | None = None) -> None:
    """Write one line to stderr, unless `quiet`; a stderr that is closed or full stops nothing."""
    line = f"uzlat: {message}".replace("\n", "\\n")
    target = stream or sys.stderr
    if quiet or target is None:
        return
    try:
        target.write(f"{line}\n")
        target.flush()
    except OSError:
        return


def drop_stdout() -> None:
    """Let what is still to be written to stdout go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def reason(error: OSError) -> str:
    """Say in small letters what the system said."""
    return (error.strerror or str(error)).lower()


def print_json(value: object) -> None:
    """Print one line of JSON."""
    import json

    print(escaped(json.dumps(value, ensure_ascii=False)), flush=True)


def escaped(text: str) -> str:
    """Write a byte that is not UTF-8 as the escaped surrogate it was read as, for JSON."""
    return re.sub("[\ud800-\udfff]", lambda lone: f"\\u{ord(lone[0]):04x}", text)


def complain(message: str, where: str = "") -> None:
    """Write one line about a failure to stderr; `quiet` never hides it."""
    say(f"error: {where + ': ' if where else ''}{message}")
