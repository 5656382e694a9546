"""What a page sends to an address, read with its limits; and what it is answered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tools.errors import RoomError
from tools.files import first_fault

Model = TypeVar("Model", bound=BaseModel)


async def answered(work: Callable[[], dict[str, object]]) -> Response:
    """The work's result, or its fault as one line with status 400."""
    try:
        return JSONResponse(await asyncio.to_thread(work))
    except RoomError as error:
        return JSONResponse({"error": str(error)}, 400)


async def body_of(request: Request, most: int) -> bytes:
    """The whole body.

    Raises:
        HTTPException: it is larger than `most` bytes.
    """
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > most:
            raise HTTPException(413)
    return bytes(data)


def read_as(kind: type[Model], data: bytes) -> Model:
    """A body as one of our types.

    Raises:
        HTTPException: it is none.
    """
    try:
        return kind.model_validate_json(data)
    except (ValidationError, RecursionError) as error:
        raise HTTPException(400, first_fault(error)) from None
