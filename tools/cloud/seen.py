"""Clouds that one scanner saw: from where, and what of space it could not see."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tools.cloud.cloud import Floats

ONE_SIDED = 0.9
"""Share of a cloud's points that can be seen from one direction, from which on it is half a thing: of eleven
objects' scans those of one station showed 0.95 and more, those from all around at most 0.85."""
ABOUT, ABOVE = 24, (0.0, 15.0, 30.0, 45.0, 60.0)
"""Directions that are tried: so many about Z, and these degrees above the floor."""
SLACK = 3.0
"""Cells of a picture by which points may lie deeper than the nearest there: faces seen askance slope so."""
SHARP, COARSE = 1.5, 0.03
"""The same where a cell is coarse, from this part of the longest side on: of 1,024 points of whole tables,
beds and chairs 0.94 to 0.98 could be seen from one direction through three coarse cells, at most 0.88 through
one and a half; of half things 0.90 and more. Dense clouds of half things have cells up to 0.023."""
AROUND, UNSURE = (-12.0, -6.0, 0.0, 6.0, 12.0), 0.015
"""Degrees around the best that are tried, and the share by which a direction may be worse and still be it."""
MOST = 12_000
"""Points that are looked at."""
FINEST = 0.015
"""Cells of a depth picture are no finer than this part of the longest side, for surfaces slope."""


@dataclass(frozen=True)
class Picture:
    """How near a cloud's points are, seen from far away in one direction.

    Attributes:
        away: (3,) unit vector towards the scanner.
        side: (3,) unit vector to the right in its picture.
        cell: of the picture, metres.
        low: (2,) where cell (0, 0) of the picture begins.
        depth: how near the nearest point of each cell is, along `away`; -inf where there is none.
    """

    away: Floats
    side: Floats
    cell: float
    low: Floats
    depth: Floats

    def behind(self, points: Floats, slack: float = SLACK) -> NDArray[np.bool_]:
        """Which points (n, 3) lie behind what was seen, by more than so many cells."""
        index = np.floor((_flat(points, self.away, self.side) - self.low) / self.cell).astype(np.int64)
        good = ((index >= 0) & (index < self.depth.shape)).all(axis=1)
        found = np.zeros(len(points), bool)
        nearer = self.depth[tuple(index[good].T)] - points[good] @ self.away
        found[good] = nearer > slack * self.cell
        return found


@dataclass(frozen=True)
class Seen:
    """What a scanner saw: pictures from the directions from which it may have, one of which it was."""

    pictures: tuple[Picture, ...]

    def hidden(self, points: Floats, slack: float = SLACK) -> NDArray[np.bool_]:
        """Which points (n, 3) nothing is known of: they lie behind what was seen by so many cells."""
        return np.asarray(np.any([picture.behind(points, slack) for picture in self.pictures], axis=0))

    def facing(self, normals: Floats) -> NDArray[np.bool_]:
        """Which outward normals (n, 3) look towards the scanner."""
        return np.asarray(normals @ self.away > 0.05)

    @property
    def away(self) -> Floats:
        """(3,) towards the scanner, about."""
        return np.asarray(np.mean([picture.away for picture in self.pictures], axis=0))

    def turned(self, turn: Floats) -> Seen:
        """The same of points that are turned by a rotation (3, 3) about Z."""
        return Seen(tuple(replace(p, away=turn @ p.away, side=turn @ p.side) for p in self.pictures))


def seen_from(points: Floats, spacing: float) -> Seen | None:
    """From where one scanner saw all of a cloud; None when none could have.

    Args:
        points: (n, 3) metres, Z up.
        spacing: usual distance of neighbours, metres.
    """
    reach = float(np.ptp(points, axis=0).max())
    cell = max(FINEST * reach, 3.6 * spacing)  # some three points in each, were they one layer
    points = points[np.random.default_rng(0).permutation(len(points))[:MOST]]
    slack = SLACK if cell < COARSE * reach else SHARP

    def tried(about: float, above: float) -> tuple[float, Picture]:
        found = _picture(points, about, above, cell)
        return 1.0 - float(found.behind(points, slack).mean()), found

    def share(place: tuple[float, float]) -> float:
        return tried(*place)[0]

    best = max(((360.0 * k / ABOUT, e) for e in ABOVE for k in range(ABOUT)), key=share)
    if share(best) < ONE_SIDED:
        return None
    around = [tried(best[0] + a, best[1] + e) for a in AROUND for e in AROUND]
    most = max(near for near, _ in around)
    return Seen(tuple(picture for near, picture in around if near >= most - UNSURE))


def _picture(points: Floats, about: float, above: float, cell: float) -> Picture:
    a, e = math.radians(about), math.radians(above)
    away = np.array([math.sin(a) * math.cos(e), -math.cos(a) * math.cos(e), math.sin(e)])
    side = np.array([math.cos(a), math.sin(a), 0.0])
    flat = _flat(points, away, side)
    low = flat.min(axis=0) - cell
    index = np.floor((flat - low) / cell).astype(np.int64)
    depth = np.full(index.max(axis=0) + 2, -np.inf)
    np.maximum.at(depth, tuple(index.T), points @ away)
    return Picture(away, side, cell, low, depth)


def _flat(points: Floats, away: Floats, side: Floats) -> Floats:
    """(n, 2) places in the picture."""
    return np.column_stack([points @ side, points @ np.cross(away, side)])
