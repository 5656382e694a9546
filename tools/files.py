"""Files that may lie in a stranger's folder: the one way to write them, and the one way to read them.

A received folder can hold links and pipes under any name that a run uses. Nothing here writes through a link:
a file is made under a fresh name and then put in the place of the old one, links and all; the folders
between a run folder and the file are opened without following links. Reading takes plain files only, of a
bounded size, and says in one line what is wrong with any other.
"""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import orjson
from pydantic import BaseModel, ValidationError

from tools.errors import InputError

Model = TypeVar("Model", bound=BaseModel)
TEXT_LIMIT = 64 << 20
"""Bytes of a text file that is read: fifty times the longest of our own."""
_FRESH = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC


def write_bytes(path: Path, data: bytes, *, within: Path | None = None) -> Path:
    """Write a file so that readers see the old content or the new, never half, and never through a link.

    Args:
        path: the file; a link of that name is replaced, what it points to is left alone.
        data: all of it.
        within: the run folder that it lies in: none of the folders between the two may be a link. Left out
            for a place that the user named. Folders that are missing are made.

    Raises:
        InputError: it cannot be written; nothing was changed.
    """
    with _said(path), _parent(path, within) as parent:
        part = f".{path.name[:80]}.{secrets.token_hex(6)}.part"
        handle = os.open(part, _FRESH, 0o666, dir_fd=parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.replace(part, path.name, src_dir_fd=parent, dst_dir_fd=parent)
        except BaseException:
            with suppress(OSError):
                os.unlink(part, dir_fd=parent)
            raise
    return path


def write_text(path: Path, text: str, *, within: Path | None = None) -> None:
    """Write a text file as `write_bytes` does, UTF-8."""
    write_bytes(path, text.encode("utf-8", "backslashreplace"), within=within)


def append(path: Path, data: bytes, *, within: Path | None = None) -> None:
    """Add to the end of a file and wait until it is on disk.

    Raises:
        InputError: it is a link, has a second name elsewhere, or cannot be written.
    """
    how = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    with _said(path), _plain(path, how, within) as handle:
        before = os.fstat(handle).st_size
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(handle, left) :]
            os.fsync(handle)
        except OSError:
            with suppress(OSError):  # a full disk: half a line would be taken for a damaged file
                os.ftruncate(handle, before)
            raise


@contextmanager
def locked(path: Path, *, within: Path | None = None, wait: bool = True) -> Iterator[None]:
    """Hold a lock file, which is made when missing and stays empty.

    Raises:
        InputError: it is a link or cannot be made.
        BlockingIOError: another process holds it and `wait` is off.
    """
    with ExitStack() as held:
        with _said(path):  # and nothing of what is done under the lock
            handle = held.enter_context(_plain(path, os.O_RDWR | os.O_CREAT, within))
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield


def read_bytes(path: Path, limit: int = TEXT_LIMIT) -> bytes:
    """A plain file's content.

    Raises:
        InputError: missing, not a plain file (a pipe would wait for ever), larger than `limit` bytes, or
            not to be read.
    """
    with _said(path, "read"):
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise InputError(f"{path} is not a plain file: remove it")
            if status.st_size > limit:
                raise InputError(f"{path} holds {status.st_size:,} bytes, more than the {limit:,} allowed")
            return file.read(limit + 1)[:limit]


def read_text(path: Path, limit: int = TEXT_LIMIT) -> str:
    """A UTF-8 text file's content, its own line ends kept; errors as `read_bytes`."""
    try:
        return read_bytes(path, limit).decode("utf-8")
    except UnicodeDecodeError:
        raise InputError(f"{path} is not UTF-8 text") from None


def read_json(path: Path, limit: int = TEXT_LIMIT) -> Any:
    """A JSON file's value; InputError when it is none, or not to be read."""
    try:
        return orjson.loads(read_bytes(path, limit))
    except orjson.JSONDecodeError as error:
        raise InputError(f"{path} is not JSON: {error}") from None


def read_object(path: Path, limit: int = TEXT_LIMIT) -> dict[str, Any]:
    """A JSON file that holds an object; InputError when it does not."""
    value = read_json(path, limit)
    if not isinstance(value, dict):
        raise InputError(f"{path} does not hold a JSON object: it was damaged or is another file")
    return value


def read_model(path: Path, kind: type[Model], limit: int = TEXT_LIMIT) -> Model:
    """A JSON file as a model; InputError that names the first place that does not fit."""
    try:
        return kind.model_validate_json(read_bytes(path, limit))
    except (ValidationError, ValueError, RecursionError) as error:
        raise InputError(f"{path} is no {kind.__name__}: {first_fault(error)}") from None


def first_fault(error: Exception) -> str:
    """The first thing wrong, in one line: "things[3].box: ..."."""
    if not isinstance(error, ValidationError):
        return _short(str(error)) or type(error).__name__
    fault = error.errors(include_url=False, include_input=False)[0]
    where = ""
    for step in fault["loc"]:
        where += f"[{step}]" if isinstance(step, int) else f".{step}"
    text = _short(fault["msg"].removeprefix("Value error, "))
    if fault["type"] == "extra_forbidden":
        text = "is not a name that is known here"
    return f"{_short(where.lstrip('.'))}: {text}" if where else text


def _short(text: str, most: int = 500) -> str:
    """One line that a terminal can show, whatever a file held."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 4] + " ..."


@contextmanager
def _parent(path: Path, within: Path | None) -> Iterator[int]:
    """The folder a file lies in, opened, what is missing made; below `within` no link is followed."""
    names = path.parent.relative_to(within).parts if within is not None else ()
    if within is None:
        path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(within if within is not None else path.parent, _FOLDER)
    try:
        for name in names:
            if name == "..":
                raise InputError(f"{path} leads out of {within}")
            with suppress(FileExistsError):
                os.mkdir(name, dir_fd=handle)
            handle, above = os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=handle), handle
            os.close(above)
        yield handle
    finally:
        os.close(handle)


@contextmanager
def _plain(path: Path, how: int, within: Path | None) -> Iterator[int]:
    """A plain file of this one name, opened without following a link."""
    with _parent(path, within) as parent:
        how |= os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        handle = os.open(path.name, how, 0o666, dir_fd=parent)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode) or status.st_nlink > 1:
            raise InputError(f"{path} is not a plain file of its own: remove it")
        yield handle
    finally:
        os.close(handle)


@contextmanager
def _said(path: Path, doing: str = "written") -> Iterator[None]:
    """Turn what the system refuses into one line."""
    try:
        yield
    except BlockingIOError:
        raise
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENOTDIR, errno.EEXIST):
            raise InputError(f"{path}: a link or a file lies in the way: remove it") from error
        raise InputError(f"{path} cannot be {doing}: {error.strerror}") from error
    except ValueError as error:  # a name with a zero byte
        raise InputError(f"{str(path)!r} cannot be {doing}: {error}") from error
