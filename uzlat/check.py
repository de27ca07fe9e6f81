"""Check a rule file: its form, its letters, its rules, and every example in it.

Each finding has the line in the file and says what to do. What is inherited was checked in its own file.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from unicodedata import is_normalized

from uzlat.entries import KINDS, Foreign, Lexicon, Phrase, Reading, Respell, Rule
from uzlat.merge import merged, parent_of, read_toml
from uzlat.phrases import compile_phrase
from uzlat.proof import prove
from uzlat.rulefile import UNUSABLE, build, rules_folder
from uzlat.subject import Fault, Subject
from uzlat.table import Table, TableError


def check_table(path: str) -> list[Fault]:
    """Check one rule file; no faults means that it is ready to use.

    Args:
        path: the TOML file.

    >>> from uzlat.rulefile import locate
    >>> check_table(locate("uz-Cyrl_uz-Latn-2026"))
    []
    """
    try:
        raw = read_toml(path)
        with open(path, encoding="utf-8") as handle:
            text = handle.read()
        if faults := list(_form(raw, text)):
            return faults
        whole, _ = merged(path)
        extends = raw["meta"].get("extends")
        parent = build(merged(parent_of(path, extends))[0]) if extends else None
        subject = Subject(path, text, raw, build(whole), parent)
    except TableError as error:
        where = f"{error.file}: " if error.file not in ("", path) else ""
        return [Fault(1 if where else error.line or 1, f"{where}{error}")]
    except UNUSABLE as error:
        return [Fault(1, f"not a usable rule file: {error}; see rules/README.md for the form")]
    faults = [fault for check in CHECKS for fault in check(subject)]
    return faults or list(prove(subject))


def _form(raw: dict[str, Any], text: str) -> Iterator[Fault]:
    """Validate the file against rules/schema.json."""
    import fastjsonschema

    with open(os.path.join(rules_folder(), "schema.json"), encoding="utf-8") as handle:
        schema = json.load(handle)
    try:
        fastjsonschema.compile(schema)(raw)
    except fastjsonschema.JsonSchemaValueException as error:
        yield Fault(_line_of(error.path, raw, text), _told(error.path, error.message))


def _line_of(path: list[Any], raw: dict[str, Any], text: str) -> int:
    """Find the line of a place that the validator names, as ["data", "rule", 3, "from"]."""
    needles = []
    if len(path) > 2 and path[1] in KINDS and str(path[2]).isdigit():
        needles.append(f'id = "{raw[path[1]][int(path[2])].get("id", "")}"')
    needles += [f"[{'.'.join(map(str, path[1:n]))}]" for n in range(len(path), 1, -1)]
    at = next((text.find(needle) for needle in needles if needle in text), 0)
    return text.count("\n", 0, at) + 1


def _told(path: list[Any], message: str) -> str:
    place = ".".join(str(part) for part in path[1:]) or "the file"
    what = re.sub(r"^data\S*", place, message)
    what = what.replace(
        "must be named by propertyName definition", "has a key of the wrong form (one letter, or a name)"
    )
    what = re.sub(r"must not contain \{(.*)\} properties", r"has the unknown key \1", what)
    what = re.sub(r"must contain \[(.*)\] properties", r"lacks \1", what)
    return f"{what}; see rules/README.md for the form"


def _ids(subject: Subject) -> Iterator[Fault]:
    meta = subject.raw["meta"]
    stem = os.path.basename(subject.path).removesuffix(".toml")
    if meta["id"] != stem:
        yield Fault(subject.line("id ="), f"the id is '{meta['id']}' but the file is '{stem}.toml'; make them equal")
    counts = Counter(item["id"] for key in KINDS for item in subject.raw.get(key, []))
    for name, count in counts.items():
        if count > 1:
            again = [match.start() for match in re.finditer(re.escape(f'id = "{name}"'), subject.text)]
            line = subject.text.count("\n", 0, again[1]) + 1 if len(again) > 1 else 1
            yield Fault(line, f"the id '{name}' stands twice; give each entry its own")


def _dropped(subject: Subject) -> Iterator[Fault]:
    parent = subject.parent
    inherited = {*(entry.id for entry in parent.entries), *parent.options, *parent.styles} if parent else set()
    for name in subject.raw["meta"].get("drop", []):
        if name not in inherited:
            yield Fault(subject.line("drop"), f"drops '{name}', which is not inherited; mend the id")


def _normal_form(subject: Subject) -> Iterator[Fault]:
    for number, line in enumerate(subject.text.split("\n"), 1):
        if not is_normalized("NFC", line):
            yield Fault(number, "the line is not in NFC; write letters with their marks as one character")


def _letters(subject: Subject) -> Iterator[Fault]:
    table = subject.table
    read = {letter for entry in table.entries if isinstance(entry, Reading) for letter in entry.map}
    for letter in table.alphabet.get("source", ""):
        if letter not in table.letters and letter not in read:
            yield Fault(subject.line("[letters]"), f"the source letter '{letter}' has no mapping; add it to [letters]")
    for letter in table.letters.keys() - set(table.alphabet.get("source", "")):
        yield Fault(subject.line(f'"{letter}" ='), f"'{letter}' is no letter of alphabet.source; add it there")


def _outputs(subject: Subject) -> Iterator[Fault]:
    """Find what a table writes that is no letter of its target."""
    table = subject.table
    allowed = set(table.alphabet.get("target", ""))
    written = [(f'"{old}" =', new) for old, new in (table.letters | table.fallback).items()]
    written += [(f'id = "{entry.id}"', entry.target) for entry in table.entries if isinstance(entry, Rule)]
    for needle, new in written:
        if strange := set(new) - allowed:
            message = f"writes {_quoted(strange)}, no letter of alphabet.target; mend the output or the alphabet"
            yield Fault(subject.line(needle), message)


def _reasons(subject: Subject) -> Iterator[Fault]:
    for entry in subject.own():
        for key in ("why", "cite"):
            if not getattr(entry, key).strip():
                yield Fault(subject.at(entry), f"'{entry.id}' has an empty {key}; say it in a sentence")


def _conditions(subject: Subject) -> Iterator[Fault]:
    """Find conditions on options or values that do not exist, in entries and styles."""
    options = subject.table.options
    for entry in subject.own():
        for name, values in entry.when.items():
            known = options[name].values if name in options else []
            for value in [value for value in values if value not in known]:
                yield Fault(subject.at(entry), f"'{entry.id}' can never fire: there is no {name}={value}; mend `when`")
    for style, chosen in subject.table.styles.items():
        for name, value in chosen.items():
            if name not in options or value not in options[name].values:
                yield Fault(subject.line(f"[styles.{style}]"), f"the style sets {name}={value}, which does not exist")


def _reach(subject: Subject) -> Iterator[Fault]:
    """Find entries that can never fire: foreign letters in them, or an earlier rule always takes their place."""
    known = set(subject.table.letters) | set(subject.table.fallback) | _listed_letters(subject.table)
    for entry in subject.own():
        stems = list(entry.words) if isinstance(entry, Respell) else []
        stems += [entry.source] if isinstance(entry, Rule) else []
        for stem in stems:
            if strange := set(stem) - known:
                message = f"'{entry.id}' can never fire: {_quoted(strange)} in '{stem}' is no source letter"
                yield Fault(subject.at(entry), message)
        for part in _context_parts(entry) if isinstance(entry, Rule) else ():
            if part not in subject.table.classes and set(part) - known:
                message = f"'{entry.id}' can never fire: '{part}' is neither a class nor source letters"
                yield Fault(subject.at(entry), message)
    rules = [entry for entry in subject.table.entries if isinstance(entry, Rule)]
    for at, rule in enumerate(rules):
        if earlier := next((other for other in rules[:at] if _hides(other, rule)), None):
            message = f"'{rule.id}' can never fire: '{earlier.id}' before it always does; put it first"
            yield Fault(subject.at(rule), message)


def _listed_letters(table: Table) -> set[str]:
    """Give the letters that a word has after a lexicon has spelled it, or that only foreign words have alone."""
    spelled = table.alphabet.get("target", "") if any(isinstance(entry, Lexicon) for entry in table.entries) else ""
    return set(spelled).union(*(entry.letters for entry in table.entries if isinstance(entry, Foreign)))


def _context_parts(rule: Rule) -> Iterator[str]:
    """Give the strings of a rule's contexts."""
    for items in (rule.after, rule.before, rule.not_after, rule.not_before):
        for item in items:
            yield from (part for part in item.split(" ") if part not in ("^", "$"))


