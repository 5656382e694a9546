"""A scene as one file that stands alone: its program with the words and pictures it uses inside."""

from __future__ import annotations

from tools.errors import InputError
from tools.files import read_bytes
from tools.picture_file import MAX_BYTES
from tools.program.kit_cell import standalone
from tools.program.model import MaterialSpec
from tools.scene.scene import Scene


def one_file(scene: Scene) -> str:
    """The text of that file.

    Raises:
        InputError: a picture that a material names is missing, or lies outside the scene's folder.
    """
    return standalone(scene.text, _pictures(scene))


def _pictures(scene: Scene) -> dict[str, bytes]:
    """The files of the textures that a program names, by the path it names them by."""
    named = {s.texture for s in scene.program.specs if isinstance(s, MaterialSpec) and s.texture}
    found: dict[str, bytes] = {}
    for name in sorted(named):
        path = (scene.folder / name).resolve()
        if not path.is_relative_to(scene.folder.resolve()) or not path.is_file():
            raise InputError(
                f"{scene.folder / name}: is no picture of this room's folder, but a material names it"
            )
        found[name] = read_bytes(path, MAX_BYTES)
    return found
