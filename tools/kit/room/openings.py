"""Holes in walls: doors, windows, plain openings and niches."""

from __future__ import annotations

from typing import Any

from tools.kit.core import BUILD, Thing, Vec2
from tools.kit.room.doors import DoorLook, door_build
from tools.kit.room.room_shell import WallRun, shell_run, shell_thing
from tools.kit.room.windows import WindowLook, window_build

SWINGS = ("in-left", "in-right", "out-left", "out-right", "in-double", "out-double", "sliding-left",
          "sliding-right", "none")  # fmt: skip
DOOR_STYLES = ("panel", "flush", "glass", "half glass", "planks")
DOOR_HANDLES = ("lever", "knob", "bar", "none")
WINDOW_STYLES = ("casement", "fixed", "sash")
OPENING_SLACK = 1e-3
"""Metres that an opening may stick out of its wall, which cuts it off: programs say millimetres."""


def opening_cut(
    id: str,
    wall: int | str,
    at: float,
    size: Vec2,
    sill: float,
    *,
    arch: bool = False,
    depth: float | None = None,
    casing: float = 0.0,
) -> WallRun:
    """Note a hole to cut, after checking that it lies in its wall and clear of the others.

    Args:
        id: of what it is for; names it in errors.
        wall: number of the wall, or id of the partition.
        at: metres along the wall to its centre.
        size: width and height, metres.
        sill: height of its lower edge, metres.
        arch: round its top.
        depth: metres into the wall; None goes through.
        casing: width of the frame around it, metres, at which skirting stops.
    """
    run = shell_run(wall)
    u0, u1, z0, z1 = at - size[0] / 2, at + size[0] / 2, sill, sill + size[1]
    if u0 < -OPENING_SLACK or u1 > run.length + OPENING_SLACK:
        raise ValueError(
            f"{id!r}: {u0:.2f} to {u1:.2f} m along wall {wall!r}, which is only {run.length:.2f} m long"
        )
    if z0 < -OPENING_SLACK or z1 > run.height + OPENING_SLACK:
        raise ValueError(
            f"{id!r}: {z0:.2f} to {z1:.2f} m high in wall {wall!r}, which is {run.height:.2f} m high"
        )
    cuts = BUILD.openings.setdefault(run.name, [])
    for other in cuts:
        if u0 < other["u1"] and u1 > other["u0"] and z0 < other["z1"] and z1 > other["z0"]:
            raise ValueError(f"{id!r}: overlaps {other['id']!r} in wall {wall!r}")
    cut = {
        "id": id,
        "u0": max(u0, 0.0),
        "u1": min(u1, run.length),
        "z0": max(z0, 0.0),
        "z1": min(z1, run.height),
    }
    cuts.append({**cut, "arch": arch, "depth": depth, "casing": casing})
    return run


def opening(
    id: str,
    wall: int | str,
    at: float,
    size: Vec2 = (0.9, 2.1),
    sill: float = 0.0,
    arch: bool = False,
    casing: bool = False,
) -> None:
    """A hole through a wall with nothing in it.

    Args:
        id: unique name.
        wall: number of the wall, or id of a partition.
        at: metres along the wall, from its first point, to the centre.
        size: width and height, metres.
        sill: height of its lower edge above the floor, metres.
        arch: round its top.
        casing: frame it as a doorway.
    """
    if casing and not arch:
        door(id, wall, at, size, swing="none")
        return
    opening_cut(id, wall, at, size, sill, arch=arch)


def niche(
    id: str, wall: int | str, at: float, size: Vec2 = (0.6, 0.9), sill: float = 0.9, depth: float = 0.08
) -> None:
    """A hollow in a wall, `depth` metres deep; the other arguments as for `opening`."""
    run = opening_cut(id, wall, at, size, sill, depth=depth)
    if depth >= run.thickness:
        raise ValueError(f"niche({id!r}): {depth} m deep in a wall of {run.thickness} m; use opening(...)")


def opening_thing(id: str, category: str, run: WallRun, at: float, size: Vec2, sill: float) -> Thing:
    """The object of a door or window: origin under the opening's centre on the wall's inner face."""
    thing = shell_thing(id, category, (size[0], run.thickness, size[1]), run, at)
    thing.root.location.z = sill
    return thing


def door(
    id: str,
    wall: int | str,
    at: float,
    size: Vec2 = (0.9, 2.1),
    swing: str = "in-left",
    angle: float = 0.0,
    style: str = "panel",
    panels: tuple[int, int] = (1, 3),
    handle: str = "lever",
    casing: float = 0.07,
) -> None:
    """A door: the hole, its frame on both sides, the leaf and its handles.

    Args:
        id: unique name.
        wall: number of the wall, or id of a partition.
        at: metres along the wall, from its first point, to the centre.
        size: width and height of the hole, metres.
        swing: "in-left", "in-right", "out-left", "out-right", "in-double", "out-double", "sliding-left",
            "sliding-right" or "none" (no leaf). "in" opens into the room (a partition: to the left of its
            direction); left and right are where the hinges are, seen from inside the room.
        angle: degrees it stands open; for a sliding door 90 is fully open.
        style: "panel", "flush", "glass", "half glass" or "planks".
        panels: panels, or panes between glazing bars: how many side by side, and one above the other.
        handle: "lever", "knob", "bar" or "none"; its colour is what slot "handle" wears.
        casing: width of the boards around it (the architrave), metres; 0 for none.
    """
    choices = (("swing", swing, SWINGS), ("style", style, DOOR_STYLES), ("handle", handle, DOOR_HANDLES))
    for name, value, known in choices:
        if value not in known:
            raise ValueError(f"door({id!r}): {name}={value!r} is none of {', '.join(known)}")
    run = opening_cut(id, wall, at, size, 0.0, casing=max(casing - 0.01, 0.0))
    look = DoorLook(style, panels, handle, casing)
    door_build(opening_thing(id, "door", run, at, size, 0.0), swing, angle, look)


def window(
    id: str,
    wall: int | str,
    at: float,
    size: Vec2 = (1.2, 1.3),
    sill: float = 0.9,
    panes: tuple[int, int] = (2, 1),
    style: str = "casement",
    sash: float = 0.04,
    transom: float = 0.0,
) -> None:
    """A window: the hole, its frame, glass, handles and sill.

    Args:
        id: unique name.
        wall: number of the wall, or id of a partition.
        at: metres along the wall, from its first point, to the centre.
        size: width and height of the hole, metres.
        sill: height of its lower edge above the floor, metres.
        panes: how many panes side by side, and one above the other.
        style: "casement" (sashes with handles), "fixed" (one thin frame) or "sash" (slides up).
        sash: width of the sashes' own frames, metres.
        transom: share of the height above which a fixed light stands by itself; 0 for none.
    """
    if style not in WINDOW_STYLES:
        raise ValueError(f"window({id!r}): style={style!r} is none of {', '.join(WINDOW_STYLES)}")
    run = opening_cut(id, wall, at, size, sill)
    look = WindowLook(panes, style, sash, transom, boards=sill > 0.2)
    window_build(opening_thing(id, "window", run, at, size, sill), look)


def openings_on(wall: str) -> list[Any]:
    """Roots of the doors and windows in the wall of that name."""
    return [t.root for t in BUILD.shell.values() if t.root is not None and t.root.get("wall") == wall]
