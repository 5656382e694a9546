"""What is marked on the pictures, and the survey that is read anew from it."""

from __future__ import annotations

from pathlib import Path

from tools.errors import InputError
from tools.files import write_text
from tools.picture import annotations_file as marking
from tools.picture import drafting, reading
from tools.picture.annotations import Annotations
from tools.picture.masks.given import Masks
from tools.picture.masks.merging import with_masks
from tools.picture.sampling import with_colours
from tools.picture.together.reading import Given, read_together
from tools.run.surveys import SurveyStore
from tools.run_files import MARKS, OTHERS, PICTURE
from tools.settings import PictureSettings
from tools.source.picture import PictureSource
from tools.source.several import others_settings
from tools.survey import Survey


class Marks:
    """What is marked on one picture of a run: annotations.json, and pictures/N.annotations.json of others.

    Args:
        folder: the run folder.
        source: the picture.
        settings: sizes a user gave.
        surveys: where the survey is kept.
        first: the marks of the run's first picture, where this is a further one.
        number: of the picture, counted from 1.
    """

    def __init__(
        self,
        folder: Path,
        source: PictureSource,
        settings: PictureSettings,
        surveys: SurveyStore,
        *,
        first: Marks | None = None,
        number: int = 1,
    ) -> None:
        self.path = folder / MARKS if first is None else folder / OTHERS / f"{number}.{MARKS}"
        self.source, self.settings, self.surveys = source, settings, surveys
        self.folder, self.number = folder, number
        self.name = PICTURE if first is None else f"{OTHERS}/{number}.png"
        self.first: Marks = first or self
        own = others_settings(settings)
        self.others = [
            Marks(folder, other, own, surveys, first=self, number=k)
            for k, other in enumerate(source.others, start=2)
        ]

    def of(self, number: int) -> Marks:
        """The marks of a picture, counted from 1.

        Raises:
            InputError: there is no such picture.
        """
        every = [self.first, *self.first.others]
        if not 1 <= number <= len(every):
            raise InputError(f"there is no picture {number}: there are {len(every)}, counted from 1")
        return every[number - 1]

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
        return self.source.with_lens(drafting.beforehand(self.source.image, self.drawn))

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
        survey = self._read({self.number: marks})
        text = marks.model_dump_json(indent=1, exclude_none=True, exclude_defaults=True)
        self.path.parent.mkdir(exist_ok=True)
        write_text(self.path, text, within=self.folder)
        self.surveys.save(survey.model_copy(update={"relations": self._relations(survey)}))
        return survey

    def _read(self, fresh: dict[int, Annotations]) -> Survey:
        """The survey from the marks of all pictures, those in `fresh` (by number) instead of what is kept."""
        every = [self.first, *self.first.others]
        marks = {m.number: fresh.get(m.number) or m.now for m in every}
        main = marks[1]
        if not main.marks_shell:  # nothing can be put in metres before that
            return self.surveys.read().model_copy(
                update={"scene_type": main.scene_type or "residential", "style": main.style or "modern"}
            )
        alone = frozenset(id for m in every if m.masks for id in m.masks.ids)
        ready = [m for m in every if marks[m.number].marks_shell]
        if len(ready) == 1:
            read = reading.read(
                self.first.source.image, self.first.settings, main, picture=PICTURE, alone=alone
            )
            # the white of the paper is no colour of what is drawn on it
            return (
                with_colours(read, self.first.source.image) if "looks" in self.first.source.offers else read
            )
        return read_together(
            [Given(m.name, m.source.image, marks[m.number], m.settings) for m in ready], alone=alone,
            partly=True,
        )  # fmt: skip

    def _relations(self, survey: Survey) -> list[tuple[str, str, str]]:
        """The relations written so far whose things still exist."""
        ids = {t.id for t in survey.things} | {"wall"}
        earlier = self.surveys.read().relations if self.surveys.exists else []
        return [r for r in earlier if r[0] in ids and r[2] in ids] or survey.relations
