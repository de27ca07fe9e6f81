"""Several translation memories as one, the first before the others."""

from __future__ import annotations

import os
from collections.abc import Sequence

from uzlat.translate.lang import Lang
from uzlat.translate.memory import Match, Memory


class Memories:
    """Looks into memories, and into TMX files as if they were memories.

    Args:
        paths: the files.

    Raises:
        DocumentError: if one is no memory.
        OSError: if one cannot be read.
    """

    def __init__(self, paths: Sequence[str]) -> None:
        self._all = [_opened(path) for path in paths]

    def exact(self, text: str, source: Lang, target: Lang) -> Match | None:
        """Give what people have translated a segment with; drafts of machines are none."""
        found = (memory.exact(text, source, target) for memory in self._all)
        return next((match for match in found if match and not match.unit.machine), None)

    def close(self) -> None:
        """Close the files."""
        for memory in self._all:
            memory.close()


def _opened(path: str) -> Memory:
    os.stat(path)  # a memory that was named must be there
    if not path.lower().endswith(".tmx"):
        return Memory(path)
    from uzlat.translate.tmx import read_tmx

    memory = Memory(":memory:")
    memory.add(unit for variants in read_tmx(path) for unit in variants.units())
    return memory
