"""What `explain` and `detect` print: tables for people, plain values for programs."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from uzlat.alphabets import LATIN
from uzlat.converter import Converter
from uzlat.kept import BY_USER
from uzlat.pipeline import Pipeline, judge_lines
from uzlat.report import print_json
from uzlat.roundtrip import Loss
from uzlat.trace import FALLBACK, LETTER, Step, noted
from uzlat.verdict import UNDECIDED, Verdict


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


def judged(text: str, all_languages: bool) -> list[tuple[int, Verdict]]:
    """Judge each line that is not blank, as convert does; by number, from 1.

    With `all_languages`, langdetect names the language of lines in other scripts.
    """
    verdicts = judge_lines(text)
    if not all_languages:
        return verdicts
    lines = text.split("\n")
    return [(number, _asked(lines[number - 1], verdict)) for number, verdict in verdicts]


def _asked(line: str, verdict: Verdict) -> Verdict:
    """Ask langdetect, which does not know Uzbek, about a line in which no Cyrillic letter stands."""
    if verdict.lang != UNDECIDED or verdict.script == "Cyrl":
        return verdict
    from langdetect import DetectorFactory, LangDetectException, detect_langs

    DetectorFactory.seed = 0  # it samples; without a seed two runs may differ
    try:
        best = detect_langs(line.lower())[0]
    except LangDetectException:
        return verdict
    script = "Latn" if re.search(LATIN, line) else verdict.script
    return Verdict(best.lang, script, round(best.prob, 2), "langdetect")


def print_judged(name: str, verdicts: list[tuple[int, Verdict]], as_json: bool) -> None:
    """Print the verdicts on one file."""
    if as_json:
        items: list[dict[str, Any]] = [{"line": number} | verdict._asdict() for number, verdict in verdicts]
        print_json({"file": name, "paragraphs": items})
        return
    from rich.console import Console
    from rich.table import Table as Grid

    grid = Grid("line", "language", "script", "score", "reason", title=name, title_justify="left")
    for number, verdict in verdicts:
        grid.add_row(str(number), verdict.lang, verdict.script, f"{verdict.score:.2f}", verdict.reason)
    Console(markup=False).print(grid)


def print_losses(name: str, losses: list[Loss], words: int, as_json: bool) -> None:
    """Print the words of one file that do not come back, the commonest first, and how many do."""
    if as_json:
        print_json({"file": name, "words": words, "losses": [loss._asdict() for loss in losses]})
        return
    from rich.console import Console
    from rich.table import Table as Grid

    grid = Grid("times", "word", "there", "back", "rule", "first at", title=name, title_justify="left")
    for key, times in Counter(loss[2:] for loss in losses).most_common():
        first = next(loss for loss in losses if loss[2:] == key)
        source, there, back, rules = key
        grid.add_row(str(times), source, there, back, " ".join(rules), f"{first.line}:{first.column}")
    console = Console(markup=False)
    if losses:
        console.print(grid)
    share = 100 * (1 - len(losses) / words) if words else 100.0
    console.print(f"{name}: {words - len(losses)} of {words} words survive ({share:.2f} %)", soft_wrap=True)
