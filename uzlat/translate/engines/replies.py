"""What a language model answered: the translations by their numbers, or why there are none."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

FORM = {
    "type": "object",
    "properties": {
        "translations": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"id": {"type": "integer"}, "text": {"type": "string"}},
                "required": ["id", "text"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["translations"],
    "additionalProperties": False,
}
"""The JSON Schema of an answer."""
STOPPED, CUT, FILTERED = "stop", "length", "content_filter"
TRIED = 100
"""Places in an answer at which JSON may begin."""
_REASONED = re.compile(r"\A\s*(?:<think>)?.*?</think>", re.DOTALL)


class BadReplyError(ValueError):
    """An answer that cannot be used; the message says why in a few words."""


class EmptyReplyError(BadReplyError):
    """There is nothing in the answer."""


class Reply(NamedTuple):
    """What was answered: its text, and why it ends. refusal: what the model says instead."""

    text: str
    finish: str
    refusal: str = ""


def reply_of(value: Any) -> Reply:
    """Find the answer in what a server sent.

    Raises:
        BadReplyError: if it is not as OpenAI's protocol has it.
    """
    try:
        choice = value["choices"][0]
        said = choice["message"]
        text, refusal = said.get("content"), said.get("refusal")
        finish = choice.get("finish_reason")
    except (LookupError, TypeError, AttributeError):
        raise BadReplyError("no answer of a model in what the server sent") from None
    if isinstance(text, list):  # parts, as some servers have it
        text = "".join(str(part.get("text") or "") for part in text if isinstance(part, dict))
    return Reply(text if isinstance(text, str) else "", str(finish or STOPPED), refusal if _is_text(refusal) else "")


def translations(text: str, count: int) -> list[str]:
    """Read the translations of segments 1 to `count` out of an answer.

    What stands around the one JSON value of the right form, as a code fence or a remark, is passed over; so is
    reasoning between <think> and </think> before it.

    Raises:
        BadReplyError: if one is missing, empty, there twice or not asked for, or it is not plain which is meant.

    >>> translations('Sure! {"translations": [{"id": 2, "text": "b"}, {"id": 1, "text": "a"}]}', 2)
    ['a', 'b']
    """
    if not text.strip():
        raise EmptyReplyError("it is empty")
    found = [items for value in _values(_REASONED.sub("", text)) if (items := _items(value, count)) is not None]
    if len(found) != 1:
        raise BadReplyError("it holds several answers" if found else "it is not the JSON that was asked for")
    return _numbered(found[0], count)


def _values(text: str) -> Iterator[Any]:
    """Give each JSON object or array that stands in a text, outermost ones alone."""
    decoder, at, tried = json.JSONDecoder(), 0, 0
    while (start := re.compile(r"[\[{]").search(text, at)) and tried < TRIED:
        tried += 1
        try:
            value, at = decoder.raw_decode(text, start.start())
            yield value
        except (ValueError, RecursionError):
            at = start.end()


def _items(value: Any, count: int) -> list[Any] | None:
    """Give the items of a value of the right form; None if it is of another."""
    if isinstance(value, dict) and count == 1 and {"id", "text"} <= value.keys():
        return [value]
    items = value.get("translations") if isinstance(value, dict) else value
    return items if isinstance(items, list) and items and all(isinstance(item, dict) for item in items) else None


def _numbered(items: list[Any], count: int) -> list[str]:
    texts: dict[int, str] = {}
    for item in items:
        number, text = _number(item.get("id")), item.get("text")
        if not 1 <= number <= count:
            raise BadReplyError("it has an id that was not asked for")
        if number in texts:
            raise BadReplyError(f"it has id {number} twice")
        if not _is_text(text):
            raise EmptyReplyError(f"text {number} is empty")
        texts[number] = " ".join(str(text).split("\n")).strip()
    if missing := [number for number in range(1, count + 1) if number not in texts]:
        raise BadReplyError(f"id {missing[0]} is missing")
    return [texts[number] for number in range(1, count + 1)]


def _number(value: Any) -> int:
    """Read an id, which some models write as a string; 0 if it is none."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,4}", value.strip()):
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())
