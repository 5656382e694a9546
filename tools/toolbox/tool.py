"""A tool that a specialist calls: a function over a Workspace, declared once with what it does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, ParamSpec

from tools.source.base import Offer

P = ParamSpec("P")


@dataclass(frozen=True)
class Tool(Generic[P]):
    """A function and what calling it means; called, it is that function.

    Attributes:
        function: its first argument is the workspace; it returns text for a model to read.
        edits: it changes the scene, the survey or a texture.
        ends_turn: once it succeeded, its caller's turn is over.
        looks: its answer holds a picture.
        needs: what the source has to have brought for it to be of any use; None: nothing.
        paints: it asks an image model, and is not there without one.
        own: it is about the user's own meshes, and is not there without any.
    """

    function: Callable[P, str]
    edits: bool = False
    ends_turn: bool = False
    looks: bool = False
    needs: Offer | None = None
    paints: bool = False
    own: bool = False

    @property
    def name(self) -> str:
        """What models call it by."""
        return self.function.__name__

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> str:
        """Call the function."""
        return self.function(*args, **kwargs)


def tool(
    *,
    edits: bool = False,
    ends_turn: bool = False,
    looks: bool = False,
    needs: Offer | None = None,
    paints: bool = False,
    own: bool = False,
) -> Callable[[Callable[P, str]], Tool[P]]:
    """Declare a function as a tool; see `Tool` for what the flags say."""
    return lambda function: Tool(
        function, edits=edits, ends_turn=ends_turn, looks=looks, needs=needs, paints=paints, own=own
    )
