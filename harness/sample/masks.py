"""What a picture shows of each object: visible masks, outlines, and how much of it is hidden."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.geometry import Vec2
from tools.measure.truth import Box
from tools.measured import PartMesh
from tools.pinhole import Camera

Mask = NDArray[np.bool_]
LEAST = 6.0
"""Outlines of less area than this many pixels are left out."""


def box_of(mask: Mask) -> Box | None:
    """x0, y0, x1, y1 around the mask's pixels, None when it is empty."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        return None
    return (float(columns[0]), float(rows[0]), float(columns[-1] + 1), float(rows[-1] + 1))


def outlines_of(mask: Mask) -> list[list[Vec2]]:
    """The outer outlines of the mask's regions, pixels, within half a pixel, the largest first."""
    rings, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    kept = sorted((r for r in rings if cv2.contourArea(r) >= LEAST), key=cv2.contourArea, reverse=True)
    simple = [cv2.approxPolyDP(ring, 0.8, closed=True).reshape(-1, 2) for ring in kept]
    return [[(float(x) + 0.5, float(y) + 0.5) for x, y in ring] for ring in simple if len(ring) > 2]


def silhouette_pixels(parts: Sequence[PartMesh], camera: Camera) -> int:
    """Pixels the object would cover were nothing in front of it; a point behind the camera gives 0."""
    cover = np.zeros((camera.height, camera.width), np.uint8)
    for part in parts:
        if camera.kind == "pinhole" and (camera.depth(part.vertices) < 0.05).any():
            return 0
        flat = np.round(camera.project(part.vertices) * 16 - 8).astype(np.int32)
        for triangle in flat[part.triangles]:
            cv2.fillConvexPoly(cover, triangle, (1,), lineType=cv2.LINE_8, shift=4)
    return int(cover.sum())
