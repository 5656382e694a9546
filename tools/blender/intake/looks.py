"""A Blender material, as an importer made it, in glTF's terms: factors and at most four pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from numpy.typing import NDArray

from tools.blender import surface

SIDE = 1024
"""Pixels of a picture's longer side at most: a thing in a room is seen at some hundreds."""
GREY = (0.8, 0.8, 0.8)
QUALITY = 88


@dataclass
class Look:
    """One material.

    Attributes:
        color: linear RGB and opacity; (1, 1, 1, ...) where the picture says all.
        mean: linear RGB of the whole: of the picture where there is one.
        metallic: 0 to 1.
        roughness: 0 to 1.
        glow: linear RGB of what it emits, 0 to 1.
        strength: what that is multiplied by.
        clear: light that goes through, 0 to 1.
        cut: its opacity is in the colour picture, or below 1.
        pictures: by use ("base", "rough", "normal", "glow"): the file's bytes, and whether it is a PNG.
        relief: strength of the normal picture.
    """

    color: tuple[float, float, float, float] = (*GREY, 1.0)
    mean: tuple[float, float, float] = GREY
    metallic: float = 0.0
    roughness: float = 0.6
    glow: tuple[float, float, float] = (0.0, 0.0, 0.0)
    strength: float = 1.0
    clear: float = 0.0
    cut: bool = False
    pictures: dict[str, tuple[bytes, bool]] = field(default_factory=dict)
    relief: float = 1.0


def look_of(material: Any, scratch: Path) -> Look:
    """The look of a material; grey for none and for one without a shader that is understood."""
    shader = surface.shader_of(material) if material is not None else None
    if shader is None or shader.type != "BSDF_PRINCIPLED":
        color = tuple(material.diffuse_color)[:3] if material is not None else GREY
        return Look(color=(*color, 1.0), mean=color)
    inputs = shader.inputs
    look = Look(
        metallic=_number(inputs["Metallic"], 0.0),
        roughness=_number(inputs["Roughness"], 0.6),
        clear=_number(inputs["Transmission Weight"], 0.0),
    )
    alpha = _number(inputs["Alpha"], 1.0)
    base, factor = _picture(inputs["Base Color"]), _factor(inputs["Base Color"])
    color = tuple(inputs["Base Color"].default_value)[:3]
    opacity = _picture(inputs["Alpha"]) if inputs["Alpha"].is_linked else None
    look.cut = alpha < 1 or opacity is not None
    if base is not None and base.size[0]:
        data, mean, png = _stored(base, scratch, factor, alpha=opacity is not None, colours=True)
        look.pictures["base"], look.mean, look.color = (data, png), mean, (1.0, 1.0, 1.0, alpha)
    else:
        color = color if not inputs["Base Color"].is_linked else factor
        look.color, look.mean = (*color, alpha), color
    rough = _picture(inputs["Roughness"]) or _picture(inputs["Metallic"])
    if rough is not None and rough.size[0] and _split(inputs["Roughness"], inputs["Metallic"]):
        factors = 1.0, _share(inputs["Roughness"]), _share(inputs["Metallic"])
        look.pictures["rough"] = _stored(rough, scratch, factors)[::2]
        look.metallic = look.roughness = 1.0
    relief = _picture(inputs["Normal"])
    turned = next((n for n in _behind(inputs["Normal"]) if n.type == "NORMAL_MAP"), None)
    if relief is not None and relief.size[0] and turned is not None:
        look.pictures["normal"] = _stored(relief, scratch)[::2]
        look.relief = float(turned.inputs["Strength"].default_value)
    look.strength = _number(inputs["Emission Strength"], 0.0)
    lit = _picture(inputs["Emission Color"])
    if look.strength > 0 and lit is not None and lit.size[0]:
        look.pictures["glow"] = _stored(lit, scratch, _factor(inputs["Emission Color"]), colours=True)[::2]
        look.glow = (1.0, 1.0, 1.0)
    elif look.strength > 0:
        look.glow = _within(tuple(inputs["Emission Color"].default_value)[:3])
    return look


def _number(socket: Any, other: float) -> float:
    """A socket's plain value; `other` where something is linked that is no plain number."""
    if socket.is_linked:
        return other
    value = float(socket.default_value)
    return min(max(value, 0.0), 1000.0 if "Strength" in socket.name else 1.0)


def _behind(socket: Any) -> Iterator[Any]:
    """Nodes that feed a socket, nearest first."""
    todo, seen = [socket], set()
    while todo:
        for link in todo.pop(0).links:
            if link.from_node.name not in seen:
                seen.add(link.from_node.name)
                yield link.from_node
                todo.extend(i for i in link.from_node.inputs if i.is_linked)


