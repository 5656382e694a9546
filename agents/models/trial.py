"""Trying an endpoint out before a run: what it can do, in a handful of small requests."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass

import openai
from autogen_core import Image
from autogen_core.models import ChatCompletionClient, CreateResult, LLMMessage, UserMessage
from autogen_core.tools import ToolSchema
from PIL import Image as PillowImage
from PIL import ImageDraw

import prompts
from agents.models import faults
from agents.models.answers import AnswerError
from agents.models.ledger import Prices
from agents.models.options import Manner

RUN_TOKENS = (190_000, 15_000)
"""Tokens in and out of a whole run: the larger of the two recorded ones (`transcripts/`), rounded up."""
LONG = 120
"""Lines of the long answer that is asked for; a whole room's things need about as many."""
SIZE = (640, 480)
SPOTS = {"red": (160, 120), "blue": (480, 360)}
"""Colour of a disc, and its centre in pixels of SIZE."""
NEAR = 40
"""Pixels within which a model has to see a disc; its radius."""
TOOL: ToolSchema = {
    "name": "mark",
    "description": "Mark the centre of a disc in pixels.",
    "parameters": {
        "type": "object",
        "properties": {"x": {"type": "number"}, "y": {"type": "number"}},
        "required": ["x", "y"],
        "additionalProperties": False,
    },
}


@dataclass(frozen=True)
class Tried:
    """One thing that was tried.

    Attributes:
        name: what.
        ok: whether it came out right.
        said: what came of it.
        mend: what to set when it did not; "" for nothing.
        needed: whether a run needs it.
    """

    name: str
    ok: bool
    said: str
    mend: str = ""
    needed: bool = True


async def trial(
    client: ChatCompletionClient, manner: Manner, prices: Prices, timeout: float = 60.0
) -> list[Tried]:
    """Ask for words, a place in a picture by a tool call, two pictures, and a long answer.

    Args:
        client: the endpoint's, without retries.
        manner: the client's; what is found out about the endpoint stands there afterwards.
        prices: for what a run would cost.
        timeout: seconds for one answer.
    """
    asking = _Asking(client, timeout)
    rows = [await _words(asking)]
    if not rows[0].ok:
        return rows
    rows += [await _tool(asking, manner), await _two(asking, manner), await _long(asking)]
    money = sum(n * p for n, p in zip(RUN_TOKENS, (prices.tokens_in, prices.tokens_out), strict=True)) / 1e6
    cost = (
        f"about {money:.2f} at your prices" if money else "set ROOM_PRICES__TOKENS_IN and _OUT for its price"
    )
    used = f"{RUN_TOKENS[0]:,} tokens in, {RUN_TOKENS[1]:,} out"
    return [*rows, Tried("a run", True, f"{used} as recorded; {cost}", needed=False)]


class _Asking:
    """One question after the other, each with an end."""

    def __init__(self, client: ChatCompletionClient, timeout: float) -> None:
        self.client, self.timeout, self.seconds = client, timeout, 0.0

    async def ask(
        self, prompt: str, pictures: Sequence[PillowImage.Image] = (), tools: Sequence[ToolSchema] = ()
    ) -> CreateResult | str:
        """The answer, or in words why there is none."""
        content: list[str | Image] = [prompts.load(prompt, lines=LONG), *(Image(p) for p in pictures)]
        messages: list[LLMMessage] = [
            UserMessage(content=content if pictures else str(content[0]), source="user")
        ]
        started = time.monotonic()
        try:
            return await asyncio.wait_for(self.client.create(messages, tools=tools), self.timeout)
        except (openai.APIError, AnswerError, TimeoutError) as error:
            return faults.explain(error).removesuffix(", then `room resume`")  # nothing runs yet
        finally:
            self.seconds = time.monotonic() - started


async def _words(asking: _Asking) -> Tried:
    found = await asking.ask("trial_words")
    if isinstance(found, str):
        return Tried("an answer", False, found, "see docs/endpoints.md")
    return Tried("an answer", True, f"in {asking.seconds:.1f} s")


async def _tool(asking: _Asking, manner: Manner) -> Tried:
    manner.without = 1  # one answer without a call is enough here: then it is asked in words
    found = await asking.ask("trial_tool", [_picture(*SPOTS)], [TOOL])
    name = "tool, picture"
    if isinstance(found, str):
        return Tried(
            name, False, found, "a model that sees and calls tools; ROOM_ENDPOINT__TOOLS=text may help"
        )
    if not isinstance(found.content, list):
        mend = "switch tool calling on (docs/endpoints.md), or ROOM_ENDPOINT__TOOLS=text"
        return Tried(name, False, f"no tool was called; it said {str(found.content)[:60]!r}", mend)
    how = ", written as text: ROOM_ENDPOINT__TOOLS=text saves asking" if manner.text else ""
    frame = _frame(found.content[0].arguments)
    if frame is None:
        mend = "a better model: the red disc is at 160, 120"
        return Tried(name, False, f"called, but with {found.content[0].arguments[:60]}{how}", mend)
    return Tried(name, True, f"called, and it sees: it answers in {frame}{how}")


def _frame(arguments: str) -> str | None:
    """The pixels in which a mark hits the red disc; None when it misses."""
    try:
        said = json.loads(arguments)
        x, y = float(said["x"]), float(said["y"])
    except (ValueError, KeyError, TypeError):
        return None
    wanted = SPOTS["red"]
    for name, (sx, sy) in {"pixels": (1.0, 1.0), "thousandths": (SIZE[0] / 1000, SIZE[1] / 1000)}.items():
        if abs(x * sx - wanted[0]) < NEAR and abs(y * sy - wanted[1]) < NEAR:
            return name
    return None


async def _two(asking: _Asking, manner: Manner) -> Tried:
    found = await asking.ask("trial_two", [_picture("red"), _picture("blue")])
    if isinstance(found, str):
        return Tried("two pictures", False, found, "ROOM_ENDPOINT__IMAGES=1")
    if manner.images:
        said = f"at most {manner.images} in a request: more go on one sheet"
        return Tried("two pictures", True, f"{said}; ROOM_ENDPOINT__IMAGES={manner.images} saves asking")
    text = str(found.content).lower()
    seen = "red" in text and "blue" in text
    mend = "ROOM_ENDPOINT__IMAGES=1"
    return Tried("two pictures", seen, "both seen" if seen else f"it said {text[:60]!r}", mend, needed=False)


async def _long(asking: _Asking) -> Tried:
    found = await asking.ask("trial_long")
    mend = "a larger output limit: ROOM_ENDPOINT__BODY='{\"max_tokens\": 8192}', or a larger context"
    if isinstance(found, str):
        return Tried("long answer", False, found, mend)
    lines = str(found.content).count("\n") + 1
    cut = found.finish_reason == "length"
    said = f"{lines} lines in {asking.seconds:.1f} s{', cut off at its limit' if cut else ''}"
    return Tried("long answer", not cut and lines > LONG // 2, said, mend)


def _picture(*colours: str) -> PillowImage.Image:
    """Discs on grey."""
    drawn = PillowImage.new("RGB", SIZE, "#808080")
    pen = ImageDraw.Draw(drawn)
    for colour in colours:
        x, y = SPOTS[colour]
        pen.ellipse((x - NEAR, y - NEAR, x + NEAR, y + NEAR), fill=colour)
    return drawn
