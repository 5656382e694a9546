"""The declarative lines of a program as typed values, each with its one canonical source line.

Metres, degrees. Lengths are kept to 0.1 mm and angles to 0.001 degree, so that reading a line back gives
an equal value.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from tools.names import Id

Scalar = str | int | float | bool | None
Mount = Literal["floor", "wall", "ceiling", "object"]


def _rounded(digits: int) -> AfterValidator:
    return AfterValidator(lambda value: round(value, digits) + 0.0)  # + 0.0 turns -0.0 into 0.0


Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Metres = Annotated[Number, Field(ge=-1000, le=1000), _rounded(4)]
Length = Annotated[Metres, Field(gt=0)]
Degrees = Annotated[Number, _rounded(3)]
Fine = Annotated[Number, _rounded(8)]
Vec2 = tuple[Metres, Metres]
Vec3 = tuple[Metres, Metres, Metres]
Size = tuple[Length, Length, Length]


def literal(value: Any, *, plain: bool = False) -> str:
    """Python source of a literal; `plain` writes whole numbers without a decimal point."""
    if isinstance(value, str):
        text = repr(value)
        return f'"{text[1:-1]}"' if text[0] == "'" and '"' not in text else text
    if isinstance(value, tuple):
        inner = ", ".join(literal(v, plain=plain) for v in value)
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if isinstance(value, list):
        return f"[{', '.join(literal(v, plain=plain) for v in value)}]"
    if isinstance(value, float) and plain and value == int(value):
        return str(int(value))
    return repr(value)


class Spec(BaseModel):
    """One line of a declarative cell: a kit word with literal arguments."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    CELL: ClassVar[str]
    POSITIONAL: ClassVar[tuple[str, ...]] = ()
    ALWAYS: ClassVar[tuple[str, ...]] = ()
    """Keywords written even when they hold their default."""
    PLAIN: ClassVar[tuple[str, ...]] = ()
    """Keywords whose whole numbers are written without a decimal point."""

    @property
    def word(self) -> str:
        """The kit word this line calls."""
        raise NotImplementedError

    @property
    def positional(self) -> tuple[str, ...]:
        """Arguments written without their name."""
        return self.POSITIONAL

    @property
    def key(self) -> str:
        """What tells it from the other lines of its word; "" when there is only one."""
        return str(getattr(self, self.positional[0])) if self.positional else ""

    def values(self) -> dict[str, Any]:
        """Arguments to write, in order: positional ones first, defaults left out."""
        shown = {}
        for name, field in type(self).model_fields.items():
            value = getattr(self, name)
            required = field.is_required() or name in self.POSITIONAL or name in self.ALWAYS
            if name not in ("kind", "options") and (
                required or value != field.get_default(call_default_factory=True)
            ):
                shown[name] = value
        return shown | getattr(self, "options", {})

    def arguments(self) -> dict[str, str]:
        """Source of each argument to write, in order."""
        return {name: literal(v, plain=name in self.PLAIN) for name, v in self.values().items()}

    def source(self) -> str:
        """The canonical line, without a newline."""
        parts = [v if k in self.positional else f"{k}={v}" for k, v in self.arguments().items()]
        return f"{self.word}({', '.join(parts)})"


class _Word(Spec):
    WORD: ClassVar[str]

    @property
    def word(self) -> str:
        """The kit word this line calls."""
        return self.WORD


class RoomSpec(_Word):
    """`room(...)`: inner face of the walls, counter-clockwise."""

    WORD, CELL, ALWAYS = "room", "room", ("height", "wall")
    floor: list[Vec2] = Field(min_length=3)
    height: Length = 2.6
    wall: Length = 0.12
    holes: list[list[Vec2]] = Field(default_factory=list)
    options: dict[str, Any] = Field(default_factory=dict)


class PartitionSpec(_Word):
    """`partition(...)`: a wall inside the room, from start to end (world metres)."""

    WORD, CELL, POSITIONAL, ALWAYS = "partition", "room", ("id",), ("thickness",)
    id: Id
    start: Vec2
    end: Vec2
    thickness: Length = 0.1
    height: Length | None = None
    options: dict[str, Any] = Field(default_factory=dict)


class FloorAreaSpec(_Word):
    """`floor_area(...)`: a part of the floor with a finish of its own, which `wear` names by its id."""

    WORD, CELL, POSITIONAL = "floor_area", "room", ("id",)
    id: Id
    outline: list[Vec2] = Field(min_length=3)


class OpeningSpec(Spec):
    """`door`, `window`, `opening` or `niche` in wall `wall` of the room or in a partition."""

    CELL, POSITIONAL = "room", ("id",)
    kind: Literal["door", "window", "opening", "niche"]
    id: Id
    wall: int | str
    at: Metres
    """Metres along the wall, from its first point, to the opening's centre."""
    size: tuple[Length, Length]
    """Width and height; a line that leaves it out gets the kit's."""
    sill: Metres | None = None
    """Height of its lower edge above the floor."""
    swing: str | None = None
    options: dict[str, Any] = Field(default_factory=dict)

    @property
    def word(self) -> str:
        """door, window, opening or niche."""
        return self.kind

    @model_validator(mode="before")
    @classmethod
    def _usual_size(cls, values: Any) -> Any:
        if isinstance(values, dict) and "size" not in values:
            usual = {"window": (1.2, 1.3), "niche": (0.6, 0.9)}
            return values | {"size": usual.get(str(values.get("kind")), (0.9, 2.1))}
        return values


