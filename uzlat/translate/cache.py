"""Drafts that were paid for already: a run that was ended goes on where it was, and an edit costs one sentence."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import TYPE_CHECKING

from uzlat.configured import cache_folder
from uzlat.report import reason, say
from uzlat.translate.engine import Draft

if TYPE_CHECKING:
    from sqlite3 import Connection

VERSION = 1
_COLUMNS = "key BLOB PRIMARY KEY, text TEXT NOT NULL, flags TEXT NOT NULL"


def cache_file() -> str:
    """Name the file of the user's cache."""
    return os.path.join(cache_folder(), f"drafts-{VERSION}.sqlite")


class Cache:
    """Drafts by what they were made of and with; only whole ones are kept.

    A cache that cannot be read or written is none: it costs time, never a translation.

    Args:
        path: its file; "" for none, ":memory:" for one that is forgotten.
        made_with: the engine, the model, the languages, and what else makes drafts differ.
    """

    def __init__(self, path: str, made_with: Iterable[str]) -> None:
        self._with = "\x1f".join(made_with)
        self._base = _opened(path) if path else None
        self._path = path

    def __enter__(self) -> Cache:
        return self

    def __exit__(self, *wrong: object) -> None:
        if self._base is not None:
            self._base.close()

    def find(self, texts: Iterable[str]) -> dict[str, Draft]:
        """Give the drafts that are there, by the text they are of."""
        return {text: draft for text in texts if (draft := self._found(text))}

    def _found(self, text: str) -> Draft | None:
        rows = self._run("SELECT text, flags FROM drafts WHERE key = ?", [(self._key(text),)])
        return Draft(rows[0][0], flags=tuple(rows[0][1].split("\n")) if rows[0][1] else ()) if rows else None

    def keep(self, drafts: Mapping[str, Draft]) -> None:
        """Keep drafts, at once: what was made is there whatever ends the run."""
        rows = [(self._key(text), draft.text, "\n".join(draft.flags)) for text, draft in drafts.items() if draft.text]
        self._run("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?)", rows)

    def _run(self, statement: str, rows: Iterable[tuple[object, ...]]) -> list[tuple[str, str]]:
        """Run a statement for each row, all or none; a cache that fails is told once and not asked again."""
        import sqlite3

        if self._base is None:
            return []
        try:
            with self._base:
                return [found for row in rows for found in self._base.execute(statement, row).fetchall()]
        except sqlite3.Error as error:
            say(_told(self._path, error))
            self._base = None
            return []

    def _key(self, text: str) -> bytes:
        return blake2b(f"{self._with}\x1f{text}".encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _opened(path: str) -> Connection | None:
    import sqlite3

    try:
        if folder := os.path.dirname(path):
            os.makedirs(folder, exist_ok=True)
        base = sqlite3.connect(path, timeout=10)
        base.execute(f"CREATE TABLE IF NOT EXISTS drafts ({_COLUMNS}) WITHOUT ROWID")
    except (OSError, sqlite3.Error) as error:
        say(_told(path, error))
        return None
    return base


def _told(path: str, error: Exception) -> str:
    why = reason(error) if isinstance(error, OSError) else str(error)
    return f"the cache of drafts '{path}' cannot be used: {why}; translation goes on without it"
