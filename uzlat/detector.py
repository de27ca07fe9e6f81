"""Which language a block of text is in: letters decide where they can, n-grams decide the rest."""

from __future__ import annotations

import re

from uzlat.alphabets import CYRILLIC, LATIN, Alphabets, alphabets
from uzlat.context import WORD
from uzlat.shadow import shadow
from uzlat.verdict import NO_LANGUAGE, UNDECIDED, Verdict

SETTLED = 60
"""Characters from which letters alone settle that a block is Uzbek."""
LEAST = 0.25
"""The chance below which a language is not named."""
SURE = 0.999
"""The score of what letters settle: of so many blocks more than 999 in 1,000 are right."""
UNLIKE = 0.8
"""The score of what is in none of the languages known."""
NAMES = 0.5
"""What n-grams count in a block of nothing but names."""
WORD_OF_IT = rf"(?<![^\W\d_])(?:{CYRILLIC}{{2,}}|[^\W\d_aceopxyасеорху](?<={CYRILLIC}))(?![^\W\d_])"
"""A word in Cyrillic; one letter that looks like a Latin one is none."""
INITIAL = r"(?<!\w)\w\.(?!\w)"


def detect(text: str, before: str = "") -> Verdict:
    """Say which language a block of text is in.

    Args:
        text: a paragraph; longer text is judged as one.
        before: the language of the block before it, which a short block is expected to share.

    >>> detect("Ўзбекистон ҳукумати қарор қабул қилди")[:2]
    ('uz', 'Cyrl')
    >>> detect("Это решение было принято вчера").lang
    'ru'
    >>> detect("Мен бугун мактабга бордим").lang
    'uz'
    """
    shade = shadow(text) if re.search(CYRILLIC, text) else ""
    if not is_cyrillic(shade):
        return _without_cyrillic(text, before)
    return by_letters(shade) or _by_words(shade, before, NAMES if is_names(text) else 1.0)


def is_cyrillic(shade: str) -> bool:
    """Say whether a block in small letters is in Cyrillic: a few such letters inside Latin words are typing errors.

    >>> is_cyrillic("telegram: бизга қўшилинг"), is_cyrillic("mаʼlumot bаzasi")
    (True, False)
    """
    if not re.search(CYRILLIC, shade):
        return False
    if not re.search(LATIN, shade) or re.search(WORD_OF_IT, shade):
        return True
    return len(re.findall(CYRILLIC, shade)) >= len(re.findall(LATIN, shade))


def by_letters(shade: str) -> Verdict | None:
    """Judge small letters by the alphabet alone; None where that does not settle it.

    Karakalpak has ў, қ, ғ and ҳ too, but hardly a clause of it is without a letter that Uzbek has not.
    """
    if not is_settled(shade):
        return None
    known = alphabets()
    words = re.findall(CYRILLIC + "+", shade)
    seen, count = _letters_in(words, known.own)
    return Verdict(
        known.target, "Cyrl", SURE, f"{seen} in {count} of {len(words)} words; no letter of another alphabet"
    )


def is_settled(shade: str) -> bool:
    """Say whether letters alone settle that a block is Uzbek."""
    known = alphabets()
    if len(shade) < SETTLED or known.sure not in shade:
        return False
    letters = set(shade)
    return not known.own.isdisjoint(letters - {known.sure}) and known.foreign.isdisjoint(letters)


def is_names(text: str) -> bool:
    """Say whether a block is nothing but words with a capital: names, or a title.

    >>> is_names("Шавкат Мирзиёев"), is_names("ЯНГИ ҚОНУН"), is_names("Янги қонун")
    (True, False, False)
    """
    words = WORD.findall(text)
    return all(word[0].isupper() for word in words) and not text.isupper()


def _without_cyrillic(text: str, before: str) -> Verdict:
    if not WORD.search(text):
        return Verdict(NO_LANGUAGE, "Zyyy", 1.0, "no letters")
    if re.search(LATIN, text):
        from uzlat.latin import judge_latin

        return judge_latin(text, before)
    from uzlat.scripts import judge_script

    return judge_script(text)


def _by_words(shade: str, before: str, trust: float) -> Verdict:
    """Judge small letters by n-grams, unless many words have letters of no language known."""
    from uzlat.judge import weighed

    known = alphabets()
    words = re.findall(CYRILLIC + "+", re.sub(INITIAL, ".", shade)) or re.findall(CYRILLIC + "+", shade)
    strange = set("".join(words)) - known.letters["ru"] - known.special
    if strange and sum(not strange.isdisjoint(word) for word in words) * 3 >= len(words):
        listed = ", ".join(sorted(strange))
        return Verdict(UNDECIDED, "Cyrl", UNLIKE, f"{listed}: letters of none of the languages known")
    found = weighed(words, "Cyrl", before, trust)
    if found is None or (found.chance < LEAST and found.lang != before):
        near = f"; nearest are {known.names[found.lang]} and {known.names[found.second]}" if found else ""
        return Verdict(UNDECIDED, "Cyrl", 0.0, f"no letter or word that decides{near}")
    if found.strange:
        return Verdict(UNDECIDED, "Cyrl", UNLIKE, "unlike all the languages known")
    unlike = len(re.findall(known.unlike, shade)) if found.lang == known.target else 0
    if unlike * 6 >= len(words) and unlike:
        return Verdict(UNDECIDED, "Cyrl", UNLIKE, f"къ, гъ or нъ in {unlike} of {len(words)} words")
    return Verdict(found.lang, "Cyrl", round(found.chance, 3), _reason(words, found.telling, found.second, known))


def _reason(words: list[str], telling: list[str], second: str, known: Alphabets) -> str:
    """Say which letters and words tell."""
    seen, count = _letters_in(words, known.special | {"ы", "щ"})
    letters = [f"{seen} in {count} of {len(words)} words"] if count else ["no ў, қ, ғ, ҳ and no ы, щ"]
    told = [f"most telling {', '.join(telling)}"] if telling else []
    return "; ".join([*letters, *told, f"next {known.names[second]}"])


def _letters_in(words: list[str], letters: frozenset[str]) -> tuple[str, int]:
    """Give which of the letters stand in the words, and in how many."""
    found = [word for word in words if not letters.isdisjoint(word)]
    return ", ".join(sorted(letters & set().union(*found))), len(found)
