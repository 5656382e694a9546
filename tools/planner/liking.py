"""Where along the walls a thing could stand, and how much it would like to stand there."""

from __future__ import annotations

import math
from collections.abc import Iterator
from random import Random
from typing import Literal

from tools.geometry import turn
from tools.planner.design import Piece
from tools.planner.walls import Stretch

GAP = 0.02
"""Metres between furniture and the wall behind it: room for the skirting board."""

Prefer = Literal["any", "middle", "corner", "window", "away", "near", "opposite"]


def places(wall: Stretch, width: float) -> Iterator[float]:
    """Places along a wall for something `width` metres wide: both ends, the middle and between."""
    low, high = width / 2 + GAP, wall.length - width / 2 - GAP
    if high < low:
        return
    yield from (low, high, (low + high) / 2)
    steps = int((high - low) / 0.15)
    yield from (low + (high - low) * i / steps for i in range(1, steps))


def liking(
    rng: Random, walls: list[Stretch], wall: Stretch, along: float, prefer: Prefer, near: Piece | None
) -> float:
    """How good a place is; higher is better."""
    noise = rng.uniform(0, 1.0)
    middle = abs(along - wall.length / 2)
    point = wall.at(along)
    if prefer == "middle":
        return 0.35 * wall.length - 2.0 * middle + noise
    if prefer == "corner":
        return middle - wall.length / 2 + noise * 0.8 + 0.1 * wall.length
    if prefer == "window":
        windows = [abs(wall.local(h) - along) for h in wall.holes if h.kind == "window"]
        return (2.0 - min(windows) if windows else -1.0) + noise * 0.5
    if prefer in {"near", "opposite"} and near is not None:
        ahead = turn((0.0, -1.0), near.yaw)
        gap = math.dist(point, near.at)
        if prefer == "near":
            return -gap + noise * 0.6
        turned = ahead[0] * wall.normal[0] + ahead[1] * wall.normal[1]
        beside = abs((point[0] - near.at[0]) * ahead[1] - (point[1] - near.at[1]) * ahead[0])
        return -4.0 * turned - 2.0 * beside + 0.2 * noise
    if prefer == "away":
        doors = [math.dist(point, w.at(w.local(h))) for w in walls for h in w.holes if h.kind == "door"]
        return min(doors, default=0.0) - 0.8 * middle + noise
    return noise
