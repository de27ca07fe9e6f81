"""Settings: where they are found, which of them counts, and what is said of those that cannot be used."""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from tests.conftest import ROOT
from uzlat import TableError, load
from uzlat.cli.config import app
from uzlat.config import Config, ConfigError, Configs, read_layer
from uzlat.configured import configured
from uzlat.encodings import AUTO, SAME
from uzlat.keys import KEYS
from uzlat.pipeline import OTHERS
from uzlat.settings import as_toml

PAGE = ROOT / "docs" / "configuration.md"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def environ(tmp_path: Path, **variables: str) -> dict[str, str]:
    """Give an environment whose user's file stands in `user` of a test's folder."""
    return {"XDG_CONFIG_HOME": str(tmp_path / "user"), "APPDATA": str(tmp_path / "user"), **variables}


def config(tmp_path: Path, given: dict[str, object] | None = None, **variables: str) -> Config:
    """Give the settings of `house/news` in a test's folder."""
    (tmp_path / "house" / "news").mkdir(parents=True, exist_ok=True)
    return Configs(given or {}, environ(tmp_path, **variables)).for_folder(str(tmp_path / "house" / "news"))


def user_file(tmp_path: Path) -> Path:
    return tmp_path / "user" / "uzlat" / "uzlat.toml"


def test_each_layer_is_stronger_than_the_one_before(tmp_path: Path) -> None:
    assert (config(tmp_path)["to"], config(tmp_path).origin("to")) == ("uz-Latn", "default")
    user = write(user_file(tmp_path), 'to = "user"')
    assert (config(tmp_path)["to"], config(tmp_path).origin("to")) == ("user", str(user))
    house = write(tmp_path / "house" / "uzlat.toml", 'to = "house"')
    assert (config(tmp_path)["to"], config(tmp_path).origin("to")) == ("house", str(house))
    found = config(tmp_path, UZLAT_TO="variable")
    assert (found["to"], found.origin("to")) == ("variable", "UZLAT_TO")
    found = config(tmp_path, {"to": "option"}, UZLAT_TO="variable")
    assert (found["to"], found.origin("to")) == ("option", "--to")


def test_what_was_not_given_counts_for_nothing(tmp_path: Path) -> None:
    found = config(tmp_path, {"to": None, "keep": [], "set": None}, UZLAT_TO="")
    assert {found.origin(key) for key in KEYS} == {"default"}


def test_a_false_option_counts(tmp_path: Path) -> None:
    write(tmp_path / "house" / "uzlat.toml", "names = true")
    assert config(tmp_path)["names"] is True
    assert config(tmp_path, {"names": False})["names"] is False


def test_a_table_in_pyproject_is_read_and_told(tmp_path: Path) -> None:
    path = write(tmp_path / "house" / "pyproject.toml", '[project]\nname = "x"\n[tool.uzlat.set]\ndates = "keep"\n')
    found = config(tmp_path)
    assert (found["set"], found.origin("set")) == ({"dates": "keep"}, f"{path} [tool.uzlat]")


def test_in_one_folder_uzlat_toml_wins(tmp_path: Path) -> None:
    write(tmp_path / "house" / "pyproject.toml", '[tool.uzlat]\nto = "pyproject"\nstyle = "press"')
    write(tmp_path / "house" / "uzlat.toml", 'to = "own"')
    assert (config(tmp_path)["to"], config(tmp_path)["style"]) == ("own", "")


@pytest.mark.parametrize("other", ["[project]\n", "# [tool.uzlat]\n", "[tool.uzlat-other]\n", 'a = "[tool.uzlat]"\n'])
def test_a_pyproject_without_a_table_for_uzlat_is_passed_over(tmp_path: Path, other: str) -> None:
    write(tmp_path / "house" / "uzlat.toml", 'to = "above"')
    write(tmp_path / "house" / "news" / "pyproject.toml", other)
    assert config(tmp_path)["to"] == "above"


