"""What one scanner could not see of a thing, taken from what it saw: its mirror image."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.spatial import KDTree

from tools.cloud.cloud import Cloud
from tools.cloud.posing import Posed, estimated_normals, spacings

AGAINST = 0.06
"""Share of a mirror image's points that would stand where the scanner saw nothing, above which a thing is not
its own mirror image."""


def completed(cloud: Posed) -> Posed:
    """The cloud with its mirror images left to right, then front to back, where nothing speaks against it.

    Only what lies behind something that was seen is added; a cloud seen from all around stays as it is.
    """
    if cloud.seen is None:
        return cloud
    points = cloud.points
    normals = cloud.cloud.normals if cloud.cloud.normals is not None else estimated_normals(points)
    near = 1.3 * float(np.median(spacings(points)))
    for axis in (0, 1):
        flip = np.ones(3)
        flip[axis] = -1.0
        image = points * flip
        new = np.asarray(KDTree(points).query(image)[0]) > near
        hidden = cloud.seen.hidden(image, 1.0)
        if float((new & ~hidden).mean()) <= AGAINST:
            more = new & hidden
            points = np.concatenate([points, image[more]])
            normals = np.concatenate([normals, (normals * flip)[more]])
    return replace(cloud, cloud=Cloud(points, normals, None, cloud.cloud.notes))