def _picture(socket: Any) -> Any:
    return next((n.image for n in _behind(socket) if n.type == "TEX_IMAGE" and n.image), None)


def _factor(socket: Any) -> tuple[float, float, float]:
    """The colour that a picture is multiplied by."""
    for node in _behind(socket):
        if node.type == "MIX" and node.data_type == "RGBA" and node.blend_type == "MULTIPLY":
            free = [i for i in node.inputs if i.type == "RGBA" and not i.is_linked and i.enabled]
            if free:
                return _within(tuple(free[0].default_value)[:3])
    return 1.0, 1.0, 1.0


def _share(socket: Any) -> float:
    """What a channel of a picture is multiplied by."""
    for node in _behind(socket):
        if node.type == "MATH" and node.operation == "MULTIPLY":
            free = [float(i.default_value) for i in node.inputs if not i.is_linked and i.enabled]
            if free:
                return min(max(free[0], 0.0), 1.0)
    return 1.0


def _within(color: tuple[float, ...]) -> tuple[float, float, float]:
    red, green, blue = (min(max(float(c), 0.0), 1.0) for c in color[:3])
    return red, green, blue


def _split(*sockets: Any) -> bool:
    """Whether roughness and metal come out of one picture's channels, as glTF has them."""
    return any(n.type in ("SEPARATE_COLOR", "SEPRGB") for s in sockets for n in _behind(s))


def _stored(
    image: Any,
    scratch: Path,
    factor: tuple[float, float, float] = (1.0, 1.0, 1.0),
    *,
    alpha: bool = False,
    colours: bool = False,
) -> tuple[bytes, tuple[float, float, float], bool]:
    """A picture as a PNG or JPEG file of bounded size, its mean in linear RGB, and whether it is a PNG."""
    if max(image.size) > SIDE:
        share = SIDE / max(image.size)
        image.scale(*(max(1, round(side * share)) for side in image.size))
    width, height = image.size
    data = np.empty(width * height * image.channels, np.float32)
    image.pixels.foreach_get(data)
    pixels = np.ones((width * height, 4), np.float32)
    given = data.reshape(-1, image.channels)
    if image.channels >= 3:
        pixels[:, : image.channels] = given
    else:
        pixels[:, :3] = given[:, :1]
    pixels = np.clip(np.nan_to_num(pixels), 0.0, 1.0)
    linear = surface.to_linear(pixels[:, :3]) if colours else pixels[:, :3]
    if factor != (1.0, 1.0, 1.0):
        linear = linear * np.array(factor, np.float32)
        pixels[:, :3] = surface.to_srgb(linear) if colours else linear
    mean = linear.mean(axis=0, dtype=float)
    clear = alpha and bool((pixels[:, 3] < 0.999).any())
    made = bpy.data.images.new("stored", width, height, alpha=clear)
    made.pixels.foreach_set(pixels.ravel())
    png = clear or not colours  # a relief or a roughness loses too much as a JPEG
    made.file_format = "PNG" if png else "JPEG"
    out = scratch / f"picture{'.png' if png else '.jpg'}"
    made.filepath_raw = str(out)
    made.save(quality=0 if png else QUALITY)
    bpy.data.images.remove(made)
    red, green, blue = (round(float(c), 4) for c in mean)
    return out.read_bytes(), (red, green, blue), png


def colours(pairs: list[tuple[NDArray[np.float64], Look]], most: int = 4) -> list[tuple[str, float]]:
    """The commonest base colours by area, "#rrggbb" with their share; alike ones together.

    Args:
        pairs: points (n, 3) of each part's corners, three a triangle, and its look.
        most: how many.
    """
    found: list[tuple[NDArray[np.float64], float]] = []
    for points, look in pairs:
        corners = points.reshape(-1, 3, 3)
        across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        area = float(np.linalg.norm(across, axis=1).sum())
        shade = surface.to_srgb(np.array([look.mean], np.float32))[0].astype(float)
        for k, (other, size) in enumerate(found):
            if np.abs(other - shade).max() < 0.06:
                found[k] = (other, size + area)
                break
        else:
            found.append((shade, area))
    total = sum(area for _, area in found) or 1.0
    found.sort(key=lambda pair: -pair[1])
    return [
        ("#" + "".join(f"{round(255 * c):02x}" for c in shade), round(area / total, 3))
        for shade, area in found[:most]
    ]
