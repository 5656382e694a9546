"""Run the hostile snippets against the jail alone (the policy is off) and say what came of each.

`python run.py FOLDER [TOPIC ...]`: FOLDER is an empty folder to work in; topics are names of files here.
Prints one JSON object: `user`, `layers` of the jail, `said` (by case: "runs" or the worker's error), `harm`
(what was found changed, with the cases that ran since the last look), `left` (of the worker's folders).
Snippets that can only raise an error share a job, forty at a time.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import socket
import struct
import sys
import time
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image

from tools.blender import zygote_process
from tools.blender.jobs import Output
from tools.blender.worker import Export, Limits, Meshes, Render, Worker
from tools.errors import RoomError

HERE = Path(__file__).parent
KEY = "canary-key-1c7f"
COUNTED = os.environ.get("HOSTILE_FILES") == "counted"
LIMITS = Limits(
    # On a disk that others use, too, it takes a while to write too much.
    run_seconds=4.0 if COUNTED else 1.0,
    wall_factor=15.0 if COUNTED else 4.0,
    memory_mb=2500, file_mb=100, scratch_mb=200,
)  # fmt: skip
MARGIN = 60.0
"""Seconds by the clock that a job may take past its bounds on a machine that others use, too."""
TOGETHER = 40
PLAIN = {"PermissionError", "refused", "OSError", "FileNotFoundError", "ValueError", "OperationalError",
         "BlockingIOError", "AttributeError", "ModuleNotFoundError", "ImportError", "TypeError", "URLError",
         "gaierror", "herror", "NotImplementedError", "NameError", "KeyError"}  # fmt: skip
GET_FLAGS = 0x80086601
GOOD = """
import bpy
data = bpy.data.meshes.new("m")
data.from_pydata([(0, 0, 0), (1, 0, 0), (1, 1, 0)], [], [(0, 1, 2)])
bpy.context.scene.collection.objects.link(bpy.data.objects.new("m", data))
"""
BATCH = """
import os
os_, said = os, []
home = os.getcwd()
for name, code in CASES:
    try:
        exec(compile(code, "<snippet>", "exec"), {"__name__": "__scene__", "__builtins__": __builtins__})
        said.append("runs")
    except BaseException as error:
        try:
            said.append(f"{type(error).__name__}: {error}"[:300])
        except BaseException:
            said.append(type(error).__name__)
    os_.chdir(home)
class BUILD:
    room, things, views, notes = {}, {}, {}, said
"""
Case = dict[str, Any]


def load(topics: list[str]) -> list[Case]:
    """The cases of some topics, or of all."""
    files = [path for path in sorted(HERE.glob("*.toml")) if not topics or path.stem in topics]
    return [case | {"topic": path.stem} for path in files for case in read(path)]


def read(path: Path) -> list[Case]:
    """The cases of one file; `before` of the file stands before each snippet."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return [case | {"code": data.get("before", "") + case["code"]} for case in data["case"]]


def shares(case: Case) -> bool:
    """Whether a snippet can only raise an error, so that others can run in the same job."""
    plain = set(str(case["jail"]).split("|")) <= PLAIN
    return bool(case.get("together", plain)) and not case.get("outputs")


