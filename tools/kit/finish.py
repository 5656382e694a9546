"""The last cell: build what is missing, settle, dress and light everything; then pictures and files."""

from __future__ import annotations

import argparse
import atexit
import os
import sys
from pathlib import Path
from typing import Any

import bpy

from tools.kit.cameras import default_views
from tools.kit.core import BUILD, Thing, mesh
from tools.kit.light.lights import kelvin_rgb, lamp_spot
from tools.kit.light.sky import SKY_DEFAULT, light_preset, sky_build, window_light
from tools.kit.materials.colors import srgb_linear
from tools.kit.materials.dress import dress_all
from tools.kit.room.cutaway import show_view
from tools.kit.room.room_shell import shell_runs
from tools.kit.room.trim import trim_build
from tools.kit.room.walls import shell_slabs, wall_build
from tools.kit.settle import settle_all

SHADE_GLOW = 1.1
"""Radiance, times what the exposure takes away, that AgX shows as a glowing shade."""
BULB_GLOW = 5.0
"""The same for a bulb: white."""
LAMPS = ("lamp", "light", "lantern", "chandelier", "sconce")
"""Words in the names of what is all lamp: where it has no shade and no bulb, its glass glows."""
FULL_WATTS = 3.0
"""A bedside lamp's power, from which its shade glows fully."""
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
    slots = {part["slot"] for part in lamp.parts}
    glowing = slots & {"shade", "bulb"}
    if not glowing and any(word in lamp.category for word in LAMPS):  # and no lit cabinet's panes
        glowing = slots & {"glass"}
    for part in lamp.parts:
        if part["slot"] in ("shade", "bulb", "glass"):
            part.visible_shadow = False
        if part["slot"] in glowing and part.data.materials:
            opal = bool(part.get("opal")) or part["slot"] == "glass"
            lamp_glow(part, light, "bulb" if opal or part["slot"] == "bulb" else "shade")
            # glass that glows as a whole is seen to be white; the room gets its light once, from the lamp
            part.visible_diffuse = not opal


def lamp_glow(part: Any, light: Any, kind: str) -> None:
    """Give a shade or bulb a glowing copy of its material, as strong as its light.

    `kind` is "bulb" for what is white with light, glass globes too, "shade" for cloth and paper.
    """
    source = part.material_slots[0].material
    name = f"{source.name} lit by {light.name}" + (" as a bulb" if kind == "bulb" else "")
    made = BUILD.materials.get(name)
    if made is None:
        made = source.copy()
        made.name = name
        for node in [n for n in made.node_tree.nodes if n.type == "OUTPUT_MATERIAL" and n.target == "CYCLES"]:
            made.node_tree.nodes.remove(node)  # lit glass glows, and is not seen through
        shader = next(n for n in made.node_tree.nodes if n.type == "BSDF_PRINCIPLED")
        tint, base = light.data.color, source.diffuse_color
        shader.inputs["Emission Color"].default_value = (
            *(t * b for t, b in zip(tint, base, strict=False)),
            1.0,
        )
        strength = shader.inputs["Emission Strength"]
        strength.default_value = max(lamp_radiance(kind, light.data.energy), strength.default_value)
        if kind == "bulb":
            shader.inputs["Alpha"].default_value = 1.0
        BUILD.materials[name] = made
    part.data.materials[0] = made


def lamp_radiance(slot: str, watts: float) -> float:
    """How strongly a lit "shade" or "bulb" glows: by its light, and enough to be seen to glow in the picture.

    A camera closed down by n stops, as for a bright day, sees a shade of a constant radiance as unlit cloth.
    """
    open_up = 2.0 ** -float(BUILD.settings.get("stops", 0.0))
    least, most = (SHADE_GLOW, 4.0) if slot == "shade" else (BULB_GLOW, 12.0)
    share = min(1.0, (watts / FULL_WATTS) ** 0.5)
    return float(
        min(max(0.09 * watts if slot == "shade" else watts, least * share * open_up), most * open_up)
    )


def render_settings() -> None:
    """AgX with the program's exposure; Cycles on the processor, few bounces, quick denoising."""
    scene, settings = BUILD.scene, BUILD.settings
    scene.view_settings.view_transform = "AgX"
    scene.view_settings.look = AGX_LOOKS[settings.get("contrast", "medium")]
    scene.view_settings.exposure = settings.get("stops", 0.0)
    scene.render.engine = "CYCLES"
    cycles = scene.cycles
    cycles.device, cycles.max_bounces, cycles.diffuse_bounces = "CPU", 4, 3
    cycles.glossy_bounces, cycles.transmission_bounces, cycles.transparent_max_bounces = 2, 2, 16
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
    """Render a named view to a .png, .jpg or .webp file.

    Args:
        path: file to write; its folder is made.
        view: name of the view.
        samples: per pixel.
        width: pixels, in place of the view's own, in its proportions.
    """
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
            if link.from_node.type == "BUMP":
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
