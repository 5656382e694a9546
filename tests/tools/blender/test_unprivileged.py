"""The same worker and jail without root's rights; only when the tests themselves run as root."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

NOBODY = 65534
SCRIPT = """
import json, os, sys
from pathlib import Path
from tools.blender.worker import Limits, Render, Worker
from tools.errors import ProgramError
folder = Path(sys.argv[1])
with Worker(Limits(file_mb=60, scratch_mb=100), check_policy=False, scratch=folder) as worker:
    said = {}
    for name, code in json.loads(sys.argv[2]).items():
        try:
            worker.run(code, folder)
            said[name] = "runs"
        except ProgramError as error:
            said[name] = error.cause
    worker.render(sys.argv[3], folder, folder / "out.png", quality="lit", width=32)
    layers = {layer.name: layer.active for layer in worker.layers}
print(json.dumps({"user": os.getuid(), "said": said, "layers": layers}))
"""
FILL = """
import time
for number in range(4):
    with open(str(number), "wb") as file:
        for _ in range(50):
            file.write(bytes(1 << 20))
time.sleep(5)
"""
ATTEMPTS = {
    "good": "x = 1",
    "read": "open('/etc/passwd').read()",
    "socket": "import socket\nsocket.socket()",
    "fork": "import os\nos.fork()",
    "kill": "import os\nos.kill(os.getppid(), 9)",
    "fill": FILL,
}


@pytest.mark.skipif(
    os.geteuid() != 0 or not shutil.which("setpriv"), reason="the tests run without root's rights already"
)
def test_an_ordinary_user_is_jailed_just_the_same(tmp_path: Path, boxes: str) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    os.chown(folder, NOBODY, NOBODY)
    # Python itself may lie in a folder of root's: reading stays allowed, nothing else does.
    rights = "-all,+dac_read_search"
    command = [
        "setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", f"--inh-caps={rights}",
        f"--ambient-caps={rights}", f"--bounding-set={rights}", "--no-new-privs",
        sys.executable, "-c", SCRIPT, str(folder), json.dumps(ATTEMPTS), boxes,
    ]  # fmt: skip
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(Path(__file__).parents[3]), "HOME": str(folder)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env, cwd="/")
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["user"] == NOBODY
    # A tmpfs needs a user namespace in which Python can still be read; elsewhere files are counted.
    assert found["layers"].pop("disk") in (True, False)
    assert "100 MB of files" in found["said"].pop("fill")
    assert found["layers"] == dict.fromkeys(("limits", "landlock", "capabilities", "seccomp"), True)
    assert found["said"].pop("good") == "runs"
    assert all("PermissionError" in cause for cause in found["said"].values()), found["said"]
    assert (folder / "out.png").stat().st_uid == NOBODY
