"""Word documents (WordprocessingML)."""

from __future__ import annotations

import re

from uzlat.formats.office import DRAWING, Office
from uzlat.formats.vocabulary import Vocabulary, names

TOLD = frozenset({"descr", "title"})
TEXT = Vocabulary(
    blocks=names("w:p a:p"),
    texts=names("w:t a:t"),
    skips=names("w:moveFrom"),
    objects=names(
        "w:noBreakHyphen w:sym w:drawing w:pict w:object w:footnoteReference w:endnoteReference w:commentReference "
        "mc:AlternateContent"
    ),
    breaks=names("w:br w:cr w:tab w:ptab a:br"),
    joined={"w:framePr": frozenset({"w:dropcap"})},
    attributes={
        "wp:docPr": TOLD,
        "pic:cNvPr": TOLD,
        "v:shape": frozenset({"alt"}),
        "w:listItem": frozenset({"w:displaytext"}),
        "v:textpath": frozenset({"string"}),
        "w:listEntry": frozenset({"w:val"}),
        "w:hyperlink": frozenset({"w:tooltip"}),
        "w:tblCaption": frozenset({"w:val"}),
        "w:tblDescription": frozenset({"w:val"}),
    },
    marks={
        "w:lang": frozenset({"w:val", "w:eastasia", "w:bidi"}),
        "w:themeFontLang": frozenset({"w:val"}),
        "a:rPr": frozenset({"lang"}),
    },
    exact=True,
    spaced=names("w:t"),
)
_PARTS = re.compile(
    r"word/(?:document\d*|header\d*|footer\d*|footnotes|endnotes|comments\w*|glossary/document|styles|settings)\.xml"
)
_DRAWN = re.compile(r"word/(?:charts/chart|diagrams/(?:data|drawing))[^/]*\.xml")


class Word(Office):
    """Finds the text of a document, its headers, notes, comments, boxes, charts and properties."""

    folder = "word/"

    def vocabulary(self, name: str) -> Vocabulary | None:
        """Give the vocabulary of a member; None if it holds no text."""
        return TEXT if _PARTS.fullmatch(name) else DRAWING if _DRAWN.fullmatch(name) else None

    def order(self, name: str) -> tuple[int, int, str]:
        """Say where a member comes: the document itself first."""
        first, number, rest = super().order(name)
        return first + (not name.startswith("word/document")), number, rest
