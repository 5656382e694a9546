"""The warm worker: runs scene programs in jailed one-job processes and brings back what they made."""

from __future__ import annotations

import logging
import os
import tempfile
import threading
import time
from collections.abc import Collection, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from tools.blender import (
    answers,
    arrays,
    export_options,
    failures,
    policy,
    readable,
    results,
    shown_file,
    signatures,
)
from tools.blender.jail import Layer
from tools.blender.jobs import (
    Export,
    Intake,
    Limits,
    Meshes,
    Output,
    Quality,
    Render,
    View,
    budget,
    needs_textures,
)
from tools.blender.zygote_process import ZygoteDied, ZygoteProcess
from tools.errors import RoomError, ToolError
from tools.measured import JobResult, SceneMeshes, SceneReport
from tools.names import file_stem
from tools.program.kit_cell import KIT_FILE

ARRAYS = ("ids", "depth", "normal")
WITH_TEXTURES = (".usdc", ".obj")
"""Files with a folder of pictures beside them."""
PATIENCE_SECONDS = 120.0
"""How much longer than a job's own bounds the zygote may be silent."""
log = logging.getLogger(__name__)


class Worker:
    """Runs programs; safe to share between threads (jobs queue up). Use it as a context manager.

    Args:
        limits: bounds of every job.
        threads: processor threads a render uses; None: all there are.
        check_policy: refuse programs that break the policy before they run. The jail holds either way.
        jail: leave it on; off is for measuring what the jail costs.
        scratch: where jobs' folders are made; None: the system's temporary folder.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        threads: int | None = None,
        check_policy: bool = True,
        jail: bool = True,
        scratch: Path | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self.threads = threads or os.cpu_count() or 1
        self._check_policy, self._jail, self._scratch = check_policy, jail, scratch
        self._zygote: ZygoteProcess | None = None
        self._lock = threading.Lock()
        self._layers: list[Layer] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Load Blender now instead of at the first job; RoomError when it cannot be."""
        with self._lock:
            self._running()

    def close(self) -> None:
        """End the worker and whatever it is doing; a later job starts it anew."""
        zygote, self._zygote = self._zygote, None
        if zygote is not None:
            zygote.stop()

    @property
    def pid(self) -> int | None:
        """Process id of the zygote; None when it is not running."""
        return self._zygote.pid if self._zygote else None

    @property
    def layers(self) -> list[Layer]:
        """The jail's layers as the last job found them; runs an empty program when there was none."""
        if self._layers is None:
            self.job("", Path())
        return self._layers or []

    def run(self, program: str, folder: Path) -> SceneReport:
        """Run a program from an empty scene and measure what it built.

        Args:
            program: its text.
            folder: where it lies; its pictures (`textures/`) can be read, nothing can be written.

        Raises:
            ProgramError: it breaks the policy, fails, takes too long or too much; says cell and line.
        """
        return self.job(program, folder).report

    def render(
        self,
        program: str,
        folder: Path,
        out: Path,
        view: str | None = None,
        quality: Quality = "fast",
        width: int | None = None,
        isolate: str | None = None,
    ) -> Path:
        """Run a program and draw one picture of it; see `Render`."""
        self.job(program, folder, [Render(out, view, quality, width, isolate)])
        return out

    def export(self, program: str, folder: Path, out: Path) -> Path:
        """Run a program and write it as a file; see `Export`."""
        self.job(program, folder, [Export(out)])
        return out

    def meshes(self, program: str, folder: Path) -> SceneMeshes:
        """Run a program and bring its evaluated meshes back, by object id; "room" and its like included."""
        return self.job(program, folder, [Meshes()]).meshes

    def ids(
        self, program: str, folder: Path, view: str = "reference", width: int | None = None
    ) -> NDArray[np.int32]:
        """(H, W) what every pixel's centre sees: index into the report's objects plus 1, 0 for the rest."""
        with tempfile.TemporaryDirectory(prefix="room-ids-") as folder_out:
            out = Path(folder_out) / "ids.npy"
            self.job(program, folder, [Render(out, view, "ids", width)])
            return arrays.load_image(out, "ids").astype(np.int32)

    def job(
        self,
        program: str,
        folder: Path,
        outputs: Sequence[Output] = (),
        *,
        only: Collection[str] | None = None,
    ) -> JobResult:
        """Run a program once and make any number of outputs of it.

        Args:
            program: its text.
            folder: where it lies.
            outputs: what to make.
            only: ids of the objects to build; the report, the meshes and the view then have these and the
                shell, all else as the program says it. Nobody draws or exports such a half. A program whose
                kit cell is not this version's is built as a whole.

        Raises:
            ProgramError: the program is at fault.
            ToolError: an output could not be made (unknown view, nothing to export).
            RoomError: Blender cannot be started.
        """
        for output in outputs:
            _check(output)
        assert only is None or not any(isinstance(output, Render | Export) for output in outputs)
        if self._check_policy:
            policy.check(program)
        with self._lock:
            started = time.perf_counter()
            zygote = self._running()
            header, reply = self._exchange(zygote, self._request(program, folder, outputs, only), outputs)
            try:
                result = self._collect(program, folder, header, reply, zygote.job, outputs)
            finally:
                zygote.clear()
        result["seconds"] = time.perf_counter() - started
        return JobResult(**result)

    def _running(self) -> ZygoteProcess:
        if self._zygote is None:
            self._zygote = ZygoteProcess(self.limits, self._scratch)
        return self._zygote

    def _exchange(
        self, zygote: ZygoteProcess, request: dict[str, Any], outputs: Sequence[Output]
    ) -> tuple[dict[str, Any], bytes]:
        patience = sum(wall for _, wall in budget(outputs, self.limits).values()) + PATIENCE_SECONDS
        try:
            return zygote.exchange(request, patience)
        except ZygoteDied:
            self._zygote = None
            raise ToolError(
                "the Blender worker was ended during the job; the next job starts it anew"
            ) from None

    def _request(
        self, program: str, folder: Path, outputs: Sequence[Output], only: Collection[str] | None
    ) -> dict[str, Any]:
        stages = budget(outputs, self.limits, self.threads)
        rest, kit = policy.set_kit_apart(program)
        return {
            "program": rest,
            "kit": kit,
            "texts": {"scene.py": program} | ({KIT_FILE: kit} if kit else {}),
            "textures": any(needs_textures(output) for output in outputs),
            "file": str(folder.resolve() / "scene.py"),
            "read": [
                *(str(p) for p in readable.program_paths(folder.resolve())),
                *(str(o.source.resolve().parent) for o in outputs if isinstance(o, Intake)),
            ],
            "only": None if only is None or kit is None else sorted(only),
            "outputs": [self._describe(n, output) for n, output in enumerate(outputs)],
            "budget": stages,
            "limits": {
                "jail": self._jail,
                "memory_mb": self.limits.memory_mb,
                "file_mb": self.limits.file_mb,
                # The zygote counts by stage; the kernel's own limit is for a job that the zygote cannot end.
                "cpu_seconds": int(sum(cpu for cpu, _ in stages.values())) + 5,
            },
        }

    def _describe(self, number: int, output: Output) -> dict[str, Any]:
        """An output as the child reads it; its file lies in the scratch folder."""
        if isinstance(output, Render):
            suffix = ".npy" if output.quality in ARRAYS else ".png"
            keys = {name: getattr(output, name) for name in ("view", "quality", "width", "isolate")}
            return {"kind": "render", "file": f"{number}{suffix}", "threads": self.threads, **keys}
        if isinstance(output, Export):
            name = file_stem(output.out.stem)
            keys = {"name": name, "options": vars(output.options)}
            return {"kind": "export", "file": f"{number}{output.out.suffix}", **keys}
        if isinstance(output, View):
            return {"kind": "view", "file": f"{number}.view", "pictures": output.pictures}
        if isinstance(output, Intake):
            return {"kind": "intake", "file": f"{number}.glb", "source": str(output.source.resolve())}
        return {"kind": "meshes", "file": f"{number}.meshes"}

    def _collect(
        self,
        program: str,
        folder: Path,
        header: dict[str, Any],
        reply: bytes,
        scratch: Path,
        outputs: Sequence[Output],
    ) -> dict[str, Any]:
        """Results of a job that went through; the right error of one that did not."""
        what = _name(header["stage"], outputs)
        self._note_layers(zygote_layers(header, self._zygote))
        answer = answers.read(reply, self.limits.triangles) if not header["killed"] else None
        if answer is None:
            trace = results.tail(scratch / "trace.txt", 20000)
            raise failures.from_death(program, header, trace, self.limits, what)
        if isinstance(answer, answers.Fault):
            raise failures.from_error(program, str(header["stage"]), answer, self.limits, what)
        files, meshes, shown = [], {}, None
        for number, output in enumerate(outputs):
            found = scratch / str(self._describe(number, output)["file"])
            if isinstance(output, Meshes):
                meshes = arrays.load_meshes(found, self.limits.triangles)
            elif isinstance(output, View):
                shown = shown_file.load(found, self.limits.triangles)
            else:
                files.append(_deliver(output, found, folder, len(answer.report.objects)))
        return {
            "report": answer.report,
            "files": files,
            "meshes": meshes,
            "shown": shown,
            "notes": answer.notes,
            "log": results.tail(scratch / "log.txt"),
            "cpu_seconds": header["cpu_seconds"],
            "peak_mb": header["peak_mb"],
        }

    def _note_layers(self, layers: list[Layer]) -> None:
        if self._layers is None and layers:
            self._layers = layers
            for layer in layers:
                if not layer.active:
                    log.warning("the worker's jail lacks %s: %s", layer.name, layer.detail)


