"""A transcript for people: statistics, a table over many runs, Markdown and self-contained HTML."""

import base64
import csv
import html
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from agents.events import (
    EditEvent,
    EndEvent,
    Event,
    HumanEvent,
    MeasurementEvent,
    MessageEvent,
    ModelCallEvent,
    ModelErrorEvent,
    RestEvent,
    ToolCallEvent,
    VerdictEvent,
    workers_of,
)
from agents.stages import BY_EYE, ROSTER
from harness.pages import filled
from tools.critique import CRITIC
from tools.images import MARK, ImageStore
from tools.run_files import TRANSCRIPT
from tools.run_folder import checked
from tools.toolbox.tool import Tool


def statistics(events: Sequence[Event]) -> dict[str, Any]:
    """One run in figures."""
    calls = [e for e in events if isinstance(e, ModelCallEvent)]
    end = next((e for e in reversed(events) if isinstance(e, EndEvent | RestEvent)), None)
    return {
        "outcome": end.outcome if end else "unfinished",
        "turns": max((e.turn for e in events), default=0),
        "seconds": events[-1].time if events else 0.0,
        "model_calls": len(calls),
        "tokens_in": sum(e.tokens_in for e in calls),
        "tokens_out": sum(e.tokens_out for e in calls),
        "images_sent": sum(e.images for e in calls),
        "model_errors": sum(isinstance(e, ModelErrorEvent) for e in events),
        "tool_calls": sum(isinstance(e, ToolCallEvent) for e in events),
        "tool_errors": sum(isinstance(e, ToolCallEvent) and e.error for e in events),
        "versions": sum(isinstance(e, EditEvent) for e in events),
        "sent_back": sum(isinstance(e, VerdictEvent) and not e.accept for e in events),
        "human": sum(isinstance(e, HumanEvent) for e in events),
    }


def rows(run: str, events: Sequence[Event]) -> list[dict[str, Any]]:
    """One row a specialist: calls, tokens, looks, edits accepted and refused, gate scores before and after.

    The scores are the mean of its stages' first and best measured attempts.
    """
    table: dict[str, dict[str, Any]] = defaultdict(lambda: defaultdict(int))
    events = list(events)
    speaker = workers_of(events)
    editing, looking = named(lambda tool: tool.edits), named(lambda tool: tool.looks)
    tries: dict[str, list[float]] = defaultdict(list)
    for event in events:
        if isinstance(event, ModelCallEvent):
            row = table[event.agent]
            row["calls"] += 1
            row["tokens_in"] += event.tokens_in
            row["tokens_out"] += event.tokens_out
            row["seconds"] = round(row["seconds"] + event.seconds, 3)
        elif isinstance(event, ToolCallEvent):
            row = table[event.agent]
            row["tools"] += 1
            row["looks"] += event.name in looking and not event.error
            if event.name in editing:
                row["edits_refused" if event.error else "edits_accepted"] += 1
        elif isinstance(event, MeasurementEvent) and event.scores:
            tries[event.stage].append(sum(event.scores.values()) / len(event.scores))
    for stage, scores in tries.items():
        row = table[speaker.get(stage, CRITIC)]
        row["stages"] += 1
        row["score_first"] += scores[0]
        row["score_best"] += max(scores)
    return [_row(run, agent, row) for agent, row in table.items()]


def named(does: Callable[[Tool[Any]], bool]) -> frozenset[str]:
    """Names of the tools that do something."""
    everybody = (*ROSTER.values(), *(stage.specialist for stage in BY_EYE))
    return frozenset(tool.name for specialist in everybody for tool in specialist.tools if does(tool))


def _row(run: str, agent: str, row: dict[str, Any]) -> dict[str, Any]:
    stages = row["stages"]
    counts = {
        k: row[k]
        for k in (
            *("calls", "tokens_in", "tokens_out", "seconds", "tools", "looks"),
            *("edits_accepted", "edits_refused"),
        )
    }
    scores = {k: round(row[k] / stages, 4) if stages else None for k in ("score_first", "score_best")}
    return {"run": run, "agent": agent, **counts, "stages": stages, **scores}


def as_csv(table: Iterable[dict[str, Any]]) -> str:
    """Rows as CSV with a header: `pandas.read_csv` takes it."""
    table = list(table)
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(table[0]) if table else ["run"])
    writer.writeheader()
    writer.writerows({k: _cell(v) for k, v in row.items()} for row in table)
    return out.getvalue()


def _cell(value: Any) -> Any:
    """A value that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t") else value


def paragraphs(events: Sequence[Event]) -> list[tuple[str, str]]:
    """The run as (heading, text) in order; pictures stay marks."""
    out: list[tuple[str, str]] = []
    for event in events:
        if isinstance(event, MessageEvent):
            out.append((event.source, event.text))
        elif isinstance(event, ToolCallEvent):
            given = ", ".join(f"{k}={_short(v)}" for k, v in event.arguments.items())
            state = " REFUSED" if event.error else ""
            out.append((f"{event.agent} calls {event.name}{state}", f"{given}\n\n{event.result}"))
        elif isinstance(event, EditEvent):
            out.append((f"Version {event.version}", event.why))
        elif isinstance(event, VerdictEvent):
            out.append(
                (f"Verdict on {event.stage}: {'accepted' if event.accept else 'revise'}", event.summary)
            )
        elif isinstance(event, ModelErrorEvent):
            out.append((f"{event.agent}: model error", event.error))
        elif isinstance(event, EndEvent):
            out.append((f"End: {event.outcome}", event.reason))
    return out


def _short(value: Any, most: int = 400) -> str:
    text = str(value)
    return text if len(text) <= most else text[:most] + "..."


def as_markdown(title: str, events: Sequence[Event]) -> str:
    """The run as Markdown; pictures link to images/ beside the transcript."""
    lines = [f"# {title}", "", "| | |", "|---|---|"]
    lines += [f"| {k.replace('_', ' ')} | {v} |" for k, v in statistics(events).items()]
    for heading, text in paragraphs(events):
        pictures = [f"![{caption}](images/{key}.png)" for key, caption in MARK.findall(text)]
        quoted = "\n".join(f"> {line}" for line in html.escape(text, quote=False).splitlines())
        lines += [
            "",
            f"**{html.escape(heading, quote=False)}**",
            "",
            quoted,
            *(["", *pictures] if pictures else []),
        ]
    return "\n".join(lines) + "\n"


def as_html(title: str, events: Sequence[Event], images: ImageStore) -> str:
    """The run as one HTML file with its pictures inside."""
    shown: set[str] = set()
    told = [(heading, text, _new_pictures(text, images, shown)) for heading, text in paragraphs(events)]
    page = Path(__file__).with_name("story.html.j2")
    return filled(page, title=title, figures=statistics(events), paragraphs=told)


def _new_pictures(text: str, images: ImageStore, shown: set[str]) -> list[tuple[str, str]]:
    """Caption and JPEG, in base64, of what a text shows and no text before it did."""
    found = []
    for key, caption in MARK.findall(text):
        if key not in shown and images.whole(key):
            shown.add(key)
            found.append((caption, base64.b64encode(images.jpeg(key, 1024)).decode()))
    return found


def locate(path: Path) -> Path:
    """The transcript of a run folder, or the file itself."""
    return checked(path) / TRANSCRIPT if path.is_dir() else path
