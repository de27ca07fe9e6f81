"""LibreTranslate, a server of translation that one can run oneself."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from uzlat.translate.engine import (
    EMPTY,
    ERROR,
    NO_MODEL,
    NOT_CONFIGURED,
    READY,
    UNREACHABLE,
    Capabilities,
    Draft,
    EngineError,
    MissingError,
    Status,
)
from uzlat.translate.engines.batches import Patience, batches, drafts_of, halves
from uzlat.translate.engines.http import RefusedError, Server, SlowError
from uzlat.translate.engines.registry import Wish
from uzlat.translate.lang import Lang, parse

MOST_CHARACTERS = 5000
"""Of a batch, unless the server has a smaller limit of its own."""
EXAMPLE = "--url http://127.0.0.1:5000, or `url` in uzlat.toml"
SHOWN = 30
"""Languages that a message lists."""
_LIMIT = r"\((\d+)\)\D*\((\d+)\)"
"""How the server says that something is longer than a limit: both numbers in brackets, in any language."""
Offer = dict[str, tuple[str, ...]]
"""The languages that are translated, and those into which each is."""


class LibreTranslate:
    """Asks a LibreTranslate server.

    Args:
        wish: the URL of the server, and its key if it wants one.
        sleep: waits between tries; for tests.
    """

    name = "libretranslate"

    def __init__(self, wish: Wish, sleep: Callable[[float], object] | None = None) -> None:
        self._server = Server(_base(wish.url), timeout=wish.timeout, sleep=sleep, key="") if wish.url else None
        self._key = wish.key
        if self._server is not None:
            self._server.hide(wish.key)
        self._most = max(1, wish.most_batch)
        self._characters = 0
        self._offered: Offer | None = None
        self._patience = Patience()

    def probe(self) -> Status:
        """Ask the server once for its languages."""
        if self._server is None:
            return Status(NOT_CONFIGURED, "no URL is set, so no server is asked", EXAMPLE)
        try:
            offer = self._offer(tries=1)
        except EngineError as error:
            return Status(UNREACHABLE, str(error), "start the server, or correct the URL")
        if not any(offer.values()):
            return Status(NO_MODEL, f"{self._server.url} offers no languages", "install packages of Argos Translate")
        return Status(READY)

    def capabilities(self) -> Capabilities:
        """Say which languages the server offers."""
        offer = self._offer()
        most, url = max(0, self._characters), self._reached().url
        return Capabilities("LibreTranslate", lambda *pair: _codes(offer, *pair) is not None, "sentence", most, url)

    def translate(
        self,
        segments: Sequence[str],
        source: Lang,
        target: Lang,
        *,
        context: Sequence[tuple[str, str]] = (),
        terms: Sequence[tuple[str, str]] = (),
    ) -> list[Draft]:
        """Translate segments; the server reads neither context nor terms."""
        codes = _codes(self._offer(), source, target)
        if codes is None:
            raise MissingError(f"{self._reached().url} does not translate {source} to {target}; {self._listed()}")
        parts = batches(segments, self._most, MOST_CHARACTERS)
        return drafts_of(parts, lambda batch: self._drafts(batch, *codes))

    def close(self) -> None:
        """End every wait."""
        if self._server is not None:
            self._server.close()

    def pairs(self) -> list[str]:
        """List what the server translates, as `uz→en`."""
        return [f"{source}→{target}" for source, targets in self._offer().items() for target in targets]

    def _reached(self) -> Server:
        if self._server is None:
            raise MissingError(f"the engine libretranslate has no URL; give {EXAMPLE}")
        return self._server

    def _offer(self, tries: int = 2) -> Offer:
        """Ask for the languages, and for the limit on characters, which older servers do not tell."""
        if self._offered is not None:
            return self._offered
        server = self._reached()
        value = server.get("/languages", tries=tries)
        if not isinstance(value, list) or not all(isinstance(one, dict) and "code" in one for one in value):
            raise EngineError(f"{server.url}: its /languages lists none; is this a LibreTranslate server?")
        every = tuple(str(one["code"]) for one in value)
        offer = {str(one["code"]): tuple(map(str, one.get("targets") or every)) for one in value}
        try:
            limit = server.get("/frontend/settings", tries=1).get("charLimit")
        except (EngineError, AttributeError):
            limit = 0
        self._characters = limit if isinstance(limit, int) else 0
        self._offered = {one: tuple(other for other in targets if other != one) for one, targets in offer.items()}
        return self._offered

    def _listed(self) -> str:
        found = self.pairs()
        return f"it offers {', '.join(found[:SHOWN])}{' …' * (len(found) > SHOWN)}" if found else "it offers nothing"

    def _drafts(self, texts: list[str], source: str, target: str) -> list[Draft]:
        """Translate a batch; where the server refuses or answers nonsense its halves, at last each segment."""
        if len(texts) > self._most:
            return [draft for half in halves(texts) for draft in self._drafts(half, source, target)]
        try:
            made = self._asked(texts, source, target)
        except (RefusedError, SlowError, ValueError) as error:
            self._learn(error, len(texts))
            if len(texts) == 1:
                return [self._failed(error)]
            if isinstance(error, SlowError):
                self._most = max(1, len(texts) // 2)
                return [draft for text in texts for draft in self._drafts([text], source, target)]
            return [draft for half in halves(texts) for draft in self._drafts(half, source, target)]
        self._patience.reward()
        return [Draft(text) if text else Draft("", EMPTY, error="the server's answer is empty") for text in made]

    def _asked(self, texts: list[str], source: str, target: str) -> list[str]:
        """Ask for the translations of some texts.

        Raises:
            ValueError: if as many do not come back.
        """
        payload = {"q": texts, "source": source, "target": target, "format": "text"}
        value = self._reached().post("/translate", payload | ({"api_key": self._key} if self._key else {}))
        made = value.get("translatedText") if isinstance(value, dict) else None
        if isinstance(made, str) and len(texts) == 1:
            made = [made]
        if not isinstance(made, list) or not all(isinstance(text, str) for text in made):
            raise ValueError("the server's answer holds no translations")
        if len(made) != len(texts):
            raise ValueError(f"the server gave {len(made)} translations for {len(texts)} texts")
        return [" ".join(text.split("\n")).strip() for text in made]

    def _learn(self, error: Exception, sent: int) -> None:
        """Keep to a limit on the texts of a batch, once the server has named it."""
        found = re.search(_LIMIT, str(error))
        if found and int(found[1]) == sent > int(found[2]) > 0:
            self._most = int(found[2])

    def _failed(self, error: Exception) -> Draft:
        """Say how a single segment ended.

        Raises:
            EngineError: if the server fails on every one.
        """
        if isinstance(error, RefusedError) and error.status in (404, 405):
            raise error
        if isinstance(error, EngineError) and not re.search(_LIMIT, str(error)):
            self._patience.lose(error)
        return Draft("", ERROR, error=str(error))


def _base(url: str) -> str:
    """Give the URL that paths are put behind.

    >>> _base("http://127.0.0.1:5000/translate")
    'http://127.0.0.1:5000'
    """
    return url.strip().rstrip("/").removesuffix("/translate")


def _codes(offer: Offer, source: Lang, target: Lang) -> tuple[str, str] | None:
    """Find the server's codes of a pair; None if it does not translate it."""
    one = _code(list(offer), source)
    other = _code(offer.get(one, ()), target) if one else ""
    return (one, other) if one and other else None


def _code(known: Sequence[str], lang: Lang) -> str:
    """Find a language among the codes of a server, with its script first; "" if it is not there.

    >>> _code(["en", "zh-Hans", "uz"], Lang("uz", "Latn")), _code(["uz-Cyrl"], Lang("uz", "Latn"))
    ('uz', '')
    """
    tags = {code: parse(code) for code in known if re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]+)*", code)}
    exact = [code for code, tag in tags.items() if tag == lang]
    near = [code for code, tag in tags.items() if tag.code == lang.code and not (tag.script and lang.script)]
    return next(iter(exact + near), "")
