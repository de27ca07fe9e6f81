"""Rules as regular expressions: what a `[[rule]]` says of its letters and their neighbours."""

from __future__ import annotations

import re

from uzlat.entries import Rule
from uzlat.record import Record


class Variant(Record):
    """The rules that hold for words of one shape: where they fire, what they write, their ids."""

    sites: re.Pattern[str] | None
    outputs: list[str]
    ids: list[str]


def compile_rules(rules: list[Rule], classes: dict[str, str]) -> Variant:
    """Join rules into one regular expression: the longest source first, then file order.

    The first letter stands before the group that tells which rule it was: so `re` sees at once which rules a
    letter cannot begin.
    """
    ordered = sorted(rules, key=lambda rule: -len(rule.source))
    pattern = "|".join(_pattern(rule, classes) for rule in ordered)
    outputs = ["", *(rule.target for rule in ordered)]
    return Variant(
        re.compile(pattern, re.MULTILINE) if pattern else None, outputs, ["", *(rule.id for rule in ordered)]
    )


def _pattern(rule: Rule, classes: dict[str, str]) -> str:
    """Write one rule as a pattern: the letters first (that is fast), then what must stand around them."""
    own, head = re.escape(rule.source), re.escape(rule.source[0])
    pattern = own + _one_of(rule.after, classes, "^", "(?<!", "(?<=", own)
    pattern += "".join(f"(?<!{way}{own})" for way in _ways(rule.not_after, classes, "^"))
    pattern += "".join(_unless(stem, rule.source) for stem in rule.unless)
    pattern += _one_of(rule.before, classes, "$", "(?!", "(?=", "")
    pattern += "".join(f"(?!{way})" for way in _ways(rule.not_before, classes, "$"))
    return f"{head}({pattern[len(head) :]})"


def _one_of(items: list[str], classes: dict[str, str], edge: str, no: str, yes: str, own: str) -> str:
    """Ask for one of these beside the letters; an edge and single letters together are the quickest to ask."""
    singles, longer = _contexts(items, classes)
    if edge in items and not longer:
        return f"{no}[^{singles}\\n]{own})"
    ways = _ways(items, classes, edge)
    return f"(?:{'|'.join(f'{yes}{way}{own})' for way in ways)})" if ways else ""


def _ways(items: list[str], classes: dict[str, str], edge: str) -> list[str]:
    """List what may stand beside the letters, a pattern each: single letters as one set, then the rest."""
    singles, longer = _contexts(items, classes)
    return [f"[{singles}]"] * bool(singles) + longer + [edge] * (edge in items)


def _contexts(items: list[str], classes: dict[str, str]) -> tuple[str, list[str]]:
    """Sort contexts: single letters and classes as the inside of a set, longer ones; edges are left out."""
    singles = "".join(classes.get(item, item) for item in items if item in classes or len(item) == 1)
    longer = [_sequence(item, classes) for item in items if item not in classes and len(item) > 1]
    return re.escape(singles.replace("^", "").replace("$", "")), longer


def _sequence(item: str, classes: dict[str, str]) -> str:
    """Write a context of parts after one another: classes, edges and strings, as "ов suffix" or "ин $"."""
    parts = item.split(" ")
    return "".join(
        f"[{classes[part]}]" if part in classes else part if part in ("^", "$") else re.escape(part) for part in parts
    )


def _unless(stem: str, own: str) -> str:
    """Forbid the places at which the rule's letters stand in a stem that begins the word."""
    places = [at for at in range(len(stem)) if stem.startswith(own, at)]
    return "".join(f"(?!(?<=^{re.escape(stem[: at + len(own)])}){re.escape(stem[at + len(own) :])})" for at in places)
