"""What a guard says of a translation, and the pair of texts that it looks at."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from uzlat.translate.folding import fold
from uzlat.translate.lang import Lang

ERROR, WARNING = "error", "warning"
WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_HELD = re.compile(
    r"https?://[^\s<>\"'»”]+|\bwww\.[^\s<>\"'»”]+|[\w.+-]+@\w[\w-]*(?:\.\w[\w-]*)+"
    r"|\$?\{[\w.:!, -]*\}|%\([\w.]+\)[sdifr]"
    r"|(?<![\d%])(?<!\d[ \u00a0])%(?:\d+\$)?(?:[sd]|[-+0#]*\d*(?:\.\d+)?l{0,2}[sdifgux@](?![^\W\d_]))"
    r"|(?<![\d%])(?<!\d[ \u00a0])%\d(?!\d)|⟦[^⟧]*⟧|(?<![\w./])@[A-Za-z][A-Za-z0-9_]+|(?<![\w&/])#[^\W\d]\w+"
)
_CODE = re.compile(r"</?[A-Za-z][^<>]*>|\b[A-Za-z0-9-]+(?:[/_.][A-Za-z0-9-]+)+\b")
_HOLDERS = re.compile(r"[@%{⟦#]|://|www\.")


class Fault(NamedTuple):
    """What is wrong with a translation: the kind, how bad it is, a line that says it, and where it is on both sides.

    Spans are offsets in the translation and in the source, -1 where there is nothing to point at.
    """

    kind: str
    severity: str
    message: str
    start: int = -1
    end: int = -1
    source_start: int = -1
    source_end: int = -1


class Pair:
    """A source and its translation, with what several guards need of them; each is made when it is first asked for."""

    def __init__(self, source: str, target: str, src: Lang, tgt: Lang) -> None:
        self.source, self.target = source, target
        self.src, self.tgt = src, tgt

    @cached_property
    def folded_source(self) -> str:
        """The source as it is compared."""
        return fold(self.source)

    @cached_property
    def folded(self) -> str:
        """The translation as it is compared."""
        return fold(self.target)

    @cached_property
    def source_words(self) -> list[str]:
        """The words of the source, folded."""
        return WORD.findall(self.folded_source)

    @cached_property
    def words(self) -> list[str]:
        """The words of the translation, folded."""
        return WORD.findall(self.folded)

    @cached_property
    def held(self) -> list[tuple[str, int, int]]:
        """What of the translation has to be as it is in the source: addresses, placeholders, marks."""
        return _held(self.target)

    @cached_property
    def source_held(self) -> list[tuple[str, int, int]]:
        """What of the source has to stay as it is."""
        return _held(self.source)


def _held(text: str) -> list[tuple[str, int, int]]:
    """Find what is not translated.

    >>> [one for one, _, _ in _held("100 % of %s, see https://a.uz/b. @kun_uz {name}")]
    ['%s', 'https://a.uz/b', '@kun_uz', '{name}']
    """
    if not _HOLDERS.search(text):
        return []
    found = []
    for match in _HELD.finditer(text):
        held = match[0].rstrip(".,;:!?)'’") if "://" in match[0] or match[0].startswith("www") else match[0]
        found.append((held, match.start(), match.start() + len(held)))
    return found


def without(text: str, held: list[tuple[str, int, int]]) -> str:
    """Blank what is held, so that its figures count for nothing; offsets stay."""
    for _, start, end in held:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def prose(text: str, held: list[tuple[str, int, int]]) -> str:
    """Blank what is held, and tags and names of files: what is left is written in a language; offsets stay.

    >>> prose("a <b>c</b> dir/file.html d", []).split()
    ['a', 'c', 'd']
    """
    text = without(text, held)
    return _CODE.sub(lambda found: " " * len(found[0]), text)
