"""A room's order sent to another machine, and the run that comes back: plain bytes, no shared disk."""

from __future__ import annotations

import io
import os
import shutil
import tarfile
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from harness.batch.one import Order
from tools.errors import InputError
from tools.source.kinds import is_run

ENVIRONMENT = "ROOM_"
"""How the names of settings in the environment begin."""
FOUND = "room.toml"
"""The settings file that is read where the batch was begun."""
BESIDE = ".annotations.json"


@dataclass(frozen=True)
class Parcel:
    """An order with all that it needs.

    Attributes:
        order: its paths are the sender's.
        config: name and bytes of the settings file; None without one.
        picture: the item's picture and what lies beside it, bytes by file name.
        run: the run so far, as `packed`; None when it is to begin.
        environment: the settings of the sender's environment; a key is among them.
    """

    order: Order
    config: tuple[str, bytes] | None = None
    picture: dict[str, bytes] = field(default_factory=dict)
    run: bytes | None = None
    environment: dict[str, str] = field(default_factory=dict, repr=False)


def sent(order: Order) -> Parcel:
    """The parcel of an order.

    Raises:
        InputError: the picture or the settings file is not there.
    """
    config = Path(order.config or FOUND)
    named = (config.name, _read(config)) if order.config or config.is_file() else None
    picture = Path(order.item.picture)
    files = {}
    if order.item.picture:
        marks = picture.with_name(f"{picture.stem}{BESIDE}")
        files = {path.name: _read(path) for path in (picture, *([marks] if marks.is_file() else []))}
    run = packed(order.folder) if is_run(order.folder) else None
    own = {name: value for name, value in os.environ.items() if name.startswith(ENVIRONMENT)}
    return Parcel(order, named, files, run, own)


def unwrapped(parcel: Parcel, folder: Path) -> Order:
    """The order with paths of this machine, everything laid out in a folder."""
    order, item = parcel.order, parcel.order.item
    source = folder / "source"
    source.mkdir(parents=True)
    for name, data in parcel.picture.items():
        (source / name).write_bytes(data)
    if item.picture:
        item = item.model_copy(update={"picture": str(source / Path(item.picture).name)})
    config = ""
    if parcel.config is not None:
        name, data = parcel.config
        (folder / name).write_bytes(data)
        config = str(folder / name)
    run = folder / "runs" / order.folder.name
    if parcel.run is not None:
        unpacked(parcel.run, run)
    placed = {"item": item, "config": config, "folder": run, "log": folder / "log"}
    return order.model_copy(update={**placed, "common": folder / "common"})


def packed(folder: Path) -> bytes:
    """A folder's plain files as an archive; pictures and models in it are compressed already."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                archive.add(path, str(path.relative_to(folder)), recursive=False)
    return out.getvalue()


def unpacked(data: bytes, folder: Path) -> None:
    """Lay an archive out as a folder that was not there, or in place of it; half of it is never seen."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".arriving-", dir=folder.parent) as scratch:
        made = Path(scratch) / "run"
        made.mkdir()
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            archive.extractall(made, filter="data")
        if folder.exists():
            shutil.move(folder, Path(scratch) / "before")
        made.rename(folder)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {(error.strerror or str(error)).lower()}") from error
