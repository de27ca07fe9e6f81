"""Which route each line of a text takes: plain text is judged line by line, by what came before and never after.

A line that its letters and words do not decide takes the route of the lines before it: so a file, a pipe and
`tail -f` give the same bytes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby

from uzlat.detector import CYRILLIC, NO_LANGUAGE, UNDECIDED, alphabets, detect

NATIVE = ""
"""The route of the language that is expected, in Cyrillic. In Latin letters it has a variant of BCP 47, of digits, for
each alphabet; other routes are the languages that lines are in."""


def is_foreign(route: str) -> bool:
    """Say whether a route is that of another language."""
    return route.isalpha()


class Follower:
    """Cut text into runs of lines that take the same route.

    Args:
        judge: a line to its route, or None where the line does not decide.
        suspects: text and route to the starts of the lines that may leave that route; None to look at all.
    """

    def __init__(
        self, judge: Callable[[str], str | None], suspects: Callable[[str, str], list[int] | None], route: str
    ) -> None:
        self._judge = judge
        self._suspects = suspects
        self.route = route

    def runs(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Give start, end and route of each run, in order and without gaps."""
        start, route = 0, self.route
        for at, end in self._looked_at(text):
            if self.judged(text[at:end]) != route:
                if at > start:
                    yield start, at, route
                start, route = at, self.route
        if start < len(text):
            yield start, len(text), route

    def judged(self, line: str) -> str:
        """Give the route of one line, the next."""
        decided = self._judge(line)
        self.route = self.route if decided is None else decided
        return self.route

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


def cyrillic() -> Follower:
    """Follow lines in Cyrillic letters: Uzbek, or the language that they are in."""
    return Follower(_judge_cyrillic, lambda text, route: _suspects(text) if route == NATIVE else None, NATIVE)


def _judge_cyrillic(line: str) -> str | None:
    if not re.search(CYRILLIC, line):
        return None
    lang = detect(line).lang
    return None if lang == UNDECIDED else NATIVE if lang == alphabets().target else lang


def latin() -> Follower:
    """Follow lines in Latin letters: of the older or the newer alphabet, or the language that they are in.

    Text begins as of the older one: who asks for its conversion means it, and foreign words stay anyway.
    """
    return Follower(_judge_latin, _latin_suspects, "1995")


def _judge_latin(line: str) -> str | None:
    from uzlat.latin import NEW, OLD

    verdict = detect(line)
    if verdict.lang == alphabets().target:
        return OLD if verdict.variant == OLD else NEW
    return verdict.lang if verdict.score and verdict.lang != NO_LANGUAGE else None


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


def _suspects(text: str) -> list[int]:
    """List the starts of the lines that hold a letter or a little word of another language than Uzbek."""
    return _found(text, _evidence())


def _found(text: str, patterns: list[re.Pattern[str]]) -> list[int]:
    starts = [set(_line_starts(text, evidence)) for evidence in patterns]
    return sorted(set().union(*starts))


def _line_starts(text: str, evidence: re.Pattern[str]) -> Iterator[int]:
    match = evidence.search(text)
    while match:
        yield text.rfind("\n", 0, match.end()) + 1
        end = text.find("\n", match.end())
        match = evidence.search(text, end) if end >= 0 else None


@cache
def _evidence() -> list[re.Pattern[str]]:
    """Compile what to look for: letters, marks that may make one, and little words in small letters.

    Two pieces of evidence are asked for where only words speak, so a word with a capital need not be found.
    """
    known = alphabets()
    letters = re.compile(f"[{_others(known.letters[known.target])}]")
    return [letters, _words(word for word in known.hints if known.foreign.isdisjoint(word))]


def _words(words: Iterator[str]) -> re.Pattern[str]:
    """Compile words; sorted under their first letters, for a branch for each word would take three times as long."""
    branches = [
        f"{first}(?:{'|'.join(word[1:] for word in group)})"
        for first, group in groupby(sorted(words), key=lambda word: word[0])
    ]
    return re.compile(rf" (?:{'|'.join(branches)})(?=[ ,:;?!\n])")


def _others(letters: frozenset[str]) -> str:
    """Write the Cyrillic letters beyond these, and marks that may make one, as the inside of a set, in ranges."""
    own = sorted({ord(letter) for letter in letters} | {ord(letter.upper()) for letter in letters})
    gaps = zip([0x3FF, *own], [*own, 0x530], strict=True)
    ranges = [f"{chr(low + 1)}-{chr(high - 1)}" for low, high in gaps if high - low > 1]
    return "".join(ranges) + "\u0304\u0306\u0308"
