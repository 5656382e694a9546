"""A room filmed from all around: views that see all of it, a folder of pictures, a film that plays."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from harness.filming import around, orbit
from harness.room import Room
from tools.blender.film import encode
from tools.errors import InputError

FLOOR = [(-3.0, -2.0), (3.0, -2.0), (3.0, 2.0), (-3.0, 2.0)]


def test_every_view_of_an_orbit_has_the_whole_room_in_its_frame() -> None:
    views = around(FLOOR, 2.6, 8, (640, 384))
    assert views[0].at[1] < -2
    assert views[2].at[0] > 3
    for view in views:
        eye, target = np.array(view.at), np.array(view.look_at)
        ahead = (target - eye) / np.linalg.norm(target - eye)
        right = np.cross(ahead, (0, 0, 1))
        right /= np.linalg.norm(right)
        for x, y in FLOOR:
            for z in (0.0, 2.6):
                off = np.array([x, y, z]) - eye
                depth = off @ ahead
                across, up = off @ right / depth * 0.95, off @ np.cross(right, ahead) / depth * 0.95
                assert abs(across) < 0.5
                assert abs(up) < 0.3


def test_a_film_plays_in_another_reader(tmp_path: Path) -> None:
    frames = []
    for k in range(6):
        frames.append(tmp_path / f"{k}.png")
        Image.fromarray(np.full((48, 64, 3), 40 * k, np.uint8)).save(frames[-1])
    encode(frames, tmp_path / "out.mp4", 24)
    film = cv2.VideoCapture(str(tmp_path / "out.mp4"))
    shown = [frame for ok, frame in iter(film.read, (False, None)) if ok]
    assert len(shown) == 6
    assert shown[0].shape == (48, 64, 3)
    assert [abs(int(f.mean()) - 40 * k) < 6 for k, f in enumerate(shown)] == [True] * 6


def test_a_folder_holds_the_pictures_and_bad_wishes_are_refused(tmp_path: Path) -> None:
    (tmp_path / "scene.py").write_text(
        "# %% room\nroom(floor=[(-2, -2), (2, -2), (2, 2), (-2, 2)], height=2.6, wall=0.12)\n"
    )
    with Room.open(tmp_path) as room:
        told: list[int] = []
        orbit(room, tmp_path / "film", frames=4, width=64, quality="fast", tell=told.append)
        assert sum(told) == 4
        assert [p.name for p in sorted((tmp_path / "film").iterdir())] == [f"000{k}.png" for k in range(1, 5)]
        for out, frames in (("a.gif", 8), ("b.mp4", 1), ("c.mp4", 10_000)):
            with pytest.raises(InputError, match=r"\.mp4|--frames"):
                orbit(room, tmp_path / out, frames=frames)
