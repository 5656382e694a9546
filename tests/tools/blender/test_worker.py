"""What comes back from a program: measurements, meshes, errors with their place; and that jobs stay apart."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from tools.blender.worker import Export, Limits, Meshes, Worker
from tools.errors import ProgramError, ToolError
from tools.program.kit_cell import linked, standalone


def test_objects_are_measured_in_their_own_frame(worker: Worker, boxes: str, tmp_path: Path) -> None:
    report = worker.run(boxes, tmp_path)
    bed, stool = report.object("bed"), report.object("stool")
    assert bed.size == pytest.approx((2.0, 1.0, 1.0), abs=1e-5)
    assert bed.center == pytest.approx((1.0, 0.0, 0.5), abs=1e-5)
    assert bed.yaw_deg == pytest.approx(90.0, abs=1e-4)
    assert bed.low == pytest.approx((0.5, -1.0, 0.0), abs=1e-5)
    assert bed.high == pytest.approx((1.5, 1.0, 1.0), abs=1e-5)
    assert [(p.name, p.triangles) for p in bed.parts] == [("base", 12), ("head", 12)]
    assert stool.center == pytest.approx((-2.0, 1.0, 0.25), abs=1e-5)
    assert [o.id for o in report.objects] == ["bed", "stool"]
    assert report.triangles == 3 * 12 + 2
    assert report.lights == 1


def test_a_long_reply_may_hold_hashes_wherever_it_is_cut(room: str, tmp_path: Path) -> None:
    # The pipe hands it over in pieces, and a stage line begins with a hash, too.
    head, _, tail = room.rpartition("finish()")
    told = f'{head}BUILD.notes.extend(["#" * 3000] * 200)\nfinish(){tail}'
    with Worker(check_policy=False) as own:
        job = own.job(told, tmp_path)
    assert job.notes.count("#" * 3000) == 200
    assert len(job.report.objects) == 3


def test_colours_are_weighted_by_area(worker: Worker, boxes: str, tmp_path: Path) -> None:
    stool = worker.run(boxes, tmp_path).object("stool")
    linear = np.array([0.1, 0.2, 0.8])
    assert stool.color == tuple(np.round((1.055 * linear ** (1 / 2.4) - 0.055) * 255).astype(int).tolist())


def test_a_room_of_the_kit(worker: Worker, room: str, tmp_path: Path) -> None:
    report = worker.run(room, tmp_path)
    assert [o.id for o in report.objects] == ["table", "lamp", "chair"]
    table, lamp = report.object("table"), report.object("lamp")
    assert table.placeholder
    assert not report.object("chair").placeholder
    assert table.size == pytest.approx((1.2, 0.8, 0.74), abs=1e-4)
    assert table.yaw_deg == pytest.approx(30.0, abs=1e-3)
    assert lamp.on == "table"
    assert lamp.low[2] == pytest.approx(0.74, abs=2e-3)
    assert report.room.height == pytest.approx(2.6)
    assert report.room.floor_polygon == [(-2.5, -2.0), (2.5, -2.0), (2.5, 2.0), (-2.5, 2.0)]
    view = next(v for v in report.views if v.name == "reference")
    assert (view.focal, view.resolution) == (3.0, (640, 400))


def test_the_words_are_the_projects_own_never_those_beside_the_program(
    worker: Worker, room: str, tmp_path: Path
) -> None:
    (tmp_path / "room_kit.py").write_text("raise SystemExit('a stranger ran')\n")
    assert worker.run(linked(room), tmp_path).digest == worker.run(room, tmp_path).digest


def test_an_error_inside_a_word_names_the_line_that_called_it(
    worker: Worker, room: str, tmp_path: Path
) -> None:
    wrong = linked(room).replace('furnish("chair"', 'x = 1; furnish("nobody"')
    with pytest.raises(ProgramError, match=r"no object of that id is placed \[inside build\(\)\]") as caught:
        worker.run(wrong, tmp_path)
    assert (caught.value.cell, caught.value.line, caught.value.column) == ("geometry:chair", 1, 8)


def test_building_twice_is_the_same_also_in_another_worker(worker: Worker, room: str, tmp_path: Path) -> None:
    first = worker.run(room, tmp_path)
    with Worker() as other:
        assert other.run(room, tmp_path).digest == first.digest == worker.run(room, tmp_path).digest


def test_textures_change_nothing_that_is_measured(worker: Worker, room: str, tmp_path: Path) -> None:
    plain = worker.run(room, tmp_path)
    textured = worker.job(room, tmp_path, [Export(tmp_path / "room.blend")]).report
    assert plain.digest == textured.digest
    assert plain.object("table").color == pytest.approx(textured.object("table").color, abs=1)


def test_pictures_on_materials_are_made_only_when_somebody_looks(
    worker: Worker, room: str, tmp_path: Path
) -> None:
    program = room + "# %% geometry:count\nimport bpy\nprint('images:', len(bpy.data.images))\n"
    assert "images: 0" in worker.job(program, tmp_path, [Meshes()]).log
    assert "images: 0" not in worker.job(program, tmp_path, [Export(tmp_path / "room.blend")]).log


def test_meshes_come_back_in_world_coordinates(worker: Worker, boxes: str, tmp_path: Path) -> None:
    meshes = worker.meshes(boxes, tmp_path)
    assert sorted(meshes) == ["bed", "room", "stool"]
    base, head = meshes["bed"]
    assert (base.name, head.name, base.slot) == ("base", "head", "body")
    assert base.vertices.shape == (8, 3)
    assert base.triangles.shape == (12, 3)
    assert base.vertices.min(axis=0) == pytest.approx((0.5, -1.0, 0.0), abs=1e-5)
    assert head.vertices[:, 0].max() == pytest.approx(0.6, abs=1e-5)


def test_an_error_names_cell_line_and_the_lines_around(worker: Worker, boxes: str, tmp_path: Path) -> None:
    program = boxes + "# %% geometry:bed\n\nwidth = 2\nwidth / 0\nheight = 1\n"
    with pytest.raises(ProgramError) as caught:
        worker.run(program, tmp_path)
    error = caught.value
    assert (error.cell, error.line) == ("geometry:bed", 3)
    assert "ZeroDivisionError" in error.cause
    assert error.excerpt.count("\n") == 2
    assert "width / 0" in error.excerpt


def test_an_error_inside_the_kit_blames_the_line_that_called_it(worker: Worker, tmp_path: Path) -> None:
    program = standalone(
        "# %% room\nroom(floor=[(0, 0), (3, 0), (3, 3)])\n"
        '# %% layout\n\nplace("a", "box", at=(0, 0), size=(1, 1, -1))\n'
    )
    with pytest.raises(ProgramError) as caught:
        worker.run(program, tmp_path)
    assert (caught.value.cell, caught.value.line) == ("layout", 2)
    assert "positive" in caught.value.cause
    assert "[inside place()]" in caught.value.cause


def test_an_endless_loop_is_stopped_at_its_line(boxes: str, tmp_path: Path) -> None:
    with Worker(Limits(run_seconds=1.0)) as short:
        with pytest.raises(ProgramError) as caught:
            short.run(boxes + "# %% geometry:bed\nx = 1\nwhile True:\n    x += 1\n", tmp_path)
        assert caught.value.cell == "geometry:bed"
        assert caught.value.line in (2, 3)
        assert short.run(boxes, tmp_path).object("bed")


def test_jobs_from_many_threads_queue_up(worker: Worker, boxes: str, tmp_path: Path) -> None:
    digests: list[str] = []
    threads = [
        threading.Thread(target=lambda: digests.append(worker.run(boxes, tmp_path).digest)) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(digests) == 6
    assert len(set(digests)) == 1


def test_a_killed_worker_is_started_anew(boxes: str, tmp_path: Path) -> None:
    with Worker() as mortal:
        before = mortal.pid
        assert before is not None
        os.kill(before, signal.SIGKILL)
        with pytest.raises(ToolError, match="starts it anew"):
            mortal.run(boxes, tmp_path)
        assert mortal.run(boxes, tmp_path).object("bed")
        assert mortal.pid != before


def test_a_worker_ends_with_the_process_that_started_it(tmp_path: Path) -> None:
    code = "import os, sys\nfrom pathlib import Path\nfrom tools.blender.worker import Worker\n"
    code += "w = Worker(scratch=Path(sys.argv[1]))\nw.start()\n"
    code += "print(w.pid, flush=True)\nos._exit(1)"
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    said = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False, env=env
    )
    pid = int(said.stdout)
    for _ in range(50):
        if not Path(f"/proc/{pid}").exists():
            break
        time.sleep(0.1)
    else:
        pytest.fail("the zygote outlived its owner")
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_on_disk(boxes: str, tmp_path: Path) -> None:
    with Worker(scratch=tmp_path) as tidy:
        tidy.job(boxes, tmp_path, [Meshes()])
        tidy.run("# %% room\n", tmp_path)
        folder = next(tmp_path.glob("room-worker-*"))
        for _ in range(300):  # the folder is removed and made anew behind the answer
            left = [path for path in (folder / "job").rglob("*")]
            if not left and (folder / "job").is_dir():
                break
            time.sleep(0.1)
        else:
            pytest.fail(f"left behind: {left}")
    assert list(tmp_path.glob("room-worker-*")) == []


def test_the_jail_says_which_layers_hold(worker: Worker) -> None:
    assert [layer.name for layer in worker.layers] == [
        "limits",
        "landlock",
        "capabilities",
        "seccomp",
        "disk",
    ]
    assert all(layer.detail for layer in worker.layers)


@pytest.mark.parametrize("how", ["close", "kill"])
def test_a_job_ends_with_its_zygote_whatever_it_asked_for(how: str, tmp_path: Path) -> None:
    code = "import ctypes, signal, time\n"
    code += "ctypes.CDLL(None).prctl(1, 0)\nctypes.CDLL(None).syscall(157, 1, 0, 0, 0, 0)\n"
    code += (
        "for n in range(1, 65):\n    if n not in (9, 19, 32, 33):\n        signal.signal(n, signal.SIG_IGN)\n"
    )
    code += "while True:\n    time.sleep(1)\n"
    with Worker(check_policy=False) as mortal:
        zygote = mortal.pid
        assert zygote is not None
        said: list[str] = []

        def job() -> None:
            with pytest.raises(ToolError) as caught:
                mortal.run(code, tmp_path)
            said.append(str(caught.value))

        thread = threading.Thread(target=job)
        thread.start()
        until = time.monotonic() + 120
        child = ""
        while not child and time.monotonic() < until:
            child = Path(f"/proc/{zygote}/task/{zygote}/children").read_text().strip()
        assert child
        time.sleep(0.5)
        if how == "close":
            mortal.close()
        else:
            os.kill(zygote, signal.SIGKILL)
        thread.join(120)
        assert "starts it anew" in said[0]
        while Path(f"/proc/{child}").exists() and time.monotonic() < until:
            time.sleep(0.1)
        assert not Path(f"/proc/{child}").exists()


def test_processor_time_is_bounded_and_the_clock_generously(boxes: str, tmp_path: Path) -> None:
    with Worker(Limits(run_seconds=0.5, wall_factor=8.0), check_policy=False) as short:
        with pytest.raises(ProgramError, match=r"more than 0\.5 s of processor time"):
            short.run("while True:\n    pass\n", tmp_path)
        with pytest.raises(ProgramError, match=r"within 4 s by the clock .* waits for something"):
            short.run("import time\ntime.sleep(100)\n", tmp_path)
        # Longer than its processor time by the clock, and no harm in it.
        assert short.run("import time\ntime.sleep(1)\n", tmp_path).objects == []


def test_a_scene_of_too_many_triangles_is_refused(boxes: str, tmp_path: Path) -> None:
    with (
        Worker(Limits(triangles=37)) as small,
        pytest.raises(ProgramError, match="38 triangles, more than the 37"),
    ):
        small.run(boxes, tmp_path)
