"""An answer that came as an event stream though none was asked for, put together as the one it tells.

The form is OpenAI's: events of `data: {json}` with a delta each, then `data: [DONE]`; lines and fields as in
the "Server-sent events" chapter of the HTML standard.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import orjson

MOST_EVENTS = 1 << 19
"""Of one stream: more than one for each character of the longest text that is kept."""
MOST_PARTS = 200
"""Tool calls of one stream; more than are taken of any answer."""
DETAILS = "reasoning_details"
_END_OF_LINE = re.compile(rb"\r\n|\r|\n")


def is_stream(data: bytes) -> bool:
    """Whether a body begins as an event stream does."""
    return (
        data[:400].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"data:", b"event:", b"id:", b"retry:", b":"))
    )


def whole(data: bytes) -> dict[str, Any] | None:
    """The chat completion, or the error, that a stream tells; None when it breaks off before its end."""
    told: dict[str, Any] = {}
    message: dict[str, Any] = {"role": "assistant", "content": []}
    calls: list[dict[str, Any]] = []
    finish, ended = None, False
    for text in _events(data):
        if text.strip() == b"[DONE]":
            ended = True
            break
        try:
            event = orjson.loads(text)
        except orjson.JSONDecodeError:
            continue
        if not isinstance(event, dict):
            continue
        if event.get("error"):
            return event
        told |= {k: event[k] for k in ("id", "usage") if event.get(k)}
        choices = event.get("choices")
        choice = choices[0] if isinstance(choices, list) and choices else None
        if not isinstance(choice, dict) or choice.get("index", 0) != 0:
            continue
        if isinstance(choice.get("message"), dict):  # a whole answer as one event
            return event
        finish = choice.get("finish_reason") or finish
        if isinstance(delta := choice.get("delta"), dict):
            _add(message, calls, delta)
    if finish is None and not (ended and (message["content"] or calls)):
        return None
    if calls:
        message["tool_calls"] = calls
    _join(message)
    return {**told, "choices": [{"index": 0, "finish_reason": finish or "stop", "message": message}]}


def _events(data: bytes) -> Iterator[bytes]:
    """The data of each event, its lines joined."""
    lines: list[bytes] = []
    count = 0
    for line in [*_END_OF_LINE.split(data), b""]:
        if line.startswith(b"data:"):
            lines.append(line[5:].removeprefix(b" "))
        elif not line and lines:
            yield b"\n".join(lines)
            lines, count = [], count + 1
            if count >= MOST_EVENTS:
                return


def _add(message: dict[str, Any], calls: list[dict[str, Any]], delta: dict[str, Any]) -> None:
    """What one event says, at the end of what was said before it; texts are lists of pieces until the end."""
    for name, value in delta.items():
        if isinstance(value, str) and name not in ("role", "tool_calls", "function_call"):
            message.setdefault(name, []).append(value)
        elif isinstance(value, list) and name == "content":
            texts = [p.get("text") for p in value if isinstance(p, dict)]
            message[name] += [t for t in texts if isinstance(t, str)]
        elif isinstance(value, list) and name == "reasoning_details":
            message.setdefault(DETAILS, []).extend(value)
        elif isinstance(value, dict) and name == "function_call":
            _merge(message.setdefault(name, {}), value)
    parts = delta.get("tool_calls")
    for part in parts if isinstance(parts, list) else ():
        if isinstance(part, dict):
            call = _call_of(calls, part)
            if call is not None:
                _merge(call, part)


def _call_of(calls: list[dict[str, Any]], part: dict[str, Any]) -> dict[str, Any] | None:
    """The call that a part goes on with, or a new one; some servers give every call the index 0, or none."""
    index, id = part.get("index"), part.get("id")
    known = [c for c in calls if c.get("index") == index] if index is not None else calls[-1:]
    if known and (not id or known[-1].get("id") in (None, "", id)):
        return known[-1]
    if len(calls) >= MOST_PARTS:
        return None
    calls.append({"index": index})
    return calls[-1]


def _merge(into: dict[str, Any], part: dict[str, Any]) -> None:
    """Arguments grow, everything else is said once."""
    for name, value in part.items():
        if isinstance(value, dict) and name == "function":
            _merge(into.setdefault(name, {}), value)
        elif name == "arguments" and isinstance(value, str):
            held = into.setdefault(name, [])
            if isinstance(held, list):
                held.append(value)
        elif value is not None and (value != "" or name not in into):
            into[name] = value


def _join(message: dict[str, Any]) -> None:
    """Make texts of their pieces."""
    for name, value in message.items():
        if isinstance(value, list) and name not in ("tool_calls", DETAILS):
            message[name] = "".join(value)
    for call in [*message.get("tool_calls", ()), {"function": message.get("function_call")}]:
        function = call.get("function")
        if isinstance(function, dict) and isinstance(function.get("arguments"), list):
            pieces = function["arguments"]
            function["arguments"] = "".join(pieces) if all(isinstance(p, str) for p in pieces) else pieces
