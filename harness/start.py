"""Set the project up from its own files on a bare Debian, then do one thing.

    python3 harness/start.py run example/bedroom.png     # set up, then any `room` command
    python3 harness/start.py test                        # set up, then every check and test

Runs under the system's python3 with nothing but the standard library. What is missing (uv, the system
libraries that Blender loads) is installed with apt-get where that is allowed, and otherwise named in one
line with the command that installs it.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
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
CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy", "agents", "tools", "harness", "prompts", "team.py"),
    # Plain asserts: rewriting them parses every file, and CPython 3.11.7 sometimes fails at that.
    ("pytest", "-q", "-n", "2", "--dist", "loadscope", "--assert=plain"),
)


def main() -> int:
    """Set up, then run; returns the exit code."""
    os.chdir(ROOT)
    needed = missing_packages()
    if needed:
        install(needed)
    uv = find_uv()
    subprocess.run([uv, "sync", "--locked", "--quiet"], check=True)
    words = sys.argv[1:] or ["--help"]
    commands = [list(c) for c in CHECKS] if words[0] == "test" else [["room", *words]]
    for command in commands:
        done = subprocess.run(
            [uv, "run", "--locked", "--quiet", *command, *(words[1:] if command[0] == "pytest" else [])]
        )
        if done.returncode:
            return done.returncode
    return 0


def missing_packages() -> list[str]:
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


def install(packages: list[str]) -> None:
    """Install with apt-get as root; otherwise say the command and stop."""
    fetch = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    words = f"apt-get update && {' '.join(fetch)}"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise SystemExit(f"room: system packages are missing; install them as root: {words}")
    sys.stderr.write(f"room: installing {' '.join(packages)}\n")
    for command in (["apt-get", "update"], fetch):
        if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode:
            raise SystemExit(f"room: the packages could not be installed; try as root: {words}")


def private_uv() -> Path:
    """Where our own uv lives when there is none on PATH."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "drawing-room" / "uv" / "bin"


def known_uv() -> "str | None":
    """The uv command on PATH, or our own when it was made before."""
    return shutil.which("uv") or shutil.which("uv", path=str(private_uv()))


def find_uv() -> str:
    """The uv command, put into a private environment when there is none."""
    found = known_uv()
    if found:
        return found
    folder = private_uv()
    sys.stderr.write("room: installing uv into a private environment\n")
    subprocess.run([sys.executable, "-m", "venv", str(folder.parent)], check=True)
    subprocess.run([str(folder / "pip"), "install", "--quiet", "uv"], check=True)
    return str(folder / "uv")


if __name__ == "__main__":
    sys.exit(main())
