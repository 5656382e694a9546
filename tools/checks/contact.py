"""Contacts: objects that are deeper in one another, or in a partition, than they may be."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import numpy as np

from tools.checks import allowed
from tools.checks.bodies import Body, Solid, point
from tools.checks.depth import Overlap, inside, overlap
from tools.checks.finding import moving
from tools.checks.separate import apart
from tools.critique import Finding
from tools.program.program import Program

Pair = frozenset[str]
Memo = dict[tuple[str | float, ...], Finding | None]
LIFT = 0.25
"""Metres by which something sunk into its carrier may be lifted out."""
STACK = 0.08
"""Two things on one surface are put one on the other rather than apart when that is shorter than this."""
WITHIN = 0.8
"""Share of a thing, of its bounds and of its points, from which on it is wholly in another."""
_SEEN = 200
"""Points of a thing that are looked at for that."""
_TRIES = 6
"""Pairs of parts looked at after the first contact, for the deepest place of two objects."""


def check_contacts(
    program: Program, bodies: Mapping[str, Body], keep: Collection[Pair] = (), memo: Memo | None = None
) -> list[Finding]:
    """Every pair of objects deeper in each other than `allowed.depth` says, deepest first.

    Args:
        program: who stands on whom.
        bodies: the objects' meshes.
        keep: pairs that may overlap because the picture shows it.
        memo: what was found before for pairs that stand to each other as they did then; filled here.
    """
    memo = {} if memo is None else memo
    found = []
    for a, b in near(bodies):
        if Pair((a.id, b.id)) in keep:
            continue
        key = (a.id, b.id, *np.round(np.subtract(a.shift, b.shift), 5))
        if key not in memo:
            memo[key] = _contact(program, a, b)
        found.append(memo[key])
    return sorted((f for f in found if f), key=lambda f: -f.measure)


def _contact(program: Program, a: Body, b: Body) -> Finding | None:
    limit = allowed.depth(program, a, b)
    worst = deepest(a, b, limit) if np.isfinite(limit) else None
    if worst is None and allowed.HARD < limit < np.inf and not _kin(program, a, b):
        worst = swallowed(a, b)
    return _finding(program, a, b, worst) if worst else None


def _kin(program: Program, a: Body, b: Body) -> bool:
    return b.id in program.ancestors(a.id) or a.id in program.ancestors(b.id)


def swallowed(a: Body, b: Body) -> Overlap | None:
    """Where the smaller of two is wholly inside the other's solids: however soft it is, it cannot be there.

    Its depth is the smaller one's least side.
    """
    small, large = (a, b) if np.prod(a.high - a.low) <= np.prod(b.high - b.low) else (b, a)
    common = np.minimum(small.high, large.high) - np.maximum(small.low, large.low)
    if np.prod(common) < WITHIN * np.prod(small.high - small.low):
        return None
    points = np.concatenate([part.vertices for part in small.parts])
    points = points[:: 1 + len(points) // _SEEN]
    held = np.zeros(len(points), dtype=bool)
    for part in large.parts:
        held |= inside(part, points) if part.closed else False
    if held.mean() < WITHIN:
        return None
    return Overlap(float((small.high - small.low).min()), (small.low + small.high) / 2)


def near(bodies: Mapping[str, Body]) -> Iterator[tuple[Body, Body]]:
    """Pairs whose world bounds meet."""
    items = list(bodies.values())
    if not items:
        return
    low, high = np.array([b.low for b in items]), np.array([b.high for b in items])
    meet = ((low[:, None] < high[None]) & (low[None] < high[:, None])).all(axis=2)
    for i, j in np.argwhere(np.triu(meet, 1)):
        yield items[i], items[j]


def deepest(a: Body, b: Body, limit: float) -> Overlap | None:
    """The deepest overlap of any of their parts that is deeper than `limit` metres."""
    worst: Overlap | None = None
    tries = _TRIES
    for p, q in part_pairs(a, b, limit):
        found = overlap(p, q, max(limit, worst.depth if worst else 0.0))
        worst = found or worst
        tries -= worst is not None
        if not tries:
            break
    return worst


def part_pairs(a: Body, b: Body, limit: float) -> list[tuple[Solid, Solid]]:
    """Pairs of parts whose bounds overlap, the most promising first."""
    low, high = np.array([p.low for p in a.parts]), np.array([p.high for p in a.parts])
    low2, high2 = np.array([p.low for p in b.parts]), np.array([p.high for p in b.parts])
    least = np.minimum(high[:, None] - low2, high2 - low[:, None]).min(axis=2)
    order = sorted(((least[i, j], i, j) for i, j in np.argwhere(least > 0)), key=lambda t: -t[0])
    # Bounds that come apart by a shorter move than the limit cannot hold a deeper place, except for sheets.
    return [
        (a.parts[i], b.parts[j]) for size, i, j in order if size > limit or _sheet(a.parts[i], b.parts[j])
    ]


def mover(program: Program, a: Body, b: Body) -> tuple[Body, Body]:
    """The two, the one that is easier to move first: what is carried, then the smaller."""

    def weight(body: Body) -> tuple[bool, bool, float]:
        return body.info.on is None, body.info.mount != "floor", float(np.prod(body.high[:2] - body.low[:2]))

    return (a, b) if weight(a) <= weight(b) else (b, a)


def _lift(child: Body, parent: Body) -> float:
    """Metres up that free a thing of what it is in."""
    pairs = [(p, q) for p, q in part_pairs(child, parent, allowed.HARD) if overlap(p, q, allowed.HARD)]
    return max((float(q.high[2] - p.low[2]) for p, q in pairs), default=0.0)


def _sheet(a: Solid, b: Solid) -> bool:
    return not (a.closed and b.closed)


def _finding(program: Program, a: Body, b: Body, worst: Overlap) -> Finding:
    light, heavy = mover(program, a, b)
    carried = heavy.id in program.ancestors(light.id) or light.id in program.ancestors(heavy.id)
    if carried:
        child, parent = (light, heavy) if heavy.id in program.ancestors(light.id) else (heavy, light)
        words = f"{child.id} is {worst.depth * 100:.1f} cm in {parent.id}, which carries it"
        lift = _lift(child, parent)
        # Further than this it stands in something, not on it: up is not the way out.
        by = (0.0, 0.0, lift) if lift <= LIFT else None
        return moving("sunk", (child.id, parent.id), worst.depth, point(worst.at), words, by)
    words = f"{light.id} and {heavy.id} are {worst.depth * 100:.1f} cm in each other"
    x, y = apart(light, heavy, part_pairs(light, heavy, 0.0))
    upper, lower = (
        (light, heavy) if light.low[2] + light.high[2] > heavy.low[2] + heavy.high[2] else (heavy, light)
    )
    lift = _lift(upper, lower)
    if (
        light.info.on is not None
        and light.info.on == heavy.info.on
        and lift <= min(STACK, float(np.hypot(x, y)))
    ):
        return moving("contact", (upper.id, lower.id), worst.depth, point(worst.at), words, (0, 0, lift))
    return moving("contact", (light.id, heavy.id), worst.depth, point(worst.at), words, (x, y, 0))
