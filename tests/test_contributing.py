"""What CONTRIBUTING says works as it says."""

from __future__ import annotations

import re
import sys
from types import ModuleType

import pytest

from tests.conftest import ROOT
from uzlat import convert_document, formats


def test_a_format_is_one_file_and_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", guide, re.DOTALL)
    (line,) = re.findall(r"^    (Format\(.*\)),$", guide, re.MULTILINE)
    (path,) = re.findall(r"saved as `uzlat/formats/(\w+)\.py`", guide)
    module = ModuleType(f"uzlat.formats.{path}")
    exec(code, module.__dict__)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(formats, "FORMATS", (*formats.FORMATS, eval(line, vars(formats))))
    monkeypatch.setattr(formats, "BY_END", formats.by_end(formats.FORMATS))  # as when the module is loaded
    song = "[ar:Ер]\r\n[00:12.00][00:15.30]Ер юзи гўзал\r\n"
    assert convert_document(song.encode(), "a.lrc").decode() == song.replace("Ер юзи гўзал", "Yer yuzi goʻzal")
