"""Pictures of prompts from an image model, into a folder that a batch takes; a stopped one goes on."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from harness.prompting.make import RoomPrompt
from tools.errors import ToolError
from tools.files import write_bytes
from tools.painter import Painter


class Drawn(NamedTuple):
    """What became of a prompt: drawn now, there already, or why not."""

    prompt: RoomPrompt
    path: Path
    state: Literal["drawn", "there", "failed"]
    why: str = ""


def draw(asked: Sequence[RoomPrompt], painter: Painter, out: Path) -> Iterator[Drawn]:
    """Draw what is not there yet, one after another; a refused prompt does not stop the others.

    Raises:
        StoppedError: the endpoint cannot be used; what was drawn stays.
    """
    out.mkdir(parents=True, exist_ok=True)
    for prompt in asked:
        path = out / f"{prompt.id}.png"
        if path.exists():
            yield Drawn(prompt, path, "there")
            continue
        try:
            picture = painter.draw(prompt.prompt)
        except ToolError as error:
            yield Drawn(prompt, path, "failed", str(error))
            continue
        data = io.BytesIO()
        picture.save(data, "PNG")
        write_bytes(path, data.getvalue(), within=out)
        yield Drawn(prompt, path, "drawn")
