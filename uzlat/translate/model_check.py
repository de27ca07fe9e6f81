"""Adding a model, and whether one that was added is still what it was."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from uzlat.encodings import DocumentError
from uzlat.files import PlanError
from uzlat.translate import model_folder
from uzlat.translate.engine import MissingError
from uzlat.translate.engines.families import Family, commercial, data, family, guess, missing_code
from uzlat.translate.lang import LangError, parse
from uzlat.translate.model_folder import Vocabulary
from uzlat.translate.models import Model

_SCRIPT = re.compile(r"_([A-Z][a-z]{3})\b")
_NAME = re.compile(r"\w[\w.-]*")


def languages_of(text: str) -> dict[str, str]:
    """Read what --languages says: uz=uzn_Latn,ru=rus_Cyrl.

    Raises:
        PlanError: if it says something else.

    >>> languages_of("uz=uzn_Latn, en=eng_Latn")
    {'uz': 'uzn_Latn', 'en': 'eng_Latn'}
    """
    found = {}
    for entry in filter(None, text.split(",")):
        tag, equals, code = entry.strip().partition("=")
        if not equals or not code.strip():
            raise PlanError(f"--languages takes uz=CODE,en=CODE; '{entry.strip()}' has no code")
        found[parse(tag).code] = code.strip()
    return found


def describe(
    folder: str, name: str = "", kind: str = "", licence: str = "", languages: Mapping[str, str] | None = None
) -> Model:
    """Look at a folder and give the manifest it is to have; nothing is written.

    Args:
        folder: the folder with the model.
        name: what to call it; the name of the folder if nothing is said.
        kind: the family; guessed if nothing is said.
        licence: the SPDX name of its licence.
        languages: the model's own code for each language; if nothing is said, those of the family that it has. For a
            family of one direction, from the first to the second.

    Raises:
        PlanError: if something must be said, or is wrong.
        DocumentError: if the folder is no model.
        MissingError: if a code is not in the vocabulary.
    """
    folder = os.path.abspath(folder)
    title = name or os.path.basename(folder)
    if not _NAME.fullmatch(title):
        raise PlanError(f"'{title}' is no name for a model: letters, digits, '.', '-' and '_' alone; use --name NAME")
    chosen = _family(folder, kind)
    if lack := model_folder.missing(folder, chosen.source, chosen.target):
        raise DocumentError(f"{folder} is no model of the family {chosen.name}: {lack}; nothing was added")
    if not licence:
        raise PlanError("say under which licence the model is: --licence Apache-2.0, CC-BY-NC-4.0 …; nothing was added")
    codes = dict(languages or _known_codes(folder, chosen))
    _check_codes(codes, chosen, model_folder.vocabulary(folder), title)
    return Model(
        folder=folder,
        name=title,
        family=chosen.name,
        licence=licence,
        commercial=commercial(licence),
        languages=codes,
        pairs=[list(codes)] if chosen.one_way else [],
        scripts=_scripts(codes, chosen),
        files={path: model_folder.checksum(os.path.join(folder, path)) for path in model_folder.listing(folder)},
        added=datetime.now(UTC).date().isoformat(),
    )


def findings(model: Model) -> Iterator[str]:
    """Say what is wrong with a model that was added: what is missing, changed, or not in its vocabulary."""
    chosen = family(model.family)
    if lack := model_folder.missing(model.folder, chosen.source, chosen.target):
        yield f"{model.folder}: {lack}"
        return
    for path, sum_ in model.files.items():
        whole = os.path.join(model.folder, path)
        if not os.path.isfile(whole):
            yield f"{whole}: missing"
        elif model_folder.checksum(whole) != sum_:
            yield f"{whole}: not the file that was added (SHA-256 {sum_[:12]}…)"
    for path in sorted(set(model_folder.listing(model.folder)) - model.files.keys()):
        yield f"{os.path.join(model.folder, path)}: was not there when the model was added"
    try:
        _check_codes(model.languages, chosen, model_folder.vocabulary(model.folder), model.name)
    except (PlanError, DocumentError, MissingError) as error:
        yield str(error)


def _family(folder: str, kind: str) -> Family:
    if kind:
        return family(kind)
    if not os.path.isdir(folder):
        raise DocumentError(f"{folder}: {model_folder.missing(folder, (), ())}; nothing was added")
    try:
        tokens = model_folder.vocabulary(folder)
    except FileNotFoundError:
        raise DocumentError(f"{folder} is no model for CTranslate2: it has no vocabulary; nothing was added") from None
    guessed = guess(tokens.source | tokens.target, model_folder.listing(folder))
    if not guessed:
        known = ", ".join(data()["family"])
        raise PlanError(f"say which family the model is of: --family with one of {known}; nothing was added")
    return family(guessed)


def _known_codes(folder: str, chosen: Family) -> dict[str, str]:
    if chosen.vocabulary:
        tokens = model_folder.vocabulary(folder)
        both = tokens.source | tokens.target
        return {lang: code for lang, code in chosen.codes.items() if code in both}
    about = model_folder.settings(folder, "metadata.json")
    try:
        pair = [parse(about[key]).code for key in ("from_code", "to_code")]
    except (KeyError, TypeError, AttributeError, LangError):
        return {}
    return {code: code for code in pair}


def _check_codes(codes: Mapping[str, str], chosen: Family, tokens: Vocabulary, name: str) -> None:
    if len(codes) < 2 or (chosen.one_way and len(codes) != 2):
        many = "the two languages, from the first to the second" if chosen.one_way else "the languages"
        raise PlanError(f"say {many}, with the model's codes: --languages uz=CODE,en=CODE")
    both = tokens.source | tokens.target
    for code in codes.values() if chosen.vocabulary else ():
        if code not in both and code != "":
            raise MissingError(missing_code(code, both, name))


def _scripts(codes: Mapping[str, str], chosen: Family) -> dict[str, str]:
    """Say in which script each language is written: the code may tell, else the family."""
    told = {lang: found[1] for lang, code in codes.items() if (found := _SCRIPT.search(code))}
    return {lang: script for lang, script in (chosen.scripts | told).items() if lang in codes}
