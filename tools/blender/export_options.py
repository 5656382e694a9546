"""How a scene may be written for other programs, and which kind of file can be written which way."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal, get_args

from tools.errors import InputError, ToolError

Textures = Literal["png", "jpeg", "webp"]
Up = Literal["y", "z"]
Unit = Literal["m", "cm", "mm", "in", "ft"]
METRES: dict[Unit, float] = {"m": 1.0, "cm": 0.01, "mm": 0.001, "in": 0.0254, "ft": 0.3048}
"""Of one unit; inches and feet are exact by definition."""
TEXTURE_SIZES = (16, 8192)
"""Pixels: below, nothing is left of a pattern; above, many readers refuse a picture."""
DETAIL = (0.01, 1.0)


@dataclass(frozen=True)
class ExportOptions:
    """How the scene is written; as it stands, everything in it, in the way that most programs read.

    Attributes:
        textures: how pictures are stored. "jpeg" keeps PNG where they are see-through; "webp" comes with a
            JPEG or PNG for readers without WebP, so the file is larger. None: JPEG in .glb, PNG elsewhere.
        texture_size: the longer side of a picture, pixels at most; None: as they are.
        ceiling: whether the ceiling is in it.
        lights: whether lights are in it.
        object: id of the one object to write, upright at the origin: its foot's centre at (0, 0, 0), facing
            -Y (with Y up: +Z). "room" is the shell. Lights, cameras and all else are left out.
        up: the axis that points up; None: what is usual for the kind of file (Z in .usdc, Y elsewhere).
        unit: of lengths; None: metres. An .fbx says its own unit, a .glb is in metres by its standard.
        joined: one mesh for each material, for few draw calls; object ids and parts are lost.
        physics: what collides and what moves is listed in a .glb's extras.
        detail: share of the triangles to keep, 0.01 to 1. What is flat, and the room's shell, keeps its own.
    """

    textures: Textures | None = None
    texture_size: int | None = None
    ceiling: bool = True
    lights: bool = True
    object: str | None = None
    up: Up | None = None
    unit: Unit | None = None
    joined: bool = False
    physics: bool = False
    detail: float = 1.0

    def changed(self) -> list[str]:
        """Names of the options that were asked for."""
        return [f.name for f in fields(self) if getattr(self, f.name) != f.default]


ANY = frozenset({"textures", "texture_size", "ceiling", "lights", "object", "up", "joined", "detail"})
TAKES: dict[str, frozenset[str]] = {
    ".blend": frozenset(),
    ".glb": ANY | {"physics"},
    ".usdc": ANY | {"unit"},
    ".usdz": ANY | {"unit"},
    ".obj": ANY | {"unit"},
    ".fbx": ANY,
}
"""Options by kind of file. A .blend is the scene itself, to be changed in Blender."""
WHY_NOT = {
    ".blend": "it holds the scene as it is; other kinds of file take options",
    ".glb": "its standard fixes metres",
    ".fbx": "it says its own unit, and readers convert",
}
NO_PHYSICS = "a .glb has a place for it; .xml, .urdf and .usda are made for simulators"
SUFFIXES = tuple(TAKES)
WHOLE = ExportOptions()
"""Everything, as it stands."""


def check(name: str, suffix: str, options: ExportOptions) -> None:
    """Refuse what cannot be written.

    Args:
        name: of the file, for the message.
        suffix: its ending, with the dot.
        options: what was asked for.

    Raises:
        ToolError: no such kind of file.
        InputError: an option out of its range, or one that this kind of file does not take.
    """
    if suffix not in TAKES:
        raise ToolError(f"cannot export {name}: use {', '.join(SUFFIXES)}, .py, .xml, .urdf or .usda")
    for option, choices in (("textures", Textures), ("up", Up), ("unit", Unit)):
        value, allowed = getattr(options, option), get_args(choices)
        if value is not None and value not in allowed:
            raise InputError(f"{name}: no {option} {value!r}; use {', '.join(allowed)}")
    for option in options.changed():
        if option not in TAKES[suffix]:
            why = NO_PHYSICS if option == "physics" else WHY_NOT[suffix]
            raise InputError(f"{name}: {suffix} takes no {spelled(option)}: {why}")
    if options.physics and options.object is not None:
        raise InputError(f"{name}: what collides is listed for the whole room, not for one object")
    if options.textures == "webp" and suffix != ".glb":
        raise InputError(f"{name}: WebP pictures go into .glb only; use png or jpeg")
    least, most = TEXTURE_SIZES
    if options.texture_size is not None and not least <= options.texture_size <= most:
        raise InputError(f"{name}: {options.texture_size} pixels for textures: use {least} to {most}")
    if not DETAIL[0] <= options.detail <= DETAIL[1]:
        raise InputError(f"{name}: a detail of {options.detail:g}: use a share from {DETAIL[0]:g} to 1")


def spelled(option: str) -> str:
    """An option in words."""
    return option.replace("_", " ")
