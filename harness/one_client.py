"""The configured endpoint for questions outside a run."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import TypeVar

from agents.asking import Client
from agents.models.endpoint import endpoint, listed, the_one
from agents.models.options import Manner
from harness.settings import RoomSettings
from tools.errors import InputError

Said = TypeVar("Said")


class OneClient:
    """A client for code that does not await: opened when it is asked first, closed at the end."""

    def __init__(self, settings: RoomSettings) -> None:
        self._settings = settings
        self._runner = asyncio.Runner()
        self._client: Client | None = None

    def __enter__(self) -> OneClient:
        """Nothing is opened yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close what was opened."""
        if self._client is not None:
            self._runner.run(self._client.close())
        self._runner.close()

    def ask(self, question: Callable[[Client], Awaitable[Said]]) -> Said:
        """What a question to the client comes to.

        Raises:
            InputError: no endpoint is configured, or it refuses.
            StoppedError: the model does not answer what it is asked.
        """

        async def asked() -> Said:
            if self._client is None:
                self._client = await _opened(self._settings)
            return await question(self._client)

        return self._runner.run(asked())


async def _opened(settings: RoomSettings) -> Client:
    if not settings.base_url:
        raise InputError("no model is configured: set ROOM_BASE_URL, ROOM_API_KEY and ROOM_MODEL")
    manner = Manner(settings.endpoint)
    names = await listed(settings.base_url, settings.key, manner=manner)
    model = the_one(names) if settings.model == "auto" and names is not None else settings.resolved_model
    return endpoint(model, settings.base_url, settings.key, timeout=settings.call_timeout, manner=manner)
