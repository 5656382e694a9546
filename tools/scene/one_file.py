"""A scene as one file that stands alone: its program with the words and pictures it uses inside."""

from __future__ import annotations

from tools.assets.facts import MOST
from tools.errors import InputError
from tools.files import read_bytes
from tools.picture_file import MAX_BYTES
from tools.program import assets
from tools.program.kit_cell import standalone
from tools.program.model import MaterialSpec
from tools.run_files import ASSETS
from tools.scene.scene import Scene


def one_file(scene: Scene) -> str:
    """The text of that file.

    Raises:
        InputError: a picture that a material names is missing or lies outside the scene's folder, or an asset
            that it names is missing.
    """
    return standalone(scene.text, _pictures(scene), _assets(scene))


def _assets(scene: Scene) -> dict[str, bytes]:
    """The files of the assets that a program names, by name."""
    return {
        name: read_bytes(scene.folder / ASSETS / f"{name}{assets.SUFFIX}", MOST)
        for name in assets.named(scene.text)
    }


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
