"""From opening to a visible room, from edit to picture, and what the page weighs and holds."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from harness.bench.studio.browsing import browser_page, processor, serving, until
from harness.bench.studio.rooms import room_of
from harness.bench.worker import Figure

if TYPE_CHECKING:
    from playwright.sync_api import Page

EDIT, PAGE_MB = 1.0, 3.0
"""Aims: seconds from an edit to its picture; megabytes of the page itself."""
GROWTH = 1.05
"""Aim: what the page and the studio hold after all edits against a quarter of them, when all is warm."""
OPEN = "document.body.dataset.drawn && Number(document.body.dataset.drawn) >= 1"
HEAP = "(() => { if (self.gc) { gc(); gc(); } return performance.memory.usedJSHeapSize; })()"
GPU = "[studio.world.renderer.info.memory.geometries, studio.world.renderer.info.memory.textures]"
SHOWN = """([what, than]) => new Promise((done) => {
  const value = () => Number(what === 'version' ? document.body.dataset.drawn : studio.world.frames);
  const ends = performance.now() + 300000;
  const look = () => {
    if (value() > than) {
      const gl = studio.world.renderer.getContext();
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
      done(true);
    } else if (performance.now() > ends) done(false);
    else setTimeout(look, 4);
  };
  look();
})"""
"""Waits, inside the page, for a later version or frame, and until the graphics card is done with it."""
WEIGHT = """performance.getEntriesByType('resource').filter((r) => r.name.includes('/page/'))
  .reduce((all, r) => all + r.encodedBodySize, 0)"""


def measure(objects: int, edits: int, say: Callable[[str], None]) -> list[Figure]:
    """Everything for a room of so many objects.

    Args:
        objects: in the room.
        edits: moves of one of them, each waited for until it is on the screen.
        say: told what is being measured.
    """
    from harness.room import Room
    from harness.studio.rooms import Rooms

    with tempfile.TemporaryDirectory(prefix="room-bench-studio-") as name:
        folder = Path(name) / f"room_{objects}"
        folder.mkdir()
        (folder / "scene.py").write_text(room_of(objects), encoding="utf-8")
        say(f"a room of {objects} objects")
        with Room(folder) as room:  # taken in before anybody waits for it
            triangles, ids = room.measured.triangles, [o.id for o in room.objects if o.on is None]
        rooms = Rooms(folder.parent)
        rooms.add(folder)
        with serving(rooms) as address, browser_page() as page:
            started = time.perf_counter()
            page.goto(f"{address}room/{folder.name}/")
            until(page, OPEN)
            cold = time.perf_counter() - started
            started = time.perf_counter()
            page.reload()
            until(page, OPEN)
            warm = time.perf_counter() - started
            weight = page.evaluate(WEIGHT) / 1e6
            until(page, "document.querySelector('.busy') === null")  # its textures and findings are there
            say(f"{edits} edits in it")
            before = processor()
            shown, times, held = _edits(page, ids[0], edits)
            spent = (processor() - before) / edits
    what = f"{objects} objects, {triangles:,} triangles"
    quarter, last = held[len(held) // 4], held[-1]
    edit, median = f"edit to picture, {objects} objects", statistics.median(times)
    grown = [b / max(a, 1) for a, b in zip(quarter, last, strict=True)]
    megabytes = f"MB after a quarter of {edits} edits, then"
    return [
        Figure(f"opening, {objects} objects, cold", cold, "s", None, f"{what}; starts Blender"),
        Figure(f"opening, {objects} objects, again", warm, "s", None, "the page loaded anew"),
        Figure(f"key to picture, {objects} objects", statistics.median(shown), "s", EDIT, "not accepted yet"),
        Figure(edit, median, "s", EDIT, f"median of {edits}: run, measured, accepted, drawn"),
        Figure(f"{edit}, worst", max(times), "s", None, f"of {edits}"),
        Figure(f"{edit}, processor", spent, "s", None, "browser, studio, workers, checks; holds under load"),
        Figure("page's own weight", weight, "MB", PAGE_MB, "scripts, styles, pictures of words"),
        Figure("page's memory", grown[0], "", GROWTH, f"{quarter[0]:.1f} {megabytes} {last[0]:.1f}"),
        Figure("geometries on the card", grown[1], "", 1.0, f"{quarter[1]}, then {last[1]}"),
        Figure("studio's memory", grown[2], "", 1.1, f"{quarter[2]:.0f} {megabytes} {last[2]:.0f}"),
    ]  # fmt: skip


def _edits(
    page: Page, id: str, edits: int
) -> tuple[list[float], list[float], list[tuple[float, int, float]]]:
    """Moves, typed as a person types them.

    Returns:
        Seconds from the last digit of each to its picture, from Enter to the picture of what was accepted;
        and what is held after every tenth: megabytes of the page, geometries, megabytes of the studio.
    """
    page.get_by_role("treeitem", name=id, exact=True).click()
    page.locator("canvas").focus()
    shown, times, held = [], [], []
    for number in range(edits):
        version = int(page.evaluate("document.body.dataset.drawn"))
        for key in ("g", "x", *("" if number % 2 else "-"), "."):
            page.keyboard.press(key)
        page.wait_for_timeout(100)
        frames = int(page.evaluate("studio.world.frames"))
        started = time.perf_counter()
        page.keyboard.press("1")
        until(page, SHOWN, ["frame", frames])
        shown.append(time.perf_counter() - started)
        started = time.perf_counter()
        page.keyboard.press("Enter")
        until(page, SHOWN, ["version", version])
        times.append(time.perf_counter() - started)
        if number % 10 == 9 or number == edits - 1:
            until(page, "document.querySelector('.busy') === null")
            held.append((float(page.evaluate(HEAP)) / 1e6, int(page.evaluate(GPU)[0]), _resident()))
    return shown, times, held


def _resident() -> float:
    """Resident memory of this process, megabytes: the studio runs in it."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)
