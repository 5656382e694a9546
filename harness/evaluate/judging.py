"""A model's opinion of evaluated runs, through the configured endpoint: never part of a score."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TypeVar

from agents import judge
from agents.asking import Client, Spent
from harness.evaluate.subject import Subject
from harness.one_client import OneClient
from harness.settings import RoomSettings
from tools.errors import InputError
from tools.run_files import RENDERS

Opinion = dict[str, float | str]
Said = TypeVar("Said")
LOOKS = ("iso-lit*", "from_the_back-lit*", "corner_*-lit*", "iso-fast*", "top-fast*")
"""Further views of a room from words that its judge sees where they were drawn, one a name."""
MOST = 6
"""Pictures that it sees."""


def opinions(settings: RoomSettings, subjects: Sequence[Subject], other: Subject | None) -> list[Opinion]:
    """Marks for every run that has a picture and a render; with `other`, also which of the two is better.

    Raises:
        InputError: no endpoint is configured, or it refuses.
        StoppedError: the model does not answer what it is asked.
    """

    async def all_of(client: Client) -> list[Opinion]:
        return [await judge_one(client, subject, other) for subject in subjects]

    return with_client(settings, all_of)


def with_client(settings: RoomSettings, ask: Callable[[Client], Awaitable[Said]]) -> Said:
    """What a judge says through the configured endpoint.

    Raises:
        InputError: no endpoint is configured, or it refuses.
        StoppedError: the model does not answer what it is asked.
    """
    if not settings.base_url:
        raise InputError("--judge needs a model that sees: set ROOM_BASE_URL, ROOM_API_KEY and ROOM_MODEL")
    with OneClient(settings) as client:
        return client.ask(ask)


async def judge_one(client: Client, subject: Subject, other: Subject | None) -> Opinion:
    """One run's marks, and how it compares with `other`."""
    if subject.words is not None:
        return await judge_words(client, subject.name, subject.words, views_of(subject))
    if subject.picture is None or subject.render is None:
        return {"run": subject.name, "why": "there is no render to judge"}
    views = [subject.render, *sorted((subject.folder / RENDERS).glob("iso-*.png"))[:1]]
    opinion: Opinion = {"run": subject.name}
    opinion |= (await judge.mark(client, subject.picture, views)).model_dump()
    if other is not None and other.render is not None and other is not subject:
        better = await judge.compare(client, subject.picture, subject.render, other.render)
        opinion["better"] = {"a": subject.name, "b": other.name}.get(better, "same")
    return opinion


def views_of(subject: Subject) -> list[Path]:
    """The pictures of a room from words: its final render, then others of it, one a view."""
    found = [subject.render] if subject.render is not None else []
    seen: set[str] = set()
    for pattern in LOOKS:
        for path in sorted((subject.folder / RENDERS).glob(f"{pattern}.png")):
            view = path.name.rsplit("-lit", 1)[0].rsplit("-fast", 1)[0]
            if view not in seen:
                seen.add(view)
                found.append(path)
    return found[:MOST]


async def judge_words(client: Client, name: str, words: str, views: Sequence[Path]) -> Opinion:
    """The marks of a room from words, with the tokens that they cost."""
    if not views:
        return {"run": name, "why": "there is no render to judge"}
    spent = Spent()
    marks = await judge.mark_words(client, words, views, spent)
    return {
        "run": name,
        **marks.model_dump(),
        "prompt tokens": float(spent.prompt),
        "completion tokens": float(spent.completion),
    }
