"""What the Layout Architect can do: have the layout solved, then correct it object by object."""

from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import Field

from tools.desk.words import scene_lines
from tools.errors import ToolError
from tools.scene import check as checking
from tools.scene import edit
from tools.scene.model import Placement
from tools.solve import layout
from tools.workspace import Workspace

Kinds = Literal["large", "wall", "small"]
Metres = Annotated[
    float, Field(description="metres, world frame: +x right in the picture, +y up in the picture")
]


def solve_layout(workspace: Workspace, kinds: Kinds) -> str:
    """Place all surveyed things of a kind: code turns pixels, relations and contacts into metres.

    "large" also writes the room itself. Objects that already stand are placed anew.
    """
    survey = workspace.survey
    if survey.room is None:
        raise ToolError("the survey has no room yet: the Analyst has to call submit_room")
    plan = layout.solve(survey, {kinds}, workspace.scene.text)
    report = workspace.apply(
        lambda text: plan.apply(text, may_change=workspace.may_change), why=f"solve_layout {kinds}"
    )
    for id, reason in plan.rejected.items():
        _reject(workspace, id, reason)
    notes = [*plan.moved, *(f"rejected {id}: {reason}" for id, reason in plan.rejected.items())]
    return scene_lines(report) + "".join(f"\n- {note}" for note in notes)


def add_object(
    workspace: Workspace,
    id: str,
    category: str,
    x: Metres,
    y: Metres,
    size: Annotated[
        list[float], Field(min_length=3, max_length=3, description="width, depth, height in metres")
    ],
    yaw: Annotated[float, Field(description="degrees counter-clockwise; 0 faces the picture's bottom")],
    z: Annotated[
        float | None, Field(description="height of its underside; null: on the floor or its support")
    ],
    on: Annotated[
        str | None, Field(description="id of what carries it; then x, y, yaw are in that object's frame")
    ],
    mount: Literal["floor", "wall", "ceiling", "object"],
) -> str:
    """Put one more object into the layout."""
    placement = Placement(
        id=id, category=category, at=(x, y), size=(size[0], size[1], size[2]), yaw=yaw, z=z, on=on,
        mount=mount if on is None else "object",
    )  # fmt: skip
    return _apply(workspace, lambda text: edit.add_object(text, placement), f"add {id}")


def move_object(workspace: Workspace, id: str, dx: Metres, dy: Metres, dz: float = 0.0) -> str:
    """Move an object, and what stands on it, by metres in the world frame."""
    return _apply(workspace, lambda t: edit.move_object(t, id, by=(dx, dy), dz=dz or None), f"move {id}")


def rotate_object(workspace: Workspace, id: str, yaw: float) -> str:
    """Turn an object to this yaw: degrees counter-clockwise, 0 faces the picture's bottom, 90 right."""
    return _apply(workspace, lambda t: edit.rotate_object(t, id, to=yaw), f"rotate {id}")


def scale_object(
    workspace: Workspace,
    id: str,
    size: Annotated[
        list[float], Field(min_length=3, max_length=3, description="width, depth, height in metres")
    ],
) -> str:
    """Give an object another outer size."""
    return _apply(
        workspace, lambda t: edit.scale_object(t, id, size=(size[0], size[1], size[2])), f"scale {id}"
    )


def remove_object(workspace: Workspace, id: str) -> str:
    """Take an object, and what stands on it, out of the room."""
    return _apply(workspace, lambda t: edit.remove_object(t, id, children=True), f"remove {id}")


def reject_thing(workspace: Workspace, id: str, reason: str) -> str:
    """Say why a surveyed thing will not be placed. Everything seen is placed or rejected."""
    if id not in {t.id for t in workspace.survey.things}:
        raise ToolError(f"{id!r} is not in the survey")
    _reject(workspace, id, reason)
    return f"{id} rejected: {reason}"


def list_objects(workspace: Workspace) -> str:
    """Every object as it stands in Blender."""
    return scene_lines(workspace.report)


def check(workspace: Workspace) -> str:
    """Contacts, floating things, things outside the room: each with its measure and a suggested edit."""
    findings = checking.check(workspace.scene)
    return (
        "\n".join(f.message + (f" -> {f.suggestion}" if f.suggestion else "") for f in findings)
        or "All in order."
    )


Edit = Callable[[str], str]


def _apply(workspace: Workspace, change: Edit, why: str) -> str:
    before = {o.id: o for o in workspace.report.objects}
    report = workspace.apply(change, why=why)
    changed = [o for o in report.objects if before.get(o.id) != o]
    gone = before.keys() - {o.id for o in report.objects}
    return scene_lines(report.model_copy(update={"objects": changed})) + "".join(
        f"\n{id}: removed" for id in gone
    )


def _reject(workspace: Workspace, id: str, reason: str) -> None:
    survey = workspace.survey
    things = [t.model_copy(update={"rejected": reason}) if t.id == id else t for t in survey.things]
    workspace.save_survey(survey.model_copy(update={"things": things}))
