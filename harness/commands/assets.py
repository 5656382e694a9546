"""`room assets`: the user's own meshes."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path
from typing import Literal

import cyclopts

from harness.options import Json
from harness.terminal import Console
from tools import vocabulary
from tools.assets.facts import UpAxis
from tools.assets.finding import find
from tools.assets.library import Asset, Library
from tools.assets.taking import Given, Taken, take
from tools.blender.worker import Worker
from tools.errors import InputError

Unit = Literal["m", "cm", "mm", "in", "ft"]

assets = cyclopts.App(
    name="assets",
    help="Meshes of your own (GLB, glTF, OBJ) for rooms to be built with.",
    version_flags=[],
    result_action="return_value",
    default_parameter=cyclopts.Parameter(negative=()),
)


def register(app: cyclopts.App) -> None:
    """Add the command."""
    app.command(assets)


@assets.default
def list_(
    *words: str,
    category: str = "",
    size: tuple[float, float, float] | None = None,
    colour: list[str] | None = None,
    as_json: Json = False,
) -> int:
    """List your own meshes; with words, a category, a size or colours those that fit best.

    Args:
        words: of their names, files, folders and parts.
        category: what it is to be.
        size: width, depth and height it is to have, metres.
        colour: "#rrggbb" or a name; may be given several times.
        as_json: print JSON.
    """
    console, library = Console(highlight=False, soft_wrap=True), Library()
    asked = bool(words or category or size or colour)
    found = find(library, category, " ".join(words), size, colour or ()) if asked else list(library)
    if as_json:
        console.print_json(json.dumps([asset.model_dump() for asset in found]))
        return 0
    if not found:
        none = "none fits" if asked and library.names() else "there are none yet: room assets add FOLDER"
        console.print(none, markup=False)
        return 0
    wide = max(len(asset.name) for asset in found)
    for asset in found:
        console.print(_row(asset, wide), markup=False)
    console.print(f"{len(found)} of {len(library.names())} in {library.folder}", markup=False)
    return 0


@assets.command
def add(
    folder: Path,
    *,
    unit: Unit | None = None,
    up: UpAxis | None = None,
    category: str | None = None,
    licence: str | None = None,
    as_json: Json = False,
) -> int:
    """Take every GLB, glTF and OBJ file of a folder in; what has not changed since is left alone.

    Unit and upward axis are guessed from how large such a thing usually is, and shown; give them where the
    guess is wrong, and the files are read anew. Each file is read in the jailed worker. Exit 1 when some were
    refused, 2 when all were.

    Args:
        folder: of files, with the folders in it; or one file.
        unit: of the files.
        up: which axis of the files points up.
        category: what they all are.
        licence: a note on what one may do with them.
        as_json: print JSON.
    """
    console = Console(highlight=False, soft_wrap=True, quiet=as_json)
    if category is not None and vocabulary.canonical(category) is None:
        near = vocabulary.nearest(category)
        raise InputError(f"nothing is known as a {category!r}" + (f": {', '.join(near)}?" if near else ""))
    kind = vocabulary.canonical(category) if category else None
    with Worker() as worker:
        given = Given(unit, up, kind, licence)
        taken = take(folder, Library(), worker, given, lambda asset: _tell(console, asset))
    if as_json:
        Console(highlight=False, soft_wrap=True).print_json(json.dumps(_as_dict(taken)))
    else:
        _sum_up(console, taken)
    done = len(taken.added) + len(taken.known)
    return 0 if not taken.refused else 1 if done else 2


@assets.command
def show(name: str, *, as_json: Json = False) -> int:
    """Tell all that is known of one.

    Args:
        name: as `room assets` lists it.
        as_json: print JSON.
    """
    console, library = Console(highlight=False, soft_wrap=True), Library()
    asset = library.asset(name)
    if as_json:
        console.print_json(asset.model_dump_json())
        return 0
    _tell(console, asset)
    told = {
        "words": ", ".join(asset.words),
        "slots": ", ".join(asset.slots),
        "colours": ", ".join(f"{colour} {share:.0%}" for colour, share in asset.colors),
        "triangles": f"{asset.triangles:,}",
        "from": asset.source,
        "picture": str(library.picture(name)),
        "write": f'furnish("ID", asset("{name}"))',
    }
    for key, value in told.items():
        console.print(f"  {key}: {value}", markup=False)
    return 0


@assets.command
def remove(*names: str) -> int:
    """Take some out of the list; rooms that use them keep their copies.

    Args:
        names: as `room assets` lists them.
    """
    library = Library()
    if not names:
        raise InputError("room assets remove wants the NAME of one, as `room assets` lists it")
    for name in names:
        library.asset(name)  # all of them are there, or none is taken out
    for name in names:
        library.remove(name)
    Console(highlight=False, soft_wrap=True).print(f"{len(names)} removed", markup=False)
    return 0


def _tell(console: Console, asset: Asset) -> None:
    size = " x ".join(f"{v:.2f}" for v in asset.size)
    console.print(
        f"{asset.name}: {asset.category}, {size} m, {asset.triangles:,} triangles; "
        f"unit {asset.unit}, up {asset.up}; licence: {asset.licence or 'nothing said'}",
        markup=False,
    )
    for line in [asset.guessed, *asset.notes]:
        if line:
            console.print(textwrap.indent(line, "  "), markup=False)


def _sum_up(console: Console, taken: Taken) -> None:
    errors = Console(stderr=True, highlight=False, soft_wrap=True)
    for line in taken.refused:
        errors.print(f"refused: {line}", markup=False)
    parts = [f"{len(taken.added)} added"]
    parts += [f"{len(taken.known)} as they were"] if taken.known else []
    parts += [f"{len(taken.refused)} refused"] if taken.refused else []
    console.print(", ".join(parts), markup=False)


def _as_dict(taken: Taken) -> dict[str, object]:
    return {
        "added": [asset.model_dump() for asset in taken.added],
        "known": taken.known,
        "refused": taken.refused,
    }


def _row(asset: Asset, wide: int) -> str:
    size = " x ".join(f"{v:.2f}" for v in asset.size)
    guessed = "?" if asset.guessed else ""
    colours = " ".join(colour for colour, _ in asset.colors[:3])
    pose = f"{asset.unit}{guessed} {asset.up}-up{guessed}"
    row = f"{asset.name:<{wide}}  {asset.category:<18} {size} m  {pose:<9}  {colours:<23}"
    return f"{row}  {asset.licence or 'no licence said'}"
