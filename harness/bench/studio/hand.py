"""A shipped picture marked through the page as a person does it, counted, and held against its truth."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from harness.bench.studio.browsing import browser_page, processor, serving, until
from harness.bench.worker import Figure
from harness.evaluate.measuring import measure as evaluate
from tools.blender.worker import Worker
from tools.errors import ToolError

if TYPE_CHECKING:
    from playwright.sync_api import Page

MARKS = Path(__file__).parent / "by_hand"
EXAMPLES = Path(__file__).resolve().parents[3] / "example"
POINT, PRESS, KEY, HOME, THINK = 1.1, 0.1, 0.28, 0.4, 1.35
"""Seconds of a person: to point, to press or let go of a button, for a key (typing at an average pace), to
go from mouse to keys or back, to make up one's mind. Card, Moran, Newell: Keystroke-Level Model (1980)."""
TEN, RIGHT = 10.0, 0.95
"""Aims: minutes of a person, and the share of large things within 0.15 m."""
NEAR, SPAN = (5, 20), 5
"""Of so many things, the last few are told by themselves: how a crowded room slows one down."""
BLOCKED = "(frames) => studio.ghosts().length > 0 && studio.world.frames > frames"
"""Whether a block stands for what was drawn, in a frame that was drawn since."""
BUILT = 1800.0
"""Seconds after which a team that has not ended is given up."""
ACCEPTED = """[...document.querySelectorAll('.said.verdict:not(.below) small')]
  .some((stage) => stage.textContent === 'final')"""
"""Whether the whole room was accepted: the plan's last stage."""
PLACE = """([x, y]) => {
  const svg = document.querySelector('svg.sheet-picture');
  const at = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM());
  return [at.x, at.y];
}"""


