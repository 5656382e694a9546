"""`room mcp` as another program meets it: the official client, over standard input and output."""

from __future__ import annotations

import base64
import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx2
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared._httpx_utils import create_mcp_http_client
from mcp.shared.exceptions import MCPError
from PIL import Image

BOX = """@geometry("crate")
def shape(o):
    box(o, "body", (o.w, o.d, o.h), (0, 0, 0))
"""
COMMAND = "from harness.cli import main; main()"


def said(result: Any) -> str:
    return "\n".join(part.text for part in result.content if part.type == "text")


async def test_a_room_is_begun_furnished_seen_checked_and_exported(tmp_path: Path) -> None:
    words = ["-c", COMMAND, "mcp", "--root", str(tmp_path / "rooms")]
    started = StdioServerParameters(
        command=sys.executable, args=words, env=dict(os.environ), cwd=str(tmp_path)
    )
    async with Client(stdio_client(started)) as client:

        async def call(tool: str, **given: Any) -> Any:
            return await client.call_tool(tool, given)

        tools = (await client.list_tools()).tools
        assert len(tools) <= 12
        assert all(tool.description for tool in tools)
        assert "no room yet" in said(await call("list_rooms"))
        assert "4 m" not in said(await call("begin_room", name="study", width=4, depth=3))
        added = said(await call("edit_room", name="study", edit="add chair_1 'dining chair' --at 1 0"))
        assert "word dining_chair" in added
        await call("edit_room", name="study", edit="add crate crate --at -1 0 --size 0.5 0.4 0.3 --box")
        built = await call("write_geometry", name="study", ids=["crate"], code=BOX)
        assert not built.is_error
        shown = said(await call("describe_room", name="study"))
        assert "crate: crate, centre -1.00 0.00 0.15, size 0.50 0.40 0.30" in shown
        assert "dining chair" in shown
        drawn = await call("render_room", name="study", view="top", quality="fast", width=96)
        picture = Image.open(io.BytesIO(base64.b64decode(drawn.content[0].data)))
        assert picture.size[0] == 96
        await call("edit_room", name="study", edit="move crate --to 1 0")
        assert "contact" in said(await call("check_room", name="study"))
        assert "geometry of crate" in said(await call("room_history", name="study", undo=1))
        assert "contact" not in said(await call("check_room", name="study"))
        out = said(await call("export_room", name="study", object="crate", textures="png"))
        path = Path(out.split(" (")[0])
        assert path == tmp_path / "rooms/study/exports/crate.glb"
        assert path.read_bytes()[:4] == b"glTF"
        listed = [str(r.uri) for r in (await client.list_resources()).resources]
        assert listed == ["room://study/scene.py"]
        with pytest.raises(MCPError, match=r"study has no report\.md: not there yet"):
            await client.read_resource("room://study/report.md")
        program = await client.read_resource("room://study/scene.py")
        assert 'place("crate"' in program.contents[0].text
        assert "nightstand" in said(await call("search_kit", query="nightstand"))
        for tool, given, why in (
            ("describe_room", {"name": "../x"}, "no room's name"),
            (
                "describe_room",
                {"name": "gone"},
                "there is no room gone: begin_room makes one, or one of study",
            ),
            ("render_room", {"name": "gone"}, "there is no room gone"),
            (
                "export_room",
                {"name": "study", "file": "a.xml"},
                "no argument `file`; export_room takes name, kind",
            ),
            ("list_rooms", {"all": True}, "no argument `all`; list_rooms takes none"),
            ("edit_room", {}, "edit_room wants `name`, `edit`"),
            ("edit_room", {"name": "study", "edit": "add lamp"}, "add ID CATEGORY --at X Y [--size X Y Z]"),
            (
                "begin_room",
                {"name": "new", "width": "wide"},
                "begin_room: width: Input should be a valid number",
            ),
            ("room_history", {"name": "study", "undo": 99}, "only"),
            ("edit_room", {"name": "study", "edit": "geometry crate -"}, "send the code with write_geometry"),
            ("edit_room", {"name": "study", "edit": "--help"}, "the edits are"),
            ("write_geometry", {"name": "study", "ids": ["crate"], "code": "import os"}, "geometry:crate"),
            ("export_room", {"name": "study", "kind": "../a.glb"}, "name a kind of file"),
            ("make_room", {"name": "new", "picture": "gone.png"}, "no such picture"),
        ):
            refused = await client.call_tool(tool, given)
            assert refused.is_error, tool
            assert why in said(refused), said(refused)
            assert str(tmp_path) not in said(refused)
            assert "\n" not in said(refused).strip() or tool == "write_geometry"
        assert sorted(p.name for p in tmp_path.iterdir()) == ["rooms"]


async def test_over_http_only_with_the_token(tmp_path: Path) -> None:
    words = [sys.executable, "-c", COMMAND, "mcp", "--root", str(tmp_path), "--http", "0"]
    process = subprocess.Popen(
        words, stderr=subprocess.PIPE, env={**os.environ, "ROOM_MCP_TOKEN": "open-sesame"}
    )
    try:
        assert process.stderr is not None
        told = process.stderr.readline().decode()
        url = re.findall(r"http://127\.0\.0\.1:\d+/mcp", told)[0]
        assert "open-sesame" not in told
        for given in ({}, {"Authorization": "Bearer guessed"}):
            assert httpx2.post(url, json={}, headers=given, timeout=60).status_code == 401
        bearer = {"Authorization": "Bearer open-sesame"}
        async with (
            create_mcp_http_client(headers=bearer) as http,
            Client(streamable_http_client(url, http_client=http)) as client,
        ):
            assert "no room yet" in said(await client.call_tool("list_rooms", {}))
    finally:
        process.terminate()
        process.wait()


def test_without_its_package_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.util

    from harness.commands.mcp import mcp
    from tools.errors import InputError

    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"start\.py add mcp"):
        mcp()