class Placement(_Word):
    """`place(...)`: one object. `at`, `z` and `yaw` are in the parent's frame when `on` is given."""

    WORD, CELL, POSITIONAL, ALWAYS, PLAIN = "place", "layout", ("id", "category"), ("yaw",), ("yaw",)
    id: Id
    category: str
    at: Vec2
    size: Size
    z: Metres | None = None
    yaw: Degrees = 0.0
    on: str | None = None
    mount: Mount = "floor"

    def model_post_init(self, _context: object) -> None:
        """An object that stands on another is mounted on it, whatever the line says."""
        if self.on is not None and self.mount != "object":
            object.__setattr__(self, "mount", "object")

    def values(self) -> dict[str, Any]:
        """Arguments to write; `mount` is implied by `on`."""
        shown = super().values()
        if self.on is not None:
            shown.pop("mount", None)
        return shown


class MaterialSpec(_Word):
    """`material(...)`: one entry of the palette; kind is the kit's word for how it looks."""

    WORD, CELL, POSITIONAL = "material", "materials", ("name", "family")
    name: Id
    family: str
    color: str | tuple[int, int, int] | None = None
    """sRGB, "#rrggbb"."""
    roughness: Number | None = None
    metallic: Number | None = None
    texture: str | None = None
    """Path relative to the program."""
    tile: Length | tuple[Length, Length] | None = None
    """Metres that one repeat of the texture covers."""
    options: dict[str, Any] = Field(default_factory=dict)


class Wear(_Word):
    """`wear(...)`: what an object (or "room") is made of, by slot or part name."""

    WORD, CELL, POSITIONAL = "wear", "materials", ("target", "material")
    target: str | list[str] | tuple[str, ...]
    material: str | None = None
    """Material of every slot not named."""
    slots: dict[str, str] = Field(default_factory=dict)

    @property
    def targets(self) -> list[str]:
        """Ids of the wearers."""
        return [self.target] if isinstance(self.target, str) else list(self.target)

    @property
    def key(self) -> str:
        """The wearers' ids, joined by commas."""
        return ",".join(self.targets)

    def values(self) -> dict[str, Any]:
        """Arguments to write: target, material when given, then the slots."""
        first: dict[str, Any] = {"target": self.target}
        return first | ({"material": self.material} if self.material else {}) | self.slots


LightKind = Literal[
    "sun", "sky", "area_light", "point_light", "spot_light", "lamp_light", "ceiling_light", "light_preset"
]


class LightSpec(Spec):
    """`sun`, `sky`, `area_light`, `lamp_light`, ...: one light; `options` are its keywords as written."""

    CELL, POSITIONAL = "lighting", ("name",)
    PLAIN = ("elevation", "azimuth", "kelvin", "power", "rotation", "angle")
    kind: LightKind
    name: str = ""
    options: dict[str, Any] = Field(default_factory=dict)

    @property
    def word(self) -> str:
        """The kind of light."""
        return self.kind

    @property
    def positional(self) -> tuple[str, ...]:
        """Sun and sky need no name."""
        return () if self.kind in ("sun", "sky") else self.POSITIONAL

    def values(self) -> dict[str, Any]:
        """Arguments to write; sun and sky may go unnamed."""
        return ({"name": self.name} if self.name else {}) | self.options


class ExposureSpec(_Word):
    """`exposure(...)` in stops."""

    WORD, CELL, POSITIONAL = "exposure", "lighting", ("stops",)
    stops: Number = 0.0
    options: dict[str, Any] = Field(default_factory=dict)

    @property
    def key(self) -> str:
        """There is one exposure."""
        return ""


class CameraSpec(_Word):
    """`camera(...)`: a named view in Blender's conventions (`tools.pinhole.Camera.to_kit`)."""

    WORD, CELL, POSITIONAL, ALWAYS = "camera", "camera", ("name",), ("shift",)
    PLAIN = ("at", "rotation", "shift")
    name: Id
    at: tuple[Fine, Fine, Fine]
    rotation: tuple[Fine, Fine, Fine]
    focal: Fine
    """Focal length as a fraction of the picture's width."""
    shift: tuple[Fine, Fine] = (0.0, 0.0)
    resolution: tuple[int, int]
    ortho: Fine | None = None
    """Width in metres of an orthographic picture."""
    options: dict[str, Any] = Field(default_factory=dict)


class ViewSpec(_Word):
    """`view(...)`: a named view from `at` towards `look_at`."""

    WORD, CELL, POSITIONAL, PLAIN = "view", "camera", ("name",), ("at", "look_at")
    name: Id
    at: tuple[Fine, Fine, Fine]
    look_at: tuple[Fine, Fine, Fine]
    focal: Fine = 0.8
    """Focal length as a fraction of the picture's width."""
    resolution: tuple[int, int] = (1024, 768)
    options: dict[str, Any] = Field(default_factory=dict)
