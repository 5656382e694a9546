"""Shapes that several tests scan."""

from typing import Any

import trimesh


def table() -> Any:
    """A table of 0.8 x 0.8 x 0.74 m as one mesh: a top on four square legs."""
    solids = [trimesh.creation.box((0.8, 0.8, 0.04))]
    solids[0].apply_translation((0, 0, 0.72))
    for x in (-0.35, 0.35):
        for y in (-0.35, 0.35):
            leg = trimesh.creation.box((0.06, 0.06, 0.7))
            leg.apply_translation((x, y, 0.35))
            solids.append(leg)
    return trimesh.util.concatenate(solids)
