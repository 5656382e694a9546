"""Edits applied, versions kept, a person's changes taken in; with a worker that never starts Blender."""

import shutil
from pathlib import Path

import pytest

from tools.blender.jobs import Output
from tools.errors import InputError, ProgramError, ToolError
from tools.measured import JobResult, RoomReport, SceneReport
from tools.program import edit, kit_cell
from tools.program.history import History
from tools.program.kit_cell import module_of, standalone, write_kit
from tools.program.model import Placement
from tools.program.program import Program
from tools.program.read import read
from tools.program.template import empty_program
from tools.scene.scene import Scene, complete

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
    with pytest.raises(InputError, match="nothing to undo"):
        scene.undo()


def test_reverting_to_a_version(scene: Scene) -> None:
    first = scene.text
    add(scene)
    scene.revert_to(1, "it measured worse")
    assert scene.text == first
    scene.revert_to(0, "from the start")
    assert scene.text == ""
    assert Scene.open(scene.folder, Reader()).text == ""


def test_a_program_without_a_history_is_taken_as_it_is(scene: Scene, tmp_path: Path) -> None:
    add(scene)
    (tmp_path / "copied").mkdir()
    for name in ("scene.py", kit_cell.KIT_FILE):
        shutil.copy(scene.folder / name, tmp_path / "copied")
    copied = Scene.open(tmp_path / "copied", Reader())
    assert copied.adopt()
    assert [v.why for v in copied.history.versions] == ["as it was found"]


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
    line = 1 + wrong.splitlines().index(next(s for s in wrong.splitlines() if s.startswith("place(")))
    column = 1 + next(s for s in wrong.splitlines() if s.startswith("place(")).index("(x")
    assert f"scene.py:{line}:{column} was edited by hand" in caught.value.cause
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


def test_the_words_lie_beside_the_program(scene: Scene) -> None:
    add(scene)
    assert len(scene.text.splitlines()) < 60
    kit = scene.folder / "room_kit.py"
    assert kit.read_text() == module_of(scene.text)
    assert "def place" in kit.read_text()
    assert (scene.history.folder / "0002.py").read_text() == scene.text
    kit.unlink()
    assert not scene.refresh()
    assert kit.exists()


def test_words_that_a_person_changed_are_not_written_over(scene: Scene) -> None:
    add(scene)
    kit = scene.folder / "room_kit.py"
    mine = kit.read_text().replace("def place(", "def place(*_):\n    pass\n\n\ndef placed(", 1)
    kit.write_text(mine)
    more = BED.model_copy(update={"id": "more"})
    for act in (lambda s: add(s, more), Scene.refresh, Scene.undo):
        with pytest.raises(InputError, match=r"room_kit.py was edited by hand.*delete room_kit.py"):
            act(scene)
    assert kit.read_text() == mine
    kit.unlink()
    add(scene, more)
    assert kit.exists()


def test_words_of_another_version_are_written_anew(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    kit = scene.folder / "room_kit.py"
    now = kit.read_text()
    with monkeypatch.context() as other:
        other.setattr(kit_cell, "bundle", lambda names: "WORD = 1\n")
        kit_cell._module.cache_clear()
        write_kit(scene.folder, scene.text)
    kit_cell._module.cache_clear()
    assert "WORD" in kit.read_text()
    scene.refresh()
    assert kit.read_text() == now


def test_an_older_scene_with_its_words_inside_opens(tmp_path: Path) -> None:
    whole = standalone(complete(empty_program()))
    assert whole.count("def ") > 50
    older = History(tmp_path / "history")
    older.add(whole, "start")
    older.add(standalone(edit.add_object(whole, BED)), "add bed")
    assert len((tmp_path / "history/0001.py").read_text()) < 3000
    (tmp_path / "scene.py").write_text(older.text(2))
    scene = Scene.open(tmp_path, Reader())
    assert scene.refresh()
    assert (len(scene.text) < 3000, scene.program.ids, scene.version) == (True, ["bed"], 3)
    assert "def place" not in scene.history.diff(2, 3)
    scene.undo(2)
    assert (scene.program.ids, len(scene.path.read_text()) < 3000) == ([], True)


def test_a_log_cut_off_in_the_middle_of_a_line_is_read(scene: Scene) -> None:
    add(scene)
    log = scene.history.folder / "log.jsonl"
    log.write_text(log.read_text()[:-20])
    again = Scene.open(scene.folder, Reader())
    assert again.version == 1
    assert again.adopt()
    assert again.program.ids == ["bed"]


def test_another_scene_of_the_same_program_takes_over_what_was_found(scene: Scene) -> None:
    """And runs nothing; one of another program takes nothing."""
    add(scene)
    runner = Reader()
    other = Scene.open(scene.folder, runner)
    assert other.take(scene.found)
    assert other.report is scene.report
    assert runner.runs == 0
    old = scene.found
    add(scene, BED.model_copy(update={"id": "bed_2"}))
    assert not other.take(old)
    assert other.report.digest == "['bed', 'bed_2']"
    assert runner.runs == 1
