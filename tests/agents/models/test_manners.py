"""How an endpoint wants to be asked is set, or found out from its own refusals; silence and money end it."""

from __future__ import annotations

import base64
import io
import json
from itertools import pairwise
from typing import Any

import pytest
from autogen_core import FunctionCall, Image
from autogen_core.models import (
    AssistantMessage,
    FunctionExecutionResult,
    FunctionExecutionResultMessage,
    LLMMessage,
    UserMessage,
)
from PIL import Image as PillowImage

from agents.models import faults
from agents.models.endpoint import address, endpoint, listed, probe, sound_key, the_one
from agents.models.ledger import Ledger
from agents.models.options import EndpointOptions, Manner
from agents.models.recording import RecordingClient
from agents.models.written import calls_in
from harness.runs.transcript import Listing
from tests.agents.models.fake_endpoint import FakeEndpoint, Reply, completion
from tests.agents.models.test_answers import serving
from tools.errors import InputError, StoppedError

ASK: list[LLMMessage] = [UserMessage(content="what is this?", source="user")]
CROP: list[Any] = [
    {
        "name": "crop",
        "description": "look closer",
        "parameters": {
            "type": "object",
            "properties": {"box": {"type": "array", "items": {"type": "number"}}},
            "required": ["box"],
        },
    }
]
CALL = {"id": "c1", "type": "function", "function": {"name": "crop", "arguments": '{"box": [0, 0, 9, 9]}'}}


def client(url: str, manner: Manner | None = None, **options: Any) -> RecordingClient:
    inner = endpoint("eyes", url, "key", timeout=20.0, manner=manner)
    chosen: dict[str, Any] = {"backoff": 0.01, "attempts": 4} | options
    return RecordingClient("Analyst", inner, Listing(), Ledger(), **chosen)


def after_a_call(*more: LLMMessage) -> list[LLMMessage]:
    done = FunctionExecutionResult(content="ok", name="crop", call_id="c1", is_error=False)
    call = FunctionCall(id="c1", name="crop", arguments='{"box": [0, 0, 9, 9]}')
    return [
        *ASK,
        AssistantMessage(content=[call], source="Analyst"),
        FunctionExecutionResultMessage(content=[done]),
        *more,
    ]


def answer(message: dict[str, Any]) -> bytes:
    body = completion({}, 1)
    body["choices"][0]["message"] |= message
    return json.dumps(body).encode()


def refusal(words: str, **more: Any) -> bytes:
    return json.dumps({"error": {"message": words, **more}}).encode()


async def test_what_came_with_a_call_goes_back_with_it() -> None:
    seen: list[dict[str, Any]] = []
    sign = {"google": {"thought_signature": "abc"}}

    def script(handler: Any, body: dict[str, Any]) -> None:
        seen.append(body)
        handler.raw(answer({"tool_calls": [CALL | {"extra_content": sign}], "reasoning_content": "hm"}))

    with serving(script) as url:
        asking = client(url)
        await asking.create(ASK, tools=CROP)
        await asking.create(after_a_call(), tools=CROP)
    said = next(m for m in seen[1]["messages"] if m["role"] == "assistant")
    assert said["tool_calls"][0]["extra_content"] == sign
    assert said["reasoning_content"] == "hm"


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("Function call is missing a thought_signature in functionCall parts.", "extra_content"),
        ("The `reasoning_content` in the thinking mode must be passed back to the API.", "reasoning_content"),
    ],
)
async def test_a_resumed_run_whose_signatures_are_gone_goes_on(words: str, field: str) -> None:
    def script(handler: Any, body: dict[str, Any]) -> None:
        if field in json.dumps(body["messages"]):
            return handler.raw(answer({"tool_calls": [CALL]}))
        return handler.raw(f"[{refusal(words).decode()}]".encode(), 400)

    with serving(script) as url:
        assert (await client(url).create(after_a_call(), tools=CROP)).content


