"""One prompt from its words to a measured room: what the embedded rules call, without the talk between."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel
from shapely.geometry import Point, Polygon

from harness.bench.words.prompts import Prompt, wishes
from harness.evaluate.blender import merged
from tools.blender.jobs import Meshes, Render
from tools.blender.worker import Worker
from tools.brief.brief import Density
from tools.errors import RoomError
from tools.gates.wishes import hall_of, stood_of
from tools.measure.plausibility import plausibility, unexcused_pairs
from tools.measure.scenerevis import summed, voxel_shares
from tools.measure.solids import Mesh, bodies
from tools.measure.truth import Item, Room
from tools.measured import JobResult, ObjectReport
from tools.planner.asked import request_of
from tools.planner.generate import generate
from tools.planner.planned import survey_of
from tools.program import edit, edit_code
from tools.program.kit_cell import standalone
from tools.program.read import read
from tools.solve import finishing, layout, words
from tools.source.words import Pins, WordsSource
from tools.survey import Survey

WIDTH = 400
"""Pixels of the pictures."""
CANNOT = "Cannot be had: "
SHOWN = 8
"""Pairs that are told of a room."""


class Found(BaseModel):
    """What was measured of one prompt's room.

    Attributes:
        outcome: "made", "refused", or what went wrong.
        met: each wish in words and whether it is met.
        unmet_said: what the room's own notes say cannot be had.
        unknown: words that were not understood.
        scores: measures of `plausibility`.
        touching: pairs in one another deeper than 1 cm that are not excused.
        row: of the table, as `Prompt.row`.
        sharing: who loses most volume in the voxel check, to whom, litres: the largest first.
        cpu: processor seconds of our own process and the worker's, pictures aside.
        seconds: by the clock, the same.
    """

    id: str
    row: str = "rooms"
    outcome: str
    objects: int = 0
    met: list[tuple[str, bool]] = []
    unmet_said: list[str] = []
    unknown: list[str] = []
    scores: dict[str, float] = {}
    touching: list[tuple[str, str]] = []
    sharing: list[tuple[str, str, float]] = []
    cpu: float = 0.0
    seconds: float = 0.0


def measure_prompt(
    prompt: Prompt, out: Path, worker: Worker, seed: int, density: Density | None, *, look: bool
) -> Found:
    """Make and measure one room; OUT/rooms/ID gets its program and, where wanted, two pictures."""
    text = " ".join([prompt.words] * prompt.repeat)
    source = WordsSource(text, Pins(density=density or prompt.density))
    if source.brief.says_nothing:
        return Found(
            id=prompt.id, row=prompt.row, outcome="refused", met=[("refused in a line", prompt.refused)]
        )
    began, cpu = time.perf_counter(), time.process_time()
    survey = survey_of(generate(request_of(source.brief, seed)))
    program = program_of(survey, seed)
    folder = out / "rooms" / prompt.id
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "scene.py").write_text(program, encoding="utf-8")
    try:
        built = worker.job(program, folder, [Meshes()])
    except RoomError as error:
        return Found(
            id=prompt.id, row=prompt.row, outcome=f"failed: {error}", met=[("the room is made", False)]
        )
    spent = time.process_time() - cpu + built.cpu_seconds
    seconds = time.perf_counter() - began
    found = measured(prompt, survey, built)
    if look:
        for view in ("top", "iso"):
            worker.job(program, folder, [Render(folder / f"{view}.png", view, "fast", WIDTH)])
    return found.model_copy(update={"cpu": round(spent, 2), "seconds": round(seconds, 2)})


def program_of(survey: Survey, seed: int) -> str:
    """The scene program of a planned survey, built and dressed as the embedded specialists do it."""
    text = layout.solve(survey).apply("")
    sources = words.choose(survey, read(text))
    for id, code in sources.items():
        text = edit_code.write_geometry(text, [id], code)
    text = edit.set_cell(text, "materials", finishing.choose(survey, read(text), seed))
    return standalone(text)


def measured(prompt: Prompt, survey: Survey, built: JobResult) -> Found:
    """The wishes and the soundness of a room that was built."""
    assert survey.room is not None
    report = built.report
    things = [stood_of(o) for o in report.objects]
    hall = hall_of(survey.room)
    said = [note.removeprefix(CANNOT) for note in survey.notes if note.startswith(CANNOT)]
    items = [_item(o) for o in report.objects]
    room = Room(floor_polygon=report.room.floor_polygon, height=report.room.height)
    meshes = merged({id: parts for id, parts in built.meshes.items() if id in {i.id for i in items}})
    made = bodies(items, meshes)
    every = [voxel_shares(own, each) for own, each in _by_room(items, made, room, survey)]
    shares = {pair: volume for found in every for pair, volume in found.items()}
    volumes = [summed(found) for found in every]
    scores = plausibility(items, room, meshes, voxels=False) | {
        "scenerevis_voxel_oob_m3": sum(v.out_of_bounds for v in volumes),
        "scenerevis_voxel_collision_m3": sum(v.collision for v in volumes),
        "scenerevis_valid": float(all(v.valid for v in volumes)),
    }
    most = sorted(shares.items(), key=lambda s: -s[1])[:SHOWN]
    return Found(
        id=prompt.id,
        outcome="made",
        objects=len(items),
        row=prompt.row,
        met=wishes(prompt, things, hall, said, [s.name for s in survey.room.spaces]),
        unmet_said=said,
        unknown=list(survey.brief.unknown) if survey.brief else [],
        scores=scores,
        touching=sorted(unexcused_pairs(items, made)),
        sharing=[(a, b, round(1000 * volume, 1)) for (a, b), volume in most],
    )


def _by_room(
    items: Sequence[Item], made: Mapping[str, Mesh], room: Room, survey: Survey
) -> list[tuple[dict[str, Mesh], Room]]:
    """What stands in each room, with its own floor: SceneReVis's check knows rooms, and no flats."""
    spaces = survey.room.spaces if survey.room else []
    floors = [Polygon(s.floor) for s in spaces]
    if len(floors) < 2:
        return [(dict(made), room)]
    held: list[dict[str, Mesh]] = [{} for _ in floors]
    for item in items:
        middle = Point(item.center[:2])
        # A kitchen that is part of a living room comes after it: what stands there is the living room's.
        nearest = min(range(len(floors)), key=lambda n: (round(floors[n].distance(middle), 6), n))
        held[nearest][item.id] = made[item.id]
    return [
        (own, Room(floor_polygon=list(space.floor), height=room.height))
        for own, space in zip(held, spaces, strict=True)
        if own
    ]


def _item(o: ObjectReport) -> Item:
    return Item(
        id=o.id, category=o.category, mount=o.mount, on=o.on, center=o.center, size=o.size,
        yaw_deg=o.yaw_deg,
    )  # fmt: skip
