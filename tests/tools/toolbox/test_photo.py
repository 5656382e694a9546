"""A photo's walls and things, told through the Analyst's tools."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.tools.picture.together.room_of_four import CAMERAS, FLOOR, marked
from tools.blender.worker import Worker
from tools.errors import ToolError
from tools.settings import PictureSettings
from tools.source.several import bring_pictures
from tools.toolbox.analyst import set_scene_type
from tools.toolbox.photo import submit_walls
from tools.toolbox.several import same_things
from tools.workspace import Workspace


def opened(folder: Path, worker: Worker, count: int) -> Workspace:
    """A run's folder with pictures of a room of four things, marked by an Analyst of each."""
    paths = []
    for number, seen in enumerate(CAMERAS[:count], start=1):
        path = folder / f"{number}.png"
        Image.fromarray(np.full((seen.height, seen.width, 3), 30 * number, np.uint8)).save(path)
        text = marked(seen, number, 0.0).model_dump_json(exclude_none=True, exclude_defaults=True)
        path.with_suffix(".annotations.json").write_text(text)
        paths.append(path)
    run = folder / "run"
    run.mkdir()
    bring_pictures(paths, PictureSettings(), look=False).keep(run)
    return Workspace(run, worker)


def test_walls_told_exactly_give_the_room_and_things_already_marked_stay(
    tmp_path: Path, worker: Worker
) -> None:
    workspace = opened(tmp_path, worker, 1)
    marks = workspace.marks.given
    assert marks is not None
    workspace.marks.take(marks.model_copy(update={"walls": [], "verticals_px": [], "levels_px": []}))
    lines = [[list(p) for p in line] for line in marks.verticals_px]
    said = submit_walls(workspace, marks.walls, lines, [], [])
    assert f"{len(marks.things)} things marked so far" in said
    room = workspace.survey.room
    assert room is not None
    true, found = (np.ptp(np.array(floor), axis=0) for floor in (FLOOR, room.floor))
    assert found[0] / found[1] == pytest.approx(true[0] / true[1], rel=0.05)  # what no known size tells
    assert found == pytest.approx(true, rel=0.1)


def test_a_thing_renamed_is_renamed_where_it_carries_and_hides(tmp_path: Path, worker: Worker) -> None:
    workspace = opened(tmp_path, worker, 2)
    first, second = workspace.marks.given, workspace.marks.of(2).given
    assert first is not None
    assert second is not None
    workspace.marks.take(first)
    things = [t for t in second.things if t.id in ("table", "bed")]
    table, bed = (next(t for t in things if t.id == name) for name in ("table", "bed"))
    named = [
        table.model_copy(update={"id": "low_table"}),
        bed.model_copy(update={"hidden_by": ["low_table"]}),
    ]
    workspace.marks.of(2).take(second.model_copy(update={"things": named}))
    same_things(workspace, 2, {"low_table": "table"})
    by_id = {t.id: t for t in workspace.marks.of(2).now.things}
    assert set(by_id) == {"table", "bed"}
    assert by_id["bed"].hidden_by == ["table"]


def test_names_that_are_not_there_or_would_be_two_are_refused(tmp_path: Path, worker: Worker) -> None:
    workspace = opened(tmp_path, worker, 2)
    for marks in (workspace.marks, workspace.marks.of(2)):
        assert marks.given is not None
        marks.take(marks.given)
    before = workspace.marks.of(2).now
    with pytest.raises(ToolError, match="picture 2 has no chandelier"):
        same_things(workspace, 2, {"chandelier": "table"})
    with pytest.raises(ToolError, match="would have one id"):
        same_things(workspace, 2, {"bed": "table"})
    assert workspace.marks.of(2).now == before


def test_a_kind_of_place_that_the_user_said_stands(tmp_path: Path, worker: Worker) -> None:
    workspace = opened(tmp_path, worker, 1)
    workspace.settings = PictureSettings(scene_type="lab")
    assert set_scene_type(workspace, "residential", "rustic") == "Noted: lab, as the user said; rustic."
    assert (workspace.survey.scene_type, workspace.survey.style) == ("lab", "rustic")
