"""A fault in a file is a `ValidationError`, never another, where a model looks at raw data first."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

import agents
import harness
import tools

VALUES: list[Any] = [None, True, -1, 0.5, 10**30, float("nan"), "", "x", "on", [], [[]], {}, {"a": {}}]
NOT_HERE = ("tools.kit", "tools.blender", "harness.kit", "harness.training")
"""Modules of Blender's side, and of training's, which has requirements of its own."""


def models() -> Iterator[type[BaseModel]]:
    """Every model of the project that looks at raw data."""
    for package in (agents, tools, harness):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.startswith(NOT_HERE) and not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    todo = [BaseModel]
    while todo:
        kind = todo.pop()
        todo += kind.__subclasses__()
        if kind.__module__.startswith(("agents.", "tools.", "harness.")) and before(kind):
            yield kind


def before(kind: type[BaseModel]) -> list[Any]:
    """Its functions that run on raw data."""
    found = kind.__pydantic_decorators__
    every = [*found.model_validators.values(), *found.field_validators.values()]
    return [one.func for one in every if one.info.mode in ("before", "wrap")]


def keys(kind: type[BaseModel]) -> set[str]:
    """Its fields, and the names that those functions speak of."""
    constants = [word for look in before(kind) for word in look.__func__.__code__.co_consts]
    return {
        *kind.model_fields,
        *(word for word in constants if isinstance(word, str) and word.isidentifier()),
    }


def raw(kind: type[BaseModel]) -> Iterator[Any]:
    """Data of every wrong kind in every place, the rest left out or there; and each place left out."""
    names = sorted(keys(kind))
    yield from VALUES
    for base in ({}, dict.fromkeys(names, "x")):
        for name in names:
            yield {k: v for k, v in base.items() if k != name}
            yield from (base | {name: value} for value in VALUES)


def test_any_value_anywhere_is_a_validation_error() -> None:
    found = list(models())
    assert {"Survey", "Annotations"} <= {kind.__name__ for kind in found}
    for kind in found:
        for data in raw(kind):
            try:
                kind.model_validate(data)
            except ValidationError:
                continue
            except Exception as error:
                pytest.fail(f"{kind.__name__} of {str(data)[:300]}: {error!r}")
