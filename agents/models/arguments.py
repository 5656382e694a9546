"""A tool call's arguments, as models write them: made into a JSON object that fits the tool's schema."""

from __future__ import annotations

from typing import Any

import orjson

Schema = dict[str, Any]
ODD = "not_an_object"
"""The one key of arguments that could not be read: its value says why, for the model (see SafeWorkbench)."""
MOST_BYTES = 1 << 20
"""Of one call's arguments; a whole room's geometry is a tenth of it."""
DEEPEST = 40
"""Brackets within brackets; our tools take four."""
_FENCE = "```"


def object_of(given: Any, schema: Schema | None = None) -> str:
    """Arguments as the text of a JSON object.

    Args:
        given: what stood in the answer: text of an object, an object itself, an object's text written as a
            string or in a code fence, nothing at all, or anything else.
        schema: the tool's; a string that holds a list, an object or a number becomes that where the schema
            asks for it.

    Returns:
        An object's text; when there is none in it, an object with the single key `ODD`.
    """
    value = given
    for _ in range(3):
        if not isinstance(value, str):
            break
        if len(value) > MOST_BYTES:
            return odd(f"they hold {len(value):,} characters, more than the {MOST_BYTES:,} allowed")
        text = _unfenced(value)
        if not text.strip():
            value = {}
            break
        try:
            value = orjson.loads(text)
        except (orjson.JSONDecodeError, UnicodeEncodeError) as error:
            return odd(f"they are not JSON ({str(error).partition(':')[0]}): was the answer cut short?")
    if value is None:
        value = {}
    if not isinstance(value, dict):
        return odd(f"they are {_kind(value)}")
    if depth(value) > DEEPEST:
        return odd(f"they are nested more than {DEEPEST} deep")
    try:
        text = orjson.dumps(fitted(value, schema or {})).decode()
    except (orjson.JSONEncodeError, UnicodeEncodeError) as error:
        return odd(f"they cannot be written as JSON ({error})")
    return text if len(text) <= MOST_BYTES else odd(f"they hold {len(text):,} characters")


def odd(why: str) -> str:
    """The object that stands for arguments which could not be read."""
    return orjson.dumps({ODD: f"The arguments must be one JSON object; {why}."}).decode()


def depth(value: Any) -> int:
    """How deep lists and objects are nested; 0 for a plain value."""
    levels, now = 0, [value]
    while now := [v for v in now if isinstance(v, list | dict)]:
        levels += 1
        now = [inner for v in now for inner in (v.values() if isinstance(v, dict) else v)]
    return levels


def fitted(value: Any, schema: Schema, root: Schema | None = None) -> Any:
    """A value with strings parsed where the schema asks for a list, an object or a number."""
    root = schema if root is None else root
    kinds = _options(schema, root)
    if isinstance(value, str):
        value = _parsed(value, {str(k.get("type")) for k in kinds})
    if isinstance(value, list):
        items: Schema = next((k["items"] for k in kinds if isinstance(k.get("items"), dict)), {})
        return [fitted(v, items, root) for v in value]
    if isinstance(value, dict):
        known: Schema = next((k["properties"] for k in kinds if isinstance(k.get("properties"), dict)), {})
        return {k: fitted(v, known.get(k, {}), root) for k, v in value.items()}
    return value


def _options(schema: Schema, root: Schema) -> list[Schema]:
    """The schemas that a value may follow, references looked up."""
    found: list[Schema] = []
    for option in schema.get("anyOf") or [schema]:
        name = str(option.get("$ref", "")).rpartition("/")[2]
        found.append(root.get("$defs", {}).get(name, {}) if name else option)
    return found


def _unfenced(text: str) -> str:
    """What stands in a code fence, or the text as it is; no pattern, for blanks make one take hours."""
    bare = text.strip()
    fenced = len(bare) >= 2 * len(_FENCE) and bare.startswith(_FENCE) and bare.endswith(_FENCE)
    return bare[len(_FENCE) : -len(_FENCE)].removeprefix("json") if fenced else text


def _parsed(text: str, types: set[str]) -> Any:
    """What a string holds, when a string is not wanted and what it holds is."""
    if "string" in types or not types & {"array", "object", "number", "integer"}:
        return text
    try:
        value = orjson.loads(text)
    except (orjson.JSONDecodeError, UnicodeEncodeError):
        return text
    wanted = {"array": list, "object": dict, "number": (int, float), "integer": int}
    fits = any(isinstance(value, wanted[t]) for t in types & wanted.keys())  # type: ignore[arg-type]
    return value if fits and not isinstance(value, bool) else text


def _kind(value: Any) -> str:
    return {list: "a list", str: "a string", bool: "a truth value"}.get(type(value), "a number")
