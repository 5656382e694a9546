"""Every page by keyboard alone: each control has a name, Tab reaches it, and one sees where one is."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.harness.studio.page import Seen, Studio, served

CONTROLS = """() => {
  const own = 'button, input, select, textarea, a[href], summary, [tabindex="0"]';
  const seen = (e) => e.getClientRects().length > 0 && getComputedStyle(e).visibility !== 'hidden';
  const all = [...document.querySelectorAll(own)].filter((e) => seen(e) && !e.disabled);
  all.forEach((e, k) => { e.dataset.control = k; });
  const label = (e) => (e.getAttribute('aria-label') || e.innerText || e.title
    || [...(e.labels ?? [])].map((l) => l.innerText).join(' ') || '').trim();
  return all.map((e) => [e.outerHTML.slice(0, 120), label(e)]);
}"""
HERE = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  let around = e, shown = false;
  for (let k = 0; k < 2 && around; k++, around = around.parentElement) {
    const style = getComputedStyle(around);
    shown ||= style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    shown ||= around !== e && around.matches('.drop:focus-within');
  }
  return [e.dataset.control ?? '', shown, e.outerHTML.slice(0, 120)];
}"""


def walked(page: Page) -> None:
    """Tab from the first control to the last."""
    controls = page.evaluate(CONTROLS)
    nameless = [html for html, name in controls if not name]
    assert nameless == []
    page.evaluate("document.activeElement?.blur?.()")
    reached, unseen = set(), []
    for _ in range(len(controls) + 10):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here is None:
            continue
        if page.evaluate("document.activeElement.classList.contains('cm-content')"):
            page.keyboard.press("Escape")  # a Tab of its own belongs to the code
        reached.add(here[0])
        if not here[1]:
            unseen.append(here[2])
    missed = [html for k, (html, _) in enumerate(controls) if str(k) not in reached]
    assert missed == []
    assert unseen == []


@pytest.fixture
def page(browser: Browser) -> Page:
    """A window of its own."""
    return Seen(browser.new_context(viewport={"width": 1280, "height": 800}).new_page()).page


def test_the_first_page(page: Page, tmp_path: Path) -> None:
    with served(tmp_path / "none") as running:
        page.goto(running.address)
        page.locator("ul.cards").wait_for()
        page.locator("summary").click()
        walked(page)
        page.context.close()


def test_a_room(page: Page, studio: Studio) -> None:
    seen = Seen(page)
    page.goto(studio.room)
    seen.drawn(1)
    page.get_by_role("treeitem", name="bed_1", exact=True).click()
    walked(page)
    keys = page.get_by_role("button", name="Keys")
    keys.focus()
    keys.press("Enter")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(keys).to_be_focused()  # one goes on where one was
    page.context.close()


def test_a_picture_is_marked_without_a_mouse(page: Page, tmp_path: Path) -> None:
    picture = tmp_path / "room.png"
    Image.new("RGB", (400, 300), "#887766").save(picture)
    with served(tmp_path / "none") as running:
        page.goto(f"{running.address}mark/{running.rooms.mark(picture)}/")
        page.locator("svg.sheet-picture").wait_for()
        page.keyboard.press("n")
        expect(page.locator(".naming")).to_be_focused()
        page.keyboard.type("stool")
        page.keyboard.press("Enter")
        box = page.locator("[data-thing=stool_1] > rect").first
        expect(box).to_have_attribute("x", "180")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Shift+ArrowDown")
        expect(box).to_have_attribute("x", "182")
        expect(box).to_have_attribute("height", "32")
        walked(page)
        page.context.close()
