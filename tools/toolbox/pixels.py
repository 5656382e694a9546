"""What a model's pixels come to: taken in the frame it uses, kept in those of the picture's file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TypeVar

from tools.files import read_object, write_text
from tools.images import shown_size
from tools.picture.annotations import Mark
from tools.picture.pixel_frame import FILE, Frame, frame_of, frame_of_boxes, frames
from tools.run_files import FRAME
from tools.survey import Point
from tools.workspace import Workspace

POINTS = ("foot", "start_px", "end_px", "from_px", "to_px")
"""Fields of marks that hold one point."""
LINES = ("outline", "base_px", "top_px", "corners_px", "contacts_px")
"""Fields that hold several."""
Marked = TypeVar("Marked", bound=Mark)


def learned(
    workspace: Workspace, outlines: Sequence[Sequence[Point]], lines: Sequence[Sequence[Sequence[float]]] = ()
) -> Frame:
    """The frame in which the room's outlines and edges fit the picture; it is remembered for the run."""
    given = workspace.marks.given
    marked = given is not None and given.marks_shell  # a person's marks are in pixels of the file
    edges = [[(p[0], p[1]) for p in line] for line in lines]
    frame = FILE if marked else frame_of(workspace.image, outlines, edges)
    text = json.dumps({"frame": frame.name})
    write_text(workspace.folder / FRAME, text, within=workspace.folder)
    return frame


def known(workspace: Workspace) -> Frame | None:
    """The frame that the room's outlines told; None before there were any."""
    path = workspace.folder / FRAME
    name = read_object(path).get("frame") if path.exists() else None
    return next((f for f in frames(_size(workspace)) if f.name == name), None)


def frame_for(workspace: Workspace, boxes: Sequence[Sequence[float]]) -> Frame:
    """The frame of some boxes: the one known, as long as they lie in the picture then."""
    size, first = _size(workspace), known(workspace)
    return frame_of_boxes(size, boxes, first or FILE)


def in_file(frame: Frame, mark: Marked) -> Marked:
    """A mark in pixels of the file."""
    if frame == FILE:
        return mark
    update: dict[str, Any] = {}
    for name in POINTS:
        if (point := getattr(mark, name, None)) is not None:
            update[name] = frame.point(point)
    if (box := getattr(mark, "box", None)) is not None:
        update["box"] = frame.box(box)
    for name in LINES:
        if (line := getattr(mark, name, None)) is not None:
            update[name] = type(line)(frame.point(p) for p in line)
    return mark.model_copy(update=update)


def words(workspace: Workspace, frame: Frame) -> str:
    """What a model should know when its pixels were not those of the file; "" when they were."""
    if frame == FILE:
        return ""
    width, height = _size(workspace)
    shown = shown_size((width, height))
    of = f"of the picture as shown, {shown[0]} x {shown[1]}"
    of = "thousandths of each side" if frame.name == "thousandths" else of
    return (
        f"\nYour pixels fit the picture when they are taken as {of}: so they are taken. What you read here "
        f"is in pixels of the file, {width} x {height}."
    )


def _size(workspace: Workspace) -> tuple[int, int]:
    height, width = workspace.image.shape[:2]
    return (width, height)
