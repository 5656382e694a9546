"""Names that come from outside: what an id may be, and file names made from any text."""

import hashlib
import re
from typing import Annotated

from pydantic import Field

Id = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_.-]*$", max_length=60)]
"""An object's or a view's id: letters, digits, _ . and -, beginning with a letter."""
CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
"""What steers a terminal or hides in a line; line feeds and tabs are not among it."""


def file_stem(text: str) -> str:
    """A file name without suffix for any text: a sound id is itself, all else gets a hash and no slashes."""
    if re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}", text):
        return text
    plain = re.sub(r"[^A-Za-z0-9_-]+", "_", text)[:40]
    return f"{plain}-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def printable(text: str) -> str:
    """Text without what would steer a terminal; line ends and tabs stay."""
    return CONTROL.sub("\ufffd", text)
