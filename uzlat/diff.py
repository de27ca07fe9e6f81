"""Two views of a conversion: aligned lines for people, a unified diff for machines."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from itertools import groupby, islice

from uzlat.converter import Converter
from uzlat.encodings import encode
from uzlat.entries import Rule
from uzlat.follow import Line
from uzlat.pipeline import Pipeline
from uzlat.readable import Readable
from uzlat.record import Record
from uzlat.report import Place, placed, print_json
from uzlat.trace import LETTER, Trace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.text import Text


class Cell(Record):
    """A word, or words that a phrase joined: what it was, what it became, the rules beyond plain letters.

    `others` are what it may be as well, for an editor to decide.
    """

    source: str
    output: str
    rules: tuple[str, ...]
    others: tuple[str, ...] = ()


class Differ:
    """Show what a conversion changes, with detection as convert has it."""

    def __init__(self, converter: Converter, *, detecting: bool = True) -> None:
        self._converter = converter
        self._detecting = detecting

    def pipeline(self) -> Pipeline:
        """Make what converts one file."""
        return Pipeline(self._converter, detecting=self._detecting)

    def changes(self, file: Readable) -> Iterator[tuple[int | Place, Line, list[Trace]]]:
        """Give the lines or blocks that change, each with its place and its traces."""
        for place, line in file.lines(self.pipeline()):
            traces = _traces(line)
            if any(trace.source != trace.output for trace in traces):
                yield place, line, traces

    def as_json(self, file: Readable, name: str) -> bool:
        """Print an object for each line or block that changes; say whether there was one."""
        changed = False
        for place, line, traces in self.changes(file):
            changed = True
            told = [cell._asdict() for cell in cells(traces, plain_rules(line.converter)) if cell.rules or cell.others]
            output = "".join([trace.output for trace in traces])
            print_json({"file": name, **placed(place), "source": line.text, "output": output, "words": told})
        return changed

    def aligned(self, file: Readable, name: str) -> bool:
        """Print each changed line over its result; say whether there was one."""
        from rich.console import Console
        from rich.text import Text

        console = Console(highlight=False, markup=False, emoji=False)
        changed = False
        for place, line, traces in self.changes(file):
            changed = True
            shown = Text(f"{name}:{place}\n", style="bold")
            for row in rows(cells(traces, plain_rules(line.converter)), console.width - 2):
                _append_row(shown, row)
            console.print(shown, soft_wrap=True, end="")
        return changed

    def unified(self, file: Readable, name: str, context: int = 3) -> bool:
        """Write a unified diff to stdout, of a file that is one text or of the text in it; say if anything changed."""
        sides = file.sides(self.pipeline())
        if sides[0] == sides[1]:
            return False
        name = "stdin" if name == "-" else os.path.normpath(name).lstrip("/") + "\t" * (" " in name)
        text = "".join(_unified(*sides, context))
        sys.stdout.flush()
        sys.stdout.buffer.write(encode(f"--- a/{name}\n+++ b/{name}\n{text}"))
        return True


def _traces(line: Line) -> list[Trace]:
    """Trace a line that changes; nothing if it stays."""
    old, converter = line.text.rstrip("\r"), line.converter
    if converter is None or not (line.left or converter(old) != old):
        return []
    return converter.trace(old, line.kept)


def cells(traces: list[Trace], plain: frozenset[str] = frozenset({LETTER})) -> list[Cell]:
    """Gather traces into cells: white space that was kept stands between them.

    Args:
        traces: the traces of a line.
        plain: rules that need not be shown.
    """
    found: list[Cell] = []
    open_cell = False
    for trace in traces:
        if trace.steps:
            found, open_cell = _grown(found, open_cell, trace, plain), True
            continue
        for i, part in enumerate(trace.source.replace("\t", " ").split(" ")):
            open_cell = open_cell and i == 0
            if part:
                found, open_cell = _grown(found, open_cell, Trace(part, part), plain), True
    return found


def plain_rules(converter: Converter | None) -> frozenset[str]:
    """Give the rules that are no more than letters of the alphabet written with two signs: they ask for nothing."""
    if converter is None:
        return frozenset()
    conditions = ("after", "before", "not_after", "not_before", "unless", "match", "when", "doubt")
    rules = converter.table.of(Rule, converter.settings)
    return frozenset({LETTER, *(rule.id for rule in rules if not any(getattr(rule, key) for key in conditions))})


def _grown(found: list[Cell], open_cell: bool, trace: Trace, plain: frozenset[str]) -> list[Cell]:
    last = found[-1] if open_cell else Cell("", "", (), ())
    new = tuple(step.rule for step in trace.steps if step.rule not in plain)
    rules = tuple(dict.fromkeys((*last.rules, *new)))
    others = tuple(last.output + other for other in trace.others) or tuple(
        other + trace.output for other in last.others
    )
    grown = Cell(last.source + trace.source, last.output + trace.output, rules, others)
    if open_cell:
        found[-1] = grown
    else:
        found.append(grown)
    return found


def rows(found: list[Cell], width: int) -> Iterator[list[tuple[Cell, int]]]:
    """Break cells into rows no wider than `width` columns; each cell with the width that it takes."""
    from rich.cells import cell_len

    row: list[tuple[Cell, int]] = []
    used = 0
    for cell in found:
        wide = max(map(cell_len, (cell.source, cell.output, " ".join(cell.rules), _asked(cell))))
        if row and used + 1 + wide > width:
            yield row
            row, used = [], 0
        row.append((cell, wide))
        used += wide + 1
    if row:
        yield row


def _append_row(shown: Text, row: list[tuple[Cell, int]]) -> None:
    """Append a row of cells: the sources, under them the outputs, the rules, and what else a word may be."""
    lines = [
        ("- ", "not bold red", [cell.source for cell, _ in row]),
        ("+ ", "not bold green", [cell.output for cell, _ in row]),
        ("  ", "not bold cyan", [" ".join(cell.rules) for cell, _ in row]),
        ("? ", "not bold yellow", [_asked(cell) for cell, _ in row]),
    ]
    for mark, style, parts in lines:
        line = " ".join(_padded(part, wide) for part, (_, wide) in zip(parts, row, strict=True)).rstrip()
        if line and (mark != "? " or any(parts)):
            shown.append(f"{mark}{line}\n", style=style)


def _asked(cell: Cell) -> str:
    """Write what a word may be as well."""
    return " ".join(cell.others)


def _padded(text: str, width: int) -> str:
    from rich.cells import cell_len

    return text + " " * (width - cell_len(text))


def _unified(old: str, new: str, context: int) -> Iterator[str]:
    """Give the hunks of a unified diff."""
    before, after = _lines(old), _lines(new)
    if len(before) != len(after):  # a line end in a paragraph of markup became a hyphen
        from difflib import unified_diff

        yield from islice(unified_diff(before, after, n=context), 2, None)
        return
    pairs = list(zip(before, after, strict=True))
    for start, end in _hunks([one != other for one, other in pairs], context):
        yield from _hunk(pairs, start, min(end, len(pairs)))


def _lines(text: str) -> list[str]:
    """Part a text after line ends; say where there is none at the end."""
    lines = [f"{line}\n" for line in text.split("\n")]
    return lines[:-1] if lines[-1] == "\n" else [*lines[:-1], f"{lines[-1]}\\ No newline at end of file\n"]


def _hunks(changed: list[bool], context: int) -> Iterator[tuple[int, int]]:
    """Give the ranges of lines to show: changed ones and their neighbours."""
    start = end = -1
    for at, differs in enumerate(changed):
        if not differs:
            continue
        if start < 0 or at - context > end:
            if start >= 0:
                yield start, end
            start = max(0, at - context)
        end = min(len(changed), at + context + 1)
    if start >= 0:
        yield start, end


def _hunk(pairs: list[tuple[str, str]], start: int, end: int) -> Iterator[str]:
    yield f"@@ -{start + 1},{end - start} +{start + 1},{end - start} @@\n"
    for same, group in groupby(pairs[start:end], key=lambda pair: pair[0] == pair[1]):
        run = list(group)
        if same:
            yield from (f" {old}" for old, _ in run)
        else:
            yield from (f"-{old}" for old, _ in run)
            yield from (f"+{new}" for _, new in run)
