"""The engine for language models, against a real server with every fault that such servers have."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import openai_server as fake
from uzlat.translate.engine import (
    EMPTY,
    ERROR,
    NO_MODEL,
    NOT_CONFIGURED,
    OK,
    READY,
    TRUNCATED,
    UNREACHABLE,
    Draft,
    EngineError,
    MissingError,
)
from uzlat.translate.engines.openai import OpenAI
from uzlat.translate.engines.registry import Wish
from uzlat.translate.engines.replies import BadReplyError, translations
from uzlat.translate.lang import Lang

UZ, RU = Lang("uz", "Latn"), Lang("ru")
TEXTS = ["Bir.", "Ikki.", "Uch.", "Toʻrt."]
RIGHT = [Draft(f"[{text}]") for text in TEXTS]


class Naps:
    """Notes how long it was asked to sleep, and does not."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)


def engine(server: fake.FaultyServer, naps: Callable[[float], object] | None = None, **wish: object) -> OpenAI:
    settings: dict[str, object] = {"url": server.url, "key": fake.KEY, "timeout": 5.0, **wish}
    return OpenAI(Wish("openai", **settings), naps or Naps())  # type: ignore[arg-type]


def translate(server: fake.FaultyServer, texts: list[str] | None = None, **wish: object) -> list[Draft]:
    return engine(server, **wish).translate(texts or TEXTS, UZ, RU)


GOOD_IN_THE_END = {
    "too many requests": [fake.status(429, "slow down", Retry_After="2")],
    "error of the server": [fake.status(500, "oops")],
    "bad gateway": [fake.page(502)],
    "not ready": [fake.status(503, "loading model"), fake.status(503, "loading model")],
    "gateway timeout": [fake.page(504)],
    "connection reset": [fake.broken, fake.broken],
    "answer broken off": [fake.half],
    "answer is cut JSON": [fake.raw(b'{"choices": [{"message": {"content": "x')],
    "model's JSON is cut": [fake.said('{"translations": [{"id": 1, "text": "bi')],
    "too few": [fake.answered(lambda made: made[:-1])],
    "too many": [fake.answered(lambda made: [*made, {"id": 9, "text": "x"}])],
    "id twice": [fake.answered(lambda made: [*made[:-1], {**made[-1], "id": 1}])],
    "ids from zero": [fake.answered(lambda made: [{**one, "id": one["id"] - 1} for one in made])],
    "no ids": [fake.answered(lambda made: [{"text": one["text"]} for one in made])],
    "bare strings": [fake.answered(lambda made: [one["text"] for one in made])],
    "empty text": [fake.answered(lambda made: [{**one, "text": " "} for one in made])],
    "text is a number": [fake.answered(lambda made: [{**one, "text": 5} for one in made])],
    "two answers": [fake.answered(list, "%s or rather %s")],
    "chatter alone": [fake.said("Sure, I can translate that for you!")],
    "nothing": [fake.said("")],
    "null": [fake.said(None)],
    "thoughts without end": [fake.said("<think>The user wants")],
    "length": [fake.answered(list, finish="length")],
    "no choices": [fake.raw(b'{"choices": []}')],
    "another protocol": [fake.raw(b"[1]")],
    "content filter": [fake.said("", "content_filter")],
    "refusal": [fake.said(None, refusal="I cannot help with that.")],
}


@pytest.mark.parametrize("faults", GOOD_IN_THE_END.values(), ids=GOOD_IN_THE_END)
def test_a_fault_that_passes_leaves_every_draft_right(faults: list[fake.Fault]) -> None:
    with fake.serving(fake.model, *faults) as server:
        assert translate(server) == RIGHT
        assert server.script == []


GOOD_AT_ONCE = {
    "code fence": fake.answered(list, "```json\n%s\n```"),
    "chatter around": fake.answered(list, "Here is [the] translation:\n\n%s\n\nLet me know if {you} need more."),
    "thoughts before": fake.answered(list, '<think>First {"translations": []} hm</think>\n%s'),
    "thoughts without a beginning": fake.answered(list, "Let me think.\n</think>\n\n%s"),
    "other order": fake.answered(lambda made: made[::-1]),
    "ids as strings": fake.answered(lambda made: [{**one, "id": str(one["id"])} for one in made]),
    "line end inside": fake.answered(lambda made: [{**one, "text": one["text"] + "\n"} for one in made]),
}


