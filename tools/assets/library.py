"""Where a user's own meshes are kept: three files each, NAME.glb, NAME.png and NAME.json."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from tools.assets.facts import MOST, Colour, Text, UpAxis
from tools.errors import InputError
from tools.files import read_bytes, read_model, write_text
from tools.program.assets import ASSET_NAME, SUFFIX, AssetName

PICTURE = ".png"
MOST_ASSETS = 20_000


class Asset(BaseModel):
    """What is known of one mesh.

    Attributes:
        name: what a program calls it.
        category: a canonical category (`tools.vocabulary`), or "unknown".
        words: what its file, folders and parts are called.
        size: width, depth, height as it really is, metres.
        unit: of its file.
        up: which of its file's axes points up.
        guessed: why unit and axis are taken to be so; "" when they were given.
        triangles: how many.
        slots: its materials, as `wear` names them.
        colors: base colours with their share, the commonest first.
        licence: a note on what one may do with it; "" when nothing is known.
        source: the file it came from.
        digest: sha256 of that file.
        notes: what was left out or changed.
    """

    model_config = ConfigDict(extra="forbid")

    name: AssetName
    category: Text = "unknown"
    words: list[Text] = Field(default_factory=list)
    size: tuple[float, float, float]
    unit: Text = "m"
    up: UpAxis = "y"
    guessed: Text = ""
    triangles: int = 0
    slots: list[Text] = Field(default_factory=list)
    colors: list[tuple[Colour, float]] = Field(default_factory=list)
    licence: Text = ""
    source: str = ""
    digest: str = ""
    notes: list[Text] = Field(default_factory=list)

    def line(self) -> str:
        """One line: name, category, size, colours, slots."""
        size = " x ".join(f"{v:.2f}" for v in self.size)
        colours = " ".join(colour for colour, _ in self.colors[:3])
        return f"{self.name}: {self.category}, {size} m, {colours}, slots {', '.join(self.slots[:8])}"


class Library:
    """The user's own meshes.

    Args:
        folder: where they lie; left out, the user's own folder for data (`XDG_DATA_HOME`).
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or default_folder()

    def names(self) -> list[str]:
        """All names, sorted."""
        if not self.folder.is_dir():
            return []
        found = sorted(p.stem for p in self.folder.glob("*.json") if re.match(ASSET_NAME, p.stem))
        return found[:MOST_ASSETS]

    @property
    def any(self) -> bool:
        """Whether there is at least one."""
        return self.folder.is_dir() and next(self.folder.glob("*.json"), None) is not None

    def __iter__(self) -> Iterator[Asset]:
        """Every asset, by name."""
        return (self.asset(name) for name in self.names())

    def has(self, name: str) -> bool:
        """Whether there is one of that name."""
        return bool(re.match(ASSET_NAME, name)) and (self.folder / f"{name}.json").is_file()

    def asset(self, name: str) -> Asset:
        """What is known of one.

        Raises:
            InputError: there is none of that name; says which come near.
        """
        if not self.has(name):
            near = difflib.get_close_matches(name, self.names(), 3, 0.5)
            hint = f"did you mean {' or '.join(near)}?" if near else "`room assets` lists what there is"
            raise InputError(f"there is no asset {name!r}: {hint}")
        return read_model(self.folder / f"{name}.json", Asset)

    def file(self, name: str) -> Path:
        """The .glb of one."""
        return self.folder / f"{name}{SUFFIX}"

    def picture(self, name: str) -> Path:
        """A picture of one."""
        return self.folder / f"{name}{PICTURE}"

    def data(self, name: str) -> bytes:
        """The .glb's content; InputError when there is none."""
        self.asset(name)
        return read_bytes(self.file(name), MOST)

    def keep(self, asset: Asset) -> None:
        """Write down what is known of one; the last of its three files."""
        write_text(self.folder / f"{asset.name}.json", asset.model_dump_json(indent=1) + "\n")

    def remove(self, name: str) -> None:
        """Take one out; rooms that use it have copies of their own."""
        self.asset(name)
        for path in (self.folder / f"{name}.json", self.picture(name), self.file(name)):
            path.unlink(missing_ok=True)

    def free_name(self, stem: str) -> str:
        """A sound name that no other asset has, for a file's."""
        plain = re.sub(r"[^a-z0-9]+", "_", stem.lower()).strip("_")[:50] or "asset"
        number = 1
        while self.has(plain if number == 1 else f"{plain}_{number}"):
            number += 1
        return plain if number == 1 else f"{plain}_{number}"


def default_folder() -> Path:
    """The user's own: `$XDG_DATA_HOME/drawing-room/assets`."""
    home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return home / "drawing-room" / "assets"
