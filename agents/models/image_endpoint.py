"""Pictures from an image model, over HTTP, in the two forms that servers speak."""

from __future__ import annotations

import base64
import binascii
import time
from dataclasses import dataclass
from typing import Any, Literal

import httpx2
import orjson
from PIL import Image

from agents.models import faults
from agents.models.ledger import Ledger
from agents.models.options import Form
from tools.errors import InputError, StoppedError, ToolError
from tools.names import printable
from tools.picture_file import decode

MOST_BYTES = 48 << 20
"""Of an answer: a 4096 pixel PNG in base64 and some."""
AGAIN = (408, 409, 425, 429, 500, 502, 503, 504, 529)
"""Statuses that pass when they are asked again."""
SQUARE = "1024x1024"


@dataclass
class ImageEndpoint:
    """An image model behind an address.

    Attributes:
        model: its name there.
        url: OpenAI-compatible with its `/v1`, or the root of a server that speaks Gemini's `generateContent`.
        key: sent as bearer token, and as `x-goog-api-key` in Gemini's form; None for none.
        form: "auto": Gemini's for a model of that name whose address does not end in `/v1` or `/openai`.
        shape: width to height as a server of Gemini's form is asked for it.
        timeout: seconds for one answer.
        attempts: how often a passing failure is asked again.
        backoff: seconds before the second try, doubled for each further one; what the server asks for wins.
        ledger: counts pictures and their price; its budget holds here, too.
    """

    model: str
    url: str
    key: str | None = None
    form: Form = "auto"
    shape: str = "1:1"
    timeout: float = 180.0
    attempts: int = 4
    backoff: float = 2.0
    ledger: Ledger | None = None

    @property
    def speaks(self) -> Literal["openai", "gemini"]:
        """The form of the requests."""
        if self.form != "auto":
            return self.form
        plain = self.url.split("?")[0].rstrip("/")
        gemini = "gemini" in self.model.lower() and not plain.endswith(("/v1", "/openai"))
        return "gemini" if gemini else "openai"

    def draw(self, words: str) -> Image.Image:
        """A picture of these words, RGB.

        Raises:
            ToolError: the model refused, or what came is no picture.
            StoppedError: the endpoint cannot be used: key, credit, address, or a budget is used up.
        """
        for attempt in range(self.attempts):
            if self.ledger:
                self.ledger.check()
            began = time.monotonic()
            status, data, headers = self._post(words)
            if status == 200:
                picture = self._picture(data)
                if self.ledger:
                    self.ledger.add_image(time.monotonic() - began)
                return picture
            said = _said(data)
            wanted = faults.delay(headers, data[:20_000].decode("utf-8", "replace"))
            if status not in AGAIN or attempt + 1 == self.attempts or (wanted or 0) > faults.LONGEST:
                break
            time.sleep(min(faults.LONGEST, self.backoff * 2**attempt if wanted is None else wanted))
        if status in (400, 422):
            raise ToolError(f"the image model refuses this ({said}): say it in other words, or do without")
        raise StoppedError(f"the image endpoint {_advice(status)} ({status}: {said})")

    def _post(self, words: str) -> tuple[int, bytes, dict[str, str]]:
        url, body, headers = self._request(words)
        data = bytearray()
        try:
            with (
                httpx2.Client(timeout=self.timeout, follow_redirects=False) as client,
                client.stream("POST", url, content=orjson.dumps(body), headers=headers) as answer,
            ):
                for chunk in answer.iter_bytes(1 << 16):
                    data += chunk
                    if len(data) > MOST_BYTES:
                        raise ToolError(f"the image endpoint's answer is over {MOST_BYTES >> 20} MB")
                return answer.status_code, bytes(data), dict(answer.headers)
        except httpx2.TimeoutException:
            return 408, b"no answer in time", {}
        except (httpx2.HTTPError, httpx2.InvalidURL, UnicodeError) as error:
            raise StoppedError(
                f"the image endpoint cannot be reached ({type(error).__name__}): check "
                "ROOM_IMAGE_BASE_URL, or unset ROOM_IMAGE_MODEL to do without"
            ) from None

    def _request(self, words: str) -> tuple[str, dict[str, Any], dict[str, str]]:
        base, _, query = self.url.partition("?")
        headers = {"content-type": "application/json"}
        if self.speaks == "gemini":
            url = f"{base.rstrip('/')}/v1beta/models/{self.model}:generateContent"
            body: dict[str, Any] = {
                "contents": [{"role": "user", "parts": [{"text": words}]}],
                "generationConfig": {
                    "responseModalities": ["IMAGE"],
                    "imageConfig": {"aspectRatio": self.shape},
                },
            }
            headers |= {"x-goog-api-key": self.key, "authorization": f"Bearer {self.key}"} if self.key else {}
        else:
            url = f"{base.rstrip('/')}/images/generations"
            body = {"model": self.model, "prompt": words, "n": 1, "size": SQUARE}
            headers |= {"authorization": f"Bearer {self.key}"} if self.key else {}
        return (f"{url}?{query}" if query else url), body, headers

    def _picture(self, data: bytes) -> Image.Image:
        try:
            body = orjson.loads(data)
        except orjson.JSONDecodeError:
            raise ToolError(
                "the image endpoint answered what is no JSON: check ROOM_IMAGE_BASE_URL"
            ) from None
        code, why = _coded(body)
        if code is None:
            raise ToolError(f"the image model sent no picture{f' ({printable(why)[:200]})' if why else ''}")
        try:
            raw = base64.b64decode(code.partition("base64,")[2] or code, validate=False)
        except (binascii.Error, ValueError):
            raise ToolError("the image endpoint's picture is no base64") from None
        try:
            return decode(raw, "the image model's picture", smallest=64).convert("RGB")
        except InputError as error:
            raise ToolError(str(error)) from None


