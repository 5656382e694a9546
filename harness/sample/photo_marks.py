"""Marks that a careful reader makes of a photo at eye level, by exact projection: no picture is rendered."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from shapely import LineString, MultiPoint, Polygon
from shapely import box as box_of

from tools import vocabulary
from tools.picture.annotations import Annotations
from tools.pinhole import Camera

Array = NDArray[np.float64]

FINE = 9
"""Places along an edge of a body's faces at which it is seen or not."""
SHOWS = 0.08
"""Share of a body's own outside that must show for it to be marked."""
NEAR = 0.05
"""Metres before the camera from which things are in its picture."""
RIM = 0.5
"""Pixels from the frame at which a thing is cut by it."""
LONG = 24.0
"""Pixels: shorter lines are not marked."""
FACES = 3
"""Lines that a reader marks along walls, besides the walls' own: edges of the largest furniture."""


class Body(NamedTuple):
    """A thing of a room.

    Attributes:
        center: of its box, world metres.
        size: width, depth, height.
        yaw: degrees.
        on: what carries it.
    """

    id: str
    category: str
    mount: str
    center: tuple[float, float, float]
    size: tuple[float, float, float]
    yaw: float
    on: str | None = None

    def corners(self) -> Array:
        """(8, 3): front left, front right, back right, back left below, then above."""
        w, d, h = np.array(self.size) / 2
        flat = np.array([(-w, -d), (w, -d), (w, d), (-w, d)])
        c, s = math.cos(math.radians(self.yaw)), math.sin(math.radians(self.yaw))
        ring = flat @ np.array([[c, s], [-s, c]]) + self.center[:2]
        low = np.column_stack([ring, np.full(4, self.center[2] - h)])
        return np.vstack([low, low + np.array([0, 0, 2 * h])])

    def grown(self, by: float) -> Body:
        """The same, larger by metres on all sides together."""
        w, d, h = self.size
        return self._replace(size=(w + by, d + by, h + by))

    def local(self, points: Array) -> Array:
        """World points (n, 3) in its own unit box, whose sides lie at -0.5 and 0.5."""
        c, s = math.cos(math.radians(self.yaw)), math.sin(math.radians(self.yaw))
        off = points - self.center
        turned = np.column_stack([c * off[:, 0] + s * off[:, 1], c * off[:, 1] - s * off[:, 0], off[:, 2]])
        return np.asarray(turned / np.maximum(self.size, 1e-6))


class Scene(NamedTuple):
    """What stands before a camera.

    Attributes:
        floor: corners, counter-clockwise, world metres.
        height: of the ceiling.
        bodies: all things.
        holes: corners (4, 3) of doors and windows with kind and id, lower left first, as seen from inside.
    """

    floor: list[tuple[float, float]]
    height: float
    bodies: list[Body]
    holes: Sequence[tuple[str, str, Array]]


def marks_of(scene: Scene, camera: Camera, rng: Generator, noise: float) -> Annotations | None:
    """What a reader marks, each point off by `noise` pixels; None when no wall shows."""
    reader = _Reader(scene, camera, rng, noise)
    walls = reader.walls()
    if not walls:
        return None
    return Annotations.model_validate(
        {
            "walls": walls, "verticals_px": reader.uprights(), "levels_px": reader.levels(),
            "things": reader.things(), "openings": reader.openings(),
        }
    )  # fmt: skip


