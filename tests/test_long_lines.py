"""A line without end: it is cut where that changes nothing, and memory stays as it is."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from uzlat import Converter, stream
from uzlat.encodings import Coding
from uzlat.pipeline import Pipeline
from uzlat.stream import pieces, pump

ARTICLES = ROOT / "examples" / "articles"
OFFICIAL, BACK = Converter("uz-Cyrl_uz-Latn"), Converter("uz-Latn_uz-Cyrl")
calm = settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))


def words(kind: str) -> list[str]:
    """Give the words of all articles in one alphabet."""
    return " ".join(path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob(f"*.{kind}.txt"))).split()


CYRILLIC, LATIN = words("cyrl"), words("latn")


@pytest.fixture(autouse=True)
def shorter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "LONGEST", 400)
    monkeypatch.setattr(stream, "AROUND", 64)
    monkeypatch.setattr(stream, "NEAR", 120)


def reads(text: str, seed: int) -> list[str]:
    sizes, found, at = random.Random(seed), [], 0
    while at < len(text):
        end = at + sizes.choice([1, 5, 90, 401, 3000])
        found.append(text[at:end])
        at = end
    return found


def pumped(text: str, converter: Converter, seed: int, **options: Any) -> tuple[str, dict[str, Any]]:
    """Convert plain text by the pump; give the text and what is told."""
    out, pipeline = bytearray(), Pipeline(converter, **options)
    parts = [part.encode() for part in reversed(reads(text, seed))]
    pump(lambda size: parts.pop() if parts else b"", out.extend, pipeline, Coding())
    return out.decode(), pipeline.tally.as_json()


def places(text: str) -> list[int]:
    """Give the places where a text is cut."""
    found, at = [], 0
    for piece in pieces([text], lambda before, after: OFFICIAL(before + after) == OFFICIAL(before) + OFFICIAL(after)):
        at += len(piece)
        found.append(at)
    return found[:-1]


@pytest.mark.parametrize(("converter", "found"), [(OFFICIAL, CYRILLIC), (BACK, LATIN)], ids=["official", "back"])
@pytest.mark.parametrize("space", [" ", "  ", " \t", "\u00a0", "\r"])
def test_articles_in_one_line_convert_as_at_once(converter: Converter, found: list[str], space: str) -> None:
    text = space.join(found)
    assert pumped(text, converter, 3, detecting=False)[0] == converter(text)


@calm
@given(st.integers(0, len(CYRILLIC) - 900), st.integers(60, 900), st.integers(0, 10**6))
def test_any_part_of_the_articles_converts_as_at_once(start: int, many: int, seed: int) -> None:
    text = " ".join(CYRILLIC[start : start + many])
    out, told = pumped(text, OFFICIAL, seed, detecting=False)
    assert out == OFFICIAL(text)
    assert (told["lines"], told["changed"]) == (1, True)


@calm
@given(
    st.lists(st.tuples(st.sampled_from(CYRILLIC), st.sampled_from([" ", " ", " ", "  ", "\t", "\r", "\n", "\r\n"]))),
    st.integers(0, 10**6),
)
def test_no_word_is_cut_where_there_is_white_space(parts: list[tuple[str, str]], seed: int) -> None:
    text = "".join([word + space for word, space in parts * 12])
    cuts = places(text)
    assert all(text[at - 1].isspace() for at in cuts)
    assert "".join(pieces(reads(text, seed), lambda before, after: True)) == text


@calm
@given(st.lists(st.integers(50, 1500), max_size=6), st.integers(0, 10**6))
def test_the_numbers_of_lines_stay_right(lengths: list[int], seed: int) -> None:
    russian = "Это решение было принято вчера, и мы ждём новых вопросов от депутатов"
    lines = [line for length in lengths for line in (("шаҳар " * 300)[:length], russian)]
    out, told = pumped("\n".join(lines), OFFICIAL, seed)
    assert told["lines"] == len(lines)
    assert [place for one in told["left"] for place in one["lines"]] == list(range(2, len(lines) + 1, 2))
    assert out.split("\n")[1::2] == [russian] * (len(lines) // 2)


@pytest.mark.parametrize("end", ["", "\n", "\nЕр", "\r\n"])
@pytest.mark.parametrize("length", [399, 400, 401, 463, 464, 465, 800, 864, 865, 2000])
@pytest.mark.parametrize("one", ["шаҳар", "е", "ц", "Ш", "\u0301", "\u00ad", "💚", " ", "7", "a", "Ер ", "\r"])
def test_lines_of_any_length_lose_nothing(one: str, length: int, end: str) -> None:
    text = (one * length)[:length] + end
    whole = list(pieces([text], Pipeline(OFFICIAL).quiet))
    assert "".join(whole) == text
    assert max(map(len, whole)) <= stream.LONGEST + stream.AROUND + len(end)
    assert [piece for piece in pieces(list(text), Pipeline(OFFICIAL).quiet) if not piece.endswith("\n")] == [
        piece for piece in whole if not piece.endswith("\n")
    ]


@calm
@given(st.text("аеўҳшцъьяёАЕШЦЁ", min_size=401, max_size=1500), st.integers(0, 10**6))
def test_a_word_without_end_converts_as_at_once(word: str, seed: int) -> None:
    assert pumped(word, OFFICIAL, seed, detecting=False)[0] == OFFICIAL(word)


@calm
@given(st.text("аеш\u0301\u0306\u00ad\u200daex7'ʼ.,-", min_size=401, max_size=1500), st.integers(1, 10**6))
def test_where_a_line_is_cut_does_not_depend_on_how_it_was_read(text: str, seed: int) -> None:
    quiet = Pipeline(OFFICIAL).quiet
    cuts = list(pieces([text], quiet))
    assert list(pieces(reads(text, seed), quiet)) == cuts


def test_a_date_at_a_cut_is_converted_as_one() -> None:
    for shift in range(0, 140, 9):
        text = "а" * shift + " " + "бу воқеа 1992 йил 24 февралда Ш. Мирзиёев " * 30
        assert pumped(text, OFFICIAL, 1, detecting=False)[0] == OFFICIAL(text)


MEASURED = """
import resource, subprocess, sys
done = subprocess.run([sys.executable, "-m", "uzlat", *sys.argv[1:]], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, done.returncode, file=sys.stderr)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted in other units")
@pytest.mark.parametrize("args", [(), ("-t", "uz-Cyrl")])
@pytest.mark.parametrize("line", ["articles", "spaces", "digits", "one word"])
def test_memory_does_not_grow_with_a_line(line: str, args: tuple[str, ...], tmp_path: Path) -> None:
    found = " ".join(LATIN[:800] if args else CYRILLIC[:800]) + " "
    text = {"spaces": " " * 8, "digits": "1234567", "one word": "шаҳарларимиз" if not args else "shahar"}.get(
        line, found
    )
    data = text.encode()
    (tmp_path / "in").write_bytes(data * (1_000_000 // len(data)))
    with (tmp_path / "in").open("rb") as source:
        done = subprocess.run([sys.executable, "-c", MEASURED, *args], stdin=source, capture_output=True, check=True)
    kilobytes, code = map(int, done.stderr.split()[-2:])
    assert code == 0
    assert kilobytes < 80 << 10
