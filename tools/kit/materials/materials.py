"""Materials: a palette by name, and who wears what.

Base colours are plain values or pictures with a UV mapping, never procedural nodes: they survive glTF.
"""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import bpy
import numpy as np

from tools.kit.core import BUILD, Vec2
from tools.kit.materials.colors import linear_of, srgb_values
from tools.kit.materials.material_kinds import MaterialLook, look_of
from tools.kit.materials.textures import PATTERNS

TEXTURE_PIXELS = 256
"""Side of a generated pattern; floors get twice as much."""
PHOTO_RELIEF = 0.003
"""Metres of relief at most that are read into a photo: its tones are colours before they are heights."""
CLEAR_ROUGH = 0.1
"""Roughness up to which a see-through material is clear glass, or water."""
CLEAR_RIM = 0.25
"""How far in from a vessel's outline its glass is seen edge on (the blend of Blender's Layer Weight)."""
CLEAR_EDGE = 0.72
"""How much of the light it lets through there, of what it does elsewhere."""
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
    if texture:
        look = look._replace(bump=min(look.bump, PHOTO_RELIEF))
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


def picture_data(path: str, data: str) -> None:
    """Give a picture's file as base64 text, for `material(texture=path)` to find it without the file."""
    BUILD.settings.setdefault("pictures", {})[path] = data


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
    """A generated picture of the look's pattern in a colour (sRGB 0-1); None when it is plain.

    It is a PNG with a palette: materials of the same pattern share its pixels, packed once.
    """
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
        if look.rough <= CLEAR_ROUGH:
            material_clear(made, look, color)
    if picture is not None:
        material_picture(made, shader, look, picture, size, turn)
    return made


def material_see_through(made: Any) -> None:
    """Blend it in fast previews, whatever the Blender version calls that."""
    if hasattr(made, "surface_render_method"):
        made.surface_render_method = "BLENDED"
    made.use_backface_culling = False


def material_clear(made: Any, look: MaterialLook, color: Sequence[float]) -> None:
    """How the path tracer sees clear glass: what is behind it, a little of its colour, and its own gleam.

    The plain shader, which glTF and the previews take, lays white haze over what is behind, once for each
    wall of a vessel. Light goes straight through: there is no noise, and no black shadow.
    """
    tree, new = made.node_tree, made.node_tree.nodes.new
    plain = next(n for n in tree.nodes if n.type == "OUTPUT_MATERIAL")
    out = new("ShaderNodeOutputMaterial")
    out.target, plain.is_active_output = "CYCLES", True
    through, gleam, mix = (new(f"ShaderNode{k}") for k in ("BsdfTransparent", "BsdfGlossy", "MixShader"))
    rim, fresnel, side = (new(f"ShaderNode{k}") for k in ("LayerWeight", "Fresnel", "NewGeometry"))
    tint, front, share = (new(f"ShaderNode{k}") for k in ("MixRGB", "Math", "Math"))
    body = [1 - look.alpha + look.alpha * c for c in color[:3]]
    rim.inputs["Blend"].default_value, fresnel.inputs["IOR"].default_value = CLEAR_RIM, 1.45
    tint.inputs[1].default_value = (*body, 1.0)
    tint.inputs[2].default_value = (*(b * CLEAR_EDGE for b in body), 1.0)
    gleam.inputs["Roughness"].default_value = look.rough
    front.operation, front.inputs[0].default_value = "SUBTRACT", 1.0
    share.operation = "MULTIPLY"
    for source, socket in (
        (rim.outputs["Facing"], tint.inputs[0]), (tint.outputs[0], through.inputs["Color"]),
        (side.outputs["Backfacing"], front.inputs[1]), (front.outputs[0], share.inputs[0]),
        (fresnel.outputs[0], share.inputs[1]), (share.outputs[0], mix.inputs[0]),
        (through.outputs[0], mix.inputs[1]), (gleam.outputs[0], mix.inputs[2]),
        (mix.outputs[0], out.inputs["Surface"]),
    ):  # fmt: skip
        tree.links.new(source, socket)


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
