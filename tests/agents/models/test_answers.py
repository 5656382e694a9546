"""Odd answers of endpoints in their one form; none of them hangs, and each fault is named."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import Any

import pytest
from autogen_core import FunctionCall
from autogen_core.models import (
    AssistantMessage,
    FunctionExecutionResult,
    FunctionExecutionResultMessage,
    UserMessage,
)
from hypothesis import given
from hypothesis import strategies as st

from agents.models import answers
from agents.models.answers import AnswerError, normalised, tool_name, usage_of
from agents.models.arguments import DEEPEST, ODD, depth, object_of
from agents.models.endpoint import endpoint, probe
from agents.models.ledger import Budget, Ledger
from agents.models.recording import RecordingClient
from agents.models.transport import joined
from harness.runs.transcript import Listing
from tests.agents.models.fake_endpoint import completion
from tools.errors import InputError, StoppedError
from tools.images import keys_in

ASK = [UserMessage(content="what is this?", source="user")]
BOX = {
    "type": "object",
    "properties": {
        "box": {"type": "array", "items": {"type": "number"}},
        "name": {"type": "string"},
        "marks": {"type": "array", "items": {"$ref": "#/$defs/Mark"}},
        "top": {"anyOf": [{"type": "number"}, {"type": "null"}]},
    },
    "$defs": {
        "Mark": {"type": "object", "properties": {"at": {"type": "array", "items": {"type": "number"}}}}
    },
}
TOOLS = {"tools": [{"type": "function", "function": {"name": "crop", "parameters": BOX}}]}


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ('{"box": [0, 1]}', {"box": [0, 1]}),
        ({"box": [0, 1]}, {"box": [0, 1]}),
        ('"{\\"box\\": [0, 1]}"', {"box": [0, 1]}),
        ('```json\n{"box": [0, 1]}\n```', {"box": [0, 1]}),
        ('{"box": "[0, 1]"}', {"box": [0, 1]}),
        ('{"box": ["0", "1.5"], "top": "2"}', {"box": [0, 1.5], "top": 2}),
        ('{"marks": "[{\\"at\\": \\"[1, 2]\\"}]"}', {"marks": [{"at": [1, 2]}]}),
        ('{"name": "[0, 1]"}', {"name": "[0, 1]"}),
        ('{"box": "no list"}', {"box": "no list"}),
        ("", {}),
        ("null", {}),
        (None, {}),
    ],
)
def test_arguments_become_the_object_that_was_meant(given: Any, wanted: Any) -> None:
    assert json.loads(object_of(given, BOX)) == wanted


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("5", "a number"),
        (5, "a number"),
        ("[1, 2]", "a list"),
        ("true", "truth value"),
        ('{"box": [1, 2', "cut short"),
        ("[" * 100_000, "JSON"),
        ('{"a":' * 60 + "1" + "}" * 60, f"{DEEPEST} deep"),
        ('{"style": "\\ud800"}', "JSON"),
        ('{"style": ' + "9" * 100_000 + "}", ""),
        ('{"style": "' + "x" * (2 << 20) + '"}', "characters"),
        ('{"box": [NaN, 0, 1e999]}', "JSON"),
    ],
)
def test_arguments_that_are_none_say_why_to_the_model(given: Any, words: str) -> None:
    text = object_of(given, BOX)
    assert len(text) < 300_000
    if words:
        assert words in json.loads(text)[ODD]


@given(
    st.recursive(st.none() | st.booleans() | st.floats() | st.integers() | st.text(), st.lists) | st.binary()
)
def test_any_arguments_give_an_object(value: Any) -> None:
    assert isinstance(json.loads(object_of(value, BOX)), dict)


def test_depth_is_counted() -> None:
    assert [depth(v) for v in (1, [], [[1]], {"a": [{}]})] == [0, 1, 2, 3]


def answer(**message: Any) -> bytes:
    body = completion({"text": "hi"}, 1)
    body["choices"][0]["message"].update(message)
    return json.dumps(body).encode()


def call(**fields: Any) -> dict[str, Any]:
    return {"id": "a", "type": "function", "function": {"name": "crop", "arguments": "{}"}, **fields}


@pytest.mark.parametrize(
    ("message", "text", "names"),
    [
        ({"content": [{"type": "text", "text": "one "}, {"type": "text", "text": "two"}]}, "one two", []),
        ({"content": 5}, "5", []),
        ({"content": None, "refusal": "I will not"}, "I will not", []),
        ({"content": None, "tool_calls": [call()]}, None, ["crop"]),
        ({"tool_calls": [call(function={"name": "functions.crop:0", "arguments": "{}"})]}, "hi", ["crop"]),
        ({"tool_calls": "x"}, "hi", []),
        ({"tool_calls": [{"id": "a", "type": "custom"}, 7, None]}, "hi", []),
        ({"function_call": {"name": "crop", "arguments": {}}}, "hi", ["crop"]),
        ({"content": '<tool_call>{"name": "crop", "arguments": {}}</tool_call>'}, None, ["crop"]),
        ({"content": "a\x1b]0;x\x1b\\b\u202e"}, "a\ufffd]0;x\ufffd\\b\ufffd", []),
    ],
)
def test_messages_of_every_shape(message: dict[str, Any], text: str | None, names: list[str]) -> None:
    kept = normalised(answer(**message), TOOLS).body["choices"][0]["message"]
    assert kept["content"] == text
    assert [c["function"]["name"] for c in kept.get("tool_calls", [])] == names


@pytest.mark.parametrize("id", [None, "", 5, "old", "x" * 1000])
def test_every_call_has_an_id_of_its_own(id: Any) -> None:
    asked = {**TOOLS, "messages": [{"role": "assistant", "tool_calls": [{"id": "old"}]}]}
    bare = {k: v for k, v in call().items() if k != "id"}
    body = normalised(answer(tool_calls=[call(id=id), call(id=id), bare]), asked).body
    ids = [c["id"] for c in body["choices"][0]["message"]["tool_calls"]]
    assert len(set(ids)) == 3
    assert all(isinstance(i, str) and 0 < len(i) <= 200 and i != "old" for i in ids)


def test_calls_and_words_are_bounded() -> None:
    body = normalised(answer(tool_calls=[call()] * 10_000), TOOLS).body["choices"][0]["message"]
    assert len(body["tool_calls"]) == answers.MOST_CALLS
    assert "10000 calls" in body["content"]
    long = normalised(answer(content="y" * (5 << 20)), TOOLS).body["choices"][0]["message"]["content"]
    assert len(long) < answers.MOST_TEXT + 100


@pytest.mark.parametrize(
    "name", ["../../x", "\x1b]0;pwned\x1b\\", "", "x" * 10**6, "a\nb", "[/red]", None, 5]
)
def test_a_tool_s_name_is_fit_for_a_log(name: Any) -> None:
    kept = tool_name(name, {"crop": {}})
    assert 0 < len(kept) <= 64
    assert kept.replace("_", "").replace("-", "").isalnum() or not kept.strip("_-")


@pytest.mark.parametrize(
    "usage",
    [None, {}, "x", {"prompt_tokens": -5, "completion_tokens": None}, {"prompt_tokens": float("inf")},
     {"prompt_tokens": 10**30}, {"prompt_tokens": "many"}, {"prompt_tokens": float("nan")}],
)  # fmt: skip
def test_usage_is_counted_or_nothing(usage: Any) -> None:
    assert usage_of(usage) == {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}


@pytest.mark.parametrize(
    ("data", "words", "again"),
    [
        (b"", "empty", True),
        (b"<!doctype html><html>", "/v1", False),
        (b'data: {"choices": []}\n\n', "event stream and breaks off", True),
        (b'{"choices": [', "cut short", True),
        (b"[" * 200_000, "not JSON", True),
        (b"null", "without a choice", True),
        (b"5", "without a choice", True),
        (b"[]", "without a choice", True),
        (b'{"choices": []}', "without a choice", True),
        (b'{"choices": null}', "without a choice", True),
        (b'{"choices": "x"}', "without a choice", True),
        (b'{"choices": [{"message": null}]}', "without a choice", True),
        (b'{"choices":[{"finish_reason":"length","message":{"content":""}}]}', "length limit", False),
    ],
)
def test_an_answer_that_is_none_is_named(data: bytes, words: str, again: bool) -> None:
    with pytest.raises(AnswerError, match=words) as caught:
        normalised(data, TOOLS)
    assert caught.value.again == again


@pytest.mark.parametrize(
    ("error", "status"),
    [({"message": "busy", "code": 429}, 429), ({"message": "busy", "code": "502"}, 502), ("busy", 400)],
)
def test_an_error_inside_an_answer_keeps_its_words(error: Any, status: int) -> None:
    found = normalised(json.dumps({"error": error}).encode(), {})
    assert (found.status, found.body["error"]["message"]) == (status, "busy")


def test_neighbours_are_joined_and_pictures_wait_for_a_strict_server() -> None:
    picture = {"type": "image_url", "image_url": {"url": "data:"}}
    messages = [
        {"role": "user", "content": "a"}, {"role": "user", "content": "b"},
        {"role": "assistant", "tool_calls": []}, {"role": "tool", "content": "done"},
        {"role": "user", "content": [picture]}, {"role": "assistant", "content": "c"},
        {"role": "user", "content": "d"},
    ]  # fmt: skip
    assert [m["role"] for m in joined(messages)] == ["user", "assistant", "tool", "user", "assistant", "user"]
    strict = joined(messages, strict=True)
    assert [m["role"] for m in strict] == ["user", "assistant", "tool", "assistant", "user"]
    assert strict[-1]["content"] == [picture, {"type": "text", "text": "d"}]


@contextmanager
def serving(
    post: Callable[[Any, dict[str, Any]], None], get: Callable[[Any], None] | None = None
) -> Iterator[str]:
    """A loopback server whose handlers write what they like."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

        def raw(self, data: bytes, status: int = 200, **headers: str) -> None:
            self.send_response(status)
            for key, value in headers.items():
                self.send_header(key.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def do_GET(self) -> None:
            (get or (lambda h: h.raw(b'{"data": [{"id": "eyes"}]}')))(self)

        def do_POST(self) -> None:
            post(self, json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        server.server_close()


def client(url: str, ledger: Ledger | None = None, **options: Any) -> RecordingClient:
    inner = endpoint("eyes", url, "key", timeout=20.0)
    return RecordingClient(
        "Analyst", inner, Listing(), ledger or Ledger(), backoff=0.01, attempts=2, **options
    )


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<html>chat</html>", "/v1"),
        (b'{"error": {"message": "Provider returned error", "code": 429}}', "429"),
        (b'{"error": "no such model"}', "no such model"),
        (b'[{"error": {"message": "missing a signature", "code": 400}}]', "missing a signature"),
        (b'{"choices": []}', "without a choice"),
        (b" " * (33 << 20), "longer than 32 MB"),
    ],
)
async def test_a_fault_reaches_the_person_in_the_server_s_words(data: bytes, words: str) -> None:
    with serving(lambda h, body: h.raw(data)) as url, pytest.raises(StoppedError, match=words):
        await client(url).create(ASK)


