"""Colours of things and of the shell, sampled where the picture shows them uncovered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray
from shapely import Polygon as ShapelyPolygon

from tools.measured import ObjectReport
from tools.picture import colours
from tools.picture.colours import Colour, Rgb
from tools.picture.image import Pixels
from tools.picture.photo.view import face_in_picture
from tools.picture.region import mask_of
from tools.pinhole import Camera
from tools.survey import Box, Point, RoomSurvey, Seen, Survey
from tools.walls import walls_of

Mask = NDArray[np.bool_]

ENOUGH = 30
"""Pixels of a region below which its colour is not sampled."""


def of_thing(image: Pixels, survey: Survey, thing: Seen, shown: Mask | None = None) -> list[Colour]:
    """Dominant colours of a thing, without what stands on it or before it; largest share first.

    Args:
        image: the picture.
        survey: what was read from it.
        thing: whose colours.
        shown: pixels where the scene, seen from the same camera, shows it: a slanted thing fills little of
            its box.
    """
    mask = box_mask(image, thing.box, 0.06)
    # What lies within its box and is smaller stands on it or before it.
    others = [
        t for t in survey.seen if t.id != thing.id and not t.rejected and _area(t.box) < _area(thing.box)
    ]
    bare = mask & ~covered(image, [t.box for t in others])
    region = bare if bare.sum() >= max(ENOUGH, 0.1 * mask.sum()) else mask
    if shown is not None:
        exact = [m for m in (bare & shown, mask & shown) if m.sum() >= ENOUGH]
        region = exact[0] if exact else region
    if region.sum() < 4:
        region = box_mask(image, thing.box, 0.0)
    found = colours.colours(image, region)
    if thing.color is not None:
        # What a reader saw is the thing itself; what clusters say may be the floor beside it.
        return [marked(image, thing.color), *[c for c in found if colours.delta_e(c.rgb, thing.color) > 12]]
    return found


def of_parts(
    image: Pixels, survey: Survey, item: ObjectReport, shown: Mask | None = None
) -> dict[str, Colour]:
    """Colours of a bed's headboard and turned-back band by slot, where the picture shows their upper side.

    Args:
        image: the picture.
        survey: what was read from it.
        item: the bed as built.
        shown: pixels where the scene shows it.
    """
    if survey.camera is None or item.id not in survey.boxes:
        return {}
    half = 0.5 * _area(survey.boxes[item.id])
    others = [t.box for t in survey.seen if t.id != item.id and _area(t.box) < half]
    found: dict[str, Colour] = {}
    for part in item.parts:
        if part.name.split(".")[0] not in ("headboard", "duvet_fold") or part.slot in found:
            continue
        (x0, y0, _), (x1, y1, top) = part.low, part.high
        seen = np.asarray(survey.camera.project([(x, y, top) for x in (x0, x1) for y in (y0, y1)]), float)
        low, high = seen.min(0), seen.max(0)
        if not np.isfinite(seen).all():
            continue
        box = (float(low[0]), float(low[1]), float(high[0]), float(high[1]))
        mask = box_mask(image, box, 0.12) & ~covered(image, others, 1)
        mask = mask & shown if shown is not None and (mask & shown).sum() >= 2 * ENOUGH else mask
        if mask.sum() >= 2 * ENOUGH:
            found[part.slot] = colours.colours(image, mask)[0]
    return found


def shown_mask(image: Pixels, ids: NDArray[np.int32], number: int) -> Mask:
    """Pixels of the picture where the scene shows an object, without its rim.

    Args:
        image: (H, W, 3).
        ids: (h, w) what the reference camera sees, as numbers.
        number: the object's.
    """
    size = (image.shape[1], image.shape[0])
    seen = cv2.resize((ids == number).astype(np.uint8), size, interpolation=cv2.INTER_NEAREST)
    return cv2.erode(seen, np.ones((5, 5), np.uint8)) > 0


def marked(image: Pixels, rgb: Rgb) -> Colour:
    """A colour that somebody read off the picture, with the light's tint taken out."""
    base = colours.encoded(colours.linear(rgb) / colours.light_tint(image))
    r, g, b = (round(float(v)) for v in np.clip(base, 0, 255))
    lightness, a, bb = colours.lab_of(rgb)[0]
    return Colour(rgb, (r, g, b), (float(lightness), float(a), float(bb)), 1.0)


