"""What every engine of translation is to the rest: one Protocol, and the values that go in and come out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple, Protocol

from uzlat.report import Exit
from uzlat.translate.lang import Lang, engine_scripts

READY = "ready"
NOT_INSTALLED, NO_MODEL, NOT_CONFIGURED = "not installed", "no model", "not configured"
UNREACHABLE, REFUSED = "unreachable", "licence"
"""States of an engine. REFUSED: its model's licence has not been accepted."""
OK, TRUNCATED, EMPTY, ERROR = "ok", "truncated", "empty", "error"
"""How the draft of a segment ended."""


class EngineError(RuntimeError):
    """The engine is gone, or answers nothing that can be used: no further segment is asked of it. One line."""

    exit_code = Exit.UNFINISHED


class MissingError(EngineError):
    """No engine, no model, or not for this pair: nothing can be translated. One line that says what to do."""

    exit_code = Exit.MISSING


class Status(NamedTuple):
    """Whether an engine can be used now: the state, what is missing, and the command or setting that mends it."""

    state: str
    why: str = ""
    mend: str = ""


class Capabilities(NamedTuple):
    """What an engine takes and gives.

    model: what translates, as its owner names it. version: what tells it from another of that name, "" if that is not
    known. pairs: whether it translates from one language to another; scripts are to be ignored but for what `scripts`
    says. unit: whether a segment is translated by itself, or a numbered batch with what came before. most: characters
    of a segment, 0 for no limit. network: the URL that text is sent to, "" if it stays in this process. licence: of the
    model, "" if it is not known. commercial: whether that allows commercial use; None if it is not known. scripts: in
    which script it reads and writes a language that has several; None for what most engines do.
    """

    model: str
    pairs: Callable[[Lang, Lang], bool]
    unit: Literal["sentence", "batch"] = "sentence"
    most: int = 0
    network: str = ""
    licence: str = ""
    commercial: bool | None = None
    scripts: dict[str, str] | None = None
    version: str = ""

    @property
    def reads(self) -> dict[str, str]:
        """In which script it reads and writes a language."""
        return engine_scripts() if self.scripts is None else self.scripts


class Draft(NamedTuple):
    """What an engine made of a segment.

    text: "" unless `finish` is OK. flags: what it says of its own work, as "unknown word: tashrif". error: why there is
    no text, in a few words.
    """

    text: str
    finish: str = OK
    flags: tuple[str, ...] = ()
    error: str = ""


class Engine(Protocol):
    """Translates segments. `name` is what --engine takes."""

    name: str

    def probe(self) -> Status:
        """Say whether it can be used, cheaply: nothing is loaded, a server is asked once."""

    def capabilities(self) -> Capabilities:
        """Say what it takes and gives.

        Raises:
            EngineError: if it cannot be used.
        """

    def translate(
        self,
        segments: Sequence[str],
        source: Lang,
        target: Lang,
        *,
        context: Sequence[tuple[str, str]] = (),
        terms: Sequence[tuple[str, str]] = (),
    ) -> list[Draft]:
        """Translate segments, each one sentence; as many drafts come back, in order.

        Args:
            segments: text without markup or line ends, in the script that `capabilities` asks for.
            source, target: languages, with their scripts.
            context: the last segments with their translations, for engines that read them.
            terms: words of the segments with the translation the house wants, for engines that read them.

        Raises:
            MissingError: if it does not translate from the one to the other.
            EngineError: if it is gone; a segment that fails alone is a Draft with an error.
        """

    def close(self) -> None:
        """Free what it holds."""