def test_only_the_nearest_file_counts(tmp_path: Path) -> None:
    write(tmp_path / "house" / "uzlat.toml", 'to = "above"\nstyle = "press"')
    write(tmp_path / "house" / "news" / "uzlat.toml", 'to = "near"')
    assert (config(tmp_path)["to"], config(tmp_path)["style"]) == ("near", "")


def test_two_houses_in_one_tree_have_a_config_each_and_their_folders_share_it(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(tmp_path / name / "uzlat.toml", f'to = "{name}"')
        (tmp_path / name / "a" / "b").mkdir(parents=True)
    configs = Configs({}, environ(tmp_path))
    found = {
        name: [configs.for_folder(str(tmp_path / name / sub)) for sub in ("", "a", "a/b")] for name in ("one", "two")
    }
    assert {name: {one["to"] for one in each} for name, each in found.items()} == {"one": {"one"}, "two": {"two"}}
    assert [len(set(each)) for each in found.values()] == [1, 1]
    assert configs.for_folder(str(tmp_path)) is configs.for_folder(str(tmp_path / "user"))


def test_the_current_folder_is_named_by_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "uzlat.toml", 'to = "here"')
    (tmp_path / "a").mkdir()
    monkeypatch.chdir(tmp_path / "a")
    configs = Configs({}, environ(tmp_path))
    assert (
        configs.for_folder("")["to"] == configs.for_folder(".")["to"] == configs.for_folder("none/yet")["to"] == "here"
    )


@pytest.mark.skipif(os.name == "nt", reason="a folder in use cannot be removed")
def test_a_current_folder_that_was_removed_has_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert Configs({}, environ(tmp_path)).for_folder("")["to"] == "uz-Latn"


def test_words_to_keep_add_up_and_other_lists_do_not(tmp_path: Path) -> None:
    user = write(user_file(tmp_path), 'keep = ["Artel", "Uzum"]\nglob = ["*.txt"]')
    write(tmp_path / "house" / "uzlat.toml", 'keep = ["Uzum", "Click"]\nglob = ["*.md"]')
    found = config(tmp_path, {"keep": ["Payme"]}, UZLAT_KEEP="Wi-Fi, iPhone")
    assert found["keep"] == ("Artel", "Uzum", "Click", "Wi-Fi", "iPhone", "Payme")
    assert found["glob"] == ("*.md",)
    assert (found.origin("keep", "Artel"), found.origin("keep", "Wi-Fi")) == (str(user), "UZLAT_KEEP")


def test_options_of_the_table_merge_one_by_one(tmp_path: Path) -> None:
    house = write(tmp_path / "house" / "uzlat.toml", '[set]\ndates = "keep"\nquotes = "curly"')
    found = config(tmp_path, {"set": ["izofa=keep"]}, UZLAT_SET="quotes=keep")
    assert found["set"] == {"dates": "keep", "quotes": "keep", "izofa": "keep"}
    assert found.origin("set") == f"{house}, UZLAT_SET, --set"
    assert found.origin("set", "quotes") == "UZLAT_SET"


def test_a_target_sets_aside_a_weaker_table_and_no_stronger_one(tmp_path: Path) -> None:
    write(tmp_path / "house" / "uzlat.toml", 'table = "uz-Cyrl_uz-Latn"\nto = "uz-Latn"')
    assert config(tmp_path)["table"] == "uz-Cyrl_uz-Latn"
    assert config(tmp_path, {"to": "uz-Cyrl"})["table"] == ""
    assert config(tmp_path, {"table": "uz-Latn_uz-Latn"}, UZLAT_TO="uz-Cyrl")["table"] == "uz-Latn_uz-Latn"


def test_paths_start_from_the_file_that_names_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    house = tmp_path / "house"
    write(
        house / "uzlat.toml", 'keep-from = "words.txt"\nstems = "../stems.tsv"\ntable = "own.toml"\nlog = "/var/log/x"'
    )
    found = config(tmp_path)
    assert found["keep-from"] == str(house / "words.txt")
    assert Path(found["stems"]).resolve() == tmp_path / "stems.tsv"
    assert found["table"] == str(house / "own.toml")
    assert found["log"] == "/var/log/x"
    assert config(tmp_path, {"keep-from": "mine.txt"})["keep-from"] == "mine.txt"
    assert config(tmp_path, UZLAT_LOG="my.log")["log"] == "my.log"


