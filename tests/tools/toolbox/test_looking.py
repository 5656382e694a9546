"""A room without a picture is looked at from all around, whatever its own views are called."""

from pathlib import Path

import pytest

from tools.blender.worker import Worker
from tools.images import keys_in
from tools.source.words import WordsSource
from tools.toolbox.architect import set_room
from tools.toolbox.lighting import add_view
from tools.toolbox.looking import around
from tools.workspace import Workspace

OWN = 'view("{0}", at=(-1.8, -1.3, 1.6), look_at=(1, 1, 0.5), focal=0.6)\n'


@pytest.mark.parametrize("names", [(), ("corner_1", "from_the_back"), ("corner_2", "corner_2_")])
def test_views_that_somebody_named_alike_are_in_nobodys_way(
    worker: Worker, tmp_path: Path, names: tuple[str, ...]
) -> None:
    made = Workspace(tmp_path, worker, source=WordsSource("an empty room of 4 x 3 m"))
    set_room(made, floor=[[0.0, 0.0], [4.0, 0.0], [4.0, 3.0], [0.0, 3.0]], height=2.5)
    if names:
        add_view(made, "".join(OWN.format(name) for name in names))
    before = made.scene.text
    sheets = around(made, "fast")
    assert len(sheets) == 2
    assert all(made.images.whole(keys_in(sheet)[0]) for sheet in sheets)
    assert made.scene.text == before
