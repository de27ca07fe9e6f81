"""Where a server is and which key it takes: checked, and hidden where it must not be shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uzlat.configured import API_KEY
from uzlat.translate.engine import MissingError
from uzlat.translate.engines.failures import plain

if TYPE_CHECKING:
    from urllib.parse import SplitResult


class Hidden(NamedTuple):
    """What must not be shown: the value, and what stands for it."""

    value: str

    def __repr__(self) -> str:
        """Hide the value."""
        return "Hidden('***')" if self.value else "Hidden('')"

    def out_of(self, text: str) -> str:
        """Take the value out of a text: servers repeat keys in their messages."""
        return text.replace(self.value, "***") if self.value else text


def checked_url(url: str) -> SplitResult:
    """Read the URL of a server; one without http:// gets it.

    Raises:
        MissingError: if it is none.
    """
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url.strip() if "//" in url else f"http://{url.strip()}")
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        fits = False
    if not fits or re.search(r"[\s\x00-\x1f]", url.strip()) or not url.isascii():
        shown = plain(re.sub(r"[^/]*@", "", url))
        raise MissingError(f"'{shown}' is no URL of a server; it takes http://127.0.0.1:11434/v1")
    return parts


def checked_key(key: str) -> str:
    """Give a key, or refuse one that no header can hold: the error of the library would show it.

    Raises:
        MissingError: if it is such a one.
    """
    if not key.strip().isascii() or not key.strip().isprintable():
        raise MissingError(f"the key in {API_KEY} holds characters that no key has; set it anew")
    return key.strip()
