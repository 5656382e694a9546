"""The words of `room edit RUN ...`: each becomes an edit of the program's text and a line for the history."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import cyclopts
from cyclopts import Parameter
from pydantic import ValidationError

from harness.edit_form import form
from tools import vocabulary
from tools.assets.library import Library
from tools.errors import InputError
from tools.geometry import Vec2
from tools.program import edit
from tools.program.built import set_parameter
from tools.program.cells import new_cell
from tools.program.edit_copy import duplicate_object
from tools.program.model import MaterialSpec, Mount, Placement, Spec, ViewSpec, Wear, literal
from tools.program.read import WORDS, explain, parse
from tools.program.relight import relit
from tools.program.restyle import restyled
from tools.solve import by_word
from tools.toolbox.assets import building, replaced_by

XYZ = tuple[float, float, float]
Flag = Annotated[bool, Parameter(negative="")]


class Asked(NamedTuple):
    """An edit, and what it is in words."""

    edit: edit.Edit
    why: str
    note: str = ""
    """What else there is to say, once it is done."""


verbs = cyclopts.App(
    name="room edit RUN",
    help="Edit a scene; the edit is tried in Blender before it is kept.",
    version_flags=[],
    result_action="return_value",
    default_parameter=Parameter(negative=()),
)


def asked(words: list[str]) -> Asked:
    """The edit that these words ask for ("move", "bed", "--by", "0.2", "0").

    Raises:
        InputError: they ask for nothing that there is.
    """
    try:
        found = verbs(words, exit_on_error=False, print_error=False)
    except cyclopts.CycloptsError as error:
        raise InputError(f"{_fault(error)}: {how(words)}") from error
    except ValidationError as error:
        raise InputError(explain(error)) from error
    if not isinstance(found, Asked):
        raise InputError(f"say what to edit: {how(words)}")
    return found


def how(words: list[str]) -> str:
    """How the edit that these words begin is written; which edits there are, where they begin none."""
    verb = words[0] if words else ""
    names = [name for name in verbs if not name.startswith("-")]
    if verb not in names:
        return f"the edits are {', '.join(names)}; as in move bed --by 0.2 0"
    function = verbs[verb].default_command
    return form(verb, function) if function else verb


def _fault(error: cyclopts.CycloptsError) -> str:
    """What is wrong, in one line without a stop."""
    return " ".join(str(error).split()).rstrip(".")


@verbs.command
def move(
    id: str,
    *,
    by: Vec2 | None = None,
    to: Vec2 | None = None,
    at: Vec2 | None = None,
    z: float | None = None,
    dz: float | None = None,
    settle: Flag = False,
) -> Asked:
    """Move an object, and what stands on it.

    Args:
        id: which object.
        by: metres to go in the world, +x right and +y up in the picture.
        to: where to go in the world, metres.
        at: where to go as its line writes it: in its carrier's frame when it stands on something.
        z: height of its underside above the floor, or above its carrier's underside.
        dz: metres to go up.
        settle: forget its z, so that it rests on what is below it.
    """
    ways: dict[str, Any] = {"by": by, "to": to, "at": at, "z": z, "dz": dz, "settle": settle}
    return Asked(lambda text: edit.move_object(text, id, **ways), f"move {id}{_said(ways)}")


@verbs.command
def rotate(id: str, *, by: float | None = None, to: float | None = None, yaw: float | None = None) -> Asked:
    """Turn an object; degrees counter-clockwise from above.

    Args:
        id: which object.
        by: degrees to turn.
        to: where its front shall face in the world: 0 the picture's bottom, 90 right, 180 top.
        yaw: the yaw its line shall have, relative to its carrier.
    """
    ways: dict[str, Any] = {"by": by, "to": to, "yaw": yaw}
    return Asked(lambda text: edit.rotate_object(text, id, **ways), f"rotate {id}{_said(ways)}")


@verbs.command
def scale(id: str, *, size: XYZ | None = None, factor: list[float] | None = None) -> Asked:
    """Give an object another size.

    Args:
        id: which object.
        size: width, depth and height, metres.
        factor: one number, or one each for width, depth and height.
    """
    each: Any = tuple(factor * 3)[:3] if factor and len(factor) in (1, 3) else None
    if factor and each is None:
        raise InputError("--factor takes one number or three")
    return Asked(
        lambda text: edit.scale_object(text, id, size=size, factor=each),
        f"scale {id}{_said({'size': size, 'factor': each})}",
    )


@verbs.command
def add(
    id: str,
    category: str,
    *,
    at: Vec2,
    size: XYZ | None = None,
    yaw: float = 0.0,
    z: float | None = None,
    on: str | None = None,
    mount: Mount | None = None,
    box: Flag = False,
    asset: str | None = None,
) -> Asked:
    """Place one more object, built with the kit's word for it: add lamp "floor lamp" --at 1 1.

    Args:
        id: a name no other object has.
        category: what it is.
        at: middle of its footprint, world metres, or in its carrier's frame with --on.
        size: width, depth and height, metres; left out, the usual ones.
        yaw: degrees counter-clockwise; 0 faces the picture's bottom.
        z: height of its underside.
        on: what it stands on.
        mount: floor, wall or ceiling; left out, where such a thing usually is.
        box: a plain box, for `geometry` to build.
        asset: one of your own meshes (`room assets`) to build it from; its size is then the usual one.
    """
    usual = vocabulary.entry(category)
    where = mount or ("floor" if usual.mount == "object" else usual.mount)
    if size is None:
        size = Library().asset(asset).size if asset else by_word.usual_size(category)
    placement = Placement(
        id=id, category=category, at=at, size=size, yaw=yaw, on=on,
        z=usual.elevation if z is None and on is None and where == "wall" else z, mount=where,
    )  # fmt: skip

    def added(text: str) -> str:
        placed = edit.add_object(text, placement)
        if asset:
            return building(id, asset)(placed)
        return placed if box else by_word.build(placed, id)

    return Asked(added, f"add {id}", "" if box or asset else f"{id}: {by_word.said(category)}.")


@verbs.command
def remove(id: str, *, children: Flag = False) -> Asked:
    """Take an object out.

    Args:
        id: which object.
        children: also take what stands on it; without, an object that carries something is refused.
    """
    return Asked(lambda text: edit.remove_object(text, id, children=children), f"remove {id}")


@verbs.command
def duplicate(id: str, new: str, *, by: Vec2 = (0.0, 0.0), children: Flag = False) -> Asked:
    """Place one more of an object: duplicate chair_1 chair_5 --by 0.6 0.

    Args:
        id: which object.
        new: a name no other object has.
        by: metres in the world between the two.
        children: also one more of everything that stands on it.
    """
    why = f"duplicate {id} as {new}" + (", with what stands on it" if children else "")
    return Asked(lambda text: duplicate_object(text, id, new, by=by, children=children), why)


@verbs.command(name="set")
def set_(id: str, *pairs: str) -> Asked:
    """Change parameters of the word that builds an object: set dresser_1 drawers=4 style=classic.

    Args:
        id: which object.
        pairs: NAME=VALUE; NAME= alone goes back to the word's own.
    """
    given = [pair.partition("=") for pair in pairs]
    if not given or any(not (name and sign) for name, sign, _ in given):
        raise InputError("set takes NAME=VALUE, as in set dresser_1 drawers=4")

    def changed(text: str) -> str:
        for name, _, value in given:
            text = set_parameter(text, id, name, _source(value) if value else None)
        return text

    return Asked(changed, f"set {id} {' '.join(pairs)}")


def _source(value: str) -> str:
    """A value as Python source: what is no number, no truth value and has no quotes is a text."""
    try:
        ast.literal_eval(value)
    except (ValueError, SyntaxError):
        return literal(value)
    return value


@verbs.command
def replace(
    id: str, category: str, *, size: XYZ | None = None, box: Flag = False, asset: str | None = None
) -> Asked:
    """Make an object something else where it stands, built with the kit's word for it.

    Args:
        id: which object.
        category: what it is from now on.
        size: width, depth and height, metres; left out, it keeps its size, or takes the asset's.
        box: a plain box, for `geometry` to build.
        asset: one of your own meshes (`room assets`) to build it from.
    """
    if asset:
        Library().asset(asset)
        return Asked(replaced_by(id, category, asset, size), f"replace {id} by the asset {asset}")

    def replaced(text: str) -> str:
        placed = edit.replace_object(text, id, category, size=size)
        return placed if box else by_word.build(placed, id)

    note = "" if box else f"{id}: {by_word.said(category)}."
    return Asked(replaced, f"replace {id} by a {category}", note)


@verbs.command
def attach(id: str, *, on: str | None = None, z: float | None = None) -> Asked:
    """Stand an object on another one, or, without --on, on the floor; its place in the room stays."""
    return Asked(lambda text: edit.attach_object(text, id, on, z=z), f"attach {id} to {on or 'the floor'}")


@verbs.command
def rename(id: str, new: str) -> Asked:
    """Give an object another id everywhere."""
    return Asked(lambda text: edit.rename(text, id, new), f"rename {id} to {new}")


@verbs.command
def material(
    name: str,
    kind: str,
    *,
    color: str | None = None,
    roughness: float | None = None,
    metallic: float | None = None,
    texture: str | None = None,
    tile: Vec2 | None = None,
) -> Asked:
    """Add a material to the palette, or change it: material oak wood --color "#8a6a48"."""
    spec = MaterialSpec(
        name=name,
        family=kind,
        color=color,
        roughness=roughness,
        metallic=metallic,
        texture=texture,
        tile=tile,
    )
    return Asked(lambda text: edit.set_material(text, spec), f"material {name}")


@verbs.command
def wear(id: str, material: str | None = None, *, slot: list[str] | None = None) -> Asked:
    """Say what an object (or "room") is made of.

    Args:
        id: the wearer.
        material: for every slot not named.
        slot: NAME=MATERIAL for one slot or part; may be given several times.
    """
    pairs = [pair.partition("=") for pair in slot or []]
    if any(not (name and sign and value) for name, sign, value in pairs):
        raise InputError("--slot takes NAME=MATERIAL, as in --slot frame=oak")
    spec = Wear(target=id, material=material, slots={name: value for name, _, value in pairs})
    return Asked(lambda text: edit.set_wear(text, spec), f"what {id} wears")


@verbs.command
def restyle(id: str, words: str, *, slot: str | None = None) -> Asked:
    """Give an object another look in words: restyle sofa_1 "dark green velvet".

    Args:
        id: which object, or "room" with --slot floor, walls or ceiling.
        words: its material and colour; a colour alone keeps the material.
        slot: one slot or part of it.
    """
    return Asked(lambda text: restyled(text, id, words, slot), f"restyle {id}: {words}")


@verbs.command
def light(*, time: str | None = None, preset: str | None = None) -> Asked:
    """Put the room in another light: light --time evening, light --time 17:30, light --preset overcast.

    Args:
        time: morning, noon, afternoon, sunset, evening, night, or an hour; after dark every lamp is on.
        preset: daylight, overcast, golden, evening, night or studio.
    """
    return Asked(lambda text: relit(text, preset=preset, time=time), f"light: {preset or time}")


@verbs.command
def line(source: str) -> Asked:
    """Set one line of a declarative cell: line 'sun(elevation=40)', line 'door("d", wall=0, at=1.2)'."""
    word = source.partition("(")[0].strip()
    kind: type[Spec] | None = WORDS.get(word)
    if kind is None:
        raise InputError(f"{word!r} is no word of a declarative cell; there are {', '.join(WORDS)}")
    parse(new_cell(kind.CELL, source))
    return Asked(lambda text: edit.merge_lines(text, kind.CELL, source), f"set {source.strip()}")


@verbs.command
def view(name: str, *, at: XYZ, look_at: XYZ, focal: float = 0.8) -> Asked:
    """Add or change a named view from a place towards another, world metres."""
    spec = ViewSpec(name=name, at=at, look_at=look_at, focal=focal)
    return Asked(lambda text: edit.set_view(text, spec), f"view {name}")


@verbs.command
def geometry(ids: str, file: str) -> Asked:
    """Build objects with the code in a file ("-" reads standard input).

    Args:
        ids: the objects that the code builds, with commas.
        file: one geometry cell: `furnish("bed", bed)`, or a function under `@geometry("bed")`.
    """
    code, names = _content(file), [id.strip() for id in ids.split(",")]
    return Asked(lambda text: edit.write_geometry(text, names, code), f"geometry of {', '.join(names)}")


@verbs.command
def cell(name: str, file: str) -> Asked:
    """Replace a whole cell by what a file holds ("-" reads standard input)."""
    source = _content(file)
    return Asked(lambda text: edit.set_cell(text, name, source), f"cell {name}")


def _content(file: str) -> str:
    if file == "-":
        return sys.stdin.read()
    try:
        return Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: cannot be read as text") from error


def _said(ways: dict[str, Any]) -> str:
    """The ways that were given, in words."""
    shown = {name: value for name, value in ways.items() if value is not None and value is not False}
    return "".join(f" {name} {_number(value)}" for name, value in shown.items())


def _number(value: Any) -> str:
    if value is True:
        return ""
    return " ".join(f"{v:g}" for v in (value if isinstance(value, tuple) else (value,)))
