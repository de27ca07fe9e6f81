"""How well languages inside one paragraph are told apart: Uzbek with an insertion in another language.

FOLDER holds test lines as for detection.py. Uzbek paragraphs are made of two or three lines, and one of these is put
into them: a quotation, a sentence, a few bare words, or nothing. A word belongs to the passage in which its first
letter stands. Counted are Uzbek words that stay Uzbek, foreign words that would be converted as if they were, and
foreign words whose language is named right.
"""

from __future__ import annotations

import argparse
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from detectors import percent, read, table, use_profiles

MAIN = ("ru", "kk", "tg")
LANGUAGES = (*MAIN, "ky", "kaa", "uk")
CONVERTED = ("uz", "und")
"""A passage of which nothing is known is taken for Uzbek."""
WORD = re.compile(r"[\u0400-\u052f][^\W\d_]*")
LATIN = re.compile("[A-Za-z]")
QUOTATION = re.compile('[«»“”„‟"]')
QUOTES = ("«»", "“”", '""')
GAP = re.compile(r"(?<=\w) (?=\w)")
END = re.compile(r"[.!?]$")


class Mixture(NamedTuple):
    """A paragraph, and from where to where it is in another language; nowhere if `lang` is empty."""

    text: str
    start: int = 0
    end: int = 0
    lang: str = ""


class Judged(NamedTuple):
    """A word, from where the paragraph has it to where, and the language of its passage."""

    start: int
    end: int
    inserted: bool
    lang: str

    @property
    def wrong(self) -> bool:
        """Say whether an Uzbek word would stay Cyrillic, or a foreign one be converted."""
        return self.inserted == (self.lang in CONVERTED)


class Tally(NamedTuple):
    mixtures: int = 0
    uzbek: int = 0
    kept: int = 0
    foreign: int = 0
    converted: int = 0
    named: int = 0


class Source(NamedTuple):
    """The lines that paragraphs are made of."""

    uzbek: list[str]
    hosts: list[str]
    foreign: dict[str, list[str]]


Insert = Callable[[Random, list[str], str, str], Mixture]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--profiles", default="", metavar="DIR", help="take the language profiles from here")
    parser.add_argument("--count", type=int, default=600, metavar="N", help="paragraphs of each kind and language")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, metavar="K", help="print K paragraphs with wrong words marked")
    return parser.parse_args()


def source(folder: Path) -> Source:
    """Choose lines: Uzbek sentences, of which those without quotation marks take insertions, and foreign lines."""
    lines = [line for line in read(folder) if line.script == "Cyrl"]
    uzbek = [line.text for line in lines if line.lang == "uz" and 60 <= len(line.text) <= 200 and END.search(line.text)]
    foreign: dict[str, list[str]] = {lang: [] for lang in LANGUAGES}
    for line in lines:
        if line.lang in foreign and usable(line.text):
            foreign[line.lang].append(line.text)
    return Source(uzbek, [text for text in uzbek if GAP.search(text) and not QUOTATION.search(text)], foreign)


def usable(text: str) -> bool:
    """Say whether a line can be inserted: a sentence or so in Cyrillic letters only, without quotation marks."""
    odd = LATIN.search(text) or QUOTATION.search(text)
    return not odd and 20 <= len(text) <= 150 and len(WORD.findall(text)) >= 3


def quotation(random: Random, uzbek: list[str], foreign: str, lang: str) -> Mixture:
    """Put the line in quotation marks after a word of a sentence, sometimes after a colon."""
    before, after = parted(random, uzbek)
    colon = ":" if before[-1].isalpha() and random.random() < 0.3 else ""
    marks = random.choice(QUOTES)
    return joined(f"{before}{colon} {marks[0]}", foreign.rstrip(".!?… ").strip("'‘’ "), f"{marks[1]} {after}", lang)


def sentence(random: Random, uzbek: list[str], foreign: str, lang: str) -> Mixture:
    """Put the line between two sentences."""
    at = random.randrange(1, len(uzbek))
    ended = foreign if END.search(foreign) else foreign.rstrip(",:;…- ") + "."
    return joined(" ".join(uzbek[:at]) + " ", ended, " " + " ".join(uzbek[at:]), lang)


def words(random: Random, uzbek: list[str], foreign: str, lang: str) -> Mixture:
    """Put two to four words of the line between two words of a sentence."""
    before, after = parted(random, uzbek)
    return joined(before + " ", random.choice(runs(foreign)), " " + after, lang)


def runs(foreign: str) -> list[str]:
    """List the runs of two to four words with nothing but a space between them."""
    found = foreign.split()
    windows = (found[at : at + size] for size in (2, 3, 4) for at in range(len(found) - size + 1))
    return [" ".join(window) for window in windows if all(word.isalpha() for word in window)]


