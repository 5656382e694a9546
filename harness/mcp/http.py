"""The same server over HTTP, on this machine alone and for whoever has the token."""

from __future__ import annotations

import hmac
import secrets
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import uvicorn

from harness.mcp.desk import Desk
from harness.mcp.server import server

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
HOST, PATH = "127.0.0.1", "/mcp"


class Guarded:
    """An app that answers nothing without the token (RFC 6750, `Authorization: Bearer TOKEN`)."""

    def __init__(self, inner: App, token: str) -> None:
        self.inner, self.wanted = inner, f"Bearer {token}".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            given = dict(scope["headers"]).get(b"authorization", b"")
            if not hmac.compare_digest(given, self.wanted):
                head = [(b"content-type", b"text/plain"), (b"www-authenticate", b"Bearer")]
                await send({"type": "http.response.start", "status": 401, "headers": head})
                await send({"type": "http.response.body", "body": b"the token is missing or wrong\n"})
                return
        await self.inner(scope, receive, send)


def serve(root: Path, port: int, token: str | None) -> None:
    """Answer on http://127.0.0.1:PORT/mcp until stopped.

    Args:
        root: the folder with the rooms.
        port: 0 takes a free one.
        token: left out, one is made and told on standard error.
    """
    desk, known = Desk(root), token or secrets.token_urlsafe(24)
    with ThreadPoolExecutor(1, thread_name_prefix="desk") as thread:
        app = Guarded(server(desk, thread).streamable_http_app(streamable_http_path=PATH, host=HOST), known)
        config = uvicorn.Config(app, host=HOST, port=port, log_level="warning")
        listening = config.bind_socket()
        listening.listen()  # whoever reads the next line may come before uvicorn is ready
        where = f"http://{HOST}:{listening.getsockname()[1]}{PATH}"
        told = "the token of ROOM_MCP_TOKEN" if token else f"the token {known}"
        print(f"room: {where}, with {told}", file=sys.stderr, flush=True)  # noqa: T201
        try:
            uvicorn.Server(config).run(sockets=[listening])
        finally:
            thread.submit(desk.close).result()
