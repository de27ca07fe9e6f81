"""Build the profiles of languages: letter n-grams of texts, for the detector and for langdetect.

    python scripts/build_languages.py FOLDER... --out uzlat/profiles [--held-out 0 --tests TESTS]

Each FOLDER holds files <language>-<Script>.tsv of lines `source<TAB>text`; rows of sources outside FREE are not read,
nor are files with a further part in their name, as uz-Cyrl.synth.tsv. `other-<Script>.tsv` are languages without a
lane of their own.

--dictionary gives words of Uzbek that are no text: a TSV file with a column `cyrillic`.

Writes for each script <Script>.ngrams, what `uzlat.ngrams` reads; native.json and loans.txt, what `uzlat.sieve` and
`uzlat.passages` read; langdetect/<language>-<Script>.json, n-grams of 1 to 3 characters in the form that langdetect
loads; and sources.tsv, the counts of lines by source. With `--held-out N` every fifth line (those whose CRC-32 leaves
the rest N) is not learnt from but written to TESTS with all lines of sources outside FREE.

The method is naive Bayes over overlapping n-grams of 1, 3 and 4 letters within a word, edges marked, and whole words:
the weight of an n-gram in a language is ln((count + k b) / (total + k)) less the mean over the languages, where b is
its share in all languages and k a prior for each size. Sizes count by WEIGHTS. The n-grams that tell most are kept.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import os
import random
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from glob import glob
from itertools import groupby
from typing import NamedTuple

from uzlat.alphabets import alphabets
from uzlat.ngrams import DAMPED, STEP, WORDS, ZERO, grams, start_of
from uzlat.shadow import shadow

FREE = ("tatoeba", "udhr", "fitrat", "lingua-leipzig", "kaa-writers", "ntrex", "kaa-wiki", "synth-ntrex")
"""Sources whose text, or at least whose counts, may be taken over; see profiles/README.md for their licences."""
FOLDS, INNER = 5, 7
OTHER = "und"
WHOLE = 0
"""The size under which whole words of any length are counted."""

PRIOR = {1: 100, 3: 1000, 4: 2000, WHOLE: 50}
WEIGHTS = {1: 0.5, 3: 0.5, 4: 1.0, WHOLE: 1.0}
"""By size."""
KEPT = {"Cyrl": 80_000, "Latn": 30_000}
RARE = 3
"""A whole word counts from so many times on."""
REACH = 46
"""The greatest weight, in steps."""

KEYBOARD = str.maketrans("ўқғҳӣӯҷәңөұүһі", "укгхиучаноуухи")
TYPED = 0.15
"""What a word typed on a Russian keyboard counts."""
MISTYPED = str.maketrans({"ў": "ӯ", "ҳ": "һ", "ʻ": None})
TELLING, FREQUENT = 2.5, 1e-5
"""How much more often than in any other language, and how often, what stands in native.json comes up in Uzbek."""
NATIVE_WORDS, SHARED_WORDS = 5000, 1000
BORROWED = 1.5
"""What the n-grams of a loan speak for another language, in nats."""
ALIEN = 6.0
"""What a letter that a language does not write speaks against it, beyond its count, in nats."""
FOLDED = ("uz", "kk", "ky", "tg", "kaa", "tt")

Lines = dict[str, list[tuple[str, str]]]
"""For each language, source and text of its lines."""


class Profile(NamedTuple):
    """What was counted in one language: n-grams by size, and whole words."""

    counts: dict[int, Counter[str]]
    totals: dict[int, float]


class Weights(NamedTuple):
    """The lanes and, for each n-gram, a weight in nats for each lane."""

    languages: list[str]
    rows: dict[str, list[float]]


def read(folders: list[str], script: str) -> Lines:
    """Read all lines of a script, each text once for a language."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(path for folder in folders for path in glob(os.path.join(folder, f"*-{script}.tsv"))):
        rows = found.setdefault(os.path.basename(path).split("-")[0].replace("other", OTHER), {})
        with open(path, encoding="utf-8") as handle:
            for source, _, text in (line.rstrip("\n").partition("\t") for line in handle):
                rows.setdefault(text, source)
    return {lang: [(source, text) for text, source in rows.items()] for lang, rows in found.items()}


def is_free(source: str) -> bool:
    """Say whether a source may be learnt from."""
    return source.startswith(FREE)


def fold(text: str) -> int:
    """Give the fold of a line."""
    return zlib.crc32(text.encode())


def select(lines: Lines, free: bool, folds: int, keep: Iterable[int]) -> Lines:
    """Take the lines of free sources in some folds, or the lines of other sources."""
    kept = frozenset(keep)
    return {
        lang: [(source, text) for source, text in rows if is_free(source) == free and fold(text) % folds in kept]
        for lang, rows in lines.items()
    }


