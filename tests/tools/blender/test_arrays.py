"""Arrays and meshes out of a scratch folder: what our own writers write comes back, all else is refused."""

from __future__ import annotations

import io
import json
import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.blender import arrays
from tools.errors import ToolError

ARRAYS = {
    "ids": np.arange(12, dtype=np.int32).reshape(3, 4),
    "depth": np.array([[1.0, np.inf, 2.0]], np.float32),
    "normal": np.zeros((2, 5, 3), np.float32),
}
PIECE = (
    json.dumps([["bed", "base", "body", 3, 1]]).encode() + b"\n" + struct.pack("<9f3i", *range(9), 0, 1, 2)
)


@pytest.mark.parametrize("quality", ARRAYS)
def test_what_numpy_saves_comes_back(tmp_path: Path, quality: str) -> None:
    np.save(tmp_path / "a.npy", ARRAYS[quality])
    assert np.array_equal(arrays.load_image(tmp_path / "a.npy", quality), ARRAYS[quality])
    for other in set(ARRAYS) - {quality}:
        with pytest.raises(ToolError, match="cannot be read"):
            arrays.load_image(tmp_path / "a.npy", other)


def test_ids_name_objects_that_exist(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", ARRAYS["ids"])
    assert arrays.load_image(tmp_path / "a.npy", "ids", 11).max() == 11
    with pytest.raises(ToolError, match="do not exist"):
        arrays.load_image(tmp_path / "a.npy", "ids", 10)


def test_a_pickle_is_not_loaded(tmp_path: Path) -> None:
    np.save(tmp_path / "ids.npy", np.array([[{"a": 1}]], dtype=object), allow_pickle=True)
    with pytest.raises(ToolError, match="cannot be read"):
        arrays.load_image(tmp_path / "ids.npy", "ids")


def test_meshes_come_back_by_owner(tmp_path: Path) -> None:
    (tmp_path / "m").write_bytes(PIECE)
    meshes = arrays.load_meshes(tmp_path / "m", 10)
    assert list(meshes) == ["bed"]
    assert meshes["bed"][0].vertices.tolist() == [[0, 1, 2], [3, 4, 5], [6, 7, 8]]
    assert meshes["bed"][0].triangles.tolist() == [[0, 1, 2]]
    with pytest.raises(ToolError, match="too many"):
        arrays.load_meshes(tmp_path / "m", 0)


@given(st.data())
def test_damage_is_refused_or_harmless(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    buffer = io.BytesIO()
    np.save(buffer, ARRAYS["ids"])
    whole = data.draw(st.sampled_from([PIECE, buffer.getvalue()]))
    at = data.draw(st.integers(0, len(whole) - 1))
    damaged = whole[:at] + data.draw(st.binary(max_size=8)) + whole[data.draw(st.integers(at, len(whole))) :]
    found = tmp_path_factory.mktemp("damaged") / "0"
    found.write_bytes(damaged)
    for load in (lambda: arrays.load_meshes(found, 100), lambda: arrays.load_image(found, "ids", 11)):
        told = ""
        try:
            load()
        except ToolError as error:
            told = str(error)
        assert not told or told.isprintable()