def of_floor(image: Pixels, survey: Survey, ids: NDArray[np.int32] | None = None) -> Colour | None:
    """The bare floor's main colour."""
    return _of(image, floor_mask(image, survey, ids=ids)) if survey.room else None


def of_walls(image: Pixels, survey: Survey) -> Colour | None:
    """The walls' inner faces."""
    return _of(image, wall_mask(image, survey))


def of_wall_tops(image: Pixels, survey: Survey) -> Colour | None:
    """The upper edge of the walls."""
    return _of(image, cap_mask(image, survey))


def wall_mask(image: Pixels, survey: Survey) -> Mask:
    """Pixels of the walls' inner faces: between the floor's edge and that of their tops, and bare."""
    room = survey.room
    if room is not None and survey.camera is not None and room.seen is not None:
        faces = [
            _face(image, survey.camera, room, i) for i in range(len(room.floor)) if i not in room.guessed
        ]
        bare = ~covered(image, [*_boxes(survey), *_openings(survey)], 4)
        return np.asarray(np.logical_or.reduce([np.zeros(image.shape[:2], bool), *faces]) & bare)
    if room is None or not room.wall_top_px:
        return np.zeros(image.shape[:2], bool)
    ring = polygon_mask(image, room.wall_top_px) & ~polygon_mask(image, room.floor_px)
    return ring & ~covered(image, _boxes(survey), 4)


def of_wall(image: Pixels, survey: Survey, number: int) -> Colour | None:
    """One wall's inner face; None where too little of it is seen."""
    mask = one_wall_mask(image, survey, number)
    return _of(image, mask) if mask.sum() >= 4 * ENOUGH else None


def one_wall_mask(image: Pixels, survey: Survey, number: int) -> Mask:
    """Pixels of one wall's inner face that are bare: number is that of its edge of the floor."""
    room = survey.room
    if room is not None and survey.camera is not None and room.seen is not None and number < len(room.floor):
        return _face(image, survey.camera, room, number) & wall_mask(image, survey)
    if room is None or len(room.wall_top_px) != len(room.floor_px) or number >= len(room.floor):
        return np.zeros(image.shape[:2], bool)
    if survey.camera is None or len(room.floor) != len(room.floor_px):
        return np.zeros(image.shape[:2], bool)
    a, b = room.floor[number], room.floor[(number + 1) % len(room.floor)]
    ends = [(*a, 0.06), (*b, 0.06), (*b, room.height * 0.96), (*a, room.height * 0.96)]
    seen = np.asarray(survey.camera.project(ends), float)
    if not np.isfinite(seen).all():
        return np.zeros(image.shape[:2], bool)
    face = cv2.convexHull(seen.astype(np.float32)).reshape(-1, 2)
    mask = np.zeros(image.shape[:2], np.uint8)
    cv2.fillConvexPoly(mask, np.rint(face).astype(np.int32), (1,))
    return (mask > 0) & wall_mask(image, survey) & ~covered(image, _openings(survey), 6)


def _face(image: Pixels, camera: Camera, room: RoomSurvey, number: int) -> Mask:
    """Pixels of the inner face of a wall, as a camera inside the room sees it."""
    a, b = room.floor[number], room.floor[(number + 1) % len(room.floor)]
    low, high = 0.1, room.height * 0.98
    outline = face_in_picture(camera, [(*a, low), (*b, low), (*b, high), (*a, high)])
    if len(outline) < 3 or ShapelyPolygon(outline).area < ENOUGH:
        return np.zeros(image.shape[:2], bool)
    return polygon_mask(image, outline)


def _openings(survey: Survey) -> list[Box]:
    """Boxes of the outer walls' doors and windows in the picture."""
    if survey.room is None or survey.camera is None:
        return []
    walls = {wall.name: wall for wall in walls_of(survey.room) if not wall.inner}
    boxes = []
    for opening in survey.room.openings:
        wall = walls.get(opening.wall)
        if wall is None:
            continue
        ends = [wall.at(opening.start + t, 0.0) for t in (0.0, opening.width)]
        low, high = opening.sill, opening.sill + opening.height
        (a, b), zs = ends, (low, high)
        seen = face_in_picture(survey.camera, [(*a, zs[0]), (*b, zs[0]), (*b, zs[1]), (*a, zs[1])])
        if seen:
            (x0, y0), (x1, y1) = np.min(seen, axis=0).tolist(), np.max(seen, axis=0).tolist()
            boxes.append((x0, y0, x1, y1))
    return boxes


