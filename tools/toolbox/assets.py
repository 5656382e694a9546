"""The user's own meshes, for whoever places and builds things."""

from collections.abc import Callable
from typing import Annotated

from pydantic import Field

from tools.assets.finding import find
from tools.assets.library import Library
from tools.errors import ProgramError
from tools.program import assets, edit, edit_code
from tools.toolbox.tool import tool
from tools.workspace import Workspace

Sides = Annotated[
    list[float] | None,
    Field(min_length=3, max_length=3, description="width, depth, height it should have, metres; null: any"),
]
Own = Annotated[
    str | None, Field(description="name of one of the user's own meshes to build it from, by find_asset")
]


@tool(own=True)
def find_asset(
    workspace: Workspace,
    category: Annotated[str, Field(description='what it is to be, as "armchair"; "" for anything')],
    words: Annotated[str, Field(description="of its name, file and parts; may be empty")],
    size: Sides,
    colours: Annotated[list[str], Field(description='names or "#rrggbb"; may be empty')],
) -> str:
    """Look for a mesh of the user's own; prefer a fitting one to a word of the kit."""
    found = find(Library(), category, words, size, colours)
    if not found:
        return "None of the user's own meshes is like that."
    return "\n".join(
        [*(asset.line() for asset in found), f'Build with: furnish("ID", asset("{found[0].name}"))']
    )


def building(id: str, name: str) -> Callable[[str], str]:
    """The edit that builds an object from an asset.

    Raises:
        ProgramError: the user has none of that name, when it is applied.
    """

    def edited(text: str) -> str:
        _real_size(name)
        return edit_code.write_geometry(text, [id], assets.line([id], name))

    return edited


def replaced_by(
    id: str, category: str, name: str, size: tuple[float, float, float] | None = None
) -> Callable[[str], str]:
    """The edit that makes an object an asset where it stands.

    Args:
        id: which object.
        category: what it is from then on.
        name: of the asset.
        size: of its box, metres; left out, as large as the asset really is.

    Raises:
        ProgramError: the user has none of that name, when it is applied.
    """

    def edited(text: str) -> str:
        text = edit.replace_object(text, id, category, size=size or _real_size(name))
        return building(id, name)(text)

    return edited


def _real_size(name: str) -> tuple[float, float, float]:
    library = Library()
    if not library.has(name):
        raise ProgramError(f"there is no asset {name!r}: find_asset (`room assets`) tells the names")
    return library.asset(name).size
