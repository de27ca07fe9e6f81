"""langdetect: the languages that the profiles here do not cover, and the profiles here for its users."""

from __future__ import annotations

import os
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from uzlat.alphabets import LATIN
from uzlat.profiles import FOLDER
from uzlat.verdict import Verdict

if TYPE_CHECKING:
    from langdetect.detector_factory import DetectorFactory

SEED = 0
"""langdetect samples; without a seed two runs may differ."""
SHIPPED = ("en-Latn", "tr-Latn")
"""Profiles that langdetect has itself, made with the other languages in the same letters that it knows."""


def named(line: str, verdict: Verdict) -> Verdict:
    """Ask langdetect about a line; the verdict stays as it is if it cannot say.

    Its probability is no chance of being right: it is told as half of it, and the reason says whose word it is.
    """
    from langdetect.lang_detect_exception import LangDetectException

    detector = langdetect_factory().create()
    detector.append(line)
    try:
        best = detector.get_probabilities()[0]
    except (LangDetectException, IndexError):
        return verdict
    script = "Latn" if re.search(LATIN, line) and verdict.script == "Zzzz" else verdict.script
    return Verdict(best.lang, script, round(best.prob / 2, 3), "langdetect")


@cache
def langdetect_factory() -> DetectorFactory:
    """Give a factory of langdetect that knows its 55 languages and those of the profiles here.

    What its detectors are given is put in small letters, as the profiles are; the seed is fixed. Uzbek and
    Karakalpak are there in both scripts under one name.

    Returns:
        A `langdetect.DetectorFactory`; its `create()` gives detectors as usual.

    >>> detector = langdetect_factory().create()
    >>> detector.append("Ўзбекистон ҳукумати янги қарор қабул қилди, бу ҳақда вазирлик хабар берди")
    >>> detector.detect()
    'uz'
    """
    from langdetect.detector import Detector
    from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

    class LowerCased(Detector):  # type: ignore[misc]
        def append(self, text: str) -> None:
            super().append(text.lower())

    class Factory(DetectorFactory):  # type: ignore[misc]
        def _create_detector(self) -> Any:
            return LowerCased(self)

    own = [name for name in _names(os.path.join(FOLDER, "langdetect")) if name.removesuffix(".json") not in SHIPPED]
    replaced = {name.split("-")[0] for name in own if name.endswith("-Cyrl.json")}
    shipped = [name for name in _names(PROFILES_DIRECTORY) if name not in replaced]
    factory = Factory()
    factory.load_json_profile(
        [_read(PROFILES_DIRECTORY, name) for name in shipped] + [_read(FOLDER, "langdetect", name) for name in own]
    )
    factory.langlist = shipped + [name.split("-")[0] for name in own]
    factory.set_seed(SEED)
    return factory


def _names(folder: str) -> list[str]:
    return sorted(name for name in os.listdir(folder) if not name.startswith((".", "_")))


def _read(*path: str) -> str:
    with open(os.path.join(*path), encoding="utf-8") as handle:
        return handle.read()
