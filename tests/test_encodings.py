"""Bytes to text and back: what is not converted keeps its bytes, in any encoding and however it was cut."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from uzlat import Converter
from uzlat.encodings import Coding, DocumentError, NotTextError, codec, decode, encode
from uzlat.pipeline import Pipeline
from uzlat.sniff import coding_of
from uzlat.stream import pump

OFFICIAL = Converter("uz-Cyrl_uz-Latn")
UNICODE = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
MARKS = {name: "\ufeff".encode(name) for name in UNICODE}
LEGACY = ("windows-1251", "koi8-r", "iso-8859-5", "cp866", "mac-cyrillic", "ptcp154")
LETTERS = dict.fromkeys(LEGACY, "Ер юзи, Цирк") | {
    "ptcp154": "Ўзбек, қиз, ғоз, ҳаво",
    "iso-8859-5": "Ер ўғли".replace("ғ", "г"),
}
ENDS = {"lf": "\n", "crlf": "\r\n", "cr": "\r", "mixed": "\r\n\n\r\r\n"}
INVALID = {
    "utf-8": (b"\xff", b"\xd0", b"\xe2\x80", b"\xed\xb2\x80", b"\xf4\x90\x80\x80", b"\xc0\xaf"),
    "utf-16-le": (b"\x3d\xd8", b"\x80\xdc", b"\x80\xdc\x3d\xd8", b"\x00\xdc"),
    "utf-16-be": (b"\xd8\x3d", b"\xdc\x80", b"\xdc\x80\xd8\x3d", b"\xdc\x00"),
    "utf-32-le": (b"\x00\x00\x11\x00", b"\x00\xd8\x00\x00", b"\xff\xff\xff\xff"),
    "utf-32-be": (b"\x00\x11\x00\x00", b"\x00\x00\xd8\x00", b"\xff\xff\xff\xff"),
    "windows-1251": (b"\x98",),
}
calm = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


def converted(data: bytes, coding: Coding, seed: int = 0) -> bytes:
    """Convert plain text by the pump, every line, in reads of any size."""
    out, sizes, rest = bytearray(), random.Random(seed), [data]

    def read(size: int) -> bytes:
        at = sizes.randint(1, 7) if seed else len(rest[0])
        head, rest[0] = rest[0][:at], rest[0][at:]
        return head

    pump(read, out.extend, Pipeline(OFFICIAL, detecting=False), coding)
    return bytes(out)


def recoded(data: bytes, name: str, seed: int) -> bytes:
    """Read bytes in pieces of any size, and write them again in the same encoding."""
    coding, sizes, at, out = Coding(name, "same"), random.Random(seed), 0, b""
    while at < len(data):
        end = at + sizes.randint(1, 9)
        out += coding.encode(coding.decode(data[at:end]))
        at = end
    return out + coding.encode(coding.decode(b"", final=True))


@pytest.mark.parametrize("name", [*UNICODE, *LEGACY, "windows-1252", "cp1258", "latin-1", "ascii", "gb18030"])
@calm
@given(st.one_of(st.binary(max_size=40), st.text("аёўш\n\r 💚\udc80\ud800", max_size=12)), st.integers(0, 10**6))
@example("💚", 5)
def test_any_bytes_come_back_in_the_same_encoding(name: str, made: bytes | str, seed: int) -> None:
    data = made if isinstance(made, bytes) else made.encode("utf-16-le", "surrogatepass")
    assert recoded(data, name, seed) == data
    if isinstance(made, str) and name.startswith("utf"):
        data = made.encode(name, "surrogatepass")
        assert recoded(data, name, seed) == data


@pytest.mark.parametrize("name", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "windows-1251"])
@calm
@given(st.binary(max_size=60), st.integers(1, 10**6))
def test_how_many_bytes_are_invalid_does_not_depend_on_the_cuts(name: str, data: bytes, seed: int) -> None:
    whole, cut, sizes, at = Coding(name), Coding(name), random.Random(seed), 0
    text = whole.decode(data, final=True)
    parts = []
    while at < len(data):
        end = at + sizes.randint(1, 5)
        parts.append(cut.decode(data[at:end]))
        at = end
    parts.append(cut.decode(b"", final=True))
    assert "".join(parts) == text
    assert cut.invalid == whole.invalid


@pytest.mark.parametrize("last", ["", "final"])
@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
@pytest.mark.parametrize("name", UNICODE)
@pytest.mark.parametrize("marked", [True, False])
def test_every_line_end_stays_in_unicode(name: str, marked: bool, end: str, last: str) -> None:
    mark = "\ufeff" if marked else ""
    old, new = (
        mark + end.join([one, "", two]) + (end if last else "") for one, two in (("Шаҳар", "Ер"), ("Shahar", "Yer"))
    )
    data = old.encode(name)
    coding = coding_of(data, "" if marked or name == "utf-8" else name)
    assert coding.name == name
    assert converted(data, coding) == new.encode(name)
    assert converted(data, coding_of(data, name), seed=5) == new.encode(name)


@pytest.mark.parametrize(("name", "invalid"), [(name, one) for name, all_ in INVALID.items() for one in all_])
def test_invalid_bytes_stay_where_they_are(name: str, invalid: bytes) -> None:
    output = "utf-8" if name in LEGACY else name
    for seed in (0, 1, 2):
        data = "Ер ".encode(name) + invalid + " Ер\n".encode(name) + invalid + "Ер".encode(name) + invalid
        coding = Coding(name)
        made = converted(data, coding, seed)
        parts = "Yer ".encode(output), " Yer\n".encode(output), "Yer".encode(output), b""
        assert made == invalid.join(parts)
        assert coding.invalid == 3 * len(invalid)


@pytest.mark.parametrize("name", UNICODE[1:])
@pytest.mark.parametrize("odd", [1, 2, 3])
def test_an_odd_byte_at_the_end_stays(name: str, odd: int) -> None:
    width = 2 if "16" in name else 4
    rest = b"\x04\x11\x00"[: min(odd, width - 1)]
    data = MARKS[name] + "Ер\n".encode(name) + rest
    for seed in (0, 1, 2):
        assert converted(data, coding_of(data), seed) == MARKS[name] + "Yer\n".encode(name) + rest


@pytest.mark.parametrize("last", ["", "final"])
@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
@pytest.mark.parametrize("name", LEGACY)
def test_old_encodings_become_utf_8(name: str, end: str, last: str) -> None:
    text = LETTERS[name]
    old = end.join([text, text]) + (end if last else "")
    new = OFFICIAL(text)
    for seed in (0, 3):
        coding = coding_of(old.encode(name), name)
        made = converted(old.encode(name), coding, seed)
        assert made == (end.join([new, new]) + (end if last else "")).encode()
        assert coding.remarks == [f"read as {name}; written in utf-8"]


@pytest.mark.parametrize("name", LEGACY)
def test_every_byte_of_an_old_encoding_is_read(name: str) -> None:
    data = bytes(range(256))
    text = Coding(name).decode(data, final=True)
    wrong = [data[at] for at, char in enumerate(text) if "\udc00" <= char <= "\udcff"]
    assert wrong == ([0x98] if name == "windows-1251" else [])
    assert encode(text, name) == data


@pytest.mark.parametrize("name", ["utf-7", "hz", "iso2022_jp", "big5", "euc-kr", "cp424", "shift_jis"])
@calm
@given(st.binary(max_size=30))
def test_any_encoding_of_text_can_be_read(name: str, data: bytes) -> None:
    coding = Coding(name)
    assert coding.output == "utf-8"
    coding.encode(coding.decode(data) + coding.decode(b"", final=True))


@calm
@given(st.binary(max_size=80))
def test_bytes_that_are_not_utf_8_come_back(data: bytes) -> None:
    assert encode(decode(data)) == data


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("CP1251", "windows-1251"),
        ("UTF8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("UTF-32", "utf-32-le"),
        ("KOI8-R", "koi8-r"),
        ("maccyrillic", "mac-cyrillic"),
        ("ISO_8859-5", "iso-8859-5"),
        ("ibm866", "cp866"),
    ],
)
def test_encodings_have_other_names(name: str, known: str) -> None:
    assert codec(name) == known


@pytest.mark.parametrize(
    "name", ["wndows-1251", "koi8", "a\0b", "ў", "hex", "rot13", "undefined", "idna", "unicode_escape"]
)
def test_what_is_no_encoding_of_text_is_refused(name: str) -> None:
    with pytest.raises(NotTextError, match="encoding"):
        Coding(name)


@pytest.mark.parametrize(
    ("wrong", "right"), [("window-1251", "windows-1251"), ("koi8r-", "koi8-r"), ("utf-18", "utf-8")]
)
def test_a_name_that_is_near_is_suggested(wrong: str, right: str) -> None:
    with pytest.raises(NotTextError, match=right):
        Coding(wrong)


def test_utf_8_is_not_read_as_something_else() -> None:
    with pytest.raises(NotTextError, match="in UTF-8 and not in windows-1251"):
        coding_of("Шаҳар".encode(), "windows-1251")
    assert coding_of(b"plain", "windows-1251").name == "windows-1251"
    assert coding_of("Р".encode("windows-1251"), "windows-1251").name == "windows-1251"
    assert coding_of("\ufeffШаҳар".encode(), "windows-1251").name == "utf-8"


@pytest.mark.parametrize("name", [name for name in LEGACY if name != "ptcp154"])
def test_an_old_encoding_is_named_and_not_guessed(name: str) -> None:
    data = "Республика Президенти янги карор кабул килди, деб хабар берди матбуот хизмати.\n".encode(name) * 3
    with pytest.raises(NotTextError, match=f"it looks like {name}"):
        coding_of(data)
    assert (coding_of(data, "auto").name, coding_of(data, "auto").guessed) == (name, True)


def test_utf_16_gets_one_mark() -> None:
    for data in ("Ер\n".encode("windows-1251") * 2, b"Yer\n" * 2):
        coding = Coding("windows-1251", "utf-16")
        assert converted(data, coding, seed=4) == "\ufeffYer\nYer\n".encode("utf-16-le")
    assert converted("\ufeffЕр".encode(), Coding("utf-8", "utf-16"), 3) == "\ufeffYer".encode("utf-16-le")
    assert converted("\ufeffЕр".encode("utf-16-be"), Coding("utf-16-be", "utf-16"), 3) == "\ufeffYer".encode(
        "utf-16-le"
    )
    assert converted("Ер".encode(), Coding("utf-8", "utf-16-le")) == "Yer".encode("utf-16-le")
    assert converted("Ер".encode(), Coding("utf-8", "utf-8-sig"), 1) == b"\xef\xbb\xbfYer"
    assert converted("\ufeffЕр".encode(), Coding("utf-8", "utf-8-sig"), 1) == b"\xef\xbb\xbfYer"


@pytest.mark.parametrize(
    ("name", "char"), [("windows-1251", "ʻ"), ("koi8-r", "ʻ"), ("iso-8859-5", "ʻ"), ("ascii", "ʻ")]
)
def test_a_letter_that_does_not_fit_is_named(name: str, char: str) -> None:
    with pytest.raises(DocumentError, match=rf"'{char}' \(U\+{ord(char):04X}\) does not exist in {name}"):
        converted("Ўзбек".encode(), Coding("utf-8", name))


@calm
@given(st.text(max_size=20), st.sampled_from(["windows-1251", "koi8-r", "cp866", "ascii"]))
def test_nothing_ever_becomes_a_question_mark(text: str, name: str) -> None:
    text = text.replace("?", "")
    try:
        made = Coding("utf-8", name).encode(text)
    except DocumentError as error:
        assert "does not exist in" in str(error)
    else:
        assert b"?" not in made
        assert made.decode(name) == text
