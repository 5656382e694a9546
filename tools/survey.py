"""`survey.json`: what is known of a room and its things, each value with where it came from and how sure.

It is the same for every source: a thing seen in a picture, measured in metres, or wished for in words.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, field_validator, model_validator

from tools import vocabulary
from tools.brief.brief import Brief
from tools.geometry import Box as Box
from tools.geometry import Vec2, Vec3
from tools.pinhole import Camera

Provenance = Literal["measured", "seen", "said", "usual", "guessed", "user"]
"""Measured by code, seen by a model, said in words, usual for its kind, guessed, or given by the user."""
Point = Vec2
"""Pixels, y down, or world metres."""


class Known(BaseModel):
    """How a value was come by."""

    source: Provenance = "guessed"
    confidence: float = Field(0.5, ge=0, le=1)

    @field_validator("source", mode="before")
    @classmethod
    def _as_version_1_said(cls, source: Any) -> Any:
        return {"prior": "usual", "model": "seen"}.get(source, source) if isinstance(source, str) else source


class View(Known):
    """One picture of the room, and the camera that took it."""

    picture: str
    """Name of its file in the run folder."""
    size: tuple[int, int]
    """Width and height, pixels."""
    camera: Camera | None = None
    residual: float | None = None
    """Weighted mean angle in degrees between line segments and the nearest vanishing point."""


class Caveat(BaseModel):
    """Why a picture may have been misread as a whole, and what to do about it."""

    model_config = ConfigDict(extra="forbid")

    about: Literal["picture", "rooms", "lens", "light", "plan", "size"]
    words: str
    settle: str
    """What to give or do."""
    sure: float = Field(0.8, ge=0, le=1)
    """How sure it is that something is odd."""


class Space(Known):
    """One room of several inside the outline."""

    name: str = ""
    """As written; empty when nothing is, or it was not read."""
    floor: list[Point]
    """World metres, counter-clockwise, inner face of its walls."""


class Scale(Known):
    """Where metres come from."""

    anchor: str
    """Words a person understands: "room width given: 7.8 m", "bed taken as 2.0 m long"."""
    relative_error: float = 0.15
    """One standard deviation, as a fraction."""


class Opening(Known):
    """A door, window or plain opening in a wall or partition."""

    id: str
    kind: Literal["door", "window", "opening"]
    wall: int | str
    """Index of the floor polygon's edge (from point i to i+1), or a partition's id."""
    start: float
    """Metres along the wall from its first point to the near edge of the opening."""
    width: float
    sill: float = 0.0
    height: float = 2.0
    swing: str | None = None
    """A door's leaf, as `OpeningMark.swing`; None when nobody said."""
    angle: float | None = None
    """Degrees it stands open."""


class Partition(Known):
    """A wall standing inside the room."""

    id: str
    start: Point
    """World metres."""
    end: Point
    thickness: float = 0.1
    height: float | None = None


class RoomSurvey(Known):
    """The shell of the room."""

    floor_px: list[Point] = Field(default_factory=list)
    """Its corners in the first picture; empty without one."""
    wall_top_px: list[Point] = Field(default_factory=list)
    floor: list[Point]
    """World metres, counter-clockwise, inner face of the walls."""
    height: float
    lean_px: list[Point] = Field(default_factory=list)
    """For each corner, pixels by which its top is seen elsewhere than the camera has it; empty where one
    camera fits the picture."""
    thickness: float = 0.12
    """Of the outer walls, metres."""
    openings: list[Opening] = Field(default_factory=list)
    partitions: list[Partition] = Field(default_factory=list)
    spaces: list[Space] = Field(default_factory=list)
    """The rooms of a flat, between which the partitions stand; one alone where its name is known."""
    seen: float | None = None
    """Of a photo from inside: share of the floor's area within its view; the rest is closed as is
    simplest."""
    guessed: list[int] = Field(default_factory=list)
    """Walls (edges of `floor`) that no picture shows."""


class Thing(Known):
    """One thing of the room, whatever tells of it."""

    id: str
    category: str
    """Canonical category, or "unknown"."""
    mount: Literal["floor", "wall", "ceiling", "object"] = "floor"
    on: str | None = None
    facing: float | None = None
    """World yaw, degrees: 0 its front faces the picture's bottom, 90 right, 180 top, -90 left; where the room
    stands turned in its picture, counted from its walls."""
    height: float | None = None
    """Its own height from underside to top, metres."""
    elevation: float | None = None
    """Height of its underside above the floor, metres."""
    top: float | None = None
    """Height of its top above the floor, metres, when that is what was seen."""
    color: tuple[int, int, int] | None = None
    """Median sRGB sampled from the picture."""
    materials: list[str] = Field(default_factory=list)
    words: list[str] = Field(default_factory=list)
    """Style and detail words: "round", "four drawers", "rolled arms"."""
    small: bool = False
    rejected: str | None = None
    """Why it will not be placed. None: it will be."""


RAYS = 24
"""Directions of a rim: the first to the right, the seventh down the picture."""


class Rim(BaseModel):
    """How far what is seen of a thing reaches to all sides, to the pixel: the hull of its mask.

    Each list has a value for each of `RAYS` directions.
    """

    reach: list[float]
    """Pixels along the direction, from the picture's corner, of what reaches farthest."""
    cut: list[bool]
    """Whether what reaches farthest lies at the picture's border."""
    beside: list[list[str]]
    """Ids of the other masks that it borders on there."""


