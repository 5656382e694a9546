"""A real browser and a studio of its own to open in it."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from harness.setup.system import BROWSERS
from tools.errors import InputError, ToolError

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from harness.studio.rooms import Rooms

ARGUMENTS = ["--disable-gpu", "--enable-unsafe-swiftshader", "--no-sandbox", "--js-flags=--expose-gc",
             "--enable-precise-memory-info"]  # fmt: skip
"""Software GL; no sandbox of its own, which root has not; and a heap that can be counted."""
WINDOW = {"width": 1280, "height": 800}
PATIENCE = 300.0
"""Seconds after which a page that does not become what it should is given up."""


@contextmanager
def browser_page() -> Iterator[Page]:
    """A page of Chromium without a screen.

    Raises:
        InputError: there is no browser, or nothing to drive it with.
    """
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        found = None
    if found is None:
        raise InputError(
            "a browser is needed here: python3 harness/start.py add dev, and apt-get install chromium"
        )
    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=found, headless=True, args=ARGUMENTS)
        page = running.new_context(viewport=WINDOW).new_page()  # type: ignore[arg-type]
        page.set_default_timeout(PATIENCE * 1000)
        try:
            yield page
        finally:
            running.close()


@contextmanager
def serving(rooms: Rooms) -> Iterator[str]:
    """A studio in a thread; its address."""
    from harness.studio.server import application, listen, server

    listener = listen()
    port = listener.getsockname()[1]
    running = server(application(rooms, "bench", [f"127.0.0.1:{port}"]))
    thread = threading.Thread(target=lambda: running.run(sockets=[listener]), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}/bench/"
    finally:  # a team that is at work ends with its studio
        running.should_exit = True
        thread.join(PATIENCE)


def until(page: Page, test: str, argument: Any = None) -> Any:
    """Wait until an expression of the page holds; its value.

    Raises:
        ToolError: it never did.
    """
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        value = page.evaluate(test, argument)
        if value:
            return value
        page.wait_for_timeout(10)
    raise ToolError(f"the page never became so: {test}")


def processor() -> float:
    """Processor seconds of this process and everything that descends from it, the ended ones included."""
    found: dict[int, tuple[int, float]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        found[int(path.parent.name)] = int(fields[1]), sum(map(int, fields[11:15]))
    own = {os.getpid()}
    grown = 0
    while len(own) > grown:
        grown = len(own)
        own |= {pid for pid, (parent, _) in found.items() if parent in own}
    return sum(found[pid][1] for pid in own) / os.sysconf("SC_CLK_TCK")
