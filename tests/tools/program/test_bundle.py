"""The kit as text: exactly the words a program uses, self-contained, the same every time."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tools.program import bundle as b


@pytest.fixture
def kit(tmp_path: Path) -> b.Kit:
    """A kit of two modules with comments, constants, decorators and shadowed names."""
    (tmp_path / "core.py").write_text(
        '"""Doc."""\nfrom __future__ import annotations\n\nimport math\n\n\n'
        '# why two\nTWO = 2\n"""Two."""\nHALF = TWO / 4\n\n\n'
        "class Thing:\n    size: float = HALF\n\n\n"
        "# turns it\n# round\ndef turned(o: Thing) -> float:\n    # inside\n    return math.sin(TWO)\n"
    )
    (tmp_path / "words.py").write_text(
        "from functools import cache as remember\n\nfrom tools.kit.core import Thing, turned\n\n\n"
        "@remember\ndef chair(o: Thing) -> float:\n    table = 3\n    return turned(o) + table\n\n\n"
        "def table(o: Thing) -> float:\n    return chair(o)\n"
    )
    (tmp_path / "index.py").write_text("def chair(): ...\n")
    return b.read_kit(tmp_path)


def names_in(source: str) -> list[str]:
    """Top-level names a source binds, in order."""
    return [name for node in ast.parse(source).body for name in b._bound(node)]


def bundled(kit: b.Kit, monkeypatch: pytest.MonkeyPatch, *names: str) -> str:
    monkeypatch.setattr(b, "read_kit", lambda: kit)
    return b.bundle(names)


def test_takes_the_closure_and_nothing_else(kit: b.Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    text = bundled(kit, monkeypatch, "chair")
    assert names_in(text) == ["TWO", "HALF", "Thing", "turned", "chair"]


def test_merges_imports_and_drops_the_kits_own(kit: b.Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    text = bundled(kit, monkeypatch, "chair")
    assert "import math\nfrom functools import cache as remember\n" in text
    assert "tools.kit" not in text
    assert "__future__" not in text


def test_a_second_name_for_a_kit_function_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "core.py").write_text("def row() -> None: ...\n")
    (tmp_path / "words.py").write_text(
        "from tools.kit.core import row as a_row\n\n\ndef shelf(row: int) -> None:\n    a_row()\n"
    )
    text = bundled(b.read_kit(tmp_path), monkeypatch, "shelf")
    assert names_in(text) == ["row", "a_row", "shelf"]


def test_keeps_comments_and_notes(kit: b.Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    text = bundled(kit, monkeypatch, "turned")
    for note in ("# why two\nTWO", '2\n"""Two."""', "# turns it\n# round\ndef turned", "    # inside\n"):
        assert note in text


def test_a_name_defined_twice_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.py").write_text("X = 1\nBUILD = 2\n")
    (tmp_path / "b.py").write_text("def X() -> None: ...\n")
    kit = b.read_kit(tmp_path)
    assert kit.twice == {"X": "b.py"}
    with pytest.raises(ValueError, match=r"'X' is defined twice \(again in b.py\)"):
        bundled(kit, monkeypatch, "X")
    assert "BUILD = 2" in bundled(kit, monkeypatch, "other")


def test_names_are_unique_over_the_real_kit() -> None:
    kit = b.read_kit()
    assert {"place", "room", "finish", "material"} <= kit.entries.keys()
    assert kit.twice == {}


def test_the_real_kit_needs_only_blender_and_the_standard_library() -> None:
    kit = b.read_kit()
    allowed = {"bpy", "bmesh", "mathutils", "numpy", *sys.stdlib_module_names}
    assert {module.split(".")[0] for module, _ in kit.imports.values()} <= allowed


def test_every_name_the_real_kit_refers_to_exists() -> None:
    kit = b.read_kit()
    known = kit.entries.keys() | kit.imports.keys() | set(dir(__builtins__)) | set(__builtins__)
    missing = {(e.name, n) for e in kit.entries.values() for n in e.needs if n not in known}
    assert missing <= {(name, dunder) for name, dunder in missing if dunder in ("__file__", "__name__")}


def test_same_text_in_another_process() -> None:
    code = "import sys; from tools.program.bundle import bundle; sys.stdout.write(bundle(['finish', 'main']))"
    texts = set()
    for seed in "12":
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[3],
        )
        texts.add(done.stdout)
    assert len(texts) == 1
    assert len(texts.pop()) > 1000
