"""Subtitles: SubRip, WebVTT and SubStation Alpha. Only what is shown is text; lines stay as many as they are."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from uzlat.document import OBJECT, Adapter, Block, DocumentError, Mark, Piece, Wanted
from uzlat.markers import marker

WIDEST = 42
"""The characters that a line of subtitles should have at most."""
_END = re.compile(r"\r\n?|\n")
_BREAKS = ("\n", "\r", "\r\n", "\\N", "\\n")
_TIMES = re.compile(r"\s*+\d[\d:.,]*+\s*+-->\s*+\d")
_LANGUAGE = re.compile(r"^Language:[ \t]*+([\w@-]++)", re.MULTILINE)
_FIELDS = 10
"""How many fields an event of SubStation Alpha has if no line tells; the last one is its text."""
_DRAWING = r"\{[^{}]*\\p[1-9][^{}]*+\}[^{}]*+(?:\{(?![^{}]*\\p0)[^{}]*+\}[^{}]*+)*+"


class Cues(Adapter):
    """What the formats of subtitles have in common; `signs` finds what is no letter of a cue, by what it is."""

    signs = re.compile(r"(?P<line>\r\n?|\n)")

    def read(self, text: str) -> Iterable[Block | Mark]:
        """Give each cue as a block; a line end in it reads as a space, and stays."""
        for start, end in self.cues(text):
            pieces = list(self._pieces(text, start, end))
            if any(map(str.isalpha, "".join([piece.text for piece in pieces]))):
                yield Block(pieces, _kept)

    def cues(self, text: str) -> Iterator[tuple[int, int]]:
        """Give the offsets of what each cue shows.

        Raises:
            DocumentError: if the source is not of this format.
        """
        raise NotImplementedError

    def shown(self, line: str) -> list[str]:
        """Give what a line of the source shows, line by line."""
        return ["".join([piece.text for piece in self._pieces(line, 0, len(line))])]

    def remarks(self, old: str, new: str) -> list[str]:
        """Name lines that changed and are long now."""
        lines = zip(_END.split(old), _END.split(new), strict=True)
        numbers = [
            str(number)
            for number, (before, after) in enumerate(lines, 1)
            if before != after and max(map(len, self.shown(after))) > WIDEST
        ]
        if not numbers:
            return []
        return [f"lines over {WIDEST} characters: {', '.join(numbers[:5])}{' …' if len(numbers) > 5 else ''}"]

    def _pieces(self, text: str, start: int, end: int) -> Iterator[Piece]:
        for found in self.signs.finditer(text, start, end):
            if start < found.start():
                yield Piece(start, found.start(), text[start : found.start()])
            start = found.end()
            if read := _read(found):
                yield Piece(*found.span(), read)
        if start < end:
            yield Piece(start, end, text[start:end])


class Timed(Cues):
    """What formats have in common whose cues are lines after a line of times."""

    def cues(self, text: str) -> Iterator[tuple[int, int]]:
        """Give the stretches of lines that are shown."""
        spans = _lines(text)
        shows = self.shows([text[start:end] for start, end in spans])
        for shown, run in groupby(zip(shows, spans, strict=True), itemgetter(0)):
            if shown:
                lines = [span for _, span in run]
                yield lines[0][0], lines[-1][1]

    def shows(self, lines: list[str]) -> Iterable[bool]:
        """Say of each line whether it is shown.

        Raises:
            DocumentError: if they are not of this format.
        """
        raise NotImplementedError


class Srt(Timed):
    """Reads SubRip, with or without the numbers of its cues."""

    signs = re.compile(r"(?P<line>\r\n?|\n)|</?[A-Za-z][^<>\r\n]*+>|\{\\[^{}\r\n]*+\}")

    def shows(self, lines: list[str]) -> Iterable[bool]:
        """Take for text what follows times, but for blank lines and the number of the next cue."""
        timed = [bool(_TIMES.match(line.removeprefix("\ufeff"))) for line in lines]
        if not any(timed) and any(map(str.strip, lines)):
            raise DocumentError("no line with times, as 00:00:01,000 --> 00:00:02,000")
        begun = False
        for line, time, after in zip(lines, timed, [*timed[1:], False], strict=True):
            begun = begun or time
            yield begun and not time and bool(line.strip()) and not (after and line.strip().isdigit())


class Vtt(Timed):
    """Reads WebVTT; `NOTE uzlat: off` keeps the cues that follow."""

    signs = re.compile(
        r"(?P<line>\r\n?|\n)|<[^<>\r\n]*+>|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    )

    def read(self, text: str) -> Iterable[Block | Mark]:
        """Give the cues, if the language that the head names is wanted, and that language."""
        if text.strip("\ufeff \t\r\n") and not text.removeprefix("\ufeff").startswith("WEBVTT"):
            raise DocumentError("does not begin with WEBVTT")
        head = re.match(r"[^\r\n]++(?:(?:\r\n?|\n)[^\r\n]++)*+", text)
        language = _LANGUAGE.search(text, 0, head.end() if head else 0)
        if language:
            yield Mark(*language.span(1))
        if not language or self.wanted.speaks(language[1]):
            yield from super().read(text)

    def shows(self, lines: list[str]) -> Iterable[bool]:
        """Take for text what follows times, to a blank line."""
        begun = off = noted = False
        for before, line in zip(["", *lines], lines, strict=False):
            noted = bool(line) and (noted or (not before and re.match(r"NOTE(?!\S)", line) is not None))
            if noted:
                off = {"off": True, "on": False}.get(marker(line.removeprefix("NOTE")), off)
            time = not noted and "-->" in line
            begun = bool(line) and (begun or time)
            yield begun and not time and not off


class Ass(Cues):
    """Reads SubStation Alpha, old and new; an event `Comment:` with the text `uzlat: off` keeps those that follow."""

    signs = re.compile(rf"{_DRAWING}|\{{[^{{}}]*+\}}|(?P<line>\\[Nn])|(?P<space>\\h)")

    def __init__(self, wanted: Wanted) -> None:
        super().__init__(wanted)
        self._fields = _FIELDS

    def cues(self, text: str) -> Iterator[tuple[int, int]]:
        """Give the last field of each line of dialogue."""
        events = off = found = False
        for start, end in _lines(text):
            kind, _, rest = text[start:end].removeprefix("\ufeff").partition(":")
            if kind.startswith("["):
                events = kind.strip().lower() == "[events]"
                found = found or events
            elif events and kind == "Format":
                self._fields = rest.count(",") + 1
            elif events and kind == "Comment":
                off = {"off": True, "on": False}.get(marker(self._last(rest)), off)
            elif events and kind == "Dialogue" and not off:
                yield end - len(self._last(rest)), end
        if not found and text.strip("\ufeff \t\r\n"):
            raise DocumentError("no section [Events]")

    def shown(self, line: str) -> list[str]:
        """Give what an event shows, line by line."""
        text = self._last(line)
        parts = [""]
        for piece in self._pieces(text, 0, len(text)):
            if text[piece.start : piece.end] in _BREAKS:
                parts.append("")
            else:
                parts[-1] += piece.text
        return parts

    def _last(self, fields: str) -> str:
        found = fields.split(",", self._fields - 1)
        return found[-1] if len(found) == self._fields else ""


def _lines(text: str) -> list[tuple[int, int]]:
    """Give the offsets of the lines of a text, without their ends."""
    ends = list(_END.finditer(text))
    return list(zip([0, *(end.end() for end in ends)], [*(end.start() for end in ends), len(text)], strict=True))


def _read(found: re.Match[str]) -> str:
    """Give what a sign reads as; nothing if it is markup."""
    if found.lastgroup != "entity":
        return {"line": " ", "space": "\u00a0"}.get(found.lastgroup or "", "")
    text = html.unescape(found[0])
    return text if len(text) == 1 and text not in "\r\n" else OBJECT


def _kept(source: str, text: str) -> str:
    """Write a piece; a break stays where a phrase put something in its place."""
    return text.strip(" ") + source if source in _BREAKS else text
