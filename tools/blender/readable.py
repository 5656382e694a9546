"""What of the system a jailed child may read: Python, bpy, libraries, fonts, processor facts."""

from __future__ import annotations

import stat
import sysconfig
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tools.blender.single_thread import bpy_folder
from tools.run_files import ASSETS, TEXTURES
from tools.run_folder import PICTURES

SYSTEM = (
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/lib",
    "/lib64",
    "/etc/ld.so.cache",
    "/etc/fonts",
    "/usr/share/fonts",
    "/usr/share/zoneinfo",
    "/dev/null",
    "/dev/urandom",
    "/dev/zero",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/proc/stat",
    "/sys/devices/system/cpu",
    "/sys/devices/system/node",
    *(f"/proc/self/{name}" for name in ("maps", "stat", "statm", "status", "task", "environ", "cmdline")),
)


@cache
def system_paths() -> tuple[Path, ...]:
    """The same for every job."""
    paths = sysconfig.get_paths()
    python = {paths["stdlib"], paths["platstdlib"], paths["purelib"], paths["platlib"]}
    return (*(Path(p) for p in sorted(python)), bpy_folder(), *(Path(p) for p in SYSTEM))


def program_paths(folder: Path) -> list[Path]:
    """Of a program's folder: `textures`, `assets` and the pictures beside it, nothing else that is there.

    Neither as a link: what a link points to lies elsewhere, and the kernel would let all of it be read.
    """
    found = [folder / name for name in (TEXTURES, ASSETS) if _real(folder / name, stat.S_ISDIR)]
    if folder.is_dir():
        named = sorted(p for p in folder.iterdir() if p.suffix.lower() in PICTURES)
        found += [p for p in named if _real(p, stat.S_ISREG)][:200]
    return found


def _real(path: Path, kind: Callable[[int], bool]) -> bool:
    """Whether there is such an entry itself, not one that a link leads to."""
    try:
        return kind(path.lstat().st_mode)
    except OSError:
        return False
