"""A plan that was read, as marks on its picture: the same that a person would correct."""

from __future__ import annotations

import difflib
import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tools import vocabulary
from tools.geometry import wrap
from tools.picture import polygon
from tools.picture.annotations import (
    Annotations,
    OpeningMark,
    PartitionMark,
    PlanSize,
    SpaceMark,
    Swing,
    ThingMark,
)
from tools.picture.oddities import several
from tools.picture.plan.between import Divider
from tools.picture.plan.confidence import sure_of_outline
from tools.picture.plan.lettering import can_read
from tools.picture.plan.naming import names_of
from tools.picture.plan.read import Plan
from tools.picture.plan.symbols import Hole
from tools.survey import Box, Caveat, Point

Array = NDArray[np.float64]

ROOM_WORDS = (
    "bedroom", "living", "living room", "kitchen", "bath", "bathroom", "hall", "hallway", "wc", "toilet",
    "dining", "dining room", "office", "study", "storage", "closet", "laundry", "balcony", "entrance",
    "corridor", "nursery", "utility", "pantry", "garage", "terrace", "schlafzimmer", "wohnzimmer", "küche",
    "bad", "flur", "kinderzimmer",
)  # fmt: skip
"""Words that a reader's slips in room names are mended to."""


def plan_marks(plan: Plan, size: tuple[int, int], odd: Sequence[Caveat] = ()) -> Annotations:
    """Outlines, inner walls, openings, furniture, room names and size as marks.

    Args:
        plan: as read.
        size: (width, height) of the picture in pixels.
        odd: what is odd about the picture as a whole.
    """
    metres = plan.size.metres * plan.paper.zoom
    dividers = [d for d in plan.dividers if float(np.linalg.norm(d.end - d.start)) > 1.5 * d.thickness]
    spaces = [
        SpaceMark(name=_mended(plan.names.get(number, "")), outline=_points(plan, cell.corners))
        for number, cell in enumerate(plan.enclosed.cells, start=1)
    ]
    return Annotations(
        size=size,
        floor_px=_points(plan, polygon.canonical(plan.floor * (1, -1)) * (1, -1)),
        partitions=[
            PartitionMark(
                id=f"partition_{i}",
                start_px=_point(plan, d.start),
                end_px=_point(plan, d.end),
                thickness=round(float(np.clip(d.thickness * plan.size.metres, 0.03, 1.0)), 3),
            )
            for i, d in enumerate(dividers, start=1)
        ],
        openings=_openings(plan, dividers),
        things=_things(plan),
        notes=["a draft: rooms, walls, openings and symbols read off the drawing"],
        plan=True,
        turn=round(plan.paper.turn, 3),
        plan_size=PlanSize(
            metres_per_pixel=metres,
            words=plan.size.words,
            relative_error=round(plan.size.error, 4),
            written=plan.size.written,
        ),
        wall_px=round(plan.outer / plan.paper.zoom, 2),
        spaces=spaces if len(spaces) > 1 or any(space.name for space in spaces) else [],
        caveats=[*odd, *_caveats(plan)],
        confidence=round(sure_of_outline(plan, odd), 3),
    )


def _mended(name: str) -> str:
    if " / " in name:
        return " / ".join(_mended(part) for part in name.split(" / "))
    close = difflib.get_close_matches(name, ROOM_WORDS, 1, 0.8)
    return close[0] if close else name


def _point(plan: Plan, place: Array) -> Point:
    x, y = plan.paper.back(place[None])[0].tolist()
    return (round(x, 1), round(y, 1))


def _points(plan: Plan, places: Array) -> list[Point]:
    return [(round(x, 1), round(y, 1)) for x, y in plan.paper.back(places).tolist()]


def _openings(plan: Plan, dividers: list[Divider]) -> list[OpeningMark]:
    marks = []
    counts = {"door": 0, "window": 0, "opening": 0}
    for hole in plan.holes:
        counts[hole.kind] += 1
        inner = 0 not in hole.sides
        wall = _divider(hole, dividers) if inner else None
        if inner and wall is None:
            continue
        marks.append(
            OpeningMark(
                id=f"{hole.kind}_{counts[hole.kind]}",
                kind=hole.kind,
                wall=None if wall is None else f"partition_{wall + 1}",
                from_px=_point(plan, hole.gap.start),
                to_px=_point(plan, hole.gap.end),
                swing=_swing(hole, None if wall is None else dividers[wall]),
            )
        )
    return marks


