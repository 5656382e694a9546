"""Run the kit's studio in Blender processes of its own: builds, measures and pictures of furniture words."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tools.errors import InputError, ToolError
from tools.program import kit_index

ROOT = Path(__file__).resolve().parent.parent.parent
UNKNOWN_SIZE = (0.4, 0.4, 0.4)


@dataclass(frozen=True)
class Shot:
    """One build of one word.

    Attributes:
        word: its name.
        size: outer width, depth, height, metres.
        parameters: its keyword arguments.
        measure: return measures (see `tools.kit.studio_measure.studio_measures`).
        out: where a picture goes; none when empty.
        pixels: side of the picture.
        samples: of the renderer.
        mount: "floor", "wall", "ceiling" or "object".
        wears: materials by slot, as words with a colour: "fabric #6b7f8c".
    """

    word: str
    size: tuple[float, float, float]
    parameters: dict[str, Any] = field(default_factory=dict)
    measure: bool = False
    out: str = ""
    pixels: int = 384
    samples: int = 4
    mount: str = "floor"
    wears: dict[str, str] = field(default_factory=dict)


def choose_words(names: Sequence[str] | None = None) -> list[kit_index.Entry]:
    """The words of some names, or all of them.

    Raises:
        InputError: there is no such word.
    """
    known = {entry.name: entry for entry in kit_index.words()}
    missing = [name for name in names or () if name not in known]
    if missing:
        near = ", ".join(entry.name for entry in kit_index.search(missing[0].replace("_", " "), 3))
        raise InputError(f"room kit: there is no word {missing[0]!r}; near it: {near or 'nothing'}")
    return [known[name] for name in names] if names else list(known.values())


def shoot(shots: Sequence[Shot], *, batch: int = 24, timeout: float = 600.0) -> Iterator[dict[str, Any]]:
    """Build shots, several to a Blender process; one row each, in order.

    Args:
        shots: what to build.
        batch: how many builds share a process.
        timeout: of one process, seconds.

    Yields:
        word, size, ms, then the measures that were asked for; or error.

    Raises:
        ToolError: a process died or took too long.
    """
    modules = {entry.name: entry.module for entry in kit_index.words()}
    for start in range(0, len(shots), batch):
        some = shots[start : start + batch]
        with tempfile.TemporaryDirectory(prefix="room-kit-") as folder:
            job = Path(folder) / "job.json"
            words = {shot.word: modules[shot.word] for shot in some}
            job.write_text(json.dumps({"words": words, "shots": [asdict(shot) for shot in some]}))
            yield from run_studio(job, timeout)


def run_studio(job: Path, timeout: float) -> list[dict[str, Any]]:
    """One Blender process for one job file; its rows."""
    command = [sys.executable, "-m", "tools.kit.studio", str(job)]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=timeout, check=False)
    except subprocess.TimeoutExpired as error:
        raise ToolError(f"room kit: the studio took more than {timeout:.0f} s") from error
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise ToolError(f"room kit: the studio ended with code {done.returncode}: {last}")
    rows: list[dict[str, Any]] = json.loads(job.with_suffix(".rows.json").read_text())
    return rows
