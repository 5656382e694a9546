"""Which kit words a cloud may be: by its category, or by its size and shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from tools import vocabulary
from tools.cloud.building import Shape
from tools.cloud.cloud import Floats
from tools.cloud.library import GRID, UNKNOWN_SIZE, Looks, boxed, footprint, unboxed
from tools.cloud.posing import Posed, even, quarter, spacings
from tools.errors import InputError
from tools.program import kit_index
from tools.program.kit_index import Entry

FIRST, COARSE, EVEN = 90, 700, 8000
"""Builds that are compared point by point after a look at where surface is, points of each, and points of the
cloud whose places are looked at."""
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
    some = even(cloud.points, spacings(cloud.points), EVEN)
    clouds = [boxed(some @ quarter(q).T, view.size) for q, view in enumerate(views)]
    for q, view in enumerate(views):
        near = _alike(prints, footprint(clouds[q]), view)
        for k, likeness in zip(index, near, strict=True):
            rows.append((0.1 * (1 - float(likeness)) + size_cost(view, looks.shapes[k]), k, q))
    rows.sort()
    clouds = [points[:COARSE] for points in clouds]
    trees = [KDTree(points) for points in clouds]
    best: dict[str, Candidate] = {}
    for _, k, q in rows[:FIRST]:
        shape, view = looks.shapes[k], views[q]
        model = np.asarray(looks.points[k][:COARSE], dtype=np.float64)
        counted = None if view.seen is None else ~view.seen.hidden(unboxed(model, view.size))
        cost = apart(model, clouds[q], trees[q], counted) + size_cost(view, shape)
        if shape.word not in best or cost < best[shape.word].cost:
            best[shape.word] = Candidate(shape.sized(view.size), q, cost)
    return sorted(best.values(), key=lambda candidate: candidate.cost)[:most]


def _alike(prints: NDArray[np.float32], mine: NDArray[np.float32], view: Posed) -> NDArray[np.float32]:
    """How alike each of (n, GRID^3) footprints is to a cloud's, -1 to 1, where the cloud could be seen."""
    if view.seen is None:
        return np.asarray(prints @ mine)
    middles = (np.stack(np.meshgrid(*[np.arange(GRID)] * 3, indexing="ij"), axis=-1) + 0.5) / GRID - 0.5
    open_to_view = ~view.seen.hidden(unboxed(middles.reshape(-1, 3), view.size))
    cut = prints * open_to_view
    length = np.maximum(np.linalg.norm(cut, axis=1) * np.linalg.norm(mine * open_to_view), 1e-9)
    return np.asarray(cut @ mine / length)


def apart(model: Floats, cloud: Floats, tree: KDTree, counted: NDArray[np.bool_] | None = None) -> float:
    """Root of the mean squared distance, both ways, each bounded by a tenth of the box.

    Args:
        model: (n, 3) in the box.
        cloud: (m, 3) in the box.
        tree: of the cloud.
        counted: (n,) which points of the model the cloud could show; None for all.
    """
    from_model = model if counted is None or not counted.any() else model[counted]
    there = np.minimum(np.asarray(tree.query(from_model)[0]), 0.1)
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
