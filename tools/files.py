"""Writing a file so that it is whole or not there."""

from pathlib import Path


def write_text(path: Path, text: str) -> None:
    """Write a text file atomically: readers see the old content or the new, never half."""
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)
