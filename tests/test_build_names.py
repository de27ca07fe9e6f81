"""`scripts/build_names.py`: the gazetteer that is shipped is what the script builds, and whole."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import build_names

DATA = Path(build_names.DATA)
TABLE = build_names.read(DATA / "names.tsv")
OWN = build_names.read(DATA / "names_own.tsv")


def forms(key: str, tag: str) -> list[str]:
    cell = TABLE[key][build_names.TAGS.index(tag)]
    return [form for form in re.split(r"\|+", cell) if form]


def test_the_file_is_what_the_script_builds(tmp_path: Path) -> None:
    shipped = (DATA / "names.tsv").read_text(encoding="utf-8")
    version = re.search(r"babel ([\d.]+)", shipped)
    import babel

    if version is None or version[1] != babel.__version__:
        pytest.skip(f"the file was built with another version of babel than {babel.__version__}")
    assert build_names.built(build_names.kept(DATA / "names.tsv")) == shipped


def test_regions_and_districts_come_from_the_package() -> None:
    pytest.importorskip("uzbekistan", reason="the wheel with regions and districts is not installed")
    import uzbekistan

    folder = Path(str(uzbekistan.__file__)).parent / "fixtures"
    text = (folder / "districts.yaml").read_text(encoding="utf-8")
    assert len(build_names.FIXTURE.findall(text)) == sum(key.startswith("district/") for key in TABLE)


def test_a_fixture_becomes_a_row(tmp_path: Path) -> None:
    from zipfile import ZipFile

    cells = ("name_uz: Bo‘ston tumani", "name_oz: Бўстон тумани", "name_ru: Район", "name_en: District")
    row = "\n    ".join(["- fields:", *cells, ""])
    with ZipFile(tmp_path / "a.whl", "w") as wheel:
        wheel.writestr("uzbekistan/fixtures/regions.yaml", "")
        wheel.writestr("uzbekistan/fixtures/districts.yaml", row)
    assert build_names.fixtures(tmp_path / "a.whl") == {
        "district/boston": ["Бўстон тумани", "Boʻston tumani", "Район", "District", "", ""]
    }


def test_every_row_has_every_column_and_both_uzbek_scripts() -> None:
    for line in (DATA / "names.tsv").read_text(encoding="utf-8").splitlines():
        assert line.startswith("# ") or line.count("\t") == len(build_names.TAGS), line
    for key, cells in TABLE.items():
        assert all(cells[:2]), key
        if key.startswith("territory/"):
            assert all(cells[:4]), key


def test_kinds_are_complete() -> None:
    count = {kind: sum(key.startswith(f"{kind}/") for key in TABLE) for kind in ("territory", "region", "district")}
    assert count["territory"] >= 289
    assert count["region"] == 14
    assert count["district"] >= 205
    assert sum(key.startswith("month/") for key in TABLE) == 12
    assert sum(key.startswith("weekday/") for key in TABLE) == 7
    assert [forms(f"month/{number}", "ru")[0] for number in (1, 12)] == ["январь", "декабрь"]


def test_territories_in_cyrillic_are_cyrillic() -> None:
    wrong = [
        key for key in TABLE if key.startswith("territory/") and re.search("[A-Za-z]", "".join(forms(key, "uz-Cyrl")))
    ]
    assert wrong == []


def test_uzbek_latin_has_its_own_apostrophes_and_no_cyrillic() -> None:
    for key in TABLE:
        for form in forms(key, "uz-Latn"):
            assert not re.search("[а-яёўқғҳ]", form, re.IGNORECASE), (key, form)
            assert not re.search("[‘'`´′]", form), (key, form)
            assert not re.search("(?<=[oOgG])ʼ(?=[a-z])", form), (key, form)


def test_inhabitants_are_accepted() -> None:
    assert {"boliviyalik", "Boliviya"} <= set(forms("territory/BO", "uz-Latn"))
    assert {"боливиялық", "Боливия"} <= set(forms("territory/BO", "kk"))
    assert "sharqiy Yevropa" in forms("territory/151", "uz-Latn")


def test_karakalpak_is_written_in_latin_first() -> None:
    for key in TABLE:
        found = forms(key, "kaa")
        assert not found or not re.search("[а-яёәғқңөүўҳ]", found[0], re.IGNORECASE), (key, found)
    assert forms("territory/KZ", "kaa")[:2] == ["Qazaqstan", "Қазақстан"]


def test_our_own_names_are_in_the_table_and_removed_ones_are_not() -> None:
    for key, cells in OWN.items():
        for tag, cell in zip(build_names.TAGS, cells, strict=True):
            listed = forms(key, tag)
            written = (build_names.apostrophes(cell) if tag == "uz-Latn" else cell).partition("||")[0].split("|")
            assert all(form in listed for form in written if form and form[0] != "-"), (key, tag)
            shown = TABLE[key][build_names.TAGS.index(tag)].partition("||")[0].split("|")
            assert not any(form[1:] in shown for form in written if form.startswith("-")), (key, tag)


def test_the_script_writes_the_file(tmp_path: Path) -> None:
    out = tmp_path / "names.tsv"
    out.write_text((DATA / "names.tsv").read_text(encoding="utf-8"), encoding="utf-8")
    subprocess.run([sys.executable, build_names.__file__, "--out", str(out)], check=True)
    assert out.read_text(encoding="utf-8").startswith("# Built by scripts/build_names.py")
