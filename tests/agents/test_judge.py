"""The judge: marks, pairs in both orders, answers that are no JSON."""

import pytest
from autogen_core.models import RequestUsage
from PIL import Image

from agents import judge
from agents.asking import Spent
from agents.models.scripted import ScriptedClient
from tools.errors import StoppedError

MARKS = '```json\n{"rationality": 7, "layout": 6, "accessibility": 8.5, "likeness": 3, "why": "no rug"}\n```'


class Costly(ScriptedClient):
    """Answers that cost tokens."""

    async def create(self, *args, **kwargs):
        result = await super().create(*args, **kwargs)
        result.usage = RequestUsage(prompt_tokens=900, completion_tokens=20)
        return result


@pytest.fixture
def pictures(tmp_path):
    paths = [tmp_path / f"{n}.png" for n in "pab"]
    for path in paths:
        Image.new("RGB", (8, 8), "white").save(path)
    return paths


async def test_marks_are_read_out_of_a_fence(pictures):
    client = ScriptedClient([MARKS])
    marks = await judge.mark(client, pictures[0], pictures[1:])
    assert (marks.rationality, marks.likeness, marks.why) == (7, 3, "no rug")
    assert len(client.requests[0][1].content) == 6  # the picture and both views, each with its label


async def test_a_room_from_words_is_marked_by_its_words_and_its_cost_is_told(pictures):
    client = Costly([MARKS])
    spent = Spent()
    marks = await judge.mark_words(client, "a room with a rug", pictures[1:], spent)
    assert (marks.layout, marks.accessibility) == (6, 8.5)
    assert "likeness" not in marks.model_dump()
    told = client.requests[0][1].content
    assert "a room with a rug" in told[0]
    assert len(told) == 4  # both views, each with its label
    assert (spent.prompt, spent.completion) == (900, 20)


@pytest.mark.parametrize(
    ("answers", "better"),
    [
        (["one", "two"], "a"),
        (["two", "one"], "b"),
        (["one", "one"], "same"),  # it likes whatever comes first
        (["same", "same"], "same"),
    ],
)
async def test_a_pair_is_asked_in_both_orders(pictures, answers, better):
    client = ScriptedClient([f'{{"better": "{a}"}}' for a in answers])
    assert await judge.compare(client, *pictures) == better
    assert len(client.requests) == 2


@pytest.mark.parametrize(
    "reply",
    [
        "I like it",
        '{"rationality": 11}',
        '{"rationality": ',
        "{" * 200_000,
        '{"a":' * 90_000 + "1" + "}" * 90_000,
    ],
)
async def test_an_answer_that_is_no_mark_is_asked_for_again_then_refused(pictures, reply):
    again = ScriptedClient([reply, MARKS])
    assert (await judge.mark(again, pictures[0], pictures[1:])).layout == 6
    with pytest.raises(StoppedError, match="did not answer"):
        await judge.mark(ScriptedClient([reply]), pictures[0], pictures[1:])
