"""Whatever pixels a model answers in, the room lands where it was meant."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from tools.blender.worker import Worker
from tools.gates.reading import room_share, survey_scores
from tools.gates.thresholds import PASS, below
from tools.images import shown_size
from tools.picture import image
from tools.picture.annotations import ThingMark
from tools.picture.image import Pixels
from tools.picture.pixel_frame import FILE, frame_of, frame_of_boxes, frames
from tools.source.picture import PictureSource
from tools.survey import RoomSurvey, Survey, View
from tools.toolbox.analyst import crop, submit_room, submit_things
from tools.workspace import Workspace

ROOT = Path(__file__).resolve().parents[3]
WIDE = 1600
"""Pixels: wider than what a model is shown."""


def recorded(name: str) -> tuple[Pixels, dict[str, Any]]:
    folder = ROOT / "transcripts" / name
    events = [json.loads(line) for line in (folder / "transcript.jsonl").read_text().splitlines()]
    said = (e["arguments"] for e in events if e.get("kind") == "tool_call" and e["name"] == "submit_room")
    return image.load(folder / "input.png"), next(said)


def scaled(picture: Pixels, width: int) -> Pixels:
    height = round(picture.shape[0] * width / picture.shape[1])
    return np.asarray(cv2.resize(picture, (width, height), interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


@pytest.mark.parametrize("name", ["bedroom", "living"])
@pytest.mark.parametrize("width", [700, 1400, 2600])
@pytest.mark.parametrize("with_tops", [True, False])
def test_the_frame_that_was_meant_is_found(name: str, width: int, with_tops: bool) -> None:
    picture, said = recorded(name)
    factor = width / picture.shape[1]
    large = scaled(picture, width)
    outlines = [said["floor_px"], *([said["wall_top_px"]] if with_tops else [])]
    for meant in frames((large.shape[1], large.shape[0])):
        written = [[(x * factor / meant.x, y * factor / meant.y) for x, y in o] for o in outlines]
        assert frame_of(large, written).name == meant.name


@pytest.mark.parametrize("number", [1, 2, 3])
def test_edges_tell_the_frame_of_a_photo_whose_walls_things_hide(number: int) -> None:
    photo = ROOT / "example" / "photos" / f"living-{number}.jpg"
    picture = image.load(photo)
    said = json.loads(photo.with_suffix(".annotations.json").read_text())
    bases = [
        [*w["base_px"], *reversed(w["top_px"])] for w in said["walls"] if "base_px" in w and "top_px" in w
    ]
    astray = [[(x + 9, y + 9) for x, y in o] for o in bases]  # thought behind furniture
    edges = [*said["verticals_px"], *said["levels_px"]]
    for meant in frames((picture.shape[1], picture.shape[0])):
        outlines, lines = ([[(x / meant.x, y / meant.y) for x, y in o] for o in e] for e in (astray, edges))
        assert frame_of(picture, outlines, lines).name == meant.name


def test_nothing_to_go_by_leaves_the_pixels_of_the_file() -> None:
    plain = np.full((600, 2000, 3), 128, np.uint8)
    assert frame_of(plain, [[(1, 1), (900, 1), (900, 200)]]) == FILE
    assert frame_of(plain, []) == FILE
    assert frame_of(plain, [[(-5000, 1), (9000, 1), (900, 9000)]]) == FILE


def test_boxes_outside_the_picture_are_thousandths() -> None:
    assert frame_of_boxes((640, 400), [(10, 10, 300, 390)]) == FILE
    assert frame_of_boxes((640, 400), [(10, 10, 900, 990)]).name == "thousandths"
    shown = frames((4032, 3150))[1]
    assert frame_of_boxes((4032, 3150), [(10, 10, 900, 700)], shown) == shown
    assert frame_of_boxes((4032, 3150), [(10, 10, 2900, 700)], shown) == FILE


@pytest.fixture
def large(worker: Worker, tmp_path: Path) -> Workspace:
    picture, _ = recorded("bedroom")
    image.save(scaled(picture, WIDE), tmp_path / "given.png", within=tmp_path)
    folder = tmp_path / "run"
    folder.mkdir()
    source = PictureSource(tmp_path / "given.png")
    source.keep(folder)
    return Workspace(folder, worker)


def test_a_room_marked_in_the_pixels_shown_fills_the_picture(large: Workspace) -> None:
    _, said = recorded("bedroom")
    bed = ThingMark(id="bed", category="bed", box=(388, 90, 600, 320), foot=(490, 210))
    submit_things(large, [bed], replace=True)  # before anything tells the frame
    told = submit_room(large, said["floor_px"], said["wall_top_px"], [], [])
    assert "as shown, 1024 x 800" in told
    submit_things(large, [bed.model_copy(update={"id": "other"})], replace=False)
    room, factor = large.survey.room, WIDE / 1024
    assert room is not None
    wanted = np.ptp(np.array(said["floor_px"]), axis=0) * factor
    assert np.ptp(np.array(room.floor_px), axis=0) == pytest.approx(wanted, rel=0.02)
    for id in ("bed", "other"):
        assert large.survey.boxes[id] == pytest.approx([v * factor for v in (388, 90, 600, 320)], rel=0.02)
    assert "crop, x 5" in crop(large, [388, 90, 600, 320])
    scores, _ = survey_scores(large.survey)
    assert scores["fills"] > 0.4


def survey(share: float) -> Survey:
    side = 1000 * share**0.5
    corners = [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side)]
    floor = [(-2.0, -2.0), (2.0, -2.0), (2.0, 2.0), (-2.0, 2.0)]
    room = RoomSurvey.model_validate({"floor": floor, "height": 2.6, "source": "seen", "floor_px": corners})
    return Survey(views=[View(picture="x", size=(1000, 1000), source="seen")], room=room)


def test_a_room_like_a_stamp_does_not_pass() -> None:
    assert room_share(survey(0.05)) == pytest.approx(0.05)
    assert below({"fills": room_share(survey(0.05))}, PASS)
    assert not below({"fills": room_share(survey(0.3))}, PASS)
    _, said = recorded("bedroom")
    assert shown_size((4032, 3150)) == (1024, 800)
    stamp = Survey(
        views=[View(picture="x", size=(4032, 3150), source="seen")],
        room=survey(0.3).room.model_copy(  # type: ignore[union-attr]
            update={k: [tuple(p) for p in said[k]] for k in ("floor_px", "wall_top_px")}
        ),
    )
    assert room_share(stamp) < PASS["fills"]
