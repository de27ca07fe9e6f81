"""The front matter of Markdown, in YAML or TOML: which of its fields are text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from uzlat.document import Block, Mark, Piece

_FRONT = re.compile(r"\ufeff?(---|\+\+\+)[ \t]*\r?\n(?=\s*+(?:[A-Za-z0-9_\"'-]++[ \t]*+[:=]|---|\+\+\+))")
_CLOSED = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*\r?$", re.MULTILINE),
}
_FIELD = re.compile(
    r"^(?P<key>title|description|summary|subtitle|lang|language|locale)(?P<sign>[ \t]*+[:=])[ \t]*+"
    r"""(?P<value>"(?:[^"\\\r\n]|\\.)*+"|'(?:[^'\r\n]|'')*+'|[^\s\["'{}>|&*!%@`#,?:-][^\r\n]*+)"""
    r"(?=[ \t]*+(?:#[^\n]*+)?\r?$)(?!\r?\n[ \t]+\S)",
    re.MULTILINE,
)
_NOT_PLAIN = re.compile(r"""^[\s\["'{}>|&*!%@`#,?:-]|:(?:\s|$)|\s#""")
"""What would be read as something else than text if no quotes stood around it."""
_WORDS_OF_YAML = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))


def front(text: str) -> int:
    """Find the end of the front matter; 0 if there is none."""
    begun = _FRONT.match(text)
    closed = begun and _CLOSED[begun[1]].search(text, begun.end())
    return closed.end() if closed else 0


def fields(text: str, end: int) -> Iterator[Block | Mark]:
    """Give the fields of the front matter that are text, and its language."""
    toml = text.removeprefix("\ufeff").startswith("+++")
    for found in _FIELD.finditer(text, 0, end):
        if found["sign"].endswith("=") != toml:
            continue
        value = found["value"] if found["value"][0] in "'\"" else found["value"].partition(" #")[0].rstrip()
        start, quoted = found.start("value"), value[0] in "'\""
        read = _unquoted(value, toml)
        if found["key"].startswith("l"):
            yield Mark(start + quoted, start + len(value) - quoted)
        elif any(map(str.isalpha, read)) and not re.search("[\r\n]", read) and (quoted or not toml):
            yield Block([Piece(start, start + len(value), read)], _toml if toml else _yaml)


def _unquoted(value: str, toml: bool) -> str:
    """Read a scalar; nothing if it has escapes that JSON has not."""
    if value[0] == "'":
        return value[1:-1] if toml else value[1:-1].replace("''", "'")
    if value[0] != '"':
        return value
    try:
        return str(json.loads(value))
    except ValueError:
        return ""


def _yaml(source: str, text: str) -> str:
    """Write a scalar of YAML in the quotes that it had; a plain one gets some if it would be read as something else."""
    if source[0] == '"':
        return json.dumps(text, ensure_ascii=False)
    if source[0] == "'" or _NOT_PLAIN.search(text) or text.lower() in _WORDS_OF_YAML:
        return "'" + text.replace("'", "''") + "'"
    return text


def _toml(source: str, text: str) -> str:
    """Write a string of TOML; one without escapes cannot hold its own quote."""
    return f"'{text}'" if source[0] == "'" and "'" not in text else json.dumps(text, ensure_ascii=False)
