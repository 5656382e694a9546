"""Any OpenAI-compatible endpoint as a model client."""

import asyncio
import re
import warnings
from collections.abc import Sequence
from typing import Any

import httpx2
import openai
from autogen_agentchat.utils import remove_images
from autogen_core.models import ChatCompletionClient, CreateResult, LLMMessage, ModelFamily, ModelInfo
from autogen_ext.models.openai import OpenAIChatCompletionClient

from agents.messages import plain
from agents.models import faults
from agents.models.answers import AnswerError
from agents.models.base import VISION_AND_TOOLS
from agents.models.options import Manner
from agents.models.transport import AnswerTransport
from tools.errors import InputError
from tools.names import printable

_NO_KEY = "none"  # the openai package insists on a key even where a local server wants none

NAMES = 8
"""Models named in a message at most."""


class EndpointClient(OpenAIChatCompletionClient):
    """AutoGen's client, which takes nothing but its own kinds of messages."""

    async def create(self, messages: Sequence[LLMMessage], **options: Any) -> CreateResult:
        """One answer; pictures are left out for a model without eyes."""
        bare = plain(messages)
        return await super().create(bare if self.model_info["vision"] else remove_images(bare), **options)


def endpoint(
    model: str,
    base_url: str,
    api_key: str | None,
    *,
    timeout: float = 600.0,
    info: ModelInfo | None = None,
    manner: Manner | None = None,
) -> ChatCompletionClient:
    """A client for one model. Retries are left to the caller, so that each is seen and recorded.

    Args:
        model: its name.
        base_url: the endpoint's address; a query (Azure's `?api-version=`) goes with every request.
        api_key: None for a server that wants none.
        timeout: seconds for one read.
        info: what the model can do.
        manner: how the endpoint wants to be asked; shared by clients of the same one.
    """
    # openai 2+ with pydantic 2.14 warns at every structured answer; nothing is wrong.
    warnings.filterwarnings("ignore", message=".*PydanticSerializationUnexpectedValue.*")
    return EndpointClient(
        model=model,
        base_url=address(base_url)[0],
        api_key=sound_key(api_key),
        model_info=info or ModelInfo(**{**VISION_AND_TOOLS, "family": ModelFamily.UNKNOWN}),
        timeout=timeout,
        max_retries=0,
        http_client=http_client(base_url, api_key, manner),  # type: ignore[call-arg]  # passed on, though its types do not say so
        add_name_prefixes=True,
        include_name_in_message=False,
    )


def address(base_url: str) -> tuple[str, str]:
    """An address without its query, and the query.

    Raises:
        InputError: it is no address.
    """
    bare, _, query = base_url.strip().partition("?")
    if not re.match(r"https?://[^/\s]+", bare) or not base_url.isprintable() or " " in bare:
        raise InputError(
            f"ROOM_BASE_URL {printable(base_url)!r} is no address: it begins with http:// or https://"
        )
    return bare.rstrip("/").removesuffix("/chat/completions"), query


def http_client(
    base_url: str, api_key: str | None = None, manner: Manner | None = None
) -> httpx2.AsyncClient:
    """The connection that bounds and normalises every answer."""
    key = sound_key(api_key)
    return httpx2.AsyncClient(
        transport=AnswerTransport(
            manner=manner, query=address(base_url)[1], key=key if key != _NO_KEY else ""
        )
    )


def sound_key(key: str | None) -> str:
    """A key that fits into a header; what a copy left around it is taken off.

    Raises:
        InputError: it holds a character that no key has.
    """
    key = (key or "").strip()
    if not (key.isascii() and key.isprintable()):
        raise InputError("ROOM_API_KEY holds a character that no key has: copy it again")
    return key or _NO_KEY


async def listed(
    base_url: str,
    api_key: str | None,
    *,
    timeout: float | None = None,
    manner: Manner | None = None,
) -> list[str] | None:
    """Ask the endpoint for its models, before any money is spent.

    Returns:
        Their names; None when it has no such list.

    Raises:
        InputError: it refuses the connection or the key, or answers with something else.
    """
    manner = manner or Manner()
    timeout = timeout or manner.options.list_timeout
    client = openai.AsyncOpenAI(
        base_url=address(base_url)[0],
        api_key=sound_key(api_key),
        timeout=timeout,
        max_retries=0,
        http_client=http_client(base_url, api_key, manner),
    )
    shown = printable(address(base_url)[0])
    try:
        # The package's own timeout is for each read: a server that drips would hold us for ever.
        async with asyncio.timeout(timeout):
            return [m.id async for m in client.models.list()]
    except (openai.AuthenticationError, openai.PermissionDeniedError) as error:
        have = "refuses ROOM_API_KEY" if api_key else "wants a valid key: set ROOM_API_KEY"
        raise InputError(f"the endpoint {shown} {have} ({faults.said(error)})") from error
    except AnswerError as error:
        raise InputError(f"the endpoint {shown}: {error}") from error
    except (openai.APITimeoutError, TimeoutError) as error:
        raise InputError(
            f"the endpoint {shown} did not answer in {timeout:g} s: check ROOM_BASE_URL, or give it longer "
            "with ROOM_ENDPOINT__LIST_TIMEOUT"
        ) from error
    except openai.APIConnectionError as error:
        raise InputError(
            f"the endpoint {shown} refuses the connection: check ROOM_BASE_URL and that it runs"
        ) from error
    except openai.APIError:
        return None
    finally:
        await client.close()


async def probe(
    base_url: str, api_key: str | None, model: str, timeout: float | None = None, manner: Manner | None = None
) -> str:
    """What the endpoint says of a model, in one line.

    Raises:
        InputError: it refuses the connection or the key, or answers with something else.
    """
    names = await listed(base_url, api_key, timeout=timeout, manner=manner)
    shown = printable(address(base_url)[0])
    if names is None:
        return f"{shown} does not list its models; going on with {model!r}"
    if names and model not in names:
        return f"{shown} lists {len(names)} models ({some(names)}), {model!r} is not among them; going on"
    return f"{shown} serves {model!r}"


def the_one(names: Sequence[str] | None) -> str:
    """The model to ask when none was named.

    Raises:
        InputError: there is not exactly one.
    """
    if names and len(names) == 1:
        return names[0]
    if names:
        raise InputError(f"name the model, ROOM_MODEL: the endpoint lists {len(names)} ({some(names)})")
    raise InputError("name the model, ROOM_MODEL: the endpoint does not list any")


def some(names: Sequence[str]) -> str:
    """The first names of a list that may be long."""
    more = f" and {len(names) - NAMES} more" if len(names) > NAMES else ""
    return ", ".join(printable(name)[:60] for name in names[:NAMES]) + more
