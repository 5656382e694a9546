"""A room as the page lists it: rows of plain values, made anew after every change."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from functools import cache

from harness.room import Room
from harness.studio.messages import (
    FindingRow,
    LightRow,
    LookRow,
    MaterialRow,
    ObjectRow,
    ParameterRow,
    Placed,
    RoomState,
    SceneChange,
    StepRow,
    ThingRow,
    ViewRow,
)
from tools.checks.openings import ways
from tools.critique import Finding
from tools.geometry import Vec2, Vec3
from tools.measured import ObjectReport, SceneReport
from tools.program import kit_index
from tools.program.built import Builder, builders
from tools.program.model import MaterialSpec
from tools.program.program import Program
from tools.program.relight import light_now
from tools.program.walls import Plan
from tools.remedy import Attach, Move, Rename, Resize
from tools.shown import Shown, ShownMaterial, ShownThing

STEPS = 60
"""Versions that the page lists."""


def state_of(room: Room, name: str) -> RoomState:
    """Everything about a room but its geometry."""
    scene, measured = room.scene, room.measured
    program, history = scene.program, scene.history
    built, moving = builders(program), _moving(measured)
    report = measured.room
    return RoomState(
        name=name,
        version=scene.version,
        text=scene.text,
        undo=history.undoable,
        redo=history.redoable,
        floor=report.floor_polygon,
        height=report.height,
        objects=[object_row(o, program, built.get(o.id), moving) for o in measured.objects],
        materials=_materials(program, measured),
        lights=_lights(program),
        lines=_lines(program),
        views=[ViewRow(**view.model_dump()) for view in measured.views],
        history=[
            StepRow(number=v.number, why=v.why, by=v.by, when=v.when)
            for v in reversed(history.versions[-STEPS:])
        ],
        picture=_picture(room),
        triangles=measured.triangles,
        notes=measured.notes,
        outdated=room.outdated,
        daytime=light_now(program),
        sun=sun_of(program),
        ways=_ways(program),
    )


def _ways(program: Program) -> list[list[Vec2]]:
    plan = Plan.of(program)
    return [[(x, y) for x, y in way.exterior.coords[:-1]] for way in (ways(plan) if plan else [])]


def thing_row(thing: ShownThing) -> ThingRow:
    """Where a thing stands and what it shows."""
    parts = [(p.name, p.slot, p.material, p.first, p.count) for p in thing.parts]
    return ThingRow(digest=thing.digest, matrix=list(thing.matrix), parts=parts)


def look_row(look: ShownMaterial) -> LookRow:
    """A material without its picture."""
    return LookRow(
        color=look.color,
        roughness=look.roughness,
        metallic=look.metallic,
        alpha=look.alpha,
        transmission=look.transmission,
        emission=look.emission,
    )


def placed_of(program: Program, report: SceneReport, shown: Shown, version: int) -> Placed:
    """A room that is only looked at, from what running its program gave."""
    built, moving = builders(program), _moving(report)
    return Placed(
        floor=report.room.floor_polygon,
        height=report.room.height,
        objects=[object_row(o, program, built.get(o.id), moving) for o in report.objects],
        views=[ViewRow(**view.model_dump()) for view in report.views],
        sun=sun_of(program),
        lights=_lights(program),
        scene=SceneChange(
            version=version,
            whole=True,
            things={id: thing_row(thing) for id, thing in shown.things.items()},
            removed=[],
            looks={name: look_row(look) for name, look in shown.materials.items()},
        ),
    )


def finding_row(finding: Finding) -> FindingRow:
    """A finding, with the words that mend it where there are some."""
    return FindingRow(
        kind=finding.kind or "",
        objects=list(finding.objects),
        problem=finding.problem,
        at=finding.at,
        remedy=_words(finding),
    )


def _words(finding: Finding) -> list[str] | None:
    remedy = finding.remedy
    if isinstance(remedy, Move):
        x, y, z = remedy.by
        words = ["move", remedy.id, "--by", f"{x:.4f}", f"{y:.4f}"]
        if remedy.z is not None:
            return [*words, "--z", f"{remedy.z:.4f}"]
        return words + (["--dz", f"{z:.4f}"] if abs(z) > 1e-4 else [])
    if isinstance(remedy, Attach):
        return ["attach", remedy.id, "--on", remedy.on]
    if isinstance(remedy, Resize):
        return ["scale", remedy.id, "--size", *(f"{v:.4f}" for v in remedy.size)]
    if isinstance(remedy, Rename):
        return ["rename", remedy.id, remedy.to]
    return None


def object_row(
    found: ObjectReport, program: Program, built: Builder | None, moving: Mapping[tuple[str, str], int]
) -> ObjectRow:
    """One object: as its line says it, and as it stands."""
    line = program.placement(found.id)
    at = _line(program, ("place", found.id))
    lines = [(at, at)] + ([(built.first, built.last)] if built else [])
    return ObjectRow(
        id=found.id,
        category=found.category,
        mount=found.mount,
        on=found.on,
        at=line.at,
        yaw=line.yaw,
        z=line.z,
        size=line.size,
        center=found.center,
        world_yaw=found.yaw_deg,
        measured=found.size,
        low=found.low,
        high=found.high,
        color=found.color,
        placeholder=found.placeholder,
        triangles=found.triangles,
        lines=lines,
        word=built.word if built else "",
        parameters=_parameters(built, found.id, moving) if built and built.word else [],
        slots={part.slot: part.material or "" for part in found.parts},
    )


@cache
def _entries() -> dict[str, kit_index.Entry]:
    return {entry.name: entry for entry in kit_index.words()}


def _moving(report: SceneReport) -> Counter[tuple[str, str]]:
    """How many drawers and doors each object has, by its id and the name of the parameter that says so."""
    named = {"slide": "drawers", "hinge": "doors"}
    return Counter((joint.object, named[joint.kind]) for joint in report.joints)


def _parameters(built: Builder, id: str, moving: Mapping[tuple[str, str], int]) -> list[ParameterRow]:
    return [
        ParameterRow(
            name=p.name,
            kind=p.kind,
            default=p.default,
            options=list(p.options),
            value=built.values.get(p.name, ""),
            derived=p.derived,
            most=p.most,
            stands=moving.get((id, p.name)),
        )
        for p in _entries()[built.word].parameters
    ]


def _materials(program: Program, measured: SceneReport) -> list[MaterialRow]:
    worn: dict[str, list[str]] = {}
    for o in measured.objects:
        for name in {part.material for part in o.parts if part.material}:
            worn.setdefault(name, []).append(o.id)
    for shell in program.wears:
        if "room" in shell.targets:
            for name in {shell.material or "", *shell.slots.values()} - {""}:
                worn.setdefault(name, []).append("room")
    return [
        MaterialRow(
            name=m.name,
            family=m.family,
            color=m.color if isinstance(m.color, str) else "",
            texture=m.texture,
            worn=worn.get(m.name, []),
            line=_line(program, ("material", m.name)),
            flags=_flags(m),
        )
        for m in program.materials
    ]


def _flags(m: MaterialSpec) -> list[str]:
    tile = [m.tile, m.tile] if isinstance(m.tile, float) else list(m.tile or [])
    given: dict[str, list[object]] = {
        "--roughness": [m.roughness] if m.roughness is not None else [],
        "--metallic": [m.metallic] if m.metallic is not None else [],
        "--texture": [m.texture] if m.texture else [],
        "--tile": [*tile],
    }
    return [str(word) for flag, values in given.items() if values for word in (flag, *values)]


def _lights(program: Program) -> list[LightRow]:
    return [
        LightRow(kind=s.kind, name=s.name, options=s.options, line=_line(program, (s.word, s.key)))
        for s in program.lights
    ]


def _lines(program: Program) -> dict[str, int]:
    found = {}
    for word, key in program.lines:
        if word in ("door", "window", "opening", "niche", "partition", "room", "sun", "sky"):
            found[key or word] = _line(program, (word, key))
    return found


def _line(program: Program, key: tuple[str, str]) -> int:
    """Line of a declared thing in the whole program."""
    cell, line = program.lines[key]
    return next(c.first_line for c in program.cells if c.name == cell) + line - 1


def _picture(room: Room) -> tuple[int, int] | None:
    workspace = room.workspace
    if not (room.folder / "input.png").is_file() or not workspace.has_picture:
        return None
    height, width = workspace.image.shape[:2]
    return width, height


def sun_of(program: Program) -> Vec3 | None:
    """Direction to the sun of a program, world; None without one."""
    sun = next((light for light in program.lights if light.kind == "sun"), None)
    if sun is None:
        return None
    up, turn = (math.radians(float(sun.options.get(k, d))) for k, d in (("elevation", 45), ("azimuth", 135)))
    return math.sin(turn) * math.cos(up), math.cos(turn) * math.cos(up), math.sin(up)
