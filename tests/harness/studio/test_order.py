"""What is wrong with a room is listed and mended; a thing is drawn to a wall, and becomes another word."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.harness.studio.page import Seen, Studio
from tools.program.read import read

AT = """(by) => {
  const row = studio.handles.proxy.position.clone();
  row.x += by[0]; row.y += by[1]; row.z += by[2];
  const at = row.project(studio.stage.camera), box = studio.world.renderer.domElement.getBoundingClientRect();
  return [box.left + (at.x + 1) / 2 * box.width, box.top + (1 - at.y) / 2 * box.height];
}"""
"""Pixel of a place that far from what is selected."""


def place(studio: Studio, id: str) -> tuple[float, float]:
    return read((studio.folder / "scene.py").read_text()).placement(id).at


def choose(seen: Seen, id: str) -> None:
    """A thing is selected, and keys go to the room."""
    seen.page.get_by_role("treeitem", name=id, exact=True).click()
    seen.page.locator("canvas").focus()


def test_near_a_wall_a_thing_is_drawn_to_it(seen: Seen, studio: Studio, version: Callable[[], int]) -> None:
    page, number = seen.page, version()
    choose(seen, "stool_1")
    old = place(studio, "stool_1")
    assert old[1] == -1.0  # half a metre and more from the wall at -2
    start, end = page.evaluate(AT, [0, 0, 0]), page.evaluate(AT, [0, -0.77, 0])  # 3 cm are left
    page.mouse.move(start[0] + 3, start[1])
    page.keyboard.press("g")
    page.keyboard.press("y")
    for share in np.linspace(0, 1, 7):  # from the first on it is moved
        page.mouse.move(*(np.add(start, np.subtract(end, start) * share)))
    page.mouse.down()
    page.mouse.up()
    seen.drawn(number + 1)
    assert place(studio, "stool_1") == pytest.approx((old[0], -1.8), abs=2e-3)


def test_a_finding_leads_to_its_thing_and_is_mended(
    seen: Seen, studio: Studio, version: Callable[[], int]
) -> None:
    page, number = seen.page, version()
    choose(seen, "bed_1")
    for key in ("g", "x", ".", "3", "Enter"):  # into the nightstand
        page.keyboard.press(key)
    seen.drawn(number + 1)
    page.locator("footer").get_by_role("button", name=re.compile(r"\d+ finding")).click()
    wrong = page.locator(".rows li").filter(has_text="nightstand_1").filter(has_text="bed_1")
    expect(wrong).to_have_count(1)
    wrong.locator("button.link").click()
    expect(page.locator("[role=treeitem][aria-selected=true]")).to_have_text(re.compile("bed_1|nightstand_1"))
    wrong.get_by_role("button", name="Mend", exact=True).click()
    seen.drawn(number + 2)
    expect(wrong).to_have_count(0)


def test_a_thing_becomes_another_word(seen: Seen, studio: Studio, version: Callable[[], int]) -> None:
    page, number = seen.page, version()
    choose(seen, "stool_1")
    page.get_by_label("What it is").fill("armchair")
    page.get_by_label("What it is").press("Enter")
    seen.drawn(number + 1)
    program = read((studio.folder / "scene.py").read_text())
    assert program.placement("stool_1").category == "armchair"
    assert page.locator("h3", has_text="armchair").count() == 1  # its parameters are those of the word
