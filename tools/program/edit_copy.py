"""One more of an object: its line, the code that builds it, what it wears and its light; text to text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import libcst as cst

from tools.errors import ProgramError
from tools.geometry import Vec2, turn
from tools.program import cells, lines
from tools.program.edit_look import set_light, set_wear
from tools.program.frames import parent_place
from tools.program.model import Placement
from tools.program.read import built_ids, read


def duplicate_object(text: str, id: str, new: str, *, by: Vec2 = (0.0, 0.0), children: bool = False) -> str:
    """Place one more of an object.

    Args:
        text: the program.
        id: which object.
        new: the other's id.
        by: world x, y between the two, metres.
        children: also one more of everything that stands on it; they get the next free ids of their kinds.

    Raises:
        ProgramError: there is no such object, or the new id is taken.
    """
    standing = read(text).descendants(id) if children else []
    text = _one_more(text, id, new, by)
    made = {id: new}
    for child in standing:  # parents before what stands on them
        program = read(text)
        made[child] = free_id(program.ids, child)
        text = _one_more(text, child, made[child], (0.0, 0.0), on=made[program.placement(child).on or ""])
    return text


def _one_more(text: str, id: str, new: str, by: Vec2, on: str | None = None) -> str:
    """One more of an object alone: beside it, or where it stands, but on another carrier."""
    program = read(text)
    old = program.placement(id)
    if new in {*program.ids, *(spec.key for spec in (*program.partitions, *program.openings)), "room"}:
        raise ProgramError(f"the id {new!r} is taken", cell="layout")
    dx, dy = turn(by, -parent_place(program, old).yaw)
    made = Placement.model_validate(
        old.model_dump()
        | {"id": new, "at": (old.at[0] + round(dx, 4), old.at[1] + round(dy, 4)), "on": on or old.on}
    )
    carrier = [on, *program.descendants(on)] if on else []
    behind = [("place", each) for each in [id, *program.descendants(id), *carrier]]
    text = lines.put(text, made, after=behind)
    for cell in cells.split(text):
        if cell.kind == "geometry" and id in [built for built, _ in built_ids(cell)]:
            code = lines.parse(cell).visit(_Twice(id, new)).code
            same = replace(cell, source=code)
            text = cells.join(same if c.name == cell.name else c for c in cells.split(text))
    worn = [w for w in program.wears if id in w.targets]
    if worn:
        material = next((w.material for w in reversed(worn) if w.material), None)
        slots = {slot: name for w in worn for slot, name in w.slots.items()}
        text = set_wear(
            text, worn[0].model_copy(update={"target": new, "material": material, "slots": slots})
        )
    for light in [light for light in program.lights if light.options.get("on") == id]:
        other = {"name": f"{new}_light", "options": light.options | {"on": new}}
        text = set_light(text, light.model_copy(update=other))
    return text


def free_id(taken: Sequence[str], id: str) -> str:
    """The next id of its kind: "bed_1" gives "bed_2" unless that is taken, too."""
    stem, _, number = id.rpartition("_")
    stem, count = (stem, int(number)) if stem and number.isdecimal() else (id, 1)
    while f"{stem}_{count}" in taken or f"{stem}_{count}" == id:
        count += 1
    return f"{stem}_{count}"


class _Twice(cst.CSTTransformer):
    """Lets what builds one object build another, too: a `furnish` line of its own, or one id more."""

    def __init__(self, old: str, new: str) -> None:
        super().__init__()
        self.old, self.new = old, new

    def leave_SimpleStatementLine(
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.SimpleStatementLine | cst.FlattenSentinel[cst.SimpleStatementLine]:
        found = lines.call_of(updated_node.body[0]) if len(updated_node.body) == 1 else None
        if found is None or found[0] != "furnish" or not self._names(found[1].args[:1]):
            return updated_node
        name = cst.SimpleString(f'"{self.new}"')
        call = found[1].with_changes(args=[found[1].args[0].with_changes(value=name), *found[1].args[1:]])
        other = updated_node.with_changes(body=[cst.Expr(call)], leading_lines=[])
        return cst.FlattenSentinel([updated_node, other])

    def leave_Decorator(self, original_node: cst.Decorator, updated_node: cst.Decorator) -> cst.Decorator:
        call = updated_node.decorator
        if not isinstance(call, cst.Call) or not self._names(call.args):
            return updated_node
        if not isinstance(call.func, cst.Name) or call.func.value != "geometry":
            return updated_node
        comma = cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
        args = [*call.args[:-1], call.args[-1].with_changes(comma=comma)]
        args.append(cst.Arg(cst.SimpleString(f'"{self.new}"')))
        return updated_node.with_changes(decorator=call.with_changes(args=args))

    def _names(self, args: Sequence[cst.Arg]) -> bool:
        for arg in args:
            listed = arg.value.elements if isinstance(arg.value, cst.List | cst.Tuple) else [arg]
            if any(lines.text_of(each.value) == self.old for each in listed):
                return True
        return False
