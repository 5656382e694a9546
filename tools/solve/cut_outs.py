"""Which flat faces of things the picture shows well enough to be cut out of it, and where they lie in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from tools import vocabulary
from tools.measured import ObjectReport, PartMesh
from tools.picture.cutting import Sight, sight
from tools.picture.image import Mask
from tools.picture.pictures import Shown
from tools.pinhole import Camera
from tools.survey import Box, Survey

Array = NDArray[np.float64]

SLOTS = {"picture": "art", "board": "art", "screen": "screen", "rug": "rug", "book": "cover"}
"""The slot that a family's flat face is in."""
LYING_ON = {"cover": ("label",), "rug": ("rug_2", "rug_3")}
"""Slots and parts of the same face that a cut of the first goes over, too."""
KINDS = {"art": "canvas print", "screen": "screen", "rug": "rug", "cover": "paper"}
"""The kind of material of a slot's cut."""
LEAST: dict[str, tuple[float, float]] = {
    "art": (4.0, 80.0), "screen": (8.0, 250.0), "rug": (16.0, 900.0), "cover": (6.0, 80.0),
}  # fmt: skip
"""Pixels of the shorter side and of the area from which a cut says more than a colour: six rows of a
picture seen aslant still hold its tones, and are better than an invented one."""
TOWARDS = 0.08
"""Cosine to the camera from which a face is seen at all: 85 degrees aslant."""
INSIDE = 0.85
"""Share of a face within the frame; more of it is guessed than seen below."""
MOST = 0.8
"""Share of a rug that marks may cover, each counted, for them to be believed."""
NEAR = (0.7, 1.4)
"""How much larger or smaller than its mark a solved thing may be for the mark to say where its face is."""


class Face(NamedTuple):
    """A flat face of a thing.

    Attributes:
        id: the thing's.
        slot: that wears it.
        corners: (4, 3) world metres head-on: top left, top right, bottom right, bottom left.
        seen_px: (4, 2) the same in the picture.
        shape: width over height.
        sight: how well it is seen.
        picture: which one shows it so, from 1.
    """

    id: str
    slot: str
    corners: Array
    seen_px: Array
    shape: float
    sight: Sight
    picture: int = 1

    @property
    def well_seen(self) -> bool:
        """Whether a cut of it shows what is on it."""
        short, area = LEAST.get(self.slot, (8.0, 150.0))
        held = self.sight
        return held.short >= short and held.area >= area and held.towards >= TOWARDS and held.inside >= INSIDE


def slot_of(item: ObjectReport) -> str | None:
    """The slot of a thing's flat face; None when it has none that is known."""
    slot = SLOTS.get(vocabulary.entry(item.category).family)
    return slot if slot and any(p.slot == slot for p in item.parts) else None


def best_face(
    pictures: Sequence[Shown], item: ObjectReport, meshes: Sequence[PartMesh], slot: str
) -> Face | None:
    """The face of a slot in that picture which shows it best; None as in `face_of`.

    Args:
        pictures: of the room; the first wins where others show it no better.
        item: the thing as built.
        meshes: its parts in world metres.
        slot: or the name of a part.
    """
    found = [
        face._replace(picture=shown.number)
        for shown in pictures
        if (face := face_of(shown.survey, item, meshes, slot)) is not None
    ]
    return max(found, key=lambda f: (f.well_seen, f.sight.area), default=None)


def face_of(survey: Survey, item: ObjectReport, meshes: Sequence[PartMesh], slot: str) -> Face | None:
    """The face of a slot; None without a camera, or when the thing has no such slot.

    Args:
        survey: its camera and marks.
        item: the thing as built.
        meshes: its parts in world metres.
        slot: or the name of a part.
    """
    camera = survey.camera
    own = [m.vertices for m in meshes if slot in (m.slot, m.name, m.name.split(".")[0])]
    if camera is None or not own:
        return None
    everything = np.concatenate([m.vertices for m in meshes])
    points = everything if slot == "rug" else np.concatenate(own)
    corners = _corners(points, item.yaw_deg, camera)
    edges = np.linalg.norm(corners[1] - corners[0]), np.linalg.norm(corners[3] - corners[0])
    if min(edges) < 1e-3:
        return None
    seen = np.asarray(camera.project(corners), float)
    mark = survey.boxes.get(item.id)
    if mark is not None:
        seen = _as_marked(seen, camera.project(everything), mark, camera)
    return Face(item.id, slot, corners, seen, float(edges[0] / edges[1]), sight(camera, corners))


