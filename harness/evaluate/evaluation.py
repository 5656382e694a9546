"""One result against one truth: every measure, by name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import trimesh
from numpy.typing import NDArray
from pydantic import BaseModel, Field

from harness.evaluate.blender import Built, build
from harness.evaluate.likeness import picture_likeness
from harness.evaluate.subject import Subject, truth_program
from tools.blender.worker import Worker
from tools.errors import ProgramError
from tools.geometry import mask_overlap
from tools.measure.cameras import camera_errors
from tools.measure.common_world import Move
from tools.measure.fidelity import Fidelity, Row, fidelity, room_fidelity
from tools.measure.images import seen_size_error
from tools.measure.objects import box_scores, couples_of, object_scores
from tools.measure.plausibility import plausibility
from tools.measure.shape import shape_scores
from tools.measure.solids import Mesh
from tools.measure.truth import Item, Room, Truth, TruthObject
from tools.picture_file import open_picture
from tools.program.read import read


class Evaluation(BaseModel):
    """What was measured. Scores by name; a name that could not be measured is not there."""

    run: str
    completed: bool
    outcome: str
    objects: int
    truth_objects: int | None = None
    fidelity: dict[str, float] = Field(default_factory=dict)
    room: dict[str, float] = Field(default_factory=dict)
    likeness: dict[str, float] = Field(default_factory=dict)
    plausibility: dict[str, float] = Field(default_factory=dict)
    truth_plausibility: dict[str, float] = Field(default_factory=dict)
    """The truth's own figures by the same code on the same kind of bodies."""
    bodies: str = "boxes"
    """"meshes" when both were measured on their meshes, else "boxes"."""
    cost: dict[str, float] = Field(default_factory=dict)
    seconds: float | None = None
    rows: list[Row] = Field(default_factory=list)
    extra: list[str] = Field(default_factory=list)


def evaluate(
    subject: Subject, truth: Truth | None, truth_path: Path | None, worker: Worker | None
) -> Evaluation:
    """Measure a result; without a truth only plausibility and likeness, without a worker only on boxes."""
    found = Evaluation(
        run=subject.name, completed=subject.completed, outcome=subject.outcome,
        objects=len(subject.items), cost=subject.cost, seconds=subject.seconds,
    )  # fmt: skip
    own = _built(worker, subject.program, subject.folder, truth.size[0] if truth else None)
    if own is not None and subject.move is not None:
        own = own._replace(meshes={id: subject.move.mesh(mesh) for id, mesh in own.meshes.items()})
    known = None
    if truth is not None and truth_path is not None:
        text = truth_program(truth_path, truth)
        known = _built(worker, text, truth_path.parent, None)
        if truth.camera_kind != "plan":  # a drawing shows no sun: one in the result was not read from it
            found.likeness |= sun_scores(subject.program, text, subject.move)
        _against_truth(found, subject, truth)
    if subject.render and subject.picture:
        found.likeness |= picture_likeness(subject.picture, subject.render)
    if truth is not None and truth_path is not None and own is not None:
        found.likeness |= _silhouettes(found, own, truth, truth_path)
        found.fidelity |= seen_sizes(found, own, truth)
    _plausible(found, subject, truth, own, known)
    return found


def _built(worker: Worker | None, program: str | None, folder: Path, width: int | None) -> Built | None:
    return None if worker is None or program is None else build(worker, program, folder, width)


def asked_of(truth: Truth) -> list[TruthObject]:
    """What a result is asked for: everything, but of a photo only what it shows at all.

    From above the whole room is in the picture; a photo at eye level has a part of it behind the camera.
    """
    shown = [o for o in truth.objects if o.box is not None]
    return shown if truth.camera_kind == "eye" and shown else list(truth.objects)


def _against_truth(found: Evaluation, subject: Subject, truth: Truth) -> None:
    asked = asked_of(truth)
    result: Fidelity = fidelity(subject.items, asked)
    found.truth_objects = len(asked)
    found.fidelity, found.rows, found.extra = result.scores, result.rows, result.extra
    if subject.room is not None:
        found.room = room_fidelity(subject.room, truth.room)
    if subject.camera is not None and truth.camera is not None:
        found.room |= camera_errors(subject.camera, truth.camera)


