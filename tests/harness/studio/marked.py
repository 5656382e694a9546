"""A picture that is laid out in a page to be marked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, expect

from harness.studio.marking import MARKS, Sheet
from tests.harness.small_room import draw
from tests.harness.studio.page import Seen, Studio

PLACE = """([x, y]) => {
  const svg = document.querySelector('svg.sheet-picture');
  const at = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM());
  return [at.x, at.y];
}"""


class Marked:
    """A page on which a picture is marked, in pixels of the picture."""

    def __init__(self, seen: Seen, sheet: Sheet) -> None:
        self.seen, self.page, self.sheet = seen, seen.page, sheet

    def at(self, x: float, y: float) -> tuple[float, float]:
        u, v = self.page.evaluate(PLACE, [x, y])
        return u, v

    def drag(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.page.mouse.move(*self.at(x0, y0))
        self.page.mouse.down()
        self.page.mouse.move(*self.at(x1, y1), steps=3)
        self.page.mouse.up()

    def tool(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def box(self, x0: float, y0: float, x1: float, y1: float, name: str, known: str) -> None:
        """Draw a box, type a name, take the first that is offered."""
        self.tool("Box")
        self.drag(x0, y0, x1, y1)
        expect(self.page.get_by_label("What it is", exact=True)).to_be_focused()
        self.page.keyboard.type(name)
        expect(self.page.locator(".offer").first).to_contain_text(known)
        self.page.keyboard.press("Enter")
        expect(self.page.locator(".marked").get_by_role("button", name=known).last).to_be_visible()

    def kept(self, test: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Wait until the marks on disk are so."""
        found: dict[str, Any] = {}

        def now() -> bool:
            found.clear()
            found.update(json.loads((self.sheet.folder / MARKS).read_text()))
            for thing in found.setdefault("things", []):
                thing.setdefault("category", "unknown")  # what is usual is not written
            return test(found)

        for _ in range(2000):
            if now():
                return found
            self.page.wait_for_timeout(20)
        raise AssertionError(f"never kept: {found}")


@contextmanager
def laid_out(browser: Browser, studio: Studio, tmp_path: Path) -> Iterator[Marked]:
    """A drawn room without marks, laid out."""
    picture = draw(tmp_path)
    picture.with_suffix(".annotations.json").unlink()
    key = studio.rooms.mark(picture)
    seen = Seen(browser.new_context(viewport={"width": 1280, "height": 800}).new_page())
    seen.page.goto(f"{studio.address}mark/{key}/")
    seen.page.locator("svg.sheet-picture").wait_for()
    yield Marked(seen, studio.rooms.sheets[key])
    seen.page.context.close()
    assert seen.complaints == []
