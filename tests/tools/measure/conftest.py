"""A small furnished truth that every test perturbs."""

import pytest

from tools.measure.truth import TruthObject, TruthOpening, TruthRoom


def thing(id, category, center, size, yaw=0.0, mount="floor", on=None, facing=None):
    return TruthObject(
        id=id, category=category, center=center, size=size, yaw_deg=yaw, mount=mount, on=on, facing=facing
    )


@pytest.fixture
def room():
    return TruthRoom(
        floor_polygon=[(-2.5, -2.0), (2.5, -2.0), (2.5, 2.0), (-2.5, 2.0)], height=2.6, wall=0.15,
        openings=[
            TruthOpening(id="door_1", kind="door", wall=0, at=4.4, width=0.9, height=2.05),
            TruthOpening(id="window_1", kind="window", wall=2, at=1.0, width=1.2, height=1.2, sill=0.9),
        ],
    )  # fmt: skip


@pytest.fixture
def objects():
    """No two nearer than 30 cm, all inside, each standing exactly on what carries it."""
    return [
        thing("bed", "bed", (-1.2, 0.9, 0.5), (1.6, 2.0, 1.0), facing=0.0),
        thing("nightstand", "nightstand", (0.2, 1.7, 0.25), (0.5, 0.4, 0.5), facing=0.0),
        thing("wardrobe", "wardrobe", (2.1, 0.6, 1.0), (1.2, 0.6, 2.0), yaw=-90.0, facing=-90.0),
        thing("desk", "desk", (-1.5, -1.6, 0.375), (1.4, 0.7, 0.75), yaw=180.0, facing=180.0),
        thing("plant", "plant", (0.4, -0.4, 0.5), (0.5, 0.5, 1.0)),
        thing("lamp", "table lamp", (0.2, 1.7, 0.75), (0.3, 0.3, 0.5), mount="object", on="nightstand"),
    ]
