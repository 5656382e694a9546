"""What a run leaves when the team is done: the final render, .blend, .glb, and the report."""

import json
from pathlib import Path
from typing import Any

from agents.events import EndEvent, Event, MeasurementEvent, VerdictEvent, workers_of
from harness.runs.made import OUTPUTS, remember
from harness.runs.session import Session
from tools.blender.jobs import Export, Render
from tools.critique import Finding, Raised, carry
from tools.files import read_object, write_text
from tools.measured import SceneReport
from tools.picture import image
from tools.picture.sheet import side_by_side
from tools.run_files import BLEND, GLB, RENDERS, REPORT, REPORT_PAGE, SCENE, SURVEY, TRANSCRIPT
from tools.workspace import Workspace


def finish(session: Session, end: EndEvent, events: list[Event], seconds: dict[str, float]) -> dict[str, Any]:
    """Write renders, exports, report.json and report.md; returns the report.

    What cannot be made (no scene yet) is left out of `files`; nothing is made up.
    """
    workspace, settings = session.workspace, session.settings
    if workspace.scene.text:
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
    write_text(workspace.folder / REPORT, json.dumps(report, indent=1), within=workspace.folder)
    write_text(workspace.folder / REPORT_PAGE, as_markdown(report), within=workspace.folder)
    if workspace.scene.text:
        remember(workspace.folder, [name for name in OUTPUTS if name != "renders/reference-lit.png"])
    return report


def build(
    workspace: Workspace, end: EndEvent, events: list[Event], seconds: dict[str, float]
) -> dict[str, Any]:
    """The report: measured in Blender, never declared."""
    scene = workspace.report if workspace.scene.text else None
    gates = {
        e.stage: {"passed": e.passed, "scores": e.scores, "findings": [plain(f) for f in e.findings]}
        for e in events
        if isinstance(e, MeasurementEvent)
    }
    return {
        "version": 1,
        "outcome": end.outcome,
        "reason": end.reason,
        "ways": end.ways,
        "source": {"kind": workspace.source.kind, "title": workspace.source.title},
        "notes": workspace.survey.notes,
        "room": scene.room.model_dump(mode="json") if scene else None,
        "camera": workspace.survey.camera.model_dump(mode="json") if workspace.survey.camera else None,
        "objects": _objects(scene, workspace) if scene else [],
        "rejected": {t.id: t.rejected for t in workspace.survey.things if t.rejected},
        "findings": gates.get("final", {}).get("findings", []),
        "checklist": checklist(events),
        "gates": gates,
        "cost": end.cost,
        "seconds": seconds,
        "textures": textures(workspace.folder),
        "files": _files(workspace.folder),
    }


def textures(folder: Path) -> list[dict[str, Any]]:
    """The pictures cut from the input: pixels, the metres one repeat covers, millimetres a pixel."""
    sizes = folder / "textures" / "sizes.json"
    rows = []
    for name, metres in sorted(read_object(sizes).items()) if sizes.exists() else ():
        path = sizes.with_name(f"{name}.webp")
        if not path.is_file():
            continue
        height, width = image.load(path, smallest=1).shape[:2]
        fine = round(1000 * metres[0] / width, 1)
        rows.append({"name": name, "pixels": [width, height], "metres": metres, "mm_per_pixel": fine})
    return rows


def checklist(events: list[Event]) -> list[dict[str, Any]]:
    """Every point that a review raised: by which stage, and whether it was closed or is left."""
    workers = workers_of(events)
    raised: list[Raised] = []
    left: list[Raised] = []
    for event in events:
        if isinstance(event, VerdictEvent):
            left = carry(left, event.stage, workers.get(event.stage, ""), event.items)
            raised += [r for r in left if r.stage == event.stage and r not in raised]
    return [{"stage": r.stage, "status": "left" if r in left else "closed", **plain(r.item)} for r in raised]


def plain(finding: Finding) -> dict[str, Any]:
    """A finding as the report holds it."""
    return finding.model_dump(mode="json", exclude_unset=True) | {
        "owner": finding.owner,
        "severity": finding.severity,
        "box": finding.box,
    }


def _objects(scene: SceneReport, workspace: Workspace) -> list[dict[str, Any]]:
    seen = {t.id: t for t in workspace.survey.things}
    rows = []
    for o in scene.objects:
        row = o.model_dump(
            mode="json",
            include={
                "id",
                "category",
                "mount",
                "on",
                "center",
                "size",
                "yaw_deg",
                "color",
                "triangles",
                "placeholder",
            },
        )
        known = seen.get(o.id)
        row |= {
            "source": known.source if known else "guessed",
            "confidence": known.confidence if known else 0.5,
        }
        rows.append(row)
    return rows


def _files(folder: Path) -> dict[str, int]:
    """Every file people use, with its size in bytes."""
    names = [SCENE, SURVEY, BLEND, GLB, TRANSCRIPT]
    paths = [folder / name for name in names] + sorted((folder / RENDERS).glob("*.png"))
    return {str(p.relative_to(folder)): p.stat().st_size for p in paths if p.exists()}


def as_markdown(report: dict[str, Any]) -> str:
    """The report for people."""
    lines = [f"# {report['outcome']}: {report['reason']}", ""]
    if "renders/beside.png" in report["files"]:
        lines += ["![picture and render](renders/beside.png)", ""]
    elif "renders/iso-lit.png" in report["files"]:
        notes = " ".join(report["notes"])
        lines += [f"From: {report['source']['title']}. {notes}", "", "![room](renders/iso-lit.png)", ""]
    if report["gates"]:
        lines += ["## Gates", "", "| stage | passed | scores |", "|---|---|---|"]
    for stage, gate in report["gates"].items():
        scores = ", ".join(f"{k} {v:.2f}" for k, v in gate["scores"].items())
        lines.append(f"| {stage} | {'yes' if gate['passed'] else 'no'} | {scores} |")
    lines += ["", f"## {len(report['objects'])} object{'' if len(report['objects']) == 1 else 's'}", ""]
    if report["objects"]:
        lines += ["| id | category | centre m | size m | yaw |", "|---|---|---|---|---|"]
    for o in report["objects"]:
        centre, size = (" ".join(f"{v:.2f}" for v in o[key]) for key in ("center", "size"))
        lines.append(f"| {o['id']} | {o['category']} | {centre} | {size} | {o['yaw_deg']:.0f} |")
    if report.get("textures"):
        lines += ["", "## Textures cut from the picture", ""]
        lines += [
            "- {}: {} x {} px for {:.2f} x {:.2f} m, {:g} mm a pixel".format(
                t["name"], *t["pixels"], *t["metres"], t["mm_per_pixel"]
            )
            for t in report["textures"]
        ]
    if report["rejected"]:
        lines += [
            "",
            "## Seen but not placed",
            "",
            *(f"- {id}: {why}" for id, why in report["rejected"].items()),
        ]
    lefts = [f"{c['object']}: {c['problem']}" for c in report["checklist"] if c["status"] == "left"]
    lefts += [f"{f['object']}: {f['problem']}" for f in report["findings"]]
    if lefts:
        lines += ["", "## What is left", "", *(f"- {line}" for line in dict.fromkeys(lefts))]
    if report.get("ways"):
        lines += ["", "## Ways on", "", *(f"- {way}" for way in report["ways"])]
    cost = ", ".join(f"{k} {v:g}" for k, v in report["cost"].items())
    lines += [
        "",
        "## Cost",
        "",
        cost,
        "",
        "Seconds by stage: " + ", ".join(f"{k} {v:.1f}" for k, v in report["seconds"].items()),
    ]
    return "\n".join(lines) + "\n"
