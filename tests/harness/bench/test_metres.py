"""`room bench metres`: marks from truths of three kinds, and what is measured on them."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from harness.bench.furnished import furnished
from harness.bench.marks import marked_rooms
from harness.bench.metres import Row, figures, measure
from tools.errors import InputError

CAMERA = {
    "kind": "above",
    "position": [0, 0, 8.0],
    "rotation_deg": [0, 0, 0],
    "focal": 1.2,
    "size": [600, 500],
}


def thing(
    id: str, category: str, kind: str, center: list[float], size: list[float], **more: object
) -> dict[str, object]:
    row = {"id": id, "category": category, "type": kind, "center": center, "size": size, "yaw_deg": 0.0}
    return row | {"visible_px": 900, "box_px": [200, 200, 300, 300]} | more


def truth() -> dict[str, object]:
    return {
        "picture": "a.png", "camera": CAMERA,
        "room": {"floor": [[-2, -1.5], [2, -1.5], [2, 1.5], [-2, 1.5]], "height": 2.6},
        "objects": [
            thing("desk", "desk", "furniture", [0, 0, 0.37], [1.4, 0.7, 0.74]),
            thing("mug", "mug", "manipuland", [0.2, 0.1, 0.79], [0.1, 0.1, 0.1]),
            thing("lost", "mug", "manipuland", [1.5, 1.1, 0.79], [0.1, 0.1, 0.1]),
            thing("lamp", "lamp", "ceiling_mounted", [0, 0, 2.5], [0.3, 0.3, 0.2]),
            thing("far", "chair", "furniture", [1, 1, 0.4], [0.5, 0.5, 0.8], visible_px=3),
        ],
    }  # fmt: skip


def put(folder: Path, data: dict[str, object]) -> None:
    Image.fromarray(np.full((500, 600, 3), 200, np.uint8)).save(folder / "a.png")
    (folder / "a.truth.json").write_text(json.dumps(data))


def test_a_renderers_truth_becomes_marks_in_pixels(tmp_path: Path) -> None:
    put(tmp_path, truth())
    (room,) = marked_rooms(tmp_path)
    assert room.width == 4.0
    assert room.marks.floor_corners is not None
    # 720 px of focal length over 8 m: 90 px a metre about the middle
    assert room.marks.floor_corners[0] == pytest.approx((300 - 180, 250 + 135), abs=0.1)
    assert {t.id: t.on for t in room.marks.things} == {"desk": None, "mug": "desk"}
    assert room.marks.things[0].top == pytest.approx(0.74)
    assert room.marks.room_width is None


def test_a_truth_that_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no \*\.truth\.json"):
        marked_rooms(tmp_path)
    put(tmp_path, truth() | {"room": {}})
    with pytest.raises(InputError, match="no truth that can be read"):
        marked_rooms(tmp_path)


def test_furnished_rooms_vary_and_repeat() -> None:
    first, again, other = furnished(1), furnished(1), furnished(2)
    assert first.marks == again.marks
    assert first.width != other.width
    row = measure(first, tops=True)
    assert abs(row.error) < 0.25
    assert row.tilt is not None
    assert row.tilt < 3


def test_figures_count_how_often_the_stated_error_holds() -> None:
    rows = [Row("a", True, 4.0, error, 0.05, 1.0, 0.0, "") for error in (0.0, 0.04, 0.09, 0.2)]
    found = {f.name: f.value for f in figures(rows)}
    assert found["within one stated error (68 % are right)"] == 0.5
    assert found["within two stated errors (95 %)"] == 0.75
    assert found["width within 5%"] == 0.5
