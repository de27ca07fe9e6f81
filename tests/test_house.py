"""What a house converts with: stems in both directions, kept words, options, pins, and a fingerprint of it all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from uzlat import Converter, TableError, load
from uzlat.config import Config, ConfigError, Configs
from uzlat.house import converter_for, fingerprint
from uzlat.pipeline import Pipeline
from uzlat.show import explained

LIST = """# as this house writes them
uz-Cyrl\tuz-Latn

твиттер\ttwitter
чат\tchat
хешшоу\theshshou
сентябр\tsentyabr
санъатшоу\tsan'atshou
"""
TABLES = ["uz-Cyrl_uz-Latn", "uz-Cyrl_uz-Latn-2026", "uz-Latn_uz-Cyrl", "uz-Latn-2026_uz-Cyrl", "uz-Latn_uz-Latn-2026"]


def house(tmp_path: Path, text: str = "", given: dict[str, object] | None = None, stems: str = LIST) -> Config:
    """Give the settings of a house with a list of stems, and nothing of the user's own."""
    (tmp_path / "stems.tsv").write_text(stems, encoding="utf-8")
    (tmp_path / "uzlat.toml").write_text(text, encoding="utf-8")
    return Configs(given or {}, {"UZLAT_CONFIG": os.devnull}).for_folder(str(tmp_path))


def stemmed(tmp_path: Path, table: str, more: str = "") -> Converter:
    return converter_for(house(tmp_path, f'stems = "stems.tsv"\ntable = "{table}"\n{more}'))


def traced(converter: Converter, text: str) -> str:
    return "".join(trace.output for trace in converter.trace(text))


# ---------------------------------------------------------------- stems


@pytest.mark.parametrize(
    ("table", "source", "target"),
    [
        ("uz-Cyrl_uz-Latn", "твиттер, твиттерда, Твиттерлардан", "twitter, twitterda, Twitterlardan"),
        ("uz-Cyrl_uz-Latn", "ТВИТТЕР ва ТВИТТЕРДА", "TWITTER va TWITTERDA"),
        ("uz-Cyrl_uz-Latn", "сентябрда санъатшоуни", "sentyabrda sanʼatshouni"),
        ("uz-Latn_uz-Cyrl", "twitter, twitterda, Twitterlardan", "твиттер, твиттерда, Твиттерлардан"),
        ("uz-Latn_uz-Cyrl", "TWITTER va TWITTERDA", "ТВИТТЕР ва ТВИТТЕРДА"),
        ("uz-Latn_uz-Cyrl", "san'atshouni sanʼatshou san’atshou", "санъатшоуни санъатшоу санъатшоу"),
        ("uz-Cyrl_uz-Latn-2026", "Чатда хешшоуни ХЕШШОУ", "Çatda heşşouni HEŞŞOU"),
        ("uz-Latn-2026_uz-Cyrl", "Çatda heşşouni HEŞŞOU Twitterda", "Чатда хешшоуни ХЕШШОУ Твиттерда"),
        ("uz-Latn_uz-Latn-2026", "Chatda heshshouni HESHSHOU", "Çatda heşşouni HEŞŞOU"),
        ("uz-Latn-2026_uz-Latn", "Çatda heşşouni HEŞŞOU", "Chatda heshshouni HESHSHOU"),
        ("uz-Latn_uz-Latn", "sentyabrda san'atshou", "sentyabrda sanʼatshou"),
    ],
)
def test_stems_serve_every_table_with_endings_and_capitals(
    tmp_path: Path, table: str, source: str, target: str
) -> None:
    converter = stemmed(tmp_path, table)
    assert converter(source) == traced(converter, source) == target


def test_stems_come_back_as_they_were(tmp_path: Path) -> None:
    text = "Твиттерда чатлар, ТВИТТЕР: хешшоуни сентябрда санъатшоудан"
    for latin in ("uz-Latn", "uz-Latn-2026"):
        forth, back = stemmed(tmp_path, f"uz-Cyrl_{latin}"), stemmed(tmp_path, f"{latin}_uz-Cyrl")
        assert back(forth(text)) == text


