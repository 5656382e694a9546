"""How close a room is to its truth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from pydantic import BaseModel
from shapely.geometry import Polygon

from tools.measure.boxes import box_iou, footprint_iou, size_error, yaw_error
from tools.measure.images import color_difference
from tools.measure.matching import Pair, match
from tools.measure.truth import Item, Room, TruthObject
from tools.vocabulary import entry

NEAR, VERY_NEAR = 0.3, 0.15
"""Metres in plan between centres."""


class Row(BaseModel):
    """One object of the truth, and how well the result has it."""

    truth: str
    category: str
    small: bool
    result: str | None = None
    """None: missing."""
    distance: float | None = None
    """Metres in plan between the centres."""
    height_error: float | None = None
    """Metres between the heights of the centres."""
    size_error: float | None = None
    """Mean relative error of the outer sizes."""
    seen_size_error: float | None = None
    """Mean relative error of the visible box's width and height, both in the picture's pixels."""
    yaw_error: float | None = None
    """Degrees, modulo symmetry; None when the truth has no front."""
    iou: float | None = None
    """Of the oriented boxes (of the footprints when the truth knows no heights)."""
    color_error: float | None = None
    """CIEDE2000 between the base colours; None when the truth only knows how it looked in that light."""


class Fidelity(NamedTuple):
    """Scores by name, and the rows they come from."""

    scores: dict[str, float]
    rows: list[Row]
    extra: list[str]
    """Ids of the result that the truth does not have."""


def fidelity(results: Sequence[Item], truths: Sequence[TruthObject]) -> Fidelity:
    """Compare two lists of objects in the same world frame.

    Scores (shares in 0..1, errors as medians and means over the matched objects):
        recall, precision, f1: by category, one to one (see `tools.measure.matching`).
        recall_large, recall_small, precision_large, precision_small: the same by size class.
        within_0.3, within_0.15 (also _large, _small): of the truth's objects, share that is matched so near.
        recall_family, within_0.3_family (also _large, _small): when categories of one vocabulary family, or
            that may be taken for each other ("console", "tv stand", "vanity"), count as the same.
        any_within_0.3: share with something of whatever category within 0.3 m: found but perhaps misnamed.
        iou_all: mean box IoU over all of the truth's objects, 0 for the missing ones.
        center_error_median, center_error_mean, height_error_mean, size_error_mean, yaw_error_mean, iou_mean,
        color_error_mean (CIEDE2000 of the base colours): over the matched objects only.
    """
    pairs = match(results, truths)
    by_truth = {pair.truth: pair for pair in pairs}
    rows = [_row(results, truth, by_truth.get(j)) for j, truth in enumerate(truths)]
    used = {pair.result for pair in pairs}
    extra = [item.id for i, item in enumerate(results) if i not in used]
    scores = _counts(results, rows, used) | _errors(rows)
    loose = match(results, truths, loose=True)
    scores["iou_all"] = sum(r.iou or 0.0 for r in rows) / len(rows) if rows else 1.0
    near = [p for p in match(results, truths, blind=True) if p.distance <= NEAR + 1e-9]
    scores["any_within_0.3"] = len(near) / len(truths) if truths else 1.0
    scores |= _family(loose, truths)
    return Fidelity(scores, rows, extra)


def _row(results: Sequence[Item], truth: TruthObject, pair: Pair | None) -> Row:
    row = Row(truth=truth.id, category=truth.category, small=truth.is_small)
    if pair is None:
        return row
    found = results[pair.result]
    row.result, row.distance = found.id, pair.distance
    row.size_error = size_error(found, truth, height=truth.size_known)
    row.iou = box_iou(found, truth) if truth.size_known else footprint_iou(found, truth)
    if truth.size_known:
        row.height_error = abs(found.center[2] - truth.center[2])
        if found.color is not None and truth.color is not None:
            row.color_error = color_difference(found.color, truth.color)
    if truth.facing is not None:
        row.yaw_error = yaw_error(found.yaw_deg, truth.facing, entry(truth.category).turns)
    return row


def _counts(results: Sequence[Item], rows: list[Row], used: set[int]) -> dict[str, float]:
    scores: dict[str, float] = {}
    for name, wanted in (("", None), ("_large", False), ("_small", True)):
        own = [r for r in rows if wanted is None or r.small == wanted]
        made = [i for i, item in enumerate(results) if wanted is None or item.is_small == wanted]
        found = [r for r in own if r.result is not None]
        scores[f"recall{name}"] = _share(len(found), len(own))
        # Nothing made is only precise where there is nothing to make.
        scores[f"precision{name}"] = (
            _share(len(used.intersection(made)), len(made)) if made else float(not own)
        )
        for limit in (NEAR, VERY_NEAR):
            near = sum(1 for r in found if r.distance is not None and r.distance <= limit + 1e-9)
            scores[f"within_{limit}{name}"] = _share(near, len(own))
    total = scores["recall"] + scores["precision"]
    scores["f1"] = 2 * scores["recall"] * scores["precision"] / total if total else 0.0
    return scores


def _family(pairs: Sequence[Pair], truths: Sequence[TruthObject]) -> dict[str, float]:
    scores: dict[str, float] = {}
    for name, wanted in (("", None), ("_large", False), ("_small", True)):
        own = {j for j, t in enumerate(truths) if wanted is None or t.is_small == wanted}
        found = [p for p in pairs if p.truth in own]
        scores[f"recall_family{name}"] = _share(len(found), len(own))
        for limit in (NEAR, VERY_NEAR):
            near = sum(p.distance <= limit + 1e-9 for p in found)
            scores[f"within_{limit}_family{name}"] = _share(near, len(own))
    return scores


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _errors(rows: list[Row]) -> dict[str, float]:
    """Errors over what was found; nothing found leaves them out, for the counts say it."""
    scores: dict[str, float] = {}
    for name, field, reduce in (
        ("center_error_median", "distance", np.median), ("center_error_mean", "distance", np.mean),
        ("height_error_mean", "height_error", np.mean), ("size_error_mean", "size_error", np.mean),
        ("yaw_error_mean", "yaw_error", np.mean), ("iou_mean", "iou", np.mean),
        ("color_error_mean", "color_error", np.mean),
    ):  # fmt: skip
        values = [v for r in rows if (v := getattr(r, field)) is not None]
        if values:
            scores[name] = float(reduce(values))
    return scores


def room_fidelity(result: Room, truth: Room) -> dict[str, float]:
    """Intersection over union of the floor polygons, and relative errors of the room's size.

    Both are taken in one world frame: from above each one's own (origin at the centre of the floor's bounding
    rectangle), of a photo the truth's (see `tools.measure.common_world`).
    """
    one, two = Polygon(result.floor_polygon).buffer(0), Polygon(truth.floor_polygon).buffer(0)
    union = one.union(two).area
    sizes = [np.ptp(np.asarray(r.floor_polygon, dtype=float), axis=0) for r in (result, truth)]
    error = np.abs(sizes[0] - sizes[1]) / sizes[1]
    return {
        "floor_iou": float(one.intersection(two).area / union) if union else 0.0,
        "room_width_error": float(error[0]),
        "room_depth_error": float(error[1]),
        "room_height_error": abs(result.height - truth.height) / truth.height,
    }
