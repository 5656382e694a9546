"""Import bpy so that the process keeps one thread and stays safe to fork (bpy 4.2 to 5.0).

A plain `import bpy` leaves TBB, OpenBLAS and OpenEXR threads behind; children forked from it render on one
core and hang for ever in EXR and USD exports.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import re
from pathlib import Path

CREATE = "_ZN3tbb6detail2r16createERNS0_2d114global_controlE"
DESTROY = "_ZN3tbb6detail2r17destroyERNS0_2d114global_controlE"
SET_EXR_THREADS = re.compile(rb"_ZN7Imf_\d_\d+20setGlobalThreadCountEi")


class _GlobalControl(ctypes.Structure):
    """tbb::global_control, here for max_allowed_parallelism."""

    _fields_ = (("value", ctypes.c_size_t), ("reserved", ctypes.c_ssize_t), ("parameter", ctypes.c_int))


class ThreadHold:
    """Keeps TBB at one thread until `release()`."""

    def __init__(self) -> None:
        self._control = _GlobalControl(1, 0, 0)
        self._tbb: ctypes.CDLL | None = None

    def hold(self) -> None:
        """Call before bpy is imported, with OPENBLAS_NUM_THREADS=1 in the environment."""
        for path in (bpy_folder() / "lib").glob("libtbb.so.*"):
            try:
                library = ctypes.CDLL(str(path), mode=ctypes.RTLD_GLOBAL)
                library[CREATE](ctypes.byref(self._control))
            except (OSError, AttributeError):
                continue
            self._tbb = library
            return

    def release(self) -> None:
        """Call in a child that is about to render: TBB may start threads again."""
        if self._tbb is not None:
            self._tbb[DESTROY](ctypes.byref(self._control))
            self._tbb = None


def bpy_folder() -> Path:
    """Where the bpy package lies; found without importing it."""
    spec = importlib.util.find_spec("bpy")
    if spec is None or spec.origin is None:
        raise ImportError(
            "bpy is not installed: pip install bpy==5.0.1 --extra-index-url https://download.blender.org/pypi/"
        )
    return Path(spec.origin).parent


def stop_exr_threads() -> None:
    """Call after bpy is imported: OpenEXR works in the calling thread."""
    for path in (bpy_folder() / "lib").glob("libOpenEXR.so.*"):
        name = SET_EXR_THREADS.search(path.read_bytes())
        if name:
            ctypes.CDLL(str(path))[name.group().decode()](0)
            return


def thread_count() -> int:
    """Threads of this process."""
    return len(os.listdir("/proc/self/task"))  # noqa: PTH208
