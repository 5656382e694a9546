"""Fitting a word's own arguments, and its exact size, to a cloud: its lists first, then round by round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.spatial import KDTree

from tools.cloud.building import Shape, Surface, surfaces
from tools.cloud.choices import single
from tools.cloud.cloud import Floats
from tools.cloud.posing import Posed
from tools.cloud.words import Candidate, size_cost
from tools.geometry import Vec3
from tools.program import kit_index
from tools.scene.scene import Runner

POINTS, MODEL = 2500, 7500
"""Points that look for their nearest, and points of a model that are looked among: 8 ms a comparison."""
BOUND = 0.1
"""A distance counts no more than this part of the longest side: what is missing is missing."""
GAIN = 0.985
"""An argument is changed where that lowers the cost below this part of it."""
ROUNDS, WORDS_ONE, WORDS_TWO = 3, 6, 2


@dataclass(frozen=True)
class Fit:
    """A word fitted to a cloud.

    Attributes:
        shape: word, size and arguments.
        quarters: quarter turns of the cloud that bring its front to -Y.
        cost: as `Target.cost`; lower is nearer.
        surface: what it builds.
        shift: the middle of its box in the turned cloud's frame, metres; the underside's height last.
    """

    shape: Shape
    quarters: int
    cost: float
    surface: Surface
    shift: Vec3 = (0.0, 0.0, 0.0)


class Target:
    """A cloud to fit to.

    Args:
        view: the cloud, its front to -Y.
    """

    def __init__(self, view: Posed) -> None:
        order = np.random.default_rng(0).permutation(len(view.points))[:POINTS]
        self.view, self.points = view, view.points[order]
        self.tree = KDTree(view.points)
        self.reach = view.longest

    def cost(self, model: Floats) -> float:
        """Root mean squared distance both ways as a part of the longest side, each distance bounded."""
        some = model[:: max(1, len(model) // POINTS)]
        there = np.minimum(np.asarray(self.tree.query(some)[0]) / self.reach, BOUND)
        back = np.minimum(np.asarray(KDTree(model).query(self.points)[0]) / self.reach, BOUND)
        return float(np.sqrt(((there**2).mean() + (back**2).mean()) / 2))


class Fitter:
    """Words fitted to one cloud in one worker; every build is made once.

    Args:
        cloud: as it stands.
        worker: builds the words.
    """

    def __init__(self, cloud: Posed, worker: Runner) -> None:
        self.cloud, self.worker = cloud, worker
        self.targets = {q: Target(cloud.turned(q)) for q in range(4)}
        self.tried: dict[tuple[Shape, int], float] = {}
        self._surfaces: dict[Shape, Surface | None] = {}

    def costs(self, shapes: Sequence[Shape], quarters: int) -> list[float]:
        """How far each shape is from the cloud turned so; 9 for what cannot be built."""
        missing = [s for s in dict.fromkeys(shapes) if s not in self._surfaces]
        self._surfaces.update(zip(missing, surfaces(missing, self.worker), strict=True))
        for shape in shapes:
            surface = self._surfaces[shape]
            if (shape, quarters) not in self.tried:
                far = 9.0 if surface is None else self.targets[quarters].cost(surface.points(MODEL))
                self.tried[shape, quarters] = far
        return [self.tried[shape, quarters] for shape in shapes]

    def best(self, candidates: Sequence[Candidate]) -> list[Fit]:
        """The candidates fitted, nearest first, size and shape together; the first few thoroughly."""
        rows = []
        for c in candidates[:WORDS_ONE]:
            found = self._coarse(c)
            rows.append((found[1] + self._prior(found[0], c.quarters), found, c.quarters))
        rows.sort(key=lambda row: row[0])
        fits = []
        for _, (shape, cost), quarters in rows[:WORDS_TWO]:
            shape, cost = self._refined(shape, cost, quarters)
            surface = self._surfaces[shape]
            if surface is not None:
                fits.append(Fit(shape, quarters, cost, surface))
        return sorted(fits, key=lambda fit: fit.cost + self._prior(fit.shape, fit.quarters))

    def _prior(self, shape: Shape, quarters: int) -> float:
        return size_cost(self.targets[quarters].view, shape)

    def _coarse(self, candidate: Candidate) -> tuple[Shape, float]:
        """The best of a word's plain builds: as proposed, without arguments, and in each style."""
        plain = Shape(candidate.shape.word, candidate.shape.size)
        styles = [plain.changed(style=s) for s in ("classic", "rustic", "industrial", "minimal")]
        shapes = list(dict.fromkeys([plain, candidate.shape, *styles]))
        costs = self.costs(shapes, candidate.quarters)
        k = int(np.argmin(np.array(costs) + 1e-4 * np.array([len(s.arguments) for s in shapes])))
        return shapes[k], costs[k]

    def _refined(self, shape: Shape, cost: float, quarters: int) -> tuple[Shape, float]:
        """Round by round: every argument by itself, then the helpful ones together."""
        entry = next(e for e in kit_index.words() if e.name == shape.word)
        for _ in range(ROUNDS):
            trials = list(dict.fromkeys(single(entry, shape)))
            gains: dict[str, tuple[float, Shape]] = {}
            for trial, far in zip(trials, self.costs(trials, quarters), strict=True):
                name = _changed(shape, trial)
                if far < cost * GAIN and far < gains.get(name, (9.0, trial))[0]:
                    gains[name] = (far, trial)
            if not gains:
                break
            ranked = sorted(gains.values(), key=lambda pair: pair[0])
            together, mixed = [], shape
            for _, trial in ranked:
                name = _changed(shape, trial)
                mixed = mixed.changed(**{name: dict(trial.arguments).get(name)})
                together.append(mixed)
            choices = [*together, ranked[0][1]]
            costs = self.costs(choices, quarters)
            k = int(np.argmin(costs))
            shape, cost = choices[k], costs[k]
        return shape, cost

    def sized(self, fit: Fit) -> Fit:
        """The fit with its box moved and stretched to the points, built anew at that size."""
        target, model = self.targets[fit.quarters], fit.surface.points(MODEL)

        def moved(x: Floats) -> Floats:
            return np.asarray(model * np.exp(x[:3]) + x[3:] * target.reach)

        steps = np.vstack([np.zeros(6), 0.01 * np.eye(6)])
        options: Any = {"initial_simplex": steps, "maxfev": 150, "xatol": 5e-4, "fatol": 1e-6}
        start: Any = np.zeros(6)
        solver: Any = minimize
        found = solver(lambda x: target.cost(moved(x)), start, method="Nelder-Mead", options=options)
        w, d, h = (float(s * f) for s, f in zip(fit.shape.size, np.exp(found.x[:3]), strict=True))
        shape = fit.shape.sized((round(w, 4), round(d, 4), round(h, 4)))
        x, y, z = (float(v) for v in found.x[3:] * target.reach)
        surface = surfaces([shape], self.worker)[0]
        if surface is None:
            return fit
        cost = target.cost(surface.points(MODEL) + np.array((x, y, z)))
        return Fit(shape, fit.quarters, cost, surface, (x, y, z)) if cost < fit.cost * GAIN else fit


def _changed(before: Shape, after: Shape) -> str:
    """The one argument that differs."""
    a, b = dict(before.arguments), dict(after.arguments)
    return next(name for name in [*a, *b] if a.get(name) != b.get(name))
