"""Throughput in MB of UTF-8 a second, one process, one core; beside the peers that are installed."""

from __future__ import annotations

import argparse
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


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--table", default="uz-Cyrl_uz-Latn")
    parser.add_argument("file", nargs="?", type=Path, help="Uzbek Cyrillic text; the example articles if left out")
    return parser.parse_args()


def corpus(file: Path | None, source: str) -> str:
    """Read the text, and put it into the alphabet that the table starts from."""
    folder = Path(__file__).parent.parent / "examples" / "articles"
    articles = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.cyrl.txt")))
    text = file.read_text(encoding="utf-8") if file else articles * 40
    return text if source == "uz-Cyrl" else Converter(f"uz-Cyrl_{source}")(text)


def speed(convert: Callable[[str], object], text: str, runs: int = RUNS) -> float:
    """Give the median over several runs, in MB of UTF-8 a second."""
    size, times = len(text.encode()) / 1e6, []
    for _ in range(runs):
        start = time.perf_counter()
        convert(text)
        times.append(time.perf_counter() - start)
    return size / median(times)


def fresh(table: str) -> Callable[[str], str]:
    """Make converters that have met no word yet, one for each call."""

    def convert(text: str) -> str:
        converter = Converter(table)
        return converter(text)

    return convert


def main() -> None:
    options = arguments()
    source = options.table.split("_")[0]
    text = corpus(options.file, source)
    converter = Converter(options.table)
    first = speed(fresh(options.table), text, 3)
    speed(converter, text, 1)
    warm = speed(converter, text)
    detecting = speed(lambda text: Pipeline(converter).feed(text), text)
    print(f"{len(text.encode()) / 1e6:.1f} MB; MB/s and the ratio to uzlat after warm-up")
    rows = [("uzlat, after warm-up", warm), ("uzlat, with detection", detecting), ("uzlat, first time", first)]
    for name, convert in installed(back=source != "uz-Cyrl"):
        short = text[:SLOW]
        speed(convert, short[:20_000], 1)
        rows.append((name, speed(convert, short, 3)))
    for name, rate in rows:
        print(f"{name:24}{rate:8.2f}{rate / warm:8.3f}")


if __name__ == "__main__":
    main()
