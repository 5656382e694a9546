"""Read truth files of either schema."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from tools.errors import InputError
from tools.files import read_json
from tools.measure.hand_truth import convert, looks_hand_made
from tools.measure.truth import Truth


def load_truth(path: Path) -> Truth:
    """Read a truth file: this project's schema, or a hand-made one (see `tools.measure.hand_truth`).

    Raises:
        InputError: not readable, not JSON, or of neither schema.
    """
    data = read_json(path)
    try:
        return convert(data) if looks_hand_made(data) else Truth.model_validate(data)
    except (
        ValidationError,
        KeyError,
        TypeError,
        ValueError,
        AttributeError,
        IndexError,
        OverflowError,
    ) as error:
        first = str(error).splitlines()[0]
        raise InputError(f"{path} is not a truth file ({first}); see tools/measure/truth.py") from None