async def test_a_server_without_room_for_a_tool_s_role_gets_turns_in_words() -> None:
    seen: list[list[str]] = []

    def script(handler: Any, body: dict[str, Any]) -> None:
        roles = [m["role"] for m in body["messages"] if m["role"] != "system"]
        flat = ["user" if r == "tool" else r for r in roles]
        seen.append(roles)
        if any(a == b for a, b in pairwise(flat)):
            return handler.raw(refusal("Conversation roles must alternate user/assistant/user/..."), 400)
        text = '<tool_call>\n{"name": "crop", "arguments": {"box": [1, 2, 3, 4]}}\n</tool_call>'
        return handler.raw(answer({"content": text}))

    two = [CALL, CALL | {"id": "c2"}]
    calls = [FunctionCall(id=c["id"], name="crop", arguments="{}") for c in two]
    done = [FunctionExecutionResult(content="ok", name="crop", call_id=c.id, is_error=False) for c in calls]
    messages = [
        *ASK, AssistantMessage(content=calls, source="Analyst"), FunctionExecutionResultMessage(content=done),
        UserMessage(content="see", source="images"),
    ]  # fmt: skip
    with serving(script) as url:
        result = await client(url).create(messages, tools=CROP)
    assert isinstance(result.content, list)
    assert seen[-1] == ["user", "assistant", "user"]


@pytest.mark.parametrize(
    "words",
    [
        "registry.ollama.ai/library/gemma3:12b does not support tools",
        '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
        "No endpoints found that support tool use.",
    ],
)
async def test_a_server_that_takes_no_tools_is_told_of_them_in_words(words: str) -> None:
    def script(handler: Any, body: dict[str, Any]) -> None:
        if "tools" in body:
            return handler.raw(refusal(words), 400)
        assert '"name":"crop"' in json.dumps(body["messages"]).replace("\\", "")
        return handler.raw(answer({"content": '```json\n[{"name": "crop", "arguments": {"box": [1]}}]\n```'}))

    with serving(script) as url:
        result = await client(url).create(ASK, tools=CROP)
    assert isinstance(result.content, list)
    assert json.loads(result.content[0].arguments) == {"box": [1]}


async def test_a_model_that_never_calls_is_said_after_two_answers_and_one_try_in_words() -> None:
    with FakeEndpoint(lambda body, n: {"text": "I see a bedroom."}) as fake:
        manner = Manner()
        assert (await client(fake.url, manner).create(ASK, tools=CROP)).content == "I see a bedroom."
        with pytest.raises(StoppedError, match="without calling a tool"):
            await client(fake.url, manner).create(ASK, tools=CROP)
        assert len(fake.requests) == 3


async def test_a_model_that_has_called_a_tool_may_answer_in_prose() -> None:
    def script(body: dict[str, Any], n: int) -> Reply:
        return {"calls": [("crop", {})]} if n == 1 else {"text": "done"}

    with FakeEndpoint(script) as fake:
        asking = client(fake.url)
        for _ in range(4):
            await asking.create(ASK, tools=CROP)
        assert all("tools" in body for body in fake.requests)


@pytest.mark.parametrize(
    "text",
    [
        '<tool_call>{"name": "crop", "arguments": {"box": [1]}}</tool_call>',
        '<tool_call>{"name": "crop", "arguments": {"box": [1]}}',
        '[TOOL_CALLS] [{"name": "crop", "arguments": {"box": [1]}}]',
        '<|python_tag|>{"name": "crop", "parameters": {"box": [1]}}',
        'Well:\n```json\n{"name": "crop", "arguments": {"box": [1]}}\n```',
        '{"name": "crop", "parameters": {"box": [1]}}',
        '<function=crop>{"box": [1]}</function>',
        '[{"type": "function", "function": {"name": "crop", "arguments": {"box": [1]}}}]',
    ],
)
def test_calls_are_read_however_they_are_written(text: str) -> None:
    (call,), rest = calls_in(text, {"crop"})
    assert call["name"] == "crop"
    assert call["arguments"] in ({"box": [1]}, '{"box": [1]}')
    assert "crop" not in rest


@pytest.mark.parametrize(
    "text", ['{"name": "bed", "arguments": {}}', '```json\n{"name": "crop"}\n```', "{", "{}"]
)
def test_other_json_is_no_call(text: str) -> None:
    assert calls_in(text, {"crop"}) == ([], text)


