"""The zygote: one single-threaded process with bpy loaded that forks a jailed child for every job.

It never renders and never runs a program, so nothing a job does can reach the next one. Started by
`tools.blender.worker` as `python -m tools.blender.zygote FOLDER`; talks over stdin and stdout (frames.py).
"""

from __future__ import annotations

import gc
import os
import select
import shutil
import signal
import sys
import time
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, Any

from tools.blender import frames
from tools.blender.single_thread import ThreadHold, stop_exr_threads, thread_count

if TYPE_CHECKING:
    from collections.abc import Callable

    Work = Callable[[dict[str, Any], int, ThreadHold], None]

REPLY_LIMIT = 64 << 20
TICK_SECONDS = 0.1


@dataclass
class Watch:
    """One child being watched: what it said and when it must be done."""

    pid: int
    pipe: int
    budget: dict[str, float]
    scratch: Path
    scratch_limit: int
    stage: str = ""
    deadline: float = 0.0
    reply: bytearray = field(default_factory=bytearray)
    killed: str | None = None

    def enter(self, stage: str) -> None:
        """Start the clock of a stage; each stage's budget is given once."""
        self.stage = stage
        self.deadline = time.monotonic() + self.budget.pop(stage, 0.0)


def main() -> None:
    """Load bpy, report readiness, then serve jobs until stdin closes."""
    channel_in, channel_out = _private_channel()
    started = time.perf_counter()
    hold = ThreadHold()
    hold.hold()
    from tools.blender import child  # loads bpy, which has to come after the hold

    stop_exr_threads()
    child.prepare()
    gc.collect()
    gc.freeze()
    ready = {"ready": True, "seconds": time.perf_counter() - started, "threads": thread_count()}
    frames.send(channel_out, ready)
    while True:
        try:
            request, _ = frames.receive(channel_in)
            header, reply = serve(request, child.work, hold, channel_in, channel_out)
            frames.send(channel_out, header, reply)
        except frames.Closed:
            _clean_up(sys.argv[1:])
            return


def serve(
    request: dict[str, Any], work: Work, hold: ThreadHold, channel_in: int, channel_out: int
) -> tuple[dict[str, Any], bytes]:
    """Run one job in a forked child and say how it ended.

    Returns:
        How the child ended (`stage`, `killed`, `signal`, `exit`, `seconds`, `peak_mb`) and what it said.
    """
    started = time.perf_counter()
    if request["kit"] is not None:
        request["kit_code"] = kit_code(request["kit"])
    out, into = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(out)
        os.close(channel_in)
        os.close(channel_out)
        try:
            work(request, into, hold)
        finally:
            os._exit(1)  # only reached when even reporting the failure failed
    os.close(into)
    watch = Watch(
        pid, out, dict(request["budget"]), Path(request["scratch"]), request["limits"]["scratch_mb"] << 20
    )
    watch.enter("start")
    try:
        _follow(watch, channel_in)
    finally:
        os.close(out)
        _end(watch)
        _, status, usage = os.wait4(pid, 0)
    header = {
        "stage": watch.stage,
        "killed": watch.killed,
        "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0,
        "exit": os.WEXITSTATUS(status) if os.WIFEXITED(status) else 0,
        "seconds": time.perf_counter() - started,
        "cpu_seconds": usage.ru_utime + usage.ru_stime,
        "peak_mb": usage.ru_maxrss / 1024,
    }
    return header, bytes(watch.reply)


@lru_cache(maxsize=8)
def kit_code(source: str) -> CodeType:
    """The compiled words, kept between jobs. They are our own text: the main process made it."""
    return compile(source, frames.KIT_NAME, "exec", dont_inherit=True)


def _follow(watch: Watch, channel_in: int) -> None:
    """Read the child's pipe until it ends or breaks a bound."""
    pending = b""
    while True:
        readable, _, _ = select.select([watch.pipe, channel_in], [], [], TICK_SECONDS)
        if channel_in in readable:
            raise frames.Closed  # a second request never comes during a job: the main process has gone
        if time.monotonic() > watch.deadline:
            watch.killed = "time"
            return
        if _folder_size(watch.scratch) > watch.scratch_limit:
            watch.killed = "disk"
            return
        if not readable:
            continue
        chunk = os.read(watch.pipe, 1 << 16)
        if not chunk:
            if not _ends_soon(watch.pid):
                watch.killed = "silent"
            return
        pending += chunk
        # Stage lines come before the reply: a chunk of the reply may begin with a "#" of its own.
        while not watch.reply and pending.startswith(b"#") and b"\n" in pending:
            line, pending = pending.split(b"\n", 1)
            watch.enter(line[1:64].decode("ascii", "replace"))
        if watch.reply or not pending.startswith(b"#"):
            watch.reply += pending
            pending = b""
        if len(watch.reply) + len(pending) > REPLY_LIMIT:
            watch.killed = "reply"
            return


def _ends_soon(pid: int) -> bool:
    """Whether a child that closed its pipe has ended, or does within half a second."""
    for _ in range(50):
        if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None:
            return True
        time.sleep(0.01)
    return False


def _end(watch: Watch) -> None:
    """Make sure the child is gone; a slow one first writes down which line it is at."""
    if watch.killed == "time":
        os.kill(watch.pid, signal.SIGUSR1)
        time.sleep(0.05)
    os.kill(watch.pid, signal.SIGKILL)


def _folder_size(folder: Path) -> int:
    """Bytes under a folder; every entry counts as a block at least, so that a flood of empty files shows."""
    total, todo = 0, [os.fspath(folder)]
    while todo and total < 8 << 30:
        try:
            entries = list(os.scandir(todo.pop()))
        except OSError:
            continue  # removed by the job meanwhile
        for entry in entries:
            try:
                total += max(4096, entry.stat(follow_symlinks=False).st_size)
            except OSError:
                continue
            if entry.is_dir(follow_symlinks=False):
                todo.append(entry.path)
    return total


def _clean_up(arguments: list[str]) -> None:
    """Remove the worker's folder: the main process that would have done so has gone."""
    for folder in map(Path, arguments):
        if folder.name.startswith("room-worker-"):
            shutil.rmtree(folder, ignore_errors=True)


def _private_channel() -> tuple[int, int]:
    """Keep stdin and stdout for messages only: bpy prints to stdout whenever it likes."""
    channel_in, channel_out = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(2, 1)
    os.close(null)
    sys.stdout = sys.stderr
    return channel_in, channel_out


if __name__ == "__main__":
    main()
