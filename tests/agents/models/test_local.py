"""Weights of the user's own, served on loopback by a child process."""

import asyncio
import json
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from autogen_core.models import UserMessage

from agents.models import local
from agents.models.endpoint import endpoint, listed
from harness import settings as configuration
from harness.settings import RoomSettings
from tests.agents.models.tiny_weights import write
from tools.errors import InputError


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("weights") / "tiny.gguf"
    write(path)
    return path


def test_a_model_file_is_served_on_loopback_and_answers_whoever_has_the_key(weights: Path) -> None:
    pytest.importorskip("xllamacpp")
    settings = RoomSettings(model=str(weights))
    url = configuration.asked(settings)
    assert url.startswith("http://127.0.0.1:")
    assert asyncio.run(listed(url, settings.key)) == ["tiny.gguf"]
    assert settings.resolved_model == "tiny.gguf"
    ask = json.dumps({"messages": [{"role": "user", "content": "hi"}]}).encode()
    request = urllib.request.Request(f"{url}/chat/completions", ask)
    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.urlopen(request, timeout=60)
    client = endpoint(settings.resolved_model, url, settings.key)
    answer = asyncio.run(
        client.create([UserMessage(content="hi", source="user")], extra_create_args={"max_tokens": 4})
    )
    assert answer.usage.completion_tokens == 4  # random weights babble
    assert configuration.asked(RoomSettings(model=str(weights))) == url  # one server a process


def test_a_file_that_is_no_model_is_refused_in_one_line(tmp_path: Path) -> None:
    page = tmp_path / "page.gguf"
    page.write_text("<html>")
    with pytest.raises(InputError, match="no GGUF file"):
        local.check(str(page), None)
    with pytest.raises(InputError, match="No such file"):
        local.check(str(tmp_path / "none.gguf"), None)


def test_broken_weights_end_in_the_servers_own_words(weights: Path, tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp")
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(weights.read_bytes()[:4000])
    with pytest.raises(InputError, match=r"broken\.gguf could not be loaded: .*\S") as said:
        local.serve(str(broken), None, 2048)
    assert "\n" not in str(said.value)


def test_without_the_group_the_line_names_it(weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"start\.py add local"):
        local.check(str(weights), None)


def test_weights_that_only_a_folder_names_are_not_loaded(weights: Path, tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text(json.dumps({"model": str(weights)}))
    settings = configuration.of_run(tmp_path)
    with pytest.raises(InputError, match="if you trust that file"):
        configuration.asked(settings)
    assert configuration.of_run(tmp_path, str(weights))._weights_from == ""
