"""Pipes: a line comes out before the next one goes in, and what ends a pipe ends the command as it should."""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Run
from tests.test_stream import LINES

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes and signals of POSIX")

UZBEK, LATIN = "Шаҳар\n".encode(), b"Shahar\n"
RECORD, WRITTEN = '{"матн": "Юрт"}\n'.encode(), '{"матн": "Yurt"}\n'.encode()
LIVE: dict[str, tuple[tuple[str, ...], bytes, bytes]] = {
    "filter": ((), UZBEK, LATIN),
    "newest": (("-t", "uz-Latn-2026"), UZBEK, "Şahar\n".encode()),
    "to Cyrillic": (("-t", "uz-Cyrl"), LATIN, UZBEK),
    "windows-1251": (("-e", "windows-1251"), "Юрт\n".encode("windows-1251"), b"Yurt\n"),
    "utf-16-le": (("-e", "utf-16-le"), "Юрт\n".encode("utf-16-le"), "Yurt\n".encode("utf-16-le")),
    "utf-16-be": (("-e", "utf-16-be"), "Юрт\n".encode("utf-16-be"), "Yurt\n".encode("utf-16-be")),
    "jsonl": (("--format", "jsonl"), RECORD, WRITTEN),
    "found jsonl": ((), RECORD, WRITTEN),
    "csv": (("--format", "csv"), "Юрт;ер\n".encode(), b"Yurt;yer\n"),
}
Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start the command, and end what still runs."""
    begun: list[subprocess.Popen[bytes]] = []

    def call(*args: str, **extra: Any) -> subprocess.Popen[bytes]:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        begun.append(subprocess.Popen([sys.executable, "-m", "uzlat", *args], **(pipes | extra)))
        return begun[-1]

    yield call
    for one in begun:
        one.kill()
        one.wait()
        for pipe in (one.stdin, one.stdout, one.stderr):
            if pipe and not pipe.closed:
                pipe.close()


def put(process: subprocess.Popen[bytes], data: bytes) -> None:
    assert process.stdin
    os.write(process.stdin.fileno(), data)


def got(process: subprocess.Popen[bytes], size: int) -> bytes:
    """Give what comes out, as far as it does."""
    assert process.stdout
    data = b""
    while len(data) < size and select.select([process.stdout], [], [], 20)[0]:
        if not (more := os.read(process.stdout.fileno(), size - len(data))):
            break
        data += more
    return data


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not true() and time.monotonic() < end:
        time.sleep(0.01)
    assert true()


@pytest.mark.parametrize("kind", LIVE)
def test_a_line_comes_out_before_the_next_goes_in(start: Start, kind: str) -> None:
    args, line, new = LIVE[kind]
    process = start(*args)
    for _ in range(5):
        put(process, line)
        assert got(process, len(new)) == new
    out, _ = process.communicate()
    assert (out, process.returncode) == (b"", 0)


@pytest.mark.parametrize("mark", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-8"])
def test_a_pipe_that_gives_single_bytes_is_read_by_its_mark(start: Start, mark: str) -> None:
    process = start()
    for byte in "\ufeffШаҳар 💚\n".encode(mark):
        put(process, bytes([byte]))
        time.sleep(0.001)
    new = "\ufeffShahar 💚\n".encode(mark)
    assert got(process, len(new)) == new
    assert process.communicate() == (b"", b"")


def test_old_encodings_are_read_from_a_pipe_that_gives_single_bytes(start: Start) -> None:
    process = start("-e", "windows-1251")
    for byte in "Республика\n".encode("windows-1251"):
        put(process, bytes([byte]))
        time.sleep(0.01)
    assert got(process, 11) == b"Respublika\n"


@pytest.mark.parametrize("kind", LIVE)
def test_sigterm_lets_half_a_line_out(start: Start, kind: str) -> None:
    args, line, new = LIVE[kind]
    process = start(*args)
    put(process, line)
    assert got(process, len(new)) == new
    end = len("\n".encode(args[1])) if args[:1] == ("-e",) else 1
    put(process, line[:-end])
    time.sleep(0.1)  # or it may come before what was written
    for _ in range(2):  # as `timeout` does
        process.send_signal(signal.SIGTERM)
    assert process.stdout
    assert process.stdout.read() == new[:-end]
    assert process.wait(20) == -signal.SIGTERM


def test_a_second_sigterm_ends_what_nobody_reads(start: Start) -> None:
    process = start()
    put(process, UZBEK)
    assert got(process, 7) == LATIN
    assert process.stdin
    os.set_blocking(process.stdin.fileno(), False)

    def is_full() -> bool:
        """Write until nothing is read any more: then its own output is stuck."""
        try:
            put(process, UZBEK * 1000)
        except BlockingIOError:
            time.sleep(0.3)
            return not select.select([], [process.stdin], [], 0)[1]
        return False

    until(is_full)
    process.send_signal(signal.SIGTERM)
    process.send_signal(signal.SIGTERM)
    time.sleep(0.7)
    assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == -signal.SIGTERM


def test_ctrl_c_ends_it_with_130(start: Start) -> None:
    for args in ((), ("-t", "uz-Latn-2026"), ("--format", "html")):
        process = start(*args)
        put(process, UZBEK)
        if "--format" in args:
            time.sleep(0.5)
        else:
            got(process, 7)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
        assert (process.returncode, out, err) == (130, b"", b"")


@pytest.mark.parametrize("args", [(), ("-t", "uz-Latn-2026"), ("--format", "jsonl"), ("--json",)])
def test_a_reader_that_goes_away_ends_it_silently(args: tuple[str, ...]) -> None:
    data = (RECORD if "jsonl" in args else UZBEK) * 20000
    call = [sys.executable, "-m", "uzlat", *args]
    read, write = os.pipe()
    with subprocess.Popen(call, stdin=subprocess.PIPE, stdout=write, stderr=subprocess.PIPE) as process:
        os.close(write)
        os.close(read)
        _, err = process.communicate(data)
    assert err == b""
    assert process.returncode in (141, -signal.SIGPIPE)


def test_a_closed_standard_input_is_told_in_one_line() -> None:
    for args in (("-",), ("convert", "-"), ("-t", "uz-Cyrl")):
        call = ["sh", "-c", 'exec "$@" <&-', "sh", sys.executable, "-m", "uzlat", *args]
        done = subprocess.run(call, capture_output=True, check=False)
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.startswith(b"uzlat: error: ")
        assert done.stderr.count(b"\n") == 1


@settings(deadline=None, max_examples=8, suppress_health_check=list(HealthCheck))
@given(lines=st.lists(st.sampled_from(LINES), max_size=12), raw=st.binary(max_size=20))
def test_the_bare_filter_is_convert(run: Run, lines: list[str], raw: bytes) -> None:
    data = "\n".join(lines).encode() + raw
    bare, named = run(stdin=data), run("convert", "-", stdin=data)
    assert (bare.stdout, bare.stderr, bare.returncode) == (named.stdout, named.stderr, named.returncode)


def test_standard_input_may_be_a_file_read_in_part(start: Start, tmp_path: Any) -> None:
    (tmp_path / "a").write_bytes(UZBEK * 3)
    with (tmp_path / "a").open("rb", buffering=0) as source:
        source.seek(len(UZBEK))
        assert start(stdin=source).communicate() == (LATIN * 2, b"")


@pytest.mark.parametrize("args", [(), ("convert", "-")])
def test_standard_input_may_be_a_socket(start: Start, args: tuple[str, ...]) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        process = start(*args, stdin=theirs, stdout=theirs)
        theirs.close()
        for _ in range(2):
            ours.sendall(UZBEK)
            assert ours.recv(99) == LATIN
        ours.sendall(UZBEK[:-1])
        ours.shutdown(socket.SHUT_WR)
        assert ours.recv(99) == LATIN[:-1]
        assert process.wait(20) == 0


@pytest.mark.parametrize("args", [("-",), ("convert", "-")])
def test_standard_input_may_be_a_terminal(start: Start, args: tuple[str, ...]) -> None:
    import pty

    ours, theirs = pty.openpty()
    process = start(*args, stdin=theirs)
    os.close(theirs)
    os.write(ours, UZBEK)
    assert got(process, 7) == LATIN
    os.write(ours, b"\x04")
    assert process.wait(20) == 0
    os.close(ours)


def test_pipes_that_do_not_block_lose_nothing(start: Start) -> None:
    inside, write = os.pipe()
    read, outside = os.pipe()
    os.set_blocking(inside, False)
    os.set_blocking(outside, False)
    process = start(stdin=inside, stdout=outside)
    os.close(inside)
    os.close(outside)
    os.write(write, UZBEK * 5000)
    os.close(write)
    time.sleep(0.3)
    out = b""
    while more := os.read(read, 1 << 16):
        out += more
    assert out == LATIN * 5000
    assert process.wait(20) == 0
    os.close(read)
