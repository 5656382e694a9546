"""A page of the studio in a browser, and what tests ask of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from harness.studio.rooms import Rooms
from harness.studio.server import application, listen, server
from tools.program.program import Program
from tools.program.read import read

TOKEN = "a-token-of-the-tests"
PATIENCE = 120.0
"""Seconds after which a test gives up: the machine may be loaded."""


@dataclass
class Studio:
    """A running studio: its address, and the folder of its only room."""

    address: str
    folder: Path
    rooms: Rooms

    @property
    def room(self) -> str:
        """Address of the room's page."""
        return f"{self.address}room/{self.folder.name}/"


@contextmanager
def served(folder: Path, token: str = TOKEN, at: int | None = None) -> Iterator[Studio]:
    """A studio in a thread, whose runs lie beside the folder; a room in it is shown."""
    rooms = Rooms(folder.parent)
    if folder.is_dir():
        rooms.add(folder)
    listener = listen(at)
    port = listener.getsockname()[1]
    running = server(application(rooms, token, [f"127.0.0.1:{port}"]))
    thread = threading.Thread(target=lambda: running.run(sockets=[listener]), daemon=True)
    thread.start()
    yield Studio(f"http://127.0.0.1:{port}/{token}/", folder, rooms)
    running.should_exit = True
    thread.join(PATIENCE)


class Seen:
    """A page, with what tests ask of it; whatever it complains of fails the test at its end."""

    def __init__(self, page: Page) -> None:
        self.page, self.complaints, self.asked = page, [], []
        page.set_default_timeout(PATIENCE * 1000)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
        page.on("request", lambda request: self.asked.append(request.url))

    def until(self, test: str, argument: Any = None) -> Any:
        """Wait until an expression of the page holds; its value."""
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            value = self.page.evaluate(test, argument)
            if value:
                return value
            time.sleep(0.03)
        raise AssertionError(f"never so on the page: {test}")

    def drawn(self, version: int) -> None:
        """Wait until the room is on screen as that version has it."""
        self.until("(v) => Number(document.body.dataset.drawn) >= v", version)

    def at(self, id: str) -> tuple[float, float]:
        """Where a thing's middle is, pixels."""
        x, y = self.page.evaluate("(id) => studio.screen(id)", id)
        return x, y

    def place(self, id: str) -> list[float]:
        """Where a thing stands in 3D: its matrix, row by row."""
        found: list[float] = self.page.evaluate(
            "(id) => studio.world.things.get(id).group.matrix.clone().transpose().elements.slice()", id
        )
        return found


def open_page(browser: Browser, address: str) -> Seen:
    """A page at an address, drawn."""
    made = Seen(browser.new_context(viewport={"width": 1280, "height": 800}).new_page())
    made.page.goto(address)
    made.drawn(1)
    return made


def on_disk(studio: Studio) -> Program:
    """The room's program as its file has it."""
    return read((studio.folder / "scene.py").read_text())


def choose(seen: Seen, id: str) -> None:
    """A thing is selected, and keys go to the room."""
    seen.page.get_by_role("treeitem", name=id).first.click()
    seen.page.locator("canvas").focus()


def press(seen: Seen, *keys: str) -> None:
    """Keys, one after the other."""
    for key in keys:
        seen.page.keyboard.press(key)