def cap_mask(image: Pixels, survey: Survey) -> Mask:
    """Pixels of the walls' upper edge."""
    room = survey.room
    if room is None or not room.wall_top_px:
        return np.zeros(image.shape[:2], bool)
    inner = polygon_mask(image, room.wall_top_px)
    width = max(3, round(thickness_px(room) * 0.7))
    outer = cv2.dilate(inner.astype(np.uint8), np.ones((2 * width + 1, 2 * width + 1), np.uint8)) > 0
    near = cv2.dilate(inner.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    return outer & ~near


def thickness_px(room: RoomSurvey) -> float:
    """Thickness of the walls' tops in pixels."""
    top, floor = np.array(room.wall_top_px), np.array(room.floor)
    scale = (top.max(0) - top.min(0)).mean() / (floor.max(0) - floor.min(0)).mean()
    return float(scale * room.thickness)


def floor_mask(image: Pixels, survey: Survey, margin: int = 3, ids: NDArray[np.int32] | None = None) -> Mask:
    """Pixels that show bare floor: inside its outline, off every thing and partition.

    Args:
        image: (H, W, 3).
        survey: what was read from it.
        margin: pixels around things.
        ids: (h, w) what the reference camera sees of the scene; None: boxes stand for the things, which
            in a slanted view cover much more than these.
    """
    room = survey.room
    if room is None or survey.camera is None:
        return np.zeros(image.shape[:2], bool)
    mask = polygon_mask(image, room.floor_px)
    if ids is None:
        mask &= ~covered(image, _boxes(survey), margin)
    else:
        size = (image.shape[1], image.shape[0])
        free = cv2.resize((ids == 0).astype(np.uint8), size, interpolation=cv2.INTER_NEAREST)
        mask &= cv2.erode(free, np.ones((4 * margin + 1, 4 * margin + 1), np.uint8)) > 0
    for partition in room.partitions:
        top = partition.height or room.height
        ends = [(*p, z) for p in (partition.start, partition.end) for z in (0.0, top)]
        low, high = survey.camera.project(ends).min(0) - 12, survey.camera.project(ends).max(0) + 12
        mask &= ~covered(image, [(low[0], low[1], high[0], high[1])])
    return mask


def largest_rectangle(mask: Mask) -> Box | None:
    """The largest upright rectangle of true pixels, or None when there is none."""
    step = max(1, max(mask.shape) // 256)
    small = mask[::step, ::step]
    best: tuple[int, Box] | None = None
    heights = np.zeros(small.shape[1], int)
    for row in range(small.shape[0]):
        heights = np.where(small[row], heights + 1, 0)
        stack: list[int] = []
        for column in range(small.shape[1] + 1):
            height = heights[column] if column < small.shape[1] else 0
            while stack and heights[stack[-1]] >= height:
                tall = int(heights[stack.pop()])
                left = stack[-1] + 1 if stack else 0
                area = tall * (column - left)
                if tall and (best is None or area > best[0]):
                    box = (left * step, (row - tall + 1) * step, column * step, (row + 1) * step)
                    best = (area, (float(box[0]), float(box[1]), float(box[2]), float(box[3])))
            stack.append(column)
    return best[1] if best else None


def polygon_mask(image: Pixels, corners: Sequence[Point]) -> Mask:
    """Pixels inside a polygon."""
    return mask_of(list(corners), (image.shape[1], image.shape[0]))


def box_mask(image: Pixels, box: Box, inset: float) -> Mask:
    """Pixels of a box, cut in by a share of its sides."""
    dx, dy = (box[2] - box[0]) * inset, (box[3] - box[1]) * inset
    return covered(image, [(box[0] + dx, box[1] + dy, box[2] - dx, box[3] - dy)])


def covered(image: Pixels, boxes: Iterable[Box], margin: int = 0) -> Mask:
    """Pixels within any of the boxes, grown by a margin."""
    mask = np.zeros(image.shape[:2], bool)
    for x0, y0, x1, y1 in boxes:
        low_x, low_y = max(0, int(x0) - margin), max(0, int(y0) - margin)
        mask[low_y : int(np.ceil(y1)) + margin, low_x : int(np.ceil(x1)) + margin] = True
    return mask


def _of(image: Pixels, mask: Mask) -> Colour | None:
    return colours.colours(image, mask)[0] if mask.sum() >= ENOUGH else None


def _boxes(survey: Survey) -> list[Box]:
    return [t.box for t in survey.seen]


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
