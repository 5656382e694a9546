"""What one specialist remembers: a bounded view of the chat, with pixels put in only at request time."""

import base64
from collections.abc import Mapping, Sequence
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

from agents.header import Header
from agents.messages import HeadedMessage, header_of
from agents.version_1 import header_in
from tools.errors import InputError
from tools.images import MARK, SHOWN, ImageStore, without_pixels
from tools.picture_file import decode

LINE, EARLIER = 160, 5
"""Characters of an earlier message that are told again, and how many such lines besides a person's words."""
MOST_IMAGES = 8
"""Pictures of one answer's tool calls that are shown at once."""


class EncodedImage(Image):
    """An image that keeps its encoded bytes; AutoGen's own re-encodes to PNG at every use."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.image = decode(data, "a picture for a model")

    def to_base64(self) -> str:
        """The encoded bytes, base64."""
        return base64.b64encode(self._data).decode()


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
    """What one specialist needs to know: the task, a line for each thing said before, its stage in full.

    A stage is told in full to whoever works on it or reviews it: the brief for itself, every measurement, its
    own tool calls of this attempt and their answers. Earlier stages, and briefs for others, are a line each,
    the newest few of them: the newest brief says how things stand. What a person said is never left out.
    Within `max_chars` the newest are kept; a tool call is never split from its result, and one that a
    cancelled turn left dangling is repaired. Pixels: the `pinned` images always, the newest `keep_images`
    others, and all that the last tool calls made, up to `MOST_IMAGES`.
    """

    component_type = "chat_completion_context"

    def __init__(
        self,
        store: ImageStore,
        *,
        name: str = "",
        head: int = 1,
        max_chars: int = 48_000,
        keep_images: int = 2,
        side: int = SHOWN,
        pinned: Sequence[str] = (),
    ) -> None:
        super().__init__(None)
        self.store, self.name, self.head, self.max_chars = store, name, head, max_chars
        self.keep_images, self.side, self.pinned = keep_images, side, list(pinned)
        self._pending: list[LLMMessage] = []

    @property
    def stage(self) -> str:
        """The stage under way; "request" for a person's wish, "" before anything was asked for."""
        return next(filter(None, map(_stage_of, reversed(self._messages))), "")

    def interject(self, text: str, source: str = "Human") -> None:
        """Add a person's word; it joins at the next model call, after any tool results in flight."""
        self._pending.append(UserMessage(content=text, source=source))

    async def get_messages(self) -> list[LLMMessage]:
        """The history as the model gets it."""
        self._messages += self._pending
        self._pending = []
        return self._with_pixels([m for group in self._window() for m in group])

    async def save_state(self) -> Mapping[str, Any]:
        """The messages, and their headers by position: AutoGen keeps no fields that it does not know."""
        headers = {str(i): h.model_dump() for i, m in enumerate(self._messages) if (h := header_of(m))}
        return {**await super().save_state(), "headers": headers}

    async def load_state(self, state: Mapping[str, Any]) -> None:
        """Go back to a saved state."""
        await super().load_state(state)
        kept = state.get("headers")
        for index, message in enumerate(self._messages):
            if not isinstance(message, UserMessage):
                continue
            if kept is None:
                header = header_in(text_of(message)) if message.source == "Foreman" else None
            else:
                header = Header.model_validate(kept[str(index)]) if str(index) in kept else None
            if header is not None:
                headed = HeadedMessage(content=message.content, source=message.source, header=header)
                self._messages[index] = headed

    def _window(self) -> list[list[LLMMessage]]:
        groups = _groups(self._messages)
        head, rest = groups[: self.head], groups[self.head :]
        start = _stage_begins(rest)
        attempt = max((i for i, g in enumerate(rest) if _stage_of(g[0])), default=start)
        # Tool calls of an earlier attempt are told by its measurements and by the new brief.
        stage = [g for i, g in enumerate(rest[start:], start) if i > attempt or len(g) == 1]
        now = [[_short(g[0])] if self._brief_for(g[0]) not in ("", self.name) else g for g in stage]
        size, kept = 0, list[list[LLMMessage]]()
        for group in reversed(now):
            size += sum(len(text_of(m)) for m in group)
            if kept and size > self.max_chars:
                break
            kept.append(group)
        kept.reverse()
        dropped = [*rest[:start], *now[: len(now) - len(kept)]]
        told = [(group[0], line) for group in dropped if (line := self._line(group[0]))]
        others = [message for message, _ in told if getattr(message, "source", "") != "Human"]
        passed = {id(message) for message in others[:-EARLIER]}
        lines = [line for message, line in told if id(message) not in passed]
        gap: list[list[LLMMessage]] = (
            [[UserMessage(content="\n".join(["Earlier in this chat:", *lines]), source="Foreman")]]
            if lines
            else []
        )
        return head + gap + kept

    def _brief_for(self, message: LLMMessage) -> str:
        """Whom a brief gives the floor to; "" for any other message."""
        header = header_of(message)
        return header.specialist if header and header.kind != "measured" else ""

    def _line(self, message: LLMMessage) -> str:
        """An earlier message in one line; "" for tool calls, whose outcome its own last words tell."""
        if isinstance(message.content, list) and isinstance(message, AssistantMessage):
            return ""
        if not isinstance(message, UserMessage | AssistantMessage):
            return ""
        who = message.source if isinstance(message, UserMessage) else f"{self.name} (you)"
        text = text_of(message)
        if who == "Foreman":
            return "" if self._brief_for(message) else _first_line(text)
        return f"{who}: {text if who == 'Human' else _first_line(text)}"

    def _with_pixels(self, messages: list[LLMMessage]) -> list[LLMMessage]:
        last: dict[str, int] = {}
        for index, message in enumerate(messages):
            for key, _ in MARK.findall(text_of(message)):
                last[key] = index
        others = sorted((k for k in last if k not in self.pinned), key=lambda k: last[k])
        newest = [k for k in others if last[k] == last[others[-1]]] if self.keep_images else []
        count = max(self.keep_images, min(len(newest), MOST_IMAGES))
        shown = {*self.pinned, *(others[-count:] if self.keep_images else ())}
        out: list[LLMMessage] = []
        unseen = [k for k in others if k in newest and k not in shown]
        for index, message in enumerate(messages):
            captions = dict(MARK.findall(text_of(message)))
            pixels: list[str | Image] = []
            for key, caption in captions.items():
                if last[key] == index and key in shown and self.store.path(key).exists():
                    picture = self._picture(key)
                    pixels += [f"Image {key} ({caption}{self._size(key, picture)}):", picture]
            if pixels and any(last[key] == index for key in unseen):
                pixels.append(
                    f"({len(unseen)} more pictures than can be shown at once: the first are left out)"
                )
            if pixels and isinstance(message, UserMessage):
                out.append(message.model_copy(update={"content": [text_of(message), *pixels]}))
            elif pixels:  # a tool result cannot carry pixels: they follow it as the user's
                out += [message, UserMessage(content=pixels, source="images")]
            else:
                out.append(message)
        return out

    def _size(self, key: str, picture: str | Image) -> str:
        """The size a picture is shown at, and its own where that is larger: answers are in pixels."""
        if isinstance(picture, str):
            return ""
        shown, own = picture.image.size, self.store.size(key)
        of = "" if shown == own else f" of {own[0]} x {own[1]}"
        return f", shown at {shown[0]} x {shown[1]}{of} pixels"

    def _picture(self, key: str) -> str | Image:
        """The pixels, or what to say of a file that a full disk cut short: a run must not end at it."""
        try:
            return EncodedImage(self.store.shown(key, self.side))
        except InputError:
            return "(damaged, and left out)"


def _stage_begins(groups: Sequence[Sequence[LLMMessage]]) -> int:
    """Where the stage that is under way was opened: its first brief, or a person's request."""
    begun, stage = 0, ""
    for index, group in enumerate(groups):
        found = _stage_of(group[0])
        if found and found != stage:
            begun, stage = index, found
    return begun


def _stage_of(message: LLMMessage) -> str:
    """The stage that the Foreman opens or has measured with a message; "" for any other."""
    header = header_of(message)
    return "" if header is None else "request" if header.kind == "request" else header.stage


def _short(message: LLMMessage) -> LLMMessage:
    return message.model_copy(update={"content": _first_line(text_of(message))})


def _first_line(text: str) -> str:
    line = without_pixels(text).strip().partition("\n")[0]
    return line if len(line) <= LINE else f"{line[:LINE]} ..."


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
