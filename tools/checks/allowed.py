"""Which things may be in one another, and how deep."""

from __future__ import annotations

from tools import vocabulary
from tools.checks.bodies import Body
from tools.program.program import Program

HARD = 0.01
"""Metres two hard things may be in each other: SceneReVis's rule, and what meshes can be trusted to."""
SOFT = 0.08
"""What gives way: pillows, bedding, clothes, towels, toys."""
DRAPE = 0.12
"""Curtains, and leaves of plants."""
TUCKED = 0.05
"""A built seat under a built table: its back or arms may press into the top's edge."""
SUNK = 0.03
"""How deep something may sink into what carries it."""
UPHOLSTERY = 0.10
"""How deep something may sink into a bed, a sofa or another soft carrier."""
RUG = 0.06
"""A floor thing no higher than this is walked and stood on."""

_GIVING = {"pillow", "bedding", "clothes", "towel", "toy", "bag", "pet"}
_SEATS = {"chair", "stool", "bench", "armchair"}
_TABLES = {"table", "kitchen", "cart"}


def depth(program: Program, a: Body, b: Body) -> float:
    """Metres that two objects may be in each other; infinite when anything goes.

    * Rugs lie under whatever stands on them.
    * A seat may stand under a table; where either is still a placeholder box, however deep.
    * What carries, and what is carried, touch: see `SUNK` and `UPHOLSTERY`.
    * The box of a lamp or a plant that is not built yet is as wide below as its shade: what stands beside it
      on the same carrier may stand under that.
    * Soft things give way.
    """
    if is_rug(a) or is_rug(b):
        return float("inf")
    carried = b.id in program.ancestors(a.id) or a.id in program.ancestors(b.id)
    families = {family(a), family(b)}
    limit = max(HARD, giving(a), giving(b))
    if families & _SEATS and families & _TABLES:
        limit = max(limit, float("inf") if a.info.placeholder or b.info.placeholder else TUCKED)
    if a.info.on is not None and a.info.on == b.info.on and (_is_crowned(a) or _is_crowned(b)):
        return float("inf")
    if carried:
        soft = vocabulary.entry(a.info.category).soft or vocabulary.entry(b.info.category).soft
        limit = max(limit, UPHOLSTERY if soft else SUNK)
        if a.info.placeholder or b.info.placeholder:
            limit = float("inf")  # a box around a shelf or a sofa is full where the thing is not
    return limit


def _is_crowned(body: Body) -> bool:
    """Whether it is the box of what is wide above and narrow below."""
    return body.info.placeholder and vocabulary.entry(body.info.category).shape == "tree"


def giving(body: Body) -> float:
    """Metres a thing gives way when pressed."""
    kind = family(body)
    if kind in ("curtain", "plant"):
        return DRAPE
    return (
        SOFT if kind in _GIVING and (kind == "pillow" or vocabulary.entry(body.info.category).soft) else 0.0
    )


def is_rug(body: Body) -> bool:
    """Whether it is something flat that lies on the floor."""
    flat = body.info.mount == "floor" and body.info.size[2] <= RUG
    return family(body) == "rug" or flat


def family(body: Body) -> str:
    """The vocabulary's family of its category."""
    return vocabulary.entry(body.info.category).family
