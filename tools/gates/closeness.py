"""How near what is built is to a scan's points."""

from __future__ import annotations

import numpy as np
import shapely
from scipy.spatial import KDTree

from tools.cloud.building import joined
from tools.cloud.files.surface import spread
from tools.cloud.scan.reading import stood
from tools.critique import Finding
from tools.source.scan import ScanSource
from tools.workspace import Workspace

WITHIN = 0.1
"""Metres: twice what a hand scanner and a simple shape are off together."""
SAMPLES = 120_000


def close_scores(workspace: Workspace) -> tuple[dict[str, float], list[Finding]]:
    """`close`: the share of the scan's points within the walls that are within 0.1 m of what is built."""
    source, room = workspace.source, workspace.survey.room
    if not isinstance(source, ScanSource) or room is None:
        return {"close": 0.0}, []
    scan, floor = stood(source.cloud)
    points = scan.points
    inside = shapely.contains_xy(shapely.Polygon(floor).buffer(-0.06), points[:, 0], points[:, 1])
    points = points[inside & (points[:, 2] > 0.04) & (points[:, 2] < room.height - 0.08)]
    built = joined([part for parts in workspace.scene.meshes.values() for part in parts])
    if built is None or not len(points):
        return {"close": 0.0}, []
    model, _ = spread(built.vertices, built.triangles, SAMPLES)
    far = np.asarray(KDTree(model).query(points)[0])
    return {"close": float((far < WITHIN).mean())}, []
