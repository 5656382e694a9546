"""A model's look at an object's cloud."""

import pytest
from PIL import Image

from agents.asking import Spent
from agents.models.scripted import ScriptedClient
from agents.object_eye import name_parts, say_what
from tools.cloud.parts.groups import Group
from tools.cloud.parts.solid import Ring, Solid
from tools.errors import StoppedError

PICTURE = Image.new("RGB", (40, 20), "white")


async def test_it_is_asked_with_the_size_and_all_words_and_says_what_it_is():
    client = ScriptedClient(['```json\n{"what": "Bar stool", "words": ["bar_stool"], "front": 0}\n```'])
    spent = Spent()
    seen = await say_what(client, PICTURE, (0.4, 0.4, 1.1), False, spent)
    assert (seen.what, seen.words, seen.quarters, spent.calls) == ("bar stool", ("bar_stool",), None, 1)
    instructions, question = client.requests[0]
    assert "bar_stool" in instructions.content
    assert "$" not in instructions.content
    assert "1.10 m high (the unit is a guess)" in question.content[0]


async def test_what_is_no_json_is_asked_for_twice_and_then_done_without():
    client = ScriptedClient(["a chair"])
    with pytest.raises(StoppedError):
        await say_what(client, PICTURE, (1, 1, 1), True, Spent())
    assert len(client.requests) == 2


async def test_parts_are_listed_with_their_places():
    rings = (Ring(0.4, 0.0, 0.0, 0.5, 0.5), Ring(0.45, 0.0, 0.0, 0.5, 0.5))
    group = Group("slab", "one", Solid("rect", rings), ((0.0, 0.0, 0.4),))
    client = ScriptedClient(['{"names": {"slab": "seat"}}'])
    assert await name_parts(client, PICTURE, "chair", [group], Spent()) == {"slab": "seat"}
    assert "slab: 1, 0.50 x 0.50 x 0.05 m" in client.requests[0][0].content
