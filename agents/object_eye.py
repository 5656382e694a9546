"""What a model sees in an object's cloud: its name, its front, what its parts are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import PIL.Image
from pydantic import BaseModel, Field

import prompts
from agents.asking import Client, Spent, ask
from tools.cloud.eye import Glance, glance
from tools.cloud.parts.groups import Group
from tools.geometry import Vec3
from tools.program import kit_index


class What(BaseModel):
    """What a thing is."""

    what: str = Field(min_length=1, max_length=200)
    words: list[str] = Field(default_factory=list, max_length=20)
    front: int = 0
    """Number of the side that shows it; 0 for none."""


class Names(BaseModel):
    """Better names of parts, by the names they have."""

    names: dict[str, str] = Field(default_factory=dict)


async def say_what(client: Client, picture: PIL.Image.Image, size: Vec3, sure: bool, spent: Spent) -> Glance:
    """What a cloud is.

    Args:
        client: a model that sees.
        picture: the cloud from all sides.
        size: of its box, metres.
        sure: whether its unit is known.
        spent: what the answer cost is added to it.

    Raises:
        StoppedError: the answer is not the JSON that was asked for, twice.
    """
    w, d, h = size
    unit = "" if sure else " (the unit is a guess)"
    told = f"{w:.2f} m along X, {d:.2f} m along Y, {h:.2f} m high{unit}."
    words = " ".join(sorted(entry.name for entry in kit_index.words()))
    said = await ask(client, prompts.load("object_what", words=words), [told, picture], What, spent)
    return glance(said.what, said.words, said.front)


async def name_parts(
    client: Client, picture: PIL.Image.Image, what: str, groups: Sequence[Group], spent: Spent
) -> Mapping[str, str]:
    """Better names for parts.

    Args:
        client: a model that sees.
        picture: the cloud's views above the parts'.
        what: the thing.
        groups: its parts.
        spent: what the answer cost is added to it.

    Raises:
        StoppedError: the answer is not the JSON that was asked for, twice.
    """
    instructions = prompts.load("object_parts", what=what, parts="\n".join(map(_line, groups)))
    return (await ask(client, instructions, [picture], Names, spent)).names


def _line(group: Group) -> str:
    """One group, for a model: name, number, size and place of the first."""
    solid, (x, y, z) = group.solid, group.spots[0]
    count = 4 if group.pattern == "corners" else len(group.spots)
    size = f"{solid.width:.2f} x {solid.depth:.2f} x {solid.height:.2f} m"
    place = {"corners": "at the corners of a rectangle around", "one": "at"}.get(
        group.pattern, "the first at"
    )
    return f"- {group.name}: {count}, {size}, {place} x {x:+.2f}, y {y:+.2f}, its underside at {z:.2f}"
