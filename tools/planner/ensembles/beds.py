"""A bed with its nightstands, and beds side by side, their heads at one wall."""

from __future__ import annotations

from collections.abc import Iterator

import shapely
from shapely.geometry import LineString, Point

from tools import vocabulary
from tools.brief.brief import Wanted
from tools.geometry import Vec3, turn
from tools.planner.design import Piece
from tools.planner.ensembles.group import Member, Pose, stand_group
from tools.planner.liking import GAP
from tools.planner.livable import LOW, emptiest
from tools.planner.space import Space
from tools.planner.walls import Stretch

FOOT = 0.6
"""Metres of floor before the foot of a bed."""
BESIDE = 0.06
"""Metres between a bed and its nightstand."""
ALLEY = 0.7
"""Metres between two beds without a nightstand between them."""
STEP = 0.1
CROWDED = 12.0
"""Square metres below which a bed may as well stand in a corner."""
LARGE = frozenset({"table", "shelf", "wardrobe", "cabinet", "sofa"})
"""Families that, asked for, need the floor that a bed in the middle of a wall would break up."""
AHEAD = 1.5
"""Metres beyond its foot that one likes to have: to walk past, and for what stands opposite."""


def stand_beds(space: Space, usual_bed: str = "", *, family: str = "bed") -> list[Piece]:
    """The beds that were asked for as one group with their nightstands, the beds first.

    Args:
        space: the room.
        usual_bed: a name of the catalogue, stood where none was asked for; "" for none.
        family: "bed", or "crib".

    Returns:
        None of them where they find no place together, or were asked to stand apart.
    """
    wanted = [w for w in space.wishes.things if bed_of(w.category) == family]
    beds = [w.category for w in wanted for _ in range(w.count) if _free_to(space, w, len(wanted))]
    sizes = {c: space.pick(c) for c in beds}
    if not wanted and usual_bed:
        beds, sizes = ["bed"], {"bed": space.pick(usual_bed)}
    if not beds or (family == "crib" and len(beds) == 1):
        return []
    stand = space.pick("nightstand")
    usual = space.wishes.welcome("nightstand") and family == "bed"
    cornered = any(r.kind == "corner" for w in wanted for r, own in space.wishes.relations_of(w.key) if own)
    for outer in (False, True) if cornered else (True, False):
        for inner in (True, False):
            if (outer or inner) and not usual:
                continue
            members = _row(beds, sizes, stand, inner=inner, outer=outer)
            poses = _poses(space, members, cornered=cornered)
            pieces = stand_group(space, members, poses, worth=lambda _: _left(space))
            if pieces:
                return pieces
    return []


def bed_of(category: str) -> str:
    """Whether something is a bed or a crib; "" for neither."""
    family = vocabulary.entry(category).family
    return "" if family != "bed" else "crib" if category == "crib" else "bed"


def _free_to(space: Space, wanted: Wanted, kinds: int) -> bool:
    """Whether nothing asks a bed to stand away from the others, or from the walls."""
    alone = kinds == 1 and wanted.count == 1
    walled = ("beside", "against", "far", "near", *(("corner", "under", "opposite") if alone else ()))
    return all(not own or r.kind in walled for r, own in space.wishes.relations_of(wanted.key))


def _left(space: Space) -> float:
    """What the floor that is left is worth: a large piece of it serves more than many small ones."""
    ground = [s for s in space.stood.values() if s.mount == "floor" and s.on is None and s.size[2] > LOW]
    return 0.8 * min(1.2, emptiest(ground, space.hall)[0])


def _row(beds: list[str], sizes: dict[str, Vec3], stand: Vec3, *, inner: bool, outer: bool) -> list[Member]:
    """Beds in a row along X, their heads in line; then the nightstands, backs in line with the heads."""
    found: list[Member] = []
    stands: list[Member] = []
    x, head = 0.0, sizes[beds[0]][1] / 2
    for number, category in enumerate(beds):
        size = sizes[category]
        if number:
            x += size[0] / 2
        found.append(Member(category, (x, head - size[1] / 2), size, front=FOOT))
        x += size[0] / 2
        if number + 1 < len(beds):
            if inner:
                at = (x + BESIDE + stand[0] / 2, head - stand[1] / 2)
                stands.append(Member("nightstand", at, stand, need=False))
            x += stand[0] + 2 * BESIDE if inner else ALLEY
    if outer:
        first = sizes[beds[0]][0] / 2
        for at_x in (-first - BESIDE - stand[0] / 2, x + BESIDE + stand[0] / 2):
            stands.append(Member("nightstand", (at_x, head - stand[1] / 2), stand, need=False))
    return [*found, *stands]


def _poses(space: Space, members: list[Member], *, cornered: bool) -> Iterator[Pose]:
    """Along every wall, the row's middle at the wall's first, or its end at the wall's."""
    low = min(m.at[0] - m.size[0] / 2 for m in members if m.need)
    high = max(m.at[0] + m.size[0] / 2 for m in members if m.need)
    deep = members[0].size[1]
    others = [w for w in space.wishes.things if vocabulary.entry(w.category).family in LARGE]
    crowded = space.area <= CROWDED and bool(others)
    for wall in space.walls:
        spare = wall.length - (high - low) - 2 * GAP
        if spare < 0:
            continue
        steps = max(1, int(spare / STEP))
        flip = wall.along[0] * _x(wall.facing)[0] + wall.along[1] * _x(wall.facing)[1] < 0
        for k in range(steps + 1):
            begin = GAP + spare * k / steps
            along = begin + (high if flip else -low)
            aside = abs(begin + (high - low) / 2 - wall.length / 2)
            like = -0.4 * aside if space.area > CROWDED else -0.1 * aside
            if cornered or crowded:
                like = -2.0 * min(begin - GAP, spare - (begin - GAP))
            like += 0.3 * space.rng.random() - max(0.0, AHEAD - _ahead(space, wall, along, deep))
            yield Pose(wall.at(along, GAP + deep / 2), wall.facing, like, wall, along)


def _ahead(space: Space, wall: Stretch, along: float, deep: float) -> float:
    """Metres of room beyond the foot of a bed at a wall."""
    foot, far = wall.at(along, deep), wall.at(along, deep + 9.0)
    line = LineString([foot, far]).intersection(space.polygon)
    parts = [p for p in shapely.get_parts(line) if p.distance(Point(foot)) < 0.05]
    return sum(float(p.length) for p in parts)


def _x(yaw: float) -> tuple[float, float]:
    """Where a group's +X points."""
    return turn((1.0, 0.0), yaw)
