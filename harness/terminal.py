"""The console that every command prints on: nothing from a file, a model or an id can steer the terminal."""

import json
from typing import Any

from rich import console

from tools.names import printable


def under_way(line: str) -> None:
    """Tell what takes its time, on standard error, beside the answer."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(f"{line} ...", markup=False)


class Console(console.Console):
    """Rich's, with control and direction characters replaced in whatever text it is given."""

    def print(self, *objects: Any, **options: Any) -> None:
        """Print texts and other renderables."""
        super().print(*(printable(o) if isinstance(o, str) else o for o in objects), **options)

    def print_json(self, text: str | None = None, *, data: Any = None, **options: Any) -> None:  # type: ignore[override]
        """Print JSON, everything beyond ASCII escaped: a reader of JSON gets it back as it was."""
        value = data if text is None else json.loads(text)
        super().print_json(json.dumps(value), ensure_ascii=True, **options)
