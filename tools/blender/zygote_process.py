"""The zygote as the main process sees it: started, talked to, killed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tools.blender import frames
from tools.errors import RoomError

START_SECONDS = 90.0
KEPT_VARIABLES = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TZ")


class ZygoteDied(Exception):
    """The zygote itself has gone; start another."""


class ZygoteProcess:
    """One running zygote and the folder its jobs work in.

    Args:
        scratch: where jobs' folders are made; None: the system's temporary folder.

    Raises:
        RoomError: Blender cannot be loaded; the message carries its last words.
    """

    def __init__(self, scratch: Path | None = None) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="room-worker-", dir=scratch))
        self._log = self.folder / "zygote.log"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "tools.blender.zygote", str(self.folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=self.folder,
                env=environment(self.folder),
                bufsize=0,
            )
        try:
            self.ready = self._receive(time.monotonic() + START_SECONDS)[0]
        except (frames.Closed, frames.TooLate, ValueError):
            words = self._log.read_text(errors="replace").strip().splitlines()[-3:]
            self.stop()
            reason = " / ".join(words) or "it did not answer"
            raise RoomError(f"the Blender worker does not start: {reason}; run `room doctor`") from None

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

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
        process = self._process
        if process.poll() is None:
            process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None and not pipe.closed:
                pipe.close()
        shutil.rmtree(self.folder, ignore_errors=True)

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
