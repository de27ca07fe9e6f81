"""Which table converts which orthography to the one that is asked for."""

from __future__ import annotations

from collections.abc import Iterable

from uzlat.converter import Converter
from uzlat.follow import NATIVE
from uzlat.latin import evidence
from uzlat.rulefile import available, load


class Router:
    """Give each orthography the converter to the target; tables are loaded when they are first needed.

    Args:
        main: the converter of the text that is expected; its target, options and kept words are the others'
            too, as far as they have them. A house's own table has no others.
    """

    def __init__(self, main: Converter) -> None:
        self.main = main
        self.target = main.table.meta.get("target", "")
        self._sources = evidence().routes
        source = main.table.meta.get("source", "")
        expected = source if source in self._sources.values() else self._sources[NATIVE]
        self._made: dict[str, Converter | None] = {expected: main}

    def converter(self, route: str) -> Converter | None:
        """Give the converter for a route, or None if its text is left as it is."""
        source = self._sources.get(route, self.target)
        if source not in self._made:
            self._made[source] = None if source == self.target else self._make(f"{source}_{self.target}")
        return self._made[source]

    def _make(self, name: str) -> Converter | None:
        known, own = available(), self.main.table
        if name not in known or own.meta["id"] not in known or load(own.meta["id"]).digest != own.digest:
            return None
        return self.main.sibling(name)

    def used(self) -> Iterable[Converter]:
        """Give the converters that were loaded."""
        return [converter for converter in self._made.values() if converter is not None]
