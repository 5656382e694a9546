"""Geometry on its way to a page: many things in one answer, each under its digest."""

from __future__ import annotations

import json
import struct

from starlette.exceptions import HTTPException
from starlette.responses import Response

from tools.shown import ShownThing

NOT_KEPT = {"Cache-Control": "no-store"}


def digests(body: bytes) -> list[str]:
    """The digests that a page asks for: a JSON list.

    Raises:
        HTTPException: it is none.
    """
    try:
        wanted = json.loads(body)
    except ValueError:
        raise HTTPException(400) from None
    if not isinstance(wanted, list):
        raise HTTPException(400)
    return [str(digest) for digest in wanted]


def geometry_of(things: list[ShownThing]) -> Response:
    """An answer with things' geometry."""
    return Response(packed(things), media_type="application/octet-stream", headers=NOT_KEPT)


def packed(things: list[ShownThing]) -> bytes:
    """Geometry in one piece: the length of a JSON line, it (padded to 4), then every thing's data.

    The line is `[[digest, corners, indices], ...]`; lengths and numbers are little endian.
    """
    index = json.dumps([[t.digest, len(t.positions), len(t.indices)] for t in things]).encode()
    index += b" " * (-len(index) % 4)
    return struct.pack("<I", len(index)) + index + b"".join(thing.data for thing in things)
