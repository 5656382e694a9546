"""Driving the team from what somebody brought to the files that a run leaves."""

import asyncio
import time
from contextlib import nullcontext
from pathlib import Path

from agents.events import EndEvent, Event, MessageEvent
from agents.models.endpoint import listed, the_one
from agents.models.ledger import Shared
from agents.models.options import Manner
from harness import settings as configuration
from harness.invoked import spelled
from harness.runs import checkpoint as checkpoints
from harness.runs import folder as runfolder
from harness.runs import outputs, transcript
from harness.runs.console import ConsoleView, beginning, in_doubt, where_things_are
from harness.runs.pace import Pace
from harness.runs.painting import image_endpoint
from harness.runs.report import Report
from harness.runs.session import Clients, Session, clients_for, plan_of
from harness.runs.stages import before
from harness.settings import RoomSettings
from harness.terminal import Console
from tools import vocabulary
from tools.blender.worker import Worker
from tools.errors import InputError
from tools.names import printable
from tools.picture import annotations_file as marking
from tools.picture import camera
from tools.picture.annotations import Annotations
from tools.picture.framing import frame
from tools.picture.masks.kept import kept_masks
from tools.picture.reading import hints_of
from tools.picture.review import doubts_of
from tools.run_files import GIVEN, TRANSCRIPT
from tools.source.base import Source
from tools.source.kinds import open_source
from tools.source.photo import PhotoSource
from tools.source.picture import PictureSource
from tools.source.several import check_joined
from tools.source.words import brief_in

UNMARKED = (
    "a photo taken inside the room cannot be read without a model: set one (ROOM_BASE_URL, ROOM_MODEL), or "
    "mark its walls and things in PHOTO.annotations.json beside it (docs/photos.md)"
)


def begin(source: Source, settings: RoomSettings, out: Path | None = None, *, force: bool = False) -> Path:
    """Make the run folder of what somebody brought, once it is known that the team can work from it.

    Args:
        source: what the room is to be made from.
        settings: everything the user set.
        out: the folder; left out, runs/TIME-NAME.
        force: reuse a folder that holds something.

    Raises:
        InputError: source or folder cannot be used; nothing was written.
    """
    if settings.by_eye and "picture" not in source.offers:
        raise InputError("--by-eye looks at a picture: there is none")
    rules = settings.resolved_model == "embedded"
    if isinstance(source, PhotoSource) and rules and not (source.given and source.given.at_eye_level):
        raise InputError(UNMARKED)
    if isinstance(source, PictureSource) and rules and source.others:
        check_joined(source, settings.picture)
    elif isinstance(source, PictureSource) and rules and source.beside is None:
        # An eye-level photo without marks is refused here: rules cannot read it.
        camera.solve(frame(source.image).image, hints=hints_of(settings.picture, Annotations()))
    if settings.resolved_model == "embedded":
        check_words(source)
    name = source.path.stem if isinstance(source, PictureSource) else source.title
    return runfolder.create(source, out or runfolder.default_folder(name), force=force)


def check_words(source: Source) -> None:
    """Refuse words of which the rules understand nothing that a room could be made from, or what none can be.

    Raises:
        InputError: with the words that were not understood, or the size that no room has.
    """
    brief = brief_in(source)
    if brief is not None and brief.impossible:
        raise InputError(brief.impossible)
    unknown = not_understood(source)
    if unknown:
        raise InputError(
            f"nothing of these words is a room or a thing that I know ({unknown}): name them in English, as "
            'in "a small bedroom with a desk", fix the room with --type, or set a model (ROOM_BASE_URL)'
        )


def not_understood(source: Source) -> str:
    """The words of a source of which nothing is a room or a thing; "" where something is."""
    brief = brief_in(source)
    if brief is None or not brief.says_nothing:
        return ""
    return ", ".join(printable(word) for word in brief.unknown[:5]) or printable(source.title)


def check_settings(settings: RoomSettings) -> None:
    """Refuse settings that no run can work with, before what was brought is read.

    Raises:
        InputError: plan, endpoint or their like cannot be.
    """
    if settings.by_eye and settings.resolved_model == "embedded":
        raise InputError("--by-eye needs a model that sees: set ROOM_BASE_URL and ROOM_MODEL")
    plan_of(settings)
    image_endpoint(settings)
    check_endpoint(settings)


def check_endpoint(settings: RoomSettings) -> None:
    """Refuse an endpoint that cannot work, before anything is written or spent.

    Raises:
        InputError: it cannot be reached, wants a key, no URL is set for the model, or a file that nobody
            asked for names it.
    """
    models = {settings.resolved_model, *settings.models.values()}
    if models == {"embedded"}:
        return
    name_model(settings)


def name_model(settings: RoomSettings) -> list[str] | None:
    """Ask the endpoint for its models; where none was named and it has only one, that is taken.

    Returns:
        Their names; None when it has no such list.

    Raises:
        InputError: the endpoint cannot work, or has several and none was named.
    """
    url = configuration.asked(settings)
    names = asyncio.run(listed(url, settings.key, manner=Manner(settings.endpoint)))
    if settings.model == "auto" and names is not None:
        settings.model = the_one(names)
    return names


def drive(
    folder: Path,
    settings: RoomSettings,
    *,
    quiet: bool,
    resume: bool = False,
    start: str | None = None,
    clients: Clients | None = None,
    shared: Shared | None = None,
    warm: Worker | None = None,
) -> tuple[EndEvent, Report]:
    """Run the team on a folder to its end and leave every output; returns the end and the report.

    Args:
        folder: as `begin` makes it.
        settings: everything the user set.
        quiet: print nothing.
        resume: go on from the last whole turn.
        start: with `resume`, do this stage and what follows it again.
        clients: makes the specialists' model clients; left out, the settings say which.
        shared: what is counted together with other runs.
        warm: a worker that stays for the next run; left out, this one has its own.

    Raises:
        InputError: another process works in the folder.
    """
    console = Console(quiet=quiet, highlight=False)
    with runfolder.held(folder), nullcontext(warm) if warm else Worker() as worker:
        runfolder.save_settings(folder, settings)
        point = None
        if start:
            point = before(folder, start, plan_of(settings, open_source(folder)))
        elif resume:
            point = checkpoints.load(folder)
        offers = open_source(folder).offers
        beginning(console, folder, said_of_marks(folder, settings), settings.resolved_model, offers)
        if point:
            checkpoints.rewind(folder, point)
        session = Session(folder, settings, worker, clients or clients_for(settings), shared=shared)
        names = [stage.name for stage in session.crew.plan.stages]
        view = ConsoleView(console, settings.prices, Pace(names, rules=session.rules_read))
        session.transcript.listeners.append(view)
        if point:
            session.workspace.resume(point.snapshot)
        with view.shown():
            end = asyncio.run(session.run(point))
            report = write_outputs(session, end)
    if "words" in offers:  # what each phrase was taken for, and what was not understood
        for note in report.notes:
            console.print(note, markup=False)
    in_doubt(console, folder, doubts_of(session.workspace.survey))
    where_things_are(console, folder, end)
    return end, report


def write_outputs(session: Session, end: EndEvent, *, keep: bool = False) -> Report:
    """Leave every output of a run that ended; returns the report. `keep`: what stands is not drawn anew."""
    started = time.monotonic()
    events = transcript.read(session.folder / TRANSCRIPT)
    report = outputs.finish(session, end, events, seconds_by_stage(events), keep=keep)
    report.seconds["outputs"] = round(time.monotonic() - started, 2)
    report.write(session.folder)
    return report


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


def said_of_marks(folder: Path, settings: RoomSettings) -> str | None:
    """What says that names and outlines come from marks and masks, not from the picture; None without."""
    masks = kept_masks(folder)
    if masks is not None:
        named = sum(vocabulary.canonical(name) not in (None, vocabulary.UNKNOWN) for _, name in masks.names)
        return f"Masks: {len(masks.names)} things, {named} of them named; each becomes one object." + "".join(
            f"\n  {note}" for note in masks.notes
        )
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
