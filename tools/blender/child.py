"""One job, inside its own jailed process: run the program from an empty scene, measure, draw, export.

This module and those it imports are loaded by the zygote only: they import bpy.
"""

from __future__ import annotations

import faulthandler
import json
import os
import random
import resource
import signal
import sys
import time
from pathlib import Path
from typing import Any

import bpy
import numpy as np

from tools.blender import exports, inspection, jail, meshes, pictures, readable, run_program, showing
from tools.blender.export_options import ExportOptions
from tools.blender.intake import writing as taking_in
from tools.blender.jail import kernel
from tools.blender.single_thread import ThreadHold

TRACE_FILE = "trace.txt"
LOG_FILE = "log.txt"


class Talk:
    """What a child says: `#jail LAYERS` before the program runs, `#stage` lines, then one JSON reply."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe

    def layers(self, found: list[dict[str, Any]]) -> None:
        """How the jail was entered; nothing of the program has run yet."""
        self._write(f"#jail {json.dumps(found)}\n".encode())

    def stage(self, name: str) -> None:
        """Start the next stage's clock."""
        self._write(f"#{name}\n".encode())

    def reply(self, message: dict[str, Any]) -> None:
        """The result or the error; the last thing said."""
        self._write(json.dumps(message).encode())

    def _write(self, data: bytes) -> None:
        while data:
            data = data[os.write(self._pipe, data) :]


def prepare() -> None:
    """In the zygote, once: an empty scene and everything a job may import, so that children share it."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    exports.preload()
    readable.system_paths()
    run_program.preload()


def work(request: dict[str, Any], pipe: int, hold: ThreadHold) -> None:
    """Do one job and end the process."""
    talk = Talk(pipe)
    scratch = Path(request["scratch"])
    try:
        talk.layers(_settle_in(request, scratch, pipe))
        talk.reply(_job(request, scratch, talk, hold))
    except MemoryError:
        # The limit is what ran out: lift nothing, say it, end.
        talk.reply({"error": {"type": "MemoryError", "message": "", "lines": []}})
    except run_program.Failure as failure:
        talk.reply({"error": failure.details})
    except Exception as error:  # reported to the main process, which decides what it means
        talk.reply({"error": {"type": type(error).__name__, "message": str(error), "lines": []}})
    os._exit(0)


def _settle_in(request: dict[str, Any], scratch: Path, pipe: int) -> list[dict[str, Any]]:
    """Cut the ties to the zygote and enter the jail."""
    os.setpgid(0, 0)
    kernel.die_with_parent(request["parent"])
    log = os.open(scratch / LOG_FILE, os.O_WRONLY | os.O_CREAT, 0o600)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    trace = os.open(scratch / TRACE_FILE, os.O_WRONLY | os.O_CREAT, 0o600)
    _close_all_but({0, 1, 2, pipe, trace})
    sys.stdout = os.fdopen(1, "w", buffering=1, errors="replace")
    sys.stderr = sys.stdout
    faulthandler.enable(trace)
    faulthandler.register(signal.SIGUSR1, file=trace)
    os.environ.update(HOME=str(scratch), TMPDIR=str(scratch))
    os.chdir(scratch)
    bpy.context.preferences.filepaths.temporary_directory = str(scratch)
    if not request["limits"]["jail"]:
        return []
    limits = request["limits"]
    found = jail.enter(
        jail.Jail(
            read=[*readable.system_paths(), *(Path(p) for p in request["read"])],
            write=[scratch],
            memory_mb=limits["memory_mb"],
            cpu_seconds=limits["cpu_seconds"],
            file_mb=limits["file_mb"],
        )
    )
    return [vars(layer) for layer in found]


def _close_all_but(kept: set[int]) -> None:
    low = 0
    for handle in [*sorted(kept), resource.getrlimit(resource.RLIMIT_NOFILE)[0]]:
        if low < handle:  # an empty range would close everything
            os.closerange(low, handle)
        low = handle + 1


def _job(request: dict[str, Any], scratch: Path, talk: Talk, hold: ThreadHold) -> dict[str, Any]:
    """Run, measure, then make every output."""
    random.seed(0)
    np.random.seed(0)
    seconds: dict[str, float] = {}
    talk.stage("run")
    started = time.perf_counter()
    namespace = run_program.run(
        request["program"],
        request["file"],
        request.get("kit_code"),
        textures=request["textures"],
        only=request["only"],
    )
    seconds["run"] = time.perf_counter() - started
    started = time.perf_counter()
    snapshot = meshes.evaluate(request["only"])
    report = inspection.report(snapshot, namespace)
    seconds["measure"] = time.perf_counter() - started
    # Pictures are drawn of the scene as the program left it; files are made of copies of it.
    order = sorted(enumerate(request["outputs"]), key=lambda o: exports.rank(o[1]["file"]))
    for number, output in order:
        talk.stage(f"output {number}")
        started = time.perf_counter()
        _make(output, request, namespace, snapshot, hold)
        seconds[f"output {number}"] = time.perf_counter() - started
    report["seconds"] = seconds
    notes = getattr(namespace.get("BUILD"), "notes", [])
    return {"report": report, "notes": [str(note) for note in notes]}


def _make(
    output: dict[str, Any],
    request: dict[str, Any],
    namespace: dict[str, Any],
    snapshot: meshes.Snapshot,
    hold: ThreadHold,
) -> None:
    """One output into the scratch folder."""
    out = Path(request["scratch"]) / output["file"]
    if output["kind"] == "meshes":
        meshes.save(snapshot, out)
    elif output["kind"] == "view":
        showing.save(snapshot, out, pictures=output["pictures"])
    elif output["kind"] == "export":
        options = ExportOptions(**output["options"])
        exports.export(out, request["texts"], namespace, options, output["name"])
    elif output["kind"] == "intake":
        taking_in.take_in(Path(output["source"]), out)
    elif output["kind"] == "render":
        hold.release()
        pictures.render(output, out, namespace, snapshot)
    else:
        raise ValueError(f"unknown output {output['kind']!r}")
