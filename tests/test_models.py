"""`uzlat models`: adding, listing, verifying and accepting, as users do it."""

from __future__ import annotations

import json
import shutil
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import ct2_models
from uzlat.cli.app import run
from uzlat.encodings import DocumentError
from uzlat.translate.engines.families import commercial, data, family
from uzlat.translate.model_folder import checksum, vocabulary
from uzlat.translate.models import Registry, find, read_manifest

TOY = Path(__file__).parent / "toy"
Models = Callable[..., tuple[int, str, str]]


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Models:
    """Run `uzlat models` with a list of its own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "data"))

    def told(*args: str) -> tuple[int, str, str]:
        code = run(["models", *args])
        out, err = capfd.readouterr()
        return code, out, err

    return told


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder that is a model, as one comes from the net: without a manifest."""
    ignored = shutil.ignore_patterns("uz-en", "uzlat-model.json", "*.tsv", "*.md")
    return Path(shutil.copytree(TOY, tmp_path / "toy", ignore=ignored))


def test_an_empty_list_says_what_to_do(models: Models) -> None:
    assert models("list") == (0, "", "uzlat: no model was added; uzlat models how-to says where to get one\n")
    assert models("verify")[0] == 0


def test_a_model_is_added_where_it_lies(models: Models, folder: Path) -> None:
    code, out, err = models("add", str(folder), "--family", "toy", "--licence", "Unicode-3.0")
    assert (code, out) == (0, "added toy: toy, Unicode-3.0, any of en, kk, ru, uz\n")
    assert err == f"uzlat: wrote {folder / 'uzlat-model.json'}\n"
    held = json.loads((folder / "uzlat-model.json").read_text("utf-8"))
    assert held["languages"] == {"uz": "uzn_Latn", "ru": "rus_Cyrl", "en": "eng_Latn", "kk": "kaz_Cyrl"}
    assert held["files"]["model.bin"] == checksum(str(folder / "model.bin"))
    assert sorted(held["files"]) == ["config.json", "model.bin", "sentencepiece.bpe.model", "shared_vocabulary.json"]
    assert models("list")[1] == "toy: toy, Unicode-3.0, any of en, kk, ru, uz\n"
    assert models("verify") == (0, "toy: ok\n", "")


def test_the_committed_toys_are_what_their_manifests_say(models: Models) -> None:
    assert models("verify", str(TOY))[:2] == (0, f"{TOY}: ok\n")
    assert models("verify", str(TOY / "uz-en"))[:2] == (0, f"{TOY / 'uz-en'}: ok\n")


def test_the_family_is_guessed_from_the_vocabulary(models: Models, tmp_path: Path) -> None:
    nllb = ct2_models.nllb(tmp_path / "my-nllb")
    madlad = ct2_models.madlad(tmp_path / "my-madlad")
    assert models("add", str(nllb), "--licence", "MIT")[1] == "added my-nllb: nllb, MIT, any of en, kk, ru, uz\n"
    assert models("add", str(madlad), "--licence", "MIT")[1] == "added my-madlad: madlad, MIT, any of en, kaa, ru, uz\n"
    info = models("info", "my-nllb")[1]
    assert "  uz: uzn_Latn Latn\n" in info
    assert "licence: MIT (commercial use allowed)\n" in info


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("--family", "toy"), 2, "say under which licence the model is: --licence"),
        (("--licence", "MIT"), 2, "say which family the model is of: --family with one of nllb, madlad"),
        (("--family", "nllm", "--licence", "MIT"), 2, "no family of models is named 'nllm'; there are nllb"),
        (("--family", "opus", "--licence", "MIT"), 2, "it has no SentencePiece model (source.spm"),
        (("--family", "toy", "--licence", "MIT", "--languages", "uz"), 2, "'uz' has no code"),
        (("--family", "toy", "--licence", "MIT", "--languages", "uz=uzn_Latn"), 2, "say the languages"),
        (("--family", "toy", "--licence", "MIT", "--name", "../x"), 2, "'../x' is no name for a model"),
        (
            ("--family", "toy", "--licence", "MIT", "--languages", "uz=uzb_Cyrl,en=eng_Latn"),
            3,
            "the model toy has uzn_Latn, not uzb_Cyrl",
        ),
        (
            ("--family", "toy", "--licence", "MIT", "--languages", "kaa=kaa_Latn,en=eng_Latn"),
            3,
            "the model toy has kaz_Cyrl, not kaa_Latn",
        ),
    ],
)
def test_what_cannot_be_added_is_said_in_one_line(
    models: Models, folder: Path, args: tuple[str, ...], code: int, said: str
) -> None:
    got, out, err = models("add", str(folder), *args)
    assert (got, out, err.count("\n")) == (code, "", 1)
    assert said in err
    assert not (folder / "uzlat-model.json").exists()
    assert models("list")[1] == ""


