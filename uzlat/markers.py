"""Markers: what stands between a line `uzlat:off` and a line `uzlat:on` stays, in every format.

The line may have the comment signs of its language around them, as `<!-- uzlat: off -->` or `# uzlat: off`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

SIGN = "uzlat:"
"""Stands in every marker."""
KEPT = "-"
"""The route of what stays between markers."""


def marker(text: str) -> str:
    """Say what a comment, or a line, switches: "off", "on" or nothing.

    >>> marker("<!-- uzlat: off -->"), marker("# uzlat:on"), marker("see uzlat: off")
    ('off', 'on', '')
    """
    found = _line().fullmatch(text) if SIGN in text else None
    return found[1] if found else ""


def switched(text: str, off: bool) -> Iterator[tuple[str, bool]]:
    """Cut a text at its marker lines, which stay too: each part, and whether it stays; the last may be empty.

    Args:
        text: lines.
        off: whether the text begins after an `off`.
    """
    start = 0
    for found in _line().finditer(text):
        stays = found[1] == "off"
        if stays == off:
            continue
        end = found.start() if stays else min(found.end() + 1, len(text))
        if start < end:
            yield text[start:end], off
        start, off = end, stays
    yield text[start:], off


@cache
def _line() -> re.Pattern[str]:
    return re.compile(r"^[^\w\n]*uzlat: ?(off|on)\b[^\w\n]*$", re.MULTILINE)
