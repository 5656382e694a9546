"""An office: desks by the window or in pairs, a meeting table when there is room, storage."""

from __future__ import annotations

from tools.planner.ensembles.desks import stand_desks
from tools.planner.livable import AROUND
from tools.planner.rooms import common
from tools.planner.seated import long_enough
from tools.planner.space import DoesNotFit, Space


def furnish(s: Space) -> None:
    """Furnish an empty office."""
    common.curtains(s, 0.25 if s.wishes.brief.says_nothing else 1.0)
    if (s.area > 20 and s.chance(0.6) and not _table_asked(s)) or s.wishes.following("conference table"):
        _meeting(s)
    if not s.wishes.brief.says_nothing:
        wished(s)
        return
    desks = 0
    for _ in range(max(1, min(6, int(s.area / 7)))):
        desks += _desk(s, desks)
    if not desks and not s.pieces:
        raise DoesNotFit("desk")
    if not desks:
        raise DoesNotFit("desk")
    shelves = [s.against("bookshelf", front=0.5, prefer="corner") for _ in range(s.rng.randint(1, 2))]
    low = s.against("cabinet", front=0.5)
    for _ in range(s.rng.randint(1, 2)):
        s.against("filing cabinet", front=0.5, prefer="corner")
    if low is not None:
        s.on(low, "printer", (0.0, 0.0), yaw=0.0)
    s.corner("coat rack") if s.chance(0.4) else None
    s.against("water cooler", front=0.4, prefer="corner") if s.area > 18 and s.chance(0.5) else None
    s.hang("whiteboard", 0.95, prefer="middle") if s.chance(0.7) else None
    s.hang("wall clock", 1.9) if s.chance(0.6) else None
    common.greenery(s, s.rng.randint(1, 3))
    s.corner("trash can")
    common.wall_art(s, s.rng.randint(0, 2), [low, *shelves])
    common.ceiling(s, rows=True)


def wished(s: Space) -> None:
    """Furnish it as it was asked for: the desks as a group, what was asked for, then the rest."""
    usual = 1 if s.wishes.following("conference table") or s.pieces else max(1, min(4, int(s.area / 8)))
    count = s.wishes.count("desk", usual)
    bank = stand_desks(s, count)
    for desk in bank:
        common.desk_set(s, desk)
    stood = len(bank) or sum(_desk(s, n) for n in range(count))
    if not stood and not s.pieces:
        raise DoesNotFit("desk")
    s.asked()
    shelves = [s.against("bookshelf", front=0.5, prefer="corner") for _ in range(s.rng.randint(1, 2))]
    low = s.against("cabinet", front=0.5)
    s.against("filing cabinet", front=0.5, prefer="corner")
    if low is not None:
        s.on(low, "printer", (0.0, 0.0), yaw=0.0)
    s.hang("whiteboard", 0.95, prefer="middle") if s.chance(0.7) else None
    s.hang("wall clock", 1.9) if s.chance(0.6) else None
    common.greenery(s, s.rng.randint(1, 3))
    s.corner("trash can")
    common.wall_art(s, s.rng.randint(1, 3), [low, *shelves])
    common.ceiling(s, rows=True)


def _desk(s: Space, number: int) -> bool:
    desk = s.against("desk", front=0.95, prefer="window" if number == 0 else "any")
    if desk is None:
        return False
    common.desk_set(s, desk)
    if s.chance(0.35):
        s.beside(desk, "trash can", s.rng.choice([-1, 1]))
    return True


def _table_asked(s: Space) -> bool:
    """Whether a table to sit around was asked for: nobody puts a second one beside it."""
    return any(w.category in AROUND for w in s.wishes.things)


def _meeting(s: Space) -> None:
    told = not s.wishes.brief.says_nothing
    size = long_enough(s, "conference table", s.pick("conference table")) if told else None
    table = s.open("conference table", size=size, margin=0.8)
    if table is None:
        return
    chair, seats = s.rng.choice(["office chair", "dining chair"]), s.rng.randint(4, 8)
    s.around(table, chair, s.wishes.count(chair, seats), tuck=0.05)
    s.on(table, "laptop", (-0.5, 0.25), yaw=180.0)
    common.trinkets(s, table, ["papers", "cup", "glass", "small plant", "tray"], 3)
    s.hang("projector screen", 0.95) if s.chance(0.5) else s.hang("tv", 1.2)
