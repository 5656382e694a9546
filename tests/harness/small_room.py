"""A small drawn room with its marks: quick to run the whole line on."""

import json
from pathlib import Path

from PIL import Image, ImageDraw

FLOOR, INNER, OUTER = (60, 50, 260, 190), (44, 36, 276, 204), (34, 26, 286, 214)
THINGS = [
    {"id": "rug", "category": "rug", "box": [110, 90, 220, 170], "foot": [165, 130]},
    {"id": "bed", "category": "bed", "box": [80, 46, 150, 130], "facing": 0, "top": 0.9},
    {"id": "nightstand", "category": "nightstand", "box": [156, 47, 182, 70], "facing": 0, "top": 0.5},
    {"id": "table_lamp", "category": "table lamp", "box": [160, 46, 176, 62], "on": "nightstand", "top": 0.9},
    {
        "id": "picture",
        "category": "picture",
        "box": [200, 40, 235, 49],
        "mount": "wall",
        "elevation": 1.3,
        "height": 0.6,
    },
]
COLOURS = ["#9aa58c", "#d8d4cc", "#8a6a48", "#f1e2b8", "#30455e"]


def draw(folder: Path) -> Path:
    """room.png and room.annotations.json in `folder`; returns the picture."""
    picture = Image.new("RGB", (320, 240), "white")
    pen = ImageDraw.Draw(picture)
    pen.rectangle(OUTER, fill="#d9d7d2")
    pen.rectangle(INNER, fill="#efece6")
    pen.rectangle(FLOOR, fill="#b08a60")
    for thing, colour in zip(THINGS, COLOURS, strict=True):
        pen.rectangle(thing["box"], fill=colour)  # type: ignore[arg-type]
    path = folder / "room.png"
    picture.save(path)
    marks = {
        "room_width": 4.0,
        "floor_px": FLOOR,
        "wall_top_px": OUTER,
        "wall_top_inner_px": INNER,
        "things": THINGS,
    }
    (folder / "room.annotations.json").write_text(json.dumps(marks))
    return path
