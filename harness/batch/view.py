"""What a person sees of a batch: how far it is, and at the end a table and a sheet of pictures."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from rich.progress import BarColumn, Progress, TextColumn

from harness.batch.items import Item
from harness.batch.state import Batch, Ended
from harness.runs.pace import spoken
from harness.settings import RoomSettings
from harness.terminal import Console
from tools.errors import RoomError
from tools.files import write_text
from tools.picture import image
from tools.picture.sheet import contact_sheet
from tools.run_files import RENDERS

TABLE, SHEET = "batch.md", "contact"
PAGE = 60
"""Pictures on a sheet."""
COLUMNS, SIDE = 6, 256
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
        quiet: print nothing.
    """

    def __init__(self, console: Console, total: int, before: Sequence[Ended], *, quiet: bool) -> None:
        self.console, self.total, self.quiet = console, total, quiet
        self.ended = list(before)
        self.earlier = len(before)
        self._began = time.monotonic()
        self._running: Sequence[str] = ()
        text = TextColumn("{task.description}")
        self._progress = Progress(BarColumn(20), text, console=console, transient=True)
        self._task = self._progress.add_task("", total=total, completed=self.earlier)

    def shown(self) -> AbstractContextManager[object]:
        """Within this the bar is there."""
        return self._progress if self.console.is_terminal and not self.quiet else nullcontext()

    def tell(self, ended: Ended) -> None:
        """A run ended."""
        self.ended.append(ended)
        if not self.quiet:
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


def plan(batch: Batch | None, items: Sequence[Item], settings: RoomSettings) -> list[str]:
    """What would be made and what it would cost, as lines."""
    ended = batch.ended() if batch else {}
    left = {i.name for i in batch.left()} if batch else {i.name for i in items}
    lines = []
    for item in items:
        what = item.fault or item.picture or f'"{item.words}"'
        if item.fault:
            state = "cannot be made"
        elif item.name not in left:
            state = f"is there ({WORDS[ended[item.name].outcome]})" if item.name in ended else "is there"
        else:
            state = "would go on" if item.name in ended else "would be made"
        lines.append(f"{item.name}  {state}  {what}")
    count = sum(1 for i in items if i.name in left and not i.fault)
    if settings.resolved_model == "embedded":
        lines.append(f"{count} runs by the embedded specialists: no calls, no cost.")
        return lines
    prices = settings.prices
    money = count * (TOKENS_IN * prices.tokens_in + TOKENS_OUT * prices.tokens_out) / 1e6
    cost = f"{money:.2f} at the prices set" if money else "no prices are set (ROOM_PRICES__TOKENS_IN, _OUT)"
    tokens = count * (TOKENS_IN + TOKENS_OUT)
    lines.append(f"{count} runs, about {count * CALLS:,} calls and {tokens:,} tokens: {cost}.")
    return lines


def leave(batch: Batch) -> list[Path]:
    """Write the table and the sheets of pictures; returns them."""
    ended = batch.ended()
    rows = [(item, ended[item.name]) for item in batch.kept.items if item.name in ended]
    path = batch.folder / TABLE
    write_text(path, as_table(batch, rows))
    return [path, *_sheets(batch, rows)]


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
        money = f"{e.money:.3f}" if e.money else ""
        cells = (e.name, WORDS[e.outcome], e.objects, f"{e.seconds:.0f}", e.calls, e.tokens, money)
        lines.append(f"| {' | '.join(map(str, cells))} | {', '.join(item.tags)} | {why} |")
    total = [sum(e.objects for _, e in rows), f"{sum(e.seconds for _, e in rows):.0f}"]
    total += [
        sum(e.calls for _, e in rows),
        sum(e.tokens for _, e in rows),
        f"{sum(e.money for _, e in rows):.3f}",
    ]
    lines.append(f"| all |  | {' | '.join(map(str, total))} |  |  |")
    return "\n".join(lines) + "\n"


def _sheets(batch: Batch, rows: Sequence[tuple[Item, Ended]]) -> list[Path]:
    """Contact sheets of every room that has a picture, so many on each."""
    found: list[tuple[str, Path]] = []
    for item, e in rows:
        pictures = [batch.run_of(item) / RENDERS / name for name in ("beside.png", "iso-lit.png")]
        if there := next((p for p in pictures if p.is_file()), None):
            found.append((f"{e.name}: {WORDS[e.outcome]}", there))
    written = []
    for number, start in enumerate(range(0, len(found), PAGE), 1):
        tiles, captions = [], []
        for caption, path in found[start : start + PAGE]:
            try:
                tiles.append(image.fit_within(image.load(path, smallest=1), SIDE)[0])
                captions.append(caption[:34])
            except RoomError:
                continue  # a damaged picture must not hide the others
        if tiles:
            page = batch.folder / f"{SHEET}-{number}.jpg"
            image.save(contact_sheet(tiles, captions, columns=COLUMNS), page)
            written.append(page)
    return written
