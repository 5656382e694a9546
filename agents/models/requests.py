"""A request as text that two machines agree on: its hash, and the hash of each message."""

import hashlib
import json
import re
from collections.abc import Sequence
from typing import Any

from autogen_core import Image
from autogen_core.models import LLMMessage
from autogen_core.tools import Tool, ToolSchema

from tools.images import without_pixels

_IMAGE_LINE = re.compile(r"^Image [0-9a-f]{12} ")
_SHOWN = re.compile(r", shown at \d+ x \d+(?: of \d+ x \d+)? pixels\):$")


def _part(part: Any) -> Any:
    if isinstance(part, Image):
        return "<image>"
    if isinstance(part, str):
        return _SHOWN.sub("):", _IMAGE_LINE.sub("Image - ", without_pixels(part)))
    data = part.model_dump(mode="json") if hasattr(part, "model_dump") else dict(vars(part))
    return {
        k: without_pixels(v) if isinstance(v, str) else v
        for k, v in data.items()
        if k not in ("id", "call_id")
    }


def canonical(message: LLMMessage) -> dict[str, Any]:
    """One message without pixels, image ids or call ids."""
    content = message.content
    parts = [_part(p) for p in (content if isinstance(content, list) else [content])]
    return {"type": message.type, "source": getattr(message, "source", None), "content": parts}


def _hash(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:12]


def digests(messages: Sequence[LLMMessage]) -> list[str]:
    """A short hash of each message, in order."""
    return [_hash(canonical(m)) for m in messages]


def request_hash(messages: Sequence[LLMMessage], tools: Sequence[Tool | ToolSchema]) -> str:
    """A hash of a whole request: its messages and the names of its tools."""
    names = sorted(t["name"] if isinstance(t, dict) else t.name for t in tools)
    return _hash([digests(messages), names])


def image_count(messages: Sequence[LLMMessage]) -> int:
    """How many pictures a request carries."""
    return sum(isinstance(p, Image) for m in messages if isinstance(m.content, list) for p in m.content)
