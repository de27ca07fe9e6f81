"""Zips in tests: members as texts, and a zip again with some of them changed."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

from tests.documents import run

CORPUS = Path(__file__).parent / "corpus"


def source(name: str) -> bytes:
    """Read a file of the corpus."""
    return (CORPUS / name).read_bytes()


def converted(name: str, **options: str) -> bytes:
    """Convert a file of the corpus, whatever language it seems to be in."""
    return run(source(name), name, detecting=False, **options)[0]


def member(data: bytes, name: str) -> str:
    """Read a member of a zip."""
    return zipfile.ZipFile(BytesIO(data)).read(name).decode()


def packed(members: dict[str, str | bytes]) -> bytes:
    """Write a zip."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in members.items():
            target.writestr(name, text, zipfile.ZIP_STORED if name == "mimetype" else None)
    return out.getvalue()


def repacked(data: bytes, members: dict[str, str | bytes]) -> bytes:
    """Write a zip again, with members changed or added."""
    found = zipfile.ZipFile(BytesIO(data))
    return packed({name: found.read(name) for name in found.namelist()} | members)