def test_a_stem_that_looks_foreign_is_no_longer_left(tmp_path: Path) -> None:
    text = "Facebookda va Washingtonda twitterda"
    (tmp_path / "plain").mkdir()
    stems = "uz-Latn\tuz-Cyrl\nfacebook\tфейсбук\ntwitter\tтвиттер\n"
    known = converter_for(house(tmp_path, 'stems = "stems.tsv"\nto = "uz-Cyrl"', stems=stems))
    assert Converter("uz-Latn_uz-Cyrl")(text) == "Facebookда ва Washingtonда twitterда"
    assert known(text) == traced(known, text) == "Фейсбукда ва Washingtonда твиттерда"


def test_kept_words_are_stronger_than_stems(tmp_path: Path) -> None:
    assert stemmed(tmp_path, "uz-Latn_uz-Cyrl", 'keep = ["twitter"]')("twitter chat") == "twitter чат"


def test_the_code_points_of_a_stem_are_those_of_the_options(tmp_path: Path) -> None:
    converter = stemmed(tmp_path, "uz-Cyrl_uz-Latn", 'set = { apostrophe = "curly" }')
    assert converter("санъатшоу санъат") == "san’atshou san’at"


def test_the_longest_stem_wins_and_the_first_of_two_rows(tmp_path: Path) -> None:
    stems = "uz-Cyrl\tuz-Latn\nшоу\tshow\nшоубиз\tshoubiz\nшоу\tshou\nшов\tshow\n"
    there = converter_for(house(tmp_path, 'stems = "stems.tsv"', stems=stems))
    back = converter_for(house(tmp_path, 'stems = "stems.tsv"\nto = "uz-Cyrl"', stems=stems))
    assert there("шоуда шоубизда шовда") == "showda shoubizda showda"
    assert back("showda shoubizda") == "шоуда шоубизда"


def test_a_column_of_its_own_is_stronger_than_what_another_leads_to(tmp_path: Path) -> None:
    stems = "uz-Cyrl\tuz-Latn\tuz-Latn-2026\nчат\tchat\tçet\nчип\tchip\n"
    config = house(tmp_path, 'stems = "stems.tsv"\nto = "uz-Latn-2026"', stems=stems)
    assert converter_for(config)("чатда чипда") == "çetda çipda"


def test_rows_may_stand_in_the_settings_and_are_the_same(tmp_path: Path) -> None:
    stems = "uz-Cyrl\tuz-Latn\nтвиттер\ttwitter\n"
    inline = house(tmp_path, 'stems = [{ uz-Cyrl = "Твиттер", uz-Latn = "Twitter" }]')
    assert converter_for(inline)("твиттерда") == "twitterda"
    assert fingerprint(inline) == fingerprint(house(tmp_path, 'stems = "stems.tsv"', stems=stems))


def test_a_stem_is_explained_by_the_list_it_stands_in(tmp_path: Path) -> None:
    converter = stemmed(tmp_path, "uz-Cyrl_uz-Latn")
    cites = {step["cite"] for step in explained(converter, "твиттерда") if step["rule"] == "house"}
    assert cites == {str(tmp_path / "stems.tsv")}
    inline = converter_for(house(tmp_path, 'stems = [{ uz-Cyrl = "твиттер", uz-Latn = "twitter" }]'))
    cites = {step["cite"] for step in explained(inline, "твиттерда") if step["rule"] == "house"}
    assert cites == {str(tmp_path / "uzlat.toml")}


def test_stems_leave_the_digest_of_the_table_as_it_was(tmp_path: Path) -> None:
    assert stemmed(tmp_path, "uz-Cyrl_uz-Latn").table.digest == load("uz-Cyrl_uz-Latn").digest


def test_lines_in_other_alphabets_get_the_stems_and_the_options_too(tmp_path: Path) -> None:
    text = "Бугун Ўзбекистонда чатлар ва твиттерда ёзилди\nBugun Oʻzbekistonda chatlar va twitterda yozildi\n"
    config = house(tmp_path, 'stems = "stems.tsv"\nto = "uz-Latn-2026"\nkeep = ["Bugun"]')
    assert Pipeline(converter_for(config)).feed(text) == "Bugun Özbekistonda çatlar va twitterda yozildi\n" * 2
    back = converter_for(house(tmp_path, 'stems = "stems.tsv"\nto = "uz-Cyrl"\nkeep = ["Bugun"]'))
    mixed = "Bugun Oʻzbekistonda twitterda yozildi\nBugun Özbekistonda twitterda yozildi, şahar çatda\n"
    wanted = "Bugun Ўзбекистонда твиттерда ёзилди\nBugun Ўзбекистонда твиттерда ёзилди, шаҳар чатда\n"
    assert Pipeline(back).feed(mixed) == wanted


