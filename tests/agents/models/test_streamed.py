"""Answers that come as event streams are read as the answers they tell."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.models.answers import AnswerError, normalised, parsed
from agents.models.streamed import whole
from tests.agents.models.fake_endpoint import completion

TOOLS = {"tools": [{"type": "function", "function": {"name": "crop", "parameters": {"type": "object"}}}]}


def stream(
    *deltas: dict[str, Any], finish: str | None = "stop", done: bool = True, end: str = "\n\n"
) -> bytes:
    """Deltas as OpenAI streams them."""
    events = [{"id": "x", "choices": [{"index": 0, "delta": d, "finish_reason": None}]} for d in deltas]
    if finish:
        events.append({"id": "x", "choices": [{"index": 0, "delta": {}, "finish_reason": finish}]})
    events.append({"id": "x", "choices": [], "usage": {"prompt_tokens": 7, "completion_tokens": 3}})
    lines = [f"data: {json.dumps(event)}" for event in events] + (["data: [DONE]"] if done else [])
    return (": a comment" + end + end.join(lines) + end).encode()


def test_words_reasoning_and_usage_are_put_together() -> None:
    told = stream(
        {"role": "assistant", "content": ""},
        {"reasoning_content": "hm"},
        {"content": "a "},
        {"content": "bed"},
    )
    answer = normalised(told, TOOLS)
    message = answer.body["choices"][0]["message"]
    assert (message["content"], message["reasoning_content"]) == ("a bed", "hm")
    assert answer.body["usage"]["prompt_tokens"] == 7


def part(
    index: int | None, id: str | None = None, name: str | None = None, arguments: str = ""
) -> dict[str, Any]:
    call: dict[str, Any] = {"function": {"arguments": arguments}}
    call |= {"index": index} if index is not None else {}
    call |= {"id": id, "type": "function"} if id else {}
    if name:
        call["function"]["name"] = name
    return {"tool_calls": [call]}


@pytest.mark.parametrize("indices", [(0, 1), (0, 0), (None, None)], ids=["own", "all 0", "none"])
def test_calls_in_pieces_are_told_apart(indices: tuple[int | None, int | None]) -> None:
    one, two = indices
    told = stream(
        part(one, "a", "crop"), part(one, arguments='{"n"'), part(one, arguments=": 1}"),
        part(two, "b", "crop", '{"n": 2}'), finish="tool_calls",
    )  # fmt: skip
    calls = normalised(told, TOOLS).body["choices"][0]["message"]["tool_calls"]
    assert [(c["id"], json.loads(c["function"]["arguments"])) for c in calls] == [
        ("a", {"n": 1}),
        ("b", {"n": 2}),
    ]


def test_a_servers_own_fields_stay_with_their_call() -> None:
    signed = part(0, "a", "crop", "{}")
    signed["tool_calls"][0]["extra_content"] = {"google": {"thought_signature": "s"}}
    calls = normalised(stream(signed), TOOLS).body["choices"][0]["message"]["tool_calls"]
    assert calls[0]["extra_content"]["google"]["thought_signature"] == "s"


def test_an_error_in_the_stream_is_the_answer() -> None:
    told = b'data: {"error": {"message": "overloaded", "code": 503}}\n\ndata: [DONE]\n\n'
    answer = normalised(told, TOOLS)
    assert (answer.status, answer.body["error"]["message"]) == (503, "overloaded")


def test_a_whole_answer_as_one_event() -> None:
    body = completion({"text": "a bed"}, 1)
    told = b"event: message\r\ndata: " + json.dumps(body).encode() + b"\r\n\r\n"
    assert normalised(told, TOOLS).body["choices"][0]["message"]["content"] == "a bed"


def test_a_stream_that_breaks_off_is_asked_for_again() -> None:
    with pytest.raises(AnswerError, match="breaks off") as caught:
        parsed(stream({"content": "a b"}, finish=None, done=False))
    assert caught.value.again


@given(st.lists(st.text(max_size=8), max_size=12), st.sampled_from(["\n\n", "\r\n\r\n", "\r\r"]))
def test_any_pieces_come_together_in_order(pieces: list[str], end: str) -> None:
    found = whole(stream(*({"content": p} for p in pieces), end=end))
    assert found is not None
    assert found["choices"][0]["message"]["content"] == "".join(pieces)


@given(st.binary(max_size=200))
def test_any_bytes_end_in_an_answer_or_one_line(tail: bytes) -> None:
    with suppress(AnswerError):  # nothing else may come out
        normalised(b"data: " + tail, TOOLS)
