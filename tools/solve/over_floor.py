"""Nothing is under the floor: what was solved to be there hangs as high as usual, or stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tools.pinhole import Camera
from tools.place import Place
from tools.solve.footprint import Observation, Prior, Sight, solve

SUNK = 0.01
"""Metres under the floor from which a thing's box does not tell how high it is."""
SURE = 0.02
"""Metres: how surely it then is as high as usual."""


def over_floor(place: Place, evidence: Observation, camera: Camera, more: Sequence[Sight]) -> Place:
    """A place with its underside on the floor or above it.

    Args:
        place: as solved.
        evidence: what it was solved from; its usual height counts where the place is under the floor.
        camera: of that evidence.
        more: what further pictures show of it.
    """
    if place.z < -SUNK:
        place = solve(replace(evidence, z=Prior(max(0.0, evidence.z.value), SURE)), camera, more)
    return replace(place, z=max(0.0, place.z))
