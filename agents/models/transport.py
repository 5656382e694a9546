"""The way to an endpoint and back: requests as strict servers want them, answers in their one form."""

from __future__ import annotations

import re
from typing import Any

import httpx2
import orjson

from agents.models import answers, faults
from agents.models.answers import Answer, AnswerError
from agents.models.fewer import fewer
from agents.models.options import SKIP_SIGNATURE, Manner
from agents.models.written import in_words

MOST_LESSONS = 6
"""Refusals of one request that are learned from."""
NO_API = (400, 404, 405, 406, 410, 415, 501)
"""Refusals that are of a web server and of no API when they come as a web page; a gateway's 502 passes."""
THOUGHTS = ("reasoning_content", "reasoning", "reasoning_details")
"""Fields of an answer with tool calls that go back with it (DeepSeek, OpenRouter, vLLM)."""
NO_TOOLS = (
    "the model answered twice without calling a tool: it needs tool calling (vLLM: --enable-auto-tool-choice "
    "--tool-call-parser ..., llama.cpp: --jinja, Ollama: a model with tools and a context of 16,000 tokens), "
    "or set ROOM_ENDPOINT__TOOLS=text; `room doctor --endpoint` tries it"
)


class AnswerTransport(httpx2.AsyncBaseTransport):
    """Between the openai package and the network: bounds and normalises every answer.

    What a server's refusals say about how it wants to be asked is taken to heart, and the request is made
    again in that manner; see `Manner`.

    Args:
        manner: how this endpoint wants to be asked.
        query: of the address as it was set, for every request (Azure's api-version).
        key: also sent as `api-key` where the address is of Azure's kind.
    """

    def __init__(
        self,
        inner: httpx2.AsyncBaseTransport | None = None,
        *,
        manner: Manner | None = None,
        query: str = "",
        key: str = "",
    ) -> None:
        self.inner = inner or httpx2.AsyncHTTPTransport()
        self.manner = manner or Manner()
        self.query = query
        self.headers = {k: v.get_secret_value() for k, v in self.manner.options.headers.items()}
        if key and ("api-version=" in query):
            self.headers.setdefault("api-key", key)
        self.sent: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {}
        """By call id, what came with a call and with its message and is wanted back (thought signatures)."""

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send one request; an answer that cannot be used raises AnswerError."""
        body: dict[str, Any] = {}
        if request.method == "POST":
            body = orjson.loads(await request.aread())
        answer, headers = await self._asked(request, body)
        if body.get("tools") and answer.status == 200:
            answer, headers = await self._must_call(request, body, answer, headers)
        return httpx2.Response(answer.status, json=answer.body, headers=headers, request=request)

    async def _asked(self, request: httpx2.Request, body: dict[str, Any]) -> tuple[Answer, dict[str, str]]:
        """The answer, asked as often as the server's refusals teach something."""
        for _ in range(MOST_LESSONS):
            status, data, headers = await self._send(request, self._in_its_manner(body) if body else {})
            answer = self._read(status, data, body)
            words = str(answer.body.get("error", {}).get("message", ""))
            if not (body and answer.status >= 400 and self.manner.learn(answer.status, words)):
                break
        kept: dict[str, str] = {}
        if answer.status >= 400:
            wanted = faults.delay(dict(headers), data[:20_000].decode("utf-8", "replace"))
            kept = {} if wanted is None else {"retry-after": f"{wanted:.3f}"}
        return answer, kept

    async def _must_call(
        self, request: httpx2.Request, body: dict[str, Any], answer: Answer, headers: dict[str, str]
    ) -> tuple[Answer, dict[str, str]]:
        """Find out a model that never calls a tool: after two answers it is asked in words, or given up."""
        manner = self.manner
        if _calls(answer):
            manner.called = True
        if manner.called:
            return answer, headers
        manner.without += 1
        if manner.without < 2:
            return answer, headers
        if not manner.text and manner.options.tools == "auto":
            manner.text = True
            again, headers = await self._asked(request, body)
            if again.status == 200:
                for name, count in answer.body["usage"].items():
                    again.body["usage"][name] += count
            if _calls(again):
                manner.called = True
                return again, headers
            answer = again
        if answer.status == 200:
            raise AnswerError(NO_TOOLS)
        return answer, headers

    def _in_its_manner(self, body: dict[str, Any]) -> dict[str, Any]:
        """A request as this endpoint wants it."""
        manner = self.manner
        made = {**body, "messages": self._given_back(body.get("messages") or [])}
        made |= manner.body
        made = {k: v for k, v in made.items() if v is not None}
        if manner.text or manner.alternate > 1:
            made = in_words(made)
        made["messages"] = joined(made["messages"], strict=manner.alternate > 0)
        if manner.images:
            made["messages"] = fewer(made["messages"], manner.images)
        return made

    async def _send(self, request: httpx2.Request, body: dict[str, Any]) -> tuple[int, bytes, httpx2.Headers]:
        dropped = ("content-length", *(k.lower() for k in self.headers))
        headers = {k: v for k, v in request.headers.items() if k.lower() not in dropped} | self.headers
        url = request.url.copy_with(query=self.query.encode()) if self.query else request.url
        request = httpx2.Request(
            request.method,
            url,
            headers=headers,
            content=orjson.dumps(body) if body else None,
            extensions=request.extensions,
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
            if body and status in NO_API and data[:400].lstrip().startswith(b"<"):
                raise AnswerError(answers.WEB_PAGE)
            code = _code(data)
            return Answer(status, {"error": {"message": _words(data), **({"code": code} if code else {})}})
        if not body:
            return answers.models_of(data)
        answer = answers.normalised(data, body)
        for choice in answer.body.get("choices", []):
            message = choice["message"]
            thought = {k: message[k] for k in THOUGHTS if k in message}
            for call in message.get("tool_calls", []):
                own = {k: v for k, v in call.items() if k not in ("id", "type", "function")}
                if own or thought:
                    self.sent[call["id"]] = (own, thought)
        return answer

    def _given_back(self, messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Messages with what the server sent along with its calls, and wants again."""
        out = []
        for message in messages:
            if calls := message.get("tool_calls"):
                known = [self.sent.get(str(c.get("id")), ({}, {})) for c in calls]
                marked = [{**c, **own} for c, (own, _) in zip(calls, known, strict=True)]
                thought = known[0][1]
                if self.manner.signatures and "extra_content" not in marked[0]:
                    marked[0]["extra_content"] = {"google": {"thought_signature": SKIP_SIGNATURE}}
                if self.manner.thoughts and not thought:
                    thought = {"reasoning_content": "(not kept)"}
                message = {**message, **thought, "tool_calls": marked}
            out.append(message)
        return out

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


def _calls(answer: Answer) -> bool:
    return any(c["message"].get("tool_calls") for c in answer.body.get("choices", []))


def _code(data: bytes) -> str:
    """An error's code in words, like "insufficient_quota"; "" without one."""
    try:
        body = answers.parsed(data)
    except AnswerError:
        return ""
    body = body[0] if isinstance(body, list) and body else body
    fault = body.get("error") if isinstance(body, dict) else None
    code = fault.get("code") if isinstance(fault, dict) else None
    return code[:60] if isinstance(code, str) else ""


def _words(data: bytes) -> str:
    """A refusal's own words, from whatever shape it came in."""
    try:
        body = answers.parsed(data)
    except AnswerError:
        text = data[:2000].decode("utf-8", "replace")
        title = re.search(r"<title[^>]*>([^<]+)</title>", text, re.I)  # a page says it twice, there and below
        return " ".join(re.sub(r"<[^>]*>", " ", title[1] if title else text).split())[:300]
    found = answers.error_in(body)
    return str(found.body["error"]["message"]) if found else str(body)[:300]
