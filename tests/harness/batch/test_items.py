"""What a batch is to make, from what a person gives it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.batch.items import Item, _apart, gather
from tools.errors import InputError


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("scans/b.png", "scans/a.JPG", "scans/a.annotations.json", "scans/notes.txt", "more/a.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    return tmp_path


def names(*sources: str) -> list[tuple[str, str]]:
    return [(item.name, item.picture) for item in gather(sources)]


def test_folders_globs_and_pictures_each_once_under_names_of_their_own(folder: Path) -> None:
    assert names("scans") == [("a", "scans/a.JPG"), ("b", "scans/b.png")]
    both = names("scans", "more/*.jpg", "scans/b.png")
    assert both == [("a", "scans/a.JPG"), ("b", "scans/b.png"), ("a-2", "more/a.jpg")]


def test_a_line_names_a_scan_by_its_own_name(folder: Path) -> None:
    (folder / "list.jsonl").write_text(
        '{"scan": "deep/hall.ply"}\n{"scan": "a.ply", "picture": "b.png"}\n{"cloud": "a.ply"}\n'
    )
    hall, both, unknown = gather(["list.jsonl"])
    assert (hall.name, hall.picture) == ("hall", "deep/hall.ply")
    assert both.fault.endswith("line 2: wants one of picture, scan and words")
    assert unknown.fault.endswith("line 3: cloud: is not a name that is known here")


def test_lines_may_be_broken_and_the_others_stand(folder: Path) -> None:
    (folder / "list.jsonl").write_text(
        '{"picture": "scans/b.png", "settings": {"picture": {"room_width": 5.1}}, "tags": ["x"]}\n\n'
        '{"words": "a bath", "name": "bath room"}\n{"words": "a bath", "name": "again"}\n'
        '{"words": 3}\nnot json\n{"picture": "a", "words": "b"}\n{"words": "b", "settings": {"colour": 1}}\n'
        '{"words": "b", "settings": {"picture": {"room_width": -1}}}\n'
    )
    items = gather(["list.jsonl"])
    assert items[0].name == "b"
    assert (items[0].settings, items[0].tags) == ({"picture": {"room_width": 5.1}}, ["x"])
    assert not set("/ ") & set(items[1].name)
    assert [bool(i.fault) for i in items] == [False, False, *[True] * 5]
    faults = [i.fault for i in items[2:]]
    assert [f.split(":")[0] for f in faults] == [f"list.jsonl, line {n}" for n in (5, 6, 7, 8, 9)]
    assert "colour" in faults[3]
    assert "room_width" in faults[4]


@pytest.mark.parametrize("source", ["nowhere", "empty", "scans/*.tif", "empty.jsonl"])
def test_nothing_to_make_is_said(folder: Path, source: str) -> None:
    (folder / "empty").mkdir()
    (folder / "empty.jsonl").write_text("\n")
    with pytest.raises(InputError, match=r"no picture there|no such folder"):
        gather([source])


@given(st.lists(st.sampled_from(["a", "A", "a-2", "b"]), max_size=12))
def test_no_two_items_share_a_folder(given_names: list[str]) -> None:
    items = _apart([Item(name=name, words=str(n)) for n, name in enumerate(given_names)])
    assert len(items) == len(given_names)
    assert len({item.name.lower() for item in items}) == len(items)
