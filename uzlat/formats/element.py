"""What an HTML tag says of the text in and after its element: HTML Living Standard, sections 4, 13 and 15."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from uzlat.document import CHARSET, LANGUAGE
from uzlat.formats.markup import Attribute, attributes
from uzlat.markers import SIGN


class Kind(IntEnum):
    """How an element stands in its line."""

    INLINE = 0
    BLOCK = 1
    """It begins and ends a block of text."""
    VOID = 2
    """It has no content, and ends a block."""
    OBJECT = 3
    """It has no content of ours and parts words, as a picture."""
    RAW = 4
    """Its content is no markup."""
    CODE = 5
    """Its text stays."""
    NOTHING = 6
    """It has no content and parts nothing."""
    COMMENT = 7


_KINDS = {
    Kind.BLOCK: "address article aside blockquote body button caption center colgroup dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup html legend li main menu nav "
    "noscript ol optgroup option p pre listing search section select summary table tbody td tfoot th thead tr ul text "
    "video audio object canvas",
    Kind.VOID: "br hr meta link base col frame param source track area",
    Kind.OBJECT: "img input embed svg",
    Kind.RAW: "script style title textarea iframe noembed noframes xmp plaintext",
    Kind.CODE: "code kbd samp math",
    Kind.NOTHING: "wbr",
}
KINDS = {name: kind for kind, names in _KINDS.items() for name in names.split()}
_PLAIN = (Kind.INLINE, Kind.NOTHING, Kind.BLOCK, Kind.VOID)
HOLDERS = frozenset(["ul", "ol", "menu", "dir", "dl", "table", "select"])
"""Elements in which an item is another item's, not its neighbour."""
EXACT = frozenset({"pre", "listing", "textarea"})
"""Elements in which white space stands for itself."""
ROOTS = ("html", "body")
"""Elements whose language is often that of a template, and says nothing of the text."""
REST = r"""(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)*+>"""
"""What follows the name of an element in its tag."""
OPEN = re.compile(rf"<[A-Za-z][^\s/>]*+{REST}")
_NAME = re.compile(r"[A-Za-z][^\s/>]*")
_ENDS = {
    "li": "li p",
    "dt": "dt dd p",
    "dd": "dt dd p",
    "option": "option",
    "optgroup": "option optgroup",
    "td": "td th p",
    "th": "td th p",
    "tr": "tr td th p",
    "tbody": "tr td th tbody thead p",
    "tfoot": "tr td th tbody thead p",
}
"""Elements that end where another begins (13.1.2.4)."""
_TEXTS = (
    "alt title placeholder label summary aria-label aria-description aria-placeholder aria-roledescription "
    "aria-valuetext"
)
TEXTS = frozenset(_TEXTS.split())
"""Attributes that people read."""
_METAS = (
    "description keywords author subject abstract news_keywords og:title og:description og:site_name og:image:alt "
    "twitter:title twitter:description twitter:image:alt article:section article:tag dc.title dc.description "
    "dc.subject dcterms.title dcterms.description application-name apple-mobile-web-app-title"
)
METAS = frozenset(_METAS.split())
"""Names of `meta` whose content people read."""
LOCALES = ("og:locale", "content-language", "dc.language", "dcterms.language")


class Named(NamedTuple):
    """What the name of an element says.

    breaks: whether its tags end the block before them. ends: names of elements that end where it begins. holds: whether
    items in it are its own.
    """

    name: str
    kind: Kind
    breaks: bool
    ends: frozenset[str]
    holds: bool


class Tag(NamedTuple):
    """A tag.

    scope: whether it says how the text in its element is treated, by `lang`, `translate` (None: as around it), its
    name. texts: offsets in the tag of values that people read, and their quotes. marks: offsets and kinds. json:
    whether it holds JSON-LD. plain: whether it says nothing, outside of scopes, but that a block
    begins or ends.
    """

    element: Named
    closing: bool
    scope: bool
    lang: str | None = None
    translate: bool | None = None
    texts: tuple[tuple[int, int, str], ...] = ()
    marks: tuple[tuple[int, int, str], ...] = ()
    json: bool = False
    plain: bool = False


_NONE = Tag(Named("", Kind.COMMENT, False, frozenset(), False), False, False, plain=True)
_SWITCH = _NONE._replace(plain=False)
_TELLING = re.compile(
    r"notranslate|[\s\"'](?:alt|title|placeholder|label|summary|aria-|(?:xml:|href|src)?lang|translate)[\w-]*\s*=",
    re.IGNORECASE,
)
_TOLD = frozenset({"meta", "input", "script"})
"""What may say something in a tag, and elements of which other attributes do; other tags say what their names do."""


