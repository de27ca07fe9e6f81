"""Which files change while one watches."""

from __future__ import annotations

import os
from collections.abc import Iterator

from uzlat.files import STDIN, PlanError

QUIET = 500
"""Milliseconds without a change after which what has changed is told."""


def changes(files: list[str]) -> Iterator[set[str] | None]:
    """Give the absolute paths of what changed below files and folders, again and again; first None, for all of it.

    Raises:
        PlanError: if they cannot be watched.
    """
    if STDIN in files:
        raise PlanError("--watch needs files or folders; standard input cannot be watched")
    try:
        from watchfiles import Change, watch
    except ImportError:
        raise PlanError("--watch needs watchfiles: pip install 'uzlat[watch]'") from None

    real = {os.path.realpath(file): os.path.abspath(file) for file in files}
    begun = False
    # What comes first says that it watches: nothing can change unseen between the first look and the next ones.
    for found in watch(*real, watch_filter=None, rust_timeout=QUIET, yield_on_timeout=True):
        if not begun:
            begun = True
            yield None
        elif paths := {_as_named(path, real) for kind, path in found if kind != Change.deleted}:
            yield paths


def _as_named(path: str, real: dict[str, str]) -> str:
    """Give the path of a file as it is found below what was named, which may be a link."""
    for true, named in real.items():
        if path == true or path.startswith(os.path.join(true, "")):
            return named + path[len(true) :]
    return path


def is_among(path: str, changed: set[str]) -> bool:
    """Say whether a file changed, or a folder that it is in: of a new folder not every file is told.

    >>> is_among("/news/new/a.txt", {"/news/new"}), is_among("/news/newer.txt", {"/news/new"})
    (True, False)
    """
    whole = os.path.abspath(path)
    while whole not in changed:
        above = os.path.dirname(whole)
        if above == whole:
            return False
        whole = above
    return True
