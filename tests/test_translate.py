"""`uzlat translate`: whole articles through real servers, processes and models, and what goes wrong on the way."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from lxml import etree

from tests.conftest import ROOT
from tests.newsroom import STORY, knows, server, story
from tests.openai_server import Fault, FaultyServer, Handler, dies, hang, items, said, status
from uzlat.translate.desk import Desk
from uzlat.translate.engine import Capabilities, Draft, Status
from uzlat.translate.lang import Lang

Call = Callable[..., subprocess.CompletedProcess[bytes]]
TOY = str(ROOT / "tests" / "toy")
APERTIUM = pytest.mark.skipif(shutil.which("apertium") is None, reason="apertium is not installed")
ENGLISH = story("en")


@pytest.fixture
def call(tmp_path: Path) -> Call:
    """Run `uzlat translate` in a folder of its own, with nothing of the user's."""
    folder = tmp_path / "work"
    folder.mkdir()
    for tag in ("uz-Cyrl", "uz-Latn"):
        (folder / f"{tag}.txt").write_text(story(tag), encoding="utf-8")

    def run(
        *args: str, stdin: bytes = b"", to: FaultyServer | None = None, **env: str
    ) -> subprocess.CompletedProcess[bytes]:
        engine = ["--engine", "openai", "--url", to.url] if to else []
        return subprocess.run(
            [sys.executable, "-m", "uzlat", "translate", *args, *engine],
            cwd=folder, input=stdin, capture_output=True, check=False, timeout=120, env=environment(tmp_path) | env,
        )  # fmt: skip

    return run


