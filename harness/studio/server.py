"""The studio's addresses: the page's own files, a room's geometry and pictures, and the socket."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
from pydantic import BaseModel, ValidationError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp
from starlette.websockets import WebSocket, WebSocketDisconnect

from harness.studio.asks import ASK
from harness.studio.blobs import NOT_KEPT, digests, geometry_of
from harness.studio.guard import Guard
from harness.studio.mark_addresses import Marks
from harness.studio.messages import (
    Refused,
)
from harness.studio.rooms import Rooms
from harness.studio.start_addresses import Starts
from tools.errors import InputError
from tools.images import ImageStore
from tools.run_files import IMAGES, PICTURE

PAGE = Path(__file__).parent / "page"
PAGE_FILES = {
    "app.js": "text/javascript",
    "app.css": "text/css",
    "icon.svg": "image/svg+xml",
    "words.webp": "image/webp",
}
FIRST_PORT, PORTS = 8765, 50
MESSAGE = 4 << 20
"""Bytes of one message of a page: a program of two million characters fits."""
SAID_SIDE = 1024
"""Pixels of a picture in the conversation: as a model saw it."""
NO_ROOM = 4404
"""Closes the socket of a page whose room there is not: it says so, and tries no more."""
FOR_EVER = {"Cache-Control": "private, max-age=31536000, immutable"}
"""For what is named by its digest."""


def application(rooms: Rooms, token: str, hosts: list[str]) -> ASGIApp:
    """The studio as an ASGI application, guarded."""
    at = "/{token}"
    addresses, marks = Addresses(rooms), Marks(rooms)
    page = addresses.page
    routes = [
        Route(f"{at}/", addresses.page),
        Route(f"{at}/page/{{file}}", addresses.page_file),
        Route(f"{at}/home", addresses.home),
        Route(f"{at}/open", addresses.open, methods=["POST"]),
        Route(f"{at}/card/{{key}}/{{which}}", addresses.card),
        Route(f"{at}/room/{{key}}/", addresses.page),
        *marks.routes(at, page),
        *Starts(rooms).routes(at),
        Route(f"{at}/room/{{key}}/geometry", addresses.geometry, methods=["POST"]),
        Route(f"{at}/room/{{key}}/picture/{{digest}}", addresses.picture),
        Route(f"{at}/room/{{key}}/input", addresses.input),
        Route(f"{at}/room/{{key}}/made/{{file}}", addresses.made),
        Route(f"{at}/room/{{key}}/said/{{picture}}", addresses.said),
        WebSocketRoute(f"{at}/room/{{key}}/socket", addresses.socket),
    ]

    @asynccontextmanager
    async def closing(app: Starlette) -> AsyncIterator[None]:
        yield
        await rooms.close()

    return Guard(Starlette(routes=routes, lifespan=closing), token, hosts)


class Addresses:
    """What is answered at each address."""

    def __init__(self, rooms: Rooms) -> None:
        self.rooms = rooms

    async def page(self, request: Request) -> Response:
        """The page itself: the same for start and room."""
        html = (PAGE / "index.html").read_text(encoding="utf-8")
        base = f"/{request.path_params['token']}/"
        return Response(html.replace("BASE", base), media_type="text/html", headers=NOT_KEPT)

    async def page_file(self, request: Request) -> Response:
        """The page's script, style, icon."""
        name = request.path_params["file"]
        if name not in PAGE_FILES:
            raise HTTPException(404)
        return FileResponse(PAGE / name, media_type=PAGE_FILES[name], headers={"Cache-Control": "no-cache"})

    async def home(self, request: Request) -> Response:
        """The rooms there are."""
        cards = await asyncio.to_thread(self.rooms.cards)
        return JSONResponse([card.model_dump() for card in cards], headers=NOT_KEPT)

    async def open(self, request: Request) -> Response:
        """Open one of them; says where."""
        key = (await request.body())[:200].decode("utf-8", "replace")
        opened = await asyncio.to_thread(self.rooms.open, key)
        if opened is None:
            raise HTTPException(404)
        return JSONResponse(opened)

    async def card(self, request: Request) -> Response:
        """A small picture of a room's card."""
        found = self.rooms.card_picture(request.path_params["key"], request.path_params["which"])
        if found is None:
            raise HTTPException(404)
        return FileResponse(found, headers=NOT_KEPT)

    async def geometry(self, request: Request) -> Response:
        """The geometry of the digests in the request's body, a JSON list."""
        desk = self.rooms.desk(request.path_params["key"])
        if desk is None:
            raise HTTPException(404)
        return geometry_of(desk.geometry(digests(await request.body())))

    async def picture(self, request: Request) -> Response:
        """A material's picture."""
        desk = self.rooms.desk(request.path_params["key"])
        data = desk.pictures.get(request.path_params["digest"]) if desk else None
        if data is None:
            raise HTTPException(404)
        return Response(data, media_type="image/webp", headers=FOR_EVER)

    async def input(self, request: Request) -> Response:
        """The picture the room was made from."""
        desk = self.rooms.desk(request.path_params["key"])
        if desk is None or not (desk.folder / PICTURE).is_file():
            raise HTTPException(404)
        return FileResponse(desk.folder / PICTURE, media_type="image/png", headers=NOT_KEPT)

    async def made(self, request: Request) -> Response:
        """A file that was made to be looked at or taken away."""
        desk = self.rooms.desk(request.path_params["key"])
        path = desk.files.get(request.path_params["file"]) if desk else None
        if path is None or not path.is_file():
            raise HTTPException(404)
        return FileResponse(path, filename=path.name, headers=NOT_KEPT)

    async def said(self, request: Request) -> Response:
        """A picture of the team's conversation, written anew."""
        desk, name = self.rooms.desk(request.path_params["key"]), request.path_params["picture"]
        if desk is None or name not in desk.team.pictures:
            raise HTTPException(404)
        kept = ImageStore(desk.folder / IMAGES)
        try:
            data = await asyncio.to_thread(kept.jpeg, name, SAID_SIDE)
        except InputError as error:
            raise HTTPException(404) from error
        return Response(data, media_type="image/jpeg", headers=FOR_EVER)

    async def socket(self, socket: WebSocket) -> None:
        """A page's conversation."""
        key = socket.path_params["key"]
        desk = self.rooms.desk(key)
        if desk is None:
            await asyncio.to_thread(self.rooms.cards)  # a run that nobody has looked for yet
            desk = self.rooms.desk(key)
        await socket.accept()
        if desk is None:
            await socket.close(NO_ROOM)  # what refuses a handshake gives no reason
            return
        asked: set[asyncio.Task[None]] = set()

        async def send(message: BaseModel) -> None:
            # A page that went is noticed when it is listened to.
            if socket.client_state.name == "CONNECTED" and socket.application_state.name == "CONNECTED":
                try:
                    await socket.send_text(message.model_dump_json())
                except (RuntimeError, WebSocketDisconnect):
                    desk.leave(send)

        try:
            await desk.join(send)
            while True:
                said = await socket.receive_text()
                try:
                    ask = ASK.validate_json(said)
                except ValidationError as error:
                    first = error.errors(include_url=False, include_input=False)[0]
                    await send(Refused(n=0, message=f"the page asked for what there is not: {first['msg']}"))
                    continue
                task = asyncio.create_task(desk.ask(ask, send))
                asked.add(task)
                task.add_done_callback(asked.discard)
        except (WebSocketDisconnect, asyncio.CancelledError):
            pass  # the page went, or the studio ends
        finally:
            desk.leave(send)


def listen(port: int | None = None) -> socket.socket:
    """A socket on loopback: the port asked for, or the first free one from 8765 on.

    Raises:
        OSError: none is free.
    """
    ports = [port] if port else [*range(FIRST_PORT, FIRST_PORT + PORTS), 0]
    for number, candidate in enumerate(ports):
        made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind(("127.0.0.1", candidate))
            made.listen(128)
            return made
        except OSError:
            made.close()
            if number == len(ports) - 1:
                raise
    raise OSError("no port is free")


def server(app: ASGIApp) -> uvicorn.Server:
    """The server, quiet, with room for one large message."""
    config = uvicorn.Config(
        app, log_level="error", access_log=False, ws="websockets-sansio", ws_max_size=MESSAGE,
        server_header=False, date_header=False, timeout_graceful_shutdown=2, ws_per_message_deflate=False,
    )  # fmt: skip
    return uvicorn.Server(config)
