"""What every model client of ours shares: AutoGen's interface, cut down to one `create`."""

from abc import abstractmethod
from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import Any

from autogen_core import CancellationToken
from autogen_core.models import (
    ChatCompletionClient,
    CreateResult,
    LLMMessage,
    ModelFamily,
    ModelInfo,
    RequestUsage,
)
from autogen_core.tools import Tool, ToolSchema
from pydantic import BaseModel

VISION_AND_TOOLS = ModelInfo(
    vision=True,
    function_calling=True,
    json_output=True,
    structured_output=True,
    family=ModelFamily.UNKNOWN,
    multiple_system_messages=True,
)


ModelClient = ChatCompletionClient
"""What a specialist answers from; the name the harness knows it by."""


class SimpleClient(ChatCompletionClient):
    """A chat client that only has to answer `create`; usage is summed, nothing is streamed."""

    component_type = "model"

    def __init__(self, info: ModelInfo = VISION_AND_TOOLS) -> None:
        self._info = info
        self._usage = RequestUsage(prompt_tokens=0, completion_tokens=0)

    @abstractmethod
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
        """Answer one request."""

    async def create_stream(
        self, messages: Sequence[LLMMessage], **options: Any
    ) -> AsyncGenerator[str | CreateResult, None]:
        """The whole answer as one chunk: streaming loses tool calls in AutoGen 0.7.5."""
        yield await self.create(messages, **options)

    def spend(self, usage: RequestUsage) -> None:
        """Add to the total."""
        self._usage = RequestUsage(
            prompt_tokens=self._usage.prompt_tokens + usage.prompt_tokens,
            completion_tokens=self._usage.completion_tokens + usage.completion_tokens,
        )

    @property
    def model_info(self) -> ModelInfo:
        """What the model can do."""
        return self._info

    @property
    def capabilities(self) -> ModelInfo:
        """Old name of `model_info`."""
        return self._info

    def actual_usage(self) -> RequestUsage:
        """Tokens so far."""
        return self._usage

    def total_usage(self) -> RequestUsage:
        """Tokens so far."""
        return self._usage

    def count_tokens(self, messages: Sequence[LLMMessage], *, tools: Sequence[Tool | ToolSchema] = ()) -> int:
        """A rough count, four characters a token: the exact one would download a vocabulary."""
        return sum(len(str(m.content)) for m in messages) // 4

    def remaining_tokens(
        self, messages: Sequence[LLMMessage], *, tools: Sequence[Tool | ToolSchema] = ()
    ) -> int:
        """Unknown; large."""
        return 1_000_000

    async def close(self) -> None:
        """Nothing to close."""
