"""Any OpenAI-compatible endpoint as a model client."""

import asyncio
import warnings
from collections.abc import Sequence
from typing import Any

import httpx2
import openai
from autogen_agentchat.utils import remove_images
from autogen_core.models import ChatCompletionClient, CreateResult, LLMMessage, ModelFamily, ModelInfo
from autogen_ext.models.openai import OpenAIChatCompletionClient

from agents.messages import plain
from agents.models.answers import AnswerError
from agents.models.base import VISION_AND_TOOLS
from agents.models.transport import AnswerTransport
from tools.errors import InputError

_NO_KEY = "none"  # the openai package insists on a key even where a local server wants none


class EndpointClient(OpenAIChatCompletionClient):
    """AutoGen's client, which takes nothing but its own kinds of messages."""

    async def create(self, messages: Sequence[LLMMessage], **options: Any) -> CreateResult:
        """One answer; pictures are left out for a model without eyes."""
        bare = plain(messages)
        return await super().create(bare if self.model_info["vision"] else remove_images(bare), **options)


def endpoint(
    model: str, base_url: str, api_key: str | None, *, timeout: float = 600.0, info: ModelInfo | None = None
) -> ChatCompletionClient:
    """A client for one model. Retries are left to the caller, so that each is seen and recorded."""
    # openai 2+ with pydantic 2.14 warns at every structured answer; nothing is wrong.
    warnings.filterwarnings("ignore", message=".*PydanticSerializationUnexpectedValue.*")
    return EndpointClient(
        model=model,
        base_url=base_url,
        api_key=sound_key(api_key),
        model_info=info or ModelInfo(**{**VISION_AND_TOOLS, "family": ModelFamily.UNKNOWN}),
        timeout=timeout,
        max_retries=0,
        http_client=http_client(),  # type: ignore[call-arg]  # passed on, though its types do not say so
        add_name_prefixes=True,
        include_name_in_message=False,
    )


def http_client() -> httpx2.AsyncClient:
    """The connection that bounds and normalises every answer."""
    return httpx2.AsyncClient(transport=AnswerTransport())


def sound_key(key: str | None) -> str:
    """A key that fits into a header.

    Raises:
        InputError: it holds a character that no key has.
    """
    if key and not (key.isascii() and key.isprintable()):
        raise InputError("ROOM_API_KEY holds a character that no key has: copy it again")
    return key or _NO_KEY


async def probe(base_url: str, api_key: str | None, model: str, timeout: float = 5.0) -> str:
    """Ask the endpoint for its models, before any money is spent.

    Returns:
        One line on what it answered.

    Raises:
        InputError: it refuses the connection or the key, or does not have the model.
    """
    client = openai.AsyncOpenAI(
        base_url=base_url,
        api_key=sound_key(api_key),
        timeout=timeout,
        max_retries=0,
        http_client=http_client(),
    )
    try:
        # The package's own timeout is for each read: a server that drips would hold us for ever.
        async with asyncio.timeout(2 * timeout):
            names = [m.id async for m in client.models.list()]
    except (openai.AuthenticationError, openai.PermissionDeniedError) as error:
        raise InputError(f"the endpoint {base_url} wants a valid key: set ROOM_API_KEY") from error
    except AnswerError as error:
        raise InputError(f"the endpoint {base_url}: {error}") from error
    except (openai.APITimeoutError, TimeoutError) as error:
        raise InputError(
            f"the endpoint {base_url} did not answer in {timeout:g} s: check ROOM_BASE_URL"
        ) from error
    except openai.APIConnectionError as error:
        raise InputError(
            f"the endpoint {base_url} refuses the connection: check ROOM_BASE_URL and that it runs"
        ) from error
    except openai.APIError as error:
        return f"{base_url} does not list its models ({type(error).__name__}); going on"
    finally:
        await client.close()
    if names and model not in names:
        return f"{base_url} lists {len(names)} models, {model!r} is not among them; going on"
    return f"{base_url} serves {model!r}"
