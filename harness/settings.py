"""A run's settings: flag over environment over room.toml over default."""

import tomllib
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from agents.models.ledger import Budget, Prices
from tools.errors import InputError
from tools.settings import PictureSettings


class RoomSettings(BaseSettings):
    """Everything that can be set in `room.toml` or as `ROOM_...`."""

    model_config = SettingsConfigDict(
        env_prefix="ROOM_", env_nested_delimiter="__", extra="forbid", toml_file="room.toml"
    )

    model: str = "auto"
    """"auto": the endpoint when ROOM_BASE_URL is set, else "embedded". Or "embedded", or a model's name."""
    base_url: str | None = None
    api_key: SecretStr | None = None
    image_model: str | None = None
    models: dict[str, str] = Field(default_factory=dict)
    """A model for one specialist: {"Critic": "..."}."""
    call_timeout: float = Field(600.0, gt=0)
    attempts: int = Field(5, ge=1, le=20)
    backoff: float = Field(1.0, ge=0)
    budget: Budget = Field(default_factory=Budget)
    prices: Prices = Field(default_factory=Prices)
    leave_out: list[str] = Field(default_factory=list)
    """Names of stages to leave out."""
    small_detail: bool = False
    by_eye: bool = False
    """For comparison, without the picture tools: a model writes the layout in metres, and no more."""
    revisions: int | None = None
    """Upper bound on revisions per stage."""
    approve: str = "none"
    """Stages after which a person is asked: "all", "none" or names with commas."""
    final_width: int = Field(1024, ge=64, le=8192)
    """Width in pixels of the final render."""
    picture: PictureSettings = Field(default_factory=PictureSettings)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags, then the environment, then room.toml in the working folder."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def resolved_model(self) -> str:
        """The model's name, or "embedded"."""
        if self.model != "auto":
            return self.model
        return "default" if self.base_url else "embedded"

    @property
    def approvals(self) -> list[str]:
        """The words of `approve`, without "none"."""
        return [word.strip() for word in self.approve.split(",") if word.strip() and word.strip() != "none"]

    def public(self) -> dict[str, Any]:
        """The settings without secrets, for run.toml and the transcript."""
        return self.model_dump(mode="json", exclude={"api_key"}, exclude_none=True)


def load(config: Path | None = None, **flags: Any) -> RoomSettings:
    """Settings from flags that are not None, the environment, a config file and defaults.

    Args:
        config: another file than ./room.toml.
        flags: field names; "picture" takes a dict of picture settings.

    Raises:
        InputError: an unknown key or a value out of range, naming it.
    """
    source: type[RoomSettings] = RoomSettings
    if config:
        _must_parse(config)

        class FromFile(RoomSettings):
            """The same settings, read from the named file."""

            model_config = SettingsConfigDict(**{**RoomSettings.model_config, "toml_file": config})

        source = FromFile
    elif Path("room.toml").exists():
        _must_parse(Path("room.toml"))
    given = {key: value for key, value in flags.items() if value is not None}
    try:
        return source(**given)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        what = "is not a setting" if first["type"] == "extra_forbidden" else first["msg"].lower()
        raise InputError(f"setting {key!r}: {what}: see `room settings` for all of them") from error


def _must_parse(path: Path) -> None:
    try:
        tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path}: cannot read the config ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: not valid TOML ({error})") from error
