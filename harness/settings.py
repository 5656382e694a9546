"""A run's settings: flag over environment over room.toml over default."""

import os
import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import Field, PrivateAttr, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    JsonConfigSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from agents.models import local
from agents.models.ledger import Budget, Prices
from agents.models.options import EndpointOptions, Form
from tools.errors import InputError
from tools.files import first_fault, read_object, read_text
from tools.names import printable
from tools.run_files import SETTINGS
from tools.settings import PictureSettings

IMAGE = ("image_model", "image_base_url", "image_api_key", "image_form")
"""The settings of the image endpoint."""


class RoomSettings(BaseSettings):
    """Everything that can be set in `room.toml` or as `ROOM_...`."""

    model_config = SettingsConfigDict(
        env_prefix="ROOM_", env_nested_delimiter="__", extra="forbid", toml_file="room.toml"
    )

    model: str = "auto"
    """"auto": the endpoint when ROOM_BASE_URL is set, else "embedded". Or "embedded", a model's name, or a
    file of weights (.gguf), which is served here."""
    projector: str | None = Field(None, max_length=2000)
    """Beside a model that is a file of weights (`model.gguf`): what gives it eyes (`mmproj.gguf`)."""
    base_url: str | None = Field(None, max_length=2000)
    api_key: SecretStr | None = None
    image_model: str | None = Field(None, max_length=300)
    """An image model for textures and `room prompts draw`; None: none."""
    image_base_url: str | None = Field(None, max_length=2000)
    """Its address; left out, `base_url`."""
    image_api_key: SecretStr | None = None
    """Its key; left out, `api_key`."""
    image_form: Form = "auto"
    """How its server wants to be asked: "openai" (images/generations) or "gemini" (generateContent)."""
    models: dict[str, str] = Field(default_factory=dict)
    """A model for one specialist: {"Critic": "..."}."""
    endpoint: EndpointOptions = Field(default_factory=EndpointOptions)
    """What the endpoint wants of its requests; see docs/endpoints.md."""
    call_timeout: float = Field(600.0, gt=0)
    attempts: int = Field(5, ge=1, le=20)
    backoff: float = Field(1.0, ge=0)
    budget: Budget = Field(default_factory=Budget)
    prices: Prices = Field(default_factory=Prices)
    leave_out: list[str] = Field(default_factory=list)
    """Names of stages to leave out."""
    end: str | None = None
    """Name of the last stage; `room resume RUN --end final` does the rest."""
    small_detail: bool = False
    by_eye: bool = False
    """For comparison, without the picture tools: a model writes the layout in metres, and no more."""
    unnamed: bool = False
    """Go on although nothing was recognised: plain volumes of the right place, size and colour."""
    revisions: int | None = None
    """Upper bound on revisions per stage."""
    approve: str = "none"
    """Stages after which a person is asked: "all", "none" or names with commas."""
    final_width: int = Field(1024, ge=64, le=8192)
    """Width in pixels of the final render."""
    picture: PictureSettings = Field(default_factory=PictureSettings)
    _address_from: str = PrivateAttr("")
    """The file that gave `base_url` without being asked for; "" when the user gave it."""
    _image_address_from: str = PrivateAttr("")
    """The same of `image_base_url`."""

    _weights_from: str = PrivateAttr("")
    """The file that named `model`, a file of weights, without being asked for."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags, then the environment, then a config file: the one named, or ./room.toml."""
        as_json = settings_cls.model_config.get("json_file") is not None
        file = JsonConfigSettingsSource if as_json else TomlConfigSettingsSource
        return init_settings, env_settings, file(settings_cls)

    @property
    def resolved_model(self) -> str:
        """The model's name, or "embedded"."""
        if local.is_file(self.model):
            return Path(self.model).name
        if self.model != "auto":
            return self.model
        return "default" if self.base_url else "embedded"

    @property
    def approvals(self) -> list[str]:
        """The words of `approve`, without "none"."""
        return [word.strip() for word in self.approve.split(",") if word.strip() and word.strip() != "none"]

    @property
    def key(self) -> str | None:
        """The API key, for the endpoint alone.

        Raises:
            InputError: the key comes from the environment, the address from a file that was merely found:
                whoever wrote that file would get the key.
        """
        if local.is_file(self.model):
            return self._served().key
        if self._address_from and (self.api_key is not None or self.endpoint.headers):
            raise InputError(self.unasked())
        return None if self.api_key is None else self.api_key.get_secret_value()

    @property
    def image_key(self) -> str | None:
        """The key for `image_base_url`, and for no other address.

        Raises:
            InputError: as for `key`.
        """
        if self._image_address_from and self.image_api_key is not None:
            raise InputError(
                f"the image endpoint {printable(self.image_base_url or '')} is named by "
                f"{self._image_address_from}: if you trust it with your key, set ROOM_IMAGE_BASE_URL to it"
            )
        return None if self.image_api_key is None else self.image_api_key.get_secret_value()

    def _served(self) -> local.Served:
        """The server of a model that is a file; it is started when it is asked for first.

        Raises:
            InputError: it cannot be started, or a folder names the file and nobody else: it may be anybody's.
        """
        if self._weights_from:
            raise InputError(
                f"the weights {printable(self.model)} are named by {self._weights_from}: if you trust that "
                "file, name it with --model or ROOM_MODEL"
            )
        return local.serve(self.model, self.projector, self.endpoint.context)

    def unasked(self) -> str:
        """What to say of an address that a file names and nobody asked for."""
        return (
            f"the endpoint {printable(self.base_url or '')} is named by {self._address_from}: if you "
            "trust it with your key and pictures, set ROOM_BASE_URL to it; or use --model embedded"
        )

    def public(self) -> dict[str, Any]:
        """The settings without secrets, for run.toml and the transcript."""
        return self.model_dump(
            mode="json",
            exclude={"api_key": True, "image_api_key": True, "endpoint": {"headers"}},
            exclude_none=True,
        )