def _divider(hole: Hole, dividers: list[Divider]) -> int | None:
    """The number of the inner wall that a hole is in."""
    middle = (hole.gap.start + hole.gap.end) / 2
    best: tuple[float, int] | None = None
    for i, line in enumerate(dividers):
        length = float(np.linalg.norm(line.end - line.start))
        along = (line.end - line.start) / max(length, 1e-9)
        if abs(float(along @ hole.gap.along)) < 0.8:
            continue
        off = abs(float((middle - line.start) @ np.array([-along[1], along[0]])))
        place = float((middle - line.start) @ along)
        beside = max(0.0, -place, place - length)
        if (
            off < 1.5 * hole.gap.thickness
            and beside < 1.0 * hole.gap.width
            and (best is None or off + beside < best[0])
        ):
            best = (off + beside, i)
    return None if best is None else best[1]


def _swing(hole: Hole, line: Divider | None) -> Swing | None:
    """How a door opens, seen from inside: from the left of an inner wall's line, from the room otherwise."""
    if hole.door is None:
        return None
    across = hole.gap.across
    if line is None:
        inside = across if hole.sides[0] else -across
    else:
        along = line.end - line.start
        inside = np.array([along[1], -along[0]])  # left of the line as seen, y running down
    inward = hole.door.side * float(across @ inside) > 0
    if len(hole.door.hinges) == 2:
        return "in-double" if inward else "out-double"
    hinge = hole.gap.start if hole.door.hinges[0] == 0 else hole.gap.end
    # one who stands inside and looks at the wall: y runs down
    left = np.array([-inside[1], inside[0]])
    on_left = float((hinge - (hole.gap.start + hole.gap.end) / 2) @ left) > 0
    if inward:
        return "in-left" if on_left else "in-right"
    return "out-left" if on_left else "out-right"


def _things(plan: Plan) -> list[ThingMark]:
    marks: list[ThingMark] = []
    counts: Counter[str] = Counter()
    called = names_of(plan.symbols, plan.size.metres, {k: _mended(name) for k, name in plan.names.items()})
    for symbol, (name, facing, sure) in zip(plan.symbols, called, strict=True):
        corners = plan.paper.back(symbol.outline)
        low, high = corners.min(0), corners.max(0)
        box: Box = (
            round(float(low[0]), 1),
            round(float(low[1]), 1),
            round(float(high[0]), 1),
            round(float(high[1]), 1),
        )
        if facing is not None:
            facing = round(wrap(facing + plan.paper.turn), 1)
        elif abs(plan.paper.turn) > 10 or _turned(symbol.outline):
            facing = round(wrap(_angle(symbol.outline) + plan.paper.turn), 1)
        stem = "symbol" if name == vocabulary.UNKNOWN else re.sub(r"[^a-z]+", "_", name.lower())
        counts[stem] += 1
        marks.append(
            ThingMark(
                id=f"{stem}_{counts[stem]}",
                category=name,
                box=box,
                facing=facing,
                small=False,
                confidence=sure,
            )
        )
    return marks


def _angle(outline: Array) -> float:
    """Degrees by which a rectangle is turned counter-clockwise, within 45."""
    side = outline[1] - outline[0]
    return (math.degrees(math.atan2(-side[1], side[0])) + 45) % 90 - 45


def _turned(outline: Array) -> bool:
    return abs(_angle(outline)) > 10


def _caveats(plan: Plan) -> list[Caveat]:
    found = []
    count = len(plan.enclosed.cells)
    if count > 1:
        names = [_mended(plan.names.get(i, f"room {i}")) for i in range(1, count + 1)]
        words = (
            f"this plan has {count} rooms ({', '.join(names)}): they are read as one flat with walls between"
        )
        found.append(Caveat(about="rooms", words=words, settle="a crop, where one room is meant", sure=0.9))
    if plan.enclosed.drawings > 1:
        found.append(several(plan.enclosed.drawings))
    if plan.written and not plan.size.written:
        ways = "--room-width METRES, read off the drawing"
        words = "figures or words stand on the drawing that give no size"
        if not can_read():
            ways = f"the group ocr, which reads them (`python3 harness/start.py add ocr`), or {ways}"
            words = "figures or words stand on the drawing and were not read"
        words += f"; metres are from {plan.size.words}"
        found.append(Caveat(about="size", words=words, settle=ways))
    if plan.walls.style == "thin":
        words = "walls are drawn as single lines, which furniture is, too: the outline is a guess"
        found.append(Caveat(about="plan", words=words, settle="floor_px in the annotations"))
    return found
