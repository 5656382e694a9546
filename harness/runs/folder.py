"""A run's folder: made whole or not at all, and found again by name."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from harness.settings import RoomSettings
from tools.errors import InputError
from tools.files import locked, write_text
from tools.run_files import LOCK, OWN, SCENE, SETTINGS
from tools.run_folder import checked, is_run

if TYPE_CHECKING:
    from tools.source.base import Source


def default_folder(name: str, root: Path = Path("runs")) -> Path:
    """`runs/TIME-NAME` for what a room is made from: a picture's name, or words."""
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-")[:40].rstrip("-") or "room"
    return root / f"{datetime.now():%Y%m%d-%H%M%S}-{plain}"


def create(source: Source, out: Path, *, force: bool) -> Path:
    """Make a run folder that holds what the room is made from.

    Args:
        source: what somebody brought, read and found good.
        out: the folder; must not exist or be empty unless `force`.
        force: reuse the folder; an earlier run's own files in it are removed, others stay.

    Raises:
        InputError: the folder cannot be used.
    """
    if out.exists() and not out.is_dir():
        raise InputError(f"{out}: is a file, not a folder: choose another --out")
    if out.is_dir() and any(out.iterdir()) and not force:
        raise InputError(f"{out}: exists and is not empty: choose another --out, or --force to reuse it")
    try:
        out.mkdir(parents=True, exist_ok=True)
        with held(out):
            for name in OWN:
                remove(out / name)
            source.keep(out)
    except OSError as error:
        raise InputError(f"{out}: cannot be written ({error.strerror}): choose another --out") from error
    return out


def remove(path: Path) -> None:
    """Remove a file, a folder with all in it, or a link without what it points to."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def remove_run(folder: Path) -> list[str]:
    """Remove all that a run wrote, and its folder when nothing else is in it; of a link the link alone.

    Returns:
        The names of what stays: it is somebody else's.
    """
    if folder.is_symlink():
        folder.unlink()
        return []
    for name in (*OWN, LOCK):
        remove(folder / name)
    stay = sorted(p.name for p in folder.iterdir())
    if not stay:
        folder.resolve().rmdir()  # it may be "."
    return stay


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a run folder: two runs in it at once would mix their transcripts.

    Raises:
        InputError: another process works in it.
    """
    try:
        with locked(folder / LOCK, within=folder, wait=False):
            yield
    except BlockingIOError:
        raise InputError(f"{folder}: another `room` is at work in it: wait for it, or stop it") from None


def save_settings(folder: Path, settings: RoomSettings) -> None:
    """Write run.json: what the run was set to, without secrets."""
    write_text(folder / SETTINGS, json.dumps(settings.public(), indent=1), within=folder)


def places(run: Path, file: str) -> list[Path]:
    """Where a run may lie: its folder (also "."), its name under runs/, the folder of a file in it."""
    return [run, Path("runs") / run, *([run.parent] if run.name == file else [])]


def find(run: Path) -> Path:
    """An existing run's folder, by path or by name under runs/.

    Raises:
        InputError: there is no such run, or it holds what leads out of it.
    """
    for folder in places(run, SCENE):
        if is_run(folder):
            return checked(folder)
    raise InputError(f"{run}: no run there (a run folder holds source.json): see `room list`")


def find_scene(run: Path) -> Path:
    """A scene's folder: a path to it or to its scene.py, or its name under runs/.

    Raises:
        InputError: there is no scene, or the folder holds what leads out of it.
    """
    for folder in places(run, SCENE):
        if (folder / SCENE).is_file():
            return checked(folder)
    raise InputError(f"{run}: no scene.py there: give a run folder, or a folder that holds a scene.py")


def all_runs(root: Path = Path("runs"), kind: Callable[[Path], bool] = is_run) -> list[Path]:
    """Every run folder below runs/, or every folder of another kind, oldest first."""
    return sorted(p for p in root.glob("*/") if kind(p)) if root.is_dir() else []
