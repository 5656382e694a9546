"""The room in plan: bounds, what lies inside, and where a person would stand to see it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tools.kit.core import BUILD, Vec2, Vec3
from tools.kit.parts.sweep import outline_area, outline_inset


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


def plan_sights() -> list[tuple[float, float, float]]:
    """(x, y, weight) of what is worth seeing: the objects on the floor, larger ones more."""
    sights = []
    for id, spot in BUILD.placements.items():
        if not spot["on"] and spot["mount"] != "ceiling":
            w, d, h = BUILD.things[id].size
            sights.append((*spot["at"], 0.1 + min(w * d + 0.5 * max(w, d) * h, 4.0)))
    return sights


def plan_seen(x: float, y: float, walls: Sequence[Sequence[Vec2]], sights: list[Vec3]) -> Vec2:
    """(how much, in which direction in radians) a person at a point sees at best, some 70 degrees wide."""
    seen = []
    for sx, sy, weight in sights:
        far, way = math.hypot(sx - x, sy - y), math.atan2(sy - y, sx - x)
        # What a wall hides is not seen; what is near fills the picture.
        if far > 1.0 and plan_ray(x, y, way, walls) > far - 0.3:
            seen.append((way, weight / max(far, 1.8) ** 0.5))
    best = (-1.0, 0.0)
    for angle in (math.tau * k / 36 for k in range(36)):
        off = [(abs(math.remainder(way - angle, math.tau)), weight) for way, weight in seen]
        total = sum(weight * (1.0 - turn) for turn, weight in off if turn < 0.6)
        total += 0.05 * min(plan_ray(x, y, angle, walls), 8.0)
        if total > best[0] + 1e-6:
            best = (total, angle)
    return best


def plan_eye(floor: Sequence[Vec2], height: float) -> tuple[Vec3, Vec3]:
    """Where a person stands near a wall and looks: the spot and direction that show most of the room."""
    rim = list(floor) if outline_area(floor) > 0 else list(floor)[::-1]
    (x0, y0), (x1, y1) = plan_bounds(rim)
    inner = outline_inset(rim, min(0.5, 0.2 * min(x1 - x0, y1 - y0)))
    walls = [rim, *BUILD.room.get("holes", [])]
    for run in BUILD.room.get("partitions", {}).values():
        end = (run.start[0] + run.along[0] * run.length, run.start[1] + run.along[1] * run.length)
        walls.append([run.start, end])
    sights = plan_sights()
    spots = [
        (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)
        for a, b in zip(inner, [*inner[1:], inner[0]], strict=True)
        for t in (0.0, 0.25, 0.5, 0.75)
    ]
    free = [(x, y) for x, y in spots if plan_inside(rim, x, y) and not plan_blocked(x, y)]
    best = (-1.0, (x0 + x1) / 2, (y0 + y1) / 2, 0.0)
    for x, y in free:
        seen, angle = plan_seen(x, y, walls, sights)
        if seen > best[0] + 1e-6:
            best = (seen, x, y, angle)
    _, x, y, angle = best
    eye = min(1.5, height * 0.6)
    return (x, y, eye), (x + 3 * math.cos(angle), y + 3 * math.sin(angle), eye - 0.55)
