"""An object's cloud as a program: words of the kit, free parts, or whichever of both is nearer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from PIL import Image

from tools import vocabulary
from tools.cloud.building import Shape, call
from tools.cloud.cloud import Floats
from tools.cloud.completing import completed
from tools.cloud.drawing import sheet
from tools.cloud.eye import ROUND, Eye, Glance, normals_of, renamed, views
from tools.cloud.files.surface import spread
from tools.cloud.fitting import Fit, Fitter
from tools.cloud.library import looks
from tools.cloud.parts.finding import found
from tools.cloud.parts.groups import Group, grouped
from tools.cloud.parts.solid import Solid, joined_mesh
from tools.cloud.parts.writing import cell
from tools.cloud.posing import Posed, smoothed
from tools.cloud.target import Sample, Target, loose
from tools.cloud.words import Candidate, of_category, proposed
from tools.errors import InputError
from tools.geometry import Vec3
from tools.program.cells import join, new_cell
from tools.program.template import RUN
from tools.scene.building import Runner

Program = Literal["best", "kit", "parts"]
WORD_WORTH, GAP_WORTH, PART_WORTH, UNSEEN_WORTH = 1.2, 0.06, 0.0003, 1.5
"""A word is taken unless free parts are nearer by the first factor: it says what a thing is, and looks like
one. What lies in a cloud's gaps, parts invent and a word knows: the second counts for its usual gap as a part
of the longest side, the third for each group of parts (a program's length), the last where one side only was
seen."""
NAMED_WORTH = 1.5
"""A word that no eye named must be nearer than one that it named by this factor."""
BESIDE = 2
"""So many words that only the shape says are fitted beside those that an eye named."""
SHOWN = 60_000
"""Points that parts are drawn with."""
GOOD, FAR = 0.006, 0.03
"""RMS distances as parts of the longest side: a word so near needs no rival, one so far is no word."""


@dataclass(frozen=True)
class Model:
    """A program for an object, and how near it is.

    Attributes:
        kind: "kit" or "parts".
        word: the word; "" for free parts.
        category: what it is called.
        arguments: of the word.
        cost: root mean squared distance both ways, as a part of the longest side.
        at: the middle of its box in the posed cloud's frame, turned by `quarters`; its underside last.
        size: of its box, metres.
        quarters: quarter turns of the posed cloud that bring its front to -Y.
        geometry: text of its geometry cell.
        parts: names of free parts, and how many of each.
    """

    kind: Literal["kit", "parts"]
    word: str
    category: str
    arguments: dict[str, object]
    cost: float
    at: Vec3
    size: Vec3
    quarters: int
    geometry: str
    parts: dict[str, int]


def modelled(
    cloud: Posed,
    worker: Runner,
    *,
    category: str | None = None,
    program: Program = "best",
    tell: Callable[[str], None] = lambda line: None,
    eye: Eye | None = None,
) -> list[Model]:
    """The programs of a cloud, the chosen one first.

    Args:
        cloud: as it stands.
        worker: builds words.
        category: what it is, where somebody said so.
        program: words, free parts, or the better.
        tell: hears what is being done.
        eye: somebody who says what it looks like, and what its parts are called.

    Raises:
        InputError: no word is near the category.
    """
    words = [entry.name for entry in of_category(category)] if category else None
    seen = None
    if eye is not None and category is None:
        tell("looking at it")
        seen = eye.what(views(cloud), cloud.size, cloud.sure)
    made: list[Model] = []
    guess = ""
    if program != "parts":
        tell("looking for words of its shape")
        candidates = proposed(cloud, looks(worker, tell, words), words)
        if not candidates and words:
            candidates = [Candidate(Shape(word, cloud.size), q, 0.0) for word in words for q in range(4)]
        named = _named(cloud, proposed(cloud, looks(worker, tell), seen.words), seen) if seen else []
        candidates = [c for c in candidates if not seen or c.shape.word not in seen.words]
        first = [*named, *candidates][:4]
        tell(f"fitting {', '.join(dict.fromkeys(c.shape.word for c in first))}")
        fitter = Fitter(cloud, worker)
        fits = [*fitter.best(named), *fitter.best(candidates[:BESIDE] if named else candidates)]
        if fits:
            made.append(_of_word(_chosen(fits, seen), category))
            guess = made[0].category if made[0].cost < FAR else ""
    if program == "parts" or (program == "best" and (not made or made[0].cost > GOOD)):
        tell("looking for parts")
        called = category or (seen.what if seen is not None else guess) or "object"
        made.append(of_parts(cloud, called, eye))
    if not made:
        raise InputError(
            "no word of the kit can be built at this size: --program parts makes free parts of it"
        )
    return sorted(made, key=lambda model: _worth(model, cloud))


def _named(cloud: Posed, candidates: Sequence[Candidate], seen: Glance) -> list[Candidate]:
    """The words that an eye named, turned as it said."""
    if seen.quarters is None:
        return list(candidates)
    size = cloud.turned(seen.quarters).size
    return [replace(c, shape=c.shape.sized(size), quarters=seen.quarters) for c in candidates]


def _chosen(fits: Sequence[Fit], seen: Glance | None) -> Fit:
    """The nearest fit; a word that an eye named is taken unless another is much nearer."""
    if seen is None or not seen.words:
        return fits[0]
    return min(fits, key=lambda fit: fit.cost * (1.0 if fit.shape.word in seen.words else NAMED_WORTH))


def _worth(model: Model, cloud: Posed) -> float:
    """How far a model is, all told; lower is better."""
    if model.kind == "kit":
        return model.cost
    far = WORD_WORTH * model.cost + GAP_WORTH * loose(cloud) + PART_WORTH * len(model.parts)
    return far * (UNSEEN_WORTH if cloud.seen else 1.0)


def _of_word(fit: Fit, category: str | None) -> Model:
    word = fit.shape.word
    plain = word.replace("_", " ")
    names = vocabulary.canonical(category or plain) or category or plain
    arguments = dict(fit.shape.arguments)
    return Model(
        "kit", word, names, dict(arguments), fit.cost, fit.shift, fit.shape.size, fit.quarters,
        _word_cell(f"{names.replace(' ', '_')}_1", fit.shape), {},
    )  # fmt: skip


def _word_cell(id: str, shape: Shape) -> str:
    """Constants with the arguments' names, and the line that uses them."""
    names = {key: key.upper() for key, _ in shape.arguments}
    lines = [f"{names[key]} = {value!r}".replace("'", '"') for key, value in shape.arguments]
    return "\n".join([*lines, *([""] if lines else []), call(id, shape, names), ""])


def of_parts(cloud: Posed, category: str, eye: Eye | None = None) -> Model:
    """Free parts of a cloud as a program, named by an eye where there is one."""
    calm = replace(cloud, cloud=smoothed(cloud.cloud, cloud.noise)) if cloud.noise else cloud
    solids = found(completed(calm))
    cost = Target(cloud).cost(Sample.on(*joined_mesh(solids)))
    groups = grouped(solids, max(0.012 * cloud.longest, 0.004))
    if eye is not None:
        groups = renamed(groups, eye.parts(_beside(cloud, solids), category, groups))
    low, high = _box(solids)
    middle = (low + high) / 2
    shifted = [_moved(group, -middle[0], -middle[1], -low[2]) for group in groups]
    counts = {group.name: _count(group) for group in groups}
    at = (float(middle[0]), float(middle[1]), float(low[2]))
    w, d, h = (max(float(v), 0.001) for v in high - low)
    geometry = cell(f"{category.replace(' ', '_')}_1", shifted)
    return Model("parts", "", category, {}, cost, at, (w, d, h), 0, geometry, counts)


def _beside(cloud: Posed, solids: list[Solid]) -> Image.Image:
    points, normals = spread(*joined_mesh(solids), SHOWN)
    return sheet(
        [("cloud", cloud.points, normals_of(cloud), cloud.cloud.colours), ("parts", points, normals, None)],
        ROUND,
    )


def _count(group: Group) -> int:
    return 4 if group.pattern == "corners" else len(group.spots)


def _box(solids: Sequence[Solid]) -> tuple[Floats, Floats]:
    points = np.concatenate([solid.mesh()[0] for solid in solids])
    return points.min(axis=0), points.max(axis=0)


def _moved(group: Group, x: float, y: float, z: float) -> Group:
    """A group elsewhere; of corners only their centre moves, for theirs are distances from it."""
    corners = group.pattern == "corners"
    solid = group.solid.moved(0.0 if corners else x, 0.0 if corners else y, z)
    spots = tuple((a + x, b + y, c + z) for a, b, c in group.spots)
    return Group(group.name, group.pattern, solid, spots, group.axis)


def text_of(model: Model, colour: str | None = None) -> str:
    """A whole program with this one object.

    Args:
        model: what was found.
        colour: "#rrggbb" of all of it; None leaves it to the kit.
    """
    id = f"{model.category.replace(' ', '_')}_1"
    x, y, _ = (round(v, 4) + 0.0 for v in model.at)
    size = ", ".join(f"{side:.4f}" for side in model.size)
    place = f'place("{id}", "{model.category}", at=({x}, {y}), size=({size}), yaw=0)\n'
    cells = [new_cell("kit", ""), new_cell("layout", place), new_cell(f"geometry:{id}", model.geometry)]
    if colour:
        cells.append(new_cell("materials", f'wear("{id}", "paint {colour}")\n'))
    return join([*cells, new_cell("run", RUN)])