def test_a_table_of_the_house_has_its_stems(tmp_path: Path) -> None:
    own = '[meta]\nid = "own"\ntitle = "t"\nversion = "1"\nsource = "uz-Cyrl"\ntarget = "uz-Latn"\ncite = "c"\n'
    (tmp_path / "own.toml").write_text(own + 'extends = "uz-Cyrl_uz-Latn"\n', encoding="utf-8")
    assert stemmed(tmp_path, "own.toml")("твиттерда") == "twitterda"


def test_a_table_of_the_house_may_have_orthographies_of_its_own(tmp_path: Path) -> None:
    own = '[meta]\nid = "kk-Cyrl_kk-Latn"\ntitle = "t"\nversion = "1"\nsource = "kk-Cyrl"\ntarget = "kk-Latn"\n'
    letters = '[alphabet]\nsource = "ач"\ntarget = "ac"\n[letters]\n"а" = "a"\n"ч" = "c"\n'
    (tmp_path / "own.toml").write_text(own + 'cite = "c"\n' + letters, encoding="utf-8")
    config = house(tmp_path, 'stems = "stems.tsv"\ntable = "own.toml"', stems="kk-Cyrl\tkk-Latn\nача\taca\nчаа\tcca\n")
    assert converter_for(config)("Ачача чаача") == "Acaca ccaca"


SHARED = Converter("uz-Cyrl_uz-Latn"), Converter("uz-Latn_uz-Cyrl")
WORDS = [
    "салом", "китоб", "Ўзбекистонда", "чатлар", "Твиттерда", "ТВИТТЕР", "хешшоунинг", "сентябр", "санъат", "АҚШ",
    "1992", "йил",
]  # fmt: skip
LATIN = [
    "salom", "kitob", "Oʻzbekistonda", "chatlar", "Twitterda", "TWITTER", "heshshouning", "sentabr", "san'at",
    "Facebook", "iPhone", "WiFi", "XX",
]  # fmt: skip


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Converter, Converter]:
    folder = tmp_path_factory.mktemp("house")
    return stemmed(folder, "uz-Cyrl_uz-Latn"), stemmed(folder, "uz-Latn_uz-Cyrl")


TEXT = st.lists(st.one_of(st.sampled_from(WORDS + LATIN), st.text("твиermсhшouъ'ʼ-. \n", max_size=8))).map(" ".join)


@given(text=TEXT)
def test_both_roads_give_the_same_with_stems(pair: tuple[Converter, Converter], text: str) -> None:
    for converter in pair:
        assert converter(text) == traced(converter, text)
        assert "".join(trace.source for trace in converter.trace(text)) == text


@given(text=st.lists(st.sampled_from([*WORDS, *LATIN])).map(" ".join))
def test_words_without_a_stem_come_out_as_ever(pair: tuple[Converter, Converter], text: str) -> None:
    heads = ("твит", "чат", "хеш", "сент", "twit", "chat", "hesh", "sent")
    plain = " ".join(word for word in text.split() if not word.lower().startswith(heads))
    assert [converter(plain) for converter in pair] == [converter(plain) for converter in SHARED]


@pytest.mark.parametrize(
    ("stems", "told"),
    [
        ("uz-Cyrl\nа\n", ":1: the first line names two orthographies or more, parted by tabs, each once"),
        ("uz-Cyrl\tuz-Cyrl\nа\n", ":1: the first line names two orthographies or more"),
        ("uz-Cyrl\tuz-Lat\nчат\tchat\n", ":2: unknown orthography 'uz-Lat'; did you mean 'uz-Latn'?"),
        ("# x\nuz-Cyrl\tuz-Latn\nчат\tchat\tx\n", ":3: 3 columns, but the first line names 2"),
        ("uz-Cyrl\tuz-Latn\nчат\n", ":2: a stem is given in two orthographies or more, not in 1"),
        ("uz-Cyrl\tuz-Latn\nчат рум\tchat\n", ":2: 'чат рум' is no stem: it takes two letters or more"),
        ("uz-Cyrl\tuz-Latn\nчат\twi-fi\n", ":2: 'wi-fi' is no stem"),
        ("uz-Cyrl\tuz-Latn\nч\tch\n", ":2: 'ч' is no stem"),
    ],
)
def test_a_list_of_stems_that_cannot_be_used_is_told_with_its_line(tmp_path: Path, stems: str, told: str) -> None:
    with pytest.raises(ConfigError) as error:
        converter_for(house(tmp_path, 'stems = "stems.tsv"', stems=stems))
    assert str(error.value).startswith(f"{tmp_path / 'stems.tsv'}{told}")


