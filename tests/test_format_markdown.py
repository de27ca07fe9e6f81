"""Markdown: what is converted, what stays, and where."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import settings as bounded
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.documents import blocks, convert, run, swapped, unchanged
from uzlat.document import Edit, Piece, Wanted, splice
from uzlat.formats import by_name

FILE = "хабар.md"


def latin(text: str, **options: str) -> str:
    return convert(text, FILE, detecting=False, **options)


def texts(text: str) -> list[str]:
    return [block.text for block in blocks(text, FILE)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("б**ер**ди", "b**er**di"),
        ("**Ш**АВКАТ ли*ц*ей ~~ши~~р", "**SH**AVKAT li*ts*ey ~~shi~~r"),
        ("# Янги ҳафта ##\n", "# Yangi hafta ##\n"),
        ("# Боблар # ва # қисмлар #\n", "# Boblar # va # qismlar #\n"),
        ("Сарлавҳа\nдавоми\n===\n", "Sarlavha\ndavomi\n===\n"),
        ("> Бу **қалин\n> матн** эди\nдангаса қатор\n", "> Bu **qalin\n> matn** edi\ndangasa qator\n"),
        ("- [x] иш\n- [ ] вазифа\n", "- [x] ish\n- [ ] vazifa\n"),
        (
            "- > бир\n  > 1. икки\n  >    - > уч\n  >      > тўрт\n",
            "- > bir\n  > 1. ikki\n  >    - > uch\n  >      > toʻrt\n",
        ),
        ("-\tтаб\n\n\tдавоми\n", "-\ttab\n\n\tdavomi\n"),
        ('[матн](http://йўл.уз/ёз "сарлавҳа")', '[matn](http://йўл.уз/ёз "sarlavha")'),
        ("[узун\n> ҳавола\n](а.md\n'икки\nқатор') бор", "[uzun\n> havola\n](а.md\n'ikki\nqator') bor"),
        ("> [узун\n> ҳавола](а_(б).md) бор", "> [uzun\n> havola](а_(б).md) bor"),
        ("![расм *матни*](расм.png (номи))", "![rasm *matni*](расм.png (nomi))"),
        ("[![алт](а.png)](б.md)", "[![alt](а.png)](б.md)"),
        ("б<i>ер</i>ди &laquo;&#1064;АҲАР&raquo;", "b<i>er</i>di &laquo;SHAHAR&raquo;"),
        (r"\*юлдуз\* ва \[қавс\]", r"\*yulduz\* va \[qavs\]"),
        ("5 * 3 ва бир_икки_уч, изоҳ*", "5 * 3 va bir_ikki_uch, izoh*"),
        ("[^1]: изоҳ\n\nсўз[^1]\n", "[^1]: izoh\n\nsoʻz[^1]\n"),
        ("[^а]: узун изоҳ\n[^б]: яна изоҳ\n", "[^а]: uzun izoh\n[^б]: yana izoh\n"),
        ("\ufeff# Боб\r\n\r\nбир\r\nикки", "\ufeff# Bob\r\n\r\nbir\r\nikki"),
        ("бир  \nер\\\nер<br>ер", "bir  \nyer\\\nyer<br>yer"),
        ("> Бу 1992\n> йил\n", "> Bu 1992-yil\n"),
        ("- 1992\r\n  йил\r\n", "- 1992-yil\r\n"),
        ("<div>\n\nматн\n\n</div>\n", "<div>\n\nmatn\n\n</div>\n"),
    ],
)
def test_text_converts_and_markup_stays(old: str, new: str) -> None:
    assert latin(old) == new


@pytest.mark.parametrize(
    "old",
    [
        "```шарҳ\nкод\n```\n",
        "    код\n",
        "> ```\n> код\n> ```\n",
        "`код` ``ко`д``",
        "<http://йўл.уз> <почта@йўл.уз>",
        "<div>\nхом матн\n</div>\n",
        '<span title="сарлавҳа">',
        "<code>код</code> <kbd>Ё</kbd>",
        "{{ сайт.номи }} {% агар х %}",
        "$х^2$ $$\nй = 1\n$$",
        "[^изоҳ]",
        "<!-- шарҳ -->",
        "[](йўл.md) ![](расм.png)",
        "[1]: <http://йўл.уз/бир икки>\n",
        "> [!NOTE]\n",
    ],
)
def test_what_is_no_text_stays(old: str) -> None:
    assert latin(old) == old


def test_attributes_of_a_heading_stay() -> None:
    assert latin("# Боб {#боб .муҳим}\n") == "# Bob {#боб .муҳим}\n"


def test_dollars_that_are_money_are_no_mathematics() -> None:
    assert latin("нархи 5$дан 10$гача, $5 ёки $10 эди") == "narxi 5$dan 10$gacha, $5 yoki $10 edi"


def test_cells_of_a_table_are_blocks_of_their_own() -> None:
    table = "> | Ер | `а\\|б` | ер \\| ер |\n> |--|:-:|--|\n> | Ер | Ер | **Ш**АҲАР |\n> Ер | | ер\n"
    assert (
        latin(table)
        == "> | Yer | `а\\|б` | yer \\| yer |\n> |--|:-:|--|\n> | Yer | Yer | **SH**AHAR |\n> Yer | | yer\n"
    )
    assert texts(table) == ["Ер", "ер | ер", "Ер", "Ер", "ШАҲАР", "Ер", "ер"]


def test_a_soft_break_reads_as_a_space_and_a_hard_one_ends_the_block() -> None:
    assert texts("> бир\n> икки  \n> уч\\\n> тўрт<br>беш\n") == ["бир икки", "уч", "тўрт", "беш"]


def test_code_and_images_part_words() -> None:
    assert texts("сўз`код`да ![алт](а.png)ни") == ["сўз\ufffcда \ufffcалт\ufffcни"]


def test_an_apostrophe_like_a_code_mark_is_a_letter() -> None:
    assert convert("o`zbek va g`oya", FILE, table="uz-Latn_uz-Cyrl", detecting=False) == "ўзбек ва ғоя"


def test_from_latin() -> None:
    old = "- [x] sh**a**har &amp; `kod` :: [havola](http://a.uz/yo) <b>Oʻzbek</b>\n"
    new = "- [x] ш**а**ҳар &amp; `kod` :: [ҳавола](http://a.uz/yo) <b>Ўзбек</b>\n"
    assert convert(old, FILE, table="uz-Latn_uz-Cyrl", detecting=False) == new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (":::tip\nYangi gap\n:::\n", ":::tip\nЯнги гап\n:::\n"),
        ("::: warning Sarlavha\nGap bor\n:::\n", "::: warning Сарлавҳа\nГап бор\n:::\n"),
        ("- gap\n  :::note[Nom]\n  gap\n  :::\n", "- гап\n  :::note[Ном]\n  гап\n  :::\n"),
        ('!!! note "Sarlavha"\n    Matn\n', '!!! note "Сарлавҳа"\n    Матн\n'),
        ('??? info inline end "Sarlavha"\n\n    Matn\n', '??? info inline end "Сарлавҳа"\n\n    Matn\n'),
        ('!!! note "Bu "yangi" gap"\n', '!!! note "Бу "янги" гап"\n'),
        ("???+ tip\n    Matn\n", "???+ tip\n    Матн\n"),
        ("!!! Muhim xabar\n", "!!! Муҳим хабар\n"),
        ('[havola](a.md){target="_blank" rel=x} bor\n', '[ҳавола](a.md){target="_blank" rel=x} бор\n'),
        ("![rasm](a.png){width=5 .yangi} bor\n", "![расм](a.png){width=5 .yangi} бор\n"),
        ("# Bob {#id}\n", "# Боб {#id}\n"),
        ("# Bob {.cls dir=ltr}\n", "# Боб {.cls dir=ltr}\n"),
        ("Matn {width=5}\nbor\n{: .cls}\n", "Матн {width=5}\nбор\n{: .cls}\n"),
        (r"Gap \textbf{qalin matn} \alpha so'z", r"Гап \textbf{қалин матн} \alpha сўз"),
        (r"\centering\textbf{katta harf}", r"\centering\textbf{катта ҳарф}"),
    ],
)
def test_names_of_extensions_stay_from_latin(old: str, new: str) -> None:
    assert convert(old, FILE, table="uz-Latn_uz-Cyrl", detecting=False) == new


def test_lines_of_containers_are_read_by_themselves() -> None:
    assert [text.strip() for text in texts('гап\n:::tip Ном\nбир\nикки\n:::\n\n!!! note "Янги"\n    гап\n')] == [
        *["гап", "Ном", "бир икки", "Янги", "гап"]
    ]


@pytest.mark.parametrize(
    "text", ["{a=" * 50_000, '{a="' * 50_000, "{.a " * 50_000, "\\ab" * 50_000, "!!! a" + " a" * 50_000]
)
def test_hostile_extensions_take_linear_time(text: str) -> None:
    start = time.perf_counter()
    assert unchanged(text, FILE) == text.encode()
    assert time.perf_counter() - start < 5


def test_links_do_not_nest() -> None:
    assert latin("[бир [икки](а.md) уч](ёз)") == "[bir [ikki](а.md) uch](yoz)"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('[ер]: http://а.уз "Ер"\n\n[матн][ер]\n', '[ер]: http://а.уз "Yer"\n\n[matn][ер]\n'),
        ("[ер] ва [матн][ер]\n\n[ер]: а.md\n", "[yer] va [matn][yer]\n\n[yer]: а.md\n"),
        ("> [янги\n> ер][]\n\n[янги ер]: а.md\n", "> [yangi\n> yer][]\n\n[yangi yer]: а.md\n"),
        ("[Ер] сўзи\n\n[ер]: а.md\n", "[Ер] soʻzi\n\n[ер]: а.md\n"),
        ("[ер] сўзи\n", "[yer] soʻzi\n"),
        ("> [ер]:\n> а.md\n> 'Катта\n> ер'\n", "> [ер]:\n> а.md\n> 'Katta\n> yer'\n"),
    ],
)
def test_labels_stay_alike(old: str, new: str) -> None:
    assert latin(old) == new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("---\ntitle: Шаҳар # изоҳ\nslug: шаҳар\n---\nер\n", "---\ntitle: Shahar # изоҳ\nslug: шаҳар\n---\nyer\n"),
        ("---\ntitle: 'Шаҳар'\ntags: [ер]\n---\n", "---\ntitle: 'Shahar'\ntags: [ер]\n---\n"),
        ('---\r\nsummary: "Ер"\r\n---\r\n', '---\r\nsummary: "Yer"\r\n---\r\n'),
        (
            "---\ndescription: >\n  Ер\ntitle: бир\n  икки\n---\n",
            "---\ndescription: >\n  Ер\ntitle: бир\n  икки\n---\n",
        ),
        ("---\nlang: uz-Cyrl\ntitle: Ер\n---\n", "---\nlang: uz-Latn\ntitle: Yer\n---\n"),
        ("---\ntitle: Он\n---\n", "---\ntitle: 'On'\n---\n"),
        ("+++\ntitle = 'Ер'\nslug = 'ер'\n+++\nер\n", "+++\ntitle = 'Yer'\nslug = 'ер'\n+++\nyer\n"),
        ("---\n# Ер\n\n---\nтитул: ер\n", "---\n# Yer\n\n---\ntitul: yer\n"),
        ("матн\n\n---\n\ntitle: ер\n\n---\n", "matn\n\n---\n\ntitle: yer\n\n---\n"),
    ],
)
def test_front_matter(old: str, new: str) -> None:
    assert latin(old) == new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("---\ntitle: 'Тонг отди, Ўзбек'\n---\n", "---\ntitle: 'Tong otdi, O''zbek'\n---\n"),
        ("---\ntitle: Ўзбек\n---\n", "---\ntitle: O'zbek\n---\n"),
        ("+++\ntitle = 'Ўзбек'\n+++\n", '+++\ntitle = "O\'zbek"\n+++\n'),
        ("[а](б 'Ўзбек')\n", "[a](б 'O\\'zbek')\n"),
    ],
)
def test_an_ascii_apostrophe_is_escaped_where_quotes_ask_for_it(old: str, new: str) -> None:
    assert latin(old, apostrophe="ascii") == new


def test_a_document_in_another_language_stays() -> None:
    assert latin("---\nlang: ru\n---\nматн\n") == "---\nlang: ru\n---\nматн\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<!-- uzlat: off -->\n\nер\n\n- ер\n\n<!-- uzlat: on -->\n\nер\n", "yer"),
        ("ёз <!-- uzlat: off --> ер [ер](а 'ер') <!-- uzlat:on --> ер", " yer"),
        ("[](а 'ер') <!-- uzlat: off --> ер", "yer"),
        ("`<!-- uzlat: off -->` ер", "￼ yer"),
    ],
)
def test_markers_keep_what_is_between(old: str, new: str) -> None:
    assert texts(old)[-1].replace("ер", "yer") == new
    assert latin(old).count("yer") == 1


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("# Ер\n\n[а](#ер)\n[б](#%D0%B5%D1%80) [в](ер.md#ер)\n", ["links to headings that changed: lines 3, 4"]),
        ("# Ер\n\n[а](#ер)\n", ["links to headings that changed: line 3"]),
        ("# Ер {#ер}\n\n[а](#ер)\n", []),
        ("# Yer\n\n[а](#ер)\n", []),
        ("# Ер\n\n[а](#yer)\n", []),
        ("[Ер]\n\n[ер]: а\n", ["labels of links left, spelled in two ways or with markup: line 1"]),
    ],
)
def test_remarks(text: str, remarks: list[str]) -> None:
    assert run(text, FILE, detecting=False)[1].tally.remarks == remarks


# fmt: off
SIGNS = [
    "**", "*", "_", "__", "~~", "`", "``", "[", "](", "](в)", ")", "!", "![", "<b>", "</b>", "<br>", "<code>", "|",
    "\\", "\\|", "'", '"', "#", "(", ".", " ", "аб", "вг", "где", "а|б", "==", "<http://x>", "\n", "\n\n", "\r\n",
    "  \n", "\\\n", "\t", "\n> ", "\n- ", "\n1. ", "    ", " ##", "\n---\n", "\n===\n", "\n|--|--|\n", "```\n",
    "<div>\n", '](u "', '")', "](\n",
]
"""Signs of CommonMark, and letters."""
OWN = [
    "<!-- uzlat: off -->", "<!-- uzlat: on -->", "---\n", "+++\n", "title: ", "title = ", "\ufeff", "[аб]", "\n[аб]: ",
    "[^1]", "[^1]: ", "&nbsp;", "&", "$", "$$", "{{", "}}", "{#", "}", "\x0c", "\u00a0",
]
"""Signs that another reader does not know."""
# fmt: on


@bounded(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(SIGNS + OWN)).map("".join))
def test_any_text_keeps_its_bytes_and_its_places(text: str) -> None:
    assert unchanged(text, FILE) == text.encode()
    assert swapped(swapped(text, FILE), FILE) == text.encode()
    blocks(text, FILE)


LETTERS = str.maketrans("абвгдежз", "зжедгвба")


@bounded(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(SIGNS)).map("".join))
def test_another_reader_sees_all_its_text_changed_and_nothing_else(text: str) -> None:
    edits = []
    for block in by_name(FILE).load(Wanted()).read(text):
        for start, end, old in block.pieces:
            if (new := old.translate(LETTERS)) != old:
                edits.append(Edit(start, end, block.write(text[start:end], new)))
    assert read_by_another(splice(text, edits)) == read_by_another(text, LETTERS)


def read_by_another(text: str, letters: dict[int, int] | None = None) -> list[tuple[str, str]]:
    """Give what markdown-it-py reads: its text, with letters exchanged, and all that is none."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    found: list[tuple[str, str]] = []
    while tokens:
        token = tokens.pop(0)
        if token.type in ("inline", "image"):
            tokens[:0] = token.children or []
        if token.type == "text":
            before = found.pop()[1] if found and found[-1][0] == "text" else ""
            found.append(("text", before + token.content.translate(letters or {})))
        elif token.type != "inline":
            content = "" if token.type == "image" else token.content
            title = str(token.attrs.pop("title", "")).translate(letters or {})
            found.append((token.type, f"{content} {title} {token.attrs} {token.markup}"))
    return [one for one in found if one[1]]


def test_pieces_are_where_their_text_stands() -> None:
    text = "> | б**ер** | ер |\n> |--|--|\n"
    assert [block.pieces for block in blocks(text, FILE)] == [
        [Piece(4, 5, "б"), Piece(7, 9, "ер")],
        [Piece(14, 16, "ер")],
    ]
