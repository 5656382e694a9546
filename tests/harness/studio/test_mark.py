"""Marking a picture in a real browser, and watching the team build it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Error, Route, expect

from tests.harness.small_room import FLOOR, INNER, draw
from tests.harness.studio.marked import Marked
from tests.harness.studio.page import Seen, Studio
from tools.errors import InputError
from tools.picture.annotations import Annotations
from tools.program.history import History
from tools.program.read import read
from tools.run_files import HISTORY

BLOCK = "(c) => c.type === 'Group' && c.children.some((m) => m.geometry?.type === 'BoxGeometry')"
"""Whether something of the scene holds blocks."""


def test_a_picture_is_marked_with_boxes_names_floor_and_one_length(marked: Marked) -> None:
    page = marked.page
    marked.tool("Floor")
    marked.drag(FLOOR[0], FLOOR[1], FLOOR[2] + 30, FLOOR[3])
    marked.kept(lambda m: len(m.get("floor_px", [])) == 4)
    marked.drag(FLOOR[2] + 30, FLOOR[1], FLOOR[2], FLOOR[1])  # a corner of it
    marked.drag(FLOOR[2] + 30, FLOOR[3], FLOOR[2], FLOOR[3])
    marked.tool("Wall tops")
    marked.drag(*INNER)
    found = marked.kept(lambda m: "wall_top_px" in m)
    assert found["floor_px"][1] == pytest.approx((FLOOR[2], FLOOR[1]), abs=1)
    expect(page.locator(".grid line").first).to_be_attached()
    marked.box(80, 46, 150, 130, "bed", "bed")
    marked.box(156, 47, 182, 70, "bedside tab", "nightstand")
    marked.box(160, 50, 176, 62, "table lamp", "table lamp")
    found = marked.kept(lambda m: len(m["things"]) == 3 and "on" in m["things"][2])
    assert [(t["id"], t["category"]) for t in found["things"]] == [
        ("bed_1", "bed"), ("nightstand_1", "nightstand"), ("table_lamp_1", "table lamp"),
    ]  # fmt: skip
    assert found["things"][2]["on"] == "nightstand_1"
    assert found["things"][0]["box"] == pytest.approx((80, 46, 150, 130), abs=1)
    # The room beside the marks has them all, each where the marks say, in the picture's colours.
    seen = marked.seen
    seen.until("['room', 'bed_1', 'nightstand_1', 'table_lamp_1'].every((id) => studio.world.things.has(id))")
    bed, lamp = seen.place("bed_1"), seen.place("table_lamp_1")
    assert lamp[3] > bed[3] + 0.5
    assert lamp[11] > 0.3  # on the nightstand
    seen.until("studio.world.things.get('bed_1').row.parts.some((part) => part[2] !== '')")
    # The bed's front is turned to the right by its arrow.
    page.locator(".marked").get_by_role("button", name="bed_1").click()
    x, y = page.locator(".knob.facing").evaluate("k => [k.cx.baseVal.value, k.cy.baseVal.value]")
    marked.drag(x, y, 114 + 60, 88)
    marked.kept(lambda m: m["things"][0].get("facing") == 90)
    # One known length: a line across the floor is 4 m; the solved walls are 2.6 cm nearer to each other.
    marked.tool("Length")
    marked.drag(FLOOR[0], 120, FLOOR[2], 120)
    page.get_by_label("Length of the line, m").fill("4")
    page.keyboard.press("Enter")
    found = marked.kept(lambda m: "known_line" in m)
    assert "room_width" not in found  # nobody gave one
    assert found["known_line"]["metres"] == 4
    expect(page.locator(".plan")).to_contain_text("a line of 4 m on the floor")
    wide = float(page.locator(".plan").inner_text().split(" ×")[0])
    assert wide == pytest.approx(3.974, abs=0.05)
    expect(page.locator(".known-line text")).to_have_text("4 m")
    # A thing's own side can be what is known, too.
    marked.tool("Length")
    marked.drag(80, 90, 150, 90)
    page.get_by_label("What the line measures").select_option("width")
    page.get_by_label("Length of the line, m").fill("1.6")
    page.keyboard.press("Enter")
    found = marked.kept(lambda m: "known_sizes" in m)
    assert found["known_sizes"] == [{"of": "bed_1", "axis": "width", "metres": 1.6}]
    expect(page.locator(".known-line text")).to_have_text(["4 m", "1.6 m"])
    page.get_by_label("bed_1: width, along its front, m").fill("1.7")
    page.keyboard.press("Tab")
    marked.kept(lambda m: m["known_sizes"][0]["metres"] == 1.7)
    # Taken back and done again; and a reload loses nothing.
    page.locator("svg.sheet-picture").click(position={"x": 5, "y": 5})
    page.keyboard.press("Control+z")
    marked.kept(lambda m: True)
    page.keyboard.press("Control+Shift+z")
    page.reload()
    expect(page.locator("[data-thing]")).to_have_count(3)


def test_a_drawn_box_stands_as_a_block_at_once_until_it_is_built(marked: Marked) -> None:
    page, seen = marked.page, marked.seen
    marked.tool("Floor")
    marked.drag(*FLOOR)
    marked.tool("Wall tops")
    marked.drag(*INNER)
    seen.until("studio.world.things.has('room') && document.querySelector('.sketch .busy') === null")
    asked: list[Route] = []
    silent = [True]

    def hold(route: Route) -> None:  # the studio does not answer
        if silent[0]:
            asked.append(route)
        else:
            route.continue_()

    def let_go() -> None:
        silent[0] = False
        while asked:
            with suppress(Error):  # a question that the page took back
                asked.pop().continue_()

    page.route("**/sketch", hold)
    marked.tool("Box")
    marked.drag(80, 46, 150, 130)
    seen.until(
        "studio.ghosts().length === 1 && studio.world.scene.children.some(BLOCK)".replace("BLOCK", BLOCK)
    )
    x0, x1, y0, y1 = page.evaluate(f"""() => {{
      const own = studio.world.scene.children.find({BLOCK}).children[0], p = own.geometry.parameters;
      return [own.position.x - p.width / 2, own.position.x + p.width / 2,
              own.position.y - p.height / 2, own.position.y + p.height / 2];
    }}""")
    seen.until("() => document.querySelector('.naming') !== null")
    let_go()
    seen.until("studio.ghosts().length === 0 && studio.world.things.has('thing_1')")
    row = seen.place("thing_1")
    assert x0 < row[3] < x1
    assert y0 < row[7] < y1
    assert not page.evaluate(f"studio.world.scene.children.some({BLOCK})")
    # What is moved by now is not shown where it was.
    silent[0] = True
    marked.tool("Pick")
    marked.drag(100, 90, 130, 100)
    seen.until("studio.ghosts().length === 1 && !studio.world.things.get('thing_1').group.visible")
    let_go()
    seen.until("studio.ghosts().length === 0 && studio.world.things.get('thing_1').group.visible")


def test_no_letter_of_a_name_is_lost_right_after_its_box(marked: Marked) -> None:
    page = marked.page
    marked.tool("Box")
    marked.drag(80, 46, 150, 130)
    page.keyboard.type("nightstand")  # at once: N is no second box
    expect(page.locator(".naming")).to_have_value("nightstand")
    assert len(marked.kept(lambda m: bool(m["things"]))["things"]) == 1
    page.keyboard.press("Enter")
    marked.kept(lambda m: [t.get("category") for t in m["things"]] == ["nightstand"])


def test_the_floor_is_marked_by_clicks_on_its_corners(marked: Marked) -> None:
    page = marked.page
    marked.tool("Floor")
    x0, y0, x1, y1 = FLOOR
    for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1)):
        page.mouse.click(*marked.at(x, y))
    page.keyboard.press("Enter")
    floor = marked.kept(lambda m: bool(m.get("floor_px")))["floor_px"]
    assert [v for corner in floor for v in corner] == pytest.approx([x0, y0, x1, y0, x1, y1, x0, y1], abs=1.5)


def test_a_length_that_cannot_be_is_refused(marked: Marked) -> None:
    page = marked.page
    for value in ("0", "abc", "-2"):
        page.get_by_label("wall height, m").fill(value)
        page.keyboard.press("Tab")
        expect(page.locator(".toast.bad")).to_contain_text(f"wall height: {value} is no length")
        expect(page.get_by_label("wall height, m")).to_have_value("")


def test_the_view_follows_a_room_that_became_larger(marked: Marked) -> None:
    page, seen = marked.page, marked.seen
    marked.tool("Floor")
    marked.drag(*FLOOR)
    page.get_by_label("room width, m").fill("3")
    page.keyboard.press("Tab")
    expect(page.locator(".plan")).to_contain_text("3.00 ×")
    wide = """(wide) => studio.world.state
      && Math.abs(Math.max(...studio.world.state.floor.map((p) => p[0])) - wide / 2) < 0.01"""
    far = "studio.stage.camera.position.distanceTo(studio.stage.orbit.target)"
    seen.until(wide, 3)
    before = page.evaluate(far)
    page.get_by_label("room width, m").fill("6")
    page.keyboard.press("Tab")
    seen.until(wide, 6)
    # Its floor is twice as wide and deep, its walls are as high as they were: all of it is in view again.
    assert 1.5 * before < page.evaluate(far) < 2.02 * before


def test_a_thing_is_dropped_onto_what_it_stands_on(marked: Marked) -> None:
    marked.box(80, 46, 150, 130, "bed", "bed")
    marked.box(170, 120, 180, 130, "cup", "cup")
    marked.kept(lambda m: [t["category"] for t in m["things"]] == ["bed", "cup"])
    page = marked.page
    marked.tool("Pick")
    x, y = page.locator(".knob.stand").evaluate("k => [k.x.baseVal.value + 3, k.y.baseVal.value + 3]")
    marked.drag(x, y, 100, 100)
    found = marked.kept(lambda m: "on" in m["things"][1])
    assert found["things"][1]["on"] == "bed_1"
    x, y = page.locator(".knob.stand").evaluate("k => [k.x.baseVal.value + 3, k.y.baseVal.value + 3]")
    marked.drag(x, y, 240, 60)
    marked.kept(lambda m: "on" not in m["things"][1])


def test_the_wheel_comes_nearer_and_marks_stay_where_they_are(marked: Marked) -> None:
    page = marked.page
    before = marked.at(115, 100)
    page.mouse.move(*before)
    page.mouse.wheel(0, -600)
    marked.seen.until("document.querySelector('svg.sheet-picture').viewBox.baseVal.width < 200")
    assert marked.at(115, 100) == pytest.approx(before, abs=3)
    marked.box(110, 95, 120, 105, "cup", "cup")
    found = marked.kept(lambda m: len(m.get("things", [])) == 1)
    assert found["things"][0]["box"] == pytest.approx((110, 95, 120, 105), abs=0.3)
    page.keyboard.press("0")
    marked.seen.until("document.querySelector('svg.sheet-picture').viewBox.baseVal.width > 300")


def test_names_that_are_offered_have_pictures(marked: Marked) -> None:
    marked.tool("Box")
    marked.drag(80, 46, 150, 130)
    marked.page.keyboard.type("couch")
    offer = marked.page.locator(".offer", has_text="sofa").first
    expect(offer).to_contain_text("couch")
    shown = offer.locator(".tile").evaluate("(t) => getComputedStyle(t).backgroundImage")
    assert "words.webp" in shown
    answer = marked.page.request.get(shown.removeprefix('url("').removesuffix('")'))
    assert answer.status == 200
    assert answer.body()[8:12] == b"WEBP"


def test_an_outline_is_found_at_a_click(marked: Marked) -> None:
    marked.tool("Outline")
    marked.page.mouse.click(*marked.at(115, 100))
    found = marked.kept(lambda m: len(m.get("things", [])) == 1)
    assert found["things"][0]["box"] == pytest.approx((80, 46, 150, 130), abs=4)
    assert len(found["things"][0]["outline"]) >= 4


def test_marks_that_fit_no_camera_are_kept_and_it_is_said(marked: Marked) -> None:
    with pytest.raises(InputError):
        marked.sheet.keep(Annotations(floor_px=[(0, 0), (1, 1), (2, 2)], wall_top_px=[(0, 0), (9, 9)]))
    marked.page.reload()
    expect(marked.page.locator("footer .bad")).not_to_be_empty()
    marked.seen.complaints.clear()  # the browser notes the refusal, too
    assert len(marked.sheet.marks.floor_corners or []) == 3


def test_what_is_no_picture_is_refused_in_one_line(
    browser: Browser, roomless: Studio, tmp_path: Path
) -> None:
    seen = Seen(browser.new_context().new_page())
    seen.page.goto(roomless.address)
    (tmp_path / "x.png").write_text("no picture")
    seen.page.get_by_label("A picture or a scan").set_input_files(tmp_path / "x.png")
    expect(seen.page.locator(".drop strong")).to_contain_text("is not a picture this program reads")
    Image.new("RGB", (320, 240), "#bbaa99").save(tmp_path / "y.png")
    seen.page.get_by_label("A picture or a scan").set_input_files(tmp_path / "y.png")
    seen.page.locator("svg.sheet-picture").wait_for()
    seen.page.context.close()


SETTLED = """(now) => {
  const said = /version (\\d+)/.exec(document.querySelector('.scrubber small').textContent);
  return said && Number(said[1]) <= now && document.body.dataset.drawn === said[1] ? said[1] : null;
}"""
"""The version of the chosen moment, once it is what is drawn; the newest, where the run stopped after one."""


def test_the_team_builds_what_is_marked_before_ones_eyes(
    browser: Browser, roomless: Studio, tmp_path: Path, borrowed: None
) -> None:
    key = roomless.rooms.mark(draw(tmp_path))
    seen = Seen(browser.new_context(viewport={"width": 1280, "height": 800}).new_page())
    page = seen.page
    page.goto(f"{roomless.address}mark/{key}/")
    page.get_by_label("ask me after each stage").check()
    page.get_by_role("button", name="Build the room").click()
    page.wait_for_url("**/room/**")
    talk, asked = page.locator(".talk"), page.locator(".asked")
    for stage in ("survey", "relations"):  # the team waits for a yes, and goes on with it
        expect(asked).to_contain_text(f"{stage} is done", timeout=240_000)
        page.get_by_role("button", name="Approve").click()
    expect(asked).to_contain_text("layout is done", timeout=240_000)
    expect(talk).to_contain_text("Analyst")
    expect(page.locator(".said.below")).to_have_count(0)
    seen.drawn(1)
    expect(page.locator(".stages li.passed").first).to_be_visible(timeout=240_000)
    shown = page.locator(".shown img").first  # the conversation's pictures, each at its own address only
    seen.until("() => document.querySelector('.shown img')?.naturalWidth > 0")
    address = str(shown.evaluate("image => image.src")).rsplit("/", 1)[0]
    assert page.request.get(f"{address}/0123456789ab").status == 404
    page.get_by_label("Say something to the team").fill("/quit")
    page.get_by_role("button", name="Say", exact=True).click()
    expect(page.locator(".said.end")).to_be_visible(timeout=240_000)
    folder = roomless.rooms.desk(page.url.rstrip("/").rsplit("/", 1)[1]).folder  # type: ignore[union-attr]
    assert "bed" in (folder / "scene.py").read_text()
    ids = page.evaluate("[...studio.world.things.keys()]")
    assert {"room", "bed"} <= set(ids)
    page.reload()  # in the middle or at the end: nothing is lost
    page.get_by_role("button", name="Team", exact=True).click()
    expect(page.locator(".said.end")).to_be_attached(timeout=60_000)
    # Played back: at the moment of its first version there stands what that version of the program places.
    seen.drawn(1)
    now = int(page.evaluate("document.body.dataset.drawn"))
    slider = page.get_by_label("Moment of the run")
    for moment in range(int(slider.get_attribute("max") or 0)):
        slider.fill(str(moment))
        expect(slider).not_to_have_attribute("aria-valuetext", "now")
        if "version" in page.locator(".scrubber small").inner_text():
            break
    version = int(seen.until(SETTLED, now))
    stands = set(page.evaluate("[...studio.world.things.keys()]"))
    assert set(read(History(folder / HISTORY).text(version)).ids) <= stands
    expect(page.locator(".said[aria-current]")).to_have_count(1)
    assert page.evaluate("studio.handles.gizmo.object") is None  # it is only looked at
    page.get_by_role("button", name="Back to now").click()
    seen.drawn(now)
    assert set(ids) <= set(page.evaluate("[...studio.world.things.keys()]"))
    page.context.close()
    assert seen.complaints == []
