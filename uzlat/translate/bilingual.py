"""Files that hold a source and its translation side by side: TMX, XLIFF and PO, read as pairs with their lines."""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.sax.handler import ContentHandler

from uzlat.encodings import DocumentError

_XML_LANG = "xml:lang"
_UNITS = ("tu", "trans-unit", "segment")
_CODES = ("bpt", "ept", "ph", "it", "hi", "ut")
_PO_LINE = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr)(?:\[\d+\])?\s+)?"((?:[^"\\]|\\.)*)"\s*$')
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}


class Row(NamedTuple):
    """A source and its translation, and the line that the translation begins in."""

    source: str
    target: str
    line: int


class Bilingual(NamedTuple):
    """The pairs of a file and the tags of its languages, "" where it does not name them."""

    rows: list[Row]
    source: str
    target: str


def read(data: bytes, name: str) -> Bilingual:
    """Read a file of pairs.

    Raises:
        DocumentError: if it is none, or broken.
    """
    low = name.lower()
    if low.endswith((".po", ".pot")):
        return _po(data)
    if low.endswith((".tmx", ".xlf", ".xliff", ".sdlxliff", ".mqxliff")):
        return _xml(data)
    raise DocumentError(
        "no file with both texts: that takes .tmx, .xlf, .xliff or .po; or name a source and a translation"
    )


class _Pairs(ContentHandler):
    """Gathers the pairs of TMX and XLIFF."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self.languages = ["", ""]
        self._texts: list[tuple[str, str, int]] = []
        self._lang = ""
        self._text: list[str] | None = None
        self._line = self._depth = 0

    def startElement(self, name: str, attrs: object) -> None:  # noqa: N802
        """Note languages, and begin a unit or a text."""
        given = dict(attrs.items())  # type: ignore[attr-defined]
        for at, keys in enumerate((("srclang", "source-language", "srcLang"), ("target-language", "trgLang"))):
            self.languages[at] = next((given[key] for key in keys if key in given), self.languages[at])
        if name in _UNITS:
            self._texts = []
        elif name == "tuv":
            self._lang = given.get(_XML_LANG, given.get("lang", ""))
        elif name in ("seg", "source", "target"):
            locator = self._locator  # type: ignore[attr-defined]
            self._text, self._line, self._depth = [], locator.getLineNumber(), 0
        elif name in _CODES:
            self._depth += 1

    def characters(self, content: str) -> None:
        """Take text that is not code."""
        if self._text is not None and not self._depth:
            self._text.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802
        """End a text or a unit."""
        if name in ("seg", "source", "target") and self._text is not None:
            self._texts.append((self._lang if name == "seg" else name, "".join(self._text), self._line))
            self._text = None
        elif name in _UNITS and len(self._texts) > 1:
            self._unit()
        elif name in _CODES:
            self._depth -= 1

    def _unit(self) -> None:
        """Take the pair of a unit: in TMX the source is in the language that the file names, or comes first."""
        first = next((one for one in self._texts if one[0].lower() == self.languages[0].lower()), self._texts[0])
        other = next(one for one in self._texts if one is not first)
        if first[0] not in ("source", "target"):
            self.languages = [first[0], other[0]]
        self.rows.append(Row(first[1], other[1], other[2]))


def _xml(data: bytes) -> Bilingual:
    from xml.sax import SAXParseException, parseString

    found = _Pairs()
    try:
        parseString(data, found)
    except SAXParseException as error:
        raise DocumentError(f"line {error.getLineNumber()}: no well-formed XML: {error.getMessage()}") from error
    return Bilingual(found.rows, *found.languages)


def _po(data: bytes) -> Bilingual:
    """Read a PO file; of plural forms the last is compared with the plural of the source."""
    rows: list[Row] = []
    entry: dict[str, str] = {}
    key, line, language = "", 0, ""
    lines = data.decode("utf-8", errors="replace").splitlines()
    for number, text in enumerate([*lines, ""], 1):
        found = _PO_LINE.match(text)
        if found and found[1]:
            key = found[1]
            line = number if key == "msgstr" else line
            entry[key] = ""
        if found and key:
            entry[key] += re.sub(r"\\(.)", lambda one: _ESCAPES.get(one[1], one[1]), found[2])
        elif not text.startswith("#") or entry.get("msgstr"):
            if entry.get("msgid"):
                rows.append(Row(entry.get("msgid_plural", entry["msgid"]), entry.get("msgstr", ""), line))
            elif named := re.search(r"^Language: *([\w@-]+)", entry.get("msgstr", ""), re.MULTILINE):
                language = named[1]
            entry, key = {}, ""
    return Bilingual(rows, "", language)
