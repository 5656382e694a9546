"""A photo of a room taken inside it, at eye level; and which of the two kinds a picture is."""

from __future__ import annotations

from pathlib import Path

from tools.picture.annotations import Annotations
from tools.picture.camera import EYE_LEVEL
from tools.picture.framing import frame
from tools.picture.own_lines import lines_of
from tools.picture.reading import hints_of
from tools.picture.view import eye_level, find_background, looks_drawn
from tools.settings import PictureSettings
from tools.source.picture import PictureSource


class PhotoSource(PictureSource):
    """A photo: its room is marked by its walls, and what it does not show of it is guessed."""

    kind = "photo"
    seen_from = "photo"
    asked = "Rebuild the room in this photo, taken inside it at eye level, as a scene program."

    def drawn(self, settings: PictureSettings) -> Annotations | None:
        """None: a photo is no plan."""
        return None


def bring_picture(
    path: Path, settings: PictureSettings, *, masks: Path | None = None, marks: Path | None = None, look: bool
) -> PictureSource:
    """A picture somebody gave, as a photo where it is one.

    It is one when somebody says so, when walls are marked on it, or when it looks like one.

    Args:
        path: any picture file.
        settings: everything the user set about it.
        masks: of its things.
        marks: its annotations file, where it does not lie beside it.
        look: where nobody said or marked anything, look at the picture (a second).

    Raises:
        InputError: the picture, its annotations or its masks cannot be used.
    """
    made = PictureSource.bring(path, annotated=settings.annotations, masks=masks, marks=marks)
    given = made.given
    if settings.camera == "eye" or (given is not None and given.at_eye_level):
        photo = True
    elif settings.camera != "auto" or settings.plan or given is not None:
        photo = False
    else:
        photo = look and looks_inside(made, settings)
    return PhotoSource(made.path, made.beside, made.masks) if photo else made


def looks_inside(picture: PictureSource, settings: PictureSettings) -> bool:
    """Whether a picture looks like a photo taken inside the room."""
    small = frame(picture.image).image
    if looks_drawn(small):
        return False
    lines = lines_of(small, hints_of(settings, Annotations()))
    return eye_level(small, lines, find_background(small)).score >= EYE_LEVEL
