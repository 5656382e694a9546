"""Every accepted version of a program: numbered texts and a log that is only ever appended to.

A kit cell that holds the words themselves (programs that stand alone, and older ones), long and made by
machine, is kept once in a file of its own and folded in the numbered texts.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, ValidationError

from tools.errors import InputError
from tools.files import read_bytes, read_text, write_text
from tools.program import cells

FOLDED_FROM = 4000
"""Characters; the cell that only loads the words has fewer."""
_FOLDED = re.compile(r"# folded: (kit-[0-9a-f]{12}\.py)\n")


class Version(BaseModel):
    """One accepted version.

    Attributes:
        number: 1, 2, ...
        parent: the version that undo goes back to; None for the first.
        why: what was done, in words.
        by: who did it: "team", "hand", ...
        when: ISO 8601, UTC.
        sha256: of the whole text.
        restores: the earlier version whose text this is, when it is an undo.
    """

    number: int
    parent: int | None = None
    why: str
    by: str
    when: str
    sha256: str
    restores: int | None = None


class History:
    """The versions kept in a folder; made when the first one is added."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._log = folder / "log.jsonl"
        self.versions = self._read()

    def refresh(self) -> None:
        """Take in what another process added."""
        self.versions = self._read()

    @property
    def head(self) -> Version | None:
        """The newest version."""
        return self.versions[-1] if self.versions else None

    def version(self, number: int) -> Version:
        """That version.

        Raises:
            InputError: there is none of that number.
        """
        for version in self.versions:
            if version.number == number:
                return version
        raise InputError(f"there is no version {number}; the history has 1 to {len(self.versions)}")

    def text(self, number: int) -> str:
        """The whole text of a version, as it was accepted.

        Raises:
            InputError: there is no such version, or its files were lost or changed.
        """
        version = self.version(number)
        text = self._unfold(self._path(number))
        if hash_of(text) != version.sha256:
            raise InputError(f"version {number} in {self.folder} was changed after it was written")
        return text

    def add(self, text: str, why: str, *, by: str = "team", restores: Version | None = None) -> Version:
        """Keep one more version and return it."""
        before = self.head.number if self.head else None
        number = (before or 0) + 1
        made = Version(
            number=number,
            # After an undo, the next undo goes on from where the restored version came from.
            parent=restores.parent if restores else before,
            why=why,
            by=by,
            when=datetime.now(UTC).isoformat(timespec="seconds"),
            sha256=hash_of(text),
            restores=restores.number if restores else None,
        )
        write_text(self._path(number), self._fold(text), within=self.folder.parent)
        self.versions.append(made)
        # The whole log anew: a line that was cut off when an earlier process died must not stay in it.
        lines = [version.model_dump_json(exclude_none=True) + "\n" for version in self.versions]
        write_text(self._log, "".join(lines), within=self.folder.parent)
        return made

    def back(self, steps: int) -> Version:
        """The version that undoing `steps` times leads to.

        Raises:
            InputError: there are not that many.
        """
        at = self.head
        for done in range(steps):
            if at is None or at.parent is None:
                steps_there = f"only {done} step{'' if done == 1 else 's'} can be undone"
                raise InputError(steps_there if done else "nothing to undo")
            at = self.version(at.parent)
        if at is None:
            raise InputError("nothing was built yet, so nothing can be undone")
        return at

    def forward(self, steps: int) -> Version:
        """The version that was left by the newest undos, as long as nothing was changed since.

        Raises:
            InputError: not that many were undone.
        """
        left = self._left()
        if not 0 < steps <= len(left):
            raise InputError(f"only {len(left)} steps can be redone" if left else "nothing can be redone")
        return left[-steps]

    def _left(self) -> list[Version]:
        """Versions that undos left behind and no change has since made old; the newest undo's is last."""
        left: list[Version] = []
        for before, version in zip(self.versions, self.versions[1:], strict=False):
            if version.restores is None:
                left.clear()
            elif left and version.restores == left[-1].number:
                left.pop()
            else:
                left.append(before)
        return left

    @property
    def undoable(self) -> bool:
        """Whether there is something to take back."""
        return self.head is not None and self.head.parent is not None

    @property
    def redoable(self) -> bool:
        """Whether there is something to redo."""
        return bool(self._left())

    def diff(self, old: int, new: int) -> str:
        """Unified diff of two versions, the kit folded."""
        a, b = (fold_kit(self.text(number)).splitlines(keepends=True) for number in (old, new))
        return "".join(difflib.unified_diff(a, b, f"version {old}", f"version {new}", n=1))

    def _path(self, number: int) -> Path:
        return self.folder / f"{number:04d}.py"

    def _read(self) -> list[Version]:
        if not self._log.exists():
            return []
        versions: list[Version] = []
        # By line feeds alone: a reason may hold U+2028, which `splitlines` takes for the end of a line.
        lines = read_bytes(self._log).removesuffix(b"\n").split(b"\n")
        for n, line in enumerate(lines, 1):
            try:
                version = Version.model_validate_json(line)
                if version.number != n or (version.parent or 0) >= n:
                    raise InputError(
                        f"{self._log}, line {n}: versions are numbered 1, 2, ...; it was damaged"
                    )
                versions.append(version)
            except ValidationError as error:
                if n == len(lines):  # cut off while being written
                    break
                raise InputError(f"{self._log}, line {n} is not a version of a scene") from error
        return versions

    def _fold(self, text: str) -> str:
        parts = cells.split(text)
        kit = cells.find(parts, "kit")
        if kit is None or len(kit.source) < FOLDED_FROM:
            return text
        name = f"kit-{hash_of(kit.source)[:12]}.py"
        if not (self.folder / name).exists():
            write_text(self.folder / name, kit.source, within=self.folder.parent)
        folded = f"# folded: {name}\n"
        return cells.join(replace(c, source=folded) if c is kit else c for c in parts)

    def _unfold(self, path: Path) -> str:
        parts = cells.split(read_text(path))
        kit = cells.find(parts, "kit")
        folded = _FOLDED.fullmatch(kit.source) if kit else None
        if kit is None or folded is None:
            return cells.join(parts)
        source = read_text(self.folder / folded[1])
        return cells.join(replace(c, source=source) if c is kit else c for c in parts)


def fold_kit(text: str) -> str:
    """The program with its kit cell left empty."""
    parts = cells.split(text)
    return cells.join(replace(c, source="") if c.name == "kit" else c for c in parts)


def hash_of(text: str) -> str:
    """sha256 of a text, hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
