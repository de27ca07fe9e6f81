"""The engine for LibreTranslate, against a server of the test's own; scripts/libretranslate_check.py has a real one."""

from __future__ import annotations

import pytest

from tests import openai_server as fake
from uzlat.translate.engine import (
    EMPTY,
    ERROR,
    NO_MODEL,
    NOT_CONFIGURED,
    OK,
    READY,
    UNREACHABLE,
    Draft,
    EngineError,
    MissingError,
)
from uzlat.translate.engines.libretranslate import LibreTranslate
from uzlat.translate.engines.registry import Wish
from uzlat.translate.lang import Lang

UZ, EN = Lang("uz", "Latn"), Lang("en")
TEXTS = ["Bir.", "Ikki.", "Uch.", "Toʻrt."]
RIGHT = [Draft(f"[{text}]") for text in TEXTS]


def engine(server: fake.FaultyServer, **wish: object) -> LibreTranslate:
    settings: dict[str, object] = {"url": server.url, "key": fake.KEY, "timeout": 5.0, **wish}
    return LibreTranslate(Wish("libretranslate", **settings), lambda seconds: None)  # type: ignore[arg-type]


def fails_on(word: str, fault: fake.Fault) -> fake.Fault:
    honest = fake.libre()
    return lambda handler, sent: (fault if sent and word in str(sent["q"]) else honest)(handler, sent)


def given(value: object) -> fake.Fault:
    return lambda handler, sent: handler.give(value)


PASSING = {
    "busy": fake.status(429, "", Retry_After="1"),
    "failing": fake.status(500, "oops"),
    "gateway": fake.page(502),
    "reset": fake.broken,
    "broken off": fake.half,
    "cut JSON": fake.raw(b'{"translatedText": ["a'),
    "too few": given({"translatedText": ["a"]}),
    "too many": given({"translatedText": ["a"] * 9}),
    "one text for all": given({"translatedText": "a"}),
    "numbers": given({"translatedText": [1, 2, 3, 4]}),
    "nothing": given({}),
    "another protocol": given([]),
}


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
def test_a_fault_that_passes_leaves_every_draft_right(fault: fake.Fault) -> None:
    with fake.serving(fake.libre(), fault) as server:
        assert engine(server).translate(TEXTS, UZ, EN) == RIGHT
        assert server.script == []


STAYING = {
    "key refused": (fake.status(403, f"Invalid API key {fake.KEY}"), "UZLAT_API_KEY"),
    "web page": (fake.page(), "web page"),
    "no such path": (fake.status(404, "not found"), "check the URL"),
    "busy": (fake.status(429, "Slowdown"), "Slowdown"),
    "failing": (fake.status(500, fake.KEY), "HTTP 500 (***)"),
    "reset": (fake.broken, "the connection broke"),
    "gone": (fake.dies, ""),
}


@pytest.mark.parametrize(("fault", "told"), STAYING.values(), ids=STAYING)
def test_a_fault_that_stays_ends_with_one_line_without_the_key(fault: fake.Fault, told: str) -> None:
    with fake.serving(fails_on("Bir", fault)) as server, pytest.raises(EngineError) as caught:
        engine(server).translate(["Bir."] * 6, UZ, EN)
    assert told in str(caught.value)
    assert server.url in str(caught.value)
    assert fake.KEY not in str(caught.value)


SINGLE = {
    "failing": (fake.status(500, "Cannot translate text"), ERROR, "Cannot translate text"),
    "refused": (fake.status(400, "too odd"), ERROR, "too odd"),
    "nothing at all": (given({}), ERROR, "holds no translations"),
    "empty": (given({"translatedText": [""]}), EMPTY, "empty"),
}


@pytest.mark.parametrize(("fault", "finish", "told"), SINGLE.values(), ids=SINGLE)
def test_a_segment_that_fails_is_marked_and_the_others_are_right(fault: fake.Fault, finish: str, told: str) -> None:
    with fake.serving(fails_on("Ikki", fault)) as server:
        drafts = engine(server).translate(TEXTS, UZ, EN)
    assert [draft for draft in drafts if draft.finish == OK] == [RIGHT[0], *RIGHT[2:]]
    assert (drafts[1].text, drafts[1].finish) == ("", finish)
    assert told in drafts[1].error


@pytest.mark.parametrize("settings", [True, False])
def test_keeps_to_the_limits_of_the_server(settings: bool) -> None:
    with fake.serving(fake.libre(limit=6, most=3, settings=settings)) as server:
        made = engine(server)
        drafts = made.translate(["a", "b", "Oʻzbekiston", "c", "d", "e", "f"], UZ, EN)
        assert [draft.text for draft in drafts] == ["[a]", "[b]", "", "[c]", "[d]", "[e]", "[f]"]
        assert "request (11) exceeds text limit (6)" in drafts[2].error
        assert made.capabilities().most == (6 if settings else 0)
        before = len(server.posts)
        made.translate(["a"] * 6, UZ, EN)
        assert [len(sent["q"]) for sent in server.posts[before:]] == [3, 3]


def test_segments_that_are_all_too_long_are_marked_and_the_server_is_not_given_up() -> None:
    with fake.serving(fake.libre(limit=2)) as server:
        drafts = engine(server).translate(["long"] * 5 + ["a"], UZ, EN)
    assert [draft.finish for draft in drafts] == [ERROR] * 5 + [OK]


@pytest.mark.parametrize(("source", "target"), [(UZ, Lang("kk")), (UZ, Lang("fr")), (Lang("de"), EN), (EN, UZ)])
def test_a_pair_that_is_not_offered_is_not_asked_for(source: Lang, target: Lang) -> None:
    with fake.serving(fake.libre()) as server:
        made = engine(server)
        with pytest.raises(MissingError, match="it offers uz→en"):
            made.translate(TEXTS, source, target)
        assert not made.capabilities().pairs(source, target)
        assert server.posts == []


def test_sends_plain_text_with_the_key_in_the_payload_alone() -> None:
    with fake.serving(fake.libre()) as server:
        made = engine(server)
        assert made.translate(["Bir."], UZ, EN) == RIGHT[:1]
        payload = {"q": ["Bir."], "source": "uz", "target": "en", "format": "text", "api_key": fake.KEY}
        assert server.posts == [payload]
        assert all("Authorization" not in headers for _, headers, _ in server.requests)
        can = made.capabilities()
    assert (can.network, can.unit) == (server.url, "sentence")
    assert can.pairs(UZ, EN)


def test_the_url_may_end_in_translate() -> None:
    with fake.serving(fake.libre()) as server:
        assert engine(server, url=f"{server.url}/translate").translate(TEXTS, UZ, EN) == RIGHT


def test_probing_says_what_is_there() -> None:
    assert LibreTranslate(Wish("libretranslate")).probe().state == NOT_CONFIGURED
    with fake.serving(fake.libre()) as server:
        assert engine(server).probe().state == READY
    assert engine(server).probe().state == UNREACHABLE
    with fake.serving(given([])) as server:
        assert engine(server).probe().state == NO_MODEL
    with fake.serving(fake.model) as server:  # a server of another kind
        assert engine(server).probe().state == UNREACHABLE
