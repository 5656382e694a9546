"""The policy's own rules beyond the hostile corpus: what it lets pass, and how it points."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.blender import policy, policy_rules
from tools.errors import ProgramError
from tools.program.kit_cell import linked, module_of

FINE = {
    "geometry": "from mathutils import Vector\n@geometry('a')\ndef a(o):\n    box(o, 'b', (1, 1, 1))",
    "numpy": "import numpy as np\nx = np.random.default_rng(1).normal(size=3)",
    "seeded": "import random\nrandom.seed(3)\nx = random.uniform(0, 1)",
    "own generator": "import random\nrng = random.Random(1)\nx = rng.random()",
    "bmesh": "import bmesh, bpy\nbm = bmesh.new()\nbm.to_mesh(bpy.data.meshes.new('m'))",
    "annotation": "import bpy\ndef f(o: bpy.types.Object) -> None:\n    pass",
    "class": "class Shelf:\n    def __init__(self, n):\n        self.n = n",
    "getattr": "x = getattr(1, 'real')",
    "letters": "größe = 1  # Maß, 寸法",
}


@pytest.mark.parametrize("name", FINE)
def test_ordinary_code_passes(name: str) -> None:
    policy.check(f"# %% geometry:a\n{FINE[name]}\n")


def test_a_room_of_the_kit_passes_and_its_kit_cell_is_known(room: str) -> None:
    for program in (room, linked(room)):
        rest, words = policy.set_kit_apart(program)
        assert words == module_of(room)
        assert rest.count("\n") == program.count("\n")
        assert "def " not in rest
        assert "import" not in rest
        policy.check(program)


@pytest.mark.parametrize(
    "change", [("import os\n", "import os\nos.getcwd()\n"), ("room_kit import", "kit_room import")]
)
def test_a_cell_that_loads_something_else_is_refused(room: str, change: tuple[str, str]) -> None:
    changed = linked(room).replace(*change)
    assert policy.set_kit_apart(changed) == (changed, None)
    with pytest.raises(ProgramError) as caught:
        policy.check(changed)
    assert caught.value.cell == "kit"


def test_a_kit_cell_of_another_version_may_do_what_the_kit_does(room: str) -> None:
    other = room.replace("def finish", "def finish_differently():\n    import zlib\n\n\ndef finish", 1)
    assert policy.set_kit_apart(other)[1] is None
    policy.check(other)


def test_but_nothing_else(room: str) -> None:
    changed = room.replace("import bpy\n", "import bpy\nimport subprocess\n", 1)
    assert changed != room
    with pytest.raises(ProgramError) as caught:
        policy.check(changed)
    assert caught.value.cell == "kit"
    assert "not written by this version" in caught.value.cause


@pytest.mark.parametrize("code", ["sys.exit()", "Path('x').write_text('y')", "atexit.register(print)"])
def test_what_the_kit_imports_for_itself_is_not_for_cells(room: str, code: str) -> None:
    with pytest.raises(ProgramError) as caught:
        policy.check(room.replace("# %% materials\n", f"# %% geometry:lamp\n{code}\n# %% materials\n", 1))
    assert caught.value.cell == "geometry:lamp"


def test_the_message_says_what_to_use_instead_and_how_many_more() -> None:
    code = "# %% layout\n# %% geometry:a\nimport bpy\nbpy.ops.mesh.primitive_cube_add()\nopen('x')\n"
    with pytest.raises(ProgramError) as caught:
        policy.check(code)
    error = caught.value
    assert (error.cell, error.line) == ("geometry:a", 2)
    assert "use box(), cylinder()" in error.cause
    assert "and 1 more" in error.cause
    assert "primitive_cube_add" in error.excerpt


def test_every_rule_gives_advice() -> None:
    tables = (
        policy_rules.MODULES, policy_rules.NAMES, policy_rules.DOTTED, policy_rules.ATTRIBUTES,
        policy_rules.ASSIGNED, policy_rules.SEEDED,
    )  # fmt: skip
    assert all(len(advice) > 10 for table in tables for advice in table.values())
    assert not policy_rules.ALLOWED_MODULES & policy_rules.MODULES.keys()


def test_the_policy_runs_nothing(tmp_path: Path) -> None:
    target = tmp_path / "made"
    with pytest.raises(ProgramError):
        policy.check(f"# %% a\nopen({str(target)!r}, 'w')\n")
    assert not target.exists()
