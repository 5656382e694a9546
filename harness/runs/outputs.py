"""What a run leaves when the team is done: the final render, .blend, .glb, and the report."""

from pathlib import Path

from shapely import Point as Place
from shapely import Polygon

from agents.events import EndEvent, Event, MeasurementEvent, MessageEvent, VerdictEvent, workers_of
from harness.runs.made import OUTPUTS, outdated, remember
from harness.runs.report import Brought, Gate, ObjectRow, Point, Report, RoomRow, Texture
from harness.runs.session import Session
from harness.runs.spent import spent_of
from tools.blender.jobs import Export, Render
from tools.critique import Raised, carry, remeasured, worked_on
from tools.files import read_object
from tools.measured import SceneReport
from tools.picture import image
from tools.picture.review import doubts_of
from tools.picture.sheet import side_by_side
from tools.run_files import BLEND, GLB, RENDERS, SCENE, SURVEY, TRANSCRIPT
from tools.survey import RoomSurvey
from tools.workspace import Workspace


def finish(
    session: Session, end: EndEvent, events: list[Event], seconds: dict[str, float], *, keep: bool = False
) -> Report:
    """Write renders, exports, report.json and report.md; returns the report.

    What cannot be made (no scene yet) is left out of `files`; nothing is made up. With `keep`, renders and
    exports that show the scene as it is are left as they are.
    """
    workspace, settings = session.workspace, session.settings
    if workspace.scene.text and not (keep and _stand(workspace.folder)):
        width = settings.final_width
        renders = workspace.folder / RENDERS
        workspace.worker.job(
            workspace.scene.text,
            workspace.folder,
            outputs=[
                Render(renders / "reference-fast.png", view="reference", quality="fast"),
                Render(renders / "reference-final.png", view="reference", quality="final", width=width),
                Render(renders / "iso-lit.png", view="iso", quality="lit"),
                Export(workspace.folder / BLEND),
                Export(workspace.folder / GLB),
            ],
        )  # fmt: skip
        final = image.load(renders / "reference-final.png", smallest=1)
        if workspace.has_picture:
            beside = side_by_side([workspace.image, final], ["picture", SCENE])
            image.save(beside, renders / "beside.png", within=workspace.folder)
    report = build(workspace, end, events, seconds)
    report.write(workspace.folder)
    if workspace.scene.text:
        remember(workspace.folder, [name for name in OUTPUTS if name != "renders/reference-lit.png"])
    return report


def _stand(folder: Path) -> bool:
    """Whether every file that a finished run leaves shows its scene as it is now."""
    written = [name for name in OUTPUTS if name not in ("renders/reference-lit.png", "renders/beside.png")]
    return all((folder / name).is_file() for name in written) and not {*written} & {*outdated(folder)}


def build(workspace: Workspace, end: EndEvent, events: list[Event], seconds: dict[str, float]) -> Report:
    """The report: measured in Blender, never declared."""
    scene = workspace.report if workspace.scene.text else None
    survey = workspace.survey
    gates = {
        e.stage: Gate(passed=e.passed, scores=e.scores, findings=list(e.findings))
        for e in events
        if isinstance(e, MeasurementEvent)
    }
    return Report(
        outcome=end.outcome,
        reason=end.reason,
        ways=end.ways,
        source=Brought(kind=workspace.source.kind, title=workspace.source.title),
        notes=survey.notes,
        doubts=[doubt.line for doubt in doubts_of(survey)],
        room=scene.room if scene else None,
        rooms=_rooms(scene, survey.room) if survey.room else [],
        camera=survey.camera,
        seen=survey.room.seen if survey.room else None,
        guessed_walls=survey.room.guessed if survey.room else [],
        objects=_objects(scene, workspace) if scene else [],
        rejected={t.id: t.rejected for t in survey.things if t.rejected},
        findings=gates["final"].findings if "final" in gates else [],
        checklist=checklist(events),
        gates=gates,
        cost=end.cost,
        seconds=seconds,
        spent=spent_of(events),
        textures=textures(workspace.folder),
        files=_files(workspace.folder),
    )


def textures(folder: Path) -> list[Texture]:
    """The pictures cut from the input: pixels, the metres one repeat covers, millimetres a pixel."""
    sizes = folder / "textures" / "sizes.json"
    rows = []
    for name, metres in sorted(read_object(sizes).items()) if sizes.exists() else ():
        path = sizes.with_name(f"{name}.webp")
        if not path.is_file():
            continue
        height, width = image.load(path, smallest=1).shape[:2]
        fine = round(1000 * metres[0] / width, 1)
        rows.append(Texture(name=name, pixels=(width, height), metres=metres, mm_per_pixel=fine))
    return rows


def checklist(events: list[Event]) -> list[Point]:
    """Every point that a review raised: by which stage, and whether it was closed or is left."""
    workers = workers_of(events)
    raised: list[Raised] = []
    left: list[Raised] = []
    for event in events:
        if isinstance(event, MessageEvent) and event.header and event.header.kind == "brief":
            left = worked_on(left, event.header.specialist)
        elif isinstance(event, MeasurementEvent):
            left = remeasured(left, event.looked, event.findings)
        elif isinstance(event, VerdictEvent):
            left = carry(left, event.stage, workers.get(event.stage, ""), event.items)
            known = [(r.stage, r.item) for r in raised]
            raised += [r for r in left if r.stage == event.stage and (r.stage, r.item) not in known]
    open_ = [(r.stage, r.item) for r in left if r.state != "mended"]
    return [
        Point(
            **r.item.model_dump(),
            stage=r.stage,
            status="left" if (r.stage, r.item) in open_ else "closed",
        )
        for r in raised
    ]


def _rooms(scene: SceneReport | None, room: RoomSurvey) -> list[RoomRow]:
    """The rooms of a flat, with what stands in each."""
    rows = []
    for space in room.spaces:
        outline = Polygon(space.floor).buffer(0)
        x0, y0, x1, y1 = outline.bounds
        inside = [o.id for o in scene.objects if outline.contains(Place(*o.center[:2]))] if scene else []
        rows.append(
            RoomRow(
                name=space.name, size=(round(x1 - x0, 3), round(y1 - y0, 3)), area=round(outline.area, 2),
                at=(round((x0 + x1) / 2, 3), round((y0 + y1) / 2, 3)), objects=inside,
            )
        )  # fmt: skip
    return rows


def _objects(scene: SceneReport, workspace: Workspace) -> list[ObjectRow]:
    seen = {t.id: t for t in workspace.survey.things}
    return [
        ObjectRow.of(o, **(seen[o.id].model_dump(include={"source", "confidence"}) if o.id in seen else {}))
        for o in scene.objects
    ]


def _files(folder: Path) -> dict[str, int]:
    """Every file people use, with its size in bytes."""
    names = [SCENE, SURVEY, BLEND, GLB, TRANSCRIPT]
    paths = [folder / name for name in names] + sorted((folder / RENDERS).glob("*.png"))
    return {str(p.relative_to(folder)): p.stat().st_size for p in paths if p.exists()}