def environment(home: Path) -> dict[str, str]:
    own = {name: str(home / name) for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    return {**os.environ, **own}


def work(tmp_path: Path, name: str) -> Path:
    return tmp_path / "work" / name


# ---------------------------------------------------------------- the article


@pytest.mark.parametrize("tag", ["uz-Cyrl", "uz-Latn"])
@pytest.mark.parametrize("to", ["en", "ru"])
def test_an_article_is_the_same_in_translation_whatever_script_it_is_in(call: Call, tag: str, to: str) -> None:
    with server() as one:
        done = call(f"{tag}.txt", "--to", to, to=one)
    assert (done.stdout.decode(), done.returncode) == (story(to), 0), done.stderr.decode()
    sent = [item["text"] for post in one.posts for item in items(post)]
    assert sent == [row["uz-Latn"] for row in STORY]


def test_without_the_gate_the_article_in_cyrillic_is_not_translated(call: Call) -> None:
    """The server is given what stands in the file, as other drivers of engines give it."""
    with server() as one:
        answer = knows_of(one, [row["uz-Cyrl"] for row in STORY])
    assert answer == [row["uz-Cyrl"] for row in STORY]


def knows_of(one: FaultyServer, texts: list[str]) -> list[str]:
    from uzlat.translate.engines.registry import Wish, make
    from uzlat.translate.lang import Lang

    engine = make(Wish("openai", url=one.url))
    try:
        return [draft.text for draft in engine.translate(texts, Lang("uz", "Cyrl"), Lang("en"))]
    finally:
        engine.close()


def test_the_real_runtime_reads_names_in_both_scripts_through_the_gate(call: Call) -> None:
    cyrillic = call("-", "--from", "uz", "--to", "ru", "--engine", "ct2", "--model", TOY, stdin="Қозоғистон\n".encode())
    latin = call("-", "--from", "uz", "--to", "ru", "--engine", "ct2", "--model", TOY, stdin=b"Qozog'iston\n")
    assert cyrillic.stdout.decode() == latin.stdout.decode() == "Казахстан\n", cyrillic.stderr.decode()


@APERTIUM
def test_an_engine_that_fails_silently_is_caught(call: Call) -> None:
    text = "Дом.\nМама мыла раму.\n".encode()
    done = call("--from", "ru", "--to", "uk", "--engine", "apertium", stdin=text)
    assert done.stdout.decode() == "Дім.\n⟦Мама мыла раму.⟧\n"
    assert done.returncode == 4 and b"line 2" in done.stderr


@APERTIUM
def test_what_an_engine_says_of_its_draft_is_told(call: Call) -> None:
    done = call("--from", "ru", "--to", "uk", "--engine", "apertium", stdin="Дом Абракадабрин.\n".encode())
    assert "warning engine: unknown word" in done.stderr.decode() and "*" not in done.stdout.decode()


# ---------------------------------------------------------------- honesty


def test_a_draft_says_so_in_its_language_and_on_stderr(call: Call, tmp_path: Path) -> None:
    with server() as one:
        done = call("uz-Cyrl.txt", "--to", "ru", "-o", "ru.txt", to=one)
        plain = call("uz-Cyrl.txt", "--to", "ru", "-o", "plain.txt", "--no-banner", to=one)
    first, rest = work(tmp_path, "ru.txt").read_text(encoding="utf-8").split("\n\n", 1)
    assert first.startswith("Машинный черновик: openai toy") and "Человеком не проверен" in first
    assert rest == story("ru") == work(tmp_path, "plain.txt").read_text(encoding="utf-8")
    assert b"a machine draft, not checked by a person" in done.stderr and plain.returncode == 0
    assert f"text is sent to {one.url}".encode() in done.stderr


def test_nothing_is_translated_without_an_engine(call: Call, tmp_path: Path) -> None:
    done = call("uz-Cyrl.txt", "--to", "tt", "-o", "out.txt", "--engine", "ct2")
    assert (done.returncode, done.stdout) == (3, b"") and not work(tmp_path, "out.txt").exists()
    assert b"uzlat models how-to" in done.stderr


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        (["uz-Cyrl.txt"], 2, "say which language"),
        (["uz-Cyrl.txt", "--to", "english"], 2, "no tag"),
        (["uz-Cyrl.txt", "--to", "en", "--engine", "opnai"], 3, "did you mean 'openai'"),
        (["uz-Cyrl.txt", "--to", "en", "--engine", "openai"], 3, "no URL"),
        (["uz-Cyrl.txt", "--to", "en", "--engine", "openai", "--url", "https://a.example/v1"], 2, "--allow-network"),
        (["uz-Cyrl.txt", "--to", "en", "--engine", "tm"], 3, "no translation memory"),
        (["none.txt", "--to", "en", "--engine", "ct2", "--model", TOY], 2, "no such file"),
        (["uz-Cyrl.txt", "--to", "de", "--engine", "ct2", "--model", TOY], 3, "does not translate"),
        (["uz-Cyrl.txt", "--to", "uz-Latn", "--engine", "ct2", "--model", TOY], 3, "uzlat convert"),
        (["uz-Cyrl.txt", "--to", "en", "--bilingual", "pdf", "--dry-run"], 2, "tmx, xliff, html"),
        (
            ["uz-Cyrl.txt", "--to", "en", "-o", "uz-Cyrl.txt", "--engine", "ct2", "--model", TOY],
            2,
            "is the text itself",
        ),
    ],
)
def test_what_cannot_be_is_told_in_one_line_and_writes_nothing(
    call: Call, tmp_path: Path, args: list[str], code: int, told: str
) -> None:
    done = call(*args)
    assert (done.returncode, done.stdout) == (code, b""), done.stderr.decode()
    errors = [line for line in done.stderr.decode().splitlines() if "error" in line]
    assert told in done.stderr.decode() and len(errors) == 1 and "Traceback" not in done.stderr.decode()
    assert work(tmp_path, "uz-Cyrl.txt").read_text(encoding="utf-8") == story("uz-Cyrl")


def test_a_key_is_sent_and_never_told(call: Call) -> None:
    with server(status(401, "bad key sk-maxfiy")) as one:
        done = call("uz-Cyrl.txt", "--to", "en", to=one, UZLAT_API_KEY="sk-maxfiy")
    assert any("sk-maxfiy" in headers.get("Authorization", "") for _, headers, _ in one.requests)
    assert b"sk-maxfiy" not in done.stderr + done.stdout and done.returncode in (3, 4)


# ---------------------------------------------------------------- failures