@pytest.mark.parametrize("fault", GOOD_AT_ONCE.values(), ids=GOOD_AT_ONCE)
def test_what_can_mean_one_thing_alone_is_taken_at_once(fault: fake.Fault) -> None:
    with fake.serving(fake.model, fault) as server:
        assert translate(server) == RIGHT
        assert len(server.posts) == 1


def test_a_wrong_content_type_does_not_matter() -> None:
    body = {"choices": [{"message": {"content": json.dumps([{"id": 1, "text": "Один."}])}}]}
    with fake.serving(fake.model, fake.raw(json.dumps(body).encode(), "text/plain")) as server:
        assert translate(server, ["Bir."]) == [Draft("Один.")]


ENDS = {
    "key refused": (fake.status(401, f"Incorrect API key provided: {fake.KEY}"), "UZLAT_API_KEY"),
    "forbidden": (fake.status(403, "no"), "UZLAT_API_KEY"),
    "no such model": (fake.status(404, "model 'toy' not found"), "model 'toy' not found"),
    "web page": (fake.page(), "web page"),
    "moved": (fake.status(308, "", Location="https://user:pass@example.com/v1"), "example.com/v1"),
    "always busy": (fake.status(429, f"quota of {fake.KEY}"), "429"),
    "wants too long a wait": (fake.status(429, "tomorrow", Retry_After="3600"), "3600 seconds"),
    "always unready": (fake.status(503, "loading"), "503"),
    "always failing": (fake.status(500, "CUDA out of memory"), "CUDA out of memory"),
    "always refusing": (fake.status(400, "bad request"), "bad request"),
    "always breaking": (fake.broken, "the connection broke"),
    "always cut": (fake.half, "the connection broke"),
    "never JSON": (fake.raw(b'{"choi'), "no JSON"),
    "huge": (fake.raw(b" " * 17_000_000), "longer than 16 MB"),
}


@pytest.mark.parametrize(("fault", "told"), ENDS.values(), ids=ENDS)
def test_a_fault_that_stays_ends_with_one_line_that_names_the_server_but_no_key(fault: fake.Fault, told: str) -> None:
    with fake.serving(fake.fails_on("Bir", fault)) as server, pytest.raises(EngineError) as caught:
        engine(server).translate(["Bir."] * 8, UZ, RU)
    message = str(caught.value)
    assert told in message
    assert server.url in message
    assert "\n" not in message
    assert fake.KEY not in message + repr(caught.value)
    assert caught.value.__cause__ is None
    assert "pass" not in message


def test_a_server_that_says_nothing_is_given_up() -> None:
    with fake.serving(fake.fails_on("Bir", fake.hang)) as server, pytest.raises(EngineError) as caught:
        engine(server, timeout=0.2).translate(["Bir."] * 8, UZ, RU)
    assert "no answer in 0 seconds" in str(caught.value)
    assert len(server.posts) == 4  # the batch, and three single segments


def test_a_server_that_drips_is_no_better() -> None:
    with fake.serving(fake.fails_on("Bir", fake.drip)) as server, pytest.raises(EngineError, match="no answer"):
        engine(server, timeout=0.3).translate(["Bir."] * 8, UZ, RU)


def test_a_segment_that_takes_for_ever_costs_no_other() -> None:
    with fake.serving(fake.fails_on("Ikki", fake.hang)) as server:
        drafts = engine(server, timeout=0.3).translate(TEXTS, UZ, RU)
    assert [draft.finish for draft in drafts] == [OK, ERROR, OK, OK]
    assert "no answer" in drafts[1].error


def test_of_a_server_that_dies_midway_what_is_done_is_kept_and_the_rest_marked() -> None:
    with fake.serving(fake.model, fake.answered(list), fake.dies) as server:
        made = engine(server, most_batch=2)
        drafts = made.translate([*TEXTS, "Besh."], UZ, RU)
        assert drafts[:2] == RIGHT[:2]
        assert [(draft.text, draft.finish) for draft in drafts[2:]] == [("", ERROR)] * 3
        assert server.url in drafts[4].error
        with pytest.raises(EngineError, match="no server answers there"):
            made.translate(TEXTS, UZ, RU)


SINGLE = {
    "cut off": (fake.answered(list, finish="length"), TRUNCATED, "cut off"),
    "empty": (fake.said(""), EMPTY, "empty"),
    "chatter": (fake.said("The word 'ikki' means two."), ERROR, "not the JSON"),
    "filtered": (fake.said("", "content_filter"), ERROR, "filter"),
    "refused by the model": (fake.said(None, refusal="I cannot."), ERROR, "I cannot."),
    "too long for the model": (fake.status(400, "maximum context length is 8"), ERROR, "maximum context length is 8"),
    "fails on it": (fake.status(500, "GGML_ASSERT"), ERROR, "GGML_ASSERT"),
}


