"""Folders that a stranger could send: nothing outside them is read or written, and each fault is a line."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from harness import cli, room
from harness import settings as configuration
from harness.runs.folder import held
from tests.agents.models.fake_endpoint import FakeEndpoint
from tests.harness.small_room import draw
from tools.blender.worker import Worker
from tools.errors import InputError, RoomError
from tools.images import ImageStore
from tools.picture.image import save
from tools.picture_file import FORMATS
from tools.program import edit
from tools.program.history import History
from tools.program.kit_cell import standalone
from tools.scene.scene import Scene
from tools.toolbox import common, geometer, materials
from tools.workspace import Workspace

ROOM = """# %% room
room(floor=[(-2.5, -2), (2.5, -2), (2.5, 2), (-2.5, 2)], height=2.6)
# %% layout
place("bed", "bed", at=(0, 0), size=(2, 1.6, 0.5), yaw=0)
# %% geometry:bed
furnish("bed", bed)
CODE
# %% camera
camera("reference", at=(0, 0, 18), rotation=(0, 0, 0), focal=3.0, resolution=(64, 40))
"""
FORGED = """
import random
q = random._os
def go():
    f = q.open("0.png", 65)
    q.write(f, CONTENT)
    q.close(f)
    for h in range(3, 256):
        try:
            if q.fstat(h).st_mode & 0o170000 == 0o010000:
                q.write(h, b'{"report":{"room":{"floor_polygon":[],"holes":[],"height":0},"objects":[],'
                    b'"views":[],"lights":0,"triangles":0,"digest":"x"},"notes":[],"layers":[]}')
                q._exit(0)
        except OSError:
            pass
if BUILD.settings.get("plain") is False:
    go()
"""
POSTSCRIPT = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\n%%EndComments\n(run) pop\n%%EOF\n"
FORGED_NAMES = """
import bpy
def cam(name):
    o = bpy.data.objects.new("x", bpy.data.cameras.new("x"))
    o.location = (0, 0, 5)
    bpy.context.scene.collection.objects.link(o)
    BUILD.views[name] = {"camera": o, "at": (0, 0, 5), "rotation": (0, 0, 0), "resolution": (32, 32), "focal": 1.0}
cam("../../victims/pwned")
"""  # noqa: E501
FORGED_ID = """
import bpy
e = bpy.data.objects.new("e", None)
e["room_id"], e["category"], e["mount"] = ID, "bed", "floor"
e.location = (9, 9, 3)
bpy.context.scene.collection.objects.link(e)
m = bpy.data.meshes.new("m")
m.from_pydata([(0, 0, 0), (1, 0, 0), (1, 1, 0)], [], [(0, 1, 2)])
o = bpy.data.objects.new("m", m)
o.parent = e
bpy.context.scene.collection.objects.link(o)
"""


def folder(tmp_path: Path, code: str = "") -> Path:
    made = tmp_path / "received"
    made.mkdir()
    (made / "scene.py").write_text(ROOM.replace("CODE", code))
    return made


@pytest.fixture
def no_policy(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the policy refuses by its text is let through to the layers behind it."""
    monkeypatch.setattr(worker, "_check_policy", False)


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    """A file of the user's, outside every run."""
    path = tmp_path / "victim"
    path.write_text("mine")
    return path


