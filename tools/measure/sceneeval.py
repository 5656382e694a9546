"""The four measures of SceneEval that need no model (github.com/3dlg-hcvc/SceneEval, `metrics/`).

* collision: a pair collides when its meshes touch and still touch after one is moved 5 mm away from the mean
  contact point; reported as the share of objects that collide.
* out of bound: of max(1000, 5000 x box volume in m3) surface samples, less than 99 % have floor below them.
* navigability: the floor as a 256-pixel raster (0.2 m margin), eroded by a 0.2 m robot; boxes whose centre
  is at most 2 m up are painted out with an outline of that width; largest connected part over all of it.
* opening clearance: a box before each door (as deep as it is wide) and window (0.5 m), into the room; an
  opening is obstructed when points sampled in an object's box (5000 a m3, at least 64) lie in it and the
  object's triangles there cover part of the opening.

Written anew from those definitions; the opening's local frame is the wall's.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import combinations

import cv2
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Polygon

from tools.measure.boxes import corners
from tools.measure.solids import Mesh, collision_manager, surface_samples
from tools.measure.truth import Item, Room, TruthOpening

AWAY = 0.005
IN_BOUND, PER_VOLUME, LEAST = 0.99, 5000, 1000
RASTER, ROBOT, MARGIN, TALLEST = 256, 0.2, 0.2, 2.0
WINDOW_DEPTH, BOX_LEAST, MAP_SCALE = 0.5, 64, 100


def colliding(bodies: Mapping[str, Mesh]) -> set[str]:
    """Ids of the objects that collide with another."""
    found: set[str] = set()
    managers = {}
    for name, mesh in bodies.items():
        managers[name] = collision_manager()
        managers[name].add_object(name, mesh)
    for a, b in combinations(bodies, 2):
        low, high = (
            np.maximum(bodies[a].bounds[0], bodies[b].bounds[0]),
            np.minimum(bodies[a].bounds[1], bodies[b].bounds[1]),
        )
        if (low > high).any():
            continue
        hit, contacts = managers[a].in_collision_single(bodies[b], return_data=True)
        if not hit:
            continue
        away = bodies[b].centroid - np.mean([c.point for c in contacts], axis=0)
        moved = bodies[b].copy()
        moved.apply_translation(away / np.linalg.norm(away) * AWAY)
        if managers[a].in_collision_single(moved):
            found |= {a, b}
    return found


def out_of_bounds(bodies: Mapping[str, Mesh], room: Room, seed: int = 0) -> set[str]:
    """Ids of the objects with less than 99 % of their surface above the floor."""
    area = Polygon(room.floor_polygon)
    shapely.prepare(area)
    outside = set()
    for name, mesh in bodies.items():
        count = int(max(mesh.bounding_box_oriented.volume * PER_VOLUME, LEAST))
        points = surface_samples(mesh, count, seed)
        above = shapely.contains_xy(area, points[:, 0], points[:, 1]) & (points[:, 2] >= 0.0)
        if above.sum() / len(points) < IN_BOUND:
            outside.add(name)
    return outside


def navigability(items: Sequence[Item], room: Room) -> float:
    """The largest connected walkable part over all that is walkable; 0 when nothing is."""
    floor = np.asarray(room.floor_polygon, dtype=float)
    centre = (floor.min(axis=0) + floor.max(axis=0)) / 2
    scale = float(np.abs(floor - centre).max()) + MARGIN
    half = RASTER // 2

    def pixel(points: NDArray[np.float64]) -> NDArray[np.int32]:
        local = (points - centre) * (1.0, -1.0) / scale * half
        return np.asarray(np.trunc(local).astype(np.int32) + half)

    image = np.zeros((RASTER, RASTER), np.uint8)
    cv2.fillPoly(image, [pixel(floor).reshape(-1, 1, 2)], (255,))
    robot = int(ROBOT / scale * half)
    if robot > 0:
        image = cv2.erode(image, np.ones((robot, robot)), iterations=1).astype(np.uint8)
    for item in items:
        if item.center[2] > TALLEST:
            continue
        at = pixel(np.array([item.center[:2]]))[0]
        extent = (int(item.size[0] / scale * half), int(item.size[1] / scale * half))
        box = cv2.boxPoints(((float(at[0]), float(at[1])), extent, -item.yaw_deg)).astype(int)
        cv2.drawContours(image, [box], 0, (0,), max(robot, 1))
        cv2.fillPoly(image, [box], (0,))
    labels, regions = cv2.connectedComponents(image, connectivity=8)
    if labels < 2:
        return 0.0
    sizes = np.bincount(regions.ravel())[1:]
    return float(sizes.max() / sizes.sum())


def obstructed(
    items: Sequence[Item], bodies: Mapping[str, Mesh], room: Room, seed: int = 0
) -> dict[str, float]:
    """Share of each door and window (by id) that is covered by objects standing before it, 0 when clear."""
    rng = np.random.default_rng(seed)
    clouds = {item.id: _inside(item, rng) for item in items}
    return {o.id: _covered(o, room, clouds, bodies) for o in room.openings if o.kind in {"door", "window"}}


def _inside(item: Item, rng: np.random.Generator) -> NDArray[np.float64]:
    """Points spread through an object's box."""
    count = max(int(math.prod(item.size) * PER_VOLUME), BOX_LEAST)
    frame = corners(item)
    edges = np.stack([frame[1] - frame[0], frame[3] - frame[0], frame[4] - frame[0]])
    return np.asarray(frame[0] + rng.random((count, 3)) @ edges)


