"""A batch works through its items: nothing lost, nothing twice, whatever ends in the middle.

The processes here are small ones that keep to the same contract; a real run is in `test_batch.py`.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from agents.models.ledger import Budget
from harness.batch import hands, pool
from harness.batch.items import Item
from harness.batch.pool import Pool, Ways
from harness.batch.state import ENDED, Batch, Ended
from tools.errors import InputError

CHILD = """
import json, os, sys, time
for line in sys.stdin:
    order = json.loads(line)
    name, folder = order["item"]["name"], os.path.dirname(order["folder"])
    with open(os.path.join(folder, "starts"), "a") as log: log.write(name + "\\n")
    if name.startswith("dies"): os.abort()
    if name.startswith("slow"): time.sleep(600)
    outcome = "failed" if name.startswith("bad") else "done"
    ended = {"name": name, "outcome": outcome, "objects": 2, "reason": f"process {os.getpid()}"}
    os.write(int(sys.argv[1]), json.dumps(ended).encode() + b"\\n")
"""


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hands, "CHILD", CHILD)
    monkeypatch.setattr(pool, "LOOK", 0.02)


def begun(folder: Path, *names: str, go_on: bool = False) -> Batch:
    items = [Item(name=n, words=n, fault="no room" if n.startswith("broken") else "") for n in names]
    return Batch.begin(folder, items, ["t"], go_on=go_on)


def starts(batch: Batch) -> list[str]:
    path = batch.folder / "starts"
    return path.read_text().split() if path.exists() else []


def test_each_is_made_once_and_told(tmp_path: Path) -> None:
    batch = begun(tmp_path / "b", "one", "broken", "dies", "two", "bad")
    told: list[Ended] = []
    Pool(batch, Ways(jobs=2), told.append).work()
    outcomes = {e.name: e.outcome for e in told}
    assert outcomes == {"one": "done", "broken": "refused", "dies": "failed", "two": "done", "bad": "failed"}
    assert "signal 6" in next(e.reason for e in told if e.name == "dies")
    assert batch.left() == []
    assert sorted(starts(batch)) == ["bad", "dies", "one", "two"]
    Pool(Batch.open(batch.folder), Ways(jobs=2)).work()
    assert len(starts(batch)) == 4


def test_a_process_makes_one_room_after_another_and_is_renewed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hands, "ROOMS", 2)
    batch = begun(tmp_path / "b", "one", "two", "three", "four", "five")
    told: list[Ended] = []
    Pool(batch, Ways(), told.append).work()
    assert [e.name for e in told] == ["one", "two", "three", "four", "five"]
    by = [e.reason for e in told]
    assert (by[0], by[2]) == (by[1], by[3])
    assert len(set(by)) == 3


def test_an_error_can_stop_the_rest(tmp_path: Path) -> None:
    batch = begun(tmp_path / "b", "bad", "one", "two")
    work = Pool(batch, Ways(stop_on_error=True))
    work.work()
    assert starts(batch) == ["bad"]
    assert "--stop-on-error" in str(work.why_ended)
    assert [i.name for i in batch.left()] == ["one", "two"]


def test_a_budget_used_up_begins_nothing_more(tmp_path: Path) -> None:
    batch = begun(tmp_path / "b", "one", "two")
    work = Pool(batch, Ways(budget=Budget(calls=5)))
    work.common.add(10, 0.0)
    assert work.common.exhausted() is None
    for _ in range(4):
        work.common.add(10, 0.0)
    work.work()
    assert starts(batch) == []
    assert "budget of 5 calls" in str(work.why_ended)


def test_a_batch_goes_on_only_when_told_and_by_one_at_a_time(tmp_path: Path) -> None:
    batch = begun(tmp_path / "b", "one")
    with pytest.raises(InputError, match="--skip-existing goes on with it"):
        begun(tmp_path / "b", "one")
    more = begun(tmp_path / "b", "one", "two", go_on=True)
    assert [i.name for i in more.kept.items] == ["one", "two"]
    with batch.held(), pytest.raises(InputError, match="at work on it"), more.held():
        pass


def test_half_a_line_is_a_run_to_be_made_again(tmp_path: Path) -> None:
    batch = begun(tmp_path / "b", "one", "two")
    batch.note(Ended(name="one", outcome="done"))
    with (batch.folder / ENDED).open("a") as file:
        file.write('{"name": "two", "outc')
    assert [i.name for i in batch.left()] == ["two"]
    batch.note(Ended(name="two", outcome="stopped"))
    assert batch.ended()["two"].outcome == "stopped"
    assert [i.name for i in batch.left()] == ["two"]


def test_killed_in_the_middle_it_leaves_no_process_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = begun(tmp_path / "b", "one", "slow", "two")
    child = (
        "import ctypes, os, sys\n"
        "ctypes.CDLL(None).prctl(1, 9)\n"  # as harness.batch.one does: it ends with its parent
        f"open({str(tmp_path / 'pid')!r}, 'a').write(str(os.getpid()) + ' ')\n"
    ) + CHILD
    program = (
        "import sys\nfrom pathlib import Path\n"
        "from harness.batch import hands, pool\nfrom harness.batch.state import Batch\n"
        f"hands.CHILD = {child!r}\npool.Pool(Batch.open(Path(sys.argv[1])), pool.Ways()).work()\n"
    )
    process = subprocess.Popen([sys.executable, "-c", program, str(batch.folder)])
    while "slow" not in starts(batch):
        assert process.poll() is None
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    pid = (tmp_path / "pid").read_text().split()[-1]
    while is_alive(pid):
        time.sleep(0.05)
    assert [i.name for i in batch.left()] == ["slow", "two"]
    monkeypatch.setattr(hands, "CHILD", CHILD.replace("time.sleep(600)", "pass"))
    Pool(Batch.open(batch.folder), Ways()).work()
    assert starts(batch) == ["one", "slow", "slow", "two"]
    rows = [json.loads(line)["name"] for line in (batch.folder / ENDED).read_text().splitlines()]
    assert rows == ["one", "slow", "two"]


def test_of_two_hundred_nothing_is_lost_and_nothing_made_twice(tmp_path: Path) -> None:
    """Three in a hundred are broken, two processes die of themselves, and the batch is killed at half."""
    names = [
        f"broken-{n}" if n % 33 == 7 else f"dies-{n}" if n in (50, 150) else f"room-{n}" for n in range(200)
    ]
    assert sum(name.startswith("broken") for name in names) == 6
    batch = begun(tmp_path / "b", *names)
    program = (
        "import sys\nfrom pathlib import Path\n"
        "from harness.batch import hands, pool\nfrom harness.batch.state import Batch\n"
        f"hands.CHILD, pool.LOOK = {CHILD!r}, 0.002\n"
        "pool.Pool(Batch.open(Path(sys.argv[1])), pool.Ways(jobs=2)).work()\n"
    )
    process = subprocess.Popen([sys.executable, "-c", program, str(batch.folder)])
    while len(starts(batch)) < 100:
        assert process.poll() is None
        time.sleep(0.005)
    process.kill()
    process.wait()
    before = batch.ended()
    assert 90 <= len(before) < 200
    subprocess.run([sys.executable, "-c", program, str(batch.folder)], check=True)
    rows = [json.loads(line)["name"] for line in (batch.folder / ENDED).read_text().splitlines()]
    assert sorted(rows) == sorted(names)
    outcomes = {name: ended.outcome for name, ended in batch.ended().items()}
    word = {"broken": "refused", "dies": "failed", "room": "done"}
    assert outcomes == {name: word[name.partition("-")[0]] for name in names}
    again = [name for name, times in Counter(starts(batch)).items() if times > 1]
    assert len(again) <= 2  # those that were under way
    assert not set(again) & set(before)


def is_alive(pid: str) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
