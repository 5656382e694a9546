"""Several pictures of one room: the first is the run's picture, the others are kept beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tools.errors import InputError
from tools.files import read_object
from tools.picture.together.reading import Given, joinable
from tools.run_files import OTHERS, SOURCE
from tools.settings import PictureSettings
from tools.source.photo import PhotoSource, bring_picture
from tools.source.picture import PictureSource

MOST = 8
"""Pictures of one room: each is solved with all others."""
KINDS = {PictureSource.kind: PictureSource, PhotoSource.kind: PhotoSource}


def bring_pictures(
    paths: Sequence[Path],
    settings: PictureSettings,
    *,
    masks: Path | None = None,
    marks: Path | None = None,
    look: bool,
) -> PictureSource:
    """Pictures of one room that somebody gave, the first of them the one that views are measured by.

    Args:
        paths: of any picture files, photos and pictures from above.
        settings: everything the user set; the width of the room and the height of the camera are the first's.
        masks: of the first one's things; a folder of folders named like the pictures, or COCO JSON with all
            pictures in it, has them of each.
        marks: the first one's annotations, where they do not lie beside it.
        look: where nobody said or marked anything of a picture, look at it.

    Raises:
        InputError: too many, the same file twice, or one that cannot be used.
    """
    if len(paths) > MOST:
        raise InputError(f"{len(paths)} pictures of one room: give {MOST} at most, those that show most")
    twice = [p for k, p in enumerate(paths) if p.resolve() in [q.resolve() for q in paths[:k]]]
    if twice:
        raise InputError(f"{twice[0]}: is given twice: each picture of a room once")
    first, *others = paths
    several = bool(others)
    made = bring_picture(
        first,
        settings,
        masks=masks_of(masks, first, first=True) if several else masks,
        marks=marks,
        look=look,
    )
    own = others_settings(settings)
    made.others = [
        bring_picture(path, own, masks=masks_of(masks, path, first=False), look=look) for path in others
    ]
    return made


def masks_of(masks: Path | None, picture: Path, *, first: bool) -> Path | None:
    """Where the masks of one of several pictures lie; None where there are none of it."""
    if masks is None:
        return None
    for own in (masks / picture.stem, *(masks / f"{picture.stem}{end}" for end in (".json", ".png"))):
        if masks.is_dir() and own.exists():
            return own
    return masks if first or masks.suffix.lower() == ".json" else None


def others_settings(settings: PictureSettings) -> PictureSettings:
    """What holds for every further picture: of a camera's height and kind only its own marks know."""
    none = {"room_width": None, "camera_height": None, "plan": None, "camera": "auto"}
    return settings.model_copy(update=none)


def open_others(folder: Path, first: PictureSource) -> None:
    """Give the picture of a run folder the further ones that are kept with it.

    Raises:
        InputError: the folder names a kind of picture that this version does not know.
    """
    path = folder / SOURCE
    kinds = read_object(path).get("others", []) if path.exists() else []
    if not isinstance(kinds, list) or not all(kind in KINDS for kind in kinds):
        raise InputError(f"{path}: `others` names the kinds of further pictures: {', '.join(KINDS)}")
    first.others = [
        KINDS[kind].open_other(folder / OTHERS, number) for number, kind in enumerate(kinds, start=2)
    ]


def check_joined(first: PictureSource, settings: PictureSettings) -> None:
    """Refuse pictures that nobody can bring together, before anything is written.

    Raises:
        InputError: a picture is not marked, or shares too little with the others.
    """
    rows: list[Given] = []
    for number, source in enumerate([first, *first.others]):
        shown, marks = source.image, source.given
        if marks is None or not marks.marks_shell:
            raise InputError(
                f"{source.path.name}: without a model each of several pictures has its walls or floor and "
                "its things marked, those that others show under the same ids (docs/photos.md)"
            )
        own = settings if number == 0 else others_settings(settings)
        rows.append(Given(source.path.name, shown, marks, own))
    joinable(rows)
