"""What a run says of itself: the contents of report.json, and the page for people made of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat

from tools.critique import Finding
from tools.files import read_model, write_text
from tools.geometry import Vec2, Vec3
from tools.measured import ObjectReport, RoomReport
from tools.pinhole import Camera
from tools.run_files import REPORT, REPORT_PAGE
from tools.survey import Provenance

MEASURED = {"category", "mount", "on", "center", "size", "yaw_deg", "color", "triangles", "placeholder"}
"""Of `ObjectReport`, what a report's row has."""
DOUBTS = 12
"""Doubts on the page for people."""
Outcome = Literal["done", "below", "stopped", "failed"]


class Row(BaseModel):
    """Part of a report. What a later version adds, or a person, is kept."""

    model_config = ConfigDict(extra="allow")


class Brought(Row):
    """What the room was made from."""

    kind: str = ""
    title: str = ""


class Gate(Row):
    """A stage's last measurement."""

    passed: bool
    scores: dict[str, FiniteFloat]
    findings: list[Finding] = Field(default_factory=list)


class Point(Finding):
    """A point that a review raised: by which stage, and what became of it."""

    stage: str
    status: Literal["left", "closed"]


class Texture(Row):
    """A picture cut from the input: its pixels, the metres one repeat covers, millimetres a pixel."""

    name: str
    pixels: tuple[int, int]
    metres: tuple[float, float]
    mm_per_pixel: float


class SpentRow(Row):
    """What a specialist used in a stage; seconds are those of the model's answers."""

    stage: str
    specialist: str
    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    model_seconds: FiniteFloat = 0.0


class RoomRow(Row):
    """One room of a flat: its name as written ("" where none was read), its size, and what stands in it."""

    name: str = ""
    size: Vec2
    """Along x and y, metres."""
    area: FiniteFloat
    at: Vec2
    """World metres, the middle of the rectangle around it."""
    objects: list[str] = Field(default_factory=list)
    """Ids."""


class ObjectRow(Row):
    """One object as it stands (see `ObjectReport` for the frames), and where it comes from."""

    id: str
    category: str
    center: Vec3
    size: Vec3
    yaw_deg: FiniteFloat
    mount: str = "floor"
    on: str | None = None
    color: tuple[int, int, int] | None = None
    triangles: int = 0
    placeholder: bool = False
    source: Provenance = "guessed"
    confidence: float = 0.5

    @classmethod
    def of(cls, built: ObjectReport, **known: Any) -> ObjectRow:
        """The row of an object as it was measured; `known` says the rest."""
        return cls.model_validate({**known, "id": built.id, **built.model_dump(include=MEASURED)})


class Report(Row):
    """The whole of report.json. Lengths are metres, colours sRGB 0-255, times seconds.

    Attributes:
        doubts: of the picture and its metres, the weightiest first, each with what settles it.
        rooms: of a flat, the largest first.
        reason: why it ended as it did, in a sentence.
        ways: what a person can do about a run that ended below its gates or was stopped.
        seen: of a photo from inside, the share of the floor that it shows; the rest was closed plainly.
        guessed_walls: edges of the floor that no picture shows.
        rejected: id -> why it was seen and not placed.
        findings: what the last gate still finds.
        files: path in the run folder -> bytes.
    """

    version: int = 1
    outcome: Outcome
    reason: str = ""
    ways: list[str] = Field(default_factory=list)
    source: Brought = Field(default_factory=Brought)
    notes: list[str] = Field(default_factory=list)
    doubts: list[str] = Field(default_factory=list)
    room: RoomReport | None = None
    rooms: list[RoomRow] = Field(default_factory=list)
    camera: Camera | None = None
    seen: FiniteFloat | None = None
    guessed_walls: list[int] = Field(default_factory=list)
    objects: list[ObjectRow] = Field(default_factory=list)
    rejected: dict[str, str] = Field(default_factory=dict)
    findings: list[Finding] = Field(default_factory=list)
    checklist: list[Point] = Field(default_factory=list)
    gates: dict[str, Gate] = Field(default_factory=dict)
    cost: dict[str, FiniteFloat] = Field(default_factory=dict)
    seconds: dict[str, FiniteFloat] = Field(default_factory=dict)
    spent: list[SpentRow] = Field(default_factory=list)
    textures: list[Texture] = Field(default_factory=list)
    files: dict[str, int] = Field(default_factory=dict)

    def write(self, folder: Path) -> None:
        """Leave report.json and report.md in a run's folder."""
        write_text(folder / REPORT, self.model_dump_json(indent=1), within=folder)
        write_text(folder / REPORT_PAGE, as_markdown(self), within=folder)


