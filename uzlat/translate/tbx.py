"""TBX (ISO 30042): TBX-Basic of 2008 (`martif`) and of 2019 (`tbx`), in the style of attributes and of elements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from uzlat.document import DocumentError
from uzlat.translate.lang import Lang, LangError, parse
from uzlat.translate.terms import XML_LANG, Counted, attribute, elements, escaped, local

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_CONCEPTS, _TERMS = {"termEntry", "conceptEntry"}, {"tig", "ntig", "termSec"}
_STATUS = {"administrativeStatus", "normativeAuthorization"}
_FORBIDDEN, _PREFERRED = ("deprecated", "superseded", "obsolete"), ("preferred", "standardized")
"""How the status of a term begins."""


class Words(NamedTuple):
    """The terms of a concept in one language: the first is the one to write; and those not to write."""

    lang: Lang
    accepted: tuple[str, ...]
    forbidden: tuple[str, ...] = ()


class Concept(NamedTuple):
    """An entry of a glossary: what it is called in several languages; and where it stands in its file."""

    words: tuple[Words, ...]
    note: str = ""
    id: str = ""
    file: str = ""
    line: int = 0

    @property
    def place(self) -> str:
        """Write where it stands as messages do."""
        return f"{self.file}:{self.line}"


def read_tbx(file: str | bytes, counted: Counted | None = None, named: str = "") -> Iterator[Concept]:
    """Read the concepts of a TBX file.

    Args:
        file: its path, or its bytes.
        counted: if given, what is left out is counted in it.
        named: what messages call it; its path if nothing is said.

    Raises:
        DocumentError: if it is not well-formed, is no TBX, or declares entities.
        OSError: if it cannot be read.
    """
    counted = Counted() if counted is None else counted
    name = named or (file if isinstance(file, str) else "")
    for event, line, element in elements(file, _CONCEPTS, name):
        if event == "start":
            if local(element) not in ("martif", "tbx", "TBX"):
                raise DocumentError(f"{name + ': ' if name else ''}no TBX: its first element is <{local(element)}>")
            continue
        words = tuple(_words(element, line, counted))
        if words:
            yield Concept(words, _note(element), attribute(element, "id"), name, line)
        else:
            counted.note("an entry without terms", line)


def _words(concept: Element, line: int, counted: Counted) -> Iterator[Words]:
    for section in (one for one in concept if local(one) in ("langSet", "langSec")):
        try:
            lang = parse(attribute(section, XML_LANG, "lang"))
        except LangError:
            counted.note("terms in no language", line)
            continue
        preferred, admitted, forbidden = _sorted(section)
        if preferred or admitted or forbidden:
            yield Words(lang, (*preferred, *admitted), tuple(forbidden))


def _sorted(section: Element) -> tuple[list[str], list[str], list[str]]:
    """Sort the terms of a language: the preferred, the others, those that are not to be written."""
    found: tuple[list[str], list[str], list[str]] = ([], [], [])
    for group in (one for one in section.iter() if local(one) in _TERMS):
        term = next((one for one in group.iter() if local(one) == "term"), None)
        text = " ".join("".join(term.itertext()).split()) if term is not None else ""
        status = _status(group)
        kind = 2 if status.startswith(_FORBIDDEN) else 0 if status.startswith(_PREFERRED) else 1
        if text:
            found[kind].append(text)
    return found


def _status(group: Element) -> str:
    for one in group.iter():
        if local(one) in _STATUS or attribute(one, "type") in _STATUS:
            return (one.text or "").strip()
    return ""


def _note(concept: Element) -> str:
    kinds = ("note", "definition")
    found = (one for one in concept.iter() if local(one) in kinds or attribute(one, "type") in kinds)
    return next((" ".join("".join(one.itertext()).split()) for one in found), "")


_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en">
<martifHeader><fileDesc><sourceDesc><p>Written by uzlat {version}</p></sourceDesc></fileDesc>
<encodingDesc><p type="XCSURI">TBXBasicXCSV02.xcs</p></encodingDesc></martifHeader>
<text><body>
"""


def write_tbx(concepts: Iterable[Concept], stream: BinaryIO) -> int:
    """Write concepts as TBX-Basic of 2008 in UTF-8, which most programs read; give how many."""
    from uzlat import __version__

    stream.write(_HEAD.format(version=__version__).encode())
    count = 0
    for count, concept in enumerate(concepts, 1):
        lines = [f'<termEntry id="{escaped(concept.id) or f"c{count}"}">']
        if concept.note:
            lines.append(f"<note>{escaped(concept.note)}</note>")
        for words in concept.words:
            lines += [f'<langSet xml:lang="{words.lang}">', *_written(words), "</langSet>"]
        stream.write("\n".join([*lines, "</termEntry>\n"]).encode())
    stream.write(b"</body></text>\n</martif>\n")
    return count


def _written(words: Words) -> Iterator[str]:
    first = ["preferredTerm-admn-sts"] + ["admittedTerm-admn-sts"] * len(words.accepted)
    last = ["deprecatedTerm-admn-sts"] * len(words.forbidden)
    for text, status in zip((*words.accepted, *words.forbidden), first[: len(words.accepted)] + last, strict=True):
        note = f'<termNote type="administrativeStatus">{status}</termNote>'
        yield f"<tig><term>{escaped(text)}</term>{note}</tig>"
