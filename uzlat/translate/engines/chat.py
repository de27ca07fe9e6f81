"""A conversation with a language model about some segments: one question, one answer, no second thoughts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from uzlat.translate.engine import EngineError
from uzlat.translate.engines.http import FAILING, RefusedError, Server
from uzlat.translate.engines.prompts import Pairs, instructions
from uzlat.translate.engines.replies import CUT, FILTERED, FORM, BadReplyError, Reply, reply_of, translations
from uzlat.translate.lang import Lang

SETTINGS: tuple[dict[str, Any], ...] = (
    {
        "temperature": 0,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "translations", "strict": True, "schema": FORM},
        },
    },
    {"temperature": 0, "response_format": {"type": "json_object"}},
    {"temperature": 0},
    {},
)
"""How an answer is asked for: as strictly as the server can; the first that it takes stays for the run."""
ASKED = ("response_format", "json_schema", "json_object")
"""What a refusal names that is about the form of the answer."""


class CutError(BadReplyError):
    """The answer was cut off: another try would be as long."""


class FilterError(BadReplyError):
    """The server keeps the answer back."""


class Task(NamedTuple):
    """What is asked of segments: languages, and terms; `history` grows with what is done."""

    source: Lang
    target: Lang
    terms: Pairs
    history: list[tuple[str, str]]


class Chat:
    """Asks one model of a server."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._settings = 0

    def ask(self, model: str, texts: Sequence[str], task: Task, history: Pairs, remark: str = "") -> list[str]:
        """Ask a model for the translations of some texts.

        Args:
            model: the model.
            texts: what is translated.
            task: from what into what.
            history: what the model may read of what came before.
            remark: what else it is told.

        Raises:
            BadReplyError: if the answer cannot be used.
            EngineError: as `Server.post` has it.
        """
        system = instructions(task.source, task.target, texts, task.terms, history)
        numbered = [{"id": number, "text": text} for number, text in enumerate(texts, 1)]
        messages = [
            {"role": "system", "content": f"{system}\n\n{remark}" if remark else system},
            {"role": "user", "content": json.dumps(numbered, ensure_ascii=False)},
        ]
        reply = self._reply({"model": model, "messages": messages, "stream": False})
        if reply.finish == FILTERED or reply.refusal:
            raise FilterError(reply.refusal or "the server's filter keeps it back")
        if reply.finish == CUT:
            raise CutError("it is cut off")
        return translations(reply.text, len(texts))

    def _reply(self, payload: dict[str, Any]) -> Reply:
        """Send a question with the strictest settings that the server takes; those that it took are kept."""
        for number, settings in enumerate(SETTINGS[self._settings :], self._settings):
            try:
                value = self._server.post("/chat/completions", payload | settings)
            except RefusedError as error:
                if _is_about_form(error) and number + 1 < len(SETTINGS):
                    continue
                raise
            self._settings = number
            return reply_of(value)
        raise EngineError(f"{self._server.url}: not asked")


def _is_about_form(error: RefusedError) -> bool:
    """Say whether a server refuses how it is asked; that of llama-cpp-python says so with 500."""
    return error.status in (400, 422) or (error.status == FAILING and any(word in str(error) for word in ASKED))
