"""Odd words, damaged files and full disks: each is said in a line, and nothing else is lost."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path

import numpy as np
import pytest

from agents.context import RoomContext
from agents.events import EndEvent, Event, MessageEvent, ModelCallEvent, RunEvent
from harness import cli, room
from harness import settings as configuration
from harness.runs import checkpoint
from harness.runs.chat import Chat
from harness.runs.checkpoint import Checkpoint
from harness.runs.folder import held
from harness.runs.replay import settings_of
from harness.runs.session import Session, clients_for
from harness.runs.transcript import dump
from harness.terminal import Console
from tests.harness.small_room import draw
from tests.harness.test_strangers import folder
from tools.blender.worker import Worker
from tools.errors import InputError
from tools.files import append, write_text
from tools.images import ImageStore
from tools.picture.image import load, save


@pytest.fixture(autouse=True)
def _one_worker(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands borrow the session's worker."""
    monkeypatch.setattr(room, "Worker", lambda: worker)
    monkeypatch.setattr(room.Room, "close", lambda self: None)


@pytest.mark.parametrize(
    "text", ["/goto [/x]", "@[/x] hello", "/undo \u00b2", "/show [/x]", "/reject [/red]"]
)
async def test_nothing_typed_ends_the_listener(tmp_path: Path, worker: Worker, text: str) -> None:
    run = folder(tmp_path)
    draw(tmp_path).rename(run / "input.png")
    chosen = configuration.load(model="embedded")
    session = Session(run, chosen, worker, clients_for(chosen), inbox=asyncio.Queue())
    session.gate.clear()  # paused: with no team at work nothing would ever be served
    out = io.StringIO()
    await asyncio.wait_for(Chat(session, Console(file=out)).hear(text), 300)
    assert out.getvalue().strip()


@pytest.mark.parametrize("code", ["bad = data[/2]", "bad = [name for name in nothing_here]", "x = [/red]"])
def test_an_error_s_text_is_no_markup(tmp_path: Path, code: str, capsys: pytest.CaptureFixture[str]) -> None:
    run = folder(tmp_path, code)
    assert cli.run(["check", str(run)]) == 2
    said = capsys.readouterr().err
    assert cli.UNEXPECTED not in said
    assert "nothing_here" in said or "[/" in said


def test_the_console_lets_nothing_steer_the_terminal() -> None:
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, color_system=None)
    console.print("a\x1b]0;title\x1b\\b\u202e \x9b2J", markup=False)
    console.print_json(data={"name": "\x9b2J\u202e"})
    assert not {"\x1b", "\x9b", "\u202e"} & set(out.getvalue().replace("\x1b[0m", "").replace("\x1b[1m", ""))


def test_a_narrow_final_render_is_shown_beside_the_picture(tmp_path: Path) -> None:
    narrow = np.full((20, 30, 3), 200, np.uint8)
    path = save(narrow, tmp_path / "renders" / "reference-final.png", within=tmp_path)
    assert load(path, smallest=1).shape == (20, 30, 3)
    with pytest.raises(InputError, match="too small"):
        load(path)


def test_a_picture_cut_by_a_full_disk_is_written_anew(tmp_path: Path) -> None:
    store = ImageStore(tmp_path / "images")
    key = store.put(np.full((90, 90, 3), 7, np.uint8), "x")[6:18]
    store.path(key).write_bytes(store.path(key).read_bytes()[:40])
    context = RoomContext(store, name="Critic")
    picture = context._picture(key)
    assert picture == "(damaged, and left out)"
    store.put(np.full((90, 90, 3), 7, np.uint8), "x")
    assert store.whole(key)


def test_a_full_disk_leaves_no_half_written_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_text(tmp_path / "survey.json", "whole", within=tmp_path)
    append(tmp_path / "log", b"one\n")

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("tools.files.os.fdopen", full)
        patched.setattr("tools.files.os.fsync", full)
        with pytest.raises(InputError, match="No space left"):
            write_text(tmp_path / "survey.json", "new", within=tmp_path)
        with pytest.raises(InputError, match="No space left"):
            append(tmp_path / "log", b"half")
    assert (tmp_path / "survey.json").read_text() == "whole"
    assert (tmp_path / "log").read_bytes() == b"one\n"
    assert {p.name for p in tmp_path.iterdir()} == {"survey.json", "log"}


def test_a_transcript_brings_no_script_and_no_formula(tmp_path: Path) -> None:
    bad = '</pre></section><script>alert(1)</script><img src=x onerror=alert(2)>"'
    call = dict(agent="=cmd|' /C calc'!A0", index=0, request_hash="", messages=1, images=0)
    lines: list[Event] = [
        MessageEvent(source=bad, type="TextMessage", text=bad),
        ModelCallEvent(**call, result={}, tokens_in=1, tokens_out=1, seconds=1),  # type: ignore[arg-type]
        EndEvent(outcome="done", reason=bad),
    ]
    (tmp_path / "transcript.jsonl").write_text(dump(lines))
    out = [f"--{kind}={tmp_path / kind}" for kind in ("markdown", "html", "table")]
    assert cli.run(["transcript", str(tmp_path), *out]) == 0
    for kind in ("markdown", "html"):
        assert "<script" not in (tmp_path / kind).read_text()
        assert "<img src=x" not in (tmp_path / kind).read_text()
    assert "\n=cmd" not in (tmp_path / "table").read_text().replace('"', "").replace(",", "\n")


def test_cleaning_all_takes_what_a_run_wrote_and_nothing_else(tmp_path: Path) -> None:
    """A folder that holds an input.png is taken for a run: it may be somebody's pictures, or a link there."""
    pictures, link = tmp_path / "pictures", tmp_path / "link"
    (pictures / "checkpoints").mkdir(parents=True)
    (pictures / "input.png").write_bytes(b"x")
    (pictures / "own.txt").write_text("kept")
    link.symlink_to(pictures)
    assert cli.run(["clean", str(link), "--all"]) == 0
    assert not link.is_symlink()
    assert (pictures / "input.png").is_file()
    assert cli.run(["clean", str(pictures), "--all"]) == 0
    assert [p.name for p in pictures.iterdir()] == ["own.txt"]
    (pictures / "own.txt").rename(tmp_path / "own.txt")
    (pictures / "input.png").write_bytes(b"x")
    assert cli.run(["clean", str(pictures), "--all"]) == 0
    assert not pictures.exists()


def test_a_strange_name_among_the_checkpoints_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "checkpoints").mkdir()
    (tmp_path / "transcript.jsonl").write_text("")
    kept = Checkpoint(turn=1, chat={}, snapshot=0, transcript_bytes=0, calls={}, cost={})
    path = checkpoint.save(tmp_path, kept)
    strange = path.with_name("0002x.json.gz")
    strange.write_bytes(path.read_bytes())
    assert checkpoint.load(tmp_path) == kept
    checkpoint.rewind(tmp_path, kept)
    assert strange.is_file()


def test_what_goes_wrong_under_a_lock_is_not_said_of_the_lock(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="mine"), held(tmp_path):
        raise ValueError("mine")
    with held(tmp_path):
        pass


def test_a_transcript_with_odd_settings_is_one_line(tmp_path: Path) -> None:
    event = RunEvent(picture="", settings={"model": ["x"]})
    with pytest.raises(InputError, match="settings are damaged: model"):
        settings_of([event], tmp_path)
