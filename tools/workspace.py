"""One room in the making: everything a specialist's tools work on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tools.blender.jobs import PREVIEW_WIDTH, Quality
from tools.blender.worker import Worker
from tools.checks.check import FAMILIES, check, known
from tools.checks.contact import Pair
from tools.checks.fix import Fixed, fix
from tools.checks.shown import shown_pairs
from tools.critique import Finding
from tools.images import ImageStore
from tools.measured import SceneReport
from tools.painter import Painter
from tools.picture import overlay
from tools.picture.image import Pixels
from tools.picture.pictures import Shown
from tools.program import cells
from tools.program.edit import Edit
from tools.run.renders import RenderCache
from tools.run.snapshots import Snapshots
from tools.run.surveys import SurveyStore
from tools.run_files import IMAGES
from tools.scene.scene import Scene
from tools.settings import PictureSettings
from tools.source.base import Source
from tools.source.kinds import open_source
from tools.source.marks import Marks
from tools.source.picture import picture_of
from tools.survey import Survey


class Workspace:
    """The state of one room in the making: what it is made from, what is known of it, and its program.

    Args:
        folder: the run folder; `source.json` in it says what the room is made from.
        worker: where programs are run.
        settings: the user's overrides.
        source: what it is made from; left out, what the folder says.
    """

    def __init__(
        self,
        folder: Path,
        worker: Worker,
        settings: PictureSettings | None = None,
        source: Source | None = None,
    ) -> None:
        self.folder, self.worker = folder, worker
        self.settings = settings or PictureSettings()
        self._source = source
        self.images = ImageStore(folder / IMAGES)
        self.scene = Scene.open(folder, worker)
        self.surveys = SurveyStore(folder, lambda: self.source.empty())
        self.renders = RenderCache(folder, self.scene, worker)
        self.snapshots = Snapshots(folder)
        self.only: frozenset[str] | None = None
        """When set, tools leave every other object as it is."""
        self.afresh = False
        """A rerun: what stands already is made again, too."""
        self.painter: Painter | None = None
        """Who draws textures from words, where an image model is set."""
        self._checked: tuple[object, dict[tuple[str, ...], list[Finding]]] = (None, {})
        self.on_edit: Callable[[int, str, str], None] | None = None
        """Told of every accepted version: its number, why, and the program's digest."""

    @cached_property
    def source(self) -> Source:
        """What the room is made from.

        Raises:
            InputError: the folder does not say: a scene that no run made has none.
        """
        return self._source or open_source(self.folder)

    @property
    def has_picture(self) -> bool:
        """Whether there is a picture to look at."""
        return "picture" in self.source.offers

    @property
    def manner(self) -> str:
        """The kind of source whose prompts fit: words for any that brings words and no picture."""
        source = self.source
        return "words" if "words" in source.offers and not self.has_picture else source.kind

    @property
    def has_looks(self) -> bool:
        """Whether the picture shows colours, materials and light."""
        return "looks" in self.source.offers

    @property
    def image(self) -> Pixels:
        """The picture, (H, W, 3) RGB.

        Raises:
            InputError: the room is not made from one.
        """
        return picture_of(self.source).image

    @property
    def pictures(self) -> list[Shown]:
        """The pictures of the room that its cameras are solved for, the first one first.

        Raises:
            InputError: the room is not made from one.
        """
        survey, first = self.survey, picture_of(self.source)
        found = [Shown(1, first.image, survey)]
        cameras = {camera.name for camera in self.scene.program.cameras}
        images = {m.name: m.source for m in self.marks.others}
        for number, view in enumerate(survey.views[1:], start=1):
            shown = Shown(number + 1, images[view.picture].image, survey.from_picture(number))
            if view.camera is not None and shown.view in cameras:
                found.append(shown)
        return found

    @cached_property
    def picture_mark(self) -> str:
        """The source's pictures as marks for a text; "" where there are none."""
        return " ".join(self.images.put(path, "the input picture") for path in self.source.pictures)

    @cached_property
    def marks(self) -> Marks:
        """What is marked on the picture.

        Raises:
            InputError: the room is not made from one.
        """
        return Marks(self.folder, picture_of(self.source), self.settings, self.surveys)

    @property
    def survey(self) -> Survey:
        """What is known of the room so far. It is shared: change a copy, and `save_survey` that."""
        return self.surveys.read()

    def save_survey(self, survey: Survey) -> None:
        """Write survey.json."""
        self.surveys.save(survey)

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

    def settle(self) -> Fixed:
        """Make the smallest moves that end contacts and close gaps to walls."""
        before = self.scene.version
        done = fix(self.scene, self.overlaps)
        if self.scene.version != before:
            self._tell("the smallest moves that put places right")
        return done

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
        return shown_pairs(self.survey) if self.surveys.exists else set()

    def check(self, families: Collection[str] = tuple(FAMILIES)) -> list[Finding]:
        """Everything that is wrong with the scene as it stands, but for overlaps that the survey shows.

        Args:
            families: which checks, by the names in `tools.checks.check.FAMILIES`.

        Raises:
            InputError: a family of checks that there is not.
        """
        known(families)
        overlaps = self.overlaps
        asked = (self.scene.text, frozenset(overlaps))
        if self._checked[0] != asked:  # gates, reviews and whoever edits ask for the same again
            self._checked = (asked, {})
        found = self._checked[1]
        if (*families,) not in found:
            found[(*families,)] = check(self.scene, families=families, keep=overlaps)
        return list(found[(*families,)])

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
        return self.renders.render(view, quality, width, isolate)

    def ids(self, width: int, view: str = "reference") -> NDArray[np.int32]:
        """(H, W) what a camera of the program sees: index into the report's objects plus 1, 0 for others."""
        return self.renders.ids(width, view)

    def render_mark(
        self,
        view: str | None = "reference",
        quality: Quality = "fast",
        *,
        width: int | None = None,
        isolate: str | None = None,
    ) -> str:
        """Render a view and return its mark for a text."""
        path = self.render(view, quality, width=None if width == PREVIEW_WIDTH else width, isolate=isolate)
        return self.images.put(path, f"render of {isolate}" if isolate else f"render, view {view}")

    def overlay_mark(self) -> str:
        """The survey drawn over the picture, as a mark for a text; "" without a picture."""
        if not self.has_picture:
            return ""
        return self.images.put(overlay.overlay_survey(self.image, self.survey), "survey over the picture")

    def snapshot(self) -> int:
        """Remember this state; returns its number."""
        return self.snapshots.take(self.scene.version)

    def restore(self, number: int, *, tell: bool = True) -> None:
        """Go back to a remembered state. The program's history keeps what is left behind.

        Args:
            number: what `snapshot` returned.
            tell: report the version this makes; a resumed run, whose transcript was cut back, does not.
        """
        version = self.snapshots.put_back(number)
        if version != self.scene.version:
            why = "the best attempt of the stage is kept"
            self.scene.revert_to(version, why)
            if tell:
                self._tell(why)

    def resume(self, number: int) -> None:
        """Go back to the state of a checkpoint, but keep what a person has edited since."""
        left = self.scene.history.head
        self.restore(number, tell=False)
        if left is not None and left.by == "hand" and left.number != self.scene.version:
            self.scene.revert_to(left.number, "as a person left it", by="hand")


def program_digest(text: str) -> str:
    """sha256 (16 digits) of a program without its kit cell, which is derived from the others."""
    own = "".join(c.marker + c.source for c in cells.split(text) if c.name != "kit")
    return hashlib.sha256(own.encode()).hexdigest()[:16]
