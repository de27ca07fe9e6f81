"""Guards that look at the shape of a translation: nothing there, too short, cut off, in a loop, marks that are lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from uzlat.translate.fault import ERROR, WARNING, Fault, Pair, without

_TEXT = re.compile(r"[^\W_]")
_STOP = re.compile(r"[.!?…][\"'»“”’)\]]*\s*$")
_ENDS = re.compile(r"[.!?…][\"'»”’)\]]*\s+(?=[\"'«“„(\[-]?\s?[^\W\d_a-zа-яёўқғҳәіңөұү])")
_OPEN = re.compile(r"[,(\[{«„;–—]\s*$")
_PAIRS = (("(", ")"), ("[", "]"), ("«", "»"), ("{", "}"))
_BRACKETS = re.compile(r"[()\[\]{}«»]")
SHORT, LONG = 0.42, 2.3
"""How much shorter or longer than is usual a translation may be; `SLACK` characters more either way."""
SLACK = 12
FEW = 20
"""Characters that are too few to say that a translation ends in the middle."""
CUT, UNFINISHED = 0.3, 0.9
"""Below this share of the usual length it is cut off; below the other, if it has no stop at its end, too."""


@lru_cache(maxsize=1)
def data() -> dict[str, Any]:
    """Read the data file."""
    import tomllib
    from importlib.resources import files

    return tomllib.loads((files("uzlat.translate.data") / "guards.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=64)
def usual(source: str, target: str) -> float:
    """Give how many characters a translation has for each of the source."""
    lengths = data()["length"]
    return float(lengths.get(target, 105) / lengths.get(source, 105))


def ratio(pair: Pair) -> float:
    """Give the length of a translation as a share of what is usual for its source."""
    return len(pair.target.strip()) / (len(pair.source.strip()) * usual(pair.src.code, pair.tgt.code) or 1)


def empty(pair: Pair) -> Iterator[Fault]:
    """Find a translation with nothing in it."""
    if not _TEXT.search(pair.target) and _TEXT.search(pair.source):
        yield Fault("empty", ERROR, "there is no translation")


def length(pair: Pair) -> Iterator[Fault]:
    """Find a translation that is too short or too long, or ends in the middle."""
    share = ratio(pair)
    expected = len(pair.source) * usual(pair.src.code, pair.tgt.code)
    if dangling := _dangling(pair, share):
        yield Fault(
            "truncated", ERROR, f"ends with “{dangling}”", len(pair.target.rstrip()) - len(dangling), len(pair.target)
        )
    elif len(pair.target) < expected * CUT - SLACK:
        yield Fault("truncated", ERROR, f"{len(pair.target)} characters for {len(pair.source)}")
    elif len(pair.target) < expected * SHORT - SLACK or len(pair.target) > expected * LONG + SLACK * 2:
        word = "short" if share < 1 else "long"
        yield Fault("length", WARNING, f"too {word}: {len(pair.target)} characters for {len(pair.source)}")


def _dangling(pair: Pair, share: float) -> str:
    """Give what a translation ends with if no sentence does; "" if it ends well, or its source does not."""
    if len(pair.source) < FEW or not _STOP.search(pair.source) or _STOP.search(pair.target):
        return ""
    if (mark := _OPEN.search(pair.target)) and not _OPEN.search(pair.source):
        return mark[0].strip()
    last = pair.folded.split()[-1:]
    if not last or not last[0][-1].isalnum():
        return ""
    unclosed = pair.target.count("(") > pair.target.count(")")
    cut = (share < UNFINISHED and len(pair.source) >= 2 * FEW) or unclosed or last[0] in _dangling_words(pair.tgt.code)
    return pair.target.split()[-1] if cut else ""


@lru_cache(maxsize=16)
def _dangling_words(code: str) -> frozenset[str]:
    return frozenset(data()["dangling"].get(code, ()))


def sentences(pair: Pair, split: Callable[[str, str], list[tuple[int, int]]] | None) -> Iterator[Fault]:
    """Find a translation that has fewer sentences than its source, and is shorter by as much."""
    if len(pair.source) < 40 or ratio(pair) > 0.85 or not _ENDS.search(pair.source):
        return
    ours, theirs = _count(pair.source, pair.src.code, split), _count(pair.target, pair.tgt.code, split)
    if theirs < ours and ratio(pair) < 0.5 * (1 + theirs / ours):
        yield Fault("sentences", ERROR, f"{theirs} sentence{'s' * (theirs > 1)} for {ours} in the source")


def _count(text: str, code: str, split: Callable[[str, str], list[tuple[int, int]]] | None) -> int:
    return len(split(text, code)) if split else len(_ENDS.findall(text.strip())) + 1


def loops(pair: Pair) -> Iterator[Fault]:
    """Find a translation that says the same over and over, where its source does not."""
    words = pair.words
    if len(words) < 4 or len(set(words)) > 0.75 * len(words):
        return
    ours, theirs = _repeated(pair.source_words), _repeated(words)
    most, times = Counter(words).most_common(1)[0]
    row = _row(words)
    if row > max(2, _row(pair.source_words)):
        yield Fault("repeated", ERROR, f"“{most}” {times} times")
    elif theirs > 0.25 and theirs > ours + 0.2:
        yield Fault("repeated", ERROR, f"{round(100 * theirs)} % of it is said more than once")


def _row(words: list[str]) -> int:
    """Give how often one, two or three words come in a row, at most.

    >>> _row("bu juda bu juda bu juda yaxshi".split())
    3
    """
    most = 1
    for size in (1, 2, 3):
        same = 0
        for at in range(size, len(words)):
            same = same + 1 if words[at] == words[at - size] else 0
            most = max(most, 1 + same // size)
    return most


def _repeated(words: list[str]) -> float:
    """Give the share of runs of three words that were there before."""
    runs = list(zip(words, words[1:], words[2:], strict=False))
    return 1 - len(set(runs)) / len(runs) if runs else 0.0


def marks(pair: Pair) -> Iterator[Fault]:
    """Find brackets and quotation marks that are not closed, and a question that is none any more."""
    if _BRACKETS.search(pair.target):
        for left, right in _PAIRS:
            opened, closed = pair.target.count(left), pair.target.count(right)
            if opened != closed and _is_balanced(pair.source, left == "«"):
                mark = left if opened > closed else right
                at = pair.target.rfind(mark)
                yield Fault("marks", WARNING, f"“{mark}” without its counterpart", at, at + 1)
                break
    if "?" in pair.source and "?" not in pair.target and "？" not in pair.target:
        source = without(pair.source, pair.source_held).rstrip("\"'»”’) .!\n")
        if source.endswith("?"):
            yield Fault("marks", WARNING, "the question mark is lost", -1, -1, len(source) - 1, len(source))


def _is_balanced(text: str, quotes: bool) -> bool:
    """Say whether a text closes all that it opens; one without such quotation marks may quote in another way."""
    if quotes and "«" not in text:
        return False
    return all(text.count(left) == text.count(right) for left, right in _PAIRS)


def holders(pair: Pair) -> Iterator[Fault]:
    """Find addresses, placeholders and marks that the translation has lost or made up."""
    if not pair.source_held and not pair.held:
        return
    left = Counter(one for one, _, _ in pair.source_held)
    for held, start, end in pair.held:
        if left[held]:
            left[held] -= 1
        elif held[0] not in "@#":
            yield Fault("placeholders", ERROR, f"{held} is not in the source", start, end)
    for held, start, end in pair.source_held:
        if left[held]:
            left[held] -= 1
            severity = WARNING if held[0] == "#" else ERROR
            yield Fault("placeholders", severity, f"{held} of the source is lost", -1, -1, start, end)