def pictures(*captions: str) -> list[LLMMessage]:
    parts: list[Any] = []
    for k, caption in enumerate(captions):
        colour = ("red", "green", "blue", "white")[k % 4]
        parts += [f"Image {k:012d} ({caption}):", Image(PillowImage.new("RGB", (64, 48), colour))]
    return [UserMessage(content=parts, source="images")]


def images_of(body: dict[str, Any]) -> list[str]:
    parts = [p for m in body["messages"] if isinstance(m["content"], list) for p in m["content"]]
    return [p["image_url"]["url"] for p in parts if p["type"] == "image_url"]


async def test_pictures_in_a_request_are_bounded_by_what_the_server_says_or_the_setting() -> None:
    def script(body: dict[str, Any], n: int) -> Reply:
        if len(images_of(body)) > 1:
            return {"status": 400, "message": "At most 1 image(s) may be provided in one prompt."}
        return {"text": "fine"}

    with FakeEndpoint(script) as fake:
        manner = Manner()
        asking = client(fake.url, manner)
        await asking.create(pictures("the input picture", "crop, x 1 to 2, y 1 to 2"))
        assert manner.images == 1
        await asking.create(pictures("the input picture", "render, view reference"))
        assert [len(images_of(b)) for b in fake.requests] == [2, 1, 1]
        alone, sheet = images_of(fake.requests[1])[0], images_of(fake.requests[2])[0]
    assert size(alone) == (64, 48)
    assert size(sheet) == (64, 2 * (48 + 22))


def size(url: str) -> tuple[int, int]:
    found: tuple[int, int] = PillowImage.open(io.BytesIO(base64.b64decode(url.partition(",")[2]))).size
    return found


@pytest.mark.parametrize(("most", "sent"), [(1, 1), (2, 2), (3, 3), (4, 4), (9, 4)])
async def test_a_setting_bounds_pictures(most: int, sent: int) -> None:
    with FakeEndpoint(lambda body, n: {"text": "fine"}) as fake:
        asking = client(fake.url, Manner(EndpointOptions(images=most)))
        await asking.create(pictures("the input picture", "a", "b", "c"))
        urls = images_of(fake.requests[0])
    assert len(urls) == sent
    if most > 1:
        assert size(urls[0]) == (64, 48)  # what the room is made from stays as it is


async def test_fields_and_headers_of_the_user_s_go_along_and_renamed_ones_are_followed() -> None:
    seen: list[tuple[str, dict[str, str], dict[str, Any]]] = []

    def script(handler: Any, body: dict[str, Any]) -> None:
        seen.append((handler.path, dict(handler.headers), body))
        if "max_tokens" in body:
            words = "'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
            return handler.raw(refusal(words, code="unsupported_parameter"), 400)
        if "seed" in body:
            return handler.raw(refusal("Unrecognized request argument supplied: 'seed'"), 400)
        return handler.raw(answer({"content": "fine"}))

    options = EndpointOptions.model_validate(
        {"body": {"max_tokens": 900, "reasoning_effort": "low", "seed": 3}, "headers": {"X-Title": "room"}}
    )
    with serving(script) as url:
        classic = url.removesuffix("/v1") + "/openai/deployments/m?api-version=2024-10-21"
        await client(classic, Manner(options)).create(ASK)
    path, headers, body = seen[-1]
    assert path == "/openai/deployments/m/chat/completions?api-version=2024-10-21"
    assert headers["api-key"] == "key"
    assert headers["X-Title"] == "room"
    assert (body["max_completion_tokens"], body["reasoning_effort"]) == (900, "low")
    assert "max_tokens" not in body
    assert "seed" not in body
    assert "room" not in options.model_dump_json()


