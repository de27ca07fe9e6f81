"""What a machine draft says of itself, at its head."""

from __future__ import annotations

import os
import re
import tomllib
from functools import cache

from uzlat.document import Edit
from uzlat.formats import Format
from uzlat.formats.front import front
from uzlat.translate.fresh import escaped
from uzlat.translate.gate import Gate
from uzlat.translate.lang import Lang, parse

PLACES = {
    "text": "{note}{end}{end}",
    "markdown": "*{note}*{end}{end}",
    "html": '<p role="note"><em>{note}</em></p>{end}',
}
"""How the note is written in the formats that have a head for it."""
_BODY = re.compile(r"(?i)<body\b(?:\"[^\"]*\"|'[^']*'|[^'\">])*>[ \t]*(?:\r\n?|\n)?")
_HEAD = re.compile(r"(?i)\ufeff?(?:\s*(?:<!doctype[^>]*>|<\?[^>]*\?>|<!--.*?-->))*\s*", re.DOTALL)


def note(engine: str, source: Lang, target: str, date: str) -> str:
    """Write the note in the language and orthography of the draft; in English where there is none in it.

    >>> note("ct2 toy", Lang("uz", "Cyrl"), "en", "2026-11-22")
    'Machine draft by ct2 toy, uz-Cyrl to en, 2026-11-22. Not checked by a person.'
    """
    lang = parse(target)
    worded = _notes().get(lang.code)
    if worded is None:
        return _filled(_notes()["en"], engine, source, target, date)
    written = {code: Lang(code).written.script for code in _notes()}
    before, *rest = re.split(r"(\{\w+\})", worded)
    back = Gate(Lang("und"), target, written).back
    told = back(before) + "".join([one if one.startswith("{") else back(one) for one in rest])
    return _filled(told, engine, source, target, date)


def _filled(worded: str, engine: str, source: Lang, target: str, date: str) -> str:
    return worded.format(engine=engine, source=source, target=target, date=date)


@cache
def _notes() -> dict[str, str]:
    with open(os.path.join(os.path.dirname(__file__), "data", "draft.toml"), "rb") as handle:
        found: dict[str, str] = tomllib.load(handle)["note"]
    return found


def heading(text: str, form: Format, told: str) -> Edit | None:
    """Say where a note is put into a source; None in formats that have no place for one.

    >>> from uzlat.formats import TEXT
    >>> heading("Bir.\\r\\n", TEXT, "Draft.")
    Edit(start=0, end=0, new='Draft.\\r\\n\\r\\n')
    """
    if form.name not in PLACES:
        return None
    ends = re.search(r"\r\n?|\n", text)
    end = ends[0] if ends else "\n"
    written = PLACES[form.name].format(note=escaped(told, form), end=end)
    if form.name == "markdown" and (at := front(text)):
        return Edit(at, at, f"{end}{end}{written.rstrip()}")
    at = _after_head(text) if form.name == "html" else int(text.startswith("\ufeff"))
    return Edit(at, at, written)


def _after_head(page: str) -> int:
    """Find where what is seen of a page begins."""
    found = _BODY.search(page) or _HEAD.match(page)
    return found.end() if found else 0