def spelled(word: str, lang: str) -> Iterator[tuple[str, float]]:
    """Give a word and what it counts, and the word as it is typed on other keyboards."""
    yield word, 1.0
    if lang == "uz" and (new := renewed(word)) != word:
        yield new, 1.0
    for table in (KEYBOARD, MISTYPED) if lang in FOLDED else ():
        typed = word.translate(table)
        if typed != word:
            yield typed, TYPED


def renewed(word: str) -> str:
    """Write a word of the Latin of 1995 in that of 2026."""
    for old, new in (("oʻ", "ö"), ("gʻ", "ğ"), ("sh", "ş"), ("ch", "ç")):
        word = word.replace(old, new)
    return word


def count(lines: list[tuple[str, str]], lang: str, script: str) -> Profile:
    """Count the n-grams of a language."""
    words: Counter[str] = Counter()
    for _, text in lines:
        words.update(re.findall(WORDS[script], shadow(text)))
    counts: dict[int, Counter[str]] = {size: Counter() for size in WEIGHTS}
    for word, times in words.items():
        for typed, share in spelled(word, lang):
            *parts, whole = grams(typed)
            for part in parts:
                counts[len(part)][part] += times * share  # type: ignore[assignment]
            counts[WHOLE][whole] += times * share  # type: ignore[assignment]
    return Profile(counts, {size: sum(found.values()) for size, found in counts.items()})


def weigh(profiles: dict[str, Profile]) -> Weights:
    """Compute the weights of all n-grams."""
    languages = sorted(profiles)
    rows: dict[str, list[float]] = {}
    for size, factor in WEIGHTS.items():
        for gram, shares in _shares(profiles, languages, size).items():
            mean = sum(shares) / len(languages)
            prior = PRIOR[size]
            logs = [
                math.log((profiles[lang].counts[size][gram] + prior * mean) / (profiles[lang].totals[size] + prior))
                for lang in languages
            ]
            middle = sum(logs) / len(logs)
            old = rows.get(gram, [0.0] * len(languages))  # a word of up to three letters is an n-gram as well
            rows[gram] = [before + factor * (log - middle) for before, log in zip(old, logs, strict=True)]
    for letter, row in rows.items():
        if len(letter) == 1:
            rows[letter] = [
                weight - ALIEN * is_alien(letter, lang) for weight, lang in zip(row, languages, strict=True)
            ]
    return Weights(languages, rows)


def is_alien(letter: str, lang: str) -> bool:
    """Say whether a language does not write a letter that others have; letters of Russian come in all with names."""
    known = alphabets()
    letters = known.letters.get(lang)
    return letters is not None and letter in known.special - letters - known.twins


def _shares(profiles: dict[str, Profile], languages: list[str], size: int) -> dict[str, list[float]]:
    """Give the share of each n-gram of a size in each language."""
    found = Counter[str]()
    for lang in languages:
        found.update(profiles[lang].counts[size])
    least = RARE if size == WHOLE else 0
    return {
        gram: [profiles[lang].counts[size][gram] / profiles[lang].totals[size] for lang in languages]
        for gram, times in found.items()
        if times >= least
    }


def prune(weights: Weights, profiles: dict[str, Profile], limit: int) -> Weights:
    """Keep the n-grams that tell most: by how often they stand in a language and how much they say of it."""

    def use(gram: str) -> float:
        size = WHOLE if gram[0] == "^" and gram[-1] == "$" and len(gram) > 4 else len(gram)
        return sum(
            profiles[lang].counts[size][gram] / profiles[lang].totals[size] * abs(weight)
            for lang, weight in zip(weights.languages, weights.rows[gram], strict=True)
        )

    kept = sorted(weights.rows, key=lambda gram: (-use(gram), gram))[:limit]
    return Weights(weights.languages, {gram: weights.rows[gram] for gram in sorted(kept)})


def encode(row: list[float]) -> str:
    """Write weights as characters, none of which is white space."""
    return "".join(chr(ZERO + max(-REACH, min(REACH, round(weight / STEP)))) for weight in row)


def write(path: str, weights: Weights, scale: tuple[float, float]) -> None:
    """Write the file that `uzlat.ngrams` reads."""
    head = f"languages, base and slope of the scale:\t{' '.join(weights.languages)}\t{scale[0]:.3f}\t{scale[1]:.4f}"
    index, rows, size = [], [], 0
    for start, grams_ in groupby(sorted(weights.rows), key=start_of):
        index += [start, str(size)]
        rows.append("".join(f"\n{gram}\t{encode(weights.rows[gram])}" for gram in grams_))
        size += len(rows[-1].encode())
    with open(path, "w", encoding="utf-8", newline="\n") as handle:
        handle.write(head + "\n" + "\t".join(index) + "".join(rows) + "\n")


