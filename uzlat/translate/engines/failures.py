"""What can be learnt from an HTTP request that failed; what others wrote becomes one plain line."""

from __future__ import annotations

import json
import re
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from http.client import HTTPMessage

SHOWN = 200
"""Characters of a server's own message that are shown."""


def cause(reason: object) -> str:
    """Say in small letters why a connection failed."""
    import http.client

    if isinstance(reason, ConnectionRefusedError):
        return "no server answers there"
    if isinstance(reason, http.client.IncompleteRead | http.client.RemoteDisconnected | ConnectionError):
        return "the connection broke"
    return plain(getattr(reason, "strerror", None) or str(reason)).lower() or "the connection failed"


def beginning(error: Any) -> bytes:
    """Read the beginning of a failure; one that cannot be read says nothing."""
    try:
        return bytes(error.read(100_000))
    except (OSError, ValueError, AttributeError):
        return b""
    except Exception as broken:  # http.client.IncompleteRead
        return bytes(getattr(broken, "partial", b""))


def message(body: bytes) -> str:
    """Find what a server says of a failure; the pages of proxies say nothing.

    >>> message(b'{"error": {"message": "model not found"}}'), message(b"<html>Bad gateway</html>")
    ('model not found', '')
    """
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    for name in ("error", "message", "detail"):
        if isinstance(value, dict) and value.get(name):
            value = value[name]
    return plain(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)) if value else ""


def plain(text: str) -> str:
    """Make one line of printable characters of what others wrote."""
    line = "".join(char if char.isprintable() else " " for char in text)
    line = " ".join(line.split()).rstrip(".")
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"


def asked_wait(headers: HTTPMessage) -> float | None:
    """Read Retry-After: seconds, or a date."""
    from email.utils import parsedate_to_datetime

    value = (headers.get("Retry-After") or "").strip()
    if re.fullmatch(r"\d{1,9}(\.\d+)?", value):
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None
