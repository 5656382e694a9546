"""What somebody who opens the studio for the first time stumbled over."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from harness.studio.asking import Asking
from harness.studio.asks import RenderAsk
from harness.studio.messages import Done
from harness.studio.rooms import Rooms
from tests.harness.studio.conftest import program
from tests.harness.studio.page import Seen, Studio, choose, open_page, press, served
from tools.program.model import Placement
from tools.program.read import read

EARLIER = "open the address that the terminal printed"


def test_a_picture_that_is_open_owns_the_keys(
    seen: Seen, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also while it is drawn finer, when the button that was pressed is gone; Esc closes it."""
    page, go_on = seen.page, threading.Event()
    asked: list[str] = []

    async def drawn(self: Asking, ask: RenderAsk) -> Done:
        asked.append(ask.quality)
        while ask.quality == "final" and not go_on.is_set():
            await asyncio.sleep(0.02)
        path = studio.folder / f"{ask.quality}.png"
        Image.new("RGB", (64, 48), "#884422").save(path)
        return self._made(ask.n, path)

    monkeypatch.setattr(Asking, "_render", drawn)
    choose(seen, "bed_1")
    picture = page.locator("img.drawn")
    page.get_by_role("button", name="Draw", exact=True).click()
    page.get_by_role("button", name="Draw finer").click()
    expect(page.get_by_role("dialog").locator(".busy")).to_contain_text("Drawing")
    press(seen, "m", "x")
    assert not page.evaluate("studio.measure.on")
    press(seen, "Escape")
    expect(picture).to_have_count(0)
    expect(page.get_by_label("Name")).to_have_value("bed_1")  # nothing was deselected behind it
    go_on.set()
    picture.wait_for()
    expect(page.get_by_role("button", name="Draw finer")).to_have_count(0)  # it is
    press(seen, "Escape")
    expect(picture).to_have_count(0)
    assert asked == ["lit", "final"]


def test_what_is_there_is_ready_to_be_saved(seen: Seen, studio: Studio) -> None:
    page = seen.page
    (studio.folder / "renders").mkdir(exist_ok=True)
    Image.new("RGB", (64, 48)).save(studio.folder / "renders" / "reference-final.png")
    (studio.folder / "scene.glb").write_bytes(b"glTF" + bytes(2000))
    (studio.folder / "report.md").write_text("# Report")
    page.get_by_role("button", name="Take away").click()
    row = page.locator(".rows li", has_text=".glb ")
    expect(row.get_by_role("link", name="Save")).to_be_visible()
    expect(row.get_by_role("button", name="Make anew")).to_be_visible()
    for name in ("report.md", "reference-final.png"):
        link = page.locator(".there li", has_text=name).get_by_role("link")
        address = link.get_attribute("href")
        assert page.request.get(studio.address.split("/a-token")[0] + str(address)).ok
    page.get_by_label("Width of the picture").fill("99999999")
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("from 64 to 4096")
    press(seen, "Escape")


def test_a_thing_behind_another_is_looked_at_from_where_it_is_seen(seen: Seen, studio: Studio) -> None:
    page, path = seen.page, studio.folder / "scene.py"
    text = path.read_text()
    tall = Placement(id="wardrobe_1", category="wardrobe", at=(-1, -1.6), size=(1.6, 0.5, 2))
    path.write_text(text.replace("# %% layout\n", f"# %% layout\n{tall.source()}\n"))
    seen.until("() => studio.world.things.has('wardrobe_1')")
    page.locator("canvas").focus()
    press(seen, "Home")
    part = """() => {
      const row = studio.world.state.objects.find((o) => o.id === 'stool_1');
      return studio.world.seen(row, studio.stage.camera.position);
    }"""
    assert page.evaluate(part) < 0.5
    choose(seen, "stool_1")
    press(seen, "f")
    assert page.evaluate(part) >= 0.6
    page.locator("canvas").focus()
    press(seen, "Home")
    reach = """() => {
      const { floor, height } = studio.world.state, camera = studio.stage.camera;
      const corners = floor.flatMap(([x, y]) => [0, height].map((z) => camera.position.clone().set(x, y, z)));
      camera.updateMatrixWorld(); // it is drawn a moment later
      for (const at of corners) at.project(camera);
      return Math.max(...corners.flatMap(({ x, y }) => [Math.abs(x), Math.abs(y)]));
    }"""
    assert 0.75 < page.evaluate(reach) < 0.95  # the whole room, and not from far away
    path.write_text(text)
    seen.until("() => !studio.world.things.has('wardrobe_1')")


def test_an_address_of_an_earlier_studio_says_so(browser: Browser, tmp_path: Path) -> None:
    folder = tmp_path / "runs" / "none"
    page = browser.new_page()
    with served(folder, "the-first-token") as first:
        page.goto(f"{first.address}room/nothing-of-the-kind/")
        expect(page.locator(".veil")).to_contain_text("There is no such room here")
        expect(page.get_by_role("link", name="All rooms").last).to_be_visible()
        key = first.rooms.add(_empty(tmp_path / "runs" / "later"))
        page.goto(f"{first.address}room/{key}/")
        expect(page.get_by_role("treeitem").first).to_be_visible()
        port = int(first.address.split(":")[2].split("/")[0])
    with served(folder, "the-second-token", port):
        expect(page.locator(".banner")).to_contain_text(EARLIER)
        expect(page.get_by_text("trying again")).to_have_count(0)
    page.context.close()


def _empty(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "scene.py").write_text(program())
    return folder


def test_a_room_is_called_by_its_words(tmp_path: Path) -> None:
    folder = _empty(tmp_path / "20261201-025039-a-small-bedroom")
    rooms = Rooms(tmp_path)
    rooms.add(folder)
    assert [card.name for card in rooms.cards() if not card.example] == ["a small bedroom"]


def test_a_copy_for_which_nothing_is_free_is_in_the_room(
    browser: Browser, borrowed: None, tmp_path: Path
) -> None:
    folder = tmp_path / "full"
    folder.mkdir()
    (folder / "scene.py").write_text(
        program().replace("at=(0.0, 0.9), size=(1.6, 2.0, 1.0)", "at=(0, 0.85), size=(3.4, 2.2, 1.0)")
    )
    with served(folder) as running:
        seen = open_page(browser, running.room)
        choose(seen, "bed_1")
        press(seen, "Shift+D")
        expect(seen.page.locator(".toast")).to_contain_text("no place beside it is free")
        seen.until("studio.world.things.has('bed_2')")
        copy = next(p for p in read((folder / "scene.py").read_text()).placements if p.id == "bed_2")
        assert abs(copy.at[0]) + copy.size[0] / 2 < 2
        assert abs(copy.at[1]) + copy.size[1] / 2 < 2
        seen.page.context.close()