def test_a_folder_that_is_no_model_is_refused(models: Models, tmp_path: Path) -> None:
    assert models("add", str(tmp_path / "none"), "--licence", "MIT")[0] == 2
    (tmp_path / "empty").mkdir()
    code, _, err = models("add", str(tmp_path / "empty"), "--licence", "MIT")
    assert (code, "it has no vocabulary" in err) == (2, True)
    code, _, err = models("add", str(tmp_path / "empty"), "--family", "nllb", "--licence", "MIT")
    assert (code, "it has no model.bin" in err) == (2, True)


def test_a_pair_must_be_named_with_its_direction(models: Models, tmp_path: Path) -> None:
    opus = ct2_models.marian(tmp_path / "opus")
    code, _, err = models("add", str(opus), "--licence", "MIT")
    assert (code, "from the first to the second" in err) == (2, True)
    assert models("add", str(opus), "--licence", "MIT", "--languages", "uz=uz,en=en")[1] == (
        "added opus: opus, MIT, uz to en\n"
    )


def test_a_package_of_argos_tells_its_pair(models: Models, tmp_path: Path) -> None:
    package = tmp_path / "translate-uz_en"
    ignored = shutil.ignore_patterns("uzlat-model.json", "*.tsv", "*.md", "*.model")
    shutil.copytree(TOY / "uz-en", package / "model", ignore=ignored)
    shutil.copy(TOY / "uz-en" / "sentencepiece.bpe.model", package / "sentencepiece.model")
    (package / "metadata.json").write_text(json.dumps({"from_code": "uz", "to_code": "en"}), "utf-8")
    assert models("add", str(package), "--licence", "Unicode-3.0")[1] == (
        "added translate-uz_en: argos, Unicode-3.0, uz to en\n"
    )
    assert models("verify")[1] == "translate-uz_en: ok\n"
    held = read_manifest(str(package / "uzlat-model.json"), str(package))
    assert "model/model.bin" in held.files


def test_verify_finds_what_changed(models: Models, folder: Path) -> None:
    models("add", str(folder), "--family", "toy", "--licence", "Unicode-3.0")
    (folder / "model.bin").write_bytes((folder / "model.bin").read_bytes() + b"\0")
    (folder / "config.json").unlink()
    (folder / "source.spm").write_bytes(b"x")
    code, out, _ = models("verify", "toy")
    assert code == 1
    assert f"{folder / 'model.bin'}: not the file that was added" in out
    assert f"{folder / 'config.json'}: missing" in out
    assert f"{folder / 'source.spm'}: was not there when the model was added" in out
    found = json.loads(models("verify", "--json")[1])
    assert (found["ok"], len(found["findings"])) == (False, 3)


def test_a_folder_that_is_gone_is_said(models: Models, folder: Path) -> None:
    models("add", str(folder), "--family", "toy", "--licence", "Unicode-3.0")
    shutil.rmtree(folder)
    code, out, _ = models("verify", "toy")
    assert (code, "is not at" in out, "uzlat models remove toy" in out) == (1, True, True)
    assert models("list")[0] == 3
    assert models("remove", "toy")[0] == 0
    assert models("list")[1] == ""


def test_a_licence_is_accepted_by_its_name(models: Models, folder: Path) -> None:
    _, _, err = models("add", str(folder), "--family", "toy", "--licence", "CC-BY-NC-4.0")
    assert "uzlat models accept toy --licence CC-BY-NC-4.0" in err
    code, _, err = models("accept", "toy", "--licence", "MIT")
    assert (code, "the licence of toy is CC-BY-NC-4.0, not MIT" in err) == (2, True)
    assert not Registry().accepted
    assert models("accept", "toy", "--licence", "CC-BY-NC-4.0")[0] == 0
    assert Registry().accepted == {"toy": "CC-BY-NC-4.0"}
    assert "no commercial use, accepted" in models("info", "toy")[1]
    assert json.loads(models("info", "toy", "--json")[1])["accepted"] is True
    models("remove", "toy")
    assert not Registry().accepted


