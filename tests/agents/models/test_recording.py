"""Retries, budgets, clear words when the endpoint fails, and replays that notice differences."""

import json
from collections.abc import Sequence
from typing import Any

import pytest
from autogen_core import FunctionCall, Image
from autogen_core.models import (
    AssistantMessage,
    CreateResult,
    FunctionExecutionResult,
    FunctionExecutionResultMessage,
    LLMMessage,
    RequestUsage,
    UserMessage,
)
from PIL import Image as PillowImage

from agents.events import ModelCallEvent, ModelErrorEvent
from agents.header import Header
from agents.messages import HeadedMessage
from agents.models.base import VISION_AND_TOOLS
from agents.models.endpoint import endpoint, probe
from agents.models.ledger import Budget, Ledger, Prices
from agents.models.recorded import RecordedClient
from agents.models.recording import RecordingClient
from agents.models.scripted import ScriptedClient
from harness.runs.transcript import Listing
from tests.agents.models.fake_endpoint import FakeEndpoint, Reply
from tools.errors import InputError, StoppedError

ASK = [UserMessage(content="what is this? [[img:0123456789ab the picture]]", source="user")]


def client_for(url: str, ledger: Ledger, kept: Listing, patience: float = 60.0) -> RecordingClient:
    inner = endpoint("eyes", url, "sekret-key", timeout=patience)
    return RecordingClient("Analyst", inner, kept, ledger, backoff=0.01, attempts=3)


async def test_an_answer_is_recorded_with_its_cost() -> None:
    kept, ledger = Listing(), Ledger(prices=Prices(tokens_in=1.0, tokens_out=2.0))
    with FakeEndpoint(lambda body, n: {"text": "a bedroom"}) as fake:
        result = await client_for(fake.url, ledger, kept).create(ASK)
    assert result.content == "a bedroom"
    (event,) = kept.events
    assert isinstance(event, ModelCallEvent)
    assert (ledger.calls, ledger.tokens_in, ledger.money) == (1, 100, pytest.approx(120e-6))
    assert "sekret" not in event.model_dump_json()


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_passing_failures_are_tried_again(status: int) -> None:
    kept = Listing()

    def script(body: dict[str, object], n: int) -> Reply:
        return {"status": status, "headers": {"retry-after": "0"}} if n < 3 else {"text": "fine"}

    with FakeEndpoint(script) as fake:
        result = await client_for(fake.url, Ledger(), kept).create(ASK)
    assert result.content == "fine"
    assert [type(e) for e in kept.events] == [ModelErrorEvent, ModelErrorEvent, ModelCallEvent]


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        ({"status": 429}, "429"),
        ({"status": 401}, "ROOM_API_KEY"),
        ({"status": 404}, "ROOM_MODEL"),
        ({"status": 400, "message": "no images here"}, "no images here"),
        ({"status": 500}, "failed"),
        ({"sleep": 1.5, "text": "late"}, "did not answer in time"),
    ],
)
async def test_an_endpoint_that_fails_for_good_stops_the_run_with_clear_words(
    reply: Reply, words: str
) -> None:
    ledger = Ledger()
    with FakeEndpoint(lambda body, n: reply) as fake, pytest.raises(StoppedError, match=words):
        await client_for(fake.url, ledger, Listing(), 1.0 if "sleep" in reply else 60.0).create(ASK)
    assert ledger.stopped is not None


async def test_a_dead_endpoint_is_said() -> None:
    with pytest.raises(StoppedError, match="cannot be reached"):
        await client_for("http://127.0.0.1:9/v1", Ledger(), Listing()).create(ASK)


async def test_a_probe_says_what_is_wrong_before_money_is_spent() -> None:
    with pytest.raises(InputError, match="refuses the connection"):
        await probe("http://127.0.0.1:9/v1", None, "eyes")
    with FakeEndpoint(lambda body, n: {"status": 401}) as fake, pytest.raises(InputError, match="valid key"):
        await probe(fake.url, None, "eyes")
    with FakeEndpoint(lambda body, n: {"text": ""}) as fake:
        assert "serves 'eyes'" in await probe(fake.url, None, "eyes")


@pytest.mark.parametrize(
    "budget", [Budget(calls=1), Budget(tokens=1), Budget(money=1e-9), Budget(seconds=1e-9)]
)
async def test_a_budget_stops_before_the_next_call(budget: Budget) -> None:
    ledger = Ledger(budget, Prices(1, 1))
    ledger.add(10, 10, 0.1)
    client = RecordingClient("Analyst", ScriptedClient(["x"]), Listing(), ledger)
    with pytest.raises(StoppedError, match="budget"):
        await client.create(ASK)


