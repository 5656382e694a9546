"""A seccomp filter: no other programs, no processes, no sockets, no signals to others."""

from __future__ import annotations

import ctypes
import os
import struct

from tools.blender.jail.kernel import MACHINE, PR_SET_SECCOMP, Layer, prctl
from tools.blender.jail.syscalls import DENIED, NEWEST, SPECIAL, numbers

FILTER_MODE = 2
LOAD, JUMP_EQUAL, JUMP_AT_LEAST, JUMP_BITS, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, ERRNO, KILL = 0x7FFF0000, 0x00050000, 0x80000000
EPERM, ENOSYS = 1, 38
ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
X32_BIT = 0x40000000
NUMBER, ARCH, ARGUMENT_0, ARGUMENT_1, ARGUMENT_2 = 0, 4, 16, 24, 32
CLONE_THREAD = 0x10000
# Copies of handles, flags of handles, the size of a pipe. Not: owners and signals (they reach other
# processes), locks, leases and notices (other programs wait for them), larger pipes (memory no limit counts).
FCNTL = {"F_DUPFD": 0, "F_GETFD": 1, "F_SETFD": 2, "F_GETFL": 3, "F_SETFL": 4, "F_DUPFD_CLOEXEC": 1030,
         "F_GETPIPE_SZ": 1032}  # fmt: skip
# Is it a terminal, how much is there to read, close on exec, do not wait. Not: flags of a file's inode.
IOCTL = {"TCGETS": 0x5401, "TIOCGWINSZ": 0x5413, "FIONREAD": 0x541B, "FIONBIO": 0x5421, "FIONCLEX": 0x5450,
         "FIOCLEX": 0x5451}  # fmt: skip
# Names of threads and of memory, and questions. Not: the signal that ends a job with its zygote, dumpability
# (the zygote could no longer count its files), further filters.
PRCTL = {"PR_GET_PDEATHSIG": 2, "PR_GET_DUMPABLE": 3, "PR_SET_NAME": 15, "PR_GET_NAME": 16,
         "PR_GET_SECCOMP": 21, "PR_CAPBSET_READ": 23, "PR_GET_NO_NEW_PRIVS": 39,
         "PR_SET_VMA": 0x53564D41}  # fmt: skip


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def op(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    """One BPF instruction; jumps count instructions that are left out."""
    return struct.pack("<HBBI", code, if_true, if_false, value)


def deny(number: int, error: int = EPERM) -> bytes:
    """Refuse one system call."""
    return op(JUMP_EQUAL, number, 0, 1) + op(RETURN, ERRNO | error)


def only(number: int, *checks: bytes) -> bytes:
    """Let one system call reach `checks` (which end in a return); others jump over them."""
    body = b"".join(checks)
    return op(JUMP_EQUAL, number, 0, len(body) // 8) + body


def build(machine: str, own_process: int) -> bytes:
    """The filter as BPF: arguments are looked at where a call is needed in part."""
    special = numbers(SPECIAL, machine)
    refuse, allow = op(RETURN, ERRNO | EPERM), op(RETURN, ALLOW)
    parts = [
        op(LOAD, ARCH) + op(JUMP_EQUAL, ARCHITECTURE[machine], 1, 0) + op(RETURN, KILL),
        op(LOAD, NUMBER),
    ]
    if machine == "x86_64":
        parts.append(op(JUMP_AT_LEAST, X32_BIT, 0, 1) + op(RETURN, KILL))
    parts.append(op(JUMP_AT_LEAST, NEWEST, 0, 1) + op(RETURN, ERRNO | ENOSYS))
    # glibc falls back to clone, whose flags can be read here: threads yes, processes no.
    parts.append(deny(special["clone3"], ENOSYS))
    parts.append(
        only(special["clone"], op(LOAD, ARGUMENT_0), op(JUMP_BITS, CLONE_THREAD, 1, 0), refuse, allow)
    )
    # abort() and raise() signal the own process.
    parts.append(
        only(special["tgkill"], op(LOAD, ARGUMENT_0), op(JUMP_EQUAL, own_process, 1, 0), refuse, allow)
    )
    # Reading limits is fine, setting them (of whatever process) is not: the new limit must be NULL.
    null_low, null_high = op(JUMP_EQUAL, 0, 1, 0), op(JUMP_EQUAL, 0, 1, 0)
    parts.append(
        only(
            special["prlimit64"],
            op(LOAD, ARGUMENT_2), null_low, refuse, op(LOAD, ARGUMENT_2 + 4), null_high, refuse, allow,
        )
    )  # fmt: skip
    for name, argument, values in (
        ("fcntl", ARGUMENT_1, FCNTL.values()),
        ("ioctl", ARGUMENT_1, IOCTL.values()),
        ("prctl", ARGUMENT_0, PRCTL.values()),
        ("fallocate", ARGUMENT_1, (0,)),  # other modes take blocks that no file's size shows
    ):
        known = [op(JUMP_EQUAL, value, 0, 1) + allow for value in values]
        parts.append(only(special[name], op(LOAD, argument), *known, refuse))
    parts.extend(deny(number) for number in numbers(DENIED, machine).values())
    parts.append(allow)
    return b"".join(parts)


def enter() -> Layer:
    """Put the filter on this process and all its threads to come."""
    if not MACHINE:
        return Layer("seccomp", False, "unknown processor architecture")
    code = ctypes.create_string_buffer(build(MACHINE, os.getpid()))
    program = _Program(len(code.raw) // 8, ctypes.addressof(code))
    try:
        prctl(PR_SET_SECCOMP, FILTER_MODE, ctypes.byref(program))
    except OSError as error:
        return Layer("seccomp", False, f"this kernel refuses filters ({error.strerror})")
    return Layer("seccomp", True, f"{MACHINE}: {len(numbers(DENIED, MACHINE))} calls refused")