async def test_a_redirect_is_not_followed() -> None:
    away = serving(lambda h, body: h.raw(b"", 307, Location="http://localhost:1/x"))
    with away as url, pytest.raises(StoppedError, match="sends elsewhere"):
        await client(url).create(ASK)


async def test_an_answer_that_drips_ends_with_the_budget_of_seconds() -> None:
    let_go = threading.Event()

    def drip(handler: Any, body: dict[str, Any]) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not let_go.wait(0.05):
            handler.wfile.write(b" ")

    with serving(drip) as url:
        ledger = Ledger(Budget(seconds=1.0))
        with pytest.raises(StoppedError, match="budget of 1 seconds"):
            await client(url, ledger, timeout=500.0).create(ASK)
        let_go.set()


async def test_a_strict_server_gets_turns_that_alternate() -> None:
    seen: list[list[str]] = []

    def script(handler: Any, body: dict[str, Any]) -> None:
        roles = [m["role"] for m in body["messages"]]
        seen.append(roles)
        if ("tool", "user") in pairwise(roles):
            handler.raw(b'{"error": {"message": "Unexpected role \'user\' after role \'tool\'"}}', 400)
        else:
            handler.raw(json.dumps(completion({"text": "fine"}, 1)).encode())

    done = FunctionExecutionResult(content="ok", name="crop", call_id="1", is_error=False)
    messages = [
        *ASK, AssistantMessage(content=[FunctionCall(id="1", name="crop", arguments="{}")], source="Analyst"),
        FunctionExecutionResultMessage(content=[done]), UserMessage(content="see", source="images"),
    ]  # fmt: skip
    with serving(script) as url:
        assert (await client(url).create(messages)).content == "fine"
    assert [roles.count("user") for roles in seen] == [2, 1]


