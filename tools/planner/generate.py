"""From a seed to a furnished design: pure Python, no Blender."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

from shapely.geometry import Polygon

from tools import vocabulary
from tools.brief import purpose
from tools.brief.brief import Brief
from tools.errors import InputError
from tools.geometry import Vec2
from tools.measure.relations import Gap, Hall, Stood
from tools.measure.wishes import apart, judge
from tools.planner import shapes
from tools.planner.asked import PATH, areas_of, extent_of, furnish_wished, rooms_of
from tools.planner.catalogue import MODULE
from tools.planner.density import HOMELY, dense
from tools.planner.design import (
    ROOM_TYPES,
    SHAPES,
    STYLES,
    Design,
    Hole,
    Request,
    RoomType,
    Shape,
    Style,
    Zone,
)
from tools.planner.livable import faults
from tools.planner.occupancy import stood_of
from tools.planner.openings import PRIVATE, add_openings, clear_boards
from tools.planner.rooms import RECIPES
from tools.planner.settling import conflicts, in_part
from tools.planner.shapes import GRID
from tools.planner.space import DoesNotFit, Space
from tools.planner.walls import Stretch, walls_of
from tools.planner.wishes import Wishes

ATTEMPTS = 60
Standing = tuple[str, Vec2]
"""Category and place, world metres, of what stands on the floor by itself."""
LATE = 12
"""Attempts in vain after which what was asked for has to do without a recipe."""
STARTS, MORE, SOME, FINE = 8, 12, 4, 0.5
"""Rooms made for words of which the best is kept, while none is faultless; more while the best has faults one
sees; after some, small faults do."""
CROWDED, CROWDED_STARTS = 50.0, 2
"""Square metres of floor that what was asked for covers, from which so few starts are made: forty beds that
find no place cost ten seconds each time, and another start has no more room."""
POOR = 0.3
"""Weight of faults from which more starts are made."""
NARROW_PATH = 0.23
"""Metres to each side of somebody walking in rooms from a seed; words have `PATH` while it can be had."""
HOMES: tuple[RoomType, ...] = ("bedroom", "living", "kitchen", "dining", "bath", "nursery", "office")
UNSAID: tuple[Style, ...] = ("modern", "modern", "modern", "classic")
"""Styles of a room from words that say none: what most people would take for none in particular."""
COMPANIONS: dict[RoomType, tuple[RoomType, ...]] = {
    "office": ("office", "kitchen", "bath"),
    "lab": ("office", "lab", "bath"),
    "shop": ("office", "bath", "shop"),
    "classroom": ("office", "classroom", "bath"),
}
"""What else a building with this main room has; homes have HOMES."""
TWICE: frozenset[RoomType] = frozenset({"bedroom", "office", "lab", "classroom"})


def generate(request: Request, *, before: Sequence[Standing] = ()) -> Design:
    """The design that a request's seed gives: the same request, the same design.

    Without words the first that can be walked through; with words the best of several starts.

    Args:
        request: what is to be made.
        before: what stood in an earlier design for much the same words: of starts that are as good the one
            that leaves most of it where it was.

    Raises:
        InputError: what was asked for cannot be furnished (a single classroom in six rooms of a bath).
    """
    best: tuple[tuple[float, float], Design] | None = None
    found = failed = 0
    most = CROWDED_STARTS if request.brief is not None and _covered(request.brief) > CROWDED else MORE
    for attempt in range(ATTEMPTS):
        rng = Random(f"{request.seed}/{attempt}")
        try:
            design = _attempt(rng, request, late=failed >= LATE or attempt >= ATTEMPTS // 2)
        except LookupError:  # the floor was not to be cut so: nothing was tried in it
            failed += request.brief is None
            continue
        except DoesNotFit:
            failed += 1
            continue
        failed += 1
        if design is None:
            continue
        if request.brief is None:
            return design
        found += 1
        design.faults = unlivable(request.brief, design)
        lost = sum(weight == LOST for _, weight in design.faults)
        lacking = (
            _unmet(request.brief, design) + LOST * lost,
            GIVEN * design.given
            + sum(weight for _, weight in design.faults)
            + ELSEWHERE * max(0.0, STAYS - kept(design, before)),
        )
        if best is None or lacking < best[0]:
            best = (lacking, design)
        allowed = FINE if found >= SOME else 1e-9
        fine = best[0][0] < allowed and best[0][1] < allowed
        if found >= most or fine or (found >= STARTS and best[0][1] < POOR and best[0][0] < allowed):
            break
    if best is not None:
        return best[1]
    raise InputError(
        f"seed {request.seed}: no furnishable room found in {ATTEMPTS} attempts; "
        "try another seed, fewer rooms or another shape"
    )


def _covered(brief: Brief) -> float:
    """Square metres that what was asked for is usually wide and deep, together."""
    usual = [(wanted.count, vocabulary.entry(wanted.category).size) for wanted in brief.things]
    return sum((count * size[0] * size[1] for count, size in usual if size), 0.0)


def _unmet(brief: Brief, design: Design) -> float:
    """What is lacking, the numbers first; what cannot be had is noted in the design."""
    halls = [hall_of(design, number) for number in range(len(design.zones))]
    met = judge(brief, stood_of(design.pieces, design.height), design.keys, halls)
    design.unmet = conflicts(brief, met, design)
    weights = {"number": 3.0, "absence": 3.0, "relation": 1.0}
    return sum(weights[m.kind] * (1 - m.score) for m in met if not m.ok or in_part(brief, m))


def hall_of(design: Design, number: int) -> Hall:
    """One room of a design: its floor, the faces of its walls and the openings in them."""
    polygon = design.zones[number].polygon
    walls = walls_of(polygon, design.floor, design.dividers)
    holes = [(w, h) for w in walls for h in design.holes if _holds(w, h)]
    gaps = [Gap(h.kind, w, w.local(h), h.width, h.sill) for w, h in holes]
    return Hall(polygon, tuple(walls), tuple(gaps))


FEW_THINGS, FEW = 62, 0.05
"""Things from which a living room or office looks lived in, and the weight of each that it lacks."""
GIVEN = 0.1
"""Weight of a piece that made way: a room keeps what it usually has where another start lets it."""
MISSED, STORING, SMALL = (0.4, 0.7), 8.0, 12.0
"""Weight of what is missing in a small room of its kind and a larger one; square metres from which there is
room for it, and up to which a room is small."""
MUST_HAVE: dict[RoomType, tuple[str, ...]] = {"bedroom": ("wardrobe",)}
"""What is not given up in a room of a kind, unasked, while a start has it."""
LOOSE = 0.4
"""Weight of a thing that stands off the one it was asked to be beside."""
LOST = 2.0
"""Weight of each thing without which a room is none of its kind, such as a kitchen's counter."""
THERE, STAYS, ELSEWHERE = 0.05, 0.9, 1.0
"""Metres within which a thing stands where it stood before, the share that is to stay so, and the weight of
all that does not."""
WALLED = frozenset(
    {"against", "corner", "near", "beside", "under", "on", "behind", "left of", "right of", "far", "opposite"}
)
"""Relations that a thing can have with its back at a wall."""


