"""A model for tests and demonstrations: answers from a function or a list."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from autogen_core import CancellationToken, FunctionCall
from autogen_core.models import CreateResult, LLMMessage, RequestUsage
from autogen_core.tools import Tool, ToolSchema
from pydantic import BaseModel

from agents.models.base import SimpleClient

Reply = str | list[tuple[str, dict[str, Any]]]
"""Text, or tool calls as (name, arguments)."""


def answer(reply: Reply, number: int) -> CreateResult:
    """A reply as AutoGen's result; `number` makes call ids unique."""
    calls = isinstance(reply, list)
    return CreateResult(
        finish_reason="function_calls" if calls else "stop",
        content=reply
        if isinstance(reply, str)
        else [
            FunctionCall(id=f"call_{number}_{i}", name=name, arguments=json.dumps(arguments))
            for i, (name, arguments) in enumerate(reply)
        ],
        usage=RequestUsage(prompt_tokens=0, completion_tokens=0),
        cached=False,
    )


class ScriptedClient(SimpleClient):
    """Answers with `script(messages)`, or with the next of a list; the last one repeats."""

    def __init__(self, script: Callable[[Sequence[LLMMessage]], Reply] | Iterable[Reply]) -> None:
        super().__init__()
        self.script = script if callable(script) else None
        self.replies = [] if callable(script) else list(script)
        self.requests: list[list[LLMMessage]] = []

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
        """The next scripted answer."""
        self.requests.append(list(messages))
        if self.script:
            return answer(self.script(messages), len(self.requests))
        reply = self.replies[min(len(self.requests), len(self.replies)) - 1]
        return answer(reply, len(self.requests))
