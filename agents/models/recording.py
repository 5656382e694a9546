"""The client every specialist holds: it pauses, budgets, retries and records the one behind it."""

import asyncio
import math
import time
from collections.abc import Collection, Mapping, Sequence
from contextlib import nullcontext
from typing import Any

import openai
from autogen_core import CancellationToken
from autogen_core.models import (
    AssistantMessage,
    ChatCompletionClient,
    CreateResult,
    FunctionExecutionResultMessage,
    LLMMessage,
    RequestUsage,
)
from autogen_core.tools import Tool, ToolSchema
from pydantic import BaseModel

from agents.events import ModelCallEvent, ModelErrorEvent, Recorder
from agents.messages import header_of
from agents.models import faults
from agents.models.answers import AnswerError
from agents.models.base import SimpleClient
from agents.models.ledger import Ledger
from agents.models.requests import digests, image_count, request_hash
from tools.names import printable


class RecordingClient(SimpleClient):
    """Wraps a specialist's model client.

    Args:
        agent: the specialist's name.
        inner: where answers come from.
        recorder: gets every call and error.
        ledger: shared by all specialists of a run.
        closing_tools: tools that end the turn: after one of these succeeded, the turn is closed here and
            no model is asked for a parting word.
        looking_tools: tools that change nothing: a turn in which only these were called has one answer more.
        gate: cleared while the run is paused.
        attempts: tries per call, with backoff that doubles from `backoff` seconds.
        timeout: seconds for one try.
        loading: seconds to wait for a server that says it is loading its model.
    """

    def __init__(
        self,
        agent: str,
        inner: ChatCompletionClient,
        recorder: Recorder,
        ledger: Ledger,
        *,
        closing_tools: Collection[str] = (),
        looking_tools: Collection[str] = (),
        gate: asyncio.Event | None = None,
        attempts: int = 5,
        backoff: float = 1.0,
        timeout: float = 600.0,
        loading: float = 300.0,
    ) -> None:
        # AutoGen would take the pictures out for a model without eyes, and the headers with them.
        super().__init__({**inner.model_info, "vision": True})
        self.agent, self.inner, self.recorder, self.ledger = agent, inner, recorder, ledger
        self.closing_tools, self.looking_tools = frozenset(closing_tools), frozenset(looking_tools)
        self.gate = gate
        self.attempts, self.backoff, self.timeout, self.loading = attempts, backoff, timeout, loading
        self.index = 0

    async def create(
        self,
        messages: Sequence[LLMMessage],
        *,
        tools: Sequence[Tool | ToolSchema] = (),
        tool_choice: Any = "auto",
        json_output: bool | type[BaseModel] | None = None,
        extra_create_args: Mapping[str, Any] = {},
        cancellation_token: CancellationToken | None = None,
    ) -> CreateResult:
        """Answer one request, or raise StoppedError when the budget or the endpoint is at its end."""
        closed = self._closed(messages)
        if closed:
            return closed
        if self.gate:
            await self.gate.wait()
        self.ledger.check()
        messages = _counted_down(messages)
        started = time.monotonic()
        result = await self._persist(
            messages,
            dict(
                tools=tools,
                tool_choice=tool_choice,
                json_output=json_output,
                extra_create_args=extra_create_args,
                cancellation_token=cancellation_token,
            ),
        )
        self._record(messages, tools, result, time.monotonic() - started)
        return result

    def _closed(self, messages: Sequence[LLMMessage]) -> CreateResult | None:
        last = next((m for m in reversed(messages) if getattr(m, "source", None) != "images"), None)
        if not isinstance(last, FunctionExecutionResultMessage):
            return None
        if any(r.is_error for r in last.content):
            return None
        done = [r.content for r in last.content if r.name in self.closing_tools]
        left = _answers_left(messages)
        if not done and (left < 0 or (left == 0 and not _called(messages) <= self.looking_tools)):
            done = [f"(done: {', '.join(r.name for r in last.content)}; the turn's answers are used up)"]
        if not done:
            return None
        return CreateResult(
            finish_reason="stop",
            content=done[-1],
            usage=RequestUsage(prompt_tokens=0, completion_tokens=0),
            cached=True,
        )

    async def _persist(self, messages: Sequence[LLMMessage], options: dict[str, Any]) -> CreateResult:
        attempt, patient_until = 0, time.monotonic() + self.loading
        shared = self.ledger.shared
        while True:
            try:
                async with shared.turn() if shared is not None else nullcontext():
                    patience = min(self.timeout, self.ledger.seconds_left())
                    return await asyncio.wait_for(self.inner.create(messages, **options), patience)
            except (openai.APIError, AnswerError, TimeoutError) as error:
                waits = faults.loading(error) and time.monotonic() < patient_until
                attempt += not waits
                # Two silences are as long as anybody should wait for a server that is not there.
                most = min(2, self.attempts) if faults.silent(error) else self.attempts
                again = waits or (faults.passing(error) and attempt < most)
                self._record_error(attempt, error, again)
                self.ledger.check_seconds()
                if not again:
                    raise self.ledger.stop(faults.explain(error)) from error
                pause = faults.pause(error, self.backoff * (5 if waits else 2 ** (attempt - 1)))
                if shared is not None and faults.crowded(error):
                    shared.hold(pause)
                await asyncio.sleep(min(pause, self.ledger.seconds_left()))
                self.ledger.check_seconds()

    def _record(
        self,
        messages: Sequence[LLMMessage],
        tools: Sequence[Tool | ToolSchema],
        result: CreateResult,
        seconds: float,
    ) -> None:
        usage = result.usage
        self.ledger.add(usage.prompt_tokens, usage.completion_tokens, seconds)
        self.spend(usage)
        self.recorder.write(
            ModelCallEvent(
                agent=self.agent,
                index=self.index,
                request_hash=request_hash(messages, tools),
                messages=len(messages),
                images=image_count(messages),
                result=result.model_dump(mode="json"),
                tokens_in=usage.prompt_tokens,
                tokens_out=usage.completion_tokens,
                seconds=round(seconds, 3),
                digest=digests(messages),
            )
        )
        self.index += 1

    def _record_error(self, attempt: int, error: Exception, again: bool) -> None:
        self.recorder.write(
            ModelErrorEvent(
                agent=self.agent,
                index=self.index,
                attempt=attempt,
                error=_one_line(error),
                retried=again,
            )
        )


