"""What letting go of a room shows to be wrong with it, as findings like those of the other checks."""

from __future__ import annotations

from collections.abc import Mapping

from tools.critique import Finding
from tools.geometry import Vec3
from tools.physics.model import Array, Mover, World
from tools.physics.simulate import Settled
from tools.physics.start import BESIDE
from tools.remedy import Move

MOVES = 0.05
"""Metres that something may move while the room settles."""
TIPS = 15.0
"""Degrees from which something tips over, rather than settles."""

Overlaps = Mapping[tuple[str, str], float]


def findings(world: World, found: Overlaps, settled: Settled) -> list[Finding]:
    """What starts in something else, tips over or moves.

    Args:
        world: as let go of (`tools.physics.start.ready`).
        found: links that stood in each other before, and how deep.
        settled: what came of it.
    """
    movers = {link.name: mover for mover in world.movers for link in (mover.base, *mover.links)}
    made = []
    for pair in world.apart:
        one, other = (movers[name] for name in pair)
        if not one.free or (other.free and other.mass < one.mass):
            one, other = other, one
        if not one.free:
            continue  # a door's leaf in the building's own frame: nothing that an edit can part
        depth = found.get(pair, BESIDE)
        words = f"{one.id} stands {depth:.3f} m deep in {other.id} to begin with"
        made.append(_finding("starts in contact", (one.id, other.id), depth, "m", one, words))
    for mover in world.free:
        rest = settled.rests[mover.id]
        if rest.tilt > TIPS:
            words = f"{mover.id} tips over by {rest.tilt:.0f} degrees when the room is let go of"
            made.append(_finding("tips", (mover.id,), rest.tilt, "degrees", mover, words))
        elif rest.moved > MOVES:
            words = f"{mover.id} moves {rest.moved:.2f} m when the room is let go of"
            move = Move(id=mover.id, by=_vector(rest.shift))
            made.append(_finding("moves", (mover.id,), rest.moved, "m", mover, words, move))
    return made


def _finding(
    kind: str,
    objects: tuple[str, ...],
    measure: float,
    unit: str,
    mover: Mover,
    words: str,
    remedy: Move | None = None,
) -> Finding:
    first, *others = objects
    return Finding.model_validate(
        {
            "object": first,
            "others": tuple(others),
            "problem": words,
            "kind": kind,
            "measure": round(measure, 4),
            "unit": unit,
            "at": tuple(round(v, 3) for v in mover.origin),
            "remedy": remedy,
        }
    )


def _vector(shift: Array) -> Vec3:
    x, y, z = (round(float(v), 4) + 0.0 for v in shift)
    return x, y, z
