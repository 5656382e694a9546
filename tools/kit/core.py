"""Objects, parts and their frames: what every building word stands on.

Metres, degrees, Z up. World: origin at the centre of the floor's bounding rectangle, +X right, +Y up the
picture. An object's own frame: origin on the floor at the centre of its footprint, front facing -Y.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import bpy
import numpy as np
from mathutils import Matrix

Vec2 = tuple[float, float]
Vec3 = tuple[float, float, float]
MOUNTS = ("floor", "wall", "ceiling", "object")


class Thing:
    """One placed object while it is being built.

    Attributes:
        id: unique name, also the name of its root empty.
        size: outer (width, depth, height) in its own frame, metres. Geometry is fitted into it.
        parts: Blender mesh objects, in its own frame, in the order they were made.
        wears: material names by slot or part name; "" is the one for all others.
        joints: what of it moves (`joint`), in its own frame.
        bearers: those of its parts that are too thin for what stands on them to sink between: a hob's grates.
    """

    def __init__(self, id: str, category: str, size: Vec3, root: Any) -> None:
        self.id, self.category, self.size, self.root = id, category, size, root
        self.parts: list[Any] = []
        self.wears: dict[str, str] = {}
        self.joints: list[Any] = []
        self.bearers: list[Any] = []

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
    """The scene under construction: one per program run.

    Attributes:
        things: placed objects by id, in the order of their place(...) lines.
        placements: the arguments of those lines.
        room: the arguments of room(...).
        shell: what the room itself is made of, by id: "room", partitions, doors, windows.
        openings: holes to cut, by the wall they are in.
        materials: Blender materials by name.
        views: Blender cameras by name, "reference" first when there is one.
        lights: Blender lights by name.
        settings: exposure, white balance and sky, as the program set them.
        notes: what finish() had to say, one line each.
    """

    def __init__(self) -> None:
        self.things: dict[str, Thing] = {}
        self.placements: dict[str, dict[str, Any]] = {}
        self.room: dict[str, Any] = {}
        self.shell: dict[str, Thing] = {}
        self.openings: dict[int | str, list[dict[str, Any]]] = {}
        self.materials: dict[str, Any] = {}
        self.views: dict[str, Any] = {}
        self.lights: dict[str, Any] = {}
        self.settings: dict[str, Any] = {}
        self.notes: list[str] = []
        self._scene: Any = None
        self._folders: dict[str, Any] = {}

    @property
    def scene(self) -> Any:
        """The Blender scene everything goes into; made on first use."""
        if self._scene is None:
            self._scene = scene_begin()
        return self._scene

    def begin(self) -> Any:
        """The scene, made before anything else is: making it empties Blender of what was there."""
        return self.scene

    def link(self, obj: Any, folder: str = "Objects") -> Any:
        """Put a Blender object into one of the scene's collections and return it."""
        if folder not in self._folders:
            made = bpy.data.collections.new(folder)
            self.scene.collection.children.link(made)
            self._folders[folder] = made
        self._folders[folder].objects.link(obj)
        return obj


BUILD = Build()


def scene_begin() -> Any:
    """An empty scene to build in.

    In background everything in memory is dropped. In Blender's window a person's own work is left alone:
    the room gets a scene of its own, and only a room built earlier is replaced.
    """
    if bpy.app.background:
        old = list(bpy.data.scenes)
        kinds = (
            "objects",
            "meshes",
            "curves",
            "materials",
            "images",
            "lights",
            "cameras",
            "worlds",
            "collections",
        )
        bpy.data.batch_remove([item for kind in kinds for item in getattr(bpy.data, kind)])
    else:
        old = [s for s in bpy.data.scenes if s.get("drawing_room")]
        bpy.data.batch_remove([item for s in old for item in (*s.objects, *s.collection.children)])
    scene = bpy.data.scenes.new("Room")
    scene["drawing_room"] = True
    if bpy.context.window is not None:
        bpy.context.window.scene = scene
    for other in old:
        bpy.data.scenes.remove(other)
    scene.name = "Room"
    scene.unit_settings.system = "METRIC"
    return scene