class Sighting(BaseModel):
    """What one picture shows of a thing."""

    picture: int = 0
    """Number of the view it is seen in."""
    box: Box
    """Visible axis-aligned box, original pixels."""
    outline: list[Point] | None = None
    rim: Rim | None = None
    """Of its mask, where somebody gave one."""
    foot: Point | None = None
    """Pixel below which its footprint's centre lies on the floor (lean undone)."""
    contacts: list[Point] = Field(default_factory=list)
    """Pixels of its lower corners or feet on the floor, the two ends of one side first."""
    hidden_by: list[str] | None = None
    """Ids of what stands before it; None where nobody said."""


Axis = Literal["width", "depth", "height"]
AXES: tuple[Axis, ...] = ("width", "depth", "height")
"""Sides of a thing in its own frame, as a size lists them."""


class Seen(Sighting, Thing):
    """A thing seen in a picture: where it is follows from the picture's camera."""

    evidence: Literal["seen"] = "seen"
    said: dict[Axis, float] = Field(default_factory=dict)
    """Sizes in its own frame that somebody knows, metres."""
    also: list[Sighting] = Field(default_factory=list)
    """What further pictures show of it, where there are several of the room."""

    @property
    def pictures(self) -> list[int]:
        """Numbers of all views it is seen in."""
        return [self.picture, *(s.picture for s in self.also)]

    def seen_in(self, picture: int) -> Seen | None:
        """The thing as one of its pictures shows it, the others left out; None where it is not in that."""
        for sight in (self, *self.also):
            if sight.picture == picture:
                own = {name: getattr(sight, name) for name in Sighting.model_fields}
                return self.model_copy(update={**own, "also": []})
        return None


class Measured(Thing):
    """A thing whose box is known in metres."""

    evidence: Literal["measured"] = "measured"
    at: Vec2
    """World metres, the middle of its footprint."""
    size: Vec3
    """Width, depth, height in its own frame, metres."""
    yaw: float = 0.0
    """World yaw, degrees."""
    z: float = 0.0
    """Its underside above the floor, metres."""


class Wished(Thing):
    """A thing that was wished for, or goes without saying in such a room; a planner proposes its place."""

    evidence: Literal["wished"] = "wished"
    at: Vec2 | None = None
    """World metres, the middle of its footprint; None where no place was found."""
    size: Vec3 | None = None
    yaw: float = 0.0
    z: float | None = None
    """Its underside above the floor, metres; None: on the floor, or on what carries it."""
    wish: str | None = None
    """Key of the brief's wish that it meets."""


def _evidence(value: Any) -> str:
    """Which kind of thing a row of the survey is; "seen" where an older one does not say."""
    if isinstance(value, dict):
        return str(value.get("evidence", "seen"))
    return str(getattr(value, "evidence", "seen"))


AnyThing = Annotated[
    Annotated[Seen, Tag("seen")] | Annotated[Measured, Tag("measured")] | Annotated[Wished, Tag("wished")],
    Discriminator(_evidence),
]


class Survey(BaseModel):
    """Everything known of one room before it is built."""

    version: int = 2
    scene_type: str = "residential"
    style: str = "modern"
    views: list[View] = Field(default_factory=list)
    """The pictures; none for words or a point cloud."""
    scale: Scale | None = None
    room: RoomSurvey | None = None
    things: list[AnyThing] = Field(default_factory=list)
    relations: list[tuple[str, str, str]] = Field(default_factory=list)
    """(subject id, relation, object id or wall): against, on, under, facing, around, beside, aligned."""
    notes: list[str] = Field(default_factory=list)
    brief: Brief | None = None
    """What was wished for, where words tell of the room."""
    caveats: list[Caveat] = Field(default_factory=list)
    """What makes the reading doubtful as a whole, said first."""

    @property
    def named(self) -> list[Seen | Measured | Wished]:
        """What was recognised: the kept things that have a name, whoever gave it."""
        return [t for t in self.things if t.category != vocabulary.UNKNOWN and not t.rejected]

    @property
    def camera(self) -> Camera | None:
        """The first picture's camera; None when it is not solved, or there is no picture."""
        return self.views[0].camera if self.views else None

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the first picture, pixels; (0, 0) without one."""
        return self.views[0].size if self.views else (0, 0)

    @property
    def seen(self) -> list[Seen]:
        """The things that are seen in the first picture."""
        return [t for t in self.things if isinstance(t, Seen) and t.picture == 0]

    def from_picture(self, number: int) -> Survey:
        """The survey as one of several pictures tells it: its view comes first, as in one of it alone.

        What only others show stays with the view that shows it.
        """
        if number == 0 or len(self.views) <= 1:
            return self
        order = [number, *(k for k in range(len(self.views)) if k != number)]
        things: list[Seen | Measured | Wished] = []
        for thing in self.things:
            if isinstance(thing, Seen):
                own = thing.seen_in(number) or thing
                things.append(own.model_copy(update={"picture": order.index(own.picture), "also": []}))
            else:
                things.append(thing)
        return self.model_copy(update={"views": [self.views[k] for k in order], "things": things})

    @property
    def boxes(self) -> dict[str, Box]:
        """Where each thing is in its picture, by id."""
        return {t.id: t.box for t in self.seen}

    @model_validator(mode="before")
    @classmethod
    def _from_version_1(cls, data: Any) -> Any:
        """Version 1 knew one picture and its camera."""
        if not isinstance(data, dict) or "picture" not in data:
            return data
        data = dict(data)
        known = data.pop("camera_known", None) or {}
        if not isinstance(known, dict):
            raise ValueError("camera_known: holds a source and a confidence")
        view = {"picture": data.pop("picture"), "size": data.pop("size", None), **known}
        view |= {"camera": data.pop("camera", None), "residual": data.pop("camera_residual", None)}
        return data | {"version": 2, "views": [view]}