def spoiled(number: int, text: str) -> Fault:
    """Answer every request with one of the story's sentences spoiled."""

    def answer(handler: Handler, sent: object) -> None:
        if sent is None:
            knows(handler, sent)
            return
        found = [
            {"id": one["id"], "text": text if one["text"] == STORY[number]["uz-Latn"] else known(one["text"])}
            for one in items(sent)
        ]
        said(json.dumps({"translations": found}, ensure_ascii=False))(handler, sent)

    return answer


def known(text: str) -> str:
    return next(row["en"] for row in STORY if row["uz-Latn"] == text)


@pytest.mark.parametrize(
    ("spoilt", "kind"),
    [
        (STORY[2]["uz-Latn"], "copied"),
        ("Uni aeroportda kutib oldi prezident.", "language"),
        ("Sure! Here is the translation: President Sh. Mirziyoyev met him at the airport.", "chatter"),
        ("Президент Ш. Мирзиёев встретил его в аэропорту.", "script"),
    ],
)
def test_a_draft_that_is_none_is_marked_and_asked_for_once_more(call: Call, spoilt: str, kind: str) -> None:
    with server() as one:
        one.honest = spoiled(2, spoilt)
        done = call("uz-Cyrl.txt", "--to", "en", to=one)
    assert done.stdout.decode() == ENGLISH.replace(STORY[2]["en"], f"⟦{STORY[2]['uz-Cyrl']}⟧"), done.stderr.decode()
    assert done.returncode == 4 and kind in done.stderr.decode() and b"uz-Cyrl.txt:3:" in done.stderr
    asked = [item["text"] for post in one.posts for item in items(post)]
    assert asked.count(STORY[2]["uz-Latn"]) >= 2


def test_a_wrong_number_is_told_and_marked_if_that_is_asked_for(call: Call) -> None:
    wrong = STORY[3]["en"].replace("12", "21")
    with server() as one:
        one.honest = spoiled(3, wrong)
        told = call("uz-Cyrl.txt", "--to", "en", "--no-cache", to=one)
        marked = call("uz-Cyrl.txt", "--to", "en", "--no-cache", "--strict", to=one)
    assert told.returncode == 0 and wrong in told.stdout.decode()
    assert "error numbers: 12 in the source is 21 here" in told.stderr.decode()
    assert marked.returncode == 4 and f"⟦{STORY[3]['uz-Cyrl']}⟧" in marked.stdout.decode()


def test_a_server_that_dies_midway_leaves_what_is_done_and_marks_the_rest(call: Call, tmp_path: Path) -> None:
    many = "".join(f"{number}-xabar: {row['uz-Latn']}\n" for number in range(8) for row in STORY)
    work(tmp_path, "many.txt").write_text(many, encoding="utf-8")

    with server(numbering, dies) as one:
        one.honest = numbering
        done = call("many.txt", "--from", "uz", "--to", "en", "-o", "many.en.txt", to=one)
    out = work(tmp_path, "many.en.txt").read_text(encoding="utf-8")
    assert done.returncode == 4, done.stderr.decode()
    assert out.count("⟦") == 20 and out.count("News item") == 20
    assert b"the engine answers no more" in done.stderr and b"20 not translated" in done.stderr
    with server() as again:
        again.honest = numbering
        done = call("many.txt", "--from", "uz", "--to", "en", "-o", "many.en.txt", "--force", to=again)
    assert done.returncode == 0 and "⟦" not in work(tmp_path, "many.en.txt").read_text(encoding="utf-8")


def numbering(handler: Handler, sent: object) -> None:
    """Do what a server should, for the sentences of the story with a number before each."""
    if sent is None:
        knows(handler, sent)
        return
    found = [{"id": one["id"], "text": numbered(one["text"])} for one in items(sent)]
    said(json.dumps({"translations": found}, ensure_ascii=False))(handler, sent)


def numbered(text: str) -> str:
    number, _, rest = text.partition("-xabar: ")
    return f"News item {number}: {known(rest)}"


