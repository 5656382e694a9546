"""An endpoint's answer, whatever its quirks, as the one form that everything after it relies on.

Real servers leave out ids, write arguments as objects, lists or strings in strings, prefix tool names, put
errors into answers of status 200, send HTML, or no usage. All of it is set right or named here, and every
size is bounded, before AutoGen sees the answer: in 0.7.5 one odd answer stops a team for ever.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

import orjson

from agents.models import streamed
from agents.models.arguments import object_of
from agents.models.written import calls_in
from tools.errors import StoppedError
from tools.names import printable

WEB_PAGE = "the address answers with a web page: does ROOM_BASE_URL need /v1 at its end?"
MOST_BYTES = 32 << 20
"""Of a whole answer."""
MOST_TEXT = 200_000
"""Characters of an answer's text; what is beyond is cut off and said."""
MOST_CALLS = 40
"""Tool calls of one answer; the busiest turn recorded has 20."""
MOST_KEPT = 256 << 10
"""Bytes of the unknown fields of one call or message that are kept and sent back."""
_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")


class AnswerError(StoppedError):
    """An answer that cannot be used; the text says what it was and what to do.

    Attributes:
        again: whether asking once more may help.
    """

    def __init__(self, text: str, *, again: bool = False) -> None:
        super().__init__(text)
        self.again = again


class Answer(NamedTuple):
    """What goes on to the openai package: a status and a JSON body."""

    status: int
    body: dict[str, Any]


