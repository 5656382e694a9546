"""One object as rigid links: its own, and one for each of its joints."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from tools.geometry import Vec3
from tools.measured import JointReport, PartMesh
from tools.physics.model import Array, Convex, Hinge, Link, Visual
from tools.physics.pieces import Piece, area, convex_pieces, shells, volume
from tools.physics.substances import Substance, mass

BOX = 0.94
"""Share of its box that a hull fills to be taken for one: bevels take a few hundredths."""
PIECES = 8
"""Convex pieces at most of one shell, or one part of many shells, where something reaches into it."""
VESSEL = 4
"""The same where nothing does: enough to put something in a tub or under a table."""
LOOSE = 2
"""The same for what is no solid at all: leaves, stems, curtains."""
AIRY = frozenset(
    {"leaf", "flower", "stem", "branch", "curtain", "sheer", "page", "cover", "rope", "cable", "art"}
)
"""Slots of what is no solid."""
ROOMY = 0.3
"""Metres: what is smaller all over is taken for full where nothing reaches into it."""
SHAPES = 40
"""Shapes of one link above which its parts are taken as one and cut."""
FLAT = 0.001
"""Metres above its lowest point up to which a shape counts as standing on it; half a foot's height."""
POINTED = 0.2
"""Share of its width below which what it stands on is a point."""
REACH = 0.004
"""Metres by which two bounds must overlap: less is standing on it, or beside it."""
LIGHT = 0.02
"""Kilograms that a link weighs at least."""

Kind = Callable[[PartMesh], Substance]


class Shells:
    """One part's connected surfaces, in the body's frame."""

    def __init__(self, mesh: PartMesh, corners: list[Array]) -> None:
        self.mesh, self.corners = mesh, corners


def frame(origin: Vec3, yaw: float) -> Callable[[Array], Array]:
    """From world points (n, 3) to those of a frame: its origin, and radians about the vertical."""
    c, s = math.cos(yaw), math.sin(yaw)
    turn = np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
    return lambda points: np.asarray((np.asarray(points, float) - origin) @ turn)


def turned(shape: Convex, yaw: float) -> Convex:
    """A shape of a frame turned by radians about the vertical, in the frame it was turned from."""
    back = frame((0.0, 0.0, 0.0), -yaw)
    return replace(
        shape,
        vertices=back(shape.vertices),
        centre=back(shape.centre[None])[0],
        rotation=back(shape.rotation.T).T,
    )


def footed(link: Link) -> Link:
    """A link that stands on a point with a small flat foot under it: as a round lamp is made.

    The foot is as wide as half its lowest shape, and no higher than the point.
    """
    lowest = min(link.shapes, key=lambda shape: float(shape.vertices[:, 2].min()), default=None)
    if lowest is None:
        return link
    low, high = lowest.vertices.min(axis=0), lowest.vertices.max(axis=0)
    under = lowest.vertices[lowest.vertices[:, 2] < low[2] + FLAT]
    if np.ptp(under[:, :2], axis=0).min() > POINTED * (high - low)[:2].min():
        return link
    half = np.array([*((high - low)[:2] / 4), FLAT])
    centre = np.array([*((low + high)[:2] / 2), low[2] + FLAT])
    signs = np.array([(x, y, z) for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], float)
    foot = Convex(centre + signs * half, LIGHT, lowest.friction, half, centre)
    return replace(link, shapes=(*link.shapes, foot))


def links(
    id: str,
    parts: Sequence[PartMesh],
    joints: Sequence[JointReport],
    place: tuple[Vec3, float],
    substance_of: Kind,
    material_of: Callable[[PartMesh], str],
    others: Array,
) -> tuple[Link, tuple[Link, ...]]:
    """An object's own link and those that move on it.

    Args:
        id: the object's.
        parts: its meshes, world frame.
        joints: its own.
        place: origin of its frame (world metres) and yaw (radians).
        substance_of: what a part is made of.
        material_of: name of the material that a part wears.
        others: (k, 2, 3) lowest and highest corners of everything else, world metres.
    """
    into = frame(*place)
    rest = [
        Shells(mesh, shells(into(mesh.vertices), mesh.triangles)) for mesh in parts if len(mesh.triangles)
    ]
    moving = []
    for joint in joints:
        taken, rest = _split(rest, joint, place)
        if taken:
            made = _link(f"{id}.{joint.name}", taken, substance_of, material_of, others, _hinge(joint, place))
            moving.append(made)
    return _link(id, rest, substance_of, material_of, others), tuple(moving)


def _split(
    parts: list[Shells], joint: JointReport, place: tuple[Vec3, float]
) -> tuple[list[Shells], list[Shells]]:
    """What a joint moves, and what stays."""
    back = frame((0.0, 0.0, 0.0), -place[1])
    into = frame(joint.origin, math.radians(joint.yaw_deg))
    low, high = np.array(joint.low), np.array(joint.high)
    taken, rest = [], []
    for part in parts:
        if part.mesh.name.partition(".")[0] not in joint.parts:
            rest.append(part)
            continue
        go: list[Array] = []
        stay: list[Array] = []
        for corners in part.corners:
            points = into(back(corners.reshape(-1, 3)) + place[0])
            middle = (points.min(axis=0) + points.max(axis=0)) / 2
            (go if ((low <= middle) & (middle <= high)).all() else stay).append(corners)
        taken += [Shells(part.mesh, go)] if go else []
        rest += [Shells(part.mesh, stay)] if stay else []
    return taken, rest


