"""Who draws textures from words in a run."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from agents.models.image_endpoint import ImageEndpoint
from agents.models.ledger import Ledger
from harness.settings import RoomSettings, asked
from tools.errors import ToolError
from tools.painter import Painter
from tools.run.drawn import KeptPainter
from tools.run_files import DRAWN


class Absent:
    """Nobody: a replay has what was drawn then, and no more."""

    def draw(self, words: str) -> Image.Image:
        """Nothing; always an error."""
        raise ToolError(f"no image model is set, and this was not drawn before: {words[:80]}")


def image_endpoint(
    settings: RoomSettings, ledger: Ledger | None = None, shape: str = "1:1"
) -> ImageEndpoint | None:
    """The image model that is set; None when there is none.

    Raises:
        InputError: it has no address, or a key would go to an address that nobody asked for.
    """
    if not settings.image_model:
        return None
    if settings.image_base_url:
        url, key = settings.image_base_url, settings.image_key
    else:
        url, key = asked(settings), settings.key
    return ImageEndpoint(
        settings.image_model,
        url,
        key,
        form=settings.image_form,
        shape=shape,
        timeout=settings.call_timeout,
        attempts=settings.attempts,
        backoff=settings.backoff,
        ledger=ledger,
    )


def painter_of(settings: RoomSettings, folder: Path, ledger: Ledger) -> Painter | None:
    """Who draws in this run: the image model, or what it drew before; None where neither is there."""
    drawn = (folder / DRAWN).is_dir()
    found = image_endpoint(settings, ledger)
    return KeptPainter(folder, found or Absent()) if found or drawn else None
