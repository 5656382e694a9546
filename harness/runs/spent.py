"""What each specialist used in each stage of a run: calls, tokens, seconds of the model."""

from __future__ import annotations

from collections.abc import Sequence

from agents.events import Event, MessageEvent, ModelCallEvent
from harness.runs.report import SpentRow

START = "start"
"""Stage of what is done before the first brief."""


def spent_of(events: Sequence[Event]) -> list[SpentRow]:
    """A row for every specialist of every stage, in the order in which they began.

    Args:
        events: of one transcript. A request of a person counts to the stage that was under way.
    """
    rows: dict[tuple[str, str], SpentRow] = {}
    stage = START
    for event in events:
        if isinstance(event, MessageEvent) and event.header and event.header.kind == "brief":
            stage = event.header.stage
        elif isinstance(event, ModelCallEvent):
            row = rows.setdefault((stage, event.agent), SpentRow(stage=stage, specialist=event.agent))
            row.calls += 1
            row.tokens_in += event.tokens_in
            row.tokens_out += event.tokens_out
            row.model_seconds = round(row.model_seconds + event.seconds, 2)
    return list(rows.values())