def parted(random: Random, uzbek: list[str]) -> tuple[str, str]:
    """Part the paragraph between two words of its first sentence, which may come to stand after others."""
    host, *others = uzbek
    gap = random.choice([gap.start() for gap in GAP.finditer(host)])
    place = random.randrange(len(uzbek))
    return " ".join([*others[:place], host[:gap]]), " ".join([host[gap + 1 :], *others[place:]])


def joined(before: str, inserted: str, after: str, lang: str) -> Mixture:
    return Mixture(before + inserted + after, len(before), len(before) + len(inserted), lang)


KINDS: dict[str, Insert] = {"quotation": quotation, "sentence": sentence, "words": words}


def made(lines: Source, kind: str, lang: str, count: int, seed: int) -> Iterator[Mixture]:
    """Make paragraphs of one kind; each kind and language has its own dice."""
    random = Random(f"{seed} {kind} {lang}")
    foreign = [line for line in lines.foreign.get(lang, []) if kind != "words" or runs(line)]
    for _ in range(count if foreign or not lang else 0):
        uzbek = [random.choice(lines.hosts), *random.sample(lines.uzbek, random.choice((1, 2)))]
        yield KINDS[kind](random, uzbek, random.choice(foreign), lang) if lang else Mixture(" ".join(uzbek))


def judged(mixture: Mixture) -> list[Judged]:
    from uzlat.passages import passages

    found = passages(mixture.text)
    starts = [passage.start for passage in found]
    return [
        Judged(
            *word.span(),
            mixture.start <= word.start() < mixture.end,
            found[bisect_right(starts, word.start()) - 1].lang,
        )
        for word in WORD.finditer(mixture.text)
    ]


def tally(mixture: Mixture, found: list[Judged]) -> Tally:
    uzbek = [word for word in found if not word.inserted]
    foreign = [word for word in found if word.inserted]
    kept, converted = (sum(word.lang in CONVERTED for word in part) for part in (uzbek, foreign))
    return Tally(1, len(uzbek), kept, len(foreign), converted, sum(word.lang == mixture.lang for word in foreign))


def total(tallies: Iterable[Tally]) -> Tally:
    return Tally(*map(sum, zip(Tally(), *tallies, strict=True)))


def cells(one: Tally) -> list[object]:
    kept, converted = percent(one.kept, one.uzbek), percent(one.converted, one.foreign)
    return [one.mixtures, kept, converted, percent(one.named, one.foreign)]


def totals(tallies: dict[tuple[str, str], Tally]) -> Iterator[list[object]]:
    for kinds in (["quotation", "sentence"], ["quotation", "sentence", "words"]):
        for name, langs in ((", ".join(MAIN), MAIN), ("all", LANGUAGES)):
            part = total(tallies[kind, lang] for kind in kinds for lang in langs)
            yield [" + ".join(kinds), name, *cells(part)]


def marked(mixture: Mixture, found: list[Judged]) -> str:
    """Give the paragraph with the insertion in ⟦ ⟧, and with the language after each word that is judged wrong."""
    marks = [(mixture.start, "⟦"), (mixture.end, "⟧")] if mixture.lang else []
    marks += [(word.end, f"[{word.lang}]") for word in found if word.wrong]
    text = mixture.text
    for at, mark in sorted(marks, key=lambda pair: pair[0], reverse=True):
        text = text[:at] + mark + text[at:]
    return text


def main() -> None:
    options = arguments()
    use_profiles(options.profiles)
    lines = source(options.folder)
    tallies: dict[tuple[str, str], Tally] = {}
    faults: list[str] = []
    for kind, lang in [*((kind, lang) for kind in KINDS for lang in LANGUAGES), ("plain", "")]:
        pairs = [(mixture, judged(mixture)) for mixture in made(lines, kind, lang, options.count, options.seed)]
        tallies[kind, lang] = total(tally(*pair) for pair in pairs)
        wrong = [pair for pair in pairs if any(word.wrong for word in pair[1])]
        faults += [f"{kind} {lang}: {marked(*pair)}" for pair in wrong]
    head = [
        "kind",
        "language",
        "mixtures",
        "Uzbek words kept, %",
        "foreign words converted, %",
        "language named right, %",
    ]
    rows = [[kind, lang, *cells(one)] for (kind, lang), one in tallies.items()]
    table("Languages in one paragraph", head, [*rows, *totals(tallies)])
    for fault in Random(options.seed).sample(faults, min(options.show, len(faults))):
        print(f"\n{fault}")


if __name__ == "__main__":
    main()
