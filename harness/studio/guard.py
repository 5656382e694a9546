"""Who may talk to the studio: this machine's own browser, with the token, and no page of anybody else."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE_METHODS = ("GET", "HEAD")
SAID = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' blob: data:; connect-src 'self'; form-action 'none'; frame-ancestors 'none'; "
    "base-uri 'self'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""With every answer: the page runs its own scripts only and reaches nothing but this server. (The editor
writes its colours as style elements.)"""
REFUSED = "This address is of an earlier studio, or mistyped: open the one that `room studio` printed.\n"


class Guard:
    """Lets a request or a socket through when Host, Origin and token are right.

    Host stops a name of somebody else's that resolves to this machine, Origin another page in the same
    browser, the token other people on the machine. Every address begins with the token, so whatever the page
    asks for carries it.

    Args:
        app: what is guarded.
        token: first part of every path.
        hosts: what Host may say, with port.
    """

    def __init__(self, app: ASGIApp, token: str, hosts: Iterable[str]) -> None:
        self.app, self.token, self.hosts = app, token, frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse with 403."""
        if scope["type"] == "lifespan" or self.allows(scope):
            await self.app(scope, receive, _with_headers(send))
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        else:
            await PlainTextResponse(REFUSED, 403)(scope, receive, _with_headers(send))

    def allows(self, scope: Scope) -> bool:
        """Whether a request may pass."""
        headers = Headers(scope=scope)
        if headers.get("host", "").lower() not in self.hosts:
            return False
        origin = headers.get("origin")
        changes = scope["type"] == "websocket" or scope["method"] not in SAFE_METHODS
        if origin is None and changes:
            return False
        if origin is not None and origin.lower() not in {f"http://{host}" for host in self.hosts}:
            return False
        given = scope["path"].split("/")[1]
        return secrets.compare_digest(given.encode(), self.token.encode())


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [
                *message["headers"],
                *((name.lower().encode(), value.encode()) for name, value in SAID.items()),
            ]
        await send(message)

    return sending
