"""Which object of a result is which object of the truth.

The rule: one to one. Two objects may be paired when their categories are the same after synonyms (the
vocabulary's canonical name, told apart by mount where it must be). Among all pairings with the most pairs,
the one with the least total cost is taken (Hungarian); a pair costs min(d, 1) + d / 100, with d the distance
in plan of their centres in metres, so that a near pair is never given up to shorten two far ones.
`loose=True` also pairs categories of one vocabulary family, or of one that the other may be taken for
("told apart by use, hardly by sight").
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment

from tools.measure.truth import Item
from tools.vocabulary import akin, canonical

FORBIDDEN = 1e6


class Pair(NamedTuple):
    """Positions in the two lists, and the distance of the centres in plan, metres."""

    result: int
    truth: int
    distance: float


def match(
    results: Sequence[Item], truths: Sequence[Item], *, loose: bool = False, blind: bool = False
) -> list[Pair]:
    """The pairs, in the truth's order; `blind` pairs whatever is near, categories unseen."""
    if not results or not truths:
        return []
    names = [_name(r) for r in results], [_name(t) for t in truths]
    cost = np.full((len(results), len(truths)), FORBIDDEN)
    away = np.zeros_like(cost)
    for i, result in enumerate(results):
        for j, truth in enumerate(truths):
            away[i, j] = math.dist(result.center[:2], truth.center[:2])
            if blind or same(names[0][i], names[1][j], loose=loose):
                cost[i, j] = min(away[i, j], 1.0) + 0.01 * away[i, j]
    rows, columns = linear_sum_assignment(cost)
    pairs = [
        Pair(int(i), int(j), float(away[i, j]))
        for i, j in zip(rows, columns, strict=True)
        if cost[i, j] < FORBIDDEN
    ]
    return sorted(pairs, key=lambda pair: pair.truth)


def same(a: str, b: str, *, loose: bool = False) -> bool:
    """Whether two canonical names may be paired."""
    return a == b or (loose and akin(a, b))


def _name(item: Item) -> str:
    return canonical(item.category, item.mount) or item.category.lower().replace("_", " ")
