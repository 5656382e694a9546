"""The room in plan: bounds, what lies inside, and where a person would stand to see it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tools.kit.core import BUILD, Vec2, Vec3
from tools.kit.parts_sweep import outline_area, outline_inset


def plan_bounds(outline: Sequence[Vec2]) -> tuple[Vec2, Vec2]:
    """Lower and upper corner of an outline's bounding rectangle."""
    xs, ys = [p[0] for p in outline], [p[1] for p in outline]
    return (min(xs), min(ys)), (max(xs), max(ys))


def plan_inside(outline: Sequence[Vec2], x: float, y: float) -> bool:
    """Whether a point lies inside an outline (even-odd rule)."""
    inside = False
    for (x0, y0), (x1, y1) in zip(outline, [*outline[1:], outline[0]], strict=True):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
            inside = not inside
    return inside


def plan_blocked(x: float, y: float, clear: float = 0.25) -> bool:
    """Whether a person standing at a point would be in an object that is taller than a table."""
    for id, spot in BUILD.placements.items():
        size, at = BUILD.things[id].size, spot["at"]
        if spot["on"] or spot["mount"] != "floor" or size[2] < 0.9:
            continue
        turn = math.radians(spot["yaw"])
        dx, dy = x - at[0], y - at[1]
        across = abs(dx * math.cos(turn) + dy * math.sin(turn)) - size[0] / 2
        along = abs(dy * math.cos(turn) - dx * math.sin(turn)) - size[1] / 2
        if across < clear and along < clear:
            return True
    return False


def plan_ray(x: float, y: float, angle: float, outlines: Sequence[Sequence[Vec2]]) -> float:
    """Distance in metres from a point to the nearest edge of the outlines in a direction (radians)."""
    dx, dy, nearest = math.cos(angle), math.sin(angle), math.inf
    for outline in outlines:
        for (ax, ay), (bx, by) in zip(outline, [*outline[1:], outline[0]], strict=True):
            ex, ey = bx - ax, by - ay
            cross = dx * ey - dy * ex
            if abs(cross) < 1e-12:
                continue
            t = ((ax - x) * ey - (ay - y) * ex) / cross
            s = ((ax - x) * dy - (ay - y) * dx) / cross
            if t > 1e-6 and 0 <= s <= 1:
                nearest = min(nearest, t)
    return nearest


def plan_eye(floor: Sequence[Vec2], height: float) -> tuple[Vec3, Vec3]:
    """Where a person stands in a corner of the room and looks: the spot from which most of it is seen."""
    rim = list(floor) if outline_area(floor) > 0 else list(floor)[::-1]
    (x0, y0), (x1, y1) = plan_bounds(rim)
    inset = min(0.55, 0.2 * min(x1 - x0, y1 - y0))
    walls = [rim, *BUILD.room.get("holes", [])]
    for run in BUILD.room.get("partitions", {}).values():
        end = tuple(run.start[k] + run.along[k] * run.length for k in range(2))
        walls.append([run.start, end])
    best = (-1.0, (0.0, 0.0), 0.0)
    for x, y in outline_inset(rim, inset):
        if not plan_inside(rim, x, y) or plan_blocked(x, y):
            continue
        rays = [(plan_ray(x, y, math.tau * k / 72, walls), math.tau * k / 72) for k in range(72)]
        # Depth seen within the picture's angle, about 80 degrees, in the best direction.
        for k in range(72):
            seen = sum(min(rays[(k + j) % 72][0], 8.0) for j in range(-8, 9))
            if seen > best[0] + 1e-6:
                best = (seen, (x, y), rays[k][1])
    (x, y), angle = best[1], best[2]
    eye = min(1.55, height * 0.62)
    return (x, y, eye), (x + 3 * math.cos(angle), y + 3 * math.sin(angle), eye - 0.45)
