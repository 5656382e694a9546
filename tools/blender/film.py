"""A film of pictures, by Blender's own FFmpeg (H.264 in MP4). It runs in a process of its own.

python -m tools.blender.film OUT.mp4 FPS FIRST.png SECOND.png ...
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.errors import RoomError

SECONDS = 600.0
"""By the clock: a film of some hundred small frames takes a few."""


def encode(frames: Sequence[Path], out: Path, fps: int) -> None:
    """Write a film of pictures of one size, whose sides are even.

    Args:
        frames: PNG files in one folder, in order.
        out: an .mp4 file.
        fps: pictures a second.

    Raises:
        RoomError: it could not be made.
    """
    command = [sys.executable, "-P", "-m", "tools.blender.film", str(out.absolute()), str(fps)]
    root = Path(__file__).parent.parent.parent
    path = os.pathsep.join(filter(None, [str(root), os.environ.get("PYTHONPATH", "")]))
    try:
        done = subprocess.run(
            [*command, *(str(f.absolute()) for f in frames)], capture_output=True, text=True, timeout=SECONDS,
            env={**os.environ, "PYTHONPATH": path}, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise RoomError(f"{out}: took over {SECONDS:.0f} s: fewer frames, or PNGs in a folder") from None
    if done.returncode != 0 or not out.is_file():
        last = (done.stderr.strip() or done.stdout.strip() or "no word").splitlines()[-1]
        raise RoomError(f"{out}: the film could not be made ({last}): a folder of PNGs can")


def _encode(out: str, fps: int, frames: Sequence[str]) -> None:
    import bpy

    scene = bpy.context.scene
    first = Path(frames[0])
    scene.sequence_editor_create()
    strip = scene.sequence_editor.strips.new_image("film", filepath=str(first), channel=1, frame_start=1)
    for frame in frames[1:]:
        strip.elements.append(Path(frame).name)
    shown = bpy.data.images.load(str(first))
    render = scene.render
    scene.frame_start, scene.frame_end = 1, len(frames)
    render.resolution_x, render.resolution_y = shown.size
    render.resolution_percentage, render.fps, render.use_sequencer = 100, fps, True
    scene.view_settings.view_transform = "Standard"
    render.image_settings.media_type = "VIDEO"
    render.image_settings.file_format = "FFMPEG"
    render.ffmpeg.format, render.ffmpeg.codec, render.ffmpeg.constant_rate_factor = "MPEG4", "H264", "HIGH"
    render.filepath, render.use_file_extension = out, False
    with contextlib.redirect_stdout(sys.stderr):
        bpy.ops.render.render(animation=True)


if __name__ == "__main__":
    _encode(sys.argv[1], int(sys.argv[2]), sys.argv[3:])
