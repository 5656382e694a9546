"""A model's opinion of a finished room, for evaluation only: nothing is ever gated by it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, Field

import prompts
from agents.asking import Answer, Client, Spent, ask
from tools.picture_file import open_picture

Mark = float


class RoomMarks(BaseModel):
    """Marks from 0 to 10 of a room by itself, as SceneReVis's judge gives them."""

    rationality: Mark = Field(ge=0, le=10)
    layout: Mark = Field(ge=0, le=10)
    accessibility: Mark = Field(ge=0, le=10)
    why: str = ""


class Marks(RoomMarks):
    """Marks from 0 to 10 of a room that a picture shows."""

    likeness: Mark = Field(ge=0, le=10)


class Choice(BaseModel):
    """One answer to "which is better"."""

    better: Literal["one", "two", "same"]
    why: str = ""


async def mark(client: Client, picture: Path, views: Sequence[Path]) -> Marks:
    """Marks for a room.

    Args:
        client: a model that sees pictures.
        picture: the input.
        views: renders of the room, the reference camera's first.

    Raises:
        StoppedError: the model's answer is not the JSON that was asked for, twice.
    """
    labels = ["The picture:", "The render from the picture's place:", "A view from another side:"]
    return await _ask(client, "judge_marks", list(zip(labels, [picture, *views], strict=False)), Marks)


async def mark_words(
    client: Client, words: str, views: Sequence[Path], spent: Spent | None = None
) -> RoomMarks:
    """Marks for a room that words asked for.

    Args:
        client: a model that sees pictures.
        words: what was asked for.
        views: renders of the room.
        spent: the tokens are added to it.

    Raises:
        StoppedError: the model's answer is not the JSON that was asked for, twice.
    """
    first = f"The words:\n{words}\n\nThe room:"
    labels = [first, *("The room from elsewhere:" for _ in views[1:])]
    return await _ask(client, "judge_words", list(zip(labels, views, strict=True)), RoomMarks, spent)


async def compare(client: Client, picture: Path, a: Path, b: Path) -> str:
    """Which of two rooms is better: "a", "b" or "same".

    Asked twice with the order swapped: a model that prefers a place rather than a room says "same".

    Raises:
        StoppedError: the model's answer is not the JSON that was asked for, twice.
    """
    labels = ["The picture:", "Room ONE:", "Room TWO:"]
    first = await _ask(client, "judge_pair", list(zip(labels, [picture, a, b], strict=True)), Choice)
    second = await _ask(client, "judge_pair", list(zip(labels, [picture, b, a], strict=True)), Choice)
    one = {"one": "a", "two": "b", "same": "same"}[first.better]
    two = {"one": "b", "two": "a", "same": "same"}[second.better]
    return one if one == two else "same"


async def _ask(
    client: Client,
    prompt: str,
    pictures: Sequence[tuple[str, Path]],
    answer: type[Answer],
    spent: Spent | None = None,
) -> Answer:
    content = [part for label, path in pictures for part in (label, open_picture(path))]
    return await ask(client, prompts.text(prompt), content, answer, spent)
