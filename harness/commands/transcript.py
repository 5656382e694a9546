"""`room transcript` and `room transcript export`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import cyclopts

from agents.events import Event
from harness.options import Json
from harness.runs import story, transcript
from harness.runs.examples import chat_rows, step_rows
from harness.terminal import Console
from tools.errors import InputError
from tools.files import write_text
from tools.images import ImageStore
from tools.run_files import IMAGES

FORMATS: dict[str, Callable[[str, Sequence[Event], Path], Iterator[dict[str, Any]]]] = {
    "chat": chat_rows,
    "steps": step_rows,
}


def register(app: cyclopts.App) -> None:
    """Add the commands."""
    group = cyclopts.App(name="transcript")
    app.command(group)
    group.default(show)
    group.command(export)


def show(
    recorded: Annotated[list[Path], cyclopts.Parameter(negative="")],
    *,
    markdown: Path | None = None,
    html: Path | None = None,
    table: Path | None = None,
    as_json: Json = False,
) -> None:
    """Statistics of recorded runs; a Markdown or HTML view of one; a table over many; `export` to learn from.

    Args:
        recorded: transcript.jsonl files or their folders.
        markdown: write the first one as Markdown.
        html: write the first one as one HTML file with its pictures inside.
        table: write one row per run and specialist as CSV (`pandas.read_csv` takes it).
        as_json: print statistics and rows as JSON.
    """
    paths = [story.locate(p) for p in recorded]
    runs = {str(p.parent): transcript.read(p) for p in paths}
    rows = [row for name, events in runs.items() for row in story.rows(name, events)]
    name, events = next(iter(runs.items()))
    if markdown:
        write_text(markdown, story.as_markdown(name, events))
    if html:
        write_text(html, story.as_html(name, events, ImageStore(paths[0].parent / IMAGES)))
    if table:
        write_text(table, story.as_csv(rows))
    console = Console(highlight=False, soft_wrap=True)
    found = {name: story.statistics(events) for name, events in runs.items()}
    if as_json:
        console.print_json(json.dumps({"runs": found, "rows": rows}))
        return
    for run, figures in found.items():
        console.print(
            f"{run}: " + ", ".join(f"{k.replace('_', ' ')} {v}" for k, v in figures.items()), markup=False
        )


def export(
    recorded: Annotated[list[Path], cyclopts.Parameter(negative="")],
    *,
    format: Literal["chat", "steps"] = "chat",
    out: Path,
) -> None:
    """Write recorded runs as JSON Lines to train models on: chat messages, or steps with rewards.

    Args:
        recorded: transcript.jsonl files or their folders.
        format: chat (a row a turn: messages with tool calls) or steps (a row a tool call: observation,
            action, reward by soundness, wishes and likeness).
        out: the file.
    """
    lines: list[str] = []
    for path in map(story.locate, recorded):
        folder = path.parent.resolve()
        rows = FORMATS[format](folder.name, transcript.read(path), folder)
        lines += [json.dumps(row, ensure_ascii=False) for row in rows]
    if not lines:
        raise InputError("nothing was done in these runs: there is no turn to learn from")
    write_text(out, "".join(f"{line}\n" for line in lines))
    Console(highlight=False, soft_wrap=True).print(f"{out}: {len(lines)} rows", markup=False)
