"""EPUB (W3C EPUB 3.3): pages in XHTML, the package document, the contents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from uzlat.document import Adapter, DocumentError, Wanted
from uzlat.formats.html import Html
from uzlat.formats.tree import Tree
from uzlat.formats.vocabulary import Vocabulary, names
from uzlat.zipped import Members

PACKAGE = Vocabulary(
    blocks=names("dc:title dc:creator dc:contributor dc:description dc:subject dc:publisher dc:rights"),
    tongues=names("dc:language"),
    marks={"*": frozenset({"xml:lang"})},
    html=names("dc:description"),
    attributes={"reference": frozenset({"title"})},
)
CONTENTS = Vocabulary(blocks=names("text"), marks={"ncx": frozenset({"xml:lang"})})
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""Algorithms that hide fonts, not text."""


class Epub(Members):
    """Finds the text of a book, its title and contents."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted

    def members(self, names: list[str], load: Callable[[str], str]) -> Iterable[tuple[str, Adapter]]:
        """Give the pages, the package document and the contents, in the order of the file.

        Raises:
            DocumentError: if the book is encrypted or signed.
        """
        _refuse(names, load)
        for name in names:
            end = name.lower().rpartition(".")[2]
            if end in ("xhtml", "html", "htm"):
                yield name, Html(self._wanted)
            elif end in ("opf", "ncx"):
                yield name, Tree(self._wanted, PACKAGE if end == "opf" else CONTENTS)


def _refuse(names: list[str], load: Callable[[str], str]) -> None:
    if "META-INF/signatures.xml" in names:
        raise DocumentError("signed; converted, its signature would be broken: remove it first")
    if "META-INF/encryption.xml" in names:
        used = re.findall(r"""EncryptionMethod[^>]*Algorithm\s*=\s*["']([^"']+)""", load("META-INF/encryption.xml"))
        if not set(used) <= set(_FONTS):
            raise DocumentError("encrypted (DRM); its text cannot be read")
