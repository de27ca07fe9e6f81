"""What a translation is made with, by settings and options: the engine, memories, glossaries."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from uzlat.files import PlanError
from uzlat.report import say
from uzlat.translate.desk import BY_MEMORY, Desk
from uzlat.translate.engine import READY, Engine, MissingError
from uzlat.translate.engines.address import checked_url
from uzlat.translate.engines.registry import ENGINES, Wish, make, wishes
from uzlat.translate.lang import Lang

if TYPE_CHECKING:
    from uzlat.config import Config
    from uzlat.translate.glossary import Glossary
    from uzlat.translate.memories import Memories


def desk_of(
    config: Config, target: str, *, cache: str, network: bool, strict: bool = False, memories: bool = True
) -> Desk:
    """Make what translates.

    Args:
        config: the settings.
        target: the orthography to write.
        cache: the file of the cache, "" for none.
        network: whether a server may be asked that is named on the command line and is not this machine.
        strict: see Translator.
        memories: whether translation memories are looked into.

    Raises:
        MissingError: if no engine is ready; what each lacks is said on stderr first.
        PlanError: if text would be sent to a server that was not configured.
    """
    _check_url(config, network)
    memory = _memories(config) if memories else None
    if config["engine"] == BY_MEMORY:
        if memory is None:
            raise MissingError("there is no translation memory; name one with --memory, or begin one: uzlat tm import")
        engine = None
    else:
        engine = _ready(config)
    return Desk(
        engine, target, cache=cache, memory=memory, glossary=lambda *langs: _glossary(config, *langs), strict=strict
    )


def _check_url(config: Config, network: bool) -> None:
    """Refuse to send text off this machine because of a slip on the command line."""
    if network or not config["url"] or not config.origin("url").startswith("--"):
        return
    host = checked_url(config["url"]).hostname or ""
    if not _is_here(host):
        raise PlanError(
            f"text would be sent to {host}; allow it with --allow-network, or set url in uzlat.toml; nothing was sent"
        )


def _is_here(host: str) -> bool:
    """Say whether a host is this machine, whoever answers for names.

    >>> _is_here("localhost"), _is_here("127.0.0.2"), _is_here("::1"), _is_here("127.0.0.1.example.org")
    (True, True, True, False)
    """
    from ipaddress import ip_address

    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def announce(desk: Desk, *, quiet: bool = False) -> None:
    """Say what a user should know before text is translated: where it goes, and what the licence forbids."""
    if desk.able.network:
        say(f"text is sent to {desk.able.network}", quiet=quiet)
    if desk.able.commercial is False:
        say(f"{desk.name}: its licence forbids commercial use", quiet=quiet)


def asked_of(config: Config) -> list[Wish]:
    """Say what each engine would be made of, by the settings.

    Raises:
        MissingError: if they name an engine that there is not.
    """
    if config["engine"] and config["engine"] not in (*ENGINES, BY_MEMORY):
        make(Wish(config["engine"]))
    named = {key: config[key] for key in ("engine", "url", "model")}
    return wishes(named | {"accepted": " ".join(config["licences"])})


def _ready(config: Config) -> Engine:
    """Make the engine that was asked for, or else the one that is ready."""
    named = config["engine"]
    made = [make(wish) for wish in asked_of(config) if named in ("", wish.engine)]
    ready = [engine for engine in made if _told(engine, bool(named))]
    for engine in made:
        if engine not in ready[:1]:
            engine.close()
    if len(ready) == 1:
        return ready[0]
    if ready:
        raise MissingError(f"several engines are ready: {', '.join(one.name for one in ready)}; choose with --engine")
    what = f"the engine {named} is not ready" if named else "no engine is ready"
    raise MissingError(f"{what}; nothing was translated. See uzlat engines, and uzlat models how-to")


def _told(engine: Engine, alone: bool) -> bool:
    """Say whether an engine is ready; if not, what it lacks is told."""
    status = engine.probe()
    if status.state != READY:
        told = "; ".join(filter(None, (status.why, status.mend)))
        say(f"{engine.name}: {told if alone else status.state + ': ' + told}")
    return status.state == READY


def _memories(config: Config) -> Memories | None:
    from uzlat.translate.memories import Memories

    return Memories(paths) if (paths := list(_memory_files(config))) else None


def _memory_files(config: Config) -> Iterator[str]:
    """Name the memories that were asked for, and then the user's own if there is one."""
    from uzlat.translate.memory_file import default_path

    yield from config["memory"]
    if os.path.isfile(own := default_path()):
        yield own


def _glossary(config: Config, source: Lang, target: Lang) -> Glossary | None:
    from uzlat.translate.glossary import Glossary

    return Glossary.read(config["glossary"], source, target) if config["glossary"] else None
