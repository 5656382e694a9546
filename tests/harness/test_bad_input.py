"""Bad input gets one clear line and exit code 2, and nothing is left half-written."""

import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from harness import cli, invoked
from tests.agents.models.fake_endpoint import FakeEndpoint
from tests.harness.small_room import draw


def noisy(size: tuple[int, int], mode: str = "RGB") -> Image.Image:
    pixels = np.random.default_rng(0).integers(0, 255, (size[1], size[0], 3), dtype=np.uint8)
    return Image.fromarray(pixels).convert(mode)


def bad_pictures(folder: Path) -> dict[str, Path]:
    """Pictures that cannot be used, by what is wrong with them."""
    paths = {
        name: folder / f"{name}.png" for name in ("missing", "empty", "text", "cut", "dot", "huge", "secret")
    }
    paths["empty"].write_bytes(b"")
    paths["text"].write_text("not a picture")
    noisy((200, 150)).save(paths["cut"])
    paths["cut"].write_bytes(paths["cut"].read_bytes()[:4000])
    noisy((1, 1)).save(paths["dot"])
    Image.new("L", (20_000, 20_000)).save(paths["huge"])
    noisy((200, 150)).save(paths["secret"])
    return {**paths, "folder": folder}


@pytest.mark.parametrize("what", ["missing", "empty", "text", "cut", "dot", "huge", "folder"])
def test_a_bad_picture_is_one_line(what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = bad_pictures(tmp_path)[what], tmp_path / "out"
    assert cli.run(["run", str(path), "--out", str(out)]) == 2
    said = capsys.readouterr().err.strip()
    assert len(said.splitlines()) == 1, said
    assert path.name in said
    assert "Traceback" not in said
    assert not out.exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_picture_without_permission(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = bad_pictures(tmp_path)["secret"]
    path.chmod(0)
    assert cli.run(["run", str(path), "--out", str(tmp_path / "out")]) == 2
    assert "permission" in capsys.readouterr().err.lower()


def test_an_existing_folder_is_kept_unless_forced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("keep me")
    assert cli.run(["run", str(draw(tmp_path)), "--out", str(out)]) == 2
    assert "--force" in capsys.readouterr().err
    assert [p.name for p in out.iterdir()] == ["mine.txt"]


def test_a_folder_that_cannot_be_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert cli.run(["run", str(draw(tmp_path)), "--out", str(tmp_path / "file" / "out")]) == 2
    assert "--out" in capsys.readouterr().err


def test_broken_annotations_are_said_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture, out = draw(tmp_path), tmp_path / "out"
    (tmp_path / "room.annotations.json").write_text('{"things": [{"id": "bed"}]}')
    assert cli.run(["run", str(picture), "--out", str(out)]) == 2
    assert "things[0]" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["run", "x.png", "--colour", "blue"], "--colour"),
        (["dance"], "dance"),
        (["run"], "PICTURE"),
        (["run", "x.png", "--room-width", "wide"], "wide"),
        (["run", "x.png", "--room-width", "-3"], "room_width"),
        (["run", "x.png", "--config", "no.toml"], "no.toml"),
        (["run", "x.png", "--leave-out", "dusting"], "dusting"),
        (["chat", "x.png", "--approve", "dusting"], "dusting"),
        (["resume", "nowhere"], "nowhere"),
        (["replay", "nowhere.jsonl"], "nowhere.jsonl"),
        (["rerun", "nowhere", "geometer"], "nowhere"),
    ],
)
def test_bad_words_are_one_line(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(arguments) == 2
    said = capsys.readouterr().err.strip()
    assert words.lower() in said.lower()
    assert "Traceback" not in said


def test_an_unknown_config_key_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "room.toml"
    config.write_text('modell = "x"\n')
    assert cli.run(["run", str(draw(tmp_path)), "--config", str(config), "--out", str(tmp_path / "out")]) == 2
    assert "modell" in capsys.readouterr().err


@pytest.mark.parametrize("status", [401, 403])
def test_an_endpoint_that_wants_a_key(
    status: int, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with FakeEndpoint(lambda body, n: {"status": status}) as fake:
        monkeypatch.setenv("ROOM_BASE_URL", fake.url)
        assert cli.run(["run", str(draw(tmp_path)), "--out", str(tmp_path / "out")]) == 2
    assert "ROOM_API_KEY" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_an_endpoint_that_refuses(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROOM_BASE_URL", "http://127.0.0.1:9/v1")
    assert cli.run(["run", str(draw(tmp_path)), "--out", str(tmp_path / "out")]) == 2
    assert "ROOM_BASE_URL" in capsys.readouterr().err


def test_debug_shows_the_traceback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["run", str(tmp_path / "no.png")], debug=True) == 2
    assert "commands/run.py" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("bogus", 'room: Unknown command "bogus": see `room --help`'),
        ("runn", 'room: Unknown command "runn". Did you mean "run"? See `room --help`'),
    ],
)
def test_a_command_that_is_none_is_a_whole_sentence(
    typed: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run([typed]) == 2
    assert invoked.spelled(told) == capsys.readouterr().err.strip()
