"""`room bench studio`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal

import cyclopts

from harness.bench.worker import as_json as rows
from harness.options import Json
from harness.terminal import Console

Flag = cyclopts.Parameter(negative="")


def register(bench: cyclopts.App) -> None:
    """Add the command."""

    @bench.command
    def studio(
        *,
        objects: Annotated[list[int] | None, cyclopts.Parameter(consume_multiple=True)] = None,
        edits: int = 40,
        by_hand: Annotated[Path | None, cyclopts.Parameter(name="--by-hand")] = None,
        marks: Annotated[Path | None, cyclopts.Parameter(name="--marks")] = None,
        picture: Literal["bedroom", "office"] = "bedroom",
        as_json: Json = False,
    ) -> int:
        """Measure the studio in a real browser: opening, edit to picture, memory, the page's weight.

        Args:
            objects: in the rooms that are opened (default: 40 and 240).
            edits: in each of them, one after the other.
            by_hand: instead, mark a shipped picture through the page as a person would, from the marks in
                `harness/bench/studio/by_hand`, let the team build it into this folder, and count.
            marks: instead, only mark it so, in this folder, and time each box.
            picture: which one.
            as_json: print JSON.
        """
        from harness.bench.studio import hand, speed

        progress = Console(stderr=True, highlight=False)

        def say(line: str) -> None:
            progress.print(f"measuring {line} ...", markup=False)

        if marks is not None:
            found = hand.measure_marks(picture, marks, say)
        elif by_hand is not None:
            found = hand.measure(picture, by_hand, say)
        else:
            found = [f for count in objects or [40, 240] for f in speed.measure(count, edits, say)]
        console = Console(highlight=False, soft_wrap=True)
        if as_json:
            console.print_json(json.dumps(rows(found)))
        else:
            for figure in found:
                console.print(figure.line, markup=False)
        return 0 if all(figure.ok for figure in found) else 1