def hidden(ids: NDArray[np.int32], number: int, size: tuple[int, int], boxes: Sequence[Box] = ()) -> Mask:
    """(H, W) of a picture of `size`: where another thing stands before one, grown a little.

    Args:
        ids: what the reference camera sees, as numbers; the shell, 0, hides nothing: there the scene lies
            a little beside the picture.
        number: the thing's.
        size: width and height of the picture.
        boxes: where other things were marked, pixels.
    """
    other = cv2.resize(((ids != number) & (ids != 0)).astype(np.uint8), size, interpolation=cv2.INTER_NEAREST)
    reach = max(2, round(max(size) / 250))
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    grown = cv2.dilate(other, kernel)
    for box in boxes:
        x0, y0, x1, y1 = (round(v) for v in box)
        grown[max(0, y0 - reach) : y1 + reach, max(0, x0 - reach) : x1 + reach] = 1
    return np.asarray(grown > 0)


def over(survey: Survey, face: Face) -> list[Box]:
    """Boxes of what was marked standing on a rug: of what is soft, the mark knows more than the scene.

    None where they would hide nearly all of it: seen aslant, a box holds much that its thing does not.
    """
    low, high = face.seen_px.min(0), face.seen_px.max(0)
    whole = float(np.prod(high - low))
    found, share = list[Box](), 0.0
    for thing in survey.seen:
        if thing.id == face.id or thing.rejected or vocabulary.entry(thing.category).shape == "flat":
            continue
        x0, y0, x1, y1 = thing.box
        width = min(x1, high[0]) - max(x0, low[0])
        depth = min(y1, high[1]) - max(y0, low[1])
        if width > 0 and depth > 0:
            found.append(thing.box)
            share += width * depth / whole
    return found if share < MOST else []


def wanted(
    pictures: Sequence[Shown], report: Sequence[ObjectReport], meshes: Mapping[str, Sequence[PartMesh]]
) -> list[Face]:
    """The faces worth cutting, largest first, each where it is seen best."""
    faces = []
    for item in report:
        slot = slot_of(item)
        marked = [shown for shown in pictures if item.id in shown.survey.boxes]
        if slot is None or item.placeholder or not marked:
            continue
        face = best_face(marked, item, meshes.get(item.id, ()), slot)
        if face is not None and face.well_seen:
            faces.append(face)
    return sorted(faces, key=lambda f: -f.sight.area)


def _corners(points: Array, yaw: float, camera: Camera) -> Array:
    """The larger seen of a box's front (-Y in its own frame) and its top, head-on."""
    turn = np.radians(yaw)
    frame = np.array([[np.cos(turn), np.sin(turn), 0], [-np.sin(turn), np.cos(turn), 0], [0, 0, 1]])
    own = points @ frame.T
    (x0, y0, z0), (x1, y1, z1) = own.min(0), own.max(0)
    front = np.array([(x0, y0, z1), (x1, y0, z1), (x1, y0, z0), (x0, y0, z0)]) @ frame
    top = np.array([(x0, y1, z1), (x1, y1, z1), (x1, y0, z1), (x0, y0, z1)]) @ frame
    if z1 - z0 < 0.2 * min(x1 - x0, y1 - y0):
        return np.asarray(top)
    if y1 - y0 < 0.2 * min(x1 - x0, z1 - z0):
        return np.asarray(front)
    return max((front, top), key=lambda c: sight(camera, c).area if sight(camera, c).towards > 0 else 0.0)


def _as_marked(seen: Array, whole: Array, mark: tuple[float, float, float, float], camera: Camera) -> Array:
    """Corners moved and scaled so that the thing's own outline fills its mark, where that cuts nothing."""
    low, high = whole.min(0), whole.max(0)
    marked_low, marked_high = np.array(mark[:2]), np.array(mark[2:])
    edge = 2.0
    clipped = (marked_low < edge).any() or (
        marked_high > np.array([camera.width, camera.height]) - edge
    ).any()
    scale = (marked_high - marked_low) / np.maximum(high - low, 1e-6)
    if clipped or (scale < NEAR[0]).any() or (scale > NEAR[1]).any():
        return seen
    return np.asarray((seen - low) * scale + marked_low)
