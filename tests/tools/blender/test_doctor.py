"""The doctor: every row says something, what is missing comes with how to mend it."""

from __future__ import annotations

import pytest

from tools.blender import doctor, egl


def test_this_machine_can_run_the_worker() -> None:
    rows = doctor.probe_machine()
    names = [row.name for row in rows]
    assert {"python", "bpy", "system libraries", "worker", "EGL", "cores", "memory", "disk"} <= set(names)
    assert {"jail: limits", "jail: landlock", "jail: capabilities", "jail: seccomp"} <= set(names)
    assert all(row.detail for row in rows)
    assert all(row.ok for row in rows if row.name in ("python", "bpy", "system libraries", "worker"))


def test_missing_libraries_are_named_with_their_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(doctor.LIBRARIES, "libnothere.so.9", "libnothere9")
    row = doctor._libraries()
    assert not row.ok
    assert "libnothere.so.9" in row.detail
    assert row.mend == "apt-get install libnothere9"


def test_without_bpy_the_row_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise ImportError("bpy is not installed")

    monkeypatch.setattr(doctor, "bpy_folder", missing)
    row = doctor._bpy()
    assert not row.ok
    assert row.mend


def test_a_layer_that_is_missing_is_said_but_does_not_stop_a_run() -> None:
    assert doctor._mend("landlock", active=False)
    assert doctor._mend("landlock", active=True) == ""


def test_without_egl_the_probe_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> None:
        raise OSError(f"{name}: cannot open shared object file")

    monkeypatch.setattr("tools.blender.egl.ctypes.CDLL", absent)
    ok, said = egl.probe()
    assert not ok
    assert "libEGL" in said
