"""Editing in a real browser: one line of the program each; the page shows what a fresh build gives."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from playwright.sync_api import expect

from harness.room import Room
from tests.harness.studio.page import Seen, Studio, choose, on_disk, press


def test_a_typed_move_is_one_line_and_carries_what_stands_on_it(
    seen: Seen, studio: Studio, version: Callable[[], int]
) -> None:
    choose(seen, "nightstand_1")
    before, lamp, number = on_disk(studio), seen.place("lamp_1"), version()
    press(seen, "g", "y", "-", "0", ".", "3", "Enter")
    seen.drawn(number + 1)
    after = on_disk(studio)
    assert after.placement("nightstand_1").at == pytest.approx((1.2, 1.4), abs=1e-4)
    changed = [a for a, b in zip(before.text.splitlines(), after.text.splitlines(), strict=True) if a != b]
    assert len(changed) == 1
    assert seen.place("lamp_1")[7] == pytest.approx(lamp[7] - 0.3, abs=1e-4)
    expect(seen.page.locator(".cm-thing").first).to_contain_text("1.4")


def test_moving_fetches_no_geometry(seen: Seen, studio: Studio, version: Callable[[], int]) -> None:
    choose(seen, "bed_1")
    asked = len([url for url in seen.asked if url.endswith("/geometry")])
    number = version()
    press(seen, "g", "x", ".", "2", "Enter")
    seen.drawn(number + 1)
    assert len([url for url in seen.asked if url.endswith("/geometry")]) == asked


def test_the_pointer_moves_a_thing_by_its_handle(
    seen: Seen, studio: Studio, version: Callable[[], int]
) -> None:
    page, number = seen.page, version()
    choose(seen, "stool_1")
    press(seen, "Home")
    old = on_disk(studio).placement("stool_1").at
    start = page.evaluate(HANDLE, [0.0, 0.0, 0.0])
    tip = page.evaluate(HANDLE, [0.5, 0.0, 0.0])
    way = np.subtract(tip, start) / np.linalg.norm(np.subtract(tip, start))
    found = next((start + way * r for r in range(30, 110, 6) if over(seen, start + way * r)), None)
    assert found is not None, "no red arrow"
    page.mouse.down()
    page.mouse.move(*(found + way * 40), steps=4)
    page.mouse.up()
    seen.drawn(number + 1)
    new = on_disk(studio).placement("stool_1").at
    assert new[0] > old[0] + 0.05
    assert new[1] == pytest.approx(old[1], abs=2e-3)


HANDLE = """(by) => {
  const row = studio.handles.proxy.position.clone();
  row.x += by[0]; row.y += by[1]; row.z += by[2];
  const at = row.project(studio.stage.camera), box = studio.world.renderer.domElement.getBoundingClientRect();
  return [box.left + (at.x + 1) / 2 * box.width, box.top + (1 - at.y) / 2 * box.height];
}"""


def over(seen: Seen, at: np.ndarray) -> bool:
    """Whether the pointer, put there, is over the arrow along X."""
    seen.page.mouse.move(*at)
    return bool(seen.page.evaluate("studio.handles.gizmo.axis === 'X'"))


def test_with_ctrl_a_move_ends_on_the_grid(seen: Seen, studio: Studio, version: Callable[[], int]) -> None:
    page, number = seen.page, version()
    choose(seen, "bed_1")
    x, y = seen.at("bed_1")
    page.mouse.move(x, y)
    press(seen, "g")
    page.mouse.move(x + 2, y)  # from here on it is moved
    page.keyboard.down("Control")
    page.mouse.move(x + 41, y + 27, steps=3)
    page.mouse.down()
    page.mouse.up()
    page.keyboard.up("Control")
    seen.drawn(number + 1)
    at = on_disk(studio).placement("bed_1").at
    assert [10 * v for v in at] == pytest.approx([round(10 * v) for v in at], abs=1e-3)
    press(seen, "Control+z")
    seen.drawn(number + 2)


def test_the_time_of_day_is_that_of_the_command_line(
    seen: Seen, studio: Studio, version: Callable[[], int]
) -> None:
    number = version()
    seen.page.locator("canvas").focus()
    press(seen, "Escape")
    seen.page.get_by_label("Time of day").select_option("evening")
    seen.drawn(number + 1)
    lights = {light.kind for light in on_disk(studio).lights}
    assert lights == {"sky", "ceiling_light", "lamp_light"}  # the lamp is on
    seen.page.locator("canvas").focus()
    press(seen, "Control+z")
    seen.drawn(number + 2)


def test_turning_sizing_and_giving_up(seen: Seen, studio: Studio, version: Callable[[], int]) -> None:
    choose(seen, "stool_1")
    number = version()
    press(seen, "r", "3", "0", "Enter")
    seen.drawn(number + 1)
    assert on_disk(studio).placement("stool_1").yaw == pytest.approx(30)
    press(seen, "s", "z", "2", "Enter")
    seen.drawn(number + 2)
    assert on_disk(studio).placement("stool_1").size == pytest.approx((0.4, 0.4, 0.9))
    place = seen.place("stool_1")
    press(seen, "g", "1", "Escape")
    assert seen.place("stool_1") == place
    assert version() == number + 2


def test_undo_and_redo_are_those_of_the_command_line(
    seen: Seen, studio: Studio, version: Callable[[], int], borrowed: None
) -> None:
    choose(seen, "stool_1")
    number, size = version(), on_disk(studio).placement("stool_1").size
    press(seen, "s", "2", "Enter")
    seen.drawn(number + 1)
    press(seen, "Control+z")
    seen.drawn(number + 2)
    assert on_disk(studio).placement("stool_1").size == size
    press(seen, "Control+Shift+z")
    seen.drawn(number + 3)
    assert on_disk(studio).placement("stool_1").size[0] == pytest.approx(size[0] * 2)
    Room.open(studio.folder).undo()
    seen.drawn(number + 4)
    assert on_disk(studio).placement("stool_1").size == size
    expect(seen.page.get_by_role("button", name="Redo")).to_be_enabled()


def test_one_more_and_one_less(seen: Seen, studio: Studio, version: Callable[[], int]) -> None:
    choose(seen, "nightstand_1")
    number = version()
    press(seen, "Shift+D")
    seen.drawn(number + 1)
    copy, first = on_disk(studio).placement("nightstand_2"), on_disk(studio).placement("nightstand_1")
    assert copy.size == first.size
    assert abs(copy.at[0] - first.at[0]) + abs(copy.at[1] - first.at[1]) > 0.4  # beside it, not in it
    assert on_disk(studio).placement("lamp_2").on == "nightstand_2"
    expect(seen.page.get_by_label("Name")).to_have_value("nightstand_2")
    seen.page.locator("canvas").focus()
    press(seen, "x")
    seen.drawn(number + 2)
    assert not on_disk(studio).has("nightstand_2")
    expect(seen.page.get_by_role("treeitem", name="nightstand_2")).to_have_count(0)


def test_one_more_does_not_stand_before_a_door(
    seen: Seen, studio: Studio, version: Callable[[], int]
) -> None:
    path, number = studio.folder / "scene.py", version()
    door = 'door("door_1", wall=0, at=1.45, size=(1.0, 2.0), swing="in-left")\n'
    path.write_text(path.read_text().replace("# %% layout\n", f"{door}# %% layout\n"))
    seen.drawn(number + 1)
    choose(seen, "stool_1")
    press(seen, "Shift+D")
    seen.drawn(number + 2)
    first, copy = (on_disk(studio).placement(id) for id in ("stool_1", "stool_2"))
    assert copy.size == first.size
    beside = abs(copy.at[0] + 0.55) > 0.5 + 0.15  # the door's middle is at x = -0.55; the stool may be turned
    assert beside or copy.at[1] > -1 + 0.15, copy.at
    press(seen, "Control+z", "Control+z")
    seen.drawn(number + 4)
    assert not on_disk(studio).openings


def test_several_things_move_and_go_in_one_step(
    seen: Seen, studio: Studio, version: Callable[[], int]
) -> None:
    """What another selected thing carries is not moved twice."""
    page = seen.page
    before = on_disk(studio)
    choose(seen, "nightstand_1")
    for id in ("stool_1", "lamp_1"):
        page.get_by_role("treeitem", name=id).first.click(modifiers=["Control"])
    expect(page.locator(".inspector .title")).to_have_text("3 things")
    page.locator("canvas").focus()
    number, lamp = version(), seen.place("lamp_1")
    press(seen, "g", "y", "-", ".", "2", "Enter")
    seen.drawn(number + 1)
    after = on_disk(studio)
    for id in ("nightstand_1", "stool_1"):
        x, y = before.placement(id).at
        assert after.placement(id).at == pytest.approx((x, y - 0.2), abs=1e-4)
    assert seen.place("lamp_1")[7] == pytest.approx(lamp[7] - 0.2, abs=1e-4)
    press(seen, "Shift+D")
    seen.drawn(number + 2)
    assert on_disk(studio).has("nightstand_2")
    press(seen, "x")
    seen.drawn(number + 3)
    press(seen, "Control+z", "Control+z", "Control+z")
    seen.drawn(number + 6)
    assert on_disk(studio).text == before.text
    press(seen, "Escape")


def test_the_inspector_sets_size_parameter_and_colour(
    seen: Seen, studio: Studio, version: Callable[[], int]
) -> None:
    page, number = seen.page, version()
    choose(seen, "bed_1")
    page.get_by_label("pillows").fill("4")
    page.get_by_label("pillows").press("Enter")
    seen.drawn(number + 1)
    assert 'furnish("bed_1", bed, pillows=4)' in on_disk(studio).text
    page.get_by_label("h, m").fill("1.2")
    page.get_by_label("h, m").press("Enter")
    seen.drawn(number + 2)
    assert on_disk(studio).placement("bed_1").size[2] == 1.2
    page.get_by_label("frame is made of").select_option("oak_1")
    seen.drawn(number + 3)
    page.get_by_label("Colour of oak_1").fill("#336699")
    seen.drawn(number + 4)
    assert next(m for m in on_disk(studio).materials if m.name == "oak_1").color == "#336699"
    colour = page.evaluate("studio.world.looks.material('oak_1').color.getHexString()")
    assert colour in ("336699", "ffffff")  # white where its pattern has the colour


def test_a_colour_is_one_things_own_unless_it_is_wanted_for_all(
    seen: Seen, studio: Studio, version: Callable[[], int]
) -> None:
    """After `test_the_inspector_sets_size_parameter_and_colour`: the bed's frame wears oak_1."""
    page, number = seen.page, version()
    choose(seen, "nightstand_1")
    slot = page.locator(".slot select").first
    slot.select_option("oak_1")
    seen.drawn(number + 1)
    expect(page.locator(".slot .shared").first).to_have_text("shared with bed_1")
    bed, color = (
        [w.source() for w in on_disk(studio).wears if w.targets == ["bed_1"]],
        _color(studio, "oak_1"),
    )
    page.get_by_label("Colour of oak_1").first.fill("#aa1122")
    expect(page.locator(".toast")).to_contain_text("oak_2 is nightstand_1's own now")
    seen.drawn(number + 2)
    assert (_color(studio, "oak_1"), _color(studio, "oak_2")) == (color, "#aa1122")
    assert [w.source() for w in on_disk(studio).wears if w.targets == ["bed_1"]] == bed
    expect(slot).to_have_value("oak_2")
    expect(page.locator(".slot .shared")).to_have_count(0)
    slot.select_option("oak_1")
    seen.drawn(number + 3)
    page.get_by_role("button", name="all that share it").click()
    expect(page.locator(".slot .shared").first).to_have_text("all 2 that share it")
    page.get_by_label("Colour of oak_1").first.fill("#224466")
    seen.drawn(number + 4)
    assert _color(studio, "oak_1") == "#224466"
    assert len(on_disk(studio).materials) == 2
    page.get_by_role("button", name="this one").click()


