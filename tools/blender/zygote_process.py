"""The zygote as the main process sees it: started, talked to, killed."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tools.blender import frames
from tools.blender.jail import Layer
from tools.blender.jobs import Limits
from tools.blender.scratch import remove_tree
from tools.errors import RoomError

MOUNT = "mount"
"""How the zygote is asked to bound files: "mount" for a tmpfs of its own, "plain" to count them."""
START_SECONDS = 300.0
"""A patient bound: loading bpy takes two seconds of a processor that others may share."""
KEPT_VARIABLES = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TZ")


class ZygoteDied(Exception):
    """The zygote itself has gone; start another."""


class ZygoteProcess:
    """One running zygote and the folder its jobs work in.

    Args:
        limits: bounds of every job.
        scratch: where the worker's folder is made; None: the system's temporary folder.

    Raises:
        RoomError: Blender cannot be loaded; the message carries its last words.
    """

    def __init__(self, limits: Limits, scratch: Path | None = None) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="room-worker-", dir=scratch)).resolve()
        self._log = self.folder / "zygote.log"
        self._start(limits, MOUNT)
        if self.disk.active and not self.job.is_dir():
            # Its mounts are its own; where its view of the files cannot be reached, it does without them.
            self._end()
            self._start(limits, "plain")

    def _start(self, limits: Limits, mount: str) -> None:
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "tools.blender.zygote", str(self.folder),
                 str(limits.scratch_mb), str(limits.file_mb), mount],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=self.folder,
                env=environment(self.folder),
                bufsize=0,
            )  # fmt: skip
        try:
            ready = self._receive(time.monotonic() + START_SECONDS)[0]
            self.disk = Layer(**ready["disk"])
        except (frames.Closed, frames.TooLate, ValueError):
            words = self._log.read_text(errors="replace").strip().splitlines()[-3:]
            self.stop()
            reason = " / ".join(words) or "it did not answer"
            raise RoomError(f"the Blender worker does not start: {reason}; run `room doctor`") from None

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def job(self) -> Path:
        """The last job's folder, seen through the zygote's own mounts where it has them; see `clear`."""
        inside = self.folder / "job"
        return Path(f"/proc/{self.pid}/root{inside}") if self.disk.active else inside

    def clear(self) -> None:
        """Throw away what the last job left."""
        assert self._process.stdin is not None
        with contextlib.suppress(frames.Closed, OSError, ValueError):
            frames.send(self._process.stdin.fileno(), {"clear": True})

    def exchange(self, request: dict[str, Any], seconds: float) -> tuple[dict[str, Any], bytes]:
        """Send a job and wait for how it ended.

        Raises:
            ZygoteDied: it is gone or silent for longer than `seconds`.
        """
        assert self._process.stdin is not None
        try:
            frames.send(self._process.stdin.fileno(), request)
            return self._receive(time.monotonic() + seconds)
        except (frames.Closed, frames.TooLate, OSError, ValueError):
            self.stop()
            raise ZygoteDied from None

    def stop(self) -> None:
        """End it and remove its folder; safe to call twice."""
        self._end()
        remove_tree(self.folder)

    def _end(self) -> None:
        process = self._process
        if process.poll() is None:
            process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None and not pipe.closed:
                pipe.close()

    def _receive(self, deadline: float) -> tuple[dict[str, Any], bytes]:
        assert self._process.stdout is not None
        return frames.receive(self._process.stdout.fileno(), deadline)


def environment(folder: Path) -> dict[str, str]:
    """A clean environment: model code must find no key in it, and hashing must not differ between runs."""
    kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    return kept | {
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "BLENDER_USER_RESOURCES": str(folder / "blender"),
    }
