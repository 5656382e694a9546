"""A model's opinion of evaluated runs, through the configured endpoint: never part of a score."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from agents import judge
from agents.models.endpoint import endpoint, listed, the_one
from agents.models.options import Manner
from harness.evaluate.subject import Subject
from harness.settings import RoomSettings
from tools.errors import InputError
from tools.run_files import RENDERS

Opinion = dict[str, float | str]


def opinions(settings: RoomSettings, subjects: Sequence[Subject], other: Subject | None) -> list[Opinion]:
    """Marks for every run that has a picture and a render; with `other`, also which of the two is better.

    Raises:
        InputError: no endpoint is configured, or it refuses.
        StoppedError: the model does not answer what it is asked.
    """
    if not settings.base_url:
        raise InputError("--judge needs a model that sees: set ROOM_BASE_URL, ROOM_API_KEY and ROOM_MODEL")
    return asyncio.run(_ask(settings, settings.base_url, subjects, other))


async def _ask(
    settings: RoomSettings, url: str, subjects: Sequence[Subject], other: Subject | None
) -> list[Opinion]:
    manner = Manner(settings.endpoint)
    names = await listed(url, settings.key, manner=manner)
    model = the_one(names) if settings.model == "auto" and names is not None else settings.resolved_model
    client = endpoint(model, url, settings.key, timeout=settings.call_timeout, manner=manner)
    try:
        return [await judge_one(client, subject, other) for subject in subjects]
    finally:
        await client.close()


async def judge_one(client: judge.Client, subject: Subject, other: Subject | None) -> Opinion:
    """One run's marks, and how it compares with `other`."""
    if subject.picture is None or subject.render is None:
        return {"run": subject.name, "why": "there is no render to judge"}
    views = [subject.render, *sorted((subject.folder / RENDERS).glob("iso-*.png"))[:1]]
    opinion: Opinion = {"run": subject.name}
    opinion |= (await judge.mark(client, subject.picture, views)).model_dump()
    if other is not None and other.render is not None and other is not subject:
        better = await judge.compare(client, subject.picture, subject.render, other.render)
        opinion["better"] = {"a": subject.name, "b": other.name}.get(better, "same")
    return opinion
