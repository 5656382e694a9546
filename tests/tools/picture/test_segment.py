"""Cutting things out: candidates for a pixel or a box, and draft boxes of a whole room."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from harness.bench.drawn_rooms import draw_room
from tools.errors import InputError
from tools.geometry import box_overlap, mask_overlap
from tools.picture import regions
from tools.picture.camera import CameraHints
from tools.picture.image import Pixels
from tools.picture.region import mask_of
from tools.picture.room import read_room
from tools.picture.segment import partition_hulls, proposals, segment
from tools.pinhole import Camera
from tools.survey import Box, Partition, RoomSurvey


def scene() -> Pixels:
    rng = np.random.default_rng(0)
    image = np.full((300, 400, 3), (150, 120, 90), np.uint8)
    image[60:140, 50:190] = (60, 80, 140)
    cv2.circle(image, (300, 180), 45, (200, 60, 60), -1)
    noise = rng.normal(0, 4, image.shape)
    return np.clip(image + noise, 0, 255).astype(np.uint8)


BLUE: Box = (50, 60, 190, 140)


def test_tree_holds_every_pixel_once() -> None:
    tree = regions.build(scene())
    assert tree.labels.min() == 0
    assert tree.labels.max() == tree.leaves - 1
    assert len(tree.parent) == 2 * tree.leaves - 1
    assert tree.area[-1] == tree.labels.size
    assert tree.mask(len(tree.parent) - 1).all()
    assert (np.diff(tree.gone[tree.ancestors(0)]) >= 0).all()


@pytest.mark.parametrize("at", [(120.0, 100.0), (44.0, 52.0, 200.0, 149.0)])
def test_a_plain_thing_is_among_the_candidates(at: tuple[float, ...]) -> None:
    found = segment(scene(), at)  # type: ignore[arg-type]
    truth = mask_of(BLUE, (400, 300))
    assert max(mask_overlap(c.mask, truth) for c in found) > 0.9
    assert [c.confidence for c in found] == sorted((c.confidence for c in found), reverse=True)
    assert all(c.box[2] > c.box[0] for c in found)


def test_outside_the_picture_is_refused() -> None:
    with pytest.raises(InputError, match="outside"):
        segment(scene(), (900.0, 10.0))
    with pytest.raises(InputError, match="outside"):
        segment(scene(), (900.0, 10.0, 950.0, 40.0))


def test_proposals_find_most_plain_boxes() -> None:
    hits = total = 0
    for seed in (300, 301):
        room = draw_room(seed)
        found = proposals(
            room.image, room.camera, read_room(room.image, hints=CameraHints(camera=room.camera)).room
        )
        assert all(0.2 <= p.confidence <= 0.95 for p in found)
        tall = [t for t in room.things if t.size[2] > 0.1]
        total += len(tall)
        hits += sum(max((box_overlap(t.box, p.box) for p in found), default=0) > 0.5 for t in tall)
    assert hits / total > 0.6


def test_partitions_are_not_proposed() -> None:
    camera = Camera.overhead(400, 300, 500, (0, 0, 10))
    room = RoomSurvey(floor_px=[], floor=[(-3, -2), (3, -2), (3, 2), (-3, 2)], height=2.5)
    room.partitions.append(Partition(id="p", start=(0, -2), end=(0, 0)))
    hull = partition_hulls(camera, room)[0]
    foot = camera.project([(0, -1.0, 0.0)])[0]
    assert mask_of(hull, (400, 300))[int(foot[1]), int(foot[0])]
