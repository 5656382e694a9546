"""Transcripts and checkpoints of version 1, which said a turn's header only in its message's first line.

The one place where a header is read out of words: everything written since carries it as a field.
"""

import re

from agents.header import Header

_HEAD = re.compile(
    r"\[(?:(?P<word>stage|measured) (?P<stage>\w+), attempt (?P<attempt>\d{1,9})|request)\]"
    r"(?: (?P<specialist>\w+), (?:the floor is yours for (?P<answers>\d{1,9}) answers)?)?"
)


def header_in(text: str) -> Header | None:
    """The header that the first line of a Foreman's message holds; None where it holds none."""
    found = _HEAD.match(text)
    if found is None:
        return None
    return Header(
        kind="brief" if found["word"] == "stage" else "measured" if found["word"] else "request",
        stage=found["stage"] or "",
        specialist=found["specialist"] or "",
        attempt=int(found["attempt"] or 1) - 1,
        answers=int(found["answers"]) if found["answers"] else None,
    )
