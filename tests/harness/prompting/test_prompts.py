"""Prompts for pictures of rooms, and their pictures: varied, repeatable, gone on with."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness import cli
from harness.prompting.make import lists, make, read
from tests.agents.models.fake_painter import FakePainter, openai_form, picture


@given(st.integers(1, 60), st.integers(0, 2**31))
@settings(max_examples=30, deadline=None)
def test_the_same_seed_gives_the_same_and_every_list_is_gone_through(count: int, seed: int) -> None:
    made = make(count, seed)
    assert made == make(count, seed)
    assert len({p.id for p in made.prompts}) == count
    styles = [p.parameters["style"] for p in made.prompts]
    whole = len(lists()["style"])
    assert len(set(styles[:whole])) == min(count, whole)
    assert all("$" not in p.prompt for p in made.prompts)
    assert read(made.model_dump_json(), "a") == made


def test_prompts_are_written_and_drawn_and_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.run(["prompts", "make", "--out", "p.json", "--count", "3", "--type", "bedroom"]) == 0
    rows = json.loads(Path("p.json").read_text())["prompts"]
    assert {row["parameters"]["type"] for row in rows} == {"bedroom"}
    assert cli.run(["prompts", "draw", "p.json", "--out", "drawn"]) == 2
    assert "ROOM_IMAGE_MODEL" in capsys.readouterr().err

    def script(n: int) -> tuple[int, object, dict[str, str]]:
        return (400, {"error": {"message": "no"}}, {}) if n == 2 else (200, openai_form(picture()), {})

    with FakePainter(script) as fake:
        monkeypatch.setenv("ROOM_IMAGE_MODEL", "draws")
        monkeypatch.setenv("ROOM_IMAGE_BASE_URL", f"{fake.root}/v1")
        assert cli.run(["prompts", "draw", "p.json", "--out", "drawn"]) == 1
        assert "2 of 3 pictures" in capsys.readouterr().out
        assert cli.run(["prompts", "draw", "p.json", "--out", "drawn"]) == 0
        assert len(fake.asked) == 4
    assert {p.stem for p in Path("drawn").iterdir()} == {row["id"] for row in rows}


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"prompts": []}', '{"prompts": [{"id": "../a", "prompt": "x"}]}']
)
def test_a_file_that_is_none_is_one_line(
    tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "p.json").write_text(text)
    assert cli.run(["prompts", "draw", str(tmp_path / "p.json"), "--out", str(tmp_path / "x")]) == 2
    assert "p.json" in capsys.readouterr().err


def test_a_key_is_sent_to_no_address_that_a_found_file_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.run(["prompts", "make", "--out", "p.json", "--count", "1"]) == 0
    with FakePainter(lambda n: (200, openai_form(picture()), {})) as fake:
        Path("room.toml").write_text(f'image_model = "draws"\nimage_base_url = "{fake.root}/v1"\n')
        monkeypatch.setenv("ROOM_IMAGE_API_KEY", "secret-key")
        assert cli.run(["prompts", "draw", "p.json", "--out", "drawn"]) == 2
        assert "ROOM_IMAGE_BASE_URL" in capsys.readouterr().err
        assert fake.asked == []
