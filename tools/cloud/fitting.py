"""Fitting a word's own arguments, and its exact size, to a cloud: its lists first, then round by round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tools.cloud.building import Shape, Surface, surfaces
from tools.cloud.choices import single
from tools.cloud.posing import Posed
from tools.cloud.target import Sample, Target
from tools.cloud.words import Candidate, size_cost
from tools.geometry import Vec3
from tools.program import kit_index
from tools.scene.building import Runner

GAIN, LEAST = 0.985, 2e-4
"""An argument is changed where that lowers the cost below this part of it, and by no less than that: a
five-thousandth of the longest side is below what samplings tell."""
ROUNDS, STRETCHES, WORDS_ONE, WORDS_SIZED, WORDS_TWO = 3, 3, 6, 4, 2


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


class Fitter:
    """Words fitted to one cloud in one worker; every build is made once.

    Args:
        cloud: as it stands.
        worker: builds the words.
    """

    def __init__(self, cloud: Posed, worker: Runner) -> None:
        self.cloud, self.worker = cloud, worker
        self.targets = {q: Target(cloud.turned(q)) for q in range(4)}
        self.tried: dict[tuple[Shape, int, Vec3], float] = {}
        self._surfaces: dict[Shape, Surface | None] = {}

    def costs(self, shapes: Sequence[Shape], quarters: int, shift: Vec3 = (0.0, 0.0, 0.0)) -> list[float]:
        """How far each shape, moved so, is from the cloud turned so; 9 for what cannot be built."""
        missing = [s for s in dict.fromkeys(shapes) if s not in self._surfaces]
        self._surfaces.update(zip(missing, surfaces(missing, self.worker), strict=True))
        ones, by = np.ones(3), np.array(shift)
        for shape in shapes:
            surface = self._surfaces[shape]
            if (shape, quarters, shift) not in self.tried:
                target = self.targets[quarters]
                far = 9.0 if surface is None else target.cost(Sample.of(surface).fitted(ones, by))
                self.tried[shape, quarters, shift] = far
        return [self.tried[shape, quarters, shift] for shape in shapes]

    def best(self, candidates: Sequence[Candidate]) -> list[Fit]:
        """The candidates fitted, nearest first, size and shape together; the first few thoroughly."""
        rows = [fit for c in candidates[:WORDS_ONE] if (fit := self._coarse(c)) is not None]
        rows = [self.sized(fit, 1) for fit in sorted(rows, key=self._whole)[:WORDS_SIZED]]
        rows.sort(key=self._whole)
        fits = [self.sized(self._refined(fit)) for fit in rows[:WORDS_TWO]]
        return sorted(fits, key=self._whole)

    def _whole(self, fit: Fit) -> float:
        return fit.cost + self._prior(fit.shape, fit.quarters)

    def _prior(self, shape: Shape, quarters: int) -> float:
        return size_cost(self.targets[quarters].view, shape)

    def _coarse(self, candidate: Candidate) -> Fit | None:
        """The best of a word's plain builds: as proposed, without arguments, and in each style."""
        plain = Shape(candidate.shape.word, candidate.shape.size)
        styles = [plain.changed(style=s) for s in ("classic", "rustic", "industrial", "minimal")]
        shapes = list(dict.fromkeys([plain, candidate.shape, *styles]))
        costs = self.costs(shapes, candidate.quarters)
        k = int(np.argmin(np.array(costs) + 1e-4 * np.array([len(s.arguments) for s in shapes])))
        surface = self._surfaces[shapes[k]]
        return None if surface is None else Fit(shapes[k], candidate.quarters, costs[k], surface)

    def _refined(self, fit: Fit) -> Fit:
        """Round by round: every argument by itself, then the helpful ones together."""
        shape, cost = fit.shape, fit.cost
        entry = next(e for e in kit_index.words() if e.name == shape.word)
        for _ in range(ROUNDS):
            trials = list(dict.fromkeys(single(entry, shape)))
            gains: dict[str, tuple[float, Shape]] = {}
            for trial, far in zip(trials, self.costs(trials, fit.quarters, fit.shift), strict=True):
                name = _changed(shape, trial)
                if far < min(cost * GAIN, cost - LEAST) and far < gains.get(name, (9.0, trial))[0]:
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
            costs = self.costs(choices, fit.quarters, fit.shift)
            k = int(np.argmin(costs))
            shape, cost = choices[k], costs[k]
        surface = self._surfaces[shape]
        return fit if surface is None else Fit(shape, fit.quarters, cost, surface, fit.shift)

    def sized(self, fit: Fit, rounds: int = STRETCHES) -> Fit:
        """The fit with its box moved and stretched onto the points, where that brings it nearer.

        A word built larger is not its build stretched (a seat keeps its height): so it is built, moved into
        place and stretched again, some rounds.
        """
        target, best, now = self.targets[fit.quarters], fit, fit
        for _ in range(rounds):
            model = Sample.of(now.surface)
            scale, _ = target.boxed(model.fitted(np.ones(3), np.array(now.shift)))
            w, d, h = (round(float(s * f), 4) for s, f in zip(now.shape.size, scale, strict=True))
            shape = now.shape.sized((w, d, h))
            if min(w, d, h) < 1e-3:
                break
            self.costs([shape], fit.quarters)
            surface = self._surfaces[shape]
            if surface is None:
                break
            _, by = target.boxed(Sample.of(surface).fitted(np.ones(3), np.array(now.shift)), stretch=False)
            x, y, z = (round(float(a + b), 4) for a, b in zip(now.shift, by, strict=True))
            cost = self.costs([shape], fit.quarters, (x, y, z))[0]
            now = Fit(shape, fit.quarters, cost, surface, (x, y, z))
            if cost < best.cost - LEAST:
                best = now
            if max(abs(float(f) - 1.0) for f in scale) < 0.004:
                break
        return best


def _changed(before: Shape, after: Shape) -> str:
    """The one argument that differs."""
    a, b = dict(before.arguments), dict(after.arguments)
    return next(name for name in [*a, *b] if a.get(name) != b.get(name))
