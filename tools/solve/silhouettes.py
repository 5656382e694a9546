"""Where things are seen: what picture and scene both show of a thing, box against box."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tools.geometry import box_overlap
from tools.measured import SceneReport
from tools.picture.occlusion import both_show, full_boxes, nearer
from tools.solve.layout import kind_of
from tools.survey import Box, Seen
from tools.workspace import Workspace

WIDTH = 512
"""Pixels across which silhouettes are drawn."""
FLAT = 1.5
"""Pixels: boxes are grown by this much, so that a thing two pixels thin is not all error."""


class Silhouette(NamedTuple):
    """One thing in the picture and in the scene.

    Attributes:
        thing: as surveyed.
        box: of what the reference camera sees of it in the scene, with what only hides in one of the two
            taken as it is in the other, picture pixels; None when hidden.
        overlap: intersection over union of both boxes, 0 to 1.
        weight: how much of that pixels can tell, 0 to 1: little of what is a few pixels wide.
        behind: what hides it in the scene; "" when nothing does.
    """

    thing: Seen
    box: Box | None
    overlap: float
    weight: float = 1.0
    behind: str = ""


def silhouettes(
    workspace: Workspace, kinds: Collection[str] = ("large", "wall", "small")
) -> list[Silhouette]:
    """Every placed thing of these kinds with its silhouette from the reference camera."""
    survey, report = workspace.survey, workspace.report
    width = min(WIDTH, survey.size[0])
    ids = workspace.ids(width)
    pixel = survey.size[0] / ids.shape[1]
    boxes = seen_boxes(ids, report, pixel)
    camera = survey.camera
    full = full_boxes(workspace.scene.meshes, camera, survey.size) if camera else {}
    placed = {o.id: o for o in report.objects}
    marks = {t.id: t.box for t in survey.seen if not t.rejected and t.id in placed}
    before = nearer(report, camera) if camera else {}
    rows = []
    for thing in survey.seen:
        if thing.rejected or thing.id not in placed or kind_of(thing) not in kinds:
            continue
        whole = full.get(thing.id)
        box, behind = boxes.get(thing.id), ""
        if box is None and whole is not None:
            behind = hidden_by(ids, report, thing.id, whole, pixel)
            box = whole if not behind and _size(whole) < 2 * pixel else None  # too thin to be drawn
        if box is not None and whole is not None:
            others = [marks[id] for id in before.get(thing.id, ()) if id in marks]
            box = both_show(box, _union(box, whole), thing.box, others)
        shared = overlap(box, thing.box, pixel) if box else 0.0
        rows.append(Silhouette(thing, box, shared, weight(thing.box, pixel), behind))
    return rows


def weight(box: Box, pixel: float) -> float:
    """The share of a box that is left when each of its edges may be off by a pixel of what is drawn."""
    grown = _grown(box, pixel)
    area = max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])
    return area / max(1e-9, (grown[2] - grown[0]) * (grown[3] - grown[1]))


def hidden_by(ids: NDArray[np.int32], report: SceneReport, id: str, box: Box, pixel: float) -> str:
    """Who is seen in most of the place where a thing would be; "" where nobody is."""
    x0, y0, x1, y1 = (round(v / pixel) for v in box)
    seen = ids[max(0, y0) : max(y1, y0 + 1), max(0, x0) : max(x1, x0 + 1)]
    counts = np.bincount(seen[seen > 0]) if (seen > 0).any() else np.zeros(1, int)
    most = int(counts.argmax())
    return report.objects[most - 1].id if most and report.objects[most - 1].id != id else ""


def seen_boxes(ids: NDArray[np.int32], report: SceneReport, scale: float) -> dict[str, Box]:
    """Bounding box, picture pixels, of every object together with what stands on it.

    Args:
        ids: (h, w) index into the report's objects plus 1; 0 for the rest.
        report: the scene.
        scale: picture pixels per pixel of `ids`.
    """
    found: dict[str, Box] = {}
    for number, item in enumerate(report.objects, start=1):
        rows, columns = np.nonzero(ids == number)
        if len(rows) > 0:
            corners = np.array([columns.min(), rows.min(), columns.max() + 1, rows.max() + 1]) * scale
            found[item.id] = (corners[0], corners[1], corners[2], corners[3])
    # What stands on a thing covers it: a bed is where its pillows and its blanket are, too.
    for item in reversed(report.objects):
        if item.on and item.id in found and item.on in found and _within(found[item.id], found[item.on]):
            found[item.on] = _union(found[item.on], found[item.id])
    return found


def overlap(first: Box, second: Box, pixel: float = FLAT) -> float:
    """Intersection over union of two boxes, each a little grown: what is flat has an area, too."""
    return box_overlap(_grown(first, pixel), _grown(second, pixel))


def _size(box: Box) -> float:
    return min(box[2] - box[0], box[3] - box[1])


def _within(child: Box, parent: Box) -> bool:
    grown = 0.25 * (parent[2] - parent[0]), 0.25 * (parent[3] - parent[1])
    return (
        child[0] > parent[0] - grown[0] and child[2] < parent[2] + grown[0]
        and child[1] > parent[1] - grown[1] and child[3] < parent[3] + grown[1]
    )  # fmt: skip


def _union(a: Box, b: Box) -> Box:
    return (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))


def _grown(box: Box, pixel: float) -> Box:
    by = max(FLAT, pixel)
    return (box[0] - by, box[1] - by, box[2] + by, box[3] + by)
