"""What was drawn of a scene already is not drawn again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tools.blender.jobs import Quality
from tools.blender.worker import Worker
from tools.names import file_stem
from tools.run_files import RENDERS, TEXTURES
from tools.scene.scene import Scene


class RenderCache:
    """renders/: one file a view and quality, made anew when the program or its textures have changed."""

    def __init__(self, folder: Path, scene: Scene, worker: Worker) -> None:
        self.folder, self.scene, self.worker = folder, scene, worker
        self._drawn: dict[Path, tuple[object, ...]] = {}
        self._ids: tuple[tuple[str, int], NDArray[np.int32]] | None = None

    def render(self, view: str | None, quality: Quality, width: int | None, isolate: str | None) -> Path:
        """The file of a view as the scene is now; see `tools.blender.jobs.Render`."""
        out = self.folder / RENDERS / f"{file_stem(isolate or view or 'reference')}-{quality}.png"
        textures = tuple((p.name, p.stat().st_mtime_ns) for p in sorted(self.folder.glob(f"{TEXTURES}/*")))
        drawn = (self.scene.text, view, quality, width, isolate, textures)
        if self._drawn.get(out) != drawn or not out.exists():
            self.worker.render(self.scene.text, self.folder, out, view, quality, width, isolate)
            self._drawn[out] = drawn
        return out

    def ids(self, width: int) -> NDArray[np.int32]:
        """(H, W) what the reference camera sees: index into the report's objects plus 1, 0 for the rest."""
        kept = (self.scene.text, width)
        if self._ids is None or self._ids[0] != kept:
            self._ids = (kept, self.worker.ids(self.scene.text, self.folder, "reference", width))
        return self._ids[1]
