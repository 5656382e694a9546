"""One self-contained HTML page of an evaluation."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image

from harness.evaluate.drawing import crops, overlay, worst_rows
from harness.evaluate.evaluation import Evaluation
from harness.evaluate.subject import Subject
from harness.evaluate.summary import scores_of
from harness.evaluate.tables import GROUPS
from harness.pages import filled
from tools.measure.truth import Truth
from tools.picture_file import open_picture

Figure = tuple[str, str]
"""A caption, and a picture as WebP in base64."""


def page(results: Sequence[tuple[Subject, Truth | None, Evaluation]]) -> str:
    """The page: for every run its figures, picture and render, the overlay from above, the worst objects."""
    return filled(Path(__file__).with_name("page.html.j2"), runs=[_run(*result) for result in results])


def _run(subject: Subject, truth: Truth | None, found: Evaluation) -> dict[str, Any]:
    """What the template shows of one run."""
    picture = open_picture(subject.picture).convert("RGB") if subject.picture else None
    render = open_picture(subject.render).convert("RGB") if subject.render else None
    sides = [("picture", picture), ("render", render)]
    if truth is not None:
        sides.append(("from above", overlay(truth, subject.items, subject.room, found.rows)))
    return {
        "name": found.run,
        "outcome": found.outcome,
        "bodies": found.bodies,
        "sides": [_figure(caption, image) for caption, image in sides if image is not None],
        "measures": _measures(found),
        "worst": _worst(truth, found, picture, render) if truth is not None and picture is not None else None,
    }


def _worst(truth: Truth, found: Evaluation, picture: Image.Image, render: Image.Image | None) -> list[Figure]:
    """The objects furthest from the truth, in picture and render."""
    figures = []
    for row in worst_rows(found.rows):
        sheet = crops(truth, row, picture, render)
        if sheet is not None:
            said = "missing" if row.result is None else f"IoU {row.iou:.2f}, {row.distance:.2f} m off"
            figures.append(_figure(f"{row.truth}: {said}", sheet))
    return figures


def _figure(caption: str, image: Image.Image) -> Figure:
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=82)
    return caption, base64.b64encode(buffer.getvalue()).decode()


def _measures(found: Evaluation) -> list[dict[str, Any]]:
    scores = scores_of(found)
    return [
        {"name": name, "group": group, "result": scores[name], "own": scores.get(f"truth:{name}")}
        for group, names in GROUPS
        for name in names
        if name in scores
    ]
