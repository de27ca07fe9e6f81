"""JSON, JSON Lines and the resource bundles of applications (ARB): values that are strings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from uzlat.document import LETTER, LONG, OBJECT, Adapter, Block, DocumentError, Mark, Piece, Wanted
from uzlat.formats.escapes import DOUBLED, around, backslashed, blocks, escaped, parts, read
from uzlat.formats.nested import Escaped
from uzlat.formats.paths import DEEP, Paths, State

_TOKEN = re.compile(r'"([^"\\]*+(?:\\.[^"\\]*+)*+)"([ \t\r\n]*+:)?+|[{}]', re.DOTALL)
"""A string, a key with its colon, or the start or end of an object. Arrays do not show in a path."""
_INSIDE = parts(r"[ !#-\[\]-~]")
_TOLD = 5
"""Lines that are told by number."""
_TAGS = re.compile(r"(?:<|\\u003[cC])(?:\\?/[a-zA-Z]|(?:br|hr|img|p)\b)")
"""What tells that a string holds HTML."""
_EXACT = re.compile(r"\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u....|\\.|[^\\]++")
"""A part of a string: an escape, or what stands between two."""
_LOCALE = re.compile(r'"@@locale"\s*+:\s*+"([^"\\]++)"')
_GAP = r"(?:\s|\\[nrt])*+"
_ICU = rf"\{{{_GAP}\w++{_GAP}\}}|\{{{_GAP}\w++{_GAP},[^{{}}]*+[{{}}]|\}}(?:{_GAP}[\w=]++{_GAP}\{{)?+"
"""What is no text in a message such as {n, plural, one{# китоб} other{# китоблар}}."""
_SIGNS = {"": re.compile(f"(?P<sign>{_ICU})"), "Latn": re.compile(f"(?P<sign>{_ICU})|{DOUBLED}")}
"""The signs of a message, by the script of the source."""


def write(source: str, new: str) -> str:
    """Write a changed piece: in ASCII if it was."""
    return escaped(source, new) if "\\u" in source else backslashed(source, new)


def refuse_guessing(wanted: Wanted, every: str = "") -> None:
    """Refuse to take every string for text, where its letters do not tell text from ids.

    Args:
        wanted: what is asked for.
        every: the field that takes all, if there is one.

    Raises:
        DocumentError: if the source is not in Cyrillic, and no fields are asked for.
    """
    if wanted.source == "Latn" and not wanted.fields:
        hint = f" (--field '{every}' takes all)" if every else ""
        raise DocumentError(
            f"name the fields to convert with --field{hint}: in Latin letters every string, ids and addresses too, "
            "looks like text"
        )


class Json(Adapter):
    """Strings of a value: those in the fields that are wanted, or all."""

    paths: type[Paths] = Paths
    """What follows the keys."""
    all_text = False
    """Whether its strings are text in any letters."""

    def __init__(self, wanted: Wanted) -> None:
        super().__init__(wanted)
        if not self.all_text:
            refuse_guessing(wanted, DEEP)
        self._paths = self.paths(wanted.fields or (DEEP,))
        self._skips = wanted.source != "Latn" and not wanted.fields
        """Whether a string in ASCII is rather an id than text."""
        self._value = json.JSONDecoder(strict=False, parse_int=str, parse_float=str).decode

    def read(self, text: str) -> Iterable[Block | Mark]:
        """Give the strings of a value.

        Raises:
            DocumentError: if it is none.
        """
        if text.strip("\ufeff \t\r\n"):
            self._check(text)
            return self._strings(text, 0, len(text))
        return ()

    def _check(self, text: str) -> None:
        try:
            self._value(text.removeprefix("\ufeff"))
        except json.JSONDecodeError as error:
            where = f"line {error.lineno}, column {error.colno}: {error.msg}"
            raise DocumentError(f"not JSON: {where}; or name its format with --format") from None
        except RecursionError:
            raise DocumentError("JSON of too many values within values") from None

    def _strings(self, text: str, start: int, end: int) -> list[Block]:
        """List the blocks of a value that is well formed; a list is faster than generators within generators."""
        step, state = self._paths.step, self._paths.start
        outer: list[State] = []
        found: list[Block] = []
        for token in _TOKEN.finditer(text, start, end):
            kind = token.lastindex
            if kind == 2:
                state = step(outer[-1], token[1])
            elif kind:
                if state.wanted:
                    found += self._string(text, *token.span(1))
            elif token[0] == "{":
                outer.append(state)
            else:
                state = outer.pop()
        return found

    def _string(self, text: str, start: int, end: int) -> Iterable[Block]:
        """Give the blocks of a string."""
        value = text[start:end]
        escapes = "\\" in value
        if self._skips and value.isascii() and (not escapes or "\\u" not in value):
            return ()
        if ("<" in value or "\\u003" in value) and _TAGS.search(value):
            return self._page(text, start, end)
        broken = "\n" in value or "\r" in value
        if escapes and not broken and value.count("\\") == value.count("\\n"):
            return _lines(value, start)
        if escapes or broken:
            return blocks(_INSIDE.finditer(text, start, end), write)
        return [Block([Piece(start, end, value)], backslashed)] if LETTER.search(value) else ()

    def _page(self, text: str, start: int, end: int) -> list[Block]:
        """Give the blocks of a string that holds HTML, as content management systems store it."""
        from uzlat.formats.html import Page

        pieces = [Piece(*part.span(), _exactly(part[0])) for part in _EXACT.finditer(text, start, end)]
        nested = Escaped(pieces, write)
        found = nested.outer(Page(nested.text, self.wanted).read())
        return [item for item in found if isinstance(item, Block)]

    def remarks(self, old: str, new: str) -> list[str]:
        """Name the fields that there are not."""
        return [f"no field '{field}'" for field in self._paths.unmet if self.wanted.fields]


def _lines(value: str, start: int) -> list[Block]:
    """List the blocks of a string in which line ends are the only escapes: one, if no line of it is long."""
    lines = value.split("\\n")
    if max(map(len, lines)) < LONG:
        piece = Piece(start, start + len(value), "\n".join(lines))
        return [Block([piece], _broken)] if LETTER.search(value.replace("\\n", "")) else []
    found = []
    for line in lines:
        end = start + len(line)
        if LETTER.search(line):
            found.append(Block([Piece(start, end, line)], backslashed))
        start = end + 2
    return found


def _broken(source: str, new: str) -> str:
    """Write lines as a string."""
    return "\\n".join([backslashed("", line) for line in new.split("\n")])


def _exactly(part: str) -> str:
    """Read a part of a string that is plain, or an escape."""
    if part[0] != "\\":
        return part
    read = str(json.loads(f'"{part}"'))
    return read if len(read) == 1 and not "\ud800" <= read <= "\udfff" else OBJECT


class Lines(Json):
    """JSON Lines: a value on each line."""

    def __init__(self, wanted: Wanted) -> None:
        super().__init__(wanted)
        self._before = 0
        self._bad: list[int] = []
        self._bad_in_all = 0

    def read(self, text: str) -> list[Block | Mark]:
        """Give the strings of some lines; a line that is no value is left."""
        at, found = 0, list[Block | Mark]()
        for number, line in enumerate(text.split("\n"), self._before + 1):
            if self._is_value(line, number):
                found += self._strings(text, at, at + len(line))
            at += len(line) + 1
        self._before += text.count("\n")
        return found

    def _is_value(self, line: str, number: int) -> bool:
        try:
            self._value(line.removeprefix("\ufeff"))
        except (ValueError, RecursionError):
            if line.strip("\ufeff \t\r"):
                self._tell(number)
            return False
        return True

    def _tell(self, number: int) -> None:
        self._bad_in_all += 1
        if len(self._bad) < _TOLD:
            self._bad.append(number)

    def remarks(self, old: str, new: str) -> list[str]:
        """Number the lines that were left, and name the fields that there are not."""
        told = ", ".join(map(str, self._bad)) + (f" … ({self._bad_in_all})" if self._bad_in_all > _TOLD else "")
        return [*([f"lines that are no JSON, left: {told}"] if told else []), *super().remarks(old, new)]


class Messages(Paths):
    """The same, but for what stands below keys that begin with @."""

    def _step(self, state: State, key: str) -> State:
        return self._state(set()) if key.startswith("@") else super()._step(state, key)


class Arb(Json):
    """Messages of an application; keys that begin with @ tell of them, and @@locale names their language."""

    paths = Messages
    all_text = True

    def read(self, text: str) -> Iterator[Block | Mark]:
        """Give the messages and the name of their language; no message if it is not wanted."""
        found = _LOCALE.search(text)
        items = list(super().read(text))
        if not found or self.wanted.speaks(found[1]):
            yield from items
        if found:
            yield Mark(*found.span(1))

    def _string(self, text: str, start: int, end: int) -> Iterable[Block]:
        """Give the blocks of a message; what ICU reads as its own signs is no text."""
        value = text[start:end]
        if ("{" not in value and "''" not in value) or (self._skips and value.isascii() and "\\u" not in value):
            return super()._string(text, start, end)
        signs = _SIGNS.get(self.wanted.source, _SIGNS[""])
        return blocks(around(_INSIDE, signs, text, start, end), write, _read)


def _read(kind: str, found: str) -> str:
    """Say what a part of a message reads as."""
    return OBJECT if kind == "sign" else read(kind, found)
