"""Kit tests run in Blender processes of their own; one process does a whole list of builds."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def blender(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Any]:
    """Run a Python snippet with bpy; returns what its last line left in `answer` (JSON)."""

    def run(snippet: str) -> Any:
        folder = tmp_path_factory.mktemp("snippet")
        script, answer = folder / "snippet.py", folder / "answer.json"
        end = f"\nimport json, pathlib\npathlib.Path({str(answer)!r}).write_text(json.dumps(answer))\n"
        script.write_text(f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n" + snippet + end)
        done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        return json.loads(answer.read_text())

    return run
