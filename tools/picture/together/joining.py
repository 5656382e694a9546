"""Where each of several pictures was taken: things that two share lay one's world over the other's."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from tools.geometry import wrap
from tools.picture.together.shot import HERE, Pose, Shot, Spot

Array = NDArray[np.float64]

STRETCH = (0.6, 1.67)
"""Least and most by which the metres of two pictures read alone differ."""
ROUNDS = 12
"""Of a fit that trusts those less which fit badly."""
OFF = 0.35
"""Metres by which rough places of one thing differ between two pictures that are laid over one another."""
TURNED = 1.0
"""What a thing costs that looks another way in the other picture, against one in another place."""
UNSURE = 0.12
"""Spread of the logarithm of how the metres of two pictures differ."""


def joined(shots: Sequence[Shot]) -> dict[int, Pose]:
    """From each picture's world to the first one's, by the number of the picture.

    A picture is left out when nobody knows where it was taken: it shows nothing that another one does.
    """
    poses: dict[int, Pose] = {0: HERE}
    own = [shot.spots() for shot in shots]
    known = dict(own[0])
    left = list(range(1, len(shots)))
    while left:
        best = max(left, key=lambda k: _strength(known, own[k]))
        left.remove(best)
        pose = laid_over(known, own[best])
        if pose is None:
            continue  # the others share even less with what is known
        poses[best] = pose
        for id, spot in own[best].items():
            yaw = None if spot.yaw is None else wrap(spot.yaw + 90.0 * pose.quarter)
            known.setdefault(id, Spot(pose.point(spot.at), yaw))
    return poses


def _strength(known: Mapping[str, Spot], own: Mapping[str, Spot]) -> tuple[int, int]:
    both = known.keys() & own.keys()
    return len(both), sum(known[i].yaw is not None and own[i].yaw is not None for i in both)


def laid_over(known: Mapping[str, Spot], own: Mapping[str, Spot]) -> Pose | None:
    """What lays one picture's things over those that are known; None where that does not follow.

    Two things that both show tell it, and one alone whose front is seen in both.
    """
    ids = sorted(known.keys() & own.keys())
    turned = [i for i in ids if known[i].yaw is not None and own[i].yaw is not None]
    if len(ids) < 2 and not turned:
        return None
    here, there = (np.array([spots[i].at for i in ids]) for spots in (known, own))
    found: list[tuple[float, Pose]] = []
    for quarter in range(4):
        pose, misses = _fitted(here, there, quarter)
        cost = float(np.log1p((misses / OFF) ** 2).sum()) + (math.log(pose.scale) / UNSURE) ** 2 / 2
        for i in turned:
            askew = abs(wrap((own[i].yaw or 0.0) + 90.0 * quarter - (known[i].yaw or 0.0)))
            cost += TURNED * min(1.0, askew / 90)
        found.append((cost, pose))
    return min(found, key=lambda f: f[0])[1]


def _fitted(here: Array, there: Array, quarter: int) -> tuple[Pose, Array]:
    """Stretch and shift (robust least squares) for one turn, and metres (n,) by which things then miss."""
    c, s = ((1, 0), (0, 1), (-1, 0), (0, -1))[quarter]
    turned = there @ np.array([[c, s], [-s, c]], dtype=float)
    weight, scale, shift = np.ones(len(here)), 1.0, np.zeros(2)
    for _ in range(ROUNDS):
        total = weight.sum()
        a, b = weight @ turned / total, weight @ here / total
        off_a, off_b = turned - a, here - b
        # metres of both were found on their own: they are nearly alike
        pull = (OFF / UNSURE) ** 2
        over = float((weight[:, None] * off_a**2).sum()) + pull
        scale = (float((weight[:, None] * off_a * off_b).sum()) + pull) / over
        scale = float(np.clip(scale, *STRETCH))
        shift = b - scale * a
        misses = np.hypot(*(scale * turned + shift - here).T)
        weight = 1 / (1 + (misses / OFF) ** 2)
    return Pose(quarter, scale, (float(shift[0]), float(shift[1]))), misses
