"""XML of newsrooms, translators and publishers: feeds, NITF, NewsML-G2, XLIFF, TMX, FB2, and XML of any other kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from uzlat.document import Adapter, Block, DocumentError, Mark, Wanted
from uzlat.formats.tree import Tree
from uzlat.formats.vocabulary import Vocabulary, names
from uzlat.formats.wellformed import root_of
from uzlat.zipped import Members

_LEFT = (
    "guid link id url uri href code kbd samp script style binary date pubDate lastBuildDate updated published docs ttl "
    "generator genre isbn src-url program-used fileName filename atom:link atom:id dc:identifier dc:date dc:format "
    "dc:type media:thumbnail media:hash resheader literal programlisting monospace slug "
    "key wp:postmeta wp:termmeta wp:status wp:post_name wp:post_type wp:post_password wp:comment_status "
    "wp:ping_status wp:attachment_url wp:author_login wp:author_email wp:category_nicename wp:category_parent "
    "wp:tag_slug wp:term_slug wp:term_taxonomy wp:term_parent wp:comment_type wp:comment_author_email "
    "wp:comment_author_url wp:comment_approved wp:base_site_url wp:base_blog_url"
)
OTHER = Vocabulary(
    mixed=True,
    blocks=names("p v li td th h1 h2 h3 h4 h5 h6 hl1 hl2 subtitle text-author headline seg para title"),
    skips=names(_LEFT),
    objects=names("img image media"),
    breaks=names("br lb"),
    tongues=names("language dc:language lang src-lang"),
    attributes={"outline": frozenset({"text", "title", "_note"})},
    marks={"*": frozenset({"xml:lang"}), "language": frozenset({"tag"})},
)
"""XML of no kind that is known by name: what holds text of its own is a block. NITF, NewsML-G2, FB2, OPML are such."""
FEED = OTHER._replace(
    html=names(
        "title description summary content subtitle content:encoded media:description media:title itunes:summary "
        "itunes:subtitle rights copyright"
    )
)
"""RSS (rssboard.org) and Atom (RFC 4287): text may be HTML, escaped or in CDATA sections."""
_INLINE_CODE = "ph bpt ept it ut x bx ex sc ec"
TMX = Vocabulary(
    blocks=names("seg"),
    only=names("seg"),
    skips=names(_INLINE_CODE),
    sides=frozenset({"xml:lang", "lang"}),
    marks={"tuv": frozenset({"xml:lang", "lang"}), "header": frozenset({"srclang"}), "tu": frozenset({"srclang"})},
)
"""TMX 1.4b (LISA): the variants in the language that is converted."""
_XLIFF_MARKS = {
    "file": frozenset({"source-language", "target-language"}),
    "xliff": frozenset({"srclang", "trglang"}),
    "*": frozenset({"xml:lang"}),
}
XLIFF = Vocabulary(skips=names(_INLINE_CODE), objects=names(_INLINE_CODE), marks=_XLIFF_MARKS)
"""XLIFF 1.2 and 2.0 (OASIS): targets, or sources if they are in the language that is converted."""
RESX = Vocabulary(blocks=names("value"), only=names("data"), skips=names("comment"))
"""Resources of .NET."""
ROOTS: dict[str, Vocabulary] = {"rss": FEED, "feed": FEED, "RDF": FEED, "tmx": TMX, "root": RESX}
"""Vocabularies by the local name of the root element."""


class Xml(Adapter):
    """Reads XML by the vocabulary of its root element."""

    def read(self, text: str) -> Iterable[Block | Mark]:
        """Give the blocks and marks of a source.

        Raises:
            DocumentError: if it is not well-formed, or declares entities.
        """
        if not text.strip("\ufeff \t\r\n"):
            return []
        prefix, _, root = root_of(text).rpartition(":")
        if root == "html":
            from uzlat.formats.html import Html

            return Html(self.wanted).read(text)
        if root == "resources":
            from uzlat.formats.android import Android

            return Android(self.wanted).read(text)
        if root == "document" and "urn:oasis:names:tc:opendocument" in text:
            from uzlat.formats.opendocument import flat, named

            return flat(self.wanted, text, named(text)).read(text)
        if root == "package" and "/2006/xmlPackage" in text:
            raise DocumentError("a Word document in one XML file; save it as .docx")
        vocabulary = xliff(text, self.wanted) if root == "xliff" else ROOTS.get(root, OTHER)
        return Tree(self.wanted, vocabulary.renamed({"": prefix}) if prefix else vocabulary).read(text)


def xliff(text: str, wanted: Wanted) -> Vocabulary:
    """Give the vocabulary of an XLIFF file: which of its sides are in the language that is converted."""
    sides = []
    for name, pattern in (("source", "source-language|srcLang"), ("target", "target-language|trgLang")):
        tags = re.findall(rf"""\s(?:{pattern})\s*=\s*["']([^"']*)["']""", text)
        if any(map(wanted.speaks, tags)) if tags else name == "target":
            sides.append(name)
    return XLIFF._replace(blocks=frozenset(sides), only=frozenset(sides), html=frozenset(sides))


class Zipped(Members):
    """FB2 in a zip."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted

    def members(self, names: list[str], load: Callable[[str], str]) -> Iterable[tuple[str, Adapter]]:
        """Give the books.

        Raises:
            DocumentError: if there is none.
        """
        found = [name for name in names if name.lower().endswith(".fb2")]
        if not found:
            raise DocumentError("no .fb2 in the zip")
        return [(name, Xml(self._wanted)) for name in found]
