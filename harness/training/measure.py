"""How well the file reads pictures whose things are known: precision over recall, words, fronts, how sure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from harness.training.targets import class_of, shown
from tools.picture.recognise.classes import CLASSES, LARGE
from tools.picture.recognise.reader import Named, overlap, recognise
from tools.survey import Box

FOUND = (0.3, 0.5)
"""Intersections over union that count as found."""
NEAR_FRONT = 20.0
"""Degrees."""
TURNED = ("above", "ortho", "plan")
"""Kinds of picture that have no up and down."""
Item = tuple[NDArray[np.uint8], dict[str, Any]]
"""A BGR picture and {"kind", "things"}."""


class Judged(NamedTuple):
    """A detection held against the truth."""

    name: str
    score: float
    right: bool
    word_right: bool
    front_off: float | None


class Held(NamedTuple):
    """All the detections of pictures at one overlap, and how many there were to find, by class."""

    judged: list[Judged]
    wanted: dict[str, int]


def read(
    items: Iterable[Item], file: Path | None = None
) -> list[tuple[str, list[Named], list[dict[str, Any]]]]:
    """Kind, what was recognised and what is there, of every picture.

    Args:
        items: pictures and their truth.
        file: the network; the shipped one when left out.
    """
    out = []
    for image, row in items:
        rgb = np.ascontiguousarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB), dtype=np.uint8)
        out.append((row["kind"], recognise(rgb, turned=row["kind"] in TURNED, file=file), row["things"]))
    return out


def hold(seen: Sequence[tuple[str, list[Named], list[dict[str, Any]]]], found: float) -> Held:
    """Match greedily, the surest first; what matches something that is not asked for does not count."""
    judged: list[Judged] = []
    wanted: dict[str, int] = defaultdict(int)
    for _, named, things in seen:
        asked = [t for t in things if class_of(t) is not None and shown(t)]
        ignored = [tuple(t["box"]) for t in things if t not in asked]
        for thing in asked:
            wanted[class_of(thing) or ""] += 1
        used: set[int] = set()
        for one in named:
            best, at = found, None
            for k, thing in enumerate(asked):
                same = overlap(one.box, tuple(thing["box"])) if class_of(thing) == one.name else 0.0
                if k not in used and same >= best:
                    best, at = same, k
            if at is not None:
                used.add(at)
                truth = asked[at]
                judged.append(
                    Judged(one.name, one.score, True, one.word == truth["category"], _off(one, truth))
                )
            elif not any(overlap(one.box, box) >= found or _within(one.box, box) > 0.7 for box in ignored):
                judged.append(Judged(one.name, one.score, False, False, None))
    return Held(judged, dict(wanted))


def precision(held: Held, names: Iterable[str]) -> float:
    """Mean over the classes of the area under precision over recall (all points, as VOC since 2010)."""
    areas = []
    for name in names:
        count = held.wanted.get(name, 0)
        if not count:
            continue
        own = sorted((j for j in held.judged if j.name == name), key=lambda j: -j.score)
        hits = np.cumsum([j.right for j in own]) if own else np.zeros(0)
        share = hits / np.arange(1, len(own) + 1)
        envelope = np.maximum.accumulate(share[::-1])[::-1]
        steps = np.diff(np.concatenate([[0.0], hits / count]))
        areas.append(float((envelope * steps).sum()))
    return float(np.mean(areas)) if areas else 0.0


def figures(seen: Sequence[tuple[str, list[Named], list[dict[str, Any]]]]) -> dict[str, Any]:
    """By kind of picture: how many, things, mean precision at both overlaps, words and fronts."""
    out: dict[str, Any] = {}
    large = [name for name in CLASSES if name in LARGE]
    for kind in sorted({row[0] for row in seen}):
        own = [row for row in seen if row[0] == kind]
        held = {found: hold(own, found) for found in FOUND}
        right = [j for j in held[0.3].judged if j.right and j.name in LARGE and j.score > 0.2]
        fronts = [j.front_off for j in right if j.front_off is not None]
        out[kind] = {
            "pictures": len(own),
            "things": sum(n for name, n in held[0.3].wanted.items() if name in LARGE),
            **{f"map_{found}": round(precision(held[found], large), 3) for found in FOUND},
            "word": round(float(np.mean([j.word_right for j in right])), 3) if right else None,
            "front": round(float(np.mean([f <= NEAR_FRONT for f in fronts])), 3) if fronts else None,
        }
    return out


def calibration(held: Held) -> dict[str, tuple[list[float], list[float]]]:
    """For each class with enough detections, and for all: scores and the share right at each, rising.

    Pool adjacent violators: Zadrozny & Elkan, "Transforming classifier scores" (KDD 2002).
    """
    curves = {"all": _curve(held.judged)}
    for name in CLASSES:
        own = [j for j in held.judged if j.name == name]
        if len(own) >= LEAST_JUDGED:
            curves[name] = _curve(own)
    return curves


LEAST_JUDGED = 150
STEPS = 10
SUREST = 0.98
"""Nothing is surer than this."""


def _curve(judged: Sequence[Judged]) -> tuple[list[float], list[float]]:
    ranked = sorted(judged, key=lambda j: j.score)
    groups: list[list[float]] = []
    for part in np.array_split(np.array([(j.score, j.right) for j in ranked], dtype=float), STEPS):
        groups.append([float(part[:, 0].sum()), float(part[:, 1].sum()), float(len(part))])
        while len(groups) > 1 and groups[-2][1] / groups[-2][2] >= groups[-1][1] / groups[-1][2]:
            last = groups.pop()
            groups[-1] = [a + b for a, b in zip(groups[-1], last, strict=True)]
    scores = [0.0, *(round(g[0] / g[2], 4) for g in groups), 1.0]
    shares = [min(SUREST, g[1] / g[2]) for g in groups]
    return scores, [0.0, *(round(s, 3) for s in shares), round(min(SUREST, shares[-1] + 0.02), 3)]


def _off(one: Named, truth: dict[str, Any]) -> float | None:
    """Degrees between the front seen and the true one; None when there is none, 180 when none was seen."""
    if truth["front"] is None:
        return None
    if one.facing is None:
        return 180.0
    true = np.degrees(np.arctan2(truth["front"][0], truth["front"][1]))
    return float(abs((one.facing - true + 180) % 360 - 180))


def _within(box: Box, by: Box) -> float:
    w, h = min(box[2], by[2]) - max(box[0], by[0]), min(box[3], by[3]) - max(box[1], by[1])
    return max(0.0, w) * max(0.0, h) / max((box[2] - box[0]) * (box[3] - box[1]), 1e-9)