@pytest.mark.parametrize(
    ("headers", "body", "seconds"),
    [
        ({"Retry-After": "8"}, "", 8.0),
        ({"retry-after-ms": "900"}, "", 0.9),
        ({}, '[{"error": {"details": [{"retryDelay": "37s"}]}}]', 37.0),
        ({}, "Rate limit reached. Please try again in 6m0.5s.", 360.5),
        ({}, "Please retry in 37.4s.", 37.4),
        ({}, "Please try again in 20 ms", 0.02),
        ({"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}, "", 0.0),
        ({"Retry-After": "soon"}, "busy", None),
    ],
)
def test_a_delay_is_read_wherever_it_stands(
    headers: dict[str, str], body: str, seconds: float | None
) -> None:
    found = faults.delay(headers, body)
    assert found == (None if seconds is None else pytest.approx(seconds))


PAGE = b"<!DOCTYPE HTML><html><head><title>Unsupported</title></head><body><h1>Unsupported</h1></body></html>"


@pytest.mark.parametrize(
    ("status", "data", "words", "asked"),
    [
        (402, refusal("This request requires more credits"), "requires more credits", 1),
        (429, refusal("You exceeded your current quota", code="insufficient_quota"), "current quota", 1),
        (429, refusal("Rate limit", retryDelay="4000s"), "wait 4000 s", 1),
        (413, b"<html><body>413 Request Entity Too Large</body></html>", "too large.*IMAGES", 1),
        (400, refusal("Model does not support images."), "model that sees", 1),
        (400, refusal("maximum context length is 8192 tokens"), "larger context", 1),
        (404, refusal("model 'eyes' not found, try pulling it first"), "try pulling it first", 1),
        (408, refusal("Request timeout"), "Request timeout", 4),
        (529, refusal("Overloaded"), "Overloaded", 4),
        (429, refusal("busy, retry in 10ms"), "busy", 4),
        (503, refusal("no healthy upstream"), "healthy", 4),
        (501, PAGE, "a web page: does ROOM_BASE_URL need /v1", 1),
        (404, PAGE, "a web page: does ROOM_BASE_URL need /v1", 1),
        (502, PAGE, r"\(502: Unsupported\)", 4),
    ],
)
async def test_each_refusal_has_its_wait_or_its_own_words(
    status: int, data: bytes, words: str, asked: int
) -> None:
    seen: list[int] = []

    def script(handler: Any, body: dict[str, Any]) -> None:
        seen.append(1)
        handler.raw(data, status)

    with serving(script) as url, pytest.raises(StoppedError, match=words):
        await client(url).create(ASK)
    assert len(seen) == asked


async def test_a_server_that_loads_its_model_is_waited_for_longer_than_others() -> None:
    def script(body: dict[str, Any], n: int) -> Reply:
        return {"status": 503, "message": "Loading model"} if n < 9 else {"text": "awake"}

    with FakeEndpoint(script) as fake:
        assert (await client(fake.url).create(ASK)).content == "awake"
    never = FakeEndpoint(lambda body, n: {"status": 503, "message": "Loading model"})
    with never as fake, pytest.raises(StoppedError, match="still loading"):
        await client(fake.url, loading=0.05, attempts=1).create(ASK)


async def test_silence_is_waited_for_twice_and_no_more() -> None:
    with FakeEndpoint(lambda body, n: {"sleep": 1.0, "text": "late"}) as fake:
        with pytest.raises(StoppedError, match="ROOM_CALL_TIMEOUT"):
            await client(fake.url, timeout=0.2, attempts=5).create(ASK)
        assert len(fake.requests) == 2


@pytest.mark.parametrize(
    "url", ["localhost:8000", "http://", "ftp://x", "http://a b/v1", "http://x\n/v1", ""]
)
def test_an_address_that_is_none_is_one_line(url: str) -> None:
    with pytest.raises(InputError, match="ROOM_BASE_URL"):
        address(url)


def test_an_address_is_taken_as_people_paste_it() -> None:
    assert address("http://x/v1/chat/completions")[0] == "http://x/v1"
    assert address("http://x/v1/?a=b") == ("http://x/v1", "a=b")


def test_a_key_is_taken_as_people_paste_it() -> None:
    assert sound_key(" sk-1\n") == "sk-1"
    with pytest.raises(InputError, match="ROOM_API_KEY"):
        sound_key("sk-\n1")


def test_the_only_model_is_taken_and_several_are_named() -> None:
    assert the_one(["qwen"]) == "qwen"
    with pytest.raises(InputError, match=r"2.*a, b"):
        the_one(["a", "b"])
    with pytest.raises(InputError, match="ROOM_MODEL"):
        the_one([])


async def test_a_list_that_is_not_there_is_no_fault() -> None:
    with serving(lambda h, body: None, lambda h: h.raw(b'{"error": "no"}', 404)) as url:
        assert await listed(url, None) is None
        assert "does not list" in await probe(url, None, "eyes")
