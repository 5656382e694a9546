"""The addresses of a picture that is marked."""

from __future__ import annotations

import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from harness.studio.asking import known_words
from harness.studio.asks import Terms
from harness.studio.blobs import digests, geometry_of
from harness.studio.bodies import answered, body_of, read_as
from harness.studio.marking import Sheet
from harness.studio.rooms import Rooms
from harness.studio.sketch import Sketch
from tools.geometry import Vec2
from tools.picture.annotations import Annotations
from tools.picture.image import MIN_SIDE
from tools.picture_file import decode

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


class Colours(BaseModel):
    """What of the room is asked for: what was drawn last, in colours sampled anew, or the room as it is."""

    colours: bool = False


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
            Route(f"{own}/sketch", self.sketch, methods=["POST"]),
            Route(f"{own}/geometry", self.geometry, methods=["POST"]),
            Route(f"{own}/build", self.build, methods=["POST"]),
        ]

    async def bring(self, request: Request) -> Response:
        """A picture that was dropped on the page; its name is in the query."""
        data = await body_of(request, UPLOAD)
        called = Path(request.query_params.get("name", "picture")).name[:120] or "picture"
        name = Path(called).stem[:60] or "picture"

        def kept() -> str:
            decode(data, called, smallest=MIN_SIDE)  # its fault names the file as its owner knows it
            with tempfile.TemporaryDirectory(prefix="room-studio-") as folder:
                path = Path(folder) / f"{name}.picture"
                path.write_bytes(data)
                return self.rooms.mark(path)

        return await answered(lambda: {"mark": kept()})

    async def words(self, request: Request) -> Response:
        """The names of all things: the page finds among them without asking."""
        return JSONResponse(known_words())

    async def picture(self, request: Request) -> Response:
        """The picture."""
        return FileResponse(self._sheet(request).picture, media_type="image/png")

    async def marks(self, request: Request) -> Response:
        """The marks so far; or, given new ones, what they come to."""
        sheet = self._sheet(request)
        if request.method == "GET":
            return await answered(lambda: {"size": sheet.size, "marks": _plain(sheet.marks)})
        marks = read_as(Annotations, await body_of(request, BODY))

        def kept() -> dict[str, object]:
            plan = sheet.keep(marks)
            return {"plan": plan.model_dump() if plan else None}

        return await answered(kept)

    async def draft(self, request: Request) -> Response:
        """What our own reader sees."""
        sheet = self._sheet(request)
        return await answered(lambda: {"marks": _plain(sheet.draft())})

    async def outline(self, request: Request) -> Response:
        """The outline of the thing at a pixel."""
        sheet, at = self._sheet(request), read_as(At, await body_of(request, BODY)).at
        return await answered(lambda: {"outline": sheet.outline(at)})

    async def length(self, request: Request) -> Response:
        """Metres on the floor between two pixels, and the room's width by the same measure."""
        sheet, line = self._sheet(request), read_as(Length, await body_of(request, BODY))

        def measured() -> dict[str, object]:
            metres, width = sheet.metres(line.a, line.b)
            return {"metres": metres, "width": width}

        return await answered(measured)

    async def sketch(self, request: Request) -> Response:
        """The room by the marks that were kept last; or the last one in colours sampled anew."""
        sketch = self._sketch(request)
        again = read_as(Colours, await body_of(request, BODY)).colours

        def drawn() -> dict[str, object]:
            found = sketch.colour() if again else sketch.draw()
            return {"drawn": found.model_dump(mode="json") if found else None}

        return await answered(drawn)

    async def geometry(self, request: Request) -> Response:
        """The geometry of the digests in the request's body, a JSON list."""
        wanted = digests(await body_of(request, BODY))
        return geometry_of(self._sketch(request).geometry(wanted))

    async def build(self, request: Request) -> Response:
        """Let the team build it, on the terms of the request; says where to watch."""
        sheet, terms = self._sheet(request), read_as(Terms, await body_of(request, BODY))
        if not sheet.marks.things:
            return JSONResponse({"error": "nothing is marked yet: draw a box around each thing"}, 400)
        return await answered(lambda: {"room": self.rooms.build(sheet, terms)})

    def _sketch(self, request: Request) -> Sketch:
        sketch = self.rooms.sketch(request.path_params["key"])
        if sketch is None:
            raise HTTPException(404)
        return sketch

    def _sheet(self, request: Request) -> Sheet:
        sheet = self.rooms.sheets.get(request.path_params["key"])
        if sheet is None:
            raise HTTPException(404)
        return sheet


def _plain(marks: Annotations) -> dict[str, object]:
    return marks.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