def _color(studio: Studio, name: str) -> object:
    return next(m.color for m in on_disk(studio).materials if m.name == name)


def test_what_cannot_be_is_refused_at_its_field_and_what_stands_comes_back(
    seen: Seen, studio: Studio, version: Callable[[], int]
) -> None:
    page, number, before = seen.page, version(), on_disk(studio)
    choose(seen, "bed_1")
    for label, value in (("w, m", "-3"), ("d, m", "0"), ("h, m", "tall"), ("x, m", "")):
        stands = page.get_by_label(label).input_value()
        page.get_by_label(label).fill(value)
        page.get_by_label(label).press("Enter")
        expect(page.locator(".toast.bad")).to_contain_text(f"it stays {stands}")
        expect(page.get_by_label(label)).to_have_value(stands)
    pillows = page.get_by_label("pillows").input_value()
    page.get_by_label("pillows").fill("9999")
    page.get_by_label("pillows").press("Enter")
    expect(page.locator(".toast.bad")).to_contain_text("a whole number from 0 to 40")
    expect(page.get_by_label("pillows")).to_have_value(pillows)
    page.get_by_label("What it is").fill("gloxophone")
    page.get_by_label("What it is").press("Enter")
    expect(page.locator(".toast.bad")).to_contain_text("gloxophone is nothing that I know")
    expect(page.get_by_label("What it is")).to_have_value("bed")
    assert version() == number
    assert on_disk(studio).text == before.text


