"""Who is let in: Host, Origin and token, for requests and sockets."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from harness.studio.guard import Guard
from harness.studio.server import listen

HOST = "127.0.0.1:8765"
GOOD = {"host": HOST}


def scope(path: str = "/secret/", headers: dict[str, str] | None = None, **more: Any) -> dict[str, Any]:
    pairs = [(k.encode(), v.encode()) for k, v in (GOOD if headers is None else headers).items()]
    return {"type": "http", "method": "GET", "path": path, "headers": pairs} | more


async def answer(given: dict[str, Any]) -> list[dict[str, Any]]:
    """What a guard in front of an application that always says 200 sends."""
    sent: list[dict[str, Any]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
            return
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"} if given["type"] == "websocket" else {"type": "http.request"}

    async def send(message: Any) -> None:
        sent.append(message)

    await Guard(app, "secret", [HOST])(given, receive, send)
    return sent


async def test_the_right_address_is_let_in_and_told_to_run_nothing_else() -> None:
    first = (await answer(scope()))[0]
    headers = {name.decode(): value.decode() for name, value in first["headers"]}
    assert first["status"] == 200
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    "given",
    [
        scope("/"),
        scope("/wrong/"),
        scope("/secre/"),
        scope("/secret2/"),
        scope(headers={}),
        scope(headers={"host": "evil.example"}),
        scope(headers={"host": "127.0.0.1:1"}),
        scope(headers={"host": f"{HOST}.evil.example"}),
        scope(headers=GOOD | {"origin": "http://evil.example"}),
        scope(headers=GOOD | {"origin": "null"}),
        scope(headers=GOOD | {"origin": f"https://{HOST}"}),
        scope(method="POST"),  # a form of another page may leave Origin out
    ],
    ids=str,
)
async def test_everybody_else_gets_403(given: dict[str, Any]) -> None:
    assert (await answer(given))[0]["status"] == 403


async def test_own_page_may_post_and_open_sockets() -> None:
    own = GOOD | {"origin": f"http://{HOST}"}
    assert (await answer(scope(headers=own, method="POST")))[0]["status"] == 200
    assert (await answer(scope(headers=own, type="websocket")))[0]["type"] == "websocket.accept"


@pytest.mark.parametrize(
    "headers",
    [GOOD, GOOD | {"origin": "http://evil.example"}, {"host": "evil.example", "origin": f"http://{HOST}"}],
)
async def test_a_socket_of_anybody_else_is_closed(headers: dict[str, str]) -> None:
    assert (await answer(scope(headers=headers, type="websocket")))[0]["type"] == "websocket.close"


def test_a_taken_port_is_passed_over_and_only_loopback_listens() -> None:
    with listen() as first, listen() as second:
        assert first.getsockname()[0] == second.getsockname()[0] == "127.0.0.1"
        assert first.getsockname()[1] != second.getsockname()[1]
        taken = first.getsockname()[1]
        with pytest.raises(OSError, match="in use"):
            listen(taken)
        assert isinstance(first, socket.socket)
