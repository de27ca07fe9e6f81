"""The objects of --json and --log are as docs/report.schema.json says, and as docs/json.md shows them."""

from __future__ import annotations

import base64
import json
import os
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest

from tests.conftest import ROOT, Run

SCHEMA = json.loads((ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8"))
PAGE = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
EXAMPLES = [json.loads(block) for block in re.findall(r"```json\n(.+?)```", PAGE, re.DOTALL)]
FILE = SCHEMA["definitions"]["file"]["properties"]

UZBEK = "Ўзбекистон шаҳри 1992 йил 2 мартда аъзо бўлди. Pоссия\n"
RUSSIAN = "Это предложение написано на русском языке, и его надо оставить.\n"
PASSAGE = "Вазир журналистларга «Мы всегда готовы к сотрудничеству» деди.\n"
OPTIONS = {
    "-o": ["news", "-o", "out"],
    "-i": ["news", "-i"],
    "--check": ["news", "--check"],
    "--check -o": ["news", "--check", "-o", "out"],
    "stdout": ["news/a.txt", "none.txt", "news/page.html", "news/word.docx"],
    "romanize": ["--others", "romanize", "news/a.txt", "news/word.docx"],
    "convert": ["--others", "convert", "news/a.txt"],
    "reverse": ["-t", "uz-Cyrl", "news/latin.txt", "news/page.html", "news/english.docx"],
    "2026": ["-t", "uz-Latn-2026", "news", "-o", "out"],
    "names": ["--names", "-i", "news"],
    "device": ["news/a.txt", "-o", os.devnull],
    "one": ["news/a.txt", "-o", "one.txt"],
}
"""Runs over the same files: those of a newsroom, and what goes wrong among them."""


@pytest.fixture(scope="module")
def valid() -> Callable[[Any], Any]:
    return fastjsonschema.compile(SCHEMA)  # type: ignore[no-any-return]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Give a folder of texts, documents, what is no text, and what is broken."""
    folder = tmp_path / "news"
    (folder / "sub").mkdir(parents=True)
    texts = {"a.txt": UZBEK + RUSSIAN + PASSAGE, "latin.txt": "Ishoq keldi. Bank\n", "bad.json": '{"a": }'}
    texts |= {
        "page.html": "<p>Ер ва <b>Ш</b>АВКАТ</p>",
        "sub/шаҳар.txt": UZBEK,
        "mixed.txt": f"{UZBEK}Shaharlari bor.\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\x00")
    (folder / "binary.txt").write_bytes(b"\x00\x01\x02\x03")
    (folder / "broken.txt").write_bytes("шаҳар".encode() + b"\xff\n")
    for name in ("word.docx", "slides.pptx", "tracked.docx", "cp1251.html"):
        (folder / name).write_bytes((ROOT / "tests" / "corpus" / name).read_bytes())
    (folder / "english.docx").write_bytes((folder / "word.docx").read_bytes())
    return folder


def _objects(lines: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines.splitlines()]


@pytest.mark.parametrize("name", OPTIONS)
def test_every_object_of_a_run_is_valid(
    run: Run, news: Path, tmp_path: Path, valid: Callable[[Any], Any], name: str
) -> None:
    done = run("convert", "--json", "--log", "log.jsonl", *OPTIONS[name])
    told, logged = _objects(done.stdout), _objects((tmp_path / "log.jsonl").read_bytes())
    assert told
    for one in [*told, *logged]:
        valid(one)
    assert all("time" not in one for one in told)
    assert all("time" in one for one in logged)


def test_the_log_has_what_is_printed_but_for_the_text_and_sums_up(
    run: Run, news: Path, tmp_path: Path, valid: Callable[[Any], Any]
) -> None:
    told = _objects(run("convert", "--json", "--log", "log.jsonl", "news", "-o", "out").stdout)
    *logged, last = _objects((tmp_path / "log.jsonl").read_bytes())
    assert [{key: one[key] for key in one if key != "time"} for one in logged] == told
    counted = {status: sum(one["status"] == status for one in told) for status in last["summary"]}
    assert last["summary"] == counted
    assert counted["converted"] and counted["copied"] and counted["failed"] == 1
    run("convert", "--log", "log.jsonl", "news", "-o", "out")
    again = _objects((tmp_path / "log.jsonl").read_bytes())
    for one in again:
        valid(one)
    assert again[-1]["summary"]["skipped"] == len(told) - 1


def test_output_names_a_file_that_holds_the_result_and_bytes_its_size(run: Run, news: Path, tmp_path: Path) -> None:
    for options in (["news", "-o", "out"], ["news", "-i"]):
        done = _objects(run("convert", "--json", *options).stdout)
        for one in done:
            left = one["status"] == "left" or (one["status"] == "failed" and "copied as it is" not in one["error"])
            assert (one["output"] is None) == left
            if one["output"]:
                assert one["bytes"]["written"] == (tmp_path / one["output"]).stat().st_size
    checked = _objects(run("convert", "--json", "--check", "news", "-o", "other").stdout)
    assert {(one["output"], one["check"]) for one in checked} == {(None, True)}


def test_what_came_through_a_pipe_has_no_size(run: Run, valid: Callable[[Any], Any]) -> None:
    (told,) = _objects(run("convert", "--json", "-o", "a.txt", stdin=UZBEK.encode()).stdout)
    assert valid(told)["bytes"]["read"] is None
    assert told["bytes"]["written"] > 0


@pytest.mark.parametrize(
    "stdin", [UZBEK.encode(), b"", "шаҳар".encode() + b"\xff", b"\x00\x01", '{"a": "ер"}'.encode()]
)
@pytest.mark.parametrize("options", [(), ("--check",), ("-t", "uz-Cyrl")])
def test_stdin_is_valid(run: Run, valid: Callable[[Any], Any], stdin: bytes, options: tuple[str, ...]) -> None:
    (told,) = _objects(run("convert", "--json", *options, stdin=stdin).stdout)
    assert valid(told)["file"] == "-"


def test_a_packed_result_is_in_base64_and_its_places_are_members(
    run: Run, news: Path, valid: Callable[[Any], Any]
) -> None:
    (told,) = _objects(run("convert", "--json", "--from", "auto", "-t", "uz-Cyrl", "news/word.docx").stdout)
    assert base64.b64decode(valid(told)["base64"]) == (news / "word.docx").read_bytes()
    assert told["left"][0]["places"][0]["member"].endswith(".xml")


@pytest.mark.parametrize("change", [{"new": 1}, {"schema": 2}, {"status": "lost"}, {"output": 1}, {"left": [{}]}])
def test_what_is_not_documented_is_not_valid(run: Run, valid: Callable[[Any], Any], change: dict[str, Any]) -> None:
    (told,) = _objects(run("convert", "--json", stdin=UZBEK.encode()).stdout)
    valid(told)
    with pytest.raises(fastjsonschema.JsonSchemaException):
        valid(told | change)


def test_a_converted_file_without_its_account_and_a_failed_one_without_its_error_are_not_valid(
    valid: Callable[[Any], Any],
) -> None:
    for status in ("converted", "failed", "copied"):
        with pytest.raises(fastjsonschema.JsonSchemaException):
            valid({"schema": 1, "file": "a.txt", "status": status, "output": None})


def test_the_page_shows_valid_objects_and_names_every_field(valid: Callable[[Any], Any]) -> None:
    assert len(EXAMPLES) >= 4
    for example in EXAMPLES:
        valid(example)
    named = set(re.findall(r"`([a-z0-9_]+)`", PAGE))
    assert {*FILE, *FILE["status"]["enum"], *SCHEMA["definitions"]["uncertain"]["properties"], "seconds"} <= named


def test_the_page_shows_what_its_command_prints(run: Run) -> None:
    said = re.search(r"    printf '(.+?)' \| uzlat (.+)", PAGE)
    assert said
    (told,) = _objects(run(*shlex.split(said[2]), stdin=said[1].replace("\\n", "\n").encode()).stdout)
    shown = EXAMPLES[0]
    for one in (told, shown):  # these change with every version of a table
        one["table"] = one["table"]["id"]
    assert told == shown
