"""Set the project up from its own files on a bare Debian, then do one thing.

    python3 harness/start.py run example/bedroom.png     # set up, then any `room` command
    python3 harness/start.py test                        # set up for developers, then every check and test
    python3 harness/start.py add GROUP...                # set up with optional groups of packages (dev, ...)

Runs under the system's python3 with nothing but the standard library. What is missing (uv, the system
libraries that Blender loads, a Python 3.11) is fetched where that is allowed, and otherwise named in one
line with the command that helps. Set up once, it starts `room` straight from `.venv`: packages are only
touched again when `uv.lock` or `pyproject.toml` changed.
"""

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from harness.setup.console import say, stop, wait
from harness.setup.on_path import put_on_path
from harness.setup.packages import set_up
from harness.setup.places import ROOT, VENV

CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy", "agents", "tools", "harness", "prompts", "team.py"),
    # Plain asserts: rewriting them parses every file, and CPython 3.11.7 sometimes fails at that.
    ("pytest", "-q", "-n", "2", "--dist", "loadscope", "--assert=plain"),
)


def main() -> int:
    """Set up, then run; returns the exit code."""
    words = sys.argv[1:] or ["--help"]
    if words[0] in ("--help", "-h") and not (VENV / "bin" / "room").exists():
        say(f"{__doc__}\nNothing is set up yet: any other line downloads 540 MB first.")
        return 0
    try:
        if words[0] == "test":
            set_up(["dev"])
            return check(words[1:])
        if words[0] == "add":
            set_up(words[1:])
            return 0
        set_up([])
        hint = put_on_path()
        code = wait([str(VENV / "bin" / "room"), *words])
    except KeyboardInterrupt:
        raise stop("stopped; the same line goes on where this ended") from None
    if hint:
        say(hint)
    return code


def check(more: "list[str]") -> int:
    """Every check and test, stopping at the first that fails; `more` goes to pytest."""
    path = os.pathsep.join([str(VENV / "bin"), os.environ.get("PATH", os.defpath)])
    for name, *words in CHECKS:
        command = [str(VENV / "bin" / name), *words, *(more if name == "pytest" else [])]
        code = wait(command, cwd=ROOT, env={**os.environ, "PATH": path})
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
