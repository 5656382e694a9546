"""How well things are seen where the picture has them: the score of their silhouettes, and what is off."""

from __future__ import annotations

from collections.abc import Collection

from tools.critique import Finding
from tools.gates.thresholds import GOOD, SURE
from tools.solve.silhouettes import Silhouette


def score(rows: Collection[Silhouette]) -> float:
    """Their mean overlap, each with the weight of what its pixels can tell; 1 for none."""
    total = sum(r.weight for r in rows)
    return sum(r.weight * r.overlap for r in rows) / total if total else 1.0


def findings(rows: Collection[Silhouette], owner: str = "LayoutArchitect") -> list[Finding]:
    """A located item for each thing that is not seen where it should be, the worst first.

    The worst is what lacks most and whose pixels can tell: a few pixels off of a few are a low one.
    """
    items = []
    for row in sorted(rows, key=lambda r: -r.weight * (1 - r.overlap)):
        if row.overlap >= GOOD or row.thing.confidence < 0.3:
            continue
        light = row.thing.small or row.weight < SURE
        items.append(
            Finding(
                object=row.thing.id,
                problem=_problem(row),
                owner=owner,
                severity="low" if light else "high" if row.overlap < 0.3 else "medium",
                box=row.thing.box,
                kind="place in the picture",
            )
        )
    return items


def _problem(row: Silhouette) -> str:
    if row.box is None:
        behind = f": {row.behind} stands before it" if row.behind else ""
        return f"is not seen from the picture's camera{behind}"
    right, down = (
        (row.box[k] + row.box[k + 2] - row.thing.box[k] - row.thing.box[k + 2]) / 2 for k in (0, 1)
    )
    wide, high = (
        (row.box[k + 2] - row.box[k]) / max(1.0, row.thing.box[k + 2] - row.thing.box[k]) for k in (0, 1)
    )
    off = [
        *_told(right, "too far right", "too far left"),
        *_told(down, "too low", "too high"),
        *_sized(wide, "wide"),
        *_sized(high, "high"),
    ]
    said = ", ".join(off) or "of another outline"
    return f"in the picture's view it is {said}; {row.overlap:.0%} of it agrees, {GOOD:.0%} is wanted"


def _told(pixels: float, more: str, less: str) -> list[str]:
    """How far it is off, as a person would say; nothing below a pixel."""
    return [f"{abs(pixels):.0f} px {more if pixels > 0 else less}"] if abs(pixels) >= 1.0 else []


def _sized(factor: float, way: str) -> list[str]:
    return [f"{factor:.1f} times as {way} as it should be"] if not 0.87 < factor < 1.15 else []
