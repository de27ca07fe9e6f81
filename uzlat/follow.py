"""Which route each line of a text takes: plain text is judged line by line, by what came before and never after.

A short line is expected to be in the language of the lines before it: so a file, a pipe and `tail -f` give the
same bytes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cache

from uzlat.alphabets import CYRILLIC, alphabets
from uzlat.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from uzlat.converter import Converter

LASTING = 25
"""Letters from which a line says what the lines after it are expected to be."""
CERTAIN = 0.95
"""The chance from which a shorter line is taken for something else than the line before."""
NATIVE = ""
"""The route of the language that is expected, in Cyrillic. In Latin letters it has a variant of BCP 47, of digits, for
each alphabet; other routes are the languages that lines are in."""


Stretch = tuple[int, int, str]
"""Start, end and language of a passage, as offsets in its line."""


def is_foreign(route: str) -> bool:
    """Say whether a route is that of another language."""
    return route.isalpha()


class Run(Record):
    """Lines that take the same route, as offsets, or one line with passages.

    left: start, end and language of passages in other languages, within the line.
    """

    start: int
    end: int
    route: str
    left: tuple[Stretch, ...] = ()


class Line(Record):
    """A line as convert treats it: its number, what converts it (None if it stays), the passages in it that stay."""

    number: int
    text: str
    converter: Converter | None
    left: tuple[Stretch, ...] = ()

    @property
    def kept(self) -> list[tuple[int, int]]:
        """The stretches that stay, as offsets."""
        return [(start, end) for start, end, _ in self.left]


class Judged(Record):
    """What a line is.

    route: its route; None if it does not decide. left: the passages in it, if it is converted for all that.
    lasting: whether the lines after it are expected to go on as it does.
    """

    route: str | None
    left: tuple[Stretch, ...] = ()
    lasting: bool = True


class Follower:
    """Cut text into runs of lines that take the same route.

    Args:
        judge: a line and the route of the lines before it to what the line is.
        suspects: text and route to the starts of the lines that may leave that route; None to look at all.
    """

    def __init__(
        self, judge: Callable[[str, str], Judged], suspects: Callable[[str, str], list[int] | None], route: str
    ) -> None:
        self._judge = judge
        self._suspects = suspects
        self.route = route

    def runs(self, text: str) -> Iterator[Run]:
        """Give the runs, in order and without gaps."""
        start, route = 0, self.route
        for at, end in self._looked_at(text):
            own = self._next(text[at:end])
            alone = bool(own.left) or own.route != self.route
            if (alone or own.route != route) and at > start:
                yield Run(start, at, route)
            if alone:
                after = min(end + 1, len(text))
                yield Run(at, after, NATIVE if own.left else own.route or NATIVE, own.left)
                start = after
            elif own.route != route:
                start = at
            route = self.route
        if start < len(text):
            yield Run(start, len(text), route)

    def _next(self, line: str) -> Judged:
        """Judge the next line, and remember what the lines after it are expected to be."""
        judged = self._judge(line, self.route)
        if judged.route is None:
            return judged._replace(route=self.route)
        if judged.lasting:
            self.route = judged.route
        return judged

    def _looked_at(self, text: str) -> Iterator[tuple[int, int]]:
        """Give the lines to judge: those that may leave the route, or all while none is settled."""
        at = 0
        known: dict[str, list[int] | None] = {}
        while at < len(text):
            if self.route not in known:
                known[self.route] = self._suspects(text, self.route)
            if (found := known[self.route]) is not None:
                at = found[i] if (i := bisect_left(found, at)) < len(found) else len(text)
            if at >= len(text):
                return
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            yield at, end
            at = end + 1


def cyrillic(signed: Callable[[str], str]) -> Follower:
    """Follow lines in Cyrillic letters: Uzbek, or the language that they are in.

    Args:
        signed: writes lines with what is known of each token (see `uzlat.sieve.suspects`).
    """
    from uzlat.sieve import suspects

    return Follower(_judge_cyrillic, lambda text, route: suspects(text, signed) if route == NATIVE else None, NATIVE)


def _judge_cyrillic(line: str, route: str) -> Judged:
    """Judge a line; a foreign line with passages in the target language is converted around them.

    A short line is foreign only if hardly anything speaks against it, and says nothing of the lines after it.
    """
    if not re.search(CYRILLIC, line):
        return Judged(None)
    from uzlat.detector import detect
    from uzlat.passages import divided

    target = alphabets().target
    expected = target if not route or _strange(line, route) else route
    main, found = divided(line, expected)
    kept = tuple(stretch for stretch in found if stretch[2] != target)
    letters = len(re.findall(CYRILLIC, line))
    if main != expected and letters < LASTING and detect(line, expected).score < CERTAIN:
        return Judged(None) if expected == (route or target) else Judged(NATIVE, lasting=False)
    route = NATIVE if main == target else main
    return Judged(route, kept if kept and len(kept) < len(found) else (), letters >= LASTING)


def _strange(line: str, route: str) -> bool:
    """Say whether a line has a Cyrillic letter that a language does not write: then it is hardly expected to go on."""
    known = alphabets().letters.get(route)
    return known is not None and not known.issuperset(re.findall(CYRILLIC, line.lower()))


def latin() -> Follower:
    """Follow lines in Latin letters: of the older or the newer alphabet, or the language that they are in.

    Text begins as of the older one: who asks for its conversion means it, and foreign words stay anyway.
    """
    return Follower(_judge_latin, _latin_suspects, "1995")


def _judge_latin(line: str, route: str) -> Judged:
    from uzlat.detector import detect
    from uzlat.latin import NEW, OLD
    from uzlat.verdict import NO_LANGUAGE

    target = alphabets().target
    verdict = detect(line, route if is_foreign(route) else target)
    if verdict.lang == target:
        return Judged(OLD if verdict.variant == OLD else NEW)
    return Judged(verdict.lang if verdict.score and verdict.lang != NO_LANGUAGE else None)


def _latin_suspects(text: str, route: str) -> list[int] | None:
    """List the lines that may leave a route of ours; of another language, every line is looked at."""
    return None if is_foreign(route) else _found(text, _against(route))


@cache
def _against(route: str) -> list[re.Pattern[str]]:
    """Compile what a line of one alphabet does not have; single searches are faster than one for all."""
    from uzlat.latin import NEW, evidence

    known = evidence()
    letters = known.against["letters"] + ("" if route == NEW else known.letters)
    return [re.compile(one) for one in [f"[{letters}]", *known.against["always"], *known.against.get(route, [])]]


def _found(text: str, patterns: list[re.Pattern[str]]) -> list[int]:
    starts = [set(_line_starts(text, evidence)) for evidence in patterns]
    return sorted(set().union(*starts))


def _line_starts(text: str, evidence: re.Pattern[str]) -> Iterator[int]:
    match = evidence.search(text)
    while match:
        yield text.rfind("\n", 0, match.end()) + 1
        end = text.find("\n", match.end())
        match = evidence.search(text, end) if end >= 0 else None
