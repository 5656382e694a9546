"""One run's folder and everything a specialist's tools work on."""

import hashlib
from collections.abc import Callable, Collection
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, Field

from tools.blender.jobs import Quality
from tools.blender.worker import Worker
from tools.checks.check import FAMILIES, check, known
from tools.checks.contact import Pair
from tools.checks.shown import shown_pairs
from tools.critique import Finding
from tools.files import read_model, read_text, write_text
from tools.images import ImageStore
from tools.measured import SceneReport
from tools.names import file_stem
from tools.picture import annotations as marking
from tools.picture import image, overlay, reading
from tools.picture.annotations import Annotations
from tools.picture.sampling import with_colours
from tools.program import cells
from tools.program.edit import Edit
from tools.scene.scene import Scene
from tools.settings import PictureSettings
from tools.survey import Survey


class Snapshot(BaseModel):
    """A remembered state: the scene's version, and the two files as texts; None where there was none."""

    scene_version: int = Field(ge=0)
    survey: str | None
    annotations: str | None


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
        self._drawn: dict[Path, tuple[object, ...]] = {}
        self._ids: tuple[tuple[str, int], NDArray[np.int32]] | None = None
        self.only: frozenset[str] | None = None
        """When set, tools leave every other object as it is."""
        self.afresh = False
        """A rerun: what stands already is made again, too."""
        self.on_edit: Callable[[int, str, str], None] | None = None
        """Told of every accepted version: its number, why, and the program's digest."""

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
        """What was marked on the picture so far; at first, only the sizes that a person gave."""
        path = self.folder / "annotations.json"
        if path.exists():
            return marking.load(path)
        given = self.given or Annotations()
        return Annotations(room_width=given.room_width, wall_height=given.wall_height)

    @property
    def given(self) -> Annotations | None:
        """The annotations that lay beside the picture, if any."""
        path = self.folder / "given.annotations.json"
        return marking.load(path) if path.exists() else None

    def annotate(self, marks: Annotations) -> Survey:
        """Take marks over the earlier ones and read the survey anew from them."""
        if marks.floor_px is None:  # nothing can be put in metres before the floor is marked
            survey = self.survey.model_copy(
                update={"scene_type": marks.scene_type or "residential", "style": marks.style or "modern"}
            )
        else:
            read = reading.read(self.image, self.settings, marks, picture=self.picture.name)
            survey = with_colours(read, self.image)
        text = marks.model_dump_json(indent=1, exclude_none=True, exclude_defaults=True)
        write_text(self.folder / "annotations.json", text, within=self.folder)
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
        return read_model(path, Survey)

    def save_survey(self, survey: Survey) -> None:
        """Write survey.json."""
        write_text(self.folder / "survey.json", survey.model_dump_json(indent=1), within=self.folder)

    def may_change(self, id: str) -> bool:
        """Whether tools may touch this object; a rerun for some objects leaves the others alone."""
        return self.only is None or id in self.only

    def apply(self, edit: Edit, why: str) -> SceneReport:
        """Change the scene program, or leave it as it was; see `Scene.apply`."""
        before = self.scene.version
        report = self.scene.apply(edit, why)
        if self.scene.version != before:
            self._tell(why)
        return report

    def undo(self, steps: int = 1) -> int:
        """Take back that many accepted versions; returns the number of the version it is now."""
        self.scene.undo(steps)
        self._tell(f"undo of {steps}")
        return self.scene.version

    def _tell(self, why: str) -> None:
        if self.on_edit:
            self.on_edit(self.scene.version, why, program_digest(self.scene.text))

    @property
    def overlaps(self) -> set[Pair]:
        """Pairs of ids that may be in one another, because the survey says so."""
        return shown_pairs(self.survey) if self.has_survey else set()

    def check(self, families: Collection[str] = tuple(FAMILIES)) -> list[Finding]:
        """Everything that is wrong with the scene as it stands, but for overlaps that the survey shows.

        Args:
            families: which checks, by the names in `tools.checks.check.FAMILIES`.

        Raises:
            InputError: a family of checks that there is not.
        """
        known(families)
        return check(self.scene, families=families, keep=self.overlaps)

    @property
    def report(self) -> SceneReport:
        """The scene as it stands in Blender now."""
        return self.scene.report

    def render(
        self,
        view: str | None = "reference",
        quality: Quality = "fast",
        *,
        width: int | None = None,
        isolate: str | None = None,
    ) -> Path:
        """Render a view into renders/ and return the file; what is drawn already is not drawn again."""
        out = self.folder / "renders" / f"{file_stem(isolate or view or 'reference')}-{quality}.png"
        textures = tuple((p.name, p.stat().st_mtime_ns) for p in sorted(self.folder.glob("textures/*")))
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

    def render_mark(
        self, view: str | None = "reference", quality: Quality = "fast", *, isolate: str | None = None
    ) -> str:
        """Render a view and return its mark for a text."""
        path = self.render(view, quality, isolate=isolate)
        return self.images.put(path, f"render of {isolate}" if isolate else f"render, view {view}")

    def overlay_mark(self) -> str:
        """The survey drawn over the picture, as a mark for a text."""
        return self.images.put(overlay.overlay_survey(self.image, self.survey), "survey over the picture")

    def snapshot(self) -> int:
        """Remember this state; returns its number."""
        folder = self.folder / "snapshots"
        number = len(list(folder.glob("*.json")))
        survey, annotations = (
            read_text(path) if (path := self.folder / f"{name}.json").exists() else None
            for name in ("survey", "annotations")
        )
        state = Snapshot(scene_version=self.scene.version, survey=survey, annotations=annotations)
        write_text(folder / f"{number:04d}.json", state.model_dump_json(), within=self.folder)
        return number

    def restore(self, number: int, *, tell: bool = True) -> None:
        """Go back to a remembered state. The program's history keeps what is left behind.

        Args:
            number: what `snapshot` returned.
            tell: report the version this makes; a resumed run, whose transcript was cut back, does not.
        """
        state = read_model(self.folder / "snapshots" / f"{number:04d}.json", Snapshot)
        for name, text in (("survey", state.survey), ("annotations", state.annotations)):
            path = self.folder / f"{name}.json"
            if text is None:
                path.unlink(missing_ok=True)
            else:
                write_text(path, text, within=self.folder)
        if state.scene_version != self.scene.version:
            why = "the best attempt of the stage is kept"
            self.scene.revert_to(state.scene_version, why)
            if tell:
                self._tell(why)


def program_digest(text: str) -> str:
    """sha256 (16 digits) of a program without its kit cell, which is derived from the others."""
    own = "".join(c.marker + c.source for c in cells.split(text) if c.name != "kit")
    return hashlib.sha256(own.encode()).hexdigest()[:16]
