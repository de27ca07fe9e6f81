"""Uzbek Latin to Cyrillic: letters, words that must be known, apostrophes, and what stays Latin."""

from __future__ import annotations

import pytest

from tests.conftest import ROOT, read_cases
from uzlat import Converter

CASES = read_cases("reverse.tsv")
COMMON_USE = {"yod": "ёд", "jome": "жоме", "mavze": "мавзе", "El-Ninyo": "Эл-Нинё"}
"""Cases in which another word is far commoner in news (ёд is memory), or a stem would spoil one (эл)."""
ARTICLES = sorted((ROOT / "examples" / "articles").glob("*.latn.txt"))


@pytest.fixture(scope="module")
def back() -> Converter:
    return Converter("uz-Latn_uz-Cyrl")


def both_roads(converter: Converter, source: str) -> tuple[str, str]:
    return converter(source), "".join(trace.output for trace in converter.trace(source))


def test_there_are_as_many_cases_as_were_collected() -> None:
    assert [sum(case[2] == kind for case in CASES) for kind in ("rule", "lexicon")] == [521, 262]


@pytest.mark.parametrize(("latin", "cyrillic"), [(c[0], c[1]) for c in CASES])
def test_latin_becomes_cyrillic(back: Converter, latin: str, cyrillic: str) -> None:
    wanted = COMMON_USE.get(latin, cyrillic)
    assert both_roads(back, latin) == (wanted, wanted)


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("aprelda rollar", "апрелда роллар"),  # the ь of the stem falls before an ending
        ("albomda medallar", "альбомда медаллар"),  # inside the stem it stays
        ("rolik solish sirka mergan pensiya", "ролик солиш сирка мерган пенсия"),  # look-alikes
        ("KONSERTLARDA Obyektlarning", "КОНЦЕРТЛАРДА Объектларнинг"),
        ("sentyabr oktyabr byudjet tsirk kontsert aktsiya", "сентябрь октябрь бюджет цирк концерт акция"),
        ("ob'ekt sub'ekt s'ezd qaerda poezd Mirziyoev", "объект субъект съезд қаерда поезд Мирзиёев"),
        ("AQSh AQSHda MChJ MCHJ OʻzR", "АҚШ АҚШда МЧЖ МЧЖ ЎзР"),
        ("Sh. Mirziyoyev, Yu. Yoʻldoshev", "Ш. Мирзиёев, Ю. Йўлдошев"),
        ("ketsa aytsangiz otsiz konstitutsiya", "кетса айтсангиз отсиз конституция"),
    ],
)
def test_words_and_endings(back: Converter, latin: str, cyrillic: str) -> None:
    assert both_roads(back, latin) == (cyrillic, cyrillic)


@pytest.mark.parametrize("mark", "ʻ‘’ʼ`´'′")
def test_every_apostrophe_in_use_is_read(back: Converter, mark: str) -> None:
    latin = f"O{mark}zbek tog{mark} yo{mark}l san{mark}at E{mark}LON G{mark}ALABA"
    assert both_roads(back, latin) == ("Ўзбек тоғ йўл санъат ЭЪЛОН ҒАЛАБА",) * 2


