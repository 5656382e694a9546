"""The smallest set of moves that keeps a list of linear promises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import nnls

from tools.scene.body import Array


@dataclass(frozen=True)
class Row:
    """One promise: the sum of `normal . move` over `ids`, less that over `against`, is at least `least`.

    Attributes:
        what: whom it is about, ("contact", a, b); a later row about the same replaces an earlier one.
        ids: objects whose moves count.
        against: objects whose moves count the other way.
        normal: unit direction, world x, y.
        least: metres.
        soft: given up first when not all promises can be kept.
    """

    what: tuple[str, ...]
    ids: tuple[str, ...]
    against: tuple[str, ...]
    normal: tuple[float, float]
    least: float
    soft: bool = False


def smallest(rows: Sequence[Row], weights: Mapping[str, float]) -> dict[str, Array] | None:
    """Moves (2,) by id, smallest in the weighted sum of squares, that keep every row; None when none can.

    Least distance programming (Lawson and Hanson, chapter 23): the dual is a non-negative least squares.
    """
    ids = sorted({i for row in rows for i in (*row.ids, *row.against)})
    if not rows:
        return {}
    column = {id: 2 * n for n, id in enumerate(ids)}
    scale = np.repeat([weights[id] for id in ids], 2)
    matrix = np.zeros((len(rows), 2 * len(ids)))
    for line, row in zip(matrix, rows, strict=True):
        for sign, members in ((1.0, row.ids), (-1.0, row.against)):
            for id in members:
                line[column[id] : column[id] + 2] += sign * np.array(row.normal)
    matrix /= scale
    least = np.array([row.least for row in rows])
    system = np.vstack([matrix.T, least])
    target = np.zeros(len(system))
    target[-1] = 1.0
    dual, _ = nnls(system, target, maxiter=50 * system.shape[1])
    residual = system @ dual - target
    if np.linalg.norm(residual) < 1e-7:
        return None
    moves = -residual[:-1] / residual[-1] / scale
    if (matrix @ (moves * scale) < least - 1e-4).any():
        return None
    return {id: moves[at : at + 2] for id, at in column.items()}
