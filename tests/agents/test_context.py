"""What a specialist is told: its stage in full, everything earlier in a line, pictures only where needed."""

import json
from pathlib import Path

import numpy as np
import pytest
from autogen_core import FunctionCall, Image
from autogen_core.models import (
    AssistantMessage,
    FunctionExecutionResult,
    FunctionExecutionResultMessage,
    LLMMessage,
    UserMessage,
)
from PIL import Image as PillowImage

from agents.context import EARLIER as MOST_EARLIER
from agents.context import MOST_IMAGES, RoomContext, text_of
from agents.header import Header
from agents.messages import Brief, HeadedMessage, header_of, plain, wrap
from agents.version_1 import header_in
from tools.images import ImageStore

TASK = UserMessage(content="Rebuild this room.", source="user")


def foreman(text: str) -> LLMMessage:
    """A message of the Foreman; the header it is built with is the one that its first line says."""
    header = header_in(text)
    assert header is not None
    return HeadedMessage(content=text, source="Foreman", header=header)


def called(name: str, result: str, id: str = "c1") -> list[LLMMessage]:
    call = FunctionCall(id=id, name=name, arguments='{"long": "' + "x" * 500 + '"}')
    answer = FunctionExecutionResult(content=result, name=name, call_id=id, is_error=False)
    return [
        AssistantMessage(content=[call], source="Geometer"),
        FunctionExecutionResultMessage(content=[answer]),
    ]


async def view(messages: list[LLMMessage], folder: Path, **options: object) -> list[LLMMessage]:
    context = RoomContext(ImageStore(folder), name="Geometer", **options)  # type: ignore[arg-type]
    for message in messages:
        await context.add_message(message)
    return await context.get_messages()


EARLIER = [
    TASK,
    foreman("[stage layout, attempt 1] LayoutArchitect, the floor is yours.\nsurvey line\n" * 20),
    UserMessage(content="Everything stands.\nIn detail ...", source="LayoutArchitect"),
    foreman("[measured layout, attempt 1] passed\nsilhouettes 0.9"),
    UserMessage(content="Accepted: good.\n- bed: low", source="Critic"),
    UserMessage(content="more plants\nplease", source="Human"),
]


async def test_earlier_stages_are_one_line_each_and_a_person_is_heard_in_full(tmp_path: Path) -> None:
    brief = foreman("[stage geometry, attempt 1] Geometer, the floor is yours.\nMODEL THIS")
    task, earlier, now = await view([*EARLIER, brief], tmp_path)
    assert text_of(task) == "Rebuild this room."
    assert text_of(now) == text_of(brief)
    assert text_of(earlier).splitlines() == [
        "Earlier in this chat:",
        "LayoutArchitect: Everything stands.",
        "[measured layout, attempt 1] passed",
        "Critic: Accepted: good.",
        "Human: more plants",
        "please",
    ]


async def test_of_what_was_said_long_ago_only_a_persons_words_are_told_again(tmp_path: Path) -> None:
    said = [UserMessage(content=f"Critic's word {k}", source="Critic") for k in range(MOST_EARLIER + 3)]
    brief = foreman("[stage geometry, attempt 1] Geometer, the floor is yours.\nMODEL THIS")
    shown = await view([TASK, UserMessage(content="blue walls", source="Human"), *said, brief], tmp_path)
    lines = text_of(shown[1]).splitlines()
    assert lines[1:3] == ["Human: blue walls", "Critic: Critic's word 3"]
    assert len(lines) == 2 + MOST_EARLIER


async def test_a_second_attempt_sees_the_first_ones_numbers_and_not_its_calls(tmp_path: Path) -> None:
    first = foreman("[stage geometry, attempt 1] Geometer, the floor is yours.\nMODEL THIS")
    work = called("write_geometry", "3 objects built")
    numbers = foreman("[measured geometry, attempt 1] not passed\nbuilt 0.50")
    second = foreman("[stage geometry, attempt 2] Geometer, the floor is yours.\nMODEL THE REST")
    again = called("write_geometry", "1 object built", "c2")
    shown = await view([*EARLIER, first, *work, numbers, second, *again], tmp_path)
    assert [text_of(m) for m in shown[2:]] == [text_of(m) for m in [first, numbers, second, *again]]


async def test_calls_of_an_earlier_stage_are_left_out_together_with_their_results(tmp_path: Path) -> None:
    first = foreman("[stage geometry, attempt 1] Geometer, the floor is yours.\nMODEL THIS")
    closing = AssistantMessage(content="All built.", source="Geometer")
    later = foreman("[stage small_geometry, attempt 1] Geometer, the floor is yours.\nSMALL ONES")
    shown = await view([TASK, first, *called("write_geometry", "3 built"), closing, later], tmp_path)
    assert [text_of(m) for m in shown[1:]] == [
        "Earlier in this chat:\nGeometer (you): All built.",
        text_of(later),
    ]


async def test_the_brief_of_another_is_a_line_to_whoever_reviews(tmp_path: Path) -> None:
    other = foreman("[stage layout, attempt 1] LayoutArchitect, the floor is yours.\nlong\nlist")
    shown = await view([TASK, other, foreman("[measured layout, attempt 1] passed\nall")], tmp_path)
    assert [text_of(m) for m in shown[1:]] == [
        "[stage layout, attempt 1] LayoutArchitect, the floor is yours.",
        "[measured layout, attempt 1] passed\nall",
    ]


