"""How many versions a person's last wish made: what `/undo` in a chat takes back."""

from collections.abc import Iterable

from agents.events import EditEvent, Event, HumanEvent
from tools.program.history import History


def steps_of_last_wish(events: Iterable[Event], history: History) -> int:
    """Steps from the version in force back to before the newest wish that is still part of it; at least 1.

    A wish that changed nothing, and one that was taken back already, are passed over.
    """
    before: list[int] = []
    version = 0
    for event in events:
        if isinstance(event, EditEvent):
            version = event.version
        elif isinstance(event, HumanEvent) and not (event.goto or event.quit or event.stage):
            before.append(version)
    chain = _chain(history)
    for start in reversed(before):
        steps = sum(number > start for number in chain)
        if 0 < steps < len(chain):
            return steps
    return 1


def _chain(history: History) -> list[int]:
    """Numbers of the versions that undoing would go through, the one in force first, each by its origin."""
    numbers: list[int] = []
    at = history.head
    while at is not None:
        origin = at
        while origin.restores:
            origin = history.version(origin.restores)
        numbers.append(origin.number)
        at = history.version(at.parent) if at.parent else None
    return numbers
