"""Cameras: exactly the camera model that pictures are solved with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tools.pinhole import Camera, KitCamera

Kit = Callable[[str], Any]
POINTS = [[0.3, -0.2, 0.0], [1.5, 0.7, 0.9], [-1.2, 0.4, 2.1]]
PROJECT = """
from bpy_extras.object_utils import world_to_camera_view
from mathutils import Vector
def pixels(name):
    show_view(name)
    bpy.context.view_layer.update()
    w, h = BUILD.views[name]["resolution"]
    seen = [world_to_camera_view(BUILD.scene, BUILD.scene.camera, Vector(p)) for p in POINTS]
    return [[v.x * w, (1 - v.y) * h] for v in seen]
"""


@pytest.mark.parametrize(
    "kit_camera",
    [
        KitCamera((0.0, 0.0, 18.0), (0.0, 0.0, 0.0), 1.76, (0.0, 0.0), (1024, 559), None),
        KitCamera((1.0, -6.0, 4.5), (58.0, 3.0, 12.0), 0.9, (0.03, -0.05), (640, 480), None),
        KitCamera((0.5, 0.2, 9.0), (5.0, -4.0, 30.0), 1.2, (0.02, 0.01), (400, 700), 6.0),
    ],
)
def test_a_view_projects_as_the_solved_camera_does(kit: Kit, kit_camera: KitCamera) -> None:
    arguments = ", ".join(f"{k}={v!r}" for k, v in kit_camera._asdict().items())
    found = kit(
        f'POINTS = {POINTS}\n{PROJECT}\ncamera("reference", {arguments})\nresult = pixels("reference")'
    )
    expected = Camera.from_kit(kit_camera).project(POINTS)
    assert np.array(found) == pytest.approx(expected, abs=0.02)


def test_view_looks_at_its_target_upright(kit: Kit) -> None:
    found = kit(f"""POINTS = [(1.0, 2.0, 0.5), (1.0, 2.0, 1.5)]
{PROJECT}
view("v", (-2, -3, 1.6), (1, 2, 0.5), focal=0.8, resolution=(800, 600))
result = pixels("v")
""")
    assert found[0] == pytest.approx([400, 300], abs=0.02)
    assert found[1][0] == pytest.approx(400, abs=0.02)
    assert found[1][1] < 300


@pytest.mark.parametrize(
    "floor",
    [
        "[(-2, -1.5), (2, -1.5), (2, 1.5), (-2, 1.5)]",
        "[(0, 0), (7, 0), (7, 2), (3, 2), (3, 5), (0, 5)]",
    ],
)
def test_default_views_see_the_whole_room(kit: Kit, floor: str) -> None:
    names, top, iso, eye = kit(f"""floor = {floor}
POINTS = [(x, y, z) for x, y in floor for z in (0.0, 2.5)]
{PROJECT}
room(floor=floor, height=2.5, wall=0.1)
finish()
at = BUILD.views["eye"]["at"]
result = list(BUILD.views), pixels("top"), pixels("iso"), [*at, plan_inside(floor, at[0], at[1])]
""")
    assert names == ["top", "iso", "eye"]
    for u, v in [*top, *iso]:
        assert 0 < u < 1024
        assert 0 < v < 1640
    # The oblique view is filled by the room: the walls' outer corners reach further than these inner ones.
    across, high = (max(p[k] for p in iso) - min(p[k] for p in iso) for k in range(2))
    assert max(across / 1024, high / 768) > 0.75
    assert eye[3] is True
    assert eye[2] == pytest.approx(1.5)


def test_the_eye_does_not_stand_in_a_wardrobe(kit: Kit) -> None:
    inside = kit("""
room(floor=[(-2, -2), (2, -2), (2, 2), (-2, 2)])
place("wardrobe", "wardrobe", at=(-1.6, -1.6), size=(0.8, 0.8, 2.2), yaw=30)
place("bed", "bed", at=(0.8, 0.8), size=(1.6, 2.0, 0.6))
finish()
at = BUILD.views["eye"]["at"]
result = plan_blocked(at[0], at[1], 0.0)
""")
    assert inside is False


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('camera("a", (0, 0, 1), (0, 0, 0), focal=0)', "must be positive"),
        ('view("a", (0, 0, 1), (0, 0, 1))', "it looks at where it stands"),
        ('view("a", (0, 0, 1), (0, 0, 0)); view("a", (0, 0, 1), (0, 0, 0))', "a view of that name already"),
        ('view("a", (0, 0, 1), (0, 0, 0)); show_view("b")', "there is no view 'b'; there are a"),
    ],
)
def test_mistakes_are_named(kit: Kit, line: str, message: str) -> None:
    with pytest.raises(Exception) as caught:  # noqa: PT011  # the fixture's own error, matched by text
        kit(line)
    assert message in str(caught.value)
