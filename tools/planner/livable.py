"""Whether somebody would want to live in a room as it is planned: faults that are no broken rule."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import shapely
from shapely.geometry import LineString, Point
from shapely.ops import unary_union

from tools import vocabulary
from tools.geometry import rectangle
from tools.measure.relations import Hall, Stood, distance, faces

BACK = 0.35
"""Metres between a wall and the back of what belongs there."""
BEFORE = 0.4
"""Metres of floor that doors and drawers need before them."""
BESIDE_BED = 0.4
AT_TABLE = 0.25
"""Metres from a seat to the table that it faces."""
WATCHED = (1.2, 4.2)
"""Metres from a seat to a screen."""
EMPTY = 1.25
"""Radius in metres of the largest round of empty floor that nobody misses anything on."""
OPENED = frozenset({"cabinet", "wardrobe", "shelf", "appliance", "sink", "toilet", "kitchen"})
"""Families that are used from the front."""
SEATS = frozenset({"chair", "stool"})
AROUND = ("dining table", "round table", "conference table")
"""Tables with seats all round."""
WRITTEN_AT = frozenset({"desk", "vanity table"})
"""Tables that one sits before, at their front."""
CLOSED = frozenset({"bed", "crib", "sofa", "cabinet", "wardrobe", "shelf", "kitchen", "appliance", "bath"})
"""Families under which no floor is seen."""
SHOWS = 0.45
"""Share of a rug that is to be seen."""
AT_HEAD = (0.5, 0.9)
"""Metres from a bed's side, and from its head, within which a nightstand's middle is."""
OVER = 0.65
"""Metres above the floor from which something is in the way of who looks from a seat."""
LOW = 0.05
"""Metres: what is no higher is walked over."""


def faults(
    things: Sequence[Stood], hall: Hall, told: Collection[str] = (), *, bare: bool = False
) -> list[tuple[str, float]]:
    """What a person would mend, in words, each with its weight.

    Args:
        things: of one room, where they stand in the world.
        hall: the room.
        told: ids of things whose place somebody asked for; where those stand is nobody's fault.
        bare: nothing but what was named was wanted: only what cannot be used counts.
    """
    ground = [t for t in things if t.mount == "floor" and t.on is None and t.size[2] > LOW]
    found: list[tuple[str, float]] = []
    for thing in ground:
        family = vocabulary.entry(thing.category).family
        others = [t for t in ground if t.id != thing.id]
        if thing.id not in told and not bare:
            found += _stance(thing, family, others, hall)
        found += [(f"{thing.id} {what}", weight) for what, weight in _use(thing, family, others, hall)]
    if bare:
        return found
    found += [*_rugs(things, ground, told), *_screens(things, ground)]
    return [*found, *_empty(ground, hall)]


def _stance(thing: Stood, family: str, others: Sequence[Stood], hall: Hall) -> Iterator[tuple[str, float]]:
    """What belongs at a wall and stands in the room; at a sofa's back it is as good as at a wall."""
    entry = vocabulary.entry(thing.category)
    if not entry.back_to_wall or family in ("sofa", "table"):
        return
    w, d = thing.size[0] / 2, thing.size[1] / 2
    ends = [Point(thing.world((side * 0.8 * w, d))) for side in (-1, 1)]
    if any(_family(o) == "sofa" and all(o.footprint.distance(end) < BACK for end in ends) for o in others):
        return
    faces_ = [LineString([wall.start, wall.end]) for wall in hall.walls]
    if min((max(end.distance(face) for end in ends) for face in faces_), default=0.0) > BACK:
        yield f"{thing.id} stands with its back in the room", 1.0


def _use(thing: Stood, family: str, others: Sequence[Stood], hall: Hall) -> Iterator[tuple[str, float]]:
    """What cannot be used, or has nothing that it is used with."""
    if family in OPENED and vocabulary.entry(thing.category).turns == 1:
        if _blocked(thing, BEFORE, others, hall):
            yield "cannot be opened", 1.0
    elif family == "bed":
        if all(_beside_blocked(thing, side, others, hall) for side in (-1, 1)):
            yield "cannot be got into", 1.0
    elif family in SEATS:
        tables = [t for t in others if _family(t) in ("table", "kitchen", "instrument")]
        if any(t.category in AROUND for t in tables):
            tables = [t for t in tables if _family(t) != "instrument" or family == "stool"]
        if tables and not any(_seated(thing, t) for t in tables):
            yield "stands at no table", 1.0
    elif family == "sofa":
        if _blocked(thing, 0.3, others, hall):
            yield "cannot be sat on", 1.0
        if not any(faces(thing, t.footprint) and distance(thing, t) < 2.0 for t in others):
            yield "looks at nothing", 0.6
    elif thing.category in WRITTEN_AT and _blocked(
        thing, 0.5, [o for o in others if _family(o) not in SEATS], hall
    ):
        yield "has no place to sit before it", 0.8
    if thing.category == "nightstand":
        beds = [t for t in others if _family(t) == "bed"]
        if beds and not any(_at_head(thing, bed) for bed in beds):
            yield "is not at the head of a bed", 0.8
    if thing.category == "tv stand":
        seats = [t for t in others if _family(t) in ("sofa", "armchair", "bed")]
        near = [distance(thing, s) for s in seats if faces(s, thing.footprint)]
        if seats and not near:
            yield "is watched from nowhere", 0.6
        elif near and not WATCHED[0] <= min(near) <= WATCHED[1]:
            yield "is too far from where one sits, or too near", 0.3


