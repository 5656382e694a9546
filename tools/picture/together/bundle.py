"""One least-squares solve over all pictures: their cameras, the walls, and the things that several show.

Every marked line, box, foot and contact point pulls with its own uncertainty. The first camera's place fixes
the world's origin and, with its height, the metres; the walls' directions fix which way it is turned.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares
from scipy.sparse import lil_matrix
from scipy.spatial.transform import Rotation

from tools.picture.together.faces import Edge, Face
from tools.picture.together.landmarks import Landmark, Look, packed
from tools.pinhole import Camera

Array = NDArray[np.float64]

VIEW = 7
"""Unknowns of a camera: three turns, its place, the logarithm of its focal length."""
THING = 6
"""Unknowns of a thing: its middle, the logarithms of its size, its underside."""
GRAZING = 3.0
"""Part of the noise that what is wrong keeps pulling with, at most about this many times its own."""
NEAR = 0.1
"""Metres before a camera from which things are in its picture."""
FIXED = 1e-4
"""Spread of what is held."""
TOLD = 0.012
"""Spread of a camera's height that somebody measured, as a fraction."""
CEILING = 0.5
"""Spread of the logarithm of the ceiling's height against that of the pictures read alone."""
FOCAL = {True: 0.3, False: 0.06}
"""Spread of the logarithm of a focal length: of photos it is solved anew; from above it was told by walls."""
BEYOND = 3.0
"""Misses, in their own spread, up to which what is hidden pulls."""


class Ways(NamedTuple):
    """Lines that run along one of the room's axes, of all pictures, n of them.

    Attributes:
        ends: (n, 2, 2) pixels from the principal point.
        view: (n,) number of the picture.
        axis: (n,) 0 or 1 along the walls, 2 upright.
    """

    ends: Array
    view: NDArray[np.int_]
    axis: NDArray[np.int_]


class Problem(NamedTuple):
    """What is solved.

    Attributes:
        cameras: first guesses, in one world.
        heights: (n,) metres of the cameras above the floor where somebody told; NaN else.
        focal: (n,) logarithm of the focal length each is drawn to, pixels, and its spread (n,).
        faces: the walls.
        ceiling: first guess of their height, metres.
        edges: lines of walls.
        ways: lines that are upright, or run along a wall.
        landmarks: things that several pictures show.
        looks: what each picture shows of them.
        noise: (n,) pixels by which lines of each picture are off.
    """

    cameras: Sequence[Camera]
    heights: Array
    focal: tuple[Array, Array]
    faces: Sequence[Face]
    ceiling: float
    edges: Sequence[Edge]
    ways: Ways
    landmarks: Sequence[Landmark]
    looks: Sequence[Look]
    noise: Array


class Solution(NamedTuple):
    """What came of it.

    Attributes:
        cameras: of the pictures.
        offsets: (m,) of the walls.
        ceiling: metres.
        places: (k, 3) of the landmarks: middle and underside.
        misses: (looks,) how badly each picture of a landmark fits, in its own spread.
    """

    cameras: list[Camera]
    offsets: Array
    ceiling: float
    places: Array
    misses: Array


def bundled(problem: Problem) -> Solution:
    """Everything at once."""
    parts = _Parts(problem)
    start = parts.start()
    found = least_squares(
        parts.misfits, start, jac_sparsity=parts.pattern(), x_scale=parts.steps(), max_nfev=60, xtol=1e-6,
        ftol=1e-6, method="trf", tr_solver="lsmr",
    )  # fmt: skip
    return parts.solution(found.x)


