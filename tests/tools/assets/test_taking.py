"""Mesh files into the library: what they say, what is guessed, and what is refused."""

from pathlib import Path

import pytest
import trimesh

from tests.tools.assets.conftest import changed, refers
from tools.assets.facts import Facts
from tools.assets.guessing import category_of, guess
from tools.assets.library import Library
from tools.assets.taking import Given, Taken, take
from tools.blender.worker import Worker
from tools.errors import InputError
from tools.picture import image

Found = tuple[Library, Taken]


def test_unit_and_axis_are_guessed_and_said(taken: Found) -> None:
    library, found = taken
    assert not found.refused
    assert [a.name for a in found.added] == ["dining_chair_cm", "ball", "wooden_chair"]
    cm, wooden = library.asset("dining_chair_cm"), library.asset("wooden_chair")
    assert (cm.unit, cm.up, wooden.unit, wooden.up) == ("cm", "y", "m", "z")
    assert cm.size == pytest.approx((0.45, 0.45, 0.925), abs=1e-3)
    assert wooden.size == pytest.approx((0.45, 0.45, 0.925), abs=1e-3)
    assert "dining chair" in cm.guessed
    assert cm.category == "dining chair"
    assert {"red_fabric", "dark_oak"} == set(cm.slots)
    assert wooden.licence == "Creative Commons Zero v1.0 (LICENSE.txt)"
    assert cm.licence == ""
    assert library.asset("ball").colors[0][0] not in ("#ffffff", "#cccccc")
    drawn = image.load(library.picture("wooden_chair"), smallest=1)
    assert drawn.std() > 10
    scene = trimesh.load(library.file("dining_chair_cm"))
    assert (scene.bounds[1] - scene.bounds[0]).tolist() == pytest.approx([0.45, 0.925, 0.45], abs=1e-3)


def test_what_has_not_changed_is_left_alone_and_what_is_said_wins(
    taken: Found, good: Path, worker: Worker, tmp_path: Path
) -> None:
    library = taken[0]
    again = take(good, library, worker)
    assert (len(again.known), again.added, again.refused) == (3, [], [])
    other = Library(tmp_path)
    said = take(good / "ball.glb", other, worker, Given("cm", "z", "ottoman", "mine")).added[0]
    assert said.size == pytest.approx((0.003, 0.003, 0.003), abs=1e-3)
    assert (said.category, said.licence, said.guessed) == ("ottoman", "mine", "")
    other.remove("ball")
    assert list(tmp_path.iterdir()) == []


FACE = "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n"
LINE = {
    "cut.glb": "is truncated",
    "huge.glb": "counts 2,147,483,648",
    "outside.glb": "refers to ../../secret.png, outside its folder",
    "web.glb": "refers to https://example.invalid/x.png, outside its folder",
    "script.glb": "refers to javascript:alert(1), outside its folder",
    "noise.glb": "is no GLB file",
    "run.obj": "runs something else (`csh` in line 5)",
    "cut.obj": "a face names vertex 3 of 2",
    "library.obj": "refers to ../x.mtl, outside its folder",
    "second.obj": "refers to ../y.mtl, outside its folder",
    "picture.obj": "refers to C:/x.png, outside its folder",
    "empty.obj": "has no faces",
    "buffer.gltf": "refers to data.bin, which is not beside it",
    "open.gltf": "is no glTF file",
}


