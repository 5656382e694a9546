"""A scan of a room is measured: floor, height, door, and things with box, facing and name."""

import numpy as np
import pytest
import shapely
import trimesh

from tools.cloud.building import Shape
from tools.cloud.cloud import made
from tools.cloud.files.surface import spread
from tools.cloud.library import SAMPLES, Looks, boxed
from tools.cloud.scan.cutting import cut_up
from tools.cloud.scan.hidden import Behind
from tools.cloud.scan.levels import leveled
from tools.cloud.scan.reading import read_scan
from tools.cloud.scan.things import gathered, inner_walls, joined_up, pieces
from tools.cloud.words import usual_size
from tools.errors import InputError
from tools.survey import Measured


def block(w, d, h, x=0.0, y=0.0, z=0.0):
    solid = trimesh.creation.box((w, d, h))
    solid.apply_translation((x, y, z + h / 2))
    return solid


BED = [block(1.6, 2.0, 0.3, z=0.15), block(1.5, 1.9, 0.2, z=0.45), block(1.6, 0.06, 1.0, y=1.01)]
TABLE = [block(0.9, 0.9, 0.04, z=0.7)]
TABLE += [block(0.06, 0.06, 0.7, sx * 0.4, sy * 0.4) for sx in (-1, 1) for sy in (-1, 1)]
WARDROBE = [block(1.2, 0.6, 2.0)]


def points_of(solids, count, seed=0):
    mesh = trimesh.util.concatenate(solids)
    return spread(np.asarray(mesh.vertices), np.asarray(mesh.faces), count, seed)[0]


@pytest.fixture(scope="module")
def looks() -> Looks:
    shapes, points = [], []
    for word, solids in (("bed", BED), ("dining_table", TABLE), ("wardrobe", WARDROBE)):
        some = points_of(solids, SAMPLES)
        middle = (some.max(axis=0) + some.min(axis=0)) / 2
        size = tuple(float(v) for v in np.ptp(some, axis=0))
        shapes.append(Shape(word, usual_size(word)))
        points.append(boxed(some - (middle[0], middle[1], some[:, 2].min()), size))
    return Looks(shapes, np.array(points).astype(np.float16))


def wall(a, b, low, high):
    corners = [(*a, low), (*b, low), (*b, high), (*a, high)]
    return trimesh.Trimesh(corners, [[0, 1, 2], [0, 2, 3]], process=False)


def room(floor, door=None, ceiling=True):
    """Inner faces of a room 2.5 m high; a door (edge, from, to) leaves a hole of 2.05 m."""
    faces = shapely.constrained_delaunay_triangles(shapely.Polygon(floor)).geoms
    levels = [
        (*p, z) for z in ((0.0, 2.5) if ceiling else (0.0,)) for f in faces for p in f.exterior.coords[:3]
    ]
    made_of = [trimesh.Trimesh(levels, np.arange(len(levels)).reshape(-1, 3), process=False)]
    for k, a in enumerate(floor):
        a, b = np.array(a), np.array(floor[(k + 1) % len(floor)])
        if door is None or door[0] != k:
            made_of.append(wall(a, b, 0.0, 2.5))
            continue
        along = (b - a) / np.linalg.norm(b - a)
        first, last = a + along * door[1], a + along * door[2]
        made_of += [wall(a, first, 0, 2.5), wall(last, b, 0, 2.5), wall(first, last, 2.05, 2.5)]
    return made_of


RECTANGLE = [(-2.0, -1.5), (2.0, -1.5), (2.0, 1.5), (-2.0, 1.5)]
ELL = [(-2.0, -1.5), (2.0, -1.5), (2.0, 0.5), (0.5, 0.5), (0.5, 1.5), (-2.0, 1.5)]
PLACES = {"bed": (-0.9, 0.45), "wardrobe": (1.35, 1.18), "dining table": (1.1, -0.6)}