def load(folder: Path) -> Report:
    """The report of a run's folder.

    Raises:
        InputError: it is missing, or is no report.
    """
    return read_model(folder / REPORT, Report)


def as_markdown(report: Report) -> str:
    """The report for people."""
    lines = [f"# {report.outcome}: {report.reason}", ""]
    if "renders/beside.png" in report.files:
        lines += ["![picture and render](renders/beside.png)", ""]
    elif "renders/iso-lit.png" in report.files:
        lines += [
            f"From: {report.source.title}. {' '.join(report.notes)}",
            "",
            "![room](renders/iso-lit.png)",
            "",
        ]
    if report.seen is not None:
        walls = ", ".join(map(str, report.guessed_walls)) or "none"
        lines += [f"The photo shows {report.seen:.0%} of the floor. Walls that are guessed: {walls}.", ""]
    if report.doubts:
        lines += ["## In doubt", "", *(f"- {doubt}" for doubt in report.doubts[:DOUBTS])]
        if len(report.doubts) > DOUBTS:
            lines.append(f"- and {len(report.doubts) - DOUBTS} smaller doubts ({REPORT} lists them)")
        lines.append("")
    if report.rooms:
        lines += ["## Rooms", "", "| room | size m | area m² | in it |", "|---|---|---|---|"]
        for r in report.rooms:
            size, holds = f"{r.size[0]:.2f} x {r.size[1]:.2f}", ", ".join(r.objects) or "nothing"
            lines.append(f"| {r.name or 'no name'} | {size} | {r.area:.1f} | {holds} |")
        lines.append("")
    if report.gates:
        lines += ["## Gates", "", "| stage | passed | scores |", "|---|---|---|"]
    for stage, gate in report.gates.items():
        scores = ", ".join(f"{k} {v:.2f}" for k, v in gate.scores.items())
        lines.append(f"| {stage} | {'yes' if gate.passed else 'no'} | {scores} |")
    lines += ["", f"## {len(report.objects)} object{'' if len(report.objects) == 1 else 's'}", ""]
    if report.objects:
        lines += ["| id | category | centre m | size m | yaw |", "|---|---|---|---|---|"]
    for o in report.objects:
        centre, size = (" ".join(f"{v:.2f}" for v in vector) for vector in (o.center, o.size))
        lines.append(f"| {o.id} | {o.category} | {centre} | {size} | {o.yaw_deg:.0f} |")
    if report.textures:
        lines += ["", "## Textures cut from the picture", ""]
        lines += [
            f"- {t.name}: {t.pixels[0]} x {t.pixels[1]} px for {t.metres[0]:.2f} x {t.metres[1]:.2f} m, "
            f"{t.mm_per_pixel:g} mm a pixel"
            for t in report.textures
        ]
    if report.rejected:
        lines += [
            "",
            "## Seen but not placed",
            "",
            *(f"- {id}: {why}" for id, why in report.rejected.items()),
        ]
    lefts = [f"{p.object}: {p.problem}" for p in report.checklist if p.status == "left"]
    lefts += [f"{f.object}: {f.problem}" for f in report.findings]
    if lefts:
        lines += ["", "## What is left", "", *(f"- {line}" for line in dict.fromkeys(lefts))]
    if report.ways:
        lines += ["", "## Ways on", "", *(f"- {way}" for way in report.ways)]
    cost = ", ".join(f"{k} {v:g}" for k, v in report.cost.items())
    spent = ", ".join(f"{k} {v:.1f}" for k, v in report.seconds.items())
    lines += ["", "## Cost", "", cost, "", f"Seconds by stage: {spent}"]
    if report.spent:
        lines += ["", "| stage | who | calls | tokens in | tokens out | seconds of the model |"]
        lines += ["|---|---|---|---|---|---|"]
    for row in report.spent:
        tokens = f"{row.tokens_in:,} | {row.tokens_out:,}"
        lines.append(f"| {row.stage} | {row.specialist} | {row.calls} | {tokens} | {row.model_seconds:.1f} |")
    return "\n".join(lines) + "\n"
