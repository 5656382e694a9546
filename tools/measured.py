"""What running a scene program in Blender found: measured, never declared."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

Mount = Literal["floor", "wall", "ceiling", "object"]
Vec2 = tuple[float, float]
Vec3 = tuple[float, float, float]


class PartReport(BaseModel):
    """One mesh of an object."""

    name: str
    slot: str
    material: str | None
    """Name of the material it wears, None when it has none."""
    low: Vec3
    """World axis-aligned bounds, metres."""
    high: Vec3
    triangles: int


class ObjectReport(BaseModel):
    """One placed object as it stands in Blender."""

    id: str
    category: str
    mount: Mount
    on: str | None
    center: Vec3
    """Centre of its oriented box, world metres."""
    size: Vec3
    """Oriented box (width, depth, height) in its own frame, metres, measured on the meshes."""
    declared_size: Vec3
    """The size its place(...) line asks for."""
    yaw_deg: float
    """World yaw, degrees counter-clockwise from above, 0 faces -Y, in (-180, 180]."""
    low: Vec3
    """World axis-aligned bounds, metres."""
    high: Vec3
    fit: Vec3 = (1.0, 1.0, 1.0)
    """Scale that fitting its geometry into its box needed; far from 1 means built to the wrong size."""
    placeholder: bool = False
    """True when no geometry cell builds it."""
    triangles: int = 0
    color: tuple[int, int, int] | None = None
    """Area-weighted base colour of its parts, sRGB 0-255."""
    parts: list[PartReport] = Field(default_factory=list)


class RoomReport(BaseModel):
    """The shell."""

    floor_polygon: list[Vec2]
    """Inner face of the walls, world metres, counter-clockwise."""
    holes: list[list[Vec2]] = Field(default_factory=list)
    height: float


class ViewReport(BaseModel):
    """A named camera of the program: the literal arguments of its camera(...) call."""

    name: str
    at: Vec3
    rotation: Vec3
    focal: float
    shift: Vec2
    resolution: tuple[int, int]
    ortho: float | None = None


class SceneReport(BaseModel):
    """The whole scene."""

    room: RoomReport
    objects: list[ObjectReport]
    views: list[ViewReport]
    lights: int = 0
    triangles: int = 0
    digest: str
    """sha256 over every mesh's name, vertices and faces: equal digests are equal geometry."""
    seconds: dict[str, float] = Field(default_factory=dict)

    def object(self, id: str) -> ObjectReport:
        """The object of that id; KeyError when there is none."""
        for item in self.objects:
            if item.id == id:
                return item
        raise KeyError(id)
