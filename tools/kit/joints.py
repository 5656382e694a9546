"""What of a thing moves, and how: its doors, drawers, lids and seats, for simulators and other programs."""

from __future__ import annotations

import math
from typing import Any, Literal, NamedTuple

from tools.kit.core import Thing, Vec3

OPEN = 100.0
"""Degrees that the hinges of furniture and room doors let them open."""
TRAVEL = 0.75
"""Share of the depth behind its front that a drawer comes out by, as on common runners."""
FAR = 100.0


class Joint(NamedTuple):
    """One moving piece of a thing, as it was built, and the way it can go from there.

    Attributes:
        name: unique within the thing.
        kind: "hinge" turns about an axis, "slide" moves along it.
        at: a point of the axis, metres in the thing's own frame.
        axis: its direction there; a positive turn is counter-clockwise seen against it.
        limits: lowest and highest value, degrees or metres; 0 is as it was built.
        parts: names of the parts that move, without a .2; of those the shells whose middle is in the box.
        low: lowest corner of that box, metres in the own frame.
        high: its highest corner.
    """

    name: str
    kind: Literal["hinge", "slide"]
    at: Vec3
    axis: Vec3
    limits: tuple[float, float]
    parts: tuple[str, ...]
    low: Vec3
    high: Vec3

    def fitted(self, scale: Vec3, centre: Vec3) -> Any:
        """The same after the thing was shifted by `-centre` and scaled."""
        at, low, high = (
            ((p[0] - centre[0]) * scale[0], (p[1] - centre[1]) * scale[1], (p[2] - centre[2]) * scale[2])
            for p in (self.at, self.low, self.high)
        )
        along = math.hypot(*(a * s for a, s in zip(self.axis, scale, strict=True)))
        length = math.hypot(*self.axis)
        stretch = along / length if self.kind == "slide" else 1.0
        limits = (self.limits[0] * stretch, self.limits[1] * stretch)
        return self._replace(at=at, low=low, high=high, limits=limits)


def joint(
    o: Thing,
    name: str,
    kind: Literal["hinge", "slide"],
    *,
    at: Vec3,
    axis: Vec3,
    limits: tuple[float, float],
    parts: tuple[str, ...],
    low: Vec3 = (-FAR, -FAR, -FAR),
    high: Vec3 = (FAR, FAR, FAR),
) -> None:
    """Say that something of a thing moves; nothing looks different for it.

    Args:
        o: the thing.
        name: of what moves ("door"); made unique within the thing with a .2, .3 suffix.
        kind: "hinge" or "slide".
        at: a point of the axis, metres in the thing's own frame.
        axis: its direction, as (0, 0, 1) for a door; a positive turn is counter-clockwise seen against it.
        limits: lowest and highest value from how it is built, degrees or metres.
        parts: names of the parts that move, without a .2.
        low: only their shells whose middle is above this corner ...
        high: ... and below this one.
    """
    if kind not in ("hinge", "slide"):
        raise ValueError(f"joint({name!r}): kind={kind!r} is none of hinge, slide")
    if math.hypot(*axis) < 1e-6 or limits[0] > limits[1]:
        raise ValueError(f"joint({name!r}): axis {axis} has no direction, or limits {limits} are no range")
    taken, unique, number = {j.name for j in o.joints}, name, 2
    while unique in taken:
        unique, number = f"{name}.{number}", number + 1
    o.joints.append(Joint(unique, kind, at, axis, limits, parts, low, high))


def joint_door(
    o: Thing,
    box: tuple[Vec3, Vec3],
    hinge: Literal["l", "r", "b", "t"] | str,
    parts: tuple[str, ...],
    name: str = "door",
    limit: float = OPEN,
) -> None:
    """A front that turns about one edge of its outer face, as an overlay hinge lets it: clear of its body.

    Args:
        o: the thing.
        box: lowest and highest corner of the front itself, metres; its outer face looks to -Y.
        hinge: the edge: "l" left, "r" right (as seen from the front), "b" bottom or "t" top.
        parts: names of the parts that move.
        name: of the joint.
        limit: degrees it opens.
    """
    (x0, y0, z0), (x1, y1, z1) = box
    at, axis = {
        "l": ((x0, y0, z0), (0.0, 0.0, -1.0)),
        "r": ((x1, y0, z0), (0.0, 0.0, 1.0)),
        "b": ((x0, y0, z0), (1.0, 0.0, 0.0)),
        "t": ((x0, y0, z1), (-1.0, 0.0, 0.0)),
    }[hinge]
    # What sits on the front goes along: handles and panes stand out of it.
    low, high = (x0, y0 - 0.15, z0), (x1, y1 + 0.002, z1)
    joint(o, name, "hinge", at=at, axis=axis, limits=(0.0, limit), parts=parts, low=low, high=high)


def joint_drawer(
    o: Thing, box: tuple[Vec3, Vec3], travel: float, parts: tuple[str, ...], name: str = "drawer"
) -> None:
    """A front that is pulled out towards -Y.

    Args:
        o: the thing.
        box: lowest and highest corner of the front itself, metres.
        travel: metres it comes out.
        parts: names of the parts that move.
        name: of the joint.
    """
    (x0, y0, z0), (x1, y1, z1) = box
    low, high = (x0, y0 - 0.15, z0), (x1, y1 + 0.002, z1)
    middle = ((x0 + x1) / 2, y0, (z0 + z1) / 2)
    limits = (0.0, max(travel, 0.0))
    joint(o, name, "slide", at=middle, axis=(0.0, -1.0, 0.0), limits=limits, parts=parts, low=low, high=high)


def joint_swivel(o: Thing, at: Vec3, above: float, parts: tuple[str, ...], name: str = "swivel") -> None:
    """What turns freely about the vertical: a seat with all that is on it.

    Args:
        o: the thing.
        at: a point of the axis, metres.
        above: only shells whose middle is higher than this, metres.
        parts: names of the parts that turn.
        name: of the joint.
    """
    joint(o, name, "hinge", at=at, axis=(0.0, 0.0, 1.0), limits=(-180.0, 180.0), parts=parts,
          low=(-FAR, -FAR, above))  # fmt: skip