def test_a_server_that_is_gone_from_the_start_leaves_nothing_behind(call: Call, tmp_path: Path) -> None:
    with server(dies) as one:
        done = call("uz-Cyrl.txt", "--to", "en", "-o", "out.txt", to=one)
    assert done.returncode in (3, 4) and not work(tmp_path, "out.txt").exists()
    assert b"nothing was" in done.stderr


def test_what_was_done_before_ctrl_c_is_not_asked_for_again(tmp_path: Path) -> None:
    many = "".join(f"{number}-xabar: {row['uz-Latn']}\n" for number in range(8) for row in STORY)
    (tmp_path / "many.txt").write_text(many, encoding="utf-8")

    with server(numbering, hang) as one:
        one.honest = numbering
        command = [
            sys.executable,
            "-m",
            "uzlat",
            "translate",
            "many.txt",
            "--from",
            "uz",
            "--to",
            "en",
            "-o",
            "out.txt",
        ]
        command += ["--engine", "openai", "--url", one.url, "--model", "toy"]
        running = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, env=environment(tmp_path))
        while len(one.posts) < 2:
            time.sleep(0.02)
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=30)
        assert running.returncode == 130 and b"run again to go on" in told
        assert not (tmp_path / "out.txt").exists()
        before = len(one.posts)
        again = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, env=environment(tmp_path))
        asked = [item["text"] for post in one.posts[before:] for item in items(post)]
    assert again.returncode == 0 and len(asked) == 20 and b"20 drafts" in again.stderr
    assert (tmp_path / "out.txt").read_text(encoding="utf-8").count("News item") == 40


# ---------------------------------------------------------------- memory, glossary, cache


def test_a_sentence_is_asked_for_once(call: Call) -> None:
    text = f"{STORY[2]['uz-Cyrl']}\n{STORY[2]['uz-Latn']}\n{STORY[2]['uz-Latn'].replace('ʻ', chr(39))}\n"
    with server() as one:
        done = call("-", "--to", "en", to=one, stdin=text.encode())
        again = call("-", "--to", "en", to=one, stdin=text.encode())
    assert done.stdout.decode() == again.stdout.decode() == f"{STORY[2]['en']}\n" * 3
    assert [len(items(post)) for post in one.posts] == [1]


def test_what_people_have_translated_is_taken_as_it_is(call: Call, tmp_path: Path) -> None:
    row = STORY[4]
    tmx = (
        '<?xml version="1.0"?><tmx version="1.4"><header srclang="uz"/><body><tu><tuv xml:lang="uz-Latn"><seg>'
        f'{row["uz-Latn"]}</seg></tuv><tuv xml:lang="en"><seg>Talks continue in Samarkand, the house says.</seg></tuv>'
        "</tu></body></tmx>"
    )
    work(tmp_path, "house.tmx").write_text(tmx, encoding="utf-8")
    with server() as one:
        done = call("uz-Cyrl.txt", "--to", "en", "--memory", "house.tmx", to=one)
    assert "Talks continue in Samarkand, the house says." in done.stdout.decode()
    assert row["uz-Latn"] not in [item["text"] for post in one.posts for item in items(post)]
    assert b"1 from the memory" in done.stderr
    alone = call("uz-Cyrl.txt", "--to", "en", "--engine", "tm", "--memory", "house.tmx")
    assert alone.returncode == 4 and alone.stdout.decode().count("⟦") == 4


def test_a_glossary_is_told_to_a_model_and_checked(call: Call, tmp_path: Path) -> None:
    work(tmp_path, "terms.csv").write_text("uz,en\nmuzokara,negotiations\n", encoding="utf-8")
    with server() as one:
        done = call("uz-Cyrl.txt", "--to", "en", "--glossary", "terms.csv", to=one)
    assert any("negotiations" in json.dumps(post) for post in one.posts)
    assert "glossary" in done.stderr.decode() and done.returncode == 0


class Limited:
    """An engine of the house with a limit; a version tells one from the next."""

    name = "limited"

    def __init__(self, version: str, says: str) -> None:
        self.version, self.says = version, says

    def probe(self) -> Status:
        return Status("ready")

    def capabilities(self) -> Capabilities:
        return Capabilities("house", lambda source, target: True, most=60, version=self.version)

    def translate(self, segments: Sequence[str], source: Lang, target: Lang, **known: object) -> list[Draft]:
        return [Draft(self.says) for _ in segments]

    def close(self) -> None:
        pass