def _one_line(error: Exception) -> str:
    return printable(f"{type(error).__name__}: {error}")[:500]


def _counted_down(messages: Sequence[LLMMessage]) -> list[LLMMessage]:
    """The messages, with what is left of the turn's answers said after the last tool results."""
    said, left = list(messages), _answers_left(messages)
    at = next((i for i in range(len(said) - 1, -1, -1) if getattr(said[i], "source", None) != "images"), None)
    if at is None or math.isinf(left):
        return said
    last = said[at]
    if isinstance(last, FunctionExecutionResultMessage) and last.content:
        words = (
            f"{left:.0f} answers are left in this turn" if left > 1 else "This turn's last answer comes now"
        )
        note = last.content[-1].model_copy(update={"content": f"{last.content[-1].content}\n({words}.)"})
        said[at] = last.model_copy(update={"content": [*last.content[:-1], note]})
    return said


def _called(messages: Sequence[LLMMessage]) -> set[str]:
    """Names of the tools called in the turn under way."""
    names: set[str] = set()
    for message in reversed(messages):
        if isinstance(message, FunctionExecutionResultMessage):
            names |= {r.name for r in message.content}
        elif header_of(message):
            break
    return names


def _answers_left(messages: Sequence[LLMMessage]) -> float:
    """How many more model calls the turn under way has by its brief; infinite when that sets no bound."""
    used = 0
    for message in reversed(messages):
        if isinstance(message, AssistantMessage):
            used += 1
        elif header := header_of(message):
            return math.inf if header.answers is None else header.answers - used
    return math.inf
