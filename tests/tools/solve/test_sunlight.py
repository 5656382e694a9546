"""The sun is read off renders of rooms whose sun is known."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.tools.solve.rooms import CAMERA, Truth, survey_of
from tools.blender.worker import Worker
from tools.program import edit
from tools.solve import layout, swatches
from tools.solve.sunlight import contrast, find_sun
from tools.workspace import Workspace

SIZE = (CAMERA.width, CAMERA.height)
WINDOW = {"id": "window", "kind": "window", "wall": "bottom", "sill": 0.9, "height": 1.2}
SOFT = "sky(strength=1.5)\nexposure(0.0)\n"


def ends() -> dict[str, object]:
    """Where the window begins and ends along the bottom wall, pixels."""
    (a, b) = CAMERA.project([(-1.0, -2.0, 0.0), (1.0, -2.0, 0.0)]).tolist()
    return {"from_px": a, "to_px": b}


@pytest.mark.parametrize("azimuth", [150.0, 250.0, None])
def test_the_sun_is_where_light_and_shadow_say(azimuth: float | None, worker: Worker, tmp_path: Path) -> None:
    wardrobe = Truth("wardrobe", (2.7, 0.5), (1.6, 0.6, 2.2), -90.0, marks={"top": 2.2})
    survey = survey_of({"wardrobe": wardrobe}, openings=[WINDOW | ends()])
    sun = f"sun(elevation=45, azimuth={azimuth}, strength=3.5)\n" if azimuth is not None else ""
    text = edit.set_cell(layout.solve(survey).apply(""), "lighting", sun + SOFT)
    Image.new("RGB", SIZE).save(tmp_path / "input.png")
    room = Workspace(tmp_path, worker)
    room.apply(lambda _: text, why="a room in this light")
    image = np.array(Image.open(room.render("reference", "lit", width=600)).convert("RGB").resize(SIZE))
    bare = swatches.floor_mask(image, survey, ids=room.ids(600))
    objects = room.report.objects
    found = find_sun(image, survey, bare, objects)
    if azimuth is None:
        assert found is None
        return
    assert found is not None
    assert found.azimuth == pytest.approx(azimuth, abs=6)
    assert found.elevation == pytest.approx(45, abs=5)
    right = contrast(image, survey, bare, objects, (azimuth, 45.0))
    wrong = contrast(image, survey, bare, objects, (azimuth + 120, 45.0))
    assert right > 1.5 * wrong
