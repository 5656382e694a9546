"""Hostile and broken snippets: none reaches the host, each gets a clear answer, the next job works."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tools.blender import policy
from tools.blender.single_thread import bpy_folder
from tools.errors import ProgramError

HOSTILE = Path(__file__).parent / "hostile"
ROOT = Path(__file__).parents[3]
NOBODY = 65534
CASES: list[dict[str, Any]] = [
    {"topic": path.stem, **case, "code": found.get("before", "") + case["code"]}
    for path in sorted(HOSTILE.glob("*.toml"))
    for found in [tomllib.loads(path.read_text(encoding="utf-8"))]
    for case in found["case"]
]
EACH = pytest.mark.parametrize("case", CASES, ids=[f"{case['topic']}: {case['name']}" for case in CASES])
DISK = ("disk",)
DEEP = {
    "minus": "x = " + "-" * 100_000 + "1",
    "plus": "x = 1" + "+1" * 100_000,
    "attributes": "x = a" + ".b" * 100_000,
    "brackets": "x = " + "(" * 100_000,
    "lambdas": "x = " + "lambda:" * 50_000 + "1",
    "branches": "if 1: pass\n" + "elif 1: pass\n" * 50_000,
    "surrogate": "x = '\ud800'",
}
AS_NOBODY = """
set -e
kept=$1; shift
mkdir "$kept"
mount --bind /root "$kept"; mount -t tmpfs -o mode=755 none /root
for path in $SHOWN; do mkdir -p "$path"; mount --bind "$kept/${path#/root/}" "$path"; done
rights="--inh-caps=-all --bounding-set=-all --no-new-privs"
exec setpriv --reuid=65534 --regid=65534 --clear-groups $rights "$@"
"""
"""Python may lie in a folder of root's, which an ordinary user cannot look into: show him that part of it."""


def test_the_corpus_is_large() -> None:
    assert len(CASES) >= 400
    assert len({case["name"] for case in CASES}) == len(CASES)
    assert sum("policy" in case for case in CASES) >= 300
    assert sum(case["jail"] not in ("runs", "any") for case in CASES) >= 250


@EACH
def test_the_policy_says_it_early(case: dict[str, Any]) -> None:
    code = re.sub(
        "@([A-Z]+)@", lambda found: "1" if found.group(1) in ("ZYGOTE", "MAIN") else "x", case["code"]
    )
    program = code if case.get("raw") else f"# %% geometry:bed\n{code}\n"
    if "policy" not in case:
        policy.check(program)
        return
    with pytest.raises(ProgramError) as caught:
        policy.check(program)
    assert case["policy"] in caught.value.cause
    assert caught.value.line is not None
    assert len(caught.value.cause) < 500


def _run(top: Path, user: str, files: str, topics: tuple[str, ...]) -> dict[str, Any]:
    folder = top / "work"
    folder.mkdir()
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(folder), "HOSTILE_FILES": files}
    command = [sys.executable, str(HOSTILE / "run.py"), str(folder), *topics]
    if user == "nobody":
        top.chmod(0o711)
        os.chown(folder, NOBODY, NOBODY)
        needed = {Path(sys.base_prefix).resolve(), Path(sys.prefix).resolve(), ROOT, bpy_folder().resolve()}
        env["SHOWN"] = " ".join(sorted(str(path) for path in needed if path.is_relative_to("/root")))
        command = ["unshare", "-m", "sh", "-c", AS_NOBODY, "sh", str(top / "kept"), *command]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env, cwd="/")
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    layers = {name for name, active in found["layers"].items() if not active} - {"disk"}
    if layers:
        pytest.skip(f"this kernel lacks {', '.join(layers)}")
    return found


def _can_be_nobody() -> bool:
    if os.geteuid() != 0 or not all(shutil.which(name) for name in ("unshare", "setpriv", "mount")):
        return False
    return subprocess.run(["unshare", "-m", "true"], check=False).returncode == 0


needs_root = pytest.mark.skipif(not _can_be_nobody(), reason="the tests run without root's rights already")
USERS = ["own", pytest.param("nobody", marks=needs_root)]


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("user", ["own", pytest.param("nobody", marks=needs_root)])
def test_the_jail_holds_alone(user: str) -> None:
    # Not in tmp_path: pytest keeps the folders above it shut for other users.
    with tempfile.TemporaryDirectory(prefix="room-hostile-") as top:
        found = _run(Path(top), user, "tmpfs", ())
    assert found["harm"] == []
    assert found["left"] == []
    assert found["user"] == (NOBODY if user == "nobody" else os.getuid())
    assert set(found["said"]) == {case["name"] for case in CASES}
    odd = unexpected(CASES, found["said"])
    assert odd == {}, odd


@pytest.mark.timeout(1800)
def test_files_are_counted_where_nothing_can_be_mounted(tmp_path: Path) -> None:
    found = _run(tmp_path, "own", "counted", DISK)
    assert found["layers"]["disk"] is False
    assert found["harm"] == []
    assert found["left"] == []
    full = [case for case in CASES if case["topic"] in DISK and "MB of files" in case["jail"]]
    assert len(full) >= 10
    odd = unexpected(full, found["said"])
    assert odd == {}, odd


def unexpected(cases: list[dict[str, Any]], said: dict[str, str]) -> dict[str, str]:
    """What was said of the cases whose `jail` does not fit, with that."""
    return {
        case["name"]: f"{said[case['name']][:300]} (not {case['jail']})"
        for case in cases
        if case["jail"] != "any" and not re.search(case["jail"], said[case["name"]])
    }


@pytest.mark.parametrize("name", DEEP)
def test_what_exhausts_the_parser_is_refused(name: str) -> None:
    with pytest.raises(ProgramError):
        policy.check(f"# %% geometry:bed\n{DEEP[name]}\n")
