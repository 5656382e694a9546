"""`room kit --sheet`: one lit picture of every word, in a captioned grid."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from harness.kit.studio import UNKNOWN_SIZE, Shot, choose_words, shoot
from tools.picture_file import open_picture
from tools.program.kit_index import Entry

CABINETRY = {"storage", "units", "shelves", "desks", "tables"}
UPHOLSTERY = {"sofas", "lounge", "seats", "chairs", "stools"}
COLUMNS, CAPTION, MARGIN = 10, 30, 8
WOODS = ("oak", "walnut", "painted wood #e9e6df", "ash", "cherry", "painted wood #6f7f78")
CLOTHS = tuple(f"fabric {colour}" for colour in ("#6b7f8c", "#a9804f", "#8c8f86", "#7b4f45", "#4f6256"))


def make_sheet(
    out: Path,
    names: Sequence[str] | None = None,
    *,
    pixels: int = 384,
    columns: int = COLUMNS,
    samples: int = 4,
    captions: bool = True,
    tell: Callable[[str], None] | None = None,
) -> list[str]:
    """Render words and put their pictures into one PNG or JPEG.

    Args:
        out: the sheet.
        names: which words; all by default.
        pixels: side of one picture.
        columns: of the grid.
        samples: of the renderer, denoised.
        captions: write each word under its picture; without them it is a test for a reader.
        tell: called with each finished word's name.

    Returns:
        Words that could not be built.

    Raises:
        InputError: there is no such word.
        ToolError: Blender died.
    """
    words = choose_words(names)
    with tempfile.TemporaryDirectory(prefix="room-sheet-") as folder:
        shots = [word_shot(entry, k, Path(folder), pixels, samples) for k, entry in enumerate(words)]
        failed = []
        for shot, row in zip(shots, shoot(shots), strict=True):
            if "error" in row:
                failed.append(f"{shot.word}: {row['error']}")
            if tell:
                tell(shot.word)
        pictures = [(entry.name, Path(shot.out)) for entry, shot in zip(words, shots, strict=True)]
        grid(pictures, pixels, columns, captions).save(out, quality=88)
    return failed


def word_shot(entry: Entry, number: int, folder: Path, pixels: int, samples: int) -> Shot:
    """One word at its usual size, its woods and cloths varied along the sheet."""
    wood, cloth = WOODS[number % len(WOODS)], CLOTHS[number % len(CLOTHS)]
    slots: dict[str, tuple[str, ...]] = {}
    if entry.module.removeprefix("furniture.") in CABINETRY:
        slots[wood] = ("body", "door", "drawer", "trim")
    if entry.module.removeprefix("furniture.") in UPHOLSTERY:
        slots[cloth] = ("fabric", "cushion", "seat")
    return Shot(
        word=entry.name,
        size=entry.size or UNKNOWN_SIZE,
        out=str(folder / f"{entry.name}.png"),
        pixels=pixels,
        samples=samples,
        mount=entry.mount,
        wears={slot: look for look, some in slots.items() for slot in some},
    )


def grid(pictures: Sequence[tuple[str, Path]], pixels: int, columns: int, captions: bool) -> Image.Image:
    """Pictures in rows, numbered or captioned below; missing ones stay blank."""
    columns = min(columns, max(1, len(pictures)))
    rows = math.ceil(len(pictures) / columns)
    step_x, step_y = pixels + MARGIN, pixels + CAPTION
    sheet = Image.new("RGB", (columns * step_x + MARGIN, rows * step_y + MARGIN), "white")
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(size=max(10, pixels // 20))
    for k, (name, path) in enumerate(pictures):
        x, y = MARGIN + k % columns * step_x, MARGIN + k // columns * step_y
        if path.exists():
            sheet.paste(open_picture(path).convert("RGB"), (x, y))
        text = name.replace("_", " ") if captions else str(k + 1)
        draw.text((x + pixels / 2, y + pixels + CAPTION / 2 - 2), text, "#333333", font, anchor="mm")
    return sheet