async def test_a_recording_answers_alike_and_names_a_different_request() -> None:
    kept = Listing()
    await RecordingClient(
        "Analyst", ScriptedClient(["one", [("crop", {"box": [1, 2, 3, 4]})]]), kept, Ledger()
    ).create(ASK)
    recorded = [e for e in kept.events if isinstance(e, ModelCallEvent)]
    ledger = Ledger()
    same = [UserMessage(content="what is this? [[img:ffffffffffff the picture]]", source="user")]
    result = await RecordedClient("Analyst", recorded, ledger).create(same)
    assert result.content == "one"
    assert not ledger.diverged  # another image id is no difference: pixels may differ between machines
    other = [UserMessage(content="who is this?", source="user")]
    await RecordedClient("Analyst", recorded, ledger).create(other)
    assert "message 0" in ledger.diverged[0]
    empty = RecordedClient("Critic", recorded, ledger)
    with pytest.raises(StoppedError, match="no more answers"):
        await empty.create(ASK)


async def test_a_closing_tool_ends_the_turn_without_another_call() -> None:
    inner = ScriptedClient(["should not be asked"])
    client = RecordingClient("Critic", inner, Listing(), Ledger(), closing_tools=["submit_verdict"])
    result = FunctionExecutionResult(content="Accepted", name="submit_verdict", call_id="1", is_error=False)
    closed: CreateResult = await client.create([*ASK, FunctionExecutionResultMessage(content=[result])])
    assert closed.content == "Accepted"
    assert inner.requests == []


async def test_requests_carry_names_and_tools_as_other_endpoints_want_them() -> None:
    with FakeEndpoint(lambda body, n: {"calls": [("look", {"x": 1})]}) as fake:
        result = await client_for(fake.url, Ledger(), Listing()).create(ASK)
        body = fake.requests[0]
    assert body["messages"][0]["content"].startswith("user said:")
    assert "name" not in body["messages"][0]
    assert isinstance(result.content, list)
    assert json.loads(result.content[0].arguments) == {"x": 1}


async def test_an_endpoint_without_eyes_gets_words_only_and_the_bound_still_holds() -> None:
    header = Header(kind="brief", stage="geometry", specialist="Geometer", answers=1)
    picture = Image(PillowImage.new("RGB", (8, 8)))
    asked = HeadedMessage(content=["Model it.", picture], source="Foreman", header=header)
    with FakeEndpoint(lambda body, n: {"text": "built"}) as fake:
        inner = endpoint("blind", fake.url, "sekret-key", info={**VISION_AND_TOOLS, "vision": False})
        client = RecordingClient("Geometer", inner, Listing(), Ledger())
        assert client.model_info["vision"]  # so that AutoGen leaves the message, and its header, alone
        assert (await client.create([asked])).content == "built"
        assert "image_url" not in json.dumps(fake.requests[0])
        assert "Model it." in json.dumps(fake.requests[0])


async def test_a_turn_ends_with_the_answers_its_brief_gives() -> None:
    def brief(answers: int | None) -> LLMMessage:
        header = Header(kind="brief", stage="geometry", specialist="Geometer", answers=answers)
        return HeadedMessage(content="Model it, in whatever words.", source="Foreman", header=header)

    def answered(number: int, *, error: bool = False) -> list[LLMMessage]:
        call = FunctionCall(id=str(number), name="write_geometry", arguments="{}")
        result = FunctionExecutionResult(
            content="built", name="write_geometry", call_id=str(number), is_error=error
        )
        return [
            AssistantMessage(content=[call], source="Geometer"),
            FunctionExecutionResultMessage(content=[result]),
        ]

    async def after(*messages: LLMMessage) -> str:
        client = RecordingClient("Geometer", ScriptedClient(["asked again"]), Listing(), Ledger())
        return str((await client.create(messages)).content)

    two = brief(2)
    assert await after(two, *answered(1)) == "asked again"
    assert "used up" in await after(two, *answered(1), *answered(2))
    assert await after(two, *answered(1), *answered(2, error=True)) == "asked again"  # to set it right
    free = brief(None)
    assert await after(free, *answered(1), *answered(2), *answered(3)) == "asked again"


