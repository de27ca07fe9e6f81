"""Language models behind the protocol of OpenAI: Ollama, llama.cpp, vLLM and services."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from uzlat.translate.engine import (
    EMPTY,
    ERROR,
    NO_MODEL,
    NOT_CONFIGURED,
    READY,
    TRUNCATED,
    UNREACHABLE,
    Capabilities,
    Draft,
    EngineError,
    MissingError,
    Status,
)
from uzlat.translate.engines.batches import Patience, batches, drafts_of, halves
from uzlat.translate.engines.chat import Chat, CutError, FilterError, Task
from uzlat.translate.engines.http import RefusedError, Server, SlowError
from uzlat.translate.engines.prompts import reminder
from uzlat.translate.engines.registry import Wish
from uzlat.translate.engines.replies import BadReplyError, EmptyReplyError
from uzlat.translate.lang import Lang

MOST_CHARACTERS = 2500
"""Of a batch: with its answer it fits into the 4096 tokens that Ollama gives a model by default."""
GONE = (404, 405)
"""Refusals of the URL or the model itself: no other request does better."""
EXAMPLE = "--url http://127.0.0.1:11434/v1 (Ollama), or `url` in uzlat.toml"
Pair = tuple[str, str]


class OpenAI:
    """Asks a language model for numbered batches of translations.

    Args:
        wish: the URL, with or without /v1; the model, which may be left out where the server has but one; the key.
        sleep: waits between tries; for tests.
    """

    name = "openai"

    def __init__(self, wish: Wish, sleep: Callable[[float], object] | None = None) -> None:
        self._server = Server(_base(wish.url), wish.key, wish.timeout, sleep) if wish.url else None
        self._chat: Chat | None = None
        self._model = wish.model
        self._checked = False
        self._limit = self._most = max(1, wish.most_batch)  # segments in a batch: ever, and now
        self._spoilt = False
        self._settings = 0
        self._patience = Patience()

    def probe(self) -> Status:
        """Ask the server once for its models."""
        if self._server is None:
            return Status(NOT_CONFIGURED, "no URL is set, so no server is asked", EXAMPLE)
        try:
            self._model = self._chosen(tries=1)
        except MissingError as error:
            return Status(NO_MODEL, str(error), "--model NAME, one that the server has")
        except EngineError as error:
            return Status(UNREACHABLE, str(error), "start the server, or correct the URL")
        return Status(READY)

    def capabilities(self) -> Capabilities:
        """Say which model; it takes every pair of languages, well or not."""
        self._model = self._chosen()
        return Capabilities(self._model, _differ, unit="batch", network=self._reached().url)

    def translate(
        self,
        segments: Sequence[str],
        source: Lang,
        target: Lang,
        *,
        context: Sequence[Pair] = (),
        terms: Sequence[Pair] = (),
    ) -> list[Draft]:
        """Translate segments batch by batch, each with what came before it."""
        self._model = self._chosen()
        task = Task(source, target, terms, list(context))
        return drafts_of(batches(segments, self._most, MOST_CHARACTERS), lambda batch: self._batch(batch, task))

    def close(self) -> None:
        """End every wait."""
        if self._server is not None:
            self._server.close()

    def _reached(self) -> Server:
        if self._server is None:
            raise MissingError(f"the engine openai has no URL; give {EXAMPLE}")
        return self._server

    def _chosen(self, tries: int = 2) -> str:
        """Give the model that is asked for, or the only one there is."""
        server = self._reached()
        if self._checked:
            return self._model
        try:
            there = _ids(server.get("/models", tries=tries))
        except RefusedError:  # a server without such a list
            there = []
        wanted = self._model or (there[0] if len(there) == 1 else "")
        listed = ", ".join(there[:20]) + " …" * (len(there) > 20)
        if not wanted:
            raise MissingError(f"{server.url}: say which model with --model" + (f"; it has {listed}" if there else ""))
        if there and not {wanted, f"{wanted}:latest", f"models/{wanted}"} & set(there):
            raise MissingError(f"{server.url} has no model '{wanted}'; it has {listed}")
        self._checked = True
        return wanted

    def _batch(self, texts: list[str], task: Task) -> list[Draft]:
        """Translate a batch; later ones are smaller if its answer was no good, and grow again where they are."""
        self._spoilt = False
        drafts = self._drafts(texts, task)
        self._most = max(1, len(texts) // 2) if self._spoilt else min(self._limit, self._most + 1)
        return drafts

    def _drafts(self, texts: list[str], task: Task) -> list[Draft]:
        """Translate a batch: where that fails its halves, at last each segment by itself."""
        if len(texts) > self._most:
            return self._parted(texts, task)
        try:
            made = self._twice(texts, task)
        except (BadReplyError, SlowError, RefusedError) as error:
            return self._less(texts, task, error) if len(texts) > 1 else [self._failed(error)]
        self._patience.reward()
        task.history.extend(zip(texts, made, strict=True))
        return [Draft(text) for text in made]

    def _twice(self, texts: list[str], task: Task) -> list[str]:
        """Ask, and once more after an answer that cannot be used; for a single segment then without what came before.

        Raises:
            BadReplyError: if the second answer is no better, or another try would end as the first.
        """
        chat = self._chat = self._chat or Chat(self._reached())
        try:
            return chat.ask(self._model, texts, task, task.history)
        except BadReplyError as error:
            if len(texts) > 1 and isinstance(error, CutError | FilterError):
                raise
            remark = "" if isinstance(error, CutError | FilterError) else reminder(str(error))
            return chat.ask(self._model, texts, task, task.history if len(texts) > 1 else [], remark)

    def _less(self, texts: list[str], task: Task, error: Exception) -> list[Draft]:
        """Send less at once, and later too, if that was too much for the server or its model."""
        if isinstance(error, RefusedError) and error.status in GONE:
            raise error
        if isinstance(error, SlowError):
            self._limit = max(1, len(texts) // 2)
            return [draft for text in texts for draft in self._drafts([text], task)]
        if isinstance(error, CutError):
            self._limit = max(1, len(texts) // 2)
        self._spoilt = self._spoilt or not isinstance(error, FilterError | RefusedError)
        return self._parted(texts, task)

    def _parted(self, texts: list[str], task: Task) -> list[Draft]:
        return [draft for part in halves(texts) for draft in self._drafts(part, task)]

    def _failed(self, error: Exception) -> Draft:
        """Say how a single segment ended.

        Raises:
            EngineError: if the server fails on every one.
        """
        if isinstance(error, EngineError):
            if isinstance(error, RefusedError) and error.status in GONE:
                raise error
            self._patience.lose(error)
            return Draft("", ERROR, error=str(error))
        if isinstance(error, CutError):
            return Draft("", TRUNCATED, error=str(error))
        return Draft("", EMPTY if isinstance(error, EmptyReplyError) else ERROR, error=f"the model's answer: {error}")


def _base(url: str) -> str:
    """Give the URL that paths are put behind.

    >>> _base("http://127.0.0.1:11434"), _base("https://example.com/v1/chat/completions/")
    ('http://127.0.0.1:11434/v1', 'https://example.com/v1')
    """
    from urllib.parse import urlunsplit

    from uzlat.translate.engines.address import checked_url

    parts = checked_url(url)
    path = parts.path.rstrip("/").removesuffix("/chat/completions")
    return urlunsplit(parts._replace(path=path or "/v1"))


def _ids(value: Any) -> list[str]:
    """Read the names of models."""
    items = value.get("data") if isinstance(value, dict) else None
    return [str(item["id"]) for item in items or [] if isinstance(item, dict) and item.get("id")]


def _differ(source: Lang, target: Lang) -> bool:
    return source.code != target.code
