"""Watching one jailed child from the zygote: what it says, what it uses, and its certain end."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import time
from dataclasses import dataclass, field
from typing import Any

from tools.blender import frames
from tools.blender.scratch import Scratch

REPLY_LIMIT = 16 << 20
"""Bytes of a reply: 15 times what 3000 objects with 5 parts each take."""
LINE_LIMIT = 8192
TICK_SECONDS = 0.05
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
THREADS = 48 + 4 * (os.cpu_count() or 1)
"""Threads of one job. Cycles and its task pool start about two a core."""
TRACE_PATIENCE = 1.0


@dataclass(frozen=True)
class Facts:
    """What the kernel says of a process: its state's letter, processor seconds, threads."""

    state: str
    cpu_seconds: float
    threads: int


@dataclass
class Watch:
    """One child being watched: what it said and when it must be done.

    Attributes:
        budget: (processor seconds, wall seconds) by stage; each stage's is given once.
        killed: which bound it broke: "cpu", "wall", "disk", "threads", "stopped", "reply" or "silent".
        layers: the jail's layers as the child found them before anything of the program ran.
    """

    pid: int
    pipe: int
    budget: dict[str, tuple[float, float]]
    scratch: Scratch
    stage: str = ""
    reply: bytearray = field(default_factory=bytearray)
    killed: str | None = None
    layers: list[Any] | None = None
    _cpu_end: float = 0.0
    _wall_end: float = 0.0
    _pending: bytes = b""

    def enter(self, stage: str) -> None:
        """Start the clocks of a stage."""
        cpu, wall = self.budget.pop(stage, (0.0, 0.0))
        self.stage = stage
        self._cpu_end = facts(self.pid).cpu_seconds + cpu
        self._wall_end = time.monotonic() + wall

    def follow(self, channel_in: int) -> None:
        """Read the child's pipe until it ends or breaks a bound."""
        while True:
            readable, _, _ = select.select([self.pipe, channel_in], [], [], TICK_SECONDS)
            if channel_in in readable:
                raise frames.Closed  # a second request never comes during a job: the main process has gone
            self.killed = self._broken()
            if self.killed:
                return
            if not readable:
                continue
            chunk = os.read(self.pipe, 1 << 16)
            if not chunk:
                # A whole reply may be followed by a slow end; a line cut early is a trick.
                if not self.reply and not _ends_soon(self.pid):
                    self.killed = "silent"
                return
            self._hear(chunk)

    def _broken(self) -> str | None:
        """The bound that is broken now."""
        found = facts(self.pid)
        if found.cpu_seconds > self._cpu_end:
            return "cpu"
        if time.monotonic() > self._wall_end:
            return "wall"
        if found.state in ("T", "t"):
            return "stopped"
        if found.threads > THREADS:
            return "threads"
        if self.scratch.is_full(self.pid):
            return "disk"
        too_long = len(self.reply) > REPLY_LIMIT or len(self._pending) > LINE_LIMIT
        return "reply" if too_long else None

    def _hear(self, chunk: bytes) -> None:
        # Stage lines come before the reply: a chunk of the reply may begin with a "#" of its own.
        if self.reply:
            self.reply += chunk
            return
        self._pending += chunk
        while self._pending.startswith(b"#") and b"\n" in self._pending:
            line, self._pending = self._pending.split(b"\n", 1)
            self._line(line[1:])
        if self._pending and not self._pending.startswith(b"#"):
            self.reply += self._pending
            self._pending = b""

    def _line(self, line: bytes) -> None:
        if line.startswith(b"jail ") and self.layers is None and self.stage == "start":
            with contextlib.suppress(ValueError):
                self.layers = json.loads(line[5:])
            return
        self.enter(line[:64].decode("ascii", "replace"))

    def end(self) -> None:
        """Make sure the child is gone; a slow one first writes down which line it is at."""
        if self.killed in ("cpu", "wall"):
            os.kill(self.pid, signal.SIGUSR1)
            self._wait_for_trace()
        with contextlib.suppress(OSError):
            os.killpg(self.pid, signal.SIGKILL)
        os.kill(self.pid, signal.SIGKILL)

    def _wait_for_trace(self) -> None:
        until = time.monotonic() + TRACE_PATIENCE
        trace = self.scratch.folder / "trace.txt"
        while time.monotonic() < until:
            time.sleep(0.02)
            with contextlib.suppress(OSError):
                if trace.stat().st_size:
                    time.sleep(0.02)
                    return


def facts(pid: int) -> Facts:
    """Of a child that was not waited for yet."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:  # noqa: PTH123 (read 20 times a second)
            words = file.read().rpartition(b")")[2].split()
    except OSError:
        return Facts("X", 0.0, 0)
    return Facts(words[0].decode(), (int(words[11]) + int(words[12])) / TICKS_A_SECOND, int(words[17]))


def end_orphans() -> None:
    """Kill and wait for every child this process still has: what a job without seccomp may have left."""
    own = os.getpid()
    for _ in range(1000):
        with open(f"/proc/{own}/task/{own}/children", "rb") as file:  # noqa: PTH123
            left = [int(word) for word in file.read().split()]
        if not left:
            return
        for pid in left:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def _ends_soon(pid: int) -> bool:
    """Whether a child that closed its pipe has ended, or does within two seconds."""
    for _ in range(100):
        if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None:
            return True
        time.sleep(0.02)
    return False
