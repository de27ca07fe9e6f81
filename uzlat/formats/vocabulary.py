"""What the elements of an XML format mean for its text, as data."""

from __future__ import annotations

import re

from uzlat.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

Attributes = dict[str, frozenset[str]]
"""Names of attributes, in small letters, by the name of their element; "*" for all elements."""
NOTHING: frozenset[str] = frozenset()


def names(text: str) -> frozenset[str]:
    """Write a set of names as a text."""
    return frozenset(text.split())


class Vocabulary(Record):
    """Elements by what they mean for text; a name is the prefix that is usual and the local name.

    blocks: a block begins and ends with each. mixed: so does one with text of its own, outside of others.
    texts: only these hold text; all do if empty. only: only what is in these is read; all is if empty.
    skips: what is in them stays. objects: they part words. breaks: they end a block.
    joined: attributes by which a block goes on in the next, as the large letter before a paragraph does.
    html: their text is HTML. tongues: their text names a language. attributes: values that people read.
    marks: values that name a language. sides: attributes that name the language of what is in their element.
    exact: whether white space stands for itself. spaced: elements in which it does at their ends only by `xml:space`.
    """

    blocks: frozenset[str] = NOTHING
    mixed: bool = False
    texts: frozenset[str] = NOTHING
    only: frozenset[str] = NOTHING
    skips: frozenset[str] = NOTHING
    objects: frozenset[str] = NOTHING
    breaks: frozenset[str] = NOTHING
    joined: Attributes = {}
    html: frozenset[str] = NOTHING
    tongues: frozenset[str] = NOTHING
    attributes: Attributes = {}
    marks: Attributes = {"*": frozenset({"xml:lang"})}
    sides: frozenset[str] = frozenset({"xml:lang"})
    exact: bool = False
    spaced: frozenset[str] = NOTHING

    def known(self) -> frozenset[str]:
        """List the elements that mean something."""
        sets = (self.blocks, self.texts, self.only, self.skips, self.objects, self.breaks, self.html, self.tongues)
        return frozenset().union(*sets, self.attributes, self.marks, self.joined) - {"*"}

    def prefixed(self, text: str, namespaces: dict[str, str]) -> Vocabulary:
        """Give the vocabulary with the prefixes that a source declares.

        Args:
            text: the source.
            namespaces: the namespaces that have a usual prefix.
        """
        declared = re.findall(r"""\sxmlns(?::([\w.-]+))?\s*=\s*["']([^"']+)["']""", text)
        usual = {namespaces[uri]: prefix for prefix, uri in declared if uri in namespaces}
        changed = {old: new for old, new in usual.items() if old != new}
        return self.renamed(changed) if changed else self

    def renamed(self, prefixes: dict[str, str]) -> Vocabulary:
        """Give the vocabulary with other prefixes, old to new."""
        values: dict[str, Any] = {key: _renamed(value, prefixes) for key, value in self._asdict().items()}
        return Vocabulary(**values)


def _renamed(value: object, prefixes: dict[str, str]) -> object:
    """Write names with other prefixes; an attribute without one has no namespace."""
    if isinstance(value, frozenset):
        return frozenset(_named(name, prefixes) for name in value)
    if isinstance(value, dict):
        own = {prefix: new for prefix, new in prefixes.items() if prefix}
        return {_named(name, prefixes): _renamed(inner, own) for name, inner in value.items()}
    return value


def _named(name: str, prefixes: dict[str, str]) -> str:
    prefix, _, local = name.rpartition(":")
    if prefix not in prefixes:
        return name
    return f"{prefixes[prefix]}:{local}" if prefixes[prefix] else local
