"""Answers from a transcript, keyed by specialist and sequence."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from autogen_core import CancellationToken
from autogen_core.models import ChatCompletionClient, CreateResult, LLMMessage
from autogen_core.tools import Tool, ToolSchema
from pydantic import BaseModel

from agents.events import ModelCallEvent
from agents.messages import turn_begins
from agents.models.arguments import DEEPEST, depth, object_of
from agents.models.base import SimpleClient
from agents.models.ledger import Ledger
from agents.models.requests import digests, request_hash


class RecordedClient(SimpleClient):
    """Replays one specialist's recorded answers in order.

    A request that differs from the recorded one is reported in `ledger.diverged`; running out of answers
    stops the run.
    """

    def __init__(self, agent: str, calls: Sequence[ModelCallEvent], ledger: Ledger) -> None:
        super().__init__()
        self.agent, self.ledger = agent, ledger
        self.calls = [c for c in calls if c.agent == agent]
        self.next = 0

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
        """The next recorded answer."""
        if not self.left(messages):
            raise self.ledger.stop(
                f"the transcript has no more answers of the {self.agent} (after {self.next})"
            )
        recorded = self.calls[self.next]
        self.next += 1
        if request_hash(messages, tools) != recorded.request_hash:
            self.ledger.diverged.append(self._where(recorded, digests(messages)))
        return _sound(CreateResult.model_validate(recorded.result))

    def left(self, messages: Sequence[LLMMessage]) -> bool:
        """Whether there is an answer left for a request.

        A turn may end sooner than it did: what was answered in the rest of it is passed over.
        """
        over = self.calls[self.next - 1].turn if self.next and turn_begins(messages) else 0
        while over and self.next < len(self.calls) and self.calls[self.next].turn == over:
            self.next += 1
        return self.next < len(self.calls)

    def _where(self, recorded: ModelCallEvent, now: list[str]) -> str:
        pairs = enumerate(zip(now, recorded.digest, strict=False))
        first = next((i for i, (a, b) in pairs if a != b), min(len(now), len(recorded.digest)))
        return (
            f"{self.agent} call {recorded.index}: message {first} of {len(now)} differs from the recorded one"
        )


def _sound(result: CreateResult) -> CreateResult:
    """An answer whose calls have arguments that can be read; a sound one is left letter for letter.

    A transcript may come from a stranger, and AutoGen waits for ever after arguments nested without end.
    """
    if isinstance(result.content, list):
        for call in result.content:
            try:
                given = orjson.loads(call.arguments)
            except (orjson.JSONDecodeError, UnicodeEncodeError):
                given = None
            if not isinstance(given, dict) or depth(given) > DEEPEST:
                call.arguments = object_of(call.arguments)
    return result


class ThenLive(SimpleClient):
    """Recorded answers first, a live client after them."""

    def __init__(self, recorded: RecordedClient, live: ChatCompletionClient) -> None:
        super().__init__(live.model_info)
        self.recorded, self.live = recorded, live

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
        """The next recorded answer, or a live one."""
        if self.recorded.left(messages):
            return await self.recorded.create(messages, tools=tools)
        return await self.live.create(
            messages,
            tools=tools,
            tool_choice=tool_choice,
            json_output=json_output,
            extra_create_args=extra_create_args,
            cancellation_token=cancellation_token,
        )
