"""The file of a memory: SQLite, its tables, and whether it is one."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from uzlat.configured import data_folder
from uzlat.document import DocumentError

if TYPE_CHECKING:
    from sqlite3 import Connection

FILE = "memory.sqlite"
APPLICATION, VERSION = 0x757A746D, 1
"""What PRAGMA application_id ("uztm") and user_version say of a memory."""
PATIENCE = 30.0
"""Seconds to wait for another process that is writing."""
_TABLES = """
CREATE TABLE units(
    id INTEGER PRIMARY KEY, digest INTEGER NOT NULL, translation INTEGER NOT NULL, key TEXT NOT NULL,
    source TEXT NOT NULL, target TEXT NOT NULL,
    source_code TEXT NOT NULL, source_script TEXT NOT NULL, target_code TEXT NOT NULL, target_script TEXT NOT NULL,
    origin TEXT NOT NULL, changed TEXT NOT NULL, note TEXT NOT NULL, machine INTEGER NOT NULL,
    UNIQUE(digest, translation)
);
CREATE VIRTUAL TABLE words USING fts5(beginnings, content='', detail=none, columnsize=0);
CREATE VIRTUAL TABLE counts USING fts5vocab(words, row);
"""
"""A unit is found by the digest of its key and languages, and by the beginnings of its words in `words`."""


def default_path(environ: Mapping[str, str] = os.environ) -> str:
    """Name the user's memory, which need not exist."""
    return os.path.join(data_folder(environ), FILE)


def opened(path: str) -> Connection:
    """Open a memory; make it if it is not there.

    Raises:
        DocumentError: if the file is none, or one of a later uzlat.
        OSError: if it cannot be opened.
    """
    import sqlite3

    if path != ":memory:" and os.path.dirname(path):
        os.makedirs(os.path.dirname(path), exist_ok=True)
    if os.path.isdir(path):
        raise IsADirectoryError(21, "is a directory", path)
    try:
        base = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    except sqlite3.OperationalError as error:
        raise OSError(5, f"cannot be opened as a memory: {error}", path) from None
    try:
        _prepare(base, path)
    except sqlite3.DatabaseError as error:
        base.close()
        raise told(error, path) from None
    except BaseException:
        base.close()
        raise
    return base


def _prepare(base: Connection, path: str) -> None:
    base.execute("BEGIN")  # all that is asked is of one moment: another process may be making it
    there = _is_memory(base, path)
    base.execute("COMMIT")
    if there:
        return
    base.execute("BEGIN IMMEDIATE")
    if not _is_memory(base, path):  # once more: another process may have made it meanwhile
        for statement in _TABLES.split(";"):
            base.execute(statement)
        base.execute(f"PRAGMA application_id = {APPLICATION}")
        base.execute(f"PRAGMA user_version = {VERSION}")
    base.execute("COMMIT")


def _is_memory(base: Connection, path: str) -> bool:
    """Say whether a base is a memory; False if it is empty.

    Raises:
        DocumentError: if it is something else.
    """
    application = base.execute("PRAGMA application_id").fetchone()[0]
    version = base.execute("PRAGMA user_version").fetchone()[0]
    if application == APPLICATION:
        if version > VERSION:
            raise DocumentError(
                f"{path}: a memory of a later uzlat (version {version}); nothing was changed; update uzlat"
            )
        return True
    if application or version or base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise DocumentError(f"{path}: an SQLite file, but no translation memory; nothing was changed")
    return False


def told(error: Exception, path: str) -> Exception:
    """Put what SQLite says of a file into one line."""
    from sqlite3 import OperationalError

    said = str(error)
    if isinstance(error, OperationalError):
        if "readonly" in said:
            return PermissionError(13, "the memory cannot be written; nothing was changed", path)
        locked = "another process is writing it; nothing was changed, run again"
        why = locked if "locked" in said else f"{said}; nothing was changed"
        return OSError(5, why, path)
    return DocumentError(f"{path}: no translation memory ({said}); nothing was changed")
