"""Every tangent is a direction square to its normal, also where coordinates have none."""

from __future__ import annotations

import json
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.blender.tangents import mend, mended


def unit(seed: int, count: int) -> np.ndarray:
    found = np.random.default_rng(seed).normal(size=(count, 3))
    return (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)


@given(st.integers(0, 999), st.integers(0, 6))
def test_lost_tangents_are_unit_and_square_and_the_others_stay(seed: int, lost: int) -> None:
    normals, tangents = unit(seed, 6), np.ones((6, 4), np.float32)
    tangents[:, :3] = unit(seed + 1, 6)
    tangents[:lost] = 0
    before = tangents.copy()
    mend(tangents, normals)
    assert np.linalg.norm(tangents[:, :3], axis=1) == pytest.approx(1, abs=1e-4)
    assert (tangents[:lost, :3] * normals[:lost]).sum(axis=1) == pytest.approx(0, abs=1e-5)
    assert np.abs(tangents[:, 3]) == pytest.approx(1)
    assert (tangents[lost:] == before[lost:]).all()


def test_in_a_file_nothing_else_changes() -> None:
    normals, tangents = unit(0, 3), np.zeros((3, 4), np.float32)
    data = normals.tobytes() + tangents.tobytes() + b"rest"
    tree = {
        "bufferViews": [{"byteOffset": 0}, {"byteOffset": 36}],
        "accessors": [{"bufferView": 0, "count": 3}, {"bufferView": 1, "count": 3}],
        "meshes": [{"primitives": [{"attributes": {"NORMAL": 0, "TANGENT": 1}}, {"attributes": {}}]}],
    }
    text = json.dumps(tree).encode()
    text += b" " * (-len(text) % 4)
    head = struct.pack("<4sIII4s", b"glTF", 2, 28 + len(text) + len(data), len(text), b"JSON") + text
    glb = head + struct.pack("<I4s", len(data), b"BIN\0") + data
    out = mended(glb)
    assert len(out) == len(glb)
    start = len(head) + 8 + 36
    found = np.frombuffer(out, np.float32, 12, start).reshape(3, 4)
    assert np.linalg.norm(found[:, :3], axis=1) == pytest.approx(1, abs=1e-4)
    assert (out[:start], out[start + 48 :]) == (glb[:start], b"rest")
