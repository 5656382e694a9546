"""Looking at a room in a real browser: 3D, tree, inspector and code show one thing, and follow each other."""

from __future__ import annotations

import io
from urllib.parse import urlsplit

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from tests.harness.studio.page import Seen, Studio

PAGE_BYTES = 3_000_000


def picture(seen: Seen) -> np.ndarray:
    """The canvas as one sees it, (H, W, 3)."""
    data = seen.page.locator("canvas").screenshot()
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"), float)


def test_the_room_is_drawn_with_its_geometry(seen: Seen) -> None:
    assert seen.page.evaluate("studio.world.renderer.info.render.triangles") > 1000
    assert picture(seen).std() > 12  # not one colour
    ids = seen.page.evaluate("[...studio.world.things.keys()]")
    assert {"room", "bed_1", "nightstand_1", "lamp_1", "stool_1"} <= set(ids)


def test_the_page_is_light_and_asks_nobody_else(seen: Seen, studio: Studio) -> None:
    assert all(url.startswith((studio.address, "data:", "blob:")) for url in seen.asked)
    sent = seen.page.evaluate(
        "performance.getEntriesByType('resource').reduce((all, r) => all + r.decodedBodySize, 0)"
    )
    assert 500_000 < sent < PAGE_BYTES


@pytest.mark.parametrize("way", ["3D", "tree", "code"])
def test_what_is_chosen_in_one_place_is_chosen_in_all(seen: Seen, way: str) -> None:
    page = seen.page
    page.keyboard.press("Escape")
    if way == "3D":
        page.locator("canvas").focus()
        page.keyboard.press("Home")
        page.mouse.click(*seen.at("bed_1"))
    elif way == "tree":
        page.get_by_role("treeitem", name="bed_1").click()
    else:
        page.locator(".cm-line", has_text='place("bed_1"').click()
    expect(page.get_by_role("treeitem", name="bed_1")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_label("Name")).to_have_value("bed_1")
    expect(page.locator(".cm-thing").first).to_contain_text('place("bed_1"')
    expect(page.get_by_label("pillows")).to_have_value("2")
    page.locator("canvas").focus()


def test_walls_in_the_way_are_not_drawn(seen: Seen) -> None:
    page = seen.page
    parts = "studio.world.things.get('room').meshes"
    walls = f"{parts}.filter(m => /^wall/.test(m.userData.part) && m.visible).length"
    page.locator("canvas").focus()
    page.keyboard.press("Home")
    seen.until(f"{walls} < 4")
    page.get_by_label("hide walls").uncheck()
    seen.until(f"{walls} === 4")
    page.get_by_label("hide walls").check()


def test_the_programs_camera_sees_what_blender_renders(seen: Seen, studio: Studio) -> None:
    """The page's projection through a named view is Blender's: places in the picture agree within a pixel."""
    desk = studio.rooms.desk(studio.folder.name)
    assert desk is not None
    ids = desk._room.scene.worker.ids(desk._room.text, studio.folder, "iso", 600)
    seen.page.select_option("#camera", "iso")
    where = seen.until("studio.stage.frame && ['stool_1', 'bed_1'].map(studio.screen)")
    frame, box = seen.page.evaluate("studio.stage.frame"), seen.page.locator("canvas").bounding_box()
    assert box is not None
    names = [o.id for o in desk._room.objects]
    for name, (x, y) in zip(("stool_1", "bed_1"), where, strict=True):
        u = (x - box["x"] - frame["left"]) / frame["width"] * ids.shape[1]
        v = (y - box["y"] - frame["top"]) / frame["height"] * ids.shape[0]
        rows, columns = np.nonzero(ids == names.index(name) + 1)
        assert columns.min() <= u <= columns.max()
        assert rows.min() <= v <= rows.max()
    seen.page.select_option("#camera", "orbit")


def test_the_picture_lies_over_its_camera(seen: Seen) -> None:
    page = seen.page
    page.select_option("#camera", "reference")
    over = page.locator("img.over")
    expect(over).to_have_css("opacity", "0.5")
    page.get_by_label("How much of the picture shows").fill("1")
    expect(over).to_have_css("opacity", "1")
    assert abs(picture(seen)[300, 340] - [0x88, 0x77, 0x66]).max() < 3
    page.select_option("#camera", "orbit")
    expect(over).to_have_count(0)


def test_walking_goes_at_eye_height(seen: Seen) -> None:
    page = seen.page
    page.select_option("#camera", "walk")
    before = seen.until("studio.stage.mode === 'walk' && studio.stage.camera.position.toArray()")
    page.locator("canvas").focus()
    for _ in range(5):
        page.keyboard.press("w")
    after = page.evaluate("studio.stage.camera.position.toArray()")
    assert 0.3 < np.hypot(after[0] - before[0], after[1] - before[1]) < 1
    assert after[2] == pytest.approx(1.6)
    page.select_option("#camera", "orbit")


def test_two_points_are_measured(seen: Seen) -> None:
    """Two points of the bare floor, three metres apart, seen from above."""
    page = seen.page
    page.locator("canvas").focus()
    page.keyboard.press("Numpad7")  # as without NumLock: its key is "Home" then
    seen.until("studio.stage.camera.position.z > 4 && Math.abs(studio.stage.camera.position.y) < 0.5")
    still = """(() => {
      const now = studio.stage.camera.position.toArray().join(), same = now === window.stood;
      window.stood = now;
      return same;
    })()"""
    for _ in range(3):  # a camera on its way would put the points elsewhere
        seen.until(still)
        page.wait_for_timeout(400)
    seen.until(still)
    page.keyboard.press("m")
    seen.until("studio.measure.on")
    where = """([x, y]) => {
      const v = studio.stage.camera.position.clone().set(x, y, 0).project(studio.stage.camera);
      const box = studio.world.renderer.domElement.getBoundingClientRect();
      return [box.left + (v.x + 1) / 2 * box.width, box.top + (1 - v.y) / 2 * box.height];
    }"""
    for point in ([-1.5, -1.4], [1.5, -1.4]):
        page.mouse.click(*page.evaluate(where, point))
    metres = seen.until("studio.measure.metres")
    assert metres == pytest.approx(3.0, abs=0.03)
    expect(page.locator(".measured-label")).to_have_text(f"{metres:.3f} m")
    page.keyboard.press("Escape")
    expect(page.locator(".measured-label")).to_be_hidden()
    page.keyboard.press("Home")


def test_files_beside_the_run_are_not_served(seen: Seen, studio: Studio) -> None:
    """Nothing but what the page needs has an address."""
    (studio.folder / "secret.txt").write_text("mine")
    for path in ("secret.txt", "scene.py", "made/secret.txt", "made/..%2fsecret.txt", "input/../secret.txt",
                 "picture/..%2f..%2fsecret.txt", "../../page/..%2fserver.py"):  # fmt: skip
        got = seen.page.request.get(studio.room + path)
        assert got.status in (403, 404), path
        assert "mine" not in got.text()


def test_a_wrong_token_opens_nothing(browser: Browser, studio: Studio) -> None:
    context = browser.new_context()
    page = context.new_page()
    root = "/".join(studio.address.split("/")[:3])
    answer = page.goto(f"{root}/{'x' * 32}/room/small/")
    assert answer is not None
    assert answer.status == 403
    assert urlsplit(page.url).hostname == "127.0.0.1"
    context.close()
