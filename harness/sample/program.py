"""A design written as a scene program in the project's own kit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from random import Random
from typing import Any

from harness.sample.other_hand.cells import cells as other_hand_cells
from tools.pinhole import Camera
from tools.planner.design import Design, Piece
from tools.planner.finishes import Finish
from tools.program.cells import join, new_cell
from tools.program.kit_cell import standalone
from tools.program.kit_index import words
from tools.program.model import CameraSpec, OpeningSpec, PartitionSpec, Placement, RoomSpec, Spec, literal
from tools.program.template import RUN
from tools.vocabulary import canonical, entry


def write_program(
    design: Design,
    finish: Finish,
    lights: Sequence[Spec],
    cameras: Mapping[str, Camera],
    seed: int = 0,
    other_hand: bool = False,
) -> str:
    """The text of the scene program.

    Args:
        design: what stands where.
        finish: what it is made of.
        lights: lines of the lighting cell.
        cameras: named views; "reference" is the picture's own.
        seed: varies the furniture's own details.
        other_hand: furniture of another family of shapes than the kit's, where there is one.
    """
    lines: list[tuple[str, str]] = [
        ("room", _source(_room(design))),
        ("layout", _source(_placement(p) for p in design.pieces)),
        *_geometry(design, seed, other_hand),
        ("materials", finish.lines()),
        ("lighting", _source(lights)),
        ("camera", _source(camera_line(name, camera) for name, camera in cameras.items())),
        ("run", RUN),
    ]
    return standalone(join([new_cell(name, text) for name, text in lines]))


def camera_line(name: str, camera: Camera) -> CameraSpec:
    """A camera as its line of the program."""
    kit = camera.to_kit()
    return CameraSpec(
        name=name, at=kit.at, rotation=kit.rotation, focal=kit.focal, shift=kit.shift,
        resolution=kit.resolution, ortho=kit.ortho,
    )  # fmt: skip


def _source(specs: Iterable[Spec]) -> str:
    return "".join(f"{spec.source()}\n" for spec in specs)


def _room(design: Design) -> list[Spec]:
    lines: list[Spec] = [RoomSpec(floor=design.floor, height=design.height, wall=design.wall)]
    lines += [
        PartitionSpec(id=d.id, start=d.start, end=d.end, thickness=d.thickness) for d in design.dividers
    ]
    for hole in design.holes:
        more: dict[str, Any] = {"sill": hole.sill} if hole.kind == "window" else {}
        more |= {"swing": hole.swing} if hole.kind == "door" else {}
        size = (hole.width, hole.height)
        lines.append(OpeningSpec(kind=hole.kind, id=hole.id, wall=hole.wall, at=hole.at, size=size, **more))
    return lines


def _placement(piece: Piece) -> Placement:
    return Placement(
        id=piece.id, category=piece.category, at=piece.at, size=piece.size, z=piece.z, yaw=piece.yaw,
        on=piece.on, mount=piece.mount,
    )  # fmt: skip


def _geometry(design: Design, seed: int, other_hand: bool) -> list[tuple[str, str]]:
    """One cell for all the objects that one call can build; a category without a kit word gets none."""
    known = {word.name: {p.name for p in word.parameters} for word in words()}
    others = _stand_ins(list(known))
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    rng = Random(f"words/{seed}")
    looks = {category: rng.randrange(100) for category in sorted({p.category for p in design.pieces})}
    others_made = other_hand_cells(design.pieces, seed) if other_hand else {}
    for piece in design.pieces:
        if piece.id in others_made:
            continue
        word = word_of(piece, known, others)
        if word is not None:
            parameters = {"style": design.style, "seed": looks[piece.category]} | BARE.get(word, {})
            if word == _like(piece.category) and entry(piece.category).shape == "round":
                parameters["shape"] = "round"
            parameters |= {k: v for k, v in piece.word.items() if k != "word"}
            shown = [f"{k}={literal(v)}" for k, v in parameters.items() if k in known[word]]
            groups[word, ", ".join(shown)].append(piece.id)
    cells: dict[str, str] = {}
    for (word, shown_parameters), ids in groups.items():
        name = f"geometry:{word}" if f"geometry:{word}" not in cells else f"geometry:{ids[0]}"
        target = literal(ids[0] if len(ids) == 1 else ids)
        cells[name] = f"furnish({target}, {word}, {shown_parameters})\n"
    made = [(f"geometry:{id}", text) for id, text in others_made.items() if f"geometry:{id}" not in cells]
    return [*cells.items(), *made]


def word_of(piece: Piece, known: Collection[str], others: Mapping[str, str]) -> str | None:
    """The kit's word for a piece: its own, that of its category, of a synonym, of what that is like."""
    own = str(piece.word.get("word") or piece.category.replace(" ", "_"))
    return next((w for w in (own, others.get(piece.category), _like(piece.category)) if w in known), None)


def _like(category: str) -> str | None:
    like = entry(category).like
    return None if like is None else like.replace(" ", "_")


def _stand_ins(known: Sequence[str]) -> dict[str, str]:
    """For a category without a kit word of its name, the first word whose name is a synonym of it."""
    found: dict[str, str] = {}
    for word in known:
        category = canonical(word.replace("_", " "))
        if category is not None:
            found.setdefault(category, word)
    return found


BARE: dict[str, dict[str, Any]] = {
    "bed": {"pillows": 0, "cushions": 0, "blanket": False},
    "sofa": {"pillows": 0}, "loveseat": {"pillows": 0}, "sectional_sofa": {"pillows": 0},
    "armchair": {"pillows": 0}, "wall_clock": {"style": "modern"},
}  # fmt: skip
"""Words built without the loose things that the design places as objects of their own."""
