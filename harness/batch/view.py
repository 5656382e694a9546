"""What a person sees of a batch: how far it is, and at the end a table and a sheet of pictures."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from rich.progress import BarColumn, Progress, TextColumn

from harness.batch.items import Item
from harness.batch.sheet import leave_sheets
from harness.batch.state import Batch, Ended
from harness.runs.pace import spoken
from harness.settings import RoomSettings
from harness.terminal import Console
from tools.files import write_text

TABLE = "batch.md"
CALLS, TOKENS_IN, TOKENS_OUT = 34, 163_000, 13_000
"""Of one run by a model: means of the two recorded runs in `transcripts/`."""
WORDS = {
    "done": "done",
    "below": "below gate",
    "failed": "failed",
    "refused": "refused",
    "stopped": "stopped",
}


class View:
    """The progress of a batch: a bar in a terminal, a line a run elsewhere, nothing when quiet.

    Args:
        console: to print on.
        total: items of the batch.
        before: those that ended earlier.
        errors: print nothing but what failed or was refused, there; None prints everything.
    """

    def __init__(
        self, console: Console, total: int, before: Sequence[Ended], errors: Console | None = None
    ) -> None:
        self.console, self.total, self.errors = console, total, errors
        self.ended = list(before)
        self.earlier = len(before)
        self._began = time.monotonic()
        self._running: Sequence[str] = ()
        text = TextColumn("{task.description}")
        self._progress = Progress(BarColumn(20), text, console=console, transient=True)
        self._task = self._progress.add_task("", total=total, completed=self.earlier)

    def shown(self) -> AbstractContextManager[object]:
        """Within this the bar is there."""
        return self._progress if self.console.is_terminal and self.errors is None else nullcontext()

    def tell(self, ended: Ended) -> None:
        """A run ended."""
        self.ended.append(ended)
        if self.errors is not None:
            if ended.outcome in ("failed", "refused"):
                self.errors.print(f"room: {ended.name} {ended.outcome}: {ended.reason}", markup=False)
        else:
            reason = f": {ended.reason}" if ended.outcome not in ("done", "below") else ""
            line = f"[{len(self.ended)}/{self.total}] {ended.name}  {WORDS[ended.outcome]}"
            made = f"{ended.seconds:.0f} s  {ended.objects} things"
            self.console.print(f"{line}  {made}{reason}", markup=False, soft_wrap=True)
        self._update()

    def look(self, names: Sequence[str]) -> None:
        """These are under way."""
        if names != self._running:
            self._running = list(names)
            self._update()

    def _update(self) -> None:
        self._progress.update(self._task, completed=len(self.ended), description=self.line())

    def line(self) -> str:
        """Counts, time left, tokens, money."""
        counts = Counter(e.outcome for e in self.ended)
        said = [f"{counts[name]} {word}" for name, word in WORDS.items() if counts[name]]  # type: ignore[index]
        said.append(
            f"{len(self._running)} running, {self.total - len(self.ended) - len(self._running)} to come"
        )
        made = len(self.ended) - self.earlier
        if made:
            each = (time.monotonic() - self._began) / made
            said.append(f"{spoken(each * (self.total - len(self.ended)))} left")
        tokens, money = sum(e.tokens for e in self.ended), sum(e.money for e in self.ended)
        said += [f"{tokens:,} tokens"] * bool(tokens) + [f"{money:.2f} spent"] * bool(money)
        return ", ".join(said)


def plan(
    batch: Batch | None, items: Sequence[Item], settings: RoomSettings, refused: Mapping[str, str]
) -> list[str]:
    """What would be made and what it would cost, as lines.

    Args:
        batch: the one to go on with; None for a new one.
        items: all that it would hold.
        settings: the batch's.
        refused: why items would be refused, by their names.
    """
    ended = batch.ended() if batch else {}
    left = {i.name for i in items} - set(ended)
    left |= {i.name for i in batch.left()} if batch else set()
    lines = []
    for item in items:
        what = item.picture or f'"{item.words}"'
        if item.name in refused:
            state, what = "would be refused:", refused[item.name]
        elif item.name not in left:
            state = f"is there ({WORDS[ended[item.name].outcome]})"
        else:
            state = "would go on" if item.name in ended else "would be made"
        lines.append(f"{item.name}  {state}  {what}")
    count = sum(1 for i in items if i.name in left and i.name not in refused)
    runs = f"{count} run{'' if count == 1 else 's'}"
    runs += f" ({len(refused)} would be refused)" if refused else ""
    if settings.resolved_model == "embedded":
        lines.append(f"{runs} by the embedded specialists: no calls, no cost.")
        return lines
    prices = settings.prices
    money = count * (TOKENS_IN * prices.tokens_in + TOKENS_OUT * prices.tokens_out) / 1e6
    cost = f"{money:.2f} at the prices set" if money else "no prices are set (ROOM_PRICES__TOKENS_IN, _OUT)"
    tokens = count * (TOKENS_IN + TOKENS_OUT)
    lines.append(f"{runs}, about {count * CALLS:,} calls and {tokens:,} tokens: {cost}.")
    return lines


def leave(batch: Batch) -> list[Path]:
    """Write the table and the sheets of pictures; returns them."""
    ended = batch.ended()
    rows = [(item, ended[item.name]) for item in batch.kept.items if item.name in ended]
    path = batch.folder / TABLE
    write_text(path, as_table(batch, rows))
    return [path, *leave_sheets(batch, rows, WORDS)]


def as_table(batch: Batch, rows: Sequence[tuple[Item, Ended]]) -> str:
    """Markdown: a row a run, and sums."""
    tags = f" ({', '.join(batch.kept.tags)})" if batch.kept.tags else ""
    counts = Counter(e.outcome for _, e in rows)
    said = ", ".join(f"{counts[name]} {word}" for name, word in WORDS.items() if counts[name])  # type: ignore[index]
    lines = [f"# {batch.kept.label}{tags}", "", f"{len(batch.kept.items)} rooms: {said}.", ""]
    lines += [
        "| room | outcome | things | s | calls | tokens | money | tags | why |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for item, e in rows:
        why = "" if e.outcome == "done" else e.reason.replace("|", "/").replace("\n", " ")
        spent = _money(e.money)
        cells = (e.name, WORDS[e.outcome], e.objects, f"{e.seconds:.0f}", e.calls, e.tokens, spent)
        lines.append(f"| {' | '.join(map(str, cells))} | {', '.join(item.tags)} | {why} |")
    total = [sum(e.objects for _, e in rows), f"{sum(e.seconds for _, e in rows):.0f}"]
    total += [
        sum(e.calls for _, e in rows),
        sum(e.tokens for _, e in rows),
        _money(sum(e.money for _, e in rows)),
    ]
    lines.append(f"| all |  | {' | '.join(map(str, total))} |  |  |")
    return "\n".join(lines) + "\n"


def _money(spent: float) -> str:
    return f"{spent:.3f}" if spent else ""
