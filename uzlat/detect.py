"""Detection as one module: what it finds, passages, and profiles for langdetect.

`uzlat.detect` is this module and can be called: `uzlat.detect("матн")` is `uzlat.detector.detect`.
"""

from __future__ import annotations

import sys
from types import ModuleType

from uzlat.detector import detect
from uzlat.others import langdetect_factory
from uzlat.passages import Passage, passages
from uzlat.verdict import Verdict

__all__ = ["Passage", "Verdict", "detect", "langdetect_factory", "passages"]


class _Callable(ModuleType):
    """A module that is a function as well."""

    def __call__(self, text: str, before: str = "") -> Verdict:
        return detect(text, before)


sys.modules[__name__].__class__ = _Callable
