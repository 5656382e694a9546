"""The prompts, and which of what they ask for a room meets."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, model_validator

from tools import vocabulary
from tools.brief.brief import FIXED, Density, RelationKind, RoomType
from tools.measure.relations import ENOUGH, Hall, Stood, distance, holds


class Told(BaseModel):
    """How things are to stand; in the file a row of up to five.

    Attributes:
        other: the second thing of "between".
        number: how many of the subjects; as many as there are to be when left out.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    subject: str
    kind: RelationKind
    object: str
    other: str | None = None
    number: int | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_row(cls, row: Any) -> Any:
        names = ("subject", "kind", "object", "other", "number")
        return dict(zip(names, row, strict=False)) if isinstance(row, list) else row

    @property
    def what(self) -> str:
        """In words."""
        return " ".join(v for v in (self.subject, self.kind, self.object, self.other) if v)


class Prompt(BaseModel):
    """Words, and by hand what they ask for. Names are categories; "a|b" is either.

    Attributes:
        count: how many of each there are to be, at least.
        most: how many of each there may be.
        relations: how things are to stand.
        without: what there must not be.
        extent: metres along x and y.
        repeat: the words are said that often.
        refused: nothing of it can be understood: a clear refusal is right.
        impossible: more than the room can hold: to say so is right.
        contradiction: not all of it can be had at once: to say so is right.
        empty: nothing is to stand in it.
        row: of the table it counts in: "rooms", or one of `further`.
        spaces: the rooms that there are to be, by name.
        density: how much stands about, unless the command says.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    words: str
    type: RoomType | None = None
    count: dict[str, int] = {}
    most: dict[str, int] = {}
    relations: tuple[Told, ...] = ()
    without: tuple[str, ...] = ()
    extent: tuple[float, float] | None = None
    repeat: int = 1
    refused: bool = False
    impossible: bool = False
    contradiction: bool = False
    empty: bool = False
    row: str = "rooms"
    spaces: tuple[str, ...] = ()
    density: Density | None = None


def prompts() -> list[Prompt]:
    """The sixty of single rooms."""
    return _read("prompts.json")


def further() -> list[Prompt]:
    """Flats of several rooms, and rooms that are lived in: rows of their own."""
    return _read("further.json")


def _read(name: str) -> list[Prompt]:
    text = resources.files("harness.bench.words").joinpath(name).read_text(encoding="utf-8")
    return TypeAdapter(list[Prompt]).validate_json(text)


def wishes(
    prompt: Prompt, things: Sequence[Stood], hall: Hall, said: Sequence[str], spaces: Sequence[str] = ()
) -> list[tuple[str, bool]]:
    """Every wish of a prompt in words, and whether the room meets it.

    Args:
        prompt: what was asked for.
        things: what stands there, as Blender measured it.
        hall: the room.
        said: what the room's notes say cannot be had.
        spaces: the names of its rooms, of several.
    """
    found = [(f"{n} x {name}", len(_of(things, name)) >= n) for name, n in prompt.count.items()]
    found += [(f"at most {n} x {name}", len(_of(things, name)) <= n) for name, n in prompt.most.items()]
    found += [(f"no {name}", not _of(things, name)) for name in prompt.without]
    found += [(told.what, _stands(prompt, told, things, hall)) for told in prompt.relations]
    found += [(f"a {name}", name in spaces) for name in prompt.spaces]
    if prompt.extent is not None:
        x0, y0, x1, y1 = hall.floor.bounds
        ok = abs(x1 - x0 - prompt.extent[0]) < 0.02 and abs(y1 - y0 - prompt.extent[1]) < 0.02
        found.append((f"{prompt.extent[0]:g} x {prompt.extent[1]:g} m", ok))
    if prompt.impossible or prompt.contradiction:
        found.append(("what cannot be had is said", bool(said)))
    if prompt.empty:
        found.append(("nothing stands in it", not things))
    return found


def _stands(prompt: Prompt, told: Told, things: Sequence[Stood], hall: Hall) -> bool:
    subjects = _of(things, told.subject)
    asked = told.number or prompt.count.get(told.subject, 1)
    objects: Sequence[Stood] | str = told.object if told.object in FIXED else _of(things, told.object)
    others = _of(things, told.other) if told.other else ()
    if len(subjects) < asked:
        return False
    if told.kind in ("around", "both sides") and not isinstance(objects, str):
        return _grouped(told.kind, subjects, objects, hall, asked)
    met = sum(holds(told.kind, [a], objects, others, hall) >= ENOUGH for a in subjects)
    return met >= asked


def _grouped(
    kind: RelationKind, subjects: Sequence[Stood], objects: Sequence[Stood], hall: Hall, asked: int
) -> bool:
    """Whether enough stand around one thing, or around several, each around its nearest."""
    for b in objects:
        far = {s.id: distance(s, b) for s in subjects}
        nearest = sorted(subjects, key=lambda s, far=far: far[s.id])[:asked]  # type: ignore[misc]
        if holds(kind, nearest, [b], (), hall) >= ENOUGH:
            return True
    near = {b.id: [s for s in subjects if distance(s, b) <= ENOUGH] for b in objects}
    good = [b for b in objects if near[b.id] and holds(kind, near[b.id], [b], (), hall) >= ENOUGH]
    return len(objects) > 1 and sum(len(near[b.id]) for b in good) >= asked


def _of(things: Sequence[Stood], names: str) -> list[Stood]:
    return [t for t in things if any(vocabulary.same(t.category, name) for name in names.split("|"))]
