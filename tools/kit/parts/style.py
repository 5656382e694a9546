"""What a style word changes: edges, legs, handles, doors."""

from __future__ import annotations

from dataclasses import dataclass

STYLES = ("modern", "classic", "rustic", "industrial", "minimal")


@dataclass(frozen=True)
class Look:
    """One style's choices.

    Attributes:
        bevel: radius of edges, metres.
        leg: kind of leg (see `legs`).
        leg_slot: what legs are made of.
        handle: kind of handle (see `shell_handle`).
        door: kind of door and drawer front (see `shell_front`).
        board: thickness of boards, metres.
        ornate: mouldings, buttons and turned work.
    """

    bevel: float = 0.003
    leg: str = "tapered"
    leg_slot: str = "wood"
    handle: str = "bar"
    door: str = "slab"
    board: float = 0.02
    ornate: bool = False


def style_look(style: str) -> Look:
    """The choices of a style: the first of `STYLES` named in the words, else modern."""
    words = style.lower()
    if "classic" in words or "traditional" in words or "victorian" in words:
        return Look(0.005, "turned", "wood", "knob", "raised", 0.022, ornate=True)
    if "rustic" in words or "farm" in words or "country" in words:
        return Look(0.006, "straight", "wood", "ring", "plank", 0.03)
    if "industrial" in words or "loft" in words:
        return Look(0.002, "straight", "metal", "cup", "shaker", 0.025)
    if "minimal" in words or "scandi" in words:
        return Look(0.002, "tapered", "wood", "none", "slab", 0.018)
    return Look()