def test_the_id_of_a_table_is_no_path(tmp_path: Path) -> None:
    write(tmp_path / "house" / "uzlat.toml", 'table = "uz-Latn_uz-Cyrl"')
    assert config(tmp_path)["table"] == "uz-Latn_uz-Cyrl"


def test_a_variable_names_the_file_of_the_user(tmp_path: Path) -> None:
    write(user_file(tmp_path), 'to = "usual"')
    other = write(tmp_path / "other.toml", 'to = "other"')
    assert config(tmp_path, UZLAT_CONFIG=str(other))["to"] == "other"
    assert config(tmp_path, UZLAT_CONFIG=os.devnull)["to"] == "uz-Latn"
    with pytest.raises(ConfigError, match=r"none\.toml: cannot read the settings: No such file"):
        config(tmp_path, UZLAT_CONFIG=str(tmp_path / "none.toml"))


@pytest.mark.parametrize(("word", "value"), [("1", True), ("TRUE", True), ("yes", True), ("0", False), ("no", False)])
def test_variables_say_true_and_false_in_words(tmp_path: Path, word: str, value: bool) -> None:
    assert config(tmp_path, UZLAT_IGNORE=word)["ignore"] is value


def test_every_key_but_pins_has_a_variable(tmp_path: Path) -> None:
    text = {"flag": "yes", "count": "3", "set": "a=b", "codec": "koi8-r"}
    for key in KEYS.values():
        if key.name != "pin":
            found = config(tmp_path, **{key.variable: key.choices[-1] if key.choices else text.get(key.kind, "x")})
            assert found.origin(key.name) == key.variable


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('form = "x"', "unknown key 'form'; did you mean 'from'? (there are: from, to, "),
        ('keep_from = "x"', "unknown key 'keep_from'; did you mean 'keep-from'?"),
        ("[tool.uzlat]", "unknown key 'tool'; its keys stand without [tool.uzlat]"),
        ("to = 1", "to takes a string, not 1"),
        ("names = 1", "names takes true or false, not 1"),
        ('names = "yes"', "names takes true or false, not 'yes'"),
        ("jobs = -1", "jobs takes a whole number, 0 or more, not -1"),
        ("jobs = true", "jobs takes a whole number, 0 or more, not true"),
        ('keep = "Artel"', "keep takes a list of strings, not 'Artel'"),
        ("glob = [1]", "glob takes a list of strings, not [1]"),
        ('others = "kep"', "others takes keep, convert or romanize, not 'kep'"),
        ('encoding = "windows-12511"', "encoding: no encoding is named 'windows-12511'; did you mean 'windows-1251'"),
        ('output-encoding = "auto"', "output-encoding: no encoding is named 'auto'"),
        ("set = { dates = true }", 'set takes a table of strings, as { dates = "keep" }, not '),
        ("stems = 1", "stems takes the path of a TSV, or a list of tables that give a stem by orthography, not 1"),
        ('pin = "x"', "pin takes a table that gives each id a version or a hash, as { version = "),
        ("pin = { a = {} }", 'pin of a takes { version = "…", hash = "…" }, one of the two or both'),
        ("pin = { a = { version = 1 } }", 'pin of a takes { version = "…", hash = "…" }'),
        ('pin = { a = { hash = "3f2a" } }', "pin of a has the hash '3f2a'; it takes 12 hexadecimal digits or more"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_file(tmp_path: Path, line: str, told: str) -> None:
    path = write(tmp_path / "house" / "uzlat.toml", line)
    with pytest.raises(ConfigError) as error:
        config(tmp_path)
    message = str(error.value)
    assert told in message
    assert message.startswith(f"{path}: ")
    assert "\n" not in message


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'to = "a"\nto = \n', ":2: not valid TOML: "),
        (b'to = "a"\nto = "b"\n', ":2: not valid TOML: "),
        (b'to = "\xff"\n', ": not UTF-8; save it as UTF-8"),
    ],
)
def test_a_file_that_is_no_toml_is_told_with_its_line(tmp_path: Path, content: bytes, told: str) -> None:
    path = write(tmp_path / "house" / "uzlat.toml", "")
    path.write_bytes(content)
    with pytest.raises(ConfigError) as error:
        config(tmp_path)
    assert str(error.value).startswith(f"{path}{told}")


