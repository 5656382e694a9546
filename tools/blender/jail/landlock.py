"""Landlock: which files a child may see, no TCP, no signals to others (Linux 5.13 and newer)."""

from __future__ import annotations

import ctypes
import os
import stat
import struct
from collections.abc import Sequence
from pathlib import Path

from tools.blender.jail.kernel import LIBC, Layer, os_error

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
RULE_PATH_BENEATH = 1

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
REMOVE_DIR, REMOVE_FILE, MAKE_DIR, MAKE_REG = 1 << 4, 1 << 5, 1 << 7, 1 << 8
TRUNCATE = 1 << 14
READ = READ_FILE | READ_DIR
# No devices, sockets, pipes or links are made: what comes out of the scratch folder is plain files.
WRITE = READ | WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | TRUNCATE
FOR_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE


def abi() -> int:
    """Landlock's version in the running kernel; below 1 when there is none."""
    return int(LIBC.syscall(CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(1)))


def handled_rights(version: int) -> tuple[int, int, int]:
    """Every right this version can take away: files, network, scopes."""
    files = (1 << 13) - 1
    for since, right in ((2, 1 << 13), (3, TRUNCATE), (5, 1 << 15)):
        files |= right if version >= since else 0
    return files, 3 if version >= 4 else 0, 3 if version >= 6 else 0


def enter(read: Sequence[Path], write: Sequence[Path]) -> Layer:
    """Leave this process only the given folders and files."""
    version = abi()
    if version < 1:
        return Layer(
            "landlock", False, "this kernel has no Landlock (needs Linux 5.13 or newer, switched on)"
        )
    files, network, scopes = handled_rights(version)
    attributes = struct.pack("<QQQ", files, network, scopes)[
        : 8 if version < 4 else 16 if version < 6 else 24
    ]
    ruleset = LIBC.syscall(CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), ctypes.c_uint32(0))
    if ruleset < 0:
        return Layer("landlock", False, str(os_error("landlock_create_ruleset")))
    try:
        for path in read:
            _allow(ruleset, path, READ & files)
        for path in write:
            _allow(ruleset, path, WRITE & files)
        if LIBC.syscall(RESTRICT_SELF, ruleset, ctypes.c_uint32(0)) < 0:
            return Layer("landlock", False, str(os_error("landlock_restrict_self")))
    finally:
        os.close(ruleset)
    said = "files" + (", TCP" if network else "") + (", signals" if scopes else "")
    return Layer("landlock", True, f"version {version}: {said}")


def _allow(ruleset: int, path: Path, rights: int) -> None:
    """Add one folder or file; a missing one is skipped."""
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    if not stat.S_ISDIR(os.fstat(handle).st_mode):
        rights &= FOR_FILES
    rule = struct.pack("<Qi", rights, handle)
    failed = LIBC.syscall(ADD_RULE, ruleset, RULE_PATH_BENEATH, rule, ctypes.c_uint32(0)) < 0
    error = os_error(f"landlock_add_rule {path}") if failed else None
    os.close(handle)
    if error:
        raise error
