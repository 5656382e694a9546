"""What was drawn of a scene already is not drawn again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tools.blender.jobs import Quality, Render
from tools.blender.worker import Worker
from tools.measured import SceneReport
from tools.names import file_stem
from tools.program.edit import Edit
from tools.run_files import RENDERS, TEXTURES
from tools.scene.scene import Scene, complete


class RenderCache:
    """renders/: one file a view, quality and width, made anew when program or textures have changed."""

    def __init__(self, folder: Path, scene: Scene, worker: Worker) -> None:
        self.folder, self.scene, self.worker = folder, scene, worker
        self._drawn: dict[Path, tuple[object, ...]] = {}
        self._ids: dict[tuple[object, ...], NDArray[np.int32]] = {}

    def render(self, view: str | None, quality: Quality, width: int | None, isolate: str | None) -> Path:
        """The file of a view as the scene is now; see `tools.blender.jobs.Render`."""
        wide = f"-{width}" if width else ""  # beside the usual one: gates go on looking at that
        out = self.folder / RENDERS / f"{file_stem(isolate or view or 'reference')}-{quality}{wide}.png"
        drawn = (self.scene.text, view, quality, width, isolate, self._textures())
        if self._drawn.get(out) != drawn or not out.exists():
            self.worker.render(self.scene.text, self.folder, out, view, quality, width, isolate)
            self._drawn[out] = drawn
        return out

    def several(self, text: str, views: Sequence[str], quality: Quality, width: int) -> list[Path]:
        """Files of some views of the scene with more cameras: one run of that program for all."""
        outs = [self.folder / RENDERS / f"{file_stem(view)}-{quality}-{width}.png" for view in views]
        wanted = [(text, view, quality, width, None, self._textures()) for view in views]
        stale = [n for n, out in enumerate(outs) if self._drawn.get(out) != wanted[n] or not out.exists()]
        if stale:
            jobs = [Render(outs[n], views[n], quality, width) for n in stale]
            self.worker.job(text, self.folder, jobs)
            self._drawn |= {outs[n]: wanted[n] for n in stale}
        return outs

    def trial(self, edit: Edit, view: str, quality: Quality) -> Path:
        """The file of a view as it would be after an edit; when that is made next, it is drawn already."""
        text = complete(edit(self.scene.text))
        out = self.folder / RENDERS / f"{file_stem(view)}-{quality}.png"
        self.worker.render(text, self.folder, out, view, quality, None, None)
        self._drawn[out] = (text, view, quality, None, None, self._textures())
        return out

    def _textures(self) -> tuple[tuple[str, int], ...]:
        return tuple((p.name, p.stat().st_mtime_ns) for p in sorted(self.folder.glob(f"{TEXTURES}/*")))

    def ids(self, width: int, view: str = "reference") -> NDArray[np.int32]:
        """(H, W) what a camera of the program sees: index into the report's objects plus 1, 0 for others.

        Drawn anew only when shapes or cameras have changed: colours and light hide nothing.
        """
        seen = shape_of(self.scene.report)
        key = (seen, width, view)
        if key not in self._ids:
            self._ids = {k: v for k, v in self._ids.items() if k[0] == seen}
            self._ids[key] = self.worker.ids(self.scene.text, self.folder, view, width)
        return self._ids[key]


def shape_of(report: SceneReport) -> tuple[object, ...]:
    """What every picture of a scene's shapes follows from: its meshes, who they belong to, its cameras."""
    objects = tuple(o.id for o in report.objects)
    room = report.room.model_dump_json()
    return report.digest, objects, room, tuple(view.model_dump_json() for view in report.views)