def _family(thing: Stood) -> str:
    return vocabulary.entry(thing.category).family


def _seated(seat: Stood, table: Stood) -> bool:
    if distance(seat, table) > AT_TABLE:
        return False
    if table.category in WRITTEN_AT:
        x, y = table.local(seat.at)  # a desk has a front: nobody writes at its end
        if y > 0 or abs(x) > table.size[0] / 2:
            return False
    elif _family(table) == "table" and vocabulary.entry(table.category).shape == "box":
        x, y = table.local(seat.at)  # nobody sits at a corner, half beside the table
        if abs(x) > table.size[0] / 2 and abs(y) > table.size[1] / 2:
            return False
    return vocabulary.entry(seat.category).turns != 1 or faces(seat, table.footprint)


def _at_head(stand: Stood, bed: Stood) -> bool:
    x, y = bed.local(stand.at)
    return abs(x) < bed.size[0] / 2 + AT_HEAD[0] and y > bed.size[1] / 2 - AT_HEAD[1]


def _blocked(thing: Stood, reach: float, others: Sequence[Stood], hall: Hall) -> bool:
    """Whether a wall or a thing stands in the floor before it."""
    x, y = thing.world((0.0, -thing.size[1] / 2 - reach / 2 - 0.01))
    area = rectangle((x, y), (thing.size[0] * 0.8, reach), thing.yaw)
    return not _is_free(area, others, hall)


def _beside_blocked(thing: Stood, side: int, others: Sequence[Stood], hall: Hall) -> bool:
    x, y = thing.world((side * (thing.size[0] / 2 + BESIDE_BED / 2 + 0.01), -0.15 * thing.size[1]))
    area = rectangle((x, y), (BESIDE_BED, thing.size[1] * 0.4), thing.yaw)
    return not _is_free(area, others, hall)


def _is_free(area: shapely.Polygon, others: Sequence[Stood], hall: Hall) -> bool:
    inside = hall.floor.buffer(0.02).covers(area)
    return bool(inside) and not any(area.intersects(o.footprint) for o in others)


def _rugs(
    things: Sequence[Stood], ground: Sequence[Stood], told: Collection[str]
) -> Iterator[tuple[str, float]]:
    """A rug on which nothing stands and that nothing stands by, or that hardly shows."""
    for rug in things:
        if vocabulary.entry(rug.category).shape != "flat" or rug.mount != "floor" or rug.on is not None:
            continue
        large = rug.size[0] * rug.size[1] > 1.5
        if large and not any(t.footprint.distance(rug.footprint) < 0.15 for t in ground):
            yield f"{rug.id} lies where nothing is", 0.4
        if rug.id not in told and in_sight(rug.footprint, ground) < SHOWS:
            yield f"{rug.id} lies mostly under what stands on it", 0.5


def in_sight(area: shapely.Polygon, ground: Sequence[Stood]) -> float:
    """The share of a piece of floor that nothing closed to the floor stands on."""
    over = unary_union([t.footprint for t in ground if _family(t) in CLOSED])
    return 1.0 - float(area.intersection(over).area) / max(1e-9, float(area.area))


def _screens(things: Sequence[Stood], ground: Sequence[Stood]) -> Iterator[tuple[str, float]]:
    """A television at which nobody looks who sits or lies in the room."""
    seats = [t for t in ground if _family(t) in ("sofa", "armchair", "bed")]
    seats = [t for t in seats if _family(t) == "sofa"] or seats
    for screen in things:
        if screen.category != "tv" or not seats:
            continue
        watching = [s for s in seats if faces(s, screen.footprint)]
        if not watching:
            yield f"{screen.id} is looked at by nobody", 0.6
        elif all(_hidden(screen, seat, ground) for seat in watching):
            yield f"{screen.id} is seen past what stands before it", 0.6


def _hidden(screen: Stood, seat: Stood, ground: Sequence[Stood]) -> bool:
    """Whether something as high as a table stands between a screen and who looks at it."""
    line = LineString([seat.at, screen.at])
    between = [t for t in ground if t.id not in (seat.id, screen.id, screen.on) and t.top > OVER]
    return any(line.intersects(t.footprint) for t in between)


def _empty(ground: Sequence[Stood], hall: Hall) -> Iterator[tuple[str, float]]:
    radius, _ = emptiest(ground, hall)
    if radius > EMPTY:
        yield f"{2 * radius:.1f} m of floor are empty", 1.2 * (radius - EMPTY)


def emptiest(ground: Sequence[Stood], hall: Hall) -> tuple[float, Point]:
    """Radius in metres and middle of the largest round of floor on which nothing stands."""
    free = hall.floor.difference(unary_union([t.footprint.buffer(0.01) for t in ground]))
    parts = [p for p in shapely.get_parts(free) if p.area > 0.5]
    rounds = [shapely.maximum_inscribed_circle(p, 0.05) for p in parts]
    if not rounds:
        return 0.0, Point(hall.floor.centroid)
    largest = max(rounds, key=lambda r: float(r.length))
    return float(largest.length), Point(largest.coords[0])