def root_empty(id: str, category: str, folder: str = "Objects") -> Any:
    """A new root object at the world's origin, carrying the id and category of what hangs on it."""
    BUILD.begin()
    root = BUILD.link(bpy.data.objects.new(id, None), folder)
    root["room_id"], root["category"] = id, category
    root.empty_display_size = 0.1
    return root


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
    if id in BUILD.things or id in BUILD.shell:
        raise ValueError(f"place({id!r}): this id is already taken")
    if len(size) != 3 or not all(0 < s < 1000 for s in size):
        raise ValueError(f"place({id!r}): size {size} must be three positive numbers (width, depth, height)")
    if on is not None and on not in BUILD.things:
        raise ValueError(f"place({id!r}): on={on!r} is not placed above this line")
    if mount not in MOUNTS:
        raise ValueError(f"place({id!r}): mount={mount!r} is none of {', '.join(MOUNTS)}")
    root = root_empty(id, category)
    root["on"] = on or ""
    root["mount"] = "object" if on else mount
    thing = Thing(id, category, size, root)
    BUILD.things[id] = thing
    BUILD.placements[id] = {"at": at, "yaw": yaw, "z": z, "on": on, "mount": root["mount"]}
    if on:
        root.parent = BUILD.things[on].root
    elevation = z
    if elevation is None:
        elevation = BUILD.things[on].h if on else 0.0  # settled on the real surface by finish()
        if mount == "ceiling" and not on:
            elevation = BUILD.room.get("height", 2.6) - size[2]
    root.location = (at[0], at[1], elevation)
    root.rotation_euler = (0.0, 0.0, math.radians(yaw))
    return thing


def part_name(o: Thing, part: str) -> str:
    """The part's name made unique within the object with a .2, .3 suffix."""
    taken = {p["part"] for p in o.parts}
    name, number = part, 2
    while name in taken:
        name, number = f"{part}.{number}", number + 1
    return name


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
    name = part_name(o, part)
    data = bpy.data.meshes.new(f"{o.id}.{name}")
    points = np.array(verts, np.float32)
    if len(points) and points.shape[1:] != (3,):
        raise ValueError(f"mesh({part!r}): a vertex is (x, y, z), and these are {points.shape}")
    counts = np.fromiter(map(len, faces), np.int32, len(faces))
    corners = np.fromiter(chain.from_iterable(faces), np.int32, int(counts.sum()))
    if len(corners) and not 0 <= corners.min() <= corners.max() < len(points):
        raise ValueError(f"mesh({part!r}): a face names a vertex that is not among its {len(points)}")
    data.vertices.add(len(points))
    data.loops.add(len(corners))
    data.polygons.add(len(counts))
    data.vertices.foreach_set("co", points.ravel())
    data.polygons.foreach_set("loop_start", np.cumsum(counts, dtype=np.int32) - counts)
    data.polygons.foreach_set("vertices", corners)
    data.polygons.foreach_set("use_smooth", np.full(len(counts), smooth))
    data.update(calc_edges=True)
    folder = "Room" if o.id in BUILD.shell else "Objects"
    obj = BUILD.link(bpy.data.objects.new(f"{o.id}.{name}", data), folder)
    obj["room_id"], obj["part"], obj["slot"] = o.id, name, slot
    obj.parent = o.root
    o.parts.append(obj)
    return obj


def paint(part: Any, color: str, kind: str = "paint") -> Any:
    """Give one part a colour of its own ("#rrggbb"), worn unless `wear` names that very part.

    What a furniture word paints is only its slot's usual look: `wear` of the slot changes it, too.
    """
    part["paint"] = f"{kind} {color}"
    return part


def geometry(*ids: str | Sequence[str]) -> Callable[[Callable[[Thing], None]], Callable[[Thing], None]]:
    """Decorator: build each of these objects with the function below, then fit it into its box."""

    def build(function: Callable[[Thing], None]) -> Callable[[Thing], None]:
        for id in [id for given in ids for id in ([given] if isinstance(given, str) else given)]:
            if id not in BUILD.things:
                raise ValueError(f"geometry({id!r}): no object of that id is placed")
            function(BUILD.things[id])
            fit(BUILD.things[id])
        return function

    return build