def test_other_lists_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    config = house(tmp_path, 'stems = "stems.tsv"')
    (tmp_path / "stems.tsv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="not UTF-8; save the list of stems as UTF-8"):
        converter_for(config)
    with pytest.raises(ConfigError, match="not UTF-8; save the list of words as UTF-8"):
        converter_for(house(tmp_path, 'keep-from = "words.txt"', {"keep-from": _binary(tmp_path / "words.txt")}))
    with pytest.raises(ConfigError, match="--keep-from takes a file; standard input holds the text"):
        converter_for(house(tmp_path, "", {"keep-from": "-"}))
    for line in ('stems = "none.tsv"', 'keep-from = "none.tsv"'):
        with pytest.raises(FileNotFoundError, match="none"):
            converter_for(house(tmp_path, line))
    with pytest.raises(ConfigError, match=r"uzlat\.toml: stems: unknown orthography 'uz'"):
        converter_for(house(tmp_path, 'stems = [{ uz = "чат", uz-Latn = "chat" }]'))


def _binary(path: Path) -> str:
    path.write_bytes(b"\xff\xfe\x00")
    return str(path)


# ---------------------------------------------------------------- words that stay, options


def test_words_to_keep_come_from_the_settings_and_a_file(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("\ufeff# brands\nUzum\n\n Click \n", encoding="utf-8")
    config = house(tmp_path, 'keep = ["Artel"]\nkeep-from = "words.txt"\nto = "uz-Cyrl"', {"keep": ["Payme"]})
    assert converter_for(config)("Artel Uzumda click payme salom") == "Artel Uzumда click payme салом"


def test_style_and_options_of_the_settings_hold(tmp_path: Path) -> None:
    config = house(tmp_path, 'style = "press"\n[set]\nquotes = "curly"', {"set": {"dates": "hyphen"}})
    assert converter_for(config).settings == load("uz-Cyrl_uz-Latn").settings("press", quotes="curly", dates="hyphen")


def test_what_a_file_sets_for_other_tables_is_left_out(tmp_path: Path) -> None:
    text = 'style = "press"\n[set]\nloans = "keep"\ndates = "hyphen"'
    config = house(tmp_path, text, {"to": "uz-Cyrl"})
    assert converter_for(config).settings == load("uz-Latn_uz-Cyrl").settings()


def test_an_option_that_only_another_alphabet_has_holds_for_its_lines(tmp_path: Path) -> None:
    text = "Бугун Ўзбекистонда сентябрь ва бюджет ёзилди\n"
    table = 'table = "uz-Latn_uz-Latn"\n'
    plain, kept = (converter_for(house(tmp_path, table + more)) for more in ("", 'set = { loans = "keep" }'))
    assert Pipeline(plain).feed(text) == "Bugun Oʻzbekistonda sentabr va budjet yozildi\n"
    assert Pipeline(kept).feed(text) == "Bugun Oʻzbekistonda sentyabr va byudjet yozildi\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[set]\ndatse = "keep"', "unknown option 'datse' in uz-Cyrl_uz-Latn; did you mean 'dates'"),
        ('[set]\ndates = "kep"', "unknown value for dates 'kep' in uz-Cyrl_uz-Latn; did you mean 'keep'"),
        ('style = "pres"', "unknown style 'pres' in uz-Cyrl_uz-Latn; did you mean 'press'"),
        ('to = "uz-Latin"', "unknown table 'uz-Cyrl_uz-Latin'; did you mean 'uz-Cyrl_uz-Latn'"),
        ('table = "uz-Cyrl_uz-Lat"', "unknown table 'uz-Cyrl_uz-Lat'; did you mean 'uz-Cyrl_uz-Latn'"),
    ],
)
def test_a_name_that_no_table_has_is_told_with_its_file(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(TableError) as error:
        converter_for(house(tmp_path, text))
    assert str(error.value).startswith(f"{tmp_path / 'uzlat.toml'}: {told}")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"set": ["loans=keep"]}, "unknown option 'loans' in uz-Latn_uz-Cyrl; there are: "),
        ({"set": ["dates=hyphen"]}, "unknown value for dates 'hyphen' in uz-Latn_uz-Cyrl; "),
        ({"style": "press"}, "unknown style 'press' in uz-Latn_uz-Cyrl; "),
        ({"to": "uz-Cyr"}, "unknown table 'uz-Cyrl_uz-Cyr'; "),
    ],
)
def test_on_the_command_line_the_table_must_have_it(tmp_path: Path, given: dict[str, object], told: str) -> None:
    with pytest.raises(TableError) as error:
        converter_for(house(tmp_path, 'to = "uz-Cyrl"', given))
    assert str(error.value).startswith(told)