def _coded(body: Any) -> tuple[str | None, str]:
    """The picture in base64 of either form, or what was said instead of one."""
    said = ""
    if not isinstance(body, dict):
        return None, said
    rows = body.get("data")
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and isinstance(row.get("b64_json"), str):
            return row["b64_json"], said
        if isinstance(row, dict) and row.get("url"):
            said = "it sent a link; set the server to answer with b64_json"
    candidates = body.get("candidates")
    for candidate in candidates if isinstance(candidates, list) else ():
        content = candidate.get("content") if isinstance(candidate, dict) else None
        parts = content.get("parts") if isinstance(content, dict) else None
        for part in parts if isinstance(parts, list) else ():
            held = (part.get("inlineData") or part.get("inline_data")) if isinstance(part, dict) else None
            if isinstance(held, dict) and isinstance(held.get("data"), str):
                return held["data"], said
            said = said or str(part.get("text", "")) if isinstance(part, dict) else said
        said = said or str(candidate.get("finishReason", "")) if isinstance(candidate, dict) else said
    feedback = body.get("promptFeedback")
    if isinstance(feedback, dict):
        said = said or str(feedback.get("blockReason", ""))
    error = body.get("error")
    if isinstance(error, dict):
        said = said or str(error.get("message", ""))
    return None, said


def _said(data: bytes) -> str:
    try:
        error = orjson.loads(data).get("error")
        words = error.get("message") if isinstance(error, dict) else error
    except (orjson.JSONDecodeError, AttributeError):
        words = None
    return printable(str(words or data[:200].decode("utf-8", "replace")))[:200]


def _advice(status: int) -> str:
    if status in (401, 403):
        return "refused the key: set ROOM_IMAGE_API_KEY to a valid one"
    if status == 402:
        return "wants credit"
    if status == 404:
        return "does not know that model or path: check ROOM_IMAGE_MODEL and ROOM_IMAGE_BASE_URL"
    if status == 429:
        return "kept answering 429, too many requests: wait, or raise its quota"
    if status == 408:
        return "did not answer in time"
    return "failed: check it, or unset ROOM_IMAGE_MODEL to do without"
