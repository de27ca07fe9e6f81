"""The translation memory: what is the same, what is like it, whose word counts, and that its file stays whole."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Barrier, Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Run
from uzlat.document import DocumentError
from uzlat.translate.lang import Lang
from uzlat.translate.memory import Memory, Unit
from uzlat.translate.memory_file import APPLICATION, default_path
from uzlat.translate.memory_keys import likeness

UZ, EN, RU = Lang("uz"), Lang("en"), Lang("ru")
SCHOOL = Unit("Toshkentda 12 ta yangi maktab ochildi.", "Twelve new schools opened in Tashkent.", UZ, EN, "human")


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(str(tmp_path / "memory.sqlite"))


@pytest.mark.parametrize(
    "asked",
    [
        "Toshkentda 12 ta yangi maktab ochildi.",
        "Тошкентда 12 та янги мактаб очилди.",
        "  Toshkentda 12 ta\u00a0yangi  maktab ochildi. ",
    ],
)
def test_a_source_is_the_same_in_any_script_and_spacing(memory: Memory, asked: str) -> None:
    memory.add([SCHOOL])
    match = memory.exact(asked, UZ, EN)
    assert match is not None
    assert match.unit.target == SCHOOL.target
    assert match.score == 100


def test_a_source_stored_in_cyrillic_serves_latin_with_any_apostrophe(memory: Memory) -> None:
    memory.add([Unit("Ўзбекистон ғалаба қозонди", "Uzbekistan won", UZ, EN)])
    for apostrophe in "ʻ‘’'`":
        text = f"O{apostrophe}zbekiston g{apostrophe}alaba qozondi"
        assert memory.exact(text, UZ, EN) is not None, text


@pytest.mark.parametrize(
    "other",
    [
        "Toshkentda 13 ta yangi maktab ochildi.",
        "TOSHKENTDA 12 ta yangi maktab ochildi.",
        "Toshkentda 12 ta maktab ochildi.",
    ],
)
def test_another_number_capital_or_word_is_near_but_not_the_same(memory: Memory, other: str) -> None:
    memory.add([SCHOOL])
    assert memory.exact(other, UZ, EN) is None
    assert 75 <= memory.fuzzy(other, UZ, EN)[0].score < 100


def test_another_language_is_another_unit(memory: Memory) -> None:
    memory.add([SCHOOL])
    assert memory.exact(SCHOOL.source, UZ, RU) is None
    assert memory.fuzzy(SCHOOL.source, UZ, RU) == []
    assert memory.exact(SCHOOL.target, EN, UZ) is None


def test_translations_stand_beside_each_other_the_newest_first(memory: Memory) -> None:
    old, new = SCHOOL._replace(changed="2025-01-01"), SCHOOL._replace(target="12 schools.", changed="2026-01-01")
    assert memory.add([new, old]) == 2
    match = memory.exact(SCHOOL.source, UZ, EN)
    assert match is not None
    assert match.unit.target == "12 schools."
    assert len(memory.fuzzy(SCHOOL.source, UZ, EN)) == 2


def test_what_a_person_made_goes_before_a_newer_draft_and_the_origin_tells(memory: Memory) -> None:
    draft = SCHOOL._replace(target="New school 12.", origin="machine: ct2 nllb", changed="2026-11-01")
    memory.add([draft])
    first = memory.exact(SCHOOL.source, UZ, EN)
    assert first is not None
    assert first.unit.origin == "machine: ct2 nllb"
    memory.add([SCHOOL])
    second = memory.exact(SCHOOL.source, UZ, EN)
    assert second is not None
    assert second.unit.origin == "human"


def test_a_draft_that_a_person_confirms_is_human_and_never_the_other_way(memory: Memory) -> None:
    draft = SCHOOL._replace(origin="machine: ct2")
    assert memory.add([draft, SCHOOL, draft]) == 1
    assert [unit.origin for unit in memory.units()] == ["human"]


def test_a_translation_into_uzbek_comes_in_the_script_that_is_asked_for(memory: Memory) -> None:
    memory.add([Unit("Tashkent", "Toshkent", EN, UZ)])
    match = memory.exact("Tashkent", EN, Lang("uz", "Cyrl"))
    assert match is not None
    assert match.unit.target == "Тошкент"
    assert match.unit.target_lang == Lang("uz", "Cyrl")


def test_near_matches_are_sorted_limited_and_above_the_least(memory: Memory) -> None:
    memory.add(SCHOOL._replace(source=f"Toshkentda {number} ta yangi maktab ochildi.") for number in range(20, 40))
    memory.add([SCHOOL._replace(source="Bugun havo ochiq boʻladi.")])
    found = memory.fuzzy(SCHOOL.source, UZ, EN, most=3)
    assert len(found) == 3
    assert [match.score for match in found] == sorted((match.score for match in found), reverse=True)
    assert memory.fuzzy(SCHOOL.source, UZ, EN, least=95) == []


def test_what_is_removed_is_not_found_and_the_rest_is(memory: Memory) -> None:
    other = SCHOOL._replace(source="Toshkentda 14 ta yangi maktab ochildi.", origin="archive.tmx")
    memory.add([SCHOOL, other])
    assert memory.remove(source="Тошкентда 12 та янги мактаб очилди.") == 1
    assert [match.unit.source for match in memory.fuzzy(SCHOOL.source, UZ, EN)] == [other.source]
    assert memory.remove(origin="archive") == 1
    assert memory.stats()["units"] == 0


def test_no_translation_is_no_unit(memory: Memory) -> None:
    assert memory.add([SCHOOL._replace(target=" "), SCHOOL._replace(source="")]) == 0


def test_strange_texts_are_looked_for_without_harm(memory: Memory) -> None:
    memory.add([SCHOOL])
    for text in ("", " ", '" OR 1', "'; DROP TABLE units", "\0", "…", "a" * 5000, "\ud800"):
        assert memory.exact(text, UZ, EN) is None
        assert memory.fuzzy(text, UZ, EN) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40), max_size=8))
def test_what_is_added_is_found_whatever_it_is(texts: list[str]) -> None:
    units = [Unit(text, "x", EN, UZ) for text in texts if text.strip()]
    with Memory(":memory:") as memory:
        memory.add(units)
        for unit in units:
            assert memory.exact(unit.source, EN, UZ) is not None


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_symmetric_and_whole_only_for_the_same(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert (likeness(one, other) == 100) == (one == other)


def test_bytes_that_are_not_utf_8_are_refused(memory: Memory) -> None:
    with pytest.raises(DocumentError, match="not UTF-8"):
        memory.add([SCHOOL, SCHOOL._replace(source="a\udcff")])
    assert memory.stats()["units"] == 0


def test_a_file_that_is_no_memory_is_refused_and_left(tmp_path: Path) -> None:
    text, base = tmp_path / "a.txt", tmp_path / "b.sqlite"
    text.write_text("not a memory at all, but long enough to be looked at " * 20)
    with sqlite3.connect(base) as other:
        other.execute("CREATE TABLE t(a)")
    for path in (text, base):
        before = path.read_bytes()
        with pytest.raises(DocumentError, match="nothing was changed"):
            Memory(str(path))
        assert path.read_bytes() == before


def test_a_memory_of_a_later_version_is_refused(tmp_path: Path) -> None:
    path = str(tmp_path / "later.sqlite")
    with sqlite3.connect(path) as base:
        base.execute(f"PRAGMA application_id = {APPLICATION}")
        base.execute("PRAGMA user_version = 99")
    with pytest.raises(DocumentError, match="later uzlat"):
        Memory(path)


def test_a_failed_import_adds_nothing(memory: Memory) -> None:
    def units() -> Iterator[Unit]:
        yield SCHOOL
        raise DocumentError("cut")

    with pytest.raises(DocumentError):
        memory.add(units())
    assert memory.stats()["units"] == 0
    assert memory.add([SCHOOL]) == 1


_ENDLESS = """
import itertools, sys
from uzlat.translate.memory import Memory, Unit
from uzlat.translate.lang import Lang
def units():
    for n in itertools.count():
        if n == 3000: print("going", flush=True)
        yield Unit(f"gap {n}", f"text {n}", Lang("uz"), Lang("en"))