def scan(angle=0.0, floor=RECTANGLE, **options):
    things = []
    if floor is RECTANGLE:
        for solids, (x, y) in zip((BED, WARDROBE, TABLE), PLACES.values(), strict=True):
            things += [solid.copy().apply_translation((x, y, 0)) for solid in solids]
    pick = np.random.default_rng(3)
    points = points_of([*room(floor, **options), *things], 90_000, 1)
    points = points + pick.normal(0, 0.004, points.shape)
    for hole in points[pick.integers(0, len(points), 5)]:
        points = points[np.linalg.norm(points - hole, axis=1) > 0.2]
    c, s = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    return points @ np.array([[c, s, 0], [-s, c, 0], [0, 0, 1]]) + (3.0, 1.0, 0.4)


@pytest.mark.parametrize("angle", [0.0, 17.0])
def test_a_room_with_holes_and_noise_is_measured(looks: Looks, angle: float) -> None:
    survey = read_scan(made("scan", scan(angle, door=(0, 0.5, 1.4))), looks)
    assert survey.room is not None
    overlap = shapely.Polygon(survey.room.floor).intersection(shapely.Polygon(RECTANGLE)).area
    assert overlap / 12.0 > 0.98
    assert survey.room.height == pytest.approx(2.5, abs=0.02)
    door = survey.room.openings[0]
    assert (door.kind, door.wall) == ("door", 0)
    assert (door.start, door.width, door.height) == pytest.approx((0.5, 0.9, 2.05), abs=0.12)
    found = {t.category: t for t in survey.things if isinstance(t, Measured)}
    assert set(found) == set(PLACES)
    for name, place in PLACES.items():
        assert found[name].at == pytest.approx(place, abs=0.05)
    assert found["wardrobe"].size == pytest.approx((1.2, 0.6, 2.0), abs=0.05)
    assert abs(found["wardrobe"].yaw) < 2  # its back is at the wall behind it
    assert abs(found["bed"].yaw) < 2


def test_a_room_that_is_no_rectangle_keeps_its_corners(looks: Looks) -> None:
    survey = read_scan(made("scan", scan(floor=ELL)), looks)
    assert survey.room is not None
    floor, truth = shapely.Polygon(survey.room.floor), shapely.Polygon(ELL)
    assert len(survey.room.floor) == 6
    assert floor.intersection(truth).area / floor.union(truth).area > 0.97


def test_the_floor_lies_between_walls_and_not_between_what_shines_through_them(looks: Looks) -> None:
    outer = [(1.05 * x + 0.1 * np.sign(x), 1.05 * y + 0.1 * np.sign(y)) for x, y in RECTANGLE]
    ghosts = points_of(room(outer)[1:], 9_000, 5)  # a wall's outer side, a sixth as dense as its inner one
    beam = points_of([block(3.9, 2.9, 0.06, z=2.4)], 15_000, 6)  # of plaster, below the ceiling all around
    points = np.vstack([scan() - (3.0, 1.0, 0.4), ghosts, beam[np.abs(beam[:, 0]) > 1.3]])
    survey = read_scan(made("scan", points), looks)
    assert survey.room is not None
    floor, truth = shapely.Polygon(survey.room.floor), shapely.Polygon(RECTANGLE)
    assert floor.intersection(truth).area / floor.union(truth).area > 0.97
    assert {t.category for t in survey.things if isinstance(t, Measured)} == set(PLACES)


def test_a_scan_without_a_ceiling_is_said_to_be_one(looks: Looks) -> None:
    survey = read_scan(made("scan", scan(ceiling=False)), looks)
    assert survey.room is not None
    assert survey.room.height == pytest.approx(2.5, abs=0.05)
    assert any("no ceiling" in note for note in survey.notes)


def test_y_up_and_millimetres_are_seen() -> None:
    turned = scan()[:, [0, 2, 1]] * (1, 1, -1) * 1000
    found = leveled(made("scan", turned))
    assert found.scale == 0.001
    assert found.height == pytest.approx(2.5, abs=0.02)
    assert any("up taken to be" in note for note in found.notes)


def test_what_is_no_room_is_told(looks: Looks) -> None:
    flat = np.random.default_rng(0).uniform(0, 4, (5000, 3)) * (1, 1, 0.001)
    with pytest.raises(InputError, match="next to nothing above"):
        read_scan(made("scan", flat), looks)


