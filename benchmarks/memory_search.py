"""How fast the memory answers: opened anew each time, 50,000 and 500,000 sentences, beside a search through all.

Arguments: files of sentences, one a line, to use instead of those made of the words of the example articles.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path
from statistics import median
from time import perf_counter

from rapidfuzz import fuzz, process

from uzlat.translate.folding import fold
from uzlat.translate.lang import Lang
from uzlat.translate.memory import Memory, Unit
from uzlat.translate.memory_keys import key, likeness

ARTICLES = Path(__file__).parent.parent / "examples" / "articles"
UZ, EN = Lang("uz", "Latn"), Lang("en", "Latn")
SIZES = (50_000, 500_000)
ASKED, OPENED = 200, 15
ENDINGS = ("ning", "ga", "da", "lari", "dan")


def given(files: list[str], count: int) -> list[str]:
    """Read sentences; where there are too few, halves of two make a new one."""
    lines = [line for file in files for line in Path(file).read_text(encoding="utf-8").split("\n")]
    found = dict.fromkeys(line for line in lines if 80 <= len(line) <= 200)
    words = [line.split() for line in found]
    while len(found) < count:
        one, other = random.choice(words), random.choice(words)
        line = " ".join(one[: len(one) // 2] + other[len(other) // 2 :])
        if 80 <= len(line) <= 200:
            found[line] = None
    return list(found)[:count]


def made(count: int) -> list[str]:
    """Make sentences of the words of the articles, and of 20,000 that look like them; the frequent ones as in texts."""
    text = " ".join(path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.latn.txt")))
    words = list(dict.fromkeys(re.findall(r"[\wʻʼ]+", text)))
    words += [random.choice(words)[:4] + random.choice(words)[-6:] for _ in range(20_000)]
    weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    drawn = random.choices(words, cum_weights=weights, k=count * 16)
    lengths = random.choices(range(11, 17), k=count)
    return [" ".join(drawn[at * 16 : at * 16 + lengths[at]]) + "." for at in range(count)]


def edited(line: str, words: list[str]) -> str:
    """Change some words of a sentence, as the next day's news does."""
    own = line.split()
    for _ in range(max(1, len(own) * random.choice((5, 10, 15, 20)) // 100)):
        at = random.randrange(len(own))
        own[at] = random.choice((random.choice(words), own[at][:5] + random.choice(ENDINGS), f"{own[at]} {at}"))
    return " ".join(own)


def timed(call: Callable[[], object]) -> tuple[float, object]:
    start = perf_counter()
    found = call()
    return 1000 * (perf_counter() - start), found


def row(name: str, times: list[float]) -> None:
    times = sorted(times)
    print(f"  {name:34}{median(times):9.2f}{times[int(len(times) * 0.95)]:9.2f}{times[-1]:9.2f}")


def through_all(query: str, keys: list[str], folded: list[str]) -> list[tuple[float, str]]:
    """Find what is near by comparing with all: what the index is measured by."""
    sought = key(query, UZ.code)
    near = process.extract(fold(sought), folded, scorer=fuzz.ratio, score_cutoff=50, limit=None)
    scored = [(likeness(sought, keys[at]), keys[at]) for _, _, at in near]
    return sorted((one for one in scored if one[0] >= 75), reverse=True)[:5]


def measure(lines: list[str], folder: Path) -> None:
    path = str(folder / f"{len(lines)}.sqlite")
    with Memory(path) as memory:
        took, _ = timed(lambda: memory.add(Unit(line, f"({number})", UZ, EN) for number, line in enumerate(lines)))
    size = Path(path).stat().st_size / 1e6
    print(f"\n{len(lines)} sentences: added in {took / 1000:.1f} s, {size:.0f} MB      median      95%      max, ms")
    words = " ".join(random.sample(lines, 1000)).split()
    queries = [edited(line, words) for line in random.sample(lines, ASKED)]

    def answer(query: str) -> None:
        with Memory(path) as memory:
            memory.fuzzy(query, UZ, EN)

    row("open, first answer", [timed(lambda query=query: answer(query))[0] for query in queries[:OPENED]])  # type: ignore[misc]
    with Memory(path) as memory:
        row("exact", [timed(lambda line=line: memory.exact(line, UZ, EN))[0] for line in random.sample(lines, ASKED)])  # type: ignore[misc]
        answers = [timed(lambda query=query: memory.fuzzy(query, UZ, EN)) for query in queries]  # type: ignore[misc]
    row("fuzzy", [took for took, _ in answers])
    keys = [key(line, UZ.code) for line in lines]
    folded = list(map(fold, keys))
    few = 100 if len(lines) <= SIZES[0] else 40
    truths = [timed(lambda query=query: through_all(query, keys, folded)) for query in queries[:few]]  # type: ignore[misc]
    row("a search through all, in memory", [took for took, _ in truths])
    best = [(found[0][0], answered) for (_, found), (_, answered) in zip(truths, answers, strict=False) if found]  # type: ignore[index]
    same = sum(bool(answered) and answered[0].score >= score - 1e-9 for score, answered in best)  # type: ignore[index]
    print(f"  the best match is found: {same} of {len(best)}")


def main() -> None:
    random.seed(1)
    files = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            measure(given(files, size) if files else made(size), Path(folder))


if __name__ == "__main__":
    main()