@pytest.mark.parametrize(("fault", "finish", "told"), SINGLE.values(), ids=SINGLE)
def test_a_segment_that_fails_is_marked_and_the_others_are_right(fault: fake.Fault, finish: str, told: str) -> None:
    with fake.serving(fake.fails_on("Ikki", fault)) as server:
        drafts = translate(server)
    assert [draft for draft in drafts if draft.finish == OK] == [RIGHT[0], *RIGHT[2:]]
    assert (drafts[1].finish, drafts[1].text) == (finish, "")
    assert told in drafts[1].error
    assert fake.KEY not in str(drafts)


def test_waits_as_long_as_the_server_asks_in_seconds_or_by_date() -> None:
    date = formatdate(time.time() + 30, usegmt=True)
    naps = Naps()
    with fake.serving(
        fake.model, fake.status(429, "", Retry_After="7"), fake.status(503, "", Retry_After=date)
    ) as server:
        assert engine(server, naps).translate(TEXTS, UZ, RU) == RIGHT
    assert naps.taken[0] == 7
    assert 25 < naps.taken[1] <= 30


def test_closing_ends_a_wait() -> None:
    with fake.serving(fake.fails_on("Bir", fake.status(429, "", Retry_After="50"))) as server:
        made = OpenAI(Wish("openai", url=server.url))
        from threading import Timer

        Timer(0.3, made.close).start()
        began = time.monotonic()
        with pytest.raises(EngineError, match="closed"):
            made.translate(TEXTS, UZ, RU)
        assert time.monotonic() - began < 20


@pytest.mark.parametrize(
    ("refused", "left"),
    [
        (("json_schema",), {"json_object"}),
        (("response_format",), set()),
        (("response_format", "temperature"), set()),
    ],
)
@pytest.mark.parametrize("code", [400, 422, 500])
def test_a_server_that_refuses_a_form_of_answer_is_asked_less_strictly_from_then_on(
    refused: tuple[str, ...], left: set[str], code: int
) -> None:
    if code == 500 and "temperature" in refused:
        return  # such a server says that something else is wrong
    with fake.serving(fake.without(*refused, code=code)) as server:
        made = engine(server)
        assert made.translate(TEXTS, UZ, RU) == RIGHT
        before = len(server.posts)
        assert made.translate(TEXTS, UZ, RU) == RIGHT
        assert len(server.posts) == before + 1
        last = server.posts[-1]
        assert {last.get("response_format", {}).get("type")} - {None} == left
        assert ("temperature" in last) == ("temperature" not in refused)


def test_asks_for_numbered_batches_with_terms_and_what_came_before() -> None:
    with fake.serving(fake.model) as server:
        engine(server, most_batch=2).translate(
            TEXTS,
            UZ,
            Lang("kk", "Cyrl"),
            context=[("Salom.", "Сәлем.")],
            terms=[("TOʻRT", "төрт"), ("ikki", "екі"), ("besh", "бес")],
        )
        first, second = server.posts
    assert fake.items(first) == [{"id": 1, "text": "Bir."}, {"id": 2, "text": "Ikki."}]
    said = first["messages"][0]["content"]
    assert "from Uzbek (Latin script) to Kazakh (Cyrillic script)" in said
    assert "ikki => екі" in said and "төрт" not in said and "бес" not in said
    assert "Salom. => Сәлем." in said
    assert "Ikki. => [Ikki.]" in second["messages"][0]["content"]
    assert first["temperature"] == 0 and first["model"] == "toy"


def test_a_long_segment_goes_alone() -> None:
    with fake.serving(fake.model) as server:
        texts = ["a" * 2000, "b" * 2000, "c" * 9000, "d"]
        assert translate(server, texts) == [Draft(f"[{text}]") for text in texts]
        assert [len(fake.items(sent)) for sent in server.posts] == [1, 1, 1, 1]


def test_a_model_that_cannot_take_batches_gets_them_smaller() -> None:
    with fake.serving(fake.fails_on('"id": 3', fake.said("Sorry!"))) as server:
        made = engine(server)
        texts = [str(number) for number in range(16)]
        assert [draft.text for draft in made.translate(texts, UZ, RU)] == [f"[{text}]" for text in texts]
        asked = len(server.posts)
        made.translate(texts, UZ, RU)
        assert len(server.posts) - asked < asked


