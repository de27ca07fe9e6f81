"""`uzlat rules check` refuses each kind of fault, with the line and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run
from uzlat.check import check_table
from uzlat.rulebook import BEGINNING

GOOD = BEGINNING.format(id="a_b", source="a", target="b")
OPTION = """
[options.mood]
default = "calm"
values = ["calm", "loud"]
why = "w"
cite = "c"
[options.mood.examples]
calm = { "а" = "a" }
loud = { "а" = "a" }
"""
RULE = """
[[rule]]
id = "second"
from = "б"
to = "b"
why = "w"
cite = "c"
examples = { "аба" = "aba", "а" = "a" }
"""


def faults(tmp_path: Path, text: str, name: str = "a_b.toml") -> list[str]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return [f"{fault.line}: {fault.message}" for fault in check_table(str(path))]


def test_the_beginning_of_a_table_passes(tmp_path: Path) -> None:
    assert faults(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"б" = "b"\n', "", "the source letter 'б' has no mapping; add it to [letters]"),
        ('"б" = "b"', '"б" = "b"\n"в" = "v"', "'в' is no letter of alphabet.source"),
        (', "бба" = "bba"', "", "'double-b' has no example in which it must not fire"),
        ('"абба" = "aba", ', "", "'double-b' has no example in which it fires"),
        ('"абба" = "aba"', '"абба" = "abba"', "double-b: 'абба' gives 'aba', not 'abba'"),
        ('"аб" = "ab"', '"аб" = "ba"', "[examples]: 'аб' gives 'ab', not 'ba'"),
        ('to = "b"', 'to = "ß"', "writes 'ß', no letter of alphabet.target"),
        ('"а" = "a"\n', '"а" = "é"\n', "writes 'é', no letter of alphabet.target"),
        ('id = "double-b"', 'id = "double-b"\nwhen = { mood = "loud" }', "can never fire: there is no mood=loud"),
        ('from = "бб"', 'from = "бж"', "can never fire: 'ж' in 'бж' is no source letter"),
        ('cite = "the section that states it"', 'cite = ""', "'double-b' has an empty cite"),
        ('why = "Say in', 'reason = "x"\nwhy = "Say in', "has the unknown key 'reason'"),
        ('title = "a to b"', 'title = "и\u0306"', "is not in NFC"),
        ('id = "a_b"', 'id = "a_c"', "the id is 'a_c' but the file is 'a_b.toml'"),
        ('after = ["vowel"]', 'afterwards = ["vowel"]', "has the unknown key 'afterwards'"),
        ('to = "b"', "to = 5", "rule.0.to must be string"),
        ("[letters]", "[leters]", "has the unknown key 'leters'"),
        ("[letters]", "[letters", "not valid TOML"),
        ('after = ["vowel"]', 'after = ["vovel"]', "'vovel' is neither a class nor source letters"),
        ('"б" = "b"', '"б" = "b"\n"вг" = "v"', "has a key of the wrong form"),
    ],
)
def test_a_fault_is_told(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in GOOD
    found = faults(tmp_path, GOOD.replace(old, new, 1))
    assert any(told in line for line in found), found


def test_the_line_is_that_of_the_entry(tmp_path: Path) -> None:
    text = GOOD.replace('cite = "the section that states it"', 'cite = ""')
    line = GOOD.splitlines().index('id = "double-b"') + 1
    assert faults(tmp_path, text)[0].startswith(f"{line}: ")


def test_an_id_that_stands_twice_is_told_where_it_stands_again(tmp_path: Path) -> None:
    text = GOOD.replace("[examples]", RULE.replace("second", "double-b") + "\n[examples]")
    line = [at for at, row in enumerate(text.splitlines(), 1) if row == 'id = "double-b"'][1]
    assert f"{line}: the id 'double-b' stands twice" in faults(tmp_path, text)[0]


def test_a_rule_behind_one_that_always_fires_can_never_fire(tmp_path: Path) -> None:
    twice = RULE + RULE.replace("second", "third")
    found = faults(tmp_path, GOOD.replace("[examples]", twice + "\n[examples]"))
    assert any("'third' can never fire: 'second' before it always does" in line for line in found)


def test_an_option_without_effect_or_example_is_told(tmp_path: Path) -> None:
    found = faults(tmp_path, GOOD.replace("[classes]", OPTION + "\n[classes]"))
    assert any("the option mood=loud has no effect" in line for line in found)
    found = faults(tmp_path, GOOD.replace("[classes]", OPTION.replace("loud = {", "lout = {") + "\n[classes]"))
    assert any("the option mood has no example for the value loud" in line for line in found)


def test_a_style_that_sets_what_does_not_exist_is_told(tmp_path: Path) -> None:
    found = faults(tmp_path, GOOD.replace("[classes]", '[styles.x]\nmood = "loud"\n[classes]'))
    assert any("the style sets mood=loud, which does not exist" in line for line in found)


def test_an_inherited_option_without_effect_in_the_derived_table_is_told(tmp_path: Path) -> None:
    """In a table where ъ writes nothing, tutuq_after_o changes nothing."""
    text = (
        '[meta]\nid = "d_e"\ntitle = "t"\nversion = "1"\nsource = "d"\ntarget = "e"\ncite = "c"\n'
        'extends = "uz-Cyrl_uz-Latn"\n[letters]\n"ъ" = ""\n'
    )
    found = faults(tmp_path, text, "d_e.toml")
    assert any("the option tutuq_after_o=keep has no effect" in line for line in found)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "lacks 'meta'"),
        (b"\xff\xfe", "not UTF-8"),
        (b'[meta]\nid = "a_b"\nextends = "a_b"\n', "lacks 'cite'"),
    ],
)
def test_what_is_no_rule_file_is_one_fault(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "a_b.toml"
    path.write_bytes(content)
    found = check_table(str(path))
    assert len(found) == 1
    assert told in found[0].message


def test_what_is_dropped_must_be_inherited(tmp_path: Path) -> None:
    head = '[meta]\nid = "a_b"\ntitle = "t"\nversion = "1"\nsource = "a"\ntarget = "b"\ncite = "c"\n'
    found = faults(tmp_path, head + 'extends = "uz-Cyrl_uz-Latn"\ndrop = ["R99"]\n')
    assert any("drops 'R99', which is not inherited" in line for line in found)


def test_a_missing_table_does_not_stop_the_check_of_the_others(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a_b.toml").write_text(GOOD, encoding="utf-8")
    done = run("rules", "check", "none.toml", "a_b.toml")
    assert (done.returncode, done.stdout) == (2, b"a_b.toml: ok\n")
    assert b"no rule file 'none.toml'" in done.stderr


def test_a_table_that_extends_itself_or_nothing_is_told(tmp_path: Path) -> None:
    head = '[meta]\nid = "a_b"\ntitle = "t"\nversion = "1"\nsource = "a"\ntarget = "b"\ncite = "c"\nextends = '
    assert "cannot extend itself" in faults(tmp_path, head + '"a_b"')[0]
    assert "unknown table 'none_x'" in faults(tmp_path, head + '"none_x"')[0]


@pytest.mark.parametrize(("pattern", "told"), [("б[", "is no regular expression"), ("бб", "needs one group")])
def test_a_phrase_whose_pattern_cannot_work_is_told(tmp_path: Path, pattern: str, told: str) -> None:
    phrase = f"""
[[phrase]]
id = "p"
find = '{pattern}'
to = "b"
chars = "б"
why = "w"
cite = "c"
examples = {{ "б" = "b" }}
"""
    assert any(told in line for line in faults(tmp_path, GOOD.replace("[examples]", phrase + "\n[examples]")))


def test_the_command_prints_file_line_and_message_and_exits_with_1(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a_b.toml").write_text(GOOD.replace('"б" = "b"\n', ""), encoding="utf-8")
    done = run("rules", "check", "a_b.toml")
    assert done.returncode == 1
    assert done.stdout.decode().startswith("a_b.toml:20: the source letter 'б' has no mapping")
    assert run("rules", "check").returncode == 0


def test_a_new_table_passes_the_check_at_once_and_is_never_overwritten(run: Run, tmp_path: Path) -> None:
    assert run("rules", "new", "kk-Cyrl_kk-Arab").returncode == 0
    assert run("rules", "check", "kk-Cyrl_kk-Arab.toml").stdout == b"kk-Cyrl_kk-Arab.toml: ok\n"
    again = run("rules", "new", "kk-Cyrl_kk-Arab")
    assert again.returncode == 2
    assert b"the file exists and was left as it is" in again.stderr
    assert run("rules", "new", "nonsense").returncode == 2
