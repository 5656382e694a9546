"""What the pages under docs/ say holds: code runs, commands parse, paths are there."""

import json
import re
import shlex
import tomllib
from pathlib import Path

import cyclopts
import pytest

from harness import cli, edit_verbs, room
from harness.runs import driving
from tests.harness.small_room import draw
from tools.blender.worker import Worker
from tools.run_files import REPORT

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(ROOT.glob("docs/*.md"))


def blocks(page: Path, kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", page.read_text(), flags=re.DOTALL)


@pytest.mark.timeout(600)
def test_the_lines_of_python_run(
    tmp_path: Path, worker: Worker, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Lent:
        def __enter__(self) -> Worker:
            return worker

        def __exit__(self, *_: object) -> None: ...

    monkeypatch.setattr(driving, "Worker", Lent)
    monkeypatch.setattr(room, "Worker", lambda: worker)
    monkeypatch.setattr(room.Room, "close", lambda self: None)
    monkeypatch.chdir(tmp_path)
    draw(tmp_path)
    pieces = blocks(ROOT / "docs/api.md", "python") + blocks(ROOT / "README.md", "python")
    ours = [piece for piece in pieces if "from harness import" in piece]
    assert len(ours) == 2
    exec(compile(ours[0], "docs/api.md", "exec"), {})
    (tmp_path / "runs/bedroom").symlink_to(tmp_path / "runs/first")
    exec(compile(ours[1], "README.md", "exec"), {})
    assert "nightstand" in capsys.readouterr().out
    assert (tmp_path / "room.glb").read_bytes()[:4] == b"glTF"
    assert (tmp_path / "top.png").stat().st_size > 500
    assert json.loads((tmp_path / "runs/first" / REPORT).read_text())["objects"]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_commands_parse(page: Path) -> None:
    lines = [line for block in blocks(page, "sh") for line in block.strip().splitlines()]
    spans = [s for s in re.findall(r"`(room [a-z][^`]*)`", page.read_text()) if "..." not in s]
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]
    for line in [*lines, *spans]:
        if line.startswith("python3 harness/start.py add "):
            assert set(shlex.split(line)[3:]) <= set(groups), line
            continue
        words = shlex.split(line.removeprefix("room "), comments=True)
        assert words[0] in cli.COMMANDS or words[0] in ("render", "export"), line
        if len(words) == 1:  # only named
            continue
        if words[0] == "edit":
            edit_verbs.verbs.parse_args(words[2:], exit_on_error=False, print_error=False)
        else:
            app: cyclopts.App = cli.build(words[0])
            app.parse_args(words, exit_on_error=False, print_error=False)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_paths_are_there(page: Path) -> None:
    tops = "tools|agents|harness|tests|prompts|docs"
    named = re.findall(rf"`((?:{tops})(?:/[\w.]+)+/?)`", page.read_text())
    missing = [name for name in named if "NAME" not in name and not (ROOT / name).exists()]
    assert missing == []