@pytest.mark.parametrize("path", ["", "/", "/v1", "/v1/", "/v1/chat/completions"])
def test_a_url_may_be_given_in_any_length(path: str) -> None:
    with fake.serving(fake.model) as server:
        assert translate(server, url=server.url + path) == RIGHT
        assert {sent for sent, _, _ in server.requests} == {"/v1/models", "/v1/chat/completions"}


def test_no_proxy_stands_between_here_and_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with fake.serving(fake.model) as server:
        assert translate(server) == RIGHT


def test_a_redirect_is_told_and_neither_text_nor_key_goes_there() -> None:
    with fake.serving(fake.model) as other:
        moved = fake.status(307, "", Location=f"{other.url}/v1/chat/completions")
        with fake.serving(fake.model, moved) as server, pytest.raises(EngineError, match=r"is sent on to http://127"):
            translate(server)
        assert other.requests == []


def test_user_and_password_of_a_url_are_sent_but_never_shown() -> None:
    with fake.serving(fake.model) as server:
        url = server.url.replace("//", "//me:s3cret@")
        made = engine(server, url=url, key="")
        assert made.translate(TEXTS, UZ, RU) == RIGHT
        assert server.requests[-1][1]["Authorization"].startswith("Basic ")
        assert "s3cret" not in made.capabilities().network
    with pytest.raises(EngineError) as caught:
        made.translate(TEXTS, UZ, RU)
    assert "s3cret" not in str(caught.value)


def test_the_key_is_sent_as_a_bearer_token_and_not_with_the_text() -> None:
    with fake.serving(fake.model) as server:
        translate(server)
        assert all(headers["Authorization"] == f"Bearer {fake.KEY}" for _, headers, _ in server.requests)
        assert fake.KEY not in str(server.posts)


@pytest.mark.parametrize("key", ["sk-\nx", "sk-калит", "sk-\x00"])
def test_a_key_that_no_header_can_hold_is_refused_without_showing_it(key: str) -> None:
    with pytest.raises(MissingError) as caught:
        OpenAI(Wish("openai", url="http://127.0.0.1:1", key=key))
    assert key not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["ftp://example.com", "http://", "http://a b/v1", "http://u:p4ss@[bad/v1", "http://h:99999"]
)
def test_what_is_no_url_is_refused(url: str) -> None:
    with pytest.raises(MissingError) as caught:
        OpenAI(Wish("openai", url=url))
    assert "p4ss" not in str(caught.value)


def test_the_only_model_is_taken_and_of_several_one_must_be_named() -> None:
    with fake.serving(fake.model) as server:
        assert engine(server).capabilities().model == "toy"
        server.models = ["gemma3:4b", "qwen3:latest"]
        with pytest.raises(MissingError, match="gemma3:4b, qwen3:latest"):
            translate(server)
        assert engine(server).probe().state == NO_MODEL
        with pytest.raises(MissingError, match="no model 'qwen2'"):
            translate(server, model="qwen2")
        assert engine(server, model="qwen3").probe().state == READY


def test_probing_asks_once_or_not_at_all() -> None:
    assert OpenAI(Wish("openai")).probe().state == NOT_CONFIGURED
    with fake.serving(fake.model) as server:
        assert engine(server).probe().state == READY
        assert len(server.requests) == 1
    assert engine(server).probe().state == UNREACHABLE


def test_it_says_where_text_is_sent() -> None:
    with fake.serving(fake.model) as server:
        can = engine(server).capabilities()
    assert can.network == f"{server.url}/v1"
    assert can.unit == "batch"
    assert can.reads == {"uz": "Latn"}
    assert can.pairs(UZ, RU) and not can.pairs(UZ, Lang("uz", "Cyrl"))


@given(st.lists(st.text(min_size=1).filter(str.strip), min_size=1, max_size=8), st.randoms())
def test_an_answer_is_read_back_whatever_the_texts_hold(texts: list[str], chance: object) -> None:
    made = [{"id": number, "text": text} for number, text in enumerate(texts, 1)]
    chance.shuffle(made)  # type: ignore[attr-defined]
    answer = f"```json\n{json.dumps({'translations': made}, ensure_ascii=False)}\n```"
    assert translations(answer, len(texts)) == [" ".join(text.split("\n")).strip() for text in texts]


@given(st.text(), st.integers(1, 3))
def test_any_other_answer_is_refused(text: str, count: int) -> None:
    with pytest.raises(BadReplyError):
        translations(text, count)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "{" * 50_000 + "}" * 50_000])
def test_an_answer_of_brackets_alone_is_refused_soon(text: str) -> None:
    with pytest.raises(BadReplyError):
        translations(text, 1)
