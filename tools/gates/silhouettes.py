"""Where things are seen: the boxes of the scene's silhouettes against the boxes marked on the picture."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tools.critique import Finding
from tools.gates.thresholds import GOOD
from tools.geometry import box_overlap
from tools.measured import SceneReport
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
        box: of what the reference camera sees of it in the scene, picture pixels; None when hidden.
        overlap: intersection over union of both boxes, 0 to 1.
    """

    thing: Seen
    box: Box | None
    overlap: float


def silhouettes(
    workspace: Workspace, kinds: Collection[str] = ("large", "wall", "small")
) -> list[Silhouette]:
    """Every placed thing of these kinds with its silhouette from the reference camera."""
    survey, report = workspace.survey, workspace.report
    width = min(WIDTH, survey.size[0])
    ids = workspace.ids(width)
    boxes = seen_boxes(ids, report, survey.size[0] / ids.shape[1])
    placed = {o.id for o in report.objects}
    rows = []
    for thing in survey.seen:
        if thing.rejected or thing.id not in placed or kind_of(thing) not in kinds:
            continue
        box = boxes.get(thing.id)
        rows.append(Silhouette(thing, box, overlap(box, thing.box) if box else 0.0))
    return rows


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


def overlap(first: Box, second: Box) -> float:
    """Intersection over union of two boxes, each a little grown: what is flat has an area, too."""
    return box_overlap(_grown(first), _grown(second))


def findings(rows: Collection[Silhouette], owner: str = "LayoutArchitect") -> list[Finding]:
    """A located item for each thing that is not seen where it should be, the worst first."""
    items = []
    for row in sorted(rows, key=lambda r: r.overlap):
        if row.overlap >= GOOD:
            break
        if row.thing.confidence < 0.3 or (row.thing.small and row.box is None):
            continue  # hidden by what it stands in, as small things may be
        items.append(
            Finding(
                object=row.thing.id,
                problem=_problem(row),
                owner=owner,
                severity="low" if row.thing.small else "high" if row.overlap < 0.3 else "medium",
                box=row.thing.box,
            )
        )
    return items


def _problem(row: Silhouette) -> str:
    if row.box is None:
        return "is not seen from the reference camera"
    middle = [(row.box[k] + row.box[k + 2] - row.thing.box[k] - row.thing.box[k + 2]) / 2 for k in (0, 1)]
    wide = (row.box[2] - row.box[0]) / max(1.0, row.thing.box[2] - row.thing.box[0])
    high = (row.box[3] - row.box[1]) / max(1.0, row.thing.box[3] - row.thing.box[1])
    return (
        f"overlaps its place in the picture by {row.overlap:.0%}: it is seen {middle[0]:+.0f} px right and "
        f"{middle[1]:+.0f} px down of it, {wide:.2f} times as wide and {high:.2f} times as high"
    )


def _within(child: Box, parent: Box) -> bool:
    grown = 0.25 * (parent[2] - parent[0]), 0.25 * (parent[3] - parent[1])
    return (
        child[0] > parent[0] - grown[0] and child[2] < parent[2] + grown[0]
        and child[1] > parent[1] - grown[1] and child[3] < parent[3] + grown[1]
    )  # fmt: skip


def _union(a: Box, b: Box) -> Box:
    return (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))


def _grown(box: Box) -> Box:
    return (box[0] - FLAT, box[1] - FLAT, box[2] + FLAT, box[3] + FLAT)
