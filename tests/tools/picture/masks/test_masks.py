"""Masks of every kind become the same label map, and what cannot be one is one clear line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from PIL import Image

from tools.errors import InputError
from tools.picture.annotations import Annotations, ThingMark
from tools.picture.masks.given import Masks
from tools.picture.masks.kept import keep_masks, kept_masks, masks_row
from tools.picture.masks.maps import read_folder, read_label_map
from tools.picture.masks.merging import with_masks
from tools.picture.masks.naming import category_of_name, supported
from tools.picture.masks.read import read_masks
from tools.picture.masks.rle import mask_of_runs, runs_of
from tools.run_files import SOURCE

SIZE = (80, 60)
BED, LAMP, NIGHTSTAND = (10, 10, 40, 45), (50, 14, 58, 22), (46, 12, 62, 30)


def mask(box: tuple[int, int, int, int], *, without: tuple[int, int, int, int] | None = None) -> NDArray[Any]:
    out = np.zeros((SIZE[1], SIZE[0]), bool)
    out[box[1] : box[3], box[0] : box[2]] = True
    if without:
        out[without[1] : without[3], without[0] : without[2]] = False
    return out


def folder(at: Path, **masks: NDArray[Any]) -> Path:
    at.mkdir(exist_ok=True)
    for name, one in masks.items():
        Image.fromarray((one * 255).astype(np.uint8)).save(at / f"{name}.png")
    return at


def three(at: Path) -> Masks:
    return read_folder(
        folder(
            at / "masks",
            bed_1=mask(BED),
            Table_Lamp=mask(LAMP),
            mask_3=mask(NIGHTSTAND, without=LAMP),
            floor=mask((0, 40, 80, 60)),
        ),
        SIZE,
    )


def test_a_folder_names_things_by_its_files(tmp_path: Path) -> None:
    found = three(tmp_path)
    assert dict(found.names) == {"bed_1": "bed", "mask_3": "unknown", "Table_Lamp": "table lamp"}
    things = {t.id: t for t in found.things}
    assert things["bed_1"].box == BED
    assert things["mask_3"].box == NIGHTSTAND
    assert things["bed_1"].outline is not None
    assert "floor.png is of the room" in found.notes[0]


def test_a_label_map_of_numbers_and_one_of_colours_say_the_same(tmp_path: Path) -> None:
    labels = np.zeros((SIZE[1], SIZE[0]), np.uint8)
    labels[mask(BED)], labels[mask(NIGHTSTAND)] = 3, 7
    palette = Image.fromarray(labels).convert("P")
    palette.save(tmp_path / "map.png")
    (tmp_path / "map.json").write_text('{"3": "bed"}')
    colours = np.zeros((SIZE[1], SIZE[0], 3), np.uint8)
    colours[mask(BED)], colours[mask(NIGHTSTAND)] = (10, 20, 30), (200, 0, 0)
    Image.fromarray(colours).save(tmp_path / "colours.png")
    (tmp_path / "colours.json").write_text('{"#0A141E": "bed"}')
    one, two = (read_label_map(tmp_path / name, SIZE) for name in ("map.png", "colours.png"))
    assert one.names == two.names == (("bed_1", "bed"), ("mask_1", "unknown"))
    np.testing.assert_array_equal(one.labels, two.labels)


RUNS = [11, 3, 2, 3, 2, 3, 10, 1]
"""Of a mask of 7 x 5: columns 2 to 4 of rows 1 to 3, and the last pixel."""


def test_runs_are_read_as_cocos_own_tools_write_them() -> None:
    expected = np.zeros((5, 7), bool)
    expected[1:4, 2:5] = True
    expected[4, 6] = True
    np.testing.assert_array_equal(mask_of_runs(RUNS, (7, 5)), expected)
    packed = ";320008N"  # pycocotools.mask.encode of that mask
    assert runs_of(packed) == RUNS


@given(arrays(bool, st.tuples(st.integers(1, 12), st.integers(1, 12))))
def test_any_mask_comes_back_from_its_runs(one: NDArray[Any]) -> None:
    flat = one.T.ravel()
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flat])))
    runs = np.diff(np.concatenate([[0], edges, [flat.size]])).tolist()
    np.testing.assert_array_equal(mask_of_runs(runs, (one.shape[1], one.shape[0])), one)


def coco(rows: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {
        "images": [{"id": 1, "file_name": "room.png", "width": SIZE[0], "height": SIZE[1]}],
        "categories": [{"id": 1, "name": "bed"}, {"id": 2, "name": "wall"}],
        "annotations": rows,
    } | more


def rows() -> list[dict[str, Any]]:
    x0, y0, x1, y1 = BED
    ring = [x0, y0, x1, y0, x1, y1, x0, y1]
    flat = mask(NIGHTSTAND).T.ravel()
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flat])))
    runs = np.diff(np.concatenate([[0], edges, [flat.size]])).tolist()
    return [
        {"image_id": 1, "category_id": 1, "segmentation": [ring]},
        {"image_id": 1, "segmentation": {"size": [SIZE[1], SIZE[0]], "counts": runs}},
        {"image_id": 1, "category_id": 2, "segmentation": [[0, 0, 80, 0, 80, 9, 0, 9]]},
    ]


def test_coco_brings_polygons_and_runs(tmp_path: Path) -> None:
    path = tmp_path / "coco.json"
    path.write_text(json.dumps(coco(rows())))
    found = read_masks(path, SIZE, "room.png")
    assert found.names == (("bed_1", "bed"), ("mask_1", "unknown"))
    assert [t.box for t in found.things] == [BED, NIGHTSTAND]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"shapes": []}, "is no COCO file"),
        (coco([]), "annotations"),
        (coco([{"segmentation": [[0, 0, 1, 1]]}]), "three corners"),
        (coco([{"segmentation": [[0, 0, 500, 0, 0, 50]]}]), "reaches out of the picture"),
        (coco([{"segmentation": {"size": [9, 9], "counts": [81]}}]), "is of 9 x 9 pixels"),
        (coco([{"segmentation": {"size": [60, 80], "counts": [5, 5]}}]), "4,800"),
        (coco([{"segmentation": {"size": [60, 80], "counts": "\u00ff"}}]), "damaged"),
        (coco(rows(), images=[{"id": 1, "width": 8, "height": 6}]), "for a picture of 8 x 6"),
        (coco(rows(), images=[{"id": 1}, {"id": 2}]), "about 2 pictures"),
    ],
)
def test_a_bad_coco_file_is_one_line(tmp_path: Path, data: Any, words: str) -> None:
    path = tmp_path / "coco.json"
    path.write_text(json.dumps(data))
    with pytest.raises(InputError, match=words) as caught:
        read_masks(path, SIZE, "room.png")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("masks", "words"),
    [
        ({}, "holds no masks"),
        ({"wall": mask(BED)}, "no mask of a thing"),
        ({"bed": np.zeros((60, 80), bool)}, "'bed' holds no pixel"),
        ({"bed": np.ones((60, 80), bool)}, "is all of the picture"),
        ({"bed": np.ones((30, 80), bool)}, "80 x 30 pixels, the picture 80 x 60"),
        ({"a": mask(BED), "b": mask(BED)}, "same mask twice"),
        ({"a": mask(BED), "b": mask((30, 10, 50, 45))}, "of 'b' lies on 'a'"),
        (
            {"a": mask((0, 0, 20, 20)), "b": mask((0, 0, 20, 10)), "c": mask((0, 10, 20, 20))},
            "cover all of 'a'",
        ),
    ],
)
def test_bad_masks_are_one_line(tmp_path: Path, masks: dict[str, NDArray[Any]], words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        read_masks(folder(tmp_path / "masks", **masks), SIZE, "room.png")
    assert "\n" not in str(caught.value)


def test_a_photo_is_no_label_map_and_no_mask(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (60, 80, 3), dtype=np.uint8)
    (tmp_path / "m").mkdir()
    for path in (tmp_path / "photo.png", tmp_path / "m" / "bed.png"):
        Image.fromarray(noise).save(path)
    with pytest.raises(InputError, match="one flat colour a thing"):
        read_masks(tmp_path / "photo.png", SIZE, "room.png")
    with pytest.raises(InputError, match="no black-and-white mask"):
        read_masks(tmp_path / "m", SIZE, "room.png")
    with pytest.raises(InputError, match="is not there"):
        read_masks(tmp_path / "nothing.png", SIZE, "room.png")


def test_what_lies_within_another_mask_is_before_it(tmp_path: Path) -> None:
    pillow = (14, 12, 24, 20)
    found = read_folder(folder(tmp_path / "m", bed=mask(BED), pillow=mask(pillow)), SIZE)
    assert [id for id, _ in found.names] == ["bed", "pillow"]
    assert int((found.labels == 2).sum()) == 80
    things = supported(found.things, found)
    assert [t.on for t in things] == [None, "bed"]


def test_what_is_under_the_lower_edge_carries(tmp_path: Path) -> None:
    standing = (50, 2, 58, 16)  # seen from the side, a lamp rises above what it stands on
    found = read_folder(
        folder(
            tmp_path / "m", table_lamp=mask(standing), nightstand=mask(NIGHTSTAND, without=standing),
            rug=mask((0, 50, 80, 58)),
        ),
        SIZE,
    )  # fmt: skip
    assert {t.id: t.on for t in supported(found.things, found)}["table_lamp"] == "nightstand"


def test_a_chair_before_a_desk_does_not_carry_the_laptop_behind_it(tmp_path: Path) -> None:
    laptop, chair = (30, 10, 46, 28), (26, 28, 52, 58)
    desk = mask((10, 20, 70, 44), without=chair) & ~mask(laptop)
    found = read_folder(
        folder(tmp_path / "m", desk=desk, office_chair=mask(chair), laptop=mask(laptop)), SIZE
    )
    assert {t.id: t.on for t in supported(found.things, found)}["laptop"] == "desk"
    alone = read_folder(folder(tmp_path / "n", office_chair=mask(chair), laptop=mask(laptop)), SIZE)
    assert {t.id: t.on for t in supported(alone.things, alone)}["laptop"] == "office_chair"


def test_masks_win_over_marks_where_pixels_are_meant(tmp_path: Path) -> None:
    said = Annotations(
        things=[
            ThingMark(id="mask_3", category="nightstand", box=(0, 0, 9, 9), facing=90),
            ThingMark(id="rug", category="rug", box=(5, 5, 70, 50)),
        ]
    )
    merged = {t.id: t for t in with_masks(said, three(tmp_path)).things}
    assert list(merged) == ["bed_1", "mask_3", "Table_Lamp", "rug"]
    assert (merged["mask_3"].category, merged["mask_3"].facing) == ("nightstand", 90)
    assert merged["mask_3"].box == NIGHTSTAND


def test_a_run_folder_keeps_them(tmp_path: Path) -> None:
    found = three(tmp_path)
    assert kept_masks(tmp_path) is None
    keep_masks(found, tmp_path)
    (tmp_path / SOURCE).write_text(json.dumps(masks_row(found)))
    again = kept_masks(tmp_path)
    assert again is not None
    assert (again.names, again.notes) == (found.names, found.notes)
    np.testing.assert_array_equal(again.labels, found.labels)
    (tmp_path / SOURCE).write_text(json.dumps({"masks": [["bed", "bed"]]}))
    with pytest.raises(InputError, match="damaged"):
        kept_masks(tmp_path)


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("bed_1", "bed"), ("Dining-Chair.002", "dining chair"), ("TableLamp", "table lamp"),
        ("0007", "unknown"), ("mask_12", "unknown"), ("Object.3", "unknown"), ("bed mask", "bed"),
    ],
)  # fmt: skip
def test_names_of_files_are_names_of_things(name: str, category: str) -> None:
    assert category_of_name(name) == category
