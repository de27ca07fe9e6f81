"""Subtitles: what is shown converts; times, styles, notes and line breaks stay."""

from __future__ import annotations

import pysubs2
import pytest
from hypothesis import given
from hypothesis import settings as bounded
from hypothesis import strategies as st

from tests.documents import blocks, convert, run, swapped, unchanged
from uzlat.converter import Converter
from uzlat.document import DocumentError, Wanted
from uzlat.formats import by_name

SRT = (
    "1\n00:00:01,000 --> 00:00:02,500 X1:40\n<i>Са</i>лом, {\\an8}б<b>ер</b>ди\nҚалайсан?\n\n"
    '2\n00:00:03,000 --> 00:00:04,000\n<font color="#ff0000">Ер</font> юзи\n'
)
VTT = (
    "WEBVTT Фильм\nKind: captions\nLanguage: uz-Cyrl\n\nSTYLE\n::cue(.сариқ) { color: yellow }\n\nREGION\nid:чап\n\n"
    "NOTE изоҳ\nикки қатор\n\nбир\n00:01.000 --> 00:02.000 align:start\n<v Шавкат>Салом &amp; б<c.қизил>ер</c>ди\n"
    "<00:01.500>&#1064;АҲАР\n\n00:02.000 --> 00:03.000\nЕр\n"
)
HEAD = (
    "[Script Info]\nTitle: Фильм\nScriptType: v4.00+\n\n"
    "[V4+ Styles]\nFormat: Name, Fontname, Fontsize\nStyle: Асл,Arial,20\n\n"
    "[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
)
EVENT = "Dialogue: 0,0:00:01.00,0:00:02.00,Асл,Шавкат,0,0,0,,"
COMMENT = EVENT.replace("Dialogue", "Comment")
FILES = {
    "а.srt": SRT,
    "а.vtt": VTT,
    "а.ass": f"{HEAD}{EVENT}{{\\b1}}Са{{\\b0}}лом, дўст\n{EVENT}Ер\\Nюзи\n{COMMENT}изоҳ\n",
}


def latin(text: str, name: str, **options: str) -> str:
    return convert(text, name, detecting=False, **options)


def texts(text: str, name: str) -> list[str]:
    return [block.text for block in blocks(text, name)]


def cue(text: str) -> str:
    return f"1\n00:00:01,000 --> 00:00:02,000\n{text}\n"


def test_srt_changes_only_what_is_shown() -> None:
    expected = SRT.replace("Са</i>лом", "Sa</i>lom").replace("б<b>ер</b>ди", "b<b>er</b>di")
    expected = expected.replace("Қалайсан", "Qalaysan").replace("Ер</font> юзи", "Yer</font> yuzi")
    assert latin(SRT, "а.srt") == expected
    assert texts(SRT, "а.srt") == ["Салом, берди Қалайсан?", "Ер юзи"]


def test_vtt_changes_only_what_is_shown_and_the_language() -> None:
    expected = (
        VTT.replace("Салом", "Salom").replace("б<c.қизил>ер</c>ди", "b<c.қизил>er</c>di").replace("\nЕр", "\nYer")
    )
    expected = expected.replace("&#1064;АҲАР", "SHAHAR").replace("uz-Cyrl", "uz-Latn")
    assert latin(VTT, "а.vtt") == expected
    assert texts(VTT, "а.vtt") == ["Салом & берди ШАҲАР", "Ер"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r"{\b1}Са{\b0}лом, ер", r"{\b1}Sa{\b0}lom, yer"),
        (r"ер\Nер\nер\hер", r"yer\Nyer\nyer\hyer"),
        (r"{\fnШрифт}б{изоҳ}ер", r"{\fnШрифт}b{изоҳ}er"),
        (r"{\p1}m 0 0 l шаҳ{\c&H0&}ар{\p0}ер", r"{\p1}m 0 0 l шаҳ{\c&H0&}ар{\p0}yer"),
        (r"{\pos(1,2)\pbo5}ер, ер", r"{\pos(1,2)\pbo5}yer, yer"),
        (r"1992\Nйил ва 1993\hйил", "1992-\\Nyil va 1993-yil"),
    ],
)
def test_ass_changes_only_what_is_shown(old: str, new: str) -> None:
    assert latin(HEAD + EVENT + old + "\r\n", "а.ass") == HEAD + EVENT + new + "\r\n"


