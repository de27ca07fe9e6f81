"""Apertium: translation by rules, a program of its own that is called for each segment.

Marks that Apertium writes before words (`*` unknown, `@` not in the bilingual list, `#` without a form) become flags of
the draft; a reader never sees them.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence
from functools import cache
from typing import Any

from uzlat.translate.engine import (
    EMPTY,
    ERROR,
    NO_MODEL,
    NOT_INSTALLED,
    READY,
    Capabilities,
    Draft,
    MissingError,
    Status,
)
from uzlat.translate.engines.registry import Wish
from uzlat.translate.lang import Lang

PROGRAM = "apertium"
PROCESSES = 3
"""Segments that are translated at the same time: each call is a pipe of a dozen small programs."""
MARKS = {"*": "unknown word", "@": "no translation", "#": "no form"}
_MARK = re.compile(r"(?<!\w)([*@#])(?=(\w+(?:[-'ʻʼ’]\w+)*))")


class Apertium:
    """Calls Apertium.

    Args:
        wish: `model`, where the modes of pairs that one has built stand; `timeout` for a segment.
    """

    name = "apertium"

    def __init__(self, wish: Wish) -> None:
        self._options = ["-d", wish.model] if wish.model else []
        self._timeout = wish.timeout
        self._known: list[str] | None = None

    def probe(self) -> Status:
        """Look for the program and its modes."""
        from shutil import which

        if which(PROGRAM) is None:
            return Status(NOT_INSTALLED, "the program apertium is not on this machine", "apt install apertium")
        if not self._modes():
            mend = "apt install apertium-rus-ukr, or another pair; or --model DIR of one that you have built"
            return Status(NO_MODEL, "no pair of languages is there", mend)
        return Status(READY)

    def capabilities(self) -> Capabilities:
        """Say which pairs are there."""
        modes = self._modes()
        return Capabilities("Apertium", lambda *pair: _mode(modes, *pair) != "", scripts=dict(_data()["scripts"]))

    def translate(
        self,
        segments: Sequence[str],
        source: Lang,
        target: Lang,
        *,
        context: Sequence[tuple[str, str]] = (),
        terms: Sequence[tuple[str, str]] = (),
    ) -> list[Draft]:
        """Translate segments, some at the same time; Apertium reads neither context nor terms."""
        from concurrent.futures import ThreadPoolExecutor

        mode = _mode(self._modes(), source, target)
        if not mode:
            there = ", ".join(self._modes()) or "nothing"
            raise MissingError(f"apertium does not translate {source} to {target}; it has {there}")
        with ThreadPoolExecutor(PROCESSES) as pool:
            return list(pool.map(lambda segment: self._draft(segment, mode), segments))

    def close(self) -> None:
        """Free nothing: every process has ended."""

    def pairs(self) -> list[str]:
        """List the modes that are there."""
        return self._modes()

    def _modes(self) -> list[str]:
        """Ask once which modes there are."""
        if self._known is None:
            listed = _run([*self._options, "-l"], "", self._timeout)
            self._known = re.findall(r"^ *([A-Za-z_]+-[A-Za-z_]+) *$", listed.stdout, re.MULTILINE)
        return self._known

    def _draft(self, segment: str, mode: str) -> Draft:
        """Translate one segment.

        A segment that holds signs which look like marks is translated without marks too: then all of them are its own.
        """
        try:
            marked = self._called(segment, mode)
            if not marked.strip():
                return Draft("", EMPTY, error="apertium wrote nothing, and said nothing of it")
            if not any(mark in segment for mark in MARKS):
                return Draft(_MARK.sub("", marked), flags=_flags(marked))
            return Draft(self._called(segment, mode, "-u"), flags=_flags(marked, segment))
        except subprocess.TimeoutExpired:
            return Draft("", ERROR, error=f"apertium took longer than {self._timeout:.0f} seconds")
        except _FailedError as error:
            return Draft("", ERROR, error=str(error))

    def _called(self, segment: str, mode: str, *options: str) -> str:
        done = _run([*self._options, *options, "-f", "txt", mode], f"{segment}\n", self._timeout)
        if done.returncode:
            said = " ".join((done.stderr or done.stdout).split())[:200]
            raise _FailedError(f"apertium ended with {done.returncode}{f' ({said})' if said else ''}")
        return " ".join(done.stdout.split("\n")).strip()


class _FailedError(Exception):
    """A call failed; the message says how."""


def _run(options: list[str], text: str, timeout: float) -> subprocess.CompletedProcess[str]:
    """Call the program, in UTF-8; where it takes too long, all of its pipe is ended.

    Raises:
        MissingError: if it cannot be called.
        subprocess.TimeoutExpired: if it takes too long.
    """
    environ = {**os.environ, "LC_ALL": "C.UTF-8"}
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    try:
        process = subprocess.Popen([PROGRAM, *options], env=environ, start_new_session=True, **pipes)
    except OSError:
        raise MissingError("the program apertium is not on this machine; apt install apertium") from None
    try:
        out, err = process.communicate(text.encode(errors="replace"), timeout)
    except BaseException:
        _end(process)
        raise
    read = [part.decode(errors="replace") for part in (out, err)]
    return subprocess.CompletedProcess(options, process.returncode, *read)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and what it started."""
    import signal

    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (OSError, AttributeError):
        process.kill()
    process.communicate()


@cache
def _data() -> dict[str, Any]:
    import tomllib
    from importlib.resources import files

    return tomllib.loads((files("uzlat.translate.data") / "apertium.toml").read_text(encoding="utf-8"))


def _mode(modes: Sequence[str], source: Lang, target: Lang) -> str:
    """Find the mode of a pair; "" if there is none.

    >>> _mode(["rus-ukr"], Lang("ru"), Lang("uk")), _mode(["eng-spa"], Lang("ru"), Lang("uk"))
    ('rus-ukr', '')
    """
    for one in _names(source.code):
        for other in _names(target.code):
            if f"{one}-{other}" in modes:
                return f"{one}-{other}"
    return ""


def _names(code: str) -> list[str]:
    return [*_data()["codes"].get(code, []), code]


def _flags(marked: str, source: str = "") -> tuple[str, ...]:
    """Say what the marks mean; one that the source has before the same word is none.

    >>> _flags("#Ózbekistan Prezidenti *tashrif")
    ('no form: Ózbekistan', 'unknown word: tashrif')
    """
    found = [(mark, word) for mark, word in _MARK.findall(marked) if f"{mark}{word}" not in source]
    return tuple(dict.fromkeys(f"{MARKS[mark]}: {word}" for mark, word in found))
