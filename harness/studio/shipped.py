"""What ships with the project to be tried: a finished room, pictures to mark, recorded runs."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from harness.runs import folder as folders
from tools.run_files import PICTURE, SCENE, TRANSCRIPT

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES, RECORDED = ROOT / "example", ROOT / "transcripts"
FINISHED = EXAMPLES / "finished"
CALLED = {"living": "living room"}
"""Names of pictures that say less than what they show."""


@dataclass(frozen=True)
class Shipped:
    """One of them.

    Attributes:
        key: in addresses.
        name: for its card.
        what: it is, and what opening it does.
        picture: that it was or is to be made from.
        render: of its room.
        start: what is opened: a room's folder, a picture, or a transcript.
    """

    key: str
    name: str
    what: str
    picture: Path
    render: Path | None
    start: Path


def shipped() -> list[Shipped]:
    """All that are there: a wheel has them not, a clone has."""
    found = []
    if (FINISHED / SCENE).is_file():
        found.append(
            Shipped(
                key="shipped-finished", name="the finished example", start=FINISHED,
                what="a whole room; opens as a copy", picture=EXAMPLES / "bedroom.png",
                render=FINISHED / "renders" / "reference-final.jpg",
            )
        )  # fmt: skip
    for path in sorted(EXAMPLES.glob("*.truth.json")):
        picture = path.with_name(path.name.removesuffix(".truth.json") + ".png")
        marked = picture.with_suffix(".annotations.json").is_file()
        if picture.is_file():
            what = "a picture with its marks, ready to be built" if marked else "a picture to mark"
            name = f"the picture of {_a(picture.stem)}"
            found.append(Shipped(f"shipped-{picture.stem}", name, what, picture, None, picture))
    for path in sorted(RECORDED.glob(f"*/{TRANSCRIPT}")):
        folder = path.parent
        what = "a recorded run: played again with its real tools, then a slider goes through it"
        name = f"a model reads {_a(folder.name)}"
        found.append(Shipped(f"recorded-{folder.name}", name, what, folder / PICTURE, None, path))
    return found


def _a(stem: str) -> str:
    name = CALLED.get(stem, stem)
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def copy_of_example(root: Path) -> Path:
    """The finished example in a run folder of its own: edits are written."""
    out = folders.default_folder("example", root)
    out.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(FINISHED, out)
    shutil.copy(EXAMPLES / "bedroom.png", out / PICTURE)
    return out
