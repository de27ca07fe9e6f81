"""A model in memory: text becomes tokens, tokens become drafts. Loaded by the engine when the first segment comes."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from uzlat.translate import model_folder
from uzlat.translate.engine import EMPTY, ERROR, TRUNCATED, Draft, EngineError
from uzlat.translate.engines.families import EOS, Family
from uzlat.translate.models import Model

BATCH_TOKENS = 1024
"""Tokens that are computed at once."""
STEP, SPARE = 16, 32
"""Inputs are grouped by every 16 tokens; an output may have twice the tokens of the input and 32 more."""


class Loaded(NamedTuple):
    """A model in memory: what translates, what cuts and joins, its tokens, the tokens it adds by itself."""

    run: Any
    source: Any
    target: Any
    vocabulary: model_folder.Vocabulary
    eos: str
    ends_itself: bool


def load(model: Model, kind: Family) -> Loaded:
    """Load a model; the libraries write no logs.

    Raises:
        RuntimeError, ValueError, OSError, MemoryError: if it cannot be loaded.
    """
    import ctranslate2
    import sentencepiece

    ctranslate2.set_log_level(50)
    sentencepiece.set_min_log_level(3)
    settings = model_folder.settings(model.folder)
    cutter, joiner = (_cutter(sentencepiece, model.folder, names) for names in (kind.source, kind.target))
    run = ctranslate2.Translator(
        model_folder.inner(model.folder), device="auto", compute_type="auto", inter_threads=1, intra_threads=_cores()
    )
    tokens = model_folder.vocabulary(model.folder)
    eos = str(settings.get("eos_token") or EOS)
    return Loaded(run, cutter, joiner, tokens, eos, bool(settings.get("add_source_eos")))


def _cutter(library: Any, folder: str, names: Sequence[str]) -> Any:
    path = model_folder.pieces(folder, names)
    try:
        return library.SentencePieceProcessor(model_file=path)
    except (RuntimeError, OSError) as error:
        raise RuntimeError(f"{os.path.basename(path)} is no SentencePiece model") from error


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def first_line(error: BaseException) -> str:
    """Give the first line of what a library said, without the place in its source."""
    said = (str(error).strip() or type(error).__name__).splitlines()[0]
    return said.rstrip(".:")[:160]


def tokens_of(loaded: Loaded, kind: Family, text: str, source: str, target: str) -> list[str]:
    """Write a segment as the model reads it; nothing if there is nothing to translate."""
    if not text.strip():
        return []
    pieces = loaded.source.encode(kind.written(text, target), out_type=str)
    line = kind.around(pieces, source, target)
    return line[:-1] if loaded.ends_itself and line[-1] == loaded.eos else line


def refused(line: Sequence[str], kind: Family, loaded: Loaded) -> Draft | None:
    """Give a draft for what cannot be translated at all."""
    if not line:
        return Draft("", EMPTY, error="there is nothing to translate")
    if len(line) > kind.most:
        return Draft("", ERROR, error=f"too long: {len(line)} tokens, the model takes {kind.most}")
    return None


def groups_of(places: Sequence[int], lines: Sequence[Sequence[str]]) -> Iterator[list[int]]:
    """Put segments of nearly one length together: one limit of the output fits them all."""
    groups: dict[int, list[int]] = {}
    for place in places:
        groups.setdefault(len(lines[place]) // STEP, []).append(place)
    for _, group in sorted(groups.items()):
        yield group


def run(loaded: Loaded, kind: Family, lines: list[list[str]], begin: list[str]) -> list[Draft]:
    """Translate lines of tokens.

    Args:
        begin: the tokens that every output begins with.

    Raises:
        EngineError: if the model fails.
    """
    limit = 2 * max(map(len, lines)) + SPARE
    try:
        results = loaded.run.translate_batch(
            lines,
            target_prefix=[begin] * len(lines) if begin else None,
            beam_size=kind.beam,
            max_decoding_length=limit,
            max_input_length=0,
            length_penalty=kind.length_penalty,
            max_batch_size=BATCH_TOKENS,
            batch_type="tokens",
            repetition_penalty=kind.repetition_penalty,
            no_repeat_ngram_size=kind.no_repeat_ngram_size,
            disable_unk=True,
            return_end_token=True,
        )
    except (RuntimeError, ValueError, MemoryError) as error:
        raise EngineError(f"the model failed: {first_line(error)}") from error
    return [_draft(loaded, result.hypotheses[0], begin) for result in results]


def _draft(loaded: Loaded, tokens: list[str], begin: list[str]) -> Draft:
    if not tokens or tokens[-1] != loaded.eos:
        return Draft("", TRUNCATED, error="the model did not come to an end")
    written = tokens[len(begin) if tokens[: len(begin)] == begin else 0 : -1]
    text = str(loaded.target.decode(written)).strip()
    return Draft(text) if text else Draft("", EMPTY, error="the model wrote nothing")
