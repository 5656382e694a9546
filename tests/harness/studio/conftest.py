"""A studio on a small room, and a real browser that looks at it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect, sync_playwright

from harness import room as door
from harness.setup.system import BROWSERS
from harness.studio import rooms
from tests.harness.studio.marked import Marked, laid_out
from tests.harness.studio.page import PATIENCE, Seen, Studio, open_page, served
from tools.blender.worker import Worker
from tools.program.model import Placement, RoomSpec
from tools.program.template import empty_program, rectangle

ARGUMENTS = ["--disable-gpu", "--enable-unsafe-swiftshader", "--no-sandbox"]
"""Software GL; and no sandbox of its own, which root has not."""
THINGS = (
    Placement(id="bed_1", category="bed", at=(0, 0.9), size=(1.6, 2, 1.0)),
    Placement(id="nightstand_1", category="nightstand", at=(1.2, 1.7), size=(0.45, 0.4, 0.5)),
    Placement(id="lamp_1", category="table lamp", at=(0, 0), size=(0.25, 0.25, 0.45), on="nightstand_1"),
    Placement(id="stool_1", category="stool", at=(-1, -1), size=(0.4, 0.4, 0.45)),
)
GEOMETRY = """# %% geometry:bed_1
furnish("bed_1", bed, pillows=2)
# %% geometry:nightstand_1
furnish("nightstand_1", nightstand)
# %% geometry:stool_1
@geometry("stool_1")
def make_stool(o):
    box(o, "seat", (o.w, o.d, 0.05), at=(0, 0, o.h - 0.05))
    box(o, "leg", (0.1, 0.1, o.h - 0.05))
"""


def program() -> str:
    """A bedroom of 4 by 4 m."""
    text = empty_program(RoomSpec(floor=rectangle(4, 4)))
    lines = "".join(thing.source() + "\n" for thing in THINGS)
    text = text.replace("# %% layout\n", f"# %% layout\n{lines}{GEOMETRY}")
    return text.replace("# %% materials\n", '# %% materials\nmaterial("oak_1", "oak", color="#a07a50")\n')


@pytest.fixture(scope="module")
def borrowed(worker: Worker) -> Iterator[None]:
    """Rooms share the tests' warm worker, and leave it running."""
    patch = pytest.MonkeyPatch()
    shared = type(
        "Shared", (), {"__getattr__": lambda self, name: getattr(worker, name), "close": lambda self: None}
    )
    patch.setattr(door, "Worker", shared)
    patch.setattr(rooms, "Worker", shared)
    yield
    patch.undo()


@pytest.fixture(scope="module")
def studio(borrowed: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """A studio that serves one small room, in a thread."""
    folder = tmp_path_factory.mktemp("runs") / "small"
    folder.mkdir()
    (folder / "scene.py").write_text(program())
    Image.new("RGB", (320, 240), "#887766").save(folder / "input.png")
    with served(folder) as running:
        yield running


@pytest.fixture(scope="module")
def roomless(borrowed: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """A studio without a room; what is marked in it is built by the tests' worker."""
    with served(tmp_path_factory.mktemp("runs") / "none") as running:
        yield running


@pytest.fixture
def marked(browser: Browser, roomless: Studio, tmp_path: Path) -> Iterator[Marked]:
    """A drawn room without marks, laid out."""
    with laid_out(browser, roomless, tmp_path) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium without a screen, for one file's tests.

    Playwright keeps an event loop running in this thread as long as it is there, in which `asyncio.run` of
    other tests would fail.
    """
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no browser here: apt-get install chromium")
    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=found, headless=True, args=ARGUMENTS)
        expect.set_options(timeout=PATIENCE * 1000)
        yield running
        running.close()


@pytest.fixture(scope="module")
def seen(browser: Browser, studio: Studio) -> Iterator[Seen]:
    """The room's page, loaded and drawn."""
    page = open_page(browser, studio.room)
    yield page
    page.page.context.close()
    assert page.complaints == []


@pytest.fixture
def version(studio: Studio) -> Callable[[], int]:
    """The newest version on disk."""

    def newest() -> int:
        log = studio.folder / "history" / "log.jsonl"
        return len(log.read_text().splitlines()) if log.exists() else 0

    return newest
