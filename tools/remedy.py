"""Edits that would put a finding right, as values: each front end says them in its own words."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from tools.geometry import Vec3


class _Remedy(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: str
    """Of the object that changes."""


class Move(_Remedy):
    """Move an object in world metres.

    Attributes:
        by: world x, y, z to go.
        z: where that brings its underside, as its line writes it; None where it does not go up or down.
    """

    action: Literal["move"] = "move"
    by: Vec3
    z: float | None = None


class Attach(_Remedy):
    """Let an object stand on another one."""

    action: Literal["attach"] = "attach"
    on: str


class Resize(_Remedy):
    """Give an object's line another width, depth and height, metres in its own frame."""

    action: Literal["resize"] = "resize"
    size: Vec3


class Dress(_Remedy):
    """Give an object something to wear."""

    action: Literal["dress"] = "dress"


class Rename(_Remedy):
    """Give an object another id."""

    action: Literal["rename"] = "rename"
    to: str


class Rebuild(_Remedy):
    """Write an object's geometry anew."""

    action: Literal["rebuild"] = "rebuild"


Remedy = Annotated[Move | Attach | Resize | Dress | Rename | Rebuild, Field(discriminator="action")]
