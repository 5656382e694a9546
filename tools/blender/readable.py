"""What of the system a jailed child may read: Python, bpy, libraries, fonts, processor facts."""

from __future__ import annotations

import sysconfig
from functools import cache
from pathlib import Path

from tools.blender.single_thread import bpy_folder

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
)
PICTURES = {".webp", ".png", ".jpg", ".jpeg", ".exr", ".hdr", ".tif", ".tiff"}


@cache
def system_paths() -> tuple[Path, ...]:
    """The same for every job."""
    paths = sysconfig.get_paths()
    python = {paths["stdlib"], paths["platstdlib"], paths["purelib"], paths["platlib"]}
    return (*(Path(p) for p in sorted(python)), bpy_folder(), *(Path(p) for p in SYSTEM), Path("/proc/self"))


def program_paths(folder: Path) -> list[Path]:
    """Of a program's folder: `textures` and the pictures beside it, nothing else a user keeps there."""
    found = [folder / "textures"]
    if folder.is_dir():
        found += sorted(p for p in folder.iterdir() if p.suffix.lower() in PICTURES)[:200]
    return found
