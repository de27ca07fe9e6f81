"""Markdown: CommonMark with tables, footnotes and front matter.

markdown-it-py says where the blocks are; `uzlat.formats.inline` reads what is in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from uzlat.alphabets import CYRILLIC, LATIN
from uzlat.document import ECHO, Adapter, Block, Mark, Piece, Wanted
from uzlat.formats.front import fields, front
from uzlat.formats.inline import Inline
from uzlat.formats.signs import Line, Use
from uzlat.markers import SIGN, marker

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_END = re.compile(r"\r\n?|\n")
_ANCHOR = re.compile(r"\]\([ \t]*+<?#([^\s()<>]++)|\]:[ \t]*+<?#([^\s<>]++)")
_LABEL = re.compile(r"[^\\`*_&<>\[\]!$~{}\r\n]*+")
_TAG = re.compile(r"[A-Za-z]{2}(?:[-_@]\w+)*")
_TASK = re.compile(r"\[[ xX]\]\s++")


class Markdown(Adapter):
    """Reads a document of Markdown."""

    def __init__(self, wanted: Wanted) -> None:
        super().__init__(wanted)
        self._off = False
        self._uses: list[Use] = []

    def read(self, text: str) -> Iterable[Block | Mark]:
        """Give the text of the front matter and of each paragraph, heading, item and cell."""
        at = front(text)
        head = list(fields(text, at))
        tags = [text[one.start : one.end] for one in head if isinstance(one, Mark)]
        if not all(self.wanted.speaks(tag) for tag in tags if _TAG.fullmatch(tag)):
            return
        yield from head
        yield from self._body(_Source(text, at or text.startswith("\ufeff")))
        yield from _labels(self._uses)

    def remarks(self, old: str, new: str) -> list[str]:
        """Say where links lead to headings that are spelled otherwise now."""
        letter = CYRILLIC if self.wanted.source == "Cyrl" else LATIN
        told = []
        kept = [use for same in _named(self._uses) if not _alike(same) for use in same if use.seen]
        if labels := [old.count("\n", 0, use.pieces[0].start) + 1 for use in kept if re.search(letter, use.label)]:
            told.append(f"labels of links left, spelled in two ways or with markup: {_lines(labels)}")
        anchors = _anchors(old, letter)
        if anchors and _headings(old) != _headings(new):
            told.append(f"links to headings that changed: {_lines(anchors)}")
        return told

    def _body(self, source: _Source) -> Iterator[Block]:
        for number, token in enumerate(source.tokens):
            if token.type == "inline":
                lines = source.lines(number)
                yield from self._inline(lines, source) if lines else ()
            elif token.type == "definition":
                yield from self._definition(token, source)
            elif token.type == "html_block" and SIGN in token.content:
                for line in token.content.split("\n"):
                    self._off = {"off": True, "on": False}.get(marker(line), self._off)

    def _inline(self, lines: list[Line], source: _Source) -> Iterator[Block]:
        inline = Inline(lines, source.names, self._off)
        yield from inline.blocks()
        self._off = inline.off
        self._uses += inline.uses

    def _definition(self, token: Token, source: _Source) -> Iterator[Block]:
        """Give the title of a definition, or the word that a footnote consists of."""
        lines, label = source.plain(token), token.meta["label"]
        if label.startswith("^"):
            yield from self._inline(lines, source)
            return
        inline = Inline(lines, off=self._off)
        known = inline.text.startswith(f"[{label}]:")
        start = inline.source(1)
        pieces = [Piece(start, start + len(label), label)] if known and not self._off else []
        self._uses.append(Use(token.meta["id"], pieces, False))
        if known and token.meta["title"]:
            yield from inline.defined(len(label) + 2)


class _Source:
    """A document after its front matter, with what markdown-it-py finds in it."""

    def __init__(self, text: str, at: int) -> None:
        # The parser reads NUL as U+FFFD, and so is it here, where its lines are looked for.
        self._text = text.replace("\0", "\ufffd")
        ends = list(_END.finditer(text, at))
        self._starts = [int(at), *(end.end() for end in ends)]
        self._ends = [*(end.start() for end in ends), len(text)]
        env: dict[str, Any] = {}
        self.tokens = _parser().parse(text[at:], env)
        self.names = frozenset(name for name in env.get("references", ()) if not name.startswith("^"))
        self._cell = (0, 0)

    def lines(self, number: int) -> list[Line]:
        """Give the lines of a token of text, as they stand in the source."""
        token, opening = self.tokens[number], self.tokens[number - 1]
        first = (token.map or [0])[0]
        if opening.type in ("th_open", "td_open"):
            return self._in_row(first, token.content)
        if opening.type == "heading_open" and opening.markup.startswith("#"):
            at = self._line(first).rfind(token.content) if token.content else -1
            return [Line(self._starts[first] + at, token.content)] if at >= 0 else []
        lines = self._of_paragraph(first, token.content)
        if lines and self.tokens[number - 2].type == "list_item_open" and (task := _TASK.match(lines[0].text)):
            start, text, hard = lines[0]
            lines[0] = Line(start + task.end(), text[task.end() :], hard)
        return lines

    def plain(self, token: Token) -> list[Line]:
        """Give the lines of a definition without what containers put before them."""
        first, last = token.map or (0, 0)
        lines = []
        for number in range(first, last):
            line = self._line(number)
            text = line[line.find("[") :] if number == first else line.lstrip("> \t")
            lines.append(Line(self._starts[number] + len(line) - len(text), text.rstrip()))
        return lines

    def _line(self, number: int) -> str:
        return self._text[self._starts[number] : self._ends[number]]

    def _of_paragraph(self, number: int, content: str) -> list[Line]:
        """Find lines that are the ends of lines of the source: before them stand only marks of containers."""
        lines, wanted = [], content.split("\n")
        for line in wanted:
            text = line.strip()
            while not (source := self._line(number).rstrip()).endswith(text):
                number += 1
            lines.append(Line(self._starts[number] + len(source) - len(text), text, line.endswith("  ")))
            number += 1
        return lines

    def _in_row(self, number: int, content: str) -> list[Line]:
        """Find a cell after the one before it; where it has no letter there may be another like it, and no text."""
        line = self._line(number)
        if self._cell[0] != number:
            self._cell = (number, 0)
        if not re.search(r"[^\W\d_]|&", content):
            return []
        pattern = r"\\?\|".join(map(re.escape, content.split("|")))
        found = re.compile(pattern).search(line, self._cell[1])
        if not found:
            return []
        self._cell = (number, found.end())
        return [Line(self._starts[number] + found.start(), found[0])]


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"inline_definitions": True}).enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def _labels(uses: list[Use]) -> Iterator[Block]:
    """Give the labels that are text too: what only names a definition becomes what the text became."""
    for same in _named(uses):
        if _alike(same):
            for _, pieces, seen in same:
                whole = Piece(pieces[0].start, pieces[-1].end, same[0].label)
                yield Block(pieces) if seen else Block([whole], thread=ECHO)


def _named(uses: list[Use]) -> Iterator[list[Use]]:
    """Gather labels that are seen with all that name the same."""
    groups: dict[str, list[Use]] = {}
    for use in uses:
        groups.setdefault(use.name, []).append(use)
    return (same for same in groups.values() if any(use.seen for use in same))


def _alike(same: list[Use]) -> bool:
    """Say whether labels are spelled alike, without markup: only then they stay alike when they change."""
    label = same[0].label
    return any(map(str.isalpha, label)) and all(use.label == label and _LABEL.fullmatch(label) for use in same)


def _lines(numbers: list[int]) -> str:
    """Name lines, the first five.

    >>> _lines([9, 3, 3])
    'lines 3, 9'
    """
    lines = sorted(set(numbers))
    return f"line{'s'[: len(lines) - 1]} {', '.join(map(str, lines[:5]))}{' …' if len(lines) > 5 else ''}"


def _headings(text: str) -> list[str]:
    tokens = _parser().parse(text)
    return [token.content for before, token in pairwise(tokens) if before.type == "heading_open"]


def _anchors(text: str, letter: str) -> list[int]:
    """Give the lines of links to anchors in a script that are not named by the document itself."""
    from urllib.parse import unquote

    named = set(re.findall(r"\{#([^\s{}]++)|(?:id|name)=[\"']?([^\s\"'<>]++)", text))
    numbers, at, number = [], 0, 1
    for found in _ANCHOR.finditer(text):
        number, at = number + text.count("\n", at, found.start()), found.start()
        anchor = found[1] or found[2]
        if re.search(letter, unquote(anchor)) and not named & {(anchor, ""), ("", anchor)}:
            numbers.append(number)
    return numbers
