"""From what Blender measured to a room of rigid bodies."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import shapely

from tools import vocabulary
from tools.checks.allowed import RUG
from tools.geometry import Vec3
from tools.measured import ObjectReport, PartMesh, SceneReport
from tools.physics.bodies import footed, grouped, links, turned, visuals
from tools.physics.model import Array, Link, Mover, World
from tools.physics.roles import FOOTED, SOFT, Role, role
from tools.physics.substances import FULL, SHEET, Substance, substance
from tools.program.program import Program
from tools.shown import Shown

Meshes = Mapping[str, Sequence[PartMesh]]
SHELL, CEILING = "room", "ceiling"
DOWN = 0.5
"""Minus the height of a normal of the ceiling's underside, from which on it is kept, as in a .glb."""
TRIM = ("skirting", "cornice", "cap", "floor", "slab")
"""Parts of the shell that nothing runs into: the floor is a plane, mouldings are thinner than a toe."""


def world_of(report: SceneReport, meshes: Meshes, program: Program, shown: Shown | None = None) -> World:
    """The room as rigid bodies, its floor left to the writer (the plane z = 0).

    Args:
        report: of the run.
        meshes: of the same run, world metres.
        program: as read; says what materials are.
        shown: of the same run, for colours; without one everything is grey.
    """
    makers = _Makers(report, meshes, program, shown)
    objects = {info.id: info for info in report.objects if meshes.get(info.id)}
    roles = {id: role(info) for id, info in objects.items()}
    host = {id: _host(id, objects, roles) for id in objects}
    movers = [makers.shell(id) for id in meshes if id not in objects and id]
    for id, info in objects.items():
        if host[id] == id:
            guests = [other for other, of in host.items() if of == id and other != id]
            movers.append(makers.object(info, guests, free=roles[id] == "free"))
    colours = (
        {}
        if shown is None
        else {n: (*m.color, m.alpha * (1 - 0.8 * m.transmission)) for n, m in shown.materials.items()}
    )
    return World(tuple(movers), colours)


def _host(id: str, objects: Mapping[str, ObjectReport], roles: Mapping[str, Role]) -> str:
    """Whose body a thing belongs to: its own, or that of what it is attached to."""
    while roles[id] == "attached":
        on = objects[id].on
        if on is None or on not in objects:
            return id
        id = on
    return id


class _Makers:
    """What makes bodies of one scene's meshes."""

    def __init__(self, report: SceneReport, meshes: Meshes, program: Program, shown: Shown | None) -> None:
        self.meshes = meshes
        self.joints = grouped(report.joints)
        points = {id: np.concatenate([p.vertices for p in parts]) for id, parts in meshes.items() if parts}
        self.bounds = {id: np.stack([p.min(axis=0), p.max(axis=0)]) for id, p in points.items() if len(p)}
        self.categories = {info.id: info.category for info in report.objects}
        self.kinds = {m.name: m.family for m in program.materials}
        self.worn: dict[tuple[str, str], str] = {}
        if shown is not None:
            self.worn = {
                (id, part.name): part.material for id, thing in shown.things.items() for part in thing.parts
            }
        for info in report.objects:
            self.worn |= {(info.id, part.name): part.material or "" for part in info.parts}

    def object(self, info: ObjectReport, guests: Sequence[str], *, free: bool) -> Mover:
        """A placed thing, with what is attached to it."""
        x, y, z = info.center
        origin, yaw = (x, y, z - info.size[2] / 2), math.radians(info.yaw_deg)
        base, moving = self._links(info.id, [info.id, *guests], (origin, yaw))
        family = vocabulary.entry(info.category).family
        if free and family in FOOTED:
            base = footed(base)
        flat, soft = not free and info.size[2] <= RUG, free and family in SOFT
        return Mover(info.id, origin, yaw, free, base, moving, info.on, flat, soft)

    def shell(self, id: str) -> Mover:
        """The walls, a partition, a door or a window: fixed."""
        parts = [p for p in self.meshes[id] if id != SHELL or not p.name.startswith(TRIM)]
        own = self.joints.get(id, [])
        place: tuple[Vec3, float] = ((0.0, 0.0, 0.0), 0.0)
        if own:
            place = (own[0].origin, math.radians(own[0].yaw_deg))
        elif id != SHELL:
            place = ((0.0, 0.0, 0.0), _heading(parts))
        if own or id != SHELL:
            base, moving = self._links(id, [id], place)
            return Mover(id, *place, False, base, moving)
        shapes = []
        for part in parts:  # every wall in its own direction, so that it is cut along itself
            yaw = _heading([part])
            link, _ = links(
                id,
                [part],
                (),
                ((0.0, 0.0, 0.0), yaw),
                self._substance(id),
                self._material(id),
                self._others(id),
            )
            # (walls are cut around their openings)
            shapes += [turned(shape, yaw) for shape in link.shapes]
        looks = visuals([_opened(part) for part in self.meshes[id]], self._material(id), place[0])
        return Mover(id, *place, False, Link(id, tuple(shapes), looks))

    def _links(self, id: str, of: Sequence[str], place: tuple[Vec3, float]) -> tuple[Link, tuple[Link, ...]]:
        made = [
            links(
                other,
                self.meshes[other],
                self.joints.get(other, ()),
                place,
                self._substance(other),
                self._material(other),
                self._others(other),
            )
            for other in of
        ]
        shapes = tuple(shape for base, _ in made for shape in base.shapes)
        visuals = tuple(visual for base, _ in made for visual in base.visuals)
        return Link(id, shapes, visuals), tuple(link for _, moving in made for link in moving)

    def _others(self, id: str) -> Array:
        """(k, 2, 3) bounds of everything but a thing and the shell, which nothing is in."""
        kept = [bounds for other, bounds in self.bounds.items() if other not in (id, SHELL)]
        return np.array(kept) if kept and id != SHELL else np.zeros((0, 2, 3))

    def _material(self, id: str) -> Callable[[PartMesh], str]:
        return lambda part: self.worn.get((id, part.name), "")

    def _substance(self, id: str) -> Callable[[PartMesh], Substance]:
        lamp = vocabulary.entry(self.categories.get(id, "")).family == "lamp"

        def found(part: PartMesh) -> Substance:
            name = self.worn.get((id, part.name), "")
            of = substance(self.kinds.get(name, name) or part.slot)
            if part.slot == "shade":
                return of._replace(wall=min(of.wall, SHEET))
            return of._replace(wall=FULL) if lamp and part.name == "base" else of

        return found


def _opened(part: PartMesh) -> PartMesh:
    """A part of the shell as it is looked at: of the ceiling the underside, to see in from above."""
    if part.slot != CEILING:
        return part
    a, b, c = (part.vertices[part.triangles[:, k]] for k in range(3))
    across = np.cross(b - a, c - a)
    down = across[:, 2] < -DOWN * np.linalg.norm(across, axis=1)
    return replace(part, triangles=part.triangles[down]) if down.any() else part


def _heading(parts: Sequence[PartMesh]) -> float:
    """Radians by which the long side of some parts' footprint is turned from X."""
    points = np.concatenate([part.vertices[:, :2] for part in parts])
    box = shapely.MultiPoint(points).minimum_rotated_rectangle
    if not isinstance(box, shapely.Polygon):
        return 0.0
    corners = np.array(box.exterior.coords)
    sides = np.diff(corners, axis=0)
    x, y = sides[np.argmax(np.linalg.norm(sides, axis=1))]
    return math.atan2(y, x)
