"""What every word looks like, measured once and kept: a thousand points of some builds of each."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from tools.cloud.building import Shape, surfaces
from tools.cloud.choices import typical
from tools.cloud.cloud import Floats
from tools.errors import InputError
from tools.files import read_bytes, write_bytes
from tools.geometry import Vec3
from tools.program import kit_index
from tools.scene.building import Runner

SAMPLES, GRID = 1024, 16
UNKNOWN_SIZE = (0.5, 0.5, 0.5)
MAGIC = b"room word shapes 1\n"


@dataclass(frozen=True)
class Looks:
    """Builds of words.

    Attributes:
        shapes: word, usual size and arguments of each.
        points: (n, SAMPLES, 3) its surface in the box -0.5 to 0.5.
    """

    shapes: list[Shape]
    points: NDArray[np.float16]

    @cached_property
    def prints(self) -> NDArray[np.float32]:
        """(n, GRID^3) where each has surface, blurred, of length 1."""
        return np.stack([footprint(np.asarray(p, dtype=np.float64)) for p in self.points])


def footprint(points: Floats) -> NDArray[np.float32]:
    """Where a surface in the box -0.5 to 0.5 is, (GRID^3), blurred, of length 1."""
    index = np.clip(((points + 0.5) * GRID).astype(np.int64), 0, GRID - 1)
    grid = np.zeros((GRID,) * 3, np.float32)
    np.add.at(grid, tuple(index.T), 1.0)
    grid = ndimage.gaussian_filter(np.sqrt(grid), 0.7, mode="constant").ravel()
    return np.asarray(grid / max(float(np.linalg.norm(grid)), 1e-9), dtype=np.float32)


def boxed(points: Floats, size: Vec3) -> Floats:
    """Points on the floor, metres, in the box -0.5 to 0.5."""
    return np.asarray(np.clip((points - (0.0, 0.0, size[2] / 2)) / np.array(size), -0.5, 0.5))


def unboxed(points: Floats, size: Vec3) -> Floats:
    """Points in the box -0.5 to 0.5 on the floor, metres."""
    return np.asarray(points * np.array(size) + (0.0, 0.0, size[2] / 2))


def looks(
    worker: Runner, tell: Callable[[str], None] = lambda line: None, words: Collection[str] | None = None
) -> Looks:
    """The builds of words: from the user's cache, or made now.

    Args:
        worker: builds them.
        tell: hears when all are made, which takes some seconds; they are kept in the cache.
        words: only these; None for all.
    """
    shapes = [
        Shape(entry.name, entry.size or UNKNOWN_SIZE, arguments)
        for entry in kit_index.words()
        for arguments in typical(entry)
    ]
    path = _cache(shapes)
    kept = _kept(path, len(shapes))
    if kept is None and words is not None:
        shapes = [shape for shape in shapes if shape.word in words]
        kept = _measured(shapes, worker)
    elif kept is None:
        tell(f"looking at the kit's {len(kit_index.words())} words, once")
        kept = _measured(shapes, worker)
        _keep(path, kept)
    # What is kept holds every word: the answer is the same whether there was a cache or not.
    good = np.isfinite(kept).all(axis=(1, 2)) & [words is None or s.word in words for s in shapes]
    return Looks([shape for shape, ok in zip(shapes, good, strict=True) if ok], kept[good])


def _measured(shapes: list[Shape], worker: Runner) -> NDArray[np.float16]:
    points = np.full((len(shapes), SAMPLES, 3), np.nan, np.float16)
    for k, surface in enumerate(surfaces(shapes, worker)):
        if surface is not None:
            points[k] = boxed(surface.points(SAMPLES), shapes[k].size)
    return points


def _cache(shapes: list[Shape]) -> Path:
    """Where it is kept: named by the kit's own text, so another kit looks anew."""
    digest = hashlib.sha256(repr(shapes).encode())
    for path in sorted(kit_index.KIT_FOLDER.rglob("*.py")):
        digest.update(path.read_bytes())
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "drawing-room" / f"word-shapes-{digest.hexdigest()[:16]}.bin"


def _kept(path: Path, count: int) -> NDArray[np.float16] | None:
    wanted = len(MAGIC) + count * SAMPLES * 3 * 2
    try:
        if not path.is_file() or path.stat().st_size != wanted:
            return None
        data = read_bytes(path, wanted)
    except (InputError, OSError):
        return None
    if not data.startswith(MAGIC):
        return None
    return np.frombuffer(data, "<f2", offset=len(MAGIC)).reshape(count, SAMPLES, 3).astype(np.float16)


def _keep(path: Path, points: NDArray[np.float16]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(path, MAGIC + points.astype("<f2").tobytes())
    except (InputError, OSError):  # nowhere to keep it: the next time it is made again
        return
