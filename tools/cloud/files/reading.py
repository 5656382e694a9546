"""One door for every file that holds a cloud or a mesh."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

from tools.cloud.cloud import Cloud
from tools.cloud.files.las import read_las
from tools.cloud.files.meshes import read_glb, read_obj, read_stl
from tools.cloud.files.npz import read_npy, read_npz
from tools.cloud.files.pcd import read_pcd
from tools.cloud.files.ply import read_ply
from tools.cloud.files.text import read_text_points
from tools.errors import InputError

Reader = Callable[[Path, int, Callable[[str], None]], Cloud]
READERS: dict[str, Reader] = {
    ".npz": read_npz, ".npy": read_npy, ".ply": read_ply, ".pcd": read_pcd, ".las": read_las,
    ".laz": read_las, **dict.fromkeys((".xyz", ".txt", ".csv", ".pts", ".asc"), read_text_points),
    ".obj": read_obj, ".stl": read_stl, ".glb": read_glb,
}  # fmt: skip
"""By suffix; each takes the file, its size in bytes, and whom to tell how far it is."""
BYTES = 16 << 30
ROOM_SUFFIXES = frozenset(READERS) - {".obj", ".stl", ".glb"}


def read_cloud(path: Path, tell: Callable[[str], None] = lambda line: None) -> Cloud:
    """A file's points in its own unit and axes.

    Args:
        path: the file; its suffix says what it is.
        tell: hears how far a long reading is.

    Raises:
        InputError: it cannot be used; one line says why.
    """
    reader = READERS.get(path.suffix.lower())
    if not path.exists():
        raise InputError(f"{path} is not there: give a point cloud ({', '.join(READERS)})")
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise InputError(f"{path} is not a plain file: give a point cloud ({', '.join(READERS)})")
    if reader is None:
        raise InputError(
            f"{path.name}: {path.suffix or 'no suffix'} is no point cloud; give {', '.join(READERS)}"
        )
    if status.st_size == 0:
        raise InputError(f"{path.name} is empty: it holds no points")
    if status.st_size > BYTES:
        raise InputError(
            f"{path.name} holds {status.st_size >> 30} GB, more than the {BYTES >> 30} read: thin it first"
        )
    if status.st_size > 200 << 20:
        tell(f"reading {path.name}, {status.st_size >> 20} MB")
    try:
        return reader(path, status.st_size, tell)
    except (MemoryError, OverflowError):
        raise InputError(f"{path.name} does not fit into memory: thin it first") from None
