"""An edit that is not understood is answered with its form."""

import pytest

from harness.edit_verbs import asked
from tools.errors import InputError


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["add", "lamp_1"], "add ID CATEGORY --at X Y [--size X Y Z] [--yaw N]"),
        (["move", "bed_1", "--towards", "desk"], "move ID [--by X Y] [--to X Y]"),
        (["set"], "set"),
        (["shove", "bed_1"], "the edits are move, rotate, scale, add"),
        ([], "say what to edit: the edits are move"),
    ],
)
def test_the_form_is_in_the_refusal(words: list[str], said: str) -> None:
    with pytest.raises(InputError) as refused:
        asked(words)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)
