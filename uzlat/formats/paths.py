"""Fields of JSON: the keys that lead to a value."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from itertools import takewhile

_MEMORY = 1 << 14
"""Keys that are remembered."""
ANY, DEEP = "*", "**"
"""What stands in a path for one key, and for any number of them."""


class State:
    """A place in a value: what is left of each field's path.

    left: a field, and how many keys of its path are behind. wanted: whether a string that stands here is.
    """

    def __init__(self, left: frozenset[tuple[str, int]], wanted: bool) -> None:
        self.left = left
        self.wanted = wanted


class Paths:
    """Follow the keys that lead to a value, and say whether it stands in one of some fields.

    Args:
        fields: keys joined by dots, as jq writes them.

    >>> paths = Paths(("items.title", "**.body"))
    >>> [paths.step(paths.start, key).wanted for key in ("items", "title", "body")]
    [False, False, True]
    """

    def __init__(self, fields: Iterable[str]) -> None:
        self._keys = {field: [key for key in field.replace("[]", "").split(".") if key] for field in fields}
        self._states: dict[frozenset[tuple[str, int]], State] = {}
        self.unmet = list(self._keys)
        """The fields that no path has met."""
        self.step = lru_cache(_MEMORY)(self._step)
        self.start = self._state({(field, 0) for field in self._keys})

    def _step(self, state: State, key: str) -> State:
        name = json.loads(f'"{key}"', strict=False) if "\\" in key else key
        found = set()
        for field, at in state.left:
            expected = self._keys[field][at : at + 1]
            if expected == [DEEP]:
                found.add((field, at))
            elif expected in ([ANY], [name]):
                found.add((field, at + 1))
        return self._state(found)

    def _state(self, left: set[tuple[str, int]]) -> State:
        """Give the state of these; behind `**` any path goes on as well."""
        for field, at in list(left):
            deep = takewhile(DEEP.__eq__, self._keys[field][at:])
            left.update((field, after) for after, _ in enumerate(deep, at + 1))
        met = {field for field, at in left if at == len(self._keys[field])}
        self.unmet = [field for field in self.unmet if field not in met]
        known = frozenset(left)
        return self._states.setdefault(known, State(known, bool(met)))
