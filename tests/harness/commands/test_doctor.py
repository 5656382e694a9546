"""`room doctor --endpoint` says in one go what an endpoint can do and what to set; nothing is a traceback."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from harness import cli, settings
from harness.runs import driving as running
from tests.agents.models.fake_endpoint import FakeEndpoint, Reply
from tests.agents.models.test_answers import serving
from tools.errors import InputError

LINES = "\n".join(f"{n} chair" for n in range(1, 121))


def said(body: dict[str, Any]) -> str:
    return json.dumps(body["messages"])


def good(body: dict[str, Any], n: int) -> Reply:
    if n < 0:  # the list of models
        return {}
    if body.get("tools"):
        return {"calls": [("mark", {"x": 160, "y": 121})]}
    text = said(body)
    return {"text": LINES if "120 lines" in text else "red, blue" if "image_url" in text else "ready"}


def doctor(
    monkeypatch: pytest.MonkeyPatch, url: str, capsys: pytest.CaptureFixture[str], **more: str
) -> tuple[int, dict[str, dict[str, Any]]]:
    for name, value in {"BASE_URL": url, "MODEL": "eyes", **more}.items():
        monkeypatch.setenv(f"ROOM_{name}", value)
    code = cli.run(["doctor", "--endpoint", "--json"])
    rows = json.loads(capsys.readouterr().out)
    return code, {row["name"]: row for row in rows}


def test_a_good_endpoint_is_said_to_be_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with FakeEndpoint(good) as fake:
        code, rows = doctor(
            monkeypatch, fake.url, capsys, PRICES__TOKENS_IN="2", PRICES__TOKENS_OUT="8", API_KEY="sk-1\n"
        )
        assert len(fake.requests) == 4
    assert code == 0
    assert all(row["ok"] for row in rows.values())
    assert "answers in pixels" in rows["tool, picture"]["detail"]
    assert "0.50 at your prices" in rows["a run"]["detail"]


def prose(body: dict[str, Any], n: int) -> Reply:
    return {**good(body | {"tools": None}, n)}


def written(body: dict[str, Any], n: int) -> Reply:
    if "<tool_call>" in said(body):
        return {"text": '<tool_call>{"name": "mark", "arguments": {"x": 250, "y": 250}}</tool_call>'}
    return prose(body, n)


def blind(body: dict[str, Any], n: int) -> Reply:
    refused: Reply = {"status": 400, "message": "this model does not support images"}
    return refused if "image_url" in said(body) else good(body, n)


def one(body: dict[str, Any], n: int) -> Reply:
    refused: Reply = {"status": 400, "message": "At most 1 image(s) may be provided in one request."}
    return refused if said(body).count('"image_url"') > 2 else good(body, n)


def wrong_place(body: dict[str, Any], n: int) -> Reply:
    return {"calls": [("mark", {"x": 5, "y": 470})]} if body.get("tools") else good(body, n)


@pytest.mark.parametrize(
    ("script", "code", "row", "words"),
    [
        (prose, 2, "tool, picture", "tool calling"),
        (written, 0, "tool, picture", "thousandths, written as text: ROOM_ENDPOINT__TOOLS=text"),
        (blind, 2, "tool, picture", "sees pictures"),
        (one, 0, "two pictures", "ROOM_ENDPOINT__IMAGES=1"),
        (wrong_place, 2, "tool, picture", "the red disc is at"),
        (lambda body, n: {"status": 402, "message": "more credits"}, 2, "an answer", "more credits"),
        (lambda body, n: {"text": "ready"}, 2, "long answer", "max_tokens"),
    ],
)
def test_each_lack_is_named_with_what_to_set(
    script: Callable[[dict[str, Any], int], Reply],
    code: int,
    row: str,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def listing(body: dict[str, Any], n: int) -> Reply:
        return {} if n < 0 else script(body, n)

    if words == "max_tokens":

        def listing(body: dict[str, Any], n: int) -> Reply:
            return (
                {"text": "ready"} if n > 0 and "120 lines" in said(body) else {} if n < 0 else good(body, n)
            )

    with FakeEndpoint(listing) as fake:
        found, rows = doctor(monkeypatch, fake.url, capsys)
    assert found == code
    assert words in rows[row]["detail"] + rows[row]["mend"]


@pytest.mark.parametrize(
    ("command", "page", "more", "words"),
    [
        (["doctor"], b"<html>Open WebUI</html>", {"API_KEY": "schl\u00fcssel"}, "ROOM_API_KEY"),
        (["doctor", "--endpoint"], b"<html>Open WebUI</html>", {}, "/v1"),
        (["doctor", "--endpoint"], b'{"data": [{"id": "a"}, {"id": "b"}]}', {"MODEL": "auto"}, "ROOM_MODEL"),
        (["doctor", "--endpoint"], b'{"data": []}', {"API_KEY": "sk-\n1"}, "ROOM_API_KEY"),
        (["doctor", "--endpoint"], b'{"data": []}', {"BASE_URL": "localhost:1234"}, "ROOM_BASE_URL"),
    ],
)
def test_an_endpoint_that_cannot_work_is_one_line(
    command: list[str],
    page: bytes,
    more: dict[str, str],
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with serving(lambda h, body: None, lambda h: h.raw(page)) as url:
        for name, value in {"BASE_URL": url, "MODEL": "eyes", **more}.items():
            monkeypatch.setenv(f"ROOM_{name}", value)
        assert cli.run(command) == 2
    (line,) = [t for t in capsys.readouterr().out.splitlines() if " endpoint " in t]
    assert words in line


def test_the_only_model_is_taken_when_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(lambda h, body: None, lambda h: h.raw(b'{"data": [{"id": "qwen"}]}')) as url:
        chosen = settings.load(base_url=url)
        running.check_endpoint(chosen)
        assert chosen.resolved_model == "qwen"
    with serving(lambda h, body: None, lambda h: h.raw(b'{"data": [{"id": "a"}, {"id": "b"}]}')) as url:
        with pytest.raises(InputError, match="a, b"):
            running.check_endpoint(settings.load(base_url=url))
        running.check_endpoint(settings.load(base_url=url, model="c"))


def test_headers_reach_no_file_and_come_from_today(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setenv("ROOM_ENDPOINT__HEADERS", '{"x-key": "sekret"}')
    monkeypatch.setenv("ROOM_ENDPOINT__IMAGES", "2")
    chosen = settings.load()
    assert "sekret" not in json.dumps(chosen.public())
    (tmp_path / "run.json").write_text(json.dumps(chosen.public()))
    monkeypatch.delenv("ROOM_ENDPOINT__IMAGES")
    again = settings.of_run(tmp_path)
    assert again.endpoint.images == 2
    assert again.endpoint.headers["x-key"].get_secret_value() == "sekret"
