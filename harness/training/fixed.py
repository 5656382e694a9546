"""A small fixed set of drawn pictures beside the code: the shipped file reads them as when it was made."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from harness.training.measure import Item

if TYPE_CHECKING:  # drawing needs numba, reading the set does not
    from harness.training.pictures import Pool

KINDS = (
    "above",
    "above",
    "above",
    "above",
    "oblique",
    "oblique",
    "ortho",
    "ortho",
    "eye",
    "eye",
    "plan",
    "plan",
)
QUALITY = 85
FOLDER = "fixed"


def load() -> list[Item]:
    """The pictures (BGR) and what is in them."""
    folder = resources.files("harness.training").joinpath(FOLDER)
    rows = json.loads(folder.joinpath("things.json").read_text(encoding="utf-8"))
    items: list[Item] = []
    for number, row in enumerate(rows):
        data = np.frombuffer(folder.joinpath(f"{number:02d}.jpg").read_bytes(), np.uint8)
        items.append((np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), dtype=np.uint8), row))
    return items


def make(pool: Pool, out: Path, seed: int = 7) -> None:
    """Draw the set anew from rooms that are not learnt from (then measure the shipped file anew)."""
    from random import Random

    from harness.training.pictures import view

    rng = Random(f"fixed/{seed}")
    out.mkdir(parents=True, exist_ok=True)
    rows = []
    for number, kind in enumerate(KINDS):
        made = view(pool, rng, kind)
        cv2.imwrite(str(out / f"{number:02d}.jpg"), made.image, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
        rows.append({"kind": made.kind, "things": made.things})
    text = ",\n".join(json.dumps(row) for row in rows)
    (out / "things.json").write_text(f"[\n{text}\n]\n", encoding="utf-8")