def _hides(earlier: Rule, rule: Rule) -> bool:
    limits = (
        earlier.after,
        earlier.before,
        earlier.not_after,
        earlier.not_before,
        earlier.unless,
        earlier.match,
    )
    when = all(set(rule.when.get(name, ())) <= set(values) for name, values in earlier.when.items())
    within = all(name in rule.when for name in earlier.when)
    return earlier.source == rule.source and not any(limits) and when and within


def _patterns(subject: Subject) -> Iterator[Fault]:
    """Try the regular expressions of phrases; those of other entries were tried when the table was built."""
    for entry in subject.own():
        if not isinstance(entry, Phrase):
            continue
        try:
            groups = compile_phrase(entry).groups
        except re.error as error:
            message = f"'{entry.id}': '{' | '.join(entry.find)}' is no regular expression: {error}"
            yield Fault(subject.at(entry), message)
        else:
            if not groups:
                message = f"'{entry.id}': '{entry.find[0]}' needs one group, around what is replaced"
                yield Fault(subject.at(entry), message)


CHECKS: list[Callable[[Subject], Iterator[Fault]]] = [
    _ids,
    _dropped,
    _normal_form,
    _letters,
    _outputs,
    _reasons,
    _conditions,
    _reach,
    _patterns,
]


def _quoted(chars: set[str]) -> str:
    return ", ".join(f"'{char}'" for char in sorted(chars))
