import json
from pathlib import Path

import pytest

from tools.errors import InputError
from tools.picture import annotations_file


def write(folder: Path, data: object) -> Path:
    path = folder / "room.annotations.json"
    path.write_text(data if isinstance(data, str) else json.dumps(data))
    return path


def test_reads_marks_and_makes_ids(tmp_path: Path) -> None:
    marks = annotations_file.load(
        write(
            tmp_path,
            {
                "floor_px": [10, 20, 110, 220],
                "things": [
                    {"category": "dining chair", "box": [1, 2, 30, 40]},
                    {"category": "dining chair", "outline": [[50, 60], [70, 60], [60, 90]]},
                ],
            },
        ),
        (200, 300),
    )
    assert [t.id for t in marks.things] == ["dining_chair", "dining_chair_2"]
    assert marks.things[1].box == (50, 60, 70, 90)
    assert marks.floor_corners == [(10, 20), (110, 20), (110, 220), (10, 220)]


def test_both_edges_of_the_wall_tops_tell_inner_from_outer(tmp_path: Path) -> None:
    marks = annotations_file.load(
        write(tmp_path, {"wall_top_px": [0, 0, 100, 100], "wall_top_inner_px": [5, 5, 95, 95]})
    )
    assert marks.inner_top is not None
    assert marks.inner_top[0] == (5, 5)
    assert marks.outer_top is not None
    assert marks.outer_top[0] == (0, 0)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("{nonsense", "is not JSON"),
        ({"thigns": []}, "thigns"),
        ({"things": [{"category": "bed"}]}, r"things\[0\].*give a box or an outline"),
        ({"things": [{"category": "bed", "box": [5, 5, 5, 9]}]}, "x0 < x1"),
        ({"things": [{"id": "a", "box": [0, 0, 1, 1]}, {"id": "a", "box": [0, 0, 1, 1]}]}, "used twice"),
        ({"things": [{"id": "a", "box": [0, 0, 1, 1], "on": "b"}]}, "is on 'b'"),
        (
            {
                "things": [
                    {"id": "a", "box": [0, 0, 1, 1], "on": "b"},
                    {"id": "b", "box": [0, 0, 1, 1], "on": "a"},
                ]
            },
            "stands on itself",
        ),
        ({"things": [{"category": "bed", "box": [900, 0, 990, 10]}]}, "lies outside the picture"),
        ({"size": [10, 10]}, "was made for a picture of 10 x 10"),
    ],
)
def test_a_fault_is_one_clear_line(tmp_path: Path, data: object, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        annotations_file.load(write(tmp_path, data), (200, 300))
    assert "\n" not in str(caught.value)


def test_found_beside_the_picture_by_either_name(tmp_path: Path) -> None:
    picture = tmp_path / "room.png"
    assert annotations_file.find(picture) is None
    longer = tmp_path / "room.png.annotations.json"
    longer.write_text("{}")
    assert annotations_file.find(picture) == longer
    shorter = tmp_path / "room.annotations.json"
    shorter.write_text("{}")
    assert annotations_file.find(picture) == shorter
