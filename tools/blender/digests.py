"""One digest of many: for the child, which measures, and for who puts its measurements among earlier ones."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping


def whole(owners: Mapping[str, str]) -> str:
    """The digest of a scene from those of all that is in it, by id."""
    return hashlib.sha256(repr(sorted(owners.items())).encode()).hexdigest()
