"""`RoomEnv`: a room as a Gymnasium environment."""

from __future__ import annotations

import hashlib
import shutil
import string
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import gymnasium
import numpy as np
from gymnasium import spaces
from numpy.typing import NDArray

from harness.gym.episode import TERMINATE, TOOLS, Episode, Start, refusal
from tools.blender.worker import Worker
from tools.errors import RoomError
from tools.picture import image

Observation = dict[str, Any]
MOST_STATE, MOST_ACTION = 60_000, 8_000
"""Characters of a state, and of one call's arguments."""
NAMES = tuple(TOOLS)
CHARACTERS = string.printable


class RoomEnv(gymnasium.Env[Observation, dict[str, Any]]):
    """A room that is revised by one tool call a step.

    An action is `{"tool": number of `NAMES`, "arguments": JSON text}`; `action(name, arguments)` makes one.
    An observation is `{"state": text, "picture": (H, W, 3) uint8}`; without pictures it has the text alone.
    The reward of a step is by how much the mean of the named rewards grew; `info["rewards"]` has each of
    them, 0 to 1, None for what cannot be measured: "soundness", "wishes" (words), "likeness" (pictures).
    A call that is refused changes nothing, is worth 0, and is told in `info["error"]`.

    Args:
        words: what the room is to be; of several one is drawn at each reset.
        picture: a picture to begin with instead; what the embedded rules make of it is where episodes begin.
        run: folder of a run to begin with instead.
        start: where a room from words begins: "empty", "planned" (boxes) or "built".
        view: what is observed: a view of the program, "top" or "iso"; None for no pictures.
        width: pixels of the observed picture's sides.
        steps: calls after which an episode is cut off.
        worker: Blender, shared with other environments of this process; left out, one of its own.
    """

    metadata = {"render_modes": ["rgb_array"], "render_fps": 1}  # noqa: RUF012

    def __init__(
        self,
        words: str | Sequence[str] = "a living room",
        *,
        picture: str | Path | None = None,
        run: str | Path | None = None,
        start: Start = "empty",
        view: str | None = None,
        width: int = 256,
        steps: int = 32,
        worker: Worker | None = None,
        render_mode: Literal["rgb_array"] | None = None,
    ) -> None:
        self.words = [words] if isinstance(words, str) else list(words)
        self.picture = Path(picture) if picture else None
        self.run = Path(run) if run else None
        self.start, self.view, self.width, self.steps = start, view, width, steps
        self.render_mode = render_mode
        self._own = worker is None
        self._worker = worker or Worker(threads=1)
        self._folder = tempfile.TemporaryDirectory(prefix="room-gym-")
        self._number, self._step, self._score = 0, 0, 0.0
        self._episode: Episode | None = None
        text = spaces.Text(max_length=MOST_ACTION, min_length=0, charset=CHARACTERS)
        self.action_space = spaces.Dict({"tool": spaces.Discrete(len(NAMES)), "arguments": text})
        seen: dict[str, spaces.Space[Any]] = {
            "state": spaces.Text(max_length=MOST_STATE, min_length=0, charset=CHARACTERS)
        }
        if view is not None:
            seen["picture"] = spaces.Box(0, 255, (width, width, 3), np.uint8)
        self.observation_space = spaces.Dict(seen)

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Observation, dict[str, Any]]:
        """A new episode.

        Args:
            seed: of everything drawn: which words, and the room that is planned for them.
            options: "words", "picture" or "run", for this episode alone.

        Raises:
            RoomError: the words say nothing, the picture or the run cannot be used.
        """
        super().reset(seed=seed)
        given = options or {}
        self._forget()
        self._number += 1
        folder = Path(self._folder.name) / f"episode-{self._number}"
        folder.mkdir()
        episode = Episode(folder, self._worker)
        drawn, number = int(self.np_random.integers(len(self.words))), int(self.np_random.integers(2**31))
        picture, run = given.get("picture", self.picture), given.get("run", self.run)
        if "words" not in given and run:
            episode.begin_with_run(Path(str(run)))
        elif "words" not in given and picture:
            path = Path(str(picture)).resolve()
            made = Path(self._folder.name) / f"picture-{hashlib.sha256(str(path).encode()).hexdigest()[:16]}"
            episode.begin_with_picture(path, made)
        else:
            episode.begin_with_words(given.get("words", self.words[drawn]), number, self.start)
        self._episode, self._step = episode, 0
        rewards = episode.rewards()
        self._score = _mean(rewards)
        return self._seen(), {"rewards": rewards, "score": self._score}

    def step(self, action: dict[str, Any]) -> tuple[Observation, float, bool, bool, dict[str, Any]]:
        """One tool call."""
        episode = self._running
        name, arguments = NAMES[int(action["tool"])], str(action["arguments"])
        self._step += 1
        info: dict[str, Any] = {"tool": name}
        done = False
        try:
            info["answer"] = episode.call(name, arguments)
            done = name == TERMINATE
        except RoomError as error:
            info["error"] = refusal(error)
        rewards = episode.rewards()
        score = _mean(rewards)
        reward, self._score = score - self._score, score
        info |= {"rewards": rewards, "score": score}
        return self._seen(), reward, done, self._step >= self.steps and not done, info

    def render(self) -> NDArray[np.uint8] | None:  # type: ignore[override]
        """The room as it is now, (H, W, 3) uint8 RGB."""
        return self._drawn(self.view or "iso") if self.render_mode == "rgb_array" else None

    def close(self) -> None:
        """End Blender and remove everything that was written."""
        self._forget()
        if self._own:
            self._worker.close()
        self._folder.cleanup()

    @staticmethod
    def action(name: str, arguments: str = "{}") -> dict[str, Any]:
        """The action that calls a tool by its name, with its arguments as JSON text."""
        return {"tool": NAMES.index(name), "arguments": arguments}

    @property
    def _running(self) -> Episode:
        if self._episode is None:
            raise RuntimeError("call reset first")
        return self._episode

    def _seen(self) -> Observation:
        seen: Observation = {"state": self._running.state()[:MOST_STATE]}
        if self.view is not None:
            seen["picture"] = self._drawn(self.view)
        return seen

    def _drawn(self, view: str) -> NDArray[np.uint8]:
        path = self._running.workspace.render(view, "fast", width=self.width)
        drawn = image.load(path, smallest=1)
        square = np.full((self.width, self.width, 3), 255, np.uint8)
        high, wide = min(drawn.shape[0], self.width), min(drawn.shape[1], self.width)
        square[:high, :wide] = drawn[:high, :wide]
        return square

    def _forget(self) -> None:
        if self._episode is not None:
            shutil.rmtree(self._episode.folder, ignore_errors=True)
            self._episode = None


def _mean(rewards: dict[str, float | None]) -> float:
    known = [value for value in rewards.values() if value is not None]
    return sum(known) / len(known) if known else 0.0
