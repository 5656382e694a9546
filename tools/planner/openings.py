"""Doors and windows: every room can be reached, and most have daylight."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from tools.geometry import Vec2
from tools.planner.design import Design, Hole, RoomType
from tools.planner.walls import Stretch, shared

SILLS: dict[RoomType, tuple[float, float]] = {
    "bath": (1.2, 1.4),
    "kitchen": (1.0, 1.1),
    "lab": (1.0, 1.1),
    "shop": (0.4, 0.6),
    "living": (0.4, 0.9),
}
WIDE: frozenset[RoomType] = frozenset({"living", "shop", "classroom", "lab", "office"})

CORNER = 0.15
"""Metres between a corner and a door."""
CASING = 0.06
"""Metres that a door's casing takes beside it."""

BOARD, BOARD_DEPTH = 0.03, 0.05
"""Metres below a sill, and out of the wall, that a window's inner board takes (the kit's, and a little)."""
RAISED = 0.08
"""Metres that a sill is raised at most for what stands before it."""

PRIVATE: dict[RoomType, int] = {"living": 0, "dining": 0, "bedroom": 2, "nursery": 2, "bath": 3}
"""How little a room is one that others are reached through; 1 for those not named."""


def add_openings(rng: Random, design: Design, walls: list[list[Stretch]]) -> None:
    """Give the design its doors and windows; `walls` has one list a zone and gets the holes too."""
    hub = _hub(design)
    _inner_doors(rng, design, walls, hub)
    _outer_door(rng, design, walls, hub)
    for zone, own in zip(design.zones, walls, strict=True):
        _windows(rng, design, own, zone.type, first=walls[0][0])


def _hub(design: Design) -> int:
    """Number of the room that one comes into and reaches the others from; of words, where people live."""
    if design.request.brief is None:
        return 0
    return min(range(len(design.zones)), key=lambda n: (PRIVATE.get(design.zones[n].type, 1), n))


def _inner_doors(rng: Random, design: Design, walls: list[list[Stretch]], hub: int) -> None:
    """A door in a spanning tree of the rooms' common walls, so that each can be reached."""
    reached = {hub}
    while len(reached) < len(design.zones):
        links = [
            (a, b, one, other, span)
            for a in reached
            for b in range(len(walls))
            if b not in reached
            for one in walls[a]
            for other in walls[b]
            if (span := shared(one, other))
        ]
        if not links:
            raise LookupError("a room has no wall in common with the others")
        if design.request.brief is not None:  # nobody goes through a bath where there is another way
            most = min(PRIVATE.get(design.zones[a].type, 1) for a, *_ in links)
            links = [link for link in links if PRIVATE.get(design.zones[link[0]].type, 1) == most]
        a, b, one, other, (low, high) = rng.choice(links)
        wide = rng.random() < 0.25 and high - low > 2.4 and design.zones[b].type != "bath"
        if design.request.brief is not None:  # who sleeps shuts a door
            wide = wide and max(PRIVATE.get(design.zones[n].type, 1) for n in (a, b)) < 2
        width = round(rng.uniform(1.2, 1.7), 2) if wide else 0.84
        margin = width / 2 + 0.12
        at = rng.choice([low + margin, high - margin]) if not wide else (low + high) / 2
        kind, height = ("opening", 2.2) if wide else ("door", 2.05)
        hole = Hole(
            f"{kind}_{len(design.holes) + 1}",
            "opening" if wide else "door",
            one.name,
            round(at, 2),
            width,
            min(height, design.height - 0.2),
            swing=rng.choice(["in-left", "in-right"]),
        )
        design.holes.append(hole)
        one.holes.append(hole)
        other.holes.append(hole)
        reached.add(b)


def _outer_door(rng: Random, design: Design, walls: list[list[Stretch]], hub: int) -> None:
    """The way in from outside, near a corner of an outer wall of the hub."""
    choices = [w for w in walls[hub] if isinstance(w.name, int) and w.length > 1.5]
    if not choices:
        raise LookupError("the first room has no outer wall for a door")
    wall = rng.choice(choices)
    big = design.zones[hub].type in {"shop", "classroom", "lab"}
    width = round(rng.uniform(0.95, 1.1) if big else rng.uniform(0.82, 0.92), 2)
    first, last = (width / 2 + _margin(design, corner) for corner in (wall.start, wall.end))
    at = rng.choice([first, wall.length - last])
    hole = Hole(
        "door_1" if not any(h.id == "door_1" for h in design.holes) else f"door_{len(design.holes) + 1}",
        "door",
        wall.name,
        round(wall.owned(at), 2),
        width,
        2.05,
        swing=rng.choice(["in-left", "in-right"]),
    )
    design.holes.append(hole)
    wall.holes.append(hole)


