"""The few raw system calls the jail is made of."""

from __future__ import annotations

import ctypes
import os
import platform
from dataclasses import dataclass

PR_SET_PDEATHSIG = 1
PR_SET_SECCOMP = 22
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38

LIBC = ctypes.CDLL(None, use_errno=True)
LIBC.syscall.restype = ctypes.c_long
MACHINE = {"x86_64": "x86_64", "amd64": "x86_64", "aarch64": "aarch64", "arm64": "aarch64"}.get(
    platform.machine().lower(), ""
)


@dataclass(frozen=True)
class Layer:
    """One layer of the jail: whether it holds on this machine, and what it does or why it is missing."""

    name: str
    active: bool
    detail: str


def prctl(option: int, *arguments: object) -> None:
    """`prctl(2)`; OSError when the kernel refuses."""
    padded = [*arguments, 0, 0, 0, 0][:4]
    if LIBC.prctl(option, *padded) < 0:
        raise os_error("prctl")


def os_error(what: str) -> OSError:
    """The error of the system call that just failed."""
    number = ctypes.get_errno()
    return OSError(number, f"{what}: {os.strerror(number)}")


def no_new_privileges() -> None:
    """No program started from here can gain rights; Landlock and seccomp ask for it."""
    prctl(PR_SET_NO_NEW_PRIVS, 1)


def die_with_parent(parent: int) -> None:
    """Ask the kernel to kill this process when the one that forked it ends; seccomp keeps it so.

    Args:
        parent: process id of the one that forked it, which may have ended already.
    """
    prctl(PR_SET_PDEATHSIG, 9)
    if os.getppid() != parent:
        os._exit(1)


def adopt_orphans() -> None:
    """Become the parent of what a child leaves behind, so that it can be ended."""
    prctl(PR_SET_CHILD_SUBREAPER, 1)
