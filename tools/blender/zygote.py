"""The zygote: one single-threaded process with bpy loaded that forks a jailed child for every job.

It never renders and never runs a program, so nothing a job does can reach the next one. Started by
`tools.blender.worker` as `python -m tools.blender.zygote FOLDER SCRATCH_MB FILE_MB MOUNT`; talks over stdin
and stdout (frames.py).
"""

from __future__ import annotations

import gc
import os
import sys
import time
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, Any

from tools.blender import frames
from tools.blender.jail import kernel
from tools.blender.scratch import Scratch, own_mounts, remove_tree
from tools.blender.single_thread import ThreadHold, bpy_folder, stop_exr_threads, thread_count
from tools.blender.watch import Watch, end_orphans

if TYPE_CHECKING:
    from collections.abc import Callable

    Work = Callable[[dict[str, Any], int, ThreadHold], None]


def main() -> None:
    """Load bpy, report readiness, then serve jobs until stdin closes."""
    channel_in, channel_out = _private_channel()
    started = time.perf_counter()
    folder, scratch_mb, file_mb, mount = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    mounted = mount == "mount" and own_mounts(bpy_folder())
    scratch = Scratch(folder / "job", scratch_mb, file_mb, mounted=mounted)
    hold = ThreadHold()
    hold.hold()
    from tools.blender import child  # loads bpy, which has to come after the hold

    stop_exr_threads()
    child.prepare()
    kernel.adopt_orphans()
    scratch.renew()
    gc.collect()
    gc.freeze()
    ready = {"ready": True, "seconds": time.perf_counter() - started, "threads": thread_count()}
    frames.send(channel_out, ready | {"job": str(scratch.folder), "disk": vars(scratch.layer())})
    while True:
        try:
            request, _ = frames.receive(channel_in)
            if request.get("clear"):
                scratch.renew()
                continue
            header, reply = serve(request, child.work, hold, scratch, channel_in, channel_out)
            frames.send(channel_out, header, reply)
        except frames.Closed:
            scratch.clear()
            _clean_up(folder)
            return


def serve(
    request: dict[str, Any],
    work: Work,
    hold: ThreadHold,
    scratch: Scratch,
    channel_in: int,
    channel_out: int,
) -> tuple[dict[str, Any], bytes]:
    """Run one job in a forked child and say how it ended.

    Returns:
        How the child ended (`stage`, `killed`, `signal`, `exit`, `seconds`, `peak_mb`, `layers`) and what it
        said.
    """
    started = time.perf_counter()
    if request["kit"] is not None:
        request["kit_code"] = kit_code(request["kit"])
    request |= {"parent": os.getpid(), "scratch": str(scratch.folder)}
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
    watch = Watch(pid, out, dict(request["budget"]), scratch)
    watch.enter("start")
    try:
        watch.follow(channel_in)
    finally:
        os.close(out)
        watch.end()
        _, status, usage = os.wait4(pid, 0)
        end_orphans()
    header = {
        "stage": watch.stage,
        "killed": watch.killed,
        "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0,
        "exit": os.WEXITSTATUS(status) if os.WIFEXITED(status) else 0,
        "seconds": time.perf_counter() - started,
        "cpu_seconds": usage.ru_utime + usage.ru_stime,
        "peak_mb": usage.ru_maxrss / 1024,
        "layers": watch.layers,
    }
    return header, bytes(watch.reply)


@lru_cache(maxsize=8)
def kit_code(source: str) -> CodeType:
    """The compiled words, kept between jobs. They are our own text: the main process made it."""
    return compile(source, frames.KIT_NAME, "exec", dont_inherit=True)


def _clean_up(folder: Path) -> None:
    """Remove the worker's folder: the main process that would have done so has gone."""
    if folder.name.startswith("room-worker-"):
        remove_tree(folder)


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
