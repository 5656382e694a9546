"""Tools for a model that cannot call them: described in words, called in words, answered in words."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from typing import Any

import orjson

import prompts

_WRITTEN = (
    re.compile(r"<tool_call>\s*(\{.*?\})\s*(?:</tool_call>|$)", re.DOTALL),
    re.compile(r"\[TOOL_CALLS\]\s*(\[.*\])", re.DOTALL),
    re.compile(r"<\|python_tag\|>\s*(\{.*\})", re.DOTALL),
    re.compile(r"```(?:json|tool_call|tool_code)?\s*([\[{].*?[\]}])\s*```", re.DOTALL),
    re.compile(r"^\s*([\[{].*[\]}])\s*$", re.DOTALL),
)
"""How models write calls: Hermes and Qwen, Mistral, Llama, a code fence, nothing but JSON."""
_FUNCTION = re.compile(r"<function=([\w.-]+)>\s*(\{.*?\})\s*</function>", re.DOTALL)


def calls_in(text: str, known: Collection[str]) -> tuple[list[dict[str, Any]], str]:
    """Calls that stand in an answer's words, and the words without them.

    Args:
        text: the answer.
        known: names of the tools there are; JSON that names none of them is no call.
    """
    if not known or not any(mark in text for mark in "{"):
        return [], text
    found = [{"name": m[1], "arguments": m[2]} for m in _FUNCTION.finditer(text)]
    if found:
        return found, _FUNCTION.sub("", text).strip()
    for pattern in _WRITTEN:
        calls = [c for m in pattern.finditer(text) for c in _of(m[1], known, pattern is _WRITTEN[0])]
        if calls:
            return calls, pattern.sub("", text).strip()
    return [], text


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