def unlivable(brief: Brief, design: Design) -> list[tuple[str, float]]:
    """What somebody who lived there would mend, in words, each with its weight; of a bare room its use."""
    placed = {r.subject for r in brief.relations if r.kind not in WALLED}
    told = {id for id, key in design.keys.items() if key in placed}
    zones = {p.id: p.zone for p in design.pieces}
    things = stood_of(design.pieces, design.height)
    found: list[tuple[str, float]] = []
    for number, zone in enumerate(design.zones):
        own = [t for t in things if zones[t.id] == number]
        found += faults(own, hall_of(design, number), told, bare=brief.bare)
        found += [] if brief.bare else _missing(brief, number, zone, own)
    if brief.bare:
        return found
    found.append(
        ("one room is reached through another that people want to themselves", _through_private(design))
    )
    found += [
        (f"{a.id} stands {far:.1f} m from {b.id}", LOOSE) for a, b, far in apart(brief, things, design.keys)
    ]
    if brief.density == "lived-in" and set(z.type for z in design.zones) <= HOMELY:
        few = FEW_THINGS * len(design.zones) - len(things)
        found.append((f"{len(things)} things are few for a room that is lived in", FEW * few))
    return [(what, weight) for what, weight in found if weight > 0]


def _missing(brief: Brief, number: int, zone: Zone, things: Sequence[Stood]) -> list[tuple[str, float]]:
    """What a room of its kind is not lived in without, unless that was barred or the room is to be sparse."""
    wish = brief.rooms[number] if number < len(brief.rooms) else None
    kinds = [zone.type, *([wish.also] if wish is not None and wish.also else [])]
    wanted: list[tuple[RoomType, str, float]] = []
    if brief.density != "sparse" and zone.polygon.area >= STORING:
        weight = MISSED[zone.polygon.area > SMALL]
        wanted = [(kind, name, weight) for kind in kinds for name in MUST_HAVE.get(kind, ())]
    there = [t.category for t in things]
    mains = [
        (f"the {kind} has no {need.what}", LOST)
        for kind in kinds
        for need in purpose.lacking(kind, there, brief)
    ]
    return mains + [
        (f"the {kind} has no {name}", weight)
        for kind, name, weight in wanted
        if not any(vocabulary.akin(name, barred) for barred in brief.without)
        and not any(vocabulary.akin(name, c) for c in there)
    ]


def _through_private(design: Design) -> float:
    """How many doors lead from one room that people want to themselves into another."""
    count = 0.0
    for hole in design.holes:
        if isinstance(hole.wall, str):
            sides = [
                zone.type
                for zone in design.zones
                if any(_holds(w, hole) for w in walls_of(zone.polygon, design.floor, design.dividers))
            ]
            count += min((PRIVATE.get(t, 1) for t in sides), default=0) > 1
    return count


