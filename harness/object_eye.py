"""The configured model as the eye of `room object`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PIL import Image

from agents.asking import Spent
from agents.object_eye import name_parts, say_what
from harness.one_client import OneClient
from tools.cloud.eye import Glance
from tools.cloud.parts.groups import Group
from tools.errors import StoppedError
from tools.geometry import Vec3


class ModelEye:
    """Asks a model; what it does not answer is done without.

    Args:
        client: the endpoint.
        tell: hears what was not answered.
    """

    def __init__(self, client: OneClient, tell: Callable[[str], None]) -> None:
        self.client, self.tell = client, tell
        self.spent = Spent()
        self.said: Glance | None = None

    def what(self, picture: Image.Image, size: Vec3, sure: bool) -> Glance | None:
        """What a cloud is."""
        try:
            self.said = self.client.ask(lambda client: say_what(client, picture, size, sure, self.spent))
        except StoppedError as error:
            self.tell(f"{error}: its shape alone says what it is")
        return self.said

    def parts(self, picture: Image.Image, what: str, groups: Sequence[Group]) -> Mapping[str, str]:
        """Better names for parts."""
        try:
            return self.client.ask(lambda client: name_parts(client, picture, what, groups, self.spent))
        except StoppedError as error:
            self.tell(f"{error}: parts are named by their places")
            return {}

    def told(self) -> dict[str, object]:
        """What was said, and what it cost."""
        said = self.said
        return {
            "what": said.what if said else None, "words": list(said.words) if said else [],
            "calls": self.spent.calls, "prompt_tokens": self.spent.prompt,
            "completion_tokens": self.spent.completion,
        }  # fmt: skip
