"""`room run` and `room resume`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import cyclopts

from harness import settings as configuration
from harness.invoked import command
from harness.options import Json
from harness.runs import folder as runfolder
from harness.runs.driving import begin, check_settings, drive
from harness.runs.session import plan_of
from harness.runs.stopping import stoppable
from harness.settings import RoomSettings
from harness.terminal import Console
from tools.brief.brief import ROOM_LONGEST, ROOM_SHORTEST, Density, RoomType, Shape, Style
from tools.brief.measures import measures_in
from tools.errors import InputError
from tools.files import read_text
from tools.names import printable
from tools.settings import CameraWord, SceneType, WallFinish
from tools.source.base import Source
from tools.source.scan import SUFFIXES, ScanSource
from tools.source.several import bring_pictures
from tools.source.words import MOST, Pins, WordsSource

Flag = cyclopts.Parameter(negative="")
EXIT = {"done": 0, "below": 1, "stopped": 3, "failed": 3}


WRITTEN = (".txt", ".md")
"""Endings of files that hold words."""


def not_reached(settings: RoomSettings) -> str:
    """A line where the walls are to be finished and the run ends before that; "" elsewhere."""
    walls = settings.picture.walls
    if walls is None or not settings.end or any(stage.name == "walls" for stage in plan_of(settings)):
        return ""
    return (
        f"--walls {walls} is done by the stage walls, after materials and textures: this run ends with "
        f"{settings.end}, before it; --end walls shows it, or `{command()} resume RUN --end walls` later"
    )


def brought(
    picture: Path | None,
    words: str | None,
    settings: RoomSettings,
    pins: Pins,
    masks: Path | None = None,
    marks: Path | None = None,
    others: Sequence[Path] = (),
) -> Source:
    """What a room is to be made from, read.

    Args:
        picture: a picture, a text file, or words: whatever has spaces and is no file.
        words: as they were said.
        settings: everything the user set.
        pins: what of a room in words is fixed.
        masks: of a picture's things.
        marks: a picture's annotations, where they do not lie beside it.
        others: further pictures of the same room.

    Raises:
        InputError: nothing or too much was brought, or it cannot be read.
    """
    if (picture is None) == (words is None):
        raise InputError(
            'give a picture, or say what room it is to be: --words "a small bedroom with a desk"'
        )
    if picture is not None and " " in str(picture).strip() and not _is_file(picture):
        words, picture = str(picture), None
    elif picture is not None and picture.suffix.lower() in WRITTEN:
        words, picture = read_text(picture, 4 * MOST), None
    if masks is not None and (picture is None or picture.suffix.lower() in SUFFIXES):
        raise InputError("--masks are of a picture: there is none")
    if marks is not None and (picture is None or picture.suffix.lower() in SUFFIXES):
        raise InputError("--marks are of a picture: there is none")
    if others and (picture is None or {p.suffix.lower() for p in (picture, *others)} & {*SUFFIXES, *WRITTEN}):
        raise InputError("several files are pictures of one room: give pictures alone, or one scan, or words")
    if picture is not None and picture.suffix.lower() in SUFFIXES:
        return ScanSource.bring(picture)
    if picture is not None:
        if pins != Pins():
            raise InputError("--size, --shape, --type, --style and --density are for a room in words")
        look = settings.resolved_model != "embedded"
        return bring_pictures([picture, *others], settings.picture, masks=masks, marks=marks, look=look)
    return WordsSource(words or "", pins)


def _is_file(path: Path) -> bool:
    """Whether there is such a file; a name that no file can have is none."""
    try:
        return path.exists()
    except OSError:
        return False


def extent_of(size: str | None) -> tuple[float, float] | None:
    """Metres along x and y of "4x3.5"; feet and centimetres when they say so.

    Raises:
        InputError: it is no such size.
    """
    if size is None:
        return None
    found = next(measures_in(size.lower()), None)
    if found is None or found.kind != "extent" or len(found.values) != 2:
        raise InputError(f"--size {printable(size)}: give width by depth, in metres: 4x3.5")
    if not all(ROOM_SHORTEST <= v <= ROOM_LONGEST for v in found.values):
        raise InputError(f"--size {printable(size)}: a room's side is {ROOM_SHORTEST} to {ROOM_LONGEST:g} m")
    return (found.values[0], found.values[1])


def register(app: cyclopts.App) -> None:
    """Add the commands."""

    @app.command
    def run(
        picture: Path | None = None,
        *others: Path,
        words: str | None = None,
        size: str | None = None,
        shape: Shape | None = None,
        type: RoomType | None = None,
        style: Style | None = None,
        density: Density | None = None,
        out: Path | None = None,
        force: Annotated[bool, Flag] = False,
        quiet: Annotated[bool, Flag] = False,
        as_json: Json = False,
        model: str | None = None,
        projector: str | None = None,
        config: Path | None = None,
        room_width: float | None = None,
        wall_height: float | None = None,
        door_height: float | None = None,
        camera_height: float | None = None,
        plan: Annotated[bool, Flag] = False,
        camera: CameraWord | None = None,
        scene_type: SceneType | None = None,
        walls: WallFinish | None = None,
        annotations: bool = True,
        marks: Path | None = None,
        masks: Path | None = None,
        leave_out: str | None = None,
        end: str | None = None,
        small_detail: Annotated[bool, Flag] = False,
        by_eye: Annotated[bool, Flag] = False,
        unnamed: Annotated[bool, Flag] = False,
        compress: bool = True,
        max_calls: int | None = None,
        max_tokens: int | None = None,
        max_seconds: float | None = None,
        max_money: float | None = None,
        final_width: int | None = None,
        seed: int | None = None,
    ) -> int:
        """Turn a picture of a room, or words, into a room.

        Args:
            picture: PNG, JPEG or WebP, seen from above; or words, or a text file with words; or a scan of a
                room (ply, pcd, npz, xyz, las, or a mesh: glb, obj, stl).
            others: further pictures of the same room, photos and views from above, that share things with it.
            words: instead of a picture, what room it is to be: "a small bedroom with a desk".
            size: for words: width by depth of the room, 4x3.5 (metres), whatever they say.
            shape: for words: of the floor.
            type: for words: of the (first) room.
            style: for words: of furniture and finishes.
            density: for words: how much stands about.
            out: the run folder (default: runs/TIME-NAME).
            force: reuse an existing folder; an earlier run's files in it are replaced.
            quiet: print nothing but errors.
            as_json: print the report as JSON at the end.
            model: "auto", "embedded", a model of your endpoint, or a file of weights, model.gguf.
            projector: beside model.gguf, the file that gives it eyes: mmproj.gguf.
            config: settings file, TOML or JSON (default: room.toml here, if there is one).
            room_width: metres between the outermost walls; the best way to get the scale right.
            wall_height: metres.
            door_height: metres.
            camera_height: metres from the floor to the camera of a photo at eye level.
            plan: the picture is a drawn plan.
            camera: kind of camera when you know it.
            scene_type: kind of place when you know it.
            walls: finish them so, whatever the picture or the words say: a quiet paper, a bold one on one
                wall, or a mural; done by the stage `walls`, after `materials` and `textures`.
            annotations: read PICTURE.annotations.json beside the picture.
            marks: the picture's annotations, where they do not lie beside it (PICTURE.annotations.json).
            masks: outlines of its things, one object each: a label map, a folder of black-and-white PNGs
                named like the things, or COCO JSON.
            leave_out: stages to leave out, with commas.
            end: the last stage to do, such as layout or geometry; `room resume` does the rest.
            small_detail: model small detail too.
            by_eye: for comparison, without the picture tools: a model writes the layout in metres, no more.
            unnamed: go on although nothing was recognised: plain volumes of the right place and size.
            compress: show models pictures as JPEG; --no-compress: as PNG, several times as large.
            max_calls: stop cleanly after this many model calls.
            max_tokens: stop cleanly after this many tokens.
            max_seconds: stop cleanly after this many seconds.
            max_money: stop cleanly after this much money (prices in the config).
            final_width: pixels of the final render.
            seed: for everything drawn at random.
        """
        overrides = dict(
            room_width=room_width, wall_height=wall_height, door_height=door_height,
            camera_height=camera_height, plan=plan or None, camera=camera,
            scene_type=scene_type, walls=walls, annotations=annotations, seed=seed,
        )  # fmt: skip
        budget = dict(calls=max_calls, tokens=max_tokens, seconds=max_seconds, money=max_money)
        settings = configuration.load(
            config,
            model=model,
            projector=projector,
            leave_out=leave_out.split(",") if leave_out else None,
            end=end,
            small_detail=small_detail or None,
            by_eye=by_eye or None,
            unnamed=unnamed or None,
            final_width=final_width,
            endpoint=None if compress else {"compress": False},
            picture={k: v for k, v in overrides.items() if v is not None} or None,
            budget={k: v for k, v in budget.items() if v is not None} or None,
        )
        check_settings(settings)
        pins = Pins(type=type, shape=shape, style=style, extent=extent_of(size), density=density)
        folder = begin(
            brought(picture, words, settings, pins, masks, marks, others), settings, out, force=force
        )
        if not quiet and (line := not_reached(settings)):
            Console(stderr=True, highlight=False, soft_wrap=True).print(line, markup=False)
        with stoppable(folder):
            ended, report = drive(folder, settings, quiet=quiet or as_json)
        if as_json:
            Console().print_json(report.model_dump_json())
        return EXIT[ended.outcome]

    @app.command
    def resume(
        run: Path,
        *,
        start: str | None = None,
        end: str | None = None,
        quiet: Annotated[bool, Flag] = False,
        as_json: Json = False,
        model: str | None = None,
    ) -> int:
        """Go on with a run that was stopped or killed, from its last whole turn, or from a stage.

        Args:
            run: the run folder.
            start: do this stage and all that follow it again; `room show RUN --stages` has their names.
            end: the last stage to do; left out with --start, all of them.
            quiet: print nothing but errors.
            as_json: print the report as JSON at the end.
            model: another model than the run began with.
        """
        folder = runfolder.find(run)
        settings = configuration.of_run(folder, model, end)
        if start and not end:
            settings.end = None
        check_settings(settings)
        with stoppable(folder):
            ended, report = drive(folder, settings, quiet=quiet or as_json, resume=True, start=start)
        if as_json:
            Console().print_json(report.model_dump_json())
        return EXIT[ended.outcome]
