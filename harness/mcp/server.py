"""The desk's rooms as tools and resources of the Model Context Protocol, by its official package."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, ParamSpec, TypeVar

from mcp.server.mcpserver import Image
from mcp.server.mcpserver.exceptions import ResourceError, ToolError
from pydantic import Field

import prompts
from harness.mcp.desk import Desk, Quality
from harness.mcp.plain import Plain
from tools.blender.export_options import ExportOptions, Textures, Unit, Up
from tools.errors import RoomError

P = ParamSpec("P")
T = TypeVar("T")
Name = Annotated[str, Field(description="the room's name")]


def serve(root: Path) -> None:
    """Answer on standard input and output until that is closed."""
    desk = Desk(root)
    with ThreadPoolExecutor(1, thread_name_prefix="desk") as thread:
        try:
            server(desk, thread).run("stdio")
        finally:
            thread.submit(desk.close).result()


def server(desk: Desk, thread: ThreadPoolExecutor) -> Plain:
    """The server; everything is done in that one thread, one thing after the other."""

    async def do(work: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        call = functools.partial(work, *given, **named)
        try:
            return await asyncio.get_running_loop().run_in_executor(thread, call)
        except RoomError as error:
            raise ToolError(str(error)) from None

    made = Plain(
        functools.partial(do, desk.files), "drawing-room", instructions=prompts.text("mcp_guide"),
        version=version("drawing-room"), log_level="WARNING",
    )  # fmt: skip

    @made.tool(structured_output=False)
    async def list_rooms() -> str:
        """The rooms there are, a line each."""
        return await do(desk.rooms)

    @made.tool(structured_output=False)
    async def begin_room(name: Name, width: float = 4.0, depth: float = 3.0, height: float = 2.6) -> str:
        """Begin an empty room of that many metres (width along X, depth along Y)."""
        return await do(desk.begin, name, width, depth, height)

    @made.tool(structured_output=False)
    async def make_room(name: Name, words: str = "", picture: str = "", model: str = "") -> str:
        """Have the team make a room from words ("a small bedroom with a desk") or a picture's path.

        It works in the background for minutes; ask room_progress. `model`: "embedded" (rules, no cost) or a
        model of the endpoint that is set up.
        """
        return await do(desk.make, name, words=words, picture=picture, model=model)

    @made.tool(structured_output=False)
    async def room_progress(name: Name) -> str:
        """How far the team is with a room, or how it ended."""
        return await do(desk.progress, name)

    @made.tool(structured_output=False)
    async def describe_room(name: Name) -> str:
        """What stands in a room: floor, height, each object's id, kind, centre, size, yaw, what it is on."""
        return await do(desk.describe, name)

    @made.tool(
        structured_output=False,
        description="Change a room by one edit in words; it is tried in Blender and kept only when it holds. "
        f"Edits: {', '.join(desk.verbs())}. Examples: add bed_1 bed --at 0 0.8 | "
        'add lamp_1 "floor lamp" --at 1.5 1 | move bed_1 --by 0.2 0 | rotate bed_1 --to 90 | remove lamp_1',
    )
    async def edit_room(name: Name, edit: str) -> str:
        return await do(desk.edit, name, edit)

    @made.tool(structured_output=False)
    async def write_geometry(name: Name, ids: list[str], code: str) -> str:
        """Build objects that are placed already, by the Python of one geometry cell; it runs in a jail.

        `furnish("bed_1", bed)`, or a function under @geometry("bed_1") that takes the object o and makes
        solids with the kit's parts in its own frame: box(o, "top", (o.w, o.d, 0.03), (0, 0, o.h - 0.03)).
        """
        return await do(desk.write_geometry, name, ids, code)

    @made.tool(structured_output=False)
    async def check_room(name: Name, fix: bool = False) -> str:
        """What is wrong with a room: contacts, things outside, unsupported, before doors, badly built.

        `fix` first makes the smallest moves that end contacts and close gaps.
        """
        return await do(desk.check, name, fix=fix)

    @made.tool(structured_output=False)
    async def render_room(name: Name, view: str = "iso", quality: Quality = "lit", width: int = 512) -> Image:
        """A picture of a room: view "iso", "top", "reference" or a camera of its program.

        `quality`: fast (flat colours), lit, or final.
        """
        return Image(data=await do(desk.render, name, view, quality, width), format="png")

    @made.tool(structured_output=False)
    async def export_room(
        name: Name,
        kind: str = "glb",
        textures: Textures | None = None,
        texture_size: int | None = None,
        ceiling: bool = True,
        lights: bool = True,
        object: str | None = None,
        up: Up | None = None,
        unit: Unit | None = None,
        joined: bool = False,
        physics: bool = False,
        detail: float = 1.0,
    ) -> str:
        """Write a room as glb, usdc, usdz, obj, fbx, blend, py, xml, urdf or usda; returns the path.

        xml (MuJoCo), urdf and usda are for simulators; `physics` lists what collides in a glb's extras.
        `object` writes that one alone; `joined` is one mesh a material; `detail` a share of the triangles.
        """
        how = (textures, texture_size, ceiling, lights, object, up, unit, joined, physics, detail)
        options = ExportOptions(*how)
        return await do(desk.export, name, kind, options)

    @made.tool(structured_output=False)
    async def room_history(name: Name, undo: int = 0) -> str:
        """The accepted versions of a room; `undo` first takes back so many edits."""
        return await do(desk.history, name, undo=undo)

    @made.tool(structured_output=False)
    async def search_kit(query: str) -> str:
        """Building words (parametric furniture) for a category, a part or a detail, with their options."""
        return await do(desk.kit, query)

    @made.resource("room://{name}/{file}", mime_type="text/plain")
    async def text(name: str, file: str) -> str:
        """A room's program (scene.py) or its report (report.md)."""
        try:
            return await do(desk.file, name, file)
        except ToolError as error:
            raise ResourceError(str(error)) from None

    return made
