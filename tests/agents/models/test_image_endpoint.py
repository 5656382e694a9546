"""Pictures from an image endpoint: both forms, and everything that comes instead of a picture."""

from __future__ import annotations

from typing import Any

import pytest

from agents.models.image_endpoint import ImageEndpoint
from agents.models.ledger import Budget, Ledger, Prices
from tests.agents.models.fake_painter import FakePainter, gemini_form, openai_form, picture
from tools.errors import StoppedError, ToolError


def test_both_forms_are_spoken() -> None:
    with FakePainter(lambda n: (200, openai_form(picture()), {})) as fake:
        drawn = ImageEndpoint("draws", f"{fake.root}/v1?api-version=2", "a-key").draw("oak boards")
        path, headers, body = fake.asked[0]
        assert drawn.size == (128, 96)
        assert path == "/v1/images/generations?api-version=2"
        assert headers["authorization"] == "Bearer a-key"
        assert (body["model"], body["prompt"]) == ("draws", "oak boards")
    with FakePainter(lambda n: (200, gemini_form(picture(kind="JPEG")), {})) as fake:
        endpoint = ImageEndpoint("gemini-3-pro-image", fake.root, "a-key", shape="16:9")
        assert endpoint.draw("oak boards").mode == "RGB"
        path, headers, body = fake.asked[0]
        assert path == "/v1beta/models/gemini-3-pro-image:generateContent"
        assert headers["x-goog-api-key"] == "a-key"
        assert body["generationConfig"]["imageConfig"]["aspectRatio"] == "16:9"


@pytest.mark.parametrize(
    ("url", "form", "speaks"),
    [
        ("https://a.example/v1", "auto", "openai"),
        ("https://a.example", "auto", "gemini"),
        ("https://a.example/v1", "gemini", "gemini"),
        ("https://a.example/v1beta/openai", "auto", "openai"),
    ],
)
def test_the_form_is_told_by_address_and_name(url: str, form: Any, speaks: str) -> None:
    assert ImageEndpoint("gemini-image", url, form=form).speaks == speaks


def test_too_many_requests_are_waited_for_and_counted_once() -> None:
    def script(n: int) -> tuple[int, Any, dict[str, str]]:
        return (
            (429, {"error": {"message": "slow"}}, {"Retry-After": "0"})
            if n < 3
            else (200, openai_form(picture()), {})
        )

    ledger = Ledger(prices=Prices(image=0.04))
    with FakePainter(script) as fake:
        ImageEndpoint("draws", f"{fake.root}/v1", ledger=ledger).draw("oak")
    assert (ledger.images, ledger.money) == (1, pytest.approx(0.04))
    assert ledger.cost()["images"] == 1


@pytest.mark.parametrize(
    ("status", "answer", "error", "says"),
    [
        (400, {"error": {"message": "against the rules"}}, ToolError, "against the rules"),
        (401, {"error": {"message": "no"}}, StoppedError, "ROOM_IMAGE_API_KEY"),
        (404, {"error": "gone"}, StoppedError, "ROOM_IMAGE_MODEL"),
        (429, {"error": {"message": "slow"}}, StoppedError, "too many requests"),
        (500, b"<html>", StoppedError, "image endpoint failed"),
        (302, b"", StoppedError, "302"),
        (200, b"<html>", ToolError, "no JSON"),
        (200, [], ToolError, "no picture"),
        (200, {"data": [{"url": "http://127.0.0.1:9/a.png"}]}, ToolError, "b64_json"),
        (200, {"data": "x", "candidates": 3}, ToolError, "no picture"),
        (200, {"candidates": [{"content": {"parts": [{"text": "I cannot."}]}}]}, ToolError, "I cannot."),
        (200, {"promptFeedback": {"blockReason": "SAFETY"}}, ToolError, "SAFETY"),
        (200, {"error": {"message": "asleep"}}, ToolError, "asleep"),
        (200, openai_form(b"not a picture"), ToolError, "not a picture"),
        (200, openai_form(b"%!PS-Adobe-3.0"), ToolError, "not a picture"),
        (200, openai_form(picture((20, 20))), ToolError, "too small"),
        (200, {"data": [{"b64_json": "@@@"}]}, ToolError, "picture"),
    ],
)
def test_what_comes_instead_of_a_picture_is_one_line(
    status: int, answer: Any, error: type[Exception], says: str
) -> None:
    with FakePainter(
        lambda n: (status, answer, {"Retry-After": "0", "Location": "http://a.example"})
    ) as fake:
        endpoint = ImageEndpoint("draws", f"{fake.root}/v1", "secret-key", attempts=2, backoff=0)
        with pytest.raises(error, match=says) as caught:
            endpoint.draw("oak boards")
    assert "\n" not in str(caught.value)
    assert "secret-key" not in str(caught.value)


def test_nobody_there_and_no_money_left() -> None:
    with pytest.raises(StoppedError, match="cannot be reached"):
        ImageEndpoint("draws", "http://127.0.0.1:9/v1").draw("oak")
    ledger = Ledger(Budget(money=0.05), Prices(image=0.06))
    with FakePainter(lambda n: (200, openai_form(picture()), {})) as fake:
        endpoint = ImageEndpoint("draws", f"{fake.root}/v1", ledger=ledger)
        endpoint.draw("oak")
        with pytest.raises(StoppedError, match="money"):
            endpoint.draw("ash")
        assert len(fake.asked) == 1
