"""Uv, which installs the Python packages: the system's, or one of our own in a private environment."""

import shutil
import subprocess
import sys

from harness.setup.console import say, stop
from harness.setup.places import cache_folder, environment


def known_uv() -> "str | None":
    """The uv command on PATH, or our own when it was made before."""
    return shutil.which("uv") or shutil.which("uv", path=str(cache_folder() / "uv" / "bin"))


def find_uv() -> str:
    """The uv command, put into a private environment when there is none."""
    found = known_uv()
    if found:
        return found
    folder = cache_folder() / "uv"
    say("installing uv into a private environment (20 MB)")
    for command in (
        [sys.executable, "-m", "venv", "--clear", str(folder)],
        [str(folder / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check", "uv"],
    ):
        done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
        if done.returncode:
            said = done.stdout + done.stderr
            raise stop(f"uv could not be installed: {reason(said)}")
    return str(folder / "bin" / "uv")


def reason(said: str) -> str:
    """One line out of what pip or uv said, with what helps where that is known."""
    if "certificate" in said.lower():
        return (
            "the package index's certificate is not trusted here: put your proxy's into the system's store "
            "(as root: apt-get install ca-certificates, the .crt into /usr/local/share/ca-certificates, "
            "update-ca-certificates)"
        )
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return (lines or ["it said nothing"])[-1]