@pytest.mark.parametrize(
    "data", [b"null", b'{"data": null}', b'{"data": [{"id": 5}, 7]}', b'{"data": [], "has_more": true}']
)
async def test_a_probe_takes_any_list(data: bytes) -> None:
    with serving(lambda h, body: None, lambda h: h.raw(data)) as url:
        assert "serves" in await probe(url, None, "eyes")


async def test_a_probe_names_a_web_page_a_slow_list_and_a_bad_key() -> None:
    with serving(lambda h, body: None, lambda h: h.raw(b"<html>")) as url:
        with pytest.raises(InputError, match="/v1"):
            await probe(url, None, "eyes")
        with pytest.raises(InputError, match="ROOM_API_KEY"):
            await probe(url, "schl\u00fcssel", "eyes")
    let_go = threading.Event()

    def drip(handler: Any) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not let_go.wait(0.02):
            handler.wfile.write(b" ")

    with serving(lambda h, body: None, drip) as url:
        with pytest.raises(InputError, match="did not answer"):
            await probe(url, None, "eyes", timeout=0.5)
        let_go.set()


def test_texts_made_to_be_slow_are_read_in_one_pass() -> None:
    """A pattern with two open ends takes hours for these, with the budget of seconds unheard."""
    blanks = object_of("```" + " " * 900_000 + "x")
    assert set(json.loads(blanks)) == {ODD}
    for mark in (
        "<tool_call>{",
        "<function=a>{",
        "```{",
        "[TOOL_CALLS][",
        "<|python_tag|>{",
        "{ ",
        "```json ",
    ):
        half = (mark * 20_000)[: answers.MOST_TEXT - 1] + "x"
        message = normalised(answer(content=half), TOOLS).body["choices"][0]["message"]
        assert message["content"] == half
        assert "tool_calls" not in message
    assert keys_in("[[img:0123456789ab " * 10_000) == []


def test_calls_written_into_a_text_are_taken_out_of_it() -> None:
    call_ = '<tool_call>\n{"name": "crop", "arguments": {"box": [1]}}\n</tool_call>'
    text = f"Before. {call_}<tool_call>no object</tool_call>{call_} After."
    message = normalised(answer(content=text), TOOLS).body["choices"][0]["message"]
    assert [c["function"]["name"] for c in message["tool_calls"]] == ["crop", "crop"]
    assert message["content"] == "Before. <tool_call>no object</tool_call> After."