def test_a_byte_order_mark_and_other_line_ends_do_no_harm(tmp_path: Path) -> None:
    write(tmp_path / "house" / "uzlat.toml", "").write_bytes(b'\xef\xbb\xbfto = "a"\r\nnames = true\r\n')
    assert (config(tmp_path)["to"], config(tmp_path)["names"]) == ("a", True)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("UZLAT_TOO", "x", "UZLAT_TOO is no variable of uzlat; did you mean 'UZLAT_TO'?"),
        ("UZLAT_TOO", "", "UZLAT_TOO is no variable of uzlat"),
        ("UZLAT_PIN", "x", "UZLAT_PIN is no variable of uzlat; write pins into uzlat.toml, where `uzlat config pin`"),
        ("UZLAT_JOBS", "many", "UZLAT_JOBS takes a whole number, 0 or more, not 'many'"),
        ("UZLAT_NAMES", "si", "UZLAT_NAMES takes true or false, not 'si'"),
        ("UZLAT_OTHERS", "kep", "UZLAT_OTHERS takes keep, convert or romanize, not 'kep'"),
        ("UZLAT_SET", "dates", "UZLAT_SET takes OPTION=VALUE, not 'dates'"),
        ("UZLAT_ENCODING", "hex", "UZLAT_ENCODING: 'hex' is no encoding of text"),
    ],
)
def test_a_variable_that_cannot_be_used_is_told(tmp_path: Path, name: str, text: str, told: str) -> None:
    with pytest.raises(ConfigError) as error:
        config(tmp_path, **{name: text})
    assert str(error.value).startswith(told)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"set": ["dates"]}, "--set takes OPTION=VALUE, not 'dates'"),
        ({"others": "kep"}, "--others takes keep, convert or romanize, not 'kep'"),
        ({"jobs": -2}, "--jobs takes a whole number, 0 or more, not -2"),
    ],
)
def test_an_option_that_cannot_be_used_is_told(tmp_path: Path, given: dict[str, object], told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        config(tmp_path, given)


def test_choices_are_those_of_the_conversion() -> None:
    assert KEYS["others"].choices == OTHERS
    assert (KEYS["encoding"].choices, KEYS["output-encoding"].choices) == ((AUTO,), (SAME,))


def test_whether_anything_is_configured_is_known_without_reading_it(tmp_path: Path) -> None:
    place = str(tmp_path / "house" / "news")
    assert not configured(place, environ(tmp_path))
    assert configured(place, environ(tmp_path, UZLAT_TO="x"))
    write(tmp_path / "house" / "pyproject.toml", "[project]\n")
    assert not configured(place, environ(tmp_path))
    write(tmp_path / "house" / "pyproject.toml", "[tool.uzlat]\n")
    assert configured(place, environ(tmp_path))
    assert not configured(str(tmp_path), environ(tmp_path))
    write(user_file(tmp_path), "broken")
    assert configured(str(tmp_path), environ(tmp_path))


# ---------------------------------------------------------------- uzlat config


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder, without a file of the user and without variables."""
    for name in [name for name in os.environ if name.startswith("UZLAT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("UZLAT_CONFIG", os.devnull)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def printed(*args: str) -> str:
    done = CliRunner().invoke(app, args)
    if done.exception is not None:
        raise done.exception
    return done.output


def test_show_prints_every_key_as_toml_with_its_origin(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house = 'style = "press"\nlog = "x.log"\n[set]\ndates = "keep"\n[pin]\n"a b" = { version = "1" }'
    write(here / "house" / "uzlat.toml", house)
    monkeypatch.setenv("UZLAT_SET", "quotes=curly")
    monkeypatch.setenv("UZLAT_KEEP", ",".join(f"word{number}" for number in range(30)))
    shown = printed("show", "house/news.txt")
    assert tomllib.loads(shown) == json.loads(json.dumps(_values("house")))
    origins = dict(line.split("  # ") for line in shown.splitlines() if "  # " in line)
    origins = {setting.strip(): origin for setting, origin in origins.items()}
    assert origins['style = "press"'] == origins['set.dates = "keep"'] == os.path.join("house", "uzlat.toml")
    assert origins['set.quotes = "curly"'] == "UZLAT_SET"
    assert origins['to = "uz-Latn"'] == "default"
    assert "# UZLAT_KEEP\nkeep = [\n" in shown
    assert all(len(line) <= 60 for line in shown.splitlines() if not line.startswith("log"))


def _values(folder: str) -> dict[str, object]:
    found = Configs({}).for_folder(folder)
    return {key: found[key] for key in KEYS}


def test_show_prints_objects_for_machines(here: Path) -> None:
    path = write(here / "uzlat.toml", 'keep = ["Artel"]\nnames = true')
    told = {item["key"]: item for item in map(json.loads, printed("show", "--json").splitlines())}
    assert list(told) == list(KEYS)
    assert told["keep"] == {"key": "keep", "value": ["Artel"], "origin": str(path)}
    assert told["jobs"] == {"key": "jobs", "value": 0, "origin": "default"}


def test_show_refuses_a_broken_file(here: Path) -> None:
    write(here / "uzlat.toml", 'form = "x"')
    with pytest.raises(ConfigError, match="unknown key 'form'"):
        printed("show")


def test_pins_are_printed_ready_to_paste_whatever_is_pinned(here: Path) -> None:
    write(here / "uzlat.toml", '[pin]\n"uz-Cyrl_uz-Latn" = { version = "0" }')
    pins = tomllib.loads(printed("pin"))["pin"]
    assert list(pins) == ["uz-Cyrl_uz-Latn", "uz-Latn-2026_uz-Latn", "uz-Latn_uz-Latn"]
    for name, pin in pins.items():
        assert load(name).digest.startswith(pin["hash"])
        assert load(name).meta["version"] == pin["version"]
    write(here / "uzlat.toml", 'to = "none"')
    with pytest.raises(TableError, match=r"uzlat\.toml: unknown table 'uz-Cyrl_none'"):
        printed("pin")


PLAIN = st.one_of(st.text(), st.booleans(), st.integers(0, 9), st.lists(st.text()))


@given(st.dictionaries(st.text(), PLAIN | st.dictionaries(st.text(), PLAIN)))
def test_every_value_is_written_as_toml(value: dict[str, object]) -> None:
    assert tomllib.loads(f"x = {as_toml(value)}") == {"x": value}


# ---------------------------------------------------------------- the page


def examples(kind: str) -> list[str]:
    parts = PAGE.read_text(encoding="utf-8").split(f"```{kind}\n")
    return [part.partition("```")[0] for part in parts[1:]]


@pytest.mark.parametrize("example", examples("toml"))
def test_the_examples_of_the_page_can_be_used(tmp_path: Path, example: str) -> None:
    name = "pyproject.toml" if "[tool.uzlat]" in example else "uzlat.toml"
    assert read_layer(str(write(tmp_path / name, example)))


def test_the_page_explains_every_key() -> None:
    rows = [line.split("|") for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert [row[1].strip(" `") for row in rows] == list(KEYS)
    for row in rows:
        default = KEYS[row[1].strip(" `")].default
        assert row[3].strip(" `") == ("" if default == "" else as_toml(default)), row
