"""Furniture words keep their promises at random sizes: exact, in one piece, closed, light, the same again."""

import json
import random
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tools.program import kit_index

ROOT = Path(__file__).resolve().parents[3]
TOPICS = (
    *("sofas", "chairs", "stools", "seats", "tables", "desks", "storage"),
    *("shelves", "units", "office", "shop", "stairs", "public", "household", "building", "racks", "lounge"),
)
MODULES = {f"furniture.{topic}" for topic in TOPICS}
STYLES = ("modern", "classic", "rustic", "industrial", "minimal")
WORDS = [entry for entry in kit_index.words() if entry.module in MODULES]
SPECIAL: list[tuple[str, dict[str, Any]]] = [
    ("sofa", {"arms": "rolled", "back": "channel", "pillows": 4}),
    ("sofa", {"arms": "slope", "back": "tight"}),
    ("sofa", {"arms": "none", "back": "tufted", "seats": 4}),
    ("armchair", {"wings": True, "style": "classic"}),
    ("sectional_sofa", {"side": "left"}),
    ("recliner", {"open": True}),
    ("dining_chair", {"back": "spindle"}),
    ("dining_chair", {"back": "cross", "arms": True}),
    ("office_chair", {"back": "mesh", "headrest": True}),
    ("bar_stool", {"base": "sled", "back": False}),
    ("bench", {"back": True, "arms": True, "seat": "slats"}),
    ("dining_table", {"shape": "round"}),
    ("dining_table", {"base": "trestle"}),
    ("dining_table", {"base": "cross"}),
    ("dining_table", {"base": "slab", "shape": "boat"}),
    ("coffee_table", {"glass": True, "shape": "rounded"}),
    ("side_table", {"shape": "rect", "shelf": True}),
    ("desk", {"side": "both"}),
    ("desk", {"drawers": 0}),
    ("wardrobe", {"open": True}),
    ("wardrobe", {"drawers": 3, "mirror": True}),
    ("cabinet", {"glass": True}),
    ("sideboard", {"side": "left", "doors": 4}),
    ("sideboard", {"drawers": 0}),
    ("dresser", {"rows": 3, "columns": 3}),
    ("bookshelf", {"doors": 2, "bays": 3}),
    ("wall_cabinet", {"glass": True, "doors": 4}),
    ("pantry", {"open": False}),
    ("locker", {"rows": 2, "columns": 5}),
    ("server_rack", {"door": True}),
    ("stairs", {"open": True, "railing": "left"}),
    ("ladder", {"lean": True}),
    ("room_divider", {"fill": "fabric", "panels": 3}),
    ("shop_display", {"double": True}),
    ("wall_shelf", {"boards": 1, "books": False}),
]


def shots() -> list[dict[str, Any]]:
    """Every word in every style at a random size, once more for its first, and the special parameters."""
    made = []
    sizes = {entry.name: entry.size for entry in WORDS}
    for entry in WORDS:
        pick = random.Random(entry.name)
        assert entry.size is not None, entry.name
        for k, style in enumerate(STYLES):
            size = [side * pick.uniform(0.8, 1.25) for side in entry.size]
            shot = {
                "word": entry.name,
                "size": size,
                "parameters": {"style": style, "seed": k},
                "measure": True,
            }
            made += [shot, shot] if k == 0 else [shot]
    return made + [
        {"word": word, "size": sizes[word], "parameters": parameters, "measure": True}
        for word, parameters in SPECIAL
    ]


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    job = tmp_path_factory.mktemp("kit") / "job.json"
    words = {entry.name: entry.module for entry in WORDS}
    job.write_text(json.dumps({"words": words, "shots": shots()}))
    done = subprocess.run(
        [sys.executable, "-m", "tools.kit.studio", str(job)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    answer: list[dict[str, Any]] = json.loads(job.with_suffix(".rows.json").read_text())
    for row, shot in zip(answer, shots(), strict=True):
        row["parameters"] = shot["parameters"]
    return answer


def named(rows: list[dict[str, Any]], key: str) -> list[tuple[str, Any, Any]]:
    return [(row["word"], row["parameters"], row[key]) for row in rows if row.get(key)]


def test_every_word_builds(rows: list[dict[str, Any]]) -> None:
    assert named(rows, "error") == []
    assert len(WORDS) >= 55


def test_outer_size_is_exact_and_stands_on_the_floor(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        assert row["outer"] == pytest.approx(row["size"], abs=1e-3), row["word"]
        assert row["centre"] == pytest.approx([0, 0, 0], abs=1e-3), row["word"]


def test_words_build_to_size_without_much_stretching(rows: list[dict[str, Any]]) -> None:
    upright = [row for row in rows if row["word"] not in ("coat_rack", "office_chair")]
    assert [(r["word"], r["fit"]) for r in upright if max(abs(scale - 1) for scale in r["fit"]) > 0.1] == []


def test_nothing_floats(rows: list[dict[str, Any]]) -> None:
    assert named(rows, "floating") == []


def test_solids_are_closed(rows: list[dict[str, Any]]) -> None:
    assert named(rows, "edges") == []


def test_no_faces_lie_on_each_other(rows: list[dict[str, Any]]) -> None:
    assert named(rows, "flicker") == []


def test_triangles_and_time(rows: list[dict[str, Any]]) -> None:
    assert max(row["triangles"] for row in rows) < 20_000
    assert sorted(row["triangles"] for row in rows)[len(rows) // 2] < 3_000
    assert sorted(row["ms"] for row in rows)[len(rows) // 2] < 20


def test_same_seed_same_bytes(rows: list[dict[str, Any]]) -> None:
    for first, second in pairwise(rows):
        if (
            first["word"] == second["word"]
            and first["size"] == second["size"]
            and first["parameters"] == second["parameters"]
        ):
            assert first["digest"] == second["digest"], first["word"]


def test_styles_differ(rows: list[dict[str, Any]]) -> None:
    by_style = {
        row["parameters"]["style"]: row["triangles"]
        for row in rows
        if row["word"] == "dresser" and "seed" in row["parameters"]
    }
    assert len(set(by_style.values())) >= 3
