"""Write new text into a document: what its format would read as a sign is written so that it is none.

What blocks write themselves is letters in the place of letters, with the signs that were there; a translation may have
any.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from uzlat.document import Block, Edit, Piece
from uzlat.formats import MARKUP, ZIP, Format
from uzlat.formats.csv import quoted
from uzlat.formats.front import front
from uzlat.formats.markup import in_attribute

_SPECIAL = re.compile(r"[\\`*\[\]<&|]|(?<![^\W_])_|_(?![^\W_])")
_LEADING = re.compile(r"^(\s*(?=[#>+-])|\s*\d+(?=[.)]))([#>+.)-])(?=\s)")
_PARTS_CELLS = re.compile(r"[\",;\t|]")


def fresh_edit(source: str, block: Block, form: Format, piece: Piece, text: str, signs: Sequence[str] = ()) -> Edit:
    """Write a piece whose text is another one now.

    Args:
        source: the text the block stands in.
        block, form: the block, and the format of the document.
        piece, text: a piece of it, and what it reads as now.
        signs: what of the text is meant as the signs that it is, as `code`.
    """
    if form.name in ("csv", "tsv") and block.write is not quoted:
        return Edit(piece.start, piece.end, _cell(text))
    in_front = form.name == "markdown" and piece.start < front(source)
    parts = re.split(f"({'|'.join(map(re.escape, signs))})", text) if signs else [text]
    safe = text if in_front else "".join([one if one in signs else escaped(one, form) for one in parts])
    if block.write is in_attribute("") and len(block.pieces) == 1:
        return Edit(piece.start, piece.end, '"' + safe.replace('"', "&quot;") + '"')
    if form.carrier in (MARKUP, ZIP) and _is_attribute(source, block):
        safe = safe.replace('"', "&quot;")
    # A writer compares signs with those of the source: there are none to compare with.
    old = source[piece.start : piece.end].replace("&", "").replace("<", "")
    return Edit(piece.start, piece.end, block.write(old, safe))


def _cell(text: str) -> str:
    """Write a cell that had no quotes; it gets some if it would become two."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"' if _PARTS_CELLS.search(text) else text


def _is_attribute(source: str, block: Block) -> bool:
    """Say whether a block stands between quotes."""
    start, end = block.pieces[0].start, block.pieces[-1].end
    return source[start - 1 : start] == '"' and source[end : end + 1] == '"'


def escaped(text: str, form: Format) -> str:
    """Write a text so that no sign in it is one of the format's.

    >>> from uzlat.formats import named
    >>> print(escaped("R&D *1*", named("markdown")), escaped("a < b", named("html")))
    R\\&D \\*1\\* a &lt; b
    """
    if form.carrier in (MARKUP, ZIP) or form.name == "vtt":
        return text.replace("&", "&amp;").replace("<", "&lt;")
    if form.name == "markdown":
        return _LEADING.sub(r"\1\\\2", _SPECIAL.sub(r"\\\g<0>", text))
    return text
