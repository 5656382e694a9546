"""The builds of words: the same answer with and without a cache."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tools.blender.worker import Worker
from tools.cloud import library


def test_a_few_words_are_the_same_few_once_every_word_is_kept(
    worker: Worker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    def measured(shapes: list[library.Shape], worker: Worker) -> np.ndarray:
        # Which word it is, told by its letters; building 800 shapes takes a minute.
        letters = [sum(map(ord, f"{s.word} {s.arguments}")) / 1e4 for s in shapes]
        return np.tile(np.array(letters, np.float16)[:, None, None], (1, library.SAMPLES, 3))

    monkeypatch.setattr(library, "_measured", measured)
    few = ["bed", "wardrobe"]
    before = library.looks(worker, words=few)
    every = library.looks(worker)
    after = library.looks(worker, words=few)
    assert len(every.shapes) > 200
    assert {shape.word for shape in before.shapes} == set(few)
    assert before.shapes == after.shapes
    assert np.array_equal(before.points, after.points)
