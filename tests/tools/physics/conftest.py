"""A small room with what moves: run once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tools.blender.jobs import Meshes
from tools.blender.worker import Worker
from tools.physics.model import World
from tools.physics.world import world_of
from tools.program.kit_cell import standalone
from tools.program.read import read

ROOM = """# %% room
room(floor=[(-2.0, -2.0), (2.0, -2.0), (2.0, 2.0), (-2.0, 2.0)], height=2.5, wall=0.15)
door("door_1", wall=0, at=1.0, size=(0.9, 2.05), swing="in-left", angle={angle})
# %% layout
place("cabinet_1", "cabinet", at=(1.2, 1.7), size=(0.8, 0.42, 1.2))
place("dresser_1", "dresser", at=(-1.0, 1.7), size=(1.2, 0.48, 0.85))
place("vase_1", "vase", at=(0.0, 0.0), size=(0.12, 0.12, 0.25), on="dresser_1")
place("chair_1", "office chair", at=(0.0, -0.2), size=(0.65, 0.65, 1.1))
place("rug_1", "rug", at=(0.0, -0.2), size=(1.6, 1.2, 0.012))
place("picture_1", "picture", at=(0.0, 1.98), size=(0.6, 0.04, 0.4), z=1.4, mount="wall")
# %% geometry
furnish("cabinet_1", cabinet, doors=2)
furnish("dresser_1", dresser, rows=3, columns=2)
furnish("vase_1", vase)
furnish("chair_1", office_chair)
furnish("rug_1", rug)
# %% run
finish()
"""

Made = Callable[..., World]


def program(angle: float = 0.0, *changes: tuple[str, str]) -> str:
    """The room's text, with pieces of it changed."""
    text = ROOM.format(angle=angle)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return standalone(text)


def build(worker: Worker, folder: Path, text: str) -> World:
    """The room as rigid bodies."""
    result = worker.job(text, folder, [Meshes()])
    return world_of(result.report, result.meshes, read(text))


@pytest.fixture(scope="session")
def world(worker: Worker, tmp_path_factory: pytest.TempPathFactory) -> World:
    """It stands well."""
    return build(worker, tmp_path_factory.mktemp("physics"), program(30.0))
