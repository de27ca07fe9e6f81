"""What holds for every text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from uzlat import Converter, load
from uzlat.context import CONTEXTS
from uzlat.engine import Engine
from uzlat.table import Table

CONVERTERS = [
    Converter("uz-Cyrl_uz-Latn"),
    Converter("uz-Cyrl_uz-Latn-2026"),
    Converter("uz-Cyrl_uz-Latn", style="press", quotes="curly", iotated_acronyms="y"),
    Converter("uz-Cyrl_uz-Latn", style="letters"),
    Converter("uz-Cyrl_uz-Latn", names_ts="always", particles="strict", modernise="on", loans="textbook"),
]
TABLE = load("uz-Cyrl_uz-Latn")
ALPHABET = TABLE.alphabet["source"]
LETTERS = ALPHABET + ALPHABET.upper()
STEMS = [stem for entry in TABLE.entries for stem in getattr(entry, "words", {}) if stem.isalpha()]
SNIPPETS = [
    *STEMS[:80], "1992 йил", "24 февралда", "нуқтаи назар", "НУҚТАИ НАЗАР", "1992 ЙИЛ", "дўсту душман", "йилдан-йилга",
    "ХІХ", "Pоссия", "BBCнинг", "П жаҳон уруши", "25°С", "КЕЧАЮ КУНДУЗ",
    "https://kun.uz/а", "info@kun.uz", "`код`", "<b>", "Ш.", "АҚШ", "Елец",
    "и\u0306", "\u00ad", "\u0301", "’", "“", '"',
    "\x00", "\x00c", "\x00n", "\ufeff", "\n", "\r\n", " ", " ", "  ", "\u00a0", "ӯ", "ә", "oʻ", "5", "2000", "й.",
]  # fmt: skip
words = st.text(alphabet=LETTERS, min_size=1, max_size=12)
texts = st.lists(
    st.one_of(st.sampled_from(SNIPPETS), words, st.text(max_size=4)), max_size=14
).map("".join)  # fmt: skip
converters = st.sampled_from(CONVERTERS)


@given(converters, texts)
@settings(max_examples=400, deadline=None)
def test_converting_twice_changes_nothing(converter: Converter, text: str) -> None:
    once = converter(text)
    assert converter(once) == once


@given(converters, st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
@settings(max_examples=300, deadline=None)
def test_text_without_cyrillic_comes_back_the_same(converter: Converter, text: str) -> None:
    plain = "".join(char for char in text if not 0x400 <= ord(char) < 0x530)
    if converter.settings["quotes"] == "keep":
        assert converter(plain) == plain


@given(converters, words)
@settings(deadline=None)
def test_no_letter_of_the_alphabet_is_left_behind(converter: Converter, word: str) -> None:
    assert not set(converter(word)) & set(LETTERS)


@given(converters, texts)
@settings(max_examples=400, deadline=None)
def test_the_fast_and_the_careful_road_agree(converter: Converter, text: str) -> None:
    traces = converter.trace(text)
    assert "".join(trace.source for trace in traces) == text
    assert "".join(trace.output for trace in traces) == converter(text)


@given(converters, texts)
@settings(deadline=None)
def test_the_steps_of_a_trace_tile_its_source_and_its_output(converter: Converter, text: str) -> None:
    for trace in converter.trace(text):
        if trace.steps:
            assert "".join(step.source for step in trace.steps) == trace.source
            assert "".join(step.output for step in trace.steps) == trace.output
        else:
            assert trace.source == trace.output


@given(converters, st.lists(texts.map(lambda text: text.replace("\n", " ")), max_size=5))
@settings(deadline=None)
def test_a_text_comes_out_as_its_lines_do(converter: Converter, lines: list[str]) -> None:
    assert converter("\n".join(lines)) == "\n".join(map(converter, lines))


@given(st.sampled_from(CONVERTERS), st.lists(words, max_size=40))
@settings(deadline=None)
def test_words_together_come_out_as_each_is_traced(converter: Converter, some: list[str]) -> None:
    engine = converter.tracer.engine
    assert engine.words(some) == {word: engine.trace(word).output for word in some}


@given(words, words, words)
@settings(max_examples=300, deadline=None)
def test_a_word_depends_on_its_neighbours_only_where_the_engine_says_so(before: str, word: str, after: str) -> None:
    """Neighbours act through Context alone, and phrases through their own edits."""
    converter = CONVERTERS[0]
    engine = converter.tracer.engine
    trace = next(t for t in converter.trace(f"{before}, {word}, {after}")[2:] if t.steps)
    outputs = {engine.trace(word, context).output for context in CONTEXTS}
    assert trace.output in outputs
    assert engine.depends(word) or outputs == {trace.output}


EMPTY = Table(
    meta={"id": "a_b"}, alphabet={}, options={}, styles={}, classes={}, letters={}, fallback={}, acronym={},
    entries=[], examples={}, digest="",
)  # fmt: skip


@given(texts)
@settings(deadline=None)
def test_an_empty_table_returns_the_text(text: str) -> None:
    converter = Converter(EMPTY)
    assert converter(text) == text
    assert "".join(trace.output for trace in converter.trace(text)) == text


def test_an_engine_without_rules_still_maps_letters() -> None:
    engine = Engine(EMPTY._replace(letters={"а": "a", "б": "b"}), {})
    assert engine.words(["аб", "Аб", "АБ"]) == {"аб": "ab", "Аб": "Ab", "АБ": "AB"}
