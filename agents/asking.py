"""One question with pictures, answered as JSON of a known type, outside the chat of the specialists."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TypeVar

import PIL.Image
from autogen_core import Image
from autogen_core.models import ChatCompletionClient, SystemMessage, UserMessage
from pydantic import BaseModel, ValidationError

from tools.errors import StoppedError

Client = ChatCompletionClient
Answer = TypeVar("Answer", bound=BaseModel)


class Spent(BaseModel):
    """What answers cost, those that could not be read among them."""

    calls: int = 0
    prompt: int = 0
    completion: int = 0
    """Tokens."""


async def ask(
    client: Client,
    instructions: str,
    content: Sequence[str | PIL.Image.Image],
    answer: type[Answer],
    spent: Spent | None = None,
) -> Answer:
    """What a model answers.

    Args:
        client: a model that sees pictures.
        instructions: of what to answer, and in which JSON.
        content: texts and pictures, in their order.
        answer: the type of the JSON object.
        spent: what it cost is added to it.

    Raises:
        StoppedError: the model's answer is not the JSON that was asked for, twice.
    """
    parts = [part if isinstance(part, str) else Image(part.convert("RGB")) for part in content]
    messages: list[Any] = [
        SystemMessage(content=instructions), UserMessage(content=parts, source="user"),
    ]  # fmt: skip
    fault = ""
    for _ in range(2):
        result = await client.create(messages)
        if spent is not None:
            spent.calls += 1
            spent.prompt += result.usage.prompt_tokens
            spent.completion += result.usage.completion_tokens
        try:
            return answer.model_validate(_object(str(result.content)))
        except (ValidationError, ValueError, RecursionError) as error:
            fault = str(error).splitlines()[0]
    raise StoppedError(f"the model did not answer with the JSON asked for ({fault})")


def _object(text: str) -> Any:
    """The first JSON object in a text: models like to wrap it in a code fence."""
    first, last = text.find("{"), text.rfind("}")
    if not 0 <= first < last:
        raise ValueError(f"no JSON object in {text[:80]!r}")
    return json.loads(text[first : last + 1])
