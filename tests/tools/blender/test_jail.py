"""The jail's building blocks: the filter's program, what may be read, what Landlock takes away."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from tools.blender import readable
from tools.blender.jail import landlock, seccomp
from tools.blender.jail.syscalls import DENIED, NEWEST, SPECIAL, numbers

ERRNO, ALLOW, KILL = 0x00050000, 0x7FFF0000, 0x80000000


def answer(code: bytes, number: int, arguments: tuple[int, ...] = (), arch: int = 0xC000003E) -> int:
    """Interpret a filter: what the kernel would return for a call."""
    data = struct.pack("<iIQ6Q", number, arch, 0, *(list(arguments) + [0] * 6)[:6])
    program = [struct.unpack_from("<HBBI", code, at) for at in range(0, len(code), 8)]
    at = held = 0
    while True:
        kind, if_true, if_false, value = program[at]
        at += 1
        if kind == seccomp.LOAD:
            held = struct.unpack_from("<I", data, value)[0]
        elif kind == seccomp.RETURN:
            return int(value)
        else:
            tests = {
                seccomp.JUMP_EQUAL: held == value,
                seccomp.JUMP_AT_LEAST: held >= value,
                seccomp.JUMP_BITS: bool(held & value),
            }
            at += if_true if tests[kind] else if_false


@pytest.mark.parametrize(("machine", "arch"), seccomp.ARCHITECTURE.items())
def test_the_filter_refuses_what_it_names_and_nothing_else(machine: str, arch: int) -> None:
    code = seccomp.build(machine, own_process=42)
    denied, special = numbers(DENIED, machine), numbers(SPECIAL, machine)
    for name, number in denied.items():
        assert answer(code, number, arch=arch) & 0xFFFF0000 == ERRNO, name
    named = {*denied.values(), *special.values()}
    for number in set(range(0, NEWEST)) - named:
        assert answer(code, number, arch=arch) == ALLOW, number
    for number in (NEWEST, 511, 4000, 0x3FFFFFFF):
        assert answer(code, number, arch=arch) == ERRNO | seccomp.ENOSYS, number
    other = next(a for a in seccomp.ARCHITECTURE.values() if a != arch)
    assert answer(code, 0, arch=other) == KILL


@pytest.mark.parametrize(("machine", "arch"), seccomp.ARCHITECTURE.items())
def test_calls_that_are_needed_in_part(machine: str, arch: int) -> None:
    code = seccomp.build(machine, own_process=42)
    call = numbers(SPECIAL, machine)

    def allowed(name: str, *arguments: int) -> bool:
        return answer(code, call[name], arguments, arch) == ALLOW

    assert allowed("clone", 0x10000 | 0x100)
    assert not allowed("clone", 17)
    assert not allowed("clone3")
    assert allowed("tgkill", 42, 43)
    assert not allowed("tgkill", 41, 43)
    assert allowed("prlimit64", 0, 7, 0)
    assert not allowed("prlimit64", 0, 7, 0x7FFF00000000)
    assert not allowed("prlimit64", 0, 7, 0x1000)
    assert allowed("fcntl", 3, 1)
    for command in (8, 10, 15, 6, 7, 37, 38, 1024, 1026, 1031, 1033):
        assert not allowed("fcntl", 3, command), command
    assert allowed("ioctl", 3, 0x5401)
    for command in (0x40086602, 0x80086601, 0x401C5820, 0x40087602, 0x40049409, 0x5412, 0x5452):
        assert not allowed("ioctl", 3, command), hex(command)
    assert allowed("prctl", 15)
    for option in (1, 4, 22, 24, 26, 36, 47, 0x59616D61):
        assert not allowed("prctl", option), option
    assert allowed("fallocate", 3, 0)
    assert not allowed("fallocate", 3, 1)


def test_the_other_abi_of_x86_is_shut() -> None:
    code = seccomp.build("x86_64", own_process=1)
    assert answer(code, 0x40000000 + 41) == KILL


def test_only_pictures_beside_a_program_can_be_read(tmp_path: Path) -> None:
    for name in ("a.png", "b.WEBP", "secret.txt", "scene.py"):
        (tmp_path / name).write_text("x")
    (tmp_path / "private").mkdir()
    (tmp_path / "textures").mkdir()
    (tmp_path / "look.png").symlink_to("/")
    found = [p.name for p in readable.program_paths(tmp_path)]
    assert found == ["textures", "a.png", "b.WEBP"]
    assert readable.program_paths(tmp_path / "missing") == []
    (tmp_path / "private" / "textures").symlink_to(tmp_path)
    assert readable.program_paths(tmp_path / "private") == []


def test_no_folder_of_a_user_is_readable() -> None:
    held = [str(p) for p in readable.system_paths()]
    assert not {"/", "/home", "/root", "/etc", "/tmp", "/proc", "/usr", str(Path.home())} & set(held)


@pytest.mark.parametrize(("version", "count"), [(1, 13), (2, 14), (3, 15), (5, 16), (7, 16)])
def test_landlock_takes_what_its_version_knows(version: int, count: int) -> None:
    files, network, scopes = landlock.handled_rights(version)
    assert files.bit_count() == count
    assert bool(network) == (version >= 4)
    assert bool(scopes) == (version >= 6)
    assert landlock.WRITE & ~((1 << 16) - 1) == 0
    assert not landlock.WRITE & landlock.EXECUTE


def test_a_kernel_without_landlock_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landlock, "abi", lambda: -1)
    layer = landlock.enter([Path("/")], [])
    assert not layer.active
    assert "Linux 5.13" in layer.detail
    assert Path("/etc/hosts").exists()


def test_an_unknown_processor_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seccomp, "MACHINE", "")
    assert not seccomp.enter().active
