"""Cabinet cases: a carcass on a plinth or legs, under a top or a cornice, ready for its fronts."""

from __future__ import annotations

from dataclasses import dataclass

from tools.kit.core import Thing
from tools.kit.parts.frames import moulding
from tools.kit.parts.fronts import HANDLE_REACH, carcass, fronts
from tools.kit.parts.legs import legs
from tools.kit.parts.shell import emit, shell_box
from tools.kit.parts.solid import box
from tools.kit.parts.style import Look


@dataclass(frozen=True)
class Case:
    """A case that was built: what may be put into it or before it, metres in the object's frame.

    Attributes:
        width: outer width of the carcass.
        board: thickness of its boards.
        low: height of its lower edge.
        high: height of its upper edge.
        front: y of its open front plane; fronts stand before it.
        back: y of the inner back.
        handle: the kind of handle there is room for.
    """

    width: float
    board: float
    low: float
    high: float
    front: float
    back: float
    handle: str

    @property
    def inner(self) -> float:
        """Width between the sides."""
        return self.width - 2 * self.board

    @property
    def depth(self) -> float:
        """From the front plane to the inner back."""
        return self.back - self.front

    @property
    def height(self) -> float:
        """Of the carcass."""
        return self.high - self.low


def case(
    o: Thing,
    look: Look,
    base: str = "",
    top: str = "",
    handle: str = "",
    closed: bool = True,
    foot: float = 0.0,
    slot: str = "body",
) -> Case:
    """Build a cabinet's case to the object's outer size.

    Args:
        o: the object.
        look: the style's choices.
        base: "plinth", "legs", "sled", "bun" or "none"; by style when empty.
        top: "board", "cornice" or "none"; by style when empty.
        handle: kind of handle to leave room for; by style when empty.
        closed: leave room for fronts.
        foot: height of the plinth or legs; from the object's height when 0.
        slot: of the boards.
    """
    base = base or ("plinth" if look.leg_slot == "metal" or o.h > 1.3 else "bun" if look.ornate else "legs")
    top = top or ("cornice" if look.ornate else "board")
    handle = handle or look.handle
    reach = 0.018 + HANDLE_REACH.get(handle, 0.03) if closed else 0.0
    over = 0.03 if top == "cornice" else 0.0
    width = o.w - 2 * over - (0.006 if top == "board" else 0.0)
    ahead = max(reach, over)
    depth = o.d - ahead - over
    y = (ahead - over) / 2
    foot = foot or max(0.06, min(0.15, 0.05 + 0.1 * o.h))
    low = case_base(o, look, base, min(foot, 0.09) if base == "bun" else foot, width, depth, y)
    cap = {"none": 0.0, "board": look.board, "cornice": 0.05}[top]
    high = o.h - cap
    board = min(look.board, 0.022)
    carcass(o, (width, depth, high - low), (0.0, y, low), board, slot=slot)
    if top == "board":
        size = (o.w, depth + (0.018 if closed else 0.0), cap)
        box(o, "top", size, (0, o.d / 2 - size[1] / 2, high), "top", look.bevel)
    if top == "cornice":
        moulding(o, (width, depth), (0.0, y, high - 0.004), 0.036, over - 0.005, "ogee", "cornice", "trim")
        box(o, "core", (width - 0.02, depth - 0.02, 0.034), (0.0, y, high - 0.001), "trim")
        box(o, "top", (o.w, depth + 2 * over, 0.018), (0.0, y, high + 0.032), "top", 0.005)
    return Case(width, board, low, high, y - depth / 2, y + depth / 2 - 0.009, handle)


def case_base(o: Thing, look: Look, base: str, foot: float, width: float, depth: float, y: float) -> float:
    """What a case stands on; the height of its underside."""
    if base == "none":
        return 0.0
    if base == "plinth":
        if look.ornate:
            box(o, "plinth", (width - 0.01, depth - 0.012, foot), (0.0, y, 0.0005), "trim", 0.002)
            moulding(
                o,
                (width - 0.012, depth - 0.014),
                (0.0, y, 0.0),
                foot + 0.012,
                0.012,
                "plinth",
                "skirting",
                "trim",
            )
        else:
            box(o, "plinth", (width - 0.02, depth - 0.05, foot), (0.0, y + 0.02, 0.0), "trim", 0.001)
        return foot
    kind = {"sled": "sled", "bun": "bun"}.get(base, look.leg)
    size = 0.07 if kind == "bun" else 0.05 if look.board > 0.025 else 0.036
    slot = "metal" if look.leg_slot == "metal" else "leg"
    splay = 0.02 if kind == "tapered" else 0.0
    legs(o, foot + 0.001, 0.012, kind, size, slot, span=(width, depth), at=(0.0, y, 0.0), splay=splay)
    return foot


def case_fronts(
    o: Thing,
    made: Case,
    look: Look,
    rows: int | list[float] = 1,
    columns: int = 1,
    kind: str = "door",
    door: str = "",
    low: float = 0.0,
    high: float = 0.0,
    left: float = 0.0,
    right: float = 0.0,
    handle: str = "",
    hinges: str = "",
) -> None:
    """Close a part of a case with fronts: from `low` to `high` and from `left` to `right`.

    Heights are above the floor, sideways positions from the case's middle; 0 means its own edge.
    """
    low, high = low or made.low + 0.001, high or made.high - 0.001
    left, right = left or -made.width / 2 + 0.001, right or made.width / 2 - 0.001
    style = door or (look.door if kind == "door" or look.door != "plank" else "slab")
    at = ((left + right) / 2, made.front, low)
    if columns > 2 and rows != 1:
        inner = [left + (right - left) * k / columns for k in range(1, columns)]
        case_walls(o, made, inner, low + 0.02, high - 0.02)
    fronts(
        o, (right - left, high - low), at, rows, columns, kind, style, handle or made.handle, hinges=hinges
    )


def case_shelves(
    o: Thing, made: Case, heights: list[float], part: str = "shelves", slot: str = "body"
) -> None:
    """Boards between a case's sides at heights above the floor (of their undersides)."""
    y = (made.front + made.back) / 2
    boards = [
        shell_box((made.inner, made.depth - 0.004, made.board), (0.0, y + 0.002, z), 0.001) for z in heights
    ]
    if boards:
        emit(o, part, boards, slot=slot)


def case_walls(o: Thing, made: Case, places: list[float], low: float = 0.0, high: float = 0.0) -> None:
    """Upright boards inside a case at sideways positions from its middle."""
    low, high = low or made.low + made.board, high or made.high - made.board
    y = (made.front + made.back) / 2
    boards = [
        shell_box((made.board, made.depth - 0.003, high - low), (x, y - 0.0005, low), 0.001) for x in places
    ]
    if boards:
        emit(o, "walls", boards, slot="body")
