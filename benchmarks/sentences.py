"""Throughput of the sentence splitter in MB of UTF-8 a second, one process, one core."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from statistics import median

from uzlat.translate.sentences import split

RUNS = 5


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lang", default="uz", help="the language of the text")
    parser.add_argument("file", nargs="?", type=Path, help="text, a paragraph a line; the example articles if left out")
    return parser.parse_args()


def paragraphs(file: Path | None) -> list[str]:
    """Read the paragraphs."""
    folder = Path(__file__).parent.parent / "examples" / "articles"
    files = [file] if file else sorted(folder.glob("*.cyrl.txt")) * 40
    return [line for path in files for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def seconds(texts: list[str], lang: str) -> float:
    """Split every text once; give the time that it takes."""
    start = time.perf_counter()
    for text in texts:
        split(text, lang)
    return time.perf_counter() - start


def main() -> None:
    options = arguments()
    texts = paragraphs(options.file)
    size = sum(len(text.encode()) + 1 for text in texts) / 1e6
    sentences = sum(len(split(text, options.lang)) for text in texts)
    print(f"{size:.1f} MB, {len(texts)} paragraphs, {sentences} sentences")
    rows = {"a paragraph at a time": texts, "all in one text": ["\n".join(texts)]}
    for name, parts in rows.items():
        time_ = median(seconds(parts, options.lang) for _ in range(RUNS))
        print(f"{name:24}{size / time_:8.1f} MB/s{1e6 * time_ / sentences:8.1f} µs a sentence")


if __name__ == "__main__":
    main()