def load(config: Path | None = None, **flags: Any) -> RoomSettings:
    """Settings from flags that are not None, the environment, a config file and defaults.

    Args:
        config: another file than ./room.toml: TOML, or JSON where its name ends in .json.
        flags: field names; "picture" takes a dict of picture settings.

    Raises:
        InputError: an unknown key or a value out of range, naming it.
    """
    source: type[RoomSettings] = RoomSettings
    if config:
        _must_parse(config)
        as_json = config.suffix.lower() == ".json"
        toml, json = (None, config) if as_json else (config, None)

        class FromFile(RoomSettings):
            """The same settings, read from the named file."""

            model_config = SettingsConfigDict(
                **{**RoomSettings.model_config, "toml_file": toml, "json_file": json}
            )

        source = FromFile
    elif Path("room.toml").exists():
        _must_parse(Path("room.toml"))
    given = {key: value for key, value in flags.items() if value is not None}
    made = _made(source, given)
    in_environment = {name.upper() for name in os.environ}
    found = config is None and "base_url" not in given and "ROOM_BASE_URL" not in in_environment
    secret = any(
        name == "ROOM_API_KEY" or name.startswith("ROOM_ENDPOINT__HEADERS") for name in in_environment
    )
    if made.base_url and found and secret:
        made._address_from = "room.toml"
    if local.is_file(made.model) and config is None and "model" not in given:
        made._weights_from = "" if "ROOM_MODEL" in in_environment else "room.toml"
    if config is None and not {"image_base_url"} & {*given} and "ROOM_IMAGE_BASE_URL" not in in_environment:
        made._image_address_from = "room.toml" if made.image_base_url else ""
    return made


def of_run(folder: Path, model: str | None = None, end: str | None = None) -> RoomSettings:
    """The settings a run began with; the key comes from today's environment, and so does the endpoint.

    An address that only the run's folder names is kept, for a server on this machine needs no asking; it
    gets no key, and another machine's is refused by `asked`.

    Raises:
        InputError: run.json is damaged.
    """
    path = folder / SETTINGS
    saved = read_object(path) if path.exists() else {}
    today = load()
    given = {key: value for key, value in saved.items() if key != "api_key"}
    given |= {"base_url": today.base_url or saved.get("base_url"), "api_key": today.api_key}
    given |= {key: getattr(today, key) for key in IMAGE}  # a folder names nobody who is sent words or keys
    wanted = saved.get("endpoint")  # headers may hold a key: today's, too
    given["endpoint"] = {
        **(wanted if isinstance(wanted, dict) else {}),
        **today.endpoint.model_dump(exclude_unset=True),
    }
    try:
        made = _made(RoomSettings, given | {k: v for k, v in (("model", model), ("end", end)) if v})
    except InputError as error:
        raise InputError(f"{path}: {error}") from error
    made._image_address_from = today._image_address_from
    if local.is_file(made.model) and made.model not in (model, today.model):
        made._weights_from = str(path)
    made._address_from = today._address_from if today.base_url else str(path) if made.base_url else ""
    return made


def asked(settings: RoomSettings) -> str:
    """The endpoint's address.

    Raises:
        InputError: there is none; or a run's folder names it, and it is another machine's or there is a key.
    """
    if local.is_file(settings.model):
        return settings._served().address
    if not settings.base_url:
        raise InputError(
            f"model {settings.model!r} needs an endpoint: set ROOM_BASE_URL, or use --model embedded"
        )
    here = re.match(r"https?://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(/|$)", settings.base_url)
    if settings._address_from.endswith("run.json") and not here:
        raise InputError(settings.unasked())
    _ = settings.key
    return settings.base_url


def _made(source: type[RoomSettings], given: dict[str, Any]) -> RoomSettings:
    try:
        return source(**given)
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        key = ".".join(str(part) for part in first["loc"])
        what = "is not a setting" if first["type"] == "extra_forbidden" else first["msg"].lower()
        raise InputError(f"setting {key!r}: {what}: see `room settings` for all of them") from error
    except (TypeError, ValueError, RecursionError) as error:  # a key that is no keyword, a deep value
        raise InputError(f"settings: {first_fault(error)}: see `room settings`") from error


def _must_parse(path: Path) -> None:
    if path.suffix.lower() == ".json":
        read_object(path)
        return
    try:
        tomllib.loads(read_text(path, 1 << 20))
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise InputError(f"{path}: not valid TOML ({error})") from error
