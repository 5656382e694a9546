"""The look at a mesh file before Blender opens it: whole, of bounded size, and nothing outside its folder."""

from __future__ import annotations

import json
import os
import re
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

MOST_BYTES = 200 << 20
MOST_JSON = 32 << 20
MOST_ITEMS = 20_000
"""Nodes, meshes, materials, pictures, accessors of a glTF file."""
MOST_CORNERS = 6_000_000
"""Indices and vertices of all accessors together, and of all faces of an OBJ file."""
ELEMENTS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT2": 4, "MAT3": 9, "MAT4": 16}
BYTES = {5120: 1, 5121: 1, 5122: 2, 5123: 2, 5125: 4, 5126: 4}
RUNS = (b"csh", b"!", b"call")
"""Statements of an OBJ file that run a command or another file."""
CORNER = re.compile(rb"-?\d{1,9}(/-?\d{0,9}){0,2}")
PICTURED = re.compile(rb"^\s*(?:map_\w+|bump|disp|decal|refl|norm)\s+(.+?)\s*$", re.IGNORECASE | re.MULTILINE)


class Refused(Exception):
    """The file is not taken; the message says why, as the end of a sentence that begins with its name."""


def check(source: Path) -> tuple[dict[str, Any], list[str]]:
    """Look at a file.

    Args:
        source: the .glb, .gltf or .obj.

    Returns:
        A glTF file's description, {} of an OBJ file; and what is missing but can be done without, a line
        each.

    Raises:
        Refused: it is damaged, too large, or leads out of its folder.
    """
    try:
        size = source.stat().st_size
        if size > MOST_BYTES:
            raise Refused(f"holds {size >> 20} MB, more than {MOST_BYTES >> 20}")
        if source.suffix.lower() == ".obj":
            return {}, _obj(source)
        tree = _tree(source, source.read_bytes())
    except OSError as error:
        raise Refused(f"cannot be read: {error.strerror or error}") from None
    return tree, _gltf(source, tree)


def _tree(source: Path, raw: bytes) -> dict[str, Any]:
    """The JSON of a .gltf, or of a .glb that is whole."""
    if source.suffix.lower() == ".glb":
        if raw[:4] != b"glTF" or len(raw) < 20:
            raise Refused("is no GLB file")
        version, total, length = struct.unpack_from("<III", raw, 4)
        if version != 2:
            raise Refused(f"is glTF version {version}, and only 2 is read: export it anew")
        if total > len(raw) or 20 + length > len(raw):
            raise Refused(f"is truncated: {len(raw):,} bytes of {max(total, 20 + length):,} are there")
        raw = raw[20 : 20 + length]
    if len(raw) > MOST_JSON:
        raise Refused(f"describes itself in {len(raw) >> 20} MB, more than {MOST_JSON >> 20}")
    try:
        tree = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise Refused(f"is no glTF file: {' '.join(str(error).split())[:120]}") from None
    if not isinstance(tree, dict) or not isinstance(tree.get("asset"), dict):
        raise Refused("is no glTF file")
    return tree


def _gltf(source: Path, tree: dict[str, Any]) -> list[str]:
    """Counts, buffers and pictures of a description."""
    for name, value in tree.items():
        if isinstance(value, list) and len(value) > MOST_ITEMS:
            raise Refused(f"has {len(value):,} {name}, more than {MOST_ITEMS:,}")
    try:
        _counts(tree)
        missing = _references(source, tree)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise Refused(f"is damaged ({type(error).__name__}: {str(error)[:80]})") from None
    return missing


def _counts(tree: dict[str, Any]) -> None:
    """Every accessor's numbers are there: a count that no buffer holds would only take memory."""
    total = 0
    for number, accessor in enumerate(tree.get("accessors", [])):
        count, kind = int(accessor["count"]), accessor["type"]
        total += count
        if count < 0 or total > MOST_CORNERS:
            raise Refused(f"counts {total:,} vertices and corners, more than {MOST_CORNERS:,}")
        if "bufferView" not in accessor:
            continue  # zeros, a sparse or a compressed one: the importer's to read
        view = tree["bufferViews"][accessor["bufferView"]]
        each = ELEMENTS[kind] * BYTES[accessor["componentType"]]
        step = int(view.get("byteStride") or each)
        if accessor.get("byteOffset", 0) + (count - 1) * step + each > view["byteLength"] and count:
            raise Refused(f"is damaged: accessor {number} counts {count:,} of what its buffer does not hold")
    for view in tree.get("bufferViews", []):
        held = tree["buffers"][view["buffer"]]["byteLength"]
        if (
            not 0 <= view.get("byteOffset", 0) <= held
            or view.get("byteOffset", 0) + view["byteLength"] > held
        ):
            raise Refused("is damaged: a part of its buffer lies outside it")


