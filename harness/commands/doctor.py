"""`room doctor`: whether a run can work here, one line a thing, and how to mend what is missing."""

import asyncio
import json
from dataclasses import asdict
from typing import Annotated

import cyclopts

from agents.models.endpoint import probe
from harness import settings as configuration
from harness.settings import RoomSettings
from harness.terminal import Console
from tools.blender.doctor import Row, probe_machine
from tools.errors import InputError


def rows(settings: RoomSettings) -> list[Row]:
    """Every check: the machine's, then the endpoint's."""
    return [*probe_machine(), _endpoint(settings)]


def _endpoint(settings: RoomSettings) -> Row:
    if not settings.base_url:
        return Row("endpoint", True, "none set: the embedded specialists work (rules, no network)", "")
    try:
        said = asyncio.run(probe(settings.base_url, settings.key, settings.resolved_model))
    except InputError as error:
        return Row("endpoint", False, str(error), "export ROOM_BASE_URL=... ROOM_API_KEY=... ROOM_MODEL=...")
    return Row("endpoint", True, said, "")


def register(app: cyclopts.App) -> None:
    """Add `room doctor`."""

    @app.command
    def doctor(*, as_json: Annotated[bool, cyclopts.Parameter(name="--json", negative="")] = False) -> int:
        """Say what works here and how to mend what does not. Exit 0 when a run can work."""
        found = rows(configuration.load())
        console = Console(highlight=False, soft_wrap=True)
        if as_json:
            console.print_json(json.dumps([asdict(row) for row in found]))
        else:
            for row in found:
                mark = "[green]ok[/green]     " if row.ok else "[red]missing[/red]"
                mend = f"  mend: {row.mend}" if row.mend and not row.ok else ""
                console.print(f"{mark} {row.name:<12} {row.detail}{mend}")
        return 0 if all(row.ok or not row.needed for row in found) else 2
