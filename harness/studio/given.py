"""A picture with what goes with it: its masks, its marks, and what kind of camera saw it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from harness.studio.asks import Terms
from harness.studio.bodies import read_as
from tools.errors import InputError

HEAD = 64 << 10
"""Bytes of the line that says what the others are."""
FILES = 500
PLAIN = re.compile(r"[^A-Za-z0-9_. -]+")


class GivenFile(BaseModel):
    """One file: what it is, its name, its bytes."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["picture", "mask", "marks"]
    name: str = Field(min_length=1, max_length=200)
    bytes: int = Field(ge=1)


class Given(BaseModel):
    """What a page sends in front of the files themselves."""

    model_config = ConfigDict(extra="forbid")

    files: list[GivenFile] = Field(min_length=1, max_length=FILES)
    inside: bool = False
    """A photo taken inside the room."""
    terms: Terms = Terms()


def unpacked(body: bytes) -> tuple[Given, list[bytes]]:
    """A line of JSON, then the files it names, one behind the other.

    Raises:
        HTTPException: the line is no `Given`.
        InputError: the files are not as long as it says, or not one of them is the picture.
    """
    head, _, rest = body.partition(b"\n")
    given = read_as(Given, head[:HEAD])
    if sum(file.bytes for file in given.files) != len(rest):
        raise InputError("the files did not arrive whole: choose them once more")
    for kind in ("picture", "marks"):
        found = sum(file.kind == kind for file in given.files)
        if found > 1 or (kind == "picture" and not found):
            raise InputError(f"{found} files are given as {kind}: give one")
    parts, at = [], 0
    for file in given.files:
        parts.append(rest[at : at + file.bytes])
        at += file.bytes
    return given, parts


def laid_out(given: Given, parts: list[bytes], folder: Path) -> tuple[Path, list[str]]:
    """Write the files into a folder as `room chat` takes them; returns the picture and the flags.

    Args:
        given: what they are.
        parts: their bytes.
        folder: an empty one.

    Raises:
        InputError: two masks have the same name.
    """
    masks = [
        (_plain(file.name), data)
        for file, data in zip(given.files, parts, strict=True)
        if file.kind == "mask"
    ]
    names = [name for name, _ in masks]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise InputError(f"two masks are called {twice}: give each its thing's name and a number")
    flags = ["--camera", "eye"] if given.inside else []
    picture = folder / "picture.png"
    for file, data in zip(given.files, parts, strict=True):
        if file.kind == "picture":
            picture = folder / (_plain(Path(file.name).stem) + ".picture")
            picture.write_bytes(data)
        elif file.kind == "marks":
            (folder / "marks.json").write_bytes(data)
            flags += ["--marks", str(folder / "marks.json")]
    return picture, flags + _masks(masks, folder)


def _masks(masks: list[tuple[str, bytes]], folder: Path) -> list[str]:
    """A label map with its names, a file of outlines, or a folder of one picture a thing."""
    if not masks:
        return []
    told = [(name, data) for name, data in masks if name.lower().endswith(".json")]
    drawn = [(name, data) for name, data in masks if not name.lower().endswith(".json")]
    if len(told) > 1:
        raise InputError(f"{told[1][0]}: one JSON file goes with masks, not {len(told)}")
    if not drawn:
        (folder / "masks.json").write_bytes(told[0][1])
        return ["--masks", str(folder / "masks.json")]
    if len(drawn) == 1:
        label = folder / f"masks{Path(drawn[0][0]).suffix.lower() or '.png'}"
        label.write_bytes(drawn[0][1])
        for _, data in told:
            (folder / "masks.json").write_bytes(data)
        return ["--masks", str(label)]
    if told:
        raise InputError(f"{told[0][0]}: masks of one thing each are called by their own names; leave it out")
    (folder / "masks").mkdir()
    for name, data in drawn:
        (folder / "masks" / name).write_bytes(data)
    return ["--masks", str(folder / "masks")]


def _plain(name: str) -> str:
    """A file's own name, without what leads anywhere."""
    return PLAIN.sub("-", Path(name).name).strip(" .") or "file"
