"""Free parts: found where they are, told from each other, written as a program that holds together."""

import ast

import numpy as np
import pytest
import trimesh

from tools.cloud.cloud import made
from tools.cloud.files.surface import spread
from tools.cloud.parts.finding import found, simplified
from tools.cloud.parts.groups import grouped
from tools.cloud.parts.runs import Run, largest
from tools.cloud.parts.solid import Ring, Solid, surface_points
from tools.cloud.parts.writing import cell
from tools.cloud.posing import posed
from tools.measure.clouds import likeness


def block(w, d, h, x=0.0, y=0.0, z=0.0):
    solid = trimesh.creation.box((w, d, h))
    solid.apply_translation((x, y, z + h / 2))
    return solid


TABLE = [block(1.2, 0.7, 0.04, z=0.7)] + [
    block(0.06, 0.06, 0.7, sx * 0.55, sy * 0.3) for sx in (-1, 1) for sy in (-1, 1)
]
RACK = [block(0.9, 0.3, 0.03, z=z) for z in (0.0, 0.45, 0.9, 1.35)]
RACK += [block(0.03, 0.3, 1.38, s * 0.465) for s in (-1, 1)]
VASE = [trimesh.creation.revolve([(0, 0), (0.08, 0), (0.15, 0.15), (0.05, 0.35), (0.07, 0.45), (0, 0.45)])]


def cloud_of(solids, count=16_000, noise=0.0):
    mesh = trimesh.util.concatenate(solids)
    points = spread(np.asarray(mesh.vertices), np.asarray(mesh.faces), count, 3)[0]
    return posed(made("a", points + np.random.default_rng(0).normal(0, noise, points.shape)))


def dense(solids):
    mesh = trimesh.util.concatenate(solids)
    return spread(np.asarray(mesh.vertices), np.asarray(mesh.faces), 100_000, 1)[0]


def test_a_table_is_a_top_and_four_legs_of_their_sizes() -> None:
    solids = found(cloud_of(TABLE))
    assert sorted(s.name for s in solids) == ["leg"] * 4 + ["top"]
    top = next(s for s in solids if s.name == "top")
    assert (top.width, top.depth, top.height) == pytest.approx((1.2, 0.7, 0.04), abs=0.01)
    leg = next(s for s in solids if s.name == "leg")
    assert (leg.width, leg.depth) == pytest.approx((0.06, 0.06), abs=0.01)
    groups = grouped(solids, 0.012)
    assert [(g.name, g.pattern) for g in groups if g.name == "leg"] == [("leg", "corners")]


def test_boards_of_a_rack_are_shelves_between_two_sides() -> None:
    names = [s.name for s in found(cloud_of(RACK))]
    assert names.count("shelf") + names.count("base") + names.count("top") == 4
    assert len(names) == 6


def test_a_turned_thing_is_one_turned_part() -> None:
    solids = found(cloud_of(VASE))
    assert len(solids) == 1
    assert solids[0].form == "round"
    assert "lathe(" in cell("vase_1", grouped(solids, 0.005))


@pytest.mark.parametrize(
    ("solids", "noise", "least"), [(TABLE, 0.0, 0.95), (RACK, 0.0, 0.9), (TABLE, 0.012, 0.6)]
)
def test_the_parts_together_are_the_thing(solids, noise: float, least: float) -> None:
    cloud = cloud_of(solids, noise=noise)
    model = (surface_points(found(cloud), 100_000) / cloud.scale + cloud.middle) @ cloud.turn
    assert likeness(model, dense(solids)).iou > least


def test_a_sparse_cloud_has_parts_too() -> None:
    names = [s.name for s in found(cloud_of(TABLE, count=1024))]
    assert names.count("leg") == 4


def test_the_cell_names_its_constants_and_loops() -> None:
    text = cell("table_1", grouped(found(cloud_of(TABLE)), 0.012))
    tree = ast.parse(text)
    constants = [
        t.id for n in tree.body if isinstance(n, ast.Assign) for t in n.targets if isinstance(t, ast.Name)
    ]
    assert {"LEGS", "LEG_SIZE", "TOP_SIZE", "TOP_ROUND"} <= set(constants)
    assert sum(isinstance(n, ast.For) for n in ast.walk(tree)) == 1


def test_the_largest_rectangle_of_a_mask() -> None:
    mask = np.zeros((7, 9), bool)
    mask[1:5, 2:8] = True
    mask[0:7, 3] = True
    assert largest(mask) == (1, 5, 2, 8)
    assert largest(np.zeros((3, 3), bool)) is None


def test_a_run_that_leans_beyond_itself_has_a_section() -> None:
    masks = [np.zeros((9, 3), bool) for _ in range(7)]
    for k, mask in enumerate(masks):
        mask[k : k + 2, 1] = True
    assert Run(0, masks).section.sum() == 2


def test_a_line_of_rings_keeps_its_corners_only() -> None:
    z = np.linspace(0, 1, 11)
    table = np.column_stack([z, np.zeros(11), np.zeros(11), np.abs(z - 0.5), np.ones(11)])
    assert simplified(table, 0.01) == [0, 5, 10]


def test_what_lies_within_a_solid() -> None:
    cone = Solid("round", (Ring(0, 0, 0, 2, 2), Ring(1, 0, 0, 1, 1)))
    points = np.array([(0.9, 0, 0.05), (0.9, 0, 0.9), (0, 0, 1.1), (0.6, 0.6, 0.05)])
    assert cone.inside(points).tolist() == [True, False, False, True]
    assert cone.volume == pytest.approx(np.pi / 4 * 2.5)
