"""How near translations come to ones by people: chrF++ and BLEU, as sacrebleu counts them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from uzlat.files import PlanError
from uzlat.translate.engine import MissingError
from uzlat.translate.lang import parse

if TYPE_CHECKING:
    from types import ModuleType

    from uzlat.config import Config

COPIED = "source, copied"
"""The translation that nobody made: an engine that is not better is of no use."""
_MISSING = 'uzlat eval needs sacrebleu; nothing was compared; pip install "uzlat[eval]"'


class Score(NamedTuple):
    """How near a translation comes to the reference, both 0 to 100, and how that was counted."""

    chrf: float
    bleu: float
    chrf_signature: str
    bleu_signature: str
    segments: int


class Texts(NamedTuple):
    """What is compared: the reference, translations by their names, and what was translated, [] if nothing is said."""

    reference: list[str]
    compared: list[tuple[str, list[str]]]
    source: list[str]


class Rated(NamedTuple):
    """A translation by its name, with its score."""

    name: str
    score: Score


def score(hypotheses: Sequence[str], references: Sequence[str]) -> Score:
    """Compare translations with references, segment by segment.

    Raises:
        PlanError: if there are none, or not as many of the one as of the other.
        MissingError: if sacrebleu is not installed.

    >>> same = score(["Uy katta va yangi."], ["Uy katta va yangi."])
    >>> round(same.chrf), round(same.bleu), same.segments
    (100, 100, 1)
    """
    if len(hypotheses) != len(references):
        raise PlanError(f"{len(hypotheses)} translations but {len(references)} references; nothing was compared")
    if not references:
        raise PlanError("no segment to compare; the files are empty")
    metrics = _metrics()
    chrf, bleu = metrics.CHRF(word_order=2), metrics.BLEU()
    near, same = (float(metric.corpus_score(hypotheses, [references]).score) for metric in (chrf, bleu))
    return Score(near, same, str(chrf.get_signature()), str(bleu.get_signature()), len(references))


def _metrics() -> ModuleType:
    try:
        from sacrebleu import metrics
    except ImportError:
        raise MissingError(_MISSING) from None
    return metrics


def read_segments(name: str) -> list[str]:
    """Read a file with a segment a line.

    Raises:
        OSError, NotTextError: if it cannot be read, or is no text.
    """
    from uzlat.encodings import NotTextError
    from uzlat.sniff import coding_of
    from uzlat.translate.terms import open_binary

    with open_binary(name) as handle:
        data = handle.read()
    try:
        text = coding_of(data).decode(data, final=True)
    except NotTextError as error:
        raise NotTextError(f"{name}: {error}") from None
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    return lines if lines[-1] else lines[:-1]


def drafted(config: Config, source: Sequence[str], langs: tuple[str, str], *, network: bool) -> tuple[str, list[str]]:
    """Translate lines with the engine that is set; give what it is called, and its drafts: "" where it failed.

    Args:
        config: the settings, with the engine.
        source: the lines.
        langs: their language, and the one to write, as tags; "" if it was not said.
        network: see `uzlat.translate.resources.desk_of`.

    Raises:
        PlanError: if it is not known what to translate.
        EngineError: if it cannot.
    """
    from uzlat.translate.cache import cache_file
    from uzlat.translate.desk import BY_MEMORY
    from uzlat.translate.resources import announce, desk_of

    if not (source and all(langs)):
        raise PlanError("an engine needs to know what to translate: give --src FILE, --from and --to")
    if config["engine"] == BY_MEMORY:
        raise PlanError("eval compares what engines make; give a translation from the memory as --hyp FILE")
    desk = desk_of(config, langs[1], cache=cache_file(), network=network, memories=False)
    try:
        announce(desk)
        results = desk.lines(list(source), parse(langs[0]))
    finally:
        desk.close()
    failed = sum(result.text is None for result in results)
    return f"{desk.name}{f', {failed} failed' if failed else ''}", [result.text or "" for result in results]


def read_texts(reference: str, hypotheses: Sequence[str], source: str = "") -> Texts:
    """Read what is compared, before any engine works for nothing.

    Args:
        reference: the file of the reference.
        hypotheses: the files of the translations.
        source: the file of what was translated, to be compared as if it were a translation; "" for none.

    Raises:
        PlanError: if the files have not as many lines.
        MissingError: if sacrebleu is not installed.
    """
    references = read_segments(reference)
    named = [(name, name) for name in hypotheses] + ([(COPIED, source)] if source else [])
    texts = [(shown, name, read_segments(name)) for shown, name in named]
    for _, name, lines in texts:
        if len(lines) != len(references):
            raise PlanError(
                f"{name} has {len(lines)} lines, {reference} {len(references)}; "
                "line by line they must belong together; nothing was compared"
            )
    _metrics()
    copied = next((lines for shown, _, lines in texts if shown == COPIED), [])
    return Texts(references, [(shown, lines) for shown, _, lines in texts], copied)


def rate(texts: Texts, made: Sequence[tuple[str, list[str]]] = ()) -> list[Rated]:
    """Compare translations, and those that engines made, with the reference; the best comes first."""
    every = [*texts.compared, *made]
    rated = [Rated(shown, score(lines, texts.reference)) for shown, lines in every]
    return sorted(rated, key=lambda one: -one.score.chrf)


def as_json(rated: Sequence[Rated]) -> dict[str, Any]:
    """Give scores as plain values."""
    first = rated[0].score
    return {
        "segments": first.segments,
        "signatures": {"chrf++": first.chrf_signature, "bleu": first.bleu_signature},
        "systems": [
            {"name": name, "chrf++": round(found.chrf, 2), "bleu": round(found.bleu, 2)} for name, found in rated
        ],
    }


def print_scores(rated: Sequence[Rated]) -> None:
    """Print scores as a table, and how they were counted."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table("translation")
    for name in ("chrF++", "BLEU"):
        grid.add_column(name, justify="right", no_wrap=True)
    for name, found in rated:
        grid.add_row(Text(name), f"{found.chrf:.1f}", f"{found.bleu:.1f}")
    first = rated[0].score
    console = Console(highlight=False)
    console.print(grid)
    console.print(Text(f"{first.segments} segment{'s' * (first.segments > 1)}; more is nearer to the reference"))
    for signature in (first.chrf_signature, first.bleu_signature):
        console.print(Text(signature), soft_wrap=True)