def test_hostile_files_are_refused_in_one_line_each(good: Path, worker: Worker, tmp_path: Path) -> None:
    folder, raw = tmp_path / "bad", (good / "Dining Chair cm.glb").read_bytes()
    folder.mkdir()
    (folder / "cut.glb").write_bytes(raw[: len(raw) // 2])
    (folder / "huge.glb").write_bytes(changed(raw, lambda t: t["accessors"][0].update(count=2**31)))
    for name, uri in (("outside", "../../secret.png"), ("web", "https://example.invalid/x.png"),
                      ("script", "javascript:alert(1)")):  # fmt: skip
        (folder / f"{name}.glb").write_bytes(changed(raw, refers(uri)))
    (folder / "noise.glb").write_bytes(b"\x00\xff" * 500)
    (folder / "run.obj").write_text(FACE + "csh rm -rf /\n")
    (folder / "cut.obj").write_text("v 0 0 0\nv 1 0 0\nf 1 2 3\n")
    (folder / "library.obj").write_text("mtllib ../x.mtl\n" + FACE)
    (folder / "second.obj").write_text("mtllib a.mtl ../y.mtl\n" + FACE)
    (folder / "picture.obj").write_text("mtllib picture.mtl\n" + FACE)
    (folder / "picture.mtl").write_text("newmtl a\nmap_Kd -s 1 1 1 C:\\x.png\n")
    (folder / "empty.obj").write_text("# nothing\n")
    (folder / "buffer.gltf").write_text(
        '{"asset": {"version": "2.0"}, "buffers": [{"uri": "data.bin", "byteLength": 4}]}'
    )
    (folder / "open.gltf").write_text('{"asset": ' + "[" * 5000)
    (folder / "link.glb").symlink_to(good / "ball.glb")
    library = Library(tmp_path / "library")
    found = take(folder, library, worker)
    assert found.added == []
    lines = {Path(line.split(" ")[0]).name: line for line in found.refused}
    assert set(lines) == {*LINE, "link.glb"}
    for name, said in LINE.items():
        assert said in lines[name]
        assert "\n" not in lines[name]
    assert "is a link" in lines["link.glb"]
    assert library.names() == []


def test_what_may_be_missing_is_said(worker: Worker, tmp_path: Path) -> None:
    (tmp_path / "stool.obj").write_text("mtllib stool.mtl\n" + FACE.replace("1", "1", 1))
    asset = take(tmp_path / "stool.obj", Library(tmp_path / "library"), worker).added[0]
    assert asset.notes == ["without stool.mtl, which is not beside it"]


def test_no_file_is_one_line(worker: Worker, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no \.glb, \.gltf or \.obj file"):
        take(tmp_path, Library(tmp_path), worker)
    with pytest.raises(InputError, match="no such folder"):
        take(tmp_path / "none", Library(tmp_path), worker)


def facts(x: float, y: float, z: float, low: tuple[float, float, float] | None = None) -> Facts:
    low = low or (-x / 2, -y / 2, -z / 2)
    high = (low[0] + x, low[1] + y, low[2] + z)
    return Facts(low=low, high=high, triangles=12, parts=[], slots=[], colors=[])


@pytest.mark.parametrize(
    ("size", "category", "gltf", "unit", "up"),
    [
        ((0.6, 0.9, 0.6), "dining chair", True, "m", "y"),
        ((1.2, 1.8, 1.2), "dining chair", True, "m", "y"),  # twice as large: still the standard's metres
        ((60.0, 90.0, 60.0), "dining chair", True, "cm", "y"),
        ((2000.0, 900.0, 800.0), "sofa", False, "mm", "y"),
        ((2.0, 0.8, 0.8), "sofa", False, "m", "y"),
        ((20.0, 36.0, 20.0), "dining chair", False, "in", "y"),
        ((0.5, 0.5, 0.9), "dining chair", False, "m", "z"),
        ((0.4, 0.4, 0.4), "unknown", True, "m", "y"),
        ((40.0, 40.0, 40.0), "unknown", False, "cm", "y"),
    ],
)
def test_guesses(size: tuple[float, float, float], category: str, gltf: bool, unit: str, up: str) -> None:
    found = guess(facts(*size), category, gltf=gltf)
    assert (found.unit, found.up) == (unit, up)
    assert "guessed" in found.why


def test_what_stands_on_the_ground_says_which_axis_is_up() -> None:
    stands = facts(0.4, 0.4, 0.4, low=(-0.2, -0.2, 0.0))
    assert guess(stands, "unknown", gltf=False).up == "z"
    assert guess(stands, "unknown", gltf=True).up == "y"


def test_names_tell_the_category() -> None:
    assert category_of(["untitled", "Chair_Eames_black"]) == "dining chair"
    assert category_of(["OldBookshelf v2"]) == "bookshelf"
    assert category_of(["xyzzy"]) == "unknown"
