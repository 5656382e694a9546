"""Recorded runs as examples to learn from: chat messages with tool calls, and steps with rewards.

Every row has the same fields with the same types, arguments of tools as JSON text, so that tables of many
rows can be made of them (`datasets.load_dataset("json", data_files=...)`). A picture is `<image>` in a text
and a file in `images`, in that order. What a model was shown is told anew from the transcript: the
specialist's instructions, and what was said to it since it spoke last; a live request is cut to what its
context holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from agents.critic import CRITIC, critic_of
from agents.events import Event, MeasurementEvent, MessageEvent, ModelCallEvent, ToolCallEvent
from agents.stages import ROSTER
from tools.files import read_object
from tools.images import MARK
from tools.run_files import IMAGES, SOURCE

IMAGE = "<image>"
REWARDS: dict[str, tuple[str, ...]] = {
    "soundness": ("sound", "contacts"),
    "wishes": ("wishes",),
    "likeness": ("silhouettes", "colours", "complete"),
}
"""Names of rewards, and the gates' scores whose mean each is."""
Row = dict[str, Any]


@dataclass
class Turn:
    """One specialist's turn: what was said to it, its answers with their tool calls, what was measured after.

    Attributes:
        heard: who said what since it spoke last.
        said: each answer, with the tool calls that followed.
        closing: the message it left in the chat.
        measured: the gate after it; None where there is none.
    """

    agent: str
    stage: str
    attempt: int
    number: int
    heard: list[tuple[str, str]]
    said: list[tuple[ModelCallEvent, list[ToolCallEvent]]] = field(default_factory=list)
    closing: str = ""
    measured: MeasurementEvent | None = None


def turns_of(events: Sequence[Event]) -> list[Turn]:
    """The turns of a transcript, in order."""
    turns: list[Turn] = []
    since: dict[str, int] = {}
    thread: list[tuple[str, str]] = []
    stage, attempt = "start", 0
    now: Turn | None = None
    for event in events:
        if isinstance(event, MessageEvent):
            if event.header is not None and event.header.kind == "brief":
                stage, attempt = event.header.stage, event.header.attempt
            if now is not None and event.source == now.agent:
                now.closing, now = event.text, None
                since[event.source] = len(thread) + 1
            thread.append((event.source, event.text))
        elif isinstance(event, ModelCallEvent):
            if now is None or now.agent != event.agent:
                heard = thread[since.get(event.agent, 0) :]
                now = Turn(event.agent, stage, attempt, len(turns), heard)
                turns.append(now)
            now.said.append((event, []))
        elif isinstance(event, ToolCallEvent) and now is not None and now.said:
            now.said[-1][1].append(event)
        elif isinstance(event, MeasurementEvent):
            for turn in reversed(turns):
                if turn.stage == event.stage and turn.agent != "Critic":
                    turn.measured = event
                    break
    return turns


def chat_rows(run: str, events: Sequence[Event], folder: Path) -> Iterator[Row]:
    """One row a turn: `messages` as chat models are trained on them.

    Args:
        run: name of the run.
        events: of its transcript.
        folder: of the run; `images` are paths from there.
    """
    source = folder / SOURCE
    kind = str(read_object(source).get("kind")) if source.exists() else "picture"
    for turn in turns_of(events):
        pictures: list[str] = []
        messages = [_message("system", _instructions(turn.agent, kind))]
        heard = "\n\n".join(f"{who}: {text}" for who, text in turn.heard)
        messages.append(_message("user", _shown(heard, pictures, folder)))
        for call, followed in turn.said:
            messages += _answered(call, followed, pictures, folder)
        if messages[-1]["role"] != "assistant" and turn.closing:
            messages.append(_message("assistant", _shown(turn.closing, pictures, folder)))
        yield {
            "id": f"{run}#{turn.number}", "run": run, "specialist": turn.agent, "stage": turn.stage,
            "attempt": turn.attempt, "passed": turn.measured.passed if turn.measured else None,
            "messages": messages, "images": pictures,
        }  # fmt: skip


def step_rows(run: str, events: Sequence[Event], folder: Path) -> Iterator[Row]:
    """One row a tool call: what was seen before it, what was done, and what its stage was rewarded with.

    The reward stands at the last step of a turn, as it was measured; the other steps have none.
    """
    turns = turns_of(events)
    for turn in turns:
        pictures: list[str] = []
        seen = _shown("\n\n".join(f"{who}: {text}" for who, text in turn.heard), pictures, folder)
        calls = [tool for _, followed in turn.said for tool in followed]
        for number, tool in enumerate(calls):
            last = number == len(calls) - 1
            yield {
                "id": f"{run}#{turn.number}.{number}", "run": run, "specialist": turn.agent,
                "stage": turn.stage, "attempt": turn.attempt, "step": number,
                "observation": seen, "images": list(pictures),
                "action": {"name": tool.name, "arguments": json.dumps(tool.arguments)},
                "error": tool.error, "reward": _reward(turn.measured if last else None),
                "passed": turn.measured.passed if last and turn.measured else None,
                "done": last and turn is turns[-1],
            }  # fmt: skip
            pictures = []
            seen = _shown(tool.result, pictures, folder)


def _instructions(agent: str, source: str) -> str:
    if agent not in ROSTER:
        return ""
    who = ROSTER[agent]
    return (critic_of(tuple(ROSTER.values())) if agent == CRITIC.name else who).system_message(source)


def _message(role: str, content: str, calls: list[Row] | None = None, answers: str | None = None) -> Row:
    return {"role": role, "content": content, "tool_calls": calls, "tool_call_id": answers}


def _answered(
    call: ModelCallEvent, followed: Sequence[ToolCallEvent], pictures: list[str], folder: Path
) -> Iterator[Row]:
    """An answer, and what its tools said."""
    content = call.result.get("content")
    if isinstance(content, str):
        yield _message("assistant", _shown(content, pictures, folder))
        return
    asked = [c for c in content or [] if isinstance(c, dict)]
    calls: list[Row] = [
        {
            "id": str(c.get("id", "")), "type": "function",
            "function": {"name": str(c.get("name", "")), "arguments": str(c.get("arguments", ""))},
        }
        for c in asked
    ]  # fmt: skip
    yield _message("assistant", str(call.result.get("thought") or ""), calls)
    left = list(followed)
    for one in calls:
        tool = next((t for t in left if t.name == one["function"]["name"]), None)
        if tool is not None:
            left.remove(tool)
            yield _message("tool", _shown(tool.result, pictures, folder), answers=one["id"])


def _shown(text: str, pictures: list[str], folder: Path) -> str:
    """A text with its marks of pictures as `<image>` and their files noted; a lost file's stays words."""

    def placed(mark: Any) -> str:
        path = folder / IMAGES / f"{mark[1]}.png"
        if not path.is_file():
            return f"[picture: {mark[2] or 'lost'}]"
        pictures.append(str(path))
        return f"{IMAGE} {mark[2] or ''}".strip()

    return MARK.sub(placed, text.replace(IMAGE, "< image >"))


def _reward(measured: MeasurementEvent | None) -> dict[str, float | None]:
    scores = measured.scores if measured else {}
    found: dict[str, float | None] = {}
    for name, parts in REWARDS.items():
        own = [scores[part] for part in parts if part in scores]
        found[name] = sum(own) / len(own) if own else None
    return found
