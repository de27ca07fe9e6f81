"""What the tests of translation share: a story whose translations are known, and a server that knows them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.conftest import read_cases
from tests.openai_server import Fault, FaultyServer, Handler, items, said, serving

COLUMNS = ("uz-Cyrl", "uz-Latn", "en", "ru")
STORY = [dict(zip(COLUMNS, row, strict=True)) for row in read_cases("article.tsv")]
KNOWN = {row["uz-Latn"]: row for row in STORY}


def story(tag: str) -> str:
    """Write the story in a language: a headline, and a paragraph of the rest."""
    first, *rest = [row[tag] for row in STORY]
    return f"{first}\n\n{' '.join(rest)}\n"


def translated(sent: Any) -> list[dict[str, Any]]:
    """Translate what is known, as a model that reads Uzbek in Latin letters alone; the rest comes back as it is."""
    to = "ru" if "Russian" in sent["messages"][0]["content"] else "en"
    return [one | {"text": KNOWN[one["text"]][to] if one["text"] in KNOWN else one["text"]} for one in items(sent)]


def knows(handler: Handler, sent: Any) -> None:
    """Do what an OpenAI-compatible server should, for the sentences of the story."""
    import json

    if sent is None:
        handler.give({"object": "list", "data": [{"id": "toy"}]})
    else:
        said(json.dumps({"translations": translated(sent)}, ensure_ascii=False))(handler, sent)


@contextmanager
def server(*script: Fault) -> Iterator[FaultyServer]:
    """Run such a server; the script holds the faults to come."""
    with serving(knows, *script) as one:
        yield one
