"""What a language model is asked, in words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from uzlat.translate.folding import fold
from uzlat.translate.lang import Lang

MOST_HISTORY = 800
"""Characters of what came before that are repeated: small models have little room."""
Pairs = Sequence[tuple[str, str]]


@cache
def _said() -> dict[str, Any]:
    import tomllib
    from importlib.resources import files

    return tomllib.loads((files("uzlat.translate.data") / "prompts.toml").read_text(encoding="utf-8"))


def named(lang: Lang) -> str:
    """Name a language in English; one that has no name here by its tag.

    >>> named(Lang("uz", "Latn")), named(Lang("ru")), named(Lang("ba", "Cyrl"))
    ('Uzbek (Latin script)', 'Russian', 'ba-Cyrl')
    """
    name, script = _said()["languages"].get(lang.code), _said()["scripts"].get(lang.script)
    if not name or bool(lang.script) != bool(script):
        return str(lang)
    return f"{name} ({script})" if script else str(name)


def instructions(source: Lang, target: Lang, segments: Sequence[str], terms: Pairs, history: Pairs) -> str:
    """Write the system prompt for some segments: the terms that are in them, and the end of what came before."""
    said, names = _said(), {"source": named(source), "target": named(target)}
    parts = [_filled(said["system"], names)]
    if lines := _lines(_in(terms, segments)):
        parts.append(_filled(said["terms"], names | {"lines": lines}))
    if lines := _lines(_last(history)):
        parts.append(_filled(said["history"], names | {"lines": lines}))
    return "\n\n".join(parts)


def reminder(why: str) -> str:
    """Say why the last answer was no good."""
    return _filled(_said()["again"], {"why": why})


def _filled(text: str, values: dict[str, str]) -> str:
    """Put values into a text in one go: braces in them, and those of JSON, mean nothing."""
    import re

    return re.sub(r"\{(\w+)\}", lambda hole: values.get(hole[1], hole[0]), text)


def _in(terms: Pairs, segments: Sequence[str]) -> Pairs:
    """Choose the terms that stand in some segments."""
    text = fold("\n".join(segments))
    return [(word, wanted) for word, wanted in terms if fold(word) in text]


def _last(history: Pairs) -> Pairs:
    """Choose the last pairs that have room."""
    kept: list[tuple[str, str]] = []
    room = MOST_HISTORY
    for pair in reversed(history):
        room -= len(pair[0]) + len(pair[1])
        if room < 0:
            break
        kept.insert(0, pair)
    return kept


def _lines(pairs: Pairs) -> str:
    return "\n".join(f"{source} => {target}" for source, target in pairs)
