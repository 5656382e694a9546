"""Rooms made of plain meshes, so that checks are tested without Blender."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from tools.checks.bodies import point
from tools.measured import ObjectReport, PartMesh, PartReport, RoomReport, SceneMeshes, SceneReport
from tools.program.edit import add_object
from tools.program.frames import world_place
from tools.program.model import Placement, RoomSpec
from tools.program.program import Program
from tools.program.read import read
from tools.program.template import empty_program, rectangle

Vec3 = tuple[float, float, float]
_FACES = [(0, 2, 1), (0, 3, 2), (4, 5, 6), (4, 6, 7), (0, 1, 5), (0, 5, 4), (1, 2, 6), (1, 6, 5),
          (2, 3, 7), (2, 7, 6), (3, 0, 4), (3, 4, 7)]  # fmt: skip


def box_mesh(name: str, size: Vec3, at: Vec3 = (0, 0, 0), slot: str = "body") -> PartMesh:
    """A box whose underside is centred on `at`."""
    w, d, h = size
    flat = [(-w / 2, -d / 2), (w / 2, -d / 2), (w / 2, d / 2), (-w / 2, d / 2)]
    corners = np.array([(x, y, z) for z in (0.0, h) for x, y in flat]) + at
    return PartMesh(name, corners, np.array(_FACES, dtype=np.int32), slot)


def pytest_configure(config: pytest.Config) -> None:
    """Name the mark of tests that fetch other Blenders; leave them out with -m "not slow"."""
    config.addinivalue_line("markers", "slow: takes minutes, or needs a package index")


class Stage:
    """A room being furnished: a program and the meshes that running it would give."""

    def __init__(self, room: RoomSpec | None = None) -> None:
        self.text = empty_program(room or RoomSpec(floor=rectangle(6.0, 5.0), height=2.6))
        self.meshes: SceneMeshes = {}
        self.infos: list[ObjectReport] = []

    def put(
        self,
        id: str,
        category: str,
        at: tuple[float, float],
        size: Vec3,
        parts: Sequence[PartMesh] | None = None,
        *,
        z: float | None = None,
        yaw: float = 0.0,
        on: str | None = None,
        mount: str = "floor",
        placeholder: bool = False,
        fit: Vec3 = (1, 1, 1),
        material: str | None = "oak",
    ) -> "Stage":
        """Place an object made of `parts` in its own frame; left out, one box filling it."""
        placement = Placement.model_validate(
            {
                "id": id,
                "category": category,
                "at": at,
                "size": size,
                "z": z,
                "yaw": yaw,
                "on": on,
                "mount": mount,
            }
        )
        self.text = add_object(self.text, placement)
        pose = world_place(read(self.text), id)
        turn = np.radians(pose.yaw)
        matrix = np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]])
        own = parts if parts is not None else [box_mesh("body", size)]
        world = [
            PartMesh(p.name, p.vertices @ matrix.T + (*pose.at, pose.z), p.triangles, p.slot) for p in own
        ]
        self.meshes[id] = world
        points: NDArray[np.float64] = np.concatenate([p.vertices for p in world])
        low, high = points.min(axis=0), points.max(axis=0)
        info = ObjectReport(
            id=id, category=category, mount=placement.mount, on=on, center=point((low + high) / 2), size=size,
            declared_size=size, yaw_deg=pose.yaw, low=point(low), high=point(high), fit=fit,
            placeholder=placeholder,
            parts=[PartReport(name=p.name, slot=p.slot, material=material, low=(0, 0, 0), high=(0, 0, 0),
                              triangles=len(p.triangles)) for p in world],
        )  # fmt: skip
        self.infos.append(info)
        return self

    def add_line(self, cell: str, line: str) -> "Stage":
        """Write a line at the start of a cell."""
        self.text = self.text.replace(f"# %% {cell}\n", f"# %% {cell}\n{line}\n")
        if cell == "room":  # the room itself comes first
            first, _, rest = self.text.partition(line + "\n")
            shell, _, rest = rest.partition("\n")
            self.text = f"{first}{shell}\n{line}\n{rest}"
        return self

    @property
    def program(self) -> Program:
        """The program as read."""
        return read(self.text)

    @property
    def report(self) -> SceneReport:
        """What Blender would report."""
        room = self.program.room
        assert room is not None
        shell = RoomReport(floor_polygon=room.floor, height=room.height)
        return SceneReport(room=shell, objects=self.infos, views=[], digest="")


@pytest.fixture
def stage() -> Stage:
    """An empty room of 6 m by 5 m, 2.6 m high."""
    return Stage()
