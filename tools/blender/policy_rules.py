"""The tables of `policy.toml`, ready to look things up in."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

_TABLES: dict[str, Any] = tomllib.loads((Path(__file__).parent / "policy.toml").read_text(encoding="utf-8"))


def _advice(table: str) -> dict[str, str]:
    """What to use instead, by name."""
    return {name: group["advice"] for group in _TABLES[table] for name in group["names"]}


ALLOWED_MODULES = frozenset(_TABLES["allowed_modules"])
FRAMES = frozenset(_TABLES["frames"])
TRAILERS = frozenset(_TABLES["trailers"])
SAFE_METHODS = frozenset(_TABLES["safe_methods"])
NUMPY_MODULES = frozenset(_TABLES["numpy_modules"])
KIT_ONLY = frozenset(_TABLES["kit_only"])
DOORS = frozenset(_TABLES["doors"])
SAFE_DUNDER_NAMES = frozenset(_TABLES["safe_dunder_names"])
SAFE_DUNDER_ATTRIBUTES = frozenset(_TABLES["safe_dunder_attributes"])
MODULES = _advice("modules")
NAMES = _advice("names")
DOTTED = _advice("dotted")
ATTRIBUTES = _advice("attributes")
ASSIGNED = _advice("assigned")
SEEDED = _advice("seeded")
SEEDS = {name: frozenset(group["by"]) for group in _TABLES["seeded"] for name in group["names"]}
INTERPRETER = NAMES["eval"]
PROCESSES = MODULES["threading"]
SAME_EVERYWHERE = NAMES["__name__"]
