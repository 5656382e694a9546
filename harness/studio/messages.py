"""What the studio says to its pages, as types. `web/src/messages.ts` has the same for the page."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel

from tools.geometry import Vec2, Vec3


class ParameterRow(BaseModel):
    """One parameter of the word that builds an object, with the value its line gives it."""

    name: str
    kind: str
    default: str
    options: list[str] = []
    value: str = ""
    """As source; "" where the line does not say."""
    derived: bool = False
    """Whether 0, None or "" leaves it to the style or the size."""
    most: int | None = None
    """The largest number that is taken, the least being 0; None for what is no number of things."""
    stands: int | None = None
    """How many of it there are, where that was counted."""


class ObjectRow(BaseModel):
    """One object: as its line says it, and as it stands in Blender."""

    id: str
    category: str
    mount: str
    on: str | None
    at: Vec2
    yaw: float
    """Of its line: relative to what carries it."""
    z: float | None
    size: Vec3
    center: Vec3
    world_yaw: float
    measured: Vec3
    low: Vec3
    high: Vec3
    color: tuple[int, int, int] | None
    placeholder: bool
    triangles: int
    lines: list[tuple[int, int]]
    """Lines of the program that make it, 1-based, first and last; the place(...) line first."""
    word: str = ""
    """The kit's word that builds it; "" for code of its own or a plain box."""
    parameters: list[ParameterRow] = []
    slots: dict[str, str] = {}
    """Material by slot."""


class MaterialRow(BaseModel):
    """One entry of the palette."""

    name: str
    family: str
    color: str
    texture: str | None
    line: int
    worn: list[str]
    """Ids of the objects that show it, and "room" where the shell wears it."""
    flags: list[str]
    """What else its line says, as words of `room edit RUN material NAME KIND`."""


class LightRow(BaseModel):
    """One light: its keywords as its line writes them."""

    kind: str
    name: str
    options: dict[str, Any]
    line: int


class ViewRow(BaseModel):
    """A named camera, in Blender's conventions."""

    name: str
    at: Vec3
    rotation: Vec3
    focal: float
    shift: Vec2
    resolution: tuple[int, int]
    ortho: float | None


class StepRow(BaseModel):
    """One version of the program."""

    number: int
    why: str
    by: str
    when: str


class RoomState(BaseModel):
    """Everything about the room but its geometry."""

    kind: Literal["room"] = "room"
    serial: int = 0
    """Counts what was said of this room, from 1."""
    name: str
    version: int
    text: str
    undo: bool
    redo: bool
    floor: list[Vec2]
    height: float
    objects: list[ObjectRow]
    materials: list[MaterialRow]
    lights: list[LightRow]
    lines: dict[str, int]
    """Line of each door, window and partition, of room, sun and sky, by id."""
    views: list[ViewRow]
    history: list[StepRow]
    """The newest versions, newest first."""
    picture: tuple[int, int] | None
    """Width and height of the picture it was made from; None without one."""
    triangles: int
    notes: list[str]
    outdated: list[str]
    daytime: str = ""
    """The time of day or preset of its light, as `room edit RUN light` has it; "" for light of its own."""
    sun: Vec3 | None = None
    """Direction to the sun, world."""
    ways: list[list[Vec2]] = []
    """Floor before each door that is to stay free."""


class RoomChange(BaseModel):
    """What of the room is different from what was said before; a page makes the new state of it."""

    kind: Literal["changed"] = "changed"
    serial: int
    """Of the state that this makes."""
    base: int
    """Of the state that it changes."""
    text: tuple[int, int, list[str]] | None
    """First line that differs (from 0), how many go, the lines that come there."""
    objects: list[ObjectRow]
    """Those that are new or different."""
    order: list[str] | None
    """The ids of all objects, where others are there than before, or in another order."""
    rest: dict[str, Any]
    """Everything else that is different, by its name in `RoomState`."""


class ThingRow(BaseModel):
    """Where a thing stands, and which geometry it shows."""

    digest: str
    matrix: list[float]
    parts: list[tuple[str, str, str, int, int]]
    """Name, slot, material, first index, number of indices."""


class LookRow(BaseModel):
    """A material to draw with; colours are linear."""

    color: Vec3
    roughness: float
    metallic: float
    alpha: float
    transmission: float
    emission: Vec3


class SceneChange(BaseModel):
    """What of the geometry is different from what was said before; all of it when `whole`."""

    kind: Literal["scene"] = "scene"
    version: int
    whole: bool
    things: dict[str, ThingRow]
    removed: list[str]
    looks: dict[str, LookRow]


class Placed(BaseModel):
    """What is drawn of a room that is not the one in force: no pictures on materials, nothing to edit."""

    floor: list[Vec2]
    height: float
    objects: list[ObjectRow]
    views: list[ViewRow]
    sun: Vec3 | None
    lights: list[LightRow] = []
    scene: SceneChange
    """All of its geometry."""


class PictureRow(BaseModel):
    """A material's picture."""

    picture: str
    mapping: tuple[float, float, float, float, float, float]


class Pictures(BaseModel):
    """The pictures on materials, all of them."""

    kind: Literal["pictures"] = "pictures"
    version: int
    materials: dict[str, PictureRow]


class Done(BaseModel):
    """A request was carried out."""

    kind: Literal["done"] = "done"
    n: int
    note: str = ""
    data: Any = None


class Refused(BaseModel):
    """A request, or what somebody wrote into scene.py, was refused; the room is as it was."""

    kind: Literal["refused"] = "refused"
    n: int
    message: str
    line: int | None = None
    column: int | None = None
    outside: bool = False
    """It is the file that was edited elsewhere."""


class FindingRow(BaseModel):
    """One thing that is wrong."""

    kind: str
    objects: list[str]
    problem: str
    at: Vec3 | None
    remedy: list[str] | None
    """The words of `room edit` that mend it."""


class Findings(BaseModel):
    """What is wrong with a version of the room."""

    kind: Literal["findings"] = "findings"
    version: int
    findings: list[FindingRow]


class EventRow(BaseModel):
    """One event of the team's transcript."""

    seq: int
    time: float
    what: str
    who: str = ""
    text: str = ""
    stage: str = ""
    good: bool = True
    scores: dict[str, tuple[float, float | None]] = {}
    """Value, and what it must reach."""
    pictures: list[tuple[str, str]] = []
    """What was shown with it: the picture's name in its address, and its caption."""
    tokens: int = 0
    seconds: float = 0.0
    money: float = 0.0
    """Of a model's call, where the run's settings name its price."""
    version: int | None = None
    """Of the program, for an accepted edit."""
    limits: dict[str, float] = {}
    """What the run may use, for its first event."""
    paused: bool = False
    """Whether the team holds, for an answer to a command."""
    rests: bool = False
    """Whether the outputs are written and the team waits for words, for the end of the plan."""


class Events(BaseModel):
    """What the team did; from the beginning when `first` is 0."""

    kind: Literal["events"] = "events"
    first: int
    events: list[EventRow]
    live: bool
    """Whether it is at work, or waits for words."""
    left: float | None = None
    """Seconds that it will likely still take; None when that is not known."""
    fault: str = ""
    """Why it could not begin."""
    playing: bool = False
    """Whether it is a recorded run that is played again: nobody hears a word."""
    shows: bool = False
    """Whether there is a picture of what it begins with, at the address of the card's."""


class Busy(BaseModel):
    """What is being worked on; "" when nothing is."""

    kind: Literal["busy"] = "busy"
    what: str


Said = RoomState | RoomChange | SceneChange | Pictures | Done | Refused | Findings | Events | Busy
