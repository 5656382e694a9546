"""A room's order sent to another machine, and the run that comes back: plain bytes, no shared disk."""

from __future__ import annotations

import io
import json
import os
import shutil
import socket
import tarfile
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from harness import settings as configuration
from harness.batch.looking import merged
from harness.batch.one import Order
from harness.settings import RoomSettings
from tools.errors import InputError
from tools.run_folder import is_run

ENVIRONMENT = "ROOM_"
"""How the names of settings in the environment begin."""
SECRETS = ("ROOM_API_KEY", "ROOM_IMAGE_API_KEY", "ROOM_ENDPOINT__HEADERS")
"""Those that hold keys, or how their names begin: no parcel has them, each machine has its own."""
BESIDE = ".annotations.json"


@dataclass(frozen=True)
class Parcel:
    """An order with all that it needs.

    Attributes:
        order: its paths are the sender's; its settings are in `settings`.
        settings: all that hold for the run, as JSON, without keys.
        picture: the item's picture and what lies beside it, bytes by file name.
        run: the run so far, as `packed`; None when it is to begin.
        keys: names in the environment of those that the run needs.
    """

    order: Order
    settings: str = "{}"
    picture: dict[str, bytes] = field(default_factory=dict)
    run: bytes | None = None
    keys: tuple[str, ...] = ()


def sent(order: Order) -> Parcel:
    """The parcel of an order.

    Raises:
        InputError: the picture or the settings file is not there, or the settings are wrong.
    """
    config = Path(order.config) if order.config else None
    settings = configuration.load(config, **merged(order.flags, order.item.settings))
    picture = Path(order.item.picture)
    files = {}
    if order.item.picture:
        marks = picture.with_name(f"{picture.stem}{BESIDE}")
        files = {path.name: _read(path) for path in (picture, *([marks] if marks.is_file() else []))}
    run = packed(order.folder) if is_run(order.folder) else None
    bare = order.model_copy(
        update={"item": order.item.model_copy(update={"settings": {}}), "flags": {}, "config": ""}
    )
    return Parcel(bare, json.dumps(settings.public()), files, run, _keys(settings))


def own_keys(parcel: Parcel) -> None:
    """Take the settings of this machine's environment away but for the keys that are needed.

    Raises:
        InputError: a key that the run needs is not there.
    """
    for name in [name for name in os.environ if name.startswith(ENVIRONMENT)]:
        if not name.startswith(parcel.keys):  # others might go to an address that nobody here asked for
            del os.environ[name]
    lacking = [key for key in parcel.keys if not any(name.startswith(key) for name in os.environ)]
    if lacking:
        raise InputError(
            f"{lacking[0]} is not set on {socket.gethostname()}: keys are not sent to other machines; "
            f"begin Ray there with it in the environment: {lacking[0]}=... .venv/bin/ray start ..."
        )


def _keys(settings: RoomSettings) -> tuple[str, ...]:
    """The keys that a run with these settings asks with.

    Raises:
        InputError: as for `RoomSettings.key`: the address comes from a file that was merely found.
    """
    found: list[str] = []
    if {settings.resolved_model, *settings.models.values()} - {"embedded"}:
        found += [SECRETS[0]] if settings.key is not None else []
        found += [SECRETS[2]] if settings.endpoint.headers else []
    if settings.image_model and settings.image_key is not None:
        found.append(SECRETS[1])
    return tuple(found)


def unwrapped(parcel: Parcel, folder: Path) -> Order:
    """The order with paths of this machine, everything laid out in a folder."""
    order, item = parcel.order, parcel.order.item
    source = folder / "source"
    source.mkdir(parents=True)
    for name, data in parcel.picture.items():
        (source / name).write_bytes(data)
    if item.picture:
        item = item.model_copy(update={"picture": str(source / Path(item.picture).name)})
    config = folder / "settings.json"
    config.write_text(parcel.settings, encoding="utf-8")
    run = folder / "runs" / order.folder.name
    if parcel.run is not None:
        unpacked(parcel.run, run)
    placed = {"item": item, "config": str(config), "folder": run, "log": folder / "log"}
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
