"""The settings, read once from the environment and `.env`. A wrong value ends the start with one line."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

DEFAULT_DATABASE = "sqlite:///data/praktikplatsen.db"
DEMO_DATABASE = "sqlite:///data/demo.db"


class WrongSettings(Exception):
    """One line that says which variable is wrong and what it should be."""


class Settings(BaseSettings):
    """Names in the environment are the same in capitals."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore")

    bot_token: SecretStr | None = None
    bot_api_url: str = "https://api.telegram.org"
    database_url: str | None = None
    redis_url: SecretStr | None = Field(default=None, description="Not used; the start says so.")
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    listen: str = "127.0.0.1:8080"
    coordinators: Annotated[frozenset[int], NoDecode] = frozenset()
    timezone: str = "Europe/Stockholm"
    log_format: Literal["readable", "json"] = "readable"
    tick_seconds: float = Field(default=1.0, gt=0, le=60)

    @field_validator("coordinators", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return (
            [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value
        )

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value != "Europe/Stockholm":
            ZoneInfo(value)
            raise ValueError("only Europe/Stockholm is supported")
        return value

    @field_validator("listen")
    @classmethod
    def _host_and_port(cls, value: str) -> str:
        host, _, port = value.rpartition(":")
        if not host or not port.isdigit() or int(port) > 65535:
            raise ValueError("write it as host:port, such as 127.0.0.1:8080")
        return value

    @property
    def is_local_chat(self) -> bool:
        return self.bot_token is None

    @property
    def store_url(self) -> str:
        return self.database_url or (DEMO_DATABASE if self.is_local_chat else DEFAULT_DATABASE)

    @property
    def host(self) -> str:
        return self.listen.rpartition(":")[0].strip("[]")

    @property
    def port(self) -> int:
        return int(self.listen.rpartition(":")[2])


def read_settings(env_file: Path | None = Path(".env")) -> Settings:
    """Raises `WrongSettings`; the wrong value itself is not repeated, it could be a secret."""
    try:
        return Settings(_env_file=env_file)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "settings"
        raise WrongSettings(f"{name}: {first['msg'].removeprefix('Value error, ')}") from None


DRAIN = timedelta(seconds=5)
