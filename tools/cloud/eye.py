"""What somebody who sees a cloud says of it: asked for by the steps that can use it, never needed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from PIL import Image

from tools import vocabulary
from tools.cloud.cloud import Floats
from tools.cloud.drawing import sheet
from tools.cloud.parts.groups import Group
from tools.cloud.posing import Posed, estimated_normals
from tools.geometry import Vec3
from tools.program import kit_index

ROUND = (
    ("SIDE 1", 0.0, 12.0), ("SIDE 2", 90.0, 12.0), ("SIDE 3", 180.0, 12.0), ("SIDE 4", -90.0, 12.0),
    ("above", -20.0, 62.0),
)  # fmt: skip
"""Caption, degrees about Z, degrees above the floor."""
QUARTERS = {1: 0, 2: 3, 3: 2, 4: 1}
"""Quarter turns about Z, counter-clockwise from above, that bring a side to -Y."""
NAME = re.compile(r"[a-z][a-z0-9_]{0,30}")
OTHER = re.compile(r"[^a-z0-9]+")
"""What the names of a program's things do not hold."""
MOST = 4
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Glance:
    """What a cloud looks like.

    Attributes:
        what: its plain name.
        words: words of the kit that it may be, the likeliest first.
        quarters: quarter turns about Z that bring its front to -Y; None when it has none.
    """

    what: str
    words: tuple[str, ...] = ()
    quarters: int | None = None


class Eye(Protocol):
    """Somebody who sees."""

    def what(self, picture: Image.Image, size: Vec3, sure: bool) -> Glance | None:
        """What a cloud is, seen from all sides; None where nothing was said that can be used.

        Args:
            picture: its views, as ROUND has them.
            size: of its box, metres.
            sure: whether its unit is known.
        """
        ...

    def parts(self, picture: Image.Image, what: str, groups: Sequence[Group]) -> Mapping[str, str]:
        """Better names for some groups of parts, by their names.

        Args:
            picture: the cloud's views above those of the parts.
            what: the thing they are of.
            groups: the parts.
        """
        ...

    def told(self) -> dict[str, object]:
        """What was said, and what it cost, for the report."""
        ...


def views(cloud: Posed) -> Image.Image:
    """A cloud from all sides."""
    return sheet([("cloud", cloud.points, normals_of(cloud), cloud.cloud.colours)], ROUND)


def normals_of(cloud: Posed) -> Floats:
    """(n, 3) its own, else estimated ones."""
    return cloud.cloud.normals if cloud.cloud.normals is not None else estimated_normals(cloud.points)


def glance(what: str, words: Sequence[str], front: int) -> Glance:
    """What was said, as far as it can be used: a plain name, words that there are, a side that there is."""
    have = {entry.name for entry in kit_index.words()}
    known = [word.strip().lower().replace(" ", "_") for word in words]
    named = vocabulary.canonical(what)
    if named is not None:
        known.append(named.replace(" ", "_"))
    chosen = tuple(dict.fromkeys(word for word in known if word in have))[:MOST]
    plain = " ".join(OTHER.sub(" ", what.lower()).split())[:40].strip()
    return Glance(plain if plain[:1].isalpha() else "object", chosen, QUARTERS.get(front))


def renamed(groups: Sequence[Group], names: Mapping[str, str]) -> list[Group]:
    """Groups with better names, all at once; what is no name is left out, and equal ones are told apart."""
    wanted = [names.get(group.name, group.name) for group in groups]
    chosen = [
        name if NAME.fullmatch(name) else group.name for name, group in zip(wanted, groups, strict=True)
    ]
    taken: dict[str, int] = {}
    made = []
    for group, name in zip(groups, chosen, strict=True):
        taken[name] = taken.get(name, 0) + 1
        several = name if taken[name] == 1 else f"{name}_{LETTERS[min(taken[name], len(LETTERS)) - 1]}"
        made.append(replace(group, name=several))
    return made
