"""Languages as translation names them: tags of BCP 47, cut down to a language and a script."""

from __future__ import annotations

import os
import re
import tomllib
from functools import cache
from typing import NamedTuple

from uzlat.files import PlanError


@cache
def _known() -> dict[str, dict[str, str]]:
    """Read what is known of languages."""
    with open(os.path.join(os.path.dirname(__file__), "data", "languages.toml"), "rb") as handle:
        return tomllib.load(handle)


def engine_scripts() -> dict[str, str]:
    """Say in which script engines read and write a language of several, where they say nothing else."""
    return _known()["engines"]


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
        return self if self.script else Lang(self.code, _known()["scripts"].get(self.code, ""))


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
    return Lang(_known()["codes"].get(code, code), (found[2] or "").title())