Memory(sys.argv[1]).add(units())
"""


def test_a_memory_killed_in_the_middle_of_an_import_is_whole(tmp_path: Path) -> None:
    path = str(tmp_path / "memory.sqlite")
    with Memory(path) as memory:
        memory.add([SCHOOL])
    process = subprocess.Popen([sys.executable, "-c", _ENDLESS, path], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with Memory(path) as memory:
        assert [unit.source for unit in memory.units()] == [SCHOOL.source]
        assert memory.fuzzy(SCHOOL.source, UZ, EN)[0].score == 100
    with sqlite3.connect(path) as base:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_two_processes_write_one_memory_and_both_are_in_it(tmp_path: Path) -> None:
    path = str(tmp_path / "memory.sqlite")
    code = (
        "import sys; from uzlat.translate.memory import Memory, Unit; from uzlat.translate.lang import Lang\n"
        "for n in range(30): Memory(sys.argv[1]).add([Unit(f'{sys.argv[2]} {n}', 'x', Lang('uz'), Lang('en'))])"
    )
    writers = [subprocess.Popen([sys.executable, "-c", code, path, name]) for name in ("bir", "ikki")]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    with Memory(path) as memory:
        assert memory.stats()["units"] == 60


def test_many_open_a_memory_that_nobody_has_made_yet(tmp_path: Path) -> None:
    for number in range(30):
        path = str(tmp_path / f"{number}.sqlite")
        begin, failed = Barrier(6), []

        def run_into(path: str = path, begin: Barrier = begin, failed: list[Exception] = failed) -> None:
            begin.wait()
            try:
                Memory(path).close()
            except Exception as error:
                failed.append(error)

        threads = [Thread(target=run_into) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not failed


def test_the_users_memory_stands_in_the_data_folder() -> None:
    if sys.platform != "win32":
        assert default_path({"XDG_DATA_HOME": "/data"}) == os.path.join("/data", "uzlat", "memory.sqlite")
        assert default_path({"HOME": "/me"}).startswith("/me/.local/share/")


def test_the_commands_import_search_export_and_remove(run: Run, tmp_path: Path) -> None:
    tmx = Path(__file__).parent.parent / "examples" / "translation" / "memory.tmx"
    where = {"env": {**os.environ, "XDG_DATA_HOME": str(tmp_path / "data")}}
    assert run("tm", "stats", **where).returncode == 2
    assert b"8 of them new" in run("tm", "import", str(tmx), **where).stderr
    assert (tmp_path / "data" / "uzlat" / "memory.sqlite").is_file()
    found = run("tm", "search", "Тадбирда 135 нафар мутахассис иштирок этди.", "--to", "ru", "--json", **where)
    assert json.loads(found.stdout)["target"] == "В мероприятии приняли участие 120 специалистов."
    assert run("tm", "search", "Bu yerda yoʻq", **where).returncode == 1
    assert run("tm", "export", "-o", "out.tmx", "--to", "en", **where).returncode == 0
    again = run("tm", "export", "-o", "out.tmx", **where)
    assert again.returncode == 2
    assert b"--force" in again.stderr
    assert (tmp_path / "out.tmx").read_bytes().count(b"<tu ") == 4
    assert run("tm", "remove", "--to", "ru", **where).returncode == 0
    assert json.loads(run("tm", "stats", "--json", **where).stdout)["units"] == 4


def test_a_broken_file_adds_nothing_and_the_others_go_on(run: Run, tmp_path: Path) -> None:
    good = Path(__file__).parent.parent / "examples" / "translation" / "memory.tmx"
    (tmp_path / "cut.tmx").write_bytes(good.read_bytes()[:-40])
    done = run("tm", "import", "cut.tmx", str(good), "--memory", "m.sqlite")
    assert done.returncode == 2
    assert b"cut.tmx: not well-formed XML" in done.stderr
    assert b"8 of them new" in done.stderr


def test_lines_of_two_files_are_added_and_lines_that_do_not_answer_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.uz").write_text("Salom\n\nRahmat\n", encoding="utf-8")
    (tmp_path / "a.en").write_text("Hello\n\nThanks\n", encoding="utf-8")
    options = ("--from", "uz", "--to", "en", "-m", "m.sqlite", "--lines")
    assert b"2 new" in run("tm", "add", "a.uz", "a.en", *options).stderr
    (tmp_path / "a.en").write_text("Hello\nThanks\n\n", encoding="utf-8")
    refused = run("tm", "add", "a.uz", "a.en", *options)
    assert refused.returncode == 2
    assert b":2:" in refused.stderr
