"""The guard in conftest.py: a test cannot reach another machine, and finds no key."""

from __future__ import annotations

import os
import socket

import pytest


@pytest.mark.parametrize("host", ["example.com", "8.8.8.8", "2001:4860:4860::8888"])
def test_other_machines_are_out_of_reach(host: str) -> None:
    with pytest.raises(BaseException, match="a test tried to"):
        socket.create_connection((host, 443), timeout=1)
    with socket.socket(type=socket.SOCK_DGRAM) as udp, pytest.raises(BaseException, match="a test tried to"):
        udp.sendto(b"x", ("8.8.8.8", 53))


def test_loopback_works() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass


def test_no_key_is_left_in_the_environment() -> None:
    assert not [name for name in os.environ if name.startswith(("ROOM_", "OPENAI_"))]
