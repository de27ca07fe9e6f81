"""What languages a text is in: paragraph by paragraph, line by line, passage by passage, and as a whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from uzlat.alphabets import CYRILLIC, alphabets
from uzlat.detector import detect
from uzlat.passages import passages
from uzlat.record import Record
from uzlat.verdict import NO_LANGUAGE, UNDECIDED, Verdict

SCRIPTS = ("Cyrl", "Latn")
UNSURE = 0.5
"""A block in Latin letters whose language has a lower score is one for langdetect as well."""


class Paragraph(Record):
    """A line that is not blank: its number, its letters, its verdict."""

    number: int
    letters: int
    verdict: Verdict


class Span(Record):
    """A passage: the number of its line, its offsets in the whole text, its language and script."""

    line: int
    start: int
    end: int
    lang: str
    script: str


def paragraphs(text: str, all_languages: bool = False) -> list[Paragraph]:
    """Judge each line that is not blank, as convert does: a short one is expected to go on as the one before.

    Args:
        text: any text.
        all_languages: ask langdetect about what is in no language known, too.
    """
    judged: list[Paragraph] = []
    before: dict[str, str] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            script = "Cyrl" if re.search(CYRILLIC, line) else "Latn"
            verdict = judge(line, all_languages, before.get(script, ""))
            if verdict.lang not in (UNDECIDED, NO_LANGUAGE):
                before[script] = verdict.lang
            judged.append(Paragraph(number, sum(map(str.isalpha, line)), verdict))
    return judged


def judge(line: str, all_languages: bool = False, before: str = "") -> Verdict:
    """Judge one line; langdetect is asked about other scripts, or about all that is in no language known."""
    verdict = detect(line, before)
    other_script = verdict.script not in SCRIPTS and verdict.lang == UNDECIDED
    unknown = verdict.lang == UNDECIDED or (verdict.script == "Latn" and verdict.score < UNSURE)
    if not (other_script or (all_languages and unknown)):
        return verdict
    from uzlat.others import named

    return named(line, verdict)


def whole(judged: Iterable[Paragraph]) -> Verdict:
    """Say what a text is as a whole: the language with the most letters, how sure its paragraphs are, the others.

    >>> whole(paragraphs("Ўзбекистон ҳукумати қарор қабул қилди.\\nСегодня утром стало известно.")).reason
    '1 of 2 paragraphs; 1 in Russian'
    """
    found = [one for one in judged if one.verdict.lang != NO_LANGUAGE]
    if not found:
        return Verdict(NO_LANGUAGE, "Zyyy", 1.0, "no letters")
    letters: Counter[tuple[str, str]] = Counter()
    for one in found:
        letters[one.verdict[:2]] += one.letters
    main = letters.most_common(1)[0][0]
    own = [one for one in found if one.verdict[:2] == main]
    score = sum(one.verdict.score * one.letters for one in own) / max(1, sum(one.letters for one in own))
    variants = {one.verdict.variant for one in own if one.verdict.variant}
    variant = "mixed" if len(variants) > 1 else "".join(variants)
    return Verdict(*main, round(score, 3), _told(found, own, main), variant)


def _told(found: list[Paragraph], own: list[Paragraph], main: tuple[str, str]) -> str:
    names = alphabets().names
    others = Counter(one.verdict[:2] for one in found if one.verdict[:2] != main)
    told = [f"{len(own)} of {len(found)} paragraphs"]
    for (lang, script), times in others.most_common():
        told.append(f"{times} in {names.get(lang, lang)}{f' ({script})' * (script != main[1])}")
    return "; ".join(told)


def spans(text: str) -> Iterator[Span]:
    """Cut a text into passages; together they are all of it but the line ends."""
    at, before = 0, ""
    for number, line in enumerate(text.split("\n"), 1):
        found = passages(line, before) if line.strip() else []
        for start, end, lang, script in found:
            yield Span(number, at + start, at + end, lang, script)
        if found and found[0].script == "Cyrl":
            before = Counter({lang: 0 for _, _, lang, _ in found} | _lengths(found)).most_common(1)[0][0]
        at += len(line) + 1


def _lengths(found: Iterable[tuple[int, int, str, str]]) -> Counter[str]:
    lengths: Counter[str] = Counter()
    for start, end, lang, _ in found:
        lengths[lang] += end - start
    return lengths


def is_wanted(lang: str, script: str) -> bool:
    """Say whether a verdict is what `uzlat detect` looks for: Uzbek in Cyrillic letters."""
    return (lang, script) == (alphabets().target, "Cyrl")
