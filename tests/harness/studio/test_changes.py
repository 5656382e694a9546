"""Only what is different is said, and it makes the same state again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from harness.studio.asking import near_words
from harness.studio.changes import change_of, splice
from harness.studio.messages import ObjectRow, RoomState

LINES = st.lists(st.sampled_from(["", "a", "b", "place(1)", "é"]), max_size=12).map("\n".join)


def joined(before: str, change: tuple[int, int, list[str]] | None) -> str:
    """As the page does it."""
    lines = before.split("\n")
    if change is not None:
        first, gone, come = change
        lines[first : first + gone] = come
    return "\n".join(lines)


@given(LINES, LINES)
def test_a_splice_makes_the_new_text_of_the_old(before: str, now: str) -> None:
    assert joined(before, splice(before, now)) == now
    assert (splice(before, now) is None) == (before == now)


def test_what_is_called_so_comes_before_what_only_begins_so() -> None:
    """A desk chair is called "desk chair", too; who types "desk" means a desk."""
    for name in ("desk", "bed", "chair", "plant", "vase"):
        assert near_words(name)[0]["called"] == name
    assert near_words("cactus")[0]["as"] == "habit=cactus"


def test_a_splice_says_no_more_than_differs() -> None:
    assert splice("a\nb\nc\nd", "a\nx\ny\nc\nd") == (1, 1, ["x", "y"])


def row(id: str, x: float) -> ObjectRow:
    return ObjectRow(
        id=id, category="box", mount="floor", on=None, at=(x, 0), yaw=0, z=None, size=(1, 1, 1),
        center=(x, 0, 0.5), world_yaw=0, measured=(1, 1, 1), low=(0, 0, 0), high=(1, 1, 1), color=None,
        placeholder=True, triangles=12, lines=[(1, 1)],
    )  # fmt: skip


def state(serial: int, rows: list[ObjectRow], text: str, *, undo: bool = False) -> RoomState:
    return RoomState(
        serial=serial, name="x", version=serial, text=text, undo=undo, redo=False, floor=[(0, 0)], height=2.5,
        objects=rows, materials=[], lights=[], lines={}, views=[], history=[], picture=None, triangles=0,
        notes=[], outdated=[],
    )  # fmt: skip


def test_a_move_says_one_object_one_line_and_the_version() -> None:
    before = state(1, [row(f"box_{n}", n) for n in range(240)], "\n".join(f"line {n}" for n in range(500)))
    moved = [*before.objects]
    moved[7] = row("box_7", 9.5)
    now = state(2, moved, before.text.replace("line 7\n", "line seven\n"))
    said = change_of(before, now)
    assert (said.base, said.serial, said.order) == (1, 2, None)
    assert [o.id for o in said.objects] == ["box_7"]
    assert said.text == (7, 1, ["line seven"])
    assert said.rest == {"version": 2}
    assert len(said.model_dump_json()) < 1000 < len(now.model_dump_json()) / 50


def test_what_comes_and_goes_is_said_by_the_order() -> None:
    before = state(1, [row("a", 0), row("b", 1)], "t")
    said = change_of(before, state(2, [row("b", 1), row("c", 2)], "t", undo=True))
    assert said.order == ["b", "c"]
    assert [o.id for o in said.objects] == ["c"]
    assert said.text is None
    assert said.rest == {"version": 2, "undo": True}
