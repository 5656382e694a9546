"""A batch on a Ray cluster of several nodes, one of which is killed in the middle. Needs the group `ray`."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ray = pytest.importorskip("ray", reason="the optional group `ray` is not installed")

from agents.models.ledger import Budget, Shared  # noqa: E402
from harness.batch.cluster import Cluster  # noqa: E402
from harness.batch.items import Item  # noqa: E402
from harness.batch.one import Order  # noqa: E402
from harness.batch.pool import Pool, Ways  # noqa: E402
from harness.batch.state import Batch, Ended  # noqa: E402
from tools.errors import InputError  # noqa: E402


@pytest.fixture(scope="module")
def nodes() -> Iterator[tuple[Any, list[Any]]]:
    """A cluster on this machine: a head without cores, where the batch is, and two nodes with one each."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    from ray.cluster_utils import Cluster as Local

    ray.cloudpickle.register_pickle_by_value(sys.modules[__name__])
    room = {"object_store_memory": 80_000_000}
    cluster = Local(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False, **room})
    made = [cluster.add_node(num_cpus=1, memory=3 << 30, **room) for _ in range(2)]
    ray.init(address=cluster.address, log_to_driver=False, logging_level=logging.CRITICAL)
    yield cluster, made
    ray.shutdown()
    cluster.shutdown()


def room(starts: str) -> Callable[[Order, Shared | None], Ended]:
    """What makes a small room: tells its start, its process and node, and waits where its name says so."""

    def make(order: Order, shared: Shared | None) -> Ended:
        import asyncio
        import json
        import os
        import time
        from pathlib import Path

        import ray

        assert shared is not None
        name = order.item.name
        node = ray.get_runtime_context().get_node_id()
        begun = Path(starts) / f"{name}-{time.time_ns()}"
        begun.write_text(f"{node} {os.getpid()}")

        async def ask() -> None:
            async with shared.turn():
                shared.add(10, 0.5)
                while name.startswith("waits") and not (Path(starts) / "go").exists():
                    await asyncio.sleep(0.05)

        asyncio.run(ask())
        if name.startswith("dies"):
            os.abort()
        order.folder.mkdir(parents=True)
        (order.folder / "seen.txt").write_text(Path(order.item.picture).read_text())
        os.write(1, f"made {name} by {json.loads(Path(order.config).read_text())['model']}".encode())
        return Ended(name=name, outcome="done", objects=3, reason=f"{node} {os.getpid()}")

    return make


def begun(folder: Path, *names: str) -> tuple[Batch, Path]:
    starts = folder / "starts"
    starts.mkdir()
    items = []
    for name in names:
        picture = folder / f"{name}.txt"
        if "gone" not in name:
            picture.write_text(f"picture of {name}")
        items.append(Item(name=name, picture=str(picture)))
    return Batch.begin(folder / "batch", items, [], go_on=False), starts


def places(starts: Path, name: str) -> list[str]:
    return [path.read_text() for path in sorted(starts.glob(f"{name}-*"))]


def test_no_cluster_is_one_line(tmp_path: Path) -> None:
    batch, _ = begun(tmp_path, "one")
    with pytest.raises(InputError, match=r"--ray 127\.0\.0\.1:9: no cluster there"):
        Cluster("127.0.0.1:9", batch, Ways())


def test_rooms_come_back_and_a_lost_nodes_rooms_are_made_elsewhere(
    nodes: tuple[Any, list[Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster, workers = nodes
    monkeypatch.setenv("ROOM_MODEL", "told")
    batch, starts = begun(tmp_path, "waits-1", "waits-2", "three", "four", "gone", "dies", "seven")
    # Two turns, both held by the rooms that wait: the lost one's must come free.
    ways = Ways(budget=Budget(calls=1000), at_once=2)
    said: list[str] = []
    told: list[Ended] = []
    hands = Cluster("auto", batch, ways, 2, said.append, room(str(starts)))
    killed: list[str] = []

    def look(names: Any) -> None:
        spent = Path(batch.folder / "common" / "spent.json").exists()
        if not killed and spent and all(places(starts, n) for n in ("waits-1", "waits-2")):
            node = places(starts, "waits-2")[0].split()[0]
            killed.append(node)
            cluster.remove_node(next(w for w in workers if w.node_id == node), allow_graceful=False)
        if said and not (starts / "go").exists():
            (starts / "go").touch()

    pool = Pool(batch, ways, told.append, look, hands)
    pool.work()
    outcomes = {e.name: e.outcome for e in told}
    good = ["waits-1", "waits-2", "three", "four", "seven"]
    assert outcomes == {**dict.fromkeys(good, "done"), "gone": "refused", "dies": "failed"}
    assert len(told) == 7
    assert batch.left() == []
    assert [line.split(":")[0] for line in said] == ["waits-2"]
    first, again = places(starts, "waits-2")
    assert first.split()[0] == killed[0] != again.split()[0]
    for name in good:  # results are here, whole, and so is what each said
        assert (batch.folder / name / "seen.txt").read_text() == f"picture of {name}"
        assert f"made {name} by told" in (batch.folder / "logs" / f"{name}.log").read_text()
    assert len({places(starts, n)[-1] for n in ("three", "four")}) == 1  # a process stays for the next room
    calls = sum(len(places(starts, n)) for n in (*good, "dies"))
    assert pool.common.spent() == {"calls": calls, "tokens": 10.0 * calls, "money": 0.5 * calls}
    assert list((batch.folder / "common" / "queue").iterdir()) == []
