"""Taking away: pictures with real light, and files; and the command itself."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from harness import cli
from tests.harness.studio.page import Seen, Studio

ROOM = "import sys; from harness.cli import main; main()"


def test_this_view_is_drawn_with_real_light(seen: Seen, studio: Studio) -> None:
    page = seen.page
    page.get_by_role("button", name="Draw", exact=True).click()
    drawn = page.locator("img.drawn")
    drawn.wait_for()
    address = drawn.get_attribute("src")
    assert address is not None
    data = page.request.get(studio.address.split("/a-token")[0] + address).body()
    picture = np.asarray(Image.open(io.BytesIO(data)).convert("RGB"), float)
    assert picture.shape[1] == 800
    assert picture.std() > 10
    high, wide = page.evaluate("[studio.stage.height, studio.stage.width]")
    assert picture.shape[0] / picture.shape[1] == pytest.approx(high / wide, abs=0.01)
    page.get_by_role("button", name="Close").click()


@pytest.mark.parametrize(("ending", "begins"), [("py", b"#"), ("glb", b"glTF")])
def test_the_room_is_taken_away_as_a_file(seen: Seen, studio: Studio, ending: str, begins: bytes) -> None:
    page = seen.page
    page.get_by_role("button", name="Take away").click()
    row = page.locator(".rows li", has_text=f".{ending} ")
    row.get_by_role("button", name="Make").click()
    with page.expect_download() as waiting:
        row.get_by_role("link").click()
    data = Path(waiting.value.path()).read_bytes()
    assert data.lstrip()[:4].startswith(begins) or data.startswith(b'"""')
    assert len(data) > 2000
    page.get_by_role("button", name="Close").click()


def test_the_command_prints_an_address_that_answers_and_ends_at_ctrl_c(tmp_path: Path) -> None:
    """Without a browser; beside another studio it takes the next port."""
    (tmp_path / "scene.py").write_text("# %% room\n")
    words = [sys.executable, "-c", ROOM, "studio", str(tmp_path), "--no-browser"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    running = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=tmp_path, env=environment)
    try:
        assert running.stdout is not None
        line = running.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/[\w-]{30,}/room/[\w-]+/", line)
        assert found, line
        assert urllib.request.urlopen(found[0]).status == 200
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(re.sub(r"(:\d+/)[\w-]+", r"\1wrong", found[0]))
    finally:
        running.send_signal(signal.SIGINT)
        assert running.wait(60) == 0


@pytest.mark.parametrize("what", ["nothing_there", "x.txt"])
def test_what_cannot_be_opened_is_one_line(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.txt").write_text("words")
    assert cli.run(["studio", what, "--no-browser"]) == 2
    said = capsys.readouterr().err.strip()
    assert said.count("\n") == 0
    assert what in said


def test_a_port_that_is_none_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.run(["studio", "--no-browser", "--port", "80000"]) == 2
    assert "from 0 to 65535" in capsys.readouterr().err
