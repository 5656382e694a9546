"""A room as URDF, which robots' programs read: a tree of links below `world`."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from xml.etree.ElementTree import Element, SubElement, indent, tostring

import numpy as np

from tools.names import file_stem
from tools.physics.inertia import faces, inertia
from tools.physics.mjcf import DAMPING, GREY, STICTION, Written, obj, row, shown
from tools.physics.model import Array, Convex, Hinge, Link, Mover, Visual, World
from tools.physics.pieces import THIN

EFFORT, SPEED = 100.0, 2.0
"""N or N m, and metres or radians a second: URDF wants both said; more than a hand puts on a door."""
ROOT = "world"
FLAT = 1e-6
"""Metres of height below which a look is flat."""


def urdf(world: World, name: str, meshes: str) -> Written:
    """The room as URDF.

    Links are called by the objects' ids, joints and what moves on them "id.joint"; what stands by its weight
    hangs on `world` by a floating joint, the rest by a fixed one. Friction has no word in URDF.

    Args:
        world: the room.
        name: of the robot, as URDF calls whatever it holds.
        meshes: folder beside the file for meshes.
    """
    return _Writer(world, name, meshes).written()


class _Writer:
    def __init__(self, world: World, name: str, folder: str) -> None:
        self.world, self.folder = world, folder
        self.files: dict[str, str] = {}
        self.root = Element("robot", name=name)
        # MuJoCo reads URDF, too, and would look for meshes by their bare names.
        told = {"strippath": "false", "discardvisual": "false", "fusestatic": "false"}
        SubElement(SubElement(self.root, "mujoco"), "compiler", told)

    def written(self) -> Written:
        for material, colour in sorted(self.world.colours.items()):
            SubElement(SubElement(self.root, "material", name=material), "color", rgba=row(shown(colour)))
        SubElement(self.root, "link", name=ROOT)
        ground = SubElement(self.root, "link", name="floor")
        held = SubElement(ground, "collision", name="floor")
        SubElement(held, "origin", xyz="0 0 -0.05", rpy="0 0 0")
        SubElement(SubElement(held, "geometry"), "box", size="50 50 0.1")
        self._hang("floor", "fixed", ROOT, (0.0, 0.0, 0.0), 0.0)
        for mover in self.world.movers:
            self._mover(mover)
        indent(self.root)
        return Written('<?xml version="1.0"?>\n' + tostring(self.root, encoding="unicode") + "\n", self.files)

    def _mover(self, mover: Mover) -> None:
        self._link(mover.base, (0.0, 0.0, 0.0))
        kind = "floating" if mover.free else "fixed"
        self._hang(mover.base.name, kind, ROOT, mover.origin, mover.yaw)
        for link in mover.links:
            at = link.joint.at if link.joint else (0.0, 0.0, 0.0)
            self._link(link, at)  # a URDF link's frame is its joint's
            if link.joint is None:
                self._hang(link.name, "fixed", mover.base.name, at, 0.0)
            else:
                self._joint(link.name, mover.base.name, link.joint)

    def _hang(self, name: str, kind: str, parent: str, at: Iterable[float], yaw: float) -> Element:
        joint = SubElement(self.root, "joint", name=f"{name}.place" if parent == ROOT else name, type=kind)
        SubElement(joint, "parent", link=parent)
        SubElement(joint, "child", link=name)
        SubElement(joint, "origin", xyz=row(at), rpy=row((0.0, 0.0, yaw)))
        return joint

    def _joint(self, name: str, parent: str, hinge: Hinge) -> None:
        low, high = hinge.limits
        round_and_round = hinge.kind == "hinge" and high - low >= 2 * math.pi - 1e-6
        kind = "continuous" if round_and_round else "revolute" if hinge.kind == "hinge" else "prismatic"
        joint = self._hang(name, kind, parent, hinge.at, 0.0)
        length = math.hypot(*hinge.axis)
        SubElement(joint, "axis", xyz=row(a / length for a in hinge.axis))
        ends = {} if round_and_round else {"lower": f"{low:.6g}", "upper": f"{high:.6g}"}
        SubElement(joint, "limit", ends, effort=f"{EFFORT:g}", velocity=f"{SPEED:g}")
        SubElement(
            joint, "dynamics", damping=f"{DAMPING[hinge.kind]:g}", friction=f"{STICTION[hinge.kind]:g}"
        )

    def _link(self, link: Link, at: tuple[float, float, float]) -> None:
        element = SubElement(self.root, "link", name=link.name)
        back = row(-x for x in at)
        if link.shapes:
            self._inertial(element, link, at)
        for number, visual in enumerate(link.visuals):
            self._visual(element, f"{link.name}.look.{number}", visual, back)
        for number, shape in enumerate(link.shapes):
            self._shape(element, f"{link.name}.{number}", shape, at)

    def _inertial(self, element: Element, link: Link, at: tuple[float, float, float]) -> None:
        of = inertia(link)
        held = SubElement(element, "inertial")
        SubElement(held, "origin", xyz=row(of.centre - at), rpy="0 0 0")
        SubElement(held, "mass", value=f"{of.mass:.5g}")
        pairs = {"ixx": (0, 0), "ixy": (0, 1), "ixz": (0, 2), "iyy": (1, 1), "iyz": (1, 2), "izz": (2, 2)}
        SubElement(held, "inertia", {k: f"{of.tensor[i, j]:.6g}" for k, (i, j) in pairs.items()})

    def _visual(self, element: Element, name: str, visual: Visual, back: str) -> None:
        held = SubElement(element, "visual", name=name)
        SubElement(held, "origin", xyz=back, rpy="0 0 0")
        self._mesh(held, name, obj(thickened(visual)))
        known = visual.material in self.world.colours
        worn = SubElement(held, "material", name=visual.material if known else "grey")
        if not known:
            SubElement(worn, "color", rgba=row(GREY))

    def _shape(self, element: Element, name: str, shape: Convex, at: tuple[float, float, float]) -> None:
        held = SubElement(element, "collision", name=name)
        if shape.half is None:
            SubElement(held, "origin", xyz=row(-x for x in at), rpy="0 0 0")
            self._mesh(held, name, obj(Visual("", *faces(shape))))
            return
        SubElement(held, "origin", xyz=row(shape.centre - at), rpy=row(angles(shape.rotation)))
        SubElement(SubElement(held, "geometry"), "box", size=row(2 * shape.half))

    def _mesh(self, held: Element, name: str, text: str) -> None:
        file = f"{file_stem(name)}.obj"
        self.files[file] = text
        SubElement(SubElement(held, "geometry"), "mesh", filename=f"{self.folder}/{file}")


def thickened(visual: Visual) -> Visual:
    """A level, flat look as a sheet with some thickness above it: MuJoCo reads no URDF with a flat mesh."""
    if np.ptp(visual.vertices[:, 2]) > FLAT:
        return visual
    count, lower = len(visual.vertices), visual.triangles
    edges = np.concatenate([lower[:, [0, 1]], lower[:, [1, 2]], lower[:, [2, 0]]])
    back = {(int(b), int(a)) for a, b in edges}
    rim = np.array([(a, b) for a, b in edges.tolist() if (a, b) not in back], np.int32).reshape(-1, 2)
    a, b = rim.T
    sides = [np.stack([b, a, a + count], axis=1), np.stack([b, a + count, b + count], axis=1)]
    points = np.concatenate([visual.vertices, visual.vertices + np.array([0.0, 0.0, THIN])])
    return replace(
        visual,
        vertices=points,
        triangles=np.concatenate([lower, lower[:, ::-1] + count, *sides]).astype(np.int32),
    )


def angles(turn: Array) -> tuple[float, float, float]:
    """Roll, pitch and yaw of a rotation (3, 3), radians, about the fixed axes in that order."""
    pitch = math.asin(max(-1.0, min(1.0, -float(turn[2, 0]))))
    if abs(turn[2, 0]) > 1 - 1e-9:  # looking straight up or down, roll and yaw are one
        return 0.0, pitch, math.atan2(-turn[0, 1], turn[1, 1])
    return math.atan2(turn[2, 1], turn[2, 2]), pitch, math.atan2(turn[1, 0], turn[0, 0])