class _Reader:
    def __init__(self, scene: Scene, camera: Camera, rng: Generator, noise: float) -> None:
        self.scene, self.camera, self.rng, self.noise = scene, camera, rng, noise
        self.eye = np.array(camera.position)
        self.shape = Polygon(scene.floor)

    def walls(self) -> list[dict[str, Any]]:
        """From left to right."""
        ring = self.scene.floor[::-1]  # clockwise: from left to right, seen from inside
        found: list[tuple[float, int, dict[str, Any]]] = []
        for i, a in enumerate(ring):
            b = ring[(i + 1) % len(ring)]
            base = self._seen_line((*a, 0.0), (*b, 0.0))
            top = self._seen_line((*a, self.scene.height), (*b, self.scene.height))
            if base is None and top is None:
                continue
            where = np.mean([line for line in (base, top) if line is not None], axis=(0, 1))[0]
            mark = {k: v for k, v in (("base_px", base), ("top_px", top)) if v is not None}
            found.append((float(where), i, mark))
        found.sort(key=lambda f: f[0])
        return [
            {**mark, **({"apart": True} if n and i != (found[n - 1][1] + 1) % len(ring) else {})}
            for n, (_, i, mark) in enumerate(found)
        ]

    def uprights(self) -> list[list[list[float]]]:
        """Corners of the walls, door frames, and the two nearest edges of tall furniture."""
        lines = [self._seen_line((*p, 0.0), (*p, self.scene.height)) for p in self.scene.floor]
        for _, _, corners in self.scene.holes:
            lines += [self._seen_line(corners[0], corners[3]), self._seen_line(corners[1], corners[2])]
        for body in self.scene.bodies:
            if body.mount == "floor" and body.size[2] > 1.0 and _is_boxy(body):
                corners = body.corners()
                near = np.argsort(np.linalg.norm(corners[:4] - self.eye, axis=1))[:2]
                lines += [self._seen_line(corners[k], corners[k + 4], body.id) for k in near]
        return [line for line in lines if line is not None]

    def levels(self) -> list[list[list[float]]]:
        """The upper edges of the largest furniture, and of doors and windows."""
        boxy = [b for b in self.scene.bodies if b.mount == "floor" and _is_boxy(b) and b.size[2] < 1.4]
        boxy.sort(key=lambda b: -b.size[0] * b.size[1])
        lines = [self._seen_line(c[3], c[2]) for _, _, c in self.scene.holes]
        for body in boxy[:FACES]:
            corners = body.corners()[4:]
            lines += [self._seen_line(corners[k], corners[(k + 1) % 4], body.id) for k in range(4)]
        return [line for line in lines if line is not None]

    def openings(self) -> list[dict[str, Any]]:
        """Doors and windows that are seen whole."""
        found = []
        for id, kind, corners in self.scene.holes:
            pixels = self.camera.project(corners)
            clear = self._free(corners.mean(0)[None])[0]
            if self._framed(corners).all() and clear and self._faces(corners):
                found.append({"id": id, "kind": kind, "corners_px": [self._off(p) for p in pixels]})
        return found

    def things(self) -> list[dict[str, Any]]:
        """Everything of which enough shows."""
        found, kept = [], set()
        for body in self.scene.bodies:
            mark = self._thing(body)
            if mark is not None:
                found.append(mark)
                kept.add(body.id)
        for mark in found:
            mark["hidden_by"] = [id for id in mark["hidden_by"] if id in kept]
        return [m for m in found if m.get("on") is None or m["on"] in kept]

    def _thing(self, body: Body) -> dict[str, Any] | None:
        points, normals = _skin(body)
        framed = self._framed(points)
        others = {b.id: _between(self.eye, points, b) for b in self.scene.bodies if b.id != body.id}
        hidden = np.any(list(others.values()), axis=0) if others else np.zeros(len(points), bool)
        own = ((self.eye - points) * normals).sum(1) > 0  # the side of it that looks at the camera
        shows = framed & ~hidden & self._free(points) & own
        if shows.sum() < SHOWS * own.sum():
            return None
        pixels = self.camera.project(points[shows])
        box = self._box(pixels, points, own)
        if min(box[2] - box[0], box[3] - box[1]) < 6:
            return None
        beside = {b.id for b in self.scene.bodies if b.id != body.on and b.on != body.id}
        hiders = [
            id
            for id, mask in others.items()
            if id in beside and (mask & own & framed).sum() > 0.02 * own.sum()
        ]
        mark: dict[str, Any] = {
            "id": body.id, "category": body.category, "box": box, "mount": body.mount, "hidden_by": hiders,
        }  # fmt: skip
        mark |= {"on": body.on, "small": True} if body.on else {}
        turns = vocabulary.entry(body.category).turns
        if turns:
            right = np.array(self.camera.rotation[0])
            turned = math.degrees(math.atan2(right[1], right[0]))
            mark["facing"] = (body.yaw - turned + 180) % 360 - 180
        if body.mount == "floor" and vocabulary.entry(body.category).shape != "tree":
            contacts = self._contacts(body, round_=not turns)
            mark |= {"contacts_px": contacts} if contacts else {}
        if body.mount == "floor" and "contacts_px" not in mark:
            foot = np.array([[body.center[0], body.center[1], 0.0]])
            if self._framed(foot)[0]:
                mark["foot"] = self._off(self.camera.project(foot)[0], 2 * self.noise)
        return mark

    def _contacts(self, body: Body, *, round_: bool) -> list[list[float]]:
        """Its lower corners that show, the ends of the longest side whose both ends do first."""
        if round_:
            return []
        low = body.corners()[:4] + np.array([0, 0, 0.005])
        shows = self._shows(low, body)
        sides = [
            (float(np.hypot(*np.subtract(*self.camera.project(low[[k, (k + 1) % 4]])))), k)
            for k in range(4) if shows[k] and shows[(k + 1) % 4]
        ]  # fmt: skip
        if not sides:
            return [self._off(p) for p in self.camera.project(low[shows])][:1]
        _, first = max(sides)
        order = [first, (first + 1) % 4, (first + 2) % 4, (first + 3) % 4]
        return [self._off(self.camera.project(low[k : k + 1])[0]) for k in order if shows[k]]

    def _shows(self, points: Array, own: Body) -> NDArray[np.bool_]:
        hidden = self._framed(points) & self._free(points)
        for body in self.scene.bodies:
            if body.id != own.id and body.on != own.id:
                hidden &= ~_between(self.eye, points, body)
        return hidden & ~(_between(self.eye, points, own) & _is_boxy(own))

    def _box(self, pixels: Array, points: Array, own: NDArray[np.bool_]) -> list[float]:
        """Its visible box, off by the noise except where the frame cuts it."""
        size = np.array([self.camera.width, self.camera.height], float)
        low, high = pixels.min(0), pixels.max(0)
        before = self.camera.depth(points) > NEAR
        behind = (own & ~before).any()
        # what of it lies in the frame reaches the frame where it is cut, and only there
        hull = MultiPoint(self.camera.project(points[own & before])).convex_hull
        x0, y0, x1, y1 = hull.intersection(box_of(0, 0, *size)).bounds
        cut_low, cut_high = np.array([x0, y0]) < RIM, np.array([x1, y1]) > size - RIM
        lower = np.where(cut_low | behind & (low < 12), 0.0, low + self.rng.normal(0, self.noise, 2))
        upper = np.where(
            cut_high | behind & (high > size - 12), size, high + self.rng.normal(0, self.noise, 2)
        )
        return [float(v) for v in (*np.clip(lower, 0, size), *np.clip(upper, 0, size))]

    def _seen_line(
        self, a: Sequence[float], b: Sequence[float], own: str | None = None
    ) -> list[list[float]] | None:
        """The part of a line in the frame before which there is no wall (nor, of furniture, furniture)."""
        shares = np.linspace(0.0, 1.0, 240)[:, None]
        points = np.array(a) * (1 - shares) + np.array(b) * shares
        seen = self._framed(points) & self._free(points)
        if own is not None:
            for body in self.scene.bodies:
                shrunk = body.grown(-0.01) if body.id == own else body
                seen &= ~_between(self.eye, points, shrunk)
        if seen.sum() < 2:
            return None
        ends = self.camera.project(points[seen][[0, -1]])
        if np.hypot(*(ends[1] - ends[0])) < LONG:
            return None
        return [self._off(p) for p in ends]

    def _framed(self, points: Array) -> NDArray[np.bool_]:
        u, v = self.camera.project(points).T
        inside = (u >= 0) & (u <= self.camera.width) & (v >= 0) & (v <= self.camera.height)
        return np.asarray(inside & (self.camera.depth(points) > NEAR))

    def _free(self, points: Array) -> NDArray[np.bool_]:
        """Whether no wall is between the camera and each point."""
        inner = self.shape.buffer(0.02)
        start = (float(self.eye[0]), float(self.eye[1]))
        return np.array([inner.covers(LineString([start, (float(p[0]), float(p[1]))])) for p in points])

    def _faces(self, corners: Array) -> bool:
        """Whether a hole is seen from inside the room: its lower left corner lies left of its lower right."""
        u = self.camera.project(corners[:2])[:, 0]
        return bool(u[0] < u[1])

    def _off(self, pixel: Array, noise: float | None = None) -> list[float]:
        off = self.rng.normal(0, self.noise if noise is None else noise, 2)
        return [float(v) for v in pixel + off]


