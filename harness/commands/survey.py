"""`room survey`: read a picture with its annotations, or draft annotations to correct."""

import json
import shlex
from collections import Counter
from pathlib import Path
from typing import Annotated

import cyclopts

from harness.invoked import command, spelled
from harness.options import Json
from harness.terminal import Console
from tools import vocabulary
from tools.errors import InputError
from tools.files import write_text
from tools.gates.reading import is_named
from tools.picture import annotations_file, drafting, image, overlay, reading
from tools.picture.annotations import Annotations
from tools.picture.image import Pixels
from tools.picture.review import review
from tools.run_files import SURVEY
from tools.settings import PictureSettings
from tools.survey import Survey

Switch = cyclopts.Parameter(negative="")
SHOWN = 12
MEASURED = (
    *("floor_px", "wall_top_px", "partitions", "openings", "plan", "turn", "plan_size", "wall_px", "spaces"),
    *("caveats", "confidence"),
)
"""Fields of the annotations that are measured where a person left them out."""


def register(app: cyclopts.App) -> None:
    """Add `room survey`."""

    @app.command
    def survey(
        picture: Path,
        *,
        draft: Annotated[bool, Switch] = False,
        out: Path | None = None,
        marks: Path | None = None,
        room_width: float | None = None,
        wall_height: float | None = None,
        plan: Annotated[bool, Switch] = False,
        force: Annotated[bool, Switch] = False,
        as_json: Json = False,
    ) -> int:
        """Read a picture into a survey and say what is uncertain; or draft its annotations.

        Args:
            picture: a room seen from above.
            draft: write PICTURE.annotations.json with what our own reader recognises, to correct, and an
                overlay picture.
            out: folder for what is written; the picture's own when left out.
            marks: an annotations file; the one beside the picture when left out.
            room_width: metres between the left and right walls.
            wall_height: metres.
            plan: the picture is a drawn plan; found out by itself where walls are thick or double lines.
            force: overwrite files.
            as_json: print the survey as JSON.
        """
        pixels = image.load(picture)
        settings = _settings(room_width, wall_height).model_copy(update={"plan": plan})
        folder = out or picture.parent
        if draft:
            return _draft(picture, pixels, settings, folder, force=force, as_json=as_json)
        given = marks or annotations_file.find(picture)
        if given is None and not out and not as_json:
            Console(stderr=True).print("No annotations lie beside the picture: regions are read, not things.")
        return _survey(picture, pixels, settings, given, folder if out else None, as_json=as_json)


def _settings(room_width: float | None, wall_height: float | None) -> PictureSettings:
    for name, value, most in (("--room-width", room_width, 100), ("--wall-height", wall_height, 20)):
        if value is not None and not 0.5 < value < most:
            raise InputError(f"{name} {value:g} is not believable: give metres between 0.5 and {most}")
    return PictureSettings(room_width=room_width, wall_height=wall_height)


def _draft(
    picture: Path, pixels: Pixels, settings: PictureSettings, folder: Path, *, force: bool, as_json: bool
) -> int:
    """Write the draft and its overlay."""
    path = folder / f"{picture.stem}.annotations.json"
    shown = folder / f"{picture.stem}.draft.png"
    if path.exists() and not force:
        raise InputError(f"{path} exists; correct it, or give --force to draft it anew")
    made = drafting.draft(pixels, settings, image.drawn_scale(picture)).model_copy(
        update={"picture": picture.name}
    )
    folder.mkdir(parents=True, exist_ok=True)
    text = made.model_dump_json(indent=1, exclude_none=True, exclude_defaults=True)
    write_text(path, text)
    image.save(_overlay(pixels, reading.read(pixels, settings, made, picture=picture.name)), shown)
    console = Console(highlight=False, soft_wrap=True)
    if as_json:
        console.print_json(text)
        return 0
    unnamed = sum(t.category == vocabulary.UNKNOWN for t in made.things)
    named = len(made.things) - unnamed
    boxes = f"{unnamed} {'box' if unnamed == 1 else 'boxes'} to name or delete"
    console.print(f"{path}: the room's outlines, {_counted(named, 'named thing')} and {boxes}")
    console.print(f"{shown}: the boxes on the picture")
    room = command()
    again = f"{room} run {shlex.quote(str(picture))}"
    console.print(
        "Our own small reader gave the names and how sure it is: correct them, give each true box its "
        f"category (`{room} kit` lists words), then: {again}"
    )
    return 0


