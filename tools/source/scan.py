"""A scan of a furnished room: a point cloud."""

from __future__ import annotations

import io
import json
from functools import cached_property
from pathlib import Path

import numpy as np

from tools.cloud.cloud import Cloud
from tools.cloud.files.npz import read_npz
from tools.cloud.files.reading import READERS, read_cloud
from tools.errors import InputError
from tools.files import read_object, write_bytes, write_text
from tools.run_files import SCAN, SOURCE
from tools.source.base import Offer
from tools.survey import Survey

SUFFIXES = tuple(suffix for suffix in READERS if suffix != ".txt")
"""What `room run` takes for a scan; a text file holds words."""


class ScanSource:
    """A room's cloud.

    Args:
        path: the file: as it was brought, or the one kept in a run folder.
        title: what a list calls it.
    """

    kind = "scan"
    offers: frozenset[Offer] = frozenset({"scan"})
    leaves_out = frozenset({"scene_type", "textures"})
    """Measuring says all that a scan tells of the type; textures are cut from pictures."""
    task = "Rebuild this scanned room as a scene program."

    def __init__(self, path: Path, title: str) -> None:
        self.path, self.title = path, title

    @classmethod
    def bring(cls, path: Path) -> ScanSource:
        """A file somebody gave.

        Raises:
            InputError: it holds no usable cloud.
        """
        made = cls(path, path.name)
        _ = made.cloud
        return made

    @classmethod
    def open(cls, folder: Path) -> ScanSource:
        """The scan of a run folder.

        Raises:
            InputError: it is not there.
        """
        title = str(read_object(folder / SOURCE).get("title", SCAN))
        if not (folder / SCAN).is_file():
            raise InputError(f"{folder / SCAN} is not there: the run has lost its scan")
        return cls(folder / SCAN, title)

    @cached_property
    def cloud(self) -> Cloud:
        """Its points, in its own unit and axes."""
        if self.path.suffix == ".npz":
            return read_npz(self.path, self.path.stat().st_size, lambda line: None)
        return read_cloud(self.path)

    @property
    def pictures(self) -> list[Path]:
        """None."""
        return []

    def keep(self, folder: Path) -> None:
        """Write the points, thinned as they are worked on, with colours and normals where there are some."""
        cloud, held = self.cloud, io.BytesIO()
        arrays = {"points": cloud.points.astype("<f4")}
        if cloud.normals is not None:
            arrays["normals"] = cloud.normals.astype("<f4")
        if cloud.colours is not None:
            arrays["colors"] = np.rint(cloud.colours * 255).astype("u1")
        np.savez_compressed(held, **arrays)
        write_bytes(folder / SCAN, held.getvalue(), within=folder)
        write_text(folder / SOURCE, json.dumps({"kind": self.kind, "title": self.title}), within=folder)

    def empty(self) -> Survey:
        """A survey that knows nothing."""
        return Survey()
