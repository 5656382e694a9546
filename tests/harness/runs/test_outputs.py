"""What a run's report says of its files."""

from pathlib import Path

from PIL import Image

from harness.runs.outputs import _rooms, textures
from harness.runs.report import Report, as_markdown
from tools.survey import RoomSurvey, Space


def test_textures_say_how_fine_they_are(tmp_path: Path) -> None:
    folder = tmp_path / "textures"
    folder.mkdir()
    Image.new("RGB", (240, 120)).save(folder / "floor.webp")
    (folder / "sizes.json").write_text('{"floor": [1.2, 0.6], "gone": [1, 1]}')
    assert [row.model_dump() for row in textures(tmp_path)] == [
        {"name": "floor", "pixels": (240, 120), "metres": (1.2, 0.6), "mm_per_pixel": 5.0}
    ]
    (folder / "sizes.json").unlink()
    assert [row.model_dump() for row in textures(tmp_path)] == []


def test_rooms_of_a_flat_are_listed_by_name() -> None:
    halves = [
        Space(name="hall", floor=[(-2, -1), (0, -1), (0, 1), (-2, 1)]),
        Space(floor=[(0, -1), (2, -1), (2, 1), (0, 1)]),
    ]
    room = RoomSurvey(floor=[(-2, -1), (2, -1), (2, 1), (-2, 1)], height=2.5, spaces=halves)
    rows = _rooms(None, room)
    assert [(r.name, r.size, r.area, r.at) for r in rows] == [
        ("hall", (2, 2), 4, (-1, 0)),
        ("", (2, 2), 4, (1, 0)),
    ]
    page = as_markdown(Report(outcome="done", reason="all well", rooms=rows))
    assert "| hall | 2.00 x 2.00 | 4.0 | nothing |" in page
