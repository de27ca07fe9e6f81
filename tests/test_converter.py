"""What the converter does with text: case, marks, phrases, repair, and everything that is not Uzbek Cyrillic."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.conftest import ROOT
from uzlat import Converter, convert

SAME_IN_BOTH = [
    ("Pоссия", "Rossiya", "a Latin P in a Cyrillic word"),
    ("ASTANА", "ASTANA", "a Cyrillic А in a Latin word"),
    ("ӯзбек, һаёт", "oʻzbek, hayot", "look-alikes of ў and ҳ"),
    ("2025 йил 9 cентябрь", "2025-yil 9-sentabr", "a phrase sees the repaired word"),
]

KEPT = [
    "Washington, Shakespeare, National Logistics Corporation",
    "https://kun.uz/янгилик?саҳифа=1",
    "www.сайт.уз/саҳифа",
    "info@kun.uz",
    "почта@сайт.уз",
    "@номи @uzlat_бот",
    "C:\\Ҳужжатлар\\ариза.docx",
    "/home/али/файл",
    "ариза.docx",
    "`код = матн`",
    '<a title="салом">',
    "<!-- изоҳ -->",
    "1 234,56 %  — № 5",
    "  икки  бўшлиқ  ".replace("икки", "ikki").replace("бўшлиқ", "boʻshliq"),
    "oʻzbek o‘zbek o'zbek özbek",
    "",
    "\t\r\n \u00a0\u202f\u2028\n",
]


@pytest.mark.parametrize("text", KEPT)
def test_what_is_not_uzbek_cyrillic_stays(official: Converter, text: str) -> None:
    assert official(text) == text


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("салом info@kun.uzга ёзинг", "salom info@kun.uzga yozing"),
        ("kun.uzда Facebookда iPhoneни", "kun.uzda Facebookda iPhoneni"),
        ("#ўзбекча", "#oʻzbekcha"),
        ("<b>салом</b> `салом` салом", "<b>salom</b> `салом` salom"),
        ("ва/ёки км/соат", "va/yoki km/soat"),
        ("5 < 6 ва 7 > 6", "5 < 6 va 7 > 6"),
        ("https://kun.uz/2025 йил", "https://kun.uz/2025 yil"),
        ("Google’нинг, Кот-д’Ивуар", "Google’ning, Kot-d’Ivuar"),
        ("Covid-19га қарши", "Covid-19ga qarshi"),
        ("йил\r\nойи\r\n", "yil\r\noyi\r\n"),
    ],
)
def test_uzbek_beside_other_matter_is_converted(official: Converter, source: str, wanted: str) -> None:
    assert official(source) == wanted


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("и\u0306и\u0306л", "yyl"),
        ("у\u0306збек", "oʻzbek"),
        ("Тош\u00adкент", "Tosh\u00adkent"),
        ("қа\u00adерда", "qa\u00adyerda"),
        ("поли\u200bция", "poli\u200btsiya"),
        ("во\u0301да", "vo\u0301da"),
        ("ё\u0301", "yo\u0301"),
        ("сен\u00adтябр", "sen\u00adtabr"),
        ("1992 и\u0306ил", "1992-yil"),
        ("\ufeffЕр", "\ufeffYer"),
        ("салом\u00ad", "salom\u00ad"),
        ("мўъ\u00adжиза", "moʻ\u00adjiza"),
    ],
)
def test_combining_and_invisible_marks_are_transparent(official: Converter, source: str, wanted: str) -> None:
    assert official(source) == wanted


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("Ш. Мирзиёев", "Sh. Mirziyoyev"),
        ("Ш.Мирзиёев Ю.Юсупов", "Sh.Mirziyoyev Yu.Yusupov"),
        ("ТОШКЕНТ ШАҲРИ", "TOSHKENT SHAHRI"),
        ("Ё ҚОР, Ё ЁМҒИР", "YO QOR, YO YOMGʻIR"),
        ("Ш. ШАРИПОВ келди", "Sh. SHARIPOV keldi"),
        ("АҚШнинг БМТга ШҲТда", "AQSHning BMTga SHHTda"),
        ("СамДУ ТошДУнинг ЎзЛиДеП", "SamDU ToshDUning OʻzLiDeP"),
        ("ЭЪЛОН ИСҲОҚ МЎЪЖИЗА", "EʼLON ISʼHOQ MOʻJIZA"),
        ("Ўзбекенгилсаноат ЦИРК Цирк", "Oʻzbekyengilsanoat SIRK Sirk"),
        ("СЕНТЯБРЬ Бюджет ОБРЎИ", "SENTABR Budjet OBROʻYI"),
        ("НУҚТАИ НАЗАРИДАН КЕЧАЮ КУНДУЗ", "NUQTAYI NAZARIDAN KECHA-YU KUNDUZ"),
        ("Ш. МИРЗИЁЕВ, Ч.АЙТМАТОВ", "Sh. MIRZIYOYEV, Ch.AYTMATOV"),
    ],
)
def test_capitals_follow_the_word_and_the_line(official: Converter, source: str, wanted: str) -> None:
    assert official(source) == wanted


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("Бу ерда Мелец яшаган", "Bu yerda Melets yashagan"),
        ("Мелец яшаган", "Meles yashagan"),
        ("Келди. Мелец яшаган", "Keldi. Meles yashagan"),
        ("А. Мелец яшаган", "A. Melets yashagan"),
        ("ш. Мелец яшаган", "sh. Melets yashagan"),
        ("– “Мелец”, деди.", "– “Meles”, dedi."),
    ],
)
def test_a_name_in_ts_is_told_by_its_place_in_the_sentence(official: Converter, source: str, wanted: str) -> None:
    assert official(source) == wanted


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("1992\u00a0йил 24\u202fфевралда", "1992-yil 24-fevralda"),
        ("1992  йил", "1992  yil"),
        ("1992\nйил", "1992\nyil"),
        ("2017, 2018 ва 2019 йилларда", "2017, 2018 va 2019-yillarda"),
        ("1.Нуқтаи назар •Нуқтаи назаридан IT-нуқтаи назар", "1.Nuqtayi nazar •Nuqtayi nazaridan IT-nuqtayi nazar"),
        ("тўғридан-тўғри.txt йилдан-йилга", "тўғридан-тўғри.txt yildan yilga"),
        ("٣ сентябр", "٣ sentabr"),
        ("1992 ЙИЛ 24 ФЕВРАЛДА", "1992-YIL 24-FEVRALDA"),
        ("2025 йил, 2025 йилдаги, 2025 йилги", "2025-yil, 2025-yildagi, 2025-yilgi"),
        ("нуқтаи\u00a0назар", "nuqtayi\u00a0nazar"),
        ("нуқтаи\nназар", "nuqtai\nnazar"),
        ("`1992 йил` 1992 йил", "`1992 йил` 1992-yil"),
        ("0 май 32 май 100 май 05 май", "0 may 32 may 100 may 05-may"),
        ("21992 йил 2101 йил 999 йил", "21992 yil 2101 yil 999 yil"),
    ],
)
def test_phrases_edit_one_character_and_never_cross_a_line_end(official: Converter, source: str, wanted: str) -> None:
    assert official(source) == wanted


@pytest.mark.parametrize(("source", "wanted", "why"), SAME_IN_BOTH)
def test_letters_of_the_wrong_alphabet_are_repaired(official: Converter, source: str, wanted: str, why: str) -> None:
    assert official(source) == wanted, why


def test_repairs_are_counted_wherever_the_word_stands(official: Converter) -> None:
    counts: Counter[str] = Counter()
    official("Pоcсия ва Pоссия\nмаьлум масьул ХІХ әлем\nPоссия\nП жаҳон уруши", counts)
    soft = {"R28-soft-vowel": 1, "R28-soft": 1}
    assert counts == {"R28-twins": 3, "R22-roman": 1, "R22-typewriter": 1, "fallback": 1, **soft}


def test_a_word_of_two_alphabets_without_twins_is_converted_in_part(official: Converter) -> None:
    assert official("Facebookда iPhone14ни Zўр BBCнинг") == "Facebookda iPhone14ni Zoʻr BBCning"


def test_the_styles_print_as_their_houses_do() -> None:
    text = "АҚШ бюджети 2025 йил 9 сентябрь, нуқтаи назар, мўъжиза, Ельцин, йилдан-йилга"
    assert Converter("uz-Cyrl_uz-Latn", style="press")(text) == (
        "AQSh byudjeti 2025 yil 9 sentabr, nuqtai nazar, mo‘jiza, Yeltsin, yildan-yilga"
    )
    assert Converter("uz-Cyrl_uz-Latn", style="letters")(text) == (
        "AQSH byudjeti 2025 yil 9 sentyabr, nuqtai nazar, moʻʼjiza, Yelsin, yildan-yilga"
    )


def test_trace_names_the_rule_of_every_step(official: Converter) -> None:
    word, gap, other = official.trace("Бюджет сирк")
    assert word.steps[1].rule == "R06-official"
    assert {step.rule for step in word.steps} == {"letter", "R06-official"}
    assert (gap.source, gap.steps) == (" ", ())
    assert other.output == "sirk"


def test_trace_of_a_date_shows_the_hyphen_as_its_own_step(official: Converter) -> None:
    steps = [step for trace in official.trace("1992 йил") for step in trace.steps]
    assert steps[0] == (" ", "-", "R21-year")


def test_one_converter_serves_many_threads() -> None:
    lines = (ROOT / "tests" / "cases" / "orthography.tsv").read_text(encoding="utf-8").splitlines()
    texts = ["\n".join(lines[i::7]) for i in range(7)] * 4
    wanted = [Converter("uz-Cyrl_uz-Latn")(text) for text in texts]
    shared = Converter("uz-Cyrl_uz-Latn")
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(shared, texts)) == wanted


def test_a_memory_that_is_full_begins_anew_and_nothing_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("uzlat.tokens.MEMORY", 50)
    small = Converter("uz-Cyrl_uz-Latn")
    lines = (ROOT / "tests" / "cases" / "orthography.tsv").read_text(encoding="utf-8").splitlines()
    usual = Converter("uz-Cyrl_uz-Latn")
    assert [small(line) for line in lines] == [usual(line) for line in lines]


def test_a_text_longer_than_a_chunk_comes_out_as_its_lines_do(official: Converter) -> None:
    lines = [f"{n} йил Ўзбекистонда 1992 йил {n} март шаҳар" for n in range(20_000)]
    assert official("\n".join(lines)) == "\n".join(map(official, lines))


def test_a_word_of_megabytes_is_converted(official: Converter) -> None:
    assert official("ша" * 500_000) == "sha" * 500_000


def test_convert_detects_and_keeps_other_languages() -> None:
    russian = "Это решение было принято вчера, и мы ждём новых вопросов"
    assert convert(f"Ўзбекистон\n{russian}\n") == f"Oʻzbekiston\n{russian}\n"
    assert convert("Салом", target="uz-Latn-2026", source="uz-Cyrl", dates="keep") == "Salom"
