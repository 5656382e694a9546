"""The smallest set of moves that keeps a list of linear promises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.optimize import nnls

from tools.checks.bodies import Array

SOFT, HARD, FIRM = 30.0, 300.0, 1000.0
"""Strengths of rows: gaps that had better be closed; contacts; what always holds."""


@dataclass(frozen=True)
class Row:
    """One promise: the sum of `normal . move` over `ids`, less that over `against`, is at least `least`.

    Attributes:
        what: whom it is about, ("contact", a, b); a later row about the same replaces an earlier one.
        ids: objects whose moves count.
        against: objects whose moves count the other way.
        normal: unit direction, world x, y.
        least: metres.
        strength: how dear it is to fall short; see `SOFT`, `HARD` and `FIRM`.
    """

    what: tuple[str, ...]
    ids: tuple[str, ...]
    against: tuple[str, ...]
    normal: tuple[float, float]
    least: float
    strength: float = HARD


class Solved(NamedTuple):
    """Moves (2,) by id, and by how many metres each row falls short (0 where it is kept)."""

    moves: dict[str, Array]
    short: list[float]


def smallest(rows: Sequence[Row], weights: Mapping[str, float]) -> Solved:
    """Moves, smallest in the weighted sum of squares, that keep the rows.

    Where not all can be kept, those that fight each other fall short, soft ones first; no others do. So
    every row has a shortfall of its own, dear enough to be next to nothing where the row can be kept.
    Least distance programming (Lawson and Hanson, chapter 23): the dual is a non-negative least squares.
    """
    ids = sorted({i for row in rows for i in (*row.ids, *row.against)})
    if not rows:
        return Solved({}, [])
    column = {id: 2 * n for n, id in enumerate(ids)}
    scale = np.concatenate([np.repeat([weights[id] for id in ids], 2), [r.strength for r in rows]])
    matrix = np.hstack([np.zeros((len(rows), 2 * len(ids))), np.eye(len(rows))])
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
    moves = -residual[:-1] / residual[-1] / scale
    short = [float(max(s, 0.0)) for s in moves[2 * len(ids) :]]
    return Solved({id: moves[at : at + 2] for id, at in column.items()}, short)
