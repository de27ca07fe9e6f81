"""What does not survive the way there and back: the words, what they become, and the rules that lost them."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

from uzlat.context import WORD
from uzlat.converter import Converter
from uzlat.follow import Line
from uzlat.pipeline import Pipeline
from uzlat.record import Record
from uzlat.trace import Step, Trace, noted


class Loss(Record):
    """A word that comes back otherwise: where it stands, what it becomes there and back, and what lost it.

    line and column count from 1; rules are those of the way there that wrote the letters that differ.
    """

    line: int
    column: int
    source: str
    there: str
    back: str
    rules: tuple[str, ...]


class RoundTrip:
    """Send text there and back.

    Each line goes back to the orthography that it came from.

    Args:
        there: the pipeline of the way there; lines that it leaves are left.

    Raises:
        TableError: if there is no table for the way back.

    >>> trip = RoundTrip(Pipeline(Converter("uz-Cyrl_uz-Latn")))
    >>> [(loss.source, loss.there, loss.back, loss.rules) for loss in trip.losses("Вынос ва конверт")]
    [('Вынос', 'Vinos', 'Винос', ('R17',))]
    """

    def __init__(self, there: Pipeline) -> None:
        self.there = there
        self._ways: dict[str, Converter] = {}
        self.words = 0
        """The words sent so far."""

    def losses(self, text: str) -> Iterator[Loss]:
        """Give the words of a text that do not come back as they were, in order."""
        for line in self.there.lines(text):
            if line.converter is not None:
                native = line.converter.tracer.native
                words = WORD.findall(line.converter.tracer.edited(line.text))
                self.words += sum(not native.isdisjoint(word) for word in words)
                if line.left or not _alike(line.text, self._back(line.converter)(line.converter(line.text))):
                    yield from self._in_line(line, line.converter)

    def _back(self, converter: Converter) -> Converter:
        """Give the way back from where a converter leads."""
        meta = converter.table.meta
        name = f"{meta['target']}_{meta['source']}"
        if name not in self._ways:
            self._ways[name] = Converter(name, keep=converter.keep)
        return self._ways[name]

    def _in_line(self, line: Line, converter: Converter) -> Iterator[Loss]:
        """Compare a line word by word; what the way there left, and what is no word, is not looked at."""
        traces, column = converter.trace(line.text, line.kept), 1
        notes = converter.table.notes()
        returned = self._back(converter).trace("".join(trace.output for trace in traces))
        for group, back in _groups(traces, returned):
            source, there = "".join(trace.source for trace in group), "".join(trace.output for trace in group)
            if source != there and WORD.search(source) and not _alike(converter.tracer.edited(source), back):
                steps = [noted(step, notes) for trace in group for step in trace.steps]
                yield Loss(line.number, column, source, there, back, _blamed(steps, source, back))
            column += len(source)


def _alike(one: str, other: str) -> bool:
    return one == other or normalize("NFC", one) == normalize("NFC", other)


def _groups(there: list[Trace], back: list[Trace]) -> Iterator[tuple[list[Trace], str]]:
    """Pair the traces of the way there with what became of them, as few at a time as share their bounds."""
    group: list[Trace] = []
    output, ahead = "", 0
    rest = iter(back)
    for trace in there:
        group.append(trace)
        ahead -= len(trace.output)
        while ahead < 0:
            found = next(rest)
            output += found.output
            ahead += len(found.source)
        if ahead == 0:
            yield group, output
            group, output = [], ""


def _blamed(steps: list[Step], source: str, back: str) -> tuple[str, ...]:
    """Name the rules that wrote the letters in which a word and what came back differ."""
    from difflib import SequenceMatcher

    opcodes = SequenceMatcher(None, source, back, autojunk=False).get_opcodes()
    lost = [(start - (start == end), end) for kind, start, end, _, _ in opcodes if kind != "equal"]
    rules, at = [], 0
    for step in steps:
        end = at + len(step.source)
        if any(start < end and at < stop for start, stop in lost):
            rules.append(step.rule)
        at = end
    return tuple(dict.fromkeys(filter(None, rules)))
