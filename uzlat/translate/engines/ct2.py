"""Models on one's own disk, run by CTranslate2 with SentencePiece; nothing leaves the computer."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from importlib.util import find_spec
from typing import Protocol

from uzlat.encodings import DocumentError
from uzlat.translate import model_folder
from uzlat.translate.engine import (
    EMPTY,
    NO_MODEL,
    NOT_INSTALLED,
    READY,
    REFUSED,
    Capabilities,
    Draft,
    EngineError,
    MissingError,
    Status,
)
from uzlat.translate.engines.ct2_runtime import Loaded, first_line, groups_of, load, refused, run, tokens_of
from uzlat.translate.engines.families import Family, family, missing_code
from uzlat.translate.lang import Lang
from uzlat.translate.models import HOW_TO, Model, NoModelError, Registry, find

LIBRARIES = ("ctranslate2", "sentencepiece")
INSTALL = 'pip install "uzlat[ct2]"'


class Asked(Protocol):
    """What is wanted of the engine: `model`, a folder or a name, and the licences that are `accepted`."""

    @property
    def model(self) -> str:
        """Name the model."""

    @property
    def accepted(self) -> tuple[str, ...]:
        """Name the licences."""


class CTranslate2:
    """Runs a model; it is loaded when the first segment comes.

    Args:
        wish: which model, and what licences were accepted.
        registry: the models that were added; None for those of the user.
    """

    name = "ct2"

    def __init__(self, wish: Asked, registry: Registry | None = None) -> None:
        self._wish = wish
        self._registry = registry
        self._model: Model | None = None
        self._loaded: Loaded | None = None

    def probe(self) -> Status:
        """Look for the libraries, the folder and its files, and whether the licence was accepted."""
        absent = [name for name in LIBRARIES if find_spec(name) is None]
        if absent:
            return Status(NOT_INSTALLED, f"{' and '.join(absent)} missing", INSTALL)
        try:
            model = self._found()
            lack = model_folder.missing(model.folder, *_piece_names(model))
        except NoModelError as error:
            return Status(NO_MODEL, error.why, error.mend)
        except (ValueError, OSError) as error:
            return Status(NO_MODEL, str(error), HOW_TO)
        if lack:
            return Status(NO_MODEL, f"{model.folder}: {lack}", f"uzlat models verify {model.name}")
        if model.commercial is False and not self._accepted(model):
            mend = f"uzlat models accept {model.name} --licence {model.licence}"
            return Status(REFUSED, f"the licence of {model.name}, {model.licence}, forbids commercial use", mend)
        return Status(READY)

    def capabilities(self) -> Capabilities:
        """Say what the model takes and gives.

        Raises:
            MissingError: if there is no model.
            EngineError: if its manifest is damaged.
        """
        try:
            model = self._found()
        except (DocumentError, OSError) as error:
            raise EngineError(str(error)) from error
        return Capabilities(
            model=model.name,
            pairs=model.translates,
            licence=model.licence,
            commercial=model.commercial,
            scripts=model.scripts,
            version=model.files.get(model_folder.BINARY, ""),
        )

    def translate(
        self,
        segments: Sequence[str],
        source: Lang,
        target: Lang,
        *,
        context: Sequence[tuple[str, str]] = (),
        terms: Sequence[tuple[str, str]] = (),
    ) -> list[Draft]:
        """Translate segments; see Engine. Neither context nor terms are read.

        Raises:
            MissingError: if there is no model, or not for this pair, or its licence was not accepted.
            EngineError: if the model cannot be loaded or run.
        """
        status = self.probe()
        if status.state != READY:
            raise MissingError(f"{status.why}: {status.mend}")
        model = self._found()
        kind = family(model.family)
        codes = _codes(model, source, target)
        loaded = self._load(model, kind)
        _check_codes(loaded.vocabulary, kind, codes, model.name)
        lines = [tokens_of(loaded, kind, text, *codes) for text in segments]
        return self._drafts(loaded, kind, lines, kind.begins(*codes))

    def close(self) -> None:
        """Free the model."""
        self._loaded = None

    def _found(self) -> Model:
        if self._model is None:
            self._model = find(self._wish.model, self._known())
        return self._model

    def _known(self) -> Registry:
        self._registry = self._registry or Registry()
        return self._registry

    def _accepted(self, model: Model) -> bool:
        if model.licence in self._wish.accepted:
            return True
        with suppress(DocumentError):
            return self._known().accepted.get(model.name) == model.licence
        return False

    def _load(self, model: Model, kind: Family) -> Loaded:
        if self._loaded is None:
            try:
                self._loaded = load(model, kind)
            except (RuntimeError, ValueError, OSError, MemoryError) as error:
                mend = f"uzlat models verify {model.name}"
                raise EngineError(
                    f"the model {model.name} cannot be loaded: {first_line(error)}; see {mend}"
                ) from error
        return self._loaded

    def _drafts(self, loaded: Loaded, kind: Family, lines: list[list[str]], begin: list[str]) -> list[Draft]:
        drafts = [refused(line, kind, loaded) for line in lines]
        for group in groups_of([place for place, draft in enumerate(drafts) if not draft], lines):
            made = run(loaded, kind, [lines[place] for place in group], begin)
            for place, draft in zip(group, made, strict=True):
                drafts[place] = draft
        return [draft or Draft("", EMPTY, error="nothing was written") for draft in drafts]


def _piece_names(model: Model) -> tuple[list[str], list[str]]:
    kind = family(model.family)
    return kind.source, kind.target


def _codes(model: Model, source: Lang, target: Lang) -> tuple[str, str]:
    if not model.translates(source, target):
        raise MissingError(f"the model {model.name} has no {source.code} to {target.code}; it has {model.described()}")
    for lang in (source, target):
        script = model.scripts.get(lang.code, "")
        if script and lang.script not in ("", script):
            raise MissingError(f"the model {model.name} has {lang.code} in {script} alone, not in {lang.script}")
    return model.languages[source.code], model.languages[target.code]


def _check_codes(tokens: model_folder.Vocabulary, kind: Family, codes: tuple[str, str], name: str) -> None:
    needed = kind.around([], *codes) + kind.written("", codes[1]).split()
    for side, known in ((needed, tokens.source), (kind.begins(*codes), tokens.target)):
        for code in side:
            if code in codes and code not in known:
                raise MissingError(missing_code(code, known, name))
