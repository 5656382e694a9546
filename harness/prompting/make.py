"""Varied prompts for pictures of rooms from above: drawn by a seed from lists, so that a set covers them."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from importlib import resources
from typing import Any, Literal

from pydantic import BaseModel, Field, ValidationError

import prompts
from tools.files import first_fault

Scope = Literal["residential", "non_residential", "all"]


class RoomPrompt(BaseModel):
    """One picture to be drawn: its words, and what they were made of."""

    id: str = Field(pattern=r"^[A-Za-z0-9_-]{1,80}$")
    parameters: dict[str, str] = Field(default_factory=dict)
    prompt: str = Field(min_length=1, max_length=20_000)


class PromptSet(BaseModel):
    """A file of prompts."""

    metadata: dict[str, Any] = Field(default_factory=dict)
    prompts: list[RoomPrompt] = Field(min_length=1, max_length=10_000)


def lists() -> dict[str, Any]:
    """What prompts are made of: by scope, type -> furnishings; style, shape, size, mood, openings."""
    text = resources.files(__package__).joinpath("words.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def make(count: int, seed: int = 0, scope: Scope = "all", type: str | None = None) -> PromptSet:
    """So many prompts; the same arguments give the same ones.

    Every list is gone through before anything in it comes again, in an order of the seed's.

    Raises:
        ValueError: no such type of room; the message names those there are.
    """
    words, rng = lists(), random.Random(seed)
    scopes = ("residential", "non_residential") if scope == "all" else (scope,)
    rooms: dict[str, list[str]] = {name: ways for s in scopes for name, ways in words[s].items()}
    if type is not None and type not in rooms:
        raise ValueError(f"no type {type!r}; there are {', '.join(rooms)}")
    turn = {
        "type": _endless([type] if type else list(rooms), rng),
        "style": _endless(words["style"], rng),
        "shape": _endless(words["shape"], rng),
        "size": _endless(list(words["size"]), rng),
        "mood": _endless(words["mood"], rng),
        "openings": _endless(words["openings"], rng),
    }
    made = []
    for number in range(count):
        chosen = {key: draw() for key, draw in turn.items()}
        chosen["things"] = rng.choice(rooms[chosen["type"]])
        told = {**chosen, "size": words["size"][chosen["size"]]}
        name = "-".join((f"{number:04d}", chosen["type"], chosen["style"])).lower()
        id = "".join(c if c.isalnum() or c in "-_" else "_" for c in name)
        text = prompts.load("picture_of_room", **told).strip()
        made.append(RoomPrompt(id=id, parameters=chosen, prompt=text))
    return PromptSet(metadata={"count": count, "seed": seed, "scope": scope, "by": "rules"}, prompts=made)


def read(text: str, name: str) -> PromptSet:
    """A file's prompts.

    Raises:
        ValueError: it is none; the message says where.
    """
    try:
        return PromptSet.model_validate_json(text)
    except ValidationError as error:
        raise ValueError(f"{name}: no file of prompts ({first_fault(error)})") from None


def _endless(items: list[str], rng: random.Random) -> Callable[[], str]:
    """Each of the items in turn, in a new order every round."""
    left: list[str] = []

    def draw() -> str:
        if not left:
            left.extend(rng.sample(items, len(items)))
        return left.pop()

    return draw
