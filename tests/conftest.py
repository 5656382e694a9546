"""Shared by all tests: one warm worker, and no way out to a real model or any other machine."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from tools.blender.worker import Worker

SECRETS = ("ROOM_", "OPENAI_", "ANTHROPIC_", "GEMINI_", "GOOGLE_", "DASHSCOPE_")


class RealNetworkError(BaseException):
    """A test tried to reach another machine; BaseException, so that no retry loop swallows it."""


@pytest.fixture(scope="session")
def worker() -> Iterator[Worker]:
    """One worker for the whole session; jobs never see each other."""
    with Worker() as shared:
        yield shared


@pytest.fixture(scope="session", autouse=True)
def _no_network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Only loopback can be connected to or looked up; neither a key nor the user's folder is there."""
    patch = pytest.MonkeyPatch()
    patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
    for name in [n for n in os.environ if n.startswith(SECRETS)]:
        patch.delenv(name)
    for name in ("connect", "connect_ex", "sendto"):
        patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
    patch.setattr(socket, "getaddrinfo", _guarded_lookup(socket.getaddrinfo))
    yield
    patch.undo()


def _guarded(call: Any) -> Any:
    def guarded(self: socket.socket, *arguments: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            address = next((a for a in arguments if isinstance(a, tuple)), None)
            if address is not None and not _is_loopback(str(address[0])):
                raise RealNetworkError(f"a test tried to reach {address}")
        return call(self, *arguments)

    return guarded


def _guarded_lookup(call: Any) -> Any:
    def guarded(host: Any, *arguments: Any, **options: Any) -> Any:
        if host is not None and not _is_loopback(host if isinstance(host, str) else host.decode()):
            raise RealNetworkError(f"a test tried to look up {host!r}")
        return call(host, *arguments, **options)

    return guarded


def _is_loopback(host: str) -> bool:
    if host in ("localhost", "", "0.0.0.0", "::"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
