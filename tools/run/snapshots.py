"""States of a run that one can go back to: the scene's version, and the files that are not in its history."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, Field

from tools.files import read_model, read_text, write_text
from tools.run_files import MARKS, SNAPSHOTS, SURVEY

KEPT = {"survey": SURVEY, "annotations": MARKS}
"""Key in a snapshot, and the file it holds whole."""


class Snapshot(BaseModel):
    """A remembered state: the scene's version, and the two files as texts; None where there was none."""

    scene_version: int = Field(ge=0)
    survey: str | None
    annotations: str | None


class Snapshots:
    """snapshots/NNNN.json of a run folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def take(self, scene_version: int) -> int:
        """Remember this state; returns its number."""
        folder = self.folder / SNAPSHOTS
        number = len(list(folder.glob("*.json")))
        held = {
            key: read_text(path) if (path := self.folder / name).exists() else None
            for key, name in KEPT.items()
        }
        state = Snapshot.model_validate({"scene_version": scene_version, **held})
        write_text(folder / f"{number:04d}.json", state.model_dump_json(), within=self.folder)
        return number

    def put_back(self, number: int) -> int:
        """Restore the files of a snapshot; returns the scene's version then."""
        state = read_model(self.folder / SNAPSHOTS / f"{number:04d}.json", Snapshot)
        for key, name in KEPT.items():
            path, text = self.folder / name, getattr(state, key)
            if text is None:
                path.unlink(missing_ok=True)
            else:
                write_text(path, text, within=self.folder)
        return state.scene_version
