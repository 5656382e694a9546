"""`room doctor`: whether a run can work here, one line a thing, and how to mend what is missing."""

import asyncio
import json
from dataclasses import asdict
from typing import Annotated

import cyclopts
from rich.markup import escape

from agents.models import local
from agents.models.endpoint import address, endpoint, some
from agents.models.options import Manner
from agents.models.trial import Tried, trial
from harness import settings as configuration
from harness.options import Json
from harness.runs.driving import name_model
from harness.settings import RoomSettings
from harness.terminal import Console
from tools.blender.doctor import Row, probe_machine
from tools.errors import InputError
from tools.names import printable

MEND = "export ROOM_BASE_URL=... ROOM_API_KEY=... ROOM_MODEL=..., see docs/endpoints.md"
TRIAL = 60.0
"""Seconds that one answer of a trial may take."""


def rows(settings: RoomSettings) -> list[Row]:
    """Every check: the machine's, then the endpoint's."""
    return [*probe_machine(), _endpoint(settings)]


def _endpoint(settings: RoomSettings) -> Row:
    if not settings.base_url and not local.is_file(settings.model):
        return Row("endpoint", True, "none set: the embedded specialists work (rules, no network)", "")
    try:
        names = name_model(settings)
        return Row("endpoint", True, said_of(settings, names), "")
    except InputError as error:
        return Row("endpoint", False, str(error), "" if settings.base_url else MEND)


def said_of(settings: RoomSettings, names: list[str] | None) -> str:
    """What the endpoint says of the model that is set, in one line."""
    shown, model = printable(address(configuration.asked(settings))[0]), settings.resolved_model
    if names is None:
        return f"{shown} does not list its models; going on with {model!r}"
    if names and model not in names:
        return f"{shown} lists {len(names)} models ({some(names)}), {model!r} is not among them; going on"
    return f"{shown} serves {model!r}"


def tried(settings: RoomSettings) -> list[Row]:
    """The endpoint tried out: its list, then a few small requests, and what a run would use.

    Raises:
        InputError: there is none, or a file that nobody asked for names it.
    """
    url = configuration.asked(settings)
    first = _endpoint(settings)
    if not first.ok:
        return [first]
    manner = Manner(settings.endpoint)
    client = endpoint(settings.resolved_model, url, settings.key, timeout=TRIAL, manner=manner)
    found = asyncio.run(trial(client, manner, settings.prices, TRIAL))
    if manner.alternate > settings.endpoint.alternate:
        found.append(Tried("turns", True, "user and assistant must alternate: ROOM_ENDPOINT__ALTERNATE=1"))
    return [first, *(Row(t.name, t.ok, printable(t.said), t.mend, needed=t.needed) for t in found)]


def register(app: cyclopts.App) -> None:
    """Add `room doctor`."""

    @app.command
    def doctor(
        *,
        endpoint: Annotated[bool, cyclopts.Parameter(negative="")] = False,
        as_json: Json = False,
    ) -> int:
        """Say what works here and how to mend what does not. Exit 0 when a run can work.

        Args:
            endpoint: try the endpoint out with four small requests, instead of looking at the machine.
            as_json: print the rows as JSON.
        """
        settings = configuration.load()
        found = tried(settings) if endpoint else rows(settings)
        console = Console(highlight=False, soft_wrap=True)
        if as_json:
            console.print_json(json.dumps([asdict(row) for row in found]))
        else:
            for row in found:
                mark = "[green]ok[/green]     " if row.ok else "[red]missing[/red]"
                mend = f"  mend: {row.mend}" if row.mend and not row.ok else ""
                console.print(f"{mark} {row.name:<12} {escape(row.detail + mend)}")
        return 0 if all(row.ok or not row.needed for row in found) else 2
