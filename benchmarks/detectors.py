"""Test lines for detection, the peers of uzlat where they are installed, how fast they all are, and tables."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

Judge = Callable[[str], str]
"""From a text to the code of its language, "und" for none."""


BEFORE = "import sys, time, uzlat.detector\n"
PROFILES = "from uzlat import ngrams\nngrams.FOLDER = {!r}\n"
PROBE = """
texts = sys.stdin.buffer.read().decode().split("\\n")
start = time.perf_counter()
for text in texts:
    uzlat.detector.detect(text)
print(time.perf_counter() - start)
"""
"""Judges its input line by line in a fresh process, and prints the seconds that this takes."""


class Line(NamedTuple):
    lang: str
    script: str
    source: str
    text: str


class Peer(NamedTuple):
    """A detector; it gets every `step`-th line, as slow ones would take hours for all."""

    name: str
    judge: Judge
    step: int = 1


def read(folder: Path) -> list[Line]:
    """Read the lines of `<lang>-<Script>.tsv`; files with a further ending (`.synth.tsv`) are left out."""
    found: list[Line] = []
    for file in sorted(folder.glob("*-*.tsv")):
        if "." not in file.stem:
            lang, script = file.stem.rsplit("-", 1)
            rows = (row.split("\t", 1) for row in file.read_text(encoding="utf-8").split("\n") if "\t" in row)
            found += [Line(lang, script, source, text) for source, text in rows if len(text) >= 5]
    return found


def use_profiles(folder: str) -> None:
    """Take the language profiles from another folder; call it before the first text is judged."""
    if folder:
        from uzlat import ngrams, others, sieve

        ngrams.FOLDER = others.FOLDER = sieve.FOLDER = folder


def pycld2() -> Peer:
    from pycld2 import detect, error

    def judge(text: str) -> str:
        try:
            return str(detect(text)[2][0][1])
        except (error, UnicodeError):  # control characters and lone surrogates
            return "und"

    return Peer("pycld2", judge)


def py3langid() -> Peer:
    from py3langid import classify

    return Peer("py3langid", lambda text: str(classify(text)[0]))


def langdetect() -> Peer:
    """Give langdetect with the profiles that it ships, none of which is Uzbek."""
    from langdetect import DetectorFactory, LangDetectException, detect

    DetectorFactory.seed = 0

    def judge(text: str) -> str:
        try:
            return str(detect(text.lower()))
        except LangDetectException:
            return "und"

    return Peer("langdetect", judge, 10)


def langdetect_uzlat() -> Peer:
    """Give langdetect with the profiles of uzlat."""
    from langdetect import DetectorFactory, LangDetectException

    import uzlat

    made: Any = uzlat.langdetect_factory
    factory = made if hasattr(made, "create") else made()
    DetectorFactory.seed = 0

    def judge(text: str) -> str:
        detector = factory.create()
        detector.append(text)
        try:
            return str(detector.detect())
        except LangDetectException:
            return "und"

    return Peer("langdetect, profiles of uzlat", judge, 10)


def installed() -> Iterator[Peer]:
    """Give the peers that can be imported."""
    for make in (pycld2, py3langid, langdetect, langdetect_uzlat):
        try:
            yield make()
        except (ImportError, AttributeError):
            continue


def table(title: str, head: Iterable[object], rows: Iterable[Iterable[object]]) -> None:
    """Print a Markdown table, the first column to the left and the others to the right."""
    cells = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(3, *(len(row[at]) for row in cells)) for at in range(len(cells[0]))]
    padded = [[row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])] for row in cells]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    print(f"\n{title}\n")
    for row in (padded[0], rule, *padded[1:]):
        print(f"| {' | '.join(row)} |")


def percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.2f}" if whole else "–"


def fresh(texts: list[str], profiles: str) -> float:
    """Give the seconds that uzlat needs for texts in a process that has judged none before."""
    code = BEFORE + (PROFILES.format(profiles) if profiles else "") + PROBE
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, input="\n".join(texts).encode(), stdout=subprocess.PIPE, check=True)
    return float(done.stdout)


def seconds(judge: Judge, texts: list[str], runs: int = 3) -> float:
    """Give the median over several runs, after one that is not measured."""
    times = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        for text in texts:
            judge(text)
        times.append(time.perf_counter() - start)
    return median(times[1:])


def speeds(news: list[str], short: list[str], profiles: str) -> None:
    """Print MB of news and short lines a second; peers, some of which are slow, get a sample of both."""
    from uzlat import detect

    rates = {"uzlat": rates_of(partial(seconds, lambda text: detect(text).lang), news, short)}
    rates["uzlat, first pass"] = rates_of(lambda part: fresh(part, profiles), news, short)
    for peer in installed():
        step = 10 * peer.step
        rates[peer.name] = rates_of(partial(seconds, peer.judge), news[::step], short[::step])
    size, count = rates["uzlat"]
    rows = [
        [name, f"{fast:.2f}", f"{fast / size:.3f}", f"{many:.0f}", f"{many / count:.3f}"]
        for name, (fast, many) in rates.items()
    ]
    table("Speed, line by line", ["", "news, MB/s", "ratio", "short lines/s", "ratio"], rows)
    first_verdict(profiles)


def rates_of(measure: Callable[[list[str]], float], news: list[str], short: list[str]) -> tuple[float, float]:
    """Give MB of news in UTF-8, and short lines, a second."""
    return sum(len(text.encode()) for text in news) / 1e6 / measure(news), len(short) / measure(short)


def cpu(run: Callable[[], object]) -> float:
    """Give the CPU seconds of the processes that are started."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def first_verdict(profiles: str, runs: int = 11) -> None:
    """Print what the first verdict costs, and the whole process that gives it, beside one that does nothing."""
    texts, inside, whole, bare = ["Мен бугун мактабга бордим"], [], [], []
    for _ in range(runs):
        bare.append(cpu(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True)))
        whole.append(cpu(lambda: inside.append(fresh(texts, profiles))))
    first, extra, base = 1000 * median(inside), 1000 * (median(whole) - median(bare)), 1000 * median(bare)
    print(f"\nFirst verdict {first:.1f} ms; its process {extra:.1f} ms of CPU over `python -c pass` ({base:.1f} ms).")
