"""Counting and removing what a job wrote, however it wrote it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tools.blender.scratch import DEPTH, FILES, remove_tree, used

MB = 1 << 20
UNCOUNTABLE = 1 << 60
HOLDS = """
import ctypes, mmap, os, sys
input()
with open(sys.argv[1], "r+b") as file:
    os.unlink(sys.argv[1])
    print("open", flush=True)
    input()
    libc = ctypes.CDLL(None)  # Python's own mmap keeps a handle, too
    libc.mmap.restype = ctypes.c_void_p
    size = ctypes.c_size_t(1 << 20)
    at = libc.mmap(None, size, mmap.PROT_READ, mmap.MAP_SHARED, file.fileno(), ctypes.c_long(0))
print("mapped", flush=True)
input()
libc.munmap(ctypes.c_void_p(at), size)
print("gone", flush=True)
input()
"""


def written(path: Path, megabytes: int) -> Path:
    path.write_bytes(os.urandom(megabytes * MB))
    return path


@contextmanager
def another(code: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process that holds only what `code` makes it hold; pytest itself has files without names open."""
    command = [sys.executable, "-c", f"print('begun', flush=True)\n{code}", *arguments]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"begun\n"
            yield process
        finally:
            process.kill()


def go_on(process: subprocess.Popen[bytes]) -> None:
    """One line to it and one line back."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"\n")
    process.stdin.flush()
    assert process.stdout.readline() != b""


def test_blocks_count_and_not_sizes(tmp_path: Path) -> None:
    written(tmp_path / "a", 2)
    with (tmp_path / "sparse").open("wb") as sparse:
        sparse.truncate(1 << 40)
    with (tmp_path / "taken").open("wb") as taken:
        os.posix_fallocate(taken.fileno(), 0, 3 * MB)
        taken.truncate(0)
        os.posix_fallocate(taken.fileno(), 0, 3 * MB)
    with another("input()") as job:
        assert 5 * MB <= used(tmp_path, job.pid, 0) < 6 * MB


def test_every_name_counts(tmp_path: Path) -> None:
    for number in range(100):
        (tmp_path / str(number)).touch()
    os.link(tmp_path / "0", tmp_path / "again")
    with another("input()") as job:
        assert used(tmp_path, job.pid, 0) == 101 * 4096


def test_a_file_without_a_name_counts_while_it_is_open_or_mapped(tmp_path: Path) -> None:
    path = written(tmp_path / "open", 3)
    with another(HOLDS, str(path)) as job:
        go_on(job)
        assert 3 * MB <= used(tmp_path, job.pid, 0) < 4 * MB
        go_on(job)
        assert used(tmp_path, job.pid, 50 * MB) == 50 * MB
        go_on(job)
        assert used(tmp_path, job.pid, 50 * MB) == 0


def dive(top: Path, depth: int) -> None:
    """A folder in a folder and so on, with a file in each."""
    handle = os.open(top, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir("d" * 100, dir_fd=handle)
        inner = os.open("d" * 100, os.O_RDONLY, dir_fd=handle)
        os.close(os.open("file", os.O_CREAT | os.O_WRONLY, dir_fd=inner))
        os.close(handle)
        handle = inner
    os.close(handle)


def test_what_is_too_deep_to_count_is_too_much(tmp_path: Path) -> None:
    dive(tmp_path, DEPTH)
    assert used(tmp_path, os.getpid(), 0) < MB
    other = tmp_path / "other"
    other.mkdir()
    dive(other, DEPTH + 1)
    assert used(other, os.getpid(), 0) == UNCOUNTABLE


def test_too_many_names_are_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.blender.scratch.FILES", 50)
    for number in range(60):
        (tmp_path / str(number)).touch()
    assert FILES > 50
    assert used(tmp_path, os.getpid(), 0) == UNCOUNTABLE


def test_a_tree_deeper_than_python_recurses_is_removed(tmp_path: Path) -> None:
    top = tmp_path / "top"
    top.mkdir()
    dive(top, 1500)
    closed = top / "closed"
    (closed / "inner").mkdir(parents=True)
    (closed / "inner" / "file").touch()
    (closed / "inner").chmod(0)
    closed.chmod(0o300)
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "file").touch()
    (top / "link").symlink_to(kept)
    remove_tree(top)
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert (kept / "file").exists()
