"""Take mesh files into the library: each is read in the jailed worker, and nowhere else."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tools.assets.facts import MOST, Facts, UpAxis, read_facts, set_matrix
from tools.assets.guessing import METRES, category_of, guess, words_of
from tools.assets.library import Asset, Library
from tools.blender.jobs import Intake, Render
from tools.blender.worker import Worker
from tools.errors import InputError, RoomError
from tools.files import read_bytes, write_bytes
from tools.names import printable
from tools.program import assets
from tools.program.kit_cell import linked
from tools.run_files import ASSETS

SUFFIXES = (".glb", ".gltf", ".obj")
MOST_FILES = 5000
PIXELS = 256
LICENCES = ("license", "licence", "copying", "copyright")
"""How files begin that say what one may do with what lies beside them."""
DIGITS = 4


@dataclass(frozen=True)
class Given:
    """What the user says about all files of a folder; None: guessed, or read from the files."""

    unit: str | None = None
    up: UpAxis | None = None
    category: str | None = None
    licence: str | None = None


@dataclass
class Taken:
    """What came of a folder.

    Attributes:
        added: those that are new or were read anew.
        known: names of files that were taken in before and have not changed.
        refused: one line each, which begins with the file.
    """

    added: list[Asset] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def take(
    folder: Path,
    library: Library,
    worker: Worker,
    given: Given | None = None,
    tell: Callable[[Asset], None] = lambda asset: None,
) -> Taken:
    """Take every mesh file of a folder, and of the folders in it, into the library.

    Args:
        folder: the user's; or one file.
        library: where they are kept.
        worker: Blender.
        given: what the user says about them.
        tell: called with each that is added.

    Raises:
        InputError: there is no such folder, or no mesh file in it.
    """
    given = given or Given()
    files = list(_files(folder))
    if not files:
        raise InputError(f"{folder}: there is no .glb, .gltf or .obj file in it")
    taken = Taken()
    known = {asset.source: asset for asset in library}
    top = folder if folder.is_dir() else folder.parent
    for path in files:
        try:
            before = known.get(str(path.resolve()))
            digest = _digest(path)
            if before is not None and before.digest == digest and given == Given():
                taken.known.append(before.name)
                continue
            asset = _take_one(path, top, library, worker, given, before)
            asset = asset.model_copy(update={"digest": digest})
            library.keep(asset)
        except RoomError as error:
            taken.refused.append(_refusal(path, error))
            continue
        taken.added.append(asset)
        tell(asset)
    return taken


def _files(folder: Path) -> Iterator[Path]:
    """The mesh files, sorted; links are not followed."""
    if folder.is_file():
        if folder.suffix.lower() not in SUFFIXES:
            raise InputError(f"{folder}: only {', '.join(SUFFIXES)} are taken")
        yield folder
        return
    if not folder.is_dir():
        raise InputError(f"{folder}: there is no such folder")
    count = 0
    for at, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(at) / name
            if path.suffix.lower() in SUFFIXES and path.is_file():
                count += 1
                if count > MOST_FILES:
                    raise InputError(f"{folder} holds more than {MOST_FILES:,} mesh files: add parts of it")
                yield path


def _digest(path: Path) -> str:
    try:
        if path.is_symlink():
            raise InputError(f"{path} is a link: add what it points to")
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}") from None


def _refusal(path: Path, error: RoomError) -> str:
    said = printable(" ".join(str(error).split()))
    return said if said.startswith(str(path)) else f"{path} {said}"


def _take_one(
    path: Path, top: Path, library: Library, worker: Worker, given: Given, before: Asset | None
) -> Asset:
    with tempfile.TemporaryDirectory(prefix="room-asset-") as scratch:
        room = Path(scratch)
        name = before.name if before is not None else library.free_name(path.stem)
        made = room / ASSETS / f"{name}{assets.SUFFIX}"
        made.parent.mkdir()
        worker.job("", room, [Intake(made, path)])
        if made.stat().st_size > MOST:
            raise InputError(f"{path} comes to {made.stat().st_size >> 20} MB, more than {MOST >> 20}")
        facts = read_facts(made)
        asset = _described(path, top, name, facts, given)
        if max(asset.size) <= 0 or max(asset.size) > 900:
            raise InputError(f"{path} is {max(asset.size):g} m long: give --unit")
        set_matrix(made, asset.up, METRES[asset.unit])
        picture = room / "asset.png"
        worker.job(_shown(asset), room, [Render(picture, None, "fast", PIXELS, "asset_1")])
        write_bytes(library.picture(name), read_bytes(picture))
        write_bytes(library.file(name), read_bytes(made, MOST))
    return asset


def _described(path: Path, top: Path, name: str, facts: Facts, given: Given) -> Asset:
    folders = [p.name for p in path.resolve().relative_to(top.resolve()).parents if p.name]
    texts = [path.stem, facts.said.get("title", ""), *folders, *facts.parts[:20]]
    category = given.category or category_of(texts)
    gltf = path.suffix.lower() != ".obj"
    found = guess(facts, category, gltf=gltf, unit=given.unit, up=given.up)
    w, d, h = (round(max(v, 0.001), DIGITS) for v in facts.size(found.up, METRES[found.unit]))
    return Asset(
        name=name,
        category=category,
        words=words_of([path.stem, *folders, *facts.said.values(), *facts.parts, *facts.slots]),
        size=(w, d, h),
        unit=found.unit,
        up=found.up,
        guessed=found.why,
        triangles=facts.triangles,
        slots=facts.slots[:60],
        colors=facts.colors,
        licence=given.licence or _licence(path, top, facts),
        source=str(path.resolve()),
        notes=facts.notes,
    )


def _licence(path: Path, top: Path, facts: Facts) -> str:
    """What the file says, else the first line of a licence beside it or above it; "" when nothing does."""
    own = [facts.said[k] for k in ("license", "licence", "copyright") if facts.said.get(k)]
    if own:
        author = facts.said.get("author", "")
        return "; ".join([*own[:2], *([f"by {author}"] if author and author not in own[0] else [])])[:300]
    at = path.parent
    while True:
        for beside in sorted(at.iterdir()):
            if beside.name.lower().startswith(LICENCES) and beside.suffix.lower() in ("", ".txt", ".md"):
                return _first_line(beside)
        if at.resolve() == top.resolve() or at == at.parent:
            return ""
        at = at.parent


def _first_line(path: Path) -> str:
    if path.is_symlink() or not path.is_file():
        return ""
    with path.open("rb") as file:
        text = printable(file.read(4096).decode("utf-8", "replace"))
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return f"{line[:200]} ({path.name})" if line else ""


def _shown(asset: Asset) -> str:
    """A program with nothing but the asset, as large as it is."""
    w, d, h = asset.size
    place = f'place("asset_1", "thing", at=(0.0, 0.0), size=({w}, {d}, {h}))\n'
    built = assets.line(["asset_1"], asset.name)
    return linked(f"# %% layout\n{place}# %% geometry:asset_1\n{built}# %% run\nfinish()\n")
