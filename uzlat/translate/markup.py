"""Markup within a sentence: how deep it stands, and what of it goes with its words."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SIGN = re.compile(
    r"<(?P<close>/)?(?P<tag>[A-Za-z][\w:.-]*)(?:\"[^\"]*\"|'[^']*'|[^'\">])*?(?P<empty>/)?>"
    r"|(?P<link>!?\[)|(?P<end>\](?:\([^()\s]*(?:\s+\"[^\"]*\")?\)|\[[^\]]*\]))|(?P<same>\*+|_+|~~)"
)
NEAR = 300
"""Characters in which signs beside a piece are looked for."""
_VOID = frozenset(["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])


def depths(gaps: Sequence[str]) -> list[int]:
    """Say how deep in markup each of the stretches stands that gaps of markup part; the first is 0 deep.

    >>> depths(["<b>", "</b>", " **", "**"])
    [0, 1, 0, 1, 0]
    """
    found, stack, depth = [0], list[str](), 0
    for gap in gaps:
        for sign in _SIGN.finditer(gap):
            step = _step(sign, stack)
            depth += step
        found.append(depth)
    return found


def has_signs(gap: str) -> bool:
    """Say whether there is any markup in a gap."""
    return _SIGN.search(gap) is not None


def _step(sign: re.Match[str], stack: list[str]) -> int:
    """Say whether a sign opens or closes; signs that are alike do both in turn."""
    if name := sign["tag"]:
        return 0 if sign["empty"] or name.lower() in _VOID else -1 if sign["close"] else 1
    if sign["link"]:
        return 1
    if sign["end"]:
        return -1
    if stack and stack[-1] == sign["same"]:
        stack.pop()
        return -1
    stack.append(sign["same"])
    return 1


def pair(before: str, after: str) -> bool:
    """Say whether all of one gap is closed by all of another, so that both may go.

    >>> pair("<b>", "</b>"), pair("**", "**"), pair("[", "](x)"), pair("<b>", "</b><i>")
    (True, True, True, False)
    """
    opened, closed = _names(before, opening=True), _names(after, opening=False)
    return opened is not None and closed is not None and opened != [] and opened == closed[::-1]


def is_link(gap: str) -> bool:
    """Say whether a link is opened in a gap.

    >>> is_link('<a href="x">'), is_link("**")
    (True, False)
    """
    return any(sign["link"] or (sign["tag"] or "").lower() == "a" for sign in _SIGN.finditer(gap))


def opening(source: str, end: int, closed: str) -> str:
    """Give as many signs before an offset as a gap closes; "" if there are not so many."""
    return _beside(source[max(0, end - NEAR) : end], len(_SIGN.findall(closed)), last=True)


def closing(source: str, start: int, opened: str) -> str:
    """Give as many signs from an offset on as a gap opens; "" if there are not so many."""
    return _beside(source[start : start + NEAR], len(_SIGN.findall(opened)), last=False)


def _beside(stretch: str, many: int, *, last: bool) -> str:
    signs = list(_SIGN.finditer(stretch))
    signs = signs[len(signs) - many :] if last else signs[:many]
    joined = "".join(sign[0] for sign in signs)
    touches = stretch.endswith(joined) if last else stretch.startswith(joined)
    return joined if len(signs) == many and touches else ""


def _names(gap: str, *, opening: bool) -> list[str] | None:
    """Name the signs of a gap that consists of nothing else, all of which open, or close; None for any other."""
    signs = list(_SIGN.finditer(gap))
    if "".join(sign[0] for sign in signs) != gap:
        return None
    named = []
    for sign in signs:
        wrong = sign["empty"] or (bool(sign["close"]) == opening if sign["tag"] else False)
        if wrong or (sign["end"] if opening else sign["link"]):
            return None
        named.append((sign["tag"] or sign["same"] or "[").lower())
    return named
