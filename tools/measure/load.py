"""Read truth files of either schema."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
from pydantic import ValidationError

from tools.errors import InputError
from tools.measure.hand_truth import convert, looks_hand_made
from tools.measure.truth import Truth


def load_truth(path: Path) -> Truth:
    """Read a truth file: this project's schema, or a hand-made one (see `tools.measure.hand_truth`).

    Raises:
        InputError: not readable, not JSON, or of neither schema.
    """
    try:
        data: Any = orjson.loads(path.read_bytes())
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from None
    except orjson.JSONDecodeError as error:
        raise InputError(f"{path} is not JSON: {error}") from None
    try:
        return convert(data) if looks_hand_made(data) else Truth.model_validate(data)
    except (ValidationError, KeyError, TypeError, ValueError) as error:
        first = str(error).splitlines()[0]
        raise InputError(f"{path} is not a truth file ({first}); see tools/measure/truth.py") from None
