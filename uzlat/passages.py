"""Passages in other languages within a paragraph: a quotation, a sentence, a few words.

Every word has a weight in each language (`uzlat.ngrams`). The languages that lead in some stretch of the paragraph
are the states of a Viterbi search: a word costs what its weights say, a change of language costs most between two
words of a clause, less at the end of a sentence, least at a quotation mark. A. J. Viterbi, "Error bounds for
convolutional codes and an asymptotically optimum decoding algorithm", 1967.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from uzlat.alphabets import alphabets
from uzlat.detector import detect
from uzlat.ngrams import DAMPED, STEP, Model, model
from uzlat.paragraph import CLAUSE, QUOTE, Word, words_of
from uzlat.record import Record
from uzlat.verdict import UNDECIDED

RARE = 6.0
"""What a change to a language costs beyond that if it is hardly ever quoted."""
ENOUGH, ODDLESS = 6.0, 11.0
"""What the words of a passage must speak for its language together; and if it is neither a whole sentence nor has a
letter that tells."""
MOST = 10.0
"""The most that one word says for or against a language."""
MINORITY = 6
"""A paragraph of which one part in so many is in the target language is taken for one of that language."""
STATES = 4
"""Languages that are weighed against each other in one paragraph."""
WINDOW = 3
"""Words of the stretches that may bring in a language."""


class Passage(Record):
    """A stretch of text, as offsets, and the language and script that it is in."""

    start: int
    end: int
    lang: str
    script: str


def passages(text: str, before: str = "") -> list[Passage]:
    """Cut a paragraph into passages by language.

    Args:
        text: a paragraph.
        before: the language of the paragraph before.

    Returns:
        Passages in order; together they are the text.

    >>> text = "Вазир журналистларга «Мы всегда готовы к сотрудничеству» деди."
    >>> [(text[start:end], lang) for start, end, lang, script in passages(text)]
    [('Вазир журналистларга «', 'uz'), ('Мы всегда готовы к сотрудничеству', 'ru'), ('» деди.', 'uz')]
    """
    verdict = detect(text, before)
    if verdict.script != "Cyrl":
        return [Passage(0, len(text), verdict.lang, verdict.script)]
    _, found = divided(text, before)
    return [Passage(start, end, lang, "Cyrl") for start, end, lang in found]


def main_language(text: str, before: str) -> str:
    """Name the language of a paragraph in Cyrillic; where nothing decides, that of the one before, or the target."""
    verdict = detect(text, before)
    if verdict.script != "Cyrl":  # a letter or two among Latin words
        return alphabets().target
    undecided = verdict.lang == UNDECIDED and not verdict.score
    return (before or alphabets().target) if undecided else verdict.lang


def divided(text: str, before: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Give the main language of a paragraph in Cyrillic, and start, end and language of its passages.

    A paragraph of which a good part is in the target language counts as one of that language with quotations.
    """
    main, words, target = main_language(text, before), list(words_of(text)), alphabets().target
    path = _path(words, main)
    if main != target and path.count(target) * MINORITY >= len(path):
        main, path = target, _path(words, target)
    return main, list(_tiled(text, words, _whole(words, path), main))


def _tiled(text: str, words: list[Word], path: list[str], main: str) -> Iterator[tuple[int, int, str]]:
    """Give the passages in other languages, and what stands between them."""
    done = 0
    for start, end, lang in _foreign(words, path, main):
        if done < start:
            yield done, start, main
        yield start, end, lang
        done = end
    if done < len(text) or not text:
        yield done, len(text), main


def _states(known: Model, words: list[Word], main: int) -> list[int]:
    """List the main language, those that are always likely, and those that lead in some stretch of a few words."""
    totals = [word.total for word in words]
    windows = map(sum, zip(*[totals[at:] for at in range(min(WINDOW, len(totals)))], strict=False))
    leads: Counter[int] = Counter()
    for sums in map(known.sums, windows):
        leads[sums.index(max(sums))] += 1
    unnamed = known.languages.index(UNDECIDED)
    others = [lang for lang, _ in leads.most_common(STATES) if lang != unnamed]
    likely = [known.languages.index(lang) for lang in (alphabets().target, alphabets().quoted[0])]
    return list(dict.fromkeys([main, *likely, *others]))


