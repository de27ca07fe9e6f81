"""What a run has to tell: counts, one-line messages on stderr, JSON objects, and the exit code."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from enum import IntEnum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TextIO

    from uzlat.trace import Question


class Exit(IntEnum):
    """The exit codes of every command."""

    DONE = 0
    FOUND = 1
    """With --check, something would change; for detect, nothing is Uzbek Cyrillic; rules check found faults; words are
    lost on a roundtrip."""
    FAILED = 2
    """Usage, or a file that could not be read or written; the other files are done."""
    INTERRUPTED = 130
    READER_GONE = 141


class Tally:
    """What happened to one file.

    left, romanized: for each language, the numbers (from 1) of the lines of which that is true.
    rules: how often each rule repaired or doubted something.
    questions: line numbers and words that may be something else as well, if they were asked for.
    """

    def __init__(self) -> None:
        self.lines = 0
        self.left: dict[str, list[int]] = {}
        self.romanized: dict[str, list[int]] = {}
        self.rules: Counter[str] = Counter()
        self.questions: list[tuple[int, Question]] = []
        self.invalid_bytes = 0
        self.changed = False

    def sentences(self, names: dict[str, str], doubts: dict[str, str]) -> list[str]:
        """Tell what a reader should know, each in a few words; nothing if all went the ordinary way."""
        told = []
        for done, found in (("left", self.left), ("romanized", self.romanized)):
            for lang, lines in found.items():
                many = f"{len(lines)} paragraphs" if len(lines) > 1 else "1 paragraph"
                told.append(f"{done} {many} in {names.get(lang, lang)} ({_lines(lines)})")
        told += [f"{doubts.get(rule, rule)}: {count}" for rule, count in self.rules.most_common()]
        if self.invalid_bytes:
            told.append(f"bytes that are not UTF-8, kept as they are: {self.invalid_bytes}")
        return told

    def as_json(self) -> dict[str, Any]:
        """Give the counts as plain values."""
        return {
            "lines": self.lines,
            "changed": self.changed,
            "left": [{"lang": lang, "lines": lines} for lang, lines in self.left.items()],
            "romanized": [{"lang": lang, "lines": lines} for lang, lines in self.romanized.items()],
            "reported": dict(self.rules),
            "uncertain": [{"line": line} | question._asdict() for line, question in self.questions],
            "invalid_bytes": self.invalid_bytes,
        }


def _lines(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:5]))
    return f"line{'s' if len(numbers) > 1 else ''} {shown}{' …' if len(numbers) > 5 else ''}"


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


def reason(error: OSError) -> str:
    """Say in small letters what the system said."""
    return (error.strerror or str(error)).lower()


def print_json(value: object) -> None:
    """Print one line of JSON; a byte that is not UTF-8 is escaped as the surrogate it was read as."""
    text = json.dumps(value, ensure_ascii=False)
    print(re.sub("[\udc80-\udcff]", lambda lone: f"\\u{ord(lone[0]):04x}", text), flush=True)


def complain(message: str, where: str = "") -> None:
    """Write one line about a failure to stderr; `quiet` never hides it."""
    say(f"error: {where + ': ' if where else ''}{message}")
