"""Ctrl-C ends a run at once, with code 3 and the words that go on with it."""

import signal
import subprocess
import sys
import time
from pathlib import Path

from harness.runs import checkpoint as checkpoints
from tests.harness.small_room import draw

COMMAND = "import sys; from harness.cli import main; main(sys.argv[1:])"


def test_ctrl_c_leaves_a_run_that_can_be_resumed(tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [
        sys.executable,
        "-c",
        COMMAND,
        "run",
        str(draw(tmp_path)),
        "--out",
        str(out),
        "--final-width",
        "128",
    ]
    root = Path(__file__).resolve().parent.parent.parent.parent
    process = subprocess.Popen(
        command, cwd=root, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    )
    while not list(out.glob("checkpoints/0005*")) and process.poll() is None:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=600)[1]
    assert process.returncode == 3
    assert f"room resume {out}" in said
    assert checkpoints.load(out) is not None
