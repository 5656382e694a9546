"""A Python 3.11, the one that Blender's package is made for, on systems that have another."""

import shutil
import subprocess
import sys
from pathlib import Path

from harness.setup.console import say, stop, wait
from harness.setup.places import ROOT, cache_folder, environment

PYTHON = "3.11"
PYTHON_PACKAGES = ("python3.11-minimal", "libpython3.11-minimal", "libpython3.11-stdlib")
"""Debian 12's packages that together are a Python 3.11."""


def find_python(uv: str) -> "list[str]":
    """Uv's words for the Python to use: none when the system has a 3.11, else the one fetched for it."""
    find = subprocess.run(
        [uv, "python", "find", PYTHON], cwd=ROOT, env=environment(), capture_output=True, check=False
    )
    if find.returncode == 0:
        return []
    own = cache_folder() / "python3.11"
    python = own / "usr" / "bin" / "python3.11"
    if not works(python):
        say(f"Blender's package needs Python {PYTHON}, which this system has not: fetching one (6 MB)")
        shutil.rmtree(own, ignore_errors=True)
        unpack_debian_python(own)
    if works(python):
        return ["--python", str(python)]
    fetched = subprocess.run(
        [uv, "python", "install", PYTHON],
        env={**environment(), "UV_PYTHON_DOWNLOADS": "manual", "UV_HTTP_TIMEOUT": "20"},
        capture_output=True,
        check=False,
    )
    if fetched.returncode == 0:
        return ["--python", PYTHON]
    raise stop(
        f"Blender's package needs Python {PYTHON}; this system has "
        f"{sys.version_info[0]}.{sys.version_info[1]} and no {PYTHON} could be fetched: put a python{PYTHON} "
        "on PATH (your system's package, pyenv or conda), then run this again"
    )


def works(python: Path) -> bool:
    """Whether this Python starts and has the parts of its library that are linked to the system's."""
    code = "import bz2, ctypes, hashlib, lzma, sqlite3, ssl, zlib"
    try:
        return subprocess.run([str(python), "-c", code], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def unpack_debian_python(own: Path) -> None:
    """Debian 12's Python, from this Debian's own mirror and checked with its keys, into a folder of ours.

    Nothing of the system changes and no root is needed: apt keeps lists of its own here. Leaves nothing that
    works when this is no Debian or the mirror has no such packages.
    """
    mirrors = debian_mirrors()
    if not mirrors:
        return
    for folder in ("lists/partial", "archives/partial", "files"):
        (own / "apt" / folder).mkdir(parents=True, exist_ok=True)
    sources = own / "apt" / "sources.list"
    key = "[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]"
    sources.write_text("".join(f"deb {key} {mirror}\n" for mirror in mirrors))
    settings = {
        "Dir::Etc::sourcelist": sources,
        "Dir::Etc::sourceparts": "-",
        "Dir::State::lists": own / "apt" / "lists",
        "Dir::Cache": own / "apt",
        "Dir::Cache::archives": own / "apt" / "archives",
        "Acquire::Languages": "none",
    }
    apt = ["apt-get", "-q", *(f"-o{name}={value}" for name, value in settings.items())]
    quiet = {"cwd": own / "apt" / "files", "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    for command in ([*apt, "update"], [*apt, "download", *PYTHON_PACKAGES]):
        if wait(command, **quiet):
            return
    for package in sorted((own / "apt" / "files").glob("*.deb")):
        wait(["dpkg-deb", "-x", str(package), str(own)], **quiet)
    shutil.rmtree(own / "apt")


def debian_mirrors() -> "list[str]":
    """Source lines of Debian 12 on the mirrors that this Debian itself uses; none on other systems."""
    try:
        release = Path("/etc/os-release").read_text()
        targets = subprocess.run(
            ["apt-get", "indextargets", "--format", "$(RELEASE) $(REPO_URI)", "Created-By: Packages"],
            capture_output=True,
            text=True,
            check=False,
        ).stdout
    except OSError:
        return []
    if "\nID=debian" not in "\n" + release:
        return []
    pairs = {(line.split()[0], line.split()[1]) for line in targets.splitlines() if len(line.split()) == 2}
    plain = sorted(uri for suite, uri in pairs if suite.isalpha() and uri.rstrip("/").endswith("/debian"))
    secure = sorted(uri for suite, uri in pairs if suite.endswith("-security"))
    return [f"{uri} bookworm main" for uri in plain[:1]] + [
        f"{uri} bookworm-security main" for uri in secure[:1]
    ]