class _Parts:
    """The unknowns in a row, and everything that pulls at them."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        views, faces = len(problem.cameras), len(problem.faces)
        self.ceiling_at = VIEW * views
        self.faces_at = self.ceiling_at + 1
        self.things_at = self.faces_at + faces
        self.count = self.things_at + THING * len(problem.landmarks)
        self.rotations = np.array([c.rotation for c in problem.cameras])
        self.places = np.array([c.position for c in problem.cameras])
        self.ortho = np.array([c.kind == "ortho" for c in problem.cameras])
        self.middle = np.array([(c.cx, c.cy) for c in problem.cameras])
        zoom = [1 / (c.metres_per_pixel or 1) if c.kind == "ortho" else c.focal_px for c in problem.cameras]
        self.zoom = np.log(zoom)
        edges = problem.edges
        self.edge_view = np.array([e.view for e in edges], dtype=int)
        self.edge_face = np.array([e.face for e in edges], dtype=int)
        self.edge_top = np.array([e.top for e in edges], dtype=bool)
        self.edge_ends = np.array([e.ends for e in edges], dtype=float).reshape(-1, 2, 2)
        sure = np.array([e.sure for e in edges], dtype=float)
        self.edge_weight = sure / problem.noise[self.edge_view]
        self.normals = np.array([f.normal for f in problem.faces], dtype=float).reshape(-1, 2)
        self.seen = packed(problem.landmarks, problem.looks)

    def start(self) -> Array:
        p = self.problem
        views = np.column_stack([np.zeros((len(self.places), 3)), self.places, self.zoom])
        things = [(*m.at, *np.log(m.size), m.z) for m in p.landmarks]
        return np.concatenate([
            views.ravel(), [math.log(p.ceiling)], [f.offset for f in p.faces], np.array(things).ravel()
        ])  # fmt: skip

    def steps(self) -> Array:
        view = [0.03, 0.03, 0.03, 0.2, 0.2, 0.1, 0.05]
        return np.array(
            [*(view * len(self.places)), 0.05, *([0.2] * len(self.problem.faces)),
             *([0.1] * (THING * len(self.problem.landmarks)))]
        )  # fmt: skip

    def _cameras(self, x: Array) -> tuple[Array, Array, Array]:
        """Rotations (n, 3, 3), places (n, 3), zooms (n,)."""
        views = x[: self.ceiling_at].reshape(-1, VIEW)
        turned = Rotation.from_rotvec(views[:, :3]).as_matrix() @ self.rotations
        return turned, views[:, 3:6], np.exp(views[:, 6])

    def misfits(self, x: Array) -> Array:
        """Everything that pulls, in its own standard deviations."""
        frames, places, zoom = self._cameras(x)
        p = self.problem
        lines = np.concatenate([self._edges(x, frames, places, zoom), self._ways(frames, zoom)])
        views = x[: self.ceiling_at].reshape(-1, VIEW)
        things = x[self.things_at :].reshape(-1, THING)
        held = np.concatenate([
            (views[0, 3:6] - self.places[0]) / FIXED,
            (views[:, 6] - p.focal[0]) / p.focal[1],
            np.nan_to_num((views[:, 5] / p.heights - 1) / TOLD, nan=0.0),
            [(x[self.ceiling_at] - math.log(p.ceiling)) / CEILING],
        ])  # fmt: skip
        return np.concatenate(
            [_soft(lines), _soft(self._looks(things, frames, places, zoom)).ravel(),
             self.seen.known(things).ravel(), held]
        )  # fmt: skip

    def _edges(self, x: Array, frames: Array, places: Array, zoom: Array) -> Array:
        """(2 m,) misses of the ends of walls' lines."""
        v, f = self.edge_view, self.edge_face
        normal, offset = self.normals[f], x[self.faces_at : self.things_at][f]
        height = np.where(self.edge_top, math.exp(x[self.ceiling_at]), 0.0)
        point = np.column_stack([normal * offset[:, None], height]) - places[v]
        way = np.column_stack([normal[:, 1], -normal[:, 0], np.zeros(len(v))])
        a, b = (np.einsum("mij,mj->mi", frames[v], q) for q in (point, way))
        flat = self.ortho[v]
        a[:, :2] *= zoom[v, None]
        b[:, :2] *= zoom[v, None]
        a[flat, 2], b[flat, 2] = 1.0, 0.0
        line = np.cross(a, b)
        line /= np.maximum(np.hypot(line[:, 0], line[:, 1]), 1e-9)[:, None]
        ends = self.edge_ends - self.middle[v][:, None]
        off = np.einsum("mek,mk->me", ends, line[:, :2]) + line[:, 2:]
        return np.asarray((off * self.edge_weight[:, None]).ravel())

    def _ways(self, frames: Array, zoom: Array) -> Array:
        """(n,) misses of lines along the axes from the points to which these run."""
        lines = self.problem.ways
        v = lines.view
        way = frames[v, :, lines.axis]
        middle, half = lines.ends.mean(1), (lines.ends[:, 1] - lines.ends[:, 0]) / 2
        x = zoom[v] * way[:, 0] - middle[:, 0] * way[:, 2]
        y = zoom[v] * way[:, 1] - middle[:, 1] * way[:, 2]
        off = (half[:, 0] * y - half[:, 1] * x) / np.maximum(np.hypot(x, y), 1e-9)
        return np.asarray(off / self.problem.noise[v])

    def _looks(self, things: Array, frames: Array, places: Array, zoom: Array) -> Array:
        """(looks, 14) misses of boxes, feet and contact points; 0 where there is none."""
        if not self.problem.looks:
            return np.zeros((0, 14))
        return self.seen.misses(things, frames, places, zoom, self.middle, self.ortho)

    def pattern(self) -> lil_matrix:
        """Which unknown each miss depends on."""
        p = self.problem
        views, landmarks = len(p.cameras), len(p.landmarks)
        edges, ways, looks = 2 * len(p.edges), len(p.ways.view), 14 * len(p.looks)
        known = self.seen.known(np.zeros((landmarks, THING))).size
        each = known // landmarks if landmarks else 0
        rows = edges + ways + looks + known + 3 + 2 * views + 1
        found = lil_matrix((rows, self.count), dtype=int)
        for i, (v, f, top) in enumerate(zip(self.edge_view, self.edge_face, self.edge_top, strict=True)):
            r = slice(2 * i, 2 * i + 2)
            found[r, VIEW * v : VIEW * v + VIEW] = 1
            found[r, self.faces_at + f] = 1
            if top:
                found[r, self.ceiling_at] = 1
        for i, v in enumerate(p.ways.view):
            found[edges + i, VIEW * v : VIEW * v + VIEW] = 1
        at = edges + ways
        for i, look in enumerate(p.looks):
            r, own = slice(at + 14 * i, at + 14 * i + 14), self.things_at + THING * look.landmark
            found[r, VIEW * look.view : VIEW * look.view + VIEW] = 1
            found[r, own : own + THING] = 1
        at += looks
        for k in range(landmarks):
            own = self.things_at + THING * k
            found[at + each * k : at + each * k + each, own : own + THING] = 1
        at += known
        for j in range(3):
            found[at + j, 3 + j] = 1
        for v in range(views):
            found[at + 3 + v, VIEW * v + 6] = 1
            found[at + 3 + views + v, VIEW * v + 5] = 1
        found[at + 3 + 2 * views, self.ceiling_at] = 1
        return found

    def solution(self, x: Array) -> Solution:
        frames, places, zoom = self._cameras(x)
        cameras = []
        for camera, frame, place, z in zip(self.problem.cameras, frames, places, zoom, strict=True):
            told: dict[str, object] = {
                "rotation": tuple(map(tuple, frame.tolist())), "position": tuple(place.tolist())
            }  # fmt: skip
            told |= {"metres_per_pixel": 1 / z} if camera.kind == "ortho" else {"focal_px": float(z)}
            cameras.append(camera.model_copy(update=told))
        things = x[self.things_at :].reshape(-1, THING)
        misses = np.sqrt((self._looks(things, frames, places, zoom) ** 2).max(axis=1, initial=0.0))
        return Solution(
            cameras, x[self.faces_at : self.things_at], math.exp(x[self.ceiling_at]),
            np.column_stack([things[:, :2], things[:, 5]]), misses,
        )  # fmt: skip


def _soft(misses: Array) -> Array:
    """Misses that pull no more than about GRAZING times as hard as their own spread."""
    return np.asarray(np.sign(misses) * GRAZING * np.sqrt(np.log1p((misses / GRAZING) ** 2)))
