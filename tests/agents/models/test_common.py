"""Runs of one batch share a budget and ask an endpoint in turn, whichever of them ends in the middle."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from autogen_core.models import UserMessage

from agents.models import common as module
from agents.models.common import Common
from agents.models.endpoint import endpoint
from agents.models.ledger import Budget, Ledger, Prices
from agents.models.recording import RecordingClient
from harness.runs.transcript import Listing
from tests.agents.models.fake_endpoint import FakeEndpoint
from tools.errors import StoppedError

HOLDS = """
import asyncio, sys
from pathlib import Path
from agents.models.common import Common
async def main():
    async with Common(Path(sys.argv[1]), at_once=1).turn():
        print("in", flush=True)
        await asyncio.sleep(600)
asyncio.run(main())
"""


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LOOK", 0.005)


async def test_no_more_ask_at_once_than_may_and_first_come_first_served(tmp_path: Path) -> None:
    inside, most, order = 0, 0, []

    async def ask(number: int) -> None:
        nonlocal inside, most
        async with Common(tmp_path, at_once=2).turn():
            order.append(number)
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.02)
            inside -= 1

    tasks = []
    for number in range(8):
        tasks.append(asyncio.create_task(ask(number)))
        await asyncio.sleep(0)  # so that each has drawn its ticket before the next one comes
    await asyncio.gather(*tasks)
    assert most == 2
    assert order[:2] == [0, 1]
    assert sorted(order) == list(range(8))
    assert not list((tmp_path / "queue").iterdir())


async def test_a_killed_process_holds_nobody_up(tmp_path: Path) -> None:
    other = subprocess.Popen([sys.executable, "-c", HOLDS, str(tmp_path)], stdout=subprocess.PIPE)
    assert other.stdout is not None
    assert other.stdout.readline() == b"in\n"
    other.kill()
    other.wait()
    assert len(list((tmp_path / "queue").iterdir())) == 1
    async with Common(tmp_path, at_once=1).turn():
        assert len(list((tmp_path / "queue").iterdir())) == 1


async def test_a_refusal_to_one_makes_all_wait(tmp_path: Path) -> None:
    Common(tmp_path).hold(0.3)
    Common(tmp_path).hold(0.1)  # no shorter for that
    for at_once in (None, 1):
        began = time.monotonic()
        async with Common(tmp_path, at_once=at_once).turn():
            waited = time.monotonic() - began
        assert at_once == 1 or waited > 0.05
    assert Common(tmp_path)._held_until() <= time.time()


def test_what_each_spends_counts_for_all(tmp_path: Path) -> None:
    budget = Budget(tokens=250)
    one, two = (Ledger(shared=Common(tmp_path, budget)) for _ in range(2))
    one.check()
    one.add(100, 20, 1.0)
    two.check()
    two.add(100, 40, 1.0)
    for ledger in (one, two):
        with pytest.raises(StoppedError, match="the batch's budget of 250 tokens is used up"):
            ledger.check()
    assert Common(tmp_path).spent() == {"calls": 2, "tokens": 260, "money": 0}
    painted = Ledger(prices=Prices(image=0.5), shared=Common(tmp_path, Budget(money=0.5)))
    painted.add_image(1.0)
    assert Common(tmp_path).spent()["calls"] == 2
    with pytest.raises(StoppedError, match=r"budget of 0\.5 money"):
        painted.check()


async def test_runs_ask_an_endpoint_in_turn_and_wait_together_when_it_is_crowded(tmp_path: Path) -> None:
    seen: list[tuple[float, int]] = []
    inside = [0]

    def script(body: dict[str, Any], number: int) -> dict[str, Any]:
        inside[0] += 1
        seen.append((time.monotonic(), inside[0]))
        time.sleep(0.05)
        inside[0] -= 1
        first = len(seen) == 1
        return {"status": 429, "headers": {"Retry-After": "1"}} if first else {"text": "a bed"}

    with FakeEndpoint(script) as fake:
        clients = [
            RecordingClient(
                "Analyst",
                endpoint("eyes", fake.url, "k"),
                Listing(),
                Ledger(shared=Common(tmp_path, at_once=1)),
            )
            for _ in range(4)
        ]
        ask = [UserMessage(content="what is this?", source="user")]
        answers = await asyncio.gather(*(client.create(ask) for client in clients))
    assert [a.content for a in answers] == ["a bed"] * 4
    assert max(count for _, count in seen) == 1
    assert seen[1][0] - seen[0][0] > 0.9  # the others wait as long as the one that was refused
    assert Common(tmp_path).spent()["calls"] == 4