def furnish(ids: str | Sequence[str], word: Callable[..., None], **parameters: Any) -> None:
    """Build objects with one furniture word: `furnish("bed", bed, pillows=4, style="modern")`.

    A value that the word does not list is left out, as if it was not given, and noted.
    """
    for name, kind in get_type_hints(word).items():
        options, value = listed(kind), parameters.get(name)
        if options and value is not None and value not in options:
            some = ", ".join(repr(option) for option in options if option)
            BUILD.notes.append(f"{word.__name__}: {name}={value!r} is none of {some}; left to its style")
            del parameters[name]
    for id in [ids] if isinstance(ids, str) else ids:
        geometry(id)(lambda o: furnished(o, word, parameters))


def furnished(o: Thing, word: Callable[..., None], parameters: dict[str, Any]) -> None:
    """Build an object with a furniture word; the colours it paints are its slots' usual ones."""
    first = len(o.parts)
    word(o, **parameters)
    for part in o.parts[first:]:
        if "paint" in part:
            part["usual"] = True


def listed(kind: Any) -> tuple[Any, ...]:
    """The values that a `Literal` annotation, or a union of some, lists; none for any other."""
    if get_origin(kind) is Literal:
        return get_args(kind)
    if get_origin(kind) is Union:
        return tuple(value for one in get_args(kind) for value in listed(one))
    return ()


def coordinates(data: Any) -> Any:
    """Vertex positions (n, 3) of a mesh in its own frame."""
    points = np.empty(len(data.vertices) * 3, np.float32)
    data.vertices.foreach_get("co", points)
    return points.reshape(-1, 3)


def fit(o: Thing) -> None:
    """Scale and shift an object's parts so that together they fill its box exactly.

    The scale that was needed is kept on the root as `fit`; 1, 1, 1 means it was built to size.
    """
    points = [coordinates(p.data) for p in o.parts if len(p.data.vertices)]
    if not points:
        raise ValueError(f"geometry({o.id!r}) made no parts")
    low = [float(x) for x in np.min([p.min(axis=0) for p in points], axis=0)]
    high = [float(x) for x in np.max([p.max(axis=0) for p in points], axis=0)]
    if not all(map(math.isfinite, low + high)):
        raise ValueError(f"geometry({o.id!r}) made vertices that are not numbers")
    extent = [high[k] - low[k] for k in range(3)]
    scale = [o.size[k] / extent[k] if extent[k] > 1e-9 else 1.0 for k in range(3)]
    rest = (0.0, 0.0, 0.0)
    if "stretch" in o.root:
        scale, rest = fit_bounded(o, extent, scale)
    else:
        o.root["fit"] = scale
    centre = ((low[0] + high[0]) / 2, (low[1] + high[1]) / 2, low[2])
    change = (
        Matrix.Translation(rest) @ Matrix.Diagonal((*scale, 1.0)) @ Matrix.Translation([-c for c in centre])
    )
    for p in o.parts:
        p.data.transform(change)
    moved = [c - r / s for c, r, s in zip(centre, rest, scale, strict=True)]
    o.joints = [j.fitted(scale, moved) for j in o.joints]


def fit_bounded(o: Thing, extent: Sequence[float], scale: Sequence[float]) -> tuple[list[float], Vec3]:
    """Bring the scale of a thing with proportions of its own within its `stretch`.

    Returns:
        The scale, whose sides differ by that at most, and where the thing then stands in its box: in the
        middle; against the back on a wall, against the top under a ceiling. `fit` tells only what is uneven.
    """
    least = min([s for s, side in zip(scale, extent, strict=True) if side > 1e-9], default=1.0)
    kept = [min(s, least * (1.0 + o.root["stretch"])) for s in scale]
    o.root["fit"] = [k / least if side > 1e-9 else 1.0 for k, side in zip(kept, extent, strict=True)]
    filled = [k * side for k, side in zip(kept, extent, strict=True)]
    short = [full - part for full, part in zip(o.size, filled, strict=True)]
    if any(s > 0.02 * full for s, full in zip(short, o.size, strict=True) if full > 1e-9):
        sides = ", ".join(f"{f:.3g}" for f in filled)
        o.root["short"] = (
            f"keeps its proportions within {o.root['stretch']:.0%} and does not fill its box: it is "
            f"{sides} m; size=({sides}) fits it"
        )
    mount = o.root.get("mount")
    back = short[1] / 2 if mount == "wall" else 0.0
    return kept, (0.0, back, short[2] if mount == "ceiling" else 0.0)
