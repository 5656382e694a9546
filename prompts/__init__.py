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
    return text(_own(f"stage_{name}", source))


def conventions(source: str) -> str:
    """What every specialist is told of frames and manners, for this kind of source."""
    return text(_own("conventions", source))


def _own(name: str, source: str) -> str:
    own = f"{name}_{source}"
    return own if resources.files(__name__).joinpath(f"{own}.md").is_file() else name


def specialist(name: str, source: str) -> str:
    """Name of the file that a specialist starts from: one for this kind of source where there is one."""
    return _own(name, source)


def load(name: str, **values: object) -> str:
    """A prompt with its `$placeholders` filled.

    Raises:
        FileNotFoundError: no prompt of that name.
        KeyError: a placeholder of the prompt has no value.
    """
    return Template(text(name)).substitute({key: str(value) for key, value in values.items()})
