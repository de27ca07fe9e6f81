"""Rules as regular expressions: what a `[[rule]]` says of its letters and their neighbours."""

from __future__ import annotations

import re

from uzlat.record import Record
from uzlat.table import Rule


class Variant(Record):
    """The rules that hold for words of one shape: where they fire, what they write, their ids."""

    sites: re.Pattern[str] | None
    outputs: list[str]
    ids: list[str]


def compile_rules(rules: list[Rule], classes: dict[str, str]) -> Variant:
    """Join rules into one regular expression: the longest source first, then file order."""
    ordered = sorted(rules, key=lambda rule: -len(rule.source))
    pattern = "|".join(f"({_pattern(rule, classes)})" for rule in ordered)
    outputs = ["", *(rule.target for rule in ordered)]
    return Variant(
        re.compile(pattern, re.MULTILINE) if pattern else None, outputs, ["", *(rule.id for rule in ordered)]
    )


def _pattern(rule: Rule, classes: dict[str, str]) -> str:
    """Write one rule as a pattern: the letters first (that is fast), then what must stand around them."""
    own = re.escape(rule.source)
    pattern = own
    if rule.after:
        pattern += "(?:" + "|".join(f"(?<={item}{own})" for item in _contexts(rule.after, classes, "^")) + ")"
    pattern += "".join(f"(?<!{item}{own})" for item in _contexts(rule.not_after, classes, "^"))
    pattern += "".join(_unless(stem, rule.source) for stem in rule.unless)
    if rule.before:
        pattern += "(?=" + "|".join(_contexts(rule.before, classes, "$")) + ")"
    if rule.not_before:
        pattern += "(?!" + "|".join(_contexts(rule.not_before, classes, "$")) + ")"
    return pattern


def _contexts(items: list[str], classes: dict[str, str], edge: str) -> list[str]:
    """Write classes and single letters as one set, longer strings as they are, ^ and $ as the word's edge."""
    singles = "".join(classes.get(item, item) for item in items if item in classes or len(item) == 1)
    longer = [re.escape(item) for item in items if item not in classes and len(item) > 1]
    single = re.sub(r"[\^$]", "", singles)
    return ([f"[{re.escape(single)}]"] if single else []) + longer + ([edge] if edge in items else [])


def _unless(stem: str, own: str) -> str:
    """Forbid the places at which the rule's letters stand in a stem that begins the word."""
    places = [at for at in range(len(stem)) if stem.startswith(own, at)]
    return "".join(f"(?!(?<=^{re.escape(stem[: at + len(own)])}){re.escape(stem[at + len(own) :])})" for at in places)
