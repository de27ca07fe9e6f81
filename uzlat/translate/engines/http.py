"""JSON over HTTP with one server: patient where that helps, and nothing secret in what it says."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from uzlat.configured import API_KEY
from uzlat.translate.engine import EngineError
from uzlat.translate.engines.address import Hidden, checked_key, checked_url
from uzlat.translate.engines.failures import asked_wait, beginning, cause, message, plain

if TYPE_CHECKING:
    from http.client import HTTPResponse
    from urllib.request import OpenerDirector, Request

TRIES = 4
"""How often a request is sent that a server is too busy for, or whose connection breaks."""
LONGEST_WAIT = 60.0
"""Seconds that a server may ask for before the next request; one that wants more is given up."""
MOST_BYTES = 16_000_000
"""How long an answer may be."""
BUSY = (429, 500, 502, 503, 504, 529)
"""What passes by itself."""
FAILING = 500
"""What a server says that fails on this very text, too: after a second try it counts as a refusal."""


class RefusedError(EngineError):
    """The server answered, and refused this very request; `status` is that of HTTP."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class SlowError(EngineError):
    """No answer in the time there is."""


class _FaultError(Exception):
    """A request failed, and may be sent again. wait: how long the server asks for, None if it says nothing."""

    def __init__(self, why: str, wait: float | None = None, status: int = 0) -> None:
        super().__init__(why)
        self.wait = wait
        self.status = status


