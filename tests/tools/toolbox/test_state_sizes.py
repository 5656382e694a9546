"""The Analyst says a size that is known, and which one would settle the scale."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tools.blender.worker import Worker
from tools.errors import ToolError
from tools.picture.annotations import KnownSize, ThingMark
from tools.source.picture import PictureSource
from tools.toolbox.analyst import state_sizes, submit_room, submit_things
from tools.workspace import Workspace

FLOOR = [[200.0, 200.0], [800.0, 200.0], [800.0, 600.0], [200.0, 600.0]]
TOPS = [[140.0, 160.0], [860.0, 160.0], [860.0, 640.0], [140.0, 640.0]]


@pytest.fixture
def workspace(worker: Worker, tmp_path: Path) -> Workspace:
    Image.fromarray(np.full((800, 1000, 3), 200, np.uint8)).save(tmp_path / "given.png")
    folder = tmp_path / "run"
    folder.mkdir()
    source = PictureSource(tmp_path / "given.png")
    source.keep(folder)
    return Workspace(folder, worker)


def width(workspace: Workspace) -> float:
    room = workspace.survey.room
    assert room is not None
    return float(np.ptp([x for x, _ in room.floor]))


def test_a_stated_size_scales_the_room_and_ends_the_asking(workspace: Workspace) -> None:
    asked = submit_room(workspace, FLOOR, TOPS, [], [])
    assert "One measure would settle the scale: the width of the room" in asked
    assert "state_sizes" in asked
    assert "--" not in asked  # a flag is nothing a specialist has
    box = (300.0, 300.0, 420.0, 450.0)
    submit_things(workspace, [ThingMark(id="bed", category="bed", box=box, facing=0, top=0.5)], replace=True)
    strange = ThingMark(id="x", category="computer stand", box=(500.0, 300.0, 540.0, 350.0))
    said = submit_things(workspace, [strange], replace=False)
    assert "'computer stand' is no name that is known; nearest to it: " in said
    assert "computer tower" in said
    assert "kitchen counter" not in said  # no longer every name there is
    again = submit_things(workspace, [], replace=False, drop=["nothing"])
    assert "computer stand" not in again  # it was said before
    submit_things(workspace, [], replace=False, drop=["x"])
    told = state_sizes(workspace, [KnownSize(of="bed", axis="width", metres=1.4)])
    # 600 px of floor to 120 px of bed at 0.5 m under a camera of about four walls' height
    assert width(workspace) == pytest.approx(1.4 * 5 * 1.04, rel=0.05)
    assert "said: bed is 1.4 m wide" in told
    assert "One measure" not in submit_room(workspace, FLOOR, TOPS, [], [])
    state_sizes(workspace, [KnownSize(of="bed", axis="width", metres=1.6)])
    assert [k.metres for k in workspace.marks.now.known_sizes] == [1.6]
    lost = state_sizes(workspace, [KnownSize(of="sofa", axis="width", metres=2.0)])
    assert "there is no thing, opening or room of that id" in lost


def test_a_size_that_did_not_win_is_not_fitted_to_the_scale(workspace: Workspace) -> None:
    submit_room(workspace, FLOOR, TOPS, [], [])
    bed = ThingMark(id="bed", category="bed", box=(300.0, 300.0, 420.0, 450.0), facing=0, top=0.5)
    cut = ThingMark(id="shelf", category="bookshelf", box=(0.0, 0.0, 290.0, 240.0), facing=0, height=1.5)
    submit_things(workspace, [bed, cut], replace=True)
    state_sizes(workspace, [KnownSize(of="shelf", axis="width", metres=1.47)])
    before = width(workspace)
    told = state_sizes(workspace, [KnownSize(of="shelf", axis="width", metres=1.64)])
    assert "shelf: its width was said to be 1.47 m and stays so" in told
    assert [k.metres for k in workspace.marks.now.known_sizes] == [1.47]
    assert width(workspace) == before


def test_upright_lines_are_kept_with_the_room(workspace: Workspace) -> None:
    lines = [[floor, top] for floor, top in zip(FLOOR, TOPS, strict=True)]
    told = submit_room(workspace, FLOOR, [], [], [], lines)
    assert len(workspace.marks.now.verticals_px) == 4
    assert "4 upright lines that were marked" in told
    assert "0.0 px" not in told


def test_a_senseless_size_is_refused(workspace: Workspace) -> None:
    known = KnownSize.model_construct(of="room", axis="width", metres=-1.0)
    with pytest.raises(ToolError):
        state_sizes(workspace, [known])