def _references(source: Path, tree: dict[str, Any]) -> list[str]:
    missing = []
    for buffer in tree.get("buffers", []):
        if (path := _inside(source, buffer.get("uri"))) is not None:
            if not path.is_file():
                raise Refused(f"refers to {_short(path.name)}, which is not beside it")
            if path.stat().st_size < buffer["byteLength"]:
                raise Refused(f"is truncated: {_short(path.name)} is shorter than it says")
    for image in tree.get("images", []):
        path = _inside(source, image.get("uri"))
        if path is not None and not path.is_file():
            missing.append(f"without {_short(path.name)}, which is not beside it")
    return missing


def _inside(source: Path, uri: Any) -> Path | None:
    """The file that a reference names; None for one that carries its data.

    Raises:
        Refused: it leads out of the folder that the file lies in.
    """
    if uri is None or str(uri).startswith("data:"):
        return None
    text = unquote(str(uri)).strip().strip('"').replace("\\", "/")
    outside = Refused(f"refers to {_short(text)}, outside its folder")
    if "\0" in text or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", text) or text.startswith(("/", "~")):
        raise outside
    folder = os.path.realpath(source.parent)
    if not os.path.realpath(source.parent / text).startswith(folder + os.sep):
        raise outside
    return source.parent / text


def _obj(source: Path) -> list[str]:
    """Statements of an OBJ file and of its materials."""
    vertices = corners = highest = 0
    libraries: list[bytes] = []
    with source.open("rb") as file:
        for number, line in enumerate(file, 1):
            word, _, rest = line.strip().partition(b" ")
            if word == b"v":
                vertices += 1
            elif word == b"f":
                named = [_vertex(corner, number) for corner in rest.split()]
                corners, highest = corners + len(named), max([highest, *named])
                if corners > MOST_CORNERS:
                    raise Refused(f"has more than {MOST_CORNERS:,} corners")
            elif word.lower() in RUNS:
                what = word.decode("ascii")
                raise Refused(f"runs something else (`{what}` in line {number}): take that line out")
            elif word == b"mtllib":
                libraries.append(rest)
            elif b"\0" in line:
                raise Refused("is no OBJ file")
    if not corners or not vertices:
        raise Refused("has no faces")
    if highest > vertices:
        raise Refused(f"is truncated or damaged: a face names vertex {highest:,} of {vertices:,}")
    missing = []
    for library in libraries[:100]:
        missing += _library(source, library.strip())
    return missing


def _vertex(corner: bytes, number: int) -> int:
    """The vertex that a corner of a face names."""
    if not CORNER.fullmatch(corner):
        raise Refused(f"is damaged: line {number} is no face")
    return int(corner.partition(b"/")[0])


def _library(source: Path, name: bytes) -> list[str]:
    """What a library of materials refers to, and what of it is missing."""
    for one in name.split():  # a line may name several
        _inside(source, one.decode("utf-8", "replace"))
    path = _inside(source, name.decode("utf-8", "replace"))
    if path is None or not path.is_file():
        return [f"without {_short(name.decode('utf-8', 'replace'))}, which is not beside it"]
    if path.stat().st_size > MOST_JSON:
        raise Refused(f"has a library of materials larger than {MOST_JSON >> 20} MB")
    return list(_pictures(path, PICTURED.findall(path.read_bytes())))


def _pictures(library: Path, values: Iterable[bytes]) -> Iterable[str]:
    for value in values:
        text = value.decode("utf-8", "replace")
        # Options come first, each with its numbers: the name is what follows the last of them.
        name = re.sub(r"^(?:-\w+\s+(?:(?:[-\d.eE]+|on|off)\s+)*)+", "", text)
        picture = _inside(library, name)
        if picture is not None and not picture.is_file():
            yield f"without {_short(name)}, which is not beside it"


def _short(text: str) -> str:
    text = "".join(c if c.isprintable() else "?" for c in text)
    return text if len(text) <= 80 else f"...{text[-77:]}"