# ---------------------------------------------------------------- pins


def pins(*names: str, version: str | None = None, digits: str | None = None) -> str:
    """Write the right pins of tables, but for what is given."""
    lines = ["[pin]"]
    for name in names:
        table = load(name)
        said = f'version = "{version or table.meta["version"]}", hash = "{digits or table.digest[:12]}"'
        lines.append(f'"{name}" = {{ {said} }}')
    return "\n".join(lines)


def test_a_table_that_is_pinned_as_it_is_converts(tmp_path: Path) -> None:
    config = house(tmp_path, pins("uz-Cyrl_uz-Latn", "uz-Latn_uz-Latn", "uz-Latn_uz-Cyrl"))
    assert converter_for(config)("чой") == "choy"
    assert converter_for(house(tmp_path, '[pin]\n"uz-Cyrl_uz-Latn" = { version = "1" }'))("чой") == "choy"
    whole = load("uz-Cyrl_uz-Latn").digest.upper()
    assert converter_for(house(tmp_path, f'[pin]\n"uz-Cyrl_uz-Latn" = {{ hash = "{whole}" }}'))("чой") == "choy"


def test_another_version_is_refused(tmp_path: Path) -> None:
    table = load("uz-Cyrl_uz-Latn")
    with pytest.raises(TableError) as error:
        converter_for(house(tmp_path, pins("uz-Cyrl_uz-Latn", version="0.9")))
    assert str(error.value) == (
        f"uz-Cyrl_uz-Latn is version {table.meta['version']} (hash {table.digest[:16]}…), and "
        f"{tmp_path / 'uzlat.toml'} pins version 0.9 (hash {table.digest[:12]}); nothing was converted; "
        "install the uzlat that has it, or change the pin"
    )


def test_another_hash_is_refused_though_the_version_is_the_same(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"pins hash 0{16}…; nothing was converted"):
        converter_for(house(tmp_path, f'[pin]\n"uz-Cyrl_uz-Latn" = {{ hash = "{"0" * 64}" }}'))


def test_a_table_that_only_some_lines_need_is_compared_before_anything_is_converted(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"^uz-Latn_uz-Latn is version"):
        converter_for(house(tmp_path, pins("uz-Latn_uz-Latn", version="0.9")))
    other = house(tmp_path, pins("uz-Latn_uz-Latn", version="0.9"), {"to": "uz-Latn-2026"})
    assert converter_for(other)("чой") == "çoy"


def test_a_table_of_the_house_is_pinned_and_an_edit_of_it_refused(tmp_path: Path) -> None:
    own = (
        '[meta]\nid = "x_y"\ntitle = "t"\nversion = "1"\nsource = "x"\ntarget = "y"\ncite = "c"\n[letters]\n"а" = "a"\n'
    )
    (tmp_path / "x_y.toml").write_text(own, encoding="utf-8")
    text = f'table = "x_y.toml"\n[pin]\nx_y = {{ hash = "{load(str(tmp_path / "x_y.toml")).digest}" }}'
    assert converter_for(house(tmp_path, text))("а") == "a"
    assert converter_for(house(tmp_path, text, {"table": "uz-Cyrl_uz-Latn"}))("чой") == "choy"
    (tmp_path / "x_y.toml").write_text(own.replace('"a"', '"o"'), encoding="utf-8")
    with pytest.raises(TableError, match=r"^x_y is version 1 "):
        converter_for(house(tmp_path, text))


