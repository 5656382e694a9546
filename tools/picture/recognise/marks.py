"""From what was recognised to marks on the picture, as a person would have made them.

The reader's classes are coarse; the size in metres, what the camera tells of directions, and what stands
where make words, fronts and supports of them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np

from tools import vocabulary
from tools.picture.annotations import ThingMark
from tools.picture.image import Pixels
from tools.picture.recognise.classes import LARGE
from tools.picture.recognise.reader import Named, covered, recognise
from tools.pinhole import Camera
from tools.survey import Box, Point, RoomSurvey

SURE = 0.28
"""Named from this confidence on: in five given pictures 0.56 of the large things were, 0.70 of them right."""
MAYBE = 0.17
"""From here on it is a thing without a name; below, nothing."""
LOOSE = 0.5
"""Of the loose small things only those as sure as this are taken: they are many and their boxes small."""
SPREAD = 0.45
"""Of the logarithm of a thing's size about its category's usual size."""
SNAP = 25.0
"""Degrees: a front closer than this to a wall's direction looks along it."""
SLACK = 0.04
"""Share of the room's width by which the walls' tops may be measured wrong."""
OUTSIDE = 0.3
"""Metres from the floor's edge at which the middle of a thing that stands on it can no longer be."""
INSIDE = 0.6
"""Share of a small thing's box over the thing that carries it."""


def recognised(
    image: Pixels, camera: Camera | None = None, room: RoomSurvey | None = None, *, least: float = MAYBE
) -> list[ThingMark]:
    """The things in a picture as marks, the surest first; ids are free of each other.

    Args:
        image: (h, w, 3) sRGB.
        camera: tells sizes and directions.
        room: what lies outside its walls is left out.
        least: confidence below which nothing is marked; under SURE a mark's category is "unknown".
    """
    aslant = camera is not None and camera.kind == "pinhole" and camera.rotation[2][2] > -0.8
    return marks_of(recognise(image, turned=not aslant), image, camera, room, least=least)


def marks_of(
    things: Sequence[Named],
    image: Pixels,
    camera: Camera | None,
    room: RoomSurvey | None,
    *,
    least: float = MAYBE,
) -> list[ThingMark]:
    """What was recognised as marks; arguments as `recognised`."""
    found = list(things)
    found = [n for n in found if n.confidence >= (least if n.name in LARGE else LOOSE)]
    found = [n for n in found if n.name not in ("door", "window") and _inside(n, camera, room)]
    found.sort(key=lambda n: (n.name not in LARGE, -n.score))
    carriers = [n for n in found if n.name in LARGE and n.confidence >= SURE]
    held = [_carrier(thing, carriers) for thing in found]
    # a plate that stands on nothing that was seen stands nowhere
    kept = [
        k
        for k, n in enumerate(found)
        if held[k] or vocabulary.entry(n.word).mount != "object" or n.name in LARGE
    ]
    found, held = [found[k] for k in kept], [held[k] for k in kept]
    words = [
        category_of(thing, camera, carried=carrier is not None)
        for thing, carrier in zip(found, held, strict=True)
    ]
    words = [w if n.confidence >= SURE else vocabulary.UNKNOWN for n, w in zip(found, words, strict=True)]
    ids = _ids(words)
    named = {id(thing): name for thing, name in zip(found, ids, strict=True)}
    marks = []
    for thing, carrier, word, name in zip(found, held, words, ids, strict=True):
        x0, y0, x1, y1 = (round(v, 1) for v in thing.box)
        known = word != vocabulary.UNKNOWN
        mark = ThingMark(
            id=name,
            category=word,
            box=(x0, y0, x1, y1),
            on=named[id(carrier)] if carrier is not None and known else None,
            mount=None if known else vocabulary.entry(thing.word).mount,
            small=carrier is not None and known,
            facing=front_of(thing, word, camera, room) if known else None,
            color=colour(image, thing.box),
            confidence=round(thing.confidence, 2),
            rough=True,
            note=_doubt(thing, known),
        )
        marks.append(mark)
    return marks


def _ids(words: Sequence[str]) -> list[str]:
    """A free id for each: its word and a number."""
    taken: dict[str, int] = {}
    out = []
    for word in words:
        stem = word.replace(" ", "_") if word != vocabulary.UNKNOWN else "thing"
        taken[stem] = taken.get(stem, 0) + 1
        out.append(f"{stem}_{taken[stem]}")
    return out


def _inside(thing: Named, camera: Camera | None, room: RoomSurvey | None) -> bool:
    """Whether it can stand in the room: inside the walls' tops, and over the floor if it is not on a wall."""
    if room is None or camera is None:
        return True
    u, v = (thing.box[0] + thing.box[2]) / 2, (thing.box[1] + thing.box[3]) / 2
    ring = np.array(room.wall_top_px or room.floor_px, dtype=np.float32).reshape(-1, 1, 2)
    edge = -SLACK * float(np.ptp(ring, axis=0).max())
    if cv2.pointPolygonTest(ring, (u, v), True) < edge:
        return False
    entry = vocabulary.entry(thing.word)
    if entry.mount != "floor":
        return True
    at = camera.to_plane([(u, v)], entry.size[2] / 2)[0, :2]
    floor = np.array(room.floor, dtype=np.float32).reshape(-1, 1, 2)
    return bool(cv2.pointPolygonTest(floor, (float(at[0]), float(at[1])), True) > -OUTSIDE)


