"""The engines there are, and how one is made of what was asked for."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import NamedTuple

from uzlat.configured import API_KEY
from uzlat.translate.engine import Engine, MissingError

ENGINES = {
    "ct2": "ct2:CTranslate2",
    "openai": "openai:OpenAI",
    "libretranslate": "libretranslate:LibreTranslate",
    "apertium": "apertium:Apertium",
}
"""The engines, and the module and class of each in `uzlat.translate.engines`."""
REMOTE = ("openai", "libretranslate")
"""Engines that a URL is meant for."""


class Wish(NamedTuple):
    """What an engine is made of.

    engine: its name. url: of its server. model: the folder of a model, or its name on the server; for Apertium the
    folder of pairs that one has built. key: for the server. timeout: seconds for an answer. accepted: licences that the
    user has accepted. most_batch: segments that go to a server at once.
    """

    engine: str
    url: str = ""
    model: str = ""
    key: str = ""
    timeout: float = 60
    accepted: tuple[str, ...] = ()
    most_batch: int = 20

    def __repr__(self) -> str:
        """Write it without the key, and the URL without user and password.

        >>> Wish("openai", key="secret", timeout=5)
        Wish(engine='openai', key='***', timeout=5)
        """
        shown = self._replace(key="***" if self.key else "", url=re.sub("[^/]*@", "***@", self.url))
        given = {name: value for name, value in shown._asdict().items() if value != self._field_defaults.get(name)}
        return f"Wish({', '.join(f'{name}={value!r}' for name, value in given.items())})"


def make(wish: Wish) -> Engine:
    """Make an engine; nothing is loaded and no server asked.

    Raises:
        MissingError: if there is no engine of that name.
    """
    from importlib import import_module

    from uzlat.table import suggestion

    if wish.engine not in ENGINES:
        raise MissingError(f"no engine is named '{wish.engine}'{suggestion(wish.engine, list(ENGINES))}")
    module, name = ENGINES[wish.engine].split(":")
    made: Engine = getattr(import_module(f"uzlat.translate.engines.{module}"), name)(wish)
    return made


def wishes(given: Mapping[str, str], environ: Mapping[str, str] = os.environ) -> list[Wish]:
    """Say what each engine would be made of.

    With `engine`, the `url` and `model` are for that one. Without, a URL is for every engine that takes one, and a
    model for those where a URL is given, for ct2 where none is.

    Args:
        given: options and settings by name; unknown ones are passed over.
        environ: the environment, which holds the key.

    >>> [wish.engine for wish in wishes({"url": "http://127.0.0.1:1"}, {}) if wish.url]
    ['openai', 'libretranslate']
    """
    chosen, url = given.get("engine", ""), given.get("url", "")
    takers = (chosen,) if chosen else REMOTE if url else ("ct2",)
    return [
        Wish(
            name,
            url=url if name in takers and name in REMOTE else "",
            model=given.get("model", "") if name in takers else "",
            key=environ.get(API_KEY, "").strip() if name in REMOTE else "",
            timeout=float(given.get("timeout") or 60),
            accepted=tuple(given.get("accepted", "").split()),
        )
        for name in ENGINES
    ]
