"""How fast sentences are split and their translations checked: megabytes a second, source and translation together.

TEXT is Uzbek in Cyrillic, a paragraph a line. Its translation is the same text in Latin script as uzlat writes it,
with a number changed or a sentence cut off here and there.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from uzlat.converter import Converter
from uzlat.translate.guards import Guards
from uzlat.translate.lang import Lang
from uzlat.translate.names import gazetteer
from uzlat.translate.sentences import split

EVERY = 50
"""One line of so many is spoilt."""


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text", type=Path, metavar="TEXT")
    parser.add_argument("--most", type=int, default=2_000_000, metavar="CHARS", help="read no more of the text")
    parser.add_argument("--no-names", action="store_true", help="without the gazetteer")
    parser.add_argument("--profile", action="store_true", help="print where the time goes")
    return parser.parse_args()


def spoilt(text: str, at: int) -> str:
    """Spoil a translation in one of two ways, now and then."""
    if at % EVERY:
        return text
    return text.replace("2", "7") if at % (2 * EVERY) else text[: len(text) // 2]


def pairs(path: Path, most: int) -> list[tuple[str, str]]:
    """Make a translation of each line."""
    with path.open(encoding="utf-8") as handle:
        lines = [line for line in handle.read(most).splitlines() if line.strip()]
    latin = Converter("uz-Cyrl_uz-Latn")
    return [(line, spoilt(latin(line), at)) for at, line in enumerate(lines)]


def run(rows: list[tuple[str, str]], guards: Guards) -> tuple[int, int]:
    """Split both sides and check them; give how many sentences and findings there are."""
    sentences = findings = 0
    for source, target in rows:
        ours, theirs = split(source, "uz"), split(target, "uz")
        sentences += len(ours)
        if len(ours) == len(theirs):
            for (start, end), (left, right) in zip(ours, theirs, strict=True):
                findings += len(guards.check(source[start:end], target[left:right]))
        else:
            findings += len(guards.check(source, target))
    return sentences, findings


def main() -> None:
    options = arguments()
    rows = pairs(options.text, options.most)
    size = sum(len(source.encode()) + len(target.encode()) for source, target in rows)
    guards = Guards(Lang("uz", "Cyrl"), Lang("uz", "Latn"), names=None if options.no_names else gazetteer())
    run(rows[:100], guards)
    if options.profile:
        import cProfile

        cProfile.runctx("run(rows, guards)", globals(), {"rows": rows, "guards": guards}, sort="tottime")
        return
    start = time.process_time()
    sentences, findings = run(rows, guards)
    took = time.process_time() - start
    print(f"{len(rows)} pairs, {sentences} sentences, {findings} findings")
    print(f"{size / 1e6:.1f} MB in {took:.1f} s of one core: {size / 1e6 / took:.2f} MB/s")


if __name__ == "__main__":
    main()