def test_common_words_without_any_apostrophe_are_read_where_they_can_be_no_other(back: Converter) -> None:
    latin = "Ozbekiston togrisida bolgan qogoz talim, bola oz sozi"
    assert both_roads(back, latin) == ("Ўзбекистон тўғрисида бўлган қоғоз таълим, бола оз сози",) * 2
    assert Converter("uz-Latn_uz-Latn")("Ozbekiston togrisida") == "Oʻzbekiston toʻgʻrisida"


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("'Yangi kino' va 'Bizning bog''", "'Янги кино' ва 'Бизнинг боғ'"),
        ("‘Muloqot’ ko‘rsatuvi", "‘Мулоқот’ кўрсатуви"),
        ("u 'bo'ldi' dedi", "у 'бўлди' деди"),
        ("kitobing' dedi", "китобинг' деди"),
        ("‘Yangi kino’ va ‘Katta bog’ kitobi", "‘Янги кино’ ва ‘Катта бог’ китоби"),
        ("BMT'ning Samsung’ning Lenovo’ni Artel’ga", "БМТ'нинг Samsung’нинг Lenovo’ни Артель’га"),
        ("Maʼdan mas'ulga obro'ga Mang'itda", "Маъдан масъулга обрўга Манғитда"),
        ("O’Hara, D’Artanyan, O'ZBEK", "О’Ҳара, Д’Артанян, ЎЗБЕК"),
        ("sham' va bog'", "шамъ ва боғ"),
        ("Kot-d’Ivuar", "Кот-д’Ивуар"),
        ("(o'zbek) \"o'zbek\" «o'zbek»", '(ўзбек) "ўзбек" «ўзбек»'),
    ],
)
def test_an_apostrophe_that_closes_a_quotation_is_no_letter(back: Converter, latin: str, cyrillic: str) -> None:
    assert both_roads(back, latin) == (cyrillic, cyrillic)


@pytest.mark.parametrize(
    "latin",
    [
        "Washington", "Shakespeare", "Facebook", "YouTube", "iPhone", "WhatsApp", "COVID", "Kazinform", "GHz", "PhD",
        "National Logistics Corporation", "The New York Times", "Coca-Cola", "XXI", "VIII",
        "kun24.uz", "hisobot2.PDF", "%s", "%(name)s", "{name}", "&nbsp;", "user_name", "İ.",
        "kun.uz", "https://kun.uz/oʻzbek", "info@kun.uz", "`kod`", "<b>", "hisobot.docx", "@nomi",
    ],
)  # fmt: skip
def test_what_is_no_uzbek_stays(back: Converter, latin: str) -> None:
    assert both_roads(back, f"bu {latin} ham") == (f"бу {latin} ҳам",) * 2


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Facebookda Google’ning YouTube'dagi BBCning", "Facebookда Google’нинг YouTube'даги BBCнинг"),
        ("Washingtondan kun.uzga", "Washingtonдан kun.uzга"),
        ("ISLAMABAD. Kazinform – Osif Ali", "ISLAMABAD. Kazinform – Осиф Али"),
        ("ASTANA. Kazinform – Astana shahri", "ASTANA. Kazinform – Астана шаҳри"),
        ("Vashington, Shekspir, Islomobod, Boris Jonson", "Вашингтон, Шекспир, Исломобод, Борис Жонсон"),
        ("TOSHKENT SHAHRI OʻZLIDEP OʻzLiDeP", "ТОШКЕНТ ШАҲРИ ЎЗЛИДЕП ЎзЛиДеП"),
        ("100 MVt, 5 km, 2 kg", "100 МВт, 5 км, 2 кг"),
        ("I. Karimov, X asr, V bob, IX–XII asrlar", "И. Каримов, X аср, V боб, IX–XII асрлар"),
        ("1991-yilning 1-sentabri, 2025-2026-yillar, 7-sinf", "1991 йилнинг 1 сентябри, 2025-2026 йиллар, 7-синф"),
    ],
)
def test_endings_names_and_numbers(back: Converter, latin: str, cyrillic: str) -> None:
    assert both_roads(back, latin) == (cyrillic, cyrillic)


def test_an_unsure_word_is_foreign_only_beside_a_foreign_one(back: Converter) -> None:
    assert both_roads(back, "Bank National Logistics") == ("Bank National Logistics",) * 2
    assert both_roads(back, "Bank hisobi, Logistics") == ("Банк ҳисоби, Logistics",) * 2


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [("Artel", "Artel"), ("artelning", "artelнинг"), ("Artel’da", "Artel’да"), ("Artelchi", "Артелчи")],
)
def test_words_of_the_user_stay_with_their_endings_converted(latin: str, cyrillic: str) -> None:
    assert both_roads(Converter("uz-Latn_uz-Cyrl", keep=["Artel"]), latin) == (cyrillic, cyrillic)


