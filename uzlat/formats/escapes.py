"""Strings with escapes such as \\u0428, in JSON and in the properties of Java."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator

from uzlat.document import LETTER, OBJECT, Block, Piece, lines_of

_NAMED = {"t": "\t", "b": "\b", "f": "\f"}
"""What letters after a backslash stand for; other characters stand for themselves."""


DOUBLED = r"(?P<doubled>(?<=[^\W\d_])''(?=[^\W\d_])|(?<=[oOgG])''(?!'))"
"""An apostrophe as MessageFormat and ICU write it, between letters or after one that it may be a part of, as in
tog'': a part that reads as its second character."""


def _run(ascii_: str, x: str) -> str:
    """Match characters of ASCII and escapes of others: what json.dumps makes of text, with digits of one class.

    A pair of surrogates is an escape too; one of them alone is none.
    """
    one = rf"0[1-9a-fA-F]{x}{x}|00[89a-fA-F]{x}|[1-9abcefABCEF]{x}{x}{x}|[dD][0-7]{x}{x}"
    one = rf"(?:{one}|[dD][89abAB]{x}{x}\\u[dD][c-fC-F]{x}{x})(?<={x}{{4}})"
    return rf"{ascii_}*+(?:\\u{one}{ascii_}*+)++"


def parts(ascii_: str, between: str = r"(?!)") -> re.Pattern[str]:
    """Give what parts the inside of a string: text, runs of escapes, single escapes, line ends.

    Args:
        ascii_: the class of the characters of ASCII that stand for themselves.
        between: what is no part of the text, as the line break after a backslash.
    """
    raw, runs = r"[^\\\x00-\x7f][^\\]*+", f"{_run(ascii_, '[0-9a-f]')}|{_run(ascii_, '[0-9A-F]')}"
    end, code = r"\\(?:[nr]|u000[adAD])", r"\\(?:u[0-9a-fA-F]{4}|.)"
    return re.compile(rf"(?s:{raw}|(?P<run>{runs})|(?P<between>{between})|(?P<end>{end})|(?P<code>{code})|[^\\]++)")


def around(parts: re.Pattern[str], signs: re.Pattern[str], text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Find the parts of a stretch around signs that are parts themselves."""
    for sign in signs.finditer(text, start, end):
        yield from parts.finditer(text, start, sign.start())
        yield sign
        start = sign.end()
    yield from parts.finditer(text, start, end)


def read(kind: str, found: str) -> str:
    """Say what a piece reads as, by the group of `parts` that it matches."""
    return unescaped(found) if kind == "run" else _single(found)


def blocks(
    found: Iterable[re.Match[str]], write: Callable[[str, str], str], read: Callable[[str, str], str] = read
) -> Iterator[Block]:
    """Give the blocks of the inside of a string: each of its lines.

    Args:
        found: its parts, by groups with the names that `parts` gives them.
        write: as of a block.
        read: says what a piece reads as, by the name of its group.
    """
    pieces: list[Piece] = []
    for part in found:
        kind = part.lastgroup
        if not kind:
            pieces.append(Piece(*part.span(), part[0]))
        elif kind == "end":
            yield from _with_letters(pieces, write)
            pieces = []
        elif kind != "between":
            pieces.append(Piece(*part.span(), read(kind, part[0])))
    yield from _with_letters(pieces, write)


def _with_letters(pieces: list[Piece], write: Callable[[str, str], str]) -> Iterable[Block]:
    """Give the block of some pieces, if it holds a letter; line ends that stand as they are part it."""
    for piece in pieces:
        if "\n" in piece.text or "\r" in piece.text:
            whole = [piece._replace(text=piece.text.replace("\r", "\n")) for piece in pieces]
            return [block for block in lines_of(Block(whole, write)) if LETTER.search(block.text)]
    return (Block(pieces, write),) if any(LETTER.search(piece.text) for piece in pieces) else ()


def unescaped(run: str) -> str:
    """Read a run of escapes and ASCII.

    >>> unescaped(r"\\u0428\\u0430 ok")
    'Ша ok'
    """
    quoted = run.replace('"', '\\"')
    return str(json.loads(f'"{quoted}"'))


def _single(escape: str) -> str:
    """Say what an escape reads as by itself.

    >>> _single(r"\\t"), _single(r"\\u003c"), _single(r"\\:")
    ('\\t', '<', ':')
    """
    if len(escape) == 2:
        return _NAMED.get(escape[1], escape[1])
    char = chr(int(escape[2:], 16))
    return OBJECT if "\ud800" <= char <= "\udfff" else char


def backslashed(source: str, new: str) -> str:
    """Write text between double quotes, where a backslash makes an escape."""
    return new.replace("\\", "\\\\").replace('"', '\\"') if '"' in new or "\\" in new else new


def escaped(source: str, new: str) -> str:
    """Write text as a string of JSON in ASCII, with the digits of its escapes as they stood in the source.

    >>> escaped(r"\\u0427\\u04B3", "Oʻ")
    'O\\\\u02BB'
    """
    out = json.dumps(new)[1:-1]
    upper = re.search(r"\\u[0-9]{0,3}[A-F]", source) and not re.search(r"\\u[0-9A-F]{0,3}[a-f]", source)
    return re.sub(r"(?<=\\u)[0-9a-f]{4}", lambda digits: digits[0].upper(), out) if upper else out
