from pathlib import Path

import pytest

from harness import cli


def test_training_says_what_it_needs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("harness.commands.reader.NEEDED", ("no_such_package",))
    assert cli.run(["train-reader", "--work", str(tmp_path)]) == 2
    assert "requirements.txt" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [(["--rooms", "3"], "--rooms 3"), (["--steps", "0"], "--steps 0"), (["--size", "300"], "multiple of 32")],
)
def test_training_refuses_what_cannot_be(
    words: list[str],
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("harness.commands.reader.NEEDED", ())
    assert cli.run(["train-reader", "--work", str(tmp_path), *words]) == 2
    assert said in capsys.readouterr().err
