"""What lies in the folder of a model: the file of CTranslate2, its vocabulary, the pieces of SentencePiece."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from uzlat.encodings import DocumentError

MANIFEST = "uzlat-model.json"
BINARY = "model.bin"
_KEPT = (".bin", ".model", ".spm", ".vocab")
_NAMED = ("config.json", "metadata.json", "vmap.txt")
_BLOCK = 1 << 20


class Vocabulary(NamedTuple):
    """The tokens a model reads and writes."""

    source: frozenset[str]
    target: frozenset[str]


def inner(folder: str) -> str:
    """Give the folder with the file of CTranslate2: packages of Argos have it in `model`."""
    below = os.path.join(folder, "model")
    return below if not _has(folder, BINARY) and _has(below, BINARY) else folder


def pieces(folder: str, names: Iterable[str]) -> str:
    """Give the first file of some names that the folder has, "" if it has none."""
    names = list(names)
    tried = (os.path.join(place, name) for place in (folder, inner(folder)) for name in names)
    return next(filter(os.path.isfile, tried), "")


def listing(folder: str) -> list[str]:
    """Name the files that a model consists of, with paths from the folder, sorted.

    Raises:
        OSError: if the folder cannot be read.
    """
    below = inner(folder)
    places = {folder, below}
    found = [os.path.join(place, name) for place in places for name in os.listdir(place) if _counts(name)]
    return sorted(os.path.relpath(path, folder).replace(os.sep, "/") for path in found)


def missing(folder: str, source: Iterable[str], target: Iterable[str]) -> str:
    """Say in a few words what a folder lacks to be a model; "" if it is one.

    Args:
        folder: the folder.
        source, target: names that the SentencePiece models may have.
    """
    if not os.path.isdir(folder):
        return "it is no folder" if os.path.exists(folder) else "there is no such folder"
    below = inner(folder)
    if not _has(below, BINARY):
        return f"it has no {BINARY}"
    if not _vocabulary_file(below, "source"):
        return "it has no vocabulary (shared_vocabulary.json or .txt)"
    for names in (list(source), list(target)):
        if not pieces(folder, names):
            return f"it has no SentencePiece model ({', '.join(names)})"
    return ""


def vocabulary(folder: str) -> Vocabulary:
    """Read the tokens.

    Raises:
        DocumentError: if the file is none.
    """
    below = inner(folder)
    source = _tokens(_vocabulary_file(below, "source"))
    other = _vocabulary_file(below, "target")
    return Vocabulary(source, source if other == _vocabulary_file(below, "source") else _tokens(other))


def settings(folder: str, name: str = "config.json") -> dict[str, Any]:
    """Read config.json or metadata.json; a folder need not have them.

    Raises:
        DocumentError: if it is no JSON object.
    """
    path = pieces(folder, [name])
    return read_object(path) if path else {}


def checksum(path: str) -> str:
    """Give the SHA-256 of a file.

    Raises:
        OSError: if it cannot be read.
    """
    digest = hashlib.sha256()
    with open(path, "rb") as handle:
        while block := handle.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _has(folder: str, name: str) -> bool:
    return os.path.isfile(os.path.join(folder, name))


def _counts(name: str) -> bool:
    return name.endswith(_KEPT) or name in _NAMED or name.partition(".")[0].endswith("vocabulary")


def _vocabulary_file(below: str, side: str) -> str:
    names = [f"{kind}_vocabulary.{ending}" for kind in (side, "shared") for ending in ("json", "txt")]
    return next((os.path.join(below, name) for name in names if _has(below, name)), "")


def _tokens(path: str) -> frozenset[str]:
    try:
        with open(path, encoding="utf-8", newline="\n") as handle:
            read = json.load(handle) if path.endswith(".json") else handle.read().split("\n")
    except ValueError as error:
        raise DocumentError(f"{path} is no vocabulary: it is damaged, or not in UTF-8") from error
    if not isinstance(read, list) or not all(isinstance(token, str) for token in read):
        raise DocumentError(f"{path} is no vocabulary: it is no list of tokens")
    return frozenset(token.removesuffix("\r") for token in read if token)


def read_object(path: str) -> dict[str, Any]:
    """Read a JSON object.

    Raises:
        DocumentError: if the file is damaged.
    """
    try:
        with open(path, encoding="utf-8") as handle:
            read = json.load(handle)
    except ValueError as error:
        raise DocumentError(f"{path} is damaged: it is no JSON") from error
    if not isinstance(read, dict):
        raise DocumentError(f"{path} is damaged: it holds no JSON object")
    return read


def write_object(path: str, value: Mapping[str, object]) -> None:
    """Write a JSON object, whole or not at all.

    Raises:
        OSError: if it cannot be written; names the file.
    """
    draft = f"{path}.{os.getpid()}.new"
    try:
        with open(draft, "w", encoding="utf-8") as handle:
            handle.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")
        os.replace(draft, path)
    except OSError as error:
        if os.path.exists(draft):
            os.remove(draft)
        raise OSError(error.errno, error.strerror, path) from None