def test_its_lines_are_copied(seen: Seen, studio: Studio) -> None:
    page = seen.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    choose(seen, "stool_1")
    page.get_by_role("button", name="Copy lines").click()
    expect(page.locator(".toast")).to_contain_text("on the clipboard")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith('place("stool_1"')
    assert "def make_stool(o):" in copied
    assert all(line in on_disk(studio).text for line in copied.splitlines())


def test_a_thing_is_added_by_any_of_its_names(seen: Seen, studio: Studio, version: Callable[[], int]) -> None:
    page, number = seen.page, version()
    page.locator("canvas").focus()
    press(seen, "Shift+A")
    page.get_by_label("What to add").fill("couch")
    page.get_by_role("button", name="sofa (couch)").first.click()
    seen.drawn(number + 1)
    assert on_disk(studio).placement("sofa_1").category == "sofa"
    expect(page.get_by_label("Name")).to_have_value("sofa_1")


def test_a_new_thing_stands_where_it_is_free(seen: Seen, studio: Studio, version: Callable[[], int]) -> None:
    page, number = seen.page, version()
    page.locator("canvas").focus()
    press(seen, "Escape", "Shift+A")
    page.get_by_label("What to add").fill("stool")
    page.get_by_role("button", name="stool").first.click()
    seen.drawn(number + 1)
    id = page.get_by_label("Name").input_value()
    low, high = _bounds(seen, id)
    for other in {p.id for p in on_disk(studio).placements if p.category != "rug"} - {id}:
        there = _bounds(seen, other)
        apart = max(max(a - d, c - b) for a, b, c, d in zip(low, high, *there, strict=True))
        assert apart > -0.01, other


def _bounds(seen: Seen, id: str) -> tuple[list[float], list[float]]:
    found: tuple[list[float], list[float]] = seen.page.evaluate(
        """(id) => {
          const row = studio.world.state.objects.find((each) => each.id === id);
          return [row.low, row.high];
        }""",
        id,
    )
    return found[0], found[1]
