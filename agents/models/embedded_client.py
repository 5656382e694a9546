"""The embedded specialists behind the same interface as a model: rules and picture tools, no network."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from typing import Any

from autogen_core import CancellationToken
from autogen_core.models import (
    AssistantMessage,
    CreateResult,
    FunctionExecutionResultMessage,
    LLMMessage,
    UserMessage,
)
from autogen_core.tools import Tool, ToolSchema
from pydantic import BaseModel

from agents.header import Header
from agents.messages import header_of
from agents.models.base import SimpleClient
from agents.models.embedded import wishes
from agents.models.embedded.decision import Decision, Done
from agents.models.scripted import answer
from agents.specialist import Specialist
from agents.stage import Stage
from tools.errors import RoomError
from tools.workspace import Workspace


class EmbeddedClient(SimpleClient):
    """One specialist's decisions, made by rules with read access to the workspace.

    It answers with the tool calls a model would make, and says in plain words what it did and how sure it is.

    Args:
        specialist: whose rules decide.
        workspace: read only.
        stages: of the run's plan.
    """

    def __init__(self, specialist: Specialist, workspace: Workspace, stages: Sequence[Stage]) -> None:
        super().__init__()
        self.name = specialist.name
        self.rules, self.workspace, self.count = specialist.rules, workspace, 0
        self.stages = {stage.name: stage for stage in stages}

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
        """The next decision of this specialist in the turn that is under way."""
        self.count += 1
        header, done = turn(messages)
        try:
            decision = await asyncio.to_thread(self._decide, header, done)
        except RoomError as error:  # said in the chat, as a model would; the gate shows what is missing
            return answer(f"I cannot go on here: {error}", self.count)
        return answer(list(decision.calls) or decision.text, self.count)

    def _decide(self, header: Header | None, done: Sequence[Done]) -> Decision:
        if header is not None and header.kind == "request":
            return wishes.decide(self.name, header.wish, self.workspace, done)
        stage = self.stages.get(header.stage) if header else None
        if stage is None or self.rules is None:
            return Decision(text=wishes.PLAIN)
        return self.rules(stage, self.workspace, done)


def turn(messages: Sequence[LLMMessage]) -> tuple[Header | None, list[Done]]:
    """Header of the turn that is under way, and its tool results so far."""
    start = max(
        (i for i, m in enumerate(messages) if isinstance(m, UserMessage) and m.source != "images"), default=0
    )
    header = header_of(messages[start]) if messages else None
    arguments: dict[str, tuple[str, dict[str, Any]]] = {}
    done: list[Done] = []
    for message in messages[start + 1 :]:
        if isinstance(message, AssistantMessage) and isinstance(message.content, list):
            arguments |= {c.id: (c.name, json.loads(c.arguments or "{}")) for c in message.content}
        elif isinstance(message, FunctionExecutionResultMessage):
            for result in message.content:
                name, given = arguments.get(result.call_id, (result.name, {}))
                done.append(Done(name, given, result.content, bool(result.is_error)))
    return header, done
