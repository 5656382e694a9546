from pathlib import Path

import pytest

from tools.blender.jobs import Meshes
from tools.blender.worker import Worker
from tools.checks.shape import flaws
from tools.program.kit_cell import linked


@pytest.mark.parametrize("ways", ["closed=1.0, tilt=60", "closed=0.7, slat=0.1", "closed=1.0, tilt=0"])
def test_the_slats_of_a_blind_look_outwards(ways: str, worker: Worker, tmp_path: Path) -> None:
    lines = [
        "# %% room", "room(floor=[(-2, -2), (2, -2), (2, 2), (-2, 2)], height=2.6)",
        "# %% layout", 'place("b", "blind", at=(0, 1.9), size=(1.4, 0.06, 1.4), z=0.8, mount="wall")',
        "# %% geometry:b", f'furnish("b", blind, kind="venetian", {ways})',
        "# %% run", "finish()",
    ]  # fmt: skip
    made = worker.job(linked("\n".join(lines) + "\n"), tmp_path, [Meshes()])
    assert flaws(made.report, made.meshes, ["b"]) == []
