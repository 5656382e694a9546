"""How many versions a person's last wish made: what `/undo` in a chat takes back."""

from collections.abc import Iterable

from agents.events import EditEvent, Event, HumanEvent, MessageEvent
from tools.program.history import History


def steps_of_last_wish(events: Iterable[Event], history: History) -> int | None:
    """Steps from the version in force back to before the newest wish that is still part of it.

    A wish that changed nothing, and one that was taken back already, are passed over. What a specialist hands
    on belongs to the wish. Words said while the plan is at work become part of the plan's own edits; and a
    wish under later work of the plan stays, for that work would go with it.

    Returns:
        None where there is no such wish.
    """
    starts: list[int] = []
    planned: set[int] = set()
    version, said, planning = 0, False, False
    for event in events:
        if isinstance(event, EditEvent):
            version = event.version
            if planning:
                planned.add(version)
        elif isinstance(event, HumanEvent):
            said = said or not (event.goto or event.quit or event.stage)
        elif isinstance(event, MessageEvent) and event.header is not None:
            planning = event.header.kind == "brief"
            if said and event.header.kind == "request":
                starts.append(version)
                said = False
    chain = _chain(history)
    for start in reversed(starts):
        taken = [number for number in chain if number > start]
        if 0 < len(taken) < len(chain):
            return None if planned & {*taken} else len(taken)
    return None


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
