"""Who asks for a wall finish and ends the run before it is told so."""

import pytest

from harness import settings as configuration
from harness.commands.run import not_reached


@pytest.mark.parametrize(
    ("walls", "end", "told"),
    [("mural", "materials", True), ("mural", "walls", False), ("bold", None, False), (None, "layout", False)],
)
def test_a_finish_that_is_not_come_to_is_told(walls: str | None, end: str | None, told: bool) -> None:
    settings = configuration.load(end=end, picture={"walls": walls} if walls else None)
    assert bool(not_reached(settings)) is told
