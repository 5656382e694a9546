"""What only running a program in Blender can tell the evaluation: meshes, and what each pixel shows."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tools.blender.jobs import Meshes, Output, Render
from tools.blender.worker import Worker
from tools.errors import ToolError
from tools.measure.solids import Mesh, merge
from tools.measured import PartMesh


class Built(NamedTuple):
    """Meshes by object id, and the id picture of the reference view when there is one."""

    meshes: dict[str, Mesh]
    ids: NDArray[np.int32] | None
    order: list[str]
    """Object ids: pixel value n shows order[n - 1]."""


def build(worker: Worker, program: str, folder: Path, width: int | None = None) -> Built | None:
    """Run a program; None when it does not run (which the other measures then show).

    Args:
        worker: Blender.
        program: its text.
        folder: where its textures are.
        width: pixels of the id picture; None makes none.
    """
    with tempfile.TemporaryDirectory(prefix="room-evaluate-") as scratch:
        path = Path(scratch) / "ids.npy"
        outputs: list[Output] = [Meshes()]
        if width is not None:
            outputs.append(Render(path, "reference", "ids", width))
        try:
            result = worker.job(program, folder, outputs)
        except ToolError:
            return None
        ids = np.load(path).astype(np.int32) if path.is_file() else None
    known = [o.id for o in result.report.objects]
    return Built(merged({k: v for k, v in result.meshes.items() if k in known}), ids, known)


def merged(parts: Mapping[str, list[PartMesh]]) -> dict[str, Mesh]:
    """One mesh an object."""
    return {id: merge([(p.vertices, p.triangles) for p in own]) for id, own in parts.items() if own}
