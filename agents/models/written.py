"""Tools for a model that cannot call them: described in words, called in words, answered in words."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from typing import Any

import orjson

import prompts

Found = tuple[list[str], str]
"""What stands between marks, and the text without it and them.

Looked for with plain searches, never a pattern: a text full of half marks would take one hours, with the
budget of seconds unheard.
"""
_NAME = re.compile(r"[\w.-]{1,64}")


def calls_in(text: str, known: Collection[str]) -> tuple[list[dict[str, Any]], str]:
    """Calls that stand in an answer's words, and the words without them.

    Args:
        text: the answer.
        known: names of the tools there are; JSON that names none of them is no call.
    """
    if not known or not any(mark in text for mark in "{"):
        return [], text
    called, rest = _functions(text)
    if called:
        return called, rest.strip()
    for n, (bodies, rest) in enumerate(
        (
            _tagged(text),
            _to_last(text, "[TOOL_CALLS]", "[]"),
            _to_last(text, "<|python_tag|>", "{}"),
            _fenced(text),
            _whole(text),
        )
    ):
        calls = [call for body in bodies for call in _of(body, known, n == 0)]
        if calls:
            return calls, rest.strip()
    return [], text


def _json_like(text: str) -> bool:
    bare = text.strip()
    return len(bare) > 1 and bare[0] in "[{" and bare[-1] in "]}"


def _functions(text: str) -> tuple[list[dict[str, Any]], str]:
    """As newer Llamas do: <function=NAME>{...}</function>."""
    kept, *parts = text.split("<function=")
    calls = []
    for part in parts:
        name, _, rest = part.partition(">")
        body, closed, rest = rest.partition("</function>")
        if closed and _NAME.fullmatch(name) and _json_like(body):
            calls.append({"name": name, "arguments": body.strip()})
            kept += rest
        else:
            kept += f"<function={part}"
    return calls, kept


def _tagged(text: str) -> Found:
    """As Hermes and Qwen do: <tool_call>{...}</tool_call>; the text may end before the last is closed."""
    kept, *parts = text.split("<tool_call>")
    bodies = []
    for left, part in zip(range(len(parts) - 1, -1, -1), parts, strict=True):
        body, closed, rest = part.partition("</tool_call>")
        if (closed or not left) and _json_like(body):
            bodies.append(body.strip())
            kept += rest
        else:
            kept += f"<tool_call>{part}"
    return bodies, kept


def _to_last(text: str, mark: str, brackets: str) -> Found:
    """As Mistral and Llama do: a mark, and JSON up to its last bracket."""
    before, found, after = text.partition(mark)
    end = after.rfind(brackets[1]) + 1
    if not (found and end and after.lstrip().startswith(brackets[0])):
        return [], text
    return [after[:end].strip()], before + after[end:]


def _fenced(text: str) -> Found:
    """JSON in code fences."""
    kept, *parts = text.split("```")
    bodies, n = list[str](), 0
    while n < len(parts):
        body = parts[n].removeprefix("json").removeprefix("tool_call").removeprefix("tool_code")
        if n + 1 < len(parts) and _json_like(body):
            bodies.append(body.strip())
            kept += parts[n + 1]
            n += 2
        else:
            kept += f"```{parts[n]}"
            n += 1
    return bodies, kept


def _whole(text: str) -> Found:
    """Nothing but JSON."""
    return ([text.strip()], "") if _json_like(text) else ([], text)


def _of(text: str, known: Collection[str], marked: bool) -> list[dict[str, Any]]:
    try:
        value = orjson.loads(text)
    except (orjson.JSONDecodeError, UnicodeEncodeError):
        return []
    rows = value if isinstance(value, list) else [value]
    calls = []
    for row in rows:
        function = (
            row.get("function") if isinstance(row, dict) and isinstance(row.get("function"), dict) else row
        )
        if not isinstance(function, dict) or not isinstance(name := function.get("name"), str):
            return []
        if not marked and (name not in known or not {"arguments", "parameters"} & function.keys()):
            return []
        calls.append({"name": name, "arguments": function.get("arguments", function.get("parameters"))})
    return calls


def in_words(body: Mapping[str, Any]) -> dict[str, Any]:
    """A request without the API's tools: they are described to the model, and calls and results are words."""
    kept = {k: v for k, v in body.items() if k not in ("tools", "tool_choice", "parallel_tool_calls")}
    messages: list[dict[str, Any]] = []
    for message in body.get("messages") or []:
        role = message.get("role")
        if role == "assistant" and message.get("tool_calls"):
            messages.append({"role": "assistant", "content": _called(message)})
        elif role == "tool":
            said = f"<tool_response>\n{message.get('content') or ''}\n</tool_response>"
            messages.append({"role": "user", "content": said})
        else:
            messages.append(dict(message))
    tools = [t["function"] for t in body.get("tools") or [] if isinstance(t, dict) and "function" in t]
    if tools:
        told = "\n".join(json.dumps(t, separators=(",", ":")) for t in tools)
        words = prompts.load("written_tools", tools=told)
        first = messages[0] if messages and messages[0].get("role") in ("system", "developer") else None
        if first is None:
            messages.insert(0, {"role": "system", "content": words})
        else:
            messages[0] = {**first, "content": f"{first.get('content') or ''}\n\n{words}"}
    return {**kept, "messages": messages}


def _called(message: Mapping[str, Any]) -> str:
    parts = [message["content"]] if isinstance(message.get("content"), str) else []
    for call in message["tool_calls"]:
        function = call.get("function") or {}
        try:
            arguments = orjson.loads(function.get("arguments") or "{}")
        except orjson.JSONDecodeError:
            arguments = {}
        written = json.dumps({"name": function.get("name"), "arguments": arguments})
        parts.append(f"<tool_call>\n{written}\n</tool_call>")
    return "\n".join(parts)
