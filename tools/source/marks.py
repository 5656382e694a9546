"""What is marked on a picture, and the survey that is read anew from it."""

from __future__ import annotations

from pathlib import Path

from tools.files import write_text
from tools.picture import annotations as marking
from tools.picture import drafting, reading
from tools.picture.annotations import Annotations
from tools.picture.masks.given import Masks
from tools.picture.masks.merging import with_masks
from tools.picture.sampling import with_colours
from tools.run.surveys import SurveyStore
from tools.run_files import MARKS, PICTURE
from tools.settings import PictureSettings
from tools.source.picture import PictureSource
from tools.survey import Survey


class Marks:
    """annotations.json of a run that has a picture.

    Args:
        folder: the run folder.
        source: its picture.
        settings: sizes a user gave.
        surveys: where the survey is kept.
    """

    def __init__(
        self, folder: Path, source: PictureSource, settings: PictureSettings, surveys: SurveyStore
    ) -> None:
        self.path, self.source, self.settings, self.surveys = folder / MARKS, source, settings, surveys

    @property
    def given(self) -> Annotations | None:
        """The annotations that lay beside the picture, if any."""
        return self.source.given

    @property
    def masks(self) -> Masks | None:
        """The masks that were given with the picture, if any."""
        return self.source.masks

    @property
    def now(self) -> Annotations:
        """What was marked so far; at first what a person gave, and what the picture says of itself."""
        if self.path.exists():
            return marking.load(self.path)
        return with_masks(self._first, self.masks)

    @property
    def _first(self) -> Annotations:
        given = self.given
        if given is not None:
            return Annotations(
                room_width=given.room_width,
                wall_height=given.wall_height,
                plan=given.plan,
                turn=given.turn,
                camera_height=given.camera_height,
                focal=given.focal,
            )
        return drafting.beforehand(self.source.image, self.drawn)

    @property
    def drawn(self) -> Annotations | None:
        """The picture read as a drawn plan, when it is one."""
        return self.source.drawn(self.settings)

    def take(self, marks: Annotations) -> Survey:
        """Take marks over the earlier ones and read the survey anew from them; masks stay as they were given.

        Raises:
            InputError: the outlines fit no camera.
        """
        marks = with_masks(marks, self.masks)
        if not marks.marks_shell:  # nothing can be put in metres before that
            survey = self.surveys.read().model_copy(
                update={"scene_type": marks.scene_type or "residential", "style": marks.style or "modern"}
            )
        else:
            alone = self.masks.ids if self.masks else frozenset()
            read = reading.read(self.source.image, self.settings, marks, picture=PICTURE, alone=alone)
            # the white of the paper is no colour of what is drawn on it
            survey = with_colours(read, self.source.image) if "looks" in self.source.offers else read
        text = marks.model_dump_json(indent=1, exclude_none=True, exclude_defaults=True)
        write_text(self.path, text, within=self.path.parent)
        self.surveys.save(survey.model_copy(update={"relations": self._relations(survey)}))
        return survey

    def _relations(self, survey: Survey) -> list[tuple[str, str, str]]:
        """The relations written so far whose things still exist."""
        ids = {t.id for t in survey.things} | {"wall"}
        earlier = self.surveys.read().relations if self.surveys.exists else []
        return [r for r in earlier if r[0] in ids and r[2] in ids] or survey.relations