@pytest.fixture(autouse=True)
def _one_worker(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands borrow the session's worker."""
    monkeypatch.setattr(room, "Worker", lambda: worker)
    monkeypatch.setattr(room.Room, "close", lambda self: None)


FILES = (
    "scene.py.part", ".scene.py.part", "history/lock", "history/log.jsonl.part", "history/0001.py.part",
    "renders/.reference-fast.png.part", "survey.json.part",
)  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_planted_link_is_never_written_through(tmp_path: Path, victim: Path, name: str) -> None:
    run = folder(tmp_path)
    (run / name).parent.mkdir(exist_ok=True)
    (run / name).symlink_to(victim)
    for words in (["check", str(run)], ["render", str(run), "--quality", "fast"]):
        assert cli.run(words) in (0, 1, 2)
    assert victim.read_text() == "mine"


@pytest.mark.parametrize("name", ["history", "renders", "images", "textures", "checkpoints", "snapshots"])
def test_a_folder_that_leads_away_is_refused(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    run = folder(tmp_path)
    (run / name).symlink_to(elsewhere)
    assert cli.run(["check", str(run)]) == 2
    said = capsys.readouterr().err
    assert name in said
    assert "leads out" in said
    assert not list(elsewhere.iterdir())


@pytest.mark.parametrize(
    "name", ["history/log.jsonl", "survey.json", "run.json", "input.png", "textures/a.png"]
)
def test_a_file_that_leads_away_is_not_read(tmp_path: Path, victim: Path, name: str) -> None:
    run = folder(tmp_path)
    (run / name).parent.mkdir(exist_ok=True)
    (run / name).symlink_to(victim)
    assert cli.run(["check", str(run)]) == 2
    assert victim.read_text() == "mine"


@pytest.mark.parametrize("name", ["scene.py", "history/log.jsonl", "survey.json", "input.png", "run.json"])
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path, name: str) -> None:
    run = folder(tmp_path)
    (run / name).parent.mkdir(exist_ok=True)
    (run / name).unlink(missing_ok=True)
    os.mkfifo(run / name)
    assert cli.run(["check", str(run)]) == 2


def test_a_link_that_stays_inside_is_no_harm(tmp_path: Path) -> None:
    run = folder(tmp_path)
    (run / "textures").mkdir()
    Image.new("RGB", (8, 8)).save(run / "textures" / "a.png")
    (run / "look.png").symlink_to("textures/a.png")
    assert cli.run(["check", str(run)]) in (0, 1)


@pytest.mark.parametrize("link", ["look.png", "textures"])
@pytest.mark.usefixtures("no_policy")
def test_a_link_gives_jailed_code_nothing_to_read(
    tmp_path: Path, victim: Path, worker: Worker, link: str
) -> None:
    code = f"""
import random
found = []
for p in ("/", "/root", "/home", {str(tmp_path)!r}):
    try:
        found.append((p, random._os.listdir(p)[:3]))
    except OSError:
        pass
if found:
    raise ValueError("read " + str(found))
"""
    run = folder(tmp_path, code)
    (run / link).symlink_to("/" if link == "look.png" else tmp_path)
    with pytest.raises(InputError, match="leads out"):
        Scene.open(run, worker)
    worker.job(standalone((run / "scene.py").read_text()), run)  # raises what it read


@pytest.mark.usefixtures("no_policy")
def test_postscript_written_by_a_job_is_no_picture(tmp_path: Path, worker: Worker) -> None:
    """Ghostscript would run it. The forged reply is refused; were it not, nothing would open the file."""
    run = folder(tmp_path, FORGED.replace("CONTENT", repr(POSTSCRIPT)))
    assert cli.run(["check", str(run)]) in (0, 1, 2)
    workspace = Workspace(run, worker)
    with pytest.raises(RoomError):
        workspace.images.jpeg(common.preview(workspace, "reference")[6:18], 768)


@pytest.mark.parametrize("suffix", [".eps", ".png", ".jpg"])
def test_postscript_is_opened_under_no_name(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"room{suffix}"
    path.write_bytes(POSTSCRIPT)
    assert cli.run(["run", str(path), "--out", str(tmp_path / "out")]) == 2
    with pytest.raises(InputError, match="not a picture"):
        ImageStore(tmp_path / "images").jpeg(ImageStore(tmp_path / "images").put(path, "forged")[6:18], 64)


@pytest.mark.parametrize("code", [FORGED_NAMES, FORGED_ID.replace("ID", "'../../victims/byid'")])
@pytest.mark.usefixtures("no_policy")
def test_names_from_a_program_do_not_become_paths(tmp_path: Path, worker: Worker, code: str) -> None:
    (tmp_path / "victims").mkdir()
    run = folder(tmp_path, code)
    with pytest.raises(RoomError, match="make no sense"):
        Scene.open(run, worker).refresh()
    workspace = Workspace(run, worker)
    for tool in (common.preview, materials.preview, geometer.preview_object):
        with pytest.raises(RoomError):
            tool(workspace, "../../victims/pwned")
    assert cli.run(["render", str(run), "--view", "../../victims/pwned"]) == 2
    assert not list((tmp_path / "victims").iterdir())


def test_escapes_in_an_id_do_not_reach_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = folder(tmp_path, FORGED_ID.replace("ID", repr("\x1b]0;title\x1b\\x")))
    assert cli.run(["check", str(run)]) == 2
    assert "\x1b" not in "".join(capsys.readouterr())


def test_a_line_separator_in_a_reason_keeps_the_history(tmp_path: Path, worker: Worker) -> None:
    run = folder(tmp_path)
    workspace = Workspace(run, worker)
    workspace.scene.refresh()
    workspace.apply(lambda text: edit.remove_object(text, "bed"), "no\u2028bed\x85here")
    assert [v.number for v in Workspace(run, worker).scene.history.versions] == [1, 2]
    assert History(run / "history").head is not None


@pytest.mark.parametrize("where", ["http://203.0.113.5/v1", "http://127.0.0.1.evil.example/v1"])
def test_an_address_from_a_folder_gets_no_key(
    tmp_path: Path, where: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run = folder(tmp_path)
    draw(tmp_path).rename(run / "input.png")
    (run / "run.json").write_text(f'{{"model": "m", "base_url": "{where}"}}')
    assert cli.run(["resume", str(run)]) == 2  # without a key too: it would get the picture
    monkeypatch.setenv("ROOM_API_KEY", "sekret")
    assert cli.run(["resume", str(run)]) == 2
    said = capsys.readouterr().err
    assert "ROOM_BASE_URL" in said
    assert "sekret" not in said


def test_a_key_is_not_sent_to_a_found_file_s_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ROOM_API_KEY", "sekret")
    with FakeEndpoint(lambda body, n: {"text": "hello"}) as fake:
        (tmp_path / "room.toml").write_text(f'base_url = "{fake.url}"\nmodel = "eyes"\n')
        assert cli.run(["run", str(draw(tmp_path)), "--out", "out"]) == 2
        assert not fake.requests
        with pytest.raises(InputError, match=r"room\.toml"):
            _ = configuration.load().key
        assert configuration.load(tmp_path / "room.toml").key == "sekret"  # asked for by name
        monkeypatch.setenv("ROOM_BASE_URL", fake.url)
        assert configuration.load().key == "sekret"


def test_two_runs_in_one_folder_do_not_mix(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture, out = draw(tmp_path), tmp_path / "out"
    out.mkdir()
    (out / "input.png").write_bytes(picture.read_bytes())
    with held(out):
        for words in (["resume", str(out)], ["run", str(picture), "--out", str(out), "--force"]):
            assert cli.run(words) == 2
            assert "at work in it" in capsys.readouterr().err


def test_only_listed_formats_are_opened() -> None:
    assert not {"EPS", "PDF", "WMF", "PSD", "FITS"} & set(FORMATS)


def test_pictures_are_opened_in_one_place() -> None:
    root = Path(__file__).parent.parent.parent
    for path in [*root.glob("tools/**/*.py"), *root.glob("agents/**/*.py"), *root.glob("harness/**/*.py")]:
        # What the jail left is opened beside the other checks of it, by its one format.
        text = path.read_text().replace('Image.open(found, formats=("PNG",))', "")
        text = text.replace('Image.open(io.BytesIO(bytes(made)), formats=("PNG",))', "")  # what resvg drew
        if path.name != "picture_file.py" and not path.is_relative_to(root / "tools/kit"):
            assert "Image.open(" not in text, path
            assert "Image.from_file(" not in text, path
            assert "cv2.imread" not in text, path


def test_an_unwritable_place_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError):
        save(np.zeros((4, 4, 3), np.uint8), tmp_path / "file" / "x.png")
