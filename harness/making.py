"""The door for programmers: let the team make a room."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from harness import settings as configuration
from harness.room import Room
from harness.runs.driving import begin, check_settings, drive
from harness.settings import RoomSettings
from tools.errors import StoppedError
from tools.run_files import SCENE
from tools.source.base import Source
from tools.source.photo import bring_picture

Made = TypeVar("Made")


def run(
    source: str | Path | Source,
    *,
    settings: RoomSettings | Mapping[str, Any] | None = None,
    masks: str | Path | None = None,
    out: str | Path | None = None,
    force: bool = False,
    quiet: bool = True,
) -> Room:
    """Let the team make a room, and wait for it.

    Args:
        source: a picture's path, its `PICTURE.annotations.json` beside it being read, too; or any source of
            `tools.source`, such as `WordsSource("a small bedroom with a desk")`.
        settings: as `harness.settings.load` gives them; or what differs from `room.toml` and the environment,
            as in {"picture": {"room_width": 5.1}, "budget": {"calls": 60}}.
        masks: of a picture's things: a label map, a folder of masks, or a COCO file.
        out: the run folder; left out, runs/TIME-NAME.
        force: reuse a folder that holds something; an earlier run's files in it are replaced.
        quiet: print nothing; else what `room run` prints.

    Returns:
        The room. `report.outcome` is "done", "below" (its gates), "stopped" or "failed".

    Raises:
        InputError: source, settings, endpoint or folder cannot be used; nothing was written.
        StoppedError: the run ended before there was a room; `room resume` goes on with it.
    """
    given = settings if isinstance(settings, RoomSettings) else configuration.load(**(settings or {}))
    _apart(lambda: check_settings(given))
    brought: Source
    if isinstance(source, str | Path):
        look = given.resolved_model != "embedded"
        brought = bring_picture(Path(source), given.picture, masks=Path(masks) if masks else None, look=look)
    else:
        brought = source
    folder = _apart(lambda: begin(brought, given, Path(out) if out else None, force=force))
    end, _ = _apart(lambda: drive(folder, given, quiet=quiet))
    if not (folder / SCENE).is_file():
        raise StoppedError(". ".join([f"{folder}: {end.reason}", *end.ways]))
    return Room(folder)


def _apart(work: Callable[[], Made]) -> Made:
    """Do this in another thread where an event loop runs already, as in a notebook: the team has its own."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return work()
    with ThreadPoolExecutor(1) as other:
        return other.submit(work).result()