def _survey(
    picture: Path, pixels: Pixels, settings: PictureSettings, given: Path | None, folder: Path | None,
    *, as_json: bool,
) -> int:  # fmt: skip
    """Read, review, and write survey and overlay when a folder is given."""
    made = _marks(pixels, settings, given, image.drawn_scale(picture))
    for line in annotations_file.strange_names(made):
        Console(stderr=True, soft_wrap=True, highlight=False).print(spelled(line), markup=False)
    survey = reading.read(pixels, settings, made, picture=picture.name)
    doubts = review(survey)
    console = Console(highlight=False, soft_wrap=True)
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        write_text(folder / SURVEY, survey.model_dump_json(indent=1))
        image.save(_overlay(pixels, survey), folder / "survey.png")
    if as_json:
        data = survey.model_dump(mode="json") | {"review": [d._asdict() for d in doubts]}
        console.print_json(json.dumps(data))
        return 0
    console.print(_summary(survey))
    if named := _named(survey):
        console.print(named, markup=False)
    for doubt in doubts[:SHOWN]:
        console.print(f"- {doubt.line}", markup=False)
    if len(doubts) > SHOWN:
        console.print(f"- and {len(doubts) - SHOWN} smaller doubts (--json lists them)")
    if folder is not None:
        console.print(f"{folder / 'survey.json'} and {folder / 'survey.png'} written")
    return 0


def _marks(pixels: Pixels, settings: PictureSettings, given: Path | None, scale: float | None) -> Annotations:
    """The annotations, with the room's outlines measured when they are not marked."""
    if given is None:
        return drafting.draft(pixels, settings, scale)
    made = annotations_file.load(given, (pixels.shape[1], pixels.shape[0]))
    if made.floor_px is not None:
        return made
    room = drafting.draft_room(pixels, settings, scale)
    return made.model_copy(update={name: getattr(made, name) or getattr(room, name) for name in MEASURED})


def _overlay(pixels: Pixels, survey: Survey) -> Pixels:
    return overlay.overlay_survey(pixels, survey)


def _named(survey: Survey) -> str:
    """What the things are, the most frequent first: "Named: 4 x chair, bed. Guessed: plant."."""
    sure = Counter(t.category for t in survey.named if is_named(t))
    guessed = Counter(t.category for t in survey.named if not is_named(t))
    return " ".join(
        f"{word}: {', '.join(f'{n} x {name}' if n > 1 else name for name, n in counts.most_common())}."
        for word, counts in (("Named", sure), ("Guessed", guessed))
        if counts
    )


def _summary(survey: Survey) -> str:
    room = survey.room
    if room is None:
        return "No room was found."
    xs, ys = [p[0] for p in room.floor], [p[1] for p in room.floor]
    named = sum(is_named(t) for t in survey.named)
    guesses = len(survey.named) - named
    more = f", {guesses} more {'is a guess' if guesses == 1 else 'are guesses'}" if guesses else ""
    names = ", ".join(space.name for space in room.spaces if space.name)
    kind = f"Flat of {len(room.spaces)} rooms" if len(room.spaces) > 1 else "Room"
    kind += f" ({names})" if names else ""
    return (
        f"{kind} {max(xs) - min(xs):.2f} x {max(ys) - min(ys):.2f} m, walls {room.height:.2f} m; "
        f"{_counted(len(room.partitions), 'partition')}, {_counted(len(room.openings), 'opening')}; "
        f"{_counted(len(survey.things), 'thing')}, {named} of them named{more}."
    )


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
