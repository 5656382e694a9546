"""An OpenAI-compatible endpoint on loopback whose answers a test writes."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

Reply = dict[str, Any]
"""{"text": ...} or {"calls": [(name, arguments)]} or {"status": 429, "headers": {...}} or {"sleep": s}."""


class FakeEndpoint:
    """Use as a context manager; `requests` keeps every body."""

    def __init__(self, script: Callable[[dict[str, Any], int], Reply]) -> None:
        self.script, self.requests = script, list[dict[str, Any]]()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None: ...

            def send(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
                data = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                for key, value in (headers or {}).items():
                    self.send_header(key, value)
                # A client that gave up waiting is what some tests are about: the server's own words about it
                # would land in whatever test runs by then.
                with suppress(ConnectionError):
                    self.end_headers()
                    self.wfile.write(data)

            def do_GET(self) -> None:
                reply = outer.script({}, -1)
                if "status" in reply:
                    return self.send(reply["status"], {"error": {"message": "no"}})
                return self.send(200, {"object": "list", "data": [{"id": "eyes", "object": "model"}]})

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.requests.append(body)
                reply = outer.script(body, len(outer.requests))
                time.sleep(reply.get("sleep", 0))
                if "status" in reply:
                    error = {"message": reply.get("message", "as told"), "type": "fake"}
                    return self.send(reply["status"], {"error": error}, reply.get("headers"))
                return self.send(200, completion(reply, len(outer.requests)))

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"

    def __enter__(self) -> Self:
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()


def completion(reply: Reply, number: int) -> dict[str, Any]:
    calls = [
        {
            "id": f"call_{number}_{i}",
            "type": "function",
            "function": {"name": n, "arguments": a if isinstance(a, str) else json.dumps(a)},
        }
        for i, (n, a) in enumerate(reply.get("calls", []))
    ]
    message: dict[str, Any] = {"role": "assistant", "content": reply.get("text")}
    if calls:
        message["tool_calls"] = calls
    choice = {"index": 0, "message": message, "finish_reason": "tool_calls" if calls else "stop"}
    usage = {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110}
    head = {"id": "1", "object": "chat.completion", "created": 1, "model": "eyes"}
    return head | {"choices": [choice], "usage": usage}
