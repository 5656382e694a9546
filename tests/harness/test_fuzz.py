"""Damaged files of every kind that we read: each is one line, nothing hangs, nothing is left half-written.

Seeded, so that a failure comes again. FUZZ_TIMES=20 tries twenty times as many.
"""

from __future__ import annotations

import copy
import gzip
import io
import json
import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from harness import cli
from harness import settings as configuration
from harness.evaluate.evaluation import evaluate
from harness.evaluate.page import page
from harness.evaluate.subject import load_subject
from harness.runs import checkpoint as checkpoints
from tests.harness.small_room import draw
from tools.blender.worker import Worker
from tools.errors import RoomError
from tools.files import read_model, read_text
from tools.measure.load import load_truth
from tools.picture import annotations_file, image, reading
from tools.picture.overlay import overlay_survey
from tools.picture_file import FORMATS
from tools.program.history import History
from tools.program.read import read
from tools.settings import PictureSettings
from tools.survey import Survey
from tools.workspace import Workspace

ROOT = Path(__file__).parent.parent.parent
RUN = ROOT / "example" / "finished"
TRANSCRIPT = ROOT / "transcripts" / "bedroom" / "transcript.jsonl"
TIMES = int(os.environ.get("FUZZ_TIMES", "1"))
VALUES: list[Any] = [
    None, True, False, 0, -1, 1, 0.5, 1e308, -1e308, 10**30, float("nan"), float("inf"), "", "x" * 5000,
    "\x1b]0;x\x1b\\", "../../x", "\u2028", "[/x]", [], {}, [[]], [None], {"a": {}}, ["x"] * 300, "1e999",
]  # fmt: skip