def build(lines: Lines, script: str) -> Weights:
    """Make the weights of a script from lines."""
    profiles = {lang: count(rows, lang, script) for lang, rows in lines.items()}
    return prune(weigh(profiles), profiles, KEPT[script])


def native(lines: Lines, lang: str) -> dict[str, str]:
    """List endings and words that one language has and hardly another, and its common words that others have too.

    All are sought among words without its surest letter: those need no list.
    """
    words = {name: _words_without(rows, alphabets().sure) for name, rows in lines.items() if name != OTHER}
    totals = {name: found.total() for name, found in words.items()}
    endings: set[str] = set()
    for size in (2, 3, 4):
        ends = {name: _ends(found, size) for name, found in words.items()}
        new = [end for end, _ in _told(ends, totals, lang) if not any(end.endswith(one) for one in endings)]
        endings.update(new)
    rest = {
        name: Counter({word: n for word, n in found.items() if not _ends_in(word, endings)})
        for name, found in words.items()
    }
    own = [word for word, _ in _told(rest, totals, lang)][:NATIVE_WORDS]
    shared = [word for word, _ in rest[lang].most_common(SHARED_WORDS) if word not in own]
    return {"endings": " ".join(sorted(endings)), "words": " ".join(sorted(own)), "shared": " ".join(sorted(shared))}


def loans(paths: Iterable[str], weights: Weights, lang: str) -> str:
    """List dictionary words of a language that its n-grams would give to another: most are loans."""
    at, found = weights.languages.index(lang), set()
    for path in paths:
        with open(path, encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
                for word in re.findall(WORDS["Cyrl"], shadow(row["cyrillic"])):
                    _, sums = _sums(weights, word, "Cyrl")
                    if len(word) > 1 and max(sums) - sums[at] > BORROWED * DAMPED:
                        found.add(word)
    return "".join(f"{word}\n" for word in sorted(found))


def _words_without(rows: list[tuple[str, str]], letter: str) -> Counter[str]:
    """Count the words of lines that do not have a letter."""
    counts = Counter(word for _, text in rows for word in re.findall(WORDS["Cyrl"], shadow(text)))
    return Counter({word: times for word, times in counts.items() if letter not in word})


def _ends(words: Counter[str], size: int) -> Counter[str]:
    """Count the endings of a size of longer words."""
    counts: Counter[str] = Counter()
    for word, times in words.items():
        if len(word) > size:
            counts[word[-size:]] += times
    return counts


def _ends_in(word: str, endings: set[str]) -> bool:
    return any(word[-size:] in endings for size in (2, 3, 4) if len(word) > size)


def _told(counts: dict[str, Counter[str]], totals: dict[str, int], lang: str) -> Iterator[tuple[str, int]]:
    """Yield what is frequent in one language and much more so than in any other, the commonest first."""
    for item, times in counts[lang].most_common():
        share = times / totals[lang]
        if share < FREQUENT:
            return
        if share > TELLING * max(counts[name][item] / totals[name] for name in counts if name != lang):
            yield item, times


def windows(lines: Lines, seed: int) -> Iterator[tuple[str, str]]:
    """Yield language and text of lines and of pieces of them of one word to the whole."""
    chance = random.Random(seed)
    for lang, rows in lines.items():
        for _, text in chance.sample(rows, min(len(rows), 300)):
            words = text.split()
            size = chance.choice((1, 2, 3, 4, 6, 8, 12, 20, 40))
            start = chance.randrange(max(1, len(words) - size + 1))
            yield lang, " ".join(words[start : start + size])


def calibrate(weights: Weights, lines: Lines, script: str) -> tuple[float, float]:
    """Find the scale that makes the chances of held-out pieces most likely (the least log loss)."""
    seen = [(lang, *_sums(weights, text, script)) for lang, text in windows(lines, 1)]
    grid = [(base / 4, slope / 40) for base in range(2, 40, 2) for slope in range(0, 24, 2)]
    return min(grid, key=lambda scale: sum(_loss(weights, scale, *item) for item in seen))


def _sums(weights: Weights, text: str, script: str) -> tuple[int, list[float]]:
    """Count the letters of a text and add up its n-grams."""
    words = re.findall(WORDS[script], shadow(text))
    rows = [weights.rows[gram] for word in words for gram in grams(word) if gram in weights.rows]
    return sum(map(len, words)), [sum(column) for column in zip(*rows, strict=True)] or [0.0] * len(weights.languages)


def _loss(weights: Weights, scale: tuple[float, float], lang: str, letters: int, sums: list[float]) -> float:
    """Give the log loss of the right language."""
    scaled = [one / (scale[0] + scale[1] * letters) for one in sums]
    top = max(scaled)
    return top + math.log(sum(math.exp(one - top) for one in scaled)) - scaled[weights.languages.index(lang)]


def langdetect_profile(lines: list[tuple[str, str]], name: str) -> dict[str, object]:
    """Count n-grams of 1 to 3 characters as langdetect does, in small letters."""
    from langdetect.utils.lang_profile import LangProfile

    profile = LangProfile(name)
    for _, text in lines:
        profile.update(shadow(text))
    profile.omit_less_freq()
    kept = dict(sorted(((gram, times) for gram, times in profile.freq.items() if times >= 3)))
    return {"freq": kept, "n_words": profile.n_words, "name": name}


def write_profiles(folder: str, lines: Lines, script: str) -> None:
    """Write a profile for langdetect for each language."""
    os.makedirs(folder, exist_ok=True)
    for lang in lines.keys() - {OTHER}:
        with open(os.path.join(folder, f"{lang}-{script}.json"), "w", encoding="utf-8", newline="\n") as handle:
            json.dump(
                langdetect_profile(lines[lang], f"{lang}-{script}"), handle, ensure_ascii=False, separators=(",", ":")
            )
            handle.write("\n")


def write_native(path: str, lists: dict[str, str]) -> None:
    """Write the lists that `uzlat.sieve` reads."""
    about = (
        "Endings and words that Uzbek has and hardly another language, and common words that others have too; counted"
    )
    with open(path, "w", encoding="utf-8", newline="\n") as handle:
        json.dump({"about": f"{about} by scripts/build_languages.py.", **lists}, handle, ensure_ascii=False, indent=1)
        handle.write("\n")


def write_lines(folder: str, lines: Lines, script: str) -> None:
    """Write lines as they were read."""
    os.makedirs(folder, exist_ok=True)
    for lang, rows in lines.items():
        name = f"{lang.replace(OTHER, 'other')}-{script}.tsv"
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="\n") as handle:
            handle.writelines(f"{source}\t{text}\n" for source, text in rows)


