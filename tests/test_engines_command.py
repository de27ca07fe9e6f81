"""`uzlat engines`, and how settings become engines."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import openai_server as fake
from tests.conftest import ROOT, Run
from uzlat.translate.engine import MissingError
from uzlat.translate.engines.registry import ENGINES, Wish, make, wishes

ALONE = {name: value for name, value in os.environ.items() if not name.startswith("UZLAT_")}


def seen(run: Run, *args: str, **extra: object) -> dict[str, dict[str, object]]:
    done = run("engines", "--json", *args, **extra)
    return {one["engine"]: one for one in map(json.loads, done.stdout.splitlines())}


def test_every_engine_has_a_line_that_says_what_it_lacks_and_what_mends_it(run: Run, tmp_path: Path) -> None:
    done = run("engines", env={**ALONE, "PATH": str(tmp_path), "COLUMNS": "60"})
    told = done.stdout.decode()
    assert done.returncode == 3
    assert done.stderr == b""
    assert [line.split()[0] for line in told.splitlines() if not line.startswith(" ")] == list(ENGINES)
    assert "apt install apertium" in told
    assert told.count("why") == told.count("mend") == len(ENGINES)
    assert max(map(len, told.splitlines())) <= 60


def test_a_server_that_answers_makes_its_engine_ready(run: Run) -> None:
    with fake.serving(fake.model) as server:
        done = run("engines", "--url", server.url)
        by_name = seen(run, "--url", server.url)
    assert done.returncode == 0
    assert by_name["openai"]["ready"] is True
    assert (by_name["openai"]["model"], by_name["openai"]["network"]) == ("toy", f"{server.url}/v1")
    assert by_name["libretranslate"]["state"] == "unreachable"


def test_a_server_of_libretranslate_lists_its_pairs(run: Run) -> None:
    with fake.serving(fake.libre()) as server:
        by_name = seen(run, "--engine", "libretranslate", "--url", server.url)
    assert list(by_name) == ["libretranslate"]
    assert by_name["libretranslate"]["pairs"] == ["uz→en"]


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_key_that_a_server_repeats_is_not_shown(run: Run, form: list[str]) -> None:
    def parrot(handler: fake.Handler, sent: object) -> None:
        handler.give({"error": f"no key is {handler.headers['Authorization']}, {fake.KEY}"}, 401)

    with fake.serving(parrot) as server:
        done = run("engines", "--url", server.url, *form, env={**ALONE, "UZLAT_API_KEY": fake.KEY})
        sent = [headers.get("Authorization") for _, headers, _ in server.requests]
    assert f"Bearer {fake.KEY}" in sent
    assert b"UZLAT_API_KEY" in done.stdout
    assert fake.KEY.encode() not in done.stdout + done.stderr


def test_nothing_is_asked_over_the_network_without_a_url(run: Run, tmp_path: Path) -> None:
    (tmp_path / "no").mkdir()
    (tmp_path / "no" / "sitecustomize.py").write_text(
        "import sys\n"
        "def refuse(event, args):\n"
        "    if event in ('socket.connect', 'socket.getaddrinfo', 'socket.sendto'):\n"
        "        print('the network was asked', file=sys.stderr)\n"
        "sys.addaudithook(refuse)\n"
    )
    done = run("engines", env={**ALONE, "PYTHONPATH": str(tmp_path / "no")})
    assert b"the network was asked" not in done.stderr
    assert done.returncode in (0, 3)
    told = run("engines", "--url", "http://127.0.0.1:9", env={**ALONE, "PYTHONPATH": str(tmp_path / "no")})
    assert b"the network was asked" in told.stderr  # the trap works


def test_an_engine_of_another_name_is_a_mistake(run: Run) -> None:
    done = run("engines", "--engine", "opnai")
    assert done.returncode == 3  # as for translate and eval
    assert b"did you mean 'openai'" in done.stderr
    with pytest.raises(MissingError, match="did you mean 'openai'"):
        make(Wish("opnai"))


def test_a_url_that_is_none_is_told_at_its_engine(run: Run) -> None:
    by_name = seen(run, "--engine", "openai", "--url", "http://me:s3cret@")
    assert by_name["openai"]["ready"] is False
    assert "is no URL" in str(by_name["openai"]["why"])
    assert "s3cret" not in str(by_name)


@pytest.mark.parametrize("shown", [repr, str, "{}".format, "{0!r}".format])
def test_a_wish_never_shows_its_key_or_a_password(shown: Callable[[Wish], str]) -> None:
    wish = Wish("openai", url="http://me:s3cret@127.0.0.1/v1", key=fake.KEY)
    assert fake.KEY not in shown(wish)
    assert "s3cret" not in shown(wish)
    assert "key='***'" in shown(wish)
    assert "127.0.0.1/v1" in shown(wish)


def test_the_key_comes_from_the_environment_and_goes_to_servers_alone() -> None:
    made = wishes({"url": "http://127.0.0.1:1", "key": "not this"}, {"UZLAT_API_KEY": " secret\n"})
    assert {wish.engine: wish.key for wish in made if wish.key} == {"openai": "secret", "libretranslate": "secret"}


def test_settings_are_for_the_engine_that_is_named() -> None:
    given = {"engine": "libretranslate", "url": "http://127.0.0.1:1", "model": "m"}
    made = {wish.engine: wish for wish in wishes(given, {})}
    assert {name for name, wish in made.items() if wish.url} == {"libretranslate"}
    assert {name for name, wish in made.items() if wish.model} == {"libretranslate"}
    assert {wish.engine for wish in wishes({"engine": "apertium", "model": "d"}, {}) if wish.model} == {"apertium"}
    assert {wish.engine for wish in wishes({"model": "m"}, {}) if wish.model} == {"ct2"}


@pytest.mark.parametrize("name", ENGINES)
def test_every_engine_can_be_made_and_says_at_once_whether_it_can_be_used(name: str) -> None:
    engine = make(Wish(name))
    assert engine.name == name
    status = engine.probe()
    assert status.state == "ready" or (status.why and status.mend)
    engine.close()


def test_a_licence_that_settings_accept_is_accepted_here_too(run: Run, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests" / "toy", tmp_path / "toy")
    manifest = tmp_path / "toy" / "uzlat-model.json"
    told = json.loads(manifest.read_text(encoding="utf-8")) | {"licence": "CC-BY-NC-4.0", "commercial": False}
    manifest.write_text(json.dumps(told), encoding="utf-8")
    command = ("engines", "--engine", "ct2", "--model", "toy")
    assert run(*command, env=ALONE).returncode == 3
    assert run(*command, env={**ALONE, "UZLAT_LICENCES": "CC-BY-NC-4.0"}).returncode == 0
