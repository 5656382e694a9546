"""What one specialist remembers: a bounded view of the chat, with pixels put in only at request time."""

import base64
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from autogen_core import Image
from autogen_core.model_context import ChatCompletionContext
from autogen_core.models import (
    AssistantMessage,
    FunctionExecutionResult,
    FunctionExecutionResultMessage,
    LLMMessage,
    UserMessage,
)
from PIL import Image as PillowImage

from tools.images import MARK, ImageStore


class JpegImage(Image):
    """An image that keeps its encoded bytes; AutoGen's own re-encodes to PNG at every use."""

    def __init__(self, jpeg: bytes) -> None:
        self._jpeg = jpeg
        self.image = PillowImage.open(BytesIO(jpeg))

    def to_base64(self) -> str:
        """The JPEG bytes, base64."""
        return base64.b64encode(self._jpeg).decode()


def text_of(message: LLMMessage) -> str:
    """All the words of a message, tool arguments and results included."""
    content = message.content
    if isinstance(content, str):
        return content
    return "".join(
        part
        if isinstance(part, str)
        else getattr(part, "arguments", "") or getattr(part, "content", "") or ""
        for part in content
    )


class RoomContext(ChatCompletionContext):
    """Bounded history with pictures by reference.

    Keeps the first `head` messages (the task and its picture) and the newest that fit `max_chars`, never
    splitting a tool call from its result and repairing a call that a cancelled turn left dangling. Pixels:
    the `pinned` images always, and the newest `keep_images` others; `keep_images=0` sends none.
    """

    component_type = "chat_completion_context"

    def __init__(
        self,
        store: ImageStore,
        *,
        head: int = 1,
        max_chars: int = 24_000,
        keep_images: int = 2,
        side: int = 1024,
        pinned: Sequence[str] = (),
    ) -> None:
        super().__init__(None)
        self.store, self.head, self.max_chars = store, head, max_chars
        self.keep_images, self.side, self.pinned = keep_images, side, list(pinned)
        self._pending: list[LLMMessage] = []

    def interject(self, text: str, source: str = "Human") -> None:
        """Add a person's word; it joins at the next model call, after any tool results in flight."""
        self._pending.append(UserMessage(content=text, source=source))

    async def get_messages(self) -> list[LLMMessage]:
        """The history as the model gets it."""
        self._messages += self._pending
        self._pending = []
        return self._with_pixels([m for group in self._window() for m in group])

    def _window(self) -> list[list[LLMMessage]]:
        groups = _groups(self._messages)
        head, rest = groups[: self.head], groups[self.head :]
        size, kept = 0, list[list[LLMMessage]]()
        for group in reversed(rest):
            size += sum(len(text_of(m)) for m in group)
            if kept and size > self.max_chars:
                break
            kept.append(group)
        kept.reverse()
        dropped = len(rest) - len(kept)
        gap: list[list[LLMMessage]] = (
            [[UserMessage(content=f"({dropped} earlier messages left out)", source="Foreman")]]
            if dropped
            else []
        )
        return head + gap + kept

    def _with_pixels(self, messages: list[LLMMessage]) -> list[LLMMessage]:
        last: dict[str, int] = {}
        for index, message in enumerate(messages):
            for key, _ in MARK.findall(text_of(message)):
                last[key] = index
        others = sorted((k for k in last if k not in self.pinned), key=lambda k: last[k])
        shown = {*self.pinned, *(others[-self.keep_images :] if self.keep_images else ())}
        out: list[LLMMessage] = []
        for index, message in enumerate(messages):
            captions = dict(MARK.findall(text_of(message)))
            pixels: list[str | Image] = []
            for key, caption in captions.items():
                if last[key] == index and key in shown and self.store.path(key).exists():
                    pixels += [f"Image {key} ({caption}):", JpegImage(self.store.jpeg(key, self.side))]
            if pixels and isinstance(message, UserMessage):
                out.append(UserMessage(content=[text_of(message), *pixels], source=message.source))
            elif pixels:  # a tool result cannot carry pixels: they follow it as the user's
                out += [message, UserMessage(content=pixels, source="images")]
            else:
                out.append(message)
        return out


def _groups(messages: Sequence[LLMMessage]) -> list[list[LLMMessage]]:
    """Messages, each tool call kept together with its results; a dangling call gets an error result."""
    groups: list[list[LLMMessage]] = []
    for message in messages:
        if isinstance(message, FunctionExecutionResultMessage) and groups:
            groups[-1].append(message)
        else:
            groups.append([message])
    for group in groups:
        first: Any = group[0]
        if isinstance(first, AssistantMessage) and isinstance(first.content, list) and len(group) == 1:
            results = [
                FunctionExecutionResult(
                    content="Error: interrupted before it finished.", name=c.name, call_id=c.id, is_error=True
                )
                for c in first.content
            ]
            group.append(FunctionExecutionResultMessage(content=results))
    return groups
