"""`room run` and `room resume`."""

import asyncio
import json
import time
from pathlib import Path
from typing import Annotated, Any

import cyclopts

from agents.events import EndEvent, Event, MessageEvent
from agents.models.endpoint import probe
from harness import settings as configuration
from harness.invoked import spelled
from harness.runs import checkpoint as checkpoints
from harness.runs import folder as runfolder
from harness.runs import outputs, transcript
from harness.runs.console import ConsoleView, beginning, where_things_are
from harness.runs.pace import Pace
from harness.runs.session import Clients, Session, clients_for, plan_of
from harness.runs.stopping import stoppable
from harness.settings import RoomSettings
from harness.terminal import Console
from tools import vocabulary
from tools.blender.worker import Worker
from tools.errors import InputError
from tools.files import write_text
from tools.picture import annotations as marking
from tools.picture import camera
from tools.picture.annotations import Annotations
from tools.picture.reading import hints_of
from tools.run_files import GIVEN, REPORT, TRANSCRIPT
from tools.settings import CameraWord, SceneType
from tools.source.base import Source
from tools.source.picture import PictureSource
from tools.source.words import WordsSource

Flag = cyclopts.Parameter(negative="")
Json = Annotated[bool, cyclopts.Parameter(name="--json", negative="")]
EXIT = {"done": 0, "below": 1, "stopped": 3, "failed": 3}


def check_endpoint(settings: RoomSettings) -> None:
    """Refuse an endpoint that cannot work, before anything is written or spent.

    Raises:
        InputError: it cannot be reached, wants a key, no URL is set for the model, or a file that nobody
            asked for names it.
    """
    models = {settings.resolved_model, *settings.models.values()}
    if models == {"embedded"}:
        return
    asyncio.run(probe(configuration.asked(settings), settings.key, settings.resolved_model))


def brought(picture: Path | None, words: str | None, settings: RoomSettings) -> Source:
    """What a room is to be made from, read and found good before a run is begun.

    Raises:
        InputError: nothing or too much was brought, or the specialists cannot work from it.
    """
    if (picture is None) == (words is None):
        raise InputError(
            'give a picture, or say what room it is to be: --words "a small bedroom with a desk"'
        )
    if words is not None:
        if settings.by_eye:
            raise InputError("--by-eye looks at a picture: it does not go with --words")
        return WordsSource(words)
    assert picture is not None
    source = PictureSource.bring(picture, annotated=settings.picture.annotations)
    if settings.resolved_model == "embedded" and source.beside is None:
        # An eye-level photo without marks is refused here: rules cannot read it.
        camera.solve(source.image, hints=hints_of(settings.picture, Annotations()))
    return source


def seconds_by_stage(events: list[Event]) -> dict[str, float]:
    """Wall seconds each stage took, from the Foreman's briefs in a transcript."""
    spent: dict[str, float] = {}
    name, since = "start", 0.0
    for event in events:
        if isinstance(event, MessageEvent) and event.header and event.header.kind == "brief":
            spent[name] = spent.get(name, 0.0) + event.time - since
            name, since = event.header.stage, event.time
    if events:
        spent[name] = spent.get(name, 0.0) + events[-1].time - since
    return {key: round(value, 2) for key, value in spent.items()}


def drive(
    folder: Path, settings: RoomSettings, *, quiet: bool, resume: bool = False, clients: Clients | None = None
) -> tuple[EndEvent, dict[str, Any]]:
    """Run the team on a folder to its end and leave every output; returns the end and the report."""
    console = Console(quiet=quiet, highlight=False)
    with runfolder.held(folder), stoppable(folder), Worker() as worker:
        runfolder.save_settings(folder, settings)
        beginning(console, folder, said_of_marks(folder, settings), settings.resolved_model)
        point = checkpoints.load(folder) if resume else None
        if point:
            checkpoints.rewind(folder, point)
        session = Session(folder, settings, worker, clients or clients_for(settings))
        names = [stage.name for stage in session.crew.plan.stages]
        view = ConsoleView(console, settings.prices, Pace(names, rules=session.rules_read))
        session.transcript.listeners.append(view)
        if point:
            session.workspace.restore(point.snapshot, tell=False)
        with view.shown():
            end = asyncio.run(session.run(point))
            report = write_outputs(session, end)
    where_things_are(console, folder, end)
    return end, report


def said_of_marks(folder: Path, settings: RoomSettings) -> str | None:
    """The line that says that names and outlines come from marks and not from the picture; None without."""
    path = folder / GIVEN
    if not path.exists():
        return None
    given = marking.load(path)
    named = sum(vocabulary.canonical(t.category) not in (None, vocabulary.UNKNOWN) for t in given.things)
    who = "no model looks at it" if settings.resolved_model == "embedded" else "the model has them, too"
    return (
        f"Marks: names and outlines are read from the annotations beside the picture ({len(given.things)} "
        f"things, {named} of them named); {who}. --no-annotations leaves them out."
        + "".join(f"\n  {spelled(line)}" for line in marking.strange_names(given))
    )


