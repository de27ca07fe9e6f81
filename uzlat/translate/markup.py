"""Markup within a sentence: how deep it stands, and what of it goes with its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, islice

from uzlat.document import Piece

_SIGN = re.compile(
    r"<(?P<close>/)?(?P<tag>[A-Za-z][\w:.-]*)(?:\"[^\"]*\"|'[^']*'|[^'\">])*?(?P<empty>/)?>"
    r"|(?P<on>\{\\[ibus][1-9]\d*\})|(?P<off>\{\\[ibus]0\})"
    r"|(?P<link>!?\[)|(?P<end>\](?:\([^()\s]*(?:\s+\"[^\"]*\")?\)|\[[^\]]*\]))|(?P<same>\*+|_+|~~)"
)
_ALIKE = re.compile(r"(?:[*_~]|!?\[)*+\Z")
NEAR, MOST = 300, 4
"""Characters in which signs beside a piece are looked for, and how many of them."""
_VOID = frozenset(["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])


class Written:
    """What was lost of a document: markup, links, the places of objects, bytes that are no text."""

    def __init__(self) -> None:
        self.dropped = self.links = self.moved = self.lost = 0

    def sentences(self) -> list[str]:
        """Tell it in a few words each."""
        told = []
        if self.dropped:
            told.append(f"emphasis and other markup within sentences dropped: {self.dropped}")
        if self.links:
            told.append(f"links within sentences dropped: {self.links}")
        if self.moved:
            told.append(f"images, code and notes moved to the end of their sentence: {self.moved}")
        if self.lost:
            told.append(f"bytes that are no text, in sentences that were translated, lost: {self.lost}")
        return told


def depths(gaps: Sequence[str], lead: str = "") -> list[int]:
    """Say how deep in markup each of the stretches stands that gaps of markup part.

    Args:
        gaps: what stands between them.
        lead: what stands before the first one; without it, that is 0 deep.

    >>> depths(["<b>", "</b>", " **", "**"]), depths(["*"], "*")
    ([0, 1, 0, 1, 0], [1, 0])
    """
    found, stack, depth = list[int](), list[str](), 0
    for gap in (lead, *gaps):
        for sign in _SIGN.finditer(gap):
            depth += _step(sign, stack)
        found.append(depth)
    return found


def lead(source: str, start: int) -> str:
    """Give the signs before an offset that open and close alike.

    >>> lead("- **_A_", 5)
    '**_'
    """
    return _ALIKE.search(source, max(0, start - NEAR), start)[0]  # type: ignore[index] # it matches nothing as well


def crosses(gap: str) -> bool:
    """Say whether a gap first closes something: what is on its two sides stands in different markup.

    >>> crosses("</b><i>"), crosses("<code></code>"), crosses("")
    (True, False, False)
    """
    sign = _SIGN.search(gap)
    return bool(sign and (sign["close"] or sign["off"] or sign["end"] or sign["same"]))


def _step(sign: re.Match[str], stack: list[str]) -> int:
    """Say whether a sign opens or closes; signs that are alike do both in turn."""
    if name := sign["tag"]:
        return 0 if sign["empty"] or name.lower() in _VOID else -1 if sign["close"] else 1
    if sign["link"] or sign["on"]:
        return 1
    if sign["end"] or sign["off"]:
        return -1
    if stack and stack[-1] == sign["same"]:
        stack.pop()
        return -1
    stack.append(sign["same"])
    return 1


def balanced(gaps: Sequence[str]) -> bool:
    """Say whether gaps are nothing but signs, and close all that they open, so that they may go.

    >>> balanced(["<b>", "</b>"]), balanced(["**", "*", "*", "**"]), balanced(["<b>", "</b><i>"])
    (True, True, False)
    """
    stack: list[str] = []
    for gap in gaps:
        signs = list(_SIGN.finditer(gap))
        if "".join([sign[0] for sign in signs]) != gap or any(sign["empty"] for sign in signs):
            return False
        for sign in signs:
            name = (sign["tag"] or sign["same"] or (sign["on"] or sign["off"] or "[[[")[2]).lower()
            closes = sign["close"] or sign["end"] or sign["off"] or (sign["same"] and stack[-1:] == [name])
            if closes and (not stack or stack.pop() != name):
                return False
            if not closes:
                stack.append(name)
    return not stack


def count_links(stretch: str) -> int:
    """Say how many links are opened in a stretch.

    >>> count_links('<a href="x">'), count_links("**")
    (1, 0)
    """
    tags = (sign for sign in _SIGN.finditer(stretch) if not sign["close"])
    return sum(bool(sign["link"] or (sign["tag"] or "").lower() == "a") for sign in tags)


def openings(source: str, end: int) -> list[str]:
    """Give the signs that end at an offset: the last one, the last two, and so on."""
    signs = [sign[0] for sign in _SIGN.finditer(source[max(0, end - NEAR) : end])][-MOST:]
    joined = ("".join(signs[at:]) for at in reversed(range(len(signs))))
    return [one for one in joined if source.endswith(one, 0, end)]


def closings(source: str, start: int) -> list[str]:
    """Give the signs that begin at an offset: the first one, the first two, and so on."""
    signs = [sign[0] for sign in islice(_SIGN.finditer(source[start : start + NEAR]), MOST)]
    return [one for one in accumulate(signs) if source.startswith(one, start)]


def tighten(pieces: Sequence[Piece], texts: dict[int, str]) -> None:
    """Move a space that has come to an end of a piece out of it: beside a space, `*` is no sign."""
    for at, text in sorted(texts.items()):
        if text.strip() and at + 1 in texts and text[-1] == " " != pieces[at].text[-1]:
            texts[at], texts[at + 1] = text.rstrip(), f" {texts[at + 1].lstrip()}"
        if text.strip() and at - 1 in texts and text[0] == " " != pieces[at].text[0]:
            texts[at], texts[at - 1] = texts[at].lstrip(), f"{texts[at - 1].rstrip()} "
