"""The engine for Apertium, with the program and the pair of Debian, and with pairs whose programs fail on purpose."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from uzlat.translate.engine import EMPTY, ERROR, NO_MODEL, NOT_INSTALLED, READY, Draft, MissingError
from uzlat.translate.engines.apertium import Apertium
from uzlat.translate.engines.registry import Wish
from uzlat.translate.lang import Lang

RU, UK, UZ, KAA = Lang("ru", "Cyrl"), Lang("uk"), Lang("uz", "Latn"), Lang("kaa", "Latn")
PAIR = Path("/usr/share/apertium/modes/rus-ukr.mode")
apertium = pytest.mark.skipif(shutil.which("apertium") is None, reason="apertium is not installed")
pair = pytest.mark.skipif(not PAIR.exists(), reason="apertium-rus-ukr is not installed")


def engine(**wish: object) -> Apertium:
    return Apertium(Wish("apertium", **wish))  # type: ignore[arg-type]


def mode(folder: Path, name: str, command: str) -> Apertium:
    """Make a pair of languages of one command; $1 is -g, or -n where no marks are wanted."""
    (folder / "modes").mkdir(exist_ok=True)
    (folder / "modes" / f"{name}.mode").write_text(f"{command}\n")
    return engine(model=str(folder), timeout=5)


@apertium
@pair
def test_translates_with_the_pair_of_debian() -> None:
    made = engine()
    assert made.probe().state == READY
    assert made.capabilities().pairs(RU, UK)
    assert made.translate(["Дом.", "Кошка ест рыбу."], RU, UK) == [Draft("Дім."), Draft("Кішка їсть рибу.")]


@apertium
@pair
def test_silence_with_success_is_an_error() -> None:
    """The tagger of Debian crashes on this sentence, and the exit code is 0 all the same."""
    silent, after = engine().translate(["Мама мыла раму.", "Дом."], RU, UK)
    assert (silent.text, silent.finish) == ("", EMPTY)
    assert "wrote nothing" in silent.error
    assert after == Draft("Дім.")


@apertium
@pair
def test_marks_become_flags_and_no_reader_sees_them() -> None:
    draft = engine().translate(["Дом tashrif."], RU, UK)[0]
    assert draft == Draft("Дім tashrif.", flags=("unknown word: tashrif",))


@apertium
@pair
@pytest.mark.parametrize("text", ["#дом и @user", "5 * 3 = 15", "*дом*", "(#abc)", "$5 ^x^ [b] {c} <d> \\e /f/"])
def test_signs_of_the_text_itself_stay(text: str) -> None:
    draft = engine().translate([text], RU, UK)[0]
    assert [char for char in draft.text if not char.isalnum()] == [char for char in text if not char.isalnum()]


@apertium
@pair
def test_many_segments_keep_their_order() -> None:
    words = ["Дом.", "Кошка.", "Мама мыла раму.", "Вода."] * 3
    drafts = engine().translate(words, RU, UK)
    assert [draft.text for draft in drafts] == ["Дім.", "Кішка.", "", "Вода."] * 3


@apertium
def test_a_pair_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    made = mode(tmp_path, "uzb-kaa", "cat")
    with pytest.raises(MissingError, match="uz-Latn to ru-Cyrl; it has uzb-kaa"):
        made.translate(["Salom."], UZ, RU)
    assert not made.capabilities().pairs(UZ, RU)
    assert made.capabilities().pairs(UZ, KAA)
    assert made.pairs() == ["uzb-kaa"]


@apertium
def test_reads_the_data_directory_that_is_given_and_says_if_it_is_empty(tmp_path: Path) -> None:
    assert mode(tmp_path, "uzb-kaa", "cat").translate(["Salom, dunyo!"], UZ, KAA) == [Draft("Salom, dunyo!")]
    empty = tmp_path / "empty"
    (empty / "modes").mkdir(parents=True)
    assert engine(model=str(empty)).probe().state == NO_MODEL


@apertium
def test_every_mark_has_its_meaning(tmp_path: Path) -> None:
    made = mode(tmp_path, "uzb-kaa", r"sed 's/Uch/#Úsh/; s/ikki/@ikki/; s/bir/*bir/'")
    draft = made.translate(["Uch ikki bir toʻrt."], UZ, KAA)[0]
    assert draft == Draft("Úsh ikki bir toʻrt.", flags=("no form: Úsh", "no translation: ikki", "unknown word: bir"))


@apertium
def test_a_program_that_hangs_is_ended_with_all_it_started(tmp_path: Path) -> None:
    made = mode(tmp_path, "uzb-kaa", f"cat | sh -c 'echo $$ > {tmp_path}/pid; exec sleep 100'")
    made._timeout = 1.5
    began = time.monotonic()
    draft = made.translate(["Salom."], UZ, KAA)[0]
    assert time.monotonic() - began < 20
    assert (draft.finish, draft.text) == (ERROR, "")
    assert "longer than" in draft.error
    number = int((tmp_path / "pid").read_text())
    with pytest.raises(ProcessLookupError):
        for _ in range(100):
            os.kill(number, 0)
            time.sleep(0.02)


@apertium
def test_text_is_never_a_command(tmp_path: Path) -> None:
    made = mode(tmp_path, "uzb-kaa", "cat")
    nasty = [f"$(touch {tmp_path}/x)", f"`touch {tmp_path}/x`", "-l", "--help", f"'; touch {tmp_path}/x; '"]
    assert [draft.text for draft in made.translate(nasty, UZ, KAA)] == nasty
    assert not (tmp_path / "x").exists()


def test_a_machine_without_the_program_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    status = engine().probe()
    assert status.state == NOT_INSTALLED
    assert "apt install apertium" in status.mend
    with pytest.raises(MissingError, match="apt install apertium"):
        engine().translate(["Дом."], RU, UK)


def test_uzbek_is_read_and_karakalpak_written_in_latin(tmp_path: Path) -> None:
    if shutil.which("apertium"):
        assert mode(tmp_path, "uzb-kaa", "cat").capabilities().scripts == {"uz": "Latn", "kaa": "Latn"}
