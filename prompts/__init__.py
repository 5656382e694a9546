"""The words each specialist starts from, kept as files beside this module."""

from importlib import resources
from string import Template


def text(name: str) -> str:
    """A prompt file as it is, placeholders unfilled.

    Raises:
        FileNotFoundError: no prompt of that name.
    """
    return resources.files(__name__).joinpath(f"{name}.md").read_text(encoding="utf-8")


def stage(name: str, source: str) -> str:
    """A stage's prompt as it is: the one for this kind of source where there is one, else the common one."""
    own = f"stage_{name}_{source}"
    return text(own if resources.files(__name__).joinpath(f"{own}.md").is_file() else f"stage_{name}")


def load(name: str, **values: object) -> str:
    """A prompt with its `$placeholders` filled.

    Raises:
        FileNotFoundError: no prompt of that name.
        KeyError: a placeholder of the prompt has no value.
    """
    return Template(text(name)).substitute({key: str(value) for key, value in values.items()})
