"""A bathroom: toilet, basin, bath or shower, and what belongs to them."""

from __future__ import annotations

from tools.planner.design import Piece
from tools.planner.rooms import common
from tools.planner.space import DoesNotFit, Space


def furnish(s: Space) -> None:
    """Furnish an empty bathroom."""
    tub = amid = _amid(s)
    if tub is None and s.area > 5 and s.chance(0.75):
        tub = s.against("bathtub", front=0.5, prefer="corner")
    if tub is None or (amid is None and s.area > 7.5 and s.chance(0.5)):
        shower = s.corner("shower", gap=0.02) or s.against("shower", front=0.5, prefer="corner")
        if shower is None and tub is None:
            raise DoesNotFit("bathtub or shower")
    vanity = s.against("bathroom vanity", front=0.6, prefer="middle", need=True)
    toilet = s.against("toilet", front=0.5, prefer="any", need=True)
    if vanity is None or toilet is None:
        raise DoesNotFit("toilet")
    s.hang("wall mirror", 1.15, over=vanity, size=s.pick("wall mirror", w=round(vanity.size[0] * 0.85, 2)))
    s.asked()
    s.beside(toilet, "toilet brush", s.rng.choice([-1, 1]), gap=0.08)
    if s.chance(0.5):
        s.against("washing machine", front=0.5, prefer="corner")
    s.against("cabinet", front=0.45, size=s.pick("cabinet", w=0.5, d=0.35)) if s.chance(0.5) else None
    s.against("basket/laundry", front=0.0, prefer="corner") if s.chance(0.6) else None
    for _ in range(s.rng.randint(1, 2)):
        s.hang("towel rack", 1.0, prefer="any")
    mat = s.pick("bath mat")
    target = tub or vanity
    s.by(target, "bath mat", (0.0, -(target.size[1] / 2 + mat[1] / 2 + 0.05)), size=mat, keep="none")
    for piece in s.pieces:
        if piece.category == "washing machine":
            common.trinkets(s, piece, ["folded towels", "bottle", "basket"], 1)
    for name in s.rng.sample(["cup", "perfume bottle", "jar", "bottle"], 2):
        side = s.rng.choice([-1, 1]) * (vanity.size[0] / 2 - 0.07)
        s.on(vanity, name, (side, s.rng.choice([-0.12, 0.02])), size=s.pick(name), yaw=0.0)
    common.greenery(s, s.rng.randint(0, 1))
    s.against("stool", front=0.0) if s.chance(0.3) else None
    common.ceiling(s)


MARGIN = 0.45
"""Metres around a bathtub that stands free."""


def _amid(s: Space) -> Piece | None:
    """The bathtub that was asked to be in the middle of the room, before anything else is."""
    told = s.wishes.told_of("bathtub")
    if any(own and r.kind == "middle" and r.object == "room" for r, own in told):
        return s.open("bathtub", margin=MARGIN)
    return None
