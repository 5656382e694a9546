"""Objects, parts and their frames: what every building word stands on.

Metres, degrees, Z up. World: origin at the centre of the floor's bounding rectangle, +X right, +Y up the
picture. An object's own frame: origin on the floor at the centre of its footprint, front facing -Y.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import bpy
from mathutils import Matrix, Vector

Vec2 = tuple[float, float]
Vec3 = tuple[float, float, float]


class Thing:
    """One placed object while it is being built.

    Attributes:
        id: unique name, also the name of its root empty.
        size: outer (width, depth, height) in its own frame, metres. Geometry is fitted into it.
        parts: Blender mesh objects, in its own frame, in the order they were made.
    """

    def __init__(self, id: str, category: str, size: Vec3, root: Any) -> None:
        self.id, self.category, self.size, self.root = id, category, size, root
        self.parts: list[Any] = []
        self.wears: dict[str, str] = {}

    @property
    def w(self) -> float:
        """Width along its own X, metres."""
        return self.size[0]

    @property
    def d(self) -> float:
        """Depth along its own Y, metres."""
        return self.size[1]

    @property
    def h(self) -> float:
        """Height, metres."""
        return self.size[2]


class Build:
    """The scene under construction: one per program run."""

    def __init__(self) -> None:
        self.things: dict[str, Thing] = {}
        self.placements: dict[str, dict[str, Any]] = {}
        self.room: dict[str, Any] = {}
        self.materials: dict[str, Any] = {}
        self.views: dict[str, Any] = {}


BUILD = Build()


def place(
    id: str,
    category: str,
    *,
    at: Vec2,
    size: Vec3,
    yaw: float = 0.0,
    z: float | None = None,
    on: str | None = None,
    mount: str = "floor",
) -> Thing:
    """Put an object in the room.

    Args:
        id: unique name, snake_case.
        category: what it is ("bed", "dining chair").
        at: centre of its footprint, metres: world x, y; in the parent's own frame when `on` is given.
        size: outer (width, depth, height) in its own frame, metres.
        yaw: degrees counter-clockwise seen from above; 0 faces -Y. Relative to the parent when `on` is given.
        z: height of its underside: above the floor, or above the parent's underside when `on` is given.
            Left out: the floor; the surface of the parent found under it; the ceiling for mount="ceiling".
        on: id of the object that carries it.
        mount: "floor", "wall", "ceiling" or "object" (set by `on`).
    """
    if id in BUILD.things:
        raise ValueError(f"place({id!r}): this id is already taken")
    if min(size) <= 0:
        raise ValueError(f"place({id!r}): size {size} must be positive")
    if on is not None and on not in BUILD.things:
        raise ValueError(f"place({id!r}): on={on!r} is not placed above this line")
    root = bpy.data.objects.new(id, None)
    bpy.context.scene.collection.objects.link(root)
    root["room_id"], root["category"], root["on"] = id, category, on or ""
    root["mount"] = "object" if on else mount
    thing = Thing(id, category, size, root)
    BUILD.things[id] = thing
    BUILD.placements[id] = {"at": at, "yaw": yaw, "z": z, "on": on, "mount": root["mount"]}
    if on:
        root.parent = BUILD.things[on].root
    elevation = z
    if elevation is None:
        elevation = BUILD.things[on].h if on else 0.0  # settled on the real surface by finish()
        if mount == "ceiling":
            elevation = BUILD.room.get("height", 2.6) - size[2]
    root.location = (at[0], at[1], elevation)
    root.rotation_euler = (0.0, 0.0, math.radians(yaw))
    return thing


def mesh(
    o: Thing,
    part: str,
    verts: Sequence[Sequence[float]],
    faces: Sequence[Sequence[int]],
    *,
    slot: str = "body",
    smooth: bool = False,
) -> Any:
    """Add a part from vertices (metres, the object's own frame) and faces (outward, counter-clockwise).

    Args:
        o: the object it belongs to.
        part: its name; made unique within the object with a .2, .3 suffix.
        verts: (n, 3).
        faces: vertex index loops.
        slot: which of the object's materials it wears ("frame", "seat", "fabric").
        smooth: shade smooth.
    """
    taken = {p["part"] for p in o.parts}
    name, number = part, 2
    while name in taken:
        name, number = f"{part}.{number}", number + 1
    data = bpy.data.meshes.new(f"{o.id}.{name}")
    data.from_pydata([tuple(v) for v in verts], [], [tuple(f) for f in faces])
    if smooth:
        data.shade_smooth()
    obj = bpy.data.objects.new(f"{o.id}.{name}", data)
    obj["room_id"], obj["part"], obj["slot"] = o.id, name, slot
    obj.parent = o.root
    bpy.context.scene.collection.objects.link(obj)
    o.parts.append(obj)
    return obj


def geometry(*ids: str) -> Callable[[Callable[[Thing], None]], Callable[[Thing], None]]:
    """Decorator: build each of these objects with the function below, then fit it into its box."""

    def build(function: Callable[[Thing], None]) -> Callable[[Thing], None]:
        for id in ids:
            if id not in BUILD.things:
                raise ValueError(f"geometry({id!r}): no object of that id is placed")
            function(BUILD.things[id])
            fit(BUILD.things[id])
        return function

    return build


def furnish(ids: str | Sequence[str], word: Callable[..., None], **parameters: Any) -> None:
    """Build objects with one furniture word: `furnish("bed", bed, pillows=4, style="modern")`."""
    for id in [ids] if isinstance(ids, str) else ids:
        geometry(id)(lambda o: word(o, **parameters))


def fit(o: Thing) -> None:
    """Scale and shift an object's parts so that together they fill its box exactly.

    The scale that was needed is kept on the root as `fit`; 1, 1, 1 means it was built to size.
    """
    points = [v.co for p in o.parts for v in p.data.vertices]
    if not points:
        raise ValueError(f"geometry({o.id!r}) made no parts")
    low = Vector([min(p[k] for p in points) for k in range(3)])
    high = Vector([max(p[k] for p in points) for k in range(3)])
    extent = high - low
    scale = [o.size[k] / extent[k] if extent[k] > 1e-9 else 1.0 for k in range(3)]
    o.root["fit"] = scale
    centre = Vector(((low.x + high.x) / 2, (low.y + high.y) / 2, low.z))
    change = Matrix.Diagonal((*scale, 1.0)) @ Matrix.Translation(-centre)
    for p in o.parts:
        p.data.transform(change)
