"""Tools reach a model in order, with short schemas, and never bring the team down."""

import asyncio
import time
from typing import Annotated, Any

import pytest
from autogen_core import CancellationToken
from pydantic import BaseModel, Field

from agents.events import ToolCallEvent
from agents.stages import PLAN, ROSTER
from agents.workbench import DeskTool, SafeWorkbench
from harness.runs.transcript import Listing
from tools.errors import ToolError
from tools.toolbox.analyst import submit_things
from tools.toolbox.tool import Tool


class Mark(BaseModel):
    """One mark."""

    name: str
    top: float | None = None


def slow(log: list[str], name: str, marks: list[Mark]) -> str:
    """Take some time, less each call."""
    time.sleep(0.05 / (1 + len(log)))
    log.append(name)
    return f"{name}: {len(marks)}"


def refuse(log: list[str], why: Annotated[str, Field(description="the reason")]) -> str:
    """Refuse."""
    raise ToolError(why)


def crash(log: list[str]) -> str:
    """Divide by zero."""
    return str(1 / 0)


def bench(log: list[str], kept: Listing, **options: Any) -> SafeWorkbench:
    return SafeWorkbench("Analyst", [DeskTool(Tool(f), log) for f in (slow, refuse, crash)], kept, **options)


async def test_calls_of_one_answer_run_in_the_order_they_were_written() -> None:
    log: list[str] = []
    work = bench(log, Listing())
    calls = [work.call_tool("slow", {"name": n, "marks": [{"name": "a"}]}) for n in "abc"]
    results = await asyncio.gather(*calls)
    assert log == ["a", "b", "c"]
    assert [r.to_text() for r in results] == ["a: 1", "b: 1", "c: 1"]


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        ("refuse", {"why": "the bed is too long"}, "the bed is too long"),
        ("crash", {}, "division by zero"),
        ("nothing", {}, "nothing"),
        ("slow", {"name": 1, "marks": "none"}, "marks"),
        ("slow", {}, "name"),
    ],
)
async def test_every_failure_is_text_for_the_model(name: str, arguments: dict[str, Any], words: str) -> None:
    kept = Listing()
    result = await bench([], kept).call_tool(name, arguments)
    assert result.is_error
    assert words in result.to_text()
    (event,) = kept.events
    assert isinstance(event, ToolCallEvent)
    assert event.error


async def test_a_tool_that_takes_too_long_is_given_up() -> None:
    result = await bench([], Listing(), timeout=0.01).call_tool("slow", {"name": "a", "marks": []})
    assert "given up" in result.to_text()


async def test_a_cancelled_call_answers_instead_of_hanging() -> None:
    token = CancellationToken()
    task = asyncio.ensure_future(
        bench([], Listing()).call_tool("slow", {"name": "a", "marks": []}, cancellation_token=token)
    )
    await asyncio.sleep(0.01)
    token.cancel()
    assert "cancelled" in (await asyncio.wait_for(task, 2)).to_text()


@pytest.mark.parametrize("specialist", ROSTER.values(), ids=lambda s: s.name)
def test_schemas_are_short_and_say_what_each_tool_does(specialist: Any) -> None:
    for tool in specialist.tools:
        schema = DeskTool(tool, None).schema
        assert schema["name"] == tool.name
        assert schema.get("description")
        assert "'title': '" not in str(schema)
        assert tool.ends_turn == (tool.name in specialist.closing_tools)


def test_what_code_alone_writes_is_offered_to_nobody() -> None:
    schema = str(DeskTool(submit_things, None).schema)
    assert "'hidden_by'" in schema  # what a model marks
    assert "'rim'" not in schema


async def test_only_what_is_of_use_now_is_offered_and_the_rest_works_all_the_same() -> None:
    log: list[str] = []
    few = bench(log, Listing(), offered=lambda name: name != "slow")
    assert "slow" not in {tool["name"] for tool in await few.list_tools()}
    assert "refuse" in {tool["name"] for tool in await few.list_tools()}
    await few.call_tool("slow", {"name": "a", "marks": []})
    assert log


def test_pixels_are_said_shortly() -> None:
    schema = str(DeskTool(submit_things, None).schema)
    assert "prefixItems" not in schema
    assert "'items': {'type': 'number'}" in schema


def test_tools_that_are_held_back_are_tools_and_stages() -> None:
    stages = {s.name for s in PLAN} | {"request"}
    for specialist in ROSTER.values():
        tools = {tool.name for tool in specialist.tools} | {"hand_on"}
        assert {*specialist.only} <= tools
        assert {stage for named in specialist.only.values() for stage in named} <= stages


@pytest.mark.parametrize("stage", ["layout", "revise", "request"])
def test_no_two_tools_for_the_same_are_offered_at_once(stage: str) -> None:
    architect = ROSTER["LayoutArchitect"]
    offered = {tool.name for tool in architect.tools if architect.offers(tool.name, stage)}
    several = {"add_objects", "change_objects", "remove_objects", "finish_turn"}
    published = {"add_object", "move_object", "rotate_object", "remove_object", "terminate"}
    revising = stage == "revise"
    assert offered & (several | published) == (published if revising else several)
    assert {"check", "preview", "list_objects"} <= offered
