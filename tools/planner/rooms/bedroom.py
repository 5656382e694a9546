"""A bedroom: the bed against a wall, a nightstand at each side, storage, a place to sit."""

from __future__ import annotations

from tools import vocabulary
from tools.planner.design import Piece
from tools.planner.ensembles.beds import stand_beds
from tools.planner.liking import Prefer
from tools.planner.rooms import common
from tools.planner.space import DoesNotFit, Space

HEADBOARD = 0.11
"""Metres from the end of a bed to where its pillows begin."""


NARROW = (0.9, 0.6, 2.0)
"""Metres: a wardrobe of two doors."""
OPENED = 0.75
"""Metres before a wardrobe, to open it and stand there."""
CROWDED = 14.0
"""Square metres below which a bed makes room by standing with its side to a wall, too."""


def furnish(s: Space) -> None:
    """Furnish an empty bedroom."""
    common.curtains(s, 0.8 if s.wishes.brief.says_nothing else 1.0)
    small = s.area < 10.5
    usual = "bed/single" if small and s.chance(0.6) else "bed"
    group = stand_beds(s, usual) if not s.wishes.brief.says_nothing else []
    if sum(p.category != "nightstand" for p in group) > 1:
        _several(s, group)
        return
    bed = (group[0] if group else None) or (
        s.against(usual, front=0.6, prefer=_where(s))
        or s.against("bed/single", front=0.4, prefer="corner", need=True)
    )
    if bed is None:
        raise DoesNotFit("bed")
    stands = group[1:] or _nightstands(s, bed)
    rug = s.rug([bed], grow=(0.55, 0.0)) if s.chance(0.7) and s.wishes.instead("rug") != "round rug" else None
    if rug is None and s.chance(0.5):
        s.by(bed, "runner rug", (0.0, -bed.size[1] / 2 - 0.5), keep="none")
    if s.wishes.following("desk") is not None:  # asked for, so it goes before what nobody asked for
        _desk(s, "desk")
    s.asked()
    _wardrobe(s)
    bench = None
    if s.chance(0.6):
        bench = s.by(bed, "bench", (0.0, -bed.size[1] / 2 - 0.24), front=0.4, relation="beside")
    chest = s.against("dresser", front=0.6, prefer="opposite", near=bed) if s.chance(0.75) else None
    _corner_seat(s)
    if s.area > 14 and s.chance(0.5):
        _desk(s, s.rng.choice(["desk", "vanity table"]))
    s.against("bookshelf", front=0.4) if s.chance(0.35) else None
    s.against("basket/laundry", front=0.0, prefer="corner") if s.chance(0.4) else None
    common.greenery(s, s.rng.randint(0, 2))
    _dress(s, bed, stands, chest, bench)


def _several(s: Space, pieces: list[Piece]) -> None:
    """A room of several beds: their nightstands, where to hang clothes, what was asked for, the bedding."""
    s.asked()
    _wardrobe(s)
    beds = [p for p in pieces if p.category != "nightstand"]
    stands = [p for p in pieces if p.category == "nightstand"]
    chest = s.against("dresser", front=0.6, prefer="opposite", near=beds[0]) if s.chance(0.6) else None
    s.rug(beds, grow=(0.1, 0.0)) if s.chance(0.6) else None
    common.greenery(s, s.rng.randint(0, 2))
    for bed in beds:
        _bedding(s, bed)
    _tops(s, stands, chest)
    common.wall_art(s, 2, [*beds])
    common.ceiling(s, s.rng.choice(["ceiling lamp", "pendant lamp"]))


def _wardrobe(s: Space) -> None:
    """Where to hang clothes; a narrow one where much else was asked for."""
    told, large = not s.wishes.brief.says_nothing, s.area > 9
    wide = s.against("wardrobe", front=OPENED if told else 0.6, prefer="corner", need=large and not told)
    if wide is None and told and s.wishes.following("wardrobe") is None:
        s.against("wardrobe", size=NARROW, front=OPENED, prefer="corner", need=large)


def _desk(s: Space, category: str) -> None:
    """A place to write or to make up, with its chair."""
    desk = s.against(category, front=0.75, prefer="window")
    if desk is not None:
        seat = s.rng.choice(["office chair", "dining chair"])
        common.desk_set(s, desk, seat, screen=desk.category == "desk")


def _where(s: Space) -> Prefer:
    """In the middle of a wall; in a small room that has to hold more, with its side to another wall."""
    wanted = [w for w in s.wishes.things if vocabulary.entry(w.category).mount == "floor"]
    return "corner" if s.area < CROWDED and len(wanted) > 3 and s.chance(0.7) else "middle"


def _nightstands(s: Space, bed: Piece) -> list[Piece]:
    size = s.pick("nightstand")
    found = [s.beside(bed, "nightstand", side, size=size) for side in (-1, 1)]
    return [p for p in found if p is not None]


def _corner_seat(s: Space) -> None:
    if s.area > 13 and s.chance(0.55):
        chair = s.corner("armchair")
        if chair is not None:
            s.beside(chair, "floor lamp", s.rng.choice([-1, 1]))
            common.sofa_cushions(s, chair, 1)


def _dress(s: Space, bed: Piece, stands: list[Piece], chest: Piece | None, bench: Piece | None) -> None:
    """Bedding, and the small things on the furniture."""
    _bedding(s, bed)
    _tops(s, stands, chest)
    if bench is not None and s.chance(0.5):
        s.on(bench, "book stack")
    common.wall_art(s, s.rng.randint(1, 3), [bed, bench])
    common.ceiling(s, s.rng.choice(["ceiling lamp", "pendant lamp", "chandelier"]))


def _bedding(s: Space, bed: Piece) -> None:
    """Pillows and a blanket."""
    pillows = 2 if bed.size[0] > 1.3 else 1
    size = s.pick("pillow")
    for i in range(pillows):
        x = (i - (pillows - 1) / 2) * (bed.size[0] - 0.1) / 2
        back = bed.size[1] / 2 - HEADBOARD - size[1] / 2
        s.on(bed, "pillow", (x, back), size=size, yaw=s.rng.uniform(-4, 4))
    if s.chance(0.6):
        s.on(
            bed,
            "throw pillow",
            (s.rng.uniform(-0.2, 0.2), bed.size[1] / 2 - 0.85),
            yaw=s.rng.uniform(-12, 12),
        )
    if s.chance(0.6):
        wide = s.pick("blanket", w=round(bed.size[0] + 0.02, 2))
        if not s.wishes.brief.says_nothing:
            wide = (wide[0], min(wide[1], 0.3), wide[2])
        s.on(bed, "blanket", (0.0, -bed.size[1] * 0.22), size=wide, yaw=0.0)


def _tops(s: Space, stands: list[Piece], chest: Piece | None) -> None:
    """A lamp on each nightstand, a mirror over the chest, and small things."""
    for stand in stands:
        common.table_lamp(s, stand)
        common.trinkets(s, stand, ["book", "alarm clock", "glass", "decor"], 1)
    if chest is not None:
        s.hang("wall mirror", round(chest.size[2] + 0.2, 2), over=chest)
        common.trinkets(
            s, chest, ["jar", "vase", "perfume bottle", "book stack", "tray", "decor"], s.rng.randint(2, 4)
        )