def test_ass_knows_text_by_its_format() -> None:
    head = "[Events]\nFormat: Start, End, Text\n"
    assert latin(f"{head}Dialogue: ер,ер,ер,ер\n[Fonts]\nDialogue: 0,0,ер\n", "а.ssa") == (
        f"{head}Dialogue: ер,ер,yer,yer\n[Fonts]\nDialogue: 0,0,ер\n"
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\ufeff" + cue("Ер").replace("\n", "\r\n"), ["Ер"]),
        ("00:01:00,000 --> 00:02:00,000\nЕр\n00:03:00.000 --> 00:04:00.000\nЕл", ["Ер", "Ел"]),
        (cue("Ер\n\nюзи\n\n\n2") + "00:00:03,000 --> 00:00:04,000\n1992\nйил\n", ["Ер", "юзи", "1992 йил"]),
        ("изоҳ\n\n" + cue("Ер"), ["Ер"]),
        (cue("- Ер!\n- Ел, 2 < 3 > 1"), ["- Ер! - Ел, 2 < 3 > 1"]),
        (cue("1992\n\n♪"), []),
    ],
)
def test_cues_of_srt_as_people_write_them(old: str, new: list[str]) -> None:
    assert unchanged(old, "а.srt") == old.encode()
    assert [block.text for block in by_name("а.srt").load(Wanted()).read(old)] == new


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_break_stays_where_a_phrase_replaces_it(end: str) -> None:
    assert latin(cue("1992\nйил").replace("\n", end), "а.srt") == cue("1992-\nyil").replace("\n", end)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("NOTE uzlat: off\n\n00:01.000 --> 00:02.000\nЕр\n\nNOTE uzlat: on\n\n00:01.000 --> 00:02.000\nЕл\n", "Ер"),
        ("NOTE\nuzlat: off\n\n00:01.000 --> 00:02.000\nЕр\n\nNOTE\nuzlat:on\n\n00:01.000 --> 00:02.000\nЕл\n", "Ер"),
        ("00:01.000 --> 00:02.000\nЕл\n\nNOTE 00:01 --> 00:02\nЕр\n", "Ер"),
        ("00:01.000 --> 00:02.000\nЕл\n\nNOTE\nuzlat: off\n\n00:01.000 --> 00:02.000\nNOTE Ер\n", "NOTE Ер"),
    ],
)
def test_notes_and_markers_of_vtt(text: str, kept: str) -> None:
    new = latin(f"WEBVTT\n\n{text}", "а.vtt")
    assert kept in new
    assert new.replace("Yel", "Ел") == f"WEBVTT\n\n{text}"
    assert "Yel" in new


def test_markers_of_ass() -> None:
    text = f"{HEAD}{COMMENT}uzlat: off\n{EVENT}Ер\n{COMMENT}uzlat: on\n{EVENT}Ел\n"
    assert latin(text, "а.ass") == text.replace("Ел", "Yel")


def test_subtitles_declared_to_be_in_another_language_stay() -> None:
    text = VTT.replace("uz-Cyrl", "ru")
    assert latin(text, "а.vtt") == text


LONG = "Бу жуда ҳам узун қатор, шундай эмасми, дўст?"
SHORT = "Ш" * 21


@pytest.mark.parametrize(
    ("text", "name", "remarks"),
    [
        (cue(f"Ер\n{LONG}"), "а.srt", ["lines over 42 characters: 4"]),
        (cue(f"<i>{SHORT}</i>\n{SHORT}ш"), "а.srt", ["lines over 42 characters: 4"]),
        (cue("Yer " * 20 + "\nЕр"), "а.srt", []),
        (cue("\n".join([LONG] * 6)), "а.srt", ["lines over 42 characters: 3, 4, 5, 6, 7 …"]),
        (f"WEBVTT\n\n00:01.000 --> 00:02.000\n{SHORT}&nbsp;\n{SHORT}<c.а>\n", "а.vtt", ["lines over 42 characters: 4"]),
        (f"{HEAD}{EVENT}{SHORT}\\N{SHORT}\n{EVENT}{LONG}\n", "а.ass", ["lines over 42 characters: 12"]),
    ],
)
def test_long_lines_are_told(text: str, name: str, remarks: list[str]) -> None:
    assert run(text, name, detecting=False)[1].tally.remarks == remarks


@pytest.mark.parametrize("name", ["а.srt", "а.vtt", "а.ass"])
def test_what_is_no_subtitles_is_refused(name: str) -> None:
    with pytest.raises(DocumentError):
        latin("Бу оддий матн\n", name)
    assert unchanged("", name) == b""


@pytest.mark.parametrize("name", FILES)
def test_another_reader_sees_the_same_events_with_their_text_converted(name: str) -> None:
    old = pysubs2.SSAFile.from_string(FILES[name])
    new = pysubs2.SSAFile.from_string(latin(FILES[name], name))
    converter = Converter("uz-Cyrl_uz-Latn")
    assert new.styles == old.styles
    assert len(new) == len(old) > 1
    for was, became in zip(old, new, strict=True):
        assert (became.start, became.end, became.style, became.name) == (was.start, was.end, was.style, was.name)
        if not was.is_comment:
            assert became.plaintext.replace("&#1064;", "Ш") == converter(was.plaintext.replace("&#1064;", "Ш"))


# fmt: off
SIGNS = [
    "<", ">", "<i>", "</i>", "<v Аб>", "{", "}", "{\\an8}", "{\\p1}", "{\\p0}", "\\N", "\\n", "\\h", "\\", "&",
    "&amp;", ";", "\n", "\n\n", "\r\n", "\r", " ", "\t", "1", "\n2\n", "\n00:01:00,000 --> 00:02:00,000\n", " --> ",
    "аб", "вг", "где", "NOTE ", "\n\nNOTE uzlat: off\n\n", "uzlat: on", "STYLE\n", "\nFormat: А, Б, Text\n",
    "\nDialogue: ", ",", ",,,,,,,,,", "\n[Events]\n", "\nComment: ", "-", "\x0c", "\u2028", "\ufeff", "'",
]
# fmt: on
HEADS = {"а.srt": ["", "1\n00:01:00,000 --> 00:02:00,000\n"], "а.vtt": ["WEBVTT\n\n00:01.000 --> 00:02.000\n"]}
HEADS["а.ass"] = [HEAD + EVENT, "[Events]\n"]


@pytest.mark.parametrize("name", HEADS)
@bounded(max_examples=150, deadline=None)
@given(data=st.data(), rest=st.lists(st.sampled_from(SIGNS)).map("".join))
def test_any_subtitles_keep_their_bytes_and_their_places(name: str, data: st.DataObject, rest: str) -> None:
    text = data.draw(st.sampled_from(HEADS[name])) + rest
    try:
        blocks(text, name)
    except DocumentError:
        return
    assert unchanged(text, name) == text.encode()
    assert swapped(swapped(text, name), name) == text.encode()