def test_a_segment_that_an_engine_would_not_take_is_not_sent(tmp_path: Path) -> None:
    made = Desk(Limited("1", "The weather is warm today."), "en", cache=str(tmp_path / "cache"))
    short, long = made.lines(["Bugun havo iliq.", "Bugun havo iliq va " * 9 + "quyoshli."], Lang("uz", "Latn"))
    assert short.text == "The weather is warm today." and long.text is None and "60 characters" in long.error


def test_drafts_of_another_version_of_a_model_are_not_taken_for_its_own(tmp_path: Path) -> None:
    for version, says in (("1", "The weather is warm today."), ("2", "It is warm today.")):
        made = Desk(Limited(version, says), "en", cache=str(tmp_path / "cache"))
        assert [one.text for one in made.lines(["Bugun havo iliq."], Lang("uz", "Latn"))] == [says]


# ---------------------------------------------------------------- files


def test_a_folder_is_mirrored_and_what_fails_does_not_stop_the_rest(call: Call, tmp_path: Path) -> None:
    folder = work(tmp_path, "news")
    (folder / "deep").mkdir(parents=True)
    (folder / "a.txt").write_text(story("uz-Cyrl"), encoding="utf-8")
    (folder / "deep" / "b.html").write_text(f"<p>{STORY[0]['uz-Latn']}</p>", encoding="utf-8")
    (folder / "bad.docx").write_bytes(b"PK\x03\x04 not a zip")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
    with server() as one:
        done = call("news", "--to", "en", "-o", "out/", to=one)
    out = work(tmp_path, "out")
    assert (out / "a.txt").read_text(encoding="utf-8").endswith(ENGLISH)
    assert f"<p>{STORY[0]['en']}</p>" in (out / "deep" / "b.html").read_text(encoding="utf-8")
    assert sorted(path.name for path in out.rglob("*") if path.is_file()) == ["a.txt", "b.html"]
    assert done.returncode == 2 and b"bad.docx" in done.stderr


def test_an_output_that_exists_is_not_replaced_unless_told(call: Call, tmp_path: Path) -> None:
    work(tmp_path, "out.txt").write_text("mine", encoding="utf-8")
    with server() as one:
        refused = call("uz-Cyrl.txt", "--to", "en", "-o", "out.txt", to=one)
        assert work(tmp_path, "out.txt").read_text(encoding="utf-8") == "mine"
        forced = call("uz-Cyrl.txt", "--to", "en", "-o", "out.txt", "--force", to=one)
    assert (refused.returncode, forced.returncode) == (2, 0) and b"--force" in refused.stderr
    assert work(tmp_path, "out.txt").read_text(encoding="utf-8").endswith(ENGLISH)


def test_text_in_the_target_language_and_in_one_that_is_not_translated_stays(call: Call) -> None:
    text = f"{STORY[2]['uz-Cyrl']}\n{STORY[1]['en']}\n{STORY[2]['uz-Cyrl']}\n"
    with server() as one:
        done = call("-", "--to", "en", to=one, stdin=text.encode())
    assert done.stdout.decode() == text.replace(STORY[2]["uz-Cyrl"], STORY[2]["en"])
    assert b"left text in en" in done.stderr and b"line 2" in done.stderr


def test_a_file_that_has_both_sides_is_refused(call: Call, tmp_path: Path) -> None:
    shutil.copy(ROOT / "tests" / "corpus" / "ui.xlf", work(tmp_path, "ui.xlf"))
    done = call("ui.xlf", "--to", "en", "-o", "out.xlf", "--engine", "ct2", "--model", TOY)
    assert done.returncode == 2 and b"side by side" in done.stderr and not work(tmp_path, "out.xlf").exists()


