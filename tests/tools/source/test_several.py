"""Several pictures of one room: the first is as one alone, the others lie beside it with their marks."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from harness.runs import driving
from harness.settings import RoomSettings
from tests.tools.picture.together.room_of_four import CAMERAS, marked
from tools.blender.worker import Worker
from tools.errors import InputError, ToolError
from tools.settings import PictureSettings
from tools.source.kinds import open_source
from tools.source.photo import PhotoSource
from tools.source.several import MOST, bring_pictures, masks_of
from tools.toolbox.several import same_things, submit_picture
from tools.workspace import Workspace


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    paths = []
    for number, seen in enumerate(CAMERAS, start=1):
        path = tmp_path / f"{number}.png"
        Image.fromarray(np.full((seen.height, seen.width, 3), 30 * number, np.uint8)).save(path)
        text = marked(seen, number).model_dump_json(exclude_none=True, exclude_defaults=True)
        path.with_suffix(".annotations.json").write_text(text)
        paths.append(path)
    return paths


def test_a_run_folder_remembers_all_pictures_and_their_marks(photos: list[Path], tmp_path: Path) -> None:
    made = bring_pictures(photos, PictureSettings(), look=False)
    assert "several" in made.offers
    assert "3 pictures" in made.task
    (tmp_path / "run").mkdir()
    made.keep(tmp_path / "run")
    again = open_source(tmp_path / "run")
    assert isinstance(again, PhotoSource)
    assert [o.kind for o in again.others] == ["photo", "photo"]
    assert again.others[1].given == made.others[1].given
    assert [p.name for p in again.pictures] == ["input.png", "2.png", "3.png"]
    assert int(again.others[0].image[0, 0, 0]) == 60


def test_one_picture_is_as_before(photos: list[Path], tmp_path: Path) -> None:
    made = bring_pictures(photos[:1], PictureSettings(), look=False)
    assert "several" not in made.offers
    (tmp_path / "run").mkdir()
    made.keep(tmp_path / "run")
    assert json.loads((tmp_path / "run/source.json").read_text()) == {"kind": "photo"}


def test_marks_of_all_pictures_come_into_one_survey(
    photos: list[Path], tmp_path: Path, worker: Worker
) -> None:
    (tmp_path / "run").mkdir()
    bring_pictures(photos[:2], PictureSettings(), look=False).keep(tmp_path / "run")
    workspace = Workspace(tmp_path / "run", worker)
    first, second = (m.given for m in (workspace.marks, workspace.marks.of(2)))
    assert first is not None
    assert second is not None
    workspace.marks.take(first)
    assert len(workspace.survey.views) == 1
    things = [t.model_copy(update={"id": "low_table" if t.id == "table" else t.id}) for t in second.things]
    uprights = [[list(p) for p in line] for line in second.verticals_px]
    told = submit_picture(workspace, 2, second.walls, [], [], uprights, [], [], things)
    assert "low_table of picture 2 is table" in told
    assert len(workspace.survey.views) == 2
    assert same_things(workspace, 2, {"low_table": "table"}) == workspace.survey.notes[0]
    by_id = {t.id: t for t in workspace.survey.things}
    assert by_id["table"].pictures == [0, 1]  # type: ignore[union-attr]
    assert (tmp_path / "run/pictures/2.annotations.json").exists()
    with pytest.raises(ToolError, match="numbers 2 to 2"):
        same_things(workspace, 3, {})


def test_what_cannot_be_brought_together_is_refused_before_anything_is_written(
    photos: list[Path], tmp_path: Path
) -> None:
    settings = RoomSettings(model="embedded")
    with pytest.raises(InputError, match="given twice"):
        bring_pictures([photos[0], photos[0]], PictureSettings(), look=False)
    with pytest.raises(InputError, match=f"give {MOST} at most"):
        bring_pictures(photos * 4, PictureSettings(), look=False)
    photos[1].with_suffix(".annotations.json").unlink()
    source = bring_pictures(photos[:2], PictureSettings(), look=False)
    with pytest.raises(InputError, match=r"2\.png: without a model"):
        driving.begin(source, settings, tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_masks_of_several_pictures_are_found_by_their_names(tmp_path: Path) -> None:
    (tmp_path / "masks/b").mkdir(parents=True)
    (tmp_path / "masks/a.json").write_text("{}")
    masks = tmp_path / "masks"
    assert masks_of(masks, Path("a.jpg"), first=True) == masks / "a.json"
    assert masks_of(masks, Path("b.jpg"), first=False) == masks / "b"
    assert masks_of(masks, Path("c.jpg"), first=False) is None
    assert masks_of(masks, Path("c.jpg"), first=True) == masks
    coco = tmp_path / "coco.json"
    assert masks_of(coco, Path("c.jpg"), first=False) == coco
