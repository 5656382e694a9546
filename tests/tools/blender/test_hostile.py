"""Hostile and broken snippets: none reaches the host, each gets a clear answer, the next job works."""

from __future__ import annotations

import os
import re
import socket
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from tools.blender import policy
from tools.blender.worker import Limits, Worker
from tools.errors import ProgramError, RoomError

CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted((Path(__file__).parent / "hostile").glob("*.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
]
DEEP = {
    "minus": "x = " + "-" * 100_000 + "1",
    "plus": "x = 1" + "+1" * 100_000,
    "attributes": "x = a" + ".b" * 100_000,
    "brackets": "x = " + "(" * 100_000,
    "lambdas": "x = " + "lambda:" * 50_000 + "1",
    "branches": "if 1: pass\n" + "elif 1: pass\n" * 50_000,
    "surrogate": "x = '\ud800'",
}
GOOD = """
import bpy
data = bpy.data.meshes.new("m")
data.from_pydata([(0, 0, 0), (1, 0, 0), (1, 1, 0)], [], [(0, 1, 2)])
bpy.context.scene.collection.objects.link(bpy.data.objects.new("m", data))
"""
LIMITS = Limits(run_seconds=1.5, memory_mb=2500, file_mb=100, scratch_mb=200)
KEY = "canary-key-1c7f"


def cell(code: str) -> str:
    """The snippet as the only cell of a program."""
    return f"# %% geometry:bed\n{code}\n"


@dataclass
class Host:
    """What must stay untouched while a snippet runs."""

    outside: Path
    folder: Path
    tcp: socket.socket
    udp: socket.socket

    @property
    def canary(self) -> Path:
        return self.outside / "canary.txt"

    def fill_in(self, code: str, zygote: int) -> str:
        """The snippet with the names of what it attacks."""
        names = {
            "CANARY": self.canary, "OUTSIDE": self.outside, "FOLDER": self.folder, "ZYGOTE": zygote,
            "MAIN": os.getpid(), "TCP": self.tcp.getsockname()[1], "UDP": self.udp.getsockname()[1],
        }  # fmt: skip
        return re.sub("@([A-Z]+)@", lambda found: str(names[found.group(1)]), code)

    def state(self) -> list[tuple[str, bytes, tuple[int, int, int]]]:
        """Every file outside: name, content, rights and times."""
        found = []
        for path in sorted([*self.outside.rglob("*"), *self.folder.rglob("*")]):
            facts = path.stat()
            content = path.read_bytes() if path.is_file() else b""
            found.append((str(path), content, (facts.st_mode, facts.st_uid, facts.st_mtime_ns)))
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


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """Files, ports and a key that nothing may reach."""
    outside, folder = tmp_path_factory.mktemp("outside"), tmp_path_factory.mktemp("program")
    (outside / "canary.txt").write_text("untouched")
    (folder / "textures").mkdir()
    Image.new("RGB", (4, 4), "red").save(folder / "textures" / "floor.png")
    (folder / "scene.py").write_text("# the program")
    (folder / "notes.txt").write_text("private")
    (folder / "notes_module.py").write_text("secret = 1")
    with socket.create_server(("127.0.0.1", 0)) as tcp, socket.socket(type=socket.SOCK_DGRAM) as udp:
        udp.bind(("127.0.0.1", 0))
        tcp.setblocking(False)
        udp.setblocking(False)
        yield Host(outside, folder, tcp, udp)


@pytest.fixture(scope="module")
def jailed(worker: Worker) -> Iterator[Worker]:
    """A worker with short limits and no policy: what runs meets the jail alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ROOM_API_KEY", KEY)
        with Worker(LIMITS, check_policy=False) as bare:
            if not all(layer.active for layer in bare.layers):
                pytest.skip("this kernel lacks a layer of the jail")
            yield bare


@pytest.fixture(scope="module")
def expected(jailed: Worker, host: Host) -> str:
    """The digest of the good program."""
    return jailed.run(GOOD, host.folder).digest


def test_the_corpus_is_large() -> None:
    assert len(CASES) >= 200
    assert len({str(case.values[0]["name"]) for case in CASES}) == len(CASES)  # type: ignore[index]


@pytest.mark.parametrize("case", CASES)
def test_the_policy_says_it_early(case: dict[str, str], host: Host) -> None:
    program = cell(host.fill_in(case["code"], zygote=1))
    if "policy" not in case:
        policy.check(program)
        return
    with pytest.raises(ProgramError) as caught:
        policy.check(program)
    assert case["policy"] in caught.value.cause
    assert caught.value.cell == "geometry:bed"
    assert caught.value.line is not None
    assert len(caught.value.cause) < 500


@pytest.mark.parametrize("case", CASES)
def test_the_jail_holds_alone(case: dict[str, str], host: Host, jailed: Worker, expected: str) -> None:
    before, zygote = host.state(), jailed.pid
    assert zygote is not None
    program = cell(host.fill_in(case["code"], zygote))
    started = time.monotonic()
    try:
        jailed.run(program, host.folder)
        said = "runs"
    except RoomError as error:
        said = str(error)
    assert time.monotonic() - started < LIMITS.run_seconds + 10
    if case["jail"] != "any":
        assert re.search(case["jail"], said), said[:1000]
    assert len(said) < 5000
    assert KEY not in said
    assert host.state() == before
    assert not host.was_called()
    assert jailed.pid == zygote
    assert children(zygote) == []
    assert jailed.run(GOOD, host.folder).digest == expected


@pytest.mark.parametrize("name", DEEP)
def test_what_exhausts_the_parser_is_refused(name: str, host: Host, jailed: Worker) -> None:
    with pytest.raises(ProgramError):
        policy.check(cell(DEEP[name]))
    with pytest.raises(RoomError):
        jailed.run(cell(DEEP[name]), host.folder)


def children(pid: int) -> list[str]:
    """Living children of a process."""
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
