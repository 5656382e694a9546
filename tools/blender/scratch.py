"""The folder one job writes in, and the bound on all its files together.

Where the kernel gives the zygote a mount namespace of its own, the folder is a tmpfs of that size: nothing
can be written past it, however it is written, and unmounting removes all. Elsewhere the files are counted
while the job runs: blocks rather than sizes, and files without a name that are still open or mapped.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import stat
from pathlib import Path

from tools.blender.jail.kernel import LIBC, Layer, os_error

FILES = 20_000
"""Files and folders a job may make; an export of a large room makes about a hundred."""
DEPTH = 16
"""Folders inside folders when they are counted; the exporters make one level."""
BLOCK = 4096
CLONE_NEWNS, CLONE_NEWUSER = 0x00020000, 0x10000000
MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REC, MS_PRIVATE = 2, 4, 8, 0x4000, 0x40000
MNT_DETACH = 2


class Scratch:
    """The folder of the job that runs, made anew for every job.

    Args:
        folder: where it lies.
        limit_mb: all files together.
        file_mb: size of any one file, as the job's own limits bound it.
        mounted: whether this process may mount (see `own_mounts`).
    """

    def __init__(self, folder: Path, limit_mb: int, file_mb: int, *, mounted: bool) -> None:
        self.folder, self._limit, self._file_limit = folder, limit_mb << 20, file_mb << 20
        self.mounted = mounted
        self._holds = False

    def renew(self) -> None:
        """An empty folder."""
        self.clear()
        self.folder.mkdir(mode=0o700)
        if self.mounted:
            _mount_tmpfs(self.folder, self._limit)
            self._holds = True

    def clear(self) -> None:
        """Remove it with all that is in it."""
        if self._holds:
            _call("umount2", LIBC.umount2(os.fsencode(self.folder), MNT_DETACH))
            self._holds = False
        remove_tree(self.folder)

    def is_full(self, pid: int) -> bool:
        """Whether process `pid` has used the room up."""
        if self._holds:
            left = os.statvfs(self.folder)
            return left.f_bavail == 0 or left.f_favail == 0
        return used(self.folder, pid, self._file_limit) > self._limit

    def layer(self) -> Layer:
        """What bounds the files, for `room doctor`."""
        if self.mounted:
            return Layer("disk", True, f"a tmpfs of {self._limit >> 20} MB and {FILES} files for every job")
        told = (
            "no mount namespace here: a job's files are counted while it runs, so it can pass "
            f"{self._limit >> 20} MB by what it writes in a tenth of a second"
        )
        return Layer("disk", False, told)


def own_mounts(needed: Path) -> bool:
    """Give this process mounts of its own, which end with it; False where the kernel or a container refuses.

    Call it while the process has one thread. As an ordinary user it takes a user namespace, in which reading
    what others own may no longer work: a forked child tries first whether the folder `needed` can.
    """
    pid = os.fork()
    if pid == 0:
        fine = False
        with contextlib.suppress(OSError):
            _unshare()
            _mount_tmpfs(Path("/proc/self/cwd").resolve(), 1 << 20)
            fine = any(needed.iterdir()) and bool(Path(os.__file__).read_bytes())
        os._exit(0 if fine else 1)
    if os.waitpid(pid, 0)[1] != 0:
        return False
    _unshare()
    return True


def _unshare() -> None:
    user, group = os.geteuid(), os.getegid()
    try:
        _call("unshare", LIBC.unshare(CLONE_NEWNS))
    except OSError:
        _call("unshare", LIBC.unshare(CLONE_NEWNS | CLONE_NEWUSER))
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    _call("mount", LIBC.mount(b"none", b"/", None, ctypes.c_ulong(MS_REC | MS_PRIVATE), None))


def _mount_tmpfs(folder: Path, size: int) -> None:
    options = f"size={size},nr_inodes={FILES},mode=700".encode()
    flags = ctypes.c_ulong(MS_NOSUID | MS_NODEV | MS_NOEXEC)
    _call("mount", LIBC.mount(b"room", os.fsencode(folder), b"tmpfs", flags, options))


def _call(what: str, result: int) -> None:
    if result != 0:
        raise os_error(what)


class _UncountableError(Exception):
    """A folder too deep or without rights to look into it."""


def used(folder: Path, pid: int, file_limit: int) -> int:
    """Bytes on disk that process `pid` uses in and from `folder`; an absurd number when it cannot be counted.

    Every name counts as a block at least, so that a flood of empty files shows. A file that is mapped but has
    neither a name nor a handle counts as `file_limit`, the most it can be.
    """
    seen: set[int] = set()
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return 0
    try:
        device = os.fstat(handle).st_dev
        total = _named(handle, 0, seen)
    except _UncountableError:
        return 1 << 60
    finally:
        os.close(handle)
    return total + _nameless(folder, device, pid, seen, file_limit)


def _named(folder: int, depth: int, seen: set[int]) -> int:
    """Bytes below an open folder, by handles: a path may be too long to open."""
    if depth > DEPTH:
        raise _UncountableError
    total = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            try:
                facts = entry.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue  # removed by the job meanwhile
            total += BLOCK if facts.st_ino in seen else max(BLOCK, facts.st_blocks * 512)
            seen.add(facts.st_ino)
            if len(seen) > FILES:
                raise _UncountableError
            if stat.S_ISDIR(facts.st_mode):
                total += _folder_named(entry.name, folder, depth, seen)
    return total


def _folder_named(name: str, parent: int, depth: int, seen: set[int]) -> int:
    try:
        handle = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=parent)
    except (FileNotFoundError, NotADirectoryError):
        return 0
    except OSError:
        raise _UncountableError from None
    try:
        return _named(handle, depth + 1, seen)
    finally:
        os.close(handle)


def _nameless(folder: Path, device: int, pid: int, seen: set[int], file_limit: int) -> int:
    """Bytes of files that were removed but are still open or mapped."""
    total = 0
    for handle in _listed(f"/proc/{pid}/fd"):
        try:
            facts = os.stat(f"/proc/{pid}/fd/{handle}")  # noqa: PTH116
        except OSError:
            continue
        if stat.S_ISREG(facts.st_mode) and facts.st_dev == device and facts.st_ino not in seen:
            seen.add(facts.st_ino)
            total += facts.st_blocks * 512
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/maps").read_text(errors="replace").splitlines():
            words = line.split(maxsplit=5)
            ours = len(words) == 6 and words[5].startswith(f"{folder}/") and words[5].endswith(" (deleted)")
            if ours and int(words[4]) not in seen:
                seen.add(int(words[4]))
                total += file_limit
    return total


def _listed(folder: str) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208
    except OSError:
        return []


def remove_tree(top: Path) -> None:
    """Remove a folder however deep it is, whatever its folders' rights are; what cannot be removed stays.

    Folders inside folders are first moved up to `top`: no path grows, nothing recurses.
    """
    number = 0
    for _ in range(10 * FILES):
        deeper = False
        for entry in _entries(top):
            if not entry.is_dir(follow_symlinks=False):
                _quietly(os.unlink, entry.path)
                continue
            _quietly(os.chmod, entry.path, 0o700)
            for inner in _entries(Path(entry.path)):
                if inner.is_dir(follow_symlinks=False):
                    number += 1
                    _quietly(os.chmod, inner.path, 0o700)
                    deeper |= _quietly(os.rename, inner.path, os.fspath(top / f".removed-{number}"))
                else:
                    _quietly(os.unlink, inner.path)
            _quietly(os.rmdir, entry.path)
        if not deeper:
            break
    _quietly(os.rmdir, os.fspath(top))


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return list(found)
    except OSError:
        return []


def _quietly(call: object, *arguments: object) -> bool:
    """Whether a call went through."""
    try:
        call(*arguments)  # type: ignore[operator]
    except OSError:
        return False
    return True
