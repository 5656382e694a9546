"""`room kit`: what a person looks for, or what comes near it."""

import pytest

from harness import cli


def test_a_word_is_told_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["kit", "wardrobe"]) == 0
    assert capsys.readouterr().out.startswith("wardrobe(o")


def test_what_is_not_there_is_a_line_and_exit_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["kit", "zzqxkj"]) == 2
    said = capsys.readouterr().err.strip()
    assert "`room kit` lists its words" in said
    assert len(said.splitlines()) == 1