def parsed(data: bytes) -> Any:
    """The JSON of a body, or the answer that an event stream tells.

    Raises:
        AnswerError: HTML, nothing, half an answer, or no JSON.
    """
    start = data[:400].lstrip()
    if not start:
        raise AnswerError("the endpoint sent an empty answer: check it, then `room resume`", again=True)
    if start.startswith(b"<"):
        raise AnswerError(WEB_PAGE)
    if streamed.is_stream(data):
        found = streamed.whole(data)
        if found is None:
            raise AnswerError("the endpoint's answer came as an event stream and breaks off", again=True)
        return found
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        pass
    try:  # NaN, Infinity and lone surrogates, which only Python's own reader lets pass
        return json.loads(data.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        raise AnswerError("the endpoint's answer is not JSON, or was cut short", again=True) from None


def error_in(body: Any) -> Answer | None:
    """An error that came inside an answer of status 200, with the status it should have had."""
    body = body[0] if isinstance(body, list) and body else body
    fault = body.get("error") if isinstance(body, dict) else None
    if not fault or (isinstance(body, dict) and body.get("choices")):
        return None
    code = fault.get("code") if isinstance(fault, dict) else None
    status = int(code) if isinstance(code, int | str) and re.fullmatch(r"[45]\d\d", str(code)) else 400
    words = fault.get("message") if isinstance(fault, dict) else fault
    return Answer(status, {"error": {"message": _plain(words)[:1000], "code": str(code)}})


def normalised(data: bytes, request: Mapping[str, Any]) -> Answer:
    """A chat completion in its one form, or the error that it is.

    Args:
        data: the body of an answer of status 200.
        request: the body that was asked with; its tools and the ids of its earlier calls are looked at.

    Raises:
        AnswerError: it cannot be used.
    """
    body = parsed(data)
    if (wrong := error_in(body)) is not None:
        return wrong
    choices = body.get("choices") if isinstance(body, dict) else None
    choice = choices[0] if isinstance(choices, list) and choices else None
    message = choice.get("message") if isinstance(choice, dict) else None
    if not isinstance(message, dict) or not isinstance(choice, dict):
        raise AnswerError("the endpoint answered without a choice: check it, then `room resume`", again=True)
    text = _text(message.get("content")) or _text(message.get("refusal"))
    text, calls = _calls(message, text, request)
    finish = choice.get("finish_reason")
    if finish == "length" and not calls and not text.strip():
        raise AnswerError(
            "the answer was cut at the model's length limit before it said anything: "
            "give the model a larger context or output limit, then `room resume`"
        )
    kept: dict[str, Any] = {"role": "assistant", "content": text or None}
    if calls:
        kept["tool_calls"] = calls
    for name in ("reasoning_content", "reasoning"):
        if isinstance(thought := message.get(name), str):
            kept[name] = _plain(thought)[:MOST_TEXT]
    if isinstance(details := message.get("reasoning_details"), list):
        kept |= _bounded({"reasoning_details": details})
    ends = "tool_calls" if calls else finish if finish in ("stop", "length", "content_filter") else "stop"
    return Answer(
        200,
        {
            "id": _plain(body.get("id"))[:100] or "none",
            "object": "chat.completion",
            "created": 0,
            "model": _plain(request.get("model")),
            "choices": [{"index": 0, "finish_reason": ends, "message": kept}],
            "usage": usage_of(body.get("usage")),
        },
    )


def usage_of(given: Any) -> dict[str, int]:
    """Token counts; 0 for what is missing, negative or no number."""
    given = given if isinstance(given, dict) else {}

    def count(name: str) -> int:
        value = given.get(name)
        return int(value) if isinstance(value, int | float) and 0 <= value < 1e9 else 0

    tokens_in, out = count("prompt_tokens"), count("completion_tokens")
    return {"prompt_tokens": tokens_in, "completion_tokens": out, "total_tokens": tokens_in + out}


def models_of(data: bytes) -> Answer:
    """A list of models with what is no model's name left out.

    Raises:
        AnswerError: it is no JSON.
    """
    body = parsed(data)
    if (wrong := error_in(body)) is not None:
        return wrong
    listed = body.get("data") if isinstance(body, dict) else None
    rows = listed if isinstance(listed, list) else []
    names = [r["id"] for r in rows[:10_000] if isinstance(r, dict) and isinstance(r.get("id"), str)]
    data_ = [{"id": _plain(n), "object": "model", "created": 0, "owned_by": ""} for n in names]
    return Answer(200, {"object": "list", "data": data_})


def _calls(
    message: Mapping[str, Any], text: str, request: Mapping[str, Any]
) -> tuple[str, list[dict[str, Any]]]:
    """The text without the calls written into it, and the calls in their one form."""
    schemas = _schemas(request)
    listed = message.get("tool_calls")
    given = [c for c in listed if isinstance(c, dict)] if isinstance(listed, list) else []
    functions: list[Any] = [c.get("function") for c in given]
    ids = [c.get("id") for c in given]
    extras = [_unknown(c, ("id", "type", "function", "index")) for c in given]
    if not functions and isinstance(legacy := message.get("function_call"), dict):
        functions = [legacy]
    if not functions:  # a server without its tool parser, or a model that was told to write them
        functions, text = calls_in(text, schemas)
    taken = _ids(request)
    calls: list[dict[str, Any]] = []
    for n, function in enumerate(functions[:MOST_CALLS]):
        if not isinstance(function, dict):
            continue
        name = tool_name(function.get("name"), schemas)
        own = ids[n] if n < len(ids) else None
        id = own if isinstance(own, str) and 0 < len(own) <= 200 and own not in taken else _fresh_id()
        taken.add(id)
        arguments = object_of(function.get("arguments"), schemas.get(name))
        call: dict[str, Any] = {
            "id": id,
            "type": "function",
            "function": {"name": name, "arguments": arguments},
        }
        calls.append(call | (extras[n] if n < len(extras) else {}))
    if len(functions) > MOST_CALLS:
        text += f"\n(of {len(functions)} calls the first {MOST_CALLS} were taken)"
    return text, calls


def tool_name(given: Any, known: Mapping[str, Any]) -> str:
    """A tool's name without what some models put around it ("functions.crop:0"); fit for a log."""
    text = _plain(given).strip()
    if text in known:
        return text
    bare = re.sub(r":\d+$", "", text.rpartition(".")[2])
    if bare in known:
        return bare
    return text if _NAME.fullmatch(text) else re.sub(r"[^A-Za-z0-9_-]+", "_", text)[:64] or "unnamed"


def _schemas(request: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    tools = [t.get("function", {}) for t in request.get("tools") or [] if isinstance(t, dict)]
    return {str(t.get("name")): t.get("parameters") or {} for t in tools}


def _ids(request: Mapping[str, Any]) -> set[str]:
    """Ids of the calls made so far: some servers begin anew with every answer."""
    messages = request.get("messages") or []
    return {str(c.get("id")) for m in messages for c in m.get("tool_calls") or []}


def _fresh_id() -> str:
    return f"call_{uuid.uuid4().hex[:16]}"


def _unknown(fields: Mapping[str, Any], known: Collection[str]) -> dict[str, Any]:
    """Fields that are the server's own: it may want them back (Gemini's `extra_content`)."""
    return _bounded({k: v for k, v in fields.items() if k not in known and v is not None})


def _bounded(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields, or none when they are larger than any signature is."""
    try:
        return fields if len(orjson.dumps(fields)) <= MOST_KEPT else {}
    except (orjson.JSONEncodeError, UnicodeEncodeError):
        return {}


def _text(content: Any) -> str:
    """An answer's words: a string, or the text parts of a list."""
    if isinstance(content, list):
        parts = [p.get("text") if isinstance(p, dict) else p for p in content]
        content = "".join(p for p in parts if isinstance(p, str))
    text = "" if content is None or isinstance(content, dict) else _plain(content)
    return text if len(text) <= MOST_TEXT else f"{text[:MOST_TEXT]}\n(cut off: {len(text):,} characters)"


def _plain(value: Any) -> str:
    """Any value as text without what would steer a terminal."""
    return "" if value is None else printable(value if isinstance(value, str) else str(value)[:1000])
