"""Which lines of Uzbek text are worth a closer look: those that may hold another language.

Every token (what stands between spaces) has a mark, made once and kept: Uzbek by a letter, an ending or a common word;
a word of several languages; a name; or unknown. Runs of unknown tokens are what a passage in another language would be
made of; the n-grams of their words decide, and are not loaded before.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from functools import cache

from uzlat.alphabets import alphabets
from uzlat.profiles import FOLDER
from uzlat.shadow import shadow
from uzlat.stored import read_json
from uzlat.tokens import SIGNS, chunks

NATIVE = ""
UNKNOWN, NAME, ODD, SHARED, NONE = "\x01", "\x02", "\x03", "\x04", "\x05"
"""What a token may be: Uzbek for sure; not known; a name, or an acronym; one with a letter of another alphabet; a word
of several languages; without a Cyrillic letter."""
_REST = r"[^ \n]*+"
PAIR = re.compile(rf"[{UNKNOWN}{NAME}{ODD}]{_REST}(?=((?: +[{SHARED}{NONE}]{_REST})*+ +)[{UNKNOWN}{NAME}{ODD}])")
"""A token that is not known to be Uzbek, before another one."""
BARE = rf"(?:[{SIGNS}]{_REST} *+)++"
"""A line in which nothing is Uzbek for sure, as a pattern; most texts have none."""
STARTS = frozenset(SIGNS)
AROUND = ".,;:!?…()[]«»“”„\"'‘’–—-"
MEMORY = 30_000
"""Tokens of which a sign or a lead is remembered."""
LEAST = 8.0
"""What two words together must speak for another language for a line to be looked at, in nats."""
DAMP = 0.3
"""What the weight of a name or a loan is multiplied with: they wander from language to language."""
ACRONYM = 5
"""Letters up to which a word in capitals may be an acronym."""


class Watch:
    """Say what a token is: one of the signs above."""

    def __init__(self) -> None:
        known = alphabets()
        raw = read_json(os.path.join(FOLDER, "native.json"))
        self._endings = frozenset(raw["endings"].split())
        self._words = frozenset(raw["words"].split())
        self._shared = frozenset(raw["shared"].split())
        self._sure = known.sure
        self._letters = known.letters[known.target]

    def __call__(self, token: str) -> str:
        """Give the sign of a token."""
        if token.isascii():
            return NONE if token.strip() else ""
        word = token.strip(AROUND)
        low = word.lower()
        if not low:
            return NONE
        if not self._letters.issuperset(low):
            letters = [letter for letter in low if "\u0300" <= letter <= "\u052f"]
            if not self._letters.issuperset(letters):
                return ODD
            if not letters:
                return NONE
        return NATIVE if self._is_native(low) else self._unknown(word, low)

    def _is_native(self, low: str) -> bool:
        endings = self._endings
        listed = low[-3:] in endings or low[-4:] in endings or low[-2:] in endings
        return listed or self._sure in low or low in self._words

    def _unknown(self, word: str, low: str) -> str:
        if low in self._shared:
            return SHARED
        capitals = word[1:] != low[1:] and len(word) > ACRONYM
        return UNKNOWN if word[:1] == low[:1] or capitals else NAME


@cache
def watch() -> Watch:
    """Load the lists once."""
    return Watch()


class Signs(dict[str, str]):
    """The sign of each token, made when it is first met: to look at text that is not converted."""

    def __missing__(self, token: str) -> str:
        if len(self) > MEMORY:
            self.clear()
        sign = self[token] = token if token in ("", "\n") else watch()(token) or "-"
        return sign

    def signed(self, text: str) -> str:
        """Write a text with the signs of its tokens in the place of each."""
        return " ".join(map(self.__getitem__, text.replace("\n", " \n ").split(" "))).replace(" \n ", "\n")


def suspects(text: str, signed: Callable[[str], str]) -> list[int]:
    """List the starts of the lines that may be, or may hold, something else than Uzbek.

    Args:
        text: lines.
        signed: writes whole lines with the sign of each token before whatever else it writes for it.

    >>> suspects("Ўзбекистон ҳукумати\\nсогласно новому закону", Signs().signed)
    [20]
    """
    found, start = [], 0
    for part in chunks(text):
        found += [start + at for at in _suspects(part, signed(part))]
        start += len(part)
    return found


def _suspects(text: str, marked: str) -> Iterator[int]:
    lines, at, number = text.split("\n"), 0, 0
    for one in sorted({*_leading(lines, marked), *_strange(marked)}):
        at += sum(map(len, lines[number:one])) + one - number
        number = one
        yield at


def _strange(marked: str) -> Iterator[int]:
    """Give the numbers, from 0, of the lines with two odd tokens, or with unknown ones and nothing Uzbek for sure."""
    for number, line in enumerate(marked.split("\n")):
        if line.count(ODD) > 1 or (
            line[:1] in STARTS and re.fullmatch(BARE, line) and (UNKNOWN in line or ODD in line)
        ):
            yield number


def _leading(lines: list[str], marked: str) -> Iterator[int]:
    """Give the numbers, from 0, of the lines in which two unknown tokens speak for another language."""
    number, token, at, split, tokens = 0, 0, 0, -1, [""]
    for pair in PAIR.finditer(marked):
        start = pair.start()
        if passed := marked.count("\n", at, start):
            number, token, at = number + passed, 0, marked.rfind("\n", at, start) + 1
        token += marked.count(" ", at, start)
        at = start
        if split != number:
            split, tokens = number, lines[number].split(" ")
        if _leads(tokens[token], tokens[token + pair[1].count(" ")], marked, pair):
            yield number


def _leads(token: str, beside: str, marked: str, pair: re.Match[str]) -> bool:
    """Say whether a token and the next one that is not passed over, not both names, speak for another language."""
    names = marked[pair.start()] == NAME, marked[pair.end(1)] == NAME
    if all(names):
        return False
    memory = leads()
    both = zip((token, beside), names, strict=True)
    return sum(memory[one] * (DAMP if name else 1.0) for one, name in both) >= memory.least


class Leads(dict[str, float]):
    """How far each token leads for another language than the target; made when first asked for.

    The lead of two words together is no more than the sum of theirs.
    """

    def __init__(self) -> None:
        from uzlat.ngrams import DAMPED, STEP, model

        super().__init__()
        self.least = LEAST * DAMPED / STEP
        self._model = model("Cyrl")
        self._target = self._model.languages.index(alphabets().target)

    def __missing__(self, token: str) -> float:
        if len(self) > MEMORY:
            self.clear()
        shade = shadow(token)
        sums = self._model.sums(sum(map(self._model.weigh, self._model.words(shade))))
        lead = float(max(sums) - sums[self._target])
        found = self[token] = lead * DAMP if shade.strip(AROUND) in loans() else lead
        return found


@cache
def leads() -> Leads:
    """Give the leads that are kept."""
    return Leads()


LONGEST_RUN = 1 << 14
"""Bytes that the words with one first letter take at most."""


class Loans:
    """Words of the target language that look like another; `word in loans()`."""

    def __init__(self) -> None:
        with open(os.path.join(FOLDER, "loans.txt"), "rb") as handle:
            self._words = b"\n" + handle.read()
        self._places: dict[str, int] = {}

    def __contains__(self, word: str) -> bool:
        """Look a word up from where its first letter begins: to make a set of all would take longer than most runs."""
        first = word[:1]
        if first not in self._places:
            self._places[first] = self._words.find(f"\n{first}".encode(errors="surrogatepass"))
        start = self._places[first]
        end = start + LONGEST_RUN
        return start >= 0 and self._words.find(f"\n{word}\n".encode(errors="surrogatepass"), start, end) >= 0


@cache
def loans() -> Loans:
    """Load the words once."""
    return Loans()
