"""The exact truth of a generated picture, from the program's own run."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from harness.sample.masks import box_of, outlines_of, silhouette_pixels
from tools.geometry import Vec2, Vec3
from tools.measure.truth import Truth, TruthObject, TruthOpening, TruthPartition, TruthRoom
from tools.measured import ObjectReport, SceneMeshes, SceneReport
from tools.pinhole import Camera
from tools.planner.design import Design
from tools.planner.finishes import Finish
from tools.vocabulary import entry


class Seen(NamedTuple):
    """What a run of the program gave."""

    report: SceneReport
    ids: NDArray[np.int32]
    """(H, W) 1 + index into the report's objects, 0 for the shell and nothing."""
    meshes: SceneMeshes


def make_truth(name: str, design: Design, finish: Finish, camera: Camera, kind: str, seen: Seen) -> Truth:
    """Everything known about the picture `name`.png."""
    objects = [
        _object(item, number, design, finish, camera, seen) for number, item in enumerate(seen.report.objects)
    ]
    return Truth(
        picture=f"{name}.png", size=(camera.width, camera.height), seed=design.request.seed,
        scene_type=design.type, style=design.style, camera_kind=kind, camera=camera,
        room=_room(design, camera), objects=objects,
        files={"ids": f"{name}.ids.png", "depth": f"{name}.depth.png", "program": f"{name}.scene.py"},
    )  # fmt: skip


def _room(design: Design, camera: Camera) -> TruthRoom:
    return TruthRoom(
        floor_polygon=design.floor,
        height=design.height,
        wall=design.wall,
        floor_px=_pixels(camera, [(x, y, 0.0) for x, y in design.floor]),
        wall_top_px=_pixels(camera, [(x, y, design.height) for x, y in design.floor]),
        partitions=[TruthPartition(**vars(d)) for d in design.dividers],
        openings=[
            TruthOpening(
                id=h.id, kind=h.kind, wall=h.wall, at=h.at, width=h.width, height=h.height, sill=h.sill
            )
            for h in design.holes
        ],
        zones=[[(float(x), float(y)) for x, y in z.polygon.exterior.coords[:-1]] for z in design.zones],
        zone_types=[z.type for z in design.zones],
    )


def _object(
    item: ObjectReport, number: int, design: Design, finish: Finish, camera: Camera, seen: Seen
) -> TruthObject:
    mask = seen.ids == number + 1
    count = int(mask.sum())
    whole = silhouette_pixels(seen.meshes.get(item.id, []), camera)
    made = finish.of(item.id)
    foot = (item.center[0], item.center[1], 0.0)
    return TruthObject(
        id=item.id,
        category=item.category,
        mount=item.mount,
        on=item.on,
        center=_neat(item.center),
        size=_neat(item.size),
        yaw_deg=round(item.yaw_deg, 2) + 0.0,
        facing=round(item.yaw_deg, 2) + 0.0 if entry(item.category).turns == 1 else None,
        small=item.mount == "object",
        box=box_of(mask),
        outlines=outlines_of(mask),
        foot=_pixels(camera, [foot])[0] if camera.kind == "ortho" or camera.depth([foot])[0] > 0.1 else None,
        visible=round(min(1.0, count / whole), 3) if whole else None,
        color=item.color,
        materials=[made[0]] if made else [],
    )


def _neat(values: Vec3) -> Vec3:
    return (round(values[0], 4) + 0.0, round(values[1], 4) + 0.0, round(values[2], 4) + 0.0)


def _pixels(camera: Camera, points: list[Vec3]) -> list[Vec2]:
    return [(round(float(u), 2), round(float(v), 2)) for u, v in camera.project(points)]
