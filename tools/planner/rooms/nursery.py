"""A nursery: crib, changing table, a chair to rock in, toys on a soft rug."""

from __future__ import annotations

from tools.planner.ensembles.beds import bed_of, stand_beds
from tools.planner.rooms import common
from tools.planner.space import DoesNotFit, Space


def furnish(s: Space) -> None:
    """Furnish an empty nursery."""
    common.curtains(s)
    older = any(bed_of(w.category) == "bed" for w in s.wishes.things) and s.wishes.following("crib") is None
    beds = [] if s.wishes.brief.says_nothing else stand_beds(s, family="bed" if older else "crib")
    crib = beds[0] if beds else None
    if crib is None and not older:
        crib = s.against("crib", front=0.6, prefer="away", need=True)
        if crib is None:
            raise DoesNotFit("crib")
    if crib is not None and crib.category == "crib":
        s.on(crib, "toy", (0.05, -0.3), z=None, yaw=s.rng.uniform(-40, 40), size=s.pick("toy"))
    s.asked()
    change = s.against("changing table", front=0.7, prefer="middle") if not older else None
    dresser = s.against("dresser", front=0.6)
    s.against("wardrobe", front=0.6, prefer="corner") if s.area > 12 else None
    chair = s.corner("rocking chair") or s.corner("armchair")
    if chair is not None and s.chance(0.6):
        s.beside(chair, "floor lamp", s.rng.choice([-1, 1]))
    s.against("bookshelf", front=0.4, size=s.pick("bookshelf", h=1.15)) if s.chance(0.7) else None
    s.against("storage box/toys", front=0.3)
    if s.area > 11 and s.chance(0.7):
        _play(s)
    spot = s.polygon.representative_point()
    s.lay(s.rng.choice(["round rug", "rug"]), (float(spot.x), float(spot.y)), (1.7, 1.7), 0.0)
    for _ in range(s.rng.randint(2, 4)):
        s.open("toy", margin=0.05, size=s.pick("toy"), near=_somewhere(s))
    if dresser is not None:
        common.trinkets(s, dresser, ["table lamp", "toy", "book stack", "basket", "decor"], 3)
    if change is not None:
        common.trinkets(s, change, ["folded towels", "bottle", "jar"], 2)
    s.corner("basket")
    common.wall_art(s, s.rng.randint(1, 3), [crib, dresser, change])
    common.ceiling(s, s.rng.choice(["ceiling lamp", "pendant lamp"]))


def _play(s: Space) -> None:
    """A small table with stools, or a tent."""
    if s.chance(0.35):
        s.corner("play tent")
        return
    table = s.open("desk/children", margin=0.4)
    if table is not None:
        s.around(table, "stool/children", 2, tuck=0.02, back=0.05)
        common.trinkets(s, table, ["papers", "toy", "pen holder"], 2)


def _somewhere(s: Space) -> tuple[float, float]:
    x0, y0, x1, y1 = s.polygon.bounds
    return (s.rng.uniform(x0, x1), s.rng.uniform(y0, y1))