@dataclass
class Host:
    """What must stay untouched while snippets run."""

    top: Path
    harm: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.outside, self.folder = self.top / "outside", self.top / "program"
        self.outside.mkdir()
        (self.folder / "textures").mkdir(parents=True)
        self.canary = self.outside / "canary.txt"
        self.canary.write_text("untouched")
        Image.new("RGB", (8, 8), "red").save(self.outside / "secret.png")
        Image.new("RGB", (4, 4), "red").save(self.folder / "textures" / "floor.png")
        (self.folder / "scene.py").write_text("# the program")
        (self.folder / "notes.txt").write_text("private")
        (self.folder / "notes_module.py").write_text("secret = 1")
        (self.folder / "textures" / "link.png").symlink_to(self.outside / "secret.png")
        self.tcp = socket.create_server(("127.0.0.1", 0))
        self.udp = socket.socket(type=socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", 0))
        for listener in (self.tcp, self.udp):
            listener.setblocking(False)

    def fill_in(self, code: str, zygote: int) -> str:
        """The snippet with the names of what it attacks."""
        names = {
            "CANARY": self.canary, "OUTSIDE": self.outside, "FOLDER": self.folder, "ZYGOTE": zygote,
            "MAIN": os.getpid(), "TCP": self.tcp.getsockname()[1], "UDP": self.udp.getsockname()[1],
        }  # fmt: skip
        return re.sub("@([A-Z]+)@", lambda found: str(names[found.group(1)]), code)

    def state(self) -> list[Any]:
        """Every file outside: name, content, rights, times, names, inode flags."""
        found: list[Any] = []
        for path in sorted([*self.outside.rglob("*"), *self.folder.rglob("*")]):
            facts = path.lstat()
            content = path.read_bytes() if path.is_file() else b""
            marks = (facts.st_mode, facts.st_uid, facts.st_mtime_ns, facts.st_nlink, _flags(path))
            found.append((str(path), content, marks))
        return found

    def was_called(self) -> bool:
        """Whether anybody connected or sent something."""
        for listener in (self.tcp.accept, lambda: self.udp.recv(1)):
            try:
                listener()
            except BlockingIOError:
                continue
            return True
        return False


def _flags(path: Path) -> int:
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        return int(struct.unpack("l", fcntl.ioctl(handle, GET_FLAGS, bytes(8)))[0])
    except OSError:
        return 0
    finally:
        os.close(handle)


def outputs(case: Case, folder: Path) -> list[Output]:
    """What a case asks to be made of its scene, by name."""
    made: dict[str, Output] = {
        "fast": Render(folder / "fast.png", "iso", "fast", 64),
        "lit": Render(folder / "lit.png", "iso", "lit", 64),
        "ids": Render(folder / "ids.npy", "iso", "ids", 64),
        "idspng": Render(folder / "ids.png", "iso", "ids", 64),
        "depthpng": Render(folder / "depth.png", "iso", "depth", 64),
        "blend": Export(folder / "room.blend"),
        "glb": Export(folder / "room.glb"),
        "usdc": Export(folder / "room.usdc"),
        "meshes": Meshes(),
    }
    return [made[name] for name in case.get("outputs", [])]


class Runner:
    """Runs cases on one worker and looks for harm after each job."""

    def __init__(self, worker: Worker, host: Host) -> None:
        self.worker, self.host = worker, host
        self.said: dict[str, str] = {}
        self.good = worker.run(GOOD, host.folder).digest
        self.before = host.state()

    def run(self, cases: list[Case]) -> None:
        """All of them."""
        together = [case for case in cases if shares(case)]
        for at in range(0, len(together), TOGETHER):
            self._batch(together[at : at + TOGETHER])
        for case in cases:
            if not shares(case):
                self._alone(case)

    def _batch(self, cases: list[Case]) -> None:
        zygote = self._zygote()
        pairs = [(case["name"], self.host.fill_in(case["code"], zygote)) for case in cases]
        program = f"CASES = {pairs!r}\n{BATCH}"
        try:
            notes = self.worker.job(program, self.host.folder).notes
        except RoomError as error:
            notes = []
            if len(cases) == 1:
                notes = [str(error)]
        if len(notes) == len(cases):
            self.said |= {case["name"]: note for case, note in zip(cases, notes, strict=True)}
            self._look([case["name"] for case in cases], zygote)
            return
        self._batch(cases[: len(cases) // 2])
        self._batch(cases[len(cases) // 2 :])

    def _alone(self, case: Case) -> None:
        zygote = self._zygote()
        program = self.host.fill_in(case["code"], zygote) + "\n"
        if not case.get("raw"):
            program = "# %% geometry:bed\n" + program
        started = time.monotonic()
        try:
            job = self.worker.job(program, self.host.folder, outputs(case, self.host.top))
            said = "runs" + (f" | {job.log[-300:]}" if "LEAK" in job.log else "")
        except RoomError as error:
            said = str(error)
        except BaseException as error:
            said = f"HOST: {type(error).__name__}: {error}"
            self.host.harm.append(f"{case['name']}: the host raised {type(error).__name__}: {error}"[:300])
        self.said[case["name"]] = said[:4000]
        if len(said) > 5000 or KEY in said:
            self.host.harm.append(f"{case['name']}: a key or too many words in what was said")
        longest = sum(wall for wall in (10.0, LIMITS.run_seconds)) * LIMITS.wall_factor + MARGIN
        if time.monotonic() - started > longest and not case.get("outputs"):
            self.host.harm.append(f"{case['name']}: took {time.monotonic() - started:.0f} s")
        self._look([case["name"]], zygote)

    def _zygote(self) -> int:
        self.worker.start()
        assert self.worker.pid is not None
        return self.worker.pid

    def _look(self, names: list[str], zygote: int) -> None:
        """Nothing changed, nothing is left, and the next job works."""
        found = []
        if self.host.state() != self.before:
            found.append("something outside changed")
            self.before = self.host.state()
        if self.host.was_called():
            found.append("somebody called")
        if self.worker.pid != zygote:
            found.append("the zygote has gone")
        elif Path(f"/proc/{zygote}/task/{zygote}/children").read_text().split():
            found.append("a child was left")
        try:
            if self.worker.run(GOOD, self.host.folder).digest != self.good:
                found.append("the next job differs")
        except BaseException as error:
            found.append(f"the next job failed: {error!r}")
        self.host.harm += [f"{', '.join(names)}: {what}" for what in found]


def main() -> None:
    """See the module's docstring."""
    folder, *topics = sys.argv[1:]
    os.environ["ROOM_API_KEY"] = KEY
    if COUNTED:
        zygote_process.MOUNT = "plain"
    host = Host(Path(folder))
    with Worker(LIMITS, check_policy=False, scratch=Path(folder)) as worker:
        runner = Runner(worker, host)
        runner.run(load(topics))
        layers = {layer.name: layer.active for layer in worker.layers}
    left = [path.name for path in Path(folder).glob("room-worker-*")]
    found = {"user": os.getuid(), "layers": layers, "said": runner.said, "harm": host.harm, "left": left}
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
