"""A room as a Gymnasium environment: checked by Gymnasium, honest about rewards, leaving nothing behind."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env

from harness.gym.env import NAMES, RoomEnv
from tools.blender.worker import Worker
from tools.errors import InputError

DESK = {"id": "desk_1", "category": "desk", "x": 0.0, "y": 1.1, "size": [1.4, 0.7, 0.75]}
PLANT = {"id": "plant_1", "category": "plant", "x": 1.6, "y": -1.1, "size": [0.4, 0.4, 1.0]}


@pytest.fixture
def env(worker: Worker) -> Iterator[RoomEnv]:
    made = RoomEnv("a study with a desk and a plant, nothing else", worker=worker, steps=5)
    yield made
    made.close()


def added(*things: dict[str, object]) -> dict[str, object]:
    return RoomEnv.action("add_object", json.dumps({"objects": things}))


def test_gymnasium_finds_nothing_wrong(worker: Worker) -> None:
    made = RoomEnv("a study with a desk", worker=worker)
    check_env(made, skip_render_check=True)
    made.close()


def test_what_is_asked_for_is_worth_something_and_what_is_unsound_costs(env: RoomEnv) -> None:
    seen, info = env.reset(seed=1)
    assert "desk" in seen["state"]
    assert info["rewards"] == {"soundness": 1.0, "wishes": pytest.approx(0.0, abs=0.34), "likeness": None}
    before = info["rewards"]["wishes"]
    _, reward, done, cut, info = env.step(added(DESK))
    assert info["rewards"]["wishes"] > before
    assert reward > 0
    assert not done
    assert not cut
    _, reward, *_, info = env.step(added(PLANT | {"x": 30.0}))
    assert info["rewards"]["soundness"] < 1.0
    move = json.dumps({"objects": [{"id": "plant_1", "x": 1.0, "y": -0.8}]})
    seen, reward, *_, info = env.step(RoomEnv.action("move_object", move))
    assert reward > 0
    assert info["rewards"]["wishes"] == 1.0
    assert "plant_1" in seen["state"]
    *_, done, cut, info = env.step(RoomEnv.action("terminate", '{"summary": "all there"}'))
    assert (done, cut, info["answer"]) == (True, False, "all there")


@pytest.mark.parametrize(
    ("action", "said"),
    [
        (RoomEnv.action("add_object", "not json"), "arguments"),
        (RoomEnv.action("move_object", '{"objects": [{"id": "ghost_1", "x": 1.0}]}'), "ghost_1"),
        (RoomEnv.action("add_object", '{"objects": 3}'), "arguments"),
        (RoomEnv.action("remove_object", "[" * 4000), "arguments"),
    ],
)
def test_a_call_that_is_refused_changes_nothing(env: RoomEnv, action: dict[str, object], said: str) -> None:
    before, _ = env.reset(seed=1)
    seen, reward, done, _, info = env.step(action)
    assert said in info["error"]
    assert (seen["state"], reward, done) == (before["state"], 0.0, False)


def test_an_episode_is_cut_off_and_the_same_seed_begins_alike(env: RoomEnv) -> None:
    first, _ = env.reset(seed=3)
    cuts = [env.step(RoomEnv.action("move_object", '{"objects": []}'))[3] for _ in range(5)]
    assert cuts == [False] * 4 + [True]
    again, _ = env.reset(seed=3)
    assert again["state"] == first["state"]


def test_a_planned_room_meets_its_wishes_and_is_seen(worker: Worker) -> None:
    made = RoomEnv(
        "a bathroom with a bathtub", start="planned", view="top", width=96, worker=worker,
        render_mode="rgb_array",
    )  # fmt: skip
    seen, info = made.reset(seed=0)
    assert info["rewards"]["wishes"] == 1.0
    assert "bathtub_1" in seen["state"]
    assert seen["picture"].shape == (96, 96, 3)
    assert np.ptp(seen["picture"]) > 100
    assert made.observation_space.contains(seen)
    assert np.array_equal(made.render(), seen["picture"])
    made.close()


def test_nothing_is_left_behind(worker: Worker) -> None:
    scratch = Path(tempfile.gettempdir())
    made = [RoomEnv("a study with a desk", worker=worker) for _ in range(3)]
    for env in made:
        for _ in range(2):
            env.reset(seed=1)
        assert len(list(Path(env._folder.name).iterdir())) == 1
    folders = [Path(env._folder.name) for env in made]
    assert all(f.parent == scratch for f in folders)
    for env in made:
        env.close()
    assert not any(f.exists() for f in folders)


def test_words_that_say_nothing_are_refused(env: RoomEnv) -> None:
    with pytest.raises(InputError, match="qwer"):
        env.reset(options={"words": "qwer zxcv"})


def test_the_tools_have_their_published_names() -> None:
    assert set(NAMES) == {
        "add_object", "move_object", "rotate_object", "scale_object", "replace_object", "remove_object",
        "terminate",
    }  # fmt: skip
