"""Convex pieces, masses and roles: what a body is made of."""

import numpy as np
import pytest
import trimesh

from tools.measured import ObjectReport
from tools.physics import pieces
from tools.physics.roles import role
from tools.physics.substances import SUBSTANCES, mass, substance


def test_a_box_is_one_piece() -> None:
    (made,) = pieces.cut(trimesh.creation.box((2, 1, 0.5)).triangles, 8, closed=True)
    assert made.volume == pytest.approx(1.0)


def test_what_is_open_is_cut_until_a_hull_does_not_fill_it() -> None:
    ring = trimesh.creation.annulus(0.6, 1.0, 0.5).triangles
    made = pieces.cut(ring, 8, closed=True)
    assert 1 < len(made) <= 8
    assert sum(p.volume for p in made) < 1.25 * pieces.volume(ring)
    centre = np.zeros(3)
    inside = [(p.points.min(axis=0) < centre).all() and (p.points.max(axis=0) > centre).all() for p in made]
    assert not any(inside)


def test_what_is_cut_open_still_tells_its_volume() -> None:
    half = pieces.sliced(trimesh.creation.box((2, 1, 1)).triangles, 0, 0.5, 1)
    assert half.reshape(-1, 3)[:, 0].min() == pytest.approx(0.5)
    assert pieces._within(half, {(0, -1): 0.5}) == pytest.approx(0.5)


def test_shells_of_one_part_are_told_apart() -> None:
    two = trimesh.util.concatenate([trimesh.creation.box((1, 1, 1)), trimesh.creation.icosphere(1)])
    assert sorted(len(shell) for shell in pieces.shells(two.vertices, two.faces)) == [12, 80]


def test_what_is_flat_gets_a_thickness() -> None:
    flat = np.array([[[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]])
    assert pieces.hull(flat).volume == pytest.approx(0.5 * pieces.THIN)


@pytest.mark.parametrize(
    ("kind", "made_of"),
    [("oak", "wood"), ("brushed steel", "metal"), ("fabric #b7aea2", "upholstery"), ("lampshade", "shade"),
     ("mirror", "glass"), ("porcelain", "ceramic"), ("foliage", "plant"), ("gloss paint", "wood")],
)  # fmt: skip
def test_a_material_is_made_of_something(kind: str, made_of: str) -> None:
    assert substance(kind) is SUBSTANCES[made_of]


def test_what_is_thick_is_hollow_and_what_is_thin_is_not() -> None:
    wood = substance("oak")
    board = mass(wood, volume=1.0 * 0.5 * 0.018, area=2 * 0.5)
    assert board == pytest.approx(650 * 0.009)
    case = mass(wood, volume=0.6 * 0.6 * 1.8, area=2 * (0.36 + 2 * 0.6 * 1.8))
    assert 40 < case < 70  # a full one would weigh 420 kg
    assert mass(substance("fabric"), 1.6 * 2.0 * 0.2, 7.8) == pytest.approx(28.8)  # a mattress


def object_of(
    category: str, mount: str = "floor", on: str | None = None, height: float = 0.8
) -> ObjectReport:
    return ObjectReport.model_validate(
        {
            "id": "it", "category": category, "mount": mount, "on": on, "center": (0, 0, height / 2),
            "size": (0.5, 0.5, height), "declared_size": (0.5, 0.5, height), "yaw_deg": 0,
            "low": (0, 0, 0), "high": (1, 1, 1),
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    ("it", "held"),
    [
        (object_of("sofa"), "free"), (object_of("rug", height=0.01), "fixed"), (object_of("toilet"), "fixed"),
        (object_of("picture", "wall"), "fixed"), (object_of("vase", "object", "shelf"), "free"),
        (object_of("blanket", "object", "bed"), "attached"), (object_of("kitchen counter"), "fixed"),
    ],
)  # fmt: skip
def test_what_stands_by_itself_and_what_is_built_in(it: ObjectReport, held: str) -> None:
    assert role(it) == held
