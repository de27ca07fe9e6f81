"""How often the language of a line is told right, how sure the scores are, and how fast it is, beside the peers.

FOLDER holds the test lines, `source<TAB>text`, in files named `<lang>-<Script>.tsv`; the lines of
`other-Cyrl.tsv`, in many further languages, count only as lines that are not Uzbek.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from detectors import Line, Peer, installed, percent, read, speeds, table, use_profiles

BOUNDS = {"5–20": 20, "20–60": 60, "60–200": 200, "over 200": 10**9}
"""Lengths of a line in characters: the last one that belongs to the bucket."""
BINS = (0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1)
UNSURE = ("und", "un", "zxx")


class Answer(NamedTuple):
    line: Line
    lang: str
    score: float = 0.0

    @property
    def right(self) -> bool:
        return self.lang == self.line.lang


Answers = list[Answer]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--profiles", default="", metavar="DIR", help="take the language profiles from here")
    parser.add_argument("--speed", type=Path, metavar="FILE", help="Uzbek news in UTF-8: measure the speed on it")
    parser.add_argument("--peers", action="store_true", help="judge with the installed peers, too")
    parser.add_argument("--confusion", action="store_true", help="print languages by answers")
    parser.add_argument("--calibration", action="store_true", help="print how many are right at each score")
    return parser.parse_args()


def ours(lines: list[Line]) -> Answers:
    """Judge with uzlat; a verdict for another script than the line has is no right one."""
    from uzlat import detect

    answers = []
    for line in lines:
        verdict = detect(line.text)
        same = verdict.script == line.script or verdict.lang in UNSURE
        lang = verdict.lang if same else f"{verdict.lang}-{verdict.script}"
        answers.append(Answer(line, lang, verdict.score))
    return answers


def theirs(peer: Peer, lines: list[Line]) -> Answers:
    return [Answer(line, peer.judge(line.text)) for line in lines[:: peer.step]]


def title(peer: Peer) -> str:
    return peer.name if peer.step == 1 else f"{peer.name} (every {peer.step}th line)"


def bucket(answer: Answer) -> str:
    return next(name for name, last in BOUNDS.items() if len(answer.line.text) <= last)


def grouped(answers: Answers, key: Callable[[Answer], str]) -> dict[str, Answers]:
    groups: dict[str, Answers] = defaultdict(list)
    for answer in answers:
        groups[key(answer)].append(answer)
    return groups


def lengths(answers: Answers) -> list[Answers]:
    """Part the answers by length, and give all of them at the end."""
    groups = grouped(answers, bucket)
    return [*(groups.get(name, []) for name in BOUNDS), answers]


def f1(answers: Answers) -> str:
    """Give F1 of "is Uzbek", and precision and recall."""
    hits = sum(answer.lang == answer.line.lang == "uz" for answer in answers)
    said = sum(answer.lang == "uz" for answer in answers)
    true = sum(answer.line.lang == "uz" for answer in answers)
    return f"{percent(2 * hits, said + true)} ({percent(hits, said)} / {percent(hits, true)})"


def size(answers: Answers) -> str:
    return f"{sum(answer.line.lang == 'uz' for answer in answers)} of {len(answers)}"


def uzbek(results: dict[str, Answers]) -> None:
    rows: list[list[str]] = []
    for name, answers in results.items():
        parts = lengths([answer for answer in answers if answer.line.script == "Cyrl"])
        if not rows:
            rows.append(["Uzbek of all lines", *map(size, parts)])
        rows.append([name, *map(f1, parts)])
    table("Uzbek in Cyrillic letters: F1 (precision / recall), %, by characters", ["", *BOUNDS, "all"], rows)


def share(answers: Answers) -> str:
    return percent(sum(answer.right for answer in answers), len(answers))


def accuracy(results: dict[str, Answers], script: str) -> None:
    """Print the share of lines that get the code of their language, by language and length."""
    first, *others = [
        {lang: lengths(part) for lang, part in known(answers, script).items()} for answers in results.values()
    ]
    rows = []
    for lang, parts in first.items():
        beside = (share(other[lang][-1]) if lang in other else "–" for other in others)
        rows.append([lang, len(parts[-1]), *map(share, parts), *beside])
    ours_mean = [average(part[at] for part in first.values()) for at in range(len(BOUNDS) + 1)]
    rows.append(["mean", "", *ours_mean, *(average(part[-1] for part in other.values()) for other in others)])
    head = ["", "lines", *BOUNDS, "all", *(f"{name}: all" for name in list(results)[1:])]
    table(f"Lines in {script} told right, %", head, rows)


def known(answers: Answers, script: str) -> dict[str, Answers]:
    return grouped([one for one in answers if one.line.script == script and one.line.lang != "other"], language)


def language(answer: Answer) -> str:
    return answer.line.lang


def average(parts: Iterable[Answers]) -> str:
    shares = [mean(answer.right for answer in part) for part in parts if part]
    return f"{100 * mean(shares):.2f}" if shares else "–"


def sources(answers: Answers) -> None:
    mine = [answer for answer in answers if answer.line.lang == "uz"]
    found = grouped(mine, lambda answer: f"{answer.line.script} {answer.line.source}")
    rows = [[name, len(part), *map(share, lengths(part))] for name, part in sorted(found.items())]
    table("Uzbek told right, %, by source", ["", "lines", *BOUNDS, "all"], rows)


def confusion(answers: Answers, script: str) -> None:
    """Print a row for each language and a column for each answer that was given."""
    groups = grouped([answer for answer in answers if answer.line.script == script], language)
    counts = {lang: Counter(answer.lang for answer in part) for lang, part in groups.items()}
    given = sorted(set().union(*counts.values()), key=lambda lang: (lang in UNSURE, lang))
    rows = [[lang, *(count[name] or "" for name in given)] for lang, count in counts.items()]
    table(f"Language of the line by answer, {script}", ["", *given], rows)


def calibration(answers: Answers, script: str) -> None:
    """Print how many verdicts are right at each score, and the expected calibration error.

    Lines left undecided, and those in which no letters were found, make no claim that could be right.
    """
    judged = [one for part in known(answers, script).values() for one in part]
    sure = [answer for answer in judged if answer.lang not in UNSURE]
    rows, error = [], 0.0
    for low, high in pairwise(BINS):
        part = [answer for answer in sure if low <= answer.score < high or answer.score == high == 1]
        score = mean(answer.score for answer in part) if part else 0.0
        right = sum(answer.right for answer in part)
        error += abs(right - score * len(part))
        rows.append([f"{low}–{high}", len(part), right, share(part), f"{100 * score:.2f}"])
    table(f"Scores, {script}", ["score", "verdicts", "right", "right, %", "mean score, %"], rows)
    undecided = len(judged) - len(sure)
    print(f"\nExpected calibration error {percent(error, len(sure))} %; undecided {undecided} of {len(judged)}.")


def main() -> None:
    options = arguments()
    use_profiles(options.profiles)
    lines = read(options.folder)
    results = {"uzlat": ours(lines)}
    if options.peers:
        results |= {title(peer): theirs(peer, lines) for peer in installed()}
    uzbek(results)
    for script in ("Cyrl", "Latn"):
        accuracy(results, script)
    sources(results["uzlat"])
    for wanted, show in ((options.confusion, confusion), (options.calibration, calibration)):
        for script in ("Cyrl", "Latn") if wanted else ():
            show(results["uzlat"], script)
    if options.speed:
        news = [line for line in options.speed.read_text(encoding="utf-8").split("\n") if line]
        speeds(news, [line.text for line in lines if len(line.text) <= 60], options.profiles)


if __name__ == "__main__":
    main()
