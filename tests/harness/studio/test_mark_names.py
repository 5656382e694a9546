"""Naming what is marked, and outlines that are begun anew, in a real browser."""

from __future__ import annotations

from contextlib import suppress

import pytest
from playwright.sync_api import Error, Route, expect

from tests.harness.small_room import INNER
from tests.harness.studio.marked import Marked


def test_what_is_no_name_is_refused_and_a_slip_of_a_letter_is_not(marked: Marked) -> None:
    page = marked.page
    marked.tool("Box")
    marked.drag(80, 46, 150, 130)
    field = page.get_by_label("What it is", exact=True)
    field.fill("blargh")
    page.keyboard.press("Enter")
    expect(page.locator(".inspector [role=alert]")).to_contain_text("“blargh” is nothing that I know")
    expect(field).to_be_focused()
    expect(page.locator(".offer")).not_to_have_count(0)
    marked.kept(lambda m: [t["category"] for t in m["things"]] == ["unknown"])
    field.fill("nigthstand")
    page.keyboard.press("Enter")
    expect(page.locator(".toast")).to_contain_text("“nigthstand” is read as nightstand")
    marked.kept(lambda m: [t.get("category") for t in m["things"]] == ["nightstand"])


def test_a_studio_that_is_slow_takes_neither_names_nor_what_is_chosen(marked: Marked) -> None:
    page = marked.page
    page.wait_for_function("fetch('../../words').then((answer) => answer.ok)")
    held: list[Route] = []
    page.route("**/marks", lambda route: held.append(route))  # the studio does not answer for now
    for at, name in ((80, "bed"), (110, "tv"), (160, "table lamp"), (200, "box")):
        marked.tool("Box")
        marked.drag(at, 46, at + 20, 70)
        page.keyboard.type(name)
        page.keyboard.press("Enter")
        expect(page.locator(".marked [aria-pressed=true]")).to_contain_text(name)
    assert len(held) == 1  # the others wait for its answer, and go together
    expect(page.get_by_role("button", name="Box", exact=True)).to_have_attribute("aria-pressed", "true")
    page.unroute("**/marks")
    for route in held:
        with suppress(Error):
            route.continue_()
    page.reload()
    found = marked.kept(lambda m: len(m.get("things", [])) == 4)
    assert [t["category"] for t in found["things"]] == ["bed", "tv", "table lamp", "box"]


def test_an_outline_is_begun_anew_and_what_is_gone_is_not_chosen(marked: Marked) -> None:
    page = marked.page
    marked.tool("Wall tops")
    marked.drag(*INNER)
    first = marked.kept(lambda m: "wall_top_px" in m)["wall_top_px"]
    page.mouse.click(*marked.at(60, 60))
    expect(page.locator(".toast")).to_contain_text(
        "the wall tops are marked already: this begins a new outline"
    )
    for x, y in ((200, 60), (200, 150), (60, 150)):
        page.mouse.click(*marked.at(x, y))
    page.keyboard.press("Enter")
    assert marked.kept(lambda m: m.get("wall_top_px") != first)["wall_top_px"][0] == pytest.approx(
        [60, 60], abs=1
    )
    page.get_by_role("button", name="Take the wall tops out").click()
    marked.kept(lambda m: "wall_top_px" not in m)
    marked.tool("Box")
    marked.drag(80, 46, 150, 130)
    expect(page.locator(".naming")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    expect(page.locator("[data-thing]")).to_have_count(0)
    expect(page.get_by_role("button", name="Take")).to_have_count(0)
    # What the tool does is read whole, and the keys are listed.
    assert page.locator(".hint").evaluate("(p) => p.scrollWidth <= p.clientWidth")
    page.get_by_role("button", name="Keys").click()
    expect(page.get_by_role("dialog", name="Keys")).to_contain_text("a box in the middle")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_have_count(0)


def test_nothing_is_put_on_a_picture_or_a_screen_by_itself(marked: Marked) -> None:
    page = marked.page
    for box, name in (((80, 46, 150, 130), "tv"), ((100, 80, 110, 90), "printer")):
        marked.tool("Box")
        marked.drag(*box)
        page.keyboard.type(name)
        page.keyboard.press("Enter")
    found = marked.kept(lambda m: [t.get("category") for t in m.get("things", [])] == ["tv", "printer"])
    assert "on" not in found["things"][1]
