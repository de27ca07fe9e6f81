"""What the blocks after a block say of its language: in a document, unlike a stream, they are known.

A short block is expected to go on in the language of those before it. In a document it may stand between a paragraph in
another language and one in ours, as the cells of a table after a quotation: then it is expected to be ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from uzlat.alphabets import CYRILLIC, alphabets
from uzlat.follow import LASTING, is_foreign


def stretches(sources: list[str], routes: list[str]) -> list[tuple[int, int, bool]]:
    """Part blocks into stretches: start, end, and whether they are expected to be ours whatever came before.

    Args:
        sources: the texts of the blocks.
        routes: the route of each by what came before.

    >>> blocks = ["растает снег, и мы вернёмся домой", "Новости дня", "Номи", "Ўзбекистон ҳукумати қарор қилди"]
    >>> stretches(blocks, ["ru", "ru", "ru", ""])
    [(0, 2, False), (2, 3, True), (3, 4, False)]
    """
    ours = list(_ours(sources, routes))
    found, at = [], 0
    for expected, group in groupby(ours):
        end = at + len(list(group))
        found.append((at, end, expected))
        at = end
    return found


def _ours(sources: list[str], routes: list[str]) -> Iterable[bool]:
    """Say of each block whether it is short, may be ours, and stands before one of ours."""
    lengths = [len(re.findall(CYRILLIC, source)) for source in sources]
    found, after = [], _mostly_ours(lengths, routes)
    for source, length, route in zip(reversed(sources), reversed(lengths), reversed(routes), strict=True):
        found.append(after and length < LASTING and is_foreign(route) and _may_be_ours(source))
        if length >= LASTING:
            after = not is_foreign(route)
    return reversed(found)


def _may_be_ours(source: str) -> bool:
    from uzlat.detector import detect

    return detect(source, alphabets().target).lang == alphabets().target


def _mostly_ours(lengths: list[int], routes: list[str]) -> bool:
    """Say whether most letters of the document are in our language: it speaks for what comes last."""
    foreign = sum(length for length, route in zip(lengths, routes, strict=True) if is_foreign(route))
    return 2 * foreign < sum(lengths)
