"""Fewer pictures for a server that takes only so many in one request: the rest on one sheet."""

from __future__ import annotations

import base64
import io
from typing import Any

from PIL import Image, ImageDraw

from tools.errors import InputError
from tools.picture_file import decode

SHEET = 1024
"""Longer side of a picture on a sheet, as it would have been sent alone, so that its pixels hold."""
LABEL = 22
"""Height of a label above a picture of a sheet, pixels."""
_START = "data:image/"
_CROP = "(crop, "
"""How the caption of an enlarged part begins; it shows nothing that the whole picture does not."""


def fewer(messages: list[dict[str, Any]], most: int) -> list[dict[str, Any]]:
    """Messages with at most `most` pictures.

    The first picture (what the room is made from) and the newest stay. Enlarged parts are left out first;
    what is still too many goes on one sheet, numbered.

    Args:
        messages: as the openai package sends them.
        most: 1 or more.
    """
    places = [
        (m, p)
        for m, message in enumerate(messages)
        if isinstance(message.get("content"), list)
        for p, part in enumerate(message["content"])
        if part.get("type") == "image_url"
    ]
    if len(places) <= most:
        return messages
    out = [
        {**m, "content": list(m["content"])} if isinstance(m.get("content"), list) else m for m in messages
    ]
    left = list(places)
    for place in places:
        if len(left) > most and _CROP in _caption(messages, place):
            left.remove(place)
            _replace(out, place, "(left out: this endpoint takes few pictures in a request)")
    if len(left) > most:
        _onto_sheet(out, left, most)
    return out


def _onto_sheet(out: list[dict[str, Any]], left: list[tuple[int, int]], most: int) -> None:
    """Put all but the first and the newest on one sheet, in the place of the last of them."""
    sheet = left if most == 1 else left[1 : len(left) - most + 2]
    picture = _sheet([_url(out, place) for place in sheet])
    last = sheet[-1]
    for number, place in enumerate(sheet, 1):
        _replace(out, place, f"(picture {number} of the sheet that follows)")
    content = out[last[0]]["content"]
    words = f"One sheet of {len(sheet)} pictures, numbered; count pixels from each picture's own corner:"
    content += [{"type": "text", "text": words}, {"type": "image_url", "image_url": {"url": picture}}]


def _caption(messages: list[dict[str, Any]], place: tuple[int, int]) -> str:
    m, p = place
    before = messages[m]["content"][p - 1] if p else {}
    return str(before.get("text", "")).rpartition("\n")[2]


def _replace(out: list[dict[str, Any]], place: tuple[int, int], words: str) -> None:
    out[place[0]]["content"][place[1]] = {"type": "text", "text": words}


def _url(out: list[dict[str, Any]], place: tuple[int, int]) -> str:
    return str(out[place[0]]["content"][place[1]]["image_url"]["url"])


def _sheet(urls: list[str]) -> str:
    """Pictures under each other with their numbers, as the address of a JPEG."""
    pictures = [_picture(url) for url in urls]
    for picture in pictures:
        picture.thumbnail((SHEET, SHEET))
    width = max(p.width for p in pictures)
    sheet = Image.new("RGB", (width, sum(p.height + LABEL for p in pictures)), "white")
    pen, top = ImageDraw.Draw(sheet), 0
    for number, picture in enumerate(pictures, 1):
        sheet.paste(picture, (0, top))
        pen.text((4, top + picture.height + 4), f"above: picture {number}", fill="black")
        top += picture.height + LABEL
    buffer = io.BytesIO()
    sheet.save(buffer, "JPEG", quality=88)
    return f"{_START}jpeg;base64,{base64.b64encode(buffer.getvalue()).decode()}"


def _picture(url: str) -> Image.Image:
    data = url.partition(",")[2]
    try:
        return decode(base64.b64decode(data), "a picture for a model").convert("RGB")
    except (ValueError, InputError):
        return Image.new("RGB", (8, 8), "white")
