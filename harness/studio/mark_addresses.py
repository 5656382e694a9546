"""The addresses of a picture that is marked."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from harness.studio.asking import near_words
from harness.studio.marking import Sheet
from harness.studio.rooms import Rooms
from tools.errors import RoomError
from tools.files import first_fault
from tools.geometry import Vec2
from tools.picture.annotations import Annotations

Model = TypeVar("Model", bound=BaseModel)
UPLOAD = 60 << 20
"""Bytes of a picture that is dropped."""
BODY = 4 << 20


class At(BaseModel):
    """A pixel."""

    at: Vec2


class Length(BaseModel):
    """Two pixels on the floor."""

    a: Vec2
    b: Vec2


class Marks:
    """What is answered for pictures that are marked.

    Args:
        rooms: holds them.
    """

    def __init__(self, rooms: Rooms) -> None:
        self.rooms = rooms

    def routes(self, at: str, page: Callable[[Request], Awaitable[Response]]) -> list[Route]:
        """All of them, below a path; `page` answers with the page itself."""
        own = f"{at}/mark/{{key}}"
        return [
            Route(f"{at}/mark", self.bring, methods=["POST"]),
            Route(f"{at}/words", self.words),
            Route(f"{own}/", page),
            Route(f"{own}/picture", self.picture),
            Route(f"{own}/marks", self.marks, methods=["GET", "POST"]),
            Route(f"{own}/draft", self.draft, methods=["POST"]),
            Route(f"{own}/outline", self.outline, methods=["POST"]),
            Route(f"{own}/length", self.length, methods=["POST"]),
            Route(f"{own}/build", self.build, methods=["POST"]),
        ]

    async def bring(self, request: Request) -> Response:
        """A picture that was dropped on the page; its name is in the query."""
        data = await _body(request, UPLOAD)
        name = Path(request.query_params.get("name", "picture")).stem[:60] or "picture"

        def kept() -> str:
            with tempfile.TemporaryDirectory(prefix="room-studio-") as folder:
                path = Path(folder) / f"{name}.picture"
                path.write_bytes(data)
                return self.rooms.mark(path)

        return await _answer(lambda: {"mark": kept()})

    async def words(self, request: Request) -> Response:
        """Names of things that come near to what was typed."""
        return JSONResponse(near_words(request.query_params.get("q", "")[:100]))

    async def picture(self, request: Request) -> Response:
        """The picture."""
        return FileResponse(self._sheet(request).picture, media_type="image/png")

    async def marks(self, request: Request) -> Response:
        """The marks so far; or, given new ones, what they come to."""
        sheet = self._sheet(request)
        if request.method == "GET":
            return await _answer(lambda: {"size": sheet.size, "marks": _plain(sheet.marks)})
        marks = _read(Annotations, await _body(request, BODY))

        def kept() -> dict[str, object]:
            plan = sheet.keep(marks)
            return {"plan": plan.model_dump() if plan else None}

        return await _answer(kept)

    async def draft(self, request: Request) -> Response:
        """What our own reader sees."""
        sheet = self._sheet(request)
        return await _answer(lambda: {"marks": _plain(sheet.draft())})

    async def outline(self, request: Request) -> Response:
        """The outline of the thing at a pixel."""
        sheet, at = self._sheet(request), _read(At, await _body(request, BODY)).at
        return await _answer(lambda: {"outline": sheet.outline(at)})

    async def length(self, request: Request) -> Response:
        """Metres on the floor between two pixels, and the room's width by the same measure."""
        sheet, line = self._sheet(request), _read(Length, await _body(request, BODY))

        def measured() -> dict[str, object]:
            metres, width = sheet.metres(line.a, line.b)
            return {"metres": metres, "width": width}

        return await _answer(measured)

    async def build(self, request: Request) -> Response:
        """Let the team build it; says where to watch."""
        sheet = self._sheet(request)
        if not sheet.marks.things:
            return JSONResponse({"error": "nothing is marked yet: draw a box around each thing"}, 400)
        return await _answer(lambda: {"room": self.rooms.build(sheet)})

    def _sheet(self, request: Request) -> Sheet:
        sheet = self.rooms.sheets.get(request.path_params["key"])
        if sheet is None:
            raise HTTPException(404)
        return sheet


async def _answer(work: Callable[[], dict[str, object]]) -> Response:
    """The work's result, or its fault as one line with status 400."""
    try:
        return JSONResponse(await asyncio.to_thread(work))
    except RoomError as error:
        return JSONResponse({"error": str(error)}, 400)


async def _body(request: Request, most: int) -> bytes:
    data = b""
    async for chunk in request.stream():
        data += chunk
        if len(data) > most:
            raise HTTPException(413)
    return data


def _read(kind: type[Model], data: bytes) -> Model:
    try:
        return kind.model_validate_json(data)
    except (ValidationError, RecursionError) as error:
        raise HTTPException(400, first_fault(error)) from None


def _plain(marks: Annotations) -> dict[str, object]:
    return marks.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
