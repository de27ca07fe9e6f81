"""The signs of Markdown inside a paragraph: what they look like, and what each of them reads as."""

from __future__ import annotations

import re
from collections.abc import Iterator

from uzlat.document import OBJECT, Piece
from uzlat.formats.markup import still_text
from uzlat.record import Record

LONGEST = 999
"""The characters that a label may have."""
NOTHING, CUT = "", "\n"
"""What markup reads as: nothing, or the end of a block."""

_ESCAPE = r"(?P<escape>\\[!-/:-@\[-`{-~])"
_ENTITY = r"(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
_FENCE = r":{3,}[ \t]*+(?:\w[\w.-]*+)?+"
_STOP = r"[ \t]*+(?:[\n\r]|\Z)"
_TITLED = rf'(?:[ \t]++"(?:[^"\\\n\r]|\\[^\n\r])*+"(?={_STOP}))?+'
_ADMONITION = (
    rf"(?:!!!|\?\?\?\+?+)[ \t]?+[a-z][\w-]*+(?:[ \t]++[\w-]++)*+{_TITLED}[ \t]*+(?={_STOP}|\"[^\n\r]*\"{_STOP})"
)
OWN_LINE = re.compile(rf"{_FENCE}|{_ADMONITION}")
"""A line that is read by itself: the beginning or end of a container, as `::: tip Title` or `!!! note "Title"`."""
_PAIR = r"""[^\s{}="'<>#.]++=(?:"[^"{}\n\r]*+"|'[^'{}\n\r]*+'|[^\s{}"']++)"""
_LIST = rf"\{{[ \t]*+(?:[#.][^\s{{}}]++[ \t]++)*+{_PAIR}(?:[ \t]++(?:{_PAIR}|[^\s{{}}=\"']++))*+[ \t]*+\}}"
_ATTRIBUTES = rf"(?:(?<=[)\]>*_`]){_LIST}|{_LIST}(?=[ \t]*+(?:[\n\r]|\Z)))"
"""Attributes with values, behind what they belong to or at the end of a line."""
_LABEL = r"\[((?:[^\[\]\\]|\\[^\n])*+)\]"
SIGNS = re.compile(
    "|".join(
        (
            rf"(?<![^\n\r])(?:(?P<fence>{_FENCE})|(?P<admonition>{_ADMONITION}))",
            r"(?P<text>[^\\`&<$\{\[\]!*_~\n\r]++)",
            _ESCAPE,
            r"(?P<command>(?<![\w:.])(?:\\(?![ntr][A-Z])[A-Za-z]{2,}+)++)",  # of LaTeX; no path of Windows
            r"(?P<hard>\\\n|\r)",
            r"(?P<line>\n)",
            r"(?P<code>`++)",
            _ENTITY,
            r"(?P<comment><!--)",
            r"(?P<object><[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*+>|<[\w.+-]++@[\w.-]++>)",  # an autolink
            r"(?P<tag></?([A-Za-z][A-Za-z0-9-]*+)(?:[\s/][^<>]*+)?>)",
            r"(?P<math>\$\$[^$]*+\$\$|(?<![\w$])\$(?![\s$])[^$]*+(?<![\s\\])\$(?!\w))",
            r"(?P<braces>\{\{[^{}]*+\}\}|\{%[^{}]*+(?<=%)\}|\{[#.:][^{}\n]*+\})",
            rf"(?P<attributes>{_ATTRIBUTES})",
            r"(?P<note>\[\^[^\[\]\s]++\]:?)",
            r"(?P<alert>\[![A-Za-z]++\])",
            r"(?P<open>!?\[)",
            r"(?P<shut>\])",
            r"(?P<stars>\*++)",
            r"(?P<inside>(?<=[^\W_])_++(?=[^\W_]))",  # no emphasis begins or ends inside a word
            r"(?P<strokes>_++|~~++)",
            r"(?P<other>[^\n\r])",
        )
    )
)
PLAIN = re.compile(rf"(?P<text>[^\\&\n\r]++)|{_ESCAPE}|{_ENTITY}|(?P<line>\n|\r)|(?P<other>[^\n\r])")
_TITLE = r'"(?:[^"\\]|\\[\s\S])*+"|\'(?:[^\'\\]|\\[\s\S])*+\'|\((?:[^()\\]|\\[\s\S])*+\)'
_PAREN = r"\((?:[^\s()\\]|\\[^\s]|\((?:[^\s()\\]|\\[^\s])*+\))*+\)"
_TARGET = rf"\s*+(?:<[^<>\n]*+>|(?!<)(?:[^\s()\\]|\\[^\s]|\\(?=\s)|{_PAREN})*+)"
TAIL = re.compile(rf"\]\({_TARGET}(?:\s++({_TITLE}))?\s*+\)")
DEFINED = re.compile(rf":{_TARGET}\s++({_TITLE})")
REFERENCE = re.compile(rf"\](?:{_LABEL})?")
READS: dict[str, str | None] = {
    "text": None,
    "fence": CUT,
    "command": OBJECT,
    "hard": CUT,
    "line": " ",
    "object": OBJECT,
    "math": OBJECT,
    "braces": OBJECT,
    "attributes": OBJECT,
    "alert": OBJECT,
    "inside": None,
    "strokes": NOTHING,
    "other": None,
}
TAGS = {"br": CUT, "hr": CUT, "img": OBJECT, "input": OBJECT}
VERBATIM = frozenset(["code", "kbd", "samp", "var", "tt", "pre", "script", "style"])


class Line(Record):
    """A line of a paragraph: where its text begins in the source, its text, and whether a hard break follows."""

    start: int
    text: str
    hard: bool = False


class Item(Record):
    """A stretch of the lines, and what it reads as: None for itself, NOTHING, CUT, or other text."""

    start: int
    end: int
    text: str | None


class Use(Record):
    """A label that names a link: its normal form, its text, and whether it is seen or only names a definition.

    pieces: none if it must not change.
    """

    name: str
    pieces: list[Piece]
    seen: bool

    @property
    def label(self) -> str:
        """The label as it is read."""
        return "".join([piece.text for piece in self.pieces])


def normal(label: str) -> str:
    """Give the form in which labels are compared.

    >>> normal(" Манба\\n") == normal("манба")
    True
    """
    from markdown_it.common.utils import normalizeReference

    return normalizeReference(label)


def flanks(before: str, after: str) -> bool:
    """Say whether a run of stars may begin emphasis, by the characters around it."""
    return not after.isspace() and (after.isalnum() or not before.isalnum())


def joined(items: list[Item]) -> Iterator[Item]:
    """Join stretches that follow each other and read as themselves."""
    start = end = 0
    for item in items:
        if item.text is None and end == item.start:
            end = item.end
            continue
        if start < end:
            yield Item(start, end, None)
        start, end = (item.start, item.end) if item.text is None else (item.end, item.end)
        if item.text is not None:
            yield item
    if start < end:
        yield Item(start, end, None)


def escaped(source: str, text: str) -> str:
    """Write a piece of a line: a sign that was none of markup before a Cyrillic letter stays none.

    >>> print(escaped("1 <б>", "1 <b>"))
    1 \\<b>
    """
    return still_text(still_text(text, source, "&", r"\&"), source, "<", r"\<")
