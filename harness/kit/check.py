"""`room kit --check`: every word at random sizes, held to what the kit promises."""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from harness.kit.studio import UNKNOWN_SIZE, Shot, choose_words, shoot
from tools.program.kit_index import Entry

EXACT, TRIANGLES_MEDIAN, TRIANGLES_MOST, BUILD_MS = 0.001, 3000, 20000, 20.0
STYLES = ("modern", "classic", "rustic", "industrial", "minimal")
SPREAD = (0.8, 1.25)
"""Range of the random sizes, as factors of a word's usual one: what one finds in rooms."""


@dataclass(frozen=True)
class WordCheck:
    """What one word's builds showed.

    Attributes:
        word: its name.
        builds: how many were made.
        off: largest error of the outer size or of its place, metres.
        fit: largest stretch that was needed to reach the size (1 is none).
        triangles: median of the builds.
        most: largest number of triangles.
        ms: median build time, milliseconds.
        floating: builds with a part more than 2 mm away from the rest.
        leaky: builds with a part that is not closed.
        flicker: builds with faces on top of each other.
        same: the same seed gave the same bytes.
        notes: one line for each kind of fault.
    """

    word: str
    builds: int
    off: float
    fit: float
    triangles: float
    most: int
    ms: float
    floating: int
    leaky: int
    flicker: int
    same: bool
    notes: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """True when the word keeps every promise."""
        sound = not (self.floating or self.leaky or self.flicker or self.notes)
        return sound and self.same and self.off <= EXACT and self.most <= TRIANGLES_MOST


@dataclass(frozen=True)
class KitCheck:
    """The whole kit's check."""

    words: tuple[WordCheck, ...]

    @property
    def triangles(self) -> float:
        """Median triangles of a word."""
        return statistics.median(row.triangles for row in self.words)

    @property
    def ms(self) -> float:
        """Median build time of a word, milliseconds."""
        return statistics.median(row.ms for row in self.words)

    @property
    def passed(self) -> bool:
        """True when every word passes, and the medians do."""
        sound = all(row.passed for row in self.words)
        return sound and self.triangles < TRIANGLES_MEDIAN and self.ms < BUILD_MS

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        rows = [{**vars(row), "passed": row.passed} for row in self.words]
        return {"passed": self.passed, "triangles": self.triangles, "ms": self.ms, "words": rows}


def check_kit(
    names: Sequence[str] | None = None,
    *,
    sizes: int = 20,
    seed: int = 0,
    tell: Callable[[str], None] | None = None,
) -> KitCheck:
    """Build words at random sizes in all styles, and measure.

    Args:
        names: which words; all by default.
        sizes: random sizes a word.
        seed: of the sizes.
        tell: called with each finished word's name.

    Raises:
        InputError: there is no such word.
        ToolError: Blender died.
    """
    words = choose_words(names)
    shots = [shot for entry in words for shot in word_shots(entry, sizes, seed)]
    rows = shoot(shots, batch=16 * (sizes + 1))
    checks = []
    for entry in words:
        checks.append(judge(entry.name, [next(rows) for _ in range(sizes + 1)]))
        if tell:
            tell(entry.name)
    return KitCheck(tuple(checks))


def word_shots(entry: Entry, sizes: int, seed: int) -> list[Shot]:
    """Random sizes of a word, through the styles; the first one twice."""
    pick = random.Random(f"{entry.name} {seed}")
    usual = entry.size or UNKNOWN_SIZE
    shots = []
    for k in range(sizes):
        size = tuple(round(side * pick.uniform(*SPREAD), 4) for side in usual)
        parameters = {"style": STYLES[k % len(STYLES)], "seed": k}
        shots.append(
            Shot(entry.name, (size[0], size[1], size[2]), parameters, measure=True, mount=entry.mount)
        )
    return [*shots, shots[0]]


def judge(word: str, rows: Sequence[dict[str, Any]]) -> WordCheck:
    """One word's rows (the last repeats the first) as its check."""
    good = [row for row in rows if "error" not in row]
    notes = sorted({row["error"] for row in rows if "error" in row})
    if not good:
        return WordCheck(word, len(rows), 9.9, 9.9, 0, 0, 0.0, 0, 0, 0, False, tuple(notes))
    for kind in ("floating", "edges", "flicker"):
        faults = sorted({fault.split(":")[0] for row in good for fault in row[kind]})
        notes += [f"{kind}: {', '.join(faults[:4])}"] if faults else []
    sizes = [abs(got - asked) for row in good for got, asked in zip(row["outer"], row["size"], strict=True)]
    places = [abs(value) for row in good for value in row["centre"]]
    return WordCheck(
        word=word,
        builds=len(rows),
        off=max(sizes + places),
        fit=max(max(scale, 1 / scale) for row in good for scale in row["fit"]),
        triangles=statistics.median(row["triangles"] for row in good),
        most=max(row["triangles"] for row in good),
        ms=statistics.median(row["ms"] for row in good),
        floating=sum(bool(row["floating"]) for row in good),
        leaky=sum(bool(row["edges"]) for row in good),
        flicker=sum(bool(row["flicker"]) for row in good),
        same=rows[0].get("digest") == rows[-1].get("digest"),
        notes=tuple(notes),
    )
