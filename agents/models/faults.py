"""What an endpoint's failures come to: whether to ask again, how long to wait, and what to tell a person."""

from __future__ import annotations

import email.utils
import math
import re
import time

import openai

from agents.models.answers import AnswerError
from tools.names import printable

LONGEST = 300.0
"""Seconds of waiting that an endpoint may ask for; beyond, the run stops and says so."""
_AGAIN = (408, 409, 425, 429, 498, 499)
"""Statuses below 500 that pass: timed out, in conflict, too early, too many requests."""
_IN = re.compile(
    r"(?:retry|try|again|wait|reset)[^.\n]{0,40}?\b(?:in|after)\s+((?:[\d.]+\s*(?:ms|[hms]|sec\w*|min\w*|hour\w*)\s*)+)",
    re.I,
)
_DELAY = re.compile(r"[\"']retry_?(?:delay|after)[\"']\s*:\s*[\"']?([\d.]+)\s*(ms|s)?", re.I)
_PART = re.compile(r"([\d.]+)\s*(ms|h|m|s)", re.I)
_QUOTA = re.compile(r"insufficient_quota|billing|credit|balance|quota (?:is )?exhausted|payment", re.I)
_LOADING = re.compile(r"loading|starting up|warming up|currently loading|not ready", re.I)
_PICTURES = re.compile(r"image|vision|multimodal|modalit", re.I)
_CONTEXT = re.compile(r"context|maximum length|too many tokens|reduce the length|prompt is too long", re.I)
UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}


def delay(headers: dict[str, str], body: str) -> float | None:
    """Seconds that a refusal asks to wait, from its headers or from its words; None when it says nothing.

    Formulas: Retry-After is seconds or a date (RFC 9110, 10.2.3); retry-after-ms is OpenAI's; Google has
    `retryDelay: "37s"` in the body; others say "try again in 6m0s".
    """
    given = {k.lower(): v for k, v in headers.items()}
    if re.fullmatch(r"\d{1,9}(\.\d+)?", millis := given.get("retry-after-ms", "")):
        return float(millis) / 1000.0
    after = given.get("retry-after", "")
    if re.fullmatch(r"\d{1,9}(\.\d+)?", after):
        return float(after)
    if after:
        try:
            when = email.utils.parsedate_to_datetime(after)
            return max(0.0, when.timestamp() - time.time())
        except (TypeError, ValueError, OverflowError):
            pass
    if (found := _DELAY.search(body)) is not None:
        return _seconds(found[1], found[2] or "s")
    if (said := _IN.search(body)) is not None:
        parts = [_seconds(n, unit) for n, unit in _PART.findall(said[1])]
        return sum(p for p in parts if p is not None)
    return None


def _seconds(number: str, unit: str) -> float | None:
    try:
        return float(number) * UNITS[unit.lower()]
    except ValueError:
        return None


def status_of(error: Exception) -> int:
    """The HTTP status of a refusal; 0 for any other failure."""
    return error.status_code if isinstance(error, openai.APIStatusError) else 0


def asked(error: Exception) -> float | None:
    """Seconds that the endpoint asks to wait; None when it does not."""
    response = getattr(error, "response", None)
    return delay(dict(response.headers), "") if response is not None else None


def said(error: Exception) -> str:
    """The server's own words."""
    return printable(_inner(error))[:300]


def _inner(error: Exception) -> str:
    body = getattr(error, "body", None)
    words = body.get("message") if isinstance(body, dict) else None
    return words if isinstance(words, str) and words else str(error)


def loading(error: Exception) -> bool:
    """Whether a server says that it is loading its model: that takes minutes and is no failure."""
    return status_of(error) == 503 and bool(_LOADING.search(said(error)))


def crowded(error: Exception) -> bool:
    """Whether a server refuses because of all that is asked of it, so that others had better wait, too."""
    return status_of(error) in (429, 503, 529)


def quota(error: Exception) -> bool:
    """Whether money or a quota is used up, which no waiting mends."""
    words = f"{said(error)} {getattr(error, 'code', '')}"
    spent = status_of(error) == 429 and asked(error) is None and bool(_QUOTA.search(words))
    return status_of(error) == 402 or spent


def passing(error: Exception) -> bool:
    """Whether the same request may go through when it is made again."""
    if isinstance(error, AnswerError):
        return error.again
    if quota(error) or (asked(error) or 0.0) > LONGEST:
        return False
    status = status_of(error)
    if status:
        return status in _AGAIN or status >= 500
    return isinstance(error, openai.APIConnectionError | TimeoutError)


def silent(error: Exception) -> bool:
    """Whether nothing came back in time."""
    return isinstance(error, openai.APITimeoutError | TimeoutError)


def pause(error: Exception, backoff: float) -> float:
    """Seconds to wait: what the endpoint asks for, else the backoff, a minute at most."""
    wanted = asked(error)
    return min(60.0, backoff) if wanted is None else min(LONGEST, wanted)


def explain(error: Exception) -> str:
    """One line for a person: what the endpoint did and what to do."""
    if isinstance(error, AnswerError):
        return str(error)
    if silent(error):
        return "the endpoint did not answer in time: check it or raise ROOM_CALL_TIMEOUT, then `room resume`"
    if isinstance(error, openai.APIConnectionError):
        return "the endpoint cannot be reached: check ROOM_BASE_URL and that it runs, then `room resume`"
    status, words = status_of(error), said(error)
    if status in (401, 403):
        return f"the endpoint refused the key ({words}): set ROOM_API_KEY to a valid one, then `room resume`"
    if quota(error):
        return f"the endpoint wants credit or quota ({status}: {words}): add some, then `room resume`"
    if status == 429:
        wanted = asked(error) or 0.0
        wait = f", and to wait {math.ceil(wanted)} s" if wanted > LONGEST else ""
        return (
            f"the endpoint kept answering 429, too many requests{wait} ({words}): wait or raise its quota, "
            "then `room resume`"
        )
    if status == 404:
        return f"the endpoint does not know that model or path ({words}): check ROOM_MODEL and ROOM_BASE_URL"
    if status == 413:
        return f"a request is too large for the endpoint ({words}): set ROOM_ENDPOINT__IMAGES=2"
    if status in (400, 422):
        return f"the endpoint refused a request ({words}): {_advice(words)}"
    if loading(error):
        return f"the endpoint is still loading its model ({words}): wait for it, then `room resume`"
    return f"the endpoint failed ({status or type(error).__name__}: {words}): check it, then `room resume`"


def _advice(words: str) -> str:
    if _PICTURES.search(words):
        return "choose a model that sees pictures, or set ROOM_ENDPOINT__IMAGES to what it takes at once"
    if _CONTEXT.search(words):
        return "give the model a larger context (16,000 tokens or more)"
    return "does the model take images and tools? `room doctor --endpoint` tries it"
