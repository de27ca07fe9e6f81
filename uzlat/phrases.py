"""Rules that reach across words: they edit single characters of the text before its words are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from uzlat.entries import Phrase
from uzlat.glyph import Glyph, letters, replace
from uzlat.record import Record
from uzlat.shape import among_capitals, lower
from uzlat.table import TableError


class Edit(Record):
    """Replace the characters start to end of a text, by the rule named."""

    start: int
    end: int
    new: str
    rule: str


class Phrases:
    """The phrase entries that hold, compiled when the first text needs them.

    `heads` are the words, `far_chars` the characters without one of which no phrase can be there that needs
    its line; `near_chars` those of phrases that never look beyond white space: whoever sees none need not ask.
    """

    def __init__(self, entries: list[Phrase]) -> None:
        self._entries = entries
        self._patterns: dict[str, re.Pattern[str]] = {}
        self._chars = {entry.id: frozenset(entry.chars) for entry in entries}
        self._by_character = [entry for entry in entries if entry.reach == "line" and entry.chars]
        self._by_word = [entry for entry in entries if entry.heads]
        self._openings = [(self._chars[entry.id], entry.opens) for entry in self._by_character if entry.opens]
        self.near = [entry for entry in entries if entry.reach == "word"]
        """The phrases that never look beyond white space."""
        self.across = [entry for entry in entries if entry.reach == "line"]
        """The others."""
        self.far_chars = frozenset("".join(entry.chars for entry in self._by_character if not entry.opens))
        near = "".join(entry.chars for entry in self.near)
        self.near_chars = frozenset(near + near.upper())
        self.heads = frozenset(head for entry in entries for head in entry.heads)

    def begins(self, token: str) -> bool:
        """Say whether the token has a character with which a phrase may begin that ends in another token."""
        return not self.far_chars.isdisjoint(token) or any(
            not chars.isdisjoint(token) and re.search(opens, token.lower()) for chars, opens in self._openings
        )

    def far(self, by_character: bool, by_word: bool) -> list[Phrase]:
        """List the phrases that reach across tokens: those told by a character, those told by a word."""
        return self._by_character * by_character + self._by_word * by_word

    def edits(self, text: str, fixed: bytes | bytearray = b"", entries: Iterable[Phrase] | None = None) -> list[Edit]:
        """Find what to edit in a line, in order; nothing that touches a skipped stretch.

        Args:
            text: one line.
            fixed: a byte for each character, not zero where it stays as it is; empty if all may change.
            entries: the phrases to try; all if None.
        """
        low = lower(text)
        found: list[Edit] = []
        for entry in self._entries if entries is None else entries:
            known = entries is not None and entry.id in self._patterns  # to search is faster than to look whether to
            if (entry.needs and not any(map(low.__contains__, entry.needs))) or not (
                known or self._may_be(entry, text, low)
            ):
                continue
            for match in self._pattern(entry).finditer(text if entry.exact_case else low):
                if not any(fixed[match.start() : match.end()]):
                    found += _edits(entry, match, text)
        return _apart(sorted(found, key=lambda edit: edit.start)) if len(found) > 1 else found

    def _may_be(self, entry: Phrase, text: str, low: str) -> bool:
        """Say whether a character or a word of a phrase stands in the text."""
        return not self._chars[entry.id].isdisjoint(text) or any(map(low.__contains__, entry.heads))

    def _pattern(self, entry: Phrase) -> re.Pattern[str]:
        if entry.id not in self._patterns:
            try:
                self._patterns[entry.id] = compile_phrase(entry)
            except re.error as error:
                raise TableError(f"the phrase '{entry.id}' is no regular expression: {error}") from error
        return self._patterns[entry.id]


def compile_phrase(entry: Phrase) -> re.Pattern[str]:
    """Join the patterns of a phrase into one; a comment may end the line of each."""
    return re.compile("\n|".join(entry.find), re.VERBOSE)


def _apart(edits: list[Edit]) -> list[Edit]:
    """Leave out an edit that overlaps the one before it; of two in one place the entry's order decides."""
    kept: list[Edit] = []
    for edit in edits:
        if not kept or kept[-1].end <= edit.start:
            kept.append(edit)
    return kept


def _edits(entry: Phrase, match: re.Match[str], text: str) -> list[Edit]:
    """Say what a match edits; a match in which no group took part edits nothing."""
    if match.lastindex is None:
        return []
    start, end = match.span(match.lastindex)
    if entry.map:
        places = [at for at in range(start, end) if text[at] in entry.map]
        return [Edit(at, at + 1, entry.map[text[at]], entry.id) for at in places]
    capitals = among_capitals(text[max(start - 1, 0) : end + 1])
    return [Edit(start, end, entry.to.upper() if capitals else entry.to, entry.id)]


def edit_text(text: str, edits: list[Edit]) -> str:
    """Apply edits to a plain string."""
    parts, at = [], 0
    for edit in edits:
        parts += [text[at : edit.start], edit.new]
        at = edit.end
    return "".join(parts) + text[at:]


def edit_glyphs(glyphs: list[Glyph], edits: list[Edit], fixed: bytearray) -> list[Glyph]:
    """Apply edits to glyphs and, so that offsets agree, to the marks of what is skipped."""
    for edit in reversed(edits):
        near = slice(max(edit.start - 1, 0), edit.end + 1)
        window = glyphs[near]
        start = edit.start - near.start
        end = start + edit.end - edit.start
        put: Callable[..., list[Glyph]] = _exactly if edit.new and not edit.new.isalpha() else replace
        if edit.new == letters(window[start:end]):
            put = _marked
        edited = put(window, start, end, edit.new.lower(), edit.rule)
        glyphs[near] = edited
        fixed[edit.start : edit.end] = bytes(edit.end - edit.start + len(edited) - len(window))
    return glyphs


def _marked(glyphs: list[Glyph], start: int, end: int, new: str, rule: str) -> list[Glyph]:
    """Leave the letters and name the rule that doubts them."""
    return [*glyphs[:start], *(glyph._replace(rule=rule) for glyph in glyphs[start:end]), *glyphs[end:]]


def _exactly(glyphs: list[Glyph], start: int, end: int, new: str, rule: str) -> list[Glyph]:
    """Put characters that are no letters; one glyph carries the source of all that was there."""
    old = "".join(glyph.source for glyph in glyphs[start:end])
    return [*glyphs[:start], Glyph(new, old, "", rule), *glyphs[end:]]
