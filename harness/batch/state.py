"""A batch's folder: what it is to make, and what came of each, kept so that kill -9 loses nothing.

`batch.json` holds the items, `batch.jsonl` one line for each run that ended. What has a line there is not
made again; a run without one goes on from its last whole turn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ValidationError

from harness.batch.items import Item
from harness.runs import report as reports
from tools.errors import InputError
from tools.files import append, locked, read_model, read_text, write_text
from tools.names import file_stem

STATE, ENDED, LOCK = "batch.json", "batch.jsonl", "batch.lock"
Outcome = Literal["done", "below", "failed", "refused", "stopped"]
FINAL: tuple[Outcome, ...] = ("done", "below", "failed", "refused")
"""Not to be made again. What was stopped goes on."""


class Ended(BaseModel):
    """How one run ended.

    Attributes:
        name: of the item.
        outcome: "refused" when what was brought cannot be used.
        reason: in words.
        objects: placed in the room.
        calls, tokens, money: spent, over all the times it was gone on with.
        seconds: by the clock, of the last time.
    """

    name: str
    outcome: Outcome
    reason: str = ""
    objects: int = 0
    calls: int = 0
    tokens: int = 0
    money: float = 0.0
    seconds: float = 0.0
    when: str = ""


class Asked(BaseModel):
    """How a batch was asked to be made, by the options of `room batch`; what was not said is None."""

    jobs: int | None = None
    in_flight: int | None = None
    stop_on_error: bool | None = None
    config: str | None = None
    model: str | None = None
    leave_out: list[str] | None = None
    final_width: int | None = None
    unnamed: bool | None = None
    max_calls: int | None = None
    max_tokens: int | None = None
    max_seconds: float | None = None
    max_money: float | None = None

    def over(self, before: Asked) -> Asked:
        """What holds when a batch is gone on with: this, and what was said before of the rest."""
        return before.model_copy(update=self.model_dump(exclude_none=True))

    @property
    def flags(self) -> dict[str, Any]:
        """The settings of runs among it, by the names of `RoomSettings`."""
        return self.model_dump(include={"model", "leave_out", "final_width", "unnamed"}, exclude_none=True)


class Kept(BaseModel):
    """What `batch.json` holds."""

    label: str
    tags: list[str] = []
    began: str
    asked: Asked = Asked()
    items: list[Item]


class Batch:
    """A batch's folder.

    Args:
        folder: it; made when missing.

    Attributes:
        kept: what is to be made.
    """

    def __init__(self, folder: Path, kept: Kept) -> None:
        self.folder, self.kept = folder, kept

    @classmethod
    def begin(cls, folder: Path, items: Sequence[Item], tags: Sequence[str], *, go_on: bool) -> Batch:
        """A new batch, or one that is there with these items added.

        Raises:
            InputError: there is something in the folder, and nobody said to go on with it.
        """
        if is_batch(folder):
            if not go_on:
                raise InputError(
                    f"{folder}: there is a batch already: --skip-existing goes on with it, or another --label"
                )
            batch = cls.open(folder)
            known = {item.made_from for item in batch.kept.items}
            more = [item for item in items if item.made_from not in known or item.fault]
            names = {item.name.lower() for item in batch.kept.items}
            batch.kept.items += [i for i in more if i.name.lower() not in names]
            batch.kept.tags = list(dict.fromkeys([*batch.kept.tags, *tags]))
        elif folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise InputError(f"{folder}: exists and is no batch: choose another --label")
        else:
            now = datetime.now().isoformat(timespec="seconds")
            batch = cls(folder, Kept(label=folder.name, tags=list(tags), began=now, items=list(items)))
        batch.save()
        return batch

    @classmethod
    def open(cls, folder: Path) -> Batch:
        """A batch that is there.

        Raises:
            InputError: its file is damaged.
        """
        return cls(folder, read_model(folder / STATE, Kept))

    def save(self) -> None:
        """Write what is to be made."""
        self.folder.mkdir(parents=True, exist_ok=True)
        write_text(self.folder / STATE, self.kept.model_dump_json(indent=1))

    def run_of(self, item: Item) -> Path:
        """The run folder of an item; no name of one leads out of the batch's."""
        return self.folder / file_stem(item.name)

    def log_of(self, item: Item) -> Path:
        """The log of an item's run."""
        return self.folder / "logs" / f"{file_stem(item.name)}.log"

    def ended(self) -> dict[str, Ended]:
        """The last word on every item that ended, by name; half a line at the end was never written."""
        path = self.folder / ENDED
        found: dict[str, Ended] = {}
        for line in read_text(path).splitlines() if path.exists() else ():
            try:
                event = Ended.model_validate_json(line)
            except ValidationError:
                continue
            found[event.name] = event
        return found

    def note(self, event: Ended) -> None:
        """Remember how a run ended; on disk when this returns."""
        event.when = datetime.now().isoformat(timespec="seconds")
        path = self.folder / ENDED
        if path.exists() and path.read_bytes()[-1:] not in (b"", b"\n"):  # cut by kill -9
            append(path, b"\n")
        append(path, event.model_dump_json().encode() + b"\n")

    def left(self) -> list[Item]:
        """The items that are still to be made, or gone on with."""
        ended = self.ended()
        return [i for i in self.kept.items if i.name not in ended or ended[i.name].outcome not in FINAL]

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the batch: two at once would make rooms twice.

        Raises:
            InputError: another process works on it.
        """
        try:
            with locked(self.folder / LOCK, wait=False):
                yield
        except BlockingIOError:
            raise InputError(f"{self.folder}: another `room batch` is at work on it") from None


def is_batch(folder: Path) -> bool:
    """Whether a folder is a batch's."""
    return (folder / STATE).is_file()


def of_report(name: str, run: Path, seconds: float) -> Ended | None:
    """How a run ended by its own report; None when it has none that can be read."""
    try:
        found = reports.load(run)
    except InputError:
        return None
    cost = found.cost
    return Ended(
        name=name,
        outcome=found.outcome,
        reason=found.reason,
        objects=len(found.objects),
        calls=int(cost.get("calls", 0)),
        tokens=int(cost.get("tokens_in", 0) + cost.get("tokens_out", 0)),
        money=cost.get("money", 0.0),
        seconds=round(seconds, 1),
    )