def test_a_trial_translates_the_first_segments_and_marks_the_others(call: Call) -> None:
    with server() as one:
        done = call("uz-Cyrl.txt", "--to", "en", "--max-segments", "2", to=one)
    assert done.stdout.decode().count("⟦") == 3 and done.returncode == 4


def test_a_dry_run_asks_nobody(call: Call) -> None:
    with server() as one:
        done = call("uz-Cyrl.txt", "--to", "en", "--dry-run", to=one)
    assert done.stdout.decode() == "uz-Cyrl.txt: 5 segments, 251 characters, uz-Cyrl -> en\n"
    assert not one.requests and done.returncode == 0


def test_the_house_writes_uzbek_as_its_settings_say(call: Call, tmp_path: Path) -> None:
    work(tmp_path, "uzlat.toml").write_text('to = "uz-Latn-2026"\n', encoding="utf-8")

    def honest(handler: Handler, sent: object) -> None:
        if sent is None:
            knows(handler, sent)
            return
        said(json.dumps({"translations": [{"id": items(sent)[0]["id"], "text": "U Gʻijduvonga shoshildi."}]}))(
            handler, sent
        )

    with server() as one:
        one.honest = honest
        done = call("-", "--from", "en", "--to", "uz", to=one, stdin=b"He hurried to Gijduvon.\n")
    assert done.stdout.decode() == "U Ğijduvonga şoşildi.\n", done.stderr.decode()


def test_programs_get_an_object_a_file(call: Call) -> None:
    with server() as one:
        one.honest = spoiled(3, STORY[3]["en"].replace("12", "21"))
        done = call("uz-Cyrl.txt", "--to", "en", "--json", to=one)
    (told,) = map(json.loads, done.stdout.decode().splitlines())
    assert (told["engine"], told["network"], told["from"], told["to"]) == (
        "openai toy",
        f"{one.url}/v1",
        "uz-Cyrl",
        "en",
    )
    assert (told["status"], told["segments"], told["made"], told["failed"]) == ("translated", 5, 5, [])
    (found,) = told["findings"]
    assert (found["kind"], found["line"], found["source"]) == ("numbers", 3, STORY[3]["uz-Cyrl"])
    assert told["text"].startswith(STORY[0]["en"])


def test_programs_are_told_of_files_that_failed(call: Call, tmp_path: Path) -> None:
    work(tmp_path, "bad.docx").write_bytes(b"PK\x03\x04 no zip")
    with server() as one:
        one.honest = spoiled(2, STORY[2]["uz-Latn"])
        done = call("bad.docx", "uz-Cyrl.txt", "--to", "en", "--json", "-o", "out/", to=one)
    bad, good = map(json.loads, done.stdout.decode().splitlines())
    assert (bad["file"], bad["status"], bad["output"]) == ("bad.docx", "failed", None) and "zip" in bad["error"]
    assert (good["status"], good["output"], len(good["failed"])) == ("unfinished", "out/uz-Cyrl.txt", 1)
    assert (good["failed"][0]["line"], good["failed"][0]["source"]) == (3, STORY[2]["uz-Cyrl"])
    assert done.returncode == 2


@pytest.mark.parametrize("form", ["tmx", "xliff", "html"])
def test_source_and_draft_stand_side_by_side(call: Call, tmp_path: Path, form: str) -> None:
    with server() as one:
        one.honest = spoiled(2, STORY[2]["uz-Latn"])
        done = call("uz-Cyrl.txt", "--to", "en", "--bilingual", form, "-o", f"out.{form}", to=one)
    assert done.returncode == 4
    text = work(tmp_path, f"out.{form}").read_text(encoding="utf-8")
    tree = etree.HTML(text) if form == "html" else etree.fromstring(text.encode())
    read = [" ".join(node.itertext()) for node in tree.iter() if isinstance(node.tag, str)]
    for number, row in enumerate(STORY):
        assert any(row["uz-Cyrl"] in one for one in read) == (form != "tmx" or number != 2)
        assert any(row["en"] in one for one in read) == (number != 2)
    if form == "xliff":
        states = [node.get("state") for node in tree.iter("{*}target")]
        assert states.count("needs-review-translation") == 4 and "copied" in text
