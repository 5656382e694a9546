"""From a seed to a furnished design: pure Python, no Blender."""

from __future__ import annotations

from random import Random

from shapely.geometry import Polygon

from tools.errors import InputError
from tools.planner import shapes
from tools.planner.design import (
    ROOM_TYPES,
    SHAPES,
    STYLES,
    Design,
    Request,
    RoomType,
    Shape,
    Zone,
)
from tools.planner.openings import add_openings
from tools.planner.rooms import RECIPES
from tools.planner.space import DoesNotFit, Space
from tools.planner.walls import walls_of
from tools.planner.wanted import add_wanted, missing, without

ATTEMPTS = 60
NARROW = 0.3
"""Part of the usual range of areas that "small" and "large" leave."""
HOMES: tuple[RoomType, ...] = ("bedroom", "living", "kitchen", "dining", "bath", "nursery", "office")
COMPANIONS: dict[RoomType, tuple[RoomType, ...]] = {
    "office": ("office", "kitchen", "bath"),
    "lab": ("office", "lab", "bath"),
    "shop": ("office", "bath", "shop"),
    "classroom": ("office", "classroom", "bath"),
}
"""What else a building with this main room has; homes have HOMES."""
TWICE: frozenset[RoomType] = frozenset({"bedroom", "office", "lab", "classroom"})


def generate(request: Request) -> Design:
    """The design that a request's seed gives: the same request, the same design.

    Raises:
        InputError: what was asked for cannot be furnished (a single classroom in six rooms of a bath).
    """
    best: tuple[int, Design] | None = None
    for attempt in range(ATTEMPTS):
        rng = Random(f"{request.seed}/{attempt}")
        try:
            design = _attempt(rng, request)
        except (DoesNotFit, LookupError):
            continue
        if design is None:
            continue
        lacking = len(missing(design.pieces, request.things))
        if not lacking:
            return design
        if best is None or lacking < best[0]:
            best = (lacking, design)
    if best is not None:
        return best[1]  # not all that was asked for fits: who plans says what does not
    raise InputError(
        f"seed {request.seed}: no furnishable room found in {ATTEMPTS} attempts; "
        "try another seed, fewer rooms or another shape"
    )


def _attempt(rng: Random, request: Request) -> Design | None:
    type: RoomType = rng.choice(ROOM_TYPES) if request.type is None else request.type
    shape: Shape = rng.choices(SHAPES, weights=(5, 2, 1, 1, 2))[0] if request.shape is None else request.shape
    rooms = request.rooms or rng.choices((1, 2, 3, 4), weights=(7, 2, 1, 0.5))[0]
    types = _types(rng, type, rooms)
    low, high = zip(*(_narrowed(shapes.AREAS[t], request.size) for t in types), strict=True)
    area = sum(rng.uniform(a, b) for a, b in zip(low, high, strict=True))
    floor = shapes.outline(rng, shape, area * (1.06 if rooms > 1 else 1.0))
    plan = shapes.split(rng, floor, rooms)
    if len(plan.zones) < rooms:
        return None
    tall = types[0] in {"shop", "classroom", "lab"}
    design = Design(
        request=request,
        type=type,
        shape=shape,
        style=rng.choice(STYLES) if request.style is None else request.style,
        floor=[(float(x), float(y)) for x, y in floor.exterior.coords[:-1]],
        height=round(rng.uniform(2.8, 3.2) if tall else rng.uniform(2.45, 2.8), 2),
        wall=rng.choice([0.12, 0.15, 0.18, 0.2]),
        dividers=plan.dividers,
    )
    design.zones = _assign(plan.zones, types)
    return design if _furnish(rng, design) else None


def _narrowed(area: tuple[float, float], size: str | None) -> tuple[float, float]:
    """The end of a range of areas that a word for the size means."""
    low, high = area
    part = NARROW * (high - low)
    return (low, low + part) if size == "small" else (high - part, high) if size == "large" else area


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


def _furnish(rng: Random, design: Design) -> bool:
    """Openings and furniture for every room; False when one cannot be walked through."""
    walls = [walls_of(z.polygon, design.floor, design.dividers) for z in design.zones]
    add_openings(rng, design, walls)
    taken: dict[str, int] = {}
    for number, (zone, own) in enumerate(zip(design.zones, walls, strict=True)):
        space = Space(rng, zone.polygon, own, design.height, taken, number)
        RECIPES[zone.type](space)
        without(space, design.request.without)
        if number == 0:
            add_wanted(space, design.request.things)
        if not space.walkable():
            return False
        design.pieces += space.pieces
    return True
