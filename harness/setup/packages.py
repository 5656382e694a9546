"""The Python packages in `.venv`: brought to what the lock says, and left alone while it says the same."""

import hashlib
import shutil
import subprocess
import sys

from harness.setup.console import say, stop
from harness.setup.places import ROOT, VENV, environment
from harness.setup.python import find_python
from harness.setup.system import bring_browser, install, missing_packages
from harness.setup.uv import find_uv

STAMP = VENV / ".set-up"
"""For what .venv was last brought up to date: the digest of the files that say so, and the folder."""
DOWNLOAD_MB, DISK_GB = 540, 1.4
"""What the packages weigh, measured on an empty cache; Blender alone is 370 MB of the download."""


def set_up(groups: "list[str]") -> None:
    """Bring `.venv` to what the lock says, with optional groups of packages."""
    needed = missing_packages()
    if needed:
        install(needed)
    if "dev" in groups:
        bring_browser()
    if up_to_date(groups):
        return
    if stamped()[1:] not in ([], [str(ROOT)]):
        shutil.rmtree(VENV)  # the folder was moved or copied: what starts in .venv names the old place
    uv = find_uv()
    python = find_python(uv)
    if not (VENV / "bin" / "room").exists():
        if shutil.disk_usage(ROOT).free < DISK_GB * 1e9:
            raise stop(
                f"the Python packages need {DISK_GB} GB in {ROOT}: free some space, then run this again"
            )
        say(f"fetching the Python packages, once: {DOWNLOAD_MB} MB to download, {DISK_GB} GB on disk")
    developing = "dev" in groups or (VENV / "bin" / "pytest").exists()
    wanted = [word for group in groups for word in ("--group", group)]
    if not developing:
        wanted.append("--no-dev")
    # Inexact: groups that were added before stay.
    if not shown([uv, "sync", "--locked", "--inexact", *python, *wanted]):
        raise stop("the Python packages could not be installed (see above); the same line goes on from there")
    mend_tags()
    STAMP.write_text(f"{digest()}\n{ROOT}\n")


def digest() -> str:
    """Of the files that say what .venv holds."""
    parts = [(ROOT / name).read_bytes() for name in ("uv.lock", "pyproject.toml")]
    return hashlib.sha256(b"".join(parts)).hexdigest()


def stamped() -> "list[str]":
    """The digest and the folder for which .venv was made; nothing when it was not finished."""
    return STAMP.read_text().splitlines() if STAMP.exists() else []


def up_to_date(groups: "list[str]") -> bool:
    """Whether nothing has to be fetched or changed."""
    if [group for group in groups if group != "dev"] or not (VENV / "bin" / "python").exists():
        return False
    commands = ["room", "pytest"] if groups else ["room"]
    there = all((VENV / "bin" / name).exists() for name in commands)
    return there and stamped() == [digest(), str(ROOT)]


def shown(sync: "list[str]") -> bool:
    """Run uv with its progress; its list of every single package is only shown on a terminal."""
    if sys.stderr.isatty():
        return subprocess.run(sync, cwd=ROOT, env=environment(), check=False).returncode == 0
    child = subprocess.Popen(sync, cwd=ROOT, env=environment(), stderr=subprocess.PIPE, text=True)
    for line in child.stderr or []:
        if not line.startswith((" + ", " ~ ")):
            sys.stderr.write(line)
            sys.stderr.flush()
    return child.wait() == 0


def mend_tags() -> None:
    """Give an installed bpy the tag of its own file name.

    The WHEEL file inside says cp39; uv then takes what is installed for another Python's and installs it
    anew at each `uv sync` and `uv run`, and for seconds there is no bpy.
    """
    for wheel in VENV.glob("lib/python*/site-packages/bpy-*.dist-info/WHEEL"):
        text = wheel.read_text()
        mended = text.replace("Tag: cp39-cp39-", "Tag: cp311-cp311-")
        if mended != text:
            wheel.unlink()  # it may be a hard link into uv's cache
            wheel.write_text(mended)
