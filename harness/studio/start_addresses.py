"""The addresses where a room begins from words, a scan, or a picture with what goes with it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from harness.studio.asks import Terms
from harness.studio.bodies import answered, body_of, read_as
from harness.studio.given import unpacked
from harness.studio.rooms import Rooms

SCAN = 500 << 20
"""Bytes of a scan that is dropped."""
WORDS = 64 << 10
PICTURE = 200 << 20
"""Bytes of a picture with its masks."""


class Told(BaseModel):
    """A room in words, and the terms of the team."""

    model_config = ConfigDict(extra="forbid")

    words: str = Field(min_length=2, max_length=8000)
    terms: Terms = Terms()


class Starts:
    """What is answered where rooms begin.

    Args:
        rooms: where they are added.
    """

    def __init__(self, rooms: Rooms) -> None:
        self.rooms = rooms

    def routes(self, at: str) -> list[Route]:
        """All of them, below a path."""
        return [
            Route(f"{at}/say", self.say, methods=["POST"]),
            Route(f"{at}/scan", self.scan, methods=["POST"]),
            Route(f"{at}/picture", self.picture, methods=["POST"]),
        ]

    async def say(self, request: Request) -> Response:
        """Let the team build a room told in words; says where to watch."""
        told = read_as(Told, await body_of(request, WORDS))
        return await answered(lambda: {"room": self.rooms.from_words(told.words, told.terms)})

    async def picture(self, request: Request) -> Response:
        """Let the team build a picture with its masks or marks, or a photo; says where to watch."""
        data = await body_of(request, PICTURE)
        return await answered(lambda: {"room": self.rooms.from_picture(*unpacked(data))})

    async def scan(self, request: Request) -> Response:
        """Let the team build what a scan shows, whose name is in the query; says where to watch."""
        data = await body_of(request, SCAN)
        name = request.query_params.get("name", "scan.ply")[:200]
        return await answered(lambda: {"room": self.rooms.from_scan(name, data, Terms())})
