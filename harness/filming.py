"""An orbit around a room, as a film or a folder of pictures."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable
from pathlib import Path

from harness.room import Room
from tools.blender.film import encode
from tools.blender.jobs import Output, Quality, Render
from tools.errors import InputError
from tools.program.edit import set_view
from tools.program.model import ViewSpec

FOCAL = 0.95
"""Of the picture's width."""
SLOPE = 34.0
"""Degrees down: over the walls, of which the near ones are cut away."""
AROUND = 1.3
"""How much wider than the room a picture is."""
AIM = 0.3
"""Height that is looked at, in heights of the room."""
SHAPE = 0.6
"""Height of a picture in its widths."""
FPS = 24
LEAST, MOST = 4, 720
BATCH = 6
"""Pictures of one job."""


def orbit(
    room: Room,
    out: Path,
    *,
    frames: int = 72,
    width: int = 640,
    quality: Quality = "lit",
    tell: Callable[[int], None] = lambda drawn: None,
) -> Path:
    """Film a room from all around; returns the film or the folder.

    Args:
        room: an open room.
        out: an .mp4 file, or a folder for 0001.png, 0002.png, ...
        frames: pictures of one way around, 24 a second.
        width: of a picture, pixels; even.
        quality: fast, lit or final.
        tell: told how many pictures more are drawn.

    Raises:
        InputError: the room has no floor yet, or it cannot be filmed so.
    """
    if quality not in ("fast", "lit", "final"):
        raise InputError(f"a film is fast, lit or final, not {quality}")
    if not LEAST <= frames <= MOST:
        raise InputError(f"--frames {frames}: give {LEAST} to {MOST}, 24 a second")
    if out.suffix and out.suffix.lower() != ".mp4":
        raise InputError(f"{out}: a film is an .mp4 file; without an ending it is a folder of pictures")
    shell = room.scene.program.room
    if shell is None:
        raise InputError(f"{room.folder}: has no room to go around yet")
    width += width % 2
    size = (width, round(width * SHAPE / 2) * 2)
    views = around(list(shell.floor), shell.height, frames, size)
    if out.suffix:
        with tempfile.TemporaryDirectory(prefix="room-film-") as scratch:
            pictures = _drawn(room, views, Path(scratch), quality, tell)
            out.parent.mkdir(parents=True, exist_ok=True)
            encode(pictures, out, FPS)
    else:
        out.mkdir(parents=True, exist_ok=True)
        _drawn(room, views, out, quality, tell)
    return out


def around(
    floor: list[tuple[float, float]], height: float, frames: int, size: tuple[int, int]
) -> list[ViewSpec]:
    """Views from all around a room, the first from the picture's bottom, counter-clockwise."""
    xs, ys = [p[0] for p in floor], [p[1] for p in floor]
    x, y, z = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2, AIM * height
    reach = math.hypot(max(xs) - min(xs), max(ys) - min(ys), height) / 2
    far = AROUND * reach / math.sin(math.atan(0.5 / FOCAL * min(1.0, 1.6 * SHAPE)))
    flat, up = far * math.cos(math.radians(SLOPE)), far * math.sin(math.radians(SLOPE))
    turns = [2 * math.pi * k / frames for k in range(frames)]
    return [
        ViewSpec(
            name=f"orbit_{k + 1}", look_at=(x, y, z), focal=FOCAL, resolution=size,
            at=(x + flat * math.sin(t), y - flat * math.cos(t), z + up),
        )
        for k, t in enumerate(turns)
    ]  # fmt: skip


def _drawn(
    room: Room, views: list[ViewSpec], folder: Path, quality: Quality, tell: Callable[[int], None]
) -> list[Path]:
    text = room.scene.text
    for view in views:
        text = set_view(text, view)
    files = [folder / f"{k:04d}.png" for k in range(1, len(views) + 1)]
    wanted: list[Output] = [
        Render(f, v.name, quality, v.resolution[0]) for f, v in zip(files, views, strict=True)
    ]
    for k in range(0, len(wanted), BATCH):
        batch = wanted[k : k + BATCH]
        room.scene.worker.job(text, room.scene.folder, batch)
        tell(len(batch))
    return files
