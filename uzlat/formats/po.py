"""PO, the catalogues of gettext: what messages are translated to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain

from uzlat.document import CHARSET, OBJECT, Adapter, Block, DocumentError, Mark
from uzlat.formats.escapes import around, backslashed, blocks
from uzlat.markers import marker
from uzlat.record import Record

_TOKEN = re.compile(
    r"[ \t\r\n\f]*+(?:(?P<comment>#[^\n]*+)|(?P<keyword>msgctxt|msgid_plural|msgid|msgstr(?:\[\d++\])?+|domain)"
    r'|"(?P<string>(?:[^"\\\r\n]++|\\[^\r\n])*+)"|\Z)'
)
_SIGN = re.compile(r"%\([^)]*+\)|\{[^{}]*+\}|&[A-Za-z]++;|(?<![_&])([_&])(?=[^\W\d_])")
"""A sign that may say which key opens an item of a menu, before the letter of the key; or a placeholder, an entity."""
_TAG = r"</?(?:a|b|big|em|font|i|small|span|strong|sub|sup|tt|u)\b(?:[^<>\\]|\\.)*+>"
"""A tag that may stand inside a word."""
_WORD_START = r"(?:(?<!\w)|(?<=\\[nrt]))"
_WORD_END = r"(?:(?<=%)|(?!\w))"
_HOLDER = re.compile(rf"{_WORD_START}(?:%[A-Za-z][\w.-]*+%|[:!@][A-Za-z]\w*+){_WORD_END}")
"""What Symfony, Laravel and Drupal put values for; it may be prose where the message has none that is like it."""
_LANGUAGE = re.compile(r'(?<=["n])Language:(?:[ \t]|"\s*+")*+([\w@.-]++)')
_CHARSET = re.compile(r'(?<=["n])Content-Type:(?:[^\\"=]|"\s*+")*+=([\w-]++)')
_NAMED = {"t": "\t", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
Span = tuple[int, int]


class String(Record):
    """A string of a message: its keyword; the stretches between quotes that are joined to it; whether it is kept."""

    keyword: str
    spans: list[Span]
    kept: bool


class Po(Adapter):
    """Translations; the header of the catalogue says in which language they are."""

    def read(self, text: str) -> Iterator[Block | Mark]:
        """Give the translations and what names their language; none if it is not wanted.

        Raises:
            DocumentError: if the source is no catalogue.
        """
        header = context = False
        keys: list[Span] = []
        for keyword, spans, kept in _strings(text):
            if keyword == "msgctxt":
                context = True
            elif keyword == "msgid":
                header, context = not context and all(start == end for start, end in spans), False
                keys = spans
            elif keyword == "msgid_plural":
                keys = keys + spans
            elif keyword.startswith("msgstr") and header:
                yield from _marks(text, spans)
                if not self._wants(text, spans):
                    return
            elif keyword.startswith("msgstr") and not kept:
                yield from _translation(text, spans, keys)

    def _wants(self, text: str, header: list[Span]) -> bool:
        """Say whether the language of a catalogue is wanted."""
        return all(self.wanted.speaks(found[1]) for found in _LANGUAGE.finditer(text, *_hull(header)))


def _strings(text: str) -> Iterator[String]:
    """Give the strings of a catalogue.

    Raises:
        DocumentError: if something else stands in it.
    """
    at, off, last = int(text.startswith("\ufeff")), False, String("", [], False)
    while at < len(text):
        token = _TOKEN.match(text, at)
        if not token or (token.lastgroup == "string" and not last.keyword):
            line = text.count("\n", 0, _blank_end(text, at)) + 1
            raise DocumentError(f"not PO: in line {line} stands no comment, keyword or string")
        at = token.end()
        if token["comment"]:
            off = {"off": True, "on": False}.get(marker(token["comment"]), off)
        elif token["keyword"]:
            yield last
            last = String(token["keyword"], [], off)
        elif token.lastgroup:
            last.spans.append(token.span("string"))
    yield last


def _blank_end(text: str, at: int) -> int:
    """Give the offset behind white space."""
    return len(text) - len(text[at:].lstrip(" \t\r\n\f"))


def _hull(spans: list[Span]) -> Span:
    """Give the stretch from the first of some to the last."""
    return (spans[0][0], spans[-1][1]) if spans else (0, 0)


def _marks(text: str, header: list[Span]) -> Iterator[Mark]:
    """Give what names the language and the charset of a catalogue."""
    for found in _LANGUAGE.finditer(text, *_hull(header)):
        yield Mark(*found.span(1))
    for found in _CHARSET.finditer(text, *_hull(header)):
        if found[1].lower() not in ("utf-8", "utf8"):
            yield Mark(*found.span(1), CHARSET)


def _found(pattern: re.Pattern[str], text: str, spans: list[Span]) -> Iterator[re.Match[str]]:
    """Search in each of some stretches."""
    return chain.from_iterable(pattern.finditer(text, *span) for span in spans)


def _translation(text: str, spans: list[Span], keys: list[Span]) -> Iterator[Block]:
    """Give the lines of a translation.

    A sign before the letter of a key is no part of it, if there is just one; a placeholder of the message is no text.
    """
    kept = _kept(frozenset([holder[0] for holder in _found(_HOLDER, text, keys)]))
    signs = [sign[1] for span in spans for sign in around(_SIGN, kept, text, *span) if sign.re is _SIGN]
    pattern = _parts("".join([sign for sign in "_&" if signs.count(sign) == 1]))
    parts = chain.from_iterable(around(pattern, kept, text, *span) for span in spans)
    return blocks(parts, backslashed, _read)


@lru_cache(256)
def _kept(holders: frozenset[str]) -> re.Pattern[str]:
    """Give what finds placeholders that stand as words."""
    names = "|".join(map(re.escape, sorted(holders)))
    return re.compile(rf"(?P<holder>{_WORD_START}(?:{names}){_WORD_END})" if holders else "(?!)")


@cache
def _parts(signs: str) -> re.Pattern[str]:
    """Give what parts a string: signs that are no part of its text, escapes, text."""
    between = rf"(?<![_&])[{signs}](?=[^\W\d_])(?![A-Za-z]++;)|{_TAG}" if signs else _TAG
    code = r"\\(?:x[0-9a-fA-F]{1,2}|[0-7]{1,3}|[^\r\n])"
    return re.compile(rf"(?P<between>{between})|(?P<end>\\[nr])|(?P<code>{code})|[^\\<{signs}]++|[<{signs}]")


def _read(kind: str, escape: str) -> str:
    r"""Say what an escape of C reads as; one that is but a byte of a letter is no text.

    >>> _read("", r"\""), _read("", r"\x41"), _read("", r"\101")
    ('"', 'A', 'A')
    """
    if kind == "holder":
        return OBJECT
    code = escape[1:]
    if code[0] not in "x01234567" or code == "x":
        return _NAMED.get(code, code)
    number = int(code[1:], 16) if code[0] == "x" else int(code, 8)
    return chr(number) if 0 < number < 0x80 and number not in (0x0A, 0x0D) else OBJECT
