"""What a mesh's materials look like without lights: base colour, picture, emission."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tools.blender.meshes import Piece

GREY = (0.6, 0.6, 0.6)
TEXTURE_SIDE = 512


@dataclass(frozen=True)
class Surface:
    """One material's look.

    Attributes:
        color: linear RGB.
        image: the Blender image that replaces the colour; None without one.
        mapping: (2, 2) from uv to repeats of the image.
        emission: linear RGB times strength.
    """

    color: tuple[float, float, float]
    image: Any = None
    mapping: NDArray[np.float64] = field(default_factory=lambda: np.eye(2))
    emission: tuple[float, float, float] = (0.0, 0.0, 0.0)


_CACHE: dict[str, Surface] = {}


def material_of(piece: Piece, slot: int) -> Any:
    """The Blender material in a slot of a piece; None when the slot is empty or missing."""
    slots = piece.source.material_slots
    return slots[min(slot, len(slots) - 1)].material if len(slots) else None


def surface_of(material: Any) -> Surface:
    """The look of a Blender material, None included; kept for the rest of the job."""
    if material is None:
        return Surface(GREY)
    if material.name not in _CACHE:
        _CACHE[material.name] = _read(material)
    return _CACHE[material.name]


def shader_of(material: Any) -> Any:
    """The shader that a material's surface is made of; None when it has none."""
    return _find(material, {"BSDF_PRINCIPLED", "BSDF_DIFFUSE", "EMISSION", "BSDF_GLASS"})


def _read(material: Any) -> Surface:
    shader = shader_of(material)
    if shader is None:
        return Surface(tuple(material.diffuse_color)[:3])
    socket = shader.inputs.get("Base Color") or shader.inputs.get("Color")
    color = tuple(socket.default_value)[:3]
    emission = (0.0, 0.0, 0.0)
    if shader.type == "EMISSION":
        emission = tuple(c * shader.inputs["Strength"].default_value for c in color)
    elif "Emission Strength" in shader.inputs:
        strength = shader.inputs["Emission Strength"].default_value
        emission = tuple(c * strength for c in tuple(shader.inputs["Emission Color"].default_value)[:3])
    node = next((n for n in _behind(socket) if n.type == "TEX_IMAGE" and n.image), None)
    if socket.is_linked:
        color = tuple(material.diffuse_color)[:3]
    if node is None:
        return Surface(color, emission=emission)
    mapping = next((n for n in _behind(node.inputs["Vector"]) if n.type == "MAPPING"), None)
    return Surface(color, node.image, _mapping(mapping), emission)


def _mapping(node: Any) -> NDArray[np.float64]:
    """(2, 2) scale, then rotation, of a Mapping node; the identity without one."""
    if node is None:
        return np.eye(2)
    turn = node.inputs["Rotation"].default_value[2]
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    return np.asarray(rotation @ np.diag(tuple(node.inputs["Scale"].default_value)[:2]))


def _find(material: Any, kinds: set[str]) -> Any:
    """The first shader node of these kinds that leads to the output."""
    tree = material.node_tree
    output = next((n for n in tree.nodes if n.type == "OUTPUT_MATERIAL"), None) if tree else None
    if output is None:
        return None
    return next((n for n in _behind(output.inputs["Surface"]) if n.type in kinds), None)


def _behind(socket: Any) -> Iterator[Any]:
    """Nodes that feed a socket, nearest first."""
    todo, seen = [socket], set()
    while todo:
        for link in todo.pop(0).links:
            node = link.from_node
            if node.name not in seen:
                seen.add(node.name)
                yield node
                todo.extend(i for i in node.inputs if i.is_linked)


def mean_of(surface: Surface) -> NDArray[np.float64]:
    """Mean linear RGB. A picture the program made itself has its material's colour by construction."""
    picture = None if surface.image is None or not surface.image.filepath else pixels(surface.image)
    if picture is None:
        return np.array(surface.color, float)
    return np.asarray(picture[::4, ::4].reshape(-1, 3).mean(axis=0, dtype=float))


@cache
def levels(image: Any) -> tuple[NDArray[np.float32], ...]:
    """The image and its halves, (h, w, 3) linear RGB each, bottom row first; empty when it cannot be read."""
    picture = pixels(image)
    found = [] if picture is None else [picture]
    while found and min(found[-1].shape[:2]) > 1:
        last = found[-1][: found[-1].shape[0] // 2 * 2, : found[-1].shape[1] // 2 * 2]
        found.append((last[::2, ::2] + last[1::2, ::2] + last[::2, 1::2] + last[1::2, 1::2]) / 4)
    return tuple(found)


@cache
def pixels(image: Any) -> NDArray[np.float32] | None:
    """(h, w, 3) linear RGB, bottom row first, thinned to about 512 a side; None when it cannot be read."""
    width, height = image.size
    if not width or not height:
        return None
    data = np.empty(width * height * image.channels, np.float32)
    image.pixels.foreach_get(data)
    data = data.reshape(height, width, image.channels)
    step = max(1, min(width, height) // TEXTURE_SIDE)
    color = (
        data[::step, ::step, :3] if image.channels >= 3 else np.repeat(data[::step, ::step, :1], 3, axis=2)
    )
    return to_linear(color) if image.colorspace_settings.name == "sRGB" and not image.is_float else color


def to_linear(color: NDArray[np.float32]) -> NDArray[np.float32]:
    """SRGB 0-1 to linear."""
    low = color / 12.92
    high = ((np.maximum(color, 0.04045) + 0.055) / 1.055) ** 2.4
    return np.where(color <= 0.04045, low, high).astype(np.float32)


def to_srgb(color: NDArray[np.float32]) -> NDArray[np.float32]:
    """Linear to sRGB 0-1, clipped."""
    color = np.clip(color, 0.0, 1.0)
    high = 1.055 * np.maximum(color, 0.0031308) ** (1 / 2.4) - 0.055
    return np.where(color <= 0.0031308, color * 12.92, high).astype(np.float32)


def mean_color(pieces: list[Piece]) -> tuple[int, int, int] | None:
    """Area-weighted base colour of some pieces, sRGB 0-255; None when none wears a material."""
    total, weight = np.zeros(3), 0.0
    for piece in pieces:
        corners = piece.vertices[piece.triangles].astype(float)
        normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        areas = np.sqrt(np.einsum("nc,nc->n", normal, normal)) / 2
        for slot in np.unique(piece.materials):
            material = material_of(piece, int(slot))
            if material is None:
                continue
            area = float(areas[piece.materials == slot].sum())
            total, weight = total + mean_of(surface_of(material)) * area, weight + area
    if weight <= 0.0:
        return None
    red, green, blue = np.round(to_srgb((total / weight).astype(np.float32)) * 255).astype(int).tolist()
    return red, green, blue
