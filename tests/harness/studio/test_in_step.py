"""The room in step with its program: code that is typed, edits from elsewhere, a second tab."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from harness.room import Room
from tests.harness.studio.page import Seen, Studio, choose, on_disk, open_page, press
from tools.blender.worker import Worker


def test_an_edit_from_elsewhere_shows_by_itself(
    seen: Seen, studio: Studio, version: Callable[[], int]
) -> None:
    number, path = version(), studio.folder / "scene.py"
    path.write_text(
        path.read_text().replace('place("stool_1", "stool", at=(', 'place("stool_1", "stool", at=(-0.1 + ')
    )
    expect(seen.page.get_by_role("alert")).to_contain_text("scene.py was edited elsewhere and is refused")
    assert version() == number
    seen.page.get_by_role("button", name="Put the last good program back").click()
    expect(seen.page.get_by_role("alert")).to_have_count(0)
    at = on_disk(studio).placement("stool_1").at
    path.write_text(path.read_text().replace(f"at=({at[0]}, {at[1]})", f"at=({at[0]}, 0.111)"))
    seen.drawn(number + 1)
    assert seen.place("stool_1")[7] == pytest.approx(0.111, abs=1e-5)


def test_refused_code_is_said_at_its_line_and_changes_nothing(
    seen: Seen, studio: Studio, version: Callable[[], int]
) -> None:
    page, number = seen.page, version()
    place = seen.place("stool_1")
    line = page.locator(".cm-line", has_text="def make_stool")
    line.scroll_into_view_if_needed()
    line.click()
    press(seen, "End", "Enter")
    page.keyboard.type("nothing_like_it(o)")
    press(seen, "Control+s")
    expect(page.locator(".refused")).to_contain_text("nothing_like_it")
    said = page.locator(".refused").inner_text()
    wrong = (
        1
        + next(k for k, text in enumerate(on_disk(studio).text.splitlines()) if "def make_stool" in text)
        + 1
    )
    assert said.startswith(f"Line {wrong}:")
    assert page.locator(".cm-lint-marker-error").count() == 1
    assert (version(), seen.place("stool_1")) == (number, place)
    page.get_by_role("button", name="Back to the room's program").click()
    expect(page.locator(".refused")).to_have_count(0)


def test_code_that_holds_is_followed_by_the_room(
    seen: Seen, studio: Studio, version: Callable[[], int]
) -> None:
    page, number = seen.page, version()
    line = page.locator(".cm-line", has_text='place("stool_1"')
    line.scroll_into_view_if_needed()
    line.click()
    press(seen, "End", "End", "ArrowLeft")  # the first ends at the fold of a long line
    page.keyboard.type(", z=0.5")
    seen.drawn(number + 1)  # without Ctrl-S
    assert on_disk(studio).placement("stool_1").z == 0.5
    assert seen.place("stool_1")[11] == pytest.approx(0.5)
    page.locator("canvas").focus()


def test_a_second_tab_sees_the_same_and_a_reload_loses_nothing(
    seen: Seen, studio: Studio, browser: Browser, version: Callable[[], int]
) -> None:
    other = open_page(browser, studio.room)
    number = version()
    choose(seen, "bed_1")
    press(seen, "g", "x", "-", ".", "1", "Enter")
    other.drawn(number + 1)
    assert other.place("bed_1") == seen.place("bed_1")
    other.page.reload()
    other.drawn(number + 1)
    assert other.place("bed_1") == seen.place("bed_1")
    other.page.context.close()
    assert other.complaints == []


LATE_FRAMES = """
const early = () => performance.now() < 2500;
const [frame, timer] = [window.requestAnimationFrame.bind(window), window.setTimeout.bind(window)];
window.requestAnimationFrame = (work) => early() ? timer(() => frame(work), 2500) : frame(work);
window.setTimeout = (work, ms, ...more) => timer(work, early() ? (ms ?? 0) + 2500 : ms, ...more);
"""
"""What a loaded machine does: the first frame comes long after the studio has told everything."""


def test_a_page_whose_first_frame_is_late_shows_the_room(browser: Browser, studio: Studio) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(LATE_FRAMES)
    page = Seen(context.new_page())
    page.page.goto(studio.room)
    page.drawn(1)
    assert {p.id for p in on_disk(studio).placements} <= set(
        page.page.evaluate("[...studio.world.things.keys()]")
    )
    context.close()
    assert page.complaints == []


def test_the_page_and_a_fresh_build_agree(seen: Seen, studio: Studio, worker: Worker) -> None:
    """After everything above: every thing stands where a build from nothing puts it, within 1e-5 m."""
    room = Room.open(studio.folder)
    room._open = None
    fresh = room.shown()
    shown = seen.page.evaluate("Object.fromEntries([...studio.world.things].map(([id, t]) => [id, t.row]))")
    assert set(shown) == set(fresh.things)
    for id, thing in fresh.things.items():
        assert seen.place(id) == pytest.approx(thing.matrix, abs=1e-5)
        assert shown[id]["digest"] == thing.digest


def test_no_geometry_is_kept_that_nothing_shows(seen: Seen) -> None:
    assert seen.page.evaluate(
        "studio.geometries() === new Set([...studio.world.things.values()].map(t => t.row.digest)).size"
    )


def test_any_words_of_a_page_stay_within_the_edits(seen: Seen, studio: Studio) -> None:
    """A verb that reads files is none of the page's."""
    asked = """(words) => new Promise((done) => {
      const socket = new WebSocket(location.href.replace('http', 'ws') + 'socket');
      socket.onopen = () => socket.send(JSON.stringify({do: 'edit', n: 7, words}));
      socket.onmessage = (e) => {
        const said = JSON.parse(e.data);
        if (said.n === 7) { socket.close(); done(said); }
      };
    })"""
    said = seen.page.evaluate(asked, ["geometry", "bed_1", "/etc/passwd"])
    assert said["kind"] == "refused"
    assert "no edit that the page makes" in said["message"]