def _path(words: list[Word], main: str) -> list[str]:
    """Give the language of each word on the likeliest way through the paragraph."""
    known = model("Cyrl")
    index = known.languages.index(main)
    states = _states(known, words, index) if words else [index]
    usual = [*alphabets().quoted, main, alphabets().target]
    entry = [0.0 if known.languages[state] in usual else RARE for state in states]
    scores = [0.0 if state == index else -CLAUSE for state in states]
    ways: list[list[int]] = []
    for word in words:
        best = max(range(len(states)), key=scores.__getitem__)
        moved = [scores[best] - word.change - cost for cost in entry]
        ways.append([at if scores[at] >= moved[at] else best for at in range(len(states))])
        scores = [max(pair) + gain for *pair, gain in zip(scores, moved, _gains(word, states), strict=True)]
    return [known.languages[states[at]] for at in _back(ways, scores)]


def _gains(word: Word, states: list[int]) -> list[float]:
    """Say what a word speaks for each language, in nats against the first."""
    factor, first = STEP / DAMPED, word.sums[states[0]]
    if not word.weight:
        return [0.0] + [-MOST] * (len(states) - 1)
    return [max(-MOST, min(MOST, (word.sums[state] - first) * factor)) * word.weight for state in states]


def _back(ways: list[list[int]], scores: list[float]) -> list[int]:
    """Follow the likeliest way back from its end."""
    at = max(range(len(scores)), key=scores.__getitem__)
    path = []
    for come in reversed(ways):
        path.append(at)
        at = come[at]
    return path[::-1]


def _whole(words: list[Word], path: list[str]) -> list[str]:
    """Give a quotation that is mostly in one language to it: few quotations mix languages."""
    filled: list[str] = []
    for _, group in groupby(zip(words, path, strict=True), key=lambda pair: pair[0].unit):
        part = [lang for _, lang in group]
        end = len(filled) + len(part)
        quoted = words[len(filled)].change == QUOTE and (end == len(words) or words[end].change == QUOTE)
        lang, times = Counter(part).most_common(1)[0]
        filled += [lang] * len(part) if quoted and times > len(part) / 2 else part
    return filled


def _foreign(words: list[Word], path: list[str], main: str) -> Iterator[tuple[int, int, str]]:
    """Give the stretches that are not in the main language."""
    at = 0
    while at < len(path):
        end = at + 1
        while end < len(path) and path[end] == path[at]:
            end += 1
        if path[at] != main:
            beside = {word.unit for word in (*words[max(0, at - 1) : at], *words[end : end + 1])}
            units = [list(unit) for _, unit in groupby(words[at:end], key=lambda word: word.unit)]
            found = _trimmed(units, beside, main, path[at]) if len(units) > 1 else units[0]
            if found and _holds(found, main, path[at], beside.isdisjoint({found[0].unit, found[-1].unit})):
                yield found[0].start, found[-1].end, path[at]
        at = end


def _trimmed(units: list[list[Word]], beside: set[int], main: str, lang: str) -> list[Word]:
    """Leave out, at the edges of a stretch, parts of a sentence that goes on in the main language.

    What a quotation is introduced with is of its language only if it would make a passage without it.
    `beside` are the sentences that reach into the stretch from outside.
    """
    found: list[Word] = []
    for at, unit in enumerate(units):
        inner = 0 < at < len(units) - 1
        alone = unit[0].unit not in beside
        if inner or (alone and (len(unit) > 1 or unit[0].change != QUOTE)) or _holds(unit, main, lang, alone):
            found += unit
    return found


def _holds(words: list[Word], main: str, lang: str, whole: bool) -> bool:
    """Say whether words make a passage: two at least, not names alone, and with enough that speaks for it."""
    if sum(not word.joined for word in words) < 2 or all(word.name or word.joined for word in words):
        return False
    languages = model("Cyrl").languages
    states = [languages.index(main), languages.index(lang)]
    least = ENOUGH if (whole and len(words) > 2) or any(word.odd for word in words) else ODDLESS
    return sum(_gains(word, states)[1] for word in words) >= least
