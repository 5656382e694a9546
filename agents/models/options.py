"""What an endpoint wants of its requests: set by the user, and found out from its own refusals."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr

Form = Literal["auto", "openai", "gemini"]
"""How an image endpoint is spoken to."""


class EndpointOptions(BaseModel):
    """`ROOM_ENDPOINT__...`, or `[endpoint]` in room.toml; see docs/endpoints.md for common servers."""

    model_config = ConfigDict(extra="forbid")

    images: int | None = Field(None, ge=1)
    """Pictures in one request at most; the others go on one sheet."""
    compress: bool = True
    """Pictures go as JPEG; off, as PNG, which is several times as large, of the same pixels."""
    tools: Literal["auto", "native", "text"] = "auto"
    """How tools are offered: as the API has it, or described in words for a model that cannot call them."""
    alternate: bool = False
    """User and assistant must take turns: a server that says so is found out without this."""
    body: dict[str, Any] = Field(default_factory=dict)
    """More fields of every request: {"reasoning_effort": "low", "max_tokens": 8192}."""
    headers: dict[str, SecretStr] = Field(default_factory=dict)
    """More headers of every request; they reach no file."""
    context: int = Field(16384, ge=2048, le=1 << 20)
    """Tokens that a model served from a file (`--model model.gguf`) can hold."""
    list_timeout: float = Field(20.0, gt=0)
    """Seconds that the list of models may take."""
    loading: float = Field(300.0, ge=0)
    """Seconds to wait for a server that says it is loading its model."""


_IMAGES = re.compile(r"(?:at most|up to|max(?:imum)?(?: of)?|limit of|only)\s+(\d+|one)\s+images?\b", re.I)
_NO_TOOLS = re.compile(
    r"not support (?:\w+ )?(?:tools?\b|function call)|tool.choice requires|support tool use"
    r"|tools? (?:is|are|calling is) not (?:supported|available)|--jinja",
    re.I,
)
_ALTERNATE = re.compile(r"must alternate|after role .?tool|unexpected role .?.?user", re.I)
_USE_INSTEAD = re.compile(r"'(max_tokens|max_completion_tokens)' is not supported.*?'(max_\w+)'", re.S)
_NO_SUCH_FIELD = re.compile(
    r"(?:unsupported|unrecognized|unknown|extra)\s(?:request )?(?:parameter|argument|field|input)s?"
    r"[^'\"`]{0,40}['\"`](\w+)",
    re.I,
)
SKIP_SIGNATURE = "skip_thought_signature_validator"
"""What Gemini's documentation says to send for calls whose signature is not at hand (a resumed run)."""


@dataclass
class Manner:
    """How one endpoint wants to be asked; shared by all specialists that ask it.

    Attributes:
        alternate: 0 as it comes; 1 nothing of the user's right after a tool's result; 2 no tool role at all.
        text: tools are described in words and called in words.
        images: pictures in a request at most.
        body: more fields.
        called: whether the model has ever called a tool.
        without: answers so far that had tools to call and called none, before it ever did.
        signatures: calls without Gemini's signature get the one that stands for none.
        thoughts: calls without their reasoning get an empty one.
    """

    options: EndpointOptions = field(default_factory=EndpointOptions)
    alternate: int = 0
    text: bool = False
    images: int | None = None
    body: dict[str, Any] = field(default_factory=dict)
    called: bool = False
    without: int = 0
    signatures: bool = False
    thoughts: bool = False

    def __post_init__(self) -> None:
        chosen = self.options
        self.alternate, self.text = int(chosen.alternate), chosen.tools == "text"
        self.images, self.body = chosen.images, dict(chosen.body)

    def learn(self, status: int, words: str) -> bool:
        """Take a refusal's words; returns whether asking again otherwise may help."""
        if status not in (400, 404, 422):
            return False
        most = _IMAGES.search(words)
        if most and (self.images is None or self.images > _number(most[1])):
            self.images = max(1, _number(most[1]))
            return True
        if _ALTERNATE.search(words) and self.alternate < 2:
            self.alternate += 1
            return True
        if _NO_TOOLS.search(words) and not self.text and self.options.tools == "auto":
            self.text = True
            return True
        if "thought_signature" in words and not self.signatures:
            self.signatures = True
            return True
        if "reasoning_content" in words and "passed back" in words and not self.thoughts:
            self.thoughts = True
            return True
        return self._without_field(words)

    def _without_field(self, words: str) -> bool:
        """Drop or rename a field of the user's that this server does not know."""
        renamed = _USE_INSTEAD.search(words)
        if renamed and renamed[1] in self.body:
            self.body[renamed[2]] = self.body.pop(renamed[1])
            return True
        named = _NO_SUCH_FIELD.search(words)
        return bool(named) and self.body.pop(named[1] if named else "", None) is not None


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 1
