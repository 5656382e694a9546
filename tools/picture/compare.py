"""A render held against its picture: each object's silhouette and colour, and the whole picture's look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage.metrics import structural_similarity

from tools.measured import SceneReport
from tools.picture import exposure
from tools.picture.colours import delta_e
from tools.picture.flip import PIXELS_PER_DEGREE, flip
from tools.picture.image import Mask, Pixels
from tools.picture.region import box_of, box_within, crop, mask_of
from tools.picture.sheet import contact_sheet, side_by_side
from tools.picture.survey import Box, Seen, Survey

SIDE = 1024
"""Pictures are compared at most this large on the longer side."""


class ObjectLikeness(NamedTuple):
    """One surveyed thing in the render.

    Attributes:
        id: of the thing.
        silhouette: overlap (intersection over union) of what is rendered of it with its outline, or with its
            box when it has none: then of the two boxes. 0 when it is not seen.
        colour: CIEDE2000 between the median colours of the picture and the render where it is; None when it
            is not seen.
        box: in the picture.
        rendered: box in the render, or None.
    """

    id: str
    silhouette: float
    colour: float | None
    box: Box
    rendered: Box | None

    @property
    def badness(self) -> float:
        """0 good to 1 bad, for ordering."""
        return (1 - self.silhouette) * 0.6 + min(
            (self.colour if self.colour is not None else 40) / 40, 1
        ) * 0.4


class Likeness(NamedTuple):
    """How like its picture a render is.

    Attributes:
        objects: every placed thing of the survey.
        silhouette: mean overlap of the objects, weighted equally.
        colour: mean CIEDE2000 of those seen.
        flip: mean LDR-FLIP over the room, 0 equal to 1.
        ssim: mean structural similarity of lightness over the room, 1 equal.
        light: exposure, contrast and tint.
    """

    objects: list[ObjectLikeness]
    silhouette: float
    colour: float
    flip: float
    ssim: float
    light: exposure.Exposure

    def worst(self, count: int = 8) -> list[ObjectLikeness]:
        """The least like objects, the worst first."""
        return sorted(self.objects, key=lambda o: -o.badness)[:count]

    def words(self) -> str:
        """A few lines for a specialist."""
        lines = [
            f"silhouettes overlap {self.silhouette:.2f} on average, colours differ by {self.colour:.1f} "
            f"(CIEDE2000), FLIP {self.flip:.3f}, SSIM {self.ssim:.2f}; {self.light.words()}"
        ]
        for item in self.worst(6):
            colour = "not seen" if item.colour is None else f"colour off by {item.colour:.0f}"
            lines.append(f"- {item.id}: silhouette {item.silhouette:.2f}, {colour}")
        return "\n".join(lines)


def compare(
    reference: Pixels, render: Pixels, ids: NDArray[np.int_], report: SceneReport, survey: Survey
) -> Likeness:
    """Measures a render from the reference camera.

    Args:
        reference: the picture.
        render: the lit render, of the picture's proportions.
        ids: (h, w) index into `report.objects` plus 1, 0 for the shell; of the same proportions.
        report: the scene.
        survey: of the picture.

    Raises:
        InputError: the render has other proportions than the picture.
    """
    render = exposure.like(render, reference)
    size = (reference.shape[1], reference.shape[0])
    owner = np.asarray(
        cv2.resize(ids.astype(np.int32), size, interpolation=cv2.INTER_NEAREST), dtype=np.int32
    )
    masks = _seen_masks(owner, report)
    placed = {o.id for o in report.objects}
    things = [t for t in survey.things if not t.rejected and t.id in placed]
    objects = [_object(reference, render, t, masks.get(t.id)) for t in things]
    room = exposure.room_mask(reference, survey)
    difference, likeness = whole(reference, render, room)
    colours = [o.colour for o in objects if o.colour is not None]
    return Likeness(
        objects,
        float(np.mean([o.silhouette for o in objects])) if objects else 0.0,
        float(np.mean(colours)) if colours else 0.0,
        difference,
        likeness,
        exposure.compare(reference, render, survey),
    )


def whole(reference: Pixels, render: Pixels, room: Mask | None = None) -> tuple[float, float]:
    """Mean LDR-FLIP and mean SSIM of lightness over the room's pixels (all without a room)."""
    render = exposure.like(render, reference)
    factor = min(1.0, SIDE / max(reference.shape[:2]))
    size = (max(16, round(reference.shape[1] * factor)), max(16, round(reference.shape[0] * factor)))
    a, b = (
        np.asarray(cv2.resize(i, size, interpolation=cv2.INTER_AREA), np.uint8) for i in (reference, render)
    )
    where = np.ones((size[1], size[0]), bool)
    if room is not None and room.any():
        where = cv2.resize(room.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST) > 0
    error = flip(a, b, PIXELS_PER_DEGREE)
    grey = [np.asarray(cv2.cvtColor(i, cv2.COLOR_RGB2GRAY), dtype=np.uint8) for i in (a, b)]
    similar = _structure(grey[0], grey[1])
    return float(error[where].mean()), float(similar[where].mean())


