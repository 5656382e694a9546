"""What a view leaves out so that the room can be seen: the ceiling from above, near walls from outside."""

from __future__ import annotations

from typing import Any

from tools.kit.cameras import camera_matrix
from tools.kit.core import BUILD
from tools.kit.light.brightness import bright_stops
from tools.kit.light.sky import sky_backdrop
from tools.kit.room.plan import plan_inside
from tools.kit.room.room_shell import WallRun, shell_runs

CUT_DEPTH = 0.45
"""A near wall is left out when it would hide more than this much of the floor behind it, metres."""

CUT_FLAT = 0.3
"""Ceiling objects lower than this go with the ceiling, metres."""


def show_view(name: str) -> Any:
    """Make a named view the scene's: its camera, its resolution, and what it leaves out.

    Returns:
        The Blender camera.

    Raises:
        ValueError: there is no view of that name.
    """
    if name not in BUILD.views:
        raise ValueError(f"there is no view {name!r}; there are {', '.join(BUILD.views) or 'none'}")
    view, scene = BUILD.views[name], BUILD.scene
    scene.camera = view["camera"]
    scene.render.resolution_x, scene.render.resolution_y = view["resolution"]
    scene.render.resolution_percentage = 100
    if BUILD.room:
        above, walls = cut_away(name)
        cut_hide(above, walls)
        outside = above or bool(walls) or not plan_inside(BUILD.room["floor"], *view["at"][:2])
        sky_backdrop(outside)
        stops = BUILD.settings.get("stops", 0.0)
        scene.view_settings.exposure = (
            stops if outside or not BUILD.room["ceiling"] else stops + bright_stops()
        )
    return view["camera"]


def cut_away(name: str) -> tuple[bool, set[str]]:
    """Whether a view leaves the ceiling out, and the numbers of the walls it leaves out."""
    matrix, info = camera_matrix(name), BUILD.room
    eye, forward = matrix.translation, -matrix.col[2].to_3d()
    if BUILD.views[name]["ortho"] is not None:
        eye = eye - forward * 1000.0
    above = eye.z > info["height"]
    if plan_inside(info["floor"], eye.x, eye.y):
        return above, set()
    outer = shell_runs(info)[: len(info["floor"])]
    return above, {str(run.name) for run in outer if cut_wall(run, eye)}


def cut_wall(run: WallRun, eye: Any) -> bool:
    """Whether a wall stands between the eye and the room and hides more than a strip of its floor."""
    far = sum((eye[k] - run.start[k]) * run.outward[k] for k in range(2)) - run.thickness
    if far <= 0:
        return False
    rise = eye.z - run.height
    return bool(rise <= 0 or run.height * far / rise > CUT_DEPTH)


def cut_hide(above: bool, walls: set[str]) -> None:
    """Leave these out of pictures, and show everything else."""
    gone = {id for id, t in BUILD.shell.items() if t.root is not None and t.root.get("wall") in walls}
    for id, thing in BUILD.shell.items():
        for part in thing.parts:
            part.hide_render = (
                id in gone or part.get("wall") in walls or (above and part["slot"] == "ceiling")
            )
    runs = [run for run in shell_runs(BUILD.room) if str(run.name) in walls]
    for id, spot in BUILD.placements.items():
        # A lamp flat under the ceiling goes with it; one that hangs into the room stays.
        flat = above and spot["mount"] == "ceiling" and BUILD.things[id].h < CUT_FLAT
        near = spot["mount"] == "wall" and any(cut_hangs(spot["at"], run) for run in runs)
        hidden = spot["on"] in gone or flat or near
        if hidden:
            gone.add(id)
        for part in BUILD.things[id].parts:
            part.hide_render = hidden
    for light in BUILD.lights.values():
        light.hide_render = light.get("wall") in walls


def cut_hangs(at: tuple[float, float], run: WallRun) -> bool:
    """Whether something mounted at a place hangs on this wall."""
    offset = (at[0] - run.start[0], at[1] - run.start[1])
    far = offset[0] * run.outward[0] + offset[1] * run.outward[1]
    along = offset[0] * run.along[0] + offset[1] * run.along[1]
    return abs(far) < 0.35 and -0.1 < along < run.length + 0.1
