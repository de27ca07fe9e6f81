"""What `explain` and `detect` print: tables for people, plain values for programs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from uzlat.converter import Converter
from uzlat.kept import BY_USER
from uzlat.pipeline import Pipeline
from uzlat.readable import Readable
from uzlat.report import placed, print_json
from uzlat.roundtrip import Loss
from uzlat.survey import Paragraph, Span
from uzlat.trace import FALLBACK, LETTER, Step, noted
from uzlat.verdict import Verdict

if TYPE_CHECKING:
    from rich.table import Table as Grid

EXCERPT = 60
"""Characters of a passage that are shown."""


def explained(converter: Converter, text: str) -> list[dict[str, str]]:
    """Explain a conversion: one item for each step, with what went in, what came out, rule, why, source."""
    known = reasons(converter)
    notes = converter.table.notes()
    return [step._asdict() | known[step.rule] for step in (noted(step, notes) for step in _steps(converter, text))]


def converter_of(main: Converter, text: str) -> Converter:
    """Give the converter for the alphabet that a text is in; the main one where that tells nothing."""
    pipeline = Pipeline(main)
    found = [pipeline.converter(run.route) for _, run in pipeline.routes(text)]
    return next((converter for converter in found if converter is not None), main)


def _steps(converter: Converter, text: str) -> list[Step]:
    """List the steps; what was kept is a step without a rule."""
    steps: list[Step] = []
    for trace in converter.trace(text):
        steps += trace.steps or [Step(trace.source, trace.output, "")]
    return steps


def reasons(converter: Converter) -> dict[str, dict[str, str]]:
    """Give the why and the source of every rule of the converter's table, by rule id."""
    table = converter.table
    known = {entry.id: {"why": entry.why, "cite": entry.cite} for entry in table.entries}
    letter = {"why": table.alphabet.get("why", ""), "cite": table.alphabet.get("cite", "")}
    fallback = {"why": "No letter of the source alphabet; its nearest counterpart.", "cite": letter["cite"]}
    known[BY_USER] = {"why": "Kept: you asked for it.", "cite": ""}
    return known | {LETTER: letter, FALLBACK: fallback, "": {"why": "Kept as it is.", "cite": ""}}


def print_explained(converter: Converter, text: str) -> None:
    """Print the explanation as a table."""
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid("from", "to", "rule", "why", "source")
    told = set()
    for item in explained(converter, text):
        rule = item["rule"] or "–"
        why, cite = ("as above", "") if rule in told else (item["why"], item["cite"])
        told.add(rule)
        cells = [_visible(item["source"]), _visible(item["output"]), rule, why, cite]
        grid.add_row(*(Text(cell, style="dim" if rule in ("–", LETTER) else "") for cell in cells))
    Console().print(grid)


def _visible(text: str) -> str:
    """Show white space and nothing at all as signs."""
    marks = {" ": "␣", "\t": "⇥", "\u00a0": "⍽", "\u202f": "⍽", "\u00ad": "[U+00AD]"}
    return "".join(marks.get(char, char) for char in text) or "∅"


def print_paragraphs(found: list[Paragraph], file: Readable, name: str) -> None:
    """Print the verdict on each paragraph of one file."""
    grid = _grid("line", "language", "script", "score", "reason", title=name)
    for number, _, verdict in found:
        grid.add_row(str(file.place(number)), *_cells(verdict))
    _print(grid)


def print_files(found: list[tuple[str, Verdict]]) -> None:
    """Print the verdict on each of several files."""
    grid = _grid("file", "language", "script", "score", "reason")
    for name, verdict in found:
        grid.add_row(name, *_cells(verdict))
    _print(grid)


def print_spans(found: list[Span], file: Readable, name: str) -> None:
    """Print the passages of one file."""
    grid = _grid("line", "from", "to", "language", "script", "text", title=name)
    text = file.text
    for line, start, end, lang, script in found:
        excerpt = text[start:end] if end - start <= EXCERPT else text[start : start + EXCERPT - 1] + "…"
        grid.add_row(str(file.place(line)), str(start), str(end), lang, script, excerpt.strip())
    _print(grid)


def _cells(verdict: Verdict) -> list[str]:
    script = f"{verdict.script} {verdict.variant}".strip()
    return [verdict.lang, script, f"{verdict.score:.2f}", verdict.reason]


def _grid(*columns: str, title: str | None = None) -> Grid:
    from rich.table import Table as Grid

    grid = Grid(title=title, title_justify="left")
    for column in columns:
        grid.add_column(column, overflow="fold")
    return grid


def _print(grid: Grid) -> None:
    from rich.console import Console

    Console(markup=False).print(grid)


def _plain(loss: Loss) -> dict[str, object]:
    """Give a loss as plain values, without its place."""
    return {key: value for key, value in loss._asdict().items() if key != "line"}


def print_losses(name: str, file: Readable, losses: list[Loss], words: int, as_json: bool) -> None:
    """Print the words of one file that do not come back, the commonest first, and how many do."""
    if as_json:
        print_json(
            {"file": name, "words": words, "losses": [placed(file.place(loss.line)) | _plain(loss) for loss in losses]}
        )
        return
    from rich.console import Console
    from rich.table import Table as Grid

    grid = Grid("times", "word", "there", "back", "rule", "first at", title=name, title_justify="left")
    for key, times in Counter(loss[2:] for loss in losses).most_common():
        first = next(loss for loss in losses if loss[2:] == key)
        source, there, back, rules = key
        grid.add_row(str(times), source, there, back, " ".join(rules), f"{file.place(first.line)}:{first.column}")
    console = Console(markup=False)
    if losses:
        console.print(grid)
    share = 100 * (1 - len(losses) / words) if words else 100.0
    console.print(f"{name}: {words - len(losses)} of {words} words survive ({share:.2f} %)", soft_wrap=True)
