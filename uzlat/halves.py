"""A text cut into runs of lines by script: lines in Cyrillic and in Latin letters are followed apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from uzlat.alphabets import CYRILLIC

LATIN_LETTER = re.compile("[A-Za-z\u00c0-\u024f]")


def by_script(text: str, strays: bool) -> Iterator[tuple[int, int, bool]]:
    """Cut a text into runs of lines by script: start, end, whether they are Latin.

    Each line is judged by itself: it is Latin if most of its letters are and, without `strays`, no word of it is
    Cyrillic. Where a line without letters goes makes no difference.
    """
    done = 0
    for start, end in _in_latin(text, strays):
        if done < start:
            yield done, start, False
        yield start, end, True
        done = end
    if done < len(text):
        yield done, len(text), False


def _in_latin(text: str, strays: bool) -> Iterator[tuple[int, int]]:
    if not re.search(CYRILLIC, text):
        yield 0, len(text)
        return
    start = end = at = 0
    while letter := LATIN_LETTER.search(text, at):
        line = text.rfind("\n", 0, letter.start()) + 1
        at = text.find("\n", letter.start()) + 1 or len(text)
        if not _is_latin(text[line:at], strays):
            continue
        if start < end and end != line:
            yield start, end
        start, end = line if end != line else start, at
    if start < end:
        yield start, end


def _is_latin(line: str, strays: bool) -> bool:
    if not re.search(CYRILLIC, line):
        return True
    if len(LATIN_LETTER.findall(line)) <= len(re.findall(CYRILLIC, line)):
        return False
    return strays or not re.search(rf"(?<![^\W\d_]){CYRILLIC}+(?![^\W\d_])", line)
