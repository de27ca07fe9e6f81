"""Throughput in MB of UTF-8 a second, one process, one core; beside the peers that are installed."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from peers import installed

from uzlat import Converter
from uzlat.pipeline import Pipeline

RUNS = 5
SLOW = 400_000
"""Characters that a peer gets when it needs more than a few seconds for the whole."""


def corpus() -> str:
    if len(sys.argv) > 1:
        return Path(sys.argv[1]).read_text(encoding="utf-8")
    folder = Path(__file__).parent.parent / "examples" / "articles"
    return "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.cyrl.txt"))) * 40


def speed(convert: Callable[[str], object], text: str, runs: int = RUNS) -> float:
    """Give the median over several runs, in MB of UTF-8 a second."""
    size, times = len(text.encode()) / 1e6, []
    for _ in range(runs):
        start = time.perf_counter()
        convert(text)
        times.append(time.perf_counter() - start)
    return size / median(times)


def fresh(text: str) -> str:
    """Convert with a converter that has met no word yet."""
    converter = Converter("uz-Cyrl_uz-Latn")
    return converter(text)


def main() -> None:
    text = corpus()
    converter = Converter("uz-Cyrl_uz-Latn")
    first = speed(fresh, text, 3)
    speed(converter, text, 1)
    warm = speed(converter, text)
    detecting = speed(lambda text: Pipeline(converter).feed(text), text)
    print(f"{len(text.encode()) / 1e6:.1f} MB; MB/s and the ratio to uzlat after warm-up")
    rows = [("uzlat, after warm-up", warm), ("uzlat, with detection", detecting), ("uzlat, first time", first)]
    for name, convert in installed():
        short = text[:SLOW]
        speed(convert, short[:20_000], 1)
        rows.append((name, speed(convert, short, 3)))
    for name, rate in rows:
        print(f"{name:24}{rate:8.2f}{rate / warm:8.3f}")


if __name__ == "__main__":
    main()
