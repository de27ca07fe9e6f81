"""Formats: which file is read by which adapter.

To add one, write its adapter and put a line into FORMATS; CONTRIBUTING shows how.
"""

from __future__ import annotations

import os
import re

from uzlat.document import DocumentError, Wanted
from uzlat.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

STREAM, WHOLE, MARKUP, ZIP, TABLE = "stream", "whole", "markup", "zip", "table"
"""How a file is carried: line by line; as a whole in UTF-8; in the encoding that it declares; as a zip of members;
as a table of columns."""


class Format(Record):
    """A format: its name, the ends of its files' names, its adapter as module:class, how its files are carried.

    fields: whether some of its fields may be asked for. ascii: whether an apostrophe of ASCII can be written in its
    text.
    """

    name: str
    suffixes: str
    adapter: str
    carrier: str
    fields: bool = False
    ascii: bool = True

    def load(self, wanted: Wanted) -> Any:
        """Make its adapter.

        Raises:
            DocumentError: if what is wanted cannot be had of it.
        """
        from importlib import import_module

        module, _, name = self.adapter.partition(":")
        return getattr(import_module(f"uzlat.formats.{module}"), name)(wanted)


TEXT = Format("text", ".txt .text .rst .log", "", STREAM)
FORMATS = (
    TEXT,
    Format("html", ".html .htm .xhtml .xht .shtml .php .phtml", "html:Html", MARKUP),
    Format("markdown", ".md .markdown .mdown .mkd", "markdown:Markdown", WHOLE),
    Format("docx", ".docx .docm .dotx .dotm", "word:Word", ZIP),
    Format("xlsx", ".xlsx .xlsm .xltx .xltm", "sheet:Sheet", ZIP),
    Format("pptx", ".pptx .pptm .ppsx .potx", "slides:Slides", ZIP),
    Format("odf", ".odt .ods .odp .odg .ott .ots .otp", "opendocument:OpenDocument", ZIP),
    Format("epub", ".epub", "epub:Epub", ZIP),
    Format("fb2.zip", ".fb2.zip .fbz", "xml:Zipped", ZIP),
    Format("xml", ".xml .rss .atom .rdf .nitf .newsml .fb2 .fods .fodt .xliff .xlf .tmx .resx", "xml:Xml", MARKUP),
    Format("srt", ".srt", "subtitles:Srt", WHOLE),
    Format("vtt", ".vtt", "subtitles:Vtt", WHOLE),
    Format("ass", ".ass .ssa", "subtitles:Ass", WHOLE),
    Format("po", ".po .pot", "po:Po", WHOLE),
    Format("properties", ".properties", "properties:Properties", WHOLE, ascii=False),
    Format("arb", ".arb", "json:Arb", WHOLE, fields=True),
    Format("jsonl", ".jsonl .ndjson", "json:Lines", STREAM, fields=True),
    Format("json", ".json .geojson .webmanifest", "json:Json", WHOLE, fields=True),
    Format("csv", ".csv", "csv:Csv", STREAM, fields=True),
    Format("tsv", ".tsv .tab", "csv:Tsv", STREAM, fields=True),
    Format("parquet", ".parquet .pq", "parquet:Parquet", TABLE, fields=True),
)


def by_end(formats: Iterable[Format]) -> dict[str, Format]:
    """Give formats by the ends of names."""
    return {end: one for one in formats for end in one.suffixes.split()}


BY_END = by_end(FORMATS)
REFUSED = {
    b"%PDF-": "PDF; convert the document that it was made from",
    b"\xd0\xcf\x11\xe0": "an encrypted document or one of the old Office formats; save it as .docx, .xlsx or .pptx",
    b"{\\rtf": "RTF; save it as .docx or .odt and convert that",
}
"""How files begin that no adapter reads, and what they are."""
SNIFFED = 1 << 16
_PAGE = (
    rb"(?i)(?:<!--(?:[^-]|-(?!->))*+-->\s*|<\?(?:xml|php)\b[^?]*+\?>\s*)*+"
    rb"(?:<!doctype\s+html|<(?:html|head|body|title|meta|link|style|script|p|div|h[1-6]|table|ul|ol|article|section|main|"
    rb"header|span|a|b|i|em|strong|img|br|font|center)[\s/>])|<\?php\b"
)
"""How a page begins, or a part of one."""


def named(name: str) -> Format:
    """Give a format by its name.

    Raises:
        DocumentError: if there is none.
    """
    for one in FORMATS:
        if one.name == name.lower():
            return one
    from uzlat.table import suggestion

    raise DocumentError(f"no format is named '{name}'{suggestion(name, [one.name for one in FORMATS])}")


def by_name(path: str) -> Format | None:
    """Give the format that the end of a file's name says; None if it says none.

    >>> by_name("news/index.HTML").name
    'html'
    """
    _, *ends = os.path.basename(path).lower().split(".")
    return BY_END.get(f".{'.'.join(ends[-2:])}") or BY_END.get(f".{ends[-1]}") if ends else None


def by_content(head: bytes) -> Format:
    """Give the format that the first bytes of a file say: plain text if they say nothing.

    Raises:
        DocumentError: for a format that cannot be converted.
    """
    for begins, what in REFUSED.items():
        if head.startswith(begins):
            raise DocumentError(what)
    if head.startswith(b"PK\x03\x04"):
        return named(_zipped(head))
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    start = text[:SNIFFED]
    if re.match(_PAGE, start):
        return named("html")
    if start.startswith((b"<?xml", b"\xff\xfe<\x00", b"\xfe\xff\x00<", b"<rss", b"<feed")):
        return named("xml")
    if start.startswith(b"WEBVTT"):
        return named("vtt")
    return named(_json(text)) if start[:1] in (b"{", b"[") else TEXT


def _zipped(head: bytes) -> str:
    """Name the format of a zip by its first members."""
    names = {
        "word/": "docx",
        "xl/": "xlsx",
        "ppt/": "pptx",
        "epub+zip": "epub",
        "opendocument": "odf",
        ".fb2": "fb2.zip",
    }
    found = [(head.find(part.encode()), name) for part, name in names.items() if part.encode() in head]
    if not found:
        raise DocumentError("a zip of no known kind; name it with --format if it is a document")
    return min(found)[1]


def _json(start: bytes) -> str:
    """Tell JSON from text that begins with a bracket: its first line is a value, or it begins as an object does."""
    import json

    try:
        value = json.loads(start.partition(b"\n")[0])
    except ValueError:
        return "json" if re.match(rb'\{\s*"[^"\n]*"\s*:|\[\s*\{\s*"', start) else "text"
    return "jsonl" if isinstance(value, dict) else "json" if value and isinstance(value, list) else "text"
