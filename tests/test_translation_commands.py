"""The commands of translation but `translate`, as people use and misuse them: files, pipes, exit codes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run
from uzlat.translate.bilingual import read

TMX = (
    '<?xml version="1.0"?><tmx version="1.4"><header srclang="uz"/><body>'
    '<tu><tuv xml:lang="uz"><seg>Бугун 5 киши келди.</seg></tuv>'
    '<tuv xml:lang="en"><seg>5 people came today.</seg></tuv>'
    '<tuv xml:lang="ru"><seg>Сегодня пришли 6 человек.</seg></tuv></tu>\n'
    '<tu><tuv xml:lang="uz"><seg>Эртага <hi>7</hi> киши келади.</seg></tuv>'
    '<tuv xml:lang="en"><seg>7 people will come tomorrow.</seg></tuv></tu></body></tmx>'
)
XLIFF = (
    '<x:xliff version="1.2" xmlns:x="urn:oasis:names:tc:xliff:document:1.2"><x:file source-language="uz-Cyrl" '
    'target-language="en"><x:body>\n<x:trans-unit id="1"><x:source>Бугун 5 киши келди.</x:source>'
    "<x:target>6 people came today.</x:target></x:trans-unit>\n<x:trans-unit id='2'><x:source>Эртага келади.</x:source>"
    "<x:alt-trans><x:source>Эрта</x:source><x:target>old</x:target></x:alt-trans></x:trans-unit>\n"
    "</x:body></x:file></x:xliff>"
)
BOMB = '<!DOCTYPE tmx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><tmx><header srclang="uz"/><body/></tmx>'


@pytest.fixture
def own(tmp_path: Path) -> dict[str, dict[str, str]]:
    """Give the settings of a run whose memory and list of models are its own."""
    data = str(tmp_path / "data")
    return {"env": {**os.environ, "XDG_DATA_HOME": data, "LOCALAPPDATA": data}}


def model(folder: Path) -> str:
    shutil.copytree(ROOT / "tests" / "toy", folder, ignore=shutil.ignore_patterns("uz-en", "uzlat-model.json"))
    return folder.name


def objects(output: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.splitlines()]


def test_a_unit_without_a_translation_is_told_whatever_prefix_its_elements_have(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.xlf").write_text(XLIFF, "utf-8")
    done = run("qa", "a.xlf")
    assert done.stdout.decode().splitlines() == [
        "a.xlf:2:1: error numbers: 5 in the source is 6 here",
        "a.xlf:3:1: error empty: there is no translation",
    ]


def test_of_a_memory_of_several_languages_those_are_checked_that_are_asked_for(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.tmx").write_text(TMX, "utf-8")
    assert b"in 2 segments" in run("qa", "a.tmx").stderr
    russian = run("qa", "a.tmx", "--to", "ru")
    assert b"5 in the source is 6 here" in russian.stdout
    assert b"a.tmx: 1 units that have no such pair of languages were not checked" in russian.stderr
    assert run("qa", "a.tmx", "--to", "kk").returncode == 2


def test_highlighted_text_is_text_and_alternatives_are_none() -> None:
    assert read(TMX.encode(), "a.tmx").rows[1].source == "Эртага 7 киши келади."
    assert read(XLIFF.encode(), "a.xlf").rows[1].target == ""


def test_a_po_file_is_read_in_the_encoding_that_it_names() -> None:
    text = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=windows-1251\\n"\n\nmsgid "5"\nmsgstr "Пришли"\n'
    assert read(text.encode("windows-1251"), "a.po").rows[0].target == "Пришли"


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.tmx", BOMB, "declares the entity 'a'"),
        ("a.tmx", "<html><body/></html>", "neither TMX nor XLIFF"),
        ("a.xlf", "<xliff><file/></xliff>", "it holds no translations"),
        ("a.tmx", "\0\1", "not well-formed XML"),
        ("a.po", "", "it holds no translations"),
    ],
)
def test_a_file_that_holds_no_pairs_is_no_clean_file(run: Run, tmp_path: Path, name: str, data: str, why: str) -> None:
    (tmp_path / name).write_text(data, "utf-8")
    done = run("qa", name)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith(f"uzlat: error: {name}: ") and why in done.stderr.decode()


def test_an_empty_source_is_called_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\n")
    (tmp_path / "b.txt").write_text("A new school has opened in the city.\n", "utf-8")
    assert b"there is no text in it" in run("qa", "a.txt", "b.txt").stderr


def test_an_unknown_kind_is_answered_with_the_kinds_once(run: Run, tmp_path: Path) -> None:
    told = run("qa", "a.txt", "b.txt", "--only", "number").stderr.decode()
    assert "did you mean 'numbers'" in told and told.count("placeholders") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="names of files")
def test_a_finding_is_a_line_whatever_the_file_is_called(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Бугун мактабга 120 нафар киши келди.\n", "utf-8")
    (tmp_path / "b\nc.txt").write_text("Today 210 people came to the school.\n", "utf-8")
    assert run("qa", "a.txt", "b\nc.txt").stdout.decode().splitlines()[0].startswith(r"b\nc.txt:1:7: error numbers")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell of Unix")
@pytest.mark.parametrize(
    ("command", "code"), [("qa a.txt b.txt", 1), ("names АҚШ", 0), ("glossary export -g g.csv --csv", 2)]
)
def test_a_closed_standard_output_is_no_crash(tmp_path: Path, command: str, code: int) -> None:
    (tmp_path / "a.txt").write_text("Бугун мактабга 120 нафар киши келди.\n", "utf-8")
    (tmp_path / "b.txt").write_text("Today 210 people came to the school.\n", "utf-8")
    (tmp_path / "g.csv").write_text("uz,en\nuy,house\n", "utf-8")
    shell = f"'{sys.executable}' -m uzlat {command} >&-"
    done = subprocess.run(shell, shell=True, cwd=tmp_path, capture_output=True, check=False, timeout=60)
    assert (done.returncode, b"Traceback" in done.stderr) == (code, False)


def test_names_say_where_as_other_commands_do_and_what_was_not_found(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Кеча.\nВакиллар Россиядан келди.\n", "utf-8")
    [found] = objects(run("names", "a.txt", "--json", "--to", "en").stdout)
    assert (found["file"], found["line"], found["column"]) == ("a.txt", 2, 10)
    assert run("names", "no.txt").stderr.decode() == "uzlat: no names in 'no.txt', which is no file\n"


@pytest.mark.parametrize("args", [("x", "--from", "de"), ("x", "--to", ","), ("--list", "x")])
def test_names_refuse_what_cannot_be_meant(run: Run, args: tuple[str, ...]) -> None:
    done = run("names", *args)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, b"", 1)


def test_the_table_of_names_is_printed_as_json_too(run: Run) -> None:
    found = objects(run("names", "--list", "--json", "--kind", "month", "--to", "en").stdout)
    assert (len(found), found[0]) == (12, {"key": "month/1", "names": {"en": ["January"]}})


def test_a_memory_comes_through_a_pipe_and_matches_are_objects_in_lines(
    run: Run, own: dict[str, dict[str, str]]
) -> None:
    assert b"standard input: 2 units" in run("tm", "import", "-", "--to", "en", stdin=TMX.encode(), **own).stderr
    done = run("tm", "search", "Бугун 5 киши келди.", "--json", "--least", "20", **own)
    found = objects(done.stdout)
    assert [one["target"] for one in found] == ["5 people came today.", "7 people will come tomorrow."]
    assert (found[0]["from"], found[0]["to"]) == ("uz-Cyrl", "en-Latn")
    nothing = run("tm", "search", "zzz", "--json", **own)
    assert (nothing.returncode, nothing.stdout) == (1, b"")
    assert nothing.stderr.decode() == "uzlat: no match of 75 % or more from uz to en\n"


def test_asking_makes_no_memory_of_an_empty_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    assert run("tm", "stats", "-m", "empty").returncode == 2
    assert (tmp_path / "empty").read_bytes() == b""


def test_one_language_is_no_pair(run: Run, tmp_path: Path) -> None:
    done = run("tm", "add", "uy", "уй", "--from", "uz", "--to", "uz-Cyrl", "-m", "m")
    assert (done.returncode, (tmp_path / "m").exists()) == (2, False)


@pytest.mark.parametrize("target", ["folder", "new/"])
def test_an_export_into_a_folder_is_refused_by_its_name(run: Run, tmp_path: Path, target: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "g.csv").write_text("uz,en\nuy,house\n", "utf-8")
    told = run("glossary", "export", "-g", "g.csv", "--csv", "--force", "-o", target).stderr.decode()
    assert told == f"uzlat: error: {target}: it is a folder; name a file; nothing was written\n"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_an_export_to_a_device_is_written_to_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "g.csv").write_text("uz,en\nuy,house\n", "utf-8")
    assert run("glossary", "export", "-g", "g.csv", "--csv", "-o", os.devnull).returncode == 0
    assert run("glossary", "export", "-g", "g.csv", "--csv", "-o", "/dev/full").returncode == 2


def test_an_export_that_finds_nothing_says_that_nothing_was_written(run: Run, own: dict[str, dict[str, str]]) -> None:
    run("tm", "import", "-", stdin=TMX.encode(), **own)
    done = run("tm", "export", "--from", "kk", "-o", "none.tmx", **own)
    assert (done.returncode, done.stderr.decode()) == (
        1,
        "uzlat: the memory has no such unit; nothing was written\n",
    )


@pytest.mark.parametrize(
    "head", ["Ўзбекча;English;Изоҳ", "o'zbekcha;inglizcha;izoh", "узбекский;английский;примечание"]
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_the_head_of_a_spreadsheet_may_name_languages_in_words(
    run: Run, tmp_path: Path, head: str, encoding: str
) -> None:
    (tmp_path / "g.csv").write_text(f"{head}\r\nвазирлик;ministry;1\r\n", encoding)
    done = run("glossary", "lookup", "vazirlikka", "-g", "g.csv")
    assert done.stdout.decode() == "вазирлик → ministry  (1)\n"


def test_a_table_may_say_its_delimiter_and_an_open_quotation_mark_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "g.csv").write_text('sep=;\nuz;en\nuy;"a, b, c, d"\n', "utf-8")
    assert run("glossary", "lookup", "uy", "-g", "g.csv").stdout.decode() == "uy → a, b, c, d\n"
    (tmp_path / "g.csv").write_text('uz,en\n"uy,house\n', "utf-8")
    assert b"g.csv:2: a quotation mark is not closed" in run("glossary", "check", "g.csv").stderr


def test_a_glossary_comes_through_a_pipe_and_its_faults_are_objects(run: Run) -> None:
    table = b"uz,en\nuy,house\nuy,home\n"
    assert run("glossary", "lookup", "uyga", "-g", "-", stdin=table).stdout.decode().splitlines()[0] == "uy → house"
    [fault] = objects(run("glossary", "check", "--json", "-", stdin=table).stdout)
    assert (fault["file"], fault["line"]) == ("-", 3)


def test_a_glossary_without_the_languages_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "g.csv").write_text("uz,en\nuy,house\n", "utf-8")
    assert b"no terms from uz to ru in g.csv" in run("glossary", "lookup", "uy", "-g", "g.csv", "--to", "ru").stderr
    assert b"no term from uz to en in daryo" in run("glossary", "lookup", "daryo", "-g", "g.csv").stderr


def test_every_model_is_verified_though_one_is_gone_or_damaged(
    run: Run, tmp_path: Path, own: dict[str, dict[str, str]]
) -> None:
    for name in ("a", "b", "c"):
        run("models", "add", model(tmp_path / name), "--family", "toy", "--licence", "MIT", **own)
    shutil.rmtree(tmp_path / "a")
    manifest = tmp_path / "b" / "uzlat-model.json"
    manifest.write_text(manifest.read_text("utf-8").replace('"files": {', '"files": [], "x": {'), "utf-8")
    done = run("models", "verify", **own)
    assert done.returncode == 1 and b"Traceback" not in done.stderr
    told = done.stdout.decode().splitlines()
    assert "is not at" in told[0] and "is damaged" in told[1] and told[2] == "c: ok"
    assert run("models", "list", **own).returncode != 0


def test_a_model_is_named_by_its_folder_everywhere(run: Run, tmp_path: Path, own: dict[str, dict[str, str]]) -> None:
    run("models", "add", model(tmp_path / "toy"), "--family", "toy", "--licence", "CC-BY-NC-4.0", **own)
    assert run("models", "accept", "./toy", "--licence", "CC-BY-NC-4.0", **own).returncode == 0
    assert b", accepted" in run("models", "info", "toy", **own).stdout
    assert run("models", "remove", "./toy", **own).returncode == 0
    assert run("models", "list", "--json", **own).stdout == b""


def test_a_model_that_was_added_meanwhile_stays_on_the_list(tmp_path: Path) -> None:
    from uzlat.translate.model_check import describe
    from uzlat.translate.models import Registry

    first, second = Registry(str(tmp_path)), Registry(str(tmp_path))
    for registry, name in ((first, "a"), (second, "b")):
        model(tmp_path / name)
        registry.register(describe(str(tmp_path / name), kind="toy", licence="MIT"))
    assert Registry(str(tmp_path)).names() == ["a", "b"]


@pytest.mark.parametrize("held", ['{"models": []}', '{"models": {"a": 5}}', '{"accepted": 1}'])
def test_a_list_of_models_of_another_shape_is_damaged(
    run: Run, tmp_path: Path, own: dict[str, dict[str, str]], held: str
) -> None:
    folder = tmp_path / "data" / "uzlat" / "models"
    folder.mkdir(parents=True)
    (folder / "models.json").write_text(held, "utf-8")
    done = run("models", "list", **own)
    assert done.returncode == 2 and b"is damaged" in done.stderr and b"Traceback" not in done.stderr


def test_translations_are_compared_in_any_encoding_of_unicode_and_from_a_pipe(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("sacrebleu")
    text = "One house stands here.\nTwo houses stand there.\n"
    (tmp_path / "ref").write_text(text, "utf-8")
    (tmp_path / "wide").write_text(text, "utf-16")
    (tmp_path / "binary").write_bytes(b"\0\1\2")
    done = run("eval", "--ref", "ref", "--hyp", "wide", "--hyp", "-", "--json", stdin=text.encode())
    assert [one["chrf++"] for one in json.loads(done.stdout)["systems"]] == [100.0, 100.0]
    assert b"binary: a binary file" in run("eval", "--ref", "ref", "--hyp", "binary").stderr
    assert run("eval", "--ref", "-", "--hyp", "-").returncode == 2


def test_files_that_do_not_answer_each_other_are_refused_before_an_engine_works(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("sacrebleu")
    (tmp_path / "a").write_text("bir\nikki\n", "utf-8")
    (tmp_path / "b").write_text("one\n", "utf-8")
    asked = ("eval", "--src", "a", "--ref", "b", "--from", "uz", "--to", "en", "--engine")
    assert b"a has 2 lines, b 1" in run(*asked, "openai", "--url", "http://127.0.0.1:9/v1").stderr
    (tmp_path / "b").write_text("one\ntwo\n", "utf-8")
    assert b"eval compares what engines make" in run(*asked, "tm").stderr


def test_a_model_is_one_option_for_every_engine(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pairs").mkdir()
    done = run("engines", "--engine", "apertium", "--model", "pairs")
    assert done.returncode == 3
    assert b"--data-dir" not in run("engines", "--help").stdout + run("models", "how-to").stdout
