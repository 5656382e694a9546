"""Every command of the README is run, in its order, in an empty folder with the example beside it."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from harness import cli
from tests.agents.models.fake_endpoint import FakeEndpoint

ROOT = Path(__file__).resolve().parent.parent
SET_UP = "python3 harness/start.py "


def commands() -> list[str]:
    """The lines of the README's shell blocks."""
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text(), flags=re.DOTALL)
    return [line for block in blocks for line in block.strip().splitlines()]


def arguments(command: str) -> list[str]:
    """What the `room` command gets; pictures are kept small so that the test is quick."""
    words = shlex.split(command.removeprefix(SET_UP).removeprefix("room "))
    return [*words, "--final-width", "256"] if words[0] == "run" else words


def test_the_two_commands_come_first() -> None:
    first, second = commands()[:2]
    assert first.startswith(SET_UP + "run example/")
    assert second == SET_UP + "test"
    assert "harness/start.py test" in (ROOT / ".ci/run").read_text()


def test_uv_is_never_asked_of_a_reader() -> None:
    # uv sits in a private folder, and `uv run` installs bpy anew each time.
    assert "uv run" not in (ROOT / "README.md").read_text()
    starts = ("room ", "export ", SET_UP)
    assert [line for line in commands() if not line.startswith(starts)] == []


@pytest.mark.timeout(2400)
def test_every_command_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "example", tmp_path / "example", ignore=shutil.ignore_patterns("finished"))
    shutil.copyfile(ROOT / "example/bedroom.png", tmp_path / "picture.png")
    with FakeEndpoint(lambda body, n: {"text": "I see a room."}) as fake:
        for command in commands():
            if command.startswith("export "):
                monkeypatch.setenv("ROOM_BASE_URL", fake.url)
                monkeypatch.setenv("ROOM_API_KEY", "a-key")
                monkeypatch.setenv("ROOM_MODEL", "eyes")
            elif command != SET_UP + "test":
                code = cli.run(arguments(command))
                said = capsys.readouterr()
                # A check may find something, and a model that only talks stays below its gates.
                assert code in (0, 1), f"{command}: {said.err}"
                assert "Traceback" not in said.err


def test_every_file_it_names_exists() -> None:
    named = re.findall(r"\((example/[^)]+)\)", (ROOT / "README.md").read_text())
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []
