"""The way to an endpoint and back: requests as strict servers want them, answers in their one form."""

from __future__ import annotations

import re
from typing import Any

import httpx2
import orjson

from agents.models import answers
from agents.models.answers import Answer, AnswerError

STRICT = re.compile(r"must alternate|after role .?tool|unexpected role .?.?user", re.IGNORECASE)
"""How a server refuses a user message where its template has no room for one."""
_KEPT = ("retry-after", "retry-after-ms", "x-request-id")


class AnswerTransport(httpx2.AsyncBaseTransport):
    """Between the openai package and the network: bounds and normalises every answer.

    A server that wants turns to alternate is asked again, and from then on, with the pictures that follow a
    tool's result kept for the next user message.
    """

    def __init__(self, inner: httpx2.AsyncBaseTransport | None = None) -> None:
        self.inner = inner or httpx2.AsyncHTTPTransport()
        self.strict = False
        self.extras: dict[str, Any] = {}
        """Fields of our own calls that a server wants back (Gemini's thought signatures), by call id."""

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send one request; an answer that cannot be used raises AnswerError."""
        body: dict[str, Any] = {}
        if request.method == "POST":
            body = orjson.loads(await request.aread())
            self._give_back(body)
            body["messages"] = joined(body.get("messages") or [], strict=self.strict)
        status, data, headers = await self._send(request, body)
        if status == 400 and body and not self.strict and STRICT.search(data.decode("utf-8", "replace")):
            self.strict = True
            body["messages"] = joined(body["messages"], strict=True)
            status, data, headers = await self._send(request, body)
        answer = self._read(status, data, body)
        kept = {k: v for k, v in headers.items() if k.lower() in _KEPT}
        return httpx2.Response(answer.status, json=answer.body, headers=kept, request=request)

    async def _send(self, request: httpx2.Request, body: dict[str, Any]) -> tuple[int, bytes, httpx2.Headers]:
        if body:
            content = orjson.dumps(body)
            headers = {k: v for k, v in request.headers.items() if k.lower() != "content-length"}
            request = httpx2.Request(
                request.method, request.url, headers=headers, content=content, extensions=request.extensions
            )
        response = await self.inner.handle_async_request(request)
        data = bytearray()
        try:
            async for chunk in response.aiter_bytes(1 << 16):
                data += chunk
                if len(data) > answers.MOST_BYTES:
                    raise AnswerError(
                        f"the endpoint's answer is longer than {answers.MOST_BYTES >> 20} MB: check it"
                    )
        finally:
            await response.aclose()
        if response.has_redirect_location:
            raise AnswerError(
                "the address sends elsewhere (a redirect): set ROOM_BASE_URL to the place itself"
            )
        return response.status_code, bytes(data), response.headers

    def _read(self, status: int, data: bytes, body: dict[str, Any]) -> Answer:
        if status >= 400:
            return Answer(status, {"error": {"message": _words(data)}})
        if not body:
            return answers.models_of(data)
        answer = answers.normalised(data, body)
        for choice in answer.body.get("choices", []):
            for call in choice["message"].get("tool_calls", []):
                if "extra_content" in call:
                    self.extras[call["id"]] = call["extra_content"]
        return answer

    def _give_back(self, body: dict[str, Any]) -> None:
        for message in body.get("messages") or []:
            for call in message.get("tool_calls") or []:
                if call.get("id") in self.extras:
                    call["extra_content"] = self.extras[call["id"]]

    async def aclose(self) -> None:
        """Close the connections."""
        await self.inner.aclose()


def joined(messages: list[dict[str, Any]], *, strict: bool = False) -> list[dict[str, Any]]:
    """Messages with neighbouring ones of the user made one.

    Args:
        messages: as the openai package sends them.
        strict: also move what the user says right after a tool's result to the user's next message; what
            has none is left out.
    """
    out: list[dict[str, Any]] = []
    held: list[Any] = []
    for message in messages:
        if message.get("role") != "user":
            out.append(message)
        elif strict and out and out[-1].get("role") == "tool":
            held += _parts(message)
        elif out and out[-1].get("role") == "user":
            out[-1] = {**out[-1], "content": _parts(out[-1]) + held + _parts(message)}
            held = []
        else:
            out.append({**message, "content": held + _parts(message)} if held else message)
            held = []
    return out


def _parts(message: dict[str, Any]) -> list[Any]:
    content = message.get("content")
    return list(content) if isinstance(content, list) else [{"type": "text", "text": content or ""}]


def _words(data: bytes) -> str:
    """A refusal's own words, from whatever shape it came in."""
    try:
        body = answers.parsed(data)
    except AnswerError:
        return re.sub(r"<[^>]*>|\s+", " ", data[:2000].decode("utf-8", "replace")).strip()[:300]
    found = answers.error_in(body)
    return str(found.body["error"]["message"]) if found else str(body)[:300]
