"""What a person typed in a chat, understood: a command, or words for somebody."""

from dataclasses import dataclass

from agents.models.embedded.wishes import owner_of
from agents.stages import ROSTER
from tools.errors import InputError

COMMANDS: dict[str, str] = {
    "/help": "this list",
    "/pause": "hold before the next model call",
    "/resume": "go on",
    "/approve": "say yes where a gate asks: /approve [a note]",
    "/reject": "say no where a gate asks, and why: /reject the rug is missing",
    "/undo": "take back your last wish, whole, or the last N changes: /undo 2",
    "/goto": "work on a stage next: /goto materials",
    "/show": "render a view and draw it here, as far as the terminal can: /show [reference|top|iso|eye]",
    "/cost": "calls, tokens and money so far",
    "/quit": "finish: write the outputs and end",
}


@dataclass(frozen=True)
class Command:
    """A slash command with what followed it."""

    name: str
    rest: str


@dataclass(frozen=True)
class Words:
    """Plain words, and the specialist they are addressed to, if any."""

    to: str | None
    text: str


def parse(line: str) -> Command | Words:
    """A line as typed.

    Raises:
        InputError: a command or a specialist that does not exist; says which do.
    """
    line = line.strip()
    if line.startswith("/"):
        name, _, rest = line.partition(" ")
        if name not in COMMANDS:
            raise InputError(f"{name} is no command; there are {', '.join(COMMANDS)}")
        return Command(name, rest.strip())
    if line.startswith("@"):
        name, _, rest = line[1:].partition(" ")
        return Words(specialist(name), rest.strip())
    return Words(None, line)


def specialist(name: str) -> str:
    """The specialist a person means by a name or a part of one, whatever its case.

    Raises:
        InputError: none, or more than one.
    """
    found = [known for known in ROSTER if name.lower().replace("_", "") in known.lower()]
    if len(found) != 1 or not name:
        raise InputError(f"@{name} is nobody here; there are " + ", ".join(f"@{known}" for known in ROSTER))
    return found[0]


def whom(text: str) -> str:
    """The specialist an unaddressed wish is most likely for."""
    if owner := owner_of(text):
        return owner
    lower = text.lower()
    # Who comes last in the plan is asked first: looks and light are what people wish of a finished room.
    hinted = [s for s in reversed(ROSTER.values()) if s.hints]
    return max(hinted, key=lambda s: sum(word in lower for word in s.hints)).name
