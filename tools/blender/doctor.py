"""Probes of this machine for `room doctor`: what the worker needs, what is there, how to mend the rest."""

from __future__ import annotations

import ctypes
import importlib.metadata
import os
import platform
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tools.blender import egl
from tools.blender.single_thread import bpy_folder
from tools.blender.worker import Worker
from tools.errors import RoomError

LIBRARIES = {
    "libX11.so.6": "libx11-6",
    "libXrender.so.1": "libxrender1",
    "libXfixes.so.3": "libxfixes3",
    "libXi.so.6": "libxi6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libSM.so.6": "libsm6",
    "libGL.so.1": "libgl1",
}
"""What bpy is linked to, with the Debian package that has it."""
MEND_LAYER = {
    "landlock": "run on Linux 5.13 or newer with Landlock among the active security modules (lsm= at boot)",
    "disk": "allow mount namespaces (as an ordinary user: user namespaces, sysctl user.max_user_namespaces)",
    "seccomp": "allow seccomp filters in the container (Docker's own profile does)",
}
HOME = Path(__file__).resolve().parents[2]
SET_UP = (
    f"python3 {shlex.quote(str(HOME / 'harness/start.py'))} add"
    if (HOME / "uv.lock").exists()
    else "install drawing-room with Python 3.11"
)
"""What brings a checkout's packages back; installed from a wheel there is none to run."""
NEEDED_GB = {"memory": 4.0, "disk": 2.0}
PROGRAM = """# %% geometry:probe
import bpy
data = bpy.data.meshes.new("probe")
data.from_pydata([(0, 0, 0), (1, 0, 0), (0, 1, 0)], [], [(0, 1, 2)])
bpy.context.scene.collection.objects.link(bpy.data.objects.new("probe", data))
"""


@dataclass(frozen=True)
class Row:
    """One finding.

    Attributes:
        name: what was looked at.
        ok: whether it is as it should be.
        detail: what was found.
        mend: a command or a step that helps, "" when nothing needs to.
        needed: whether a run cannot work without it.
    """

    name: str
    ok: bool
    detail: str
    mend: str = ""
    needed: bool = True


def probe_machine() -> list[Row]:
    """Look at everything the worker needs; starts one worker (about two seconds)."""
    return [_python(), _bpy(), _libraries(), *_worker(), _egl(), _cores(), _memory(), _disk()]


def _python() -> Row:
    ok = sys.version_info[:2] == (3, 11)
    return Row("python", ok, platform.python_version(), "" if ok else SET_UP)


def _bpy() -> Row:
    mend = SET_UP
    try:
        folder, version = bpy_folder(), importlib.metadata.version("bpy")
    except (ImportError, importlib.metadata.PackageNotFoundError) as error:
        return Row("bpy", False, str(error), mend)
    supported = version.startswith(("4.2.", "4.5.", "5.0."))
    return Row("bpy", supported, f"{version} in {folder}", "" if supported else mend)


def _libraries() -> Row:
    missing = [name for name in LIBRARIES if not _loads(name)]
    if not missing:
        return Row("system libraries", True, f"all {len(LIBRARIES)} that Blender is linked to")
    packages = " ".join(LIBRARIES[name] for name in missing)
    return Row("system libraries", False, "missing " + ", ".join(missing), f"apt-get install {packages}")


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _worker() -> list[Row]:
    """Start a worker, run one program, and report the jail it ran in."""
    started = time.perf_counter()
    try:
        with Worker() as worker:
            warm = time.perf_counter() - started
            result = worker.job(PROGRAM, Path(tempfile.gettempdir()))
            rows = [
                Row(
                    f"jail: {layer.name}",
                    layer.active,
                    layer.detail,
                    _mend(layer.name, layer.active),
                    needed=False,
                )
                for layer in worker.layers
            ]
    except RoomError as error:
        return [Row("worker", False, str(error).splitlines()[0], "mend the rows above first")]
    detail = f"warm in {warm:.1f} s, a job in {result.seconds * 1000:.0f} ms, {result.peak_mb:.0f} MB a job"
    return [Row("worker", True, detail), *rows]


def _mend(layer: str, active: bool) -> str:
    return "" if active else MEND_LAYER.get(layer, "")


def _egl() -> Row:
    """EGL by itself in another process: a broken driver may take that one down."""
    code = "from tools.blender import egl; ok, said = egl.probe(); print(said); raise SystemExit(not ok)"
    path = os.pathsep.join([str(Path(egl.__file__).parents[2]), os.environ.get("PYTHONPATH", "")])
    asked = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, text=True, timeout=30, check=False, env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip
    if asked.returncode == 0:
        return Row("EGL", True, f"{asked.stdout.strip()} (not needed: pictures are made without it)")
    return Row("EGL", True, "none; not needed: pictures are made without it")


def _cores() -> Row:
    count = len(os.sched_getaffinity(0))
    return Row(
        "cores",
        count >= 2,
        f"{count}, {platform.machine()}",
        "" if count >= 2 else "give it 2 cores",
        needed=False,
    )


def _memory() -> Row:
    facts = dict(line.split(":", 1) for line in Path("/proc/meminfo").read_text().splitlines())
    free = int(facts["MemAvailable"].split()[0]) / (1 << 20)
    ok = free >= NEEDED_GB["memory"]
    return Row(
        "memory",
        ok,
        f"{free:.1f} GB available",
        "" if ok else f"free {NEEDED_GB['memory']:g} GB",
        needed=False,
    )


def _disk() -> Row:
    folder = tempfile.gettempdir()
    free = shutil.disk_usage(folder).free / (1 << 30)
    ok = free >= NEEDED_GB["disk"]
    mend = "" if ok else f"free {NEEDED_GB['disk']:g} GB or set TMPDIR to a larger disk"
    return Row("disk", ok, f"{free:.1f} GB free in {folder}", mend, needed=False)
