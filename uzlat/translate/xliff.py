"""XLIFF 1.2 (OASIS, 2008): files that translators work on, with the state of each segment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from uzlat.document import DocumentError
from uzlat.translate.lang import Lang
from uzlat.translate.memory_keys import tag
from uzlat.translate.terms import escaped

FINAL, REVIEW, MISSING = "final", "needs-review-translation", "needs-translation"
"""States of a segment, as XLIFF 1.2 names them."""
Row = tuple[str, str, str | None, str, list[str], str]
"""An id, the source, its translation or None, a state, notes, and who made the translation ("" if nothing is known)."""


def write_xliff(
    rows: Iterable[Row], stream: BinaryIO, source_lang: Lang, target_lang: Lang, original: str, version: str = "1.2"
) -> int:
    """Write segments as XLIFF in UTF-8; give how many.

    Without a translation there is no target, and the unit is not approved. Characters that XML cannot hold are left
    out.

    Args:
        rows: the segments, in order.
        stream: where to.
        source_lang, target_lang: from which language into which.
        original: the name of the document.
        version: 1.2.

    Raises:
        DocumentError: for another version.
    """
    from uzlat import __version__

    if version != "1.2":
        raise DocumentError(f"XLIFF {version} is not written; 1.2 is")
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">\n'
        f'<file original="{_attribute(original)}" source-language="{tag(source_lang)}" '
        f'target-language="{tag(target_lang)}" datatype="plaintext">\n'
        f'<header><tool tool-id="uzlat" tool-name="uzlat" tool-version="{__version__}"/></header>\n<body>\n'
    )
    stream.write(head.encode())
    count = 0
    for row in rows:
        stream.write(_unit(*row).encode())
        count += 1
    stream.write(b"</body>\n</file>\n</xliff>\n")
    return count


def _unit(name: str, source: str, target: str | None, state: str, notes: list[str], origin: str) -> str:
    approved = "yes" if state == FINAL and target is not None else "no"
    lines = [
        f'<trans-unit id="{_attribute(name)}" approved="{approved}" xml:space="preserve">',
        f"<source>{escaped(source)}</source>",
    ]
    if target is not None:
        lines.append(f'<target state="{_attribute(state)}">{escaped(target)}</target>')
    lines += [
        f'<note from="uzlat">{escaped(note)}</note>' for note in (*([f"state: {MISSING}"] * (target is None)), *notes)
    ]
    if origin:
        lines.append(f'<note from="origin">{escaped(origin)}</note>')
    return "\n".join([*lines, "</trans-unit>\n"])


def _attribute(text: str) -> str:
    return escaped(" ".join(text.split()))
