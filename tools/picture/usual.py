"""Usual sizes of things, from furniture standards and the trade: `usual_sizes.json`, the one table of them.

A row holds for the categories in `of`, or for one variant of them: sizes as [metres, spread], the spread one
standard deviation as a fraction; `words` that name the variant; `share` of it among its kind; and where the
numbers come from.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict

from tools import vocabulary

Spread = tuple[float, float]
"""Metres, and one standard deviation as a fraction."""
LOOSE = 0.4
"""Spread of a size that the table does not know: the vocabulary's typical one is then a guess."""


NORM = 0.03
"""Spread of a side up to which it is made to a norm: cubes for records, washing machines, paper."""


class Usual(BaseModel):
    """One variant of a category and its sizes in its own frame."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    of: tuple[str, ...]
    variant: str = ""
    words: tuple[str, ...] = ()
    share: float = 1.0
    width: Spread
    depth: Spread
    height: Spread
    source: str

    @property
    def norm(self) -> bool:
        """Whether a side of it is made to a norm, and no matter of style."""
        return min(self.width[1], self.depth[1]) <= NORM


@cache
def table() -> dict[str, tuple[Usual, ...]]:
    """The variants of every category that has usual sizes."""
    text = resources.files("tools.picture").joinpath("usual_sizes.json").read_text(encoding="utf-8")
    rows = [Usual.model_validate(row) for row in json.loads(text)]
    return {
        name: tuple(r for r in rows if name in r.of) for name in dict.fromkeys(n for r in rows for n in r.of)
    }


def variants(category: str, words: Sequence[str] = ()) -> tuple[Usual, ...]:
    """The variants that a thing may be; those that its words name, if they name any.

    Args:
        category: canonical.
        words: what was said of it, its own name first: "king size bed", "upholstered".
    """
    rows = table().get(category, ())
    said = f" {' '.join(vocabulary.plain(w) for w in words)} "
    named = tuple(r for r in rows if any(f" {vocabulary.plain(w)} " in said for w in r.words))
    return named or rows


def typical(category: str) -> Usual:
    """What is known of a category that the table lacks: its typical size, loosely."""
    width, depth, height = vocabulary.entry(category).size
    return Usual(
        of=(category,),
        width=(width, LOOSE),
        depth=(depth, LOOSE),
        height=(height, LOOSE),
        source="vocabulary",
    )
