"""Run pieces of scene programs in Blender: one warm process, a fork of it for every piece."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

SERVER = """
import json, os, sys, importlib, pathlib, traceback
for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ[variable] = "1"
import bpy
names = {}
kit = pathlib.Path("tools/kit")
for path in sorted(kit.rglob("*.py")):
    if not path.stem.startswith(("__", "index", "studio")):
        module = importlib.import_module(".".join(path.with_suffix("").parts))
        names.update({k: v for k, v in vars(module).items() if not k.startswith("__")})
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
for line in sys.stdin:
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        continue
    space = dict(names, __name__="__scene__", __file__=json.loads(line)["file"])
    try:
        exec(compile(json.loads(line)["code"], "<test>", "exec"), space)
        answer = {"result": space.get("result")}
    except BaseException as error:
        answer = {"error": f"{type(error).__name__}: {error}", "trace": traceback.format_exc()}
    answers.write(json.dumps(answer) + "\\n")
    answers.flush()
    os._exit(0)
"""


class KitError(Exception):
    """The piece of program raised; the text is `Type: message`."""


@pytest.fixture(scope="session")
def kit_process() -> Iterator[subprocess.Popen[str]]:
    """A Python with bpy and the whole kit loaded, answering one JSON line a line."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=Path(__file__).parents[3],
    )
    yield process
    assert process.stdin is not None
    process.stdin.close()
    process.wait(10)


@pytest.fixture
def kit(kit_process: subprocess.Popen[str], tmp_path: Path) -> Callable[[str], Any]:
    """`kit(code)`: run code that sees every kit name; its `result` comes back, its error is raised."""

    def run(code: str) -> Any:
        assert kit_process.stdin is not None
        assert kit_process.stdout is not None
        request = {"code": code, "file": str(tmp_path / "scene.py")}
        kit_process.stdin.write(json.dumps(request) + "\n")
        kit_process.stdin.flush()
        answer = json.loads(kit_process.stdout.readline())
        if "error" in answer:
            raise KitError(answer["error"])
        return answer["result"]

    return run
