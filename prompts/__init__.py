"""The words each specialist starts from, kept as files beside this module."""

from importlib import resources
from string import Template


def load(name: str, **values: object) -> str:
    """Return the prompt `name` with its `$placeholders` filled.

    Raises:
        FileNotFoundError: no prompt of that name.
        KeyError: a placeholder of the prompt has no value.
    """
    text = resources.files(__name__).joinpath(f"{name}.md").read_text(encoding="utf-8")
    return Template(text).substitute({key: str(value) for key, value in values.items()})
