"""The tables that come with uzlat, and what the format promises."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.conftest import ROOT
from uzlat import Converter, TableError, available, load
from uzlat.check import check_table
from uzlat.entries import KINDS
from uzlat.rulefile import locate

SNAPSHOT = ROOT / "tests" / "golden" / "uz-Cyrl_uz-Latn-2026.tsv"


@pytest.mark.parametrize("name", available())
def test_every_table_passes_the_check_with_all_its_examples(name: str) -> None:
    assert check_table(locate(name)) == []


@pytest.mark.parametrize("number", range(1, 34))
def test_every_rule_of_the_orthography_is_cited(number: int) -> None:
    """R01 to R33: each is the cite of an entry, an option, the alphabet or the derived table."""
    cites = []
    for name in available():
        table = load(name)
        cites += [entry.cite for entry in table.entries] + [option.cite for option in table.options.values()]
        cites += [table.alphabet["cite"], table.meta["cite"]]
    assert any(f"R{number:02}" in cite for cite in cites)


OPTIONS = {
    "apostrophe": ("modifier", "curly", "modifier", {"ascii"}),
    "loans": ("official", "minimal", "keep", {"school", "textbook"}),
    "ie": ("ye", "ye", "ye", {"plain"}),
    "final_ts": ("s", "s", "s", {"ts"}),
    "names_ts": ("usage", "usage", "rule", {"always"}),
    "geo": ("rule", "rule", "rule", {"cldr"}),
    "shcha": ("names", "names", "sh", {"shch"}),
    "tutuq_after_o": ("drop", "drop", "keep", set()),
    "s_h": ("split", "split", "split", {"plain"}),
    "acronyms": ("upper", "title", "upper", set()),
    "iotated_acronyms": ("letterwise", "letterwise", "letterwise", {"y"}),
    "dates": ("hyphen", "keep", "keep", set()),
    "particles": ("list", "keep", "keep", {"strict"}),
    "izofa": ("official", "keep", "keep", set()),
    "dan_ga": ("apart", "keep", "keep", set()),
    "quotes": ("keep", "keep", "keep", {"curly"}),
    "repair": ("on", "on", "off", set()),
    "modernise": ("off", "off", "off", {"on"}),
}


def test_the_table_has_exactly_the_options_of_the_orthography() -> None:
    assert load("uz-Cyrl_uz-Latn").options.keys() == OPTIONS.keys()


@pytest.mark.parametrize("name", OPTIONS)
def test_options_have_their_values_and_the_styles_choose_as_they_should(name: str) -> None:
    official, press, letters, others = OPTIONS[name]
    table = load("uz-Cyrl_uz-Latn")
    assert set(table.options[name].values) == {official, press, letters} | others
    assert table.settings()[name] == table.settings("official")[name] == official
    assert table.settings("press")[name] == press
    assert table.settings("letters")[name] == letters


def test_every_example_of_1995_that_reads_otherwise_in_2026_was_reviewed() -> None:
    """The derived table inherits every example; what it makes of them is kept in tests/golden."""
    old, new = Converter("uz-Cyrl_uz-Latn"), Converter("uz-Cyrl_uz-Latn-2026")
    sources = sorted({source for entry in old.table.entries for source in entry.examples})
    rows = [f"{s}\t{old(s)}\t{new(s)}" for s in sources if old(s) != new(s)]
    if os.environ.get("UPDATE_GOLDEN"):
        SNAPSHOT.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert rows == SNAPSHOT.read_text(encoding="utf-8").splitlines()


def test_the_2026_table_says_what_is_known_of_the_law_and_no_more() -> None:
    status = load("uz-Cyrl_uz-Latn-2026").meta["status"]
    assert "passed by both chambers" in status
    assert "signature and entry into force not known" in status


def test_a_derived_table_inherits_respellings_and_phrases(latin_2026: Converter) -> None:
    assert latin_2026("сентябрда 1992 йил нуқтаи назар") == "sentabrda 1992-yil nuqtayi nazar"


def test_dropped_entries_are_not_inherited(tmp_path: Path) -> None:
    (tmp_path / "a_b.toml").write_text(
        '[meta]\nid = "a_b"\ntitle = "t"\nversion = "1"\nsource = "a"\ntarget = "b"\ncite = "c"\n'
        'extends = "uz-Cyrl_uz-Latn"\ndrop = ["R02-ye"]\n',
        encoding="utf-8",
    )
    assert Converter(str(tmp_path / "a_b.toml"))("ер") == "er"


def test_an_edited_table_is_read_anew_and_not_from_the_cache(tmp_path: Path) -> None:
    path = tmp_path / "x_y.toml"
    text = (
        '[meta]\nid = "x_y"\ntitle = "t"\nversion = "1"\nsource = "x"\ntarget = "y"\ncite = "c"\n'
        '[alphabet]\nsource = "а"\ntarget = "ab"\n[letters]\n"а" = "a"\n'
    )
    path.write_text(text, encoding="utf-8")
    assert Converter(str(path))("а") == "a"
    first = load(str(path)).digest
    path.write_text(text.replace('"а" = "a"', '"а" = "b"'), encoding="utf-8")
    assert Converter(str(path))("а") == "b"
    assert load(str(path)).digest != first


def test_a_broken_cache_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    load("uz-Cyrl_uz-Latn")
    kept = list((tmp_path / "uzlat").iterdir())
    assert len(kept) == 1
    kept[0].write_text("{ broken", encoding="utf-8")
    assert load("uz-Cyrl_uz-Latn").meta["target"] == "uz-Latn"


def test_two_tables_of_one_relative_name_have_caches_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = '[meta]\nid = "x_y"\n[letters]\n"а" = "a"\n'
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x_y.toml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "one")
    assert Converter("x_y.toml")("а") == "a"
    (tmp_path / "one" / "x_y.toml").write_text(text.replace('"a"', '"q"'), encoding="utf-8")
    monkeypatch.chdir(tmp_path / "two")
    assert Converter("../one/x_y.toml")("а") == "q"


@pytest.mark.parametrize("content", ['"abc"', "[1]", '{"version": "1", "sums": [], "table": {"meta": {}, "rule": 5}}'])
def test_a_cache_that_holds_something_else_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    load("uz-Cyrl_uz-Latn")
    next((tmp_path / "uzlat").iterdir()).write_text(content, encoding="utf-8")
    assert load("uz-Cyrl_uz-Latn").letters["ш"] == "sh"


def test_a_cache_folder_that_cannot_be_written_does_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null/none")
    assert load("uz-Cyrl_uz-Latn").letters["ш"] == "sh"


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: load("uz-Cyrl_uz-Lat"), "did you mean 'uz-Cyrl_uz-Latn'"),
        (lambda: load("none.toml"), "no rule file 'none.toml'"),
        (lambda: Converter("uz-Cyrl_uz-Latn", datse="keep"), "did you mean 'dates'"),
        (lambda: Converter("uz-Cyrl_uz-Latn", dates="kep"), "did you mean 'keep'"),
        (lambda: Converter("uz-Cyrl_uz-Latn", style="pres"), "did you mean 'press'"),
    ],
)
def test_an_unknown_name_is_an_error_with_a_suggestion(call: object, told: str) -> None:
    with pytest.raises(TableError, match=told):
        call()  # type: ignore[operator]


def test_the_schema_knows_every_kind_of_entry_and_its_fields() -> None:
    schema = json.loads((ROOT / "rules" / "schema.json").read_text(encoding="utf-8"))
    for key, kind in KINDS.items():
        fields = set(schema["properties"][key]["items"]["properties"])
        renamed = {"from": "source", "to": "target"} if key == "rule" else {}
        ours = {field for field in kind._fields if (key, field) not in {("note", "when"), ("foreign", "grams")}}
        assert {renamed.get(field, field) for field in fields} == ours
