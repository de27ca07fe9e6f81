"""What each piece of a block gets of its conversion: a word across two pieces is one word, and both keep their letters.

Where the text may be cut is found token by token, which is fast; where tokens do not tell, the traces of the line do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate

from uzlat.converter import Converter
from uzlat.trace import Step, Trace

_BETWEEN = re.compile("[ \u00a0\u202f-]")
_WORD = re.compile(r"(\W*)([^\W\d_]+)(\W*)")
"""What parts tokens: white space, and the hyphen that a phrase may put in its place."""


class Shares:
    """Share out conversions by one converter."""

    def __init__(self, converter: Converter) -> None:
        self._converter = converter
        self._token = lru_cache(1 << 14)(self._traced)
        self._plain = lru_cache(1 << 14)(converter.__call__)

    def __call__(self, pieces: list[str], output: str, left: Iterable[tuple[int, int]] = ()) -> list[str] | None:
        """Cut the conversion of joined pieces into what each of them gets.

        Args:
            pieces: the texts of the pieces.
            output: what they became together.
            left: stretches of the joined text that stayed.

        Returns:
            A text for each piece; None if the converter does not make this output of these pieces.

        >>> Shares(Converter("uz-Cyrl_uz-Latn"))(["б", "ер", "ди"], "berdi")
        ['b', 'er', 'di']
        """
        source, kept = "".join(pieces), list(left)
        cuts = list(accumulate(map(len, pieces[:-1])))
        points = None if kept else self._by_token(source, output, cuts)
        if points is None:
            traces = self._converter.trace(source, kept)
            if "".join([trace.output for trace in traces]) != output:
                return None
            points = _points(traces, cuts)
        return [output[start:end] for start, end in zip([0, *points], [*points, len(output)], strict=True)]

    def _by_token(self, source: str, output: str, cuts: list[int]) -> list[int] | None:
        """Find the offsets in the output of offsets in the source; None if a token came out otherwise than alone."""
        olds, news = source.split(" "), output.split(" ")
        if len(olds) != len(news):  # a phrase put a hyphen for a space
            olds, news = _BETWEEN.split(source), _BETWEEN.split(output)
        if len(olds) != len(news):
            return None
        starts, ends = (list(accumulate(map(len, tokens), initial=0)) for tokens in (olds, news))
        points, at = [], 0
        for cut in cuts:
            while starts[at + 1] + at < cut:
                at += 1
            inner = self._inside(olds[at], news[at], cut - starts[at] - at)
            if inner is None:
                return None
            points.append(ends[at] + at + inner)
        return points

    def _inside(self, old: str, new: str, inner: int) -> int | None:
        """Find where a token's conversion is cut for an offset in it; None if it came out otherwise than alone."""
        if inner == 0 or inner == len(old):
            return inner and len(new) if self._plain(old) == new else None
        token, points = self._token(old)
        return points[inner] if token == new else None

    def _traced(self, token: str) -> tuple[str, list[int]]:
        """Convert a token alone; give where it may be cut, for each offset in its source."""
        traces = self._word(token) or self._converter.trace(token)
        return "".join([trace.output for trace in traces]), _points(traces, list(range(len(token) + 1)))

    def _word(self, token: str) -> list[Trace]:
        """Trace a plain word with the signs around it; nothing if it is more than that."""
        found, engine = _WORD.fullmatch(token), self._converter.tracer.engine
        if not found or not engine.plain_letters.issuperset(found[2]):
            return []
        before, word, after = found.groups()
        traces = [Trace(before, before), engine.trace(word), Trace(after, after)]
        return traces if self._converter(token) == "".join([trace.output for trace in traces]) else []


@lru_cache(8)
def shares_of(converter: Converter) -> Shares:
    """Give what shares out conversions by a converter; what it has met is kept from file to file."""
    return Shares(converter)


def _points(traces: list[Trace], cuts: list[int]) -> list[int]:
    """Find where the output may be cut, for offsets in the source in order."""
    points: list[int] = []
    at = to = 0
    for trace in traces:
        for step in trace.steps or (Step(trace.source, trace.output, ""),):
            while len(points) < len(cuts) and cuts[len(points)] < at + len(step.source):
                points.append(to + _within(step, cuts[len(points)] - at))
            at, to = at + len(step.source), to + len(step.output)
    return points + [to] * (len(cuts) - len(points))


def _within(step: Step, inner: int) -> int:
    """Cut a step that stands in two pieces: where its letters are as many as they were, or after as good a share."""
    if inner == 0 or len(step.source) == len(step.output):
        return inner
    return min(len(step.output), round(inner * len(step.output) / len(step.source)) or 1)
