"""Where settings may stand, and whether there are any: all that the bare filter asks before it starts."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PREFIX = "UZLAT_"
USER_FILE = "UZLAT_CONFIG"
"""The variable that names the user's file."""
API_KEY = "UZLAT_API_KEY"
"""The variable with the key of a server of translation: it stands in no file, and in no message."""
FILE, SHARED = "uzlat.toml", "pyproject.toml"
"""In one folder the first of them that says anything counts."""


def configured(folder: str, environ: Mapping[str, str] = os.environ) -> bool:
    """Say whether anything besides the command line may set something for files of a folder.

    Args:
        folder: a folder, absolute or from here; "" for the current one.
        environ: the environment.
    """
    if any(name.startswith(PREFIX) and name != API_KEY for name in environ):
        return True
    return os.path.isfile(user_file(environ)) or Finder().nearest(folder) != ""


def user_file(environ: Mapping[str, str]) -> str:
    """Name the user's file, which need not exist."""
    if named := environ.get(USER_FILE):
        return named
    if sys.platform == "win32":
        home = environ.get("APPDATA") or os.path.expanduser(os.path.join("~", "AppData", "Roaming"))
    else:
        home = environ.get("XDG_CONFIG_HOME") or os.path.join(environ.get("HOME") or os.path.expanduser("~"), ".config")
    return os.path.join(home, "uzlat", FILE)


def cache_folder(environ: Mapping[str, str] = os.environ) -> str:
    """Name the folder of what can be made again."""
    return _own_folder(environ, "XDG_CACHE_HOME", ".cache")


def data_folder(environ: Mapping[str, str] = os.environ) -> str:
    """Name the folder of what is the user's: memories, lists of models."""
    return _own_folder(environ, "XDG_DATA_HOME", os.path.join(".local", "share"))


def _own_folder(environ: Mapping[str, str], variable: str, below: str) -> str:
    home = environ.get(variable) or os.path.join(environ.get("HOME") or os.path.expanduser("~"), below)
    if sys.platform == "win32":
        home = environ.get("LOCALAPPDATA", home)
    return os.path.join(home, "uzlat")


class Finder:
    """Find the nearest file with settings upwards from folders, each of which is looked into once."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def nearest(self, folder: str) -> str:
        """Give the path of the nearest file, "" if there is none."""
        try:
            here = os.path.abspath(folder)
        except OSError:  # the current folder was deleted: nothing is above it
            return ""
        new = list(self._unknown(here))
        above = self._known.get(os.path.dirname(new[-1]) if new else here, "")
        for place in reversed(new):
            above = self._known[place] = _held_in(place) or above
        return above

    def _unknown(self, folder: str) -> Iterator[str]:
        """Give a folder and those above it, as far as they were not looked into."""
        while folder not in self._known:
            yield folder
            parent = os.path.dirname(folder)
            if parent == folder:
                return
            folder = parent


def _held_in(folder: str) -> str:
    """Give the path of the file with settings in a folder, "" if it has none."""
    path = os.path.join(folder, FILE)
    if os.path.isfile(path):
        return path
    path = os.path.join(folder, SHARED)
    return path if os.path.isfile(path) and _is_shared(path) else ""


def _is_shared(path: str) -> bool:
    """Say whether a pyproject.toml has a table for uzlat; to parse each one would take longer than to convert."""
    try:
        with open(path, "rb") as handle:
            content = handle.read()
    except OSError:
        return False
    lines = content.split(b"\n") if b"[tool.uzlat" in content else []
    return any(line.strip().lstrip(b"[").startswith((b"tool.uzlat]", b"tool.uzlat.")) for line in lines)
