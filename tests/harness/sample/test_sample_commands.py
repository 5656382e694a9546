"""`room sample` as a command: layouts without Blender, bad input in one line."""

import json

import pytest

from harness.commands.sample import sample
from tools.errors import InputError
from tools.planner.design import Request
from tools.planner.generate import generate


def test_layouts_are_printed_without_blender(tmp_path, capsys):
    out = tmp_path / "none"
    assert sample(out=out, seed=7, n=3, type="bath", rooms=1, layout_only=True, json=True) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["seed"] for row in rows] == [7, 8, 9]
    assert {row["type"] for row in rows} == {"bath"}
    assert rows[0]["objects"] == len(generate(Request(seed=7, type="bath", rooms=1)).pieces)
    assert not out.exists()


@pytest.mark.parametrize("wrong", [{"n": 0}, {"width": 8}, {"width": 99999}])
def test_numbers_out_of_range(tmp_path, wrong):
    with pytest.raises(InputError) as error:
        sample(out=tmp_path, **wrong)
    assert "\n" not in str(error.value)


def test_a_file_is_no_folder(tmp_path):
    path = tmp_path / "file"
    path.touch()
    with pytest.raises(InputError, match="file"):
        sample(out=path)


def test_what_cannot_be_furnished_says_what_to_try(monkeypatch):
    monkeypatch.setattr("tools.planner.generate.ATTEMPTS", 2)
    with pytest.raises(InputError, match="fewer rooms"):
        generate(Request(seed=0, type="bath", shape="T", rooms=40))
