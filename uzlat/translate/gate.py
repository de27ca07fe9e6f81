"""The script gate: an engine gets a language in the script it reads, and the reader in the one that was asked for.

NLLB knows Uzbek in Latin letters alone, Apertium too, and every vocabulary that was measured cuts Uzbek in Cyrillic
into more pieces. Apostrophes are made one both ways: engines were trained on all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from uzlat.converter import Converter
from uzlat.pipeline import Context, Pipeline
from uzlat.rulefile import available
from uzlat.translate.lang import Lang, parse


class Gate:
    """Writes segments as the engine reads them, and drafts as they were asked for.

    Args:
        source: the language of the text.
        target: the orthography to write, as a tag: "en", "uz-Cyrl", "uz-Latn-2026".
        scripts: in which script the engine reads and writes a language; see Capabilities.

    >>> gate = Gate(Lang("uz", "Cyrl"), "ru", {"uz": "Latn"})
    >>> gate.into("Ўзбекистон"), str(gate.source), str(gate.target)
    ('Oʻzbekiston', 'uz-Latn', 'ru-Cyrl')
    >>> Gate(Lang("en"), "uz-Cyrl", {"uz": "Latn"}).back("O'zbekiston"), Gate(Lang("en"), "uz", {}).back("Sog‘lik")
    ('Ўзбекистон', 'Sogʻlik')
    """

    def __init__(self, source: Lang, target: str, scripts: Mapping[str, str]) -> None:
        asked = parse(target).written
        self.source = _read_as(source.written, scripts)
        self.target = _read_as(asked, scripts)
        self.asked = asked
        self._into = _table(str(source.written), str(self.source))
        self._back = _table(str(self.target), _orthography(target, asked))

    def into(self, text: str) -> str:
        """Write a segment for the engine; passages in other languages stay as they are."""
        return _converted(self._into, True, text) if self._into else text

    def back(self, text: str) -> str:
        """Write a draft of the engine's as it was asked for."""
        return _converted(self._back, False, text) if self._back else text


def _read_as(lang: Lang, scripts: Mapping[str, str]) -> Lang:
    return Lang(lang.code, scripts.get(lang.code, lang.script))


def _orthography(tag: str, asked: Lang) -> str:
    """Give the orthography that a tag names, with a year if it has one; a bare language stands for its usual script."""
    return tag if tag.startswith(f"{asked}-") else str(asked)


def _table(source: str, target: str) -> str:
    """Name the table from one orthography to another; the one that tidies if they are the same; "" if there is none."""
    name = f"{source}_{target}"
    return name if name in available() else ""


def _converted(table: str, detecting: bool, text: str) -> str:
    """Convert a segment by itself: what came before it does not count, so that a segment is one wherever it stands."""
    pipeline, start = _pipeline(table, detecting)
    pipeline.context = start
    return pipeline.feed(text)


@cache
def _pipeline(table: str, detecting: bool) -> tuple[Pipeline, Context]:
    """Give what converts, and what it expects at first.

    Text is looked at passage by passage; what an engine wrote is in the language it was asked for.
    """
    pipeline = Pipeline(Converter(table), detecting=detecting)
    pipeline.marking = False
    return pipeline, pipeline.context
