"""Imports go downward only, and the five top-level names are ours."""

import ast
import importlib.util
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = {"prompts": 0, "tools": 1, "agents": 2, "team": 3, "harness": 4}
INSIDE_TOOLS = (
    *(
        "errors",
        "files",
        "names",
        "run_files",
        "run_folder",
        "vector_formats",
        "picture_formats",
        "picture_file",
        "painter",
        "settings",
        "syntax",
        "images",
    ),
    *(
        "vocabulary",
        "geometry",
        "place",
        "brief",
        "remedy",
        "critique",
        "pinhole",
        "shown",
        "measured",
        "survey",
        "walls",
        "kit",
        "program",
        "blender",
        "assets",
    ),
    *(
        "scene",
        "measure",
        "cloud",
        "picture",
        "checks",
        "physics",
        "planner",
        "run",
        "source",
        "workspace",
        "solve",
        "gates",
        "toolbox",
    ),
)
"""The packages and modules of `tools`, lowest first: each imports only those before it."""
SOURCES = sorted(p for name in LAYERS for p in [*ROOT.glob(f"{name}/**/*.py"), *ROOT.glob(f"{name}.py")])


def imported(path: Path) -> set[str]:
    """Top-level names a module imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            inside = node.module == "tools"  # `from tools import vocabulary` names a module of it
            names |= {f"tools.{alias.name}" for alias in node.names} if inside else {node.module}
    return names


def layer_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_go_downward_only(path: Path) -> None:
    own = LAYERS[layer_of(path)]
    tops = {name.partition(".")[0] for name in imported(path)}
    upward = {top for top in tops if top in LAYERS and LAYERS[top] > own}
    assert not upward


def test_every_part_of_tools_has_a_place_in_the_order() -> None:
    parts = {p.relative_to(ROOT).with_suffix("").parts[1] for p in ROOT.glob("tools/**/*.py")} - {"__init__"}
    assert parts == set(INSIDE_TOOLS)


@pytest.mark.parametrize("path", sorted(ROOT.glob("tools/**/*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_no_import_inside_tools_runs_back_up(path: Path) -> None:
    own = path.relative_to(ROOT).with_suffix("").parts[1]
    if own == "__init__":
        return
    before = INSIDE_TOOLS[: INSIDE_TOOLS.index(own) + 1]
    parts = {name.split(".")[1] for name in imported(path) if name.startswith("tools.")}
    assert parts <= set(before)


@pytest.mark.parametrize("path", sorted(ROOT.glob("harness/**/*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_only_the_command_line_imports_commands(path: Path) -> None:
    own = path.relative_to(ROOT).parts[1]
    assert own in ("commands", "cli.py") or not any(n.startswith("harness.commands") for n in imported(path))


def test_the_parts_of_harness_import_in_no_circle() -> None:
    ties: dict[str, set[str]] = {}
    for path in ROOT.glob("harness/**/*.py"):
        own = path.relative_to(ROOT).with_suffix("").parts[1]
        parts = {name.split(".")[1] for name in imported(path) if name.startswith("harness.")}
        ties.setdefault(own, set()).update(parts - {own})
    TopologicalSorter(ties).prepare()  # CycleError names the circle


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_autogen_only_where_the_design_allows(path: Path) -> None:
    uses = {name for name in imported(path) if name.startswith("autogen_")}
    assert layer_of(path) in ("agents", "team") or not uses


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_bpy_never_reaches_the_main_process(path: Path) -> None:
    uses = {name.partition(".")[0] for name in imported(path)} & {"bpy", "bmesh", "mathutils"}
    allowed = path.is_relative_to(ROOT / "tools/kit") or path.is_relative_to(ROOT / "tools/blender")
    assert allowed or not uses


def test_the_kit_imports_nothing_of_ours_but_itself() -> None:
    for path in ROOT.glob("tools/kit/**/*.py"):
        ours = {name for name in imported(path) if name.partition(".")[0] in LAYERS}
        assert all(name.startswith("tools.kit") for name in ours), path


@pytest.mark.parametrize("name", LAYERS)
def test_top_level_names_resolve_inside_this_repo(name: str) -> None:
    spec = importlib.util.find_spec(name)
    assert spec is not None
    assert spec.origin is not None
    assert Path(spec.origin).resolve().is_relative_to(ROOT)


def test_no_file_is_too_long_without_a_reason() -> None:
    long = {str(p.relative_to(ROOT)) for p in SOURCES if len(p.read_text().splitlines()) > 400}
    assert not long
