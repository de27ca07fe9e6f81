"""Families of models: how a segment is written for each. What they are stands in data/families.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from uzlat.files import PlanError

EOS = "</s>"


class Family(NamedTuple):
    """How models of a family want their text; data/families.toml says what each field means."""

    name: str
    about: str
    text: str
    before: list[str]
    after: list[str]
    prefix: list[str]
    vocabulary: bool
    one_way: bool
    most: int
    beam: int
    repetition_penalty: float
    no_repeat_ngram_size: int
    length_penalty: float
    source: list[str]
    target: list[str]
    scripts: dict[str, str]
    codes: dict[str, str] = {}
    marks: list[str] = []

    def written(self, text: str, target: str) -> str:
        """Write a segment as SentencePiece shall cut it.

        >>> family("madlad").written("Salom", "<2kaa>")
        '<2kaa> Salom'
        """
        return self.text.format(text=text, target=target) if self.text != "{text}" else text

    def around(self, pieces: Sequence[str], source: str, target: str) -> list[str]:
        """Put the tokens before and after the pieces of a segment.

        >>> family("nllb").around(["▁Salom"], "uzn_Latn", "eng_Latn")
        ['uzn_Latn', '▁Salom', '</s>']
        """
        return [*_filled(self.before, source, target), *pieces, *self.after]

    def begins(self, source: str, target: str) -> list[str]:
        """Give the tokens that the output begins with.

        >>> family("nllb").begins("uzn_Latn", "eng_Latn"), family("opus").begins("uz", "en")
        (['eng_Latn'], [])
        """
        return _filled(self.prefix, source, target)


def family(name: str) -> Family:
    """Give a family by its name.

    Raises:
        PlanError: if there is none of that name.
    """
    known = data()["family"]
    if name not in known:
        raise PlanError(f"no family of models is named '{name}'; there are {', '.join(known)}")
    return Family(name=name, **{**data()["defaults"], **known[name]})


def guess(vocabulary: Collection[str], names: Collection[str]) -> str:
    """Guess the family of a folder from the tokens of its model and the names of its files; "" if nothing tells.

    >>> guess({"<2en>", "<2uz>"}, {"spiece.model"}), guess({"▁a"}, {"source.spm"}), guess({"▁a"}, {"spm.model"})
    ('madlad', 'opus', '')
    """
    if "metadata.json" in names:
        return "argos"
    for name, entry in data()["family"].items():
        if entry.get("marks") and set(entry["marks"]) <= set(vocabulary):
            return str(name)
    if "source.spm" in names:
        return "opus-multi" if any(map(_CODE.match, vocabulary)) else "opus"
    return ""


_CODE = re.compile(r">>\w+<<|<2\w+>|[a-z]{3}_[A-Z][a-z]{3}$")


def codes_in(vocabulary: Collection[str]) -> list[str]:
    """List the tokens of a vocabulary that look like codes of languages.

    >>> codes_in(["</s>", "uzn_Latn", "▁uzn_Latn", "<2kaa>", ">>uzb_Latn<<"])
    ['<2kaa>', '>>uzb_Latn<<', 'uzn_Latn']
    """
    return sorted(filter(_CODE.match, vocabulary))


def missing_code(code: str, vocabulary: Collection[str], model: str) -> str:
    """Say that a model has not the code of a language, and which it has that is like it.

    >>> missing_code("uzb_Cyrl", ["uzn_Latn", "eng_Latn", "kaz_Cyrl"], "nllb")
    'the model nllb has uzn_Latn, not uzb_Cyrl: with another code or script it writes nonsense'
    """
    bare = _bare(code)[:2]
    near = [known for known in codes_in(vocabulary) if _bare(known).startswith(bare)][:3]
    if near:
        return f"the model {model} has {', '.join(near)}, not {code}: with another code or script it writes nonsense"
    some = codes_in(vocabulary)[:8]
    return f"the model {model} has no {code}; it has {', '.join(some) + ' …' if some else 'no codes of languages'}"


def commercial(licence: str) -> bool | None:
    """Say whether a licence allows commercial use; None if that is not known.

    >>> commercial("CC-BY-NC-4.0"), commercial("Apache-2.0"), commercial("Gemma")
    (False, True, None)
    """
    if "NC" in licence.upper().split("-"):
        return False
    return True if licence.lower() in {known.lower() for known in data()["licences"]["commercial"]} else None


@cache
def data() -> dict[str, Any]:
    """Read data/families.toml."""
    return tomllib.loads(files("uzlat.translate.data").joinpath("families.toml").read_text("utf-8"))


def _bare(code: str) -> str:
    return code.strip("<>").removeprefix("2")


def _filled(tokens: Sequence[str], source: str, target: str) -> list[str]:
    return [token.format(source=source, target=target) for token in tokens]
