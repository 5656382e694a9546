"""The building words of the room in scene.py, copied here by Drawing Room."""
# Drawing Room wrote the rest: a0b81d95b1cdd6d2

import argparse
import atexit
import base64
import bpy
import difflib
import itertools
import math
import numpy as np
import os
import random
import re
import struct
import sys
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from mathutils import Euler, Matrix, Vector
from mathutils.bvhtree import BVHTree
from mathutils.geometry import tessellate_polygon
from pathlib import Path
from statistics import median
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

CAMERA_SENSOR = 36.0
"""Sensor width in millimetres; focal lengths are given as fractions of the picture's width."""

Vec2 = tuple[float, float]
Vec3 = tuple[float, float, float]

def camera(
    name: str,
    at: Vec3,
    rotation: Vec3,
    focal: float = 1.0,
    shift: Vec2 = (0.0, 0.0),
    resolution: tuple[int, int] = (1024, 768),
    ortho: float | None = None,
) -> Any:
    """A named view.

    Args:
        name: what `--view` calls it; "reference" is the input picture's own camera.
        at: position, world metres.
        rotation: degrees about X, Y, Z (Blender's XYZ order); 0, 0, 0 looks straight down, +Y up.
        focal: focal length as a fraction of the picture's width.
        shift: of the principal point, as fractions of the picture's width.
        resolution: pixels, width and height.
        ortho: width in metres of an orthographic picture; `focal` is not used then.
    """
    if focal <= 0 or min(resolution) < 1:
        raise ValueError(f"camera({name!r}): focal={focal} and resolution={resolution} must be positive")
    BUILD.begin()
    if name in BUILD.views:
        raise ValueError(f"camera({name!r}): there is a view of that name already")
    data = bpy.data.cameras.new(name)
    data.sensor_fit, data.sensor_width = "HORIZONTAL", CAMERA_SENSOR
    data.lens = focal * CAMERA_SENSOR
    data.shift_x, data.shift_y = shift
    data.clip_start, data.clip_end = 0.02, 500.0
    if ortho is not None:
        data.type, data.ortho_scale = "ORTHO", ortho
    obj = BUILD.link(bpy.data.objects.new(name, data), "Views")
    obj.location = at
    obj.rotation_euler = [math.radians(a) for a in rotation]
    obj["view"] = name
    settings = {"at": at, "rotation": rotation, "focal": focal, "shift": shift, "resolution": resolution}
    BUILD.views[name] = {**settings, "ortho": ortho, "camera": obj}
    return obj

def view(
    name: str,
    at: Vec3,
    look_at: Vec3,
    focal: float = 0.8,
    resolution: tuple[int, int] = (1024, 768),
) -> Any:
    """A named view from `at` towards `look_at` (world metres), upright."""
    direction = Vector(look_at) - Vector(at)
    if direction.length < 1e-6:
        raise ValueError(f"view({name!r}): it looks at where it stands")
    turn = direction.to_track_quat("-Z", "Y").to_euler("XYZ")
    x, y, z = (math.degrees(a) for a in turn)
    return camera(name, at, (x, y, z), focal, resolution=resolution)

def camera_matrix(name: str) -> Any:
    """World matrix of a view: its columns are right, up, backwards and position."""
    settings = BUILD.views[name]
    turn = Euler([math.radians(a) for a in settings["rotation"]], "XYZ").to_matrix().to_4x4()
    return Matrix.Translation(settings["at"]) @ turn

def framed_view(name: str, at: Any, look_at: Any, points: list[Vec3], resolution: tuple[int, int]) -> None:
    """A view whose picture the points (world metres) just fill, centred, with a small margin."""
    turn = (look_at - at).to_track_quat("-Z", "Y").to_matrix()
    local = [turn.transposed() @ (Vector(p) - at) for p in points]
    us, vs = [p.x / -p.z for p in local], [p.y / -p.z for p in local]
    high = resolution[1] / resolution[0]
    focal = 0.94 / max(max(us) - min(us), (max(vs) - min(vs)) / high)
    shift = (focal * (max(us) + min(us)) / 2, focal * (max(vs) + min(vs)) / 2)
    x, y, z = (math.degrees(a) for a in turn.to_euler("XYZ"))
    camera(name, tuple(at), (x, y, z), focal, shift, resolution)

def default_views() -> None:
    """Add "top", "iso" and "eye" where the program has no views of these names."""
    if not BUILD.room:
        return
    (x0, y0), (x1, y1) = plan_bounds(BUILD.room["floor"])
    height, wall = BUILD.room["height"], BUILD.room["wall"]
    cx, cy, w, d = (x0 + x1) / 2, (y0 + y1) / 2, x1 - x0 + 2 * wall, y1 - y0 + 2 * wall
    if "top" not in BUILD.views:
        eye = height + 2.0 * max(w, d)
        shape = min(max(d / w, 0.4), 1.6)
        across = max(w, d / shape) * 1.06
        size = (1024, round(1024 * shape))
        camera("top", (cx, cy, eye), (0.0, 0.0, 0.0), (eye - height) / across, resolution=size)
    if "iso" not in BUILD.views:
        radius = math.hypot(w, d, height) / 2
        away = Vector((0.55, -1.0, 1.05)).normalized() * radius * 4.2
        middle = Vector((cx, cy, height * 0.4))
        corners = [
            (cx + sx * w / 2, cy + sy * d / 2, z) for sx in (-1, 1) for sy in (-1, 1) for z in (0, height)
        ]
        framed_view("iso", middle + away, middle, corners, (1024, 768))
    if "eye" not in BUILD.views:
        at, look_at = plan_eye(BUILD.room["floor"], height)
        view("eye", at, look_at, focal=0.62, resolution=(1024, 683))

MOUNTS = ("floor", "wall", "ceiling", "object")

class Thing:
    """One placed object while it is being built."""

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
    """An empty scene to build in."""
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
    """Add a part from vertices (metres, the object's own frame) and faces (outward, counter-clockwise)."""
    name = part_name(o, part)
    data = bpy.data.meshes.new(f"{o.id}.{name}")
    data.from_pydata([tuple(v) for v in verts], [], [tuple(f) for f in faces])
    if smooth:
        data.shade_smooth()
    folder = "Room" if o.id in BUILD.shell else "Objects"
    obj = BUILD.link(bpy.data.objects.new(f"{o.id}.{name}", data), folder)
    obj["room_id"], obj["part"], obj["slot"] = o.id, name, slot
    obj.parent = o.root
    o.parts.append(obj)
    return obj

def paint(part: Any, color: str, kind: str = "paint") -> Any:
    """Give one part a colour of its own ("#rrggbb"), worn unless `wear` names that part or its slot."""
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
        geometry(id)(lambda o: word(o, **parameters))

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
    """Scale and shift an object's parts so that together they fill its box exactly."""
    points = [coordinates(p.data) for p in o.parts if len(p.data.vertices)]
    if not points:
        raise ValueError(f"geometry({o.id!r}) made no parts")
    low = [float(x) for x in np.min([p.min(axis=0) for p in points], axis=0)]
    high = [float(x) for x in np.max([p.max(axis=0) for p in points], axis=0)]
    if not all(map(math.isfinite, low + high)):
        raise ValueError(f"geometry({o.id!r}) made vertices that are not numbers")
    extent = [high[k] - low[k] for k in range(3)]
    scale = [o.size[k] / extent[k] if extent[k] > 1e-9 else 1.0 for k in range(3)]
    o.root["fit"] = scale
    centre = ((low[0] + high[0]) / 2, (low[1] + high[1]) / 2, low[2])
    change = Matrix.Diagonal((*scale, 1.0)) @ Matrix.Translation([-c for c in centre])
    for p in o.parts:
        p.data.transform(change)

AGX_LOOKS = {
    "low": "None",
    "medium": "AgX - Medium High Contrast",
    "high": "AgX - High Contrast",
}

def finish() -> None:
    """Complete the scene. The last line of every program; run as a script it then does what was asked."""
    for thing in BUILD.things.values():
        if not thing.parts:
            placeholder(thing)
    settle_all()
    if BUILD.room:
        shell_build()
    dress_all()
    lights_build()
    render_settings()
    default_views()
    if BUILD.views:
        show_view("reference" if "reference" in BUILD.views else next(iter(BUILD.views)))
    # The words may lie in a module of their own: what counts is how the program that calls them was started.
    if sys._getframe(1).f_globals.get("__name__") == "__main__":
        main()

def placeholder(o: Thing) -> None:
    """A plain box in place of an object that no geometry cell builds."""
    x, y, z = o.w / 2, o.d / 2, o.h
    verts = [(sx * x, sy * y, h) for h in (0.0, z) for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    sides = [(k, (k + 1) % 4, (k + 1) % 4 + 4, k + 4) for k in range(4)]
    mesh(o, "placeholder", verts, [(3, 2, 1, 0), (4, 5, 6, 7), *sides])
    o.root["placeholder"], o.root["fit"] = True, (1.0, 1.0, 1.0)

def shell_build() -> None:
    """Floor, ceiling, walls, partitions and mouldings."""
    info, shell = BUILD.room, BUILD.shell["room"]
    shell_slabs(shell, info)
    for run in shell_runs(info) if info["wall"] > 0 else []:
        wall_build(shell, f"wall.{run.name}", run)
    for id, run in info.get("partitions", {}).items():
        wall_build(BUILD.shell[id], "wall", run)
    trim_build()

def lights_build() -> None:
    """Light through the windows, lamps in their shades, and the colour of every light."""
    if not BUILD.lights and "sky" not in BUILD.settings and BUILD.room:
        light_preset("daylight")
    outlook = BUILD.settings.setdefault("sky", dict(SKY_DEFAULT))
    sky_build()
    if outlook["strength"] > 0:
        for thing in list(BUILD.shell.values()):
            if thing.category == "window":
                window_light(thing, outlook)
    for light in BUILD.lights.values():
        color = light["color"]
        light.data.color = srgb_linear(color) if color else kelvin_rgb(light["kelvin"])
        if light.get("on"):
            lamp_build(light, BUILD.things[light["on"]])

def lamp_build(light: Any, lamp: Thing) -> None:
    """Put a light where its lamp's bulb is; let the shade glow, and let the light out through it."""
    light.location, reach = lamp_spot(lamp)
    light.data.shadow_soft_size = min(light.data.shadow_soft_size, max(reach, 0.01))
    for part in lamp.parts:
        if part["slot"] in ("shade", "bulb", "glass"):
            part.visible_shadow = False
        if part["slot"] in ("shade", "bulb") and part.data.materials:
            lamp_glow(part, light)

def lamp_glow(part: Any, light: Any) -> None:
    """Give a shade or bulb a glowing copy of its material, as strong as its light."""
    source = part.material_slots[0].material
    name = f"{source.name} lit by {light.name}"
    made = BUILD.materials.get(name)
    if made is None:
        made = source.copy()
        made.name = name
        shader = next(n for n in made.node_tree.nodes if n.type == "BSDF_PRINCIPLED")
        tint, base = light.data.color, source.diffuse_color
        shader.inputs["Emission Color"].default_value = (
            *(t * b for t, b in zip(tint, base, strict=False)),
            1.0,
        )
        strength = (
            min(0.09 * light.data.energy, 2.5) if part["slot"] == "shade" else min(light.data.energy, 12.0)
        )
        shader.inputs["Emission Strength"].default_value = strength
        BUILD.materials[name] = made
    part.data.materials[0] = made

def render_settings() -> None:
    """AgX with the program's exposure; Cycles on the processor, few bounces, quick denoising."""
    scene, settings = BUILD.scene, BUILD.settings
    scene.view_settings.view_transform = "AgX"
    scene.view_settings.look = AGX_LOOKS[settings.get("contrast", "medium")]
    scene.view_settings.exposure = settings.get("stops", 0.0)
    scene.render.engine = "CYCLES"
    cycles = scene.cycles
    cycles.device, cycles.max_bounces, cycles.diffuse_bounces = "CPU", 4, 3
    cycles.glossy_bounces, cycles.transmission_bounces, cycles.transparent_max_bounces = 2, 2, 8
    cycles.caustics_reflective = cycles.caustics_refractive = False
    cycles.sample_clamp_indirect, cycles.use_adaptive_sampling = 4.0, False
    cycles.use_denoising, cycles.denoiser = True, "OPENIMAGEDENOISE"
    cycles.denoising_quality = cycles.denoising_prefilter = "FAST"
    cycles.use_light_tree = False
    render_samples(16)

def render_samples(samples: int) -> None:
    """Samples per pixel: 1 or 2 to look at, 16 and more to keep."""
    BUILD.scene.cycles.samples = samples

def render_view(path: str, view: str, samples: int, width: int | None = None) -> None:
    """Render a named view to a .png, .jpg or .webp file."""
    show_view(view)
    scene, out = BUILD.scene, Path(path).resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    if width:
        across, high = BUILD.views[view]["resolution"]
        scene.render.resolution_x, scene.render.resolution_y = width, max(1, round(width * high / across))
    kinds = {".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
    scene.render.image_settings.file_format = kinds.get(out.suffix.lower(), "PNG")
    scene.render.image_settings.color_mode = "RGB"
    render_samples(samples)
    scene.render.filepath = str(out)
    bpy.ops.render.render(write_still=True)

def main(arguments: list[str] | None = None) -> None:
    """What `python scene.py -- --render out.png --view eye --save room.blend --glb room.glb` does."""
    given = script_arguments() if arguments is None else arguments
    parser = argparse.ArgumentParser(prog="scene.py --", description="Build this room; draw it, save it.")
    parser.add_argument("--render", metavar="FILE", help="write a picture (.png, .jpg, .webp)")
    parser.add_argument("--view", default="", help=f"which view: {', '.join(BUILD.views)}")
    parser.add_argument("--samples", type=int, default=16, help="samples per pixel (default 16)")
    parser.add_argument("--width", type=int, help="width of the picture in pixels")
    parser.add_argument("--save", metavar="FILE", help="write a .blend file")
    parser.add_argument("--glb", metavar="FILE", help="write a binary glTF file")
    wanted = parser.parse_args(given)
    view = wanted.view or ("reference" if "reference" in BUILD.views else next(iter(BUILD.views), ""))
    if wanted.view and view not in BUILD.views:
        sys.stderr.write(f"scene.py: there is no view {view!r}; there are {', '.join(BUILD.views)}\n")
        raise SystemExit(2)
    if wanted.render:
        render_view(wanted.render, view, max(1, wanted.samples), wanted.width)
    if wanted.save:
        bpy.ops.wm.save_as_mainfile(filepath=str(Path(wanted.save).resolve()), check_existing=False)
    if wanted.glb:
        plain_materials()
        bpy.ops.export_scene.gltf(
            filepath=str(Path(wanted.glb).resolve()), export_extras=True, export_cameras=True,
            export_lights=True, export_apply=True, export_image_format="JPEG",
            export_import_convert_lighting_mode="COMPAT",
        )  # fmt: skip
        if bpy.app.version < (4, 5):
            # Blender 4.2 as a Python module crashes when it shuts down after a glTF export, files complete.
            atexit.register(leave_at_once)
    for note in BUILD.notes:
        sys.stderr.write(f"scene.py: {note}\n")
    if not (wanted.render or wanted.save or wanted.glb) and bpy.app.background:
        count, views = len(BUILD.things), ", ".join(BUILD.views)
        sys.stdout.write(f"{count} objects built; views: {views}. Add: -- --render out.png --view eye\n")

def plain_materials() -> None:
    """Leave out what glTF would take for something else: relief made of colour, and the weight of sheen."""
    for made in BUILD.materials.values():
        shader = next(n for n in made.node_tree.nodes if n.type == "BSDF_PRINCIPLED")
        for link in list(shader.inputs["Normal"].links):
            made.node_tree.links.remove(link)
        sheen = shader.inputs["Sheen Weight"].default_value
        if sheen:
            shader.inputs["Sheen Tint"].default_value = (sheen, sheen, sheen, 1.0)

def leave_at_once() -> None:
    """End the process without Blender's own shutting down."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)

def script_arguments() -> list[str]:
    """This program's own arguments: those after `--`; without one, all of a plain `python scene.py`."""
    if "--" in sys.argv:
        return sys.argv[sys.argv.index("--") + 1 :]
    plain = sys.argv and sys.argv[0].endswith(".py")
    return sys.argv[1:] if plain else []

def pillow(o: Thing, *, style: str = "modern", seed: int = 0, lean: bool | None = None) -> None:
    """A bed pillow, plump, with drawn-in edges.

    Args:
        o: the object.
        style: not used; every word takes one.
        seed: varies its dents.
        lean: leaning back on its long edge; when left out, if it is higher than 0.6 of its depth.

    Example: furnish("pillow_1", pillow, lean=True)
    """
    if o.h > 0.6 * o.d if lean is None else lean:
        long, thick, tilt = soft_lean(o.d, o.h)
        bed_pillow(o, "pillow", (o.w, long, thick), tilt=tilt, seed=seed)
        return
    bed_pillow(o, seed=seed)

def throw_pillow(o: Thing, *, style: str = "modern", seed: int = 0, lean: bool | None = None) -> None:
    """A scatter cushion, plump, with drawn-in edges.

    Args:
        o: the object.
        style: not used; every word takes one.
        seed: varies its dents.
        lean: leaning back on its edge; when left out, if it is higher than 0.6 of its depth.

    Example: furnish("throw_pillow_1", throw_pillow, lean=True)
    """
    lean = o.h > 0.6 * o.d if lean is None else lean
    if lean:
        long, thick, tilt = soft_lean(o.d, o.h)
        cushion(o, "cushion", (o.w, long, thick), (0.0, 0.0, 0.0), tilt=tilt, plump=0.8, seed=seed)
        return
    cushion(o, "cushion", o.size, plump=0.95, seed=seed)

HeadboardKind = Literal["upholstered", "channel", "tufted", "panel", "planks", "bars", "none"]

def bed(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    pillows: int | None = None,
    cushions: int | None = None,
    made: bool = True,
    blanket: bool = True,
    headboard: Literal[""] | HeadboardKind = "",
    footboard: bool = False,
    mattress_top: float = 0.0,
    fold: float = 0.0,
    bare: float = 0.0,
) -> None:
    """A bed, head at +Y: frame, mattress, duvet turned back, pillows, cushions, a blanket across its foot.

    Args:
        o: the object; its height is the headboard's, or the pillows' when there is none.
        style: "modern", "classic", "rustic", "industrial" or "minimal".
        seed: varies cloth and pillows.
        pillows: how many; 4 on a double, 1 on a single bed.
        cushions: scatter cushions before them; 2 on a double bed.
        made: False for slept in.
        blanket: lay a fringed blanket across the foot.
        headboard: "upholstered" (a smooth piped pad), "channel", "tufted", "panel", "planks", "bars" or
            "none"; by style when left out.
        footboard: also one at the foot.
        mattress_top: height of the mattress, metres; by the bed's height when 0.
        fold: depth of the duvet's turned-back band, metres; usual when 0.
        bare: length of the mattress that the duvet leaves bare at the head, metres; by the pillows when 0.

    Example: furnish("bed_1", bed, pillows=4, cushions=2, headboard="tufted")
    """
    wide = o.w > 1.25
    kind = headboard or bed_headboard_kind(style, o.h)
    pillows = ((4 if kind != "none" else 2) if wide else 1) if pillows is None else pillows
    cushions = (2 if wide else 1) if cushions is None else cushions
    board = 0.0 if kind == "none" else 0.05 if kind in ("panel", "bars") else 0.08
    top = mattress_top or (min(max(0.5 * o.h, 0.3), 0.56) if board else max(o.h - 0.235, o.h * 0.45))
    foot_board = 0.04 if footboard else 0.0
    hang = 0.0 if footboard else 0.085
    width, depth = o.w - 0.22, o.d - board - foot_board - hang
    middle = o.d / 2 - board - depth / 2
    thick = min(0.24, top * 0.5)
    bed_frame(
        o,
        style,
        (width, depth + 0.6 * (board + foot_board), top - thick),
        middle + 0.3 * (board - foot_board),
    )
    bed_mattress(o, "mattress", (width, depth, thick), (0.0, middle, top - thick))
    if board:
        bed_headboard(o, kind, o.w, board, o.h, o.d / 2)
    if footboard:
        low_kind = "planks" if kind == "planks" else "bars" if kind == "bars" else "panel"
        bed_headboard(o, low_kind, o.w, foot_board, min(top + 0.12, o.h), -o.d / 2 + foot_board, "footboard")
    rows = math.ceil(pillows / (2 if wide else 1)) if pillows else 0
    slab = (width, depth, thick)
    drop = min(thick + 0.06, top - 0.06)
    head = bare or min(0.36 + 0.14 * rows, 0.4 * depth)
    bed_duvet(
        o, "duvet", slab, (0.0, middle, top - thick), drop=drop, foot=-0.03 if footboard else drop,
        head=head, fold=fold or (0.26 if made else 0.18), thickness=0.045, rumple=0.15 if made else 1.0,
        seed=seed,
    )  # fmt: skip
    bed_pillows(o, pillows, cushions, (width, depth, top), middle, made, bool(board), seed)
    if blanket and made:
        spot = (0.0, middle - depth * 0.26, top - thick)
        throw(o, "throw", slab, spot, length=0.22 * depth, drop=drop * 0.85, lift=0.062, seed=seed)

def bed_headboard_kind(style: str, height: float) -> HeadboardKind:
    """The headboard a style has; none on a bed too low for one."""
    if height < 0.62:
        return "none"
    look = style_look(style)
    if look.ornate:
        return "tufted"
    if look.door == "plank":
        return "planks"
    if look.leg_slot == "metal":
        return "bars"
    return "panel" if "minimal" in style.lower() or "scandi" in style.lower() else "upholstered"

def bed_frame(o: Thing, style: str, size: Vec3, y: float) -> None:
    """The base a mattress lies on: a box on legs; `size` is its (width, depth, height), `y` its middle."""
    look = style_look(style)
    foot = min(0.12, size[2] * 0.45)
    inset = 0.05
    kind = "tapered" if look.leg == "tapered" else "bun" if look.ornate else "straight"
    legs(o, foot + 0.002, inset, kind, 0.06, look.leg_slot, span=(size[0], size[1]), at=(0.0, y, 0.0))
    slot = "metal" if look.leg_slot == "metal" else "frame"
    box(o, "base", (size[0], size[1], size[2] - foot), (0.0, y, foot), slot, bevel=max(look.bevel, 0.006))

def bed_headboard(
    o: Thing, kind: str, width: float, thick: float, height: float, back: float, part: str = "headboard"
) -> None:
    """A standing board whose back face is at y = `back`, of one of the kinds `bed` names."""
    middle = back - thick / 2
    if kind == "channel":
        count = max(3, round(width / 0.2))
        step = width / count
        box(
            o,
            part,
            (width - 0.02, thick * 0.4, height - 0.02),
            (0.0, back - thick * 0.2, 0.0),
            "fabric",
            0.006,
        )
        bolsters: list[Shell] = []
        for k in range(count):
            x = (k + 0.5 - count / 2) * step
            bolsters.append(
                shell_box((step, thick * 0.8, height - 0.16), (x, middle - thick * 0.1, 0.16), 0.03, 3)
            )
        emit(o, f"{part}_channels", bolsters, slot="fabric", crease=60)
    elif kind == "upholstered":
        bed_upholstered(o, part, width, thick, height, back)
    elif kind == "tufted":
        bed_tufted(o, part, width, thick, height, back)
    elif kind == "planks":
        posts = [((0.07, thick, height), (s * (width / 2 - 0.035), middle, 0.0)) for s in (-1, 1)]
        boxes(o, f"{part}_posts", posts, "frame", 0.006)
        low = 0.16
        count = max(2, round((height - low) / 0.16))
        each = (height - low - 0.03) / count
        rows = [
            ((width - 0.12, thick * 0.5, each - 0.006), (0.0, middle, low + each * k)) for k in range(count)
        ]
        boxes(o, part, rows, "frame", 0.005)
    elif kind == "bars":
        bend = min(0.12, width / 4, height / 4)
        x, r = width / 2 - thick * 0.5, thick * 0.5
        arch: list[Vec3] = [
            (-x, middle, 0.0),
            (-x, middle, height - r),
            (x, middle, height - r),
            (x, middle, 0.0),
        ]
        tube(o, part, arch, r, "metal", 10, bend)
        count = max(3, round(width / 0.13))
        bars = [
            shell_box((0.014, 0.014, height - r - 0.2), ((k + 1) * 2 * x / (count + 1) - x, middle, 0.2))
            for k in range(count)
        ]
        bars.append(shell_box((2 * x, 0.02, 0.03), (0.0, middle, 0.2)))
        emit(o, f"{part}_bars", bars, slot="metal")
    else:
        box(o, part, (width, thick, height), (0.0, middle, 0.0), "frame", bevel=0.008)

def bed_upholstered(o: Thing, part: str, width: float, thick: float, height: float, back: float) -> None:
    """A smooth padded board with rounded corners, piping where its face meets its side."""
    radius = min(0.07, width / 6, height / 6)

    def ring(inset: float, share: float) -> list[Vec3]:
        # stacked towards -Y and counter-clockwise from the front, which is `loft`'s upward
        outline = soft_outline(width - 2 * inset, height - 2 * inset, radius - inset * 0.6, 6)
        return [(x, back - thick * share, height / 2 + z) for x, z in outline]

    profile = ((0.006, 0.0), (0.0, 0.08), (0.0, 0.5), (0.008, 0.58), (0.012, 0.56), (0.016, 0.66))
    pad = ((0.026, 0.8), (0.045, 0.9), (0.075, 0.96), (0.11, 0.99))
    reach = min(1.0, min(width, height) / 0.4)
    rings = [ring(inset * reach, share) for inset, share in (*profile, *pad)]
    loft(o, part, rings, slot="fabric", sharp=75)
    emit(
        o,
        f"{part}_piping",
        shell_tube(ring(0.009 * reach, 0.6), 0.0065 * reach, 6, closed=True),
        slot="fabric",
        crease=80,
    )

def bed_tufted(o: Thing, part: str, width: float, thick: float, height: float, back: float) -> None:
    """A board with an arched top, its face buttoned in diamonds."""
    rise, low = min(0.14, height * 0.15), 0.16
    shoulder = height - rise

    def upper(x: float) -> float:
        t = min(abs(x) / (width / 2), 1.0)
        return shoulder + rise * (0.5 + 0.5 * math.cos(math.pi * min(t * 1.15, 1.0)))

    steps = [width * (k / 24 - 0.5) for k in range(25)]
    outline = [(-width / 2, 0.0), (width / 2, 0.0), *((x, upper(x)) for x in reversed(steps))]
    extrude(o, part, outline, thick * 0.5, (0.0, back, 0.0), slot="fabric", bevel=0.006, rotation=(90, 0, 0))
    count = max(4, 2 * round(width / 0.26))
    cols, rows = count * 4, 14
    pitch = (width - 0.10) / count
    verts: list[Vec3] = []
    for j in range(rows + 1):
        for i in range(cols + 1):
            x = (i / cols - 0.5) * (width - 0.06)
            z = low + (upper(x) - 0.03 - low) * j / rows
            u, v = x / pitch, (z - low) / pitch * 0.9
            dent = abs(math.cos(math.pi * (u + v) / 2) * math.cos(math.pi * (u - v) / 2))
            edge = min(i, cols - i, 3) / 3 * min(j, rows - j, 2) / 2
            full = math.sqrt(max(1 - (1 - edge) ** 2, 0)) * (0.3 + 0.7 * (1 - dent**2.5))
            verts.append((x, back - thick * (0.49 + 0.51 * full), z))
    n = cols + 1
    faces = [
        [j * n + i, j * n + i + 1, (j + 1) * n + i + 1, (j + 1) * n + i]
        for j in range(rows)
        for i in range(cols)
    ]
    shell = Shell([*verts], [tuple(f) for f in faces], [True] * len(faces))
    rim = [*range(n), *(j * n + cols for j in range(1, rows + 1))]
    rim += [*(rows * n + i for i in range(cols - 1, -1, -1)), *(j * n for j in range(rows - 1, 0, -1))]
    shell.add([tuple(reversed(rim))])
    soft_shade(emit(o, f"{part}_buttoned", shell, slot="fabric"), 80)

def bed_pillows(
    o: Thing, pillows: int, cushions: int, slab: Vec3, middle: float, made: bool, leaning: bool, seed: int
) -> None:
    """Rows of pillows from the head forward, then scatter cushions; `slab` is mattress width, depth, top."""
    rng = random.Random(seed)
    width, depth, top = slab
    row = 1 if width < 1.15 else 2
    pw = min(0.72, (width - 0.06) / row)
    y, z = middle + depth / 2, top - 0.012
    tilt = 58.0 if leaning and made else 10.0
    placed, number = 0, 0
    while placed < pillows:
        here = min(row, pillows - placed)
        lean = tilt - 10 * number if leaning and made else tilt
        rise = math.radians(lean)
        deep = 0.46 * math.cos(rise) + 0.18 * math.sin(rise)
        y -= (deep if number == 0 else 0.17) if leaning and made else (deep if number == 0 else 0.0)
        for k in range(here):
            x = (k - (here - 1) / 2) * (width / row if here == row else pw)
            askew = rng.uniform(-2, 2) if made else rng.uniform(-14, 14)
            spot = (x, y + deep / 2, z + (0.0 if leaning and made else 0.11 * number))
            name = "pillow" if number == 0 else "pillow_2"
            bed_pillow(
                o,
                "pillow",
                (pw - 0.03, 0.46, 0.19),
                spot,
                yaw=askew,
                tilt=lean,
                seed=seed + placed + k,
                slot=name,
            )
        placed += here
        number += 1
    if not made:
        return
    y -= 0.02 if pillows else 0.3
    lean = 52.0 if leaning else 14.0
    for k in range(cushions):
        x = (k - (cushions - 1) / 2) * min(0.46, width / max(cushions, 1))
        size = 0.40 if k % 2 == 0 else 0.36
        spot = (x, y + 0.05 - 0.05 * (k % 2), z + 0.03)
        slot = "cushion" if k % 2 == 0 else "cushion_2"
        cushion(
            o,
            "cushion",
            (size, size, 0.15),
            spot,
            yaw=rng.uniform(-9, 9),
            tilt=lean,
            plump=0.95,
            seed=seed + 20 + k,
            slot=slot,
        )

def book_stack(o: Thing, *, style: str = "modern", seed: int = 0, count: int = 0) -> None:
    """Books lying on each other, a little askew; `count` by the height when 0.

    Example: furnish("book_stack_1", book_stack, count=3)
    """
    count = count or max(2, round(o.h / 0.035))
    book_pile(o, "books", o.size, count=count, seed=seed)

def clock_face(o: Thing, r: float, at: Vec3, depth: float) -> None:
    """A standing dial of radius `r` around `at`, facing -Y: disc, twelve marks, two hands."""
    disc = shell_lathe([(0, 0), (r, 0), (r, depth), (0, depth)], 40)
    emit(o, "dial", disc, slot="paper", at=at, rotation=(90, 0, 0))
    face = at[1] - depth
    marks: list[Shell] = []
    for k in range(12):
        long = r * (0.16 if k % 3 == 0 else 0.09)
        bar = shell_box((r * 0.045, 0.0015, long), (0.0, face - 0.0004, r * 0.93 - long))
        marks.append(clock_turned(bar, math.tau * k / 12))
    for angle, long, wide in ((math.radians(304), 0.55, 0.06), (math.radians(48), 0.8, 0.04)):
        hand = shell_box((r * wide, 0.0018, r * (long + 0.12)), (0.0, face - 0.0022, -r * 0.12))
        marks.append(clock_turned(hand, angle))
    marks.append(
        shell_moved(
            shell_lathe([(0, 0), (r * 0.05, 0), (r * 0.05, 0.005), (0, 0.005)], 12),
            (0, face + 0.001, 0),
            (90, 0, 0),
        )
    )
    emit(o, "hands", [shell_moved(m, (at[0], 0.0, at[2])) for m in marks], slot="dark")

@dataclass
class Shell:
    """A surface: vertices in metres, faces counter-clockwise seen from outside, and which are smooth."""

    verts: list[Vec3] = field(default_factory=list)
    faces: list[tuple[int, ...]] = field(default_factory=list)
    smooth: list[bool] = field(default_factory=list)

    def add(self, faces: Iterable[tuple[int, ...]], smooth: bool = False) -> None:
        """Append faces that are all smooth, or all flat."""
        before = len(self.faces)
        self.faces.extend(faces)
        self.smooth.extend([smooth] * (len(self.faces) - before))

def clock_turned(shell: Shell, angle: float) -> Shell:
    """A shell turned clockwise about the Y axis, seen from the front, radians."""
    return shell_moved(shell, (0, 0, 0), (0.0, math.degrees(angle), 0.0))

def alarm_clock(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A little clock: round with two bells on top, or a case with a dial when it is wider than high.

    Example: furnish("alarm_clock_1", alarm_clock)
    """
    if o.w > 1.08 * o.h:
        mantel_clock(o)
        return
    foot, bell = o.h * 0.1, o.h * 0.2
    r = min(o.w / 2, (o.h - foot - bell) / 2 * 1.06)
    z = foot * 0.8 + r
    case = [
        (0.0, 0.0),
        (r * 0.9, 0.0),
        (r, o.d * 0.15),
        (r, o.d * 0.9),
        (r * 0.94, o.d * 0.99),
        (r * 0.86, o.d * 0.99),
        (r * 0.86, o.d * 0.9),
        (0, o.d * 0.9),
    ]
    emit(o, "case", shell_lathe(case, 36), slot="metal", at=(0, o.d / 2, z), rotation=(90, 0, 0), crease=35)
    clock_face(o, r * 0.86, (0.0, -o.d * 0.36, z), o.d * 0.05)
    bells: list[Shell] = []
    for side in (-1, 1):
        dome = shell_lathe([(0.36 * r, 0.0), (0.34 * r, 0.12 * r), (0.2 * r, 0.26 * r), (0.0, 0.3 * r)], 18)
        bells.append(shell_moved(dome, (side * 0.44 * r, 0.0, z + r * 0.86), (0.0, side * 26.0, 0.0)))
        bells.append(shell_box((0.008, 0.008, r * 0.4), (side * 0.36 * r, 0.0, z + r * 0.66)))
        bells.append(shell_box((r * 0.2, o.d * 0.6, foot + r * 0.25), (side * r * 0.62, 0.0, 0.0), 0.003))
    top = z + r * 1.0
    bells.append(shell_box((r * 0.3, 0.006, 0.006), (0.0, 0.0, o.h - 0.006)))
    bells.append(shell_box((0.005, 0.006, o.h - top + r * 0.1), (0.0, 0.0, top - r * 0.1)))
    emit(o, "bells", bells, slot="metal", crease=50)

def mantel_clock(o: Thing) -> None:
    """A low case with a round top edge, a round dial and two feet."""
    foot = o.h * 0.06
    edge = min(o.w, o.h) * 0.3
    outline = [(x, z + foot + (o.h - foot) / 2) for x, z in outline_rounded(o.w, o.h - foot, edge)]
    extrude(
        o, "case", outline, o.d * 0.92, (0.0, o.d / 2, 0.0), slot="wood", bevel=0.004, rotation=(90, 0, 0)
    )
    r = (o.h - foot) * 0.4
    at = (0.0, -o.d / 2 + o.d * 0.08, foot + (o.h - foot) / 2)
    ring = shell_lathe(
        [(r, -0.001), (r * 1.1, -0.001), (r * 1.08, o.d * 0.07), (r, o.d * 0.08)], 40, closed=True
    )
    emit(o, "rim", ring, slot="metal", at=at, rotation=(90, 0, 0), crease=40)
    clock_face(o, r * 1.01, (at[0], at[1] + 0.002, at[2]), 0.002 + o.d * 0.03)
    feet = [
        shell_box((o.w * 0.12, o.d * 0.7, foot + edge * 0.3), (s * o.w * 0.32, 0.02 * o.d, 0.0), 0.002)
        for s in (-1, 1)
    ]
    emit(o, "feet", feet, slot="wood")

CurtainKind = Literal["open", "drawn", "gathered"]

def curtain(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    kind: Literal[""] | CurtainKind = "",
    panels: int = 0,
    sheer: bool = False,
    rod: bool = True,
    cover: float = 0.0,
) -> None:
    """Curtains on a rod, their back (+Y) to the wall.

    Args:
        o: the object.
        style: chooses the rod's ends, and tied-back cloth for "classic".
        seed: varies the folds.
        kind: "open", "drawn" or "gathered"; when left out "drawn" on a narrow one, "open" on a wide one.
        panels: 1 or 2; two on anything wider than 0.9 m.
        sheer: also a drawn sheer behind them, in slot "sheer".
        rod: with a rod, rings and finials; else they hang from a slim track.
        cover: share of the width that open panels cover together; 0.4 when left out.

    Example: furnish("curtain_1", curtain, kind="open", sheer=True)
    """
    classic = style_look(style).ornate
    panels = panels or (2 if o.w > 0.9 else 1)
    kind = kind or (
        "gathered" if classic and panels == 2 else "open" if panels == 2 and o.w > 1.3 else "drawn"
    )
    thick = min(0.014, o.d * 0.12, o.h * 0.02)
    head = curtain_rod_parts(o, thick, classic) if rod else curtain_track(o)
    cloth = o.d * (0.62 if sheer else 0.9)
    front = -o.d / 2 + cloth / 2
    long = o.w - (2.6 * thick if rod else 0.0)
    whole = long if kind == "drawn" else long * (cover or (0.42 if kind == "open" else 0.62))
    each = whole / panels
    for k in range(panels):
        side = -1 if k == 0 else 1
        x = side * (long - each) / 2 if panels == 2 else (0.0 if kind == "drawn" else -(long - each) / 2)
        curtain_cloth(
            o, f"curtain_{k + 1}", each * 0.995, head, (x, front, 0.0),
            kind=kind, depth=cloth, side=side, seed=seed + k, slot="curtain",
        )  # fmt: skip
        if kind == "gathered":
            curtain_tie(o, x, front, each, cloth, head, side)
    if sheer:
        curtain_cloth(
            o, "sheer", long * 0.98, head - 0.002, (0.0, o.d / 2 - o.d * 0.14, 0.002),
            kind="drawn", depth=o.d * 0.2, seed=seed + 9, slot="sheer",
        )  # fmt: skip

def curtain_tie(o: Thing, x: float, y: float, width: float, depth: float, height: float, side: int) -> None:
    """The band that holds a gathered panel to its outer side."""
    narrow = width * 0.28
    middle = x + side * (width - narrow) / 2
    ring = shell_torus(0.5, 0.06, 28, 8)
    ring.verts = [(vx * narrow * 1.02, vy * depth * 0.78, (vz - 0.06) * 0.7) for vx, vy, vz in ring.verts]
    emit(o, "tie", ring, slot="rope", at=(middle, y, height * 0.4), crease=60)

def curtain_track(o: Thing) -> float:
    """A slim ceiling track; returns the height the cloth hangs from."""
    tall = min(0.03, o.h * 0.02)
    box(
        o, "track", (o.w, min(0.04, o.d * 0.4), tall), (0.0, -o.d / 2 + o.d * 0.45, o.h - tall), "trim", 0.002
    )
    return o.h - tall + 0.003

def curtain_rod_parts(o: Thing, radius: float, ornate: bool) -> float:
    """A rod with finials, rings and wall brackets; returns the height the cloth hangs from."""
    ball = 2.0 * radius
    z, y = o.h - ball, -o.d / 2 + o.d * 0.45
    rod = shell_cylinder(radius, o.w - (3.2 * ball if ornate else 2 * radius), (0, 0, -radius), 12, axis="x")
    shells = [shell_moved(rod, (0.0, y, z))]
    for side in (-1, 1):
        if ornate:
            shells.append(shell_moved(shell_sphere(ball, 14), (side * (o.w / 2 - ball), y, z - ball)))
        else:
            cap = shell_cylinder(ball * 0.9, 2.4 * radius, (0, 0, -ball * 0.9), 14, 0.002, axis="x")
            shells.append(shell_moved(cap, (side * (o.w / 2 - 1.2 * radius), y, z)))
        reach = o.d / 2 - y
        arm = (side * (o.w / 2 - 4.2 * ball), y + reach / 2, z - radius * 0.6)
        shells.append(shell_box((radius, reach, radius * 1.2), arm))
        shells.append(shell_box((radius * 3, 0.004, radius * 5), (arm[0], o.d / 2 - 0.002, z - radius * 2.5)))
    emit(o, "rod", shells, slot="metal", crease=40)
    return z - radius * 0.6

VASE_PROFILES: tuple[tuple[Vec2, ...], ...] = (
    (
        (0.5, 0.0),
        (0.55, 0.02),
        (0.85, 0.22),
        (1.0, 0.45),
        (0.9, 0.66),
        (0.5, 0.85),
        (0.42, 0.92),
        (0.55, 1.0),
    ),
    ((0.62, 0.0), (0.66, 0.02), (0.72, 0.5), (0.86, 0.85), (1.0, 1.0)),
    (
        (0.6, 0.0),
        (0.7, 0.04),
        (1.0, 0.3),
        (0.95, 0.48),
        (0.42, 0.66),
        (0.32, 0.78),
        (0.34, 0.95),
        (0.44, 1.0),
    ),
    ((0.9, 0.0), (1.0, 0.03), (1.0, 0.6), (0.82, 0.8), (0.5, 0.9), (0.5, 1.0)),
)


"""Vase outlines: radius as a share of half the width, height as a share of the height."""

def vase(o: Thing, *, style: str = "modern", seed: int = 0, branches: bool = False) -> None:
    """A vase; `branches` puts three bare twigs in it, which then reach the object's top.

    Example: furnish("vase_1", vase, branches=True)
    """
    tall = o.h * (0.5 if branches else 1.0)
    outline = VASE_PROFILES[seed % 4 if not style_look(style).ornate else 2]
    wall = 0.06
    inner = [(max(r - wall, 0.05), max(z, 0.05)) for r, z in reversed(outline)]
    shell = shell_lathe([(0.0, 0.0), *outline, *inner, (0.0, 0.05)], 40)
    share = 0.7 if branches else 1.0
    shell.verts = [(x * o.w / 2 * share, y * o.d / 2 * share, z * tall) for x, y, z in shell.verts]
    emit(o, "vase", shell, slot="ceramic", crease=45)
    if branches:
        vase_twigs(o, tall, seed)

def vase_twigs(o: Thing, low: float, seed: int) -> None:
    """Bare twigs with side shoots, from within a vase up to the object's height."""
    rng, wood = random.Random(seed), Leaves()
    for k in range(3):
        a = math.tau * k / 3 + rng.uniform(-0.3, 0.3)
        tip = (
            0.42 * o.w * math.cos(a),
            0.42 * o.d * math.sin(a),
            o.h if k == 0 else o.h * rng.uniform(0.85, 0.97),
        )
        foot = (-0.05 * o.w * math.cos(a), -0.05 * o.d * math.sin(a), low * 0.1)
        path = [
            tuple(
                foot[i] + (tip[i] - foot[i]) * t + (0.02 * o.w * math.sin(9 * t + k) if i < 2 else 0.0)
                for i in range(3)
            )
            for t in (0.0, 0.3, 0.55, 0.8, 1.0)
        ]
        points: list[Vec3] = [(p[0], p[1], p[2]) for p in path]
        wood.stem(points, 0.005, 0.002, 5)
        for n in (2, 3):
            yaw, root = a + (1.2 if n == 2 else -1.1), points[n]
            reach = 0.16 * o.w
            end = (
                root[0] + reach * math.cos(yaw),
                root[1] + reach * math.sin(yaw),
                min(root[2] + 0.14 * o.h, o.h * 0.99),
            )
            wood.stem([root, end], 0.003, 0.0015, 4)
    soft_shade(mesh(o, "twigs", wood.verts, wood.faces, slot="branch"), 80)

def decor(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    kind: Literal["", "knot", "stack", "bust", "bird", "ball"] = "",
) -> None:
    """An ornament: "knot" (a ring sculpture), "stack" (balanced stones), "bust", "bird" or "ball".

    Example: furnish("decor_1", decor, kind="bird")
    """
    kinds: tuple[Literal["knot", "stack", "bird", "ball", "bust"], ...]
    kinds = ("knot", "stack", "bird", "ball") if not style_look(style).ornate else ("bust",)
    kind = kind or kinds[seed % len(kinds)]
    if kind == "bust":
        sculpture(o, style=style, seed=seed)
    elif kind == "stack":
        z = 0.0
        shares = (0.36, 0.27, 0.21, 0.16)
        for k, share in enumerate(shares):
            tall, wide = o.h * share, 1.0 - 0.2 * k
            stone = shell_sphere((o.w / 2 * wide, o.d / 2 * wide, tall / 2 * 1.02), 24)
            emit(
                o,
                f"stone_{k + 1}",
                stone,
                slot="stone",
                at=(o.w * 0.02 * (-1) ** k, 0.0, z - (0.01 * tall if k else 0)),
                crease=80,
            )
            z += tall
    elif kind == "bird":
        decor_bird(o)
    elif kind == "ball":
        emit(o, "ball", shell_sphere((o.w / 2, o.d / 2, o.h / 2), 28), slot="ceramic", crease=80)
    else:
        base = o.h * 0.1
        box(o, "base", (o.w * 0.6, o.d, base), (0, 0, 0), "wood", 0.003)
        ring = shell_torus(0.8, 0.2, 36, 14)
        ring.verts = [(x * o.w / 2, (z - 0.2) * o.d * 1.4, y * (o.h - base) / 2) for x, y, z in ring.verts]
        ring.faces = [face[::-1] for face in ring.faces]
        emit(o, "ring", ring, slot="ceramic", at=(0, 0, base + (o.h - base) / 2 - 0.002), crease=80)

def decor_bird(o: Thing) -> None:
    """A smooth bird: body, head, beak, tail, facing -X, on a short foot."""
    rings: list[list[Vec3]] = []
    profile = (
        (-1.0, 0.42, 0.02, 0.02),
        (-0.7, 0.4, 0.2, 0.2),
        (-0.2, 0.42, 0.52, 0.55),
        (0.3, 0.36, 0.44, 0.5),
        (0.7, 0.26, 0.24, 0.3),
        (1.0, 0.2, 0.08, 0.16),
    )
    for t, z, high, wide in profile:
        spokes = [math.tau * k / 20 for k in range(20)]
        rings.append(
            [
                (
                    t * o.w * 0.42 + o.w * 0.08,
                    o.d * wide * math.cos(a),
                    o.h * (0.1 + z + high * 0.5 * math.sin(a)),
                )
                for a in spokes
            ]
        )
    loft(o, "body", rings, slot="ceramic", sharp=100)
    head = shell_sphere((o.w * 0.17, o.d * 0.36, o.h * 0.19), 20)
    emit(o, "head", head, slot="ceramic", at=(-o.w * 0.26, 0, o.h * 0.62), crease=80)
    beak = shell_lathe([(o.h * 0.06, 0.0), (0.0, o.w * 0.12)], 10)
    paint(
        emit(o, "beak", beak, slot="ceramic", at=(-o.w * 0.4, 0, o.h * 0.8), rotation=(0, -90, 0)),
        "#c9a14a",
        "brass",
    )
    lathe(
        o,
        "foot",
        [
            (0, 0),
            (o.d * 0.3, 0),
            (o.d * 0.26, o.h * 0.03),
            (o.d * 0.07, o.h * 0.06),
            (o.d * 0.07, o.h * 0.34),
            (0, o.h * 0.34),
        ],
        (o.w * 0.04, 0, 0),
        "wood",
        20,
    )

def bust_rows(rows: Sequence[tuple[float, ...]], steps: int = 4) -> list[tuple[float, ...]]:
    """Rows of a table with `steps` smooth (Catmull-Rom) rows for each of its gaps."""
    made: list[tuple[float, ...]] = []
    for k in range(len(rows) - 1):
        a, b, c, e = rows[max(k - 1, 0)], rows[k], rows[k + 1], rows[min(k + 2, len(rows) - 1)]
        for n in range(steps):
            t = n / steps
            made.append(
                tuple(
                    q + 0.5 * t * (r - p + t * (2 * p - 5 * q + 4 * r - s + t * (3 * (q - r) + s - p)))
                    for p, q, r, s in zip(a, b, c, e, strict=True)
                )
            )
    return [*made, rows[-1]]

def sculpture(o: Thing, *, style: str = "classic", seed: int = 0) -> None:
    """A portrait bust on a turned foot."""
    w, d, h = o.size
    foot: list[Vec2] = [(0, 0), (0.6, 0), (0.6, 0.05), (0.45, 0.07), (0.38, 0.13), (0.5, 0.17), (0.0, 0.17)]
    lathe(o, "foot", [(x * min(w, d) * 0.8, z * h) for x, z in foot], slot="stone", segments=28)
    rings: list[list[Vec3]] = []
    shape = (
        (0.16, 0.24, 0.30, 0.0),
        (0.22, 0.44, 0.42, 0.0),
        (0.30, 0.5, 0.46, 0.02),
        (0.38, 0.47, 0.40, 0.04),
        (0.43, 0.33, 0.32, 0.04),
        (0.47, 0.20, 0.24, 0.03),
        (0.54, 0.17, 0.22, 0.02),
    )
    for z, rx, ry, y in bust_rows(shape):
        rings.append(
            [
                (x, py + y * d, z * h)
                for x, py in soft_outline(2 * rx * w, 2 * ry * d, min(rx * w, ry * d) * 0.98, 5)
            ]
        )
    loft(o, "shoulders", rings, slot="stone", sharp=100)
    head = (
        (0.50, 0.1, 0.14, -0.04),
        (0.54, 0.19, 0.26, -0.06),
        (0.62, 0.235, 0.33, -0.02),
        (0.72, 0.26, 0.37, 0.02),
        (0.84, 0.28, 0.38, 0.04),
        (0.93, 0.22, 0.3, 0.05),
        (0.985, 0.1, 0.14, 0.05),
        (1.0, 0.02, 0.03, 0.05),
    )
    loft(
        o,
        "head",
        [
            [
                (x, py + y * d, z * h)
                for x, py in soft_outline(2 * rx * w * 0.8, 2 * ry * d, min(rx * w * 0.8, ry * d) * 0.98, 5)
            ]
            for z, rx, ry, y in bust_rows(head)
        ],
        slot="stone",
        sharp=100,
    )
    nose = [(0.0, -0.34 * d, 0.735 * h), (0.0, -0.385 * d, 0.685 * h), (0.0, -0.31 * d, 0.668 * h)]
    emit(
        o,
        "nose",
        shell_tube([(p[0], p[1], p[2]) for p in nose], [0.008 * h, 0.014 * h, 0.008 * h], 8),
        slot="stone",
        crease=80,
    )
    ears = [
        shell_moved(shell_sphere((0.02 * w, 0.055 * d, 0.034 * h), 14), (s * 0.208 * w, 0.05 * d, 0.66 * h))
        for s in (-1, 1)
    ]
    emit(o, "ears", ears, slot="stone", crease=80)
    hair = shell_sphere((0.235 * w, 0.36 * d, 0.14 * h), 20)
    emit(o, "hair", hair, slot="stone", at=(0.0, 0.09 * d, 0.715 * h), crease=80)

def vanity_table(
    o: Thing,
    *,
    style: str = "classic",
    seed: int = 0,
    drawers: int = 3,
    mirror: Literal["oval", "round", "rect"] = "oval",
) -> None:
    """A dressing table with drawers and a mirror.

    Size: 1 x 0.45 x 1.4
    Example: furnish("vanity_1", vanity_table, mirror="rect")

    Args:
        o: the object; its height includes the mirror, which one under 1 m has not.
        style: style word.
        seed: unused variation.
        drawers: side by side under the top.
        mirror: "oval", "round" or "rect".
    """
    look = style_look(style)
    mirrored = o.h >= 1.0
    whole, top = o.size, min(0.76, 0.56 * o.h) if mirrored else o.h
    o.size = (whole[0], whole[1], top)
    thick, case_h = 0.022, 0.14
    leg = look.leg if look.leg_slot == "wood" else "straight"
    legs(o, top - thick, 0.012, leg, 0.044, "leg")
    tabletop(o, "rect", thick, look)
    door = look.door if look.door != "plank" else "slab"
    reach = 0.018 + HANDLE_REACH.get(look.handle, 0.03)
    depth = o.d - reach - 0.02
    y = (reach - 0.02) / 2
    box(o, "case", (o.w - 0.03, depth, case_h), (0, y, top - thick - case_h + 0.001), "body", 0.002)
    fronts(
        o,
        (o.w - 0.13, case_h - 0.016),
        (0, y - depth / 2, top - thick - case_h + 0.009),
        1,
        drawers,
        "drawer",
        door,
        look.handle,
    )
    o.size = whole
    if mirrored:
        vanity_desk_mirror(o, top, mirror)

def vanity_desk_mirror(o: Thing, top: float, kind: str) -> None:
    """A framed mirror on two short posts at the back of the top."""
    h = o.h - top - 0.06
    w = min(h if kind == "round" else 0.8 * h if kind == "oval" else 1.3 * h, o.w * 0.86)
    y, z = o.d / 2 - 0.03, top + 0.06
    if kind == "rect":
        emit(o, "mirror_frame", shell_frame((w, 0.026, h), 0.03, 0.02, 0.004), slot="frame", at=(0, y, z))
        box(o, "mirror", (w - 0.056, 0.008, h - 0.056), (0, y, z + 0.028), "mirror")
    else:
        rim, hole = outline_ellipse(w, h, 40), outline_ellipse(w - 0.06, h - 0.06, 40)
        at, turn = (0.0, y + 0.013, z + h / 2), (90.0, 0.0, 0.0)
        emit(o, "mirror_frame", shell_prism(rim, 0.026, [hole], 0.005), slot="frame", at=at, rotation=turn)
        glass = shell_prism(outline_ellipse(w - 0.056, h - 0.056, 40), 0.008)
        emit(o, "mirror", glass, slot="mirror", at=(0.0, y + 0.004, z + h / 2), rotation=turn)
    span = w if kind == "rect" else w * 0.6
    posts = [
        shell_box(
            (0.03, 0.022, 0.06 + (0.03 if kind == "rect" else h * 0.16)),
            (s * (span / 2 - 0.02), y + 0.001, top - 0.001),
            0.003,
        )
        for s in (-1, 1)
    ]
    emit(o, "mirror_posts", posts, slot="frame")

LampShade = Literal["drum", "cone", "pleated", "bell", "dome"]

LAMP_BODIES: dict[str, tuple[Vec2, ...]] = {
    "gourd": (
        (0.0, 0.0), (0.30, 0.0), (0.32, 0.02), (0.26, 0.05), (0.42, 0.18), (0.50, 0.34), (0.46, 0.50),
        (0.24, 0.66), (0.20, 0.72), (0.27, 0.82), (0.24, 0.92), (0.10, 0.97), (0.07, 1.0), (0.0, 1.0),
    ),
    "urn": (
        (0.0, 0.0), (0.36, 0.0), (0.36, 0.05), (0.22, 0.08), (0.15, 0.14), (0.22, 0.22), (0.44, 0.40),
        (0.50, 0.58), (0.44, 0.72), (0.24, 0.80), (0.16, 0.88), (0.20, 0.92), (0.08, 0.96),
        (0.07, 1.0), (0.0, 1.0),
    ),
    "ball": tuple(
        (0.5 * math.sin(math.pi * k / 12), 0.5 - 0.5 * math.cos(math.pi * k / 12)) for k in range(13)
    ),
    "bottle": (
        (0.0, 0.0), (0.34, 0.0), (0.38, 0.02), (0.40, 0.30), (0.38, 0.55), (0.20, 0.72), (0.10, 0.80),
        (0.08, 1.0), (0.0, 1.0),
    ),
    "block": (
        (0.0, 0.0), (0.36, 0.0), (0.38, 0.02), (0.38, 0.62), (0.34, 0.66), (0.06, 0.66), (0.06, 1.0),
        (0.0, 1.0),
    ),
}  # fmt: skip
"""Outlines of lamp feet: radius and height as shares of the foot's height."""

def table_lamp(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    body: Literal["", "gourd", "urn", "ball", "bottle", "block", "stick", "tripod"] = "",
    shade: Literal[""] | LampShade = "",
    shade_share: float = 0.45,
) -> None:
    """A table lamp: a turned foot, a stem, a shade with its bulb.

    Args:
        o: the object.
        style: chooses foot and shade.
        seed: chooses among feet that fit the style.
        body: "gourd", "urn", "ball", "bottle", "block", "stick" or "tripod".
        shade: "drum", "cone", "pleated", "bell" or "dome".
        shade_share: the shade's share of the height.

    Example: furnish("table_lamp_1", table_lamp, body="gourd", shade="drum")
    """
    look = style_look(style)
    bodies = (
        ("urn", "gourd")
        if look.ornate
        else ("stick", "tripod")
        if look.leg_slot == "metal"
        else ("gourd", "bottle", "ball")
    )
    kind = body or bodies[seed % len(bodies)]
    shade = shade or ("pleated" if look.ornate else "dome" if look.leg_slot == "metal" else "drum")
    r, tall = min(o.w, o.d) / 2, o.h * shade_share
    foot = o.h - tall
    if kind == "tripod":
        lamp_tripod(o, r * 0.8, foot + tall * 0.3)
    elif kind == "stick":
        lathe(
            o, "base", [(0, 0), (r * 0.6, 0), (r * 0.6, 0.012), (r * 0.55, 0.018), (0, 0.018)], slot="metal"
        )
        cylinder(o, "stem", min(0.012, r * 0.12), foot + tall * 0.5, (0.0, 0.0, 0.0), "metal", 12)
    else:
        high = foot * (0.86 if kind != "ball" else 0.74)
        wide = min(high * (1.0 if kind == "ball" else 0.9), r * 1.5)
        lathe(o, "base", [(x * wide, z * high) for x, z in LAMP_BODIES[kind]], slot="body", segments=28)
        thin = max(wide * 0.06, 0.006)
        cylinder(o, "stem", thin, foot + tall * 0.4 - high + 0.01, (0.0, 0.0, high - 0.01), "metal", 12)
        lathe(
            o,
            "collar",
            [(0, 0), (thin * 2.2, 0), (thin * 2.2, 0.006), (thin * 1.2, 0.014), (0, 0.014)],
            (0, 0, high - 0.006),
            "metal",
            16,
        )
    lampshade(o, "shade", r, tall, (0.0, 0.0, foot), kind=shade, top=r * lamp_shade_top(shade))

def lamp_shade_top(kind: str) -> float:
    """The upper rim of a shade as a share of the lower one."""
    return {"drum": 0.86, "cone": 0.5, "pleated": 0.6, "bell": 0.45}.get(kind, 0.2)

def lamp_tripod(o: Thing, spread: float, height: float, thick: float = 0.0) -> None:
    """Three splayed legs meeting in a hub at a height; `spread` is their reach at the floor, metres."""
    thick = thick or max(0.008, spread * 0.07)
    shells: list[Shell] = []
    for k in range(3):
        a = math.radians(90 + 120 * k)
        shells.append(
            lamp_rod(
                (math.cos(a) * (spread - thick), math.sin(a) * (spread - thick), 0.0),
                (0.0, 0.0, height),
                thick,
            )
        )
    emit(o, "legs", shells, slot="wood", crease=40)
    lathe(
        o,
        "hub",
        [(0, 0), (thick * 2, 0), (thick * 2, thick * 3), (0, thick * 3)],
        (0, 0, height - thick * 4),
        "metal",
        16,
    )

def lamp_rod(low: Vec3, high: Vec3, radius: float) -> Shell:
    """A straight tapering rod with its lower end cut level on the floor."""
    shell = shell_cylinder(radius * 0.7, 1.0, segments=10, top=radius)
    dx, dy, dz = (high[k] - low[k] for k in range(3))
    shell.verts = [(low[0] + x + dx * z, low[1] + y + dy * z, low[2] + dz * z) for x, y, z in shell.verts]
    return shell

def desk_lamp(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A jointed desk lamp on a round foot, its head reaching forward (-Y).

    Example: furnish("desk_lamp_1", desk_lamp)
    """
    r = min(o.w / 2, o.d * 0.28)
    back = o.d / 2 - r
    lathe(o, "base", [(0, 0), (r, 0), (r, 0.012), (r * 0.9, 0.02), (0, 0.02)], (0.0, back, 0.0), "metal")
    head, thin = min(0.16, o.h * 0.34, o.w * 0.8), min(0.008, o.h * 0.02)
    elbow: Vec3 = (0.0, min(back + r * 0.5, o.d / 2 - 0.02), o.h * 0.56)
    neck: Vec3 = (0.0, -o.d / 2 + head * 0.93, o.h - thin * 2.5 - 0.012)
    tube(o, "lower_arm", [(0.0, back, 0.012), elbow], thin, "metal", 8)
    tube(o, "upper_arm", [elbow, neck], thin, "metal", 8)
    joints = [shell_moved(shell_sphere(thin * 2, 12), (p[0], p[1], p[2] - thin * 2)) for p in (elbow, neck)]
    emit(o, "joints", joints, slot="metal", crease=60)
    tilt = -28.0
    wide = min(o.w / 2, head * 0.62)
    profile = [
        (wide * 0.32, head),
        (wide * 0.42, head * 0.62),
        (wide, 0.0),
        (wide * 0.95, 0.0),
        (wide * 0.38, head * 0.58),
    ]
    bell = lathe(o, "head", [*profile, (0.0, head * 0.6)], (0, 0, 0), "shade", 24, rotation=(tilt, 0.0, 0.0))
    ca, sa = math.cos(math.radians(tilt)), math.sin(math.radians(tilt))
    hang: Vec3 = (0.0, neck[1] + head * 0.85 * sa, neck[2] - head * 0.85 * ca)
    parts_moved([bell], hang)
    bulb = emit(o, "bulb", shell_sphere(wide * 0.3, 12), slot="bulb", crease=60)
    parts_moved([bulb], (0.0, hang[1] - head * 0.42 * sa, hang[2] + head * 0.62 * ca - wide * 0.3))

def floor_lamp(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    kind: Literal["", "pole", "tripod", "arc", "torch"] = "",
    shade: Literal[""] | LampShade = "",
) -> None:
    """A standing lamp.

    Args:
        o: the object.
        style: chooses its kind.
        seed: chooses when the style leaves it open.
        kind: "pole", "tripod", "arc" or "torch"; an arc reaches to +X from its foot at -X.
        shade: "drum", "cone", "pleated", "bell" or "dome".

    Example: furnish("floor_lamp_1", floor_lamp, kind="tripod")
    """
    look = style_look(style)
    kinds: tuple[Literal["pole", "tripod"], ...]
    kinds = ("pole",) if look.ornate else ("tripod",) if look.door == "plank" else ("pole", "tripod")
    kind = kind or ("arc" if o.w > 1.6 * o.d and o.w > 0.7 else kinds[seed % len(kinds)])
    shade = shade or (
        "pleated" if look.ornate else "dome" if look.leg_slot == "metal" or kind == "arc" else "drum"
    )
    r = min(o.w, o.d) / 2
    if kind == "arc":
        lamp_arc(o, shade)
        return
    if kind == "torch":
        lamp_pole(o, r * 0.7, o.h * 0.9, look.ornate)
        profile = [(0.0, 0.0), (r * 0.2, 0.0), (r * 0.75, o.h * 0.06), (r, o.h * 0.1), (r * 0.97, o.h * 0.1)]
        lathe(
            o, "shade", [*profile, (r * 0.6, o.h * 0.045), (0.0, o.h * 0.02)], (0.0, 0.0, o.h * 0.9), "shade"
        )
        return
    tall = min(o.h * 0.24, r * 1.6)
    foot = o.h - tall
    if kind == "tripod":
        lamp_tripod(o, r, foot + tall * 0.1, 0.016)
        cylinder(o, "stem", 0.008, tall * 0.5, (0.0, 0.0, foot), "metal", 10)
    else:
        lamp_pole(o, r * 0.72, foot + tall * 0.55, look.ornate)
    lampshade(o, "shade", r, tall, (0.0, 0.0, foot), kind=shade, top=r * lamp_shade_top(shade))

def lamp_pole(o: Thing, foot: float, height: float, ornate: bool) -> None:
    """A round foot and a pole of a height; turned when ornate."""
    thin = 0.011
    lathe(o, "base", [(0, 0), (foot, 0), (foot, 0.012), (foot * 0.93, 0.022), (0, 0.026)], slot="metal")
    if not ornate:
        cylinder(o, "pole", thin, height - 0.02, (0.0, 0.0, 0.02), "metal", 12)
        return
    knots: list[Vec2] = [(0.0, 0.02), (0.05, 0.02), (0.05, 0.03), (0.022, 0.06), (0.018, 0.1)]
    for share in (0.3, 0.6, 0.85):
        z = height * share
        knots += [(0.016, z - 0.05), (0.03, z - 0.02), (0.034, z), (0.03, z + 0.02), (0.016, z + 0.05)]
    lathe(o, "pole", [*knots, (0.012, height), (0.0, height)], slot="metal", segments=16)

def lamp_arc(o: Thing, shade: str) -> None:
    """An arc from a heavy foot at -X to a shade hanging at +X."""
    r = min(o.d / 2, o.w * 0.24, o.h * 0.2)
    start, end = -o.w / 2 + min(r, o.d / 2), o.w / 2 - r
    tall = r * 1.15
    lathe(o, "base", [(0, 0), (r, 0), (r, 0.035), (r * 0.97, 0.04), (0, 0.04)], (start, 0.0, 0.0), "metal")
    drop = o.h * 0.22
    path: list[Vec3] = [(start, 0.0, 0.03), (start, 0.0, o.h * 0.35)]
    for k in range(1, 13):
        a = math.pi * (1 - k / 12)
        mid, half = (start + end) / 2, (end - start) / 2
        low = o.h * 0.35 if a > math.pi / 2 else o.h - drop
        path.append((mid + half * math.cos(a), 0.0, low + (o.h - 0.012 - low) * math.sin(a)))
    tube(o, "arc", path, 0.011, "metal", 8)
    lampshade(o, "shade", r, tall, (end, 0.0, o.h - drop - tall), kind=shade, top=r * lamp_shade_top(shade))
    cylinder(o, "stem", 0.009, tall * 0.2, (end, 0.0, o.h - drop - tall * 0.12), "metal", 8)

PlantHabit = Literal["bushy", "broad", "upright", "palm", "fern", "succulent", "tree", "cactus"]
PotKind = Literal["tapered", "round", "cylinder", "terracotta", "basket"]

def plant_vessel(
    o: Thing, radius: float, height: float, kind: str = "tapered", at: Vec3 = (0.0, 0.0, 0.0)
) -> float:
    """A pot with soil in it; returns the height of the soil above the pot's foot."""
    r, h, wall = radius, height, max(0.006, radius * 0.07)
    shapes: dict[str, list[Vec2]] = {
        "tapered": [(0.66, 0.0), (0.7, 0.02), (1.0, 1.0)],
        "cylinder": [(0.96, 0.0), (1.0, 0.03), (1.0, 1.0)],
        "round": [(0.55, 0.0), (0.75, 0.06), (0.97, 0.3), (1.0, 0.5), (0.95, 0.75), (0.84, 1.0)],
        "terracotta": [(0.62, 0.0), (0.66, 0.02), (0.88, 0.76), (1.0, 0.76), (1.0, 1.0)],
        "basket": [(0.8, 0.0), (0.9, 0.05), (1.0, 0.45), (0.98, 0.8), (0.9, 1.0)],
    }
    outer = [(x * r, z * h) for x, z in shapes[kind]]
    lip = outer[-1][0] - wall
    soil = h * 0.88
    foot = outer[0][0] * 0.9
    if kind == "basket":
        outer = plant_weave(outer, h)
    lathe(
        o,
        "pot",
        [*outer, (lip, h), (lip, soil - 0.012), (foot * 0.5, soil - 0.012), (0.0, soil - 0.012)],
        at,
        "pot",
        36,
    )
    lathe(
        o,
        "soil",
        [(0, soil - 0.02), (lip - 0.001, soil - 0.02), (lip - 0.001, soil), (0, soil + 0.006)],
        at,
        "soil",
        24,
    )
    return soil

def plant_weave(outer: list[Vec2], height: float) -> list[Vec2]:
    """A pot's outline with the ribs of a coiled basket."""
    rounds = max(5, round(height / 0.025))
    woven: list[Vec2] = []
    for k in range(2 * rounds + 1):
        z = height * k / (2 * rounds)
        for (r1, z1), (r2, z2) in pairwise(outer):
            if z1 <= z <= z2 + 1e-9:
                woven.append(
                    (r1 + (r2 - r1) * (z - z1) / max(z2 - z1, 1e-9) - (0.004 if k % 2 == 0 else 0.0), z)
                )
                break
    return woven

def plant_pot_kind(style: str, seed: int) -> str:
    """The pot a style has."""
    look = style_look(style)
    choices = (
        ("terracotta", "round")
        if look.ornate
        else ("basket", "terracotta")
        if look.door == "plank"
        else ("tapered", "cylinder", "round")
    )
    return choices[seed % len(choices)]

def plant(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    habit: Literal[""] | PlantHabit = "",
    pot: Literal[""] | PotKind = "",
    pot_share: float = 0.0,
    density: float = 1.0,
) -> None:
    """A potted plant."""
    tall = o.h / max(min(o.w, o.d), 1e-6)
    lush: tuple[PlantHabit, ...] = (
        ("broad", "bushy") if tall < 1.5 else ("palm", "tree", "broad") if o.h > 1.0 else ("upright", "broad")
    )
    habit = habit or lush[seed % len(lush)]
    share = pot_share or {"succulent": 0.55, "cactus": 0.34, "tree": 0.22, "palm": 0.24}.get(habit, 0.3)
    height = o.h * share
    spread = min(o.w, o.d)
    slim = {"succulent": 0.82, "cactus": 1.0, "upright": 0.8}.get(habit, 0.58)
    radius = min(spread / 2 * slim, height * (9.0 if habit in ("succulent", "cactus") else 0.72))
    soil = plant_vessel(o, radius, height, pot or plant_pot_kind(style, seed))
    foliage(
        o, "leaves", (o.w, o.d, o.h - soil), (0.0, 0.0, soil - 0.002), habit=habit, density=density, seed=seed
    )

def small_plant(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    habit: Literal[""] | PlantHabit = "",
    pot: Literal[""] | PotKind = "",
) -> None:
    """A little plant for a table or a sill; habits and pots as for `plant`.

    Example: furnish("small_plant_1", small_plant, habit="succulent")
    """
    choices: tuple[PlantHabit, ...] = ("bushy", "succulent", "upright", "fern", "cactus")
    plant(o, style=style, seed=seed, habit=habit or choices[seed % 5], pot=pot, pot_share=0.45, density=0.6)

RugPattern = Literal["plain", "border", "stripes", "medallion", "shag"]

def rug(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    shape: Literal["", "rectangle", "round", "oval"] = "",
    pattern: Literal[""] | RugPattern = "",
    fringe: bool | None = None,
) -> None:
    """A woven rug, thin and slightly wavy, with bound edges.

    Args:
        o: the object.
        style: chooses pattern and fringe when they are left out.
        seed: varies its waves.
        shape: "rectangle", "round" or "oval"; by the size when left out ("rectangle").
        pattern: "plain", "border", "stripes", "medallion" or "shag".
        fringe: tassels at both short ends.

    Example: furnish("rug_1", rug, pattern="medallion", fringe=True)
    """
    words = style.lower()
    classic = "classic" in words or "rustic" in words or "traditional" in words
    pattern = pattern or ("shag" if "shag" in words else "plain" if "minimal" in words else "border")
    fringe = (classic and shape not in ("round", "oval")) if fringe is None else fringe
    round_rug = shape in ("round", "oval")
    if pattern == "shag":
        rug_shag(o, round_rug, seed)
        return
    tassel = min(0.06, 0.05 * max(o.w, o.d)) if fringe else 0.0
    along_x = o.w >= o.d
    w = o.w - (2 * tassel if along_x else 0.0)
    d = o.d - (0.0 if along_x else 2 * tassel)
    lift = o.h * (1.0 if pattern == "plain" else 0.86)
    rug_slab(o, "rug", w, d, lift, round_rug, "rug")
    if pattern in ("border", "medallion"):
        rug_inlay(o, w, d, lift, round_rug, medallion=pattern == "medallion")
    elif pattern == "stripes":
        rug_stripes(o, w, d, lift, along_x)
    if tassel:
        rug_fringe(o, w, d, tassel, along_x, seed)

def rug_slab(
    o: Thing, part: str, w: float, d: float, h: float, round_rug: bool, slot: str, z: float = 0.0
) -> None:
    """A flat piece with rounded edges, standing on height `z`."""
    edge = min(h * 0.5, 0.008)
    rings: list[list[Vec3]] = []
    for inset, level in ((edge, 0.0), (0.0, edge), (0.0, h - edge), (edge * 0.3, h - edge * 0.3), (edge, h)):
        if round_rug:
            spokes = [math.tau * k / 64 for k in range(64)]
            ring = [((w / 2 - inset) * math.cos(a), (d / 2 - inset) * math.sin(a)) for a in spokes]
        else:
            ring = soft_outline(w - 2 * inset, d - 2 * inset, 0.012, 2)
        rings.append([(x, y, z + level) for x, y in ring])
    slab = loft(o, part, rings, slot=slot, sharp=50)
    soft_span(slab, (-o.w / 2, -o.d / 2, 0.0), (o.w / 2, o.d / 2, o.h))

def rug_band(
    o: Thing, part: str, w: float, d: float, wide: float, z: float, h: float, round_rug: bool, slot: str
) -> None:
    """A flat band `wide` metres broad along an outline of w by d, standing on height `z`."""
    outer, inner = (
        [(s * math.cos(a), t * math.sin(a)) for a in (math.tau * k / 64 for k in range(64))]
        if round_rug
        else soft_outline(2 * s, 2 * t, 0.01, 2)
        for s, t in ((w / 2, d / 2), (w / 2 - wide, d / 2 - wide))
    )
    low, high = z, z + h
    rings: list[list[Vec3]] = [
        [(x, y, level) for x, y in ring]
        for ring, level in ((inner, low), (outer, low), (outer, high), (inner, high))
    ]
    band = loft(o, part, rings, slot=slot, closed=True)
    soft_span(band, (-o.w / 2, -o.d / 2, 0.0), (o.w / 2, o.d / 2, o.h))

def rug_inlay(o: Thing, w: float, d: float, lift: float, round_rug: bool, *, medallion: bool) -> None:
    """A border in two colours, and a medallion of rings in the middle."""
    least, rise = min(w, d), o.h - lift
    for part, inset, wide, slot in (
        ("border", 0.05, 0.075, "rug_2"),
        ("border_line", 0.15, 0.018, "rug_3"),
    ):
        gap = 2 * inset * least
        rug_band(o, part, w - gap, d - gap, wide * least, lift - 0.001, rise + 0.001, round_rug, slot)
    if medallion:
        for part, share, slot in (("medallion", 0.46, "rug_2"), ("medallion_ring", 0.26, "rug_3")):
            size = (share * w, share * d)
            rug_band(o, part, *size, 0.06 * least, lift - 0.001, rise + 0.001, True, slot)

def rug_stripes(o: Thing, w: float, d: float, lift: float, along_x: bool) -> None:
    """Cross stripes in two further colours."""
    long = w if along_x else d
    count = max(5, round(long / 0.22)) // 2 * 2 + 1
    step = long / count
    for part, start, share in (("stripes", 1, 0.55), ("stripes_thin", 2, 0.2)):
        shells: list[Shell] = []
        for k in range(start, count - 1, 2):
            at = (k + 0.5 - count / 2) * step
            size = (step * share, d - 0.012) if along_x else (w - 0.012, step * share)
            spot = (at, 0.0, lift - 0.001) if along_x else (0.0, at, lift - 0.001)
            shells.append(shell_box((*size, o.h - lift + 0.001), spot))
        bands = emit(o, part, shells, slot="rug_2" if start == 1 else "rug_3")
        soft_span(bands, (-o.w / 2, -o.d / 2, 0.0), (o.w / 2, o.d / 2, o.h))

def rug_fringe(o: Thing, w: float, d: float, tassel: float, along_x: bool, seed: int) -> None:
    """Tassels along the two short ends, thin tapering strips on the floor."""
    rng = random.Random(seed)
    span, edge = (d, w / 2) if along_x else (w, d / 2)
    count = max(8, round(span / 0.022))
    verts: list[Vec3] = []
    faces: list[list[int]] = []
    for side in (-1, 1):
        for k in range(count):
            at, n = (k + 0.5) * span / count - span / 2, len(verts)
            half, lean = span / count * 0.36, rng.uniform(-0.25, 0.25) * tassel
            points = [(edge - 0.004, at - half, 0.3), (edge - 0.004, at + half, 0.3), (edge - 0.004, at, 0.7)]
            for out, across, rise in (*points, (edge + tassel, at + lean, 0.1)):
                x, y = (side * out, across) if along_x else (across, side * out)
                verts.append((x, y, o.h * rise))
            ring = ([0, 2, 1], [0, 1, 3], [1, 2, 3], [2, 0, 3])
            turned = (side > 0) == along_x
            faces += [[n + k for k in (face if turned else face[::-1])] for face in ring]
    mesh(o, "fringe", verts, faces, slot="rug_3")

def rug_shag(o: Thing, round_rug: bool, seed: int) -> None:
    """A long-haired rug: a backing covered in leaning tufts."""
    rng = random.Random(seed)
    hair = min(0.03, max(o.h * 0.7, 0.008))
    base = max(o.h - hair, o.h * 0.3)
    rug_slab(o, "rug", o.w * 0.985, o.d * 0.985, base, round_rug, "rug")
    step = max(math.sqrt(o.w * o.d / 1500), 0.02)
    verts: list[Vec3] = []
    faces: list[list[int]] = []
    columns, rows = int(o.w / step), int(o.d / step)
    for j in range(rows):
        for i in range(columns):
            x = (i + rng.random()) * o.w / columns - o.w / 2
            y = (j + rng.random()) * o.d / rows - o.d / 2
            if round_rug and (2 * x / o.w) ** 2 + (2 * y / o.d) ** 2 > 0.97:
                continue
            a, lean, wide = rng.uniform(0, math.tau), rng.uniform(0.4, 1.0) * hair, step * 0.55
            dx, dy, n = math.cos(a) * wide, math.sin(a) * wide, len(verts)
            top = o.h - rng.uniform(0, 0.3) * hair
            tip = (
                min(max(x - dy / wide * lean, -o.w / 2), o.w / 2),
                min(max(y + dx / wide * lean, -o.d / 2), o.d / 2),
            )
            verts += [(x - dx, y - dy, base * 0.9), (x + dx, y + dy, base * 0.9), (*tip, top)]
            faces.append([n, n + 1, n + 2])
    mesh(o, "pile", verts, faces, slot="rug")

def office_chair(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    arms: bool = True,
    headrest: bool | None = None,
    castors: bool = True,
    back: Literal["", "mesh", "pad", "ribbed"] = "",
) -> None:
    """A swivel chair on a five-armed base with castors.

    Size: 0.65 x 0.65 x 1.1
    Example: furnish("chair_1", office_chair, headrest=True, arms=True)

    Args:
        o: the object.
        style: style word; classic gives a buttoned executive chair.
        seed: unused variation.
        arms: arm rests.
        headrest: a head rest above the back; on chairs over 1.15 m by default.
        castors: wheels, not glides.
        back: "mesh", "pad" or "ribbed".
    """
    look = style_look(style)
    kind = back or ("ribbed" if look.ornate else "pad")
    top = min(0.48, 0.46 * o.h)
    radius = min(o.w / 1.9, o.d / 1.81)
    star_base(o, radius, top - 0.06, 5, castors, at=(0.0, -0.095 * radius, 0.0))
    box(o, "mount", (0.24, 0.26, 0.03), (0, 0, top - 0.085), "dark", 0.008)
    width = o.w * (0.76 if arms else 0.86)
    depth = o.d * 0.76
    seat_y = -o.d * 0.02
    pad(o, "seat", (width, depth, 0.11), (0, seat_y, top - 0.06), 0.045, (0, 0.006, 0.02), "seat")
    head = (o.h > 1.15) if headrest is None else headrest
    high = o.h - (0.2 if head else 0.0)
    office_back(o, kind, width, top, high)
    if head:
        pad(
            o,
            "headrest",
            (width * 0.55, 0.07, 0.15),
            (0, o.d / 2 - 0.045, o.h - 0.152),
            0.03,
            (0, 0.01, 0),
            "seat",
        )
        box(o, "head_bar", (0.05, 0.03, 0.15), (0, o.d / 2 - 0.035, high - 0.07), "dark", 0.004)
    if arms:
        office_arms(o, width, top)

def office_back(o: Thing, kind: str, width: float, top: float, high: float) -> None:
    """The back of an office chair on its bent spine."""
    low = top + 0.1
    y = o.d / 2 - 0.045
    spine: list[Vec3] = [
        (0, 0.08, top - 0.07),
        (0, y - 0.02, top - 0.06),
        (0, y + 0.018, low + 0.15),
        (0, y + 0.022, (low + high) / 2),
    ]
    tube(o, "spine", spine, 0.018, "dark", 8, 0.09)
    lean = (-4.0, 0.0, 0.0)
    size = (width * 0.96, 0.075, high - low)
    base = y - 0.06
    if kind == "mesh":
        path: list[Vec3] = [
            (x * width * 0.46, 0.0, z * (high - low) + 0.012)
            for x, z in ((-0.82, 0), (0.82, 0), (1, 0.93), (-1, 0.93))
        ]
        rim = shell_tube(path, 0.013, 8, 0.09, closed=True)
        emit(o, "back_frame", rim, slot="dark", at=(0, base + 0.03, low), rotation=lean)
        mesh_size = (width * 0.8, 0.006, (high - low) * 0.9)
        panel(o, "back", mesh_size, (0, base + 0.03, low + 0.012), 0.07, "seat", 0.0, "y", lean)
        return
    if kind == "ribbed":
        rows = 4
        each = (high - low) / rows
        shells = [
            shell_moved(
                shell_pad((size[0], 0.1, each + 0.006), 0.032, (0, 0.012, 0)), (0, 0, each * k - 0.003)
            )
            for k in range(rows)
        ]
        emit(o, "back", shells, slot="seat", at=(0, base + 0.008, low), rotation=lean)
        return
    pad(o, "back", size, (0, base + 0.02, low), 0.035, (0, 0.012, 0), "seat", lean)

def office_arms(o: Thing, width: float, top: float) -> None:
    """Two T-shaped arm rests."""
    for side in (-1, 1):
        x = side * (o.w / 2 - 0.04)
        z = top + 0.2
        post: list[Vec3] = [(side * width * 0.3, 0.02, top - 0.065), (x, 0.02, top - 0.06), (x, 0.02, z)]
        tube(o, "arm_posts", post, 0.014, "dark", 8, 0.04)
        panel(o, "arms", (0.08, 0.26, 0.028), (x, 0.0, z - 0.004), 0.035, "dark", 0.009)

SofaBack = Literal["loose", "tight", "tufted", "channel"]
SofaArms = Literal["track", "rolled", "round", "slope", "none"]

@dataclass(frozen=True)
class SofaPlan:
    """An upholstered seat's measures, metres: what its size asks for."""

    leg: float
    seat: float
    arm: float
    arm_height: float
    back: float
    cushion: float

def sofa_plan(o: Thing, arms: str, low: bool = False) -> SofaPlan:
    """Believable measures for an object's outer size; `low` leaves no legs to see."""
    leg = 0.03 if low else max(0.03, min(0.13, 0.15 * o.h))
    seat = max(0.42 * o.h, min(0.45, 0.52 * o.h))
    arm = 0.0 if arms == "none" else max(0.09, min(0.23, 0.075 * o.w + 0.075))
    arm_height = min(0.86 * o.h, max(seat + 0.14, 0.72 * o.h))
    back = max(0.1, min(0.24, 0.23 * o.d))
    return SofaPlan(leg, seat, arm, arm_height, back, min(0.17, 0.45 * (seat - leg)))

@dataclass(frozen=True)
class Look:
    """One style's choices."""

    bevel: float = 0.003
    leg: str = "tapered"
    leg_slot: str = "wood"
    handle: str = "bar"
    door: str = "slab"
    board: float = 0.02
    ornate: bool = False

def sofa_legs(o: Thing, look: Look, plan: SofaPlan, arms: str = "track") -> Any:
    """Short legs in the style's kind, under the arms."""
    kind = {"turned": "bun", "tapered": "tapered", "straight": "straight"}[look.leg]
    size = 0.065 if kind == "bun" else 0.045
    inset = max(0.03, 0.5 * plan.arm - 0.5 * size) if arms in ("rolled", "round") else 0.03
    splay = 0.015 if kind == "tapered" else 0.0
    return legs(o, plan.leg + 0.006, inset, kind, size, slot="leg", splay=splay)

def sofa_arms(o: Thing, plan: SofaPlan, kind: str, sides: tuple[int, ...] = (-1, 1)) -> Any:
    """The arms as one part: "track", "rolled", "round" or "slope"."""
    height = plan.arm_height - plan.leg
    shells = []
    for side in sides:
        if kind == "rolled":
            arm = shell_rolled_arm(plan.arm, o.d - 0.03, height, side)
        elif kind == "slope":
            arm = shell_slope_arm(plan.arm, o.d - 0.02, height, 0.55 * height + 0.1)
        elif kind == "round":
            arm = shell_pad((plan.arm, o.d - 0.02, height), plan.arm * 0.46)
        else:
            arm = shell_pad((plan.arm, o.d - 0.02, height), 0.022, (0.006, 0.0, 0.004))
        shells.append(shell_moved(arm, (side * (o.w - plan.arm) / 2, 0.0, plan.leg)))
    return emit(o, "arms", shells, slot="fabric")

def sofa_base(o: Thing, plan: SofaPlan, width: float, x: float = 0.0) -> Any:
    """The deck under the seat cushions."""
    height = plan.seat - plan.cushion - plan.leg
    size = (width + 0.014, o.d - 0.06, height)
    return box(o, "base", size, (x, 0.01, plan.leg + 0.003), "fabric", 0.015)

def sofa_seats(o: Thing, plan: SofaPlan, count: int, width: float, x: float = 0.0, front: float = 0.0) -> Any:
    """Seat cushions side by side, as one part."""
    each = width / count
    depth = o.d - plan.back - front + 0.05
    shape = shell_pad((each - 0.006, depth, plan.cushion + 0.012), 0.035, (0.0, 0.008, 0.018))
    y = -o.d / 2 + front + depth / 2
    spots = [(x - width / 2 + each * (k + 0.5), y, plan.seat - plan.cushion - 0.006) for k in range(count)]
    return emit(o, "seats", [shell_moved(shape, spot) for spot in spots], slot="cushion")

def sofa_back(
    o: Thing, plan: SofaPlan, kind: str, count: int, width: float, x: float = 0.0, top: float = 0.0
) -> list[Any]:
    """The back rest: "loose" cushions on a frame, "tight", "tufted" with buttons, or "channel"."""
    top = top or o.h
    low = plan.leg + 0.004
    depth = plan.back * (0.55 if kind == "loose" else 0.95)
    frame_top = top - (0.05 if kind == "loose" else 0.0)
    y = o.d / 2 - depth / 2
    made = []
    if kind == "channel":
        ribs = max(3, round(width / 0.14))
        each = width / ribs
        rib = shell_pad((each, depth, frame_top - low), min(0.4 * each, 0.05), (0.0, 0.02, 0.01))
        shells = [shell_moved(rib, (x - width / 2 + each * (k + 0.5), y, low)) for k in range(ribs)]
        return [emit(o, "back", shells, slot="fabric")]
    puff = (0.0, 0.0 if kind == "loose" else 0.02, 0.004)
    made.append(pad(o, "back", (width, depth, frame_top - low), (x, y, low), 0.035, puff))
    if kind == "tufted":
        made.append(sofa_buttons(o, plan, width, x, y - depth / 2 + 0.02, frame_top))
    if kind == "loose":
        each = width / count
        tall, thick = top - plan.seat + 0.055, plan.back * 0.62
        shape = shell_pad((each - 0.006, thick, tall), 0.05, (0.0, 0.03, 0.02))
        shape = shell_moved(shape, rotation=(-9.0, 0.0, 0.0))
        y = o.d / 2 - depth - thick * 0.36 - tall * 0.08
        spots = [(x - width / 2 + each * (k + 0.5), y, plan.seat - 0.045) for k in range(count)]
        made.append(emit(o, "back_cushions", [shell_moved(shape, spot) for spot in spots], slot="cushion"))
    return made

def sofa_buttons(o: Thing, plan: SofaPlan, width: float, x: float, y: float, top: float) -> Any:
    """Tufting: buttons in offset rows on the face of the back."""
    spots: list[Vec3] = []
    columns = max(3, round(width / 0.17))
    low = plan.seat + 0.08
    rows = max(2, round((top - low) / 0.13))
    for row in range(rows):
        count = columns - row % 2
        z = low + (top - 0.06 - low) * row / max(1, rows - 1)
        v = 2 * (z - plan.leg) / (top - plan.leg) - 1
        for u in ((2 * k + 1) / count - 1 for k in range(count)):
            bulge = 0.02 * (1 - u * u) * (1 - v * v)
            spots.append((x + u * width / 2, y - bulge - 0.002, z))
    return buttons(o, spots)

def sofa_pillows(o: Thing, plan: SofaPlan, count: int, seed: int, width: float, x: float = 0.0) -> list[Any]:
    """Throw pillows leaning in the corners, as parts `pillow`, `pillow.2`, ..."""
    pick = random.Random(seed)
    side = min(0.42, 0.42 * width, 1.02 * (o.h - plan.seat))
    made = []
    for k in range(count):
        end = -1 if k % 2 == 0 else 1
        spot = x + end * (width / 2 - side * (0.55 + 0.62 * (k // 2)))
        y = o.d / 2 - plan.back - 0.14 - 0.06 * (k // 2)
        size = (side * pick.uniform(0.9, 1.0), side * 0.92, 0.13)
        yaw, lean = end * -pick.uniform(4, 16), 68 + pick.uniform(-4, 4)
        at = (spot, y, plan.seat - 0.012)
        made.append(
            cushion(
                o, "pillow", size, at, yaw=yaw, tilt=lean, plump=0.8, seed=seed + k, slot="pillow", cells=8
            )
        )
    return made

def armchair(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    arms: Literal[""] | SofaArms = "",
    back: Literal[""] | SofaBack = "",
    pillows: int = 0,
    wings: bool | None = None,
) -> None:
    """An upholstered easy chair.

    Size: 0.85 x 0.88 x 0.86
    Example: furnish("armchair_1", armchair, style="classic", wings=True)

    Args:
        o: the object.
        style: style word.
        seed: varies the pillows.
        arms: "track", "rolled", "round", "slope" or "none".
        back: "loose", "tight", "tufted" or "channel".
        pillows: throw pillows.
        wings: side wings on the back; with a classic style by default when it is tall.
    """
    look = style_look(style)
    kind = arms or ("rolled" if look.ornate else "slope" if look.handle == "none" else "track")
    plan = sofa_plan(o, kind)
    width = o.w - 2 * plan.arm
    winged = wings if wings is not None else look.ornate and o.h > 0.95
    sofa_legs(o, look, plan, kind)
    sofa_base(o, plan, width)
    if kind != "none":
        sofa_arms(o, plan, kind)
    sofa_seats(o, plan, 1, width)
    sofa_back(o, plan, back or ("tufted" if look.ornate else "loose"), 1, width)
    if winged:
        armchair_wings(o, plan)
    sofa_pillows(o, plan, pillows, seed, width)

def armchair_wings(o: Thing, plan: SofaPlan) -> Any:
    """Wings at both sides of a tall back."""
    height = o.h - plan.arm_height + 0.12
    wing = shell_pad((0.075, plan.back + 0.16, height), 0.03, (0.008, 0.0, 0.0))
    y = o.d / 2 - (plan.back + 0.16) / 2 - 0.004
    x = o.w / 2 - plan.arm + 0.025
    spots = [(s * x, y, plan.arm_height - 0.125) for s in (-1, 1)]
    return emit(o, "wings", [shell_moved(wing, spot) for spot in spots], slot="fabric")

def blanket(
    o: Thing, *, style: str = "modern", seed: int = 0, spread: bool | None = None, fringe: bool = True
) -> None:
    """A blanket: folded to a stack when it is thick, loosely spread when it is flat.

    Args:
        o: the object.
        style: not used; every word takes one.
        seed: varies its folds.
        spread: lay it out; when left out, if it is lower than a tenth of its depth.
        fringe: tassels on a spread one.

    Example: furnish("blanket_1", blanket, spread=True)
    """
    if o.h > 0.1 * o.d if spread is None else not spread:
        layers = max(2, round(o.h / 0.035))
        each = o.h / layers
        for k in range(layers):
            soft_block(
                o, f"fold_{k + 1}", (o.w * (1 - 0.015 * k), o.d, each), (0.0, 0.0, each * k),
                radius=0.03, edge=each * 0.49, slot="throw", steps=3,
            )  # fmt: skip
        return
    tassel = 0.05 * o.w if fringe else 0.0
    w, waves = o.w - 2 * tassel, soft_waves(seed, 6, 0.35)

    def height(x: float, y: float) -> float:
        edge = min(1.0, (w / 2 - abs(x)) / 0.03, (o.d / 2 - abs(y)) / 0.03)
        full = 0.5 + 0.5 * max(-1.0, min(1.0, waves(x, y)))
        return 0.003 + (0.35 + 0.65 * full) * (o.h - 0.003) * math.sqrt(max(edge, 0.02))

    xs = cloth_stations(-w / 2, w / 2, w, 0.02, 0.02, w / 22)
    ys = cloth_stations(-o.d / 2, o.d / 2, o.d, 0.02, 0.02, o.d / 16)
    floor = (2 * o.w, 2 * o.d, 0.0)
    cloth_sheet(o, "throw", floor, (0.0, 0.0, 0.0), xs, ys, height, bend=0.01, slot="throw")
    if tassel:
        blanket_tassels(o, w, o.d, tassel)

def blanket_tassels(o: Thing, w: float, d: float, length: float) -> None:
    """Thin strands lying on the ground along a blanket's two short ends."""
    count = max(8, round(d / 0.025))
    strands: list[Shell] = []
    for side in (-1, 1):
        for k in range(count):
            y = (k + 0.5) * d / count - d / 2
            strands.append(
                shell_tube([(side * (w / 2 - 0.01), y, 0.004), (side * (w / 2 + length), y, 0.003)], 0.003, 4)
            )
    emit(o, "fringe", strands, slot="throw")

def basket(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    handles: bool = True,
    filled: Literal["", "blanket"] = "",
) -> None:
    """A woven basket: coils over upright staves.

    Args:
        o: the object; round when as wide as deep, else a rounded rectangle.
        style: not used; every word takes one.
        seed: varies its filling.
        handles: two loops at the rim.
        filled: "" or "blanket".

    Example: furnish("basket_1", basket, filled="blanket")
    """
    grip = min(0.06, o.h * 0.18) if handles else 0.0
    high = o.h - grip * 0.75
    coils = max(6, min(14, round(high / 0.032)))
    corner = min(o.w, o.d) / 2 * (0.98 if abs(o.w - o.d) < 0.08 * o.w else 0.45)
    wall = min(0.012, o.w * 0.04)
    rings: list[list[Vec3]] = []

    def outline(inset: float, z: float) -> list[Vec3]:
        t = z / high
        draw = inset + 0.09 * min(o.w, o.d) * (1 - math.sin(math.pi * (0.15 + 0.7 * t))) * (
            1 if t < 0.6 else 0.45
        )
        ring = soft_outline(o.w - 2 * draw, o.d - 2 * draw, corner - draw, 9)
        return [(x, y, z) for x, y in ring]

    for k in range(2 * coils + 1):
        rings.append(outline(0.0 if k % 2 else wall * 0.9, high * k / (2 * coils)))
    rings += [outline(wall * 1.6, z) for z in (high, high * 0.5, wall)]
    loft(o, "weave", rings, slot="wicker", sharp=35)
    rim = [(x, y, high) for x, y, _ in outline(wall * 0.8, high)]
    tube(o, "rim", rim[::2], wall * 0.8, "wicker", 8, closed=True)
    for side in (-1, 1) if handles else ():
        x = side * (max(p[0] for p in rim) - wall)
        span = min(0.08, o.d * 0.2)
        loop: list[Vec3] = [
            (x, -span, high),
            (x, -span * 0.9, high + grip * 0.6),
            (x, 0.0, high + grip * 0.72),
        ]
        loop += [(x, span * 0.9, high + grip * 0.6), (x, span, high)]
        tube(o, f"handle_{1 if side < 0 else 2}", loop, wall * 0.55, "wicker", 8, bend=grip * 0.4)
    if filled:
        cushion(
            o,
            "blanket",
            (o.w * 0.66, o.d * 0.66, high * 0.5),
            (0.0, 0.0, high * 0.62),
            plump=0.9,
            seed=seed,
            slot="throw",
        )

def storage_columns(width: float, each: float = 0.5) -> int:
    """How many doors or bays of about `each` metres fit a width."""
    return max(1, round(width / each))

def wardrobe(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    doors: int = 0,
    open: bool = False,
    drawers: int = 0,
    mirror: bool = False,
    filled: bool = True,
) -> None:
    """A tall clothes cupboard; `open` leaves the doors away and shows clothes on a rail and folded.

    Size: 1.5 x 0.6 x 2.1
    Example: furnish("wardrobe_1", wardrobe, doors=3, drawers=2)

    Args:
        o: the object.
        style: style word.
        seed: varies the clothes.
        doors: side by side; from the width by default.
        open: no doors, clothes to be seen.
        drawers: a row of drawers along the foot, this many.
        mirror: the middle door is a mirror.
        filled: False leaves an open one empty, rails only, for clothes placed by themselves.
    """
    look = style_look(style)
    made = case(o, look, "plinth" if look.leg_slot != "metal" else "legs", closed=not open)
    count = doors or max(2, storage_columns(made.width, 0.5))
    low = made.low + (0.24 if drawers else 0.0)
    if drawers:
        case_fronts(o, made, look, 1, drawers, "drawer", high=low - 0.001)
    if open:
        wardrobe_inside(o, made, low, seed, filled)
        return
    case_fronts(o, made, look, 1, count, "door", low=low + 0.001)
    if mirror:
        each = made.width / count
        x = -made.width / 2 + each * (count // 2 + 0.5)
        size = (each * 0.72, made.high - low - 0.2)
        fronts(
            o,
            size,
            (x, made.front - 0.0165, low + 0.1),
            door="slab",
            handle="none",
            thickness=0.004,
            slot="mirror",
        )

@dataclass(frozen=True)
class Case:
    """A case that was built: what may be put into it or before it, metres in the object's frame."""

    width: float
    board: float
    low: float
    high: float
    front: float
    back: float
    handle: str

    @property
    def inner(self) -> float:
        """Width between the sides."""
        return self.width - 2 * self.board

    @property
    def depth(self) -> float:
        """From the front plane to the inner back."""
        return self.back - self.front

    @property
    def height(self) -> float:
        """Of the carcass."""
        return self.high - self.low

def wardrobe_inside(o: Thing, made: Case, low: float, seed: int, filled: bool = True) -> None:
    """Bays with hanging clothes, and one of shelves with folded ones; bare rails when not filled."""
    bays = max(2, storage_columns(made.inner, 0.75))
    each = made.inner / bays
    floor = max(low, made.low + made.board)
    edges = [-made.inner / 2 + each * k for k in range(bays + 1)]
    case_walls(o, made, edges[1:-1])
    y = (made.front + made.back) / 2
    hat = made.high - made.board - 0.28
    case_shelves(o, made, [hat])
    for bay in range(bays):
        left, right = edges[bay] + made.board / 2, edges[bay + 1] - made.board / 2
        x, width = (left + right) / 2, right - left
        if filled and bay == bays - 1:
            wardrobe_shelves(o, made, (x, width), floor, hat, seed)
            continue
        rail = hat - 0.07
        tube(o, "rail", [(left - 0.001, y, rail), (right + 0.001, y, rail)], 0.012, "metal", 8)
        if filled:
            reach = min(1.15, rail - floor - 0.05)
            clothes(
                o,
                "clothes",
                width * 0.86,
                reach,
                (x, y, rail - reach),
                depth=made.depth * 0.85,
                seed=seed + bay,
            )

def wardrobe_shelves(
    o: Thing, made: Case, bay: tuple[float, float], floor: float, high: float, seed: int
) -> None:
    """Shelves in one bay, a stack of folded clothes on each."""
    x, width = bay
    count = max(2, round((high - floor) / 0.33))
    step = (high - floor) / count
    y = (made.front + made.back) / 2
    for k in range(count):
        z = floor + step * k
        if k:
            size = (width + 0.001, made.depth - 0.01, made.board)
            box(o, "shelf", size, (x, y + 0.004, z - made.board), "body", 0.001)
        folded(o, "folded", (width * 0.6, made.depth * 0.7, step * 0.55), (x, y, z), layers=3, seed=seed + k)

def dresser(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    rows: int = 0,
    columns: int = 0,
    top_drawers: int = 0,
) -> None:
    """A chest of drawers.

    Size: 1.2 x 0.48 x 0.85
    Example: furnish("dresser_1", dresser, rows=3, columns=2)

    Args:
        o: the object.
        style: style word.
        seed: unused variation.
        rows: of drawers; from the height by default.
        columns: of drawers; from the width by default.
        top_drawers: split the uppermost row into this many small ones.
    """
    look = style_look(style)
    made = case(o, look)
    count = rows or max(2, round(made.height / 0.22))
    across = columns or (2 if made.width > 0.95 else 1)
    split = top_drawers or (2 * across if look.ornate else 0)
    if split and count > 1:
        edge = made.high - 0.78 * made.height / count
        case_fronts(o, made, look, 1, split, "drawer", low=edge)
        case_fronts(
            o, made, look, [1.15 - 0.1 * k / count for k in range(count - 1)], across, "drawer", high=edge
        )
    else:
        case_fronts(o, made, look, [1.15 - 0.3 * k / count for k in range(count)], across, "drawer")

def nightstand(
    o: Thing, *, style: str = "modern", seed: int = 0, drawers: int = 0, shelf: bool | None = None
) -> None:
    """A small bedside cupboard.

    Size: 0.48 x 0.42 x 0.55
    Example: furnish("nightstand_1", nightstand, drawers=1, shelf=True)

    Args:
        o: the object.
        style: style word.
        seed: unused variation.
        drawers: from the height by default.
        shelf: an open space below the drawer.
    """
    look = style_look(style)
    made = case(o, look, "legs" if not look.ornate else "bun", foot=min(0.16, 0.26 * o.h))
    opened = shelf if shelf is not None else (drawers == 1 or look.leg == "straight")
    count = drawers or (1 if opened else 2)
    if opened:
        edge = made.high - max(0.13, 0.42 * made.height)
        case_shelves(o, made, [edge])
        case_fronts(o, made, look, count, 1, "drawer", low=edge)
    else:
        case_fronts(o, made, look, count, 1, "drawer")

def tableware_spun(
    o: Thing, part: str, profile: list[Vec2], slot: str, at: Vec3 = (0.0, 0.0, 0.0), size: Vec3 | None = None
) -> None:
    """A turned vessel from an outline in shares: radius of half the width, height of the height."""
    w, d, h = size or o.size
    shell = shell_lathe(profile, 36)
    shell.verts = [(x * w / 2, y * d / 2, z * h) for x, y, z in shell.verts]
    emit(o, part, shell, slot=slot, at=at, crease=42)

PLATE: list[Vec2] = [
    (0.0, 0.0), (0.55, 0.0), (0.6, 0.12), (0.66, 0.3), (1.0, 0.85), (0.995, 1.0), (0.96, 0.98), (0.66, 0.5),
    (0.6, 0.34), (0.0, 0.3),
]  # fmt: skip

def cup(o: Thing, *, style: str = "modern", seed: int = 0, saucer: bool | None = None) -> None:
    """A mug with a handle, filled with coffee; `saucer` (left out: when it is wide) puts a teacup on one.

    Example: furnish("cup_1", cup, saucer=True)
    """
    wide = o.w > 1.35 * o.h
    if wide if saucer is None else saucer:
        dish = o.h * 0.22
        tableware_spun(o, "saucer", PLATE, "ceramic", size=(o.w, o.d, dish))
        cup_body(
            o,
            min(o.w, o.d) * 0.27,
            o.h - dish * 0.34,
            dish * 0.33,
            [(0.5, 0.0), (0.56, 0.08), (0.86, 0.5), (1.0, 1.0)],
        )
        return
    cup_body(
        o,
        min(o.w * 0.4, o.d / 2),
        o.h,
        0.0,
        [(0.92, 0.0), (0.99, 0.04), (1.0, 0.12), (1.0, 1.0)],
        shift=o.w * 0.1,
    )

def cup_body(o: Thing, r: float, h: float, z: float, outline: list[Vec2], shift: float = 0.0) -> None:
    """A cup of radius and height on height `z`, its handle to +X, moved to -X by `shift`."""
    wall = max(r * 0.08, 0.0015)
    outer = [(x * r, t * h) for x, t in outline]
    inner = [(x * r - wall, max(t * h, 0.08 * h)) for x, t in reversed(outline)]
    lathe(o, "cup", [(0.0, 0.0), *outer, *inner, (0.0, 0.08 * h)], (-shift, 0.0, z), "ceramic", 28)
    level = 0.8 * h
    top = (
        outline[-1][0] * r
        if len(outline) < 3
        else r * (outline[-2][0] + (outline[-1][0] - outline[-2][0]) * 0.6)
    )
    coffee = lathe(
        o,
        "coffee",
        [(0, level - 0.002), (top - wall * 0.9, level - 0.002), (top - wall * 0.9, level), (0, level)],
        (-shift, 0, z),
        "food",
        24,
    )
    paint(coffee, "#4a2c1a", "food")
    out = r * 0.97
    grip: list[Vec3] = [(out - shift, 0.0, z + 0.82 * h), (out + r * 0.5 - shift, 0.0, z + 0.78 * h)]
    grip += [(out + r * 0.5 - shift, 0.0, z + 0.36 * h), (out * 0.97 - shift, 0.0, z + 0.26 * h)]
    tube(o, "handle", grip, r * 0.12, "ceramic", 10, bend=r * 0.3)

def perfume_bottle(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A heavy square flacon with a ball stopper.

    Example: furnish("perfume_bottle_1", perfume_bottle)
    """
    high = o.h * 0.62
    soft_block(
        o, "flacon", (o.w, o.d, high), radius=min(o.w, o.d) * 0.15, edge=min(o.w, o.d) * 0.06, slot="glass"
    )
    inner = (o.w * 0.8, o.d * 0.8, high * 0.6)
    paint(
        soft_block(
            o, "scent", inner, (0, 0, high * 0.1), radius=min(o.w, o.d) * 0.1, edge=0.003, slot="water"
        ),
        "#e3b27a",
        "water",
    )
    r = min(o.w, o.d) * 0.2
    lathe(o, "collar", [(0, 0), (r, 0), (r, o.h * 0.1), (0, o.h * 0.1)], (0, 0, high - 0.001), "metal", 20)
    ball = (o.h * 0.9 - high) / 2 + o.h * 0.05
    emit(
        o,
        "stopper",
        shell_sphere((r * 1.25, r * 1.25, ball), 16),
        slot="glass",
        at=(0, 0, o.h - 2 * ball),
        crease=60,
    )

PictureSubject = Literal["landscape", "abstract", "arches", "none"]

def picture(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    mat: bool | None = None,
    canvas: bool = False,
    border: float = 0.0,
    subject: Literal[""] | PictureSubject = "",
) -> None:
    """A framed picture, its back (+Y) to the wall; the picture itself is the part "art" in slot "paper".

    Args:
        o: the object.
        style: "classic" gives a broad moulded frame, others a slim one.
        seed: chooses the painted subject.
        mat: a white mount around the picture; left out, on slim frames.
        canvas: a stretched canvas without frame.
        border: the frame's width, metres; by style when 0.
        subject: "landscape", "abstract", "arches" or "none" (a blank sheet, for a texture of one's own).

    Example: furnish("picture_1", picture, subject="landscape", mat=True)
    """
    ornate = style_look(style).ornate
    if canvas:
        box(o, "canvas", (o.w, o.d * 0.9, o.h), (0.0, o.d * 0.05, 0.0), "sheet", 0.004)
        picture_art(o, (o.w - 0.004, o.h - 0.004), -o.d * 0.4 - 0.0008, 0.002, subject, seed)
        return
    border = border or min(o.w, o.h) * (0.11 if ornate else 0.035)
    frame(o, "frame", (o.w, o.d, o.h), (0.0, 0.0, 0.0), border, "frame", bevel=min(0.004, o.d * 0.2))
    if ornate:
        inner = (o.w - 0.9 * border, o.d * 0.5, o.h - 0.9 * border)
        frame(o, "moulding", inner, (0.0, -o.d * 0.22, 0.45 * border), border * 0.35, "trim", bevel=0.003)
    face = -o.d * 0.12
    w, h = o.w - 2 * border, o.h - 2 * border
    box(o, "backing", (w + border, o.d * 0.3, h + border), (0.0, o.d * 0.3, border / 2), "paper")
    mat = not ornate if mat is None else mat
    inset = min(w, h) * 0.14 if mat else 0.0
    if mat:
        box(
            o,
            "mount",
            (w + border * 0.5, 0.002, h + border * 0.5),
            (0.0, face + o.d * 0.1, border * 0.75),
            "sheet",
        )
    picture_art(
        o,
        (w - 2 * inset, h - 2 * inset),
        face + (o.d * 0.1 - 0.0016 if mat else 0.0),
        border + inset,
        subject,
        seed,
    )

def picture_art(o: Thing, size: Vec2, y: float, z: float, subject: str, seed: int) -> None:
    """The picture: a sheet of (width, height) at depth `y`, from height `z`, with flat painted shapes."""
    w, h = size
    kinds = ("landscape", "abstract", "arches")
    subject = subject or kinds[seed % 3]
    sheet = box(o, "art", (w, 0.001, h), (0.0, y, z), "art")
    if subject == "none":
        return
    rng = random.Random(seed)
    tones = (
        ("#dfe6e4", "#8fa7a3", "#4f6b66", "#c98f5a"),
        ("#efe4d2", "#c9764f", "#2f4858", "#e0b25e"),
        ("#e9e1d6", "#b88a6a", "#6f7f72", "#d9a9a0"),
    )[rng.randrange(3)]
    paint(sheet, tones[0])
    low, high = (-w / 2, y, z), (w / 2, y, z + h)
    for k, outline in enumerate(picture_shapes(subject, rng)):
        inset = 1 - 0.006 * (k + 1)
        points = [((x - 0.5) * w * inset, (0.5 + (zz - 0.5) * inset) * h) for x, zz in outline]
        at = (0.0, y - 0.0005 - 0.0004 * k, z)
        shape = extrude(o, "art_shape", points, 0.0005, at, slot="art", rotation=(90, 0, 0))
        paint(soft_span(shape, low, high), tones[1 + k % 3])

def picture_shapes(subject: str, rng: random.Random) -> list[list[Vec2]]:
    """Outlines (in shares of the sheet, seen from the front, counter-clockwise) of a simple painting."""
    if subject == "landscape":
        shapes: list[list[Vec2]] = []
        for level, rough in ((0.58, 0.10), (0.42, 0.07), (0.24, 0.05)):
            bumps = [(k / 10, level + rough * math.sin(1.7 * k + rng.uniform(0, 6))) for k in range(11)]
            shapes.append([(0.0, 0.0), (1.0, 0.0), *reversed(bumps)])
        sun = [
            (0.68 + 0.09 * math.cos(math.tau * k / 20), 0.82 + 0.09 * math.sin(math.tau * k / 20))
            for k in range(20)
        ]
        return [*shapes[:2], sun, shapes[2]]
    if subject == "arches":
        arches: list[list[Vec2]] = []
        for half, top in ((0.36, 0.86), (0.25, 0.74), (0.14, 0.60)):
            arc = [
                (0.5 + half * math.cos(math.pi * k / 14), top - half + half * math.sin(math.pi * k / 14))
                for k in range(15)
            ]
            arches.append([(0.5 - half, 0.1), (0.5 + half, 0.1), *arc])
        return arches
    blobs: list[list[Vec2]] = []
    for k, (x, z) in enumerate(((0.36, 0.62), (0.62, 0.40), (0.46, 0.24))):
        reach, phase = (0.27, 0.23, 0.15)[k], rng.uniform(0, 6)
        spokes = [math.tau * n / 24 for n in range(24)]
        blobs.append(
            [
                (
                    x + reach * (1 + 0.18 * math.sin(3 * a + phase)) * math.cos(a),
                    z + 0.8 * reach * (1 + 0.18 * math.sin(2 * a + phase)) * math.sin(a),
                )
                for a in spokes
            ]
        )
    return blobs

def wall_mirror(
    o: Thing, *, style: str = "modern", seed: int = 0, shape: Literal["", "rectangle", "round", "arch"] = ""
) -> None:
    """A mirror in a frame, its back to the wall.

    Args:
        o: the object.
        style: chooses frame and shape.
        seed: chooses the shape when the style leaves it open.
        shape: "rectangle", "round" (an ellipse in the object's size) or "arch".

    Example: furnish("wall_mirror_1", wall_mirror, shape="arch")
    """
    ornate = style_look(style).ornate
    square = abs(o.w - o.h) < 0.06 * max(o.w, o.h)
    shape = shape or ("round" if square else "arch" if ornate else "rectangle")
    border = min(o.w, o.h) * (0.09 if ornate else 0.035)
    if shape == "rectangle":
        rim = [(x, z + o.h / 2) for x, z in outline_rounded(o.w, o.h, min(o.w, o.h) * 0.04)]
        hole = [
            (x, z + o.h / 2) for x, z in outline_rounded(o.w - 2 * border, o.h - 2 * border, border * 0.4)
        ]
    elif shape == "round":
        rim = [(x, z + o.h / 2) for x, z in outline_ellipse(o.w, o.h, 48)]
        hole = [(x, z + o.h / 2) for x, z in outline_ellipse(o.w - 2 * border, o.h - 2 * border, 48)]
    else:
        rim, hole = (mirror_arch(o.w - 2 * b, o.h - 2 * b, b) for b in (0.0, border))
    extrude(o, "frame", rim, o.d, (0.0, o.d / 2, 0.0), [hole], "frame", min(0.006, o.d * 0.3), (90, 0, 0))
    board = [(x * 0.98, o.h / 2 + (z - o.h / 2) * 0.98) for x, z in rim]
    extrude(o, "back", board, o.d * 0.3, (0.0, o.d * 0.49, 0.0), slot="frame", rotation=(90, 0, 0))
    centre = (0.0, o.h / 2)
    glass = [(x, centre[1] + (z - centre[1]) * 1.002) for x, z in hole]
    extrude(o, "mirror", glass, o.d * 0.2, (0.0, o.d * 0.25, 0.0), slot="mirror", rotation=(90, 0, 0))

def mirror_arch(width: float, height: float, low: float) -> list[Vec2]:
    """An upright outline with a round top, standing at height `low`."""
    r = width / 2
    arc = [
        (r * math.cos(math.pi * k / 20), low + height - r + r * math.sin(math.pi * k / 20)) for k in range(21)
    ]
    return [(-r, low), (r, low), *arc]

BRIGHT_WALLS = 0.6
"""Share of light that a room's surfaces reflect, on average."""

BRIGHT_MOST = 3.0
"""Stops that a closed room is brightened by at most."""

BRIGHT_MOOD = 0.4
"""Stops that a room seen from inside may stay darker: its corners and its lamps then show."""

def bright_stops() -> float:
    """How many stops a camera under the closed ceiling opens beyond one that looks in from above."""
    floor, height = BUILD.room["floor"], BUILD.room["height"]
    around = sum(math.dist(a, b) for a, b in zip(floor, [*floor[1:], floor[0]], strict=True))
    area = 2 * abs(outline_area(floor)) + around * height
    outlook = BUILD.settings["sky"]["strength"]
    suns = [o for o in BUILD.lights.values() if o.data.type == "SUN"]
    # On the floor; an average view has half of it in the walls' shadow.
    sunlight = sum(o.data.energy * max(-bright_down(o), 0.0) * 0.5 for o in suns)
    glass = sum(t.w * t.h for t in BUILD.shell.values() if t.category == "window")
    lamps = sum(o.data.energy for o in BUILD.lights.values() if o.data.type != "SUN")
    inside = (lamps + 0.3 * glass * sunlight) / (area * (1 - BRIGHT_WALLS))
    above = outlook * math.pi * 0.6 + sunlight + lamps / (area * (1 - BRIGHT_WALLS / 2))
    return (
        min(max(math.log2(above / max(inside, 1e-6)) - BRIGHT_MOOD, 0.0), BRIGHT_MOST) if above > 0 else 0.0
    )

def bright_down(light: Any) -> float:
    """Vertical part of the direction a light shines in: -1 is straight down."""
    turn = light.rotation_euler.to_matrix()
    return float(-turn[2][2])

WHITE_KELVIN = 5500.0
"""The light that looks white: the camera's white balance."""

WHITE_SOFTENED = 0.65
"""How much of a light's tint is kept, as an exponent: eyes and cameras adapt to the rest."""

INTERIOR_STOPS = 3.0
"""How much more open a camera indoors is than Blender's own exposure 0."""

def kelvin_rgb(kelvin: float, white: float | None = None) -> Vec3:
    """Linear RGB of a black body of that temperature, its largest channel 1, seen by a balanced camera."""
    balance = kelvin_linear(white or BUILD.settings.get("white", WHITE_KELVIN))
    rgb = [(c / b) ** WHITE_SOFTENED for c, b in zip(kelvin_linear(kelvin), balance, strict=True)]
    top = max(rgb)
    return float(rgb[0] / top), float(rgb[1] / top), float(rgb[2] / top)

def kelvin_linear(kelvin: float) -> Vec3:
    """Linear sRGB of unit luminance on the Planckian locus."""
    t = 1000.0 / min(max(kelvin, 1667.0), 25000.0)
    if t >= 0.25:
        x = -0.2661239 * t**3 - 0.2343589 * t**2 + 0.8776956 * t + 0.179910
    else:
        x = -3.0258469 * t**3 + 2.1070379 * t**2 + 0.2226347 * t + 0.240390
    if t >= 1000.0 / 2222.0:
        y = -1.1063814 * x**3 - 1.34811020 * x**2 + 2.18555832 * x - 0.20219683
    elif t >= 0.25:
        y = -0.9549476 * x**3 - 1.37418593 * x**2 + 2.09137015 * x - 0.16748867
    else:
        y = 3.0817580 * x**3 - 5.87338670 * x**2 + 3.75112997 * x - 0.37001483
    big_x, big_z = x / y, (1 - x - y) / y
    return (
        max(3.2404542 * big_x - 1.5371385 - 0.4985314 * big_z, 0.02),
        max(-0.9692660 * big_x + 1.8760108 + 0.0415560 * big_z, 0.02),
        max(0.0556434 * big_x - 0.2040259 + 1.0572252 * big_z, 0.02),
    )

def light_watts(power: float, lumens: float | None) -> float:
    """Watts of a light: as given, or from its luminous flux (an old 60 W bulb: 800 lumens, here 9.4 W)."""
    return power if lumens is None else lumens / 683.0 * 2**INTERIOR_STOPS

def light_add(name: str, kind: str, energy: float, kelvin: float, color: str | None) -> Any:
    """A Blender light of a kind (SUN, AREA, POINT, SPOT); its colour is settled when the room is finished."""
    BUILD.begin()
    if name in BUILD.lights:
        raise ValueError(f"light {name!r}: there is a light of that name already")
    if energy < 0:
        raise ValueError(f"light {name!r}: power {energy} is negative")
    data = bpy.data.lights.new(name, kind)
    data.energy = energy
    obj = BUILD.link(bpy.data.objects.new(name, data), "Lights")
    obj["light"], obj["kelvin"], obj["color"] = name, float(kelvin), color or ""
    obj.visible_camera = False
    BUILD.lights[name] = obj
    return obj

def light_aim(obj: Any, direction: Any) -> None:
    """Turn a light so that it shines along a world direction."""
    obj.rotation_euler = Vector(direction).to_track_quat("-Z", "Y").to_euler("XYZ")

def sun(
    elevation: float = 45.0,
    azimuth: float = 135.0,
    strength: float = 3.0,
    kelvin: float = 5500.0,
    angle: float = 3.0,
    name: str = "sun",
    color: str | None = None,
) -> Any:
    """Sunlight.

    Args:
        elevation: degrees above the horizon.
        azimuth: where it comes from, degrees clockwise from +Y (the picture's top) seen from above: 90 is +X.
        strength: W/m2.
        kelvin: colour temperature.
        angle: degrees it spans in the sky; larger is softer (the real sun: 0.5).
        name: of the light.
        color: "#rrggbb" in place of `kelvin`.
    """
    obj = light_add(name, "SUN", strength, kelvin, color)
    obj.data.angle = math.radians(angle)
    up, turn = math.radians(elevation), math.radians(azimuth)
    to_sun = Vector((math.sin(turn) * math.cos(up), math.cos(turn) * math.cos(up), math.sin(up)))
    obj.location = to_sun * 10
    light_aim(obj, -to_sun)
    return obj

def area_light(
    name: str,
    at: Vec3,
    size: Vec2 = (1.0, 1.0),
    power: float = 60.0,
    kelvin: float = 4000.0,
    look_at: Vec3 | None = None,
    rotation: Vec3 | None = None,
    color: str | None = None,
    lumens: float | None = None,
) -> Any:
    """A soft rectangular light, shining down unless told otherwise.

    Args:
        name: of the light.
        at: its centre, world metres.
        size: width and depth, metres.
        power: watts.
        kelvin: colour temperature.
        look_at: world point it shines at.
        rotation: degrees about X, Y, Z in place of `look_at`.
        color: "#rrggbb" in place of `kelvin`.
        lumens: in place of `power`.
    """
    obj = light_add(name, "AREA", light_watts(power, lumens), kelvin, color)
    obj.data.shape, obj.data.size, obj.data.size_y = "RECTANGLE", size[0], size[1]
    obj.location = at
    if look_at is not None:
        light_aim(obj, Vector(look_at) - Vector(at))
    elif rotation is not None:
        obj.rotation_euler = [math.radians(a) for a in rotation]
    return obj

def lamp_light(
    name: str,
    on: str,
    power: float = 10.0,
    kelvin: float = 2700.0,
    radius: float | None = None,
    color: str | None = None,
    lumens: float | None = None,
) -> Any:
    """The light of a lamp in the room: it sits in the lamp's bulb, and the shade glows.

    Args:
        name: of the light.
        on: id of the lamp.
        power: watts, for all its bulbs together.
        kelvin: colour temperature.
        radius: of the glowing bulb, metres; larger is softer.
        color: "#rrggbb" in place of `kelvin`.
        lumens: in place of `power`; a bedside lamp has 400 to 800, a ceiling lamp 1500 to 3000.
    """
    if on not in BUILD.things:
        raise ValueError(f"lamp_light({name!r}): on={on!r} is not placed")
    obj = light_add(name, "POINT", light_watts(power, lumens), kelvin, color)
    obj.parent = BUILD.things[on].root
    obj["on"] = on
    obj.data.shadow_soft_size = radius or 0.05
    return obj

def exposure(stops: float = 0.0, white: float = WHITE_KELVIN, contrast: str = "medium") -> None:
    """Brightness of the pictures in stops, the colour temperature that looks white, and the contrast.

    `contrast` is "low", "medium" or "high": AgX with its base, medium high or high contrast look.
    """
    if contrast not in ("low", "medium", "high"):
        raise ValueError(f"exposure: contrast={contrast!r} is none of low, medium, high")
    BUILD.settings.update(stops=float(stops), white=float(white), contrast=contrast)

def lamp_spot(o: Thing) -> tuple[Vec3, float]:
    """Where a lamp's light comes from, in the lamp's own frame, and the size of what gives it, metres."""
    for slot in ("bulb", "shade", "glass", "screen"):
        points = [coordinates(p.data) for p in o.parts if p["slot"] == slot and len(p.data.vertices)]
        if points:
            low, high = points[0].min(axis=0), points[0].max(axis=0)
            for more in points[1:]:
                low, high = low.clip(max=more.min(axis=0)), high.clip(min=more.max(axis=0))
            x, y, z = (float(v) for v in (low + high) / 2)
            return (x, y, z), float(min(high - low)) / 2
    return (0.0, 0.0, o.h * 0.8), 0.05

SKY_DEFAULT = {"strength": 0.7, "kelvin": 6500.0, "color": None, "ground": "#83857a", "backdrop": "#f7f7f5"}

SKY_GLARE = 2.5
"""How much brighter the sky is to the eye in a window than as a light."""

def sky(
    strength: float = 0.7,
    kelvin: float = 6500.0,
    color: str | None = None,
    ground: str = "#83857a",
    backdrop: str | None = "#f7f7f5",
    name: str = "sky",
) -> None:
    """Light from the sky, on the room from above and through its windows.

    Args:
        strength: radiance; 0.6 to 1 is a bright day at exposure 0, 0.05 a night.
        kelvin: colour temperature: 6500 overcast, 9000 blue.
        color: "#rrggbb" in place of `kelvin`.
        ground: colour of the land below the horizon.
        backdrop: what pictures from outside show around the room; None shows the sky.
        name: of the sky, for the program's readers.
    """
    if strength < 0:
        raise ValueError(f"sky: strength {strength} is negative")
    BUILD.settings["sky"] = {
        "name": name,
        "strength": strength,
        "kelvin": kelvin,
        "color": color,
        "ground": ground,
        "backdrop": backdrop,
    }

def light_preset(name: str) -> None:
    """A whole lighting in one line."""
    presets: dict[str, tuple[tuple[float, float, float, float] | None, float, float, float]] = {
        # sun: elevation, azimuth, strength, kelvin; sky strength and kelvin; ceiling watts per square metre
        "daylight": ((48.0, 140.0, 3.0, 5500.0), 0.7, 6500.0, 0.0),
        "overcast": (None, 1.0, 6500.0, 0.0),
        "golden": ((16.0, 240.0, 4.0, 3600.0), 0.45, 7000.0, 0.0),
        "evening": (None, 0.12, 7500.0, 0.7),
        "night": (None, 0.03, 8000.0, 1.2),
        "studio": (None, 0.9, 5000.0, 3.0),
    }
    if name not in presets:
        raise ValueError(f"light_preset({name!r}): the presets are {', '.join(presets)}")
    bright, strength, kelvin, ceiling = presets[name]
    if bright:
        sun(elevation=bright[0], azimuth=bright[1], strength=bright[2], kelvin=bright[3])
    sky(strength=strength, kelvin=kelvin)
    if ceiling:
        ceiling_light("ceiling", ceiling, 3000.0 if name != "studio" else 5000.0)
    exposure({"evening": 0.7, "night": 0.9, "studio": 0.0}.get(name, 0.3))

def ceiling_light(name: str, watts_per_m2: float, kelvin: float = 3000.0) -> Any:
    """One wide soft light under the ceiling, sized by the room."""
    info = BUILD.room
    xs, ys = [p[0] for p in info["floor"]], [p[1] for p in info["floor"]]
    w, d = max(xs) - min(xs), max(ys) - min(ys)
    at = ((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2, info["height"] - 0.05)
    return area_light(name, at, (w * 0.6, d * 0.6), w * d * watts_per_m2, kelvin)

def sky_rgb(settings: dict[str, Any]) -> tuple[float, float, float]:
    """Linear colour of the sky."""
    return srgb_linear(settings["color"]) if settings["color"] else kelvin_rgb(settings["kelvin"])

def window_light(o: Thing, settings: dict[str, Any]) -> None:
    """The sky's light through one window, as a soft light just inside its glass."""
    obj = light_add(f"{o.id}.sky", "AREA", 0.0, settings["kelvin"], settings["color"])
    obj.data.shape, obj.data.size, obj.data.size_y = "RECTANGLE", o.w * 0.92, o.h * 0.92
    obj.data.energy = settings["strength"] * math.pi * o.w * o.h * 0.85
    obj.data.spread = math.radians(150)
    obj.parent = o.root
    obj.location = (0.0, o.d * 0.3, o.h / 2)
    # Area lights shine along -Z: lie it so that this is -Y, into the room.
    obj.rotation_euler = (math.radians(-90), 0.0, 0.0)
    obj["wall"] = o.root["wall"]

def sky_build() -> None:
    """The world's shader: a gradient that lights, and a plain backdrop that only the camera sees."""
    settings = BUILD.settings.setdefault("sky", dict(SKY_DEFAULT))
    world = bpy.data.worlds.new("Sky")
    BUILD.scene.world = world
    if not world.node_tree:
        world.use_nodes = True
    tree = world.node_tree
    tree.nodes.clear()
    make, link = tree.nodes.new, tree.links.new
    out, mix = make("ShaderNodeOutputWorld"), make("ShaderNodeMixShader")
    light, behind = make("ShaderNodeBackground"), make("ShaderNodeBackground")
    behind.name = behind.label = "Backdrop"
    link(mix.outputs[0], out.inputs["Surface"])
    link(light.outputs[0], mix.inputs[1])
    link(behind.outputs[0], mix.inputs[2])
    light.inputs["Strength"].default_value = settings["strength"]
    sky_gradient(tree, settings, light.inputs["Color"])
    ray = make("ShaderNodeLightPath")
    link(ray.outputs["Is Camera Ray"], mix.inputs[0])
    if "cycles" in world or hasattr(world, "cycles"):
        world.cycles.sampling_method, world.cycles.sample_map_resolution = "MANUAL", 64

def sky_gradient(tree: Any, settings: dict[str, Any], socket: Any) -> None:
    """Colour by height: ground below, a pale horizon, the sky above."""
    make, link = tree.nodes.new, tree.links.new
    place, split, ramp = (make(f"ShaderNode{kind}") for kind in ("TexCoord", "SeparateXYZ", "ValToRGB"))
    ramp.name = ramp.label = "Sky colours"
    scale = make("ShaderNodeMath")
    scale.operation, scale.inputs[1].default_value, scale.inputs[2].default_value = "MULTIPLY_ADD", 0.5, 0.5
    link(place.outputs["Generated"], split.inputs[0])
    link(split.outputs["Z"], scale.inputs[0])
    link(scale.outputs[0], ramp.inputs[0])
    link(ramp.outputs[0], socket)
    top, ground = sky_rgb(settings), srgb_linear(settings["ground"])
    pale = tuple(0.55 * c + 0.45 for c in top)
    stops = ramp.color_ramp.elements
    stops[0].position, stops[0].color = 0.48, (*ground, 1.0)
    stops[1].position, stops[1].color = 0.505, (*pale, 1.0)
    end = stops.new(0.85)
    end.color = (*top, 1.0)

def sky_backdrop(outside: bool) -> None:
    """What the camera sees beyond the room, whatever lights it."""
    settings = BUILD.settings.get("sky", SKY_DEFAULT)
    tree = BUILD.scene.world.node_tree
    behind, ramp = tree.nodes["Backdrop"], tree.nodes["Sky colours"]
    for old in list(behind.inputs["Color"].links):
        tree.links.remove(old)
    if outside and settings["backdrop"]:
        # AgX shows radiance 1 as a grey: lift the colour so that white reads as white at any exposure.
        behind.inputs["Color"].default_value = (*srgb_linear(settings["backdrop"]), 1.0)
        behind.inputs["Strength"].default_value = 7.0 * 2.0 ** -BUILD.settings.get("stops", 0.0)
    else:
        tree.links.new(ramp.outputs[0], behind.inputs["Color"])
        behind.inputs["Strength"].default_value = settings["strength"] * (1.0 if outside else SKY_GLARE)

def srgb_values(color: str | tuple[int, int, int]) -> Vec3:
    """Channels 0-1, still sRGB encoded, of "#rrggbb", "#rgb" or (0-255, 0-255, 0-255)."""
    if not isinstance(color, str):
        return color[0] / 255, color[1] / 255, color[2] / 255
    digits = color.strip().lstrip("#")
    if len(digits) == 3:
        digits = "".join(c * 2 for c in digits)
    if not re.fullmatch(r"[0-9a-fA-F]{6}", digits):
        raise ValueError(f'{color!r} is no colour; write it as "#rrggbb"')
    return int(digits[0:2], 16) / 255, int(digits[2:4], 16) / 255, int(digits[4:6], 16) / 255

def linear_of(value: float) -> float:
    """One sRGB encoded channel to linear (IEC 61966-2-1)."""
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)

def srgb_linear(color: str | tuple[int, int, int]) -> Vec3:
    """Linear RGB 0-1 of a colour."""
    r, g, b = srgb_values(color)
    return linear_of(r), linear_of(g), linear_of(b)

SLOT_LOOKS = {
    "body": "painted wood #cfc8bc", "frame": "wood #8f6b49", "wood": "oak", "top": "oak", "leg": "walnut",
    "seat": "fabric #b7aea2", "fabric": "fabric #b3aba0", "cushion": "linen #c4b9aa",
    "pillow": "cotton #ece8e1",
    "sheet": "cotton #f1eee8", "duvet": "cotton #efebe4", "throw": "knit #9c8b78", "metal": "brushed steel",
    "handle": "steel #8f8d8a", "glass": "glass", "mirror": "mirror", "shade": "lampshade", "bulb": "bulb",
    "leaf": "foliage", "pot": "ceramic #d8d2c8", "soil": "soil", "screen": "screen", "paper": "paper",
    "page": "paper #f3efe6", "cover": "paper #7d5f52", "door": "painted wood", "drawer": "painted wood",
    "trim": "gloss paint", "tile": "tile", "water": "water", "rope": "rope", "plastic": "plastic",
    "flower": "petal", "stem": "foliage #55703f", "rug": "rug", "curtain": "linen #d8cfc2", "food": "food",
    "wax": "wax", "stone": "stone", "ceramic": "ceramic", "leather": "leather", "wicker": "wicker",
    "art": "canvas print", "picture": "canvas print", "mat": "paper #f4f1ea", "branch": "bark",
    "trunk": "bark",
    "cable": "black plastic", "dark": "black plastic", "light": "lamp", "flame": "bulb #ffb04a",
    "floor": "wood floor", "walls": "wall paint", "ceiling": "wall paint #f6f4f0", "skirting": "gloss paint",
    "cornice": "paint #f6f4f0", "cap": "paint #f4f2ee", "sill": "gloss paint",
    "fabric_2": "fabric #8f8a83", "fabric_3": "fabric #e4ddd0", "fabric_4": "fabric #7b6a5c",
    "sheer": "sheer", "rug_2": "rug #8c6f5e", "rug_3": "rug #e6dccb", "pillow_2": "cotton #b4b8b5",
    "cushion_2": "linen #8b8f84", "cover_2": "paper #40566b", "cover_3": "paper #6d7a55",
    "cover_4": "paper #c3a268", "cover_5": "paper #57484f",
}  # fmt: skip

SLOT_KEEPS = frozenset({
    "glass", "mirror", "bulb", "screen", "leaf", "soil", "water", "page", "paper", "stem", "flower", "flame",
    "light", "dark", "handle", "cable", "art", "mat", "cap",
})  # fmt: skip
"""Slots whose material `wear`'s general one does not replace."""

SHELL_FALLBACKS = {"skirting": "trim", "cornice": "trim", "frame": "trim", "sill": "trim"}
SHELL_LOOKS = {"frame": "gloss paint", "door": "painted wood #f1eee9", "body": "paint"}

def dress_all() -> None:
    """Give every part its material and its UV coordinates."""
    for thing in [*BUILD.things.values(), *BUILD.shell.values()]:
        for part in thing.parts:
            made = dress_material(thing, part)
            dress_put(part, made)
            uv_part(part, made)
        dress_notes(thing)

def dress_material(thing: Thing, part: Any) -> Any:
    """The material a part wears."""
    slot, wears = part["slot"], thing.wears
    for key in dress_keys(part):
        if key in wears:
            return BUILD.materials[wears[key]]
    if "paint" in part:
        return dress_look(part["paint"])
    if "" in wears and slot not in SLOT_KEEPS:
        return BUILD.materials[wears[""]]
    shell = BUILD.shell.get(thing.id) is thing
    if shell:
        room = BUILD.shell["room"].wears
        for key in (slot, SHELL_FALLBACKS.get(slot, "")):
            if key and key in room:
                return BUILD.materials[room[key]]
    look = SHELL_LOOKS.get(slot) if shell else None
    return dress_look(look or SLOT_LOOKS.get(slot, SLOT_LOOKS["body"]))

def dress_keys(part: Any) -> tuple[str, ...]:
    """What `wear` may call a part, most exact first: "wall.2" is also wall_2, its slot, and plain wall."""
    name = part["part"]
    return name, name.replace(".", "_"), part["slot"], name.split(".")[0]

def dress_look(words: str) -> Any:
    """The material of a few words that may end in a colour ("paper #7d5f52"); made once."""
    kind, mark, digits = words.partition("#")
    name = words.strip()
    if name not in BUILD.materials:
        material(name, kind.strip(), color=mark + digits if mark else None)
    return BUILD.materials[name]

def dress_put(part: Any, made: Any) -> None:
    """Give a part one material for all its faces."""
    data = part.data
    if not data.materials:
        data.materials.append(made)
    elif data.materials[0] != made:
        # The mesh is shared with a part that wears something else.
        part.material_slots[0].link = "OBJECT"
        part.material_slots[0].material = made

def dress_notes(thing: Thing) -> None:
    """Note names in `wear` that no part of a built object has."""
    if not thing.parts or (thing.root is not None and thing.root.get("placeholder")):
        return
    known = {key for part in thing.parts for key in dress_keys(part)}
    shared = {
        "trim",
        "walls",
        "floor",
        "ceiling",
        "skirting",
        "cornice",
        "cap",
        "frame",
        "sill",
        "door",
        "handle",
    }
    unknown = sorted(
        k for k in thing.wears if k and k not in known and not (thing.id == "room" and k in shared)
    )
    if unknown:
        slots = ", ".join(sorted({p["slot"] for p in thing.parts}))
        BUILD.notes.append(f"wear({thing.id!r}): no part or slot {', '.join(unknown)}; its slots are {slots}")

class MaterialLook(NamedTuple):
    """How a kind of material looks."""

    color: str
    rough: float = 0.5
    pattern: str = ""
    depth: float = 0.2
    tile: float = 0.5
    bump: float = 0.0
    metal: float = 0.0
    sheen: float = 0.0
    coat: float = 0.0
    alpha: float = 1.0
    glow: float = 0.0
    grain: bool = False
    transmit: float = 0.0

def look_wood(color: str, depth: float = 0.22, rough: float = 0.45) -> MaterialLook:
    """A species of wood, oiled."""
    return MaterialLook(color, rough, "wood", depth, 0.7, grain=True)

def look_cloth(color: str, pattern: str = "weave", depth: float = 0.16, tile: float = 0.12) -> MaterialLook:
    """A fabric."""
    return MaterialLook(color, 0.9, pattern, depth, tile, bump=0.001, sheen=0.25)

def look_metal(color: str, rough: float = 0.25) -> MaterialLook:
    """A plain metal."""
    return MaterialLook(color, rough, metal=1.0)

def look_floor(color: str, pattern: str = "planks", tile: float = 1.6) -> MaterialLook:
    """A wooden floor, lacquered to a dull shine."""
    return MaterialLook(color, 0.42, pattern, 0.2, tile, bump=0.0008, grain=True)

def look_stone(color: str, pattern: str = "granite", rough: float = 0.35, depth: float = 0.2) -> MaterialLook:
    """A stone, ground smooth."""
    return MaterialLook(color, rough, pattern, depth, 0.9)

LOOKS: dict[str, MaterialLook] = {
    "wood": look_wood("#9a7048"),
    "oak": look_wood("#b08a5b"),
    "light oak": look_wood("#c9a97c", 0.16),
    "pine": look_wood("#d2a970", 0.18),
    "birch": look_wood("#d9bf96", 0.12),
    "beech": look_wood("#cfa274", 0.13),
    "ash": look_wood("#c8b08a", 0.2),
    "walnut": look_wood("#664631", 0.28),
    "cherry": look_wood("#8e4f33", 0.2),
    "mahogany": look_wood("#5f2c1e", 0.22, 0.35),
    "teak": look_wood("#96643a", 0.24),
    "rosewood": look_wood("#4c241b", 0.3, 0.35),
    "ebony": look_wood("#2a211d", 0.25, 0.35),
    "wenge": look_wood("#3c2f2a", 0.3),
    "bamboo": look_wood("#cda96a", 0.15),
    "plywood": look_wood("#d3b283", 0.12, 0.6),
    "driftwood": look_wood("#8c8478", 0.28, 0.75),
    "painted wood": MaterialLook("#ece9e2", 0.4),
    "lacquer": MaterialLook("#e8e6e1", 0.2, coat=0.4),
    "laminate": MaterialLook("#d9d4cb", 0.4),
    "chipboard": MaterialLook("#bfa57f", 0.7, "granite", 0.1, 0.3),
    "wood floor": look_floor("#a47a50"),
    "oak floor": look_floor("#b58d60"),
    "dark wood floor": look_floor("#5f432f"),
    "parquet": look_floor("#a3774c", "parquet", 0.8),
    "herringbone": look_floor("#a67b50", "herringbone", 1.0),
    "linoleum": MaterialLook("#a8a596", 0.45, "granite", 0.06, 0.5),
    "vinyl": MaterialLook("#bdb6aa", 0.4, "cloud", 0.05, 0.8),
    "fabric": look_cloth("#b9b2a6"),
    "linen": look_cloth("#d9d2c4", depth=0.2),
    "cotton": look_cloth("#efece6", depth=0.08),
    "wool": look_cloth("#b7aa98", "boucle", 0.22, 0.25),
    "canvas": look_cloth("#cfc6b3", depth=0.2, tile=0.09),
    "denim": look_cloth("#41536e", "twill", 0.25),
    "tweed": look_cloth("#85796a", "twill", 0.35, 0.15),
    "felt": look_cloth("#8b8f92", "plush", 0.12, 0.4),
    "knit": look_cloth("#c9b9a3", "knit", 0.3, 0.16),
    "boucle": look_cloth("#e4ddd0", "boucle", 0.28, 0.16),
    "velvet": look_cloth("#3f5a55", "plush", 0.2, 0.8)._replace(sheen=0.9, rough=0.75),
    "silk": look_cloth("#d9cdb8", "plush", 0.05, 0.6)._replace(rough=0.4),
    "satin": look_cloth("#cfc3b4", "plush", 0.05, 0.6)._replace(rough=0.35),
    "sheer": look_cloth("#f4f2ec", depth=0.06)._replace(alpha=0.55),
    "towel": look_cloth("#e9e6df", "pile", 0.2, 0.2),
    "striped fabric": look_cloth("#c9bfae", "stripes", 0.3, 0.4),
    "checked fabric": look_cloth("#b9ab98", "checks", 0.35, 0.3),
    "carpet": MaterialLook("#a59a8b", 1.0, "pile", 0.25, 0.4, bump=0.004, sheen=0.3),
    "rug": MaterialLook("#b4a794", 1.0, "rug", 0.3, 1.0, bump=0.003, sheen=0.3),
    "fur": MaterialLook("#e6dfd3", 1.0, "pile", 0.4, 0.25, bump=0.01, sheen=0.6),
    "leather": MaterialLook("#6b4430", 0.42, "leather", 0.25, 0.25, bump=0.0008),
    "black leather": MaterialLook("#26221f", 0.4, "leather", 0.25, 0.25, bump=0.0008),
    "suede": look_cloth("#9a7a5c", "plush", 0.22, 0.5),
    "metal": look_metal("#9d9d9b", 0.35),
    "steel": look_metal("#b8b8b6", 0.3),
    "stainless steel": look_metal("#c3c3c1", 0.28),
    "brushed steel": MaterialLook("#b4b4b2", 0.38, "brushed", 0.1, 0.3, metal=1.0, grain=True),
    "chrome": look_metal("#d6d6d6", 0.06),
    "aluminium": look_metal("#c4c5c6", 0.35),
    "iron": look_metal("#3e3c3a", 0.55),
    "black metal": look_metal("#252525", 0.45),
    "painted metal": MaterialLook("#dddcd8", 0.4),
    "brass": look_metal("#b99352", 0.28),
    "gold": look_metal("#d4a84e", 0.22),
    "copper": look_metal("#b8704d", 0.28),
    "bronze": look_metal("#7c5c3a", 0.4),
    "mirror": look_metal("#eceeee", 0.02),
    "glass": MaterialLook("#dfe9e8", 0.03, alpha=0.16),
    "frosted glass": MaterialLook("#e6ecec", 0.5, alpha=0.6),
    "smoked glass": MaterialLook("#35383a", 0.04, alpha=0.5),
    "ceramic": MaterialLook("#f1efea", 0.15, coat=0.3),
    "porcelain": MaterialLook("#f6f5f2", 0.1, coat=0.5),
    "stoneware": MaterialLook("#b9a58c", 0.45, "cloud", 0.1, 0.4),
    "terracotta": MaterialLook("#b5674a", 0.75, "cloud", 0.12, 0.4),
    "clay": MaterialLook("#b98f72", 0.85, "cloud", 0.1, 0.4),
    "stone": look_stone("#a39c90", "cloud", 0.7, 0.16),
    "granite": look_stone("#7d7a78"),
    "marble": look_stone("#e9e6e1", "marble", 0.15, 0.28),
    "black marble": look_stone("#2b2a2b", "marble", 0.15, -0.5),
    "travertine": look_stone("#cdbb9f", "cloud", 0.5, 0.14),
    "slate": look_stone("#4b5054", "cloud", 0.6, 0.2),
    "quartz": look_stone("#e6e4e0", "granite", 0.2, 0.05),
    "terrazzo": look_stone("#d8d3ca", "terrazzo", 0.3, 0.3),
    "concrete": MaterialLook("#9c9a95", 0.8, "cloud", 0.12, 1.4),
    "asphalt": MaterialLook("#4a4a4a", 0.95, "granite", 0.25, 0.4),
    "tile": MaterialLook("#dcd9d2", 0.25, "tile", 0.3, 1.2, bump=0.001),
    "floor tile": MaterialLook("#bdb6ab", 0.35, "tile", 0.3, 2.4, bump=0.001),
    "metro tile": MaterialLook("#eeece6", 0.15, "metro", 0.3, 0.4, bump=0.001),
    "mosaic": MaterialLook("#9fb4b4", 0.2, "mosaic", 0.4, 0.3, bump=0.001),
    "brick": MaterialLook("#98583f", 0.85, "brick", 0.4, 0.5, bump=0.004),
    "white brick": MaterialLook("#e4e0d8", 0.8, "brick", 0.12, 0.5, bump=0.004),
    "plaster": MaterialLook("#e7e2d8", 0.9, "cloud", 0.03, 1.5),
    "paint": MaterialLook("#efece6", 0.6),
    "wall paint": MaterialLook("#efece6", 0.85),
    "gloss paint": MaterialLook("#f2f0ec", 0.25),
    "wallpaper": MaterialLook("#ded5c6", 0.85, "stripes", 0.08, 0.8),
    "paper": MaterialLook("#f2eee4", 0.85),
    "cardboard": MaterialLook("#b08d64", 0.9, "brushed", 0.05, 0.4),
    "canvas print": MaterialLook("#e7e0d2", 0.8, "weave", 0.05, 0.2),
    "cork": MaterialLook("#b58a5c", 0.9, "cork", 0.3, 0.4),
    "foliage": MaterialLook("#54663a", 0.55, "leaf", 0.5, 0.3),
    "dry foliage": MaterialLook("#a58d5a", 0.7, "leaf", 0.3, 0.3),
    "petal": MaterialLook("#d77f8e", 0.6),
    "bark": MaterialLook("#6a5240", 0.9, "wood", 0.4, 0.3, bump=0.002, grain=True),
    "moss": MaterialLook("#5d6f37", 1.0, "pile", 0.4, 0.2, bump=0.004),
    "soil": MaterialLook("#3b2d23", 1.0, "granite", 0.4, 0.2, bump=0.004),
    "wicker": MaterialLook("#b08a59", 0.7, "wicker", 0.4, 0.3, bump=0.004),
    "rattan": MaterialLook("#a97f4d", 0.6, "wicker", 0.4, 0.25, bump=0.004),
    "rope": MaterialLook("#b59c76", 0.95, "twill", 0.35, 0.06, bump=0.002),
    "straw": MaterialLook("#c8b07a", 0.85, "brushed", 0.3, 0.15),
    "plastic": MaterialLook("#e5e4e1", 0.4),
    "black plastic": MaterialLook("#232325", 0.45),
    "rubber": MaterialLook("#2b2b2b", 0.85),
    "acrylic": MaterialLook("#e8edee", 0.08, alpha=0.35),
    "foam": MaterialLook("#d5d0c6", 0.95),
    "wax": MaterialLook("#efe6d2", 0.5),
    "soap": MaterialLook("#eadfce", 0.4),
    "screen": MaterialLook("#0c0e11", 0.12, coat=0.4),
    "lit screen": MaterialLook("#3d5a80", 0.2, glow=1.2),
    "lampshade": MaterialLook("#efe6d4", 0.9, "weave", 0.05, 0.15),
    "bulb": MaterialLook("#fff3dd", 0.4, glow=6.0),
    "lamp": MaterialLook("#fff1d8", 0.4, glow=2.5),
    "neon": MaterialLook("#ff6aa8", 0.4, glow=6.0),
    "water": MaterialLook("#a9c6c9", 0.03, alpha=0.45),
    "ice": MaterialLook("#dcebf0", 0.1, alpha=0.6),
    "food": MaterialLook("#c98d4a", 0.6, "cloud", 0.2, 0.1),
    "fruit": MaterialLook("#c7472f", 0.35),
    "bread": MaterialLook("#b77f45", 0.85, "cloud", 0.25, 0.1),
}

LOOK_ALIASES = {
    "aluminum": "aluminium", "timber": "wood", "hardwood": "wood floor", "wooden floor": "wood floor",
    "floorboards": "wood floor", "planks": "wood floor", "textile": "fabric", "cloth": "fabric",
    "upholstery": "fabric", "polyester": "fabric", "metallic": "metal", "wrought iron": "iron",
    "nickel": "steel", "tiles": "tile", "ceramic tile": "tile", "subway tile": "metro tile",
    "plant": "foliage",
    "leaf": "foliage", "leaves": "foliage", "earth": "soil", "cane": "rattan", "seagrass": "straw",
    "jute": "straw", "sisal": "straw", "mattress": "cotton", "emissive": "lamp", "light": "lamp",
    "stucco": "plaster", "drywall": "wall paint", "cement": "concrete", "sheepskin": "fur",
    "mdf": "painted wood",
    "curtain": "linen", "microfibre": "suede", "card": "cardboard", "display": "screen", "veneer": "wood",
}  # fmt: skip

LOOK_FINISHES = {
    "matte": 0.85, "matt": 0.85, "rough": 0.95, "satin": 0.45, "semi-gloss": 0.35, "gloss": 0.2,
    "glossy": 0.15,
    "shiny": 0.12, "polished": 0.1, "brushed": 0.4, "worn": 0.75, "weathered": 0.85, "lacquered": 0.25,
    "varnished": 0.3, "oiled": 0.5,
}  # fmt: skip

LOOK_SHADES = {"dark": 0.55, "deep": 0.65, "light": 1.25, "pale": 1.4, "black": 0.22, "bleached": 1.5}

def look_of(words: str) -> tuple[MaterialLook, str]:
    """The look a few words describe ("polished dark walnut"), and the kind it is based on."""
    text = f" {' '.join(re.findall(r'[a-z-]+', words.lower().replace('_', ' ')))} "
    names = [*LOOKS, *LOOK_ALIASES]
    held = [n for n in names if f" {n} " in text]
    if not held:
        near = difflib.get_close_matches(text.strip(), names, 4, 0.5)
        hint = (
            f"did you mean {', '.join(near)}?" if near else f"some kinds: {', '.join(list(LOOKS)[:12])}, ..."
        )
        raise ValueError(f"no material kind in {words!r}; {hint}")
    # The last of equally long names is the noun: "leather chair fabric" is a fabric.
    name = max(held, key=lambda n: (len(n), text.rfind(n)))
    kind = LOOK_ALIASES.get(name, name)
    look = LOOKS[kind]
    for word in text.replace(name, " ").split():
        if word in LOOK_FINISHES:
            look = look._replace(rough=LOOK_FINISHES[word])
        if word in LOOK_SHADES:
            look = look._replace(color=look_shaded(look.color, LOOK_SHADES[word]))
    return look, kind

def look_shaded(color: str, factor: float) -> str:
    """A colour made darker (below 1) or lighter (above), "#rrggbb"."""
    values = [int(color[k : k + 2], 16) for k in (1, 3, 5)]
    if factor > 1:
        values = [round(255 - (255 - v) / factor) for v in values]
    return "#" + "".join(f"{min(255, max(0, round(v * min(factor, 1.0)))):02x}" for v in values)

TEXTURE_PIXELS = 256
"""Side of a generated pattern; floors get twice as much."""

TEXTURE_TONES = np.linspace(-2.0, 2.0, 256)
"""How much lighter or darker than its material's colour each palette entry of a pattern is."""

def material(
    name: str,
    kind: str,
    *,
    color: str | tuple[int, int, int] | None = None,
    roughness: float | None = None,
    metallic: float | None = None,
    texture: str | None = None,
    tile: float | Vec2 | None = None,
    emission: float | None = None,
    alpha: float | None = None,
    pattern: str | None = None,
    turn: float = 0.0,
    seed: int = 0,
) -> Any:
    """Add a material to the palette.

    Args:
        name: what `wear` calls it.
        kind: a kind of material, with words: "oak", "wood floor", "polished black marble", "worn leather".
        color: base colour, "#rrggbb" (sRGB); left out, the kind's own. A pattern's mean has this colour.
        roughness: 0 mirror-like to 1 dull.
        metallic: 0 or 1.
        texture: picture file, relative to this program; with a color, its mean is moved to that one.
        tile: metres that one repeat of the picture or pattern covers, one number or (along, across);
            left out with a texture, the picture is stretched over each part.
        emission: how strongly it glows; 1 is as bright as lit white paper.
        alpha: opacity.
        pattern: another pattern than the kind's own ("stripes", "checks", "planks"...); "" for plain.
        turn: degrees by which the picture or pattern is turned.
        seed: another variation of the pattern.
    """
    BUILD.begin()
    if name in BUILD.materials:
        raise ValueError(f"material({name!r}): there is a material of that name already")
    look, base = look_of(kind)
    changes: dict[str, Any] = {
        "rough": roughness,
        "metal": metallic,
        "glow": emission,
        "alpha": alpha,
        "pattern": pattern,
    }
    look = look._replace(**{k: v for k, v in changes.items() if v is not None})
    if look.pattern and look.pattern not in PATTERNS:
        raise ValueError(f"material({name!r}): pattern {look.pattern!r} is none of {', '.join(PATTERNS)}")
    shade = srgb_values(color if color is not None else look.color)
    picture = texture_file(name, texture) if texture else texture_pattern(name, look, shade, seed)
    if texture and color is not None and not BUILD.settings.get("plain"):
        picture = texture_tinted(name, picture, shade)
    size = (tile, tile) if isinstance(tile, int | float) else tile
    if size is None and not texture:
        size = (look.tile, look.tile)
    made = material_build(name, look, shade, picture, size, turn)
    made["kind"] = base
    made["grain"] = bool(look.grain and not texture)
    made["stretch"] = size is None
    made["tile"] = size[0] if size and not texture else 0.0  # metres; 0 where the picture is no relief
    if texture:
        # A picture holds the sheen its surface had: mirroring the sky once more would grey it.
        shader = next(n for n in made.node_tree.nodes if n.type == "BSDF_PRINCIPLED")
        shader.inputs["Specular IOR Level"].default_value = 0.1
        shader.inputs["Coat Weight"].default_value = 0.0
        made.diffuse_color = (*texture_mean(picture), made.diffuse_color[3])
    BUILD.materials[name] = made
    return made

def texture_file(name: str, path: str) -> Any:
    """Load a picture that lies beside the program, and keep it inside the .blend file."""
    inside = BUILD.settings.get("pictures", {}).get(path)
    if inside is not None:
        return picture_unpacked(path, inside)
    for folder in texture_folders():
        if (folder / path).is_file():
            image = bpy.data.images.load(str(folder / path), check_existing=True)
            if not image.size[0]:
                raise ValueError(f"material({name!r}): {path!r} cannot be read as a picture")
            if image.packed_file is None:
                image.pack()
            return image
    raise ValueError(f"material({name!r}): there is no picture {path!r} beside the program")

def picture_unpacked(path: str, data: str) -> Any:
    """The picture of a base64 text; read once."""
    known = next((i for i in bpy.data.images if i.get("picture") == path), None)
    if known is not None:
        return known
    raw = base64.b64decode(data)
    image = bpy.data.images.new(Path(path).name, 1, 1)
    image.source = "FILE"
    image.pack(data=raw, data_len=len(raw))
    image["picture"] = path
    if not image.size[0]:
        raise ValueError(f"picture_data({path!r}): cannot be read as a picture")
    return image

def texture_tinted(name: str, picture: Any, shade: Sequence[float]) -> Any:
    """A copy of a picture whose mean is a colour (sRGB 0-1): the same pattern in another light."""
    width, height = picture.size
    data = np.empty(width * height * picture.channels, np.float32)
    picture.pixels.foreach_get(data)
    pixels = data.reshape(-1, picture.channels)
    for _ in range(3):  # what is cut off at white moves the mean
        gain = np.array(shade[:3], np.float32) / np.maximum(pixels[:, :3].mean(axis=0), 1e-3)
        pixels[:, :3] = np.clip(pixels[:, :3] * gain, 0.0, 1.0)
    image = bpy.data.images.new(f"{name}.tinted", width, height, alpha=picture.channels == 4)
    full = np.ones((width * height, 4), np.float32)
    full[:, : picture.channels] = pixels
    image.pixels.foreach_set(full.ravel())
    image.pack()
    return image

def texture_folders() -> list[Path]:
    """Where pictures named by the program may lie: beside it, beside the .blend file, here."""
    folders = [Path.cwd()]
    if bpy.data.filepath:
        folders.insert(0, Path(bpy.data.filepath).parent)
    here = globals().get("__file__")
    if here:
        # In Blender's text editor a program's file name is <file>.blend/<text>.
        folders[:0] = [Path(here).resolve().parent, Path(here).resolve().parent.parent]
    return folders

def texture_pattern(name: str, look: MaterialLook, shade: Sequence[float], seed: int) -> Any:
    """A generated picture of the look's pattern in a colour (sRGB 0-1); None when it is plain."""
    # "plain": the worker wants measurements only, nobody will look at this run.
    if not look.pattern or look.depth == 0 or BUILD.settings.get("plain"):
        return None
    n = TEXTURE_PIXELS * (2 if look.tile >= 1.0 else 1)
    pixels, share = texture_pixels(look.pattern, n, seed)
    color = np.array(shade)
    palette = np.clip(color * (1.0 + look.depth * TEXTURE_TONES[:, None]), 0.0, 1.0)
    for _ in range(3):
        # What is cut off at white moves the mean: the material is to have the colour asked for.
        palette = np.clip(palette * color / np.maximum(share @ palette, 1e-4), 0.0, 1.0)
    head = struct.pack(">IIBBBBB", n, n, 8, 3, 0, 0, 0)
    colors = (palette * 255 + 0.5).astype(np.uint8).tobytes()
    data = b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", head) + png_chunk(b"PLTE", colors)
    data += pixels + png_chunk(b"IEND", b"")
    image = bpy.data.images.new(f"{name}.{look.pattern}", n, n, alpha=False)
    image.source = "FILE"
    image.pack(data=data, data_len=len(data))
    return image

def texture_pixels(pattern: str, n: int, seed: int) -> tuple[bytes, Any]:
    """A pattern as a PNG's packed pixels, indices into `TEXTURE_TONES`, and each tone's share; made once."""
    made = BUILD.settings.setdefault("patterns", {})
    key = (pattern, n, seed)
    if key not in made:
        field = np.clip(PATTERNS[pattern](n, seed + zlib.crc32(pattern.encode()) % 9973), -2.0, 2.0)
        index = np.clip(np.round((field - field.mean() + 2.0) * 255 / 4), 0, 255).astype(np.uint8)
        rows = np.zeros((n, n + 1), np.uint8)
        rows[:, 1:] = index[::-1]
        share = np.bincount(index.ravel(), minlength=256) / index.size
        made[key] = png_chunk(b"IDAT", zlib.compress(rows.tobytes(), 1)), share
    found: tuple[bytes, Any] = made[key]
    return found

def png_chunk(kind: bytes, data: bytes) -> bytes:
    """One chunk of a PNG file."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

def material_build(
    name: str, look: MaterialLook, shade: Sequence[float], picture: Any, size: Vec2 | None, turn: float
) -> Any:
    """The Blender material of a look."""
    made = bpy.data.materials.new(name)
    if not made.node_tree:
        made.use_nodes = True
    tree = made.node_tree
    tree.nodes.clear()
    shader, out = tree.nodes.new("ShaderNodeBsdfPrincipled"), tree.nodes.new("ShaderNodeOutputMaterial")
    tree.links.new(shader.outputs[0], out.inputs["Surface"])
    color = (*(linear_of(c) for c in shade), 1.0)
    values = {
        "Base Color": color, "Roughness": look.rough, "Metallic": look.metal, "Alpha": look.alpha,
        "Sheen Weight": look.sheen, "Sheen Roughness": 0.5, "Coat Weight": look.coat, "Coat Roughness": 0.08,
        "Transmission Weight": look.transmit, "Emission Color": color, "Emission Strength": look.glow,
        "IOR": 1.45,
    }  # fmt: skip
    for socket, value in values.items():
        shader.inputs[socket].default_value = value
    made.diffuse_color = (*color[:3], max(look.alpha, 0.3))
    made.roughness, made.metallic = look.rough, look.metal
    if look.alpha < 1:
        material_see_through(made)
    if picture is not None:
        material_picture(made, shader, look, picture, size, turn)
    return made

def material_see_through(made: Any) -> None:
    """Blend it in fast previews, whatever the Blender version calls that."""
    if hasattr(made, "surface_render_method"):
        made.surface_render_method = "BLENDED"
    made.use_backface_culling = False

def material_picture(
    made: Any, shader: Any, look: MaterialLook, picture: Any, size: Vec2 | None, turn: float
) -> None:
    """Feed a picture into a material's colour, scaled from metres, and its relief into the normal."""
    tree = made.node_tree
    place, mapping, image = (tree.nodes.new(f"ShaderNode{k}") for k in ("UVMap", "Mapping", "TexImage"))
    place.uv_map, image.image = "UVMap", picture
    along, across = size or (1.0, 1.0)
    mapping.inputs["Scale"].default_value = (1 / along, 1 / across, 1.0)
    mapping.inputs["Rotation"].default_value = (0.0, 0.0, turn * np.pi / 180)
    link = tree.links.new
    link(place.outputs[0], mapping.inputs[0])
    link(mapping.outputs[0], image.inputs[0])
    link(image.outputs[0], shader.inputs["Base Color"])
    if look.glow > 0:
        link(image.outputs[0], shader.inputs["Emission Color"])
    if look.bump > 0 and look.pattern:
        bump = tree.nodes.new("ShaderNodeBump")
        bump.inputs["Strength"].default_value, bump.inputs["Distance"].default_value = 0.35, look.bump
        link(image.outputs[0], bump.inputs["Height"])
        link(bump.outputs[0], shader.inputs["Normal"])

def wear(target: str | Sequence[str], material: str | None = None, /, **slots: str) -> None:
    """Say what objects are made of.

    Args:
        target: id of an object, several ids, "room", or the id of a door, window or partition.
        material: for every slot not named. What is seldom made of the same as the rest (glass, mirror,
            bulb, screen, handle, leaf, soil, water, paper, art) keeps its own material unless it is named.
        slots: material by slot or part name: `frame="oak"`, `walls="wall_paint"`, `wall_2="brick"`.
    """
    for id in [target] if isinstance(target, str) else target:
        thing = BUILD.things.get(id) or BUILD.shell.get(id)
        if thing is None:
            raise ValueError(f"wear({id!r}): there is no such object, and it is no part of the room")
        for name in [material, *slots.values()]:
            if name is not None and name not in BUILD.materials:
                known = ", ".join(BUILD.materials) or "none yet"
                raise ValueError(f"wear({id!r}): there is no material {name!r}; the palette has {known}")
        thing.wears.update(slots if material is None else {"": material, **slots})

def texture_mean(picture: Any) -> tuple[float, float, float]:
    """Mean colour of a picture, linear; grey when it cannot be read."""
    width, height = picture.size
    if not width or not height:
        return 0.5, 0.5, 0.5
    data = np.empty(width * height * picture.channels, np.float32)
    picture.pixels.foreach_get(data)
    step = max(1, width * height // 100_000)
    red, green, blue = (
        linear_of(float(c)) for c in data.reshape(-1, picture.channels)[::step, :3].mean(axis=0)
    )
    return red, green, blue

def noise_field(n: int, seed: int, along: float, across: float) -> Any:
    """Seamless noise (n, n) of unit spread with features about n/along pixels long and n/across high."""
    fx = np.fft.rfftfreq(n, 1.0 / n)[None, :] / along
    fy = np.fft.fftfreq(n, 1.0 / n)[:, None] / across
    white = np.random.RandomState(seed).standard_normal((n, n))
    field = np.fft.irfft2(np.fft.rfft2(white) * np.exp(-(fx * fx + fy * fy) / 2), (n, n))
    field -= field.mean()
    return field / (field.std() + 1e-9)

def pattern_grid(n: int) -> tuple[Any, Any]:
    """Pixel coordinates (x, y), each (n, n), from 0 to 1."""
    line = (np.arange(n) + 0.5) / n
    x, y = np.meshgrid(line, line)
    return x, y

def pattern_spots(n: int, seed: int, across: int) -> tuple[Any, Any]:
    """Seamless cells about the points of a shaken grid, `across` of them a side."""
    points = np.random.RandomState(seed).random_sample((2, across, across))
    x, y = (axis * across for axis in pattern_grid(n))
    i, j = x.astype(int), y.astype(int)
    nearest, owner = np.full((n, n), 9.0), np.zeros((n, n), int)
    for di in (-1, 0, 1):
        for dj in (-1, 0, 1):
            ci, cj = (i + di) % across, (j + dj) % across
            far = np.hypot(i + di + points[0, cj, ci] - x, j + dj + points[1, cj, ci] - y)
            closer = far < nearest
            nearest[closer], owner[closer] = far[closer], (cj * across + ci)[closer]
    return nearest, owner

def wood_grain(n: int, seed: int) -> Any:
    """Straight fine streaks along x over soft bands, with short dark pores."""
    y = pattern_grid(n)[1]
    bend = 0.06 * noise_field(n, seed, 1.5, 2) + 0.012 * noise_field(n, seed + 4, 5, 12)
    bands = np.sin((y + bend) * 2 * np.pi * 9) * (0.6 + 0.4 * np.sin((y + bend) * 2 * np.pi * 2 + 1))
    fine, pores = noise_field(n, seed + 1, 2, 60), noise_field(n, seed + 2, 14, 120)
    return 0.2 * bands + 0.3 * fine - 0.4 * np.clip(pores - 1.3, 0, 2) + 0.15 * noise_field(n, seed + 3, 2, 4)

def pattern_wood(n: int, seed: int) -> Any:
    """A board."""
    return wood_grain(n, seed)

def pattern_planks(n: int, seed: int, rows: int = 8) -> Any:
    """Floor boards: rows with staggered joints, every board of its own tone and grain."""
    rng = np.random.RandomState(seed + 7)
    grain, tone = wood_grain(n, seed), np.zeros((n, n))
    height, seam = n // rows, np.zeros((n, n))
    for r in range(rows):
        band = slice(r * height, (r + 1) * height if r < rows - 1 else n)
        cuts = sorted((rng.random_sample() * 0.35 + np.array([0.0, 0.5]) + (r % 3) * 0.17) % 1.0)
        rolled = np.roll(grain[band], int(rng.randint(n)), axis=1)
        starts = [int(c * n) for c in cuts]
        board = np.zeros(n)
        shades = rng.uniform(-0.55, 0.55, 2)
        board[:], board[starts[0] : starts[1]] = shades[0], shades[1]
        tone[band] = board[None, :] + 0.55 * np.roll(rolled, int(rng.randint(height)), axis=0)
        seam[band.start, :] = 1.0
        for s in starts:
            seam[band, s] = 1.0
    return 0.75 * tone - 1.5 * seam

def pattern_parquet(n: int, seed: int) -> Any:
    """Squares of four staves, turned by a right angle from one to the next."""
    grain, out, half = wood_grain(n, seed), np.zeros((n, n)), n // 2
    rng = np.random.RandomState(seed + 3)
    for i in range(2):
        for j in range(2):
            block = np.roll(grain, int(rng.randint(n)), axis=1)[:half, :half].copy()
            for s in range(4):
                stave = slice(s * half // 4, (s + 1) * half // 4)
                block[stave] = 0.5 * block[stave] + rng.uniform(-0.5, 0.5)
                block[stave.start] = -1.4
            block[:, 0] = -1.4
            out[i * half : (i + 1) * half, j * half : (j + 1) * half] = block if (i + j) % 2 else block.T
    return out * 0.7

def pattern_herringbone(n: int, seed: int, staves: int = 4) -> Any:
    """Staves in zigzag."""
    unit = n // (2 * staves)
    rng = np.random.RandomState(seed)
    shades, grain = rng.uniform(-0.5, 0.5, (64, 64)), wood_grain(n, seed)
    y, x = np.mgrid[0:n, 0:n]
    i, j = x // unit, y // unit
    phase = (i - j) % (2 * staves)
    lying = phase < staves
    begin = np.where(lying, i - phase, i)
    foot = np.where(lying, j, j - (2 * staves - 1 - phase))
    period = 2 * staves
    tone = shades[begin % period, (foot % period) + np.where(lying, 0, 20)]
    out = tone + 0.5 * np.where(lying, grain, grain.T)
    edge = np.where(lying, y % unit == 0, x % unit == 0)
    first = np.where(lying, (phase == 0) & (x % unit == 0), (phase == 2 * staves - 1) & (y % unit == 0))
    out[edge | first] = -1.5
    return out * 0.75

def pattern_weave(n: int, seed: int, threads: int = 32) -> Any:
    """Plain weave: warp over weft and under it by turns."""
    x, y = pattern_grid(n)
    u, v = x * threads, y * threads
    over = (np.floor(u) + np.floor(v)) % 2 > 0
    thread = np.where(over, np.sin(np.pi * (u % 1.0)), np.sin(np.pi * (v % 1.0)))
    slub = 0.5 * noise_field(n, seed, 4, threads * 1.5) + 0.5 * noise_field(n, seed + 1, threads * 1.5, 4)
    return 0.7 * (thread - 0.64) + 0.22 * slub

def pattern_twill(n: int, seed: int, threads: int = 48) -> Any:
    """Diagonal ribs, as in denim."""
    x, y = pattern_grid(n)
    ribs = np.sin((x + y) * threads * 2 * np.pi * 0.5)
    return 0.4 * ribs + 0.3 * noise_field(n, seed, 60, 60) + 0.2 * noise_field(n, seed + 1, 5, 5)

def pattern_knit(n: int, seed: int, columns: int = 16) -> Any:
    """Columns of V stitches."""
    x, y = pattern_grid(n)
    u = x * columns
    lean = np.abs(u % 1.0 - 0.5)
    stitch = np.sin((y * columns * 1.5 + lean) * 2 * np.pi)
    return (
        0.5 * stitch * np.sin(np.pi * (u % 1.0)) - 0.6 * (lean > 0.46) + 0.15 * noise_field(n, seed, 50, 50)
    )

def pattern_pile(n: int, seed: int) -> Any:
    """Carpet: tufts, and the slow shading of pile that lies this way and that."""
    return 0.42 * noise_field(n, seed, 90, 90) + 0.2 * noise_field(n, seed + 1, 6, 6)

def pattern_rug(n: int, seed: int) -> Any:
    """A worn rug: pile, faded along its threads."""
    worn = noise_field(n, seed + 1, 3, 26) * 0.3 + noise_field(n, seed + 2, 30, 3) * 0.22
    return 0.3 * noise_field(n, seed, 80, 110) + worn + 0.15 * noise_field(n, seed + 3, 5, 5)

def pattern_plush(n: int, seed: int) -> Any:
    """Velvet, suede: soft clouds."""
    return 0.2 * noise_field(n, seed, 5, 4) + 0.14 * noise_field(n, seed + 1, 60, 60)

def pattern_boucle(n: int, seed: int) -> Any:
    """Loops of yarn."""
    near, _ = pattern_spots(n, seed, 24)
    return 0.9 * (0.5 - near.clip(0, 1)) + 0.1 * noise_field(n, seed, 90, 90)

def pattern_leather(n: int, seed: int) -> Any:
    """Grain of small cells over soft patches."""
    near, _ = pattern_spots(n, seed, 30)
    return 0.3 * (0.45 - near.clip(0, 1)) + 0.12 * noise_field(n, seed, 4, 4)

def pattern_tiles(
    n: int, seed: int, columns: int = 4, rows: int = 4, shift: float = 0.0, gap: float = 0.02
) -> Any:
    """Tiles in rows with joints between them; `shift` moves every other row, as bricks are laid."""
    x, y = pattern_grid(n)
    v = y * rows
    row = np.floor(v).astype(int)
    u = x * columns + shift * (row % 2)
    column = np.floor(u).astype(int) % columns
    shades = np.random.RandomState(seed).uniform(-0.3, 0.3, (rows, columns))
    edge = np.minimum(np.minimum(u % 1.0, 1 - u % 1.0) / columns, np.minimum(v % 1.0, 1 - v % 1.0) / rows)
    tone = shades[row, column] + 0.12 * noise_field(n, seed + 1, 10, 10)
    return np.where(edge < gap / 2, -1.0, tone)

def pattern_tile(n: int, seed: int) -> Any:
    """Square tiles."""
    return pattern_tiles(n, seed, gap=0.012) * 0.6

def pattern_mosaic(n: int, seed: int) -> Any:
    """Small square tiles."""
    return pattern_tiles(n, seed, 10, 10, gap=0.012)

def pattern_metro(n: int, seed: int) -> Any:
    """Wall tiles twice as wide as high, laid as bricks are."""
    return pattern_tiles(n, seed, 2, 4, 0.5, gap=0.012) * 0.5

def pattern_brick(n: int, seed: int) -> Any:
    """Brickwork."""
    return pattern_tiles(n, seed, 2, 6, 0.5, gap=0.022) + 0.3 * noise_field(n, seed + 2, 40, 40)

def pattern_marble(n: int, seed: int) -> Any:
    """Veins through clouds."""
    warp = noise_field(n, seed, 3, 3) + 0.4 * noise_field(n, seed + 1, 9, 9)
    veins = np.exp(-((warp / 0.09) ** 2)) * (0.4 + 0.6 * (noise_field(n, seed + 2, 3, 3) > 0))
    return 0.18 * noise_field(n, seed + 3, 5, 5) - 0.9 * veins

def pattern_granite(n: int, seed: int) -> Any:
    """Grains, light and dark."""
    return 0.55 * noise_field(n, seed, 70, 70) + 0.25 * noise_field(n, seed + 1, 18, 18)

def pattern_terrazzo(n: int, seed: int) -> Any:
    """Chips of several tones in a ground."""
    near, owner = pattern_spots(n, seed, 13)
    shades = np.random.RandomState(seed).choice([-0.9, -0.5, 0.4, 0.7], 169)
    return np.where(near < 0.33, shades[owner], 0.0) + 0.05 * noise_field(n, seed, 60, 60)

def pattern_cloud(n: int, seed: int) -> Any:
    """Concrete, plaster, soil: slow patches and a little grit."""
    return (
        0.4 * noise_field(n, seed, 4, 4)
        + 0.25 * noise_field(n, seed + 1, 14, 14)
        + 0.2 * noise_field(n, seed + 2, 90, 90)
    )

def pattern_brushed(n: int, seed: int) -> Any:
    """Brushed metal: hairlines along x."""
    return 0.5 * noise_field(n, seed, 3, 140)

def pattern_wicker(n: int, seed: int) -> Any:
    """Basketwork: broad strands over and under."""
    x, y = pattern_grid(n)
    u, v = x * 12, y * 24
    over = (np.floor(u) + np.floor(v)) % 2 > 0
    strand = np.where(over, np.sin(np.pi * (v % 1.0)), 0.55 * np.sin(np.pi * (u % 1.0)))
    return 1.3 * (strand - 0.5) + 0.15 * noise_field(n, seed, 20, 60)

def pattern_cork(n: int, seed: int) -> Any:
    """Granules."""
    _, owner = pattern_spots(n, seed, 18)
    return np.random.RandomState(seed).uniform(-0.8, 0.8, 324)[owner] * 0.6 + 0.1 * noise_field(
        n, seed, 60, 60
    )

def pattern_leaf(n: int, seed: int) -> Any:
    """Foliage: patches of lighter and darker green."""
    return 0.4 * noise_field(n, seed, 9, 9) + 0.2 * noise_field(n, seed + 1, 40, 40)

def pattern_stripes(n: int, seed: int) -> Any:
    """Even stripes along x."""
    return np.where((pattern_grid(n)[1] * 8) % 1.0 < 0.5, 0.5, -0.5) + 0.15 * pattern_weave(n, seed)

def pattern_checks(n: int, seed: int) -> Any:
    """Checks of three tones, as in gingham."""
    x, y = pattern_grid(n)
    lines = ((x * 6) % 1.0 < 0.5).astype(float) + ((y * 6) % 1.0 < 0.5)
    return 0.6 * (1.0 - lines) + 0.15 * pattern_weave(n, seed)

PATTERNS: dict[str, Callable[[int, int], Any]] = {
    "wood": pattern_wood,
    "planks": pattern_planks,
    "parquet": pattern_parquet,
    "herringbone": pattern_herringbone,
    "weave": pattern_weave,
    "twill": pattern_twill,
    "knit": pattern_knit,
    "pile": pattern_pile,
    "rug": pattern_rug,
    "plush": pattern_plush,
    "boucle": pattern_boucle,
    "leather": pattern_leather,
    "tile": pattern_tile,
    "mosaic": pattern_mosaic,
    "metro": pattern_metro,
    "brick": pattern_brick,
    "marble": pattern_marble,
    "granite": pattern_granite,
    "terrazzo": pattern_terrazzo,
    "cloud": pattern_cloud,
    "brushed": pattern_brushed,
    "wicker": pattern_wicker,
    "cork": pattern_cork,
    "leaf": pattern_leaf,
    "stripes": pattern_stripes,
    "checks": pattern_checks,
}

UV_PLANES = np.array([[1, 2], [0, 2], [0, 1]])
"""For a face looking along X, Y, Z: which coordinates become u and v."""

def uv_part(part: Any, made: Any) -> None:
    """Give a part UV coordinates, unless it came with its own."""
    data = part.data
    if data.uv_layers or not len(data.polygons):
        return
    points = coordinates(data)
    low, high = points.min(axis=0), points.max(axis=0)
    if "texture_from" in part:
        low, high = np.array(part["texture_from"]), np.array(part["texture_to"])
    corners = np.empty(len(data.loops), np.int32)
    data.loops.foreach_get("vertex_index", corners)
    planes, backs = uv_planes(data, made, high - low)
    placed = points - low
    if made.get("stretch"):
        placed = placed / np.maximum(high - low, 1e-6)
    elif "texture_from" not in part and made.get("grain"):
        # Boards cut from different places of the same tree.
        placed = placed + (zlib.crc32(part.name.encode()) % 997) / 997 * np.array([1.0, 0.7, 0.4])
    uv = np.take_along_axis(placed[corners], planes, axis=1).astype(np.float32)
    if made.get("stretch"):
        uv[backs, 0] = 1.0 - uv[backs, 0]
    data.uv_layers.new(name="UVMap", do_init=False).uv.foreach_set("vector", uv.ravel())

def uv_planes(data: Any, made: Any, extent: Any) -> tuple[Any, Any]:
    """For each loop the two coordinates (n, 2) that become u and v, and whether it is seen from behind."""
    count = len(data.polygons)
    normals, totals = np.empty(count * 3, np.float32), np.empty(count, np.int32)
    data.polygons.foreach_get("normal", normals)
    data.polygons.foreach_get("loop_total", totals)
    normals = normals.reshape(-1, 3)
    axes = np.abs(normals).argmax(axis=1)
    pairs = UV_PLANES
    if made.get("grain"):
        swap = extent[UV_PLANES[:, 0]] < extent[UV_PLANES[:, 1]]
        pairs = np.where(swap[:, None], UV_PLANES[:, ::-1], UV_PLANES)
    # Seen along +Y, or from +X, a picture would be mirrored.
    behind = ((axes == 1) & (normals[:, 1] > 0)) | ((axes == 0) & (normals[:, 0] < 0))
    return np.repeat(pairs[axes], totals, axis=0), np.repeat(behind, totals)

BOOK_COVERS = ("cover", "cover_2", "cover_3", "cover_4", "cover_5")

class BookPile:
    """Collects boxes by material slot, so that a shelf of books is a handful of parts."""

    def __init__(self) -> None:
        self.solids: dict[str, tuple[list[Vec3], list[list[int]]]] = {}

    def add(self, slot: str, low: Vec3, high: Vec3, *, lean: float = 0.0, yaw: float = 0.0) -> None:
        """Add a box between two corners, metres."""
        verts, faces = self.solids.setdefault(slot, ([], []))
        first = len(verts)
        mx, my = (low[0] + high[0]) / 2, (low[1] + high[1]) / 2
        cl, sl, cy, sy = math.cos(lean), math.sin(lean), math.cos(yaw), math.sin(yaw)
        for z in (low[2], high[2]):
            for x, y in ((low[0], low[1]), (high[0], low[1]), (high[0], high[1]), (low[0], high[1])):
                dx, dz = x - high[0], z - low[2]
                px, pz = high[0] + dx * cl + dz * sl, low[2] - dx * sl + dz * cl
                verts.append((mx + (px - mx) * cy - (y - my) * sy, my + (px - mx) * sy + (y - my) * cy, pz))
        sides = [[i, (i + 1) % 4, (i + 1) % 4 + 4, i + 4] for i in range(4)]
        faces += [[first + k for k in face] for face in ([3, 2, 1, 0], [4, 5, 6, 7], *sides)]

    def build(self, o: Thing, part: str) -> list[Any]:
        """Make one mesh for each slot, named `<part>` or `<part>_<slot>`; returns the Blender objects."""
        return [mesh(o, f"{part}_{slot}", v, f, slot=slot) for slot, (v, f) in self.solids.items()]

def book_pile(
    o: Thing,
    part: str,
    size: Vec3,
    at: Vec3 = (0.0, 0.0, 0.0),
    *,
    count: int = 3,
    twist: float = 12.0,
    seed: int = 0,
) -> list[Any]:
    """Books lying on each other, spines to the front (-Y)."""
    rng, pile = random.Random(seed), BookPile()
    shares = [rng.uniform(0.7, 1.3) for _ in range(count)]
    z, start = at[2], rng.randrange(5)
    for k, share in enumerate(shares):
        thick = size[2] * share / sum(shares)
        scale = 1.0 if k == 0 else rng.uniform(0.78, 0.92)
        w, d = size[0] / 2 * scale, size[1] / 2 * scale
        yaw = 0.0 if k == 0 else math.radians(rng.uniform(-twist, twist))
        board, slot = min(0.003, thick * 0.14), BOOK_COVERS[(start + k) % 5]
        for low, high in (((-w, -d, 0.0), (w, d, board)), ((-w, -d, thick - board), (w, d, thick))):
            book_slab(pile, slot, low, high, (at[0], at[1], z), yaw)
        book_slab(pile, slot, (-w, -d, board), (w, -d + board, thick - board), (at[0], at[1], z), yaw)
        page_low, page_high = (-w + 0.004, -d + board, board), (w - 0.004, d - 0.005, thick - board)
        book_slab(pile, "page", page_low, page_high, (at[0], at[1], z), yaw)
        z += thick
    return pile.build(o, part)

def book_slab(pile: BookPile, slot: str, low: Vec3, high: Vec3, at: Vec3, yaw: float) -> None:
    """Add a slab given around a book's own middle, then turned (radians) and moved to `at`."""
    mx, my = (low[0] + high[0]) / 2, (low[1] + high[1]) / 2
    cy, sy = math.cos(yaw), math.sin(yaw)
    x, y = at[0] + mx * cy - my * sy - mx, at[1] + mx * sy + my * cy - my
    pile.add(
        slot, (low[0] + x, low[1] + y, low[2] + at[2]), (high[0] + x, high[1] + y, high[2] + at[2]), yaw=yaw
    )

def case(
    o: Thing,
    look: Look,
    base: str = "",
    top: str = "",
    handle: str = "",
    closed: bool = True,
    foot: float = 0.0,
    slot: str = "body",
) -> Case:
    """Build a cabinet's case to the object's outer size."""
    base = base or ("plinth" if look.leg_slot == "metal" or o.h > 1.3 else "bun" if look.ornate else "legs")
    top = top or ("cornice" if look.ornate else "board")
    handle = handle or look.handle
    reach = 0.018 + HANDLE_REACH.get(handle, 0.03) if closed else 0.0
    over = 0.03 if top == "cornice" else 0.0
    width = o.w - 2 * over - (0.006 if top == "board" else 0.0)
    ahead = max(reach, over)
    depth = o.d - ahead - over
    y = (ahead - over) / 2
    foot = foot or max(0.06, min(0.15, 0.05 + 0.1 * o.h))
    low = case_base(o, look, base, min(foot, 0.09) if base == "bun" else foot, width, depth, y)
    cap = {"none": 0.0, "board": look.board, "cornice": 0.05}[top]
    high = o.h - cap
    board = min(look.board, 0.022)
    carcass(o, (width, depth, high - low), (0.0, y, low), board, slot=slot)
    if top == "board":
        size = (o.w, depth + (0.018 if closed else 0.0), cap)
        box(o, "top", size, (0, o.d / 2 - size[1] / 2, high), "top", look.bevel)
    if top == "cornice":
        moulding(o, (width, depth), (0.0, y, high - 0.004), 0.036, over - 0.005, "ogee", "cornice", "trim")
        box(o, "core", (width - 0.02, depth - 0.02, 0.034), (0.0, y, high - 0.001), "trim")
        box(o, "top", (o.w, depth + 2 * over, 0.018), (0.0, y, high + 0.032), "top", 0.005)
    return Case(width, board, low, high, y - depth / 2, y + depth / 2 - 0.009, handle)

def case_base(o: Thing, look: Look, base: str, foot: float, width: float, depth: float, y: float) -> float:
    """What a case stands on; the height of its underside."""
    if base == "none":
        return 0.0
    if base == "plinth":
        if look.ornate:
            box(o, "plinth", (width - 0.01, depth - 0.012, foot), (0.0, y, 0.0005), "trim", 0.002)
            moulding(
                o,
                (width - 0.012, depth - 0.014),
                (0.0, y, 0.0),
                foot + 0.012,
                0.012,
                "plinth",
                "skirting",
                "trim",
            )
        else:
            box(o, "plinth", (width - 0.02, depth - 0.05, foot), (0.0, y + 0.02, 0.0), "trim", 0.001)
        return foot
    kind = {"sled": "sled", "bun": "bun"}.get(base, look.leg)
    size = 0.07 if kind == "bun" else 0.05 if look.board > 0.025 else 0.036
    slot = "metal" if look.leg_slot == "metal" else "leg"
    splay = 0.02 if kind == "tapered" else 0.0
    legs(o, foot + 0.001, 0.012, kind, size, slot, span=(width, depth), at=(0.0, y, 0.0), splay=splay)
    return foot

def case_fronts(
    o: Thing,
    made: Case,
    look: Look,
    rows: int | list[float] = 1,
    columns: int = 1,
    kind: str = "door",
    door: str = "",
    low: float = 0.0,
    high: float = 0.0,
    left: float = 0.0,
    right: float = 0.0,
    handle: str = "",
    hinges: str = "",
) -> None:
    """Close a part of a case with fronts: from `low` to `high` and from `left` to `right`."""
    low, high = low or made.low + 0.001, high or made.high - 0.001
    left, right = left or -made.width / 2 + 0.001, right or made.width / 2 - 0.001
    style = door or (look.door if kind == "door" or look.door != "plank" else "slab")
    at = ((left + right) / 2, made.front, low)
    if columns > 2 and rows != 1:
        inner = [left + (right - left) * k / columns for k in range(1, columns)]
        case_walls(o, made, inner, low + 0.02, high - 0.02)
    fronts(
        o, (right - left, high - low), at, rows, columns, kind, style, handle or made.handle, hinges=hinges
    )

def case_shelves(
    o: Thing, made: Case, heights: list[float], part: str = "shelves", slot: str = "body"
) -> None:
    """Boards between a case's sides at heights above the floor (of their undersides)."""
    y = (made.front + made.back) / 2
    boards = [
        shell_box((made.inner, made.depth - 0.004, made.board), (0.0, y + 0.002, z), 0.001) for z in heights
    ]
    if boards:
        emit(o, part, boards, slot=slot)

def case_walls(o: Thing, made: Case, places: list[float], low: float = 0.0, high: float = 0.0) -> None:
    """Upright boards inside a case at sideways positions from its middle."""
    low, high = low or made.low + made.board, high or made.high - made.board
    y = (made.front + made.back) / 2
    boards = [
        shell_box((made.board, made.depth - 0.003, high - low), (x, y - 0.0005, low), 0.001) for x in places
    ]
    if boards:
        emit(o, "walls", boards, slot="body")

def cloth_over(box: Vec3, x: float, y: float, lift: float, bend: float, pointed: bool = False) -> Vec3:
    """Where a point of a sheet comes to rest when the sheet is laid over a box."""
    a, b = box[0] / 2 - bend, box[1] / 2 - bend
    ex, ey = max(abs(x) - a, 0.0), max(abs(y) - b, 0.0)
    bx, by = max(-a, min(a, x)), max(-b, min(b, y))
    over = max(ex, ey)
    if over <= 0:
        return (x, y, box[2] + lift)
    along = math.hypot(ex, ey)
    over += 0.45 * (along - over) if pointed else 0.0
    dx, dy = math.copysign(ex / along, x), math.copysign(ey / along, y)
    angle = min(over / bend, math.pi / 2)
    down = bend * (1 - math.cos(angle)) + max(over - bend * math.pi / 2, 0.0)
    out = (bend + lift) * math.sin(angle)
    return (bx + dx * out, by + dy * out, box[2] - down + lift * math.cos(angle))

def cloth_stations(low: float, high: float, half: float, bend: float, rim: float, step: float) -> list[float]:
    """Where to cut a sheet between `low` and `high`: close at its rims and bends, metres."""
    spots = {
        low,
        high,
        *(low + rim * f for f in (0.12, 0.45, 1.0)),
        *(high - rim * f for f in (0.12, 0.45, 1.0)),
    }
    flat = half - bend
    for f in (0.0, 0.6, 1.2, 1.57):
        spots |= {flat + f * bend, -flat - f * bend}
    spots = {s for s in spots if low <= s <= high}
    ordered = sorted(spots)
    for first, second in itertools.pairwise(ordered):
        count = math.ceil((second - first) / step)
        spots |= {first + (second - first) * k / count for k in range(1, count)}
    merged: list[float] = []
    for s in sorted(spots):
        if not merged or s - merged[-1] > 1e-4:
            merged.append(s)
    return merged

def cloth_sheet(
    o: Thing,
    part: str,
    box: Vec3,
    at: Vec3,
    xs: Sequence[float],
    ys: Sequence[float],
    lift: Callable[[float, float], float],
    *,
    bend: float,
    slot: str,
    shift: Callable[[float, float], Vec2] | None = None,
    pointed: bool = False,
    yaw: float = 0.0,
) -> Any:
    """A sheet over a box from its cuts across (`xs`) and along (`ys`) and its height off the box."""
    cy, sy = math.cos(math.radians(yaw)), math.sin(math.radians(yaw))
    verts: list[Vec3] = []
    for y in ys:
        for x in xs:
            u, v = shift(x, y) if shift else (x, y)
            px, py, pz = cloth_over(box, u, v, lift(x, y), bend, pointed)
            verts.append((at[0] + px * cy - py * sy, at[1] + px * sy + py * cy, max(at[2] + pz, 0.004)))
    n = len(xs)
    faces = [
        [j * n + i, j * n + i + 1, j * n + n + i + 1, j * n + n + i]
        for j in range(len(ys) - 1)
        for i in range(n - 1)
    ]
    return soft_shade(mesh(o, part, verts, faces, slot=slot), 100)

def cloth_rim(position: float, low: float, high: float, rim: float) -> float:
    """How full a padded sheet is near its border: 0 on it, 1 from `rim` metres inwards, round between."""
    near = min(max(min(position - low, high - position) / rim, 0.0), 1.0)
    return math.sqrt(max(1 - (1 - near) ** 2, 0.0))

def cloth_hang(box: Vec3, x: float, y: float) -> tuple[float, float]:
    """How far a sheet's point is beyond the box, and a running position along its edge, metres."""
    over = max(abs(x) - box[0] / 2, abs(y) - box[1] / 2, 0.0)
    bx = max(-box[0] / 2, min(box[0] / 2, x))
    by = max(-box[1] / 2, min(box[1] / 2, y))
    return over, bx + by + 0.5 * math.atan2(abs(y) - abs(by), abs(x) - abs(bx) + 1e-9)

def bed_duvet(
    o: Thing,
    part: str,
    over: Vec3,
    at: Vec3 = (0.0, 0.0, 0.0),
    *,
    drop: float = 0.25,
    foot: float | None = None,
    head: float = 0.5,
    fold: float = 0.3,
    thickness: float = 0.05,
    rumple: float = 0.2,
    seed: int = 0,
    slot: str = "duvet",
    fold_slot: str = "sheet",
) -> None:
    """A duvet on a mattress: hangs over both sides and the foot (-Y), turned back at the head (+Y)."""
    bend = min(0.05, over[2] * 0.3, over[0] * 0.2)
    half_w, half_d = over[0] / 2, over[1] / 2
    side, top = half_w + drop, half_d - head
    waves, creases = soft_waves(seed, 6, 0.55), soft_waves(seed + 1, 5, 0.22)
    swell = 0.10 + 0.55 * rumple
    skew = max(rumple - 0.4, 0.0)

    def fill(x: float, y: float) -> float:
        hang, run = cloth_hang(over, x, y)
        ripple = 0.5 + 0.5 * math.sin(run * math.tau / 0.38 + seed)
        body = thickness * (1 + swell * waves(x, y) + 0.3 * swell * creases(x, y))
        return max(body, 0.3 * thickness) + 0.14 * hang * ripple

    def lift(x: float, y: float) -> float:
        return (
            fill(x, y) * cloth_rim(x, -side, side, 1.2 * thickness) * cloth_rim(y, low, top, 1.2 * thickness)
        )

    def askew(x: float, y: float) -> Vec2:
        pull = skew * (0.5 * x + 0.25 * math.sin(3.1 * x + seed)) * (y - low) / (top - low)
        return (x, min(y - pull, half_d - 0.02))

    low = -half_d - (drop if foot is None else foot)
    xs = cloth_stations(-side, side, half_w, bend, 1.2 * thickness, 0.14)
    ys = cloth_stations(low, top, half_d, bend, 1.2 * thickness, 0.14)
    cloth_sheet(o, part, over, at, xs, ys, lift, bend=bend, slot=slot, shift=askew)
    if fold <= 0:
        return
    start, rim, hem = top - fold, 0.9 * thickness, side - 0.014

    def band(x: float, y: float) -> float:
        under = fill(x, y) * cloth_rim(y, low, top + 0.01, 1.2 * thickness)
        edge = cloth_rim(x, -hem, hem, 1.2 * thickness)
        full = cloth_rim(y, start, top + 0.012, rim)
        return 0.0015 + (under + (0.8 + 0.2 * waves(x + 1, y)) * thickness * full) * edge

    ys = cloth_stations(start, top + 0.012, half_d, bend, rim, 0.12)
    xs = cloth_stations(-hem, hem, half_w, bend, 1.2 * thickness, 0.14)
    cloth_sheet(o, f"{part}_fold", over, at, xs, ys, band, bend=bend, slot=fold_slot, shift=askew)

def throw(
    o: Thing,
    part: str,
    over: Vec3,
    at: Vec3 = (0.0, 0.0, 0.0),
    *,
    length: float = 0.6,
    drop: float = 0.25,
    lift: float = 0.01,
    fringe: float = 0.05,
    yaw: float = 0.0,
    seed: int = 0,
    slot: str = "throw",
) -> Any:
    """A blanket laid across a box, hanging down its two sides, with a fringe."""
    bend = min(0.05, over[2] * 0.3)
    side, rim = over[0] / 2 + drop, 0.02
    waves = soft_waves(seed + 5, 5, 0.35)

    def height(x: float, y: float) -> float:
        full = cloth_rim(y, -length / 2, length / 2, rim)
        hang, _ = cloth_hang(over, x, 0.0)
        fold = 0.010 * waves(x, y) + 0.05 * hang * (1 + math.sin(y * math.tau / 0.21 + seed))
        return lift * (0.75 + 0.25 * full) + 0.014 * full + max(fold, -0.4 * lift)

    def askew(x: float, y: float) -> Vec2:
        return (x, y + 0.02 * math.sin(2.3 * x + seed))

    deep = (over[0], max(over[1], length + 4 * bend), over[2])
    xs = cloth_stations(-side, side, over[0] / 2, bend, rim, 0.09)
    ys = cloth_stations(-length / 2, length / 2, deep[1] / 2, bend, rim, 0.08)
    sheet = cloth_sheet(o, part, deep, at, xs, ys, height, bend=bend, slot=slot, shift=askew, yaw=yaw)
    if fringe > 0:
        cloth_fringe(o, f"{part}_fringe", sheet, len(xs), len(ys), fringe, slot)
    return sheet

def cloth_fringe(o: Thing, part: str, sheet: Any, columns: int, rows: int, length: float, slot: str) -> Any:
    """Tassels hanging from the first and last column of a sheet made by `cloth_sheet`."""
    points = [v.co for v in sheet.data.vertices]
    verts: list[Vec3] = []
    faces: list[list[int]] = []
    for column in (0, columns - 1):
        edge = [points[j * columns + column] for j in range(rows)]
        for first, second in itertools.pairwise(edge):
            count = max(1, round((second - first).length / 0.03))
            for k in range(count):
                a, b = first.lerp(second, (k + 0.15) / count), first.lerp(second, (k + 0.8) / count)
                low = max(min(a.z, b.z) - length, 0.002)
                n = len(verts)
                verts += [tuple(a), tuple(b), ((a.x + 2 * b.x) / 3, (a.y + 2 * b.y) / 3, low)]
                verts.append(((2 * a.x + b.x) / 3, (2 * a.y + b.y) / 3, low))
                faces.append([n, n + 3, n + 2, n + 1])
    return mesh(o, part, verts, faces, slot=slot)

def curtain_cloth(
    o: Thing,
    part: str,
    width: float,
    height: float,
    at: Vec3 = (0.0, 0.0, 0.0),
    *,
    kind: str = "drawn",
    folds: int = 0,
    depth: float = 0.08,
    side: int = -1,
    seed: int = 0,
    slot: str = "fabric",
) -> Any:
    """One panel of hanging cloth in vertical folds."""
    rng = random.Random(seed)
    pitch = 0.14 if kind == "drawn" else 0.075 if kind == "open" else 0.10
    folds = folds or max(3, round(width / pitch))
    phases = [rng.uniform(-0.8, 0.8) for _ in range(folds + 2)]
    depths = [rng.uniform(0.55, 1.0) for _ in range(folds + 2)]
    columns, rows = folds * 8, 18 if kind == "gathered" else 7
    verts: list[Vec3] = []
    for j in range(rows + 1):
        t = j / rows
        tie = math.exp(-(((t - 0.4) / 0.22) ** 2)) if kind == "gathered" else 0.0
        narrow = 1 - 0.72 * tie
        for i in range(columns + 1):
            u = i / columns
            cell = min(int(u * folds), folds - 1)
            mix = u * folds - cell
            phase = (phases[cell] * (1 - mix) + phases[cell + 1] * mix) * (1 - 0.7 * t)
            deep = (depths[cell] * (1 - mix) + depths[cell + 1] * mix) * (1 - 0.45 * t**6)
            wave = math.sin(math.tau * u * folds + phase)
            wave = math.copysign(abs(wave) ** 0.8, wave)
            x = (u - 0.5) * width * narrow + side * (1 - narrow) * width / 2
            x += 0.22 * width / folds * math.sin(2 * math.tau * u * folds + phase) * (1 - tie)
            lip = 0.0 if i in (0, columns) else wave * deep
            verts.append((at[0] + x, at[1] + lip * depth / 2 * (1 - 0.35 * tie), at[2] + t * height))
    n = columns + 1
    faces = [
        [j * n + i, j * n + i + 1, (j + 1) * n + i + 1, (j + 1) * n + i]
        for j in range(rows)
        for i in range(columns)
    ]
    return soft_shade(mesh(o, part, verts, faces, slot=slot), 100)

def clothes(
    o: Thing,
    part: str,
    width: float,
    height: float,
    at: Vec3 = (0.0, 0.0, 0.0),
    *,
    count: int = 0,
    depth: float = 0.42,
    seed: int = 0,
    slot: str = "fabric",
) -> None:
    """Garments hanging side by side from a rail along X, seen edge on from the front."""
    rng = random.Random(seed)
    count = count or max(1, round(width / 0.07))
    pitch, sleeves = width / count, count <= 3
    for k in range(count):
        x = at[0] - width / 2 + pitch * (k + 0.5)
        long = 1.0 if k == 0 else rng.choice((0.55, 0.62, 0.68, 0.9, 1.0))
        hook, top = height - 0.012, height - 0.09
        hem = height * (1 - long) + 0.001 * (k % 3)  # never two hems in one plane
        drop = top - hem
        half, thick = depth / 2 * rng.uniform(0.88, 1.0), min(pitch * 0.46, 0.035)
        profile = [(hem, 0.80, 1.0), (hem + 0.3 * drop, 0.78, 0.85), (hem + 0.7 * drop, 0.84, 0.8)]
        profile += [
            (top - 0.10, 0.98, 0.75),
            (top - 0.03, 0.92, 0.6),
            (top, 0.30, 0.5),
            (top + 0.02, 0.25, 0.4),
        ]
        rings: list[list[Vec3]] = []
        lean = rng.uniform(-0.3, 0.3) * pitch
        slim = 0.8 if sleeves else 1.0
        for z, wide, fat in profile:
            bend = lean * (1 - (z - hem) / max(top - hem, 1e-6))
            ring = soft_outline(2 * thick * fat, 2 * half * wide * slim, thick * fat * 0.98, 2)
            rings.append([(x + bend + px, at[1] + py, at[2] + z) for px, py in ring])
        colour = rng.randrange(4)
        cloth = slot if colour == 0 else f"{slot}_{colour + 1}"
        loft(o, f"{part}_{k + 1}", rings, slot=cloth, sharp=80)
        if sleeves:
            cuff = max(top - 0.58, hem + 0.05)
            clothes_sleeves(o, f"{part}_{k + 1}_sleeve", (x, at[1], at[2]), half, thick, (cuff, top), cloth)
        hook_ring = soft_outline(0.005, 0.005, 0.002, 1)
        stem = [[(x + px, at[1] + py, at[2] + z) for px, py in hook_ring] for z in (top + 0.015, hook)]
        loft(o, f"{part}_{k + 1}_hook", stem, slot="metal")

def clothes_sleeves(
    o: Thing, part: str, at: Vec3, half: float, thick: float, span: tuple[float, float], slot: str
) -> None:
    """Two sleeves hanging beside a garment on `at`, between the heights `span`; `half` its half width."""
    cuff, top = span
    for side in (-1, 1):
        rings: list[list[Vec3]] = []
        for t, y, wide, fat in (
            (0.0, 0.9, 0.17, 0.85),
            (0.5, 0.89, 0.2, 0.95),
            (0.86, 0.8, 0.26, 0.95),
            (0.97, 0.62, 0.2, 0.6),
        ):
            ring = soft_outline(
                2 * thick * fat, 2 * half * wide * 0.5, min(thick * fat, half * wide * 0.5) * 0.95, 2
            )
            z = cuff + (top - cuff) * t
            rings.append([(at[0] + px, at[1] + side * half * y + py, at[2] + z) for px, py in ring])
        loft(o, f"{part}_{1 if side < 0 else 2}", rings, slot=slot, sharp=80)

class Leaves:
    """Vertices and faces of many leaves and stems, grown in a plant's own frame (root at the origin)."""

    def __init__(self) -> None:
        self.verts: list[Vec3] = []
        self.faces: list[list[int]] = []

    def blade(
        self,
        root: Vec3,
        yaw: float,
        pitch: float,
        length: float,
        width: float,
        *,
        droop: float = 0.6,
        cup: float = 0.25,
        rows: int = 3,
        belly: float = 0.8,
        twist: float = 0.0,
    ) -> None:
        """Grow one leaf."""
        first, step = len(self.verts), length / (rows + 1)
        x, y, z = root
        self.verts.append(root)
        for k in range(1, rows + 2):
            t = k / (rows + 1)
            bent = pitch - droop * t
            x += step * math.cos(bent) * math.cos(yaw)
            y += step * math.cos(bent) * math.sin(yaw)
            z += step * math.sin(bent)
            if k > rows:
                self.verts.append((x, y, z))
                break
            half = width / 2 * math.sin(math.pi * t**belly)
            ca, sa = math.cos(twist), math.sin(twist)
            up = (-math.sin(bent) * math.cos(yaw), -math.sin(bent) * math.sin(yaw), math.cos(bent))
            out = (-math.sin(yaw) * ca + up[0] * sa, math.cos(yaw) * ca + up[1] * sa, up[2] * sa)
            for s in (-1, 0, 1):
                lift = cup * half * abs(s)
                self.verts.append(
                    (
                        x + out[0] * half * s + up[0] * lift,
                        y + out[1] * half * s + up[1] * lift,
                        z + out[2] * half * s + up[2] * lift,
                    )
                )
        f, last = first + 1, len(self.verts) - 1
        self.faces += [[first, f, f + 1], [first, f + 1, f + 2]]
        for k in range(rows - 1):
            a, b = f + 3 * k, f + 3 * k + 3
            self.faces += [[a, b, b + 1, a + 1], [a + 1, b + 1, b + 2, a + 2]]
        a = f + 3 * (rows - 1)
        self.faces += [[a, last, a + 1], [a + 1, last, a + 2]]

    def stem(self, path: Sequence[Vec3], start: float, end: float, sides: int = 4) -> None:
        """Grow a tapering stem along a path, `start` and `end` being its radii, metres."""
        first = len(self.verts)
        for k, (x, y, z) in enumerate(path):
            before, after = path[max(k - 1, 0)], path[min(k + 1, len(path) - 1)]
            dx, dy, dz = (after[i] - before[i] for i in range(3))
            flat = math.hypot(dx, dy)
            long = max(math.hypot(flat, dz), 1e-9)
            side = (-dy / flat, dx / flat, 0.0) if flat > 1e-6 else (1.0, 0.0, 0.0)
            dx, dy, dz = dx / long, dy / long, dz / long
            other = (
                dy * side[2] - dz * side[1],
                dz * side[0] - dx * side[2],
                dx * side[1] - dy * side[0],
            )
            r = start + (end - start) * k / (len(path) - 1)
            for s in range(sides):
                c, d = math.cos(math.tau * s / sides) * r, math.sin(math.tau * s / sides) * r
                self.verts.append(
                    (
                        x + side[0] * c + other[0] * d,
                        y + side[1] * c + other[1] * d,
                        z + side[2] * c + other[2] * d,
                    )
                )
        for k in range(len(path) - 1):
            a, b = first + k * sides, first + (k + 1) * sides
            self.faces += [[a + s, a + (s + 1) % sides, b + (s + 1) % sides, b + s] for s in range(sides)]
        self.faces.append([first + s for s in range(sides - 1, -1, -1)])
        self.faces.append([first + (len(path) - 1) * sides + s for s in range(sides)])

def foliage_arc(
    root: Vec3, yaw: float, pitch: float, length: float, droop: float, steps: int = 5
) -> list[Vec3]:
    """A stem's path: `length` metres from the root at a pitch that falls by `droop` radians on its way."""
    path, (x, y, z) = [root], root
    for k in range(steps):
        bent = pitch - droop * (k + 0.5) / steps
        x += length / steps * math.cos(bent) * math.cos(yaw)
        y += length / steps * math.cos(bent) * math.sin(yaw)
        z += length / steps * math.sin(bent)
        path.append((x, y, z))
    return path

def foliage(
    o: Thing,
    part: str,
    size: Vec3,
    at: Vec3 = (0.0, 0.0, 0.0),
    *,
    habit: str = "bushy",
    density: float = 1.0,
    seed: int = 0,
    slot: str = "leaf",
) -> Any:
    """A plant without its pot."""
    habits = {
        "bushy": foliage_bushy,
        "broad": foliage_broad,
        "upright": foliage_upright,
        "palm": foliage_palm,
        "fern": foliage_fern,
        "succulent": foliage_succulent,
        "trailing": foliage_trailing,
        "tree": foliage_tree,
    }
    if habit == "cactus":
        return foliage_cactus(o, part, size, at, slot)
    if habit not in habits:
        raise ValueError(f"foliage({part!r}): habit {habit!r} is none of {', '.join(habits)}, cactus")
    leaves, wood = Leaves(), Leaves()
    habits[habit](leaves, wood, random.Random(seed), density)
    everything = leaves.verts + wood.verts
    low = [min(p[k] for p in everything) for k in range(3)]
    high = [max(p[k] for p in everything) for k in range(3)]

    def fitted(points: list[Vec3]) -> list[Vec3]:
        spots = []
        for p in points:
            x, y = (
                at[k] + p[k] * size[k] / 2 / max(high[k] if p[k] > 0 else -low[k], 1e-6) for k in range(2)
            )
            rise = (p[2] - high[2] if habit == "trailing" else p[2] - low[2]) / (high[2] - low[2])
            spots.append((x, y, at[2] + rise * size[2]))
        return spots

    if wood.verts:
        soft_shade(mesh(o, f"{part}_wood", fitted(wood.verts), wood.faces, slot="wood"), 80)
    return soft_shade(mesh(o, part, fitted(leaves.verts), leaves.faces, slot=slot), 100)

def foliage_bushy(leaves: Leaves, wood: Leaves, rng: random.Random, density: float) -> None:
    """A dome of small leaves on thin stems: a closed cushion seen from above."""
    tips: list[int] = []
    for k in range(9):
        yaw, pitch = k * 2.4 + rng.uniform(-0.3, 0.3), math.radians(88 - 45 * ((k + 0.5) / 9) ** 0.8)
        root = (0.04 * math.cos(yaw), 0.04 * math.sin(yaw), 0.0)
        leaves.stem(foliage_arc(root, yaw, pitch, 0.5, 0.3, 2), 0.012, 0.006, 3)
        tips.append(len(leaves.verts) - 1)
    count = max(90, round(330 * density))
    for k in range(count):
        # Even over a dome about (0, 0, 0.35): a spiral of equal areas, some leaves further in than others.
        level, yaw = 1.0 - 1.55 * (k + 0.5) / count, k * 2.39996 + rng.uniform(-0.3, 0.3)
        shell = 0.5 * rng.uniform(0.72, 1.0)
        flat = math.sqrt(1 - level * level)
        root = (shell * flat * math.cos(yaw), shell * flat * math.sin(yaw), 0.36 + 0.8 * shell * level)
        near = min(tips, key=lambda tip: math.dist(leaves.verts[tip], root))
        leaves.faces.append([near, near - 1, len(leaves.verts)])  # its stalk
        away, pitch = yaw + rng.uniform(-1.3, 1.3), 0.9 * level + rng.uniform(-0.2, 0.6)
        long = rng.uniform(0.12, 0.19)
        leaves.blade(root, away, pitch, long, long * 0.62, droop=0.9, rows=2)

def foliage_broad(leaves: Leaves, wood: Leaves, rng: random.Random, density: float) -> None:
    """Few large leaves on long stalks, as a monstera or calathea has."""
    count = max(6, round(17 * density))
    for k in range(count):
        share = (k + 0.5) / count
        yaw, pitch = k * 2.4 + rng.uniform(-0.2, 0.2), math.radians(87 - 50 * share)
        root = (0.03 * math.cos(yaw), 0.03 * math.sin(yaw), 0.0)
        path = foliage_arc(root, yaw, pitch, (0.80 - 0.35 * share) * rng.uniform(0.85, 1.1), 0.35)
        leaves.stem(path, 0.012, 0.006, 4)
        long = rng.uniform(0.34, 0.44)
        leaves.blade(path[-1], yaw, 0.35, long, long * 0.62, droop=1.5, cup=0.2, rows=6, belly=0.62)

def foliage_upright(leaves: Leaves, wood: Leaves, rng: random.Random, density: float) -> None:
    """Stiff sword leaves rising from the root, as a snake plant has."""
    count = max(7, round(18 * density))
    for k in range(count):
        share = (k + 0.5) / count
        yaw = k * 2.4 + rng.uniform(-0.3, 0.3)
        root = (0.10 * share * math.cos(yaw), 0.10 * share * math.sin(yaw), -0.005)
        long, pitch = (
            rng.uniform(0.6, 1.0) * (1.05 - 0.4 * share),
            math.radians(rng.uniform(84, 90) - 16 * share),
        )
        turn = rng.uniform(-0.5, 0.5)
        leaves.blade(root, yaw, pitch, long, 0.085, droop=-0.08, cup=0.45, rows=7, belly=0.75, twist=turn)

def foliage_palm(leaves: Leaves, wood: Leaves, rng: random.Random, density: float) -> None:
    """Arching feathered fronds on a few canes."""
    count = max(6, round(14 * density))
    for k in range(count):
        share = (k + 0.5) / count
        yaw = k * 2.4 + rng.uniform(-0.25, 0.25)
        root = (0.03 * math.cos(yaw), 0.03 * math.sin(yaw), 0.0)
        path = foliage_arc(
            root, yaw, math.radians(88 - 24 * share), rng.uniform(1.0, 1.25) * (1 - 0.2 * share), 1.25, 9
        )
        leaves.stem(path, 0.012, 0.003, 4)
        foliage_feather(leaves, path, yaw, 17, 0.30, 0.042, 0.38)

def foliage_fern(leaves: Leaves, wood: Leaves, rng: random.Random, density: float) -> None:
    """Low arching fronds with short leaflets."""
    count = max(9, round(24 * density))
    for k in range(count):
        share = (k + 0.5) / count
        yaw = k * 2.4 + rng.uniform(-0.3, 0.3)
        path = foliage_arc((0.0, 0.0, 0.0), yaw, math.radians(85 - 45 * share), rng.uniform(0.8, 1.0), 1.5, 7)
        leaves.stem(path, 0.006, 0.002, 3)
        foliage_feather(leaves, path, yaw, 14, 0.13, 0.045, 0.18)

def foliage_feather(
    leaves: Leaves, path: list[Vec3], yaw: float, pairs: int, length: float, width: float, start: float
) -> None:
    """Leaflets in pairs along a frond, from share `start` of its path to the tip."""
    for n in range(pairs):
        t = start + (1 - start) * n / (pairs - 1)
        spot = foliage_along(path, t)
        long = length * (math.sin(math.pi * min(0.18 + 0.80 * (t - start) / (1 - start), 1.0)) * 0.85 + 0.15)
        for sign in (-1, 1):
            leaves.blade(spot, yaw + sign * (1.15 - 0.6 * t), 0.35, long, width, droop=0.9, cup=0.1, rows=1)

def foliage_along(path: Sequence[Vec3], t: float) -> Vec3:
    """The point at share `t` (0..1) of a path of equal steps."""
    place = t * (len(path) - 1)
    k = min(int(place), len(path) - 2)
    f = place - k
    a, b = path[k], path[k + 1]
    return (a[0] + (b[0] - a[0]) * f, a[1] + (b[1] - a[1]) * f, a[2] + (b[2] - a[2]) * f)

def foliage_succulent(leaves: Leaves, wood: Leaves, rng: random.Random, density: float) -> None:
    """A rosette of thick pointed leaves."""
    count = max(14, round(46 * density))
    for k in range(count):
        share = (k + 0.5) / count
        yaw, pitch = k * 2.39996, math.radians(84 - 76 * share)
        root = (0.05 * share * math.cos(yaw), 0.05 * share * math.sin(yaw), 0.06 * (1 - share))
        long = 0.22 + 0.28 * share + rng.uniform(-0.02, 0.02)
        leaves.blade(root, yaw, pitch, long, long * 0.42, droop=-0.5, cup=0.5, rows=3, belly=1.3)

def foliage_trailing(leaves: Leaves, wood: Leaves, rng: random.Random, density: float) -> None:
    """Vines that rise a little, then hang, with small heart leaves."""
    count = max(7, round(15 * density))
    for k in range(count):
        yaw, fall = k * 2.4 + rng.uniform(-0.3, 0.3), rng.uniform(0.35, 1.0)
        arc = foliage_arc((0.0, 0.0, 0.0), yaw, 1.1, 0.42, 2.5, 5)
        path = [
            *arc,
            *(
                (arc[-1][0] * (1 + 0.06 * n), arc[-1][1] * (1 + 0.06 * n), -fall * n / 4)
                for n in (1, 2, 3, 4)
            ),
        ]
        leaves.stem(path, 0.007, 0.003, 3)
        for n in range(13):
            t = 0.1 + 0.9 * n / 12
            long = rng.uniform(0.12, 0.17)
            away = yaw + (1.1 if n % 2 else -1.1) + rng.uniform(-0.4, 0.4)
            leaves.blade(foliage_along(path, t), away, 0.3, long, long * 0.72, droop=1.6, rows=2, belly=0.6)

def foliage_tree(leaves: Leaves, wood: Leaves, rng: random.Random, density: float) -> None:
    """A trunk, branches and a full crown of leaves."""
    trunk = [(0.0, 0.0, 0.0), (0.015, 0.01, 0.2), (-0.01, 0.015, 0.4), (0.01, -0.01, 0.62)]
    wood.stem(trunk, 0.032, 0.018, 8)
    branches = max(6, round(14 * density))
    for k in range(branches):
        share = (k + 0.5) / branches
        root = foliage_along(trunk, 0.66 + 0.33 * share)
        yaw, pitch = k * 2.4 + rng.uniform(-0.3, 0.3), math.radians(10 + 75 * share)
        path = foliage_arc(root, yaw, pitch, rng.uniform(0.28, 0.36), -0.2, 4)
        wood.stem(path, 0.011, 0.004, 4)
        for n in range(19):
            t = 0.25 + 0.75 * n / 18
            away, long = rng.uniform(0, math.tau), rng.uniform(0.10, 0.16)
            leaves.blade(
                foliage_along(path, t), away, rng.uniform(-0.3, 0.9), long, long * 0.55, droop=0.8, rows=2
            )

def foliage_cactus(o: Thing, part: str, size: Vec3, at: Vec3, slot: str) -> Any:
    """A ribbed column with rounded top and two arms where there is room for them; arguments as `foliage`."""
    w, d, h = size
    arms = h > 1.3 * w
    body = min(w * 0.42, d) / 2 if arms else min(w, d) / 2
    # the trunk of an armed cactus is slim; width and depth are still filled, by the arms and by the trunk
    trunk = (body, d / 2) if arms else (w / 2, d / 2)

    cap = min(max(trunk) * 1.1, h * 0.4)
    levels = [(h - cap) * t for t in (0.0, 0.2, 0.45, 0.7, 0.9)]
    levels += [h - cap + cap * math.sin(k * math.pi / 14) for k in range(8)]
    rings: list[list[Vec3]] = []
    for z in levels:
        dome = math.sqrt(max(1 - (max(z - h + cap, 0.0) / cap) ** 2, 0.0009))
        full = dome * (0.9 + 0.1 * math.sin(2.4 * z / h))
        spokes = [(math.tau * n / 36, full * (1.0 if n % 3 == 0 else 0.8)) for n in range(36)]
        rings.append(
            [
                (at[0] + trunk[0] * r * math.cos(a), at[1] + trunk[1] * r * math.sin(a), at[2] + z)
                for a, r in spokes
            ]
        )
    stem = loft(o, part, rings, slot=slot, sharp=100)
    if arms:
        for sign, level, top in ((-1, 0.34, 0.80), (1, 0.48, 0.90)):
            foliage_arm(o, f"{part}_arm", size, at, (sign, level, top), min(trunk), slot)
    return stem

def foliage_arm(
    o: Thing, part: str, size: Vec3, at: Vec3, where: tuple[int, float, float], trunk: float, slot: str
) -> Any:
    """A cactus arm: out from the trunk at a level, then up to a top (shares of the height)."""
    sign, level, top = where
    r = trunk * 0.5
    reach = max(size[0] / 2 - r, r)
    low, high = level * size[2], top * size[2]
    path: list[tuple[float, float, float]] = [
        (0.5 * trunk, low, 0.0),
        (0.6 * (reach + trunk * 0.5), low, 0.15),
    ]
    path += [
        (0.9 * reach, low + 0.25 * r, 0.8),
        (reach, low + 1.1 * r, 1.45),
        (reach, (low + high) / 2, math.pi / 2),
    ]
    path += [
        (reach, high - 0.7 * r, math.pi / 2),
        (reach, high - 0.3 * r, math.pi / 2),
        (reach, high, math.pi / 2),
    ]
    fat = (0.8, 0.9, 1.0, 1.0, 1.0, 0.95, 0.75, 0.05)
    rings: list[list[Vec3]] = []
    for (x, z, bend), share in zip(path, fat, strict=True):
        ring: list[Vec3] = []
        for n in range(24):
            a = math.tau * n / 24
            c, s = (r * share * (1.0 if n % 3 == 0 else 0.86) * f for f in (math.cos(a), math.sin(a)))
            px, pz = x + c * math.sin(bend), z - c * math.cos(bend)
            ring.append((at[0] + sign * px, at[1] + sign * s, at[2] + pz))
        rings.append(ring)
    return loft(o, part, rings, slot=slot, sharp=100)

MOULDINGS: dict[str, tuple[Vec2, ...]] = {
    "step": ((0.0, 0.0), (0.45, 0.0), (0.45, 0.45), (1.0, 0.45), (1.0, 1.0), (0.0, 1.0)),
    "cove": ((0.0, 0.0), (0.2, 0.0), (0.22, 0.3), (0.4, 0.6), (0.75, 0.8), (1, 0.8), (1, 1), (0, 1)),
    "ogee": (
        (0.0, 0.0), (0.2, 0.0), (0.2, 0.12), (0.32, 0.3), (0.6, 0.42), (0.8, 0.58), (0.86, 0.78), (1.0, 0.8),
        (1.0, 1.0), (0.0, 1.0),
    ),
    "plinth": ((0.0, 0.0), (1.0, 0.0), (1.0, 0.7), (0.6, 0.85), (0.45, 1.0), (0.0, 1.0)),
}  # fmt: skip

def frame(
    o: Thing,
    part: str,
    size: Vec3,
    at: Vec3 = (0.0, 0.0, 0.0),
    border: float = 0.04,
    slot: str = "frame",
    radius: float = 0.0,
    bevel: float = 0.002,
) -> Any:
    """A standing rectangular frame of (width, depth, height) with an open middle."""
    return emit(o, part, shell_frame(size, border, radius, bevel), slot=slot, at=at)

def shell_frame(size: Vec3, border: float, radius: float = 0.0, bevel: float = 0.002) -> Shell:
    """The shell of `frame`, standing on the origin."""
    w, d, h = size
    rim = [(x, y + h / 2) for x, y in outline_rounded(w, h, radius)]
    hole = [
        (x, y + h / 2) for x, y in outline_rounded(w - 2 * border, h - 2 * border, max(0.0, radius - border))
    ]
    return shell_moved(shell_prism(rim, d, [hole], bevel), (0.0, d / 2, 0.0), (90.0, 0.0, 0.0))

def moulding(
    o: Thing,
    size: Vec2,
    at: Vec3,
    height: float = 0.05,
    reach: float = 0.03,
    kind: str = "cove",
    part: str = "moulding",
    slot: str = "trim",
) -> Any:
    """A moulding around a rectangle of (width, depth): cornices, plinths, edges of tops."""
    w, d = size[0] / 2, size[1] / 2
    path: list[Vec3] = [(-w, -d, 0.0), (w, -d, 0.0), (w, d, 0.0), (-w, d, 0.0)]
    inside = -0.01
    section = [(x * reach if x else inside, z * height) for x, z in MOULDINGS[kind]]
    return emit(o, part, shell_sweep(path, section, closed=True), slot=slot, at=at, crease=30.0)

HANDLE_REACH = {"bar": 0.03, "knob": 0.026, "ring": 0.022, "cup": 0.026, "none": 0.0, "pull": 0.02}

def shell_handle(kind: str, length: float = 0.12, upright: bool = False) -> Shell:
    """A handle on the plane y = 0 about the origin, reaching towards -Y."""
    reach = HANDLE_REACH.get(kind, 0.03)
    if kind == "none":
        return Shell()
    if kind == "knob":
        profile = [(0.007, 0.0), (0.006, 0.009), (0.012, 0.014), (0.015, 0.019), (0.012, 0.024), (0.0, reach)]
        return shell_moved(shell_lathe(profile, 12), rotation=(90.0, 0.0, 0.0))
    if kind == "ring":
        plate = shell_box((0.03, 0.004, 0.03), (0.0, -0.002, -0.005), 0.001)
        path: list[Vec3] = [(-0.02, -0.018, -0.005), (-0.02, -0.018, -0.035), (0.02, -0.018, -0.035)]
        loop = shell_tube([*path, (0.02, -0.018, -0.005)], 0.004, 6, 0.012, closed=True)
        stud = shell_box((0.01, 0.019, 0.01), (0.0, -0.0125, -0.0095), 0.001)
        return shell_joined([plate, loop, stud])
    if kind == "cup":
        ball = shell_sphere((length * 0.36, reach, 0.02), 14)
        ball.verts = [(x, min(y, 0.0), z - 0.012) for x, y, z in ball.verts]
        return ball
    if kind == "pull":
        flat = shell_box((length, reach, 0.006), (0.0, -reach / 2, 0.0), 0.0015)
        return shell_moved(flat, rotation=(0.0, 90.0 if upright else 0.0, 0.0))
    half, r = length / 2, 0.005
    y = -(reach - r)
    rod = shell_tube([(-half, y, 0.0), (half, y, 0.0)], r, 8)
    posts = [
        shell_tube([(s * half * 0.75, 0.0, 0.0), (s * half * 0.75, y, 0.0)], r * 0.8, 6) for s in (-1.0, 1.0)
    ]
    return shell_moved(shell_joined([rod, *posts]), rotation=(0.0, 90.0 if upright else 0.0, 0.0))

def shell_front(kind: str, width: float, height: float, thickness: float = 0.018) -> tuple[Shell, Shell]:
    """A front standing on the origin, its back on y = 0, thickening towards -Y."""
    border = front_border(width, height)
    if kind in ("shaker", "raised", "glass", "louvre") and border:
        inner_w, inner_h = width - 2 * border, height - 2 * border
        middle = (0.0, height / 2)
        rim = [(x, y + middle[1]) for x, y in outline_rounded(width, height, 0.0)]
        hole = [(x, y + middle[1]) for x, y in outline_rounded(inner_w, inner_h, 0.0)]
        frame = shell_moved(shell_prism(rim, thickness, [hole]), rotation=(90.0, 0.0, 0.0))
        field = shell_box((inner_w, thickness * 0.4, inner_h), (0.0, -thickness * 0.3, border))
        if kind == "glass":
            return frame, field
        if kind == "louvre":
            return shell_joined([frame, *front_louvres(inner_w, inner_h, border, thickness)]), Shell()
        parts = [frame, field]
        if kind == "raised":
            gap = border * 0.45
            size = (inner_w - 2 * gap, thickness * 0.7, inner_h - 2 * gap)
            parts.append(shell_box(size, (0.0, -thickness * 0.45, border + gap), 0.007))
        return shell_joined(parts), Shell()
    if kind == "plank" and width > 0.25:
        count = max(2, round(width / 0.13))
        step = width / count
        boards = [
            shell_box(
                (step - 0.001, thickness * 0.6, height),
                (-width / 2 + step * (k + 0.5), -thickness * 0.3, 0.0),
                0.004,
            )
            for k in range(count)
        ]
        rails = [
            shell_box((width, thickness * 0.42, min(0.09, height * 0.16)), (0.0, -thickness * 0.79, z), 0.003)
            for z in (height * 0.08, height * 0.92 - min(0.09, height * 0.16))
        ]
        return shell_joined(boards + (rails if height > 0.35 else [])), Shell()
    return shell_box((width, thickness, height), (0.0, -thickness / 2, 0.0), 0.002), Shell()

def front_louvres(width: float, height: float, bottom: float, thickness: float) -> list[Shell]:
    """Slanted blades filling a frame's opening."""
    count = max(3, round(height / 0.045))
    step = height / count
    blade = shell_box((width, thickness * 0.3, step * 1.05), (0.0, 0.0, -step * 0.5))
    return [
        shell_moved(blade, (0.0, -thickness * 0.5, bottom + step * (k + 0.5)), (-22.0, 0.0, 0.0))
        for k in range(count)
    ]

def fronts(
    o: Thing,
    size: tuple[float, float],
    at: Vec3,
    rows: int | Sequence[float] = 1,
    columns: int = 1,
    kind: str = "drawer",
    door: str = "slab",
    handle: str = "bar",
    gap: float = 0.004,
    thickness: float = 0.018,
    slot: str = "",
    hinges: str = "",
) -> list[Any]:
    """A grid of drawer or door fronts with handles, closing an opening."""
    handle = "knob" if kind == "door" and handle == "cup" else handle
    shares = [1.0] * rows if isinstance(rows, int) else list(rows)
    w = size[0] / columns
    sides = hinges or ("lr" * columns)[: columns - columns % 2] + "r" * (columns % 2)
    faces, grips, panes = [], [], []
    z = at[2]
    for share in shares:
        h = size[1] * share / sum(shares)
        for column in range(columns):
            x = at[0] - size[0] / 2 + w * (column + 0.5)
            front, pane = shell_front(door, w - gap, h - gap, thickness)
            faces.append(shell_moved(front, (x, at[1], z + gap / 2)))
            if pane.faces:
                panes.append(shell_moved(pane, (x, at[1], z + gap / 2)))
            spots = front_handle_spots(kind, w, h, handle, sides[column])
            for dx, dz, upright in spots:
                length = min(0.16, max(0.06, 0.3 * (h if upright else w)))
                grip = shell_handle(handle, length, upright)
                reach = thickness * front_depth(door, w - gap, h - gap, dx, dz)
                grips.append(shell_moved(grip, (x + dx, at[1] - reach, z + dz)))
        z += h
    made = [emit(o, kind + "s", faces, slot=slot or kind)]
    if handle != "none" and grips:
        made.append(emit(o, "handles", grips, slot="handle", crease=35.0))
    if panes:
        made.append(emit(o, "panes", panes, slot="glass"))
    return made

def front_border(width: float, height: float) -> float:
    """Width of a framed front's stiles and rails, metres; 0 when it is too small to be framed."""
    border = max(0.02, min(0.06, 0.16 * min(width, height)))
    return border if min(width, height) > 3.2 * border else 0.0

def front_depth(door: str, w: float, h: float, dx: float, dz: float) -> float:
    """Share of a front's thickness that is solid where a handle sits (from its middle, from its foot)."""
    border = front_border(w, h)
    framed = abs(dx) > w / 2 - border or not border < dz < h - border
    if door == "plank" and w > 0.25:
        return 0.58
    if not border or framed or door not in ("shaker", "raised", "glass", "louvre"):
        return 0.99
    return 0.78 if door == "raised" else 0.48

def front_handle_spots(
    kind: str, w: float, h: float, handle: str, hinge: str
) -> list[tuple[float, float, bool]]:
    """Where handles go on one front: sideways, upwards, and whether they stand."""
    if kind == "drawer":
        if w > 0.7 and handle in ("knob", "ring", "cup"):
            return [(-0.28 * w, h / 2, False), (0.28 * w, h / 2, False)]
        return [(0.0, h - 0.014 if handle == "pull" else h / 2, False)]
    border = front_border(w, h)
    x = (w / 2 - (border / 2 if border else min(0.045, 0.2 * w))) * (1 if hinge == "l" else -1)
    return [(x, h / 2, handle in ("bar", "pull"))]

def carcass(
    o: Thing,
    size: Vec3,
    at: Vec3 = (0.0, 0.0, 0.0),
    board: float = 0.018,
    back: float = 0.006,
    part: str = "carcass",
    slot: str = "body",
    bevel: float = 0.0015,
) -> Any:
    """An open-fronted cabinet box of boards: sides, top, bottom, back."""
    w, d, h = size
    x, y, z = at
    inner = w - 2 * board
    items = [
        shell_box((board, d, h), (x - (w - board) / 2, y, z), bevel),
        shell_box((board, d, h), (x + (w - board) / 2, y, z), bevel),
        shell_box((inner, d, board), (x, y, z), bevel),
        shell_box((inner, d, board), (x, y, z + h - board), bevel),
    ]
    if back > 0:
        items.append(shell_box((inner, back, h - 2 * board), (x, y + d / 2 - back - 0.002, z + board)))
    return emit(o, part, items, slot=slot)

TURNED_PROFILE: tuple[Vec2, ...] = (
    (0.42, 0.0), (0.55, 0.02), (0.6, 0.05), (0.45, 0.09), (0.4, 0.11), (0.62, 0.14), (0.62, 0.16),
    (0.45, 0.19),
    (0.5, 0.3), (0.8, 0.52), (0.95, 0.62), (0.9, 0.68), (0.6, 0.73), (0.6, 0.745), (0.85, 0.77), (0.85, 0.79),
    (0.6, 0.815), (0.6, 0.83),
)  # fmt: skip

def legs(
    o: Thing,
    height: float,
    inset: float = 0.0,
    kind: str = "straight",
    size: float = 0.04,
    slot: str = "leg",
    part: str = "legs",
    span: Vec2 | None = None,
    at: Vec3 = (0.0, 0.0, 0.0),
    splay: float = 0.0,
) -> Any:
    """Four legs (or two runners) under an object, as one part."""
    w, d = span or (o.w, o.d)
    if kind == "sled":
        return emit(o, part, shell_sled(w - 2 * inset, d - 2 * inset, height, size), slot=slot, at=at)
    x, y = w / 2 - inset - size / 2, d / 2 - inset - size / 2
    shells = []
    for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        leg = shell_leg(kind, height, size, (sx, sy))
        shells.append(
            shell_moved(shell_splayed(leg, height, (sx * splay, sy * splay)), (sx * x, sy * y, 0.0))
        )
    return emit(o, part, shells, slot=slot, at=at, crease=None if "straight" in kind else 32.0)

def shell_leg(kind: str, height: float, size: float, side: tuple[int, int] = (1, 1)) -> Shell:
    """One leg standing on the origin; `side` tells which corner it is for."""
    r = size / 2
    if kind == "tapered":
        return shell_lathe([(r * 0.55, 0.0), (r * 0.6, height * 0.02), (r, height)], 16)
    if kind == "square tapered":
        return shell_squeezed(shell_box((size, size, height), bevel=size * 0.06), height, 0.6)
    if kind == "turned":
        return shell_turned_leg(height, size)
    if kind == "hairpin":
        return shell_hairpin(height, size, side)
    if kind == "bun":
        profile = [(r * 0.5, 0.0), (r * 0.85, height * 0.12), (r, height * 0.45), (r * 0.9, height * 0.75)]
        return shell_lathe([*profile, (r * 0.55, height * 0.92), (r * 0.55, height)], 16)
    if kind == "castors":
        return shell_castor(height, size)
    return shell_box((size, size, height), bevel=min(0.004, size * 0.12))

def shell_turned_leg(height: float, size: float) -> Shell:
    """A lathe-turned leg with a square block at its top."""
    block = min(0.17 * height, 2.2 * size)
    shaft = height - block
    turned = shell_lathe([(r * size / 2, z / 0.83 * shaft) for r, z in TURNED_PROFILE], 14)
    top = shell_box((size, size, block), (0.0, 0.0, shaft), bevel=size * 0.06)
    return shell_joined([turned, top])

def shell_squeezed(shell: Shell, height: float, foot: float) -> Shell:
    """A shell narrowed linearly towards its foot (z = 0), where it keeps `foot` of its width."""
    scaled = [(foot + (1 - foot) * max(0.0, min(1.0, z / height))) for _, _, z in shell.verts]
    shell.verts = [(x * s, y * s, z) for (x, y, z), s in zip(shell.verts, scaled, strict=True)]
    return shell

def shell_splayed(shell: Shell, height: float, foot: Vec2) -> Shell:
    """A leg sheared so that its top moves inwards by `foot`, its feet staying where they are."""
    if foot != (0.0, 0.0):
        shell.verts = [(x - foot[0] * z / height, y - foot[1] * z / height, z) for x, y, z in shell.verts]
    return shell

def shell_hairpin(height: float, size: float, side: tuple[int, int]) -> Shell:
    """A hairpin leg: a bent rod, two prongs wide at the top, meeting at the floor."""
    r = min(0.006, size * 0.2)
    reach = min(0.11, height * 0.35)
    sx, sy = side
    path: list[Vec3] = [
        (-sx * reach, 0.0, height),
        (0.0, 0.0, r),
        (0.0, -sy * 0.012, r),
        (0.0, -sy * reach, height),
    ]
    return shell_tube(path_rounded(path, 0.01, 2), r, 6)

def shell_castor(height: float, size: float) -> Shell:
    """A twin-wheel castor with its stem."""
    r = min(height * 0.42, size * 0.6)
    wheels = [
        shell_cylinder(r, size * 0.3, (s * size * 0.25, 0.0, 0.0), 14, 0.003, axis="x") for s in (-1.0, 1.0)
    ]
    hood = shell_cylinder(size * 0.32, r * 1.1, (0.0, 0.0, r * 0.9), 12, 0.002)
    stem = shell_cylinder(size * 0.14, height - r * 1.5, (0.0, 0.0, r * 1.5), 10)
    return shell_joined([*wheels, hood, stem])

def shell_sled(width: float, depth: float, height: float, size: float) -> list[Shell]:
    """Two runners: flat bars bent into a U at the left and at the right."""
    shells = []
    for s in (-1.0, 1.0):
        x, y, t = s * (width / 2 - size / 2), depth / 2 - size / 4, size / 4
        path: list[Vec3] = [(x, -y, height), (x, -y, t), (x, y, t), (x, y, height)]
        section = [(-size / 2, -t), (size / 2, -t), (size / 2, t), (-size / 2, t)]
        shells.append(shell_sweep(path, section, up=(0.0, 1.0, 0.0)))
    return shells

def star_base(
    o: Thing,
    radius: float,
    height: float,
    arms: int = 5,
    castors: bool = True,
    slot: str = "metal",
    at: Vec3 = (0.0, 0.0, 0.0),
) -> list[Any]:
    """A swivel chair's base: arms on castors (or glides) and a column of `height` metres."""
    wheel = 0.055 if castors else 0.015
    shells: list[Shell] = []
    feet: list[Shell] = []
    reach = radius - (0.03 if castors else 0.02)
    for k in range(arms):
        a = math.radians(90 + 360 * k / arms)
        c, s = math.cos(a), math.sin(a)
        path = [(0.0, 0.0, wheel + 0.055), (c * reach, s * reach, wheel + 0.012)]
        shells.append(shell_tube(path, [0.024, 0.015], 8))
        foot = (
            shell_castor(wheel + 0.012, 0.05) if castors else shell_cylinder(0.02, wheel + 0.005, segments=12)
        )
        feet.append(shell_moved(foot, (c * reach, s * reach, 0.0), (0.0, 0.0, math.degrees(a))))
    hub = [(0.035, wheel + 0.02), (0.035, wheel + 0.085), (0.026, wheel + 0.1), (0.026, height * 0.6)]
    shells.append(shell_lathe([*hub, (0.017, height * 0.6), (0.017, height)], 16))
    return [
        emit(o, "base", shells, slot=slot, at=at, crease=32.0),
        emit(o, "castors" if castors else "glides", feet, slot="dark", at=at, crease=32.0),
    ]

def shell_pad(size: Vec3, edge: float = 0.03, puff: Vec3 = (0.0, 0.0, 0.0), cells: int = 2) -> Shell:
    """An upholstered block standing on the origin, its outer size exact."""
    half = [max(0.01, size[k] / 2 - puff[k] * (0.5 if k == 2 else 1.0)) for k in range(3)]
    e = min(edge, 0.48 * 2 * min(half))
    spots = [pad_spots(half[k], e, cells) for k in range(3)]
    keys, faces = pad_pattern(len(spots[0]))
    points = [pad_point((spots[0][a], spots[1][b], spots[2][c]), half, e, puff) for a, b, c in keys]
    shell = Shell([(x, y, z + half[2]) for x, y, z in points])
    shell.add(faces, smooth=True)
    return shell

@lru_cache(maxsize=8)
def pad_pattern(n: int) -> tuple[list[tuple[int, int, int]], list[tuple[int, ...]]]:
    """Grid places on the surface of a cube of n by n by n stations, and the faces between them."""
    index: dict[tuple[int, int, int], int] = {}
    faces: list[tuple[int, ...]] = []
    for axis in range(3):
        u, v = (axis + 1) % 3, (axis + 2) % 3
        for side in (0, n - 1):
            for i in range(n - 1):
                for j in range(n - 1):
                    ring = []
                    for a, b in ((i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1)):
                        key = [0, 0, 0]
                        key[axis], key[u], key[v] = side, a, b
                        ring.append(index.setdefault((key[0], key[1], key[2]), len(index)))
                    faces.append(tuple(ring if side else ring[::-1]))
    return list(index), faces

def pad_spots(half: float, edge: float, cells: int) -> list[float]:
    """Grid stations across a padded block: two for each round edge, the rest evenly between."""
    inner = half - edge
    middle = [-inner + 2 * inner * k / cells for k in range(cells + 1)]
    return [-half, -half + edge * 0.586, *middle, half - edge * 0.586, half]

def pad_point(p: Sequence[float], half: Sequence[float], edge: float, puff: Vec3) -> Vec3:
    """A point of a box's surface, drawn onto its rounded edges, then bulged outwards."""
    out: list[float] = []
    away: list[float] = []
    for k in range(3):
        reach = half[k] - edge
        core = reach if p[k] > reach else -reach if p[k] < -reach else p[k]
        out.append(core)
        away.append(p[k] - core)
    length = math.sqrt(away[0] * away[0] + away[1] * away[1] + away[2] * away[2]) or 1.0
    for k in range(3):
        out[k] += edge * away[k] / length
    for k in range(3):
        if puff[k] and abs(abs(p[k]) - half[k]) < 1e-9 and (k < 2 or p[k] > 0):
            u, v = (p[j] / half[j] for j in range(3) if j != k)
            out[k] += math.copysign(puff[k] * (1 - u * u) * (1 - v * v), p[k])
    return (out[0], out[1], out[2])

def pad(
    o: Thing,
    part: str,
    size: Vec3,
    at: Vec3 = (0.0, 0.0, 0.0),
    edge: float = 0.03,
    puff: Vec3 = (0.0, 0.0, 0.0),
    slot: str = "fabric",
    rotation: Vec3 = (0.0, 0.0, 0.0),
) -> Any:
    """An upholstered block: rounded edges, faces bulging by `puff` metres across X, Y, Z."""
    return emit(o, part, shell_pad(size, edge, puff), slot=slot, at=at, rotation=rotation)

def shell_rolled_arm(width: float, depth: float, height: float, side: int) -> Shell:
    """A rolled arm, its middle of base on the origin; `side` -1 left, 1 right (the roll is outside)."""
    r = width / 2
    post = 0.12 * width
    start = -math.acos(post / r)
    arc = [start + (math.pi - start) * k / 14 for k in range(15)]
    outline: list[Vec2] = [(-r, 0.0), (post, 0.0)]
    outline += [(r * math.cos(a), height - r + r * math.sin(a)) for a in arc]
    if side < 0:
        outline = [(-x, z) for x, z in outline][::-1]
    shell = shell_prism(outline, depth, bevel=0.015, crease=40.0)
    return shell_moved(shell, (0.0, depth / 2, 0.0), (90.0, 0.0, 0.0))

def shell_slope_arm(width: float, depth: float, height: float, front: float) -> Shell:
    """An arm whose top falls from `height` at the back to `front` at the front; base on the origin."""
    y = depth / 2
    outline: list[Vec2] = [(-y, 0.0), (y, 0.0), (y, height), (y - 0.25 * depth, height)]
    outline += [(-y + 0.12 * depth, front + 0.01), (-y + 0.03, front - 0.02), (-y, front - 0.07)]
    shell = shell_prism(outline, width, bevel=0.02)
    shell.verts = [(z - width / 2, x, y) for x, y, z in shell.verts]
    return shell

def buttons(
    o: Thing, spots: Sequence[Vec3], radius: float = 0.012, part: str = "buttons", slot: str = "fabric"
) -> Any:
    """Upholstery buttons: small flattened balls centred on spots."""
    ball = shell_moved(shell_sphere(radius, 8), (0.0, 0.0, -radius))
    return emit(o, part, [shell_moved(ball, spot) for spot in spots], slot=slot)

def lathe(
    o: Thing,
    part: str,
    profile: Sequence[Vec2],
    at: Vec3 = (0.0, 0.0, 0.0),
    slot: str = "body",
    segments: int = 32,
    crease: float = 40.0,
    rotation: Vec3 = (0.0, 0.0, 0.0),
) -> Any:
    """A profile of (radius, height) points, bottom to top, turned around the vertical through `at`."""
    shell = shell_lathe(profile, segments)
    return emit(o, part, shell, slot=slot, at=at, rotation=rotation, crease=crease)

def tube(
    o: Thing,
    part: str,
    path: Sequence[Vec3],
    radius: float | Sequence[float],
    slot: str = "metal",
    segments: int = 10,
    bend: float = 0.0,
    closed: bool = False,
) -> Any:
    """A round rod along a path of points; `bend` rounds its corners; a list of radii tapers it."""
    return emit(o, part, shell_tube(path, radius, segments, bend, closed), slot=slot)

def shell_tube(
    path: Sequence[Vec3],
    radius: float | Sequence[float],
    segments: int = 10,
    bend: float = 0.0,
    closed: bool = False,
) -> Shell:
    """The shell of `tube`. With a list of radii the path's corners are left as they are."""
    if isinstance(radius, int | float):
        points, radii = (path_rounded(path, bend, closed=closed) if bend else list(path)), None
    else:
        points, radii = list(path), list(radius)
    turn = [2 * math.pi * k / segments for k in range(segments)]
    unit = 1.0 if radii else float(radius)  # type: ignore[arg-type]
    section = [(unit * math.cos(a), unit * math.sin(a)) for a in turn]
    return shell_sweep(points, section, closed, scales=radii)

def extrude(
    o: Thing,
    part: str,
    outline: Sequence[Vec2],
    height: float,
    at: Vec3 = (0.0, 0.0, 0.0),
    holes: Sequence[Sequence[Vec2]] = (),
    slot: str = "body",
    bevel: float = 0.0,
    rotation: Vec3 = (0.0, 0.0, 0.0),
) -> Any:
    """An outline of (x, y) points raised by `height`; `holes` are cut through."""
    return emit(o, part, shell_prism(outline, height, holes, bevel), slot=slot, at=at, rotation=rotation)

def lampshade(
    o: Thing,
    part: str,
    radius: float,
    height: float,
    at: Vec3 = (0.0, 0.0, 0.0),
    *,
    top: float | None = None,
    kind: str = "drum",
    closed: bool = False,
    wall: float = 0.004,
    slot: str = "shade",
    bulb: bool = True,
) -> Any:
    """A shade, open below and above, with a bulb in it."""
    if kind == "dome":
        top, closed = top if top is not None else radius * 0.18, True
    top = top if top is not None else radius * (0.9 if kind == "drum" else 0.55)
    n = 48 if kind == "pleated" else 32
    levels = 9 if kind in ("bell", "dome") else 2

    def reach(t: float) -> float:
        if kind == "dome":
            return top + (radius - top) * math.sqrt(max(1 - t * t, 0.0))
        if kind == "bell":
            return float(radius + (top - radius) * t**0.45)
        return radius + (top - radius) * t

    def ring(r: float, z: float) -> list[Vec3]:
        crimp = 0.03 if kind == "pleated" else 0.0
        spokes = ((math.tau * k / n, r * (1 - crimp * (k % 2))) for k in range(n))
        return [(at[0] + s * math.cos(a), at[1] + s * math.sin(a), at[2] + z) for a, s in spokes]

    steps = [k / (levels - 1) for k in range(levels)]
    lid = wall if closed else 0.0
    inner = [ring(max(reach(t) - wall, 0.002), t * (height - lid)) for t in reversed(steps)]
    outer = [ring(reach(t), t * height) for t in steps]
    shade = loft(o, part, inner + outer, slot=slot, closed=not closed, sharp=45)
    if bulb:
        size = min(0.035, radius * 0.3, height * 0.25)
        middle = (at[0], at[1], at[2] + height * (0.35 if closed else 0.45))
        bulb_on_stem(o, part, size, middle, at[2] + height - wall * 0.5, min(top - wall * 0.5, reach(1.0)))
    return shade

def bulb_on_stem(o: Thing, part: str, radius: float, at: Vec3, upper: float, arm: float) -> None:
    """A light bulb (middle `at`), the stem up to height `upper`, and three arms of length `arm` there."""
    profile = [(math.sin(a) * radius, -math.cos(a) * radius) for a in (0.15, 0.6, 1.1, 1.6, 2.1, 2.6)]
    rings: list[list[Vec3]] = []
    for r, z in profile:
        spokes = [math.tau * k / 12 for k in range(12)]
        rings.append([(at[0] + r * math.cos(a), at[1] + r * math.sin(a), at[2] + z) for a in spokes])
    loft(o, f"{part}_bulb", rings, slot="bulb", sharp=80)
    thin, low = min(0.006, radius * 0.4), at[2] + radius * 0.8
    pin = [(math.cos(math.tau * k / 6) * thin, math.sin(math.tau * k / 6) * thin) for k in range(6)]
    stem = [[(at[0] + x, at[1] + y, at[2] * 0 + z) for x, y in pin] for z in (low, upper)]
    loft(o, f"{part}_holder", stem, slot="metal")
    for k in range(3):
        a = math.tau * (k + 0.25) / 3
        ca, sa = math.cos(a), math.sin(a)
        bar: list[list[Vec3]] = []
        for reach in (0.0, arm):
            corners = ((-0.002, -0.0027), (0.002, -0.0027), (0.002, -0.0005), (-0.002, -0.0005))
            bar.append(
                [(at[0] + ca * reach - sa * s, at[1] + sa * reach + ca * s, upper + t) for s, t in corners]
            )
        loft(o, f"{part}_spider_{k + 1}", bar, slot="metal")

def emit(
    o: Thing,
    part: str,
    shells: Shell | Sequence[Shell],
    *,
    slot: str = "body",
    at: Vec3 = (0.0, 0.0, 0.0),
    rotation: Vec3 = (0.0, 0.0, 0.0),
    crease: float | None = None,
) -> Any:
    """Make one part of one or several shells."""
    whole = shells if isinstance(shells, Shell) else shell_joined(shells)
    if at != (0.0, 0.0, 0.0) or rotation != (0.0, 0.0, 0.0):
        whole = shell_moved(whole, at, rotation)
    obj = mesh(o, part, whole.verts, whole.faces, slot=slot)
    if crease is not None:
        obj.data.shade_smooth()
        obj.data.set_sharp_from_angle(angle=math.radians(crease))
    else:
        obj.data.polygons.foreach_set("use_smooth", whole.smooth)
    return obj

def shell_joined(shells: Sequence[Shell]) -> Shell:
    """Several shells as one."""
    whole = Shell()
    for shell in shells:
        base = len(whole.verts)
        whole.verts.extend(shell.verts)
        whole.faces.extend([tuple([base + index for index in face]) for face in shell.faces])
        whole.smooth.extend(shell.smooth)
    return whole

def shell_moved(shell: Shell, at: Vec3 = (0.0, 0.0, 0.0), rotation: Vec3 = (0.0, 0.0, 0.0)) -> Shell:
    """A copy turned by degrees about X, Y, Z around its origin, then moved by metres."""
    if rotation == (0.0, 0.0, 0.0):
        x, y, z = at
        moved = [(a + x, b + y, c + z) for a, b, c in shell.verts]
    else:
        rows = Euler([math.radians(r) for r in rotation]).to_matrix()
        (ax, bx, cx), (ay, by, cy), (az, bz, cz) = (tuple(row) for row in rows)
        x, y, z = at
        moved = [
            (ax * a + bx * b + cx * c + x, ay * a + by * b + cy * c + y, az * a + bz * b + cz * c + z)
            for a, b, c in shell.verts
        ]
    return Shell(moved, list(shell.faces), list(shell.smooth))

def shell_outward(shell: Shell) -> Shell:
    """The shell itself, with its faces turned over when they enclose a negative volume."""
    volume = 0.0
    for face in shell.faces:
        a = shell.verts[face[0]]
        for second, third in pairwise(face[1:]):
            b, c = shell.verts[second], shell.verts[third]
            volume += a[0] * (b[1] * c[2] - b[2] * c[1])
            volume += a[1] * (b[2] * c[0] - b[0] * c[2]) + a[2] * (b[0] * c[1] - b[1] * c[0])
    if volume < 0:
        shell.faces = [face[::-1] for face in shell.faces]
    return shell

@lru_cache(maxsize=16)
def shell_box_pattern(segments: int) -> tuple[list[tuple[Vec3, Vec3]], Shell]:
    """Corner signs and corner directions of a rounded box's vertices, and its faces; 0 is a plain box."""
    signs = [(x, y, z) for x in (-1.0, 1.0) for y in (-1.0, 1.0) for z in (-1.0, 1.0)]
    pattern: list[tuple[Vec3, Vec3]] = []
    index: dict[tuple[Vec3, tuple[int, int, int]], int] = {}
    steps = [(i, j, segments - i - j) for i in range(segments + 1) for j in range(segments + 1 - i)]
    for sign in signs:
        for step in steps:
            length = math.hypot(*step) or 1.0
            index[sign, step] = len(pattern)
            pattern.append((sign, (step[0] / length, step[1] / length, step[2] / length)))
    shell = Shell()
    for axis in range(3):
        u, v = (axis + 1) % 3, (axis + 2) % 3
        shell.add(shell_box_sides(index, segments, axis, u, v))
        shell.add(shell_box_edges(index, segments, axis, u, v), smooth=True)
    for sign in signs:
        flip = sign[0] * sign[1] * sign[2] < 0
        shell.add(shell_box_corner(index, segments, sign, flip), smooth=True)
    return pattern, shell

def shell_box_sides(index: Any, segments: int, axis: int, u: int, v: int) -> list[tuple[int, ...]]:
    """The two big faces of a rounded box across one axis."""
    step = tuple(segments if k == axis else 0 for k in range(3))
    faces = []
    for side in (-1.0, 1.0):
        ring = []
        for a, b in ((-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)):
            sign = [0.0, 0.0, 0.0]
            sign[axis], sign[u], sign[v] = side, a, b
            ring.append(index[tuple(sign), step])
        faces.append(tuple(ring if side > 0 else ring[::-1]))
    return faces

def shell_box_edges(index: Any, segments: int, axis: int, u: int, v: int) -> list[tuple[int, ...]]:
    """The strips along the four edges of a rounded box that run along one axis."""
    faces = []
    for a, b in ((-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)):
        for t in range(segments):
            ring = []
            for end, k in ((-1.0, t), (1.0, t), (1.0, t + 1), (-1.0, t + 1)):
                sign, step = [0.0, 0.0, 0.0], [0, 0, 0]
                sign[axis], sign[u], sign[v] = end, a, b
                step[u], step[v] = segments - k, k
                ring.append(index[tuple(sign), tuple(step)])
            faces.append(tuple(ring[::-1] if a * b > 0 else ring))
    return faces

def shell_box_corner(index: Any, segments: int, sign: Vec3, flip: bool) -> list[tuple[int, ...]]:
    """The triangles of one corner of a rounded box."""
    faces = []
    for i in range(segments):
        for j in range(segments - i):
            k = segments - i - j
            up = ((i + 1, j, k - 1), (i, j + 1, k - 1), (i, j, k))
            faces.append(tuple(index[sign, step] for step in up))
            if k > 1:
                down = ((i + 1, j, k - 1), (i + 1, j + 1, k - 2), (i, j + 1, k - 1))
                faces.append(tuple(index[sign, step] for step in down))
    return [face[::-1] for face in faces] if flip else faces

def shell_box(size: Vec3, at: Vec3 = (0.0, 0.0, 0.0), bevel: float = 0.0, segments: int = 1) -> Shell:
    """A box with rounded edges, standing on `at` (the centre of its base)."""
    r = min(bevel, 0.49 * min(size))
    pattern, shape = shell_box_pattern(segments if r > 1e-6 else 0)
    r = max(r, 0.0) if r > 1e-6 else 0.0
    x, y, z = at[0], at[1], at[2] + size[2] / 2
    hx, hy, hz = size[0] / 2 - r, size[1] / 2 - r, size[2] / 2 - r
    verts = [
        (x + s[0] * (hx + r * d[0]), y + s[1] * (hy + r * d[1]), z + s[2] * (hz + r * d[2]))
        for s, d in pattern
    ]
    return Shell(verts, list(shape.faces), list(shape.smooth))

def shell_lathe(profile: Sequence[Vec2], segments: int = 32, closed: bool = False) -> Shell:
    """A profile turned around the Z axis."""
    shell = Shell()
    turns = [
        (math.cos(2 * math.pi * k / segments), math.sin(2 * math.pi * k / segments)) for k in range(segments)
    ]
    rings: list[list[int]] = []
    for radius, height in profile:
        base = len(shell.verts)
        if radius < 1e-6:
            shell.verts.append((0.0, 0.0, height))
            rings.append([base] * segments)
        else:
            shell.verts.extend((radius * c, radius * s, height) for c, s in turns)
            rings.append(list(range(base, base + segments)))
    for low, high in zip(rings, rings[1:] + (rings[:1] if closed else []), strict=False):
        shell.add(shell_band(low, high), smooth=True)
    if not closed:
        if len(set(rings[0])) > 1:
            shell.add([tuple(rings[0][::-1])])
        if len(set(rings[-1])) > 1:
            shell.add([tuple(rings[-1])])
    return shell_outward(shell)

def shell_band(low: Sequence[int], high: Sequence[int]) -> list[tuple[int, ...]]:
    """Faces between two rings of the same length; a ring that is one vertex gives triangles."""
    faces = []
    count = len(low)
    for k in range(count):
        n = (k + 1) % count
        ring = (low[k], low[n], high[n], high[k])
        face = tuple(dict.fromkeys(ring))
        if len(face) > 2:
            faces.append(face)
    return faces

def soft_waves(seed: int, count: int = 5, length: float = 0.3) -> Callable[[float, float], float]:
    """A smooth random height field between about -1 and 1."""
    rng = random.Random(seed)
    waves = []
    for _ in range(count):
        angle, scale = rng.uniform(0, math.tau), math.tau / (length * rng.uniform(0.6, 1.6))
        waves.append((math.cos(angle) * scale, math.sin(angle) * scale, rng.uniform(0, math.tau)))
    return lambda x, y: sum(math.sin(a * x + b * y + c) for a, b, c in waves) / count * 1.6

def soft_turn(points: Sequence[Vec3], size: Vec3, at: Vec3, yaw: float, tilt: float) -> list[Vec3]:
    """Scale points to a size, lift their far edge, turn them, and stand them on a spot."""
    low = [min(p[k] for p in points) for k in range(3)]
    high = [max(p[k] for p in points) for k in range(3)]
    scale = [size[k] / max(high[k] - low[k], 1e-9) for k in range(3)]
    ct, st = math.cos(math.radians(tilt)), math.sin(math.radians(tilt))
    cy, sy = math.cos(math.radians(yaw)), math.sin(math.radians(yaw))
    turned: list[Vec3] = []
    for p in points:
        x, y, z = ((p[k] - (low[k] + high[k]) / 2) * scale[k] for k in range(3))
        y, z = y * ct - z * st, y * st + z * ct
        turned.append((x * cy - y * sy, x * sy + y * cy, z))
    lift = at[2] - min(p[2] for p in turned)
    return [(x + at[0], y + at[1], z + lift) for x, y, z in turned]

def soft_shade(part: Any, angle: float = 40.0) -> Any:
    """Shade a part smooth, but keep edges sharper than `angle` degrees crisp."""
    part.data.shade_smooth()
    part.data.set_sharp_from_angle(angle=math.radians(angle))
    return part

def soft_span(part: Any, low: Vec3, high: Vec3) -> Any:
    """Let a picture worn by this part span a box of the object's frame, not just the part itself."""
    part["texture_from"], part["texture_to"] = low, high
    return part

def soft_outline(width: float, depth: float, radius: float, steps: int = 5) -> list[Vec2]:
    """A rounded rectangle around the origin, counter-clockwise, `4 * (steps + 1)` points, metres."""
    radius = max(min(radius, width / 2 - 1e-4, depth / 2 - 1e-4), 1e-4)
    points = []
    for corner, (sx, sy) in enumerate(((1, 1), (-1, 1), (-1, -1), (1, -1))):
        for k in range(steps + 1):
            angle = (corner + k / steps) * math.pi / 2
            points.append(
                (
                    sx * (width / 2 - radius) + radius * math.cos(angle),
                    sy * (depth / 2 - radius) + radius * math.sin(angle),
                )
            )
    return points

def loft(
    o: Thing,
    part: str,
    rings: Sequence[Sequence[Vec3]],
    *,
    slot: str = "body",
    caps: bool = True,
    closed: bool = False,
    sharp: float = 50.0,
) -> Any:
    """Join rings of equally many points into a skin."""
    n = len(rings[0])
    faces: list[list[int]] = []
    for level in range(len(rings) - (0 if closed else 1)):
        a, b = level * n, (level + 1) % len(rings) * n
        faces += [[a + i, a + (i + 1) % n, b + (i + 1) % n, b + i] for i in range(n)]
    if caps and not closed:
        faces += [list(range(n - 1, -1, -1)), list(range((len(rings) - 1) * n, len(rings) * n))]
    return soft_shade(mesh(o, part, [p for ring in rings for p in ring], faces, slot=slot), sharp)

def soft_block(
    o: Thing,
    part: str,
    size: Vec3,
    at: Vec3 = (0.0, 0.0, 0.0),
    *,
    radius: float = 0.04,
    edge: float = 0.02,
    crown: float = 0.0,
    yaw: float = 0.0,
    slot: str = "body",
    steps: int = 4,
) -> Any:
    """A block rounded in plan and along all its edges, flat or slightly domed on top."""
    w, d, h = size
    edge = min(edge, h * 0.49, w * 0.3, d * 0.3)
    radius = max(radius, edge * 1.01)
    side = h - crown
    profile = [(edge * (1 - math.sin(t)), edge * (1 - math.cos(t))) for t in (0, 0.4, 0.8, 1.2, math.pi / 2)]
    profile += [(inset, side - z) for inset, z in reversed(profile)]
    if crown > 0:
        reach = min(w, d) / 2 - edge
        profile += [
            (edge + reach * f, side + crown * math.sin(f * math.pi / 2)) for f in (0.2, 0.4, 0.65, 0.9)
        ]
    cy, sy = math.cos(math.radians(yaw)), math.sin(math.radians(yaw))
    rings: list[list[Vec3]] = []
    for inset, z in profile:
        outline = soft_outline(w - 2 * inset, d - 2 * inset, radius - min(inset, edge), steps)
        rings.append([(at[0] + x * cy - y * sy, at[1] + x * sy + y * cy, at[2] + z) for x, y in outline])
    return loft(o, part, rings, slot=slot, sharp=60)

def soft_lean(depth: float, height: float) -> tuple[float, float, float]:
    """Length and thickness (metres) and tilt (degrees) of a cushion that leans within a depth and height."""
    thick = 0.5 * min(depth, height)
    long = math.sqrt(depth**2 + height**2 - thick**2)
    share = (depth**2 - thick**2) / (long**2 - thick**2)
    return long, thick, math.degrees(math.acos(math.sqrt(min(1.0, share))))

def cushion(
    o: Thing,
    part: str,
    size: Vec3,
    at: Vec3 = (0.0, 0.0, 0.0),
    *,
    yaw: float = 0.0,
    tilt: float = 0.0,
    plump: float = 0.5,
    seed: int = 0,
    slot: str = "cushion",
    cells: int = 12,
    corner: float = 0.0,
) -> Any:
    """A cushion with a seam around its middle."""
    power, curve = 9.0 - 6.8 * plump, 0.30 + 0.22 * plump
    dents = soft_waves(seed, 4, 0.9)
    spots = [math.sin((i / cells - 0.5) * math.pi) for i in range(cells + 1)]

    def point(i: int, j: int, side: float) -> Vec3:
        u, v = spots[i], spots[j]
        fill = (max(1 - abs(u) ** power, 0.0) * max(1 - abs(v) ** power, 0.0)) ** curve
        draw = 0.0 if corner else 0.12 * max(plump - 0.3, 0.0)
        soft = corner * (u * v) ** 4
        x = u * (1 - draw * (1 - v * v) * u * u - soft)
        y = v * (1 - draw * (1 - u * u) * v * v - soft)
        fill *= 1 - corner * 1.4 * (u * u + v * v) if corner else 1.0
        return (x, y, side * fill * (1 + 0.10 * plump * dents(u, v + 3 * side)))

    n = cells + 1
    verts = [point(i, j, 1.0) for j in range(n) for i in range(n)]
    under = {}
    for j in range(n):
        for i in range(n):
            if 0 < i < cells and 0 < j < cells:
                under[i, j] = len(verts)
                verts.append(point(i, j, -1.0))
            else:
                under[i, j] = j * n + i
    faces = []
    for j in range(cells):
        for i in range(cells):
            k = j * n + i
            faces.append([k, k + 1, k + n + 1, k + n])
            faces.append([under[i, j], under[i, j + 1], under[i + 1, j + 1], under[i + 1, j]])
    return soft_shade(mesh(o, part, soft_turn(verts, size, at, yaw, tilt), faces, slot=slot), 100)

def bed_pillow(
    o: Thing,
    part: str = "pillow",
    size: Vec3 | None = None,
    at: Vec3 = (0.0, 0.0, 0.0),
    *,
    yaw: float = 0.0,
    tilt: float = 0.0,
    style: str = "modern",
    seed: int = 0,
    slot: str = "pillow",
) -> Any:
    """A bed pillow: a domed cushion with soft corners; arguments as for `cushion`. Without a size: it all."""
    whole = size or o.size
    return cushion(
        o, part, whole, at, yaw=yaw, tilt=tilt, plump=0.85, seed=seed, slot=slot, cells=14, corner=0.12
    )

def bed_mattress(
    o: Thing,
    part: str = "mattress",
    size: Vec3 | None = None,
    at: Vec3 = (0.0, 0.0, 0.0),
    *,
    style: str = "modern",
    seed: int = 0,
    slot: str = "sheet",
) -> Any:
    """A mattress with piped edges and slightly bulging sides; without a size it is the whole object."""
    w, d, h = size or o.size
    pipe, bulge = min(0.012, h * 0.08), min(0.012, h * 0.08)
    radius = min(0.09, w / 4, d / 4)
    half = [(0.05, 0.0), (pipe * 1.6, 0.004), (0.4 * pipe, pipe * 0.4), (0.0, pipe), (pipe * 1.2, pipe * 2.2)]
    half += [(pipe + bulge * 0.3, h * 0.3), (pipe * 0.8, h * 0.5)]
    profile = half + [(inset, h - z) for inset, z in reversed(half[:-1])]
    rings: list[list[Vec3]] = []
    for inset, z in profile:
        outline = soft_outline(w - 2 * inset, d - 2 * inset, radius - inset, 5)
        rings.append([(at[0] + x, at[1] + y, at[2] + z) for x, y in outline])
    return loft(o, part, rings, slot=slot, sharp=75)

def folded(
    o: Thing,
    part: str,
    size: Vec3,
    at: Vec3 = (0.0, 0.0, 0.0),
    *,
    layers: int = 3,
    seed: int = 0,
    slot: str = "fabric",
) -> None:
    """A stack of folded cloth (clothes, towels, blankets), its folds to the front; metres."""
    rng = random.Random(seed)
    each = size[2] / layers
    for k in range(layers):
        first = k == 0
        shrink = 0.0 if first else rng.uniform(0.0, 0.06)
        spot = (at[0] + (0 if first else rng.uniform(-0.01, 0.01)) * size[0], at[1], at[2] + each * k)
        part_size = (size[0] * (1 - shrink), size[1] * (1 - shrink), each)
        name = slot if k % 3 == 0 else f"{slot}_{k % 3 + 1}"
        soft_block(o, f"{part}_{k + 1}", part_size, spot, radius=0.02, edge=each * 0.48, slot=name, steps=2)

AXIS_TURNS: dict[str, Vec3] = {"x": (0.0, 90.0, 0.0), "y": (90.0, 0.0, 0.0), "z": (0.0, 0.0, 0.0)}

def box(
    o: Thing,
    part: str,
    size: Vec3,
    at: Vec3 = (0.0, 0.0, 0.0),
    slot: str = "body",
    bevel: float = 0.0,
    segments: int = 2,
    rotation: Vec3 = (0.0, 0.0, 0.0),
) -> Any:
    """A box with rounded edges: `box(o, "top", (1.2, 0.6, 0.03), (0, 0, 0.72), slot="top", bevel=0.004)`."""
    return emit(o, part, shell_box(size, (0, 0, 0), bevel, segments), slot=slot, at=at, rotation=rotation)

def boxes(
    o: Thing, part: str, items: Sequence[tuple[Vec3, Vec3]], slot: str = "body", bevel: float = 0.0
) -> Any:
    """Several boxes as one part; items are (size, at) pairs."""
    return emit(o, part, [shell_box(size, at, bevel) for size, at in items], slot=slot)

def panel(
    o: Thing,
    part: str,
    size: Vec3,
    at: Vec3 = (0.0, 0.0, 0.0),
    radius: float = 0.03,
    slot: str = "body",
    bevel: float = 0.0,
    axis: str = "z",
    rotation: Vec3 = (0.0, 0.0, 0.0),
) -> Any:
    """A board with round corners seen along `axis`, and a chamfer of `bevel` around its two faces."""
    shell = shell_panel(size, radius, bevel, axis)
    return emit(o, part, shell, slot=slot, at=at, rotation=rotation)

def shell_panel(size: Vec3, radius: float, bevel: float = 0.0, axis: str = "z", segments: int = 5) -> Shell:
    """The shell of `panel`, standing on the origin."""
    w, d, h = size
    spans = {"z": (w, d, h), "y": (w, h, d), "x": (h, d, w)}[axis]
    shell = shell_prism(outline_rounded(spans[0], spans[1], radius, segments), spans[2], bevel=bevel)
    if axis == "z":
        return shell
    centred = shell_moved(shell, (0.0, 0.0, -spans[2] / 2))
    return shell_moved(shell_moved(centred, rotation=AXIS_TURNS[axis]), (0.0, 0.0, h / 2))

def shell_cylinder(
    radius: float,
    height: float,
    at: Vec3 = (0.0, 0.0, 0.0),
    segments: int = 24,
    bevel: float = 0.0,
    axis: str = "z",
    top: float | None = None,
) -> Shell:
    """A cylinder (with `top`, its upper radius, a cut cone) standing, or lying along x or y, on `at`."""
    upper = radius if top is None else top
    b = min(bevel, 0.45 * height, 0.9 * min(radius, upper))
    profile = [(radius, 0.0), (upper, height)]
    if b > 1e-6:
        profile = [(radius - b, 0.0), (radius, b), (upper, height - b), (upper - b, height)]
    shell = shell_lathe(profile, segments)
    if axis != "z":
        low = max(radius, upper)
        turned = shell_moved(shell_moved(shell, (0.0, 0.0, -height / 2)), rotation=AXIS_TURNS[axis])
        return shell_moved(turned, (at[0], at[1], at[2] + low))
    return shell_moved(shell, at)

def cylinder(
    o: Thing,
    part: str,
    radius: float,
    height: float,
    at: Vec3 = (0.0, 0.0, 0.0),
    slot: str = "body",
    segments: int = 24,
    bevel: float = 0.0,
    axis: str = "z",
    rotation: Vec3 = (0.0, 0.0, 0.0),
) -> Any:
    """A cylinder: standing, or lying along axis "x" or "y" with its lowest line through `at`."""
    shell = shell_cylinder(radius, height, (0, 0, 0), segments, bevel, axis)
    return emit(o, part, shell, slot=slot, at=at, rotation=rotation)

def shell_sphere(radius: float | Vec3, segments: int = 20) -> Shell:
    """The shell of `sphere`, its lowest point in the origin."""
    rx, ry, rz = (radius, radius, radius) if isinstance(radius, int | float) else radius
    rows = max(4, segments // 2)
    profile = [
        (math.sin(math.pi * k / rows) if 0 < k < rows else 0.0, 1.0 - math.cos(math.pi * k / rows))
        for k in range(rows + 1)
    ]
    shell = shell_lathe(profile, segments)
    shell.verts = [(x * rx, y * ry, z * rz) for x, y, z in shell.verts]
    return shell

def shell_torus(radius: float, thickness: float, segments: int = 32, sides: int = 10) -> Shell:
    """The shell of `torus`, standing on the origin."""
    turn = [2 * math.pi * k / sides for k in range(sides)]
    profile = [(radius + thickness * math.cos(a), thickness + thickness * math.sin(a)) for a in turn]
    return shell_lathe(profile, segments, closed=True)

def parts_moved(made: Sequence[Any], offset: Vec3) -> None:
    """Move parts that were made by an offset in metres."""
    for part in made:
        part.data.transform(Matrix.Translation(offset))

def style_look(style: str) -> Look:
    """The choices of a style: the first of `STYLES` named in the words, else modern."""
    words = style.lower()
    if "classic" in words or "traditional" in words or "victorian" in words:
        return Look(0.005, "turned", "wood", "knob", "raised", 0.022, ornate=True)
    if "rustic" in words or "farm" in words or "country" in words:
        return Look(0.006, "straight", "wood", "ring", "plank", 0.03)
    if "industrial" in words or "loft" in words:
        return Look(0.002, "straight", "metal", "cup", "shaker", 0.025)
    if "minimal" in words or "scandi" in words:
        return Look(0.002, "tapered", "wood", "none", "slab", 0.018)
    return Look()

def outline_rounded(width: float, depth: float, radius: float, segments: int = 5) -> list[Vec2]:
    """A rectangle about the origin with round corners, counter-clockwise."""
    r = min(radius, width / 2 - 1e-5, depth / 2 - 1e-5)
    if r <= 1e-6:
        x, y = width / 2, depth / 2
        return [(-x, -y), (x, -y), (x, y), (-x, y)]
    points: list[Vec2] = []
    for quarter, (sx, sy) in enumerate(((1, -1), (1, 1), (-1, 1), (-1, -1))):
        cx, cy = sx * (width / 2 - r), sy * (depth / 2 - r)
        for step in range(segments + 1):
            a = math.radians(-90 + 90 * quarter + 90 * step / segments)
            point = (cx + r * math.cos(a), cy + r * math.sin(a))
            if not points or math.dist(point, points[-1]) > 1e-4:
                points.append(point)
    return points if math.dist(points[0], points[-1]) > 1e-4 else points[:-1]

def outline_ellipse(width: float, depth: float, segments: int = 32) -> list[Vec2]:
    """An ellipse about the origin, counter-clockwise, that reaches its width and depth exactly."""
    turn = [2 * math.pi * k / segments for k in range(segments)]
    return [(width / 2 * math.cos(a), depth / 2 * math.sin(a)) for a in turn]

def outline_inset(outline: Sequence[Vec2], distance: float) -> list[Vec2]:
    """A counter-clockwise outline moved inwards (mitred corners); negative moves it outwards."""
    moved = []
    count = len(outline)
    for k in range(count):
        p, q, n = Vector(outline[k - 1]), Vector(outline[k]), Vector(outline[(k + 1) % count])
        first, second = (q - p).normalized(), (n - q).normalized()
        a, b = Vector((-first.y, first.x)), Vector((-second.y, second.x))
        shift = (a + b) / max(0.3, 1.0 + a.dot(b))
        moved.append((q.x + shift.x * distance, q.y + shift.y * distance))
    return moved

def outline_area(outline: Sequence[Vec2]) -> float:
    """Signed area in square metres; positive when counter-clockwise."""
    pairs = zip(outline, [*outline[1:], outline[0]], strict=True)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs) / 2

def shell_prism(
    outline: Sequence[Vec2],
    height: float,
    holes: Sequence[Sequence[Vec2]] = (),
    bevel: float = 0.0,
    crease: float = 30.0,
) -> Shell:
    """An outline raised along Z, from z = 0."""
    rim = list(outline) if outline_area(outline) > 0 else list(outline)[::-1]
    shell = Shell()
    levels = [(0.0, 0.0), (height, 0.0)]
    if bevel > 1e-6:
        b = min(bevel, height * 0.49)
        levels = [(0.0, b), (b, 0.0), (height - b, 0.0), (height, b)]
    rings = [prism_ring(shell, outline_inset(rim, inset) if inset else rim, z) for z, inset in levels]
    soft = prism_is_smooth(rim, crease)
    for low, high in pairwise(rings):
        shell.add(shell_band(low, high), smooth=soft)
    inner = [list(hole) if outline_area(hole) < 0 else list(hole)[::-1] for hole in holes]
    bottoms = [prism_ring(shell, hole, 0.0) for hole in inner]
    tops = [prism_ring(shell, hole, height) for hole in inner]
    for hole, low, high in zip(inner, bottoms, tops, strict=True):
        shell.add(shell_band(low, high), smooth=prism_is_smooth(hole, crease))
    shell.add([tuple(i) for i in prism_cap(shell, rings[-1], tops)])
    shell.add([tuple(i)[::-1] for i in prism_cap(shell, rings[0], bottoms)])
    return shell

def prism_ring(shell: Shell, outline: Sequence[Vec2], z: float) -> list[int]:
    """Append an outline's vertices at a height; their indices."""
    base = len(shell.verts)
    shell.verts.extend((x, y, z) for x, y in outline)
    return list(range(base, base + len(outline)))

def prism_is_smooth(outline: Sequence[Vec2], crease: float) -> bool:
    """True when most corners of an outline turn gently: a curve, not a polygon."""
    gentle = 0
    for k in range(len(outline)):
        p, q, n = Vector(outline[k - 1]), Vector(outline[k]), Vector(outline[(k + 1) % len(outline)])
        gentle += (q - p).angle(n - q, 0.0) < math.radians(crease)
    return gentle > 0.8 * len(outline)

def prism_cap(shell: Shell, ring: list[int], holes: list[list[int]]) -> list[list[int]]:
    """Faces, counter-clockwise from above, of a cap: one polygon, or triangles when there are holes."""
    if not holes:
        return [ring]
    loops = [ring, *holes]
    flat = [index for loop in loops for index in loop]
    faces = []
    corners = [[Vector((*shell.verts[i][:2], 0.0)) for i in loop] for loop in loops]
    for triangle in tessellate_polygon(corners):
        a, b, c = (flat[k] for k in triangle)
        pa, pb, pc = (shell.verts[i] for i in (a, b, c))
        turn = (pb[0] - pa[0]) * (pc[1] - pa[1]) - (pb[1] - pa[1]) * (pc[0] - pa[0])
        faces.append([a, b, c] if turn > 0 else [a, c, b])
    return faces

def path_rounded(path: Sequence[Vec3], radius: float, segments: int = 4, closed: bool = False) -> list[Vec3]:
    """A polyline with its corners replaced by arcs of (at most) this radius, metres."""
    points = [Vector(p) for p in path]
    count = len(points)
    rounded: list[Vec3] = []
    for k in range(count):
        if not closed and k in (0, count - 1):
            rounded.append(tuple(points[k]))
            continue
        before, here, after = points[k - 1], points[k], points[(k + 1) % count]
        back, ahead = (before - here), (after - here)
        angle = back.angle(ahead, math.pi)
        if angle > math.radians(175) or radius <= 0:
            rounded.append(tuple(here))
            continue
        reach = min(radius / math.tan(angle / 2), 0.49 * back.length, 0.49 * ahead.length)
        start, end = here + back.normalized() * reach, here + ahead.normalized() * reach
        for step in range(segments + 1):
            t = step / segments
            rounded.append(tuple((1 - t) ** 2 * start + 2 * t * (1 - t) * here + t * t * end))
    return rounded

def shell_sweep(
    path: Sequence[Vec3],
    section: Sequence[Vec2],
    closed: bool = False,
    smooth: bool = True,
    up: Vec3 = (0.0, 0.0, 1.0),
    scales: Sequence[float] | None = None,
) -> Shell:
    """A section drawn along a path, mitred at its corners and capped at its ends."""
    points = [Vector(p) for p in path]
    count = len(points)
    shell, rings = Shell(), []
    side: Vector | None = None
    for k in range(count):
        into = (points[k] - points[k - 1]).normalized() if (k or closed) else None
        out = (points[(k + 1) % count] - points[k]).normalized() if (k < count - 1 or closed) else None
        along: Vector = into if into is not None else out
        across = (into + out).normalized() if into is not None and out is not None else along
        side = sweep_side(along, side, Vector(up))
        lift = side.cross(along)
        scale = scales[k] if scales else 1.0
        base = len(shell.verts)
        for a, b in section:
            offset = (side * a + lift * b) * scale
            slide = offset.dot(across) / max(0.2, along.dot(across))
            shell.verts.append(tuple(points[k] + offset - along * slide))
        rings.append(list(range(base, base + len(section))))
    for low, high in zip(rings, rings[1:] + (rings[:1] if closed else []), strict=False):
        shell.add(shell_band(low, high), smooth=smooth)
    if not closed:
        shell.add([tuple(rings[0][::-1]), tuple(rings[-1])])
    return shell_outward(shell)

def sweep_side(along: Vector, before: Vector | None, up: Vector) -> Vector:
    """The section's sideways axis for a direction: carried over from the step before, or made from up."""
    if before is not None:
        side = before - along * before.dot(along)
        if side.length > 1e-4:
            return side.normalized()
    side = along.cross(up)
    if side.length < 1e-4:
        side = along.cross(Vector((0.0, 1.0, 0.0)))
    return side.normalized()

def tabletop(
    o: Thing,
    shape: str,
    thickness: float,
    look: Look,
    slot: str = "top",
    z: float | None = None,
    size: Vec2 | None = None,
    part: str = "top",
) -> Any:
    """A table top: "rect", "round" (elliptic in a box that is not square), "rounded" or "boat"."""
    w, d = size or (o.w, o.d)
    low = o.h - thickness if z is None else z
    if shape == "round":
        outline = outline_ellipse(w, d, 48)
    elif shape == "boat":
        half = [(w / 2, -d * 0.4), (w / 2, d * 0.4)]
        arc = [(w / 2 - w * k / 12, d * 0.4 + d * 0.1 * math.sin(math.pi * k / 12)) for k in range(1, 12)]
        outline = [*half, *arc, (-w / 2, d * 0.4), (-w / 2, -d * 0.4), *[(-x, -y) for x, y in arc]]
    else:
        outline = outline_rounded(w, d, min(w, d) * 0.18 if shape == "rounded" else 0.0)
    if shape == "rect":
        return emit(o, part, shell_box((w, d, thickness), (0, 0, low), look.bevel, 2), slot=slot)
    top = shell_prism(outline, thickness, bevel=look.bevel * 1.5)
    return emit(o, part, top, slot=slot, at=(0, 0, low))

CUT_DEPTH = 0.45
"""A near wall is left out when it would hide more than this much of the floor behind it, metres."""

CUT_FLAT = 0.3
"""Ceiling objects lower than this go with the ceiling, metres."""

def show_view(name: str) -> Any:
    """Make a named view the scene's: its camera, its resolution, and what it leaves out."""
    if name not in BUILD.views:
        raise ValueError(f"there is no view {name!r}; there are {', '.join(BUILD.views) or 'none'}")
    view, scene = BUILD.views[name], BUILD.scene
    scene.camera = view["camera"]
    scene.render.resolution_x, scene.render.resolution_y = view["resolution"]
    scene.render.resolution_percentage = 100
    if BUILD.room:
        above, walls = cut_away(name)
        cut_hide(above, walls)
        outside = above or bool(walls) or not plan_inside(BUILD.room["floor"], *view["at"][:2])
        sky_backdrop(outside)
        stops = BUILD.settings.get("stops", 0.0)
        scene.view_settings.exposure = (
            stops if outside or not BUILD.room["ceiling"] else stops + bright_stops()
        )
    return view["camera"]

def cut_away(name: str) -> tuple[bool, set[str]]:
    """Whether a view leaves the ceiling out, and the numbers of the walls it leaves out."""
    matrix, info = camera_matrix(name), BUILD.room
    eye, forward = matrix.translation, -matrix.col[2].to_3d()
    if BUILD.views[name]["ortho"] is not None:
        eye = eye - forward * 1000.0
    above = eye.z > info["height"]
    if plan_inside(info["floor"], eye.x, eye.y):
        return above, set()
    outer = shell_runs(info)[: len(info["floor"])]
    return above, {str(run.name) for run in outer if cut_wall(run, eye)}

@dataclass(frozen=True)
class WallRun:
    """A straight wall in plan."""

    name: int | str
    start: Vec2
    along: Vec2
    outward: Vec2
    length: float
    height: float
    thickness: float
    outer: Vec2
    corners: Vec2

    @property
    def side(self) -> float:
        """-1 when a wall's own +X (to the right seen from inside) runs against `along`, else 1."""
        turn = self.along[0] * self.outward[1] - self.along[1] * self.outward[0]
        return 1.0 if turn > 0 else -1.0

    def frame(self, distance: float = 0.0) -> Any:
        """World matrix at a point of the inner face: -Y looks into the room, +Y goes through the wall."""
        x, y = (self.start[k] + self.along[k] * distance for k in range(2))
        right = (self.along[0] * self.side, self.along[1] * self.side)
        rows = ((right[0], self.outward[0], 0.0, x), (right[1], self.outward[1], 0.0, y))
        return Matrix((*rows, (0.0, 0.0, 1.0, 0.0), (0.0, 0.0, 0.0, 1.0)))

def cut_wall(run: WallRun, eye: Any) -> bool:
    """Whether a wall stands between the eye and the room and hides more than a strip of its floor."""
    far = sum((eye[k] - run.start[k]) * run.outward[k] for k in range(2)) - run.thickness
    if far <= 0:
        return False
    rise = eye.z - run.height
    return bool(rise <= 0 or run.height * far / rise > CUT_DEPTH)

def cut_hide(above: bool, walls: set[str]) -> None:
    """Leave these out of pictures, and show everything else."""
    gone = {id for id, t in BUILD.shell.items() if t.root is not None and t.root.get("wall") in walls}
    for id, thing in BUILD.shell.items():
        for part in thing.parts:
            part.hide_render = (
                id in gone or part.get("wall") in walls or (above and part["slot"] == "ceiling")
            )
    runs = [run for run in shell_runs(BUILD.room) if str(run.name) in walls]
    for id, spot in BUILD.placements.items():
        # A lamp flat under the ceiling goes with it; one that hangs into the room stays.
        flat = above and spot["mount"] == "ceiling" and BUILD.things[id].h < CUT_FLAT
        near = spot["mount"] == "wall" and any(cut_hangs(spot["at"], run) for run in runs)
        hidden = spot["on"] in gone or flat or near
        if hidden:
            gone.add(id)
        for part in BUILD.things[id].parts:
            part.hide_render = hidden
    for light in BUILD.lights.values():
        light.hide_render = light.get("wall") in walls

def cut_hangs(at: tuple[float, float], run: WallRun) -> bool:
    """Whether something mounted at a place hangs on this wall."""
    offset = (at[0] - run.start[0], at[1] - run.start[1])
    far = offset[0] * run.outward[0] + offset[1] * run.outward[1]
    along = offset[0] * run.along[0] + offset[1] * run.along[1]
    return abs(far) < 0.35 and -0.1 < along < run.length + 0.1

DOOR_JAMB = 0.025
"""Thickness of the lining inside the hole, metres."""

DOOR_CASING = (0.07, 0.014)
"""Width and thickness of the boards on the wall's faces, metres; they cover the joint by 1 cm."""

DOOR_LEAF = 0.04

def door_build(o: Thing, swing: str, angle: float, style: str) -> None:
    """Frame, leaf and handles of a door whose hole is `o.size` (width, wall thickness, height)."""
    door_frame(o)
    way, _, hinge = swing.partition("-")
    clear, tall = o.w - 2 * DOOR_JAMB - 0.006, o.h - DOOR_JAMB - 0.008
    if swing == "none":
        return
    if way == "sliding":
        shift = o.w * min(max(angle, 0.0), 90.0) / 90 * (1 if hinge == "right" else -1)
        door_leaf(o, "leaf", o.w + 0.04, o.h + 0.02, (shift - (o.w + 0.04) / 2, -0.036, 0.008), 0.0, 1, style)
        return
    inward = way == "in"
    y, deep = (0.0, DOOR_LEAF / 2) if inward else (o.d, -DOOR_LEAF / 2)
    sides = {"left": [1], "right": [-1], "double": [1, -1]}[hinge]
    for side in sides:
        width = clear / len(sides)
        turn = -angle * side if inward else angle * side
        name = "leaf" if len(sides) == 1 else f"leaf_{'left' if side > 0 else 'right'}"
        door_leaf(o, name, width, tall, (-side * clear / 2, y, 0.008), turn, side, style, deep)

def door_frame(o: Thing) -> None:
    """The lining of the hole and the boards around it on both faces."""
    j, (c, thick), w, h = DOOR_JAMB, DOOR_CASING, o.w, o.h
    lining = [
        shell_box((j, o.d, h), (-(w - j) / 2, o.d / 2, 0)),
        shell_box((j, o.d, h), ((w - j) / 2, o.d / 2, 0)),
        shell_box((w - 2 * j, o.d, j), (0, o.d / 2, h - j)),
    ]
    # A strip the leaf closes against.
    lining += [shell_box((0.012, 0.03, h - j), (s * (w / 2 - j - 0.006), o.d / 2, 0)) for s in (-1, 1)]
    emit(o, "lining", shell_joined(lining), slot="frame")
    reach = c - 0.01
    for name, y in (("casing_in", -thick / 2), ("casing_out", o.d + thick / 2)):
        boards = [
            shell_box((c, thick, h - 0.01), (s * (w / 2 + reach - c / 2), y, 0), 0.003) for s in (-1, 1)
        ]
        boards.append(shell_box((w + 2 * reach, thick, c), (0, y, h - 0.01), 0.003))
        emit(o, name, shell_joined(boards), slot="frame")

def door_leaf(
    o: Thing,
    name: str,
    width: float,
    height: float,
    hinge: Vec3,
    turn: float,
    side: int,
    style: str,
    deep: float = 0.0,
) -> None:
    """A leaf that hangs at `hinge`, reaching to +X for side 1 and to -X for -1, turned by degrees."""
    middle = (side * width / 2, 0.0, 0.0)
    rotation = (0.0, 0.0, turn)
    stile = 0.1 if style != "glass" else 0.08
    inner = (width - 2 * stile, height - 2 * stile)
    shells = [shell_box((width, DOOR_LEAF, height), middle, 0.003)]
    if style != "flush":
        shells = door_stiles(width, height, stile, middle, rails=style == "panel")
        thick = 0.02 if style == "panel" else 0.008
        pane = shell_box((inner[0] + 0.01, thick, inner[1] + 0.01), (middle[0], 0.0, stile - 0.005))
        slot = "door" if style == "panel" else "glass"
        emit(o, f"{name}_pane", shell_moved(pane, (0, deep, 0)), slot=slot, at=hinge, rotation=rotation)
    leaf = shell_moved(shell_joined(shells), (0, deep, 0))
    emit(o, name, leaf, slot="door", at=hinge, rotation=rotation)
    lever = door_handle(side)
    at = (side * (width - 0.06), deep, min(1.0, height * 0.5))
    emit(o, f"{name}_handle", shell_moved(lever, at), slot="handle", at=hinge, rotation=rotation, crease=35)

def door_stiles(width: float, height: float, stile: float, middle: Vec3, rails: bool) -> list[Shell]:
    """The frame of a leaf: two stiles, rails between them."""
    thick, x = DOOR_LEAF, middle[0]
    shells = [shell_box((stile, thick, height), (x + s * (width - stile) / 2, 0, 0), 0.003) for s in (-1, 1)]
    levels = [0.0, height - stile] + ([height * 0.42, height * 0.72] if rails else [])
    across = width - 2 * stile
    return shells + [shell_box((across + 0.004, thick - 0.002, stile), (x, 0, z)) for z in levels]

def door_handle(side: int) -> Shell:
    """A lever on both faces of a leaf, pointing towards the hinges."""
    shells = []
    for face in (-1, 1):
        y = face * DOOR_LEAF / 2
        shells.append(shell_cylinder(0.026, 0.008, (0.0, y + face * 0.004, -0.026), axis="y"))
        path = [(0.0, y, 0.0), (0.0, y + face * 0.05, 0.0), (-side * 0.12, y + face * 0.05, 0.0)]
        shells.append(shell_tube(path, 0.009, 10, 0.02))
    return shell_joined(shells)

SWINGS = ("in-left", "in-right", "out-left", "out-right", "in-double", "out-double", "sliding-left",
          "sliding-right", "none")  # fmt: skip

def opening_cut(
    id: str,
    wall: int | str,
    at: float,
    size: Vec2,
    sill: float,
    *,
    arch: bool = False,
    depth: float | None = None,
    casing: float = 0.0,
) -> WallRun:
    """Note a hole to cut, after checking that it lies in its wall and clear of the others."""
    run = shell_run(wall)
    u0, u1, z0, z1 = at - size[0] / 2, at + size[0] / 2, sill, sill + size[1]
    if u0 < -1e-6 or u1 > run.length + 1e-6:
        raise ValueError(
            f"{id!r}: {u0:.2f} to {u1:.2f} m along wall {wall!r}, which is only {run.length:.2f} m long"
        )
    if z0 < -1e-6 or z1 > run.height + 1e-6:
        raise ValueError(
            f"{id!r}: {z0:.2f} to {z1:.2f} m high in wall {wall!r}, which is {run.height:.2f} m high"
        )
    cuts = BUILD.openings.setdefault(run.name, [])
    for other in cuts:
        if u0 < other["u1"] and u1 > other["u0"] and z0 < other["z1"] and z1 > other["z0"]:
            raise ValueError(f"{id!r}: overlaps {other['id']!r} in wall {wall!r}")
    cut = {
        "id": id,
        "u0": max(u0, 0.0),
        "u1": min(u1, run.length),
        "z0": max(z0, 0.0),
        "z1": min(z1, run.height),
    }
    cuts.append({**cut, "arch": arch, "depth": depth, "casing": casing})
    return run

def opening_thing(id: str, category: str, run: WallRun, at: float, size: Vec2, sill: float) -> Thing:
    """The object of a door or window: origin under the opening's centre on the wall's inner face."""
    thing = shell_thing(id, category, (size[0], run.thickness, size[1]), run, at)
    thing.root.location.z = sill
    return thing

def door(
    id: str,
    wall: int | str,
    at: float,
    size: Vec2 = (0.9, 2.1),
    swing: str = "in-left",
    angle: float = 0.0,
    style: str = "panel",
) -> None:
    """A door: the hole, its frame on both sides, the leaf and its handles.

    Args:
        id: unique name.
        wall: number of the wall, or id of a partition.
        at: metres along the wall, from its first point, to the centre.
        size: width and height of the hole, metres.
        swing: "in-left", "in-right", "out-left", "out-right", "in-double", "out-double", "sliding-left",
            "sliding-right" or "none" (no leaf). "in" opens into the room (a partition: to the left of its
            direction); left and right are where the hinges are, seen from inside the room.
        angle: degrees it stands open; for a sliding door 90 is fully open.
        style: "panel", "flush" or "glass".
    """
    if swing not in SWINGS:
        raise ValueError(f"door({id!r}): swing={swing!r} is none of {', '.join(SWINGS)}")
    run = opening_cut(id, wall, at, size, 0.0, casing=0.06)
    door_build(opening_thing(id, "door", run, at, size, 0.0), swing, angle, style)

def window(
    id: str,
    wall: int | str,
    at: float,
    size: Vec2 = (1.2, 1.3),
    sill: float = 0.9,
    panes: tuple[int, int] = (2, 1),
    style: str = "casement",
) -> None:
    """A window: the hole, its frame, glass, handles and sill.

    Args:
        id: unique name.
        wall: number of the wall, or id of a partition.
        at: metres along the wall, from its first point, to the centre.
        size: width and height of the hole, metres.
        sill: height of its lower edge above the floor, metres.
        panes: how many panes side by side, and one above the other.
        style: "casement" (sashes with handles), "fixed" (one thin frame) or "sash" (slides up).
    """
    run = opening_cut(id, wall, at, size, sill)
    window_build(opening_thing(id, "window", run, at, size, sill), panes, style, boards=sill > 0.2)

def plan_bounds(outline: Sequence[Vec2]) -> tuple[Vec2, Vec2]:
    """Lower and upper corner of an outline's bounding rectangle."""
    xs, ys = [p[0] for p in outline], [p[1] for p in outline]
    return (min(xs), min(ys)), (max(xs), max(ys))

def plan_inside(outline: Sequence[Vec2], x: float, y: float) -> bool:
    """Whether a point lies inside an outline (even-odd rule)."""
    inside = False
    for (x0, y0), (x1, y1) in zip(outline, [*outline[1:], outline[0]], strict=True):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
            inside = not inside
    return inside

def plan_blocked(x: float, y: float, clear: float = 0.25) -> bool:
    """Whether a person standing at a point would be in an object that is taller than a table."""
    for id, spot in BUILD.placements.items():
        size, at = BUILD.things[id].size, spot["at"]
        if spot["on"] or spot["mount"] != "floor" or size[2] < 0.9:
            continue
        turn = math.radians(spot["yaw"])
        dx, dy = x - at[0], y - at[1]
        across = abs(dx * math.cos(turn) + dy * math.sin(turn)) - size[0] / 2
        along = abs(dy * math.cos(turn) - dx * math.sin(turn)) - size[1] / 2
        if across < clear and along < clear:
            return True
    return False

def plan_ray(x: float, y: float, angle: float, outlines: Sequence[Sequence[Vec2]]) -> float:
    """Distance in metres from a point to the nearest edge of the outlines in a direction (radians)."""
    dx, dy, nearest = math.cos(angle), math.sin(angle), math.inf
    for outline in outlines:
        for (ax, ay), (bx, by) in zip(outline, [*outline[1:], outline[0]], strict=True):
            ex, ey = bx - ax, by - ay
            cross = dx * ey - dy * ex
            if abs(cross) < 1e-12:
                continue
            t = ((ax - x) * ey - (ay - y) * ex) / cross
            s = ((ax - x) * dy - (ay - y) * dx) / cross
            if t > 1e-6 and 0 <= s <= 1:
                nearest = min(nearest, t)
    return nearest

def plan_sights() -> list[tuple[float, float, float]]:
    """(x, y, weight) of what is worth seeing: the objects on the floor, larger ones more."""
    sights = []
    for id, spot in BUILD.placements.items():
        if not spot["on"] and spot["mount"] != "ceiling":
            w, d, h = BUILD.things[id].size
            sights.append((*spot["at"], 0.1 + min(w * d + 0.5 * max(w, d) * h, 4.0)))
    return sights

def plan_seen(x: float, y: float, walls: Sequence[Sequence[Vec2]], sights: list[Vec3]) -> Vec2:
    """(how much, in which direction in radians) a person at a point sees at best, some 70 degrees wide."""
    seen = []
    for sx, sy, weight in sights:
        far, way = math.hypot(sx - x, sy - y), math.atan2(sy - y, sx - x)
        # What a wall hides is not seen; what is near fills the picture.
        if far > 1.0 and plan_ray(x, y, way, walls) > far - 0.3:
            seen.append((way, weight / max(far, 1.8) ** 0.5))
    best = (-1.0, 0.0)
    for angle in (math.tau * k / 36 for k in range(36)):
        off = [(abs(math.remainder(way - angle, math.tau)), weight) for way, weight in seen]
        total = sum(weight * (1.0 - turn) for turn, weight in off if turn < 0.6)
        total += 0.05 * min(plan_ray(x, y, angle, walls), 8.0)
        if total > best[0] + 1e-6:
            best = (total, angle)
    return best

def plan_eye(floor: Sequence[Vec2], height: float) -> tuple[Vec3, Vec3]:
    """Where a person stands near a wall and looks: the spot and direction that show most of the room."""
    rim = list(floor) if outline_area(floor) > 0 else list(floor)[::-1]
    (x0, y0), (x1, y1) = plan_bounds(rim)
    inner = outline_inset(rim, min(0.5, 0.2 * min(x1 - x0, y1 - y0)))
    walls = [rim, *BUILD.room.get("holes", [])]
    for run in BUILD.room.get("partitions", {}).values():
        end = (run.start[0] + run.along[0] * run.length, run.start[1] + run.along[1] * run.length)
        walls.append([run.start, end])
    sights = plan_sights()
    spots = [
        (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)
        for a, b in zip(inner, [*inner[1:], inner[0]], strict=True)
        for t in (0.0, 0.25, 0.5, 0.75)
    ]
    free = [(x, y) for x, y in spots if plan_inside(rim, x, y) and not plan_blocked(x, y)]
    best = (-1.0, (x0 + x1) / 2, (y0 + y1) / 2, 0.0)
    for x, y in free:
        seen, angle = plan_seen(x, y, walls, sights)
        if seen > best[0] + 1e-6:
            best = (seen, x, y, angle)
    _, x, y, angle = best
    eye = min(1.5, height * 0.6)
    return (x, y, eye), (x + 3 * math.cos(angle), y + 3 * math.sin(angle), eye - 0.55)

def room(
    floor: Sequence[Vec2],
    height: float = 2.6,
    wall: float = 0.12,
    holes: Sequence[Sequence[Vec2]] = (),
    skirting: bool | float = True,
    cornice: bool | float = False,
    ceiling: bool = True,
) -> None:
    """The room: any simple floor polygon, with walls around it.

    Args:
        floor: inner face of the walls, world metres, in order around the room.
        height: floor to ceiling, metres.
        wall: thickness of the walls, metres; 0 leaves them out.
        holes: polygons in the floor that are walled off: shafts, pillars.
        skirting: a board along the walls' feet; a number is its height in metres.
        cornice: a moulding under the ceiling; a number is its size in metres.
        ceiling: whether there is one. Views from above leave it out.
    """
    if len(floor) < 3 or abs(outline_area(floor)) < 0.01:
        raise ValueError(f"room: floor has {len(floor)} points and no area; give at least three corners")
    if height <= 0 or wall < 0:
        raise ValueError(f"room: height={height}, wall={wall} must be positive")
    if BUILD.room:
        raise ValueError("room: called twice; use partition(...) for walls inside the room")
    BUILD.begin()
    BUILD.room = {
        "floor": [tuple(map(float, p)) for p in floor],
        "holes": [[tuple(map(float, p)) for p in hole] for hole in holes],
        "height": float(height),
        "wall": float(wall),
        "skirting": 0.08 if skirting is True else float(skirting),
        "cornice": 0.07 if cornice is True else float(cornice),
        "ceiling": ceiling,
    }
    wide, deep = (max(p[k] for p in floor) - min(p[k] for p in floor) for k in range(2))
    BUILD.shell["room"] = Thing("room", "room", (wide, deep, float(height)), None)

def shell_room() -> dict[str, Any]:
    """What room(...) was given; an error when it has not been called."""
    if not BUILD.room:
        raise ValueError("the room is not there yet: call room(floor=...) first")
    return BUILD.room

def shell_thing(id: str, category: str, size: tuple[float, float, float], run: WallRun, at: float) -> Thing:
    """A piece of the shell with an id of its own, standing at a wall, facing into the room."""
    if id in BUILD.things or id in BUILD.shell:
        raise ValueError(f"{category}({id!r}): this id is already taken")
    root = root_empty(id, category, "Room")
    root["on"], root["mount"], root["shell"], root["wall"] = "", "wall", True, str(run.name)
    root.matrix_world = run.frame(at)
    thing = Thing(id, category, size, root)
    BUILD.shell[id] = thing
    return thing

def shell_run(wall: int | str) -> WallRun:
    """The wall of that number or partition id."""
    info = shell_room()
    partitions = info.get("partitions", {})
    if wall in partitions:
        found: WallRun = partitions[wall]
        return found
    runs = shell_runs(info)
    if isinstance(wall, int) and 0 <= wall < len(runs):
        return runs[wall]
    known = ", ".join([f"0 to {len(runs) - 1}", *partitions])
    raise ValueError(f"there is no wall {wall!r}; there are {known}")

def shell_runs(info: dict[str, Any]) -> list[WallRun]:
    """All walls of the room, in the order of their numbers."""
    runs: list[WallRun] = []
    for number, outline in enumerate([info["floor"], *info["holes"]]):
        # The room lies to the left of a counter-clockwise floor edge, and outside a hole.
        inside = 1.0 if (outline_area(outline) > 0) == (number == 0) else -1.0
        runs += shell_outline_runs(outline, inside, info["height"], info["wall"], len(runs))
    return runs

def shell_outline_runs(
    outline: list[Vec2], inside: float, height: float, thickness: float, first: int
) -> list[WallRun]:
    """Walls along one outline; `inside` is 1 when the room lies to the left of its edges, else -1."""
    count = len(outline)
    edges = [(outline[k], outline[(k + 1) % count]) for k in range(count)]
    if any(math.dist(*edge) < 1e-4 for edge in edges):
        raise ValueError("room: two corners of the floor that follow each other are the same point")
    angles = [math.atan2(b[1] - a[1], b[0] - a[0]) for a, b in edges]
    turns = [math.remainder(angles[k] - angles[k - 1], math.tau) * inside for k in range(count)]
    runs = []
    for k, (a, b) in enumerate(edges):
        length = math.dist(a, b)
        along = ((b[0] - a[0]) / length, (b[1] - a[1]) / length)
        outward = (along[1] * inside, -along[0] * inside)
        ends = [thickness * shell_mitre(turns[j % count]) for j in (k, k + 1)]
        corners = (math.degrees(turns[k]), math.degrees(turns[(k + 1) % count]))
        outer = (-ends[0], length + ends[1])
        if outer[1] - outer[0] < 0.002:
            # A notch narrower than the walls around it: their outer corners have met.
            middle = min(max(sum(outer) / 2, 0.0), length)
            outer = (middle - 0.001, middle + 0.001)
        runs.append(WallRun(first + k, a, along, outward, length, height, thickness, outer, corners))
    return runs

def shell_mitre(turn: float) -> float:
    """How much further a wall's outer face reaches at a corner turning by `turn` radians, per thickness."""
    return max(-3.0, min(3.0, math.tan(max(-1.5, min(1.5, turn / 2)))))

SKIRTING_DEPTH = 0.01
"""How far a skirting board stands off the wall, metres: less than what counts as a collision."""

def trim_profile(kind: str, size: float, height: float) -> list[Vec2]:
    """(distance off the wall, height) points of a moulding's section, counter-clockwise."""
    if kind == "skirting":
        d = SKIRTING_DEPTH
        return [(0.0, 0.0), (d, 0.0), (d, size - 0.006), (d - 0.005, size), (0.0, size)]
    s, h = size, height
    return [
        (0.0, h - s),
        (0.012, h - s),
        (0.02, h - 0.7 * s),
        (0.7 * s, h - 0.02),
        (s, h - 0.012),
        (s, h),
        (0.0, h),
    ]

def trim_gaps(run: WallRun, low: float, high: float) -> list[Vec2]:
    """Stretches of a wall (metres along it) where an opening interrupts a moulding between two heights."""
    gaps = []
    for cut in BUILD.openings.get(run.name, []):
        if cut["z0"] < high and cut["z1"] > low:
            gaps.append((cut["u0"] - cut["casing"], cut["u1"] + cut["casing"]))
    return sorted(gaps)

def trim_stretches(length: float, gaps: list[Vec2]) -> list[Vec2]:
    """What is left of a wall between the gaps."""
    stretches, at = [], 0.0
    for start, end in gaps:
        if start - at > 0.02:
            stretches.append((at, start))
        at = max(at, end)
    return [*stretches, (at, length)] if length - at > 0.02 else stretches

def trim_piece(run: WallRun, profile: list[Vec2], low: float, high: float, back: bool = False) -> Shell:
    """A straight piece of moulding from `low` to `high` metres along a wall, mitred at its corners."""
    n, shell = len(profile), Shell()
    mitres = (
        shell_mitre(math.radians(run.corners[0])) if low <= 1e-6 else 0.0,
        shell_mitre(math.radians(run.corners[1])) if high >= run.length - 1e-6 else 0.0,
    )
    for u, mitre, sign in ((low, mitres[0], 1.0), (high, mitres[1], -1.0)):
        for off, z in profile:
            y = run.thickness + off if back else -off
            shell.verts.append(((u + sign * mitre * off) * run.side, y, z))
    shell.add([tuple(range(n))[::-1], tuple(n + k for k in range(n))])
    shell.add([(k, (k + 1) % n, n + (k + 1) % n, n + k) for k in range(n)])
    if (run.side > 0) != back:
        shell.faces = [face[::-1] for face in shell.faces]
    return shell

def trim_wall(o: Thing, kind: str, name: str, run: WallRun, size: float, both: bool = False) -> Any:
    """The skirting or cornice of one wall as one part; None when nothing is left of it."""
    profile = trim_profile(kind, size, run.height)
    gaps = trim_gaps(run, min(z for _, z in profile), max(z for _, z in profile))
    pieces = []
    for back in (False, True) if both else (False,):
        pieces += [trim_piece(run, profile, a, b, back) for a, b in trim_stretches(run.length, gaps)]
    if not pieces:
        return None
    return wall_place(emit(o, name, shell_joined(pieces), slot=kind), run)

def trim_partition(o: Thing, kind: str, run: WallRun, size: float) -> None:
    """The moulding on both sides of a partition and around those of its ends that stand free."""
    ends = [run.frame(u) @ Vector((0.0, run.thickness / 2, 0.0)) for u in (0.0, run.length)]
    free = [trim_free(end.x, end.y, run) for end in ends]
    corners = (-90.0 if free[0] else 0.0, -90.0 if free[1] else 0.0)
    trim_wall(o, kind, kind, replace(run, corners=corners), size, both=True)
    back = (-run.along[0], -run.along[1])
    for k, (u, into) in enumerate(((0.0, run.along), (run.length, back))):
        if free[k]:
            start = (run.start[0] + run.along[0] * u, run.start[1] + run.along[1] * u)
            end = replace(run, start=start, along=run.outward, outward=into, length=run.thickness)
            profile = trim_profile(kind, size, run.height)
            piece = trim_piece(replace(end, corners=(-90.0, -90.0)), profile, 0.0, run.thickness)
            wall_place(emit(o, f"{kind}_end", piece, slot=kind), end)

def trim_free(x: float, y: float, run: WallRun) -> bool:
    """Whether a partition's end at a point touches no wall and no other partition."""
    others = [r for r in shell_room()["partitions"].values() if r.name != run.name]
    for other in [*shell_runs(shell_room()), *others]:
        dx, dy = x - other.start[0], y - other.start[1]
        through = dx * other.outward[0] + dy * other.outward[1]
        along = dx * other.along[0] + dy * other.along[1]
        if -0.03 < through < other.thickness + 0.03 and -0.03 < along < other.length + 0.03:
            return False
    return True

def trim_build() -> None:
    """Skirting and cornice of every wall, partitions on both sides."""
    info = shell_room()
    for kind in ("skirting", "cornice"):
        if info[kind] <= 0:
            continue
        for run in shell_runs(info):
            trim_wall(BUILD.shell["room"], kind, f"{kind}.{run.name}", run, info[kind])
        for number, (id, run) in enumerate(info.get("partitions", {}).items(), 1):
            # Surfaces that coincide where walls meet would come out black: keep them apart.
            apart = replace(run, height=run.height - 0.0007 * number)
            if kind == "skirting" or run.height >= info["height"] - 0.01:
                trim_partition(BUILD.shell[id], kind, apart, info[kind] - 0.0007 * number)

WALL_CAP = 0.004
"""Thickness of the plate that finishes a wall's top, metres."""

FLOOR_TOP = 0.012
"""Thickness of the flooring, which lies on the slab, metres."""

FLOOR_SLAB = 0.1

FLOOR_AREA = 0.002
"""Thickness of a floor area of its own, metres."""

CEILING_SLAB = 0.1

PILLAR_SIDE = 0.8
"""A hole in the floor narrower than this is a pillar: its top is closed."""

def wall_build(o: Thing, part: str, run: WallRun) -> Any:
    """One wall with its openings, its top finished, as parts of `o` that stand in the wall's own frame."""
    cuts = BUILD.openings.get(run.name, [])
    body = wall_place(emit(o, part, wall_shell(run, cuts), slot="walls"), run)
    name = part.replace("wall", "cap", 1) if part.startswith("wall") else "cap"
    # Where two caps cross, coinciding surfaces would come out black: keep them apart.
    partitions = list(BUILD.room.get("partitions", {}))
    lower = 0.0003 * (partitions.index(run.name) + 1) if run.name in partitions else 0.0
    plate = wall_shell(replace(run, height=WALL_CAP - lower), [])
    wall_place(emit(o, name, plate, slot="cap", at=(0, 0, run.height)), run)
    return body

def wall_place(obj: Any, run: WallRun) -> Any:
    """Stand a part made in a wall's frame where the wall is, and say which wall it belongs to."""
    obj["wall"] = str(run.name)
    obj.matrix_basis = run.frame() if obj.parent is None else obj.parent.matrix_basis.inverted() @ run.frame()
    return obj

def wall_shell(run: WallRun, cuts: list[dict[str, Any]]) -> Shell:
    """The wall's solid in its own frame: a grid of blocks, those inside an opening left out."""
    grid = WallGrid(run, cuts)
    for i in range(len(grid.us) - 1):
        for j in range(len(grid.zs) - 1):
            grid.block(i, j)
    for cut in cuts:
        if cut["depth"] is None and cut["arch"]:
            wall_arch(grid.shell, cut, run)
    if run.side < 0:
        grid.shell.faces = [face[::-1] for face in grid.shell.faces]
    return grid.shell

class WallGrid:
    """A wall cut into blocks at the edges of its openings, which share their corners: it is watertight."""

    def __init__(self, run: WallRun, cuts: list[dict[str, Any]]) -> None:
        self.run, self.cuts, self.shell = run, cuts, Shell()
        self.us = sorted({0.0, run.length, *(u for c in cuts for u in (c["u0"], c["u1"]))})
        self.zs = sorted({0.0, run.height, *(z for c in cuts for z in (c["z0"], c["z1"]))})
        self._index: dict[tuple[int, int, float], int] = {}

    def front(self, i: int, j: int) -> float:
        """How deep a block's face lies behind the wall's inner face: 0, a niche's depth, or all through."""
        if not (0 <= i < len(self.us) - 1 and 0 <= j < len(self.zs) - 1):
            return self.run.thickness
        u, z = (self.us[i] + self.us[i + 1]) / 2, (self.zs[j] + self.zs[j + 1]) / 2
        for cut in self.cuts:
            if cut["u0"] < u < cut["u1"] and cut["z0"] < z < cut["z1"]:
                return self.run.thickness if cut["depth"] is None else float(cut["depth"])
        return 0.0

    def vertex(self, i: int, j: int, y: float) -> int:
        """Index of a grid corner at a depth; the wall's ends are slanted by their mitres."""
        if (i, j, y) not in self._index:
            run, u = self.run, self.us[i]
            ends = {0: run.outer[0], len(self.us) - 1: run.outer[1]}
            outer = ends.get(i, min(max(u, run.outer[0]), run.outer[1]))
            self._index[i, j, y] = len(self.shell.verts)
            along = u + (outer - u) * y / run.thickness
            self.shell.verts.append((along * run.side, y, self.zs[j]))
        return self._index[i, j, y]

    def block(self, i: int, j: int) -> None:
        """Build one block: its front, its back, and its sides as far as its neighbours are hollower."""
        near, far = self.front(i, j), self.run.thickness
        if near >= far:
            return
        rim = [(i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1)]
        front, back = [self.vertex(*p, near) for p in rim], [self.vertex(*p, far) for p in rim]
        self.shell.add([tuple(front), tuple(back[::-1])])
        for k, beside in enumerate([(i, j - 1), (i + 1, j), (i, j + 1), (i - 1, j)]):
            deep = self.front(*beside)
            if deep > near:
                a, b = rim[k], rim[(k + 1) % 4]
                inner, outer = (front[k], front[(k + 1) % 4]), (self.vertex(*a, deep), self.vertex(*b, deep))
                self.shell.add([(inner[0], outer[0], outer[1], inner[1])])

def wall_arch(shell: Shell, cut: dict[str, Any], run: WallRun, steps: int = 20) -> None:
    """Fill what lies above a round arch inside its opening's rectangle."""
    middle, half = (cut["u0"] + cut["u1"]) / 2, (cut["u1"] - cut["u0"]) / 2
    rise = min(half, cut["z1"] - cut["z0"] - 0.1)
    turns = [math.pi * k / steps for k in range(steps + 1)]
    rim = [(middle - half * math.cos(t), cut["z1"] - rise + rise * math.sin(t)) for t in turns]
    rim += [(cut["u1"], cut["z1"]), (cut["u0"], cut["z1"])]
    base, n = len(shell.verts), len(rim)
    for y in (0.0, run.thickness):
        shell.verts += [(u * run.side, y, z) for u, z in rim]
    shell.add([tuple(base + k for k in range(n)), tuple(base + n + k for k in range(n))[::-1]])
    shell.add([(base + k, base + n + k, base + n + (k + 1) % n, base + (k + 1) % n) for k in range(n)])

def wall_outer_outline(runs: list[WallRun]) -> list[Vec2]:
    """The outline that the walls' outer faces make, counter-clockwise."""
    points = []
    for run in runs:
        x, y = (run.start[k] + run.along[k] * run.outer[0] + run.outward[k] * run.thickness for k in range(2))
        points.append((x, y))
    return points if outline_area(points) > 0 else points[::-1]

def shell_slabs(o: Thing, info: dict[str, Any]) -> None:
    """Floor and ceiling: slabs that reach under and over the walls."""
    runs = shell_runs(info)
    count = len(info["floor"])
    outline = wall_outer_outline(runs[:count])
    holes, first = [], count
    for hole in info["holes"]:
        holes.append(wall_outer_outline(runs[first : first + len(hole)])[::-1])
        first += len(hole)
    holes = [h for h in holes if abs(outline_area(h)) > 0.01]
    xs, ys = [p[0] for p in info["floor"]], [p[1] for p in info["floor"]]
    top = emit(o, "floor", shell_prism(outline, FLOOR_TOP, holes), slot="floor", at=(0, 0, -FLOOR_TOP))
    top["texture_from"], top["texture_to"] = (min(xs), min(ys), -FLOOR_TOP), (max(xs), max(ys), 0.0)
    emit(o, "slab", shell_prism(outline, FLOOR_SLAB, holes), slot="cap", at=(0, 0, -FLOOR_TOP - FLOOR_SLAB))
    for hole in info["holes"]:
        (x0, y0), (x1, y1) = plan_bounds(hole)
        if min(x1 - x0, y1 - y0) < PILLAR_SIDE:
            lid = shell_prism(hole, WALL_CAP + 0.0005)
            emit(o, "cap.pillar", lid, slot="cap", at=(0, 0, info["height"]))
    for id, area in info.get("areas", {}).items():
        # Each a little higher than the last, so that areas that overlap do not coincide.
        thick = FLOOR_AREA * (1 + list(info["areas"]).index(id) * 0.2)
        emit(BUILD.shell[id], "floor", shell_prism(area, thick), slot="floor")
    if info["ceiling"]:
        lid = shell_prism(outline, CEILING_SLAB, holes)
        made = emit(o, "ceiling", lid, slot="ceiling", at=(0, 0, info["height"] + WALL_CAP + 0.001))
        # In Blender's window one looks into the room from above; pictures show the ceiling.
        made.display_type = "BOUNDS"

WINDOW_FRAME = 0.05
"""Width of the outer frame seen from the front, metres."""

def window_build(o: Thing, panes: tuple[int, int], style: str, boards: bool) -> None:
    """Frame, glass, handles and sills of a window whose hole is `o.size` (width, wall thickness, height)."""
    columns, rows = max(1, panes[0]), max(1, panes[1])
    deep = min(0.07, o.d)
    y = o.d * 0.62 if o.d > 0.12 else o.d / 2
    bar = 0.03 if style == "fixed" else WINDOW_FRAME
    shells = window_ring(o.w, o.h, bar, deep, 0.0, 0.0, y)
    clear = (o.w - 2 * bar) / columns
    for k in range(columns):
        x = -o.w / 2 + bar + (k + 0.5) * clear
        if k:
            shells.append(shell_box((bar, deep, o.h - 2 * bar), (x - clear / 2, y, bar)))
        inside = clear - (bar if columns > 1 else 0.0)
        if style != "fixed":
            shells += window_ring(inside, o.h - 2 * bar, 0.04, deep * 0.7, x, bar, y - deep * 0.25)
    for j in range(1, rows):
        z = bar + (o.h - 2 * bar) * j / rows
        tall = 0.022 if style != "sash" else 0.045
        shells.append(shell_box((o.w - 2 * bar, deep * 0.6, tall), (0, y, z - tall / 2)))
    emit(o, "frame", shell_joined(shells), slot="frame")
    pane = shell_box((o.w - 2 * bar + 0.01, 0.006, o.h - 2 * bar + 0.01), (0, y, bar - 0.005))
    # Sun and sky pass: shadows of clear glass cost time and show nothing.
    emit(o, "glass", pane, slot="glass").visible_shadow = False
    if style == "casement":
        emit(o, "handle", window_handles(o, columns, clear, bar, y - deep * 0.6), slot="handle", crease=35)
    if boards:
        window_boards(o, y, deep)

def window_ring(
    width: float, height: float, bar: float, deep: float, x: float, z: float, y: float
) -> list[Shell]:
    """Four bars around a rectangle whose lower edge's centre is at (x, y, z)."""
    upright = [shell_box((bar, deep, height), (x + s * (width - bar) / 2, y, z), 0.004) for s in (-1, 1)]
    across = [shell_box((width - 2 * bar, deep, bar), (x, y, z + t), 0.0) for t in (0.0, height - bar)]
    return upright + across

def window_handles(o: Thing, columns: int, clear: float, bar: float, y: float) -> Shell:
    """A small lever on each sash, at the side away from its hinges."""
    shells = []
    for k in range(columns):
        x = -o.w / 2 + bar + (k + 0.5) * clear
        side = 1 if k < columns / 2 else -1
        at = x + side * (clear / 2 - 0.045)
        path = [(at, y + 0.02, o.h * 0.45), (at, y - 0.03, o.h * 0.45), (at, y - 0.03, o.h * 0.45 - 0.11)]
        shells.append(shell_tube(path, 0.007, 8, 0.012))
    return shell_joined(shells)

def window_boards(o: Thing, y: float, deep: float) -> None:
    """The board inside, the sloped one outside."""
    inner = y - deep / 2
    board = shell_box((o.w + 0.06, 0.045, 0.025), (0, -0.0225, -0.025), 0.004)
    tongue = shell_box((o.w, inner, 0.012), (0, inner / 2, 0.0))
    emit(o, "sill", shell_joined([board, tongue]), slot="sill")
    outside = o.d - y - deep / 2
    ledge = shell_box(
        (o.w + 0.04, outside + 0.03, 0.02), (0, y + deep / 2 + (outside + 0.03) / 2, -0.02), 0.003
    )
    emit(o, "ledge", ledge, slot="sill")

SETTLE_RAYS = 7
"""Rays a side, over the middle 80 % of the footprint."""

def settle_tree(o: Thing) -> Any:
    """A ray-casting tree over all parts of an object, in its own frame; None when it has none."""
    verts: list[Any] = []
    faces: list[tuple[int, ...]] = []
    for part in o.parts:
        base = len(verts)
        verts.extend(coordinates(part.data).tolist())
        faces.extend(tuple(base + v for v in p.vertices) for p in part.data.polygons)
    return BVHTree.FromPolygons(verts, faces) if faces else None

def settle_height(tree: Any, child: Thing, at: tuple[float, float], yaw: float, top: float) -> float | None:
    """Median height of the surface under a footprint, found by rays from above; None when all miss."""
    turn = math.radians(yaw)
    found = []
    for i in range(SETTLE_RAYS):
        for j in range(SETTLE_RAYS):
            x = (i / (SETTLE_RAYS - 1) - 0.5) * 0.8 * child.w
            y = (j / (SETTLE_RAYS - 1) - 0.5) * 0.8 * child.d
            px = at[0] + x * math.cos(turn) - y * math.sin(turn)
            py = at[1] + x * math.sin(turn) + y * math.cos(turn)
            hit = tree.ray_cast((px, py, top + 1.0), (0.0, 0.0, -1.0))[0]
            if hit is not None:
                found.append(hit.z)
    return float(median(found)) if found else None

def settle_all() -> None:
    """Set the height of every object that stands on another and was given none, parents first."""
    trees: dict[str, Any] = {}
    for id, spot in BUILD.placements.items():
        if not spot["on"] or spot["z"] is not None:
            continue
        parent, child = BUILD.things[spot["on"]], BUILD.things[id]
        if parent.id not in trees:
            trees[parent.id] = settle_tree(parent)
        tree = trees[parent.id]
        height = settle_height(tree, child, spot["at"], spot["yaw"], parent.h) if tree else None
        child.root.location.z = parent.h if height is None else height