def test_what_the_user_keeps_may_be_more_than_a_word() -> None:
    converter = Converter("uz-Latn_uz-Cyrl", keep=["Wi-Fi", "o'zbek", "New York"])
    wanted = "Wi-Fi ва o'zbek, new york шаҳри"
    assert both_roads(converter, "Wi-Fi va o'zbek, new york shahri") == (wanted, wanted)


def test_a_word_of_the_user_stays_in_every_table() -> None:
    assert both_roads(Converter("uz-Cyrl_uz-Latn", keep=["ўзбек"]), "Ўзбек тили") == ("Ўзбек tili",) * 2


def test_dates_keep_their_hyphen_by_option() -> None:
    assert Converter("uz-Latn_uz-Cyrl", dates="keep")("1992-yil 24-fevralda") == "1992-йил 24-февралда"


def test_an_uncertain_word_carries_what_it_may_be_as_well(back: Converter) -> None:
    assert {t.source: t.others for t in back.trace("Ishoq rol Ishoqov kitob rolni") if t.others} == {
        "Ishoq": ("Исҳоқ",),
        "rol": ("рол",),
    }
    assert [tuple(question) for question in back.questions("uning ROL bilan")] == [(7, "ROL", "РОЛЬ", ("РОЛ",))]
    assert back.questions("oddiy gap edi") == []


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.name[:2])
def test_latin_of_1995_and_2026_turn_into_each_other(article: object) -> None:
    old = article.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    new = article.with_name(article.name.replace(".latn.", ".latn-2026.")).read_text(encoding="utf-8")  # type: ignore[attr-defined]
    assert Converter("uz-Latn_uz-Latn-2026")(old) == new
    assert Converter("uz-Latn-2026_uz-Latn")(new) == old
    assert Converter("uz-Latn-2026_uz-Cyrl")(new) == Converter("uz-Latn_uz-Cyrl")(old)
    assert Converter("uz-Latn_uz-Latn")(old) == old  # what is tidy stays


@pytest.mark.parametrize(
    ("found", "tidy"),
    [
        ("o'zbek o‘zbek o`zbek san'at E'LON", "oʻzbek oʻzbek oʻzbek sanʼat EʼLON"),
        ("ob'ekt sentyabrda byudjeti tsirk qaerda", "obyekt sentabrda budjeti sirk qayerda"),
        ("AQShning TOShKENT HAYoT YuNESKO", "AQSHning TOSHKENT HAYOT YUNESKO"),
        ("2025 yil 24 fevralda, 30 yildagi", "2025-yil 24-fevralda, 30 yildagi"),
        ("Mirziyoev aktsiya politsiya", "Mirziyoyev aksiya politsiya"),
        ("Washington's chief, Google’ning", "Washington's chief, Google’ning"),
    ],
)
def test_careless_latin_is_made_tidy(found: str, tidy: str) -> None:
    assert both_roads(Converter("uz-Latn_uz-Latn"), found) == (tidy, tidy)


def test_every_change_of_a_tidied_text_names_its_rule() -> None:
    converter = Converter("uz-Latn_uz-Latn")
    traces = converter.trace("o'zbek byudjet AQSh 2025 yil Mirziyoev")
    changed = [trace for trace in traces if trace.source != trace.output]
    assert len(changed) == 5
    assert all(any(step.rule not in ("letter", "") for step in trace.steps) for trace in changed)


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("Özbekiston, ÖZBEK, Ş. Mirziyoyev", "Oʻzbekiston, OʻZBEK, Sh. Mirziyoyev"),
        ("AQŞ AQŞning MÇJ ŞÖRO", "AQSH AQSHning MCHJ SHOʻRO"),
        ("șahar ōzbek ḡalaba Ozbekiston O\u0308zbek s\u0327ahar", "shahar oʻzbek gʻalaba Ozbekiston Oʻzbek shahar"),
        ("Isʼhoq Washington kun.uz XX", "Isʼhoq Washington kun.uz XX"),
    ],
)
def test_letters_of_2026_are_read(new: str, old: str) -> None:
    assert both_roads(Converter("uz-Latn-2026_uz-Latn"), new) == (old, old)
