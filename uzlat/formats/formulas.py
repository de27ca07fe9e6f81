"""What the formulas of a spreadsheet name: text that stays, since they would give something else if it did not."""

from __future__ import annotations

import re
from collections.abc import Iterable

from uzlat.document import Block, Mark

_LITERAL = re.compile(r'(&\s*)?"((?:[^"]|"")*+)"(\s*&)?')
"""Text in quotes, and the sign that joins it to other text: then nothing is compared with it."""
_COLUMN = re.compile(r"\[@?((?:[^\[\]'#@]|'.)+)\]")
"""The name of a column in a structured reference, as Table1[Name] or [@Name]."""


class Named:
    """Text that formulas name: in quotes, to compare cells with or to write into them, or as a column of a table.

    left: how many blocks stay for that.

    >>> Named(['IF(A1="Ҳа",1,0)', "SUM(T[Сони])"]).holds("ҳа")
    True
    """

    def __init__(self, formulas: Iterable[str], columns: Iterable[str] = ()) -> None:
        listed = list(formulas)
        literals = {found[1] for formula in listed for found in _LITERAL.findall(formula) if not (found[0] or found[2])}
        names = [re.sub("'(.)", r"\1", name) for formula in listed for name in _COLUMN.findall(formula)]
        self._texts = frozenset(map(_plain, [*literals, *names, *columns]))
        self.left = 0

    def holds(self, text: str) -> bool:
        """Say whether a text is named; formulas compare without regard to case."""
        return _plain(text) in self._texts

    def without(self, items: Iterable[Block | Mark]) -> list[Block | Mark]:
        """Leave out the blocks that are named, and count them."""
        listed = list(items)
        kept = [item for item in listed if not (isinstance(item, Block) and self.holds(item.text))]
        self.left += len(listed) - len(kept)
        return kept

    def remarks(self) -> list[str]:
        """Say what stays."""
        if not self.left:
            return []
        return [f"left {self.left} text{'s' * (self.left > 1)} that formulas name, and the formulas"]


def _plain(text: str) -> str:
    return text.strip().casefold()
