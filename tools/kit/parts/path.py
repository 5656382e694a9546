"""Parts turned, drawn along a path, or raised from an outline."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from tools.kit.core import Thing, Vec2, Vec3
from tools.kit.parts.shell import Shell, emit, shell_lathe
from tools.kit.parts.sweep import outline_rounded, path_rounded, shell_prism, shell_sweep


def lathe(
    o: Thing,
    part: str,
    profile: Sequence[Vec2],
    at: Vec3 = (0.0, 0.0, 0.0),
    slot: str = "body",
    segments: int = 32,
    crease: float = 40.0,
    rotation: Vec3 = (0.0, 0.0, 0.0),
) -> Any:
    """A profile of (radius, height) points, bottom to top, turned around the vertical through `at`.

    For a vessel go up the outside and down the inside: `[(0, 0), (.05, 0), (.06, .1), (.05, .1), (0, .01)]`.
    """
    shell = shell_lathe(profile, segments)
    return emit(o, part, shell, slot=slot, at=at, rotation=rotation, crease=crease)


def tube(
    o: Thing,
    part: str,
    path: Sequence[Vec3],
    radius: float | Sequence[float],
    slot: str = "metal",
    segments: int = 10,
    bend: float = 0.0,
    closed: bool = False,
) -> Any:
    """A round rod along a path of points; `bend` rounds its corners; a list of radii tapers it."""
    return emit(o, part, shell_tube(path, radius, segments, bend, closed), slot=slot)


def shell_tube(
    path: Sequence[Vec3],
    radius: float | Sequence[float],
    segments: int = 10,
    bend: float = 0.0,
    closed: bool = False,
) -> Shell:
    """The shell of `tube`. With a list of radii the path's corners are left as they are."""
    if isinstance(radius, int | float):
        points, radii = (path_rounded(path, bend, closed=closed) if bend else list(path)), None
    else:
        points, radii = list(path), list(radius)
    turn = [2 * math.pi * k / segments for k in range(segments)]
    unit = 1.0 if radii else float(radius)  # type: ignore[arg-type]
    section = [(unit * math.cos(a), unit * math.sin(a)) for a in turn]
    return shell_sweep(points, section, closed, scales=radii)


def sweep(
    o: Thing,
    part: str,
    path: Sequence[Vec3],
    section: Sequence[Vec2],
    slot: str = "body",
    bend: float = 0.0,
    closed: bool = False,
    up: Vec3 = (0.0, 0.0, 1.0),
) -> Any:
    """A section (sideways, up) drawn along a path: rails, mouldings, flat bars."""
    points = path_rounded(path, bend, closed=closed) if bend else list(path)
    return emit(o, part, shell_sweep(points, section, closed, up=up), slot=slot, crease=35.0)


def bar(
    o: Thing,
    part: str,
    path: Sequence[Vec3],
    width: float,
    thickness: float,
    slot: str = "metal",
    bend: float = 0.0,
    closed: bool = False,
) -> Any:
    """A flat bar along a path: `width` sideways, `thickness` upwards, metres."""
    return sweep(o, part, path, outline_rounded(width, thickness, 0.0), slot, bend, closed)


def extrude(
    o: Thing,
    part: str,
    outline: Sequence[Vec2],
    height: float,
    at: Vec3 = (0.0, 0.0, 0.0),
    holes: Sequence[Sequence[Vec2]] = (),
    slot: str = "body",
    bevel: float = 0.0,
    rotation: Vec3 = (0.0, 0.0, 0.0),
) -> Any:
    """An outline of (x, y) points raised by `height`; `holes` are cut through.

    `rotation=(90, 0, 0)` stands it up: the outline's y becomes height and it thickens towards -Y.
    """
    return emit(o, part, shell_prism(outline, height, holes, bevel), slot=slot, at=at, rotation=rotation)


def cable(
    o: Thing,
    part: str,
    start: Vec3,
    end: Vec3,
    sag: float = 0.05,
    radius: float = 0.003,
    slot: str = "plastic",
) -> Any:
    """A cable that hangs between two points, `sag` metres below their straight line in the middle."""
    path = []
    for k in range(13):
        t = k / 12
        x, y, z = (a + (b - a) * t for a, b in zip(start, end, strict=True))
        path.append((x, y, z - 4 * sag * t * (1 - t)))
    return tube(o, part, path, radius, slot=slot, segments=6)