class Tags(dict[str, Tag]):
    """The tags by how they are written; read when they are first met."""

    def __missing__(self, raw: str) -> Tag:
        tag = tag_of(raw)
        if len(raw) < 60 and len(self) < MEMORY:
            self[raw] = tag
        return tag


MEMORY = 1 << 13
"""Tags that are kept."""
TAGS = Tags()


def tag_of(raw: str) -> Tag:
    """Read a tag; what is a comment, a declaration or cut off says nothing, but for a comment with a marker."""
    closing = raw[1] == "/"
    found = _NAME.match(raw, 1 + closing)
    if not found:
        return _SWITCH if SIGN in raw else _NONE
    name = found[0]
    if KINDS.get(name.lower()) == Kind.RAW and (opened := OPEN.match(raw)):
        raw = opened[0]
    if ">" not in raw:
        return _NONE
    empty = raw.endswith("/>")
    if closing or not (_TELLING.search(raw) or name.lower() in _TOLD):
        return _bare(name, closing, empty)
    return _with(raw, element_of(name.lower(), empty), empty)


@lru_cache(1 << 10)
def element_of(name: str, empty: bool = False) -> Named:
    """Say what the name of an element means; one that is empty as in XHTML has no raw content."""
    kind = KINDS.get(name, Kind.INLINE)
    if kind == Kind.RAW and empty:
        kind = Kind.NOTHING
    breaks = kind in (Kind.BLOCK, Kind.VOID)
    return Named(name, kind, breaks, frozenset(_ENDS.get(name, "p").split() if breaks else ()), name in HOLDERS)


@lru_cache(1 << 10)
def _bare(name: str, closing: bool, empty: bool) -> Tag:
    """Read a tag without attributes that say anything."""
    element = element_of(name.lower(), empty)
    scope = not empty and (element.kind == Kind.CODE or element.name in EXACT)
    return Tag(element, closing, scope, plain=element.kind in _PLAIN and not scope)


def _with(raw: str, element: Named, empty: bool) -> Tag:
    """Read a tag with attributes."""
    found = attributes(raw)
    lang, translate = None if element.name in ROOTS else found.get("lang") or found.get("xml:lang"), _translate(found)
    says = lang is not None or translate is not None or element.kind == Kind.CODE or element.name in EXACT
    content = not empty or element.kind == Kind.BLOCK
    scope = says and content and element.kind not in (Kind.RAW, Kind.OBJECT, Kind.NOTHING, Kind.VOID)
    texts, marks = _texts(element.name, found), _marks(element.name, found)
    json = element.name == "script" and "ld+json" in _value(found, "type")
    plain = element.kind in _PLAIN and not (scope or texts or marks)
    return Tag(element, False, scope, lang.value if lang else None, translate, texts, marks, json, plain)


def _value(found: dict[str, Attribute], name: str) -> str:
    return found[name].value.lower().strip() if name in found else ""


def _translate(found: dict[str, Attribute]) -> bool | None:
    """Say whether the element is to be translated; None if it does not say."""
    if "notranslate" in _value(found, "class").split():
        return False
    return {"no": False, "yes": True, "": True}.get(_value(found, "translate")) if "translate" in found else None


def _texts(name: str, found: dict[str, Attribute]) -> tuple[tuple[int, int, str], ...]:
    """List the values that people read."""
    wanted = [one for attribute, one in found.items() if attribute in TEXTS]
    button = name == "input" and _value(found, "type") in ("submit", "button", "reset")
    described = name == "meta" and not METAS.isdisjoint((_value(found, "name"), _value(found, "property")))
    for attribute, holds in (("value", button), ("content", described)):
        if holds and attribute in found:
            wanted.append(found[attribute])
    return tuple([(one.start, one.end, one.quote) for one in wanted])


def _marks(name: str, found: dict[str, Attribute]) -> tuple[tuple[int, int, str], ...]:
    """List the values that name the language or the charset of the page."""
    marks = [(*found[one][:2], LANGUAGE) for one in ("lang", "xml:lang", "hreflang", "srclang") if one in found]
    return (*marks, *_meta(found)) if name == "meta" else tuple(marks)


def _meta(found: dict[str, Attribute]) -> Iterator[tuple[int, int, str]]:
    """Give what a `meta` says of the language or the charset of the page."""
    if "charset" in found:
        yield (*found["charset"][:2], CHARSET)
    told = (_value(found, "name"), _value(found, "property"), _value(found, "http-equiv"))
    if (content := found.get("content")) is None:
        return
    if any(locale in told for locale in LOCALES):
        yield content.start, content.end, LANGUAGE
    charset = re.search(r"(?i)charset\s*=\s*([\w.:-]+)", content.value) if "content-type" in told else None
    if charset:
        yield content.start + charset.start(1), content.start + charset.end(1), CHARSET