async def test_a_persons_request_is_a_stage_of_its_own(tmp_path: Path) -> None:
    asked = foreman("[request] Geometer, a person asks: rounder legs\nThe scene ...")
    shown = await view([*EARLIER, asked], tmp_path)
    assert text_of(shown[-1]) == text_of(asked)
    assert text_of(shown[1]).startswith("Earlier in this chat:")


def pictures(store: ImageStore, count: int) -> list[str]:
    return [store.put(PillowImage.new("RGB", (8, 8), (k, 0, 0)), f"view {k}") for k in range(count)]


def shown_images(messages: list[LLMMessage]) -> int:
    return sum(isinstance(p, Image) for m in messages if isinstance(m.content, list) for p in m.content)


async def test_every_picture_of_the_last_answer_is_shown_up_to_a_bound(tmp_path: Path) -> None:
    marks = pictures(ImageStore(tmp_path), 9)
    brief = foreman("[stage geometry, attempt 1] Geometer, the floor is yours.")
    for count, expected in ((1, 1), (4, 4), (9, MOST_IMAGES)):
        shown = await view(
            [TASK, brief, *called("preview", " ".join(marks[:count]))], tmp_path, keep_images=2
        )
        assert shown_images(shown) == expected


async def test_without_images_none_is_sent(tmp_path: Path) -> None:
    marks = pictures(ImageStore(tmp_path), 2)
    brief = foreman("[stage geometry, attempt 1] Geometer, the floor is yours.")
    shown = await view([TASK, brief, *called("preview", " ".join(marks))], tmp_path, keep_images=0)
    assert shown_images(shown) == 0


async def test_the_newest_fit_and_calls_keep_their_results(tmp_path: Path) -> None:
    brief = foreman("[stage geometry, attempt 1] Geometer, the floor is yours.")
    work = [m for k in range(6) for m in called("kit", "y" * 300, f"c{k}")]
    shown = await view([TASK, brief, *work], tmp_path, max_chars=2000)
    calls = [m for m in shown if isinstance(m, AssistantMessage)]
    results = [m for m in shown if isinstance(m, FunctionExecutionResultMessage)]
    assert 0 < len(calls) == len(results) < 6
    assert text_of(shown[0]) == text_of(TASK)


REWORDED = Header(kind="brief", stage="geometry", specialist="Geometer", attempt=1, answers=2)


async def test_a_brief_in_other_words_still_opens_its_stage(tmp_path: Path) -> None:
    said = wrap("Foreman", Brief(header=REWORDED, text="Please build what is listed below.\nMODEL THIS"))
    shown = await view([*EARLIER, said.to_model_message()], tmp_path)
    assert text_of(shown[1]).startswith("Earlier in this chat:")
    assert text_of(shown[-1]) == "Please build what is listed below.\nMODEL THIS"
    assert header_of(shown[-1]) == REWORDED


async def test_headers_survive_pictures_and_a_saved_state_and_reach_no_other_client(tmp_path: Path) -> None:
    store = ImageStore(tmp_path)
    brief = Brief(header=REWORDED, text=f"Look at {pictures(store, 1)[0]}")
    context = RoomContext(store, name="Geometer")
    for message in (TASK, wrap("Foreman", brief).to_model_message()):
        await context.add_message(message)
    state = json.loads(json.dumps(await context.save_state()))
    again = RoomContext(store, name="Geometer")
    await again.load_state(state)
    shown = await again.get_messages()
    assert [header_of(m) for m in shown] == [None, REWORDED]
    assert shown_images(shown) == 1
    assert {type(m) for m in plain(shown)} == {UserMessage}


async def test_a_state_of_version_1_gets_its_headers_from_its_words(tmp_path: Path) -> None:
    context = RoomContext(ImageStore(tmp_path), name="Geometer")
    words = "[stage geometry, attempt 2] Geometer, the floor is yours for 2 answers.\nMODEL"
    for message in (TASK, UserMessage(content=words, source="Foreman")):
        await context.add_message(message)
    state = {k: v for k, v in (await context.save_state()).items() if k != "headers"}
    await context.load_state(state)
    assert [header_of(m) for m in await context.get_messages()] == [None, REWORDED]


@pytest.mark.parametrize(("compress", "kind"), [(True, "image/jpeg"), (False, "image/png")])
async def test_pictures_go_as_jpeg_or_as_they_are(tmp_path: Path, compress: bool, kind: str) -> None:
    store = ImageStore(tmp_path, compress=compress)
    pixels = np.random.default_rng(0).integers(0, 255, (24, 32, 3)).astype(np.uint8)
    context = RoomContext(store, name="Geometer")
    await context.add_message(TASK)
    await context.add_message(
        foreman("[stage geometry, attempt 1] Geometer, go.\n" + store.put(pixels, "it"))
    )
    shown = [p for m in await context.get_messages() for p in m.content if isinstance(p, Image)]
    assert shown[0].data_uri.startswith(f"data:{kind};base64,")
    assert (np.asarray(shown[0].image) == pixels).all() != compress
