"""Resource limits and capabilities of a jailed child."""

from __future__ import annotations

import ctypes
import resource
import struct

from tools.blender.jail.kernel import LIBC, MACHINE, Layer, os_error

CAPSET = {"x86_64": 126, "aarch64": 91}
CAPABILITY_VERSION_3 = 0x20080522
# Root in a container must still read picture files that belong to the user outside; Landlock says which.
CAP_DAC_READ_SEARCH = 1 << 2


def enter(memory_mb: int, cpu_seconds: int, file_mb: int) -> Layer:
    """Bound memory, processor time, file size, open files and core dumps."""
    wanted = {
        resource.RLIMIT_AS: memory_mb << 20,
        resource.RLIMIT_CPU: cpu_seconds,
        resource.RLIMIT_FSIZE: file_mb << 20,
        resource.RLIMIT_NOFILE: 256,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MSGQUEUE: 0,
    }
    for kind, value in wanted.items():
        hard = resource.getrlimit(kind)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))
    return Layer("limits", True, f"{memory_mb} MB memory, {cpu_seconds} s CPU, {file_mb} MB a file")


def drop_capabilities() -> Layer:
    """Give up every capability of root but reading; nothing changes for an ordinary user."""
    if not MACHINE:
        return Layer("capabilities", False, "unknown processor architecture")
    header = struct.pack("<Ii", CAPABILITY_VERSION_3, 0)
    current = ctypes.create_string_buffer(24)
    capget = CAPSET[MACHINE] - 1
    if LIBC.syscall(capget, header, current) < 0:
        return Layer("capabilities", False, str(os_error("capget")))
    permitted = struct.unpack("<6I", current.raw)[1]
    kept = permitted & CAP_DAC_READ_SEARCH
    if LIBC.syscall(CAPSET[MACHINE], header, struct.pack("<6I", kept, kept, 0, 0, 0, 0)) < 0:
        return Layer("capabilities", False, str(os_error("capset")))
    return Layer("capabilities", True, "dropped" if permitted else "none held")
