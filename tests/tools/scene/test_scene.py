"""Edits applied, versions kept, a person's changes taken in; with a worker that never starts Blender."""

from pathlib import Path

import pytest

from tools.blender.jobs import Output
from tools.errors import InputError, ProgramError, ToolError
from tools.measured import JobResult, RoomReport, SceneReport
from tools.program import edit
from tools.program.history import fold_kit
from tools.program.model import Placement
from tools.program.program import Program
from tools.program.read import read
from tools.program.template import empty_program
from tools.scene.scene import Scene

BED = Placement(id="bed", category="bed", at=(0, 0), size=(1.6, 2, 1))


class Reader:
    """Stands in for the worker: reads the program and counts the runs; fails where the text says so."""

    def __init__(self) -> None:
        self.runs = 0

    def job(self, program: str, folder: Path, outputs: list[Output] = []) -> JobResult:  # noqa: B006
        self.runs += 1
        if "BOOM" in program:
            raise ProgramError("ZeroDivisionError: division by zero", cell="geometry:bed", line=2)
        room = RoomReport(floor_polygon=[], height=2.6)
        return JobResult(SceneReport(room=room, objects=[], views=[], digest=str(read(program).ids)))


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    made = Scene.open(tmp_path, Reader())
    made.apply(lambda _: empty_program(), "start")
    return made


def add(scene: Scene, placement: Placement = BED) -> SceneReport:
    return scene.apply(lambda text: edit.add_object(text, placement), f"add {placement.id}")


def test_an_accepted_edit_is_on_disk_in_the_history_and_reported(scene: Scene) -> None:
    report = add(scene)
    assert report.digest == "['bed']"
    assert scene.report is report
    assert scene.program.ids == ["bed"]
    assert scene.path.read_text() == scene.text
    assert [v.why for v in scene.history.versions] == ["start", "add bed"]
    assert scene.history.text(2) == scene.text
    assert Scene.open(scene.folder, Reader()).text == scene.text


@pytest.mark.parametrize("broken", ["x = = 1", "BOOM = 1", 'furnish("sofa", sofa)'])
def test_a_refused_edit_changes_nothing(scene: Scene, broken: str) -> None:
    add(scene)
    before = scene.text, scene.version, scene.path.read_bytes()
    with pytest.raises(ProgramError) as caught:
        scene.apply(lambda text: edit.set_cell(text, "geometry:bed", broken), "break it")
    assert caught.value.cell == "geometry:bed"
    assert (scene.text, scene.version, scene.path.read_bytes()) == before


def test_a_gate_may_refuse(scene: Scene) -> None:
    def gate(report: SceneReport, program: Program) -> None:
        raise ProgramError(f"no room for {program.ids[-1]}")

    with pytest.raises(ProgramError, match="no room for bed"):
        scene.apply(lambda text: edit.add_object(text, BED), "add", gate=gate)
    assert scene.version == 1


def test_an_edit_without_effect_is_no_version_and_no_run(scene: Scene) -> None:
    worker = scene.worker
    assert isinstance(worker, Reader)
    runs = worker.runs
    scene.apply(lambda text: text, "nothing")
    assert (scene.version, worker.runs) == (1, runs)


def test_undo_goes_back_step_by_step_and_keeps_everything(scene: Scene) -> None:
    texts = [scene.text]
    for n in range(3):
        add(scene, BED.model_copy(update={"id": f"bed_{n}"}))
        texts.append(scene.text)
    assert scene.undo().restores == 3
    assert scene.text == texts[2]
    scene.undo()
    assert scene.text == texts[1]
    add(scene, BED.model_copy(update={"id": "other"}))
    scene.undo(2)
    assert scene.text == texts[0] == scene.path.read_text()
    assert scene.version == 8
    assert scene.history.text(4) == texts[3]
    with pytest.raises(InputError, match="0 steps"):
        scene.undo()


def test_reverting_to_a_version(scene: Scene) -> None:
    first = scene.text
    add(scene)
    scene.revert_to(1, "it measured worse")
    assert scene.text == first
    scene.revert_to(0, "from the start")
    assert scene.text == ""
    assert Scene.open(scene.folder, Reader()).text == ""


def test_a_persons_edit_is_taken_in(scene: Scene) -> None:
    add(scene)
    scene.path.write_text(scene.text.replace("at=(0.0, 0.0)", "at=(0.5, 0.0)"))
    assert scene.adopt()
    assert scene.program.placement("bed").at == (0.5, 0.0)
    assert scene.history.head is not None
    assert (scene.history.head.by, scene.history.head.why) == ("hand", "edited by hand")
    assert not scene.adopt()


def test_a_persons_edit_that_is_wrong_is_refused_and_left_alone(scene: Scene) -> None:
    add(scene)
    wrong = scene.text.replace("at=(0.0, 0.0)", "at=(x, 0.0)")
    scene.path.write_text(wrong)
    with pytest.raises(
        ProgramError, match="edited by hand and is refused: arguments here must be literals"
    ) as caught:
        add(scene, BED.model_copy(update={"id": "other"}))
    assert (caught.value.cell, caught.value.line) == ("layout", 1)
    assert scene.path.read_text() == wrong
    assert scene.version == 2
    assert scene.discard()
    add(scene, BED.model_copy(update={"id": "other"}))
    assert scene.program.ids == ["bed", "other"]


def test_an_edit_made_meanwhile_is_not_overwritten(scene: Scene) -> None:
    def gate(report: SceneReport, program: Program) -> None:
        scene.path.write_text(scene.text + "# a note\n")

    with pytest.raises(ToolError, match="try again"):
        scene.apply(lambda text: edit.add_object(text, BED), "add", gate=gate)
    assert scene.path.read_text().endswith("# a note\n")


def test_two_openers_see_each_others_versions(scene: Scene) -> None:
    other = Scene.open(scene.folder, Reader())
    add(scene)
    add(other, BED.model_copy(update={"id": "sofa"}))
    assert other.program.ids == ["bed", "sofa"]
    assert [v.number for v in Scene.open(scene.folder, Reader()).history.versions] == [1, 2, 3]


def test_the_kit_is_kept_once_and_folded_in_diffs(scene: Scene) -> None:
    for n in range(3):
        add(scene, BED.model_copy(update={"id": f"bed_{n}"}))
    kits = list(scene.history.folder.glob("kit-*.py"))
    assert 0 < len(kits) < scene.version
    assert len((scene.history.folder / "0004.py").read_text()) < 3000
    difference = scene.history.diff(3, 4)
    added = [line for line in difference.splitlines() if line.startswith("+place")]
    assert len(added) == 1
    assert "def place" not in difference
    assert "def place" in scene.text
    assert "def place" not in fold_kit(scene.text)


def test_a_log_cut_off_in_the_middle_of_a_line_is_read(scene: Scene) -> None:
    add(scene)
    log = scene.history.folder / "log.jsonl"
    log.write_text(log.read_text()[:-20])
    again = Scene.open(scene.folder, Reader())
    assert again.version == 1
    assert again.adopt()
    assert again.program.ids == ["bed"]
