"""What is evaluated: a run folder (or its report alone) and the truth it is held against."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tools.errors import InputError, ProgramError
from tools.files import read_object, read_text
from tools.measure.common_world import Move, by_camera
from tools.measure.load import load_truth
from tools.measure.truth import Item, Room, Truth, TruthOpening, TruthPartition
from tools.pinhole import Camera
from tools.program.kit_cell import as_run
from tools.program.model import OpeningSpec, PartitionSpec, RoomSpec
from tools.program.read import read
from tools.run_files import PICTURE, RENDERS, REPORT, SCENE, SOURCE
from tools.run_folder import checked


@dataclass
class Subject:
    """A result as far as it got; a run that failed has no objects and no room."""

    name: str
    folder: Path
    completed: bool = False
    outcome: str = "missing"
    items: list[Item] = field(default_factory=list)
    room: Room | None = None
    camera: Camera | None = None
    program: str | None = None
    render: Path | None = None
    picture: Path | None = None
    words: str | None = None
    cost: dict[str, float] = field(default_factory=dict)
    seconds: float | None = None
    move: Move | None = None
    """What brought it to its truth's world (the program, and what is built of it, stays in its own)."""


def load_subject(path: Path) -> Subject:
    """Read a run folder, or a report file; what is missing is left out, for it counts as zero.

    Raises:
        InputError: the report is there but is no report.
    """
    folder = checked(path if path.is_dir() else path.parent)
    report = path / REPORT if path.is_dir() else path
    subject = Subject(name=folder.name or str(path), folder=folder)
    if not report.is_file():
        return subject
    try:
        _fill(subject, read_object(report))
    except (ValidationError, KeyError, TypeError, AttributeError, ValueError, OverflowError) as error:
        first = str(error).splitlines()[0]
        raise InputError(f"{report} is not a run's report ({first})") from None
    _files(subject)
    return subject


def _fill(subject: Subject, data: dict[str, Any]) -> None:
    subject.outcome = str(data.get("outcome", "done"))
    subject.items = [Item.model_validate(row) for row in data.get("objects", [])]
    if data.get("room"):
        subject.room = Room.model_validate(data["room"])
    if data.get("camera"):
        subject.camera = Camera.model_validate(data["camera"])
    subject.completed = subject.room is not None and subject.outcome in {"done", "below"}
    subject.cost = {k: float(v) for k, v in (data.get("cost") or {}).items() if isinstance(v, int | float)}
    seconds = data.get("seconds")
    if isinstance(seconds, dict):
        subject.seconds = sum(float(v) for v in seconds.values())


def _files(subject: Subject) -> None:
    """The program, the render and the input picture, where they are."""
    program = subject.folder / SCENE
    if program.is_file():
        subject.program = as_run(subject.folder)
        _shell(subject)
    renders = [subject.folder / RENDERS / f"reference-{q}.png" for q in ("final", "lit", "fast")]
    subject.render = next((p for p in renders if p.is_file()), None)
    picture = subject.folder / PICTURE
    subject.picture = picture if picture.is_file() else None
    source = subject.folder / SOURCE
    told = read_object(source) if source.is_file() else {}
    subject.words = str(told["text"]) if told.get("kind") == "words" and told.get("text") else None


def _shell(subject: Subject) -> None:
    """Openings and partitions, which the report does not have, from the program's room cell."""
    if subject.room is None or subject.program is None:
        return
    try:
        specs = read(subject.program).specs
    except ProgramError:
        return
    for spec in specs:
        if isinstance(spec, RoomSpec):
            subject.room.wall = spec.wall
        elif isinstance(spec, PartitionSpec):
            subject.room.partitions.append(
                TruthPartition(id=spec.id, start=spec.start, end=spec.end, thickness=spec.thickness)
            )
        elif isinstance(spec, OpeningSpec):
            width, height = spec.size
            subject.room.openings.append(
                TruthOpening(
                    id=spec.id, kind=spec.kind, wall=spec.wall, at=spec.at, width=width, height=height,
                    sill=spec.sill or 0.0,
                )
            )  # fmt: skip


def in_world_of(truth: Truth | None, subject: Subject) -> Subject:
    """A photo's result where its truth is; from above both are in the picture's world, and nothing moves."""
    if truth is None or truth.camera_kind != "eye" or truth.camera is None or subject.camera is None:
        return subject
    move = by_camera(subject.camera, truth.camera)
    return replace(
        subject,
        items=[move.item(item) for item in subject.items],
        room=subject.room and move.room(subject.room),
        camera=move.camera(subject.camera),
        move=move,
    )


def find_truth(subject: Subject, given: Path | None) -> Path | None:
    """The truth file of a run: the one given (a file, or a folder that has NAME.truth.json), else its own."""
    if given is not None and given.is_file():
        return given
    folders = [given] if given is not None else [subject.folder, subject.folder.parent]
    for folder in folders:
        for name in (f"{subject.name}.truth.json", "truth.json", "input.truth.json"):
            if (folder / name).is_file():
                return folder / name
    return None


def truth_program(path: Path, truth: Truth) -> str | None:
    """The truth's own program when it lies where the truth says."""
    name = truth.files.get("program")
    if name is None or not (path.parent / name).is_file():
        return None
    return read_text(path.parent / name)


def read_truth(path: Path | None) -> Truth | None:
    """The truth, when there is a file."""
    return None if path is None else load_truth(path)
