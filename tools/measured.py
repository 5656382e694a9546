"""What running a scene program in Blender found: measured, never declared."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, Field

from tools.geometry import Vec2, Vec3
from tools.names import Id
from tools.place import Place
from tools.shown import Shown

Mount = Literal["floor", "wall", "ceiling", "object"]


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

    id: Id
    category: str
    mount: Mount
    on: Id | None
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

    @property
    def place(self) -> Place:
        """Where it was measured to stand, world frame."""
        x, y, z = self.center
        return Place((x, y), self.size, self.yaw_deg, z - self.size[2] / 2)


class JointReport(BaseModel):
    """One moving piece of an object or a door, as it stands in the world: see `tools.kit.joints`."""

    object: Id
    """Whose it is."""
    name: str
    kind: Literal["hinge", "slide"]
    at: Vec3
    """A point of its axis, metres."""
    axis: Vec3
    """Direction of its axis, of length 1; a positive turn is counter-clockwise seen against it."""
    limits: Vec2
    """Lowest and highest value, degrees or metres; 0 is as it stands."""
    parts: list[str]
    """Names of the parts that move: of these the shells whose middle is in the box."""
    origin: Vec3
    """Of the frame that the box is in, metres."""
    yaw_deg: float
    """Of that frame."""
    low: Vec3
    """Lowest corner of the box, metres in that frame."""
    high: Vec3


class RoomReport(BaseModel):
    """The shell."""

    floor_polygon: list[Vec2]
    """Inner face of the walls, world metres, counter-clockwise."""
    holes: list[list[Vec2]] = Field(default_factory=list)
    height: float


class ViewReport(BaseModel):
    """A named camera of the program: the literal arguments of its camera(...) call."""

    name: Id
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
    joints: list[JointReport] = Field(default_factory=list)
    """What of the objects and doors moves."""
    lights: int = 0
    triangles: int = 0
    digest: str
    """sha256 over every mesh's name, vertices and faces: equal digests are equal geometry."""
    owners: dict[str, str] = Field(default_factory=dict, exclude=True, repr=False)
    """The same of each object's meshes, by id; those of the shell by "room", "door_1" and such."""
    seconds: dict[str, float] = Field(default_factory=dict)
    notes: list[str] = Field(default_factory=list)
    """What the program had to say of itself (a slot nothing has), a line each."""

    def object(self, id: str) -> ObjectReport:
        """The object of that id; KeyError when there is none."""
        for item in self.objects:
            if item.id == id:
                return item
        raise KeyError(id)


@dataclass(frozen=True)
class PartMesh:
    """One part of an object: vertices (n, 3) in world metres, triangles (m, 3), the slot it wears."""

    name: str
    vertices: NDArray[np.float64]
    triangles: NDArray[np.int32]
    slot: str


SceneMeshes = dict[str, list[PartMesh]]


@dataclass(frozen=True)
class JobResult:
    """What one job gave.

    Attributes:
        report: of the scene that ran.
        files: where each Render and Export went, in the order they were asked for.
        meshes: parts by object id when Meshes() was asked for.
        shown: what a viewer draws when View() was asked for.
        notes: what the kit had to say while it finished the scene, one line each.
        log: the last of what the program and Blender printed.
        seconds: wall clock of the whole job as the main process saw it.
        cpu_seconds: processor time the child used, all threads together.
        peak_mb: most memory the child held.
    """

    report: SceneReport
    files: list[Path] = field(default_factory=list)
    meshes: SceneMeshes = field(default_factory=dict)
    shown: Shown | None = None
    notes: list[str] = field(default_factory=list)
    log: str = ""
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_mb: float = 0.0
