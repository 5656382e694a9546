"""A room let go of: what moves, tips or starts in something else, and the smallest moves that mend it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from tools.checks.fix import Fixed
from tools.critique import Finding
from tools.physics.findings import findings
from tools.physics.model import Array, Mover, World
from tools.physics.overlap import overlaps
from tools.physics.simulate import Settled, Simulation
from tools.physics.start import ready
from tools.remedy import Move

TRIES = 24
"""Rooms at most that are settled to find the smallest moves: half a minute of one processor."""
STEPS = (0.005, 0.01, 0.015, 0.02, 0.03, 0.04, 0.06, 0.08, 0.1, 0.14, 0.18, 0.24, 0.3)
"""Metres of the moves that are tried, the smallest first."""
WAYS = 8
"""Directions of the moves that are tried."""
ENOUGH = 0.1
"""Share by which a move must make a room less wrong to be kept: shifting a fault elsewhere is no mending."""

Shift = tuple[float, float, float]


@dataclass(frozen=True)
class Trial:
    """One way for the room to stand, let go of.

    Attributes:
        world: as it stands, before its shapes were made ready.
        before: another way it stood, and the ids of what has moved since; None when there is none.
    """

    world: World
    before: tuple[Trial, frozenset[str]] | None = None

    def moved(self, id: str, by: Shift) -> Trial:
        """The same room with one thing, and what it carries, moved by world metres."""
        return Trial(shifted(self.world, id, by), (self, frozenset(carried(self.world, id))))

    @cached_property
    def overlaps(self) -> dict[tuple[str, str], float]:
        """What stands in what; what did not move is taken over."""
        if self.before is None:
            return overlaps(self.world)
        trial, ids = self.before
        owner = {link.name: mover.id for mover in self.world.movers for link in (mover.base, *mover.links)}
        kept = {pair: deep for pair, deep in trial.overlaps.items() if not {owner[p] for p in pair} & ids}
        return kept | overlaps(self.world, ids)

    @cached_property
    def ready(self) -> World:
        """As it is let go of."""
        return ready(self.world, self.overlaps)

    @cached_property
    def settled(self) -> Settled:
        """What came of it."""
        return Simulation(self.ready).settle()

    @cached_property
    def findings(self) -> list[Finding]:
        """What is wrong."""
        return findings(self.ready, self.overlaps, self.settled)

    @cached_property
    def badness(self) -> float:
        """Metres (a thing that tips counts as one, and what moves a little for what it moves)."""
        rests = self.settled.rests.values()
        known = sum(1.0 if f.unit == "degrees" else f.measure + 0.1 for f in self.findings)
        return known + 0.01 * sum(min(rest.moved, 1.0) for rest in rests)


def mend(world: World, tell: Callable[[str], None] = lambda line: None) -> tuple[Fixed, Trial]:
    """The smallest moves after which the room stands, as far as they are found, and how it stands then.

    For each fault in turn: what starts in something else is parted from it the shortest way, what moves is
    put where it comes to rest, what tips is tried a little to all sides. A move that mends
    nothing is not made. It ends after so many tries, whatever is left then.

    Args:
        world: the room.
        tell: hears what is being mended, a line each.
    """
    trial, shifts, why, tried = Trial(world), dict[str, Shift](), dict[str, str](), 0
    hopeless: set[tuple[str, str]] = set()
    while tried < TRIES:
        todo = [f for f in trial.findings if (f.object, str(f.kind)) not in hopeless]
        if not todo:
            break
        finding = todo[0]
        better = None
        tell(f"{finding.problem}: trying smaller moves first ({tried} of at most {TRIES} tries made)")
        for shift in _candidates(trial, finding):
            tried += 1
            next_ = trial.moved(finding.object, shift)
            if next_.badness < trial.badness * (1 - ENOUGH):
                better = next_
                before = shifts.get(finding.object, (0.0, 0.0, 0.0))
                shifts[finding.object] = (before[0] + shift[0], before[1] + shift[1], before[2] + shift[2])
                why.setdefault(finding.object, _reason(finding))
                break
            if tried >= TRIES:
                break
        if better is None:
            hopeless.add((finding.object, str(finding.kind)))
        else:
            trial = better
    heights = {m.id: m.origin[2] for m in trial.world.movers}
    moves = [_move(id, shift, heights, trial.world) for id, shift in shifts.items()]
    return Fixed(moves=moves, why=why, left=trial.findings), trial


def shifted(world: World, id: str, by: Shift) -> World:
    """The room with one thing, and what it carries, moved by world metres."""
    ids = carried(world, id)

    def moved(mover: Mover) -> Mover:
        x, y, z = mover.origin
        return replace(mover, origin=(x + by[0], y + by[1], z + by[2]))

    return replace(world, movers=tuple(moved(m) if m.id in ids else m for m in world.movers))


def carried(world: World, id: str) -> set[str]:
    """A thing, and all that stands on it."""
    movers = {mover.id: mover for mover in world.movers}

    def stands_on(mover: Mover) -> bool:
        while mover.on is not None and mover.on in movers:
            if mover.on == id:
                return True
            mover = movers[mover.on]
        return False

    return {m.id for m in world.movers if m.id == id or stands_on(m)}


def _candidates(trial: Trial, finding: Finding) -> Iterator[Shift]:
    """Moves that may mend a fault, the smallest first."""
    if finding.move is not None:
        x, y, z = finding.move.by
        yield (x, y, 0.0)
        yield (x, y, z)
        return
    if finding.kind == "starts in contact":
        parting = _parting(trial.world, finding)
        if parting is not None:
            yield parting
        return
    for step in (0.02, 0.05, 0.1):
        for k in range(WAYS // 2):
            angle = 4 * math.pi * k / WAYS
            yield (step * math.cos(angle), step * math.sin(angle), 0.0)


def _parting(world: World, finding: Finding) -> Shift | None:
    """The shortest sideways move after which a thing stands in nothing that it did not stand in before."""
    near = [m for m in world.movers if m.id == finding.object or _close(world, m.id, finding.object)]
    some = replace(world, movers=tuple(near))
    before = _depths(some, finding.object)
    for step in STEPS:
        for k in range(WAYS):
            angle = 2 * math.pi * k / WAYS
            by = (step * math.cos(angle), step * math.sin(angle), 0.0)
            after = _depths(shifted(some, finding.object, by), finding.object)
            if finding.others[0] not in after and sum(after.values()) <= sum(before.values()):
                return by
    return None


def _depths(world: World, id: str) -> dict[str, float]:
    """How deep a thing is in each other one."""
    owner = {link.name: mover.id for mover in world.movers for link in (mover.base, *mover.links)}
    made: dict[str, float] = {}
    for pair, depth in overlaps(world).items():
        one, other = (owner[name] for name in pair)
        if id in (one, other):
            against = other if one == id else one
            made[against] = max(depth, made.get(against, 0.0))
    return made


def _close(world: World, id: str, other: str) -> bool:
    """Whether two things may meet when one is moved as far as is tried."""
    low, high = _bounds(world, id)
    least, most = _bounds(world, other)
    reach = STEPS[-1]
    return bool((low <= most + reach).all() and (least <= high + reach).all())


def _bounds(world: World, id: str) -> tuple[Array, Array]:
    mover = next(m for m in world.movers if m.id == id)
    points = np.concatenate(
        [s.vertices for link in (mover.base, *mover.links) for s in link.shapes] or [np.zeros((1, 3))]
    )
    reach = float(np.linalg.norm(points[:, :2], axis=1).max())
    x, y, z = mover.origin
    low, high = points[:, 2].min() + z, points[:, 2].max() + z
    return np.array([x - reach, y - reach, low]), np.array([x + reach, y + reach, high])


def _move(id: str, shift: Shift, heights: Mapping[str, float], world: World) -> Move:
    x, y, z = (round(v, 4) + 0.0 for v in shift)
    on = next(m.on for m in world.movers if m.id == id)
    height = heights[id] - heights.get(on or "", 0.0) if abs(z) >= 0.0005 else None
    return Move(id=id, by=(x, y, z), z=None if height is None else round(height, 4))


def _reason(finding: Finding) -> str:
    if finding.kind == "starts in contact":
        return f"apart from {finding.others[0]}"
    return "to where it comes to rest" if finding.kind == "moves" else "to stand"
