"""A room as MuJoCo's XML (MJCF)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, indent, tostring

import numpy as np
from scipy.spatial.transform import Rotation

from tools.physics.model import Array, Convex, Hinge, Link, Mover, Visual, World

STEP = 0.002
"""Seconds of a step: MuJoCo's own, at which furniture rests quietly."""
DAMPING = {"hinge": 0.5, "slide": 8.0}
"""N m s / rad and N s / m: a door that is let go of comes to rest within a second."""
STICTION = {"hinge": 0.15, "slide": 1.5}
"""N m and N: what keeps a door where it was left."""
HULL = 64
"""Corners of a hull that MuJoCo keeps."""
VISUAL, SOLID, HIDDEN = "2", "3", "4"
"""Groups of geoms: viewers show 0 to 2 unless told otherwise."""
GREY = (0.6, 0.6, 0.6, 1.0)


class Written(NamedTuple):
    """A file for MuJoCo, and the meshes beside it: text by path."""

    xml: str
    meshes: dict[str, str]


def mjcf(world: World, name: str = "room", meshes: str | None = None) -> Written:
    """The room as MJCF: plain numbers inside for what collides; what one looks at in OBJ files.

    Bodies are called by the objects' ids, joints and what moves on them "id.joint" (world frame, metres,
    radians; the floor is the plane z = 0).

    Args:
        world: the room.
        name: of the model.
        meshes: folder beside the file for what one looks at; None leaves that out.
    """
    return _Writer(world, name, meshes).written()


class _Writer:
    def __init__(self, world: World, name: str, folder: str | None) -> None:
        self.world, self.folder = world, folder
        self.files: dict[str, str] = {}
        self.root = Element("mujoco", model=name)
        how = {"angle": "radian", "autolimits": "true"} | ({"meshdir": folder} if folder else {})
        SubElement(self.root, "compiler", how)
        option = SubElement(self.root, "option", timestep=f"{STEP}", integrator="implicitfast")
        SubElement(option, "flag", multiccd="enable")
        self.asset = SubElement(self.root, "asset")
        self.place = SubElement(self.root, "worldbody")
        self.contact = SubElement(self.root, "contact")

    def written(self) -> Written:
        if self.folder:
            for material, colour in sorted(self.world.colours.items()):
                SubElement(self.asset, "material", name=material, rgba=row(shown(colour)))
            SubElement(self.place, "light", pos="0 0 4", dir="0 0 -1", diffuse="0.6 0.6 0.6")
        SubElement(
            self.place,
            "geom",
            name="floor",
            type="plane",
            size="0 0 1",
            friction="0.5 0.005 0.0001",
            group=SOLID,
        )
        for mover in self.world.movers:
            self._mover(mover)
        for one, other in self.world.apart:
            SubElement(self.contact, "exclude", body1=one, body2=other)
        if not len(self.contact):
            self.root.remove(self.contact)
        indent(self.root)
        return Written(tostring(self.root, encoding="unicode") + "\n", self.files)

    def _mover(self, mover: Mover) -> None:
        turn = (math.cos(mover.yaw / 2), 0.0, 0.0, math.sin(mover.yaw / 2))
        body = SubElement(self.place, "body", name=mover.id, pos=row(mover.origin), quat=row(turn))
        if mover.free:
            SubElement(body, "freejoint", name=f"{mover.id}.free")
        self._fill(body, mover.base)
        for link in mover.links:
            held = SubElement(body, "body", name=link.name)
            if link.joint is not None:
                self._joint(held, link.name, link.joint)
            self._fill(held, link)
            # A front lies on its case, and a seat on its column: between them the joint alone holds.
            SubElement(self.contact, "exclude", body1=mover.id, body2=link.name)

    def _joint(self, body: Element, name: str, joint: Hinge) -> None:
        free = joint.kind == "hinge" and joint.limits[1] - joint.limits[0] >= 2 * math.pi - 1e-6
        told = {"name": name, "type": joint.kind, "pos": row(joint.at), "axis": row(joint.axis)}
        told |= {"limited": "false"} if free else {"range": row(joint.limits)}
        told |= {"damping": f"{DAMPING[joint.kind]}", "frictionloss": f"{STICTION[joint.kind]}"}
        SubElement(body, "joint", told, armature="0.01")

    def _fill(self, body: Element, link: Link) -> None:
        for number, shape in enumerate(link.shapes):
            self._shape(body, f"{link.name}.{number}", shape)
        if self.folder:
            for number, visual in enumerate(link.visuals):
                self._visual(body, f"{link.name}.look.{number}", visual)

    def _shape(self, body: Element, name: str, shape: Convex) -> None:
        common = {"mass": f"{shape.mass:.5g}", "friction": f"{shape.friction:g} 0.005 0.0001", "group": SOLID}
        if shape.half is not None:
            x, y, z, w = Rotation.from_matrix(shape.rotation).as_quat()
            common |= {"pos": row(shape.centre), "quat": row((w, x, y, z)), "size": row(shape.half)}
            SubElement(body, "geom", common, type="box")
            return
        SubElement(self.asset, "mesh", name=name, vertex=row(shape.vertices.ravel()), maxhullvert=f"{HULL}")
        SubElement(body, "geom", common, type="mesh", mesh=name)

    def _visual(self, body: Element, name: str, visual: Visual) -> None:
        file = f"{re.sub(r'[^A-Za-z0-9_.-]', '_', name)}.obj"
        self.files[file] = obj(visual)
        SubElement(self.asset, "mesh", name=name, file=file, inertia="shell")
        told = {"type": "mesh", "mesh": name, "contype": "0", "conaffinity": "0", "mass": "0"}
        known = visual.material in self.world.colours
        told |= {"material": visual.material} if known else {"rgba": row(GREY)}
        above = name.startswith("room.") and "ceiling" in visual.material
        SubElement(body, "geom", told, group=HIDDEN if above else VISUAL)


def obj(visual: Visual) -> str:
    """A mesh as Wavefront OBJ."""
    lines = [f"v {x:.6g} {y:.6g} {z:.6g}" for x, y, z in visual.vertices.tolist()]
    lines += [f"f {a + 1} {b + 1} {c + 1}" for a, b, c in visual.triangles.tolist()]
    return "\n".join(lines) + "\n"


def shown(colour: tuple[float, float, float, float]) -> tuple[float, ...]:
    """Linear RGB and opacity as MuJoCo shows it: sRGB."""
    rgb = np.clip(colour[:3], 0.0, 1.0)
    return (
        *np.where(rgb <= 0.0031308, 12.92 * rgb, 1.055 * rgb ** (1 / 2.4) - 0.055).tolist(),
        max(0.1, colour[3]),
    )


def row(values: Iterable[float] | Array) -> str:
    """Numbers as these formats hold them, with blanks between."""
    return " ".join(
        f"{round(float(v), 6) + 0.0:g}" if abs(float(v)) < 1e4 else f"{float(v):g}" for v in values
    )
