"""Beds side by side, their heads at one wall, a nightstand at each side and between them."""

from __future__ import annotations

from collections.abc import Iterator

from tools import vocabulary
from tools.brief.brief import Wanted
from tools.geometry import Vec3, turn
from tools.planner.design import Piece
from tools.planner.ensembles.group import Member, Pose, stand_group
from tools.planner.liking import GAP
from tools.planner.space import Space

FOOT = 0.6
"""Metres of floor before the foot of a bed."""
BESIDE = 0.06
"""Metres between a bed and its nightstand."""
ALLEY = 0.7
"""Metres between two beds without a nightstand between them."""
STEP = 0.1


def stand_beds(space: Space) -> list[Piece]:
    """Several beds as one group with their nightstands, the beds first; none where one bed is wanted."""
    wanted = [w for w in space.wishes.things if vocabulary.entry(w.category).family in ("bed", "crib")]
    beds = [w.category for w in wanted for _ in range(w.count) if _free_to(space, w)]
    if len(beds) < 2:
        return []
    sizes = {c: space.pick(c) for c in beds}
    stand = space.pick("nightstand")
    usual = space.wishes.welcome("nightstand") and vocabulary.entry(beds[0]).family == "bed"
    for outer in (True, False):
        for inner in (True, False):
            if (outer or inner) and not usual:
                continue
            members = _row(beds, sizes, stand, inner=inner, outer=outer)
            pieces = stand_group(space, members, _poses(space, members))
            if pieces:
                return pieces
    return []


def _free_to(space: Space, wanted: Wanted) -> bool:
    """Whether nothing asks a bed to stand away from the others."""
    return all(
        not own or r.kind in ("beside", "against", "far", "near")
        for r, own in space.wishes.relations_of(wanted.key)
    )


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


def _poses(space: Space, members: list[Member]) -> Iterator[Pose]:
    """Along every wall, the row's middle at the wall's first."""
    low = min(m.at[0] - m.size[0] / 2 for m in members if m.need)
    high = max(m.at[0] + m.size[0] / 2 for m in members if m.need)
    deep = members[0].size[1]
    for wall in space.walls:
        spare = wall.length - (high - low) - 2 * GAP
        if spare < 0:
            continue
        steps = max(1, int(spare / STEP))
        flip = wall.along[0] * _x(wall.facing)[0] + wall.along[1] * _x(wall.facing)[1] < 0
        for k in range(steps + 1):
            begin = GAP + spare * k / steps
            along = begin + (high if flip else -low)
            like = -0.4 * abs(begin + (high - low) / 2 - wall.length / 2) + 0.3 * space.rng.random()
            yield Pose(wall.at(along, GAP + deep / 2), wall.facing, like, wall, along)


def _x(yaw: float) -> tuple[float, float]:
    """Where a group's +X points."""
    return turn((1.0, 0.0), yaw)
