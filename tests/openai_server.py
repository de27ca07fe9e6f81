"""HTTP servers for the tests: OpenAI's protocol and LibreTranslate's, honest but for the faults of a script.

A fault is a function of the handler and what was sent; each request takes the next one, and when none is left the
server does what it should. Everything is real: sockets, threads, bytes.
"""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

Fault = Callable[["Handler", Any], None]
KEY = "sk-0123-maxfiy-kalit"
"""The key that no message may show."""


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    protocol_version = "HTTP/1.1"
    server: FaultyServer

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""

    def do_GET(self) -> None:
        self._answer(None)

    def do_POST(self) -> None:
        self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def _answer(self, sent: Any) -> None:
        owner = self.server
        owner.requests.append((self.path, dict(self.headers), sent))
        try:
            if sent is not None and owner.script:
                owner.script.pop(0)(self, sent)
            else:
                owner.honest(self, sent)
        except (BrokenPipeError, ConnectionResetError):
            pass

    def give(self, value: Any, status: int = 200, kind: str = "application/json", **headers: str) -> None:
        """Send a value as JSON, or bytes as they are."""
        body = value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, text in headers.items():
            self.send_header(name.replace("_", "-"), text)
        self.end_headers()
        self.wfile.write(body)

    def reset(self) -> None:
        """Break the connection as a process that is killed does."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True


class FaultyServer(ThreadingHTTPServer):
    """A server on loopback. requests: path, headers and payload of each; script: the faults to come."""

    daemon_threads = True

    def __init__(self, honest: Fault, script: list[Fault]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.honest = honest
        self.script = script
        self.requests: list[tuple[str, dict[str, str], Any]] = []
        self.models = ["toy"]
        self.over = Event()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def posts(self) -> list[Any]:
        """What was posted."""
        return [sent for _, _, sent in self.requests if sent is not None]

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep quiet: connections that break are what is tested."""


@contextmanager
def serving(honest: Fault, *script: Fault) -> Iterator[FaultyServer]:
    """Run a server while the block lasts."""
    server = FaultyServer(honest, list(script))
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()


# Faults of any server.


def status(code: int, message: str = "", **headers: str) -> Fault:
    return lambda handler, sent: handler.give({"error": {"message": message}} if message else {}, code, **headers)


def page(code: int = 200) -> Fault:
    return lambda handler, sent: handler.give(b"<!DOCTYPE html><h1>Bad gateway</h1>", code, "text/html")


def raw(body: bytes, kind: str = "application/json") -> Fault:
    return lambda handler, sent: handler.give(body, kind=kind)


def hang(handler: Handler, sent: Any) -> None:
    """Say nothing until the test is over."""
    handler.server.over.wait(20)
    handler.reset()


def drip(handler: Handler, sent: Any) -> None:
    """Send a byte now and then, for ever."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000000")
    handler.end_headers()
    while not handler.server.over.wait(0.05):
        handler.wfile.write(b" ")
        handler.wfile.flush()


def broken(handler: Handler, sent: Any) -> None:
    handler.reset()


def half(handler: Handler, sent: Any) -> None:
    """Promise more bytes than come."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [{"mess')
    handler.wfile.flush()
    handler.reset()


def dies(handler: Handler, sent: Any) -> None:
    """Close for good: later requests find no server."""
    handler.server.socket.close()
    handler.reset()


# OpenAI's protocol.


def said(content: Any, finish: str = "stop", **more: Any) -> Fault:
    """Answer with a message of the model."""
    message = {"role": "assistant", "content": content, **more}
    return lambda handler, sent: handler.give({"choices": [{"index": 0, "message": message, "finish_reason": finish}]})


def items(sent: Any) -> list[dict[str, Any]]:
    """Read the numbered texts that were sent."""
    found: list[dict[str, Any]] = json.loads(sent["messages"][1]["content"])
    return found


def rightly(sent: Any) -> list[dict[str, Any]]:
    """Translate: every text in brackets."""
    return [{"id": item["id"], "text": f"[{item['text']}]"} for item in items(sent)]


def answered(change: Callable[[list[dict[str, Any]]], Any], around: str = "%s", finish: str = "stop") -> Fault:
    """Answer with the right translations, changed, within some text."""

    def fault(handler: Handler, sent: Any) -> None:
        content = around.replace("%s", json.dumps({"translations": change(rightly(sent))}, ensure_ascii=False))
        said(content, finish)(handler, sent)

    return fault


def model(handler: Handler, sent: Any) -> None:
    """Do what an OpenAI-compatible server should."""
    if handler.path.endswith("/models"):
        handler.give({"object": "list", "data": [{"id": name} for name in handler.server.models]})
    elif handler.path == "/v1/chat/completions" and sent is not None:
        answered(list)(handler, sent)
    else:
        handler.give({"error": {"message": "no such path"}}, 404)


def without(*settings: str, code: int = 400) -> Fault:
    """Be a server that refuses some settings of a request, with 500 as that of llama-cpp-python does."""

    def honest(handler: Handler, sent: Any) -> None:
        asked = {**(sent or {}), (sent or {}).get("response_format", {}).get("type"): True}
        if refused := next((name for name in settings if name in asked), ""):
            handler.give({"error": {"message": f"{refused} is not supported", "type": "invalid_request_error"}}, code)
        else:
            model(handler, sent)

    return honest


def fails_on(word: str, fault: Fault) -> Fault:
    """Be a server that fails on texts with a word."""

    def honest(handler: Handler, sent: Any) -> None:
        (fault if sent and word in str(sent) else model)(handler, sent)

    return honest


# LibreTranslate's protocol.


def libre(limit: int = -1, most: int = -1, settings: bool = True) -> Fault:
    """Do what a LibreTranslate server should that knows uz, en and kk, and translates uz to en."""

    def honest(handler: Handler, sent: Any) -> None:
        if handler.path == "/languages":
            known = {"uz": ["uz", "en"], "en": ["en"], "kk": ["kk"]}
            handler.give([{"code": code, "name": code, "targets": targets} for code, targets in known.items()])
        elif handler.path == "/frontend/settings" and settings:
            handler.give({"charLimit": limit, "keyRequired": False})
        elif handler.path == "/translate" and sent is not None:
            _translated(handler, sent, limit, most)
        else:
            handler.give({"error": "not found"}, 404)

    return honest


def _translated(handler: Handler, sent: Any, limit: int, most: int) -> None:
    longest = max(map(len, sent["q"]))
    if 0 <= most < len(sent["q"]):
        told = f"Invalid request: request ({len(sent['q'])}) exceeds text limit ({most})"
        handler.give({"error": told}, 400)
    elif 0 <= limit < longest:
        handler.give({"error": f"Invalid request: request ({longest}) exceeds text limit ({limit})"}, 400)
    else:
        handler.give({"translatedText": [f"[{text}]" for text in sent["q"]]})
