"""Parquet: columns of text are converted; the schema, the groups of rows and all other columns stay."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Run
from tests.test_cli import one_line
from uzlat.converter import Converter
from uzlat.document import DocumentError, Wanted
from uzlat.formats.parquet import Columns, Parquet
from uzlat.pipeline import Pipeline
from uzlat.report import Place

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")


def _pipeline(detecting: bool = False, table: str = "uz-Cyrl_uz-Latn") -> Pipeline:
    return Pipeline(Converter(table), detecting=detecting)


def _through(path: Path, table: object, *, fields: tuple[str, ...] = (), **options: object) -> object:
    """Write a table, convert the file, and open it."""
    pq.write_table(table, path / "a.parquet", **options)
    Parquet(Wanted(fields)).convert(str(path / "a.parquet"), str(path / "b.parquet"), _pipeline())
    return pq.ParquetFile(path / "b.parquet")


def test_texts_are_converted_and_all_else_stays(tmp_path: Path) -> None:
    table = pa.table(
        {
            "id": pa.array([1, 2, None], pa.int32()),
            "матн": pa.array(["Ер", None, "Шаҳар\nЕл\r\n"]),
            "long": pa.array(["Ер", "", "Ел"], pa.large_string()),
            "bytes": pa.array(["Ер".encode()] * 3),
            "when": pa.array([0, 1, 2], pa.timestamp("ms", "UTC")),
        },
    ).replace_schema_metadata({"pandas": '{"index_columns": []}', "а": "Ер"})
    found = _through(tmp_path, table)
    expected = table.set_column(1, table.field(1), [["Yer", None, "Shahar\nYel\r\n"]])
    expected = expected.set_column(2, table.field(2), [pa.array(["Yer", "", "Yel"], pa.large_string())])
    assert found.read().equals(expected, check_metadata=True)


def test_a_file_is_written_as_it_was(tmp_path: Path) -> None:
    table = pa.table({"a": ["Ер", "Ел", "Еш"], "b": ["x", "y", "z"], "c": [1, 2, 3]})
    found = _through(
        tmp_path,
        table,
        row_group_size=2,
        compression={"a": "zstd", "b": "gzip", "c": "none"},
        use_dictionary=["b"],
        write_statistics=["a", "c"],
        version="1.0",
        store_schema=False,
    )
    old, new = pq.ParquetFile(tmp_path / "a.parquet").metadata, found.metadata
    assert new.format_version == "1.0"
    assert new.metadata is None
    assert [new.row_group(at).num_rows for at in range(new.num_row_groups)] == [2, 1]
    for name in ("compression", "encodings", "has_dictionary_page", "is_stats_set", "physical_type"):
        for at in range(3):
            assert getattr(new.row_group(0).column(at), name) == getattr(old.row_group(0).column(at), name), name


@pytest.mark.parametrize("codec", ["none", "snappy", "lz4", "brotli"])
def test_the_codec_stays(tmp_path: Path, codec: str) -> None:
    found = _through(tmp_path, pa.table({"a": ["Ер"]}), compression=codec)
    old = pq.ParquetFile(tmp_path / "a.parquet").metadata
    assert found.metadata.row_group(0).column(0).compression == old.row_group(0).column(0).compression


def test_old_timestamps_stay_old(tmp_path: Path) -> None:
    table = pa.table({"a": ["Ер"], "b": pa.array([10**9], pa.timestamp("ns"))})
    found = _through(tmp_path, table, use_deprecated_int96_timestamps=True)
    assert found.metadata.row_group(0).column(1).physical_type == "INT96"


def test_a_dictionary_is_converted_once(tmp_path: Path) -> None:
    column = pa.array(["Ер", "Ел", None, "Ер"]).dictionary_encode()
    found = _through(tmp_path, pa.table({"a": column})).read()
    assert found.schema.field("a").type == column.type
    assert found["a"].to_pylist() == ["Yer", "Yel", None, "Yer"]


@pytest.mark.parametrize(
    ("fields", "tags", "name", "key"),
    [
        ((), "Yer", "Yel", "Ер"),
        (("tags",), "Yer", "Ел", "Ер"),
        (("people",), "Ер", "Yel", "Ер"),
        (("people.name", "tags"), "Yer", "Yel", "Ер"),
    ],
)
def test_lists_and_structs_are_converted_but_keys(
    tmp_path: Path, fields: tuple[str, ...], tags: str, name: str, key: str
) -> None:
    def rows(tag: str, person: str, key: str) -> object:
        return pa.table(
            {
                "tags": pa.array([[tag, None], None, [], [tag]]),
                "people": pa.array([None, [{"name": person, "age": 1}, None], [], [{"name": None, "age": 2}]]),
                "map": pa.array([[(key, 1)], None, [], []], pa.map_(pa.string(), pa.int8())),
            }
        )

    found = _through(tmp_path, rows("Ер", "Ел", key), fields=fields).read()
    assert found.to_pylist() == rows(tags, name, key).to_pylist()


def test_a_column_that_is_not_there_is_refused(tmp_path: Path) -> None:
    table = pa.table({"id": [1], "a": ["Ер"], "b": [{"в": "Ел"}]})
    for field in ("x", "id"):
        with pytest.raises(DocumentError, match=f"^no column of text is named '{field}'; there are a, b.в$"):
            _through(tmp_path, table, fields=("a", field))
    assert not (tmp_path / "b.parquet").exists()
    assert _through(tmp_path, table, fields=("b.в",)).read().to_pylist() == [{"id": 1, "a": "Ер", "b": {"в": "Yel"}}]


def test_latin_columns_are_not_guessed_at() -> None:
    with pytest.raises(DocumentError, match="name the fields to convert with --field"):
        Parquet(Wanted(source="Latn"))
    Parquet(Wanted(("a",), source="Latn"))


def test_what_is_no_parquet_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1 or not, this is no such file")
    with pytest.raises(DocumentError, match=r"^not Parquet that can be read: "):
        Parquet(Wanted()).convert(str(tmp_path / "a.parquet"), str(tmp_path / "b.parquet"), _pipeline())


def test_the_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(DocumentError, match=r"^Parquet needs pyarrow: pip install 'uzlat\[parquet\]'$"):
        Parquet(Wanted())


def test_the_tally_says_whether_anything_changed(tmp_path: Path) -> None:
    for text, changed in (("salom", False), ("Ер", True)):
        pq.write_table(pa.table({"a": [text, None]}), tmp_path / "a.parquet")
        pipeline = _pipeline()
        Parquet(Wanted()).convert(str(tmp_path / "a.parquet"), str(tmp_path / "b.parquet"), pipeline)
        assert pipeline.tally.changed == changed


def test_an_empty_file_stays(tmp_path: Path) -> None:
    table = pa.table({"a": pa.array([], pa.string())})
    assert _through(tmp_path, table).read().equals(table)


def test_a_column_keeps_to_its_language_from_group_to_group(tmp_path: Path) -> None:
    uzbek, russian = "Ўзбекистон Республикаси ҳукумати янги қарор қилди", "Сегодня утром правительство приняло решение"
    table = pa.table({"uz": [uzbek, "Бор"], "ru": [russian, "Бор"]})
    pq.write_table(table, tmp_path / "a.parquet", row_group_size=1)
    pipeline = _pipeline(detecting=True)
    Parquet(Wanted()).convert(str(tmp_path / "a.parquet"), str(tmp_path / "b.parquet"), pipeline)
    assert pq.read_table(tmp_path / "b.parquet").to_pylist()[1] == {"uz": "Bor", "ru": "Бор"}
    assert pipeline.tally.left == {"ru": [Place("ru", 1), Place("ru", 2)]}


def test_the_place_of_a_cell_is_its_row() -> None:
    pipeline = Pipeline(Converter("uz-Cyrl_uz-Latn"))
    russian = "Сегодня утром стало известно о новых законах страны"
    Columns(pipeline).converted([None, f"Ўзбекистон ҳукумати қарор қилди\n{russian}", None, russian, None], "x", 10)
    assert pipeline.tally.left == {"ru": [Place("x", 12), Place("x", 14)]}


CELL = st.none() | st.text(alphabet=st.sampled_from("абШЕёўz \n\r\t«Ҳ1"), max_size=8)


@settings(max_examples=50)
@given(st.lists(CELL, max_size=8))
def test_each_cell_is_what_the_converter_makes(cells: list[str | None]) -> None:
    converter = Converter("uz-Cyrl_uz-Latn")
    expected = [None if cell is None else "\n".join(map(converter, cell.split("\n"))) for cell in cells]
    assert Columns(_pipeline()).converted(cells, "x", 0) == expected


def test_other_commands_and_pipes_say_that_they_do_not_read_it(run: Run, tmp_path: Path) -> None:
    pq.write_table(pa.table({"a": ["Ер"]}), tmp_path / "a.parquet")
    data = (tmp_path / "a.parquet").read_bytes()
    for done in (run("detect", "a.parquet"), run("diff", "a.parquet"), run("--format", "parquet", stdin=data)):
        assert done.returncode == 2
        assert "parquet is read from a file, and by convert alone" in one_line(done.stderr)
    assert run("a.parquet", "-o", "b.parquet").returncode == 0
    assert pq.read_table(tmp_path / "b.parquet").to_pydict() == {"a": ["Yer"]}
    assert run("-i", "a.parquet").returncode == run("--check", "b.parquet").returncode == 0
    assert pq.read_table(tmp_path / "a.parquet").to_pydict() == {"a": ["Yer"]}
