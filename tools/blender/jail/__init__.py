"""The jail of a forked child: resource limits, dropped capabilities, Landlock and seccomp.

No dependency, raw system calls, about a millisecond. Works as root and unprivileged; what this kernel does
not have is reported as missing, never hidden.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.blender.jail import kernel, landlock, limits, seccomp
from tools.blender.jail.kernel import Layer

__all__ = ["Jail", "Layer", "enter"]


@dataclass(frozen=True)
class Jail:
    """What a child may use.

    Attributes:
        read: folders and files it may read; those that do not exist are skipped.
        write: folders it may create, write and delete plain files and folders in.
        memory_mb: address space.
        cpu_seconds: processor time, all threads together.
        file_mb: size of any one file.
    """

    read: Sequence[Path]
    write: Sequence[Path]
    memory_mb: int = 4000
    cpu_seconds: int = 60
    file_mb: int = 200


def enter(jail: Jail) -> list[Layer]:
    """Lock this process in, for good. Call it in a freshly forked child only."""
    kernel.no_new_privileges()
    layers = [limits.enter(jail.memory_mb, jail.cpu_seconds, jail.file_mb)]
    layers.append(landlock.enter(jail.read, jail.write))
    layers.append(limits.drop_capabilities())
    layers.append(seccomp.enter())
    return layers