def test_a_pin_of_no_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"uzlat\.toml pins 'uz-Cyrl_uz-Lat', which is no table; did you mean"):
        converter_for(house(tmp_path, '[pin]\n"uz-Cyrl_uz-Lat" = { version = "1" }'))


def test_a_pin_of_the_nearest_file_replaces_that_of_the_user(tmp_path: Path) -> None:
    user = tmp_path / "user.toml"
    user.write_text(pins("uz-Cyrl_uz-Latn", "uz-Latn_uz-Latn", version="0.9"), encoding="utf-8")
    (tmp_path / "uzlat.toml").write_text(pins("uz-Cyrl_uz-Latn"), encoding="utf-8")
    config = Configs({}, {"UZLAT_CONFIG": str(user)}).for_folder(str(tmp_path))
    with pytest.raises(TableError, match=r"^uz-Latn_uz-Latn is .*user\.toml pins version 0\.9"):
        converter_for(config)


# ---------------------------------------------------------------- fingerprint


DECIDING = [
    'to = "uz-Latn-2026"', 'from = "uz-Cyrl"', 'style = "press"', 'set = { dates = "keep" }', 'keep = ["Artel"]',
    'keep-from = "uzlat.toml"', 'stems = "stems.tsv"', 'others = "convert"', 'encoding = "koi8-r"', 'encoding = "auto"',
    'set = { spelling = "keep" }', 'output-encoding = "same"', 'table = "uz-Latn_uz-Latn"',
]  # fmt: skip
SAME = [
    "jobs = 2", 'backup = "~"', "names = true", 'glob = ["*.txt"]', 'exclude = ["x"]', "hidden = true",
    "ignore = false", 'log = "x"', pins("uz-Cyrl_uz-Latn"), 'set = { dates = "hyphen" }', 'style = "official"',
    'table = "uz-Cyrl_uz-Latn"',
]  # fmt: skip


def test_the_fingerprint_changes_with_each_thing_that_decides(tmp_path: Path) -> None:
    found = [fingerprint(house(tmp_path, text)) for text in ["", *DECIDING]]
    assert len(set(found)) == len(found)
    assert all(len(one) == 16 and int(one, 16) >= 0 for one in found)


@pytest.mark.parametrize("text", SAME)
def test_the_fingerprint_changes_with_nothing_else(tmp_path: Path, text: str) -> None:
    assert fingerprint(house(tmp_path, text)) == fingerprint(house(tmp_path))


def test_the_fingerprint_looks_at_what_lists_say_and_not_at_how(tmp_path: Path) -> None:
    first = fingerprint(house(tmp_path, 'stems = "stems.tsv"\nkeep = ["Artel", "Uzum"]'))
    again = house(tmp_path, 'stems = "stems.tsv"\nkeep = ["uzum", "Artel", "artel"]', stems=f"# other words\n{LIST}\n")
    assert fingerprint(again) == first
    assert fingerprint(house(tmp_path, 'stems = "stems.tsv"', stems=f"{LIST}блог\tblog\n")) != first


def test_the_fingerprint_changes_with_the_program_and_with_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = (
        '[meta]\nid = "x_y"\ntitle = "t"\nversion = "1"\nsource = "x"\ntarget = "y"\ncite = "c"\n[letters]\n"а" = "a"\n'
    )
    (tmp_path / "x_y.toml").write_text(own, encoding="utf-8")
    config = house(tmp_path, 'table = "x_y.toml"')
    first = fingerprint(config)
    (tmp_path / "x_y.toml").write_text(own + "# longer\n", encoding="utf-8")
    second = fingerprint(config)
    monkeypatch.setattr("uzlat.__version__", "99")
    assert len({first, second, fingerprint(config)}) == 3


def test_the_list_of_the_page_can_be_used(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    (stems,) = [part.partition("```")[0] for part in page.split("```tsv\n")[1:]]
    converter = converter_for(house(tmp_path, 'stems = "stems.tsv"', stems=stems))
    assert converter("Твиттерда шоубизнес") == "Twitterda shoubiznes"
