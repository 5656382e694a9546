"""Whether Blender's GPU engines would start here, asked without importing bpy or risking an abort."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

SURFACELESS = 0x31DD
EGL_VENDOR = 0x3053


def probe() -> tuple[bool, str]:
    """Initialise EGL and say which display answered, or why none does."""
    try:
        egl = ctypes.CDLL("libEGL.so.1")
    except OSError as error:
        return False, str(error)
    egl.eglGetDisplay.restype = egl.eglGetPlatformDisplay.restype = ctypes.c_void_p
    egl.eglGetDisplay.argtypes = [ctypes.c_void_p]
    egl.eglGetPlatformDisplay.argtypes = [ctypes.c_uint, ctypes.c_void_p, ctypes.c_void_p]
    egl.eglInitialize.argtypes = [ctypes.c_void_p] * 3
    egl.eglQueryString.restype = ctypes.c_char_p
    egl.eglQueryString.argtypes = [ctypes.c_void_p, ctypes.c_int]
    displays: dict[str, Callable[[], Any]] = {
        "default": lambda: egl.eglGetDisplay(None),
        "surfaceless": lambda: egl.eglGetPlatformDisplay(SURFACELESS, None, None),
    }
    for name, get in displays.items():
        display, major, minor = get(), ctypes.c_int(), ctypes.c_int()
        if display and egl.eglInitialize(display, ctypes.byref(major), ctypes.byref(minor)):
            vendor = (egl.eglQueryString(display, EGL_VENDOR) or b"").decode()
            return True, f"EGL {major.value}.{minor.value}, {name} display, {vendor}"
    return False, "no display answers"
