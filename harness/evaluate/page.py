"""One self-contained HTML page of an evaluation."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from html import escape
from pathlib import Path

from PIL import Image

from harness.evaluate.drawing import crops, overlay, worst_rows
from harness.evaluate.evaluation import Evaluation
from harness.evaluate.subject import Subject
from harness.evaluate.summary import scores_of
from harness.evaluate.tables import GROUPS
from tools.measure.truth import Truth
from tools.picture_file import open_picture


def page(results: Sequence[tuple[Subject, Truth | None, Evaluation]]) -> str:
    """The page: for every run its figures, picture and render, the overlay from above, the worst objects."""
    parts = [_run(*result) for result in results]
    style = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
    head = f"<!doctype html><meta charset=utf-8><title>Evaluation</title><style>{style}</style>"
    return f"{head}<h1>Evaluation</h1>" + "".join(parts)


def _run(subject: Subject, truth: Truth | None, found: Evaluation) -> str:
    picture = open_picture(subject.picture).convert("RGB") if subject.picture else None
    render = open_picture(subject.render).convert("RGB") if subject.render else None
    parts = [f"<h2>{escape(found.run)}: {escape(found.outcome)}</h2>"]
    sides = [("picture", picture), ("render", render)]
    if truth is not None:
        sides.append(("from above", overlay(truth, subject.items, subject.room, found.rows)))
    parts.append('<div class="pair">' + "".join(_figure(n, i) for n, i in sides if i is not None) + "</div>")
    parts.append(_table(found))
    if truth is not None and picture is not None:
        parts.append("<h3>Worst objects</h3><div class='pair'>")
        for row in worst_rows(found.rows):
            sheet = crops(truth, row, picture, render)
            if sheet is not None:
                said = "missing" if row.result is None else f"IoU {row.iou:.2f}, {row.distance:.2f} m off"
                parts.append(_figure(f"{row.truth}: {said}", sheet))
        parts.append("</div>")
    return "".join(parts)


def _figure(caption: str, image: Image.Image) -> str:
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=82)
    data = base64.b64encode(buffer.getvalue()).decode()
    text = escape(caption)
    shown = f'<img alt="{text}" src="data:image/webp;base64,{data}">'
    return f"<figure>{shown}<figcaption>{text}</figcaption></figure>"


def _table(found: Evaluation) -> str:
    scores = scores_of(found)
    rows = []
    for group, names in GROUPS:
        for name in names:
            if name in scores:
                own = scores.get(f"truth:{name}")
                truth = "" if own is None else f"{own:.3f}"
                rows.append(f"<tr><td>{name}<td>{escape(group)}<td>{scores[name]:.3f}<td>{truth}</tr>")
    head = "<tr><th>measure<th>group<th>result<th>truth's own</tr>"
    return f"<table>{head}{''.join(rows)}</table><p>Plausibility measured on {found.bodies}.</p>"
