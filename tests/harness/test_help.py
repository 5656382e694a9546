"""What `room --help` says of each command, and what it loads for that."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from harness import cli


def test_the_lines_are_those_of_the_commands() -> None:
    app = cli.build("completion")  # with every module loaded
    lines = {c: " ".join((app[c].help or "").strip().split("\n\n")[0].split()) for c in cli.COMMANDS}
    written = json.loads((Path(cli.__file__).parent / cli.HELP).read_text())
    assert written == lines, f"harness/{cli.HELP} is to be {json.dumps(lines, indent=1)}"


@pytest.mark.parametrize(
    ("words", "unloaded"),
    [
        (["--help"], {"numpy", "openai", "autogen_core", "scipy"}),
        (["list", "nowhere"], {"openai", "autogen_core", "scipy"}),
    ],
)
def test_a_cheap_command_loads_little(words: list[str], unloaded: set[str], tmp_path: Path) -> None:
    code = f"import sys; from harness import cli; cli.run({words!r}); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not unloaded & set(done.stderr.split())


def test_a_word_that_is_no_command_is_told_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["rnu"]) == cli.BAD_INPUT
    assert 'Did you mean "run"?' in capsys.readouterr().err
