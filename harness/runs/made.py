"""Which of a run's files show its scene as it is now.

`made.json` holds, for every file made of a scene, the digest of the program and textures it was made of.
"""

from __future__ import annotations

import hashlib
import shlex
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from pydantic_core import to_json

from harness.invoked import spelled
from tools.blender.jobs import Quality
from tools.files import read_bytes, read_object, read_text, write_text
from tools.program.history import History, hash_of
from tools.run_files import HISTORY, MADE
from tools.workspace import program_digest

MAX_BYTES = 64 << 20
"""Of one texture."""
OUTPUTS: dict[str, tuple[str, Quality] | None] = {
    "scene.blend": None,
    "scene.glb": None,
    "renders/reference-fast.png": ("reference", "fast"),
    "renders/reference-lit.png": ("reference", "lit"),
    "renders/reference-final.png": ("reference", "final"),
    "renders/iso-lit.png": ("iso", "lit"),
    "renders/beside.png": None,
    "report.md": None,
}
"""What a run leaves that is made of its scene; renders with their view and quality."""

EXPORTS = ("scene.blend", "scene.glb")


def digest(folder: Path) -> str:
    """16 digits of what files are made of: the program, and its textures."""
    found = hashlib.sha256(program_digest(read_text(folder / "scene.py")).encode())
    for path in sorted((folder / "textures").glob("*")):
        if path.is_file() and not path.is_symlink():
            found.update(path.name.encode() + read_bytes(path, MAX_BYTES))
    return found.hexdigest()[:16]


def remember(folder: Path, names: Iterable[str]) -> None:
    """Note that these files, by their path in the folder, were made of the scene as it is now."""
    now = digest(folder)
    known = _record(folder) | {name: now for name in names if (folder / name).is_file()}
    write_text(folder / MADE, to_json(known, indent=1).decode(), within=folder)


def outdated(folder: Path) -> list[str]:
    """The files that show an earlier scene. One that nobody took note of is judged by its time."""
    program = folder / "scene.py"
    if not program.is_file():
        return []
    known, now = _record(folder), digest(folder)
    present = [name for name in OUTPUTS if (folder / name).is_file()]
    return [n for n in present if (known[n] != now if n in known else _before(folder, folder / n))]


def _before(folder: Path, made: Path) -> bool:
    """Whether a file that nobody took note of is of another program than today's, as far as times tell."""
    program, when = folder / "scene.py", made.stat().st_mtime
    if when >= program.stat().st_mtime - 1:
        return False
    versions = History(folder / HISTORY).versions
    if not versions:
        return True
    # The version of its time; what was there before the history began is the first. Undone is not old.
    times = [datetime.fromisoformat(version.when).timestamp() for version in versions]
    of = next(
        (v for v, at in zip(reversed(versions), reversed(times), strict=True) if at <= when), versions[0]
    )
    return of.sha256 != hash_of(read_text(program))


def missing(folder: Path) -> list[str]:
    """The files for other programs that are not there at all, as in a folder copied without them."""
    return [name for name in EXPORTS if not (folder / name).is_file()]


def notice(folder: Path, shown: str) -> str:
    """One line for a person: what is older than the scene, and what makes it anew; "" when nothing is."""
    names = outdated(folder)
    if not names:
        return ""
    again = f"`room export {shlex.quote(shown)}`"
    return spelled(f"Older than the scene: {', '.join(names)}. {again} makes them anew.")


def _record(folder: Path) -> dict[str, str]:
    path = folder / MADE
    return {str(k): str(v) for k, v in read_object(path).items()} if path.exists() else {}