def _covered(
    opening: TruthOpening, room: Room, clouds: Mapping[str, NDArray[np.float64]], bodies: Mapping[str, Mesh]
) -> float:
    sides = wall_sides(opening, room)
    most = 0.0
    for origin, along, normal, thickness in sides:
        frame = np.array([[*along, 0.0], [*normal, 0.0], [0.0, 0.0, 1.0]])
        base = np.array([*origin, opening.sill])
        depth = (opening.width if opening.kind == "door" else WINDOW_DEPTH) + thickness / 2
        shape = (math.ceil(opening.height * MAP_SCALE), math.ceil(opening.width * MAP_SCALE))
        cover = np.zeros(shape, np.uint8)
        for name, cloud in clouds.items():
            u, v, w = ((cloud - base) @ frame.T).T
            near = (abs(u) <= opening.width / 2) & (v >= 0) & (v <= depth) & (w >= 0) & (w <= opening.height)
            if near.any():
                _paint(cover, bodies[name], base, frame, depth, opening)
        most = max(most, float(np.count_nonzero(cover) / cover.size))
    return most


def _paint(
    cover: NDArray[np.uint8],
    mesh: Mesh,
    base: NDArray[np.float64],
    frame: NDArray[np.float64],
    depth: float,
    opening: TruthOpening,
) -> None:
    """Fill the opening's map with the triangles that reach into the clearance."""
    local = ((np.asarray(mesh.vertices) - base) @ frame.T)[np.asarray(mesh.faces)]
    reach = (local[:, :, 1].min(axis=1) <= depth) & (local[:, :, 1].max(axis=1) >= 0)
    for triangle in local[reach]:
        x = (triangle[:, 0] + opening.width / 2) * MAP_SCALE
        y = (opening.height - triangle[:, 2]) * MAP_SCALE
        cv2.fillConvexPoly(cover, np.stack([x, y], axis=1).astype(np.int32), (255,))


Side = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], float]


def wall_sides(opening: TruthOpening, room: Room) -> list[Side]:
    """The opening's centre on its wall's middle line, the wall's direction, the way into the room, thickness.

    A wall of the room has one side; a partition two, for both are rooms.
    """
    if isinstance(opening.wall, int):
        a, b = (
            np.array(room.floor_polygon[opening.wall]),
            np.array(room.floor_polygon[(opening.wall + 1) % len(room.floor_polygon)]),
        )
        along = (b - a) / np.linalg.norm(b - a)
        normal = np.array([-along[1], along[0]])
        return [(a + along * opening.at - normal * room.wall / 2, along, normal, room.wall)]
    for partition in room.partitions:
        if partition.id == opening.wall:
            a, b = np.array(partition.start), np.array(partition.end)
            along = (b - a) / np.linalg.norm(b - a)
            normal = np.array([-along[1], along[0]])
            at = a + along * opening.at
            return [(at, along, way, partition.thickness) for way in (normal, -normal)]
    return []
