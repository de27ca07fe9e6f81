"""What an HTML tag says of the text in and after its element: HTML Living Standard, sections 4, 13 and 15."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

from uzlat.document import CHARSET, LANGUAGE
from uzlat.formats.markup import Attribute, attributes
from uzlat.record import Record


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


_KINDS = {
    Kind.BLOCK: "address article aside blockquote body button caption center colgroup dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup html legend li main menu nav "
    "noscript ol optgroup option p pre listing search section select summary table tbody td tfoot th thead tr ul text "
    "video audio object canvas",
    Kind.VOID: "br hr meta link base col frame param source track area",
    Kind.OBJECT: "img input embed svg",
    Kind.RAW: "script style title textarea iframe noembed noframes xmp plaintext template-code",
    Kind.CODE: "code kbd samp math",
    Kind.NOTHING: "wbr",
}
KINDS = {name: kind for kind, names in _KINDS.items() for name in names.split()}
HOLDERS = frozenset(["ul", "ol", "menu", "dir", "dl", "table", "select"])
"""Elements in which an item is another item's, not its neighbour."""
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
    "dc.subject "
    "dcterms.title dcterms.description application-name apple-mobile-web-app-title"
)
METAS = frozenset(_METAS.split())
"""Names of `meta` whose content people read."""
LOCALES = ("og:locale", "content-language", "dc.language", "dcterms.language")


class Tag(Record):
    """A tag.

    breaks: whether it ends the block before it. ends: names of elements that end where it begins. holds: whether items
    in it are its own. scope: whether it says how the text in it is treated, by `lang`, `translate` (None: as around
    it), its name. texts: offsets in the tag of values that people read, and their quotes. marks: offsets and kinds.
    json: whether it holds JSON-LD.
    """

    name: str
    closing: bool
    kind: Kind
    breaks: bool
    ends: frozenset[str]
    holds: bool
    scope: bool
    lang: str | None
    translate: bool | None
    texts: tuple[tuple[int, int, str], ...]
    marks: tuple[tuple[int, int, str], ...]
    json: bool


@lru_cache(1 << 13)
def tag_of(raw: str) -> Tag:
    """Read a tag."""
    closing = raw[1] == "/"
    name = re.split(r"[\s/>]", raw[1 + closing :], maxsplit=1)[0].lower()
    kind = KINDS.get(name, Kind.INLINE)
    found = attributes(raw) if "=" in raw and not closing else {}
    if kind == Kind.RAW and raw.endswith("/>"):  # XHTML
        kind = Kind.NOTHING
    lang = found.get("lang") or found.get("xml:lang")
    translate = _translate(found)
    scope = lang is not None or translate is not None or kind == Kind.CODE or name in ("pre", "listing")
    return Tag(
        name,
        closing,
        kind,
        kind in (Kind.BLOCK, Kind.VOID),
        frozenset(_ENDS.get(name, "p").split()) if kind in (Kind.BLOCK, Kind.VOID) else frozenset(),
        name in HOLDERS,
        scope and not (raw.endswith("/>") and kind != Kind.BLOCK) and kind not in (Kind.RAW, Kind.OBJECT, Kind.NOTHING),
        lang.value if lang else None,
        translate,
        tuple(_texts(name, found)),
        tuple(_marks(name, found)),
        name == "script" and "ld+json" in _value(found, "type"),
    )


def _value(found: dict[str, Attribute], name: str) -> str:
    return found[name].value.lower().strip() if name in found else ""


def _translate(found: dict[str, Attribute]) -> bool | None:
    """Say whether the element is to be translated; None if it does not say."""
    if "notranslate" in _value(found, "class").split():
        return False
    return {"no": False, "yes": True, "": True}.get(_value(found, "translate")) if "translate" in found else None


def _texts(name: str, found: dict[str, Attribute]) -> list[tuple[int, int, str]]:
    """List the values that people read."""
    wanted = [one for attribute, one in found.items() if attribute in TEXTS]
    button = name == "input" and _value(found, "type") in ("submit", "button", "reset")
    described = name == "meta" and not METAS.isdisjoint((_value(found, "name"), _value(found, "property")))
    for attribute, holds in (("value", button), ("content", described)):
        if holds and attribute in found:
            wanted.append(found[attribute])
    return [(one.start, one.end, one.quote) for one in wanted]


def _marks(name: str, found: dict[str, Attribute]) -> list[tuple[int, int, str]]:
    """List the values that name the language or the charset of the page."""
    marks = [(*found[one][:2], LANGUAGE) for one in ("lang", "xml:lang", "hreflang") if one in found]
    if name != "meta":
        return marks
    if "charset" in found:
        marks.append((*found["charset"][:2], CHARSET))
    told = (_value(found, "name"), _value(found, "property"), _value(found, "http-equiv"))
    if (content := found.get("content")) is None:
        return marks
    if any(locale in told for locale in LOCALES):
        marks.append((content.start, content.end, LANGUAGE))
    charset = re.search(r"(?i)charset\s*=\s*([\w.:-]+)", content.value) if "content-type" in told else None
    if charset:
        marks.append((content.start + charset.start(1), content.start + charset.end(1), CHARSET))
    return marks
