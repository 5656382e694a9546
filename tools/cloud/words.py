"""Which kit words a cloud may be: by its category, or by its size and shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.spatial import KDTree

from tools import vocabulary
from tools.cloud.building import Shape
from tools.cloud.cloud import Floats
from tools.cloud.library import UNKNOWN_SIZE, Looks, boxed, footprint
from tools.cloud.posing import Posed
from tools.errors import InputError
from tools.program import kit_index
from tools.program.kit_index import Entry

FIRST, COARSE = 90, 700
"""Builds that are compared point by point after a look at where surface is, and points of each."""
SIZE_WEIGHT = 0.05
"""What a size off by a factor e costs, beside distances as parts of the box; ten per cent off cost as much as
surfaces that are 0.5 % of the size apart. Set on forty drawn objects, see `room bench cloud`."""


@dataclass(frozen=True)
class Candidate:
    """A word that a cloud may be.

    Attributes:
        shape: word and arguments of the build that was nearest, at the cloud's own size.
        quarters: quarter turns of the cloud about Z that bring its front to -Y.
        cost: how far it is, shape and size together; lower is nearer.
    """

    shape: Shape
    quarters: int
    cost: float


def of_category(category: str) -> list[Entry]:
    """The words of a category.

    Raises:
        InputError: no word is near it.
    """
    found = kit_index.near_words(category, 4)
    if not found:
        raise InputError(
            f"--category {category!r}: no word of the kit is near it; leave it out, or see `room kit`"
        )
    return found


def proposed(
    cloud: Posed, looks: Looks, words: Sequence[str] | None = None, most: int = 8
) -> list[Candidate]:
    """The words nearest to a cloud, best first, each once.

    Args:
        cloud: as it stands.
        looks: the builds of all words.
        words: only these.
        most: how many.
    """
    index = [k for k, shape in enumerate(looks.shapes) if words is None or shape.word in words]
    prints = looks.prints[index]
    rows: list[tuple[float, int, int]] = []
    views = [cloud.turned(q) for q in range(4)]
    for q, view in enumerate(views):
        near = prints @ footprint(boxed(view.points, view.size))
        for k, likeness in zip(index, near, strict=True):
            rows.append((0.1 * (1 - float(likeness)) + size_cost(view, looks.shapes[k]), k, q))
    rows.sort()
    clouds = [boxed(_some(view.points, COARSE), view.size) for view in views]
    trees = [KDTree(points) for points in clouds]
    best: dict[str, Candidate] = {}
    for _, k, q in rows[:FIRST]:
        shape = looks.shapes[k]
        model = np.asarray(looks.points[k][:COARSE], dtype=np.float64)
        cost = apart(model, clouds[q], trees[q]) + size_cost(views[q], shape)
        if shape.word not in best or cost < best[shape.word].cost:
            best[shape.word] = Candidate(shape.sized(views[q].size), q, cost)
    return sorted(best.values(), key=lambda candidate: candidate.cost)[:most]


def apart(model: Floats, cloud: Floats, tree: KDTree) -> float:
    """Root of the mean squared distance, both ways, each bounded by a tenth of the box."""
    there = np.minimum(np.asarray(tree.query(model)[0]), 0.1)
    back = np.minimum(np.asarray(KDTree(model).query(cloud)[0]), 0.1)
    return float(np.sqrt(((there**2).mean() + (back**2).mean()) / 2))


def size_cost(view: Posed, shape: Shape) -> float:
    """What a size unlike the word's usual one costs; of proportions alone where the unit is a guess."""
    off = np.log(np.array(view.size) / np.array(usual_size(shape.word)))
    if not view.sure:
        off = off - 0.8 * off.mean()
    return SIZE_WEIGHT * float(np.sqrt((off**2).mean()))


def usual_size(word: str) -> tuple[float, float, float]:
    """A word's usual size, metres."""
    entry = next(e for e in kit_index.words() if e.name == word)
    return entry.size or UNKNOWN_SIZE


def usual_of(category: str) -> tuple[float, float, float] | None:
    """The usual size of a category; None where the vocabulary knows none."""
    known = vocabulary.canonical(category)
    return vocabulary.entry(known).size if known else next((e.size for e in of_category(category)), None)


def _some(points: Floats, count: int) -> Floats:
    if len(points) <= count:
        return points
    return np.asarray(points[np.random.default_rng(0).permutation(len(points))[:count]])