def flip_picture(reference: Pixels, render: Pixels) -> Pixels:
    """The FLIP error as a picture, black (equal) to yellow, to look at."""
    error = flip(reference, exposure.like(render, reference))
    heat = cv2.applyColorMap((np.clip(error, 0, 1) * 255).astype(np.uint8), cv2.COLORMAP_MAGMA)
    return np.asarray(cv2.cvtColor(heat, cv2.COLOR_BGR2RGB), dtype=np.uint8)


def worst_sheet(
    reference: Pixels, render: Pixels, items: Sequence[ObjectLikeness], *, side: int = 260
) -> Pixels:
    """Pairs of crops, picture and render, of the given objects."""
    render = exposure.like(render, reference)
    size = (reference.shape[1], reference.shape[0])
    pairs, captions = [], []
    for item in items:
        boxes = [item.box, item.rendered or item.box]
        box = box_within((*np.min(boxes, axis=0)[:2], *np.max(boxes, axis=0)[2:]), size)
        views = [crop(i, box, margin=0.15, side=side) for i in (reference, render)]
        pairs.append(side_by_side(views))
        colour = "-" if item.colour is None else f"{item.colour:.0f}"
        captions.append(f"{item.id}: {item.silhouette:.2f}, colour {colour}")
    return contact_sheet(pairs, captions, columns=3)


def _seen_masks(owner: NDArray[np.int32], report: SceneReport) -> dict[str, Mask]:
    """Pixels of every object that is seen, those of what stands on it included."""
    masks = {o.id: owner == i for i, o in enumerate(report.objects, start=1)}
    for item in reversed(report.objects):  # a thing comes after what it stands on
        if item.on in masks:
            masks[item.on] = masks[item.on] | _within(masks[item.id], masks[item.on])
    return {key: mask for key, mask in masks.items() if mask.any()}


def _within(child: Mask, parent: Mask) -> Mask:
    """What of a child lies inside its parent's own hull: a pillow covers a bed, a tall lamp leans off it."""
    points = np.argwhere(parent)[:, ::-1].astype(np.int32)
    if len(points) < 3 or not child.any():
        return child
    hull = np.zeros(parent.shape, np.uint8)
    cv2.fillConvexPoly(hull, cv2.convexHull(points), (1,))
    return child & (hull > 0)


def _object(reference: Pixels, render: Pixels, thing: Seen, seen: Mask | None) -> ObjectLikeness:
    if seen is None:
        return ObjectLikeness(thing.id, 0.0, None, thing.box, None)
    size = (reference.shape[1], reference.shape[0])
    rendered = box_of(seen)
    if thing.outline:
        drawn = mask_of(thing.outline, size)
        overlap = float((drawn & seen).sum() / max(int((drawn | seen).sum()), 1))
        shared = drawn & seen
    else:
        overlap = box_overlap(thing.box, rendered)
        shared = mask_of(box_within(thing.box, size), size) & seen
    colour = None
    if shared.sum() >= 4:
        colour = delta_e(np.median(reference[shared], axis=0), np.median(render[shared], axis=0))
    return ObjectLikeness(thing.id, overlap, colour, thing.box, rendered)


def box_overlap(a: Box, b: Box) -> float:
    """Intersection over union of two boxes."""
    w, h = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    shared = max(w, 0.0) * max(h, 0.0)
    both = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - shared
    return shared / both if both > 0 else 0.0


def _structure(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> NDArray[np.float64]:
    """SSIM at every pixel, Gaussian windows (Wang et al. 2004)."""
    _, full = structural_similarity(
        a, b, data_range=255, gaussian_weights=True, sigma=1.5, use_sample_covariance=False, full=True
    )  # type: ignore[no-untyped-call]
    return np.asarray(full, dtype=float)