class Server:
    """A server that speaks JSON. Its `url` is without user and password: it is what messages show.

    Args:
        url: where its paths begin; `user:password@` in it is sent as HTTP asks for it.
        key: sent as a bearer token if there is one.
        timeout: seconds that a whole answer may take.
        sleep: waits; for tests.

    Raises:
        MissingError: if the URL or the key can be none.
    """

    def __init__(
        self, url: str, key: str = "", timeout: float = 60, sleep: Callable[[float], object] | None = None
    ) -> None:
        from threading import Event
        from urllib.parse import urlunsplit

        parts = checked_url(url)
        self.host = parts.hostname or ""
        bare = parts.netloc.rpartition("@")[2]
        self.url = urlunsplit((parts.scheme, bare, parts.path.rstrip("/"), "", ""))
        self._query = f"?{parts.query}" if parts.query else ""
        self._key = Hidden(checked_key(key))
        self._has_key = bool(key)
        self._user = parts.netloc.rpartition("@")[0]
        self._timeout = timeout
        self._closed = Event()
        self._sleep = sleep or self._closed.wait
        self._opener: OpenerDirector | None = None
        self._hidden = [self._key, Hidden(parts.password or ""), Hidden(parts.query)]

    def __repr__(self) -> str:
        """Write it without what is secret."""
        return f"Server({self.url!r})"

    @property
    def is_here(self) -> bool:
        """Say whether it runs on this machine."""
        return self.host in {"localhost", "::1"} or self.host.startswith("127.")

    def hide(self, secret: str) -> None:
        """Keep a secret that is sent otherwise out of what is said."""
        self._hidden.append(Hidden(checked_key(secret)))
        self._has_key = self._has_key or bool(secret)

    def get(self, path: str, *, tries: int = TRIES) -> Any:
        """Ask for a path; as `post` otherwise."""
        return self._patiently(path, None, tries)

    def post(self, path: str, payload: dict[str, Any], *, tries: int = TRIES) -> Any:
        """Send JSON to a path and give what the answer holds.

        Raises:
            RefusedError: if the server refuses the request (4xx), and another one might do better.
            SlowError: if there is no answer in time.
            EngineError: if there is no answer that can be used.
        """
        return self._patiently(path, json.dumps(payload, ensure_ascii=False).encode(errors="replace"), tries)

    def close(self) -> None:
        """End every wait; no further request is sent."""
        self._closed.set()

    def _patiently(self, path: str, body: bytes | None, tries: int) -> Any:
        for turn in range(1, tries + 1):
            if self._closed.is_set():
                raise EngineError(f"{self.url}: closed")
            try:
                return self._once(path, body)
            except _FaultError as fault:
                wait = 0.5 * 2 ** (turn - 1) if fault.wait is None else fault.wait
                if fault.status == FAILING and turn == min(2, tries):
                    raise RefusedError(f"{self.url}: {fault}", FAILING) from None
                if turn == tries or wait > LONGEST_WAIT:
                    raise EngineError(self._worded(fault, wait, turn)) from None
                self._sleep(wait)
        raise EngineError(f"{self.url}: not asked")

    def _worded(self, fault: _FaultError, wait: float, turn: int) -> str:
        asked = f"; it asks to wait {wait:.0f} seconds" if wait > LONGEST_WAIT else ""
        times = f" ({turn} times)" if turn > 1 else ""
        return self._clean(f"{self.url}: {fault}{times}{asked}; see whether the server runs, then start again")

    def _once(self, path: str, body: bytes | None) -> Any:
        import http.client
        import urllib.error

        self._opener = self._opener or _opener(self.is_here)
        deadline = time.monotonic() + self._timeout
        try:
            with self._opener.open(self._request(path, body), timeout=self._timeout) as answer:
                return self._read(answer, deadline)
        except urllib.error.HTTPError as error:
            with error:
                raise self._refused(error) from None
        except (TimeoutError, urllib.error.URLError, http.client.HTTPException, OSError) as error:
            reason = getattr(error, "reason", error)
            if isinstance(reason, TimeoutError):
                raise self._slow() from None
            raise _FaultError(cause(reason)) from None

    def _request(self, path: str, body: bytes | None) -> Request:
        from base64 import b64encode
        from urllib.parse import unquote
        from urllib.request import Request

        headers = {"Accept": "application/json", "User-Agent": "uzlat"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        if self._key.value:
            headers["Authorization"] = f"Bearer {self._key.value}"
        elif self._user:
            headers["Authorization"] = f"Basic {b64encode(unquote(self._user).encode()).decode()}"
        return Request(f"{self.url}{path}{self._query}", body, headers)

    def _slow(self) -> SlowError:
        return SlowError(f"{self.url}: no answer in {self._timeout:.0f} seconds; give it more time, or a smaller model")

    def _read(self, answer: HTTPResponse, deadline: float) -> Any:
        """Read an answer whole, but no longer than it may take and be."""
        parts, size = [], 0
        while part := answer.read1(65536):
            parts.append(part)
            size += len(part)
            if size > MOST_BYTES:
                raise EngineError(f"{self.url}: the answer is longer than {MOST_BYTES // 1_000_000} MB; not used")
            if time.monotonic() > deadline:
                raise self._slow()
        if answer.length:
            raise _FaultError("the connection broke in the middle of the answer")
        return self._value(b"".join(parts))

    def _value(self, body: bytes) -> Any:
        try:
            return json.loads(body)
        except (ValueError, RecursionError):
            if body.lstrip()[:1] == b"<":
                raise EngineError(f"{self.url}: answers with a web page, not JSON; check the URL") from None
            raise _FaultError("the answer is no JSON, or cut off") from None

    def _refused(self, error: Any) -> Exception:
        """Word an answer with a status of failure, with what the server itself says."""
        said = self._clean(message(beginning(error)))
        told = f"HTTP {error.code}{f' ({said})' if said else ''}"
        if error.code in BUSY:
            return _FaultError(told, asked_wait(error.headers), error.code)
        if error.code in (401, 403):
            hint = f"check the key in {API_KEY}" if self._has_key else f"set {API_KEY} if it wants a key"
            return EngineError(f"{self.url}: {told}; {hint}")
        if 300 <= error.code < 400:
            where = self._clean(plain(re.sub(r"//[^/@]*@", "//", error.headers.get("Location", "elsewhere"))))
            return EngineError(f"{self.url}: is sent on to {where}; give that URL if it is the right one")
        if error.code in (404, 405):
            return RefusedError(f"{self.url}: {told}; check the URL and the name of the model", error.code)
        return RefusedError(f"{self.url}: {told}", error.code)

    def _clean(self, text: str) -> str:
        for hidden in self._hidden:
            text = hidden.out_of(text)
        return text


def _opener(is_here: bool) -> OpenerDirector:
    """Make what opens URLs: a redirect is told, never followed; no proxy stands before this machine."""
    from urllib.request import HTTPRedirectHandler, ProxyHandler, build_opener

    class Stay(HTTPRedirectHandler):
        def redirect_request(self, *args: Any) -> None:
            """Follow none: the text and the key are for the server that was named."""

    return build_opener(Stay, *([ProxyHandler({})] if is_here else []))
