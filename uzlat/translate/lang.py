"""Languages as translation names them: tags of BCP 47, cut down to a language and a script."""

from __future__ import annotations

import re
from typing import NamedTuple

from uzlat.files import PlanError

DEFAULT_SCRIPTS = {"uz": "Latn", "kk": "Cyrl", "kaa": "Latn", "ru": "Cyrl", "en": "Latn"}
"""In which script a language is written if nothing is said; of other languages nothing need be known."""
LONG = {"uzb": "uz", "uzn": "uz", "kaz": "kk", "rus": "ru", "eng": "en"}
"""Codes of ISO 639-3 that stand for one of ISO 639-1."""


class LangError(PlanError):
    """A tag that names no language; the message is one line."""


class Lang(NamedTuple):
    """A language and the script it is written in: ("uz", "Latn"); an empty script is any, or not known."""

    code: str
    script: str = ""

    def __str__(self) -> str:
        """Write it as a tag of BCP 47."""
        return f"{self.code}-{self.script}" if self.script else self.code

    @property
    def written(self) -> Lang:
        """Give it with the script it has if nothing is said.

        >>> Lang("uz").written, Lang("de").written
        (Lang(code='uz', script='Latn'), Lang(code='de', script=''))
        """
        return self if self.script else Lang(self.code, DEFAULT_SCRIPTS.get(self.code, ""))


def parse(tag: str) -> Lang:
    """Read a tag of BCP 47; of its parts the language and the script count.

    Raises:
        LangError: if it is none.

    >>> parse("uz-Cyrl-UZ"), parse("EN"), str(parse("uzn_Latn"))
    (Lang(code='uz', script='Cyrl'), Lang(code='en', script=''), 'uz-Latn')
    """
    found = re.fullmatch(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_][A-Za-z0-9]+)*", tag.strip())
    if not found:
        raise LangError(f"'{tag}' is no tag of a language; it takes uz, uz-Cyrl, en, ru, kk …")
    code = found[1].lower()
    return Lang(LONG.get(code, code), (found[2] or "").title())