async def test_a_turn_in_which_was_only_looked_has_one_answer_more() -> None:
    header = Header(kind="brief", stage="layout", specialist="LayoutArchitect", answers=1)
    brief = HeadedMessage(content="Correct it.", source="Foreman", header=header)

    def answered(name: str) -> list[LLMMessage]:
        result = FunctionExecutionResult(content="done", name=name, call_id="1", is_error=False)
        call = FunctionCall(id="1", name=name, arguments="{}")
        return [
            AssistantMessage(content=[call], source="LayoutArchitect"),
            FunctionExecutionResultMessage(content=[result]),
        ]

    async def after(*names: str) -> str:
        inner = ScriptedClient(["asked again"])
        client = RecordingClient("LayoutArchitect", inner, Listing(), Ledger(), looking_tools=["preview"])
        said = [m for name in names for m in answered(name)]
        return str((await client.create([brief, *said])).content)

    assert await after("preview") == "asked again"
    assert "used up" in await after("preview", "preview")
    assert "used up" in await after("change_objects")
    assert "used up" in await after("preview", "change_objects")


async def test_what_was_answered_in_the_rest_of_a_turn_that_ends_sooner_now_is_passed_over() -> None:
    def event(text: str, turn: int) -> ModelCallEvent:
        result = CreateResult(
            finish_reason="stop", content=text, usage=RequestUsage(prompt_tokens=1, completion_tokens=1),
            cached=False,
        )  # fmt: skip
        return ModelCallEvent(
            agent="Geometer", index=0, turn=turn, request_hash="", messages=1, images=0,
            result=result.model_dump(mode="json"), tokens_in=1, tokens_out=1, seconds=0.0, digest=[],
        )  # fmt: skip

    header = Header(kind="brief", stage="geometry", specialist="Geometer")
    brief = HeadedMessage(content="Model it.", source="Foreman", header=header)
    client = RecordedClient("Geometer", [event("a", 3), event("b", 3), event("c", 7)], Ledger())
    assert (await client.create([brief])).content == "a"
    assert (await client.create([brief])).content == "c"
    assert not client.left([brief])


async def test_answers_left_are_counted_down_before_the_pictures() -> None:
    class Hearing(ScriptedClient):
        """Keeps what it was asked last."""

        heard: Sequence[LLMMessage] = ()

        async def create(self, messages: Sequence[LLMMessage], **options: Any) -> CreateResult:
            self.heard = messages
            return await super().create(messages, **options)

    header = Header(kind="brief", stage="geometry", specialist="Geometer", answers=3)
    messages: list[LLMMessage] = [HeadedMessage(content="Model it.", source="Foreman", header=header)]
    for left in (None, "2 answers are left in this turn", "This turn's last answer comes now"):
        inner = Hearing(["on"])
        client = RecordingClient("Geometer", inner, Listing(), Ledger())
        await client.create([*messages, UserMessage(content="a picture", source="images")])
        told = [m for m in inner.heard if isinstance(m, FunctionExecutionResultMessage)]
        words = [m.content[-1].content for m in told]
        assert words == [*["seen"] * (len(told) - 1), f"seen\n({left}.)"][: len(told)]
        call = FunctionCall(id="1", name="preview", arguments="{}")
        result = FunctionExecutionResult(content="seen", name="preview", call_id="1", is_error=False)
        messages += [
            AssistantMessage(content=[call], source="Geometer"),
            FunctionExecutionResultMessage(content=[result]),
        ]


@pytest.mark.parametrize("arguments", ["[" * 9999, '{"a":' * 900 + "1" + "}" * 900, "", "{", "\ud800"])
async def test_arguments_in_a_transcript_that_cannot_be_read_are_said(arguments: str) -> None:
    """As they are they would leave the team waiting for ever."""

    def recorded(text: str) -> ModelCallEvent:
        call = {"id": "1", "name": "crop", "arguments": text}
        usage = {"prompt_tokens": 1, "completion_tokens": 1}
        result = {"finish_reason": "function_calls", "content": [call], "usage": usage, "cached": False}
        return ModelCallEvent(
            agent="Critic", index=0, request_hash="", messages=1, images=0, result=result, tokens_in=1,
            tokens_out=1, seconds=0, digest=[],
        )  # fmt: skip

    sound = '{ "a": [1 ] }'
    client = RecordedClient("Critic", [recorded(arguments), recorded(sound)], Ledger())
    for wanted in (None, sound):
        [call] = (await client.create([UserMessage(content="hi", source="user")])).content
        assert isinstance(call, FunctionCall)
        assert isinstance(json.loads(call.arguments), dict)
        assert wanted is None or call.arguments == wanted