def counted(lines: Lines, script: str) -> list[str]:
    """List language, script, source, lines and characters learnt from."""
    told = []
    for lang, rows in lines.items():
        for source in sorted({source for source, _ in rows}):
            texts = [text for name, text in rows if name == source]
            told.append(f"{lang}\t{script}\t{source}\t{len(texts)}\t{sum(map(len, texts))}")
    return told


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folders", nargs="+", metavar="folder")
    parser.add_argument("--out", required=True)
    parser.add_argument("--held-out", type=int, metavar="FOLD", help=f"leave out this fold of {FOLDS}")
    parser.add_argument("--dictionary", action="append", default=[], metavar="TSV", help="words in a column `cyrillic`")
    parser.add_argument("--tests", metavar="FOLDER", help="write what was left out here")
    return parser.parse_args()


def main() -> None:
    """Build the files of every script."""
    options = arguments()
    os.makedirs(options.out, exist_ok=True)
    told = ["language\tscript\tsource\tlines\tcharacters"]
    for script in WORDS:
        lines = read(options.folders, script)
        folds = [fold for fold in range(FOLDS) if fold != options.held_out]
        learnt = {lang: rows for lang, rows in select(lines, True, FOLDS, folds).items() if rows}
        inner = build(select(learnt, True, INNER, range(1, INNER)), script)
        scale = calibrate(inner, select(learnt, True, INNER, [0]), script)
        weights = build(learnt, script)
        write(os.path.join(options.out, f"{script}.ngrams"), weights, scale)
        write_profiles(os.path.join(options.out, "langdetect"), learnt, script)
        told += counted(learnt, script)
        if script == "Cyrl":
            target = alphabets().target
            write_native(os.path.join(options.out, "native.json"), native(learnt, target))
            with open(os.path.join(options.out, "loans.txt"), "w", encoding="utf-8", newline="\n") as handle:
                handle.write(loans(options.dictionary, weights, target))
        if options.tests:
            left = select(lines, True, FOLDS, [options.held_out])
            others = select(lines, False, 1, [0])
            write_lines(options.tests, {lang: left[lang] + others[lang] for lang in lines}, script)
    with open(os.path.join(options.out, "sources.tsv"), "w", encoding="utf-8", newline="\n") as handle:
        handle.write("\n".join(told) + "\n")


if __name__ == "__main__":
    main()