def write_outputs(session: Session, end: EndEvent) -> dict[str, Any]:
    """Leave every output of a run that ended; returns the report."""
    started = time.monotonic()
    events = transcript.read(session.folder / TRANSCRIPT)
    report = outputs.finish(session, end, events, seconds_by_stage(events))
    report["seconds"]["outputs"] = round(time.monotonic() - started, 2)
    write_text(session.folder / REPORT, json.dumps(report, indent=1), within=session.folder)
    return report


def register(app: cyclopts.App) -> None:
    """Add the commands."""

    @app.command
    def run(
        picture: Path | None = None,
        *,
        words: str | None = None,
        out: Path | None = None,
        force: Annotated[bool, Flag] = False,
        quiet: Annotated[bool, Flag] = False,
        as_json: Json = False,
        model: str | None = None,
        config: Path | None = None,
        room_width: float | None = None,
        wall_height: float | None = None,
        door_height: float | None = None,
        plan: Annotated[bool, Flag] = False,
        camera: CameraWord | None = None,
        scene_type: SceneType | None = None,
        annotations: bool = True,
        leave_out: str | None = None,
        small_detail: Annotated[bool, Flag] = False,
        by_eye: Annotated[bool, Flag] = False,
        unnamed: Annotated[bool, Flag] = False,
        max_calls: int | None = None,
        max_tokens: int | None = None,
        max_seconds: float | None = None,
        max_money: float | None = None,
        final_width: int | None = None,
        seed: int | None = None,
    ) -> int:
        """Turn a picture of a room, or words, into a room.

        Args:
            picture: PNG, JPEG or WebP, seen from above.
            words: instead of a picture, what room it is to be: "a small bedroom with a desk".
            out: the run folder (default: runs/TIME-NAME).
            force: reuse an existing folder; an earlier run's files in it are replaced.
            quiet: print nothing but errors.
            as_json: print the report as JSON at the end.
            model: "auto", "embedded", or a model of your endpoint.
            config: settings file (default: room.toml here, if there is one).
            room_width: metres between the outermost walls; the best way to get the scale right.
            wall_height: metres.
            door_height: metres.
            plan: the picture is a drawn plan.
            camera: kind of camera when you know it.
            scene_type: kind of place when you know it.
            annotations: read PICTURE.annotations.json beside the picture.
            leave_out: stages to leave out, with commas.
            small_detail: model small detail too.
            by_eye: for comparison, without the picture tools: a model writes the layout in metres, no more.
            unnamed: go on although nothing was recognised: plain volumes of the right place and size.
            max_calls: stop cleanly after this many model calls.
            max_tokens: stop cleanly after this many tokens.
            max_seconds: stop cleanly after this many seconds.
            max_money: stop cleanly after this much money (prices in the config).
            final_width: pixels of the final render.
            seed: for everything drawn at random.
        """
        overrides = dict(
            room_width=room_width, wall_height=wall_height, door_height=door_height, plan=plan or None,
            camera=camera, scene_type=scene_type, annotations=annotations, seed=seed,
        )  # fmt: skip
        budget = dict(calls=max_calls, tokens=max_tokens, seconds=max_seconds, money=max_money)
        settings = configuration.load(
            config,
            model=model,
            leave_out=leave_out.split(",") if leave_out else None,
            small_detail=small_detail or None,
            by_eye=by_eye or None,
            unnamed=unnamed or None,
            final_width=final_width,
            picture={k: v for k, v in overrides.items() if v is not None} or None,
            budget={k: v for k, v in budget.items() if v is not None} or None,
        )
        if settings.by_eye and settings.resolved_model == "embedded":
            raise InputError("--by-eye needs a model that sees: set ROOM_BASE_URL and ROOM_MODEL")
        plan_of(settings)
        check_endpoint(settings)
        source = brought(picture, words, settings)
        folder = out or runfolder.default_folder(picture.stem if picture else source.title)
        folder = runfolder.create(source, folder, force=force)
        end, report = drive(folder, settings, quiet=quiet or as_json)
        if as_json:
            Console().print_json(json.dumps(report))
        return EXIT[end.outcome]

    @app.command
    def resume(
        run: Path, *, quiet: Annotated[bool, Flag] = False, as_json: Json = False, model: str | None = None
    ) -> int:
        """Go on with a run that was stopped or killed, from its last whole turn.

        Args:
            run: the run folder.
            quiet: print nothing but errors.
            as_json: print the report as JSON at the end.
            model: another model than the run began with.
        """
        folder = runfolder.find(run)
        settings = configuration.of_run(folder, model)
        check_endpoint(settings)
        end, report = drive(folder, settings, quiet=quiet or as_json, resume=True)
        if as_json:
            Console().print_json(json.dumps(report))
        return EXIT[end.outcome]