def zygote_layers(header: dict[str, Any], zygote: ZygoteProcess | None) -> list[Layer]:
    """The child's layers and the zygote's bound on files; [] of a job that never entered its jail."""
    found = answers.layers(header["layers"])
    return [*found, zygote.disk] if found and zygote is not None else []


def _check(output: Output) -> None:
    """Refuse what cannot be made before anything runs."""
    if isinstance(output, Export):
        export_options.check(output.out.name, output.out.suffix, output.options)
    if isinstance(output, Render):
        allowed = (".png", ".npy") if output.quality in ARRAYS else (".png",)
        if output.out.suffix not in allowed:
            raise ToolError(f"cannot render {output.out.name}: use {' or '.join(allowed)}")
        if output.width is not None and not 8 <= output.width <= 8192:
            raise ToolError(f"cannot render {output.width} pixels wide: use 8 to 8192")


def _deliver(output: Render | Export | Intake, found: Path, folder: Path, objects: int) -> Path:
    """Put an output where it is wanted, once it is known to be of its kind.

    Below the program's own folder no link is followed.
    """
    signatures.check(found)
    within = folder if output.out.is_relative_to(folder) else None
    if isinstance(output, Render) and output.quality in ARRAYS:
        array = arrays.load_image(found, output.quality, objects)
        if output.out.suffix == ".png":
            return results.as_picture(array, output.quality, output.out, within)
    if output.out.suffix in WITH_TEXTURES and signatures.textures(found.parent / "textures"):
        results.take_folder(found.parent / "textures", output.out.parent / "textures", within)
    if output.out.suffix == ".obj":
        look = found.with_suffix(".mtl")
        signatures.check(look)
        results.take(look, output.out.with_name(f"{file_stem(output.out.stem)}.mtl"), within)
    return results.take(found, output.out, within)


def _name(stage: str, outputs: Sequence[Output]) -> str:
    """The output a stage makes, in words."""
    number = stage.removeprefix("output ")
    if not number.isdecimal() or int(number) >= len(outputs):
        return "the scene"
    output = outputs[int(number)]
    if isinstance(output, Render):
        return f"the {output.quality} picture of {output.view or output.isolate or 'reference'!r}"
    return output.out.name if isinstance(output, Export | Intake) else "the meshes"


__all__ = ["Export", "Intake", "JobResult", "Limits", "Meshes", "Render", "RoomError", "View", "Worker"]
