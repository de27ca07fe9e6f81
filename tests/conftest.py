"""What several test files share."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

# Before anything is converted: the tests leave nothing in the cache of whoever runs them.
CACHE = tempfile.TemporaryDirectory(prefix="uzlat-tests-")
os.environ["XDG_CACHE_HOME"] = CACHE.name
# Nor do settings of whoever runs them change what they expect.
os.environ["XDG_CONFIG_HOME"] = CACHE.name

from uzlat import Converter  # noqa: E402

ROOT = Path(__file__).parent.parent
Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture(scope="session")
def official() -> Converter:
    return Converter("uz-Cyrl_uz-Latn")


@pytest.fixture(scope="session")
def latin_2026() -> Converter:
    return Converter("uz-Cyrl_uz-Latn-2026")


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the command in a folder of its own; give stdout and stderr as bytes."""

    def call(*args: str, stdin: bytes = b"", **extra: object) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "uzlat", *args]
        settings: dict[str, object] = {"cwd": tmp_path, "input": stdin, "capture_output": True, **extra}
        return subprocess.run(command, check=False, timeout=120, **settings)  # type: ignore[call-overload,no-any-return]

    return call


def read_cases(name: str) -> list[list[str]]:
    """Read a TSV of cases without its comments and its header."""
    lines = (ROOT / "tests" / "cases" / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("# ")][1:]
