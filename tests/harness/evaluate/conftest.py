"""A truth and run folders made from it."""

import json

import pytest
from PIL import Image, ImageDraw

from tools.measure.truth import Truth, TruthObject, TruthOpening, TruthRoom

OBJECTS = [
    TruthObject(id="bed", category="bed", center=(-1.2, 0.9, 0.5), size=(1.6, 2.0, 1.0), facing=0.0,
                box=(40, 30, 120, 130), color=(200, 190, 180)),
    TruthObject(id="desk", category="desk", center=(1.2, -1.6, 0.375), size=(1.4, 0.7, 0.75), yaw_deg=180.0,
                facing=180.0, box=(180, 180, 260, 220), color=(120, 80, 50)),
    TruthObject(id="lamp", category="table lamp", center=(1.2, -1.6, 1.0), size=(0.3, 0.3, 0.5),
                mount="object", on="desk", box=(210, 190, 230, 210)),
]  # fmt: skip


@pytest.fixture
def truth():
    room = TruthRoom(
        floor_polygon=[(-2.5, -2.0), (2.5, -2.0), (2.5, 2.0), (-2.5, 2.0)], height=2.6,
        openings=[TruthOpening(id="door_1", kind="door", wall=1, at=2.0, width=0.9, height=2.0)],
    )  # fmt: skip
    return Truth(picture="room.png", size=(300, 240), room=room, objects=OBJECTS)


@pytest.fixture
def run_folder(tmp_path, truth):
    """Write a run folder whose report holds the given items; None writes a run that has no report."""

    def write(name, items=None, outcome="done", empty=False):
        folder = tmp_path / name
        (folder / "renders").mkdir(parents=True)
        truth.save(folder / "truth.json")
        picture = Image.new("RGB", (300, 240), "white")
        ImageDraw.Draw(picture).rectangle((40, 30, 120, 130), fill="#c8beb4")
        picture.save(folder / "input.png")
        if empty:
            return folder
        picture.save(folder / "renders" / "reference-lit.png")
        items = truth.objects if items is None else items
        report = {
            "outcome": outcome, "room": {"floor_polygon": truth.room.floor_polygon, "height": 2.6},
            "objects": [
                i.model_dump(include={"id", "category", "mount", "on", "center", "size", "yaw_deg", "color"})
                for i in items
            ],
            "cost": {"calls": 3, "tokens": 100}, "seconds": {"survey": 1.5, "layout": 2.5},
        }  # fmt: skip
        (folder / "report.json").write_text(json.dumps(report))
        return folder

    return write
