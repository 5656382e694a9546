"""Every command of the README is run, in its order, in an empty folder, and does what it says it does."""

import json
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from harness import cli
from tests.agents.models.fake_endpoint import FakeEndpoint
from tools.program.program import Program
from tools.program.read import read

ROOT = Path(__file__).resolve().parent.parent
SET_UP = "python3 harness/start.py "


def commands() -> list[str]:
    """The lines of the README's shell blocks."""
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text(), flags=re.DOTALL)
    return [line for block in blocks for line in block.strip().splitlines()]


def arguments(command: str) -> list[str]:
    """What the `room` command gets; pictures are kept small so that the test is quick."""
    words = shlex.split(command.removeprefix(SET_UP).removeprefix("room "))
    return [*words, "--final-width", "256"] if words[0] == "run" else words


def test_the_two_commands_come_first() -> None:
    first, second = commands()[:2]
    assert first.startswith(SET_UP + "run example/")
    assert second == SET_UP + "test"
    assert "harness/start.py test" in (ROOT / ".ci/run").read_text()


def test_uv_is_never_asked_of_a_reader() -> None:
    # uv sits in a private folder, and `uv run` installs bpy anew each time.
    assert "uv run" not in (ROOT / "README.md").read_text()
    starts = ("room ", "export ", SET_UP)
    assert [line for line in commands() if not line.startswith(starts)] == []


class Reader:
    """Somebody who types the README's commands in a folder, and looks at what each came to.

    Attributes:
        folder: where they are typed.
        code: exit code of the last one.
        said: what it printed.
    """

    def __init__(self, folder: Path) -> None:
        self.folder, self.code, self.said = folder, 0, ""

    @property
    def room(self) -> Program:
        return read((self.folder / "runs/bedroom/scene.py").read_text())

    def bed(self) -> float:
        return self.room.placement("bed_1").at[0]

    def report(self, run: Path) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((run / "report.json").read_text())
        return found


def ran(reader: Reader, before: float | None) -> None:
    """The example becomes a room that passes, and it is said that marks were read and not the picture."""
    assert reader.code == 0
    assert "Marks: names and outlines are read from the annotations" in reader.said
    assert "Run folder: runs/bedroom" in reader.said
    found = reader.report(reader.folder / "runs/bedroom")
    assert (found["outcome"], len(found["objects"])) == ("done", len(reader.room.ids))
    assert len(reader.room.ids) > 25


def moved(reader: Reader, before: float | None) -> None:
    assert before is not None
    assert reader.bed() == pytest.approx(before + 0.2, abs=1e-3)


def checked(reader: Reader, before: float | None) -> None:
    assert ("All in order." in reader.said) == (reader.code == 0)
    assert reader.said.strip()


def told(reader: Reader, before: float | None) -> None:
    assert "move bed_1 by 0.2 0" in reader.said.strip().splitlines()[-1]


def exported(reader: Reader, before: float | None) -> None:
    run = reader.folder / "runs/bedroom"
    edited = (run / "scene.py").stat().st_mtime
    made = [run / name for name in ("scene.blend", "scene.glb", "renders/reference-final.png")]
    assert all(path.stat().st_mtime >= edited for path in made)


def exported_alone(reader: Reader, before: float | None) -> None:
    """The bed alone lies in the run, in centimetres."""
    assert reader.code == 0
    lines = (reader.folder / "runs/bedroom/exports/bed_1.obj").read_text().splitlines()
    heights = [float(line.split()[2]) for line in lines if line.startswith("v ")]
    assert min(heights) == pytest.approx(0, abs=0.1)
    assert 30 < max(heights) < 200


def planned(reader: Reader, before: float | None) -> None:
    """It is said what would be made, and nothing is."""
    assert reader.code == 0
    assert "bedroom  would be made  example/bedroom.png" in reader.said
    assert not list((reader.folder / "runs").glob("batch-*"))


def undone(reader: Reader, before: float | None) -> None:
    assert before is not None
    assert reader.bed() == pytest.approx(before - 0.2, abs=1e-3)


def listed(reader: Reader, before: float | None) -> None:
    assert "nightstand" in reader.said
    assert len(reader.said.splitlines()) > 200


def detailed(reader: Reader, before: float | None) -> None:
    assert reader.said.lstrip().startswith("nightstand")


def failed(reader: Reader, before: float | None) -> None:
    """A model that only talks is found out after two answers: the run stops and is not sent on to a check."""
    assert reader.code == 3
    assert "without calling a tool" in " ".join(reader.said.split())
    assert "room check" not in reader.said
    newest = max((reader.folder / "runs").glob("*-picture"))
    assert reader.report(newest)["outcome"] == "stopped"


def worked_again(reader: Reader, before: float | None) -> None:
    """The rerun finds bed_1 by "bed", has it built anew, and leaves the old run alone."""
    assert reader.code == 0
    assert "Geometer works on bed_1;" in reader.said
    made = reader.folder / "runs/bedroom-geometer-2"
    assert "1 objects built" in (made / "transcript.jsonl").read_text()
    assert read((made / "scene.py").read_text()).ids == reader.room.ids


EFFECTS: dict[str, Callable[[Reader, float | None], None]] = {
    "room rerun RUN geometer --objects bed": worked_again,
    SET_UP + "run example/": ran,
    "room edit runs/bedroom move bed_1": moved,
    "room check": checked,
    "room export runs/bedroom obj": exported_alone,
    "room export": exported,
    "room history": told,
    "room undo": undone,
    "room kit nightstand": detailed,
    "room batch": planned,
    "room kit": listed,
    "room run picture.png": failed,
}
"""How each command of the README begins, and what has to be so after it."""


def effect(command: str) -> Callable[[Reader, float | None], None]:
    """What a command must come to; a README line without one is a test that is missing."""
    return next(check for start, check in EFFECTS.items() if command.startswith(start))


def typed() -> list[str]:
    """The commands to type: those of the blocks, and a rerun before a model is set."""
    found = [c for c in commands() if c != SET_UP + "test"]
    again = re.findall(r"`(room rerun [^`]+)`", (ROOT / "README.md").read_text())
    assert len(again) == 1
    at = next(k for k, c in enumerate(found) if c.startswith("export "))
    return [*found[:at], *again, *found[at:]]


def test_every_command_has_an_effect_to_be_tested() -> None:
    assert all(effect(c) for c in typed() if not c.startswith("export "))


@pytest.mark.timeout(2400)
def test_every_command_does_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "example", tmp_path / "example", ignore=shutil.ignore_patterns("finished"))
    shutil.copyfile(ROOT / "example/bedroom.png", tmp_path / "picture.png")
    reader = Reader(tmp_path)
    with FakeEndpoint(lambda body, n: {"text": "I see a room."}) as fake:
        for command in typed():
            if command.startswith("export "):
                monkeypatch.setenv("ROOM_BASE_URL", fake.url)
                monkeypatch.setenv("ROOM_API_KEY", "a-key")
                monkeypatch.setenv("ROOM_MODEL", "eyes")
                continue
            before = reader.bed() if (tmp_path / "runs/bedroom/scene.py").exists() else None
            reader.code = cli.run(arguments(command.replace("RUN", "runs/bedroom")))
            out = capsys.readouterr()
            reader.said = out.out
            assert "Traceback" not in out.err
            assert out.err == "", f"{command}: {out.err}"
            effect(command)(reader, before)


def test_every_file_it_names_exists() -> None:
    named = re.findall(r"\((example/[^)]+)\)", (ROOT / "README.md").read_text())
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []
