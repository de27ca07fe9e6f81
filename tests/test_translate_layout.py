"""What drafts do to a layout: lines of subtitles, markup that lost its words, and where a sentence is said to stand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from uzlat.carriers import Asked
from uzlat.translate.lang import Lang
from uzlat.translate.manuscript import Manuscript

UZ, EN = Lang("uz"), Lang("en")
CUES = "{}\nАссалому алайкум,\n<i>ҳурматли</i> томошабинлар,\nхуш келибсиз!\n\n{}\n- Ер.\n- Ҳа, 1992\nйилда.\n"
SRT = CUES.format("1\n00:00:01,000 --> 00:00:02,000", "2\n00:00:03,000 --> 00:00:04,000")
VTT = "WEBVTT\n\n" + CUES.format("00:01.000 --> 00:02.000", "00:03.000 --> 00:04.000")
ASS = (
    "[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    "Dialogue: 0,0:00:01.00,0:00:03.00,A,,0,0,0,,{\\i1}Эрта{\\i0}га ер\\Nҳайдаймиз, дўстлар!\n"
)


def made(data: str, name: str, *texts: str) -> str:
    return Manuscript(data.encode(), name, Asked(), UZ).written(texts, EN)[0].decode()


# ---------------------------------------------------------------- subtitles


def test_a_sentence_over_several_lines_of_a_cue_is_one_and_is_broken_again() -> None:
    one = Manuscript(SRT.encode(), "a.srt", Asked(), UZ)
    assert [segment.text for segment in one.segments] == [
        "Ассалому алайкум, ҳурматли томошабинлар, хуш келибсиз!",
        "- Ер.",
        "- Ҳа, 1992 йилда.",
    ]
    out = made(SRT, "a.srt", "Good evening, dear viewers, welcome to the show!", "- Earth.", "- Yes, in 1992.")
    assert "\nGood evening,\ndear viewers, welcome\nto the show!\n\n2\n" in out
    assert out.endswith("\n- Earth.\n- Yes, in\n1992.\n")


@pytest.mark.parametrize(("data", "name"), [(SRT, "a.srt"), (VTT, "a.vtt"), (SRT.replace("\n", "\r\n"), "a.srt")])
@settings(deadline=None, max_examples=30)
@given(counts=st.lists(st.integers(1, 12), min_size=3, max_size=3))
def test_no_line_of_a_cue_becomes_empty(data: str, name: str, counts: list[int]) -> None:
    """A blank line would end the cue: players would not show what follows it."""
    pysubs2 = pytest.importorskip("pysubs2", reason="pysubs2 is missing")
    texts = [" ".join(["word"] * count) for count in counts]
    out = made(data, name, *texts)
    shown = [cue.plaintext.split("\n") for cue in pysubs2.SSAFile.from_string(out.replace("\r\n", "\n"))]
    assert [" ".join(lines) for lines in shown] == [texts[0], " ".join(texts[1:])]
    assert all(line.strip() for lines in shown for line in lines)


def test_an_event_keeps_its_break_and_its_italics_do_not_spread() -> None:
    assert made(ASS, "a.ass", "Tomorrow we plough the field, my friends!").splitlines()[-1].partition(",,0,0,0,,")[
        2
    ] in (
        "Tomorrow we\\Nplough the field, my friends!",
        "{\\i1}{\\i0}Tomorrow we\\Nplough the field, my friends!",
    )


# ---------------------------------------------------------------- markup that lost its words


@pytest.mark.parametrize(
    ("source", "name", "expected"),
    [
        ('<p>Ер <a href=x title="Сарлавҳа">бу ҳавола</a> гап.</p>', "a.html", "<p>This is the word.</p>"),
        ('Ер [бу ҳавола](x "Сарлавҳа") гап.\n', "a.md", "This is the word.\n"),
        ("Бу **қалин *ва қия* сўз** эди.\n", "a.md", "This is the word.\n"),
        ("<p>Бу <b>қалин</b><i>қия</i> сўз.</p>", "a.html", "<p>This is the word.</p>"),
        ("*Ш*АВКАТ лицейга борди.\n", "a.md", "This is the word.\n"),
        ("~~китоб [уч](x)~~ шаҳар.\n", "a.md", "This is the word.\n"),
    ],
    ids=["a title of a link", "a title in Markdown", "nested", "side by side", "the first letter", "at the beginning"],
)
def test_markup_that_goes_leaves_nothing_of_itself(source: str, name: str, expected: str) -> None:
    assert made(source, name, *["This is the word.", "Title"][: 1 + ("Сарлавҳа" in source)]) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("**Бир гап. Икки** гап бор.\n", "<strong>One.</strong> Two."),
        ("Бир *гап. Икки гап бор.*\n", "One. <em>Two.</em>"),
    ],
)
def test_emphasis_over_the_end_of_a_sentence_stays_emphasis(source: str, expected: str) -> None:
    assert MarkdownIt().render(made(source, "a.md", "One.", "Two.")) == f"<p>{expected}</p>\n"


def test_links_that_go_with_other_markup_are_told() -> None:
    page = "<p>Матн <span><sup>бу</sup><a href=x>ҳавола</a></span> гап.</p>"
    out, remarks = Manuscript(page.encode(), "a.html", Asked(), UZ).written(["One."], EN)
    assert (out, "links within sentences dropped: 1" in remarks) == (b"<p>One.</p>", True)


def test_what_is_no_text_keeps_its_distance() -> None:
    source = "<p>Матн <code>x y</code> ва <code>z w</code> ҳақида[<code>1</code>]. Гап.</p>"
    out = made(source, "a.html", "A text of both.", "More.")
    assert out == "<p>A text of both. <code>x y</code> <code>z w</code><code>1</code> More.</p>"


def test_what_is_no_text_goes_to_the_end_of_its_sentence() -> None:
    out = made("<p>Буни <code>x y</code> буйруғи экранга ёзади.</p>", "a.html", "This is written on the screen.")
    assert (LexborHTMLParser(out).css_first("p").text()).startswith("This is written") and "<code>x y</code></p>" in out


# ---------------------------------------------------------------- places


@pytest.mark.parametrize(
    ("text", "name", "places"),
    [
        ("   Ер юзи. Иккинчи гап.\n\n\tУчинчи.\n", "a.txt", [(1, 4), (1, 12), (3, 2)]),
        ("\ufeffЕр юзи. Гап.\n", "a.txt", [(1, 1), (1, 9)]),
        ("<p>Ер</p><p>\n  Гап бор. <b>Яна</b> бор.</p>", "a.html", [(1, 4), (2, 3), (2, 15)]),
        ('{"a": "Ер юзи",\n "b": "Гап."}', "a.json", [(1, 8), (2, 8)]),
    ],
)
def test_a_sentence_stands_where_an_editor_finds_it(text: str, name: str, places: list[tuple[int, int]]) -> None:
    asked = Asked(fields=("**",)) if name.endswith("json") else Asked()
    found = Manuscript(text.encode(), name, asked, UZ).segments
    assert [(one.place, one.column) for one in found] == places
