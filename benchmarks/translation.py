"""What a translation costs besides its engine: milliseconds a sentence, and the engine's share of a run.

TEXT is Uzbek in Cyrillic. Without --model an engine that answers at once shows what all the rest takes: reading,
detection, sentences, the gate, the cache, guards, names, writing. Its answers are English words in the place of Uzbek
ones, with the figures kept. The shares are for the speeds of two classes of models on two cores (transformer-base 34
sentences a second, NLLB-600M 4.2; CTranslate2, int8, beam 2). With --model a real one is timed.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from uzlat.carriers import Asked
from uzlat.translate.desk import Desk
from uzlat.translate.engine import READY, Capabilities, Draft, Engine, Status
from uzlat.translate.engines.registry import Wish, make
from uzlat.translate.lang import Lang
from uzlat.translate.manuscript import Manuscript

CLASSES = {"transformer-base": 34.0, "NLLB-600M": 4.2}
WORDS = ("the", "of", "and", "to", "in", "is", "for", "that", "on", "was", "with", "as", "by", "said", "will", "new")


class Instant:
    """Answers at once."""

    name = "instant"

    def probe(self) -> Status:
        return Status(READY)

    def capabilities(self) -> Capabilities:
        return Capabilities("words", lambda source, target: True)

    def translate(self, segments: Sequence[str], source: Lang, target: Lang, **known: object) -> list[Draft]:
        return [Draft(re.sub(r"[^\W\d_]+", lambda word: WORDS[len(word[0]) % len(WORDS)], one)) for one in segments]

    def close(self) -> None:
        pass


class Timed:
    """Passes everything on, and counts the seconds of `translate`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.name, self.seconds = engine.name, 0.0
        self.probe, self.capabilities, self.close = engine.probe, engine.capabilities, engine.close

    def translate(self, segments: Sequence[str], source: Lang, target: Lang, **known: object) -> list[Draft]:
        start = time.perf_counter()
        drafts = self._engine.translate(segments, source, target, **known)  # type: ignore[arg-type]
        self.seconds += time.perf_counter() - start
        return drafts


def run(engine: Timed, data: bytes, to: str) -> tuple[int, float]:
    """Translate a text once, with a new cache; give the sentences and the seconds."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        desk = Desk(engine, to, cache=str(Path(folder) / "cache.sqlite"))
        manuscript = Manuscript(data, "a.txt", Asked(), None)
        results = desk.translate(manuscript)
        manuscript.written([one.text if one else None for one in results], Lang(to))
        return len(results), time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text", type=Path, metavar="TEXT")
    parser.add_argument("--model", metavar="DIR", help="a model of CTranslate2")
    parser.add_argument("--to", default="en", metavar="LANG")
    parser.add_argument("--bytes", type=int, default=500_000, metavar="N", help="read no more of the text")
    asked = parser.parse_args()
    data = asked.text.read_bytes()[: asked.bytes].rpartition(b"\n")[0]
    engine = Timed(make(Wish("ct2", model=asked.model)) if asked.model else Instant())
    run(Timed(Instant()), data[:20_000], asked.to)  # loads what is loaded once
    sentences, seconds = run(engine, data, asked.to)
    own = (seconds - engine.seconds) / sentences
    print(
        f"{sentences} sentences, {len(data) / 1e6:.2f} MB: {seconds:.1f} s, besides the engine {own * 1000:.2f} ms each"
    )
    if asked.model:
        print(f"the engine's share: {engine.seconds / seconds:.1%}")
    for name, speed in CLASSES.items():
        print(f"the engine's share, {name} at {speed} sentences/s: {1 / speed / (1 / speed + own):.1%}")


if __name__ == "__main__":
    main()
