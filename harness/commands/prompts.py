"""`room prompts`: words for pictures of rooms from above, and pictures of them from an image model."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import cyclopts

from agents.models.ledger import Ledger
from harness import settings as configuration
from harness.commands.run import Flag
from harness.prompting.draw import draw
from harness.prompting.make import PromptSet, Scope, make, read
from harness.runs.painting import image_endpoint
from harness.terminal import Console
from tools.errors import InputError
from tools.files import read_text, write_text

MOST = 10_000
NO_MODEL = "no image model is set: ROOM_IMAGE_MODEL, ROOM_IMAGE_BASE_URL and ROOM_IMAGE_API_KEY name one"


def register(app: cyclopts.App) -> None:
    """Add the commands."""
    own = cyclopts.App(name="prompts", help="Prompts for pictures of rooms from above, and their pictures.")
    app.command(own)

    @own.command(name="make")
    def make_them(
        *,
        out: Path,
        count: int = 20,
        seed: int = 0,
        scope: Scope = "all",
        type: str | None = None,
        force: Annotated[bool, Flag] = False,
    ) -> None:
        """Write varied prompts: type, furnishing, style, shape, size, mood and openings, as JSON.

        Args:
            out: the JSON file: "metadata" and "prompts", each with its parameters and its words.
            count: how many.
            seed: the same seed gives the same prompts.
            scope: rooms people live in, other ones, or all.
            type: one type of room only.
            force: overwrite the file.
        """
        _write(_made(count, seed, scope, type), out, force=force)

    @own.command(name="draw")
    def draw_them(file: Path, *, out: Path, shape: str = "16:9") -> int:
        """Have ROOM_IMAGE_MODEL draw the pictures of a file of prompts; those that are there are left.

        Args:
            file: as `room prompts make` writes it.
            out: folder for the pictures, each named by its prompt's id.
            shape: width to height, where the server can be asked for it (Gemini's form).
        """
        try:
            found = read(read_text(file), str(file))
        except ValueError as error:
            raise InputError(str(error)) from None
        return _draw(found, out, shape)

    @own.command(name="all")
    def make_and_draw(
        *,
        out: Path,
        count: int = 20,
        seed: int = 0,
        scope: Scope = "all",
        type: str | None = None,
        shape: str = "16:9",
    ) -> int:
        """Write prompts and draw their pictures: OUT/prompts.json and OUT/ID.png.

        Args:
            out: the folder.
            count: how many.
            seed: the same seed gives the same prompts.
            scope: rooms people live in, other ones, or all.
            type: one type of room only.
            shape: width to height, where the server can be asked for it.
        """
        found = _made(count, seed, scope, type)
        if image_endpoint(configuration.load()) is None:
            raise InputError(NO_MODEL)
        _write(found, out / "prompts.json", force=True)
        return _draw(found, out, shape)


def _made(count: int, seed: int, scope: Scope, type: str | None) -> PromptSet:
    if not 1 <= count <= MOST:
        raise InputError(f"--count {count}: give 1 to {MOST}")
    try:
        return make(count, seed, scope, type)
    except ValueError as error:
        raise InputError(f"--type: {error}") from None


def _write(found: PromptSet, out: Path, *, force: bool) -> None:
    if out.exists() and not force:
        raise InputError(f"{out} exists: give another name, or --force")
    out.parent.mkdir(parents=True, exist_ok=True)
    write_text(out, found.model_dump_json(indent=1) + "\n", within=out.parent)
    Console(highlight=False, soft_wrap=True).print(f"{len(found.prompts)} prompts in {out}", markup=False)


def _draw(found: PromptSet, out: Path, shape: str) -> int:
    settings = configuration.load()
    ledger = Ledger(settings.budget, settings.prices)
    painter = image_endpoint(settings, ledger, shape)
    if painter is None:
        raise InputError(NO_MODEL)
    console = Console(highlight=False, soft_wrap=True)
    failed, total = 0, len(found.prompts)
    for number, row in enumerate(draw(found.prompts, painter, out), 1):
        failed += row.state == "failed"
        why = f": {row.why}" if row.why else ""
        console.print(f"[{number}/{total}] {row.prompt.id} {row.state}{why}", markup=False)
    spent = f", {ledger.money:.2f} spent" if ledger.money else ""
    console.print(f"{total - failed} of {total} pictures in {out}{spent}", markup=False)
    return 1 if failed else 0
