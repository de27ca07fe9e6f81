"""`uzlat translate` where engines, addresses, outputs and names are not what they should be."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
from lxml import etree

from tests.newsroom import STORY, knows, server, story
from tests.openai_server import Fault, FaultyServer, Handler, items, said

Call = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def call(tmp_path: Path) -> Call:
    """Run `uzlat translate` in a folder with the story, with nothing of the user's."""
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "a.txt").write_text(story("uz-Cyrl"), encoding="utf-8")
    own = {name: str(tmp_path / name) for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}

    def run(*args: str, to: FaultyServer | None = None) -> subprocess.CompletedProcess[bytes]:
        engine = ["--engine", "openai", "--url", to.url] if to else []
        return subprocess.run(
            [sys.executable, "-m", "uzlat", "translate", *args, *engine],
            cwd=folder, capture_output=True, check=False, timeout=120, env={**os.environ, **own},
        )  # fmt: skip

    return run


def adding(more: str) -> Fault:
    """Translate the story, and add something to every sentence, as JSON may write it."""

    def answer(handler: Handler, sent: object) -> None:
        if sent is None:
            knows(handler, sent)
            return
        known = {row["uz-Latn"]: row["en"] for row in STORY}
        found = [{"id": one["id"], "text": known[one["text"]] + more} for one in items(sent)]
        said(json.dumps({"translations": found}))(handler, sent)

    return answer


@pytest.mark.parametrize("more", ["\x00", "\ud800", "\ufffc", "\x07\x1b", "\uffff", "\n\t \r\n", "\x0c"])
def test_what_no_file_can_hold_is_taken_out_of_a_draft(call: Call, tmp_path: Path, more: str) -> None:
    page = f"<feed><title>{STORY[0]['uz-Cyrl']}</title></feed>"
    (tmp_path / "work" / "a.xml").write_text(page, encoding="utf-8")
    with server() as one:
        one.honest = adding(more)
        done = call("a.txt", "--to", "en", to=one)
        feed = call("a.xml", "--to", "en", to=one)
    assert (done.stdout.decode(), done.returncode) == (story("en"), 0), done.stderr.decode()
    assert etree.fromstring(feed.stdout).findtext("title") == STORY[0]["en"]


def test_an_engine_cannot_mark_a_segment_as_failed(call: Call) -> None:
    with server() as one:
        one.honest = adding(" ⟦sic⟧")
        done = call("a.txt", "--to", "en", to=one)
    assert done.returncode == 0 and "⟦" not in done.stdout.decode() and done.stdout.decode().count("[sic]") == 5


@pytest.mark.parametrize(
    ("url", "code", "told"),
    [
        ("http://127.0.0.1.example.org/v1", 2, "--allow-network"),
        ("http://localhost.example.org/v1", 2, "--allow-network"),
        ("http://127.0.0.1@news.example/v1", 2, "sent to news.example"),
        ("http://[::1", 3, "is no URL"),
        ("http://user:maxfiy@[::1", 3, "is no URL"),
        ("http://", 3, "is no URL"),
    ],
)
def test_text_goes_to_no_machine_whose_name_only_begins_as_this_one(call: Call, url: str, code: int, told: str) -> None:
    done = call("a.txt", "--to", "en", "--engine", "openai", "--url", url)
    errors = done.stderr.decode()
    assert (done.returncode, done.stdout) == (code, b"") and told in errors, errors
    assert "Traceback" not in errors and "maxfiy" not in errors and len(errors.splitlines()) == 1


def test_a_text_that_is_in_the_language_already_is_told_what_is_of_use(call: Call, tmp_path: Path) -> None:
    (tmp_path / "work" / "en.txt").write_text(story("en"), encoding="utf-8")
    with server() as one:
        english = call("en.txt", "--to", "en", to=one)
        uzbek = call("a.txt", "--to", "uz-Latn", to=one)
    assert english.returncode == uzbek.returncode == 3 and not one.posts
    assert b"there is nothing to translate" in english.stderr and b"uzlat convert changes its script" in uzbek.stderr


def test_a_folder_needs_a_place_for_its_drafts(call: Call) -> None:
    with server() as one:
        done = call(".", "--to", "en", to=one)
    assert done.returncode == 2 and not one.requests
    assert b"'.' is a folder; say where to write with -o FOLDER" in done.stderr and b"-i" not in done.stderr


def test_an_output_that_exists_costs_nothing_where_no_draft_is_kept(call: Call, tmp_path: Path) -> None:
    (tmp_path / "work" / "out.txt").write_text("mine", encoding="utf-8")
    with server() as one:
        done = call("a.txt", "--to", "en", "-o", "out.txt", "--no-cache", to=one)
    assert done.returncode == 2 and b"--force" in done.stderr and not one.posts


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.parametrize("more", [[], ["--force"]])
def test_a_pipe_is_written_and_not_replaced(call: Call, tmp_path: Path, more: list[str]) -> None:
    pipe, read = tmp_path / "work" / "pipe", list[bytes]()
    os.mkfifo(pipe)
    reader = Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    with server() as one:
        done = call("a.txt", "--to", "en", "-o", "pipe", "--no-banner", *more, to=one)
    reader.join(10)
    assert (done.returncode, [one.decode() for one in read]) == (0, [story("en")]), done.stderr.decode()
    assert pipe.is_fifo()


def test_a_line_is_a_line_whatever_a_file_is_named(call: Call, tmp_path: Path) -> None:
    (tmp_path / "work" / "a\nb.txt").write_text(story("uz-Cyrl"), encoding="utf-8")
    done = call("a\nb.txt", "--to", "en", "--dry-run")
    assert done.stdout.decode() == "a\\nb.txt: 5 segments, 251 characters, uz-Cyrl -> en\n"


def test_a_cache_that_is_none_is_named_and_stops_nothing(call: Call, tmp_path: Path) -> None:
    from uzlat.translate.cache import VERSION

    file = tmp_path / "XDG_CACHE_HOME" / "uzlat" / f"drafts-{VERSION}.sqlite"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"no database " * 1000)
    with server() as one:
        done = call("a.txt", "--to", "en", to=one)
    assert (done.stdout.decode(), done.returncode) == (story("en"), 0)
    assert f"the cache of drafts '{file}' cannot be used" in done.stderr.decode()


def test_a_memory_of_drafts_names_the_language_of_each_source(call: Call, tmp_path: Path) -> None:
    """A memory would find a Russian sentence as an Uzbek one for ever after."""
    (tmp_path / "work" / "a.txt").write_text(f"{STORY[2]['uz-Cyrl']}\n{STORY[1]['ru']}\n", encoding="utf-8")

    def answer(handler: Handler, sent: object) -> None:
        if sent is None:
            knows(handler, sent)
            return
        known = {row[tag]: row["en"] for row in STORY for tag in ("uz-Latn", "ru")}
        found = [{"id": one["id"], "text": known[one["text"]]} for one in items(sent)]
        said(json.dumps({"translations": found}))(handler, sent)

    with server() as one:
        one.honest = answer
        tmx = call("a.txt", "--to", "en", "--bilingual", "tmx", to=one)
        xliff = call("a.txt", "--to", "en", "--bilingual", "xliff", to=one)
    variants = [
        node.get("{http://www.w3.org/XML/1998/namespace}lang") for node in etree.fromstring(tmx.stdout).iter("tuv")
    ]
    assert sorted(map(str, variants)) == ["en", "en", "ru", "uz-Cyrl"], tmx.stderr.decode()
    assert b"the source is in ru-Cyrl" in xliff.stdout