def _is_boxy(body: Body) -> bool:
    return vocabulary.entry(body.category).shape in ("box", "bed", "sofa")


def _is_round(body: Body) -> bool:
    """Whether it fills its box as a cylinder does, so that its corners are air."""
    entry = vocabulary.entry(body.category)
    return entry.shape in ("round", "tree") or (entry.shape == "flat" and entry.turns == 0)


def _skin(body: Body) -> tuple[Array, Array]:
    """Points (n, 3) on a body's outside, its edges among them, and outward normals (n, 3), world metres.

    A body is its box, or the upright cylinder in it where its category is round.
    """
    unit, out = _cylinder() if _is_round(body) else _cube()
    c, s = math.cos(math.radians(body.yaw)), math.sin(math.radians(body.yaw))
    turn = np.array([(c, s, 0), (-s, c, 0), (0, 0, 1)])
    size = np.maximum(body.size, 1e-6)
    return np.asarray(unit * body.size @ turn + body.center), np.asarray(out / size @ turn)


@cache
def _cube() -> tuple[Array, Array]:
    """The skin of a unit cube."""
    steps = np.linspace(-0.5, 0.5, FINE)
    u, v = (g.ravel() for g in np.meshgrid(steps, steps))
    side = np.full(len(u), 0.5)
    faces = [(sign, order) for sign in (-1, 1) for order in ((0, 1, 2), (0, 2, 1), (2, 0, 1))]
    unit = np.vstack([np.column_stack([(u, v, sign * side)[k] for k in order]) for sign, order in faces])
    out = np.vstack(
        [np.tile([sign * (k == 2) for k in order], (len(u), 1)).astype(float) for sign, order in faces]
    )
    return unit, out


