"""Correct the palette by what a render measures: each colour moves until it looks as in the picture."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from tools import vocabulary
from tools.measured import SceneReport
from tools.picture.colours import encoded, linear, to_hex
from tools.picture.image import Mask, Pixels
from tools.program.model import MaterialSpec
from tools.program.program import Program
from tools.solve import swatches
from tools.solve.kinds import main_slots
from tools.survey import Survey
from tools.workspace import Workspace

STEP = 0.85
"""Part of a measured difference that is corrected at once."""
DARKEST, LIGHTEST = 0.003, 0.8
"""Linear reflectance that real surfaces keep within, also in their darkest channel."""
ENOUGH = 25
"""Pixels below which a thing's colour is not compared."""


def matched(workspace: Workspace, render: Pixels) -> str | None:
    """The materials cell with corrected colours; None when there is nothing to correct.

    Args:
        workspace: its picture, survey and scene.
        render: lit, of the reference view.
    """
    scene, survey = workspace.scene, workspace.survey
    width, height = render.shape[1], render.shape[0]
    ids = workspace.ids(width)
    picture = cv2.resize(workspace.image, (width, height), interpolation=cv2.INTER_AREA)
    shifts: dict[str, list[tuple[NDArray[np.float64], float]]] = {}
    for name, mask in _worn(workspace.image, survey, scene.program, workspace.report, ids):
        if mask.sum() < ENOUGH:
            continue
        wanted, now = _middle(picture[mask].astype(np.uint8)), _middle(render[mask])
        shifts.setdefault(name, []).append((np.log(wanted / now), float(mask.sum())))
    if not shifts:
        return None
    means = {n: np.average([s for s, _ in v], axis=0, weights=[w for _, w in v]) for n, v in shifts.items()}
    # Brightness overall is the exposure's to match, not the palette's.
    common = float(np.median([m.mean() for m in means.values()]))
    specs = [_moved(s, means[s.name] - common) if s.name in means else s for s in scene.program.materials]
    lines = [spec.source() for spec in [*specs, *scene.program.wears]]
    return "\n".join(lines) + "\n"


def _worn(
    image: Pixels, survey: Survey, program: Program, report: SceneReport, ids: NDArray[np.int32]
) -> Iterator[tuple[str, Mask]]:
    """(material, pixels where mostly it is seen) for the shell and every object."""
    worn = {id: w for w in program.wears for id in w.targets}
    room = worn.get("room")
    if room is not None:
        for slot, mask in (
            ("floor", swatches.floor_mask(image, survey, ids=ids)),
            ("walls", swatches.wall_mask(image, survey)),
            ("cap", swatches.cap_mask(image, survey)),
        ):
            if slot in room.slots:
                yield room.slots[slot], _resized(mask, ids.shape) & (ids == 0)
        for slot, name in room.slots.items():
            if slot.startswith("wall_") and slot[5:].isdigit():
                mask = swatches.one_wall_mask(image, survey, int(slot[5:]))
                yield name, _resized(mask, ids.shape) & (ids == 0)
    for number, item in enumerate(report.objects, start=1):
        wear = worn.get(item.id)
        if wear is None or vocabulary.entry(item.category).family in ("lamp", "mirror", "plant"):
            continue  # what glows, mirrors or has leaves does not look like its material
        mask = cv2.erode((ids == number).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
        names = {wear.material} if wear.material else set()
        names |= {wear.slots[s] for s in main_slots(item.category, sorted(wear.slots)) if s in wear.slots}
        for name in names:
            if name is not None:
                yield name, mask


def _moved(spec: MaterialSpec, shift: NDArray[np.float64]) -> MaterialSpec:
    if not isinstance(spec.color, str):
        return spec  # a picture in its own colours, or a kind's usual colour
    rgb = tuple(int(spec.color[k : k + 2], 16) for k in (1, 3, 5))
    light = np.maximum(linear(rgb) * np.exp(STEP * np.clip(shift, -1.2, 1.2)), DARKEST)
    light *= min(1.0, LIGHTEST / float(light.max()))  # all channels alike: cutting one would change the hue
    r, g, b = (round(float(v)) for v in encoded(light))
    return spec.model_copy(update={"color": to_hex((r, g, b))})


def _middle(pixels: Pixels) -> NDArray[np.float64]:
    """Linear light of the median pixel, kept off black."""
    return np.maximum(linear(np.median(pixels.reshape(-1, 3), axis=0)), 0.003)


def _resized(mask: Mask, shape: tuple[int, ...]) -> Mask:
    size = (shape[1], shape[0])
    return cv2.resize(mask.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST) > 0