@dataclass
class Hand:
    """A person at the page: what they do is done with mouse and keys alone, and counted.

    Attributes:
        page: with the picture laid out.
        clicks: presses of the mouse, those that begin a drag among them.
        keys: pressed.
        seconds: a person takes for it all, by the keystroke-level model.
    """

    page: Page
    clicks: int = 0
    keys: int = 0
    seconds: float = 0.0

    def click(self, x: float, y: float) -> None:
        """Point and click."""
        self.page.mouse.click(x, y)
        self.clicks += 1
        self.seconds += THINK + POINT + 2 * PRESS

    def press_button(self, name: str) -> None:
        """Click a button of the page."""
        box = self.page.get_by_role("button", name=name, exact=True).bounding_box()
        assert box is not None
        self.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def drag(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Drag between two pixels of the picture."""
        self.page.mouse.move(*self.page.evaluate(PLACE, [x0, y0]))
        self.page.mouse.down()
        self.page.mouse.move(*self.page.evaluate(PLACE, [x1, y1]), steps=3)
        self.page.mouse.up()
        self.clicks += 1
        self.seconds += THINK + 2 * POINT + 2 * PRESS

    def type(self, text: str) -> None:
        """Type, then Enter."""
        self.page.keyboard.type(text)
        self.page.wait_for_timeout(250)  # the names that are offered come while one types
        self.page.keyboard.press("Enter")
        self.keys += len(text) + 1
        self.seconds += 2 * HOME + THINK + KEY * (len(text) + 1)


def measure(picture: str, folder: Path, say: Callable[[str], None]) -> list[Figure]:
    """Mark, build, and evaluate.

    Args:
        picture: which shipped one: "bedroom" or "office".
        folder: where the room is left, with its pictures of the page.
        say: told what is being done.

    Raises:
        ToolError: the team made no room.
    """
    wanted = json.loads((MARKS / f"{picture}.json").read_text(encoding="utf-8"))
    with _marking(wanted, folder) as page:
        say("marking the picture by hand")
        hand = Hand(page)
        shown = mark(hand, wanted)
        page.screenshot(path=str(folder / "marked.png"))
        say("the team at work")
        hand.press_button("Build the room")
        page.wait_for_url("**/room/**")
        _built(page)
        page.screenshot(path=str(folder / "built.png"))
        run = next((path for path in (folder / "runs").iterdir() if (path / "scene.py").is_file()), None)
        if run is None:
            raise ToolError(f"the team made no room: see {folder / 'built.png'}")
    with Worker(check_policy=False) as worker:
        found = evaluate(run, EXAMPLES / wanted["picture"].replace(".png", ".truth.json"), worker)[2]
    scores = found.fidelity
    things = len(wanted["things"]) + sum(len(lines) for lines in wanted["openings"].values())
    what = f"{things} things and openings, {hand.clicks} clicks and drags, {hand.keys} keys"
    return [
        Figure("by hand", hand.seconds / 60, "min", TEN, f"{what}; by the keystroke-level model"),
        *_figures(shown),
        *(
            Figure(name, scores[score], "x", aim, str(run))
            for name, score, aim in (
                ("large things within 0.15 m", "within_0.15_large", RIGHT),
                ("large things within 0.3 m", "within_0.3_large", None),
                ("small things within 0.3 m", "within_0.3_small", None),
            )
            if score in scores
        ),
    ]  # fmt: skip


@contextmanager
def _marking(wanted: dict[str, Any], folder: Path) -> Iterator[Page]:
    """The page that a bare picture is marked on; its run is left in the folder."""
    from harness.studio.rooms import Rooms

    folder.mkdir(parents=True, exist_ok=True)
    rooms = Rooms(folder / "runs")
    key = rooms.mark(_bare(wanted, folder))
    with serving(rooms) as address, browser_page() as page:
        page.goto(f"{address}mark/{key}/")
        page.locator("svg.sheet-picture").wait_for()
        yield page


def measure_marks(picture: str, folder: Path, say: Callable[[str], None]) -> list[Figure]:
    """Mark a shipped picture by hand and time each box, without having the room built.

    Args:
        picture: which shipped one: "bedroom" or "office".
        folder: where the marks are left.
        say: told what is being done.
    """
    wanted = json.loads((MARKS / f"{picture}.json").read_text(encoding="utf-8"))
    with _marking(wanted, folder) as page:
        say("marking the picture by hand")
        found = mark(Hand(page), wanted)
        page.screenshot(path=str(folder / "marked.png"))
    return _figures(found)


def _figures(found: list[Mark]) -> list[Figure]:
    """Medians and worst over all things, and of those marked where about so many stand."""
    rows = []
    for count in (*NEAR, len(found)):
        near = found[max(0, count - SPAN) : count]
        for what, values, aim in (
            ("box to block", [m.block for m in near], 1.0),
            ("name to 3D", [m.built for m in near], 1.0),
            ("box and name, processor", [m.spent for m in near], None),
        ):
            told = f"median of {len(near)}, worst {max(values):.2f} s"
            rows.append(Figure(f"{what}, {count} things", sorted(values)[len(values) // 2], "s", aim, told))
    return rows


class Mark(NamedTuple):
    """Seconds of one thing: box to block in 3D, name to the thing as it is built, and of the processor."""

    block: float
    built: float
    spent: float


def mark(hand: Hand, wanted: dict[str, Any]) -> list[Mark]:
    """Everything that is to be marked, timed thing by thing."""
    page = hand.page
    for tool, region in wanted["regions"].items():
        hand.press_button(tool)
        hand.drag(*region["drag"])
        for corner, to in region.get("corners", []):  # a room whose corners are not square
            hand.drag(*corner, *to)
    hand.press_button("Length")
    hand.drag(*wanted["length"]["drag"])
    page.get_by_label("Length of the line, m").wait_for()
    page.get_by_label("Length of the line, m").focus()
    hand.type(str(wanted["length"]["metres"]))
    for tool, lines in wanted["openings"].items():
        hand.press_button(tool)
        for line in lines:
            hand.drag(*line)
    hand.press_button("Box")
    shown = []
    for thing in wanted["things"]:
        spent, frames = processor(), int(page.evaluate("studio.world.frames"))
        hand.drag(*thing["box"])
        started = time.perf_counter()
        until(page, BLOCKED, frames)
        block = time.perf_counter() - started
        until(page, "document.activeElement.classList.contains('naming')")
        hand.type(thing["name"])
        started = time.perf_counter()
        until(page, "studio.built() && document.querySelector('.thing.nameless') === null")
        shown.append(Mark(block, time.perf_counter() - started, processor() - spent))
        if "facing" in thing:
            x, y = page.locator(".knob.facing").evaluate("k => [k.cx.baseVal.value, k.cy.baseVal.value]")
            hand.drag(x, y, *thing["facing"])
    until(page, "document.querySelector('.sketch .busy') === null")
    return shown


def _bare(wanted: dict[str, Any], folder: Path) -> Path:
    """The picture without the annotations that lie beside it."""
    return Path(shutil.copy(EXAMPLES / wanted["picture"], folder / wanted["picture"]))


def _built(page: Page) -> None:
    """Wait for the team to have built the room, then let it go."""
    ends, said = time.monotonic() + BUILT, False
    while time.monotonic() < ends:
        if page.locator(".said.end").count() and "not at work" in page.locator(".team .cost").inner_text():
            return  # its last words come before its files: it has to have gone
        if not said and page.evaluate(ACCEPTED):
            page.get_by_role("button", name="That is all").click()  # else the team waits for a wish
            said = True
        if page.locator(".refused").count():
            raise ToolError(page.locator(".refused").first.inner_text())
        page.wait_for_timeout(1000)
    raise ToolError(f"the team did not end in {BUILT:.0f} s")