def test_legs_whose_upper_ends_were_not_seen_belong_to_their_board() -> None:
    top = points_of([block(1.2, 0.8, 0.04, z=0.7)], 3000)
    legs = [points_of([block(0.06, 0.06, 0.5, sx * 0.5, sy * 0.3)], 200) for sx in (-1, 1) for sy in (-1, 1)]
    box = points_of([block(0.9, 0.6, 0.3)], 800)
    pieces = [top, *legs]
    owner = np.repeat(range(1, 6), [len(p) for p in pieces])
    assert set(gathered(np.vstack(pieces), owner)) == {1}
    board = points_of([block(1.0, 0.7, 0.03, z=0.35)], 800)
    assert set(gathered(np.vstack([board, box]), np.repeat([1, 2], 800))) == {1, 2}


def numbers(owner):
    return len(set(owner.tolist()))


def test_what_hangs_along_a_wall_does_not_join_what_stands_before_it():
    boxes = [block(0.8, 0.5, 0.9, x, -0.3) for x in (-1.0, 1.0)]
    curtain = block(3.4, 0.08, 2.3, 0.0, 0.02)
    some = points_of([*boxes, curtain], 24_000)
    some = some[some[:, 2] > 0.01]
    off = 0.06 - some[:, 1]  # the wall is at y = 0.06
    middles = [(np.abs(some[:, 0] - x) < 0.35) & (some[:, 1] < -0.2) for x in (-1.0, 1.0)]
    left, right = (np.bincount(joined_up(some)[which]).argmax() for which in middles)
    assert left == right
    left, right = (np.bincount(pieces(some, np.maximum(off, 0.0))[which]).argmax() for which in middles)
    assert left != right


def test_a_wall_inside_the_room_is_no_thing_and_a_lamp_and_a_wardrobe_are_no_wall():
    solids = [block(0.1, 2.0, 2.45, 0.0), block(1.2, 0.6, 2.0, 1.5), block(0.4, 0.4, 0.5, -1.5, z=2.0)]
    clouds = [points_of([solid], 6_000, k) for k, solid in enumerate(solids)]
    found = np.split(inner_walls(np.vstack(clouds), 2.5), [6_000, 12_000])
    assert found[0].mean() > 0.9
    assert not found[1].any()
    assert not found[2].any()


def test_a_bench_at_the_foot_of_a_bed_is_cut_off_and_a_corner_sofa_stays_whole():
    bench = block(1.1, 0.45, 0.42, y=-1.235)
    some = points_of([*BED, bench], 30_000)
    owner = cut_up(some, np.zeros_like(some))
    assert numbers(owner) == 2
    foot = some[owner == owner[np.argmin(some[:, 1])]]
    assert np.ptp(foot, axis=0)[:2] == pytest.approx([1.1, 0.45], abs=0.08)
    sofa = points_of(
        [block(2.4, 0.9, 0.42), block(0.9, 1.0, 0.42, 0.75, -0.95), block(2.4, 0.2, 0.8, y=0.4)], 30_000
    )
    assert numbers(cut_up(sofa, np.zeros_like(sofa))) == 1


def test_the_back_that_nobody_saw_reaches_to_the_wall_and_not_over_floor_that_was_seen():
    floor = [(-2.0, -2.0), (2.0, -2.0), (2.0, 2.0), (-2.0, 2.0)]
    pick = np.random.default_rng(0)
    level = np.column_stack([pick.uniform(-2, 2, (40_000, 2)), np.zeros(40_000)])
    front = points_of([block(0.7, 0.02, 1.8, y=1.6)], 4_000)  # of a thing whose back is at y = 2
    behind = level[(np.abs(level[:, 0]) > 0.4) | (level[:, 1] < 1.6)]
    seen, hidden = (Behind(np.vstack([part, front]), floor).reach(front) for part in (level, behind))
    assert len(seen) == len(front)
    assert hidden[:, 1].max() == pytest.approx(2.0)
    assert np.ptp(hidden, axis=0)[[0, 2]] == pytest.approx(np.ptp(front, axis=0)[[0, 2]])
