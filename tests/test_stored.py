"""JSON that uzlat reads without the package of that name."""

from __future__ import annotations

import builtins
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uzlat.stored import read_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(VALUES, st.sampled_from(["", "\n", " \n\n"]))
def test_what_was_written_is_read(tmp_path_factory: pytest.TempPathFactory, value: object, end: str) -> None:
    file = tmp_path_factory.getbasetemp() / "value.json"
    file.write_text(json.dumps(value) + end, encoding="utf-8")
    assert read_json(str(file)) == value


@pytest.mark.parametrize("text", ["", "{", '{"a": 1', '{"a": 1}}', "{} {}", '{"a": "\x01"}', "nonsense", '["\\ud8"]'])
def test_what_is_no_json_is_an_error(tmp_path: Path, text: str) -> None:
    file = tmp_path / "broken.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(json.JSONDecodeError):
        read_json(str(file))


def test_white_space_before_it_is_read_too(tmp_path: Path) -> None:
    file = tmp_path / "late.json"
    file.write_text("\n {}", encoding="utf-8")
    assert read_json(str(file)) == {}


def test_a_python_without_the_scanner_in_c_reads_it_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "value.json"
    file.write_text('{"а": [1, 2.5, null]}', encoding="utf-8")
    usual = builtins.__import__

    def without(name: str, *rest: object) -> object:
        if name == "_json":
            raise ImportError(name)
        return usual(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    assert read_json(str(file)) == {"а": [1, 2.5, None]}