def byte_mutants(data: bytes, rng: random.Random, count: int) -> Iterator[bytes]:
    """Cut short, flipped, doubled, shuffled, filled with zeros or with other bytes."""
    for _ in range(count):
        changed = bytearray(data)
        for _ in range(rng.choice((1, 1, 2, 8, 40))):
            at = rng.randrange(max(1, len(changed)))
            how = rng.randrange(6)
            if how == 0:
                del changed[at:]
            elif how == 1 and changed:
                changed[min(at, len(changed) - 1)] ^= 1 << rng.randrange(8)
            elif how == 2:
                changed[at : at + rng.randrange(20)] = b""
            elif how == 3:
                changed[at:at] = changed[: rng.randrange(50)]
            elif how == 4:
                changed[at : at + 4] = rng.choice((b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff"))
            else:
                changed[at:at] = bytes(rng.randrange(256) for _ in range(rng.randrange(6)))
        yield bytes(changed)


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every container and key in a JSON value."""
    found: list[tuple[Any, Any]] = []
    todo = [value]
    while todo:
        now = todo.pop()
        keys = list(now) if isinstance(now, dict) else range(len(now)) if isinstance(now, list) else []
        for key in keys:
            found.append((now, key))
            todo.append(now[key])
    return found


def json_mutants(value: Any, rng: random.Random, count: int) -> Iterator[bytes]:
    """Values replaced, left out, doubled or nested; and some damaged as bytes."""
    text = json.dumps(value)
    for number in range(count):
        if number % 4 == 3:
            yield next(byte_mutants(text.encode(), rng, 1))
            continue
        changed, nested = json.loads(text), {}
        for _ in range(rng.choice((1, 1, 3))):
            holder, key = rng.choice(places(changed) or [([changed], 0)])
            how = rng.randrange(10)
            if how < 7:
                holder[key] = copy.deepcopy(rng.choice(VALUES))  # not shared: it would hold itself
            elif how == 7:
                del holder[key]
            elif how == 8 and isinstance(holder, list):
                holder.append(holder[key])
            else:
                nested[f"<nested {len(nested)}>"] = (holder[key], rng.choice((1, 60, 600, 50_000)))
                holder[key] = f"<nested {len(nested) - 1}>"
        written = json.dumps(changed)
        for name, (inner, depth) in reversed(nested.items()):  # deeper than `json` itself writes
            written = written.replace(json.dumps(name), "[" * depth + json.dumps(inner) + "]" * depth)
        yield written.encode()


def survives(path: Path, mutants: Iterator[bytes], use: Callable[[], Any], *, lines: int = 1) -> int:
    """Write each mutant and use it; only errors for people may come, of so many lines (0: of any number).

    Returns how many were refused.
    """
    refused = 0
    for number, data in enumerate(mutants):
        path.write_bytes(data)
        said = "fine"
        try:
            use()
        except RoomError as error:
            refused, said = refused + 1, str(error)
        except Exception as error:
            raise AssertionError(f"mutant {number} of {path.name}: {error!r}") from error
        assert lines == 0 or len(said.splitlines()) == lines, f"mutant {number}: {said}"
        assert 0 < len(said) < 5000
    return refused


def said_well(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A command ends with one of its codes, no traceback, and nothing that steers a terminal."""
    assert cli.run(arguments) in (0, 1, 2, 3)
    out, err = capsys.readouterr()
    assert cli.UNEXPECTED not in err, err
    assert "\x1b]" not in out + err


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A run's folder with everything that is read from one."""
    folder = tmp_path / "run"
    folder.mkdir()
    for name in ("scene.py", "survey.json", "report.json", "room_kit.py"):
        if (RUN / name).exists():
            shutil.copyfile(RUN / name, folder / name)
    shutil.copyfile(draw(tmp_path), folder / "input.png")
    (folder / "report.md").write_text("# done\n")
    return folder


@pytest.mark.parametrize("kind", FORMATS)
def test_pictures(kind: str, tmp_path: Path) -> None:
    rng = random.Random(f"picture {kind}")
    buffer = io.BytesIO()
    pixels = np.random.default_rng(0).integers(0, 255, (80, 96, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(buffer, kind)
    path = tmp_path / "room.png"
    assert survives(path, byte_mutants(buffer.getvalue(), rng, 60 * TIMES), lambda: image.load(path))


def test_annotations(tmp_path: Path) -> None:
    rng = random.Random("annotations")
    picture = draw(tmp_path)
    pixels, path = image.load(picture), tmp_path / "room.annotations.json"

    def use() -> None:
        marks = annotations_file.load(path, (320, 240))
        if rng.random() < 0.3:
            overlay_survey(pixels, reading.read(pixels, PictureSettings(), marks, picture="room.png"))

    whole = json.loads(path.read_text())
    assert survives(path, json_mutants(whole, rng, 120 * TIMES), use)


def test_surveys(run: Path) -> None:
    rng = random.Random("survey")
    path, pixels = run / "survey.json", image.load(run / "input.png")
    whole = json.loads(path.read_text())
    assert survives(
        path, json_mutants(whole, rng, 60 * TIMES), lambda: overlay_survey(pixels, read_model(path, Survey))
    )


def test_settings_of_a_run(run: Path) -> None:
    rng = random.Random("run.json")
    whole = configuration.RoomSettings(model="embedded").public() | {"base_url": "http://127.0.0.1:9/v1"}
    use = lambda: configuration.asked(configuration.of_run(run))  # noqa: E731
    assert survives(run / "run.json", json_mutants(whole, rng, 200 * TIMES), use)


def test_config_files(tmp_path: Path) -> None:
    rng = random.Random("room.toml")
    text = b'model = "eyes"\nattempts = 3\nleave_out = ["a"]\n[budget]\ncalls = 5\n[models]\nCritic = "x"\n'
    path = tmp_path / "own.toml"
    assert survives(path, byte_mutants(text, rng, 200 * TIMES), lambda: configuration.load(path))


def test_reports(run: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random("report")
    whole = json.loads((run / "report.json").read_text())
    whole["objects"] = whole["objects"][:3]
    (run.parent / "runs").symlink_to(run.parent)
    monkeypatch.chdir(run.parent)

    def use() -> None:
        said_well(["show", str(run)], capsys)
        said_well(["show", str(run), "--json"], capsys)
        said_well(["list"], capsys)
        subject = load_subject(run)
        page([(subject, None, evaluate(subject, None, None, None))])

    assert survives(run / "report.json", json_mutants(whole, rng, 40 * TIMES), use)


def test_truths(tmp_path: Path, run: Path) -> None:
    rng = random.Random("truth")
    whole = json.loads((ROOT / "example" / "living.truth.json").read_text())
    whole["objects"] = whole["objects"][:4]
    path, subject = tmp_path / "truth.json", load_subject(run)
    assert survives(
        path, json_mutants(whole, rng, 60 * TIMES), lambda: evaluate(subject, load_truth(path), path, None)
    )


def test_transcripts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rng = random.Random("transcript")
    lines = TRANSCRIPT.read_bytes().split(b"\n")[:40]
    path = tmp_path / "transcript.jsonl"

    def mutants() -> Iterator[bytes]:
        for _ in range(60 * TIMES):
            at = rng.randrange(len(lines))
            try:
                changed = next(json_mutants(json.loads(lines[at]), rng, 1))
            except ValueError:
                continue
            yield b"\n".join([*lines[:at], changed, *lines[at + 1 :]])

    def use() -> None:
        out = [f"--{k}={tmp_path / k}" for k in ("markdown", "html", "table")]
        said_well(["transcript", str(path), *out], capsys)
        said_well(["replay", str(path), "--speed", "0"], capsys)

    survives(path, mutants(), use)


def test_checkpoints(run: Path) -> None:
    rng = random.Random("checkpoint")
    point = checkpoints.Checkpoint(
        turn=1,
        chat={"agent_states": {}},
        snapshot=0,
        transcript_bytes=10,
        calls={"Critic": 1},
        cost={"calls": 1},
    )
    path = checkpoints.save(run, point)
    whole = point.model_dump(mode="json")
    survives(path, byte_mutants(path.read_bytes(), rng, 60 * TIMES), lambda: checkpoints.load(run))
    packed = (gzip.compress(m) for m in json_mutants(whole, rng, 60 * TIMES))
    survives(path, packed, lambda: checkpoints.load(run))


def test_snapshots(run: Path, worker: Worker) -> None:
    rng = random.Random("snapshot")
    workspace = Workspace(run, worker)
    number = workspace.snapshot()
    path = run / "snapshots" / f"{number:04d}.json"
    whole = json.loads(path.read_text())
    assert survives(path, json_mutants(whole, rng, 60 * TIMES), lambda: workspace.restore(number))


def test_histories(run: Path) -> None:
    rng = random.Random("history")
    made = History(run / "history")
    for number in range(3):
        made.add(f"# %% layout\n# {number}\n", f"step {number}")
    log = run / "history" / "log.jsonl"
    rows = [json.loads(line) for line in log.read_text().splitlines()]

    def mutants() -> Iterator[bytes]:
        for _ in range(100 * TIMES):
            lines = [json.dumps(row).encode() for row in rows]
            lines[rng.randrange(3)] = next(json_mutants(rng.choice(rows), rng, 1))
            yield b"\n".join(lines) + b"\n"

    def use() -> None:
        found = History(run / "history")
        for version in found.versions:
            found.text(version.number)
        found.back(1)

    assert survives(log, mutants(), use)
    log.write_text("".join(json.dumps(row) + "\n" for row in rows))
    text = run / "history" / "0002.py"
    assert survives(text, byte_mutants(text.read_bytes(), rng, 60 * TIMES), use)


def test_programs(run: Path) -> None:
    rng = random.Random("program")
    own = (run / "scene.py").read_text().partition("# %% room")
    data = (own[1] + own[2]).encode()[:6000]

    path = run / "scene.py"  # a program's fault is told with the lines around it
    assert survives(path, byte_mutants(data, rng, 150 * TIMES), lambda: read(read_text(path)), lines=0)
