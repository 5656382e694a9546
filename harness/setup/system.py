"""The system's packages: the libraries that Blender loads, and what uv is fetched with."""

import os
import shutil
import subprocess

from harness.setup.console import say, stop
from harness.setup.uv import known_uv

LIBRARIES = {
    "X11": "libx11-6",
    "Xrender": "libxrender1",
    "Xfixes": "libxfixes3",
    "Xi": "libxi6",
    "xkbcommon": "libxkbcommon0",
    "SM": "libsm6",
    "GL": "libgl1",
    "EGL": "libegl1",
}
"""What pip's bpy is linked against, by Debian package; EGL is for its fast previews."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
"""A browser for tests, by the names it may have; the first is Debian's package."""


def missing_packages() -> "list[str]":
    """Debian packages whose libraries cannot be found."""
    cache = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=False).stdout
    absent = [package for name, package in LIBRARIES.items() if f"lib{name}.so" not in cache]
    if known_uv() is None and not _has_ensurepip():
        absent.append("python3-venv")
    return absent


def _has_ensurepip() -> bool:
    try:
        import ensurepip  # noqa: F401  # Debian leaves it out of a minimal python3
    except ImportError:
        return False
    return True


def bring_browser() -> None:
    """For developers: Debian's Chromium, for the tests of the studio's page; without it they are skipped."""
    if any(shutil.which(name) for name in BROWSERS):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        install([BROWSERS[0]])
    else:
        say(f"tests of the studio's page are skipped; as root: apt-get install {BROWSERS[0]}")


def install(packages: "list[str]") -> None:
    """Install with apt-get as root; otherwise say the command and stop."""
    fetch = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    words = f"apt-get update && {' '.join(fetch)}"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise stop(f"system packages are missing; install them as root, then run this again: {words}")
    say(f"installing {' '.join(packages)}")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], fetch):
        child = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)
        for line in child.stdout or []:
            if line.startswith(("Need to get", "After this operation")):
                say("  " + line.strip())
        if child.wait():
            raise stop(f"the packages could not be installed; try as root: {words}")
