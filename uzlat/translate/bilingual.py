"""Files that hold a source and its translation side by side: TMX, XLIFF and PO, read as pairs with their lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from uzlat.encodings import DocumentError

_ROOTS = ("tmx", "xliff")
_UNITS = ("tu", "trans-unit", "segment")
_CODES = ("bpt", "ept", "ph", "it", "ut")
_OTHERS = ("alt-trans", "notes", "matches")
"""Elements with sources and translations that are not those of the unit."""
_PO_LINE = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr)(?:\[\d+\])?\s+)?"((?:[^"\\]|\\.)*)"\s*$')
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}


class Row(NamedTuple):
    """A source and its translation, and the line that the translation begins in."""

    source: str
    target: str
    line: int


class Bilingual(NamedTuple):
    """The pairs of a file and the tags of its languages, "" where it does not name them.

    left: how many units have none of these languages, or but one.
    """

    rows: list[Row]
    source: str
    target: str
    left: int = 0


def read(data: bytes, name: str, source: str = "", target: str = "") -> Bilingual:
    """Read a file of pairs.

    Args:
        data: its bytes.
        name: its name, which tells what it is.
        source, target: tags of the languages that are meant, where a unit may have several; "" for the file's own.

    Raises:
        DocumentError: if it is none, broken, or holds nothing.
    """
    low = name.lower()
    if low.endswith((".po", ".pot")):
        found = _po(data)
    elif low.endswith((".tmx", ".xlf", ".xliff", ".sdlxliff", ".mqxliff")):
        found = _xml(data, source, target)
    else:
        raise DocumentError(
            "no file with both texts: that takes .tmx, .xlf, .xliff or .po; or name a source and a translation"
        )
    if not found.rows:
        asked = f" from {source or 'any'} to {target or 'any'}" if found.left else ""
        raise DocumentError(f"it holds no translations{asked}; nothing was checked")
    return found


class _Text(NamedTuple):
    """A text of a unit: "source", "target" or, in TMX, the tag of its language; and its line."""

    side: str
    text: str
    line: int


class _Pairs:
    """Gathers the units of TMX and XLIFF."""

    def __init__(self, parser: Any) -> None:
        self.units: list[list[_Text]] = []
        self.languages = ["", ""]
        self._parser = parser
        self._root = ""
        self._lang = ""
        self._unit: list[_Text] | None = None
        self._text: list[str] | None = None
        self._line = self._depth = self._aside = 0
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler, parser.EntityDeclHandler = self._take, self._refuse

    def _refuse(self, entity: str, *told: object) -> None:
        line = self._parser.CurrentLineNumber
        raise DocumentError(f"line {line}: declares the entity '{entity}'; resolve entities first")

    def _start(self, tag: str, given: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if not self._root:
            self._root = name
            if name not in _ROOTS:
                raise DocumentError(f"neither TMX nor XLIFF: its first element is <{name}>")
        for at, keys in enumerate((("srclang", "source-language", "srcLang"), ("target-language", "trgLang"))):
            if name != "tu":
                self.languages[at] = next((given[key] for key in keys if key in given), self.languages[at])
        self._aside += name in _OTHERS
        if name in _UNITS:
            self._unit = []
        elif name == "tuv":
            self._lang = given.get("xml:lang", given.get("lang", ""))
        elif name in ("seg", "source", "target") and self._unit is not None and not self._aside:
            self._text, self._line, self._depth = [], self._parser.CurrentLineNumber, 0
        elif name in _CODES:
            self._depth += 1

    def _take(self, content: str) -> None:
        """Take text that is not code."""
        if self._text is not None and not self._depth:
            self._text.append(content)

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        self._aside -= name in _OTHERS
        if name in ("seg", "source", "target") and self._text is not None and self._unit is not None:
            self._unit.append(_Text(self._lang if name == "seg" else name, "".join(self._text), self._line))
            self._text = None
        elif name in _UNITS and self._unit is not None:
            self.units.append(self._unit)
            self._unit = None
        elif name in _CODES:
            self._depth -= 1


def _xml(data: bytes, source: str, target: str) -> Bilingual:
    from xml.parsers import expat

    parser = expat.ParserCreate()
    found = _Pairs(parser)
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        said = expat.ErrorString(error.code)
        raise DocumentError(f"not well-formed XML: line {error.lineno}, column {error.offset + 1}: {said}") from None
    except LookupError as error:
        raise DocumentError(str(error)) from None
    sides = any(text.side == "source" for unit in found.units for text in unit)
    if sides:
        return Bilingual(list(_sides(found.units)), found.languages[0], found.languages[1])
    return _variants(found, source, target)


def _sides(units: list[list[_Text]]) -> Iterator[Row]:
    """Pair the sources of XLIFF with their translations; one that has none is there without."""
    for unit in units:
        by_side = {text.side: text for text in reversed(unit)}
        if ours := by_side.get("source"):
            theirs = by_side.get("target", _Text("target", "", ours.line))
            yield Row(ours.text, theirs.text, theirs.line)


def _variants(found: _Pairs, source: str, target: str) -> Bilingual:
    """Pair the variants of TMX: those in the languages that are meant, or else in those that most units have."""
    asked = source or found.languages[0]
    pairs = [pair for unit in found.units if (pair := _pair(unit, asked, target))]
    if not pairs:
        return Bilingual([], source, target, len(found.units))
    langs = Counter((_code(ours.side), _code(theirs.side)) for ours, theirs in pairs).most_common(1)[0][0]
    meant = [pair for pair in pairs if (_code(pair[0].side), _code(pair[1].side)) == langs]
    rows = [Row(ours.text, theirs.text, theirs.line) for ours, theirs in meant]
    return Bilingual(rows, meant[0][0].side, meant[0][1].side, len(found.units) - len(rows))


def _pair(unit: list[_Text], source: str, target: str) -> tuple[_Text, _Text] | None:
    """Choose two variants of a unit; the first ones where nothing says which."""
    named = [text for text in unit if _code(text.side) == _code(source)]
    ours = next(iter(named or ([] if source not in ("", "*all*") and target else unit)), None)
    if ours is None:
        return None
    others = [text for text in unit if _code(text.side) not in ("", _code(ours.side))]
    theirs = next((text for text in others if not target or _code(text.side) == _code(target)), None)
    return (ours, theirs) if theirs else None


def _code(tag: str) -> str:
    """Give the language of a tag, as it is compared; "" for none.

    >>> _code("UZ-CYRL-UZ"), _code("uzn_Latn"), _code("*all*")
    ('uz', 'uz', '')
    """
    from uzlat.translate.lang import LangError, parse

    try:
        return parse(tag).code
    except LangError:
        return ""


def _po(data: bytes) -> Bilingual:
    """Read a PO file; of plural forms the last is compared with the plural of the source."""
    rows: list[Row] = []
    entry: dict[str, str] = {}
    key, line, language = "", 0, ""
    lines = _decoded(data).splitlines()
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


def _decoded(data: bytes) -> str:
    """Read the text of a PO file, which may say its encoding itself.

    Raises:
        DocumentError: if it is in another.
    """
    from uzlat.encodings import NotTextError, codec
    from uzlat.sniff import coding_of

    declared = re.search(rb"charset=([\w-]+)", data[:4096])
    name = declared[1].decode() if declared else ""
    try:
        return coding_of(data, "" if name.upper() in ("", "CHARSET", "UTF-8") else codec(name)).decode(data, final=True)
    except (NotTextError, LookupError, ValueError) as error:
        raise DocumentError(str(error)) from None