def _hinge(joint: JointReport, place: tuple[Vec3, float]) -> Hinge:
    at = frame(*place)(np.array([joint.at]))[0]
    axis = frame((0.0, 0.0, 0.0), place[1])(np.array([joint.axis]))[0]
    scale = math.pi / 180 if joint.kind == "hinge" else 1.0
    return Hinge(joint.kind, _vec(at), _vec(axis), (joint.limits[0] * scale, joint.limits[1] * scale))


def _link(
    name: str,
    parts: Sequence[Shells],
    substance_of: Kind,
    material_of: Callable[[PartMesh], str],
    others: Array,
    joint: Hinge | None = None,
) -> Link:
    shapes = [s for part in parts for s in _shapes(part, substance_of(part.mesh), _most(part.mesh, others))]
    if len(shapes) > SHAPES:
        shapes = [s for part in parts for s in _shapes(part, substance_of(part.mesh), 1)]
    light = LIGHT - sum(shape.mass for shape in shapes)
    if shapes and light > 0:
        shapes = [_heavier(shape, light / len(shapes)) for shape in shapes]
    return Link(name, tuple(shapes), tuple(_worn_meshes(parts, material_of)), joint)


def _most(part: PartMesh, others: Array) -> int:
    """How many pieces a part is worth: more where something else reaches into its bounds."""
    if part.slot in AIRY:
        return LOOSE
    if part.name.startswith("wall"):
        return PIECES
    low, high = part.vertices.min(axis=0) + REACH, part.vertices.max(axis=0) - REACH
    if len(others) and ((others[:, 0] < high) & (others[:, 1] > low)).all(axis=1).any():
        return PIECES
    return VESSEL if (high - low).max() > ROOMY else 1


def _shapes(part: Shells, of: Substance, most: int) -> Iterable[Convex]:
    """A part's convex pieces, which share its mass by their volume."""
    pieces = convex_pieces(part.corners, most)
    weight = sum(mass(of, volume(corners), area(corners)) for corners in part.corners)
    total = sum(piece.volume for piece in pieces)
    return [_shape(piece, weight * piece.volume / total, of.friction) for piece in pieces]


def _shape(piece: Piece, weight: float, friction: float) -> Convex:
    """A piece as a box where it nearly is one, else as a hull."""
    low, high = piece.points.min(axis=0), piece.points.max(axis=0)
    if piece.volume >= BOX * float(np.prod(high - low)):
        return Convex(piece.points, weight, friction, (high - low) / 2, (low + high) / 2)
    if len(piece.points) <= 32:
        from trimesh import bounds  # loaded late: most commands weigh nothing

        to_origin, extents = bounds.oriented_bounds(piece.points, angle_digits=2)  # type: ignore[no-untyped-call]
        if piece.volume >= BOX * float(np.prod(extents)):
            back = np.linalg.inv(to_origin)
            return Convex(piece.points, weight, friction, extents / 2, back[:3, 3], back[:3, :3])
    return Convex(piece.points, weight, friction)


def _heavier(shape: Convex, by: float) -> Convex:
    return replace(shape, mass=shape.mass + by)


def visuals(
    parts: Sequence[PartMesh], material_of: Callable[[PartMesh], str], origin: Vec3
) -> tuple[Visual, ...]:
    """What parts look like, in a frame that is the world's moved to an origin."""
    made = [Shells(mesh, [mesh.vertices[mesh.triangles] - origin]) for mesh in parts if len(mesh.triangles)]
    return tuple(_worn_meshes(made, material_of))


def _worn_meshes(parts: Sequence[Shells], material_of: Callable[[PartMesh], str]) -> Iterable[Visual]:
    """One mesh a material."""
    worn: dict[str, list[Array]] = {}
    for part in parts:
        worn.setdefault(material_of(part.mesh), []).extend(part.corners)
    for material, corners in sorted(worn.items()):
        points, numbers = np.unique(
            np.concatenate(corners).reshape(-1, 3).round(6), axis=0, return_inverse=True
        )
        faces = numbers.reshape(-1, 3).astype(np.int32)
        whole = (faces[:, 0] != faces[:, 1]) & (faces[:, 1] != faces[:, 2]) & (faces[:, 0] != faces[:, 2])
        if whole.any():
            yield Visual(material, points, faces[whole])


def _vec(values: Array) -> Vec3:
    x, y, z = (round(float(v), 6) + 0.0 for v in values)
    return x, y, z


def grouped(joints: Iterable[JointReport]) -> Mapping[str, list[JointReport]]:
    """Joints by the object whose they are."""
    made: dict[str, list[JointReport]] = {}
    for joint in joints:
        made.setdefault(joint.object, []).append(joint)
    return made