@cache
def _cylinder() -> tuple[Array, Array]:
    """The skin of the upright cylinder in a unit cube: its side, then its ends."""
    angle = np.linspace(0, 2 * np.pi, 4 * (FINE - 1), endpoint=False)
    ring = np.column_stack([np.cos(angle), np.sin(angle)])
    steps = np.linspace(-0.5, 0.5, FINE)
    side = np.vstack([np.column_stack([ring / 2, np.full(len(ring), z)]) for z in steps])
    outward = np.tile(np.column_stack([ring, np.zeros(len(ring))]), (FINE, 1))
    disc = np.vstack([ring * r for r in steps[FINE // 2 :]])
    ends = [np.column_stack([disc, np.full(len(disc), z)]) for z in (-0.5, 0.5)]
    up = np.tile([0.0, 0.0, 1.0], (len(disc), 1))
    return np.vstack([side, *ends]), np.vstack([outward, -up, up])


def _between(eye: Array, points: Array, body: Body) -> NDArray[np.bool_]:
    """Whether a body's box lies between the eye and each point (n, 3); a point on its near side is free."""
    start, end = body.local(eye[None])[0], body.local(points)
    way = end - start
    with np.errstate(divide="ignore", invalid="ignore"):
        first, second = (-0.5 - start) / way, (0.5 - start) / way
    enter = np.nanmax(np.where(way == 0, -np.inf, np.minimum(first, second)), axis=1)
    leave = np.nanmin(np.where(way == 0, np.inf, np.maximum(first, second)), axis=1)
    inside = (np.abs(start) < 0.5) | (way != 0)
    return np.asarray((enter < leave) & (enter < 1 - 1e-4) & (leave > 1e-6) & inside.all(1))