def _margin(design: Design, corner: Vec2) -> float:
    """Metres from a corner to a door: past one that juts into the room, the wall behind it is in the way."""
    floor = design.floor
    for i, at in enumerate(floor):
        if math.dist(at, corner) < 1e-3:
            before, after = floor[i - 1], floor[(i + 1) % len(floor)]
            turn = (at[0] - before[0]) * (after[1] - at[1]) - (at[1] - before[1]) * (after[0] - at[0])
            return CORNER if turn > 0 else max(CORNER, design.wall + CASING)
    return CORNER


def _windows(rng: Random, design: Design, walls: list[Stretch], type: RoomType, *, first: Stretch) -> None:
    """One window in the middle of one to three outer walls that have the length for it.

    What words say of windows is meant for the room whose first wall is `first`; "no windows" for all.
    """
    outer = [w for w in walls if isinstance(w.name, int) and w.length > 1.7 and not w.holes]
    rng.shuffle(outer)
    outer.sort(key=lambda w: -w.length * rng.uniform(0.5, 1.0))
    limit = 1 if type == "bath" else rng.choice([1, 2, 2, 3] if type in WIDE else [1, 1, 2])
    brief = design.request.brief
    if brief is not None and brief.windows is not None:
        limit = brief.windows if walls[0] is first or brief.windows == 0 else limit
    if brief is not None and len(outer) < limit:
        # Where a wall has a door, a window finds room beside it.
        outer += [w for w in walls if isinstance(w.name, int) and w.length > 1.7 and w not in outer]
    chosen = outer[:limit]
    if brief is not None and brief.windows is None:
        chosen = _not_opposite(outer, limit)
    for wall in chosen:
        low, high = SILLS.get(type, (0.75, 0.95))
        sill = round(rng.uniform(low, high), 2)
        widest = min(wall.length - 0.9, 3.2 if type in WIDE else 2.2, 0.9 if type == "bath" else 9.0)
        width = round(max(0.6, rng.uniform(0.6, 1.0) * widest), 2)
        slack = (wall.length - width) / 2 - 0.3
        at = wall.length / 2 + rng.choice([0.0, 0.0, rng.uniform(-slack, slack)])
        if wall.holes:
            free = _beside_holes(wall)
            if free is None:
                continue
            width, at = round(min(width, free[1] - free[0] - 0.5), 2), (free[0] + free[1]) / 2
        hole = Hole(
            f"window_{sum(h.kind == 'window' for h in design.holes) + 1}",
            "window",
            wall.name,
            round(wall.owned(at), 2),
            width,
            round(min(2.2, design.height - 0.25) - sill, 2),
            sill,
        )
        design.holes.append(hole)
        wall.holes.append(hole)


def clear_boards(design: Design, walls: list[list[Stretch]]) -> None:
    """Raise windows whose board would be in the top of what stands before it, by some centimetres."""
    for wall in (wall for own in walls for wall in own):
        for number, hole in enumerate(wall.holes):
            if hole.kind != "window":
                continue
            near = wall.strip(hole, BOARD_DEPTH, BOARD_DEPTH)
            tops = [
                piece.size[2]
                for piece in design.pieces
                if piece.on is None and piece.mount == "floor" and piece.footprint.intersects(near)
            ]
            least = max((top for top in tops if top < hole.sill + RAISED - BOARD), default=0.0) + BOARD
            if hole.sill < least:
                up = round(least - hole.sill, 3)
                raised = replace(hole, sill=round(hole.sill + up, 3), height=round(hole.height - up, 3))
                wall.holes[number] = raised
                design.holes[design.holes.index(hole)] = raised


def _not_opposite(walls: Sequence[Stretch], limit: int) -> list[Stretch]:
    """Walls for windows, none across from another: what is looked at, or tall, needs a wall of its own."""
    found: list[Stretch] = []
    for wall in walls:
        across = any(wall.normal[0] * w.normal[0] + wall.normal[1] * w.normal[1] < -0.9 for w in found)
        if len(found) < limit and not across:
            found.append(wall)
    return found


def _beside_holes(wall: Stretch) -> tuple[float, float] | None:
    """The longest stretch of a wall without an opening, metres along it; None when it is too short."""
    stops = [0.0, wall.length]
    for hole in wall.holes:
        at = wall.local(hole)
        stops += [at - hole.width / 2, at + hole.width / 2]
    stops.sort()
    spans = [(stops[i], stops[i + 1]) for i in range(0, len(stops) - 1, 2)]
    low, high = max(spans, key=lambda s: s[1] - s[0])
    return (low, high) if high - low > 1.2 else None
