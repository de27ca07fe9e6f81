"""Run a table's examples under the option values that they need."""

from __future__ import annotations

from uzlat.converter import Converter
from uzlat.table import Case, Entry, Output, Table, When


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
