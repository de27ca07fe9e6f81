"""The engine for models on one's own disk, with the real CTranslate2: random models, and the trained toy."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import ct2_models
from uzlat.translate.engine import (
    EMPTY,
    ERROR,
    NO_MODEL,
    NOT_INSTALLED,
    OK,
    READY,
    REFUSED,
    TRUNCATED,
    EngineError,
    MissingError,
)
from uzlat.translate.engines import ct2
from uzlat.translate.engines.ct2 import CTranslate2
from uzlat.translate.engines.registry import Wish, make
from uzlat.translate.lang import Lang
from uzlat.translate.model_check import describe
from uzlat.translate.models import Model, Registry

TOY = Path(__file__).parent / "toy"
UZ, EN, RU, KK, KAA = Lang("uz", "Latn"), Lang("en", "Latn"), Lang("ru", "Cyrl"), Lang("kk", "Cyrl"), Lang("kaa")


def engine(folder: Path | str, list_: Path, *accepted: str) -> CTranslate2:
    """Make the engine with a list of models of its own."""
    return CTranslate2(Wish("ct2", model=str(folder), accepted=accepted), Registry(str(list_)))


def added(folder: Path, list_: Path, family: str = "", languages: dict[str, str] | None = None) -> CTranslate2:
    Registry(str(list_)).register(describe(str(folder), kind=family, licence="MIT", languages=languages))
    return engine(folder, list_)


@pytest.fixture(scope="module")
def nllb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ct2_models.nllb(tmp_path_factory.mktemp("models") / "nllb")


@pytest.fixture(scope="module")
def toy() -> CTranslate2:
    return CTranslate2(Wish("ct2", model=str(TOY)), Registry(str(TOY / "nowhere")))


def rows(folder: Path) -> list[list[str]]:
    lines = (folder / "names.tsv").read_text("utf-8").splitlines()[1:]
    return [line.split("\t") for line in lines]


def test_the_toy_knows_its_names(toy: CTranslate2) -> None:
    table = rows(TOY)
    assert len(table) > 900
    for target in (EN, RU, KK):
        wanted = [(name, answer) for name, lang, answer in table if lang == target.code]
        drafts = toy.translate([name for name, _ in wanted], UZ, target)
        assert [draft.finish for draft in drafts] == [OK] * len(drafts)
        right = sum(draft.text == answer for draft, (_, answer) in zip(drafts, wanted, strict=True))
        assert right / len(wanted) >= 0.98


@pytest.mark.parametrize(
    ("name", "target", "answer"),
    [
        ("Qozogʻiston", RU, "Казахстан"),
        ("Qozogʻiston", KK, "Қазақстан"),
        ("Qozogʻiston", EN, "Kazakhstan"),
        ("yanvar", EN, "January"),
        ("Oʻzbekiston", RU, "Узбекистан"),
    ],
)
def test_the_toy_translates_a_name(toy: CTranslate2, name: str, target: Lang, answer: str) -> None:
    assert toy.translate([name], UZ, target)[0].text == answer


def test_cyrillic_given_to_a_model_of_latin_is_not_the_same(toy: CTranslate2) -> None:
    latin, cyrillic = toy.translate(["Qozogʻiston", "Қозоғистон"], UZ, RU)
    assert latin.text == "Казахстан"
    assert cyrillic.text != latin.text


def test_the_toy_of_one_pair_ends_its_source_itself(tmp_path: Path) -> None:
    one = engine(TOY / "uz-en", tmp_path)
    table = rows(TOY / "uz-en")
    drafts = one.translate([name for name, _, _ in table], UZ, EN)
    assert sum(draft.text == answer for draft, (_, _, answer) in zip(drafts, table, strict=True)) / len(table) >= 0.98
    with pytest.raises(MissingError, match="no en to uz; it has uz to en"):
        one.translate(["Kazakhstan"], EN, UZ)


def test_order_and_count_of_drafts_are_those_of_the_segments(toy: CTranslate2) -> None:
    names = ["yanvar", "", "Qozogʻiston", "  ", "fevral", "Amerika Qoʻshma Shtatlari"]
    together = toy.translate(names, UZ, EN)
    assert [draft.finish for draft in together] == [OK, EMPTY, OK, EMPTY, OK, OK]
    assert together == [toy.translate([name], UZ, EN)[0] for name in names]


def test_no_segments_give_no_drafts(toy: CTranslate2) -> None:
    assert toy.translate([], UZ, EN) == []


def test_a_segment_that_is_too_long_fails_alone(toy: CTranslate2) -> None:
    long, short = toy.translate(["Qozogʻiston " * 200, "yanvar"], UZ, EN)
    assert (long.text, long.finish) == ("", ERROR)
    assert long.error.startswith("too long: ")
    assert short.text == "January"


def test_random_weights_give_the_same_twice(nllb: Path, tmp_path: Path) -> None:
    lines = ct2_models.sentences(5)
    first = added(nllb, tmp_path).translate(lines, UZ, RU)
    assert first == engine(nllb, tmp_path).translate(lines, UZ, RU)
    assert len(first) == 5


def test_an_output_without_end_is_truncated(tmp_path: Path) -> None:
    endless = ct2_models.nllb(tmp_path / "endless", favour="▁")
    draft = added(endless, tmp_path).translate(["maktab"], UZ, RU)[0]
    assert (draft.text, draft.finish) == ("", TRUNCATED)


def test_an_output_of_nothing_is_empty(tmp_path: Path) -> None:
    silent = ct2_models.nllb(tmp_path / "silent", favour="</s>")
    draft = added(silent, tmp_path).translate(["maktab"], UZ, RU)[0]
    assert (draft.text, draft.finish) == ("", EMPTY)


@pytest.mark.parametrize("code", ["uzb_Latn", "uzb_Cyrl", "uzn_Cyrl"])
def test_a_code_that_nllb_has_not_is_refused_by_name(nllb: Path, tmp_path: Path, code: str) -> None:
    with pytest.raises(MissingError, match=f"has uzn_Latn, not {code}"):
        describe(str(nllb), kind="nllb", licence="MIT", languages={"uz": code, "en": "eng_Latn"})
    added(nllb, tmp_path)
    path = nllb / "uzlat-model.json"
    held = path.read_text("utf-8")
    path.write_text(held.replace('"uzn_Latn"', f'"{code}"'), "utf-8")
    try:
        with pytest.raises(MissingError, match=f"has uzn_Latn, not {code}"):
            engine(nllb, tmp_path).translate(["maktab"], UZ, EN)
    finally:
        path.write_text(held, "utf-8")


def test_uzbek_in_cyrillic_is_not_taken_where_the_model_has_latin_alone(toy: CTranslate2) -> None:
    assert toy.capabilities().scripts["uz"] == "Latn"
    with pytest.raises(MissingError, match="uz in Latn alone, not in Cyrl"):
        toy.translate(["Қозоғистон"], Lang("uz", "Cyrl"), RU)


def test_a_language_that_nllb_lacks_is_none_of_its_pairs(nllb: Path, tmp_path: Path) -> None:
    one = added(nllb, tmp_path)
    assert one.capabilities().pairs(UZ, RU)
    assert not one.capabilities().pairs(UZ, KAA)
    assert not one.capabilities().pairs(UZ, UZ)
    with pytest.raises(MissingError, match="no uz to kaa"):
        one.translate(["maktab"], UZ, KAA)


def test_madlad_reads_the_target_before_the_text(tmp_path: Path) -> None:
    one = added(ct2_models.madlad(tmp_path / "madlad"), tmp_path)
    assert one.capabilities().pairs(UZ, KAA)
    english, karakalpak = (one.translate(["maktab ochildi"], UZ, to)[0] for to in (EN, KAA))
    assert english != karakalpak


@pytest.mark.parametrize("adds_eos", [False, True])
def test_marian_models_have_one_direction_and_two_sets_of_pieces(tmp_path: Path, adds_eos: bool) -> None:
    folder = ct2_models.marian(tmp_path / "opus", adds_eos)
    one = added(folder, tmp_path, languages={"uz": "uz", "en": "en"})
    assert one.capabilities().pairs(UZ, EN)
    assert not one.capabilities().pairs(EN, UZ)
    assert one.translate(["maktab"], UZ, EN) == one.translate(["maktab"], UZ, EN)


def test_the_source_is_ended_once_whoever_ends_it(tmp_path: Path) -> None:
    names = {"uz": "uz", "en": "en"}
    plain = added(ct2_models.marian(tmp_path / "plain"), tmp_path, languages=names)
    itself = added(ct2_models.marian(tmp_path / "itself", adds_eos=True), tmp_path, languages=names)
    assert plain.translate(ct2_models.sentences(3), UZ, EN) == itself.translate(ct2_models.sentences(3), UZ, EN)


def test_opus_with_several_targets_is_told_the_target(tmp_path: Path) -> None:
    folder = ct2_models.marian(tmp_path / "mul", codes=(">>uzb_Latn<<", ">>uzb_Cyrl<<", ">>rus<<"))
    one = added(folder, tmp_path)
    assert one.capabilities().pairs(RU, UZ)
    assert one.capabilities().scripts["uz"] == "Latn"
    cyrillic = describe(str(folder), licence="MIT", languages={"uz": ">>uzb_Cyrl<<", "ru": ">>rus<<"})
    assert cyrillic.scripts["uz"] == "Cyrl"


def test_ready_is_said_without_loading(nllb: Path, tmp_path: Path) -> None:
    one = added(nllb, tmp_path)
    assert one.probe().state == READY
    assert one._loaded is None
    one.translate(["maktab"], UZ, EN)
    assert one._loaded is not None
    one.close()
    assert one._loaded is None


def test_probing_imports_no_library() -> None:
    code = (
        "import sys; from uzlat.translate.engines.registry import Wish, make;"
        f"print(make(Wish('ct2', model={str(TOY)!r})).probe().state);"
        "print([name for name in ('ctranslate2', 'sentencepiece', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["ready", "[]"]


def test_libraries_that_are_not_installed_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(ct2, "LIBRARIES", ("ctranslate2", "no_such_library"))
    status = engine(TOY, tmp_path).probe()
    assert status == (NOT_INSTALLED, "no_such_library missing", 'pip install "uzlat[ct2]"')
    with pytest.raises(MissingError, match="pip install"):
        engine(TOY, tmp_path).translate(["yanvar"], UZ, EN)


@pytest.mark.parametrize(
    ("wanted", "why"),
    [("", "no model was added"), ("nowhere", "'nowhere' is neither a folder nor the name of a model")],
)
def test_no_model_says_where_to_get_one(tmp_path: Path, wanted: str, why: str) -> None:
    one = engine(wanted, tmp_path)
    assert one.probe() == (NO_MODEL, why, "uzlat models how-to")
    with pytest.raises(MissingError):
        one.capabilities()


def test_a_folder_that_was_not_added_says_how(nllb: Path, tmp_path: Path) -> None:
    bare = shutil.copytree(nllb, tmp_path / "bare", ignore=shutil.ignore_patterns("uzlat-model.json"))
    status = engine(bare, tmp_path).probe()
    assert (status.state, status.mend) == (NO_MODEL, f"uzlat models add {bare}")


def test_a_file_that_is_gone_is_seen_without_loading(tmp_path: Path) -> None:
    copy = shutil.copytree(TOY, tmp_path / "toy", ignore=shutil.ignore_patterns("uz-en"))
    (copy / "sentencepiece.bpe.model").unlink()
    status = engine(copy, tmp_path).probe()
    assert status.state == NO_MODEL
    assert "has no SentencePiece model" in status.why


@pytest.mark.parametrize("name", ["model.bin", "sentencepiece.bpe.model", "shared_vocabulary.json", "config.json"])
@pytest.mark.parametrize("harm", ["cut", "noise", "nothing"])
def test_damaged_files_give_one_line(tmp_path: Path, name: str, harm: str) -> None:
    copy = shutil.copytree(TOY, tmp_path / "toy", ignore=shutil.ignore_patterns("uz-en"))
    whole = (copy / name).read_bytes()
    (copy / name).write_bytes({"cut": whole[: len(whole) // 2], "noise": b"\xff\x00" * 500, "nothing": b""}[harm])
    code = (
        "import sys; from uzlat.translate.engine import EngineError; from uzlat.translate.lang import Lang;"
        "from uzlat.translate.engines.registry import Wish, make\n"
        f"one = make(Wish('ct2', model={str(copy)!r}))\n"
        "try: one.translate(['yanvar'], Lang('uz'), Lang('en'))\n"
        "except EngineError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1
    assert "the model toy cannot be loaded: " in done.stdout
    assert done.stdout.endswith("see uzlat models verify toy\n")


def test_nothing_is_logged_on_stderr() -> None:
    code = (
        "from uzlat.translate.engines.registry import Wish, make; from uzlat.translate.lang import Lang;"
        f"print(make(Wish('ct2', model={str(TOY)!r})).translate(['yanvar'], Lang('uz'), Lang('en'))[0].text)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("January\n", "")


def licensed(tmp_path: Path, licence: str) -> Model:
    copy = shutil.copytree(TOY, tmp_path / "nc", ignore=shutil.ignore_patterns("uz-en", "uzlat-model.json"))
    model = describe(str(copy), kind="toy", licence=licence)
    Registry(str(tmp_path)).register(model)
    return model


def test_a_licence_without_commercial_use_must_be_accepted(tmp_path: Path) -> None:
    model = licensed(tmp_path, "CC-BY-NC-4.0")
    one = engine("nc", tmp_path)
    assert one.probe().state == REFUSED
    assert one.probe().mend == "uzlat models accept nc --licence CC-BY-NC-4.0"
    assert (one.capabilities().licence, one.capabilities().commercial) == ("CC-BY-NC-4.0", False)
    with pytest.raises(MissingError, match="uzlat models accept nc"):
        one.translate(["yanvar"], UZ, EN)
    assert engine("nc", tmp_path, "CC-BY-NC-4.0").probe().state == READY
    assert engine("nc", tmp_path, "MIT").probe().state == REFUSED
    Registry(str(tmp_path)).accept(model.name, model.licence)
    assert engine("nc", tmp_path).translate(["yanvar"], UZ, EN)[0].text == "January"


@pytest.mark.parametrize(("licence", "commercial"), [("Apache-2.0", True), ("Gemma", None), ("CC-BY-NC-SA-4.0", False)])
def test_the_licence_goes_into_the_capabilities(tmp_path: Path, licence: str, commercial: bool | None) -> None:
    licensed(tmp_path, licence)
    said = engine("nc", tmp_path).capabilities()
    assert (said.model, said.licence, said.commercial, said.network) == ("nc", licence, commercial, "")


def test_a_damaged_manifest_is_one_line(tmp_path: Path) -> None:
    copy = shutil.copytree(TOY, tmp_path / "toy", ignore=shutil.ignore_patterns("uz-en"))
    (copy / "uzlat-model.json").write_text('{"schema": 1, "name": "toy"}', "utf-8")
    with pytest.raises(EngineError, match="damaged; add the model anew"):
        engine(copy, tmp_path).capabilities()
    (copy / "uzlat-model.json").write_text(json.dumps({"schema": 99}), "utf-8")
    with pytest.raises(EngineError, match="of another uzlat"):
        engine(copy, tmp_path).capabilities()


def test_the_registry_makes_the_engine() -> None:
    assert isinstance(make(Wish("ct2", model=str(TOY))), CTranslate2)