def _holds(wall: Stretch, hole: Hole) -> bool:
    return hole.wall == wall.name and 0 <= wall.local(hole) <= wall.length


def kept(design: Design, before: Sequence[Standing]) -> float:
    """The share of what stood before that a design has within `THERE` of its place."""
    now = [(p.category, p.at) for p in design.pieces if p.on is None]
    return 1.0 - len(gone(before, now)) / len(before) if before else 1.0


def gone(before: Sequence[Standing], now: Sequence[Standing]) -> list[int]:
    """Numbers of what stood before and of which nothing stands within `THERE` of its place now."""
    left = list(now)
    missing: list[int] = []
    for number, (category, at) in enumerate(before):
        same = next((q for q in left if q[0] == category and math.dist(q[1], at) <= THERE), None)
        if same is None:
            missing.append(number)
        else:
            left.remove(same)
    return missing


def _attempt(rng: Random, request: Request, *, late: bool = False) -> Design | None:
    brief = request.brief
    first = request.type or (brief.type if brief else None)
    type: RoomType = rng.choice(ROOM_TYPES) if first is None else first
    told = request.shape or (brief.shape if brief else None)
    shape: Shape = rng.choices(SHAPES, weights=(5, 2, 1, 1, 2))[0] if told is None else told
    rooms = request.rooms or rng.choices((1, 2, 3, 4), weights=(7, 2, 1, 0.5))[0]
    types = rooms_of(brief, type) if brief is not None else _types(rng, type, rooms)
    rooms = len(types)
    if brief is None:
        areas = [rng.uniform(*shapes.AREAS[t]) for t in types]
        extent = None
    else:
        areas, extent = areas_of(rng, brief, types), extent_of(brief, types)
    step = 0.01 if brief is None or extent else MODULE / 2
    shared = brief is not None and rooms > 1 and shape == "rect"
    whole = shapes.with_partitions(areas) if shared else sum(areas) * (1.06 if rooms > 1 else 1.0)
    floor = shapes.outline(rng, shape, whole, extent, step=GRID if shared else step)
    plan = shapes.share_out(rng, floor, areas) if shared else shapes.split(rng, floor, rooms)
    if len(plan.zones) < rooms:
        return None
    tall = types[0] in {"shop", "classroom", "lab"}
    style = request.style or (brief.style if brief else None)
    height = round(rng.uniform(2.8, 3.2) if tall else rng.uniform(2.45, 2.8), 2)
    design = Design(
        request=request,
        type=type,
        shape=shape,
        style=rng.choice(STYLES if brief is None else UNSAID) if style is None else style,
        floor=[(float(x), float(y)) for x, y in floor.exterior.coords[:-1]],
        height=brief.height if brief and brief.height else height,
        wall=rng.choice([0.12, 0.15, 0.18, 0.2]),
        dividers=plan.dividers,
    )
    design.zones = (
        [Zone(t, z) for t, z in zip(types, plan.zones, strict=True)] if shared else _assign(plan.zones, types)
    )
    return design if _furnish(rng, design, late=late) else None


def _types(rng: Random, main: RoomType, rooms: int) -> list[RoomType]:
    """The main room's type first, then what goes with it; only rooms of work and sleep come twice."""
    types: list[RoomType] = [main]
    others = COMPANIONS.get(main, HOMES)
    while len(types) < rooms:
        fresh = [t for t in others if t not in types or t in TWICE]
        types.append(rng.choice(fresh))
    return types


def _assign(polygons: list[Polygon], types: list[RoomType]) -> list[Zone]:
    """The biggest floor to the type that wants most; the main room stays first."""
    floors = sorted(polygons, key=lambda p: -p.area)
    wants = sorted(range(len(types)), key=lambda i: -sum(shapes.AREAS[types[i]]))
    zones = {i: Zone(types[i], floor) for i, floor in zip(wants, floors, strict=True)}
    return [zones[i] for i in range(len(types))]


def _furnish(rng: Random, design: Design, *, late: bool) -> bool:
    """Openings and furniture for every room; False when one cannot be walked through.

    Args:
        rng: where the choices come from.
        design: with its rooms.
        late: many attempts were in vain: the narrower paths of before will do.
    """
    brief = design.request.brief
    walls = [walls_of(z.polygon, design.floor, design.dividers) for z in design.zones]
    add_openings(rng, design, walls)
    taken: dict[str, int] = {}
    for number, (zone, own) in enumerate(zip(design.zones, walls, strict=True)):
        space = Space(rng, zone.polygon, own, design.height, taken, number, Wishes(brief, number))
        if brief is None:
            RECIPES[zone.type](space)
        else:
            furnish_wished(space, zone.type, late=late)
        dense(space, zone.type, design.request.density)
        if not space.walkable(NARROW_PATH if brief is None or late else PATH):
            return False
        zone.part = space.part
        design.given += space.given
        design.pieces += space.pieces
        design.keys |= space.wishes.keys
    clear_boards(design, walls)
    return True