def test_a_name_is_given_once(models: Models, folder: Path, tmp_path: Path) -> None:
    said = ("--family", "toy", "--licence", "MIT")
    models("add", str(folder), *said)
    assert models("add", str(folder), *said)[0] == 0
    other = shutil.copytree(folder, tmp_path / "other" / "toy")
    code, _, err = models("add", str(other), *said)
    assert (code, "there is a model toy at" in err) == (2, True)
    assert models("add", str(other), *said, "--name", "toy-2")[0] == 0
    assert Registry().names() == ["toy", "toy-2"]


def test_an_unknown_name_gets_a_suggestion(models: Models, folder: Path) -> None:
    models("add", str(folder), "--family", "toy", "--licence", "MIT")
    code, out, err = models("info", "tory")
    assert (code, out, "did you mean 'toy'?" in err) == (3, "", True)


@pytest.mark.skipif(sys.platform == "win32", reason="folders are made read-only otherwise there")
def test_of_a_folder_that_cannot_be_written_the_manifest_lies_beside_the_list(
    models: Models, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    real = open

    def refusing(path: Any, mode: str = "r", *args: Any, **options: Any) -> Any:
        if "w" in mode and str(path).startswith(str(folder)):  # root may write everywhere
            raise PermissionError(13, "Permission denied", path)
        return real(path, mode, *args, **options)

    monkeypatch.setattr("builtins.open", refusing)
    try:
        _, _, err = models("add", str(folder), "--family", "toy", "--licence", "MIT")
    finally:
        folder.chmod(stat.S_IRWXU)
    assert err == f"uzlat: wrote {Path(Registry().folder) / 'toy.json'}\n"
    assert models("verify", "toy")[0] == 0
    assert find(str(folder), Registry()).name == "toy"


def test_how_to_fits_a_narrow_terminal_and_names_every_road(models: Models) -> None:
    code, out, err = models("how-to")
    assert (code, err) == (0, "")
    for word in ("CC-BY-NC-4.0", "HPLT", "MADLAD", "ollama pull", "apertium-uzb-kaa", "ct2-transformers-converter"):
        assert word in out
    assert all(len(line) <= 60 for line in out.splitlines() if not line.startswith("     "))
    assert "{models}" not in out
    titles = [json.loads(line)["title"] for line in models("how-to", "--json")[1].splitlines()]
    assert titles == [road["title"] for road in data()["road"]]


def test_a_damaged_list_is_one_line(models: Models, folder: Path) -> None:
    models("add", str(folder), "--family", "toy", "--licence", "MIT")
    (Path(Registry().folder) / "models.json").write_text("{", "utf-8")
    code, _, err = models("list")
    assert (code, err.count("\n"), "is damaged: it is no JSON" in err) == (2, 1, True)


@pytest.mark.parametrize("text", ["{", '"x"', "[1, 2]", "\ufeff[]"])
def test_a_damaged_vocabulary_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "shared_vocabulary.json").write_text(text, "utf-8")
    with pytest.raises(DocumentError, match="is no vocabulary"):
        vocabulary(str(tmp_path))


def test_a_vocabulary_of_lines_is_read_as_one_of_json(tmp_path: Path) -> None:
    (tmp_path / "source_vocabulary.txt").write_text("</s>\n▁a\n\u2028\n", "utf-8", newline="\n")
    (tmp_path / "target_vocabulary.json").write_text('["</s>", "▁b"]', "utf-8")
    assert vocabulary(str(tmp_path)) == ({"</s>", "▁a", "\u2028"}, {"</s>", "▁b"})


@pytest.mark.parametrize("name", list(data()["family"]))
def test_every_family_is_whole(name: str) -> None:
    found = family(name)
    assert 2 <= found.beam <= 4
    assert found.around(["x"], "S", "T").count("x") == 1
    assert found.vocabulary == bool(found.codes)
    assert found.vocabulary != found.one_way


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [("CC-BY-NC-4.0", False), ("cc-by-nc-sa-4.0", False), ("MIT", True), ("mit", True), ("NCSA", None), ("", None)],
)
def test_commercial_use_is_read_from_the_name_of_the_licence(licence: str, allowed: bool | None) -> None:
    assert commercial(licence) is allowed
