"""One run's folder and everything a specialist's tools work on."""

import json
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tools.blender.worker import Worker
from tools.files import write_text
from tools.images import ImageStore
from tools.picture import annotations as marking
from tools.picture import image, overlay, reading
from tools.picture.annotations import Annotations
from tools.picture.survey import Survey
from tools.scene.report import SceneReport
from tools.scene.scene import Scene
from tools.settings import PictureSettings


class Workspace:
    """The state of one room in the making: the picture, what was read from it, and the scene program.

    Args:
        folder: the run folder; holds input.png.
        worker: where programs are run.
        settings: the user's overrides.
    """

    def __init__(self, folder: Path, worker: Worker, settings: PictureSettings | None = None) -> None:
        self.folder, self.worker = folder, worker
        self.settings = settings or PictureSettings()
        self.images = ImageStore(folder / "images")
        self.scene = Scene.open(folder, worker)

    @property
    def picture(self) -> Path:
        """The input picture, upright RGB."""
        return self.folder / "input.png"

    @cached_property
    def image(self) -> NDArray[np.uint8]:
        """The input picture, (H, W, 3) RGB."""
        return image.load(self.picture)

    @cached_property
    def picture_mark(self) -> str:
        """The input picture as a mark for a text."""
        return self.images.put(self.picture, "the input picture")

    @property
    def annotations(self) -> Annotations:
        """What was marked on the picture so far."""
        path = self.folder / "annotations.json"
        return marking.load(path) if path.exists() else Annotations()

    def annotate(self, marks: Annotations) -> Survey:
        """Take marks over the earlier ones and read the survey anew from them."""
        survey = reading.read(self.image, self.settings, marks)
        text = marks.model_dump_json(indent=1, exclude_none=True, exclude_defaults=True)
        write_text(self.folder / "annotations.json", text)
        self.save_survey(survey.model_copy(update={"relations": self._relations(survey)}))
        return survey

    def _relations(self, survey: Survey) -> list[tuple[str, str, str]]:
        """The relations written so far whose things still exist."""
        ids = {t.id for t in survey.things} | {"wall"}
        earlier = self.survey.relations if self.has_survey else []
        return [r for r in earlier if r[0] in ids and r[2] in ids] or survey.relations

    @property
    def has_survey(self) -> bool:
        """Whether anything was surveyed yet."""
        return (self.folder / "survey.json").exists()

    @property
    def survey(self) -> Survey:
        """What was read from the picture; an empty survey before the Analyst's turn."""
        path = self.folder / "survey.json"
        if not path.exists():
            height, width = self.image.shape[:2]
            return Survey(picture=self.picture.name, size=(width, height))
        return Survey.model_validate_json(path.read_bytes())

    def save_survey(self, survey: Survey) -> None:
        """Write survey.json."""
        write_text(self.folder / "survey.json", survey.model_dump_json(indent=1))

    @property
    def report(self) -> SceneReport:
        """The scene as it stands in Blender now."""
        return self.scene.report

    def render(self, view: str = "reference", quality: str = "fast", **options: object) -> Path:
        """Render a view into renders/ and return the file."""
        out = self.folder / "renders" / f"{view}-{quality}.png"
        out.parent.mkdir(exist_ok=True)
        return self.worker.render(self.scene.text, self.folder, out, view=view, quality=quality, **options)

    def render_mark(self, view: str = "reference", quality: str = "fast", **options: object) -> str:
        """Render a view and return its mark for a text."""
        return self.images.put(self.render(view, quality, **options), f"render, view {view}")

    def overlay_mark(self) -> str:
        """The survey drawn over the picture, as a mark for a text."""
        return self.images.put(overlay.survey_overlay(self.image, self.survey), "survey over the picture")

    def snapshot(self) -> int:
        """Remember this state; returns its number."""
        folder = self.folder / "snapshots"
        folder.mkdir(exist_ok=True)
        number = len(list(folder.glob("*.json")))
        state = {"scene_version": self.scene.version, "survey": None, "annotations": None}
        for name in ("survey", "annotations"):
            path = self.folder / f"{name}.json"
            state[name] = path.read_text() if path.exists() else None
        write_text(folder / f"{number:04d}.json", json.dumps(state))
        return number

    def restore(self, number: int) -> None:
        """Go back to a remembered state. The program's history keeps what is left behind."""
        state = json.loads((self.folder / "snapshots" / f"{number:04d}.json").read_text())
        for name in ("survey", "annotations"):
            if state[name] is not None:
                write_text(self.folder / f"{name}.json", state[name])
        if state["scene_version"] != self.scene.version:
            self.scene.revert_to(state["scene_version"], why="the best attempt of the stage is kept")
