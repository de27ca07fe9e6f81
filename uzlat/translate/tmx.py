"""TMX 1.4b (LISA, later GALA): translation memories as programs exchange them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from uzlat.document import DocumentError
from uzlat.translate.lang import Lang, LangError, parse
from uzlat.translate.memory import Unit
from uzlat.translate.memory_keys import spoken, tag
from uzlat.translate.terms import XML_LANG, Counted, attribute, elements, escaped, local

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

ALL = "*all*"
"""What srclang says if each variant may be the source."""
_CODE = frozenset({"bpt", "ept", "ph", "it", "ut"})
"""Elements whose content is markup, no text; that of `hi` and `sub`-less others is text."""
_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z")


class Variants(NamedTuple):
    """A unit of TMX: a text in several languages, in the order they stand.

    source: the language that the others were translated from; None if each may be.
    """

    texts: tuple[tuple[Lang, str], ...]
    source: Lang | None = None
    origin: str = ""
    changed: str = ""
    note: str = ""

    def units(self, source: Lang | None = None, target: Lang | None = None) -> Iterator[Unit]:
        """Give the pairs: from its source to each other language, or between the languages that are named."""
        begin = source or (None if target and self.source and target.code == self.source.code else self.source)
        for number, (lang, text) in enumerate(self.texts):
            if begin is not None and lang.code != begin.code:
                continue
            for other, (into, translation) in enumerate(self.texts):
                if number != other and lang.code != into.code and (target is None or into.code == target.code):
                    yield Unit(text, translation, lang, into, self.origin, self.changed, self.note)


def read_tmx(file: str | bytes, counted: Counted | None = None) -> Iterator[Variants]:
    """Read the units of a TMX file one after another; the file may be larger than memory.

    Args:
        file: its path, or its bytes.
        counted: if given, what is left out is counted in it, with the reason and the first line.

    Raises:
        DocumentError: if it is not well-formed, is no TMX, or declares entities.
        OSError: if it cannot be read.
    """
    counted = Counted() if counted is None else counted
    source, named = "", file if isinstance(file, str) else ""
    seen = False
    for event, line, element in elements(file, {"tmx", "header", "tu"}):
        name = local(element)
        if event == "start":
            if name != "tmx":
                raise DocumentError(f"{named + ': ' if named else ''}no TMX: its first element is no <tmx>")
            seen = True
        elif name == "header":
            source = attribute(element, "srclang")
        elif name == "tu":
            found = _variants(element, source)
            if isinstance(found, str):
                counted.note(found, line)
            else:
                yield found
    if not seen:
        raise DocumentError(f"{named + ': ' if named else ''}no TMX: it has no <tmx>")


def _variants(unit: Element, source: str) -> Variants | str:
    """Read a unit; or say why it is none."""
    texts = []
    for variant in (one for one in unit if local(one) == "tuv"):
        named = attribute(variant, XML_LANG, "lang")
        segment = next((one for one in variant if local(one) == "seg"), None)
        try:
            lang = parse(named)
        except LangError:
            return f"a variant in no language ('{named}')" if named else "a variant that names no language"
        text = "".join(_text(segment)).strip() if segment is not None else ""
        if text:
            texts.append((spoken(lang, text), text))
    if len(texts) < 2:
        return "a unit with text in fewer than two languages"
    changed, origin = _latest(unit), _property(unit, "origin") or attribute(unit, "changeid", "creationid")
    note = next((one.text or "" for one in unit if local(one) == "note"), "")
    return Variants(tuple(texts), _source(attribute(unit, "srclang") or source), origin, changed, note.strip())


def _source(tag: str) -> Lang | None:
    try:
        return parse(tag)
    except LangError:  # *all*, or nothing that can be read: each variant may be the source
        return None


def _text(element: Element) -> Iterator[str]:
    """Give the text of a segment without the markup in it; text within a subflow is none of its own."""
    yield element.text or ""
    for child in element:
        if local(child) not in _CODE:
            yield from _text(child)
        yield child.tail or ""


def _property(unit: Element, kind: str) -> str:
    found = (one for one in unit.iter() if local(one) == "prop" and attribute(one, "type") in (kind, f"x-{kind}"))
    return next(((one.text or "").strip() for one in found), "")


def _latest(unit: Element) -> str:
    """Give the last time that a unit or a variant of it was changed, as of ISO 8601."""
    dates = [attribute(one, "changedate", "creationdate") for one in unit.iter()]
    found = [_DATE.fullmatch(date) for date in dates]
    return max(("{}-{}-{}T{}:{}:{}Z".format(*one.groups()) for one in found if one), default="")


def write_tmx(units: Iterable[Unit], stream: BinaryIO, source_lang: Lang | None = None) -> int:
    """Write units as TMX 1.4b in UTF-8; give how many.

    Characters that XML cannot hold are left out.

    Args:
        units: what is written, one after another.
        stream: where to.
        source_lang: what the header says of them all; None if they differ. Each unit says its own.
    """
    from uzlat import __version__

    srclang = tag(source_lang) if source_lang else ALL
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
        f'<header creationtool="uzlat" creationtoolversion="{__version__}" segtype="sentence" o-tmf="uzlat" '
        f'adminlang="en" srclang="{escaped(srclang)}" datatype="plaintext"/>\n<body>\n'
    )
    stream.write(head.encode())
    count = 0
    for unit in units:
        stream.write(_written(unit).encode())
        count += 1
    stream.write(b"</body>\n</tmx>\n")
    return count


def _written(unit: Unit) -> str:
    changed = re.sub(r"[-:]", "", unit.changed)
    if re.fullmatch(r"\d{8}", changed):
        changed += "T000000Z"
    date = f' changedate="{changed}"' if re.fullmatch(r"\d{8}T\d{6}Z", changed) else ""
    lines = [f'<tu srclang="{escaped(tag(unit.source_lang))}"{date}>']
    if unit.note:
        lines.append(f"<note>{escaped(unit.note)}</note>")
    if unit.origin:
        lines.append(f'<prop type="x-origin">{escaped(unit.origin)}</prop>')
    for lang, text in ((unit.source_lang, unit.source), (unit.target_lang, unit.target)):
        lines.append(f'<tuv xml:lang="{escaped(tag(lang))}"><seg>{escaped(text)}</seg></tuv>')
    return "\n".join([*lines, "</tu>\n"])
