"""Beginning from words or a scan; and on what terms a team is called."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from agents.events import EditEvent, ModelCallEvent, RunEvent, ToolCallEvent
from harness.studio.asks import Terms
from harness.studio.given import unpacked
from harness.studio.rooms import Rooms
from harness.studio.team import Team, flags_of, prices_of, row_of
from tests.harness.studio.page import Seen, served
from tools.errors import InputError


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, tuple[str, ...]]]:
    """What teams were called with, instead of the team itself."""
    found: list[tuple[Path, tuple[str, ...]]] = []
    monkeypatch.setattr(Team, "start", lambda self, what, *flags: found.append((what, flags)))
    return found


def test_terms_are_flags_of_the_chat() -> None:
    assert flags_of(Terms()) == []
    terms = Terms(calls=40, minutes=1.5, approve=True)
    assert flags_of(terms) == ["--max-calls", "40", "--max-seconds", "90", "--approve", "all"]


def test_a_run_tells_its_limits_and_an_edit_its_version() -> None:
    settings = {"budget": {"calls": 60, "seconds": None, "tokens": 5}}
    run = row_of(RunEvent(picture="room.png", settings=settings))
    assert run.limits == {"calls": 60.0, "tokens": 5.0}
    assert row_of(RunEvent(picture="room.png", settings={})).limits == {}
    edit = row_of(EditEvent(version=7, why="add bed", program_sha="0"))
    assert (edit.version, edit.text) == (7, "add bed")


def test_what_was_shown_and_paid_is_told_beside_the_text() -> None:
    result = "See [[img:0123456789ab a bed]]"
    said = row_of(ToolCallEvent(agent="A", name="crop", arguments={}, result=result, error=False, seconds=0))
    assert (said.text, said.pictures) == ("crop: See [a bed]", [("0123456789ab", "a bed")])
    prices = prices_of(RunEvent(picture="a.png", settings={"prices": {"tokens_in": 2.0, "tokens_out": 10}}))
    call = ModelCallEvent(
        agent="A", index=0, request_hash="", messages=1, images=0, result={}, tokens_in=1000, tokens_out=500,
        seconds=1,
    )  # fmt: skip
    assert row_of(call, prices).money == pytest.approx(0.007)
    assert row_of(call).money == 0


def test_words_begin_a_room(tmp_path: Path, called: list[tuple[Path, tuple[str, ...]]]) -> None:
    words = "Ein kleines Schlafzimmer: bed, desk; rm -rf /"
    key = Rooms(tmp_path).from_words(words, Terms(calls=9))
    [(what, flags)] = called
    assert what.read_text() == words
    assert what.resolve().is_relative_to(tmp_path.resolve())
    assert flags == ("--max-calls", "9")
    assert "ein-kleines-schlafzimmer" in key


@pytest.mark.parametrize("name", ["../../etc/x.ply", "x.ply", "a b.PLY"])
def test_a_scan_begins_a_room_below_the_runs(
    name: str, tmp_path: Path, called: list[tuple[Path, tuple[str, ...]]]
) -> None:
    Rooms(tmp_path).from_scan(name, b"ply\n", Terms())
    [(what, _)] = called
    assert what.suffix == ".ply"
    assert what.resolve().is_relative_to(tmp_path.resolve())


def body(files: list[tuple[str, str, bytes]], **more: object) -> bytes:
    head = {"files": [{"kind": k, "name": n, "bytes": len(d)} for k, n, d in files], **more}
    return json.dumps(head).encode() + b"\n" + b"".join(data for _, _, data in files)


def a_picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (96, 96), "tan").save(out, "PNG")
    return out.getvalue()


PICTURE = ("picture", "../my room.png", a_picture())


@pytest.mark.parametrize(
    ("masks", "laid", "flag"),
    [
        (
            [("mask", "bed.png", b"1"), ("mask", "../desk_2.png", b"2")],
            {"masks/bed.png", "masks/desk_2.png"},
            "masks",
        ),
        (
            [("mask", "labels.png", b"1"), ("mask", "names.json", b"{}")],
            {"masks.png", "masks.json"},
            "masks.png",
        ),
        ([("mask", "instances.json", b"{}")], {"masks.json"}, "masks.json"),
        ([], set(), ""),
    ],
)
def test_a_picture_begins_a_room_with_what_goes_with_it(
    masks: list[tuple[str, str, bytes]],
    laid: set[str],
    flag: str,
    tmp_path: Path,
    called: list[tuple[Path, tuple[str, ...]]],
) -> None:
    sent = body([PICTURE, *masks, ("marks", "m.json", b"{ }")], inside=True, terms={"calls": 5})
    Rooms(tmp_path).from_picture(*unpacked(sent))
    [(what, flags)] = called
    assert what.read_bytes() == a_picture()
    folder = what.parent
    assert folder.resolve().is_relative_to(tmp_path.resolve())
    found = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}
    assert found == {what.name, "marks.json", *laid}
    assert flags[:4] == ("--camera", "eye", "--marks", str(folder / "marks.json"))
    named = ["--masks", str(folder / flag)] if flag else []
    assert list(flags[4:]) == [*named, "--max-calls", "5"]


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ([("mask", "bed.png", b"1")], "0 files are given as picture"),
        ([PICTURE, PICTURE], "2 files are given as picture"),
        ([PICTURE, ("mask", "a/x.png", b"1"), ("mask", "b/x.png", b"2")], r"two masks are called x\.png"),
        ([PICTURE, *(("mask", n, b"1") for n in ("a.png", "b.png", "c.json"))], r"c\.json: .* leave it out"),
    ],
)
def test_what_goes_with_a_picture_is_refused_in_a_line(
    files: list[tuple[str, str, bytes]], why: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=why):
        Rooms(tmp_path).from_picture(*unpacked(body(files)))


def test_files_that_did_not_arrive_whole_are_told() -> None:
    with pytest.raises(InputError, match="did not arrive whole"):
        unpacked(body([PICTURE])[:-1])


def test_a_broken_picture_is_told_by_its_own_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^my room\.png is not a picture"):
        Rooms(tmp_path).from_picture(*unpacked(body([("picture", "my room.png", b"no picture")])))


def test_words_of_which_nothing_is_understood_stay_on_the_first_page(
    browser: Browser, tmp_path: Path, called: list[tuple[Path, tuple[str, ...]]]
) -> None:
    with served(tmp_path / "none") as running:
        page = Seen(browser.new_context(viewport={"width": 1280, "height": 800}).new_page()).page
        page.goto(running.address)
        page.get_by_label("The room in words").fill("xyzzy plugh")
        page.get_by_role("button", name="Build it").click()
        expect(page.locator(".tell .bad")).to_contain_text("name the kind of room")
        expect(page.get_by_label("The room in words")).to_have_value("xyzzy plugh")
        page.context.close()
    assert called == []


def test_a_photo_and_its_marks_are_given_on_the_first_page(
    browser: Browser, tmp_path: Path, called: list[tuple[Path, tuple[str, ...]]]
) -> None:
    (tmp_path / "photo.jpg").write_bytes(a_picture())
    (tmp_path / "photo.json").write_bytes(b"{}")
    with served(tmp_path / "none") as running:
        page = Seen(browser.new_context(viewport={"width": 1280, "height": 800}).new_page()).page
        page.goto(running.address)
        page.get_by_text("A photo from inside the room").click()
        page.get_by_label("a photo taken inside the room").check()
        page.get_by_label("Marks on it").set_input_files(tmp_path / "photo.json")
        page.get_by_label("A picture or a scan").set_input_files(tmp_path / "photo.jpg")
        page.wait_for_url("**/room/**")
        page.context.close()
    [(what, flags)] = called
    assert what.read_bytes() == a_picture()
    assert flags == ("--camera", "eye", "--marks", str(what.parent / "marks.json"))


def test_what_is_no_scan_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"x\.exe: is neither a picture nor a scan"):
        Rooms(tmp_path).from_scan("x.exe", b"", Terms())


def test_a_room_in_words_is_begun_on_the_first_page(
    browser: Browser, tmp_path: Path, called: list[tuple[Path, tuple[str, ...]]]
) -> None:
    with served(tmp_path / "none") as running:
        seen = Seen(browser.new_context(viewport={"width": 1280, "height": 800}).new_page())
        page = seen.page
        page.goto(running.address)
        build = page.get_by_role("button", name="Build it")
        expect(build).to_be_disabled()
        page.get_by_label("The room in words").fill("a small bedroom with a desk")
        page.get_by_label("at most, min").fill("3")
        page.get_by_label("ask me after each stage").check()
        build.click()
        page.wait_for_url("**/room/**")
        page.context.close()
        assert seen.complaints == []
    [(what, flags)] = called
    assert what.read_text() == "a small bedroom with a desk"
    assert flags == ("--max-seconds", "180", "--approve", "all")


def test_a_scan_that_cannot_be_read_says_why_where_the_team_would_be(
    browser: Browser, tmp_path: Path
) -> None:
    """The team itself is called, and what it said last is shown."""
    (tmp_path / "x.ply").write_text("no scan")
    with served(tmp_path / "none") as running:
        seen = Seen(browser.new_context(viewport={"width": 1280, "height": 800}).new_page())
        seen.page.goto(running.address)
        seen.page.get_by_label("A picture or a scan").set_input_files(tmp_path / "x.ply")
        seen.page.wait_for_url("**/room/**")
        expect(seen.page.get_by_role("alert")).to_contain_text("x.ply")
        expect(seen.page.locator(".veil .busy")).to_have_count(0)  # nothing is at work any more
        expect(seen.page.get_by_label("Say something to the team")).to_have_count(0)
        seen.page.get_by_role("link", name="Back to the first page").first.click()
        seen.page.wait_for_url(running.address)
        seen.page.context.close()


def test_what_is_shipped_opens_as_what_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    played: list[tuple[str, ...]] = []
    monkeypatch.setattr(Team, "_run", lambda self, *words: played.append(words))
    rooms = Rooms(tmp_path)
    cards = {card.key: card for card in rooms.cards()}
    assert {"shipped-finished", "shipped-bedroom", "shipped-office", "recorded-living"} <= set(cards)
    for key, card in cards.items():
        assert rooms.card_picture(key, "input") is not None, card
    room = rooms.open("shipped-finished")
    assert room is not None
    assert rooms.desk(room["room"]) is not None  # a copy: what ships is not written to
    laid = rooms.open("shipped-bedroom")
    assert laid is not None
    assert rooms.sheets[laid["mark"]].picture.is_file()
    assert rooms.open("recorded-bedroom") is not None
    [(verb, recorded, *_)] = played
    assert (verb, Path(recorded).parent.name) == ("replay", "bedroom")
    assert rooms.open("recorded-nothing") is None


def test_nobody_hears_while_a_recorded_run_is_played(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Team, "_run", lambda self, *words: None)
    monkeypatch.setattr(Team, "live", True)
    team = Team(tmp_path / "again")
    team.replay(tmp_path / "transcript.jsonl")
    with pytest.raises(InputError, match="played again"):
        team.say("hello")
