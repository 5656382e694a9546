"""Set-up, as far as it can be tried on a machine that is set up: `harness/start.py` and what it imports."""

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from harness import cli, invoked, start
from harness.setup import on_path, packages, places, python, system, uv

ROOT = Path(__file__).resolve().parent.parent.parent


def test_it_needs_nothing_but_the_standard_library() -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); import harness.start, sys; print(harness.start.ROOT)"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.stdout.strip() == str(ROOT)


def test_help_is_told_before_anything_is_downloaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(start, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(start, "set_up", lambda groups: pytest.fail("set up for a word of help"))
    for line in (["start.py"], ["start.py", "--help"]):
        monkeypatch.setattr(sys, "argv", line)
        assert start.main() == 0
    out, err = capfd.readouterr()
    assert (out + err).count("harness/start.py run example/bedroom.png") == 2


def test_version_is_the_package_s(capsys: pytest.CaptureFixture[str]) -> None:
    stands = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert cli.run(["--version"]) == 0
    assert capsys.readouterr().out.strip() == stands


# Packages


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a lock and a .venv that looks set up."""
    for name in ("uv.lock", "pyproject.toml"):
        (tmp_path / name).write_text(name)
    venv = tmp_path / ".venv"
    (venv / "bin").mkdir(parents=True)
    for name in ("python", "room"):
        (venv / "bin" / name).write_text("#!/bin/sh\n")
        (venv / "bin" / name).chmod(0o755)
    for module in (packages, on_path, places):
        monkeypatch.setattr(module, "VENV", venv)
    for module in (packages, places):
        monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(packages, "STAMP", venv / ".set-up")
    (venv / ".set-up").write_text(f"{packages.digest()}\n{tmp_path}\n")
    return tmp_path


def test_packages_are_left_alone_until_the_lock_changes(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(packages, "missing_packages", list)
    monkeypatch.setattr(packages, "find_uv", lambda: "uv")
    monkeypatch.setattr(packages, "find_python", lambda uv: [])
    monkeypatch.setattr(packages, "shown", lambda command: asked.append(command) or True)
    packages.set_up([])
    assert asked == []
    (checkout / "uv.lock").write_text("another")
    packages.set_up([])
    packages.set_up([])
    assert asked == [["uv", "sync", "--locked", "--inexact", "--no-dev"]]
    monkeypatch.setattr(packages, "bring_browser", lambda: None)
    packages.set_up(["dev"])
    assert asked[1:] == [["uv", "sync", "--locked", "--inexact", "--group", "dev"]]


def test_what_developers_have_is_not_taken_away(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    (checkout / ".venv/bin/pytest").write_text("")
    (checkout / "uv.lock").write_text("another")
    monkeypatch.setattr(packages, "missing_packages", list)
    monkeypatch.setattr(packages, "find_uv", lambda: "uv")
    monkeypatch.setattr(packages, "find_python", lambda uv: [])
    monkeypatch.setattr(packages, "shown", lambda command: asked.append(command) or True)
    packages.set_up([])
    assert asked == [["uv", "sync", "--locked", "--inexact"]]


def test_a_moved_checkout_is_set_up_anew(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (checkout / ".venv/.set-up").write_text(f"{packages.digest()}\n/elsewhere\n")
    assert not packages.up_to_date([])


def test_a_failed_sync_is_one_line_and_exit_2(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (checkout / "uv.lock").write_text("another")
    monkeypatch.setattr(packages, "missing_packages", list)
    monkeypatch.setattr(packages, "find_uv", lambda: "false")
    monkeypatch.setattr(packages, "find_python", lambda uv: [])
    with pytest.raises(SystemExit) as ended:
        packages.set_up([])
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("room: the Python packages could not be installed")
    assert not packages.up_to_date([])


def test_bpy_s_tag_is_mended_beside_uv_s_cache(checkout: Path) -> None:
    cached = checkout / "cached"
    cached.write_text("Tag: cp39-cp39-manylinux_2_28_x86_64\n")
    info = checkout / ".venv/lib/python3.11/site-packages/bpy-5.0.1.dist-info"
    info.mkdir(parents=True)
    os.link(cached, info / "WHEEL")
    packages.mend_tags()
    assert (info / "WHEEL").read_text() == "Tag: cp311-cp311-manylinux_2_28_x86_64\n"
    assert "cp39" in cached.read_text()


def test_the_system_s_certificates_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / "ca.crt"
    for name in ("SSL_CERT_FILE", "PIP_CERT", "UV_SYSTEM_CERTS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(places, "CERTIFICATES", store)
    assert "PIP_CERT" not in places.environment()
    store.write_text("")
    env = places.environment()
    assert (env["PIP_CERT"], env["UV_SYSTEM_CERTS"]) == (str(store), "true")


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("SSLError(CERTIFICATE_VERIFY_FAILED] certificate verify failed", "update-ca-certificates"),
        ("one\n\nERROR: No matching distribution\n", "ERROR: No matching distribution"),
        ("", "it said nothing"),
    ],
)
def test_why_uv_could_not_be_installed_is_one_line(said: str, line: str) -> None:
    assert line in uv.reason(said)
    assert "\n" not in uv.reason(said)


# The system


def test_without_root_the_command_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(SystemExit):
        system.install(["libgl1"])
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "apt-get update && apt-get install -y --no-install-recommends libgl1" in said


def test_without_a_python_3_11_one_line_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(python, "debian_mirrors", list)
    with pytest.raises(SystemExit) as ended:
        python.find_python("false")
    assert ended.value.code == 2
    *_, last = capsys.readouterr().err.splitlines()
    assert "put a python3.11 on PATH" in last


def test_a_broken_python_does_not_count(tmp_path: Path) -> None:
    assert not python.works(tmp_path / "none")
    broken = tmp_path / "python3.11"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    assert not python.works(broken)
    assert python.works(Path(sys.executable))


# The command


def in_shell(line: str, home: Path, path: str) -> str:
    """What a shell of this user prints for a line."""
    env = {"HOME": str(home), "PATH": path}
    return subprocess.run(
        ["sh", "-c", line], env=env, capture_output=True, text=True, check=True
    ).stdout.strip()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An ordinary user's empty home, and nothing else of ours on PATH."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.setenv("SHELL", "/bin/bash")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


def test_the_printed_line_makes_room_a_command_here_and_in_new_shells(checkout: Path, home: Path) -> None:
    *_, line = on_path.put_on_path().splitlines()
    own = str(home / ".local/bin/room")
    assert in_shell(f"{line}; command -v room", home, "/usr/bin:/bin") == own
    assert in_shell(". ~/.bashrc; command -v room", home, "/usr/bin:/bin") == own
    assert Path(own).resolve() == checkout / ".venv/bin/room"


def test_where_local_bin_is_searched_nothing_has_to_be_done(
    checkout: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"/usr/bin:/bin:{home}/.local/bin")
    assert on_path.put_on_path() == ""
    assert on_path.put_on_path() == ""


def test_another_room_is_not_replaced(checkout: Path, home: Path) -> None:
    other = home / ".local/bin/room"
    other.parent.mkdir(parents=True)
    other.write_text("#!/bin/sh\n")
    said = on_path.put_on_path()
    assert f"export PATH={checkout / '.venv/bin'}:" in said
    assert str(other) in said
    assert other.read_text() == "#!/bin/sh\n"


def test_a_link_to_a_checkout_that_is_gone_is_taken_over(checkout: Path, home: Path) -> None:
    link = home / ".local/bin/room"
    link.parent.mkdir(parents=True)
    link.symlink_to(home / "gone/.venv/bin/room")
    on_path.put_on_path()
    assert link.resolve() == checkout / ".venv/bin/room"


def test_hints_are_spelled_as_this_shell_has_to_type_them(
    checkout: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = checkout / ".venv/bin/room"
    monkeypatch.setattr(sys, "argv", [str(room)])
    monkeypatch.chdir(checkout)
    assert invoked.command() == ".venv/bin/room"
    assert invoked.spelled("see `room list`") == "see `.venv/bin/room list`"
    monkeypatch.chdir(home)
    assert shlex.split(invoked.command()) == [str(room)]
    monkeypatch.setenv("PATH", f"/usr/bin:/bin:{room.parent}")
    assert invoked.command() == "room"


def test_the_container_has_what_the_set_up_would_ask_root_for() -> None:
    asked = (ROOT / "Dockerfile").read_text().split()
    assert set(system.LIBRARIES.values()) - set(asked) == set()
    assert {"python3-venv", "USER"} <= set(asked)


def test_the_wheel_leaves_no_source_out() -> None:
    # The builder leaves out whatever .gitignore names, also where git itself already follows it.
    folders = ("agents", "tools", "harness", "prompts")
    found = [p for name in folders for p in (ROOT / name).rglob("*") if p.is_file()]
    files = [p for p in found if "node_modules" not in p.parts]
    sources = [str(p.relative_to(ROOT)) for p in files if p.suffix not in (".pyc", "")]
    asked = ["git", "check-ignore", "--no-index", "--stdin"]
    done = subprocess.run(
        asked, cwd=ROOT, input="\n".join(sources), capture_output=True, text=True, check=False
    )
    if done.returncode == 128:
        pytest.skip("not a git checkout")
    assert done.stdout.split() == []


def test_the_container_does_what_the_readme_says() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    entry, given = (
        json.loads(next(line for line in lines if line.startswith(word)).removeprefix(word))
        for word in ("ENTRYPOINT ", "CMD ")
    )
    said = re.findall(
        r"^ *(python3 harness/start\.py .*?)(?: +#.*)?$", (ROOT / "README.md").read_text(), re.M
    )
    first, second = (shlex.split(line) for line in said[:2])
    assert [*entry, *given] == first
    assert [*entry, "test"] == second
    comment = " ".join(line.lstrip("# ").rstrip("\\") for line in lines if line.startswith("#"))
    assert re.sub(r" +", " ", " ".join(given)) in re.sub(r" +", " ", comment)
    assert "drawing-room:test test" in comment
    kept = (ROOT / ".dockerignore").read_text().split()
    assert not {"harness", "tools", "agents", "prompts", "example", "tests", "uv.lock", "README.md"} & {*kept}
