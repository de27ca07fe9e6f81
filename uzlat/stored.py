"""JSON that uzlat has written itself, read without the package `json`, to import which takes longer than to read it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class _Plain:
    """How `json` reads if it is asked for nothing else."""

    strict = True
    object_hook = object_pairs_hook = None
    parse_int, parse_float, parse_constant = int, float, float


def read_json(path: str) -> Any:
    """Read a file.

    Raises:
        OSError: if it cannot be read.
        ValueError: if it is no JSON.
    """
    with open(path, encoding="utf-8") as handle:
        text = handle.read()
    try:
        from _json import make_scanner  # what `json` itself uses, where Python has it

        value, end = make_scanner(_Plain)(text, 0)  # type: ignore[arg-type]
        if end == len(text.rstrip()):
            return value
    except (ImportError, StopIteration):
        pass
    import json

    return json.loads(text)
