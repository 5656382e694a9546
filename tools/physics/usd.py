"""A room as USD with physics (UsdPhysics), as text: bodies, shapes, masses, friction, joints, plain colours.

Written without OpenUSD, which only the tests ask what they think of it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from tools.physics.inertia import faces, inertia
from tools.physics.mjcf import GREY
from tools.physics.model import Array, Convex, Hinge, Link, Mover, World

STAGE = """#usda 1.0
(
    defaultPrim = "{root}"
    doc = "A room by Drawing Room: metres, kilograms, Z up; the floor is the plane z = 0"
    kilogramsPerUnit = 1
    metersPerUnit = 1
    upAxis = "Z"
)

def Xform "{root}" (
    kind = "component"
)
{{
    def PhysicsScene "physics"
    {{
        vector3f physics:gravityDirection = (0, 0, -1)
        float physics:gravityMagnitude = 9.81
    }}
"""
GROUND = 50.0
"""Metres of the slab under the floor, each way."""


def usd(world: World, name: str) -> str:
    """The room as the text of a .usda.

    Each object is an Xform of its id with its own body in it ("body"), a body for each thing that moves on
    it, and the joint of that beside it ("NAME_joint"). What stands by its weight is a rigid body; what is
    part of the building has shapes alone. Shapes are guides: viewers hide them.

    Args:
        world: the room.
        name: of the default prim.
    """
    return _Writer(world, name).written()


class _Writer:
    def __init__(self, world: World, name: str) -> None:
        self.world, self.lines = world, list[str]()
        self.root = identifier(name)
        self.depth = 1
        taken: set[str] = {"physics", "looks", "ground"}
        self.prims = {mover.id: _apart(identifier(mover.id), taken) for mover in world.movers}
        self.paths = {
            link.name: f"/{self.root}/{self.prims[mover.id]}/{_part(mover, link)}"
            for mover in world.movers
            for link in (mover.base, *mover.links)
        }
        seen: set[str] = set()
        worn = {v.material for m in world.movers for k in (m.base, *m.links) for v in k.visuals}
        self.looks = {material: _apart(identifier(material or "grey"), seen) for material in sorted(worn)}
        rough = {s.friction for m in world.movers for k in (m.base, *m.links) for s in k.shapes}
        self.rough = {value: _apart(f"friction_{value * 100:.0f}", seen) for value in sorted(rough)}

    def written(self) -> str:
        self._looks()
        self._open('def Cube "ground"', ["PhysicsCollisionAPI"])
        self._say("float3[] extent = [(-1, -1, -1), (1, 1, 1)]", 'uniform token purpose = "guide"')
        self._placed((0.0, 0.0, -0.05), np.eye(3), (GROUND, GROUND, 0.05))
        self._close()
        for mover in self.world.movers:
            self._mover(mover)
        return STAGE.format(root=self.root) + "\n".join(self.lines) + "\n}\n"

    def _looks(self) -> None:
        self._open('def Scope "looks"')
        for material, prim in self.looks.items():
            r, g, b, alpha = self.world.colours.get(material, GREY)
            self._open(f'def Material "{prim}"')
            self._say(f"token outputs:surface.connect = </{self.root}/looks/{prim}/preview.outputs:surface>")
            self._open('def Shader "preview"')
            self._say(
                'uniform token info:id = "UsdPreviewSurface"',
                f"color3f inputs:diffuseColor = {_row((r, g, b))}",
                f"float inputs:opacity = {max(0.1, alpha):.4g}",
                "float inputs:roughness = 0.6",
                "token outputs:surface",
            )
            self._close(2)
        for value, prim in self.rough.items():
            self._open(f'def Material "{prim}"', ["PhysicsMaterialAPI"])
            self._say(*(f"float physics:{kind}Friction = {value:g}" for kind in ("dynamic", "static")))
            self._close()
        self._close()

    def _mover(self, mover: Mover) -> None:
        self._open(f'def Xform "{self.prims[mover.id]}"')
        self._say(f'custom string userProperties:id = "{mover.id}"')
        turn = Rotation.from_euler("z", mover.yaw).as_matrix()
        self._placed(mover.origin, turn)
        for link in (mover.base, *mover.links):
            self._link(mover, link)
        for link in mover.links:
            self._joint(mover, link)
        self._close()

    def _link(self, mover: Mover, link: Link) -> None:
        moves = mover.free or link.joint is not None
        apis = ["PhysicsRigidBodyAPI", "PhysicsMassAPI"] if moves and link.shapes else []
        others = [b if a == link.name else a for a, b in self.world.apart if link.name in (a, b)]
        apis += ["PhysicsFilteredPairsAPI"] * bool(others)
        self._open(f'def Xform "{_part(mover, link)}"', apis)
        if others:
            self._say(f"rel physics:filteredPairs = [{', '.join(f'<{self.paths[o]}>' for o in others)}]")
        if moves and link.shapes:
            self._mass(link)
        for number, visual in enumerate(link.visuals):
            self._mesh(f"look_{number}", visual.vertices, visual.triangles, self.looks[visual.material])
        for number, shape in enumerate(link.shapes):
            self._shape(f"shape_{number}", shape)
        self._close()

    def _mass(self, link: Link) -> None:
        of = inertia(link)
        values, axes = np.linalg.eigh(of.tensor)
        axes[:, 2] *= np.sign(np.linalg.det(axes))
        self._say(
            f"float physics:mass = {of.mass:.5g}",
            f"point3f physics:centerOfMass = {_row(of.centre)}",
            f"float3 physics:diagonalInertia = ({', '.join(f'{v:.5g}' for v in np.maximum(values, 1e-9))})",
            f"quatf physics:principalAxes = {_quat(axes)}",
        )

    def _joint(self, mover: Mover, link: Link) -> None:
        hinge = link.joint or Hinge("slide", (0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 0.0))
        kind = {"hinge": "PhysicsRevoluteJoint", "slide": "PhysicsPrismaticJoint"}[hinge.kind]
        kind = "PhysicsFixedJoint" if link.joint is None else kind
        self._open(f'def {kind} "{_part(mover, link)}_joint"')
        turn = _quat(_onto(np.asarray(hinge.axis, float)))
        self._say(
            f"rel physics:body0 = <{self.paths[mover.base.name]}>",
            f"rel physics:body1 = <{self.paths[link.name]}>",
            *(f"point3f physics:localPos{side} = {_row(hinge.at)}" for side in (0, 1)),
            *(f"quatf physics:localRot{side} = {turn}" for side in (0, 1)),
        )
        low, high = hinge.limits
        if link.joint is not None:
            self._say('uniform token physics:axis = "X"')
            scale = 180 / math.pi if hinge.kind == "hinge" else 1.0
            if hinge.kind == "slide" or high - low < 2 * math.pi - 1e-6:
                self._say(f"float physics:lowerLimit = {low * scale:.6g}")
                self._say(f"float physics:upperLimit = {high * scale:.6g}")
        self._close()

    def _shape(self, name: str, shape: Convex) -> None:
        rough = self.rough[shape.friction]
        if shape.half is None:
            corners, triangles = faces(shape)
            self._mesh(name, corners, triangles, rough, solid=True)
            return
        self._open(f'def Cube "{name}"', ["PhysicsCollisionAPI", "MaterialBindingAPI"])
        self._say("float3[] extent = [(-1, -1, -1), (1, 1, 1)]", 'uniform token purpose = "guide"')
        self._say(f"rel material:binding:physics = </{self.root}/looks/{rough}>")
        self._placed(shape.centre, shape.rotation, shape.half)
        self._close()

    def _mesh(
        self, name: str, points: Array, triangles: NDArray[np.int32], worn: str, *, solid: bool = False
    ) -> None:
        apis = ["PhysicsCollisionAPI", "PhysicsMeshCollisionAPI"] if solid else []
        self._open(f'def Mesh "{name}"', [*apis, "MaterialBindingAPI"])
        self._say(
            f"float3[] extent = [{_row(points.min(axis=0))}, {_row(points.max(axis=0))}]",
            f"int[] faceVertexCounts = [{', '.join(['3'] * len(triangles))}]",
            f"int[] faceVertexIndices = [{', '.join(map(str, np.asarray(triangles).ravel().tolist()))}]",
            f"point3f[] points = [{', '.join(map(_row, points.tolist()))}]",
            'uniform token subdivisionScheme = "none"',
        )
        if solid:
            self._say('uniform token physics:approximation = "convexHull"', 'uniform token purpose = "guide"')
            self._say(f"rel material:binding:physics = </{self.root}/looks/{worn}>")
        else:
            self._say("uniform bool doubleSided = 1", f"rel material:binding = </{self.root}/looks/{worn}>")
        self._close()

    def _placed(self, at: Iterable[float], turn: Array, half: Iterable[float] | None = None) -> None:
        self._say(f"double3 xformOp:translate = {_row(at)}", f"quatf xformOp:orient = {_quat(turn)}")
        order = ["xformOp:translate", "xformOp:orient"]
        if half is not None:
            self._say(f"float3 xformOp:scale = {_row(half)}")
            order.append("xformOp:scale")
        self._say(f"uniform token[] xformOpOrder = [{', '.join(f'{o!r}' for o in order)}]".replace("'", '"'))

    def _open(self, head: str, apis: Iterable[str] = ()) -> None:
        said = ", ".join(f'"{api}"' for api in apis)
        self._say(*([f"{head} (", f"    prepend apiSchemas = [{said}]", ")"] if said else [head]), "{")
        self.depth += 1

    def _close(self, levels: int = 1) -> None:
        for _ in range(levels):
            self.depth -= 1
            self._say("}")

    def _say(self, *lines: str) -> None:
        self.lines += ["    " * self.depth + line for line in lines]


def identifier(text: str) -> str:
    """A name as USD allows them."""
    plain = re.sub(r"[^A-Za-z0-9_]", "_", text) or "_"
    return plain if not plain[0].isdigit() else f"_{plain}"


def _apart(name: str, taken: set[str]) -> str:
    """A name that nobody has, which is then taken."""
    unique, number = name, 2
    while unique in taken:
        unique, number = f"{name}_{number}", number + 1
    taken.add(unique)
    return unique


def _part(mover: Mover, link: Link) -> str:
    return "body" if link is mover.base else identifier(link.name.removeprefix(f"{mover.id}."))


def _onto(axis: Array) -> Array:
    """(3, 3) a rotation that takes X onto an axis."""
    x = axis / np.linalg.norm(axis)
    beside = np.eye(3)[int(np.argmin(np.abs(x)))]
    y = np.cross(beside, x)
    y /= np.linalg.norm(y)
    return np.stack([x, y, np.cross(x, y)], axis=1)


def _quat(turn: Array) -> str:
    x, y, z, w = Rotation.from_matrix(turn).as_quat()
    return _row((w, x, y, z))


def _row(values: Iterable[float]) -> str:
    return f"({', '.join(f'{round(float(v), 6) + 0.0:g}' for v in values)})"
