"""PowerPoint presentations (PresentationML)."""

from __future__ import annotations

import re

from uzlat.formats.office import DRAWING, Office
from uzlat.formats.vocabulary import Vocabulary, names

COMMENTS = Vocabulary(blocks=names("p:text"), exact=True)
_PARTS = re.compile(
    r"ppt/(?:slides/slide|notesSlides/notesSlide|slideLayouts/slideLayout|slideMasters/slideMaster|charts/chart"
    r"|notesMasters/notesMaster|handoutMasters/handoutMaster|diagrams/(?:data|drawing)|presentation)\d*\.xml"
)


class Slides(Office):
    """Finds the text of slides, notes, masters, charts, comments and properties."""

    folder = "ppt/"

    def vocabulary(self, name: str) -> Vocabulary | None:
        """Give the vocabulary of a member; None if it holds no text."""
        if _PARTS.fullmatch(name):
            return DRAWING
        if re.fullmatch(r"ppt/comments/modernComment[^/]*\.xml", name):
            return DRAWING
        return COMMENTS if re.fullmatch(r"ppt/comments/comment\d+\.xml", name) else None

    def order(self, name: str) -> tuple[int, int, str]:
        """Say where a member comes: slides first, then notes, then masters."""
        first, number, rest = super().order(name)
        kinds = ("ppt/slides/", "ppt/notesSlides/")
        return first * 9 + next((at for at, kind in enumerate(kinds) if name.startswith(kind)), 2), number, rest
