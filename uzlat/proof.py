"""Run every example of a table: each entry must be shown at work and at rest, each option must change something."""

from __future__ import annotations

import json
from collections.abc import Iterator

from uzlat.converter import Converter
from uzlat.entries import Case, Entry, Note, Output, Repair, When
from uzlat.subject import Fault, Subject
from uzlat.table import Table


class Trial:
    """Converters of one table, one for each choice of options that an example needs."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._made: dict[tuple[tuple[str, str], ...], Converter] = {}

    def _converter(self, when: When, without: str = "") -> Converter:
        """Make a converter with the first value that `when` admits; the default's where that is admitted."""
        options = {
            name: values[0]
            for name, values in when.items()
            if name in self._table.options and self._table.options[name].default not in values
        }
        key = (*sorted(options.items()), ("", without))
        if key not in self._made:
            entries = [entry for entry in self._table.entries if entry.id != without]
            self._made[key] = Converter(self._table._replace(entries=entries), **options)
        return self._made[key]

    def run(self, source: str, when: When) -> tuple[str, set[str]]:
        """Convert an example; give the output and the ids of the rules that fired."""
        converter = self._converter(when)
        traces = converter.trace(source)
        output = "".join(trace.output for trace in traces)
        road = converter(source)
        rules = {step.rule for trace in traces for step in trace.steps}
        return (output if road == output else f"{road} (traced: {output})"), rules

    def fired(self, entry: Entry, source: str, rules: set[str]) -> bool:
        """Say whether the entry had a part in the output: it is named in a step, or without it all differs."""
        if not isinstance(entry, Case | Output):
            return entry.id in rules
        return self._converter(entry.when, entry.id)(source) != self._converter(entry.when)(source)


def prove(subject: Subject) -> Iterator[Fault]:
    """Run every example; ask of each entry one that shows it at work and one that shows it at rest."""
    trial = Trial(subject.table)
    for entry in subject.own():
        fired = []
        for source, wanted in entry.examples.items():
            got, rules = trial.run(source, entry.when)
            fired.append(trial.fired(entry, source, rules))
            if got != wanted:
                yield Fault(_at_example(subject, entry.id, source), _wrong(entry.id, source, got, wanted))
        yield from _proved(subject, entry, fired)
    for source, wanted in subject.raw.get("examples", {}).items():
        got, _ = trial.run(source, {})
        if got != wanted:
            yield Fault(_at_example(subject, "", source), _wrong("[examples]", source, got, wanted))
    yield from _option_examples(subject, trial)


def _proved(subject: Subject, entry: Entry, fired: list[bool]) -> Iterator[Fault]:
    if isinstance(entry, Note):
        return
    if True not in fired:
        yield Fault(subject.at(entry), f"'{entry.id}' has no example in which it fires; add one")
    if False not in fired and not isinstance(entry, Repair):
        yield Fault(subject.at(entry), f"'{entry.id}' has no example in which it must not fire; add one")


def _option_examples(subject: Subject, trial: Trial) -> Iterator[Fault]:
    """Ask of every value of every option an example, and of each but the default that it changes something."""
    for name, option in subject.table.options.items():
        line = subject.line(f"[options.{name}]", "extends")
        own = name in subject.raw.get("options", {})
        shown = option.examples if own or not subject.parent else subject.parent.options[name].examples
        for value in option.values:
            cases = shown.get(value, {})
            if not cases:
                yield Fault(line, f"the option {name} has no example for the value {value}; add one")
            for source, wanted in cases.items() if own else ():
                got, _ = trial.run(source, {name: [value]})
                if got != wanted:
                    yield Fault(
                        _at_example(subject, f"options.{name}", source),
                        _wrong(f"{name}={value}", source, got, wanted),
                    )
            same = all(trial.run(s, {name: [value]})[0] == trial.run(s, {})[0] for s in cases)
            if cases and same and value != option.default:
                yield Fault(line, f"the option {name}={value} has no effect on its examples; drop it or show one")


def _at_example(subject: Subject, name: str, source: str) -> int:
    """Find the line of an example, after the entry that it belongs to."""
    start = max(subject.text.find(f'id = "{name}"'), subject.text.find(f"[{name}"), 0)
    at = subject.text.find(json.dumps(source, ensure_ascii=False), start)
    return subject.text.count("\n", 0, max(at, start)) + 1


def _wrong(name: str, source: str, got: str, wanted: str) -> str:
    return f"{name}: '{source}' gives '{got}', not '{wanted}'; mend the rule or the example"