def _plausible(
    found: Evaluation, subject: Subject, truth: Truth | None, own: Built | None, known: Built | None
) -> None:
    """Both sides on meshes when both have them, else both on boxes.

    A truth read by hand knows no heights: it has no plausibility, and the result is then measured by itself.
    """
    exact = truth is not None and all(o.size_known for o in truth.objects)
    meshes = own is not None and (known is not None or not exact)
    found.bodies = "meshes" if meshes else "boxes"
    if subject.room is not None:
        found.plausibility = _side(subject.items, subject.room, own.meshes if own and meshes else None)
    if truth is not None and exact:
        kept = known.meshes if known and meshes else None
        found.truth_plausibility = _side(truth.objects, truth.room, kept)
    if truth is not None and own is not None and known is not None and own.meshes and known.meshes:
        true = {o.id: known.meshes[o.id] for o in asked_of(truth) if o.id in known.meshes}
        one, two = (trimesh.util.concatenate(list(m.values())) for m in (own.meshes, true))
        found.fidelity |= shape_scores(one, two)
        couples = couples_of(
            own.meshes,
            true,
            {row.truth: row.result for row in found.rows},
            ({i.id: i.yaw_deg for i in subject.items}, {o.id: o.yaw_deg for o in truth.objects}),
        )
        found.fidelity |= object_scores(couples) | box_scores(couples, one, two)


def _side(items: list[Any], room: Room, meshes: Mapping[str, Mesh] | None) -> dict[str, float]:
    solid: list[Item] = [i for i in items if min(i.size) > 0]
    return plausibility(solid, room, meshes)


def _silhouettes(found: Evaluation, own: Built, truth: Truth, truth_path: Path) -> dict[str, float]:
    """Mean intersection over union of each truth object's visible pixels with its partner's, 0 if missing.

    Only for objects that the picture shows, and only when the result's view has the picture's size.
    """
    known = _truth_ids(truth, truth_path)
    if known is None or own.ids is None or known.shape != own.ids.shape:
        return {}
    partner = {row.truth: row.result for row in found.rows}
    values = []
    for number, item in enumerate(truth.objects):
        mask = known == number + 1
        if not mask.any():
            continue
        other = partner.get(item.id)
        if other is None or other not in own.order:
            values.append(0.0)
        else:
            values.append(mask_overlap(mask, own.ids == own.order.index(other) + 1))
    return {"silhouette_iou": float(np.mean(values))} if values else {}


def seen_sizes(found: Evaluation, own: Built, truth: Truth) -> dict[str, float]:
    """Median errors of the visible boxes of what was found, which are put into the rows.

    A truth that was read off a picture knows how large things look, not how large they are: seen from above
    the box of a tall thing has its lean in it. Both sides are therefore measured in the same picture.
    """
    if own.ids is None or own.ids.shape != (truth.size[1], truth.size[0]):
        return {}
    for row, item in zip(found.rows, asked_of(truth), strict=True):
        if item.box is not None and row.result in own.order:
            row.seen_size_error = seen_size_error(own.ids == own.order.index(row.result) + 1, item.box)
    scores = {}
    for name, small in (("", None), ("_large", False), ("_small", True)):
        errors = [
            row.seen_size_error
            for row in found.rows
            if row.seen_size_error is not None and small in (None, row.small)
        ]
        if errors:
            scores[f"seen_size_error_median{name}"] = float(np.median(errors))
    return scores


def sun_scores(program: str | None, truth: str | None, move: Move | None = None) -> dict[str, float]:
    """Whether a result has a sun where its truth has one, and the degrees between the two directions.

    `move` brings the result's world to the truth's. A truth without a program, or without a sun, has no such
    score; a result that cannot be read has none.
    """
    wanted, found = (_sun(text) for text in (truth, program))
    if wanted is None:
        return {}
    if found is None:
        return {"sun_found": 0.0}
    if move is not None:
        found = move.turn @ found
    turn = float(np.degrees(np.arccos(np.clip(wanted @ found, -1.0, 1.0))))
    return {"sun_found": 1.0, "sun_error": turn}


def _sun(program: str | None) -> NDArray[np.float64] | None:
    """Unit vector towards a program's sun."""
    try:
        lights = read(program).lights if program else []
    except ProgramError:
        return None
    options = next((light.options for light in lights if light.kind == "sun"), None)
    if options is None:
        return None
    turn, rise = (
        np.radians(float(options.get(name, usual)))
        for name, usual in (("azimuth", 135.0), ("elevation", 45.0))
    )
    return np.array([np.sin(turn) * np.cos(rise), np.cos(turn) * np.cos(rise), np.sin(rise)])


def _truth_ids(truth: Truth, path: Path) -> NDArray[np.int32] | None:
    name = truth.files.get("ids")
    if name is None or not (path.parent / name).is_file():
        return None
    return np.asarray(open_picture(path.parent / name)).astype(np.int32)