def _carrier(thing: Named, carriers: Sequence[Named]) -> Named | None:
    """The smallest thing with a surface, or soft, that lies under most of a small thing."""
    mount = vocabulary.entry(thing.word).mount
    either = (
        thing.name in ("lamp", "plant") and mount == "floor"
    )  # on the floor or on a thing: the place tells
    if not (thing.name in ("small", "pillow") or mount == "object" or either):
        return None
    best: Named | None = None
    for other in carriers:
        if other is thing or other.name not in ("bed", "sofa", "chair", "table", "storage", "bath"):
            continue
        under = covered(thing.box, other.box) >= INSIDE and _area(other.box) > 1.5 * _area(thing.box)
        if under and (best is None or _area(other.box) < _area(best.box)):
            best = other
    return best


def category_of(thing: Named, camera: Camera | None, *, carried: bool) -> str:
    """The category: the network's share of each word, weighed by how usual its size is."""
    best, most = thing.word, -math.inf
    for word, share in thing.words:
        entry = vocabulary.entry(word)
        if (entry.mount == "object") != carried and thing.name in ("lamp", "plant"):
            continue
        score = math.log(max(share, 1e-4))
        if camera is not None and entry.mount == "floor":
            score -= (
                0.5 * (math.log(_metres(thing.box, camera, word) / math.hypot(*entry.size[:2])) / SPREAD) ** 2
            )
        if score > most:
            best, most = word, score
    return best


def _metres(box: Box, camera: Camera, word: str) -> float:
    """The diagonal of a box on the plane at half its category's height, metres."""
    ends = camera.to_plane([(box[0], box[3]), (box[2], box[1])], vocabulary.entry(word).size[2] / 2)[:, :2]
    span = float(np.linalg.norm(ends[1] - ends[0]))
    return span if math.isfinite(span) and span > 0 else 1.0


def front_of(thing: Named, word: str, camera: Camera | None, room: RoomSurvey | None) -> float | None:
    """The front's direction seen from above, drawn to the walls' directions when close to one."""
    entry = vocabulary.entry(word)
    if thing.facing is None or entry.turns != 1 or entry.mount != "floor":
        return None
    facing = thing.facing
    if camera is not None:
        middle = np.array([(thing.box[0] + thing.box[2]) / 2, (thing.box[1] + thing.box[3]) / 2])
        a = math.radians(facing)
        step = 0.2 * min(thing.box[2] - thing.box[0], thing.box[3] - thing.box[1])
        ends = camera.to_plane(
            [middle, middle + step * np.array([math.sin(a), math.cos(a)])], entry.size[2] / 2
        )
        ahead = ends[1] - ends[0]
        if np.isfinite(ahead).all():
            facing = math.degrees(math.atan2(ahead[0], -ahead[1]))
    walls = _directions(room.floor) if room is not None else [0.0, 90.0, 180.0, -90.0]
    nearest = min(walls, key=lambda w: abs(_turn(facing - w)))
    facing = nearest if abs(_turn(facing - nearest)) <= SNAP else facing
    return round(_turn(facing), 1)


def _directions(floor: Sequence[Point]) -> list[float]:
    """The yaws that look along or across the floor's edges, degrees."""
    out: set[float] = set()
    for i, (x0, y0) in enumerate(floor):
        x1, y1 = floor[(i + 1) % len(floor)]
        edge = math.degrees(math.atan2(y1 - y0, x1 - x0))
        out |= {round(_turn(edge + 90 * k), 1) for k in range(4)}
    return sorted(out)


def _turn(degrees: float) -> float:
    """The same direction, above -180 and up to 180."""
    return -((180 - degrees) % 360 - 180)


def _doubt(thing: Named, named: bool) -> str:
    """What else it may be, in words; "" when nothing comes near."""
    if not named:
        return f"maybe {thing.word}"
    near = [name for name, score in thing.others if score > 0.5 * thing.score]
    return f"or {near[0]}" if near else ""


def colour(image: Pixels, box: Box) -> tuple[int, int, int]:
    """Median sRGB of the middle of a box."""
    x0, y0, x1, y1 = box
    dx, dy = (x1 - x0) / 4, (y1 - y0) / 4
    part = image[
        int(y0 + dy) : max(int(y0 + dy) + 1, int(y1 - dy)), int(x0 + dx) : max(int(x0 + dx) + 1, int(x1 - dx))
    ]
    r, g, b = (int(v) for v in np.median(part.reshape(-1, 3), axis=0))
    return (r, g, b)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
