"""One frozen settings object, from the environment (`HARMDESK_…`) or the command line."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What a force may set without touching code; docs/settings.md explains each.

    Attributes:
        data: folder of the offence files, the register and the pointer.
        marking: protective marking of every page and file.
        memory: how much memory the offence database may use.
    """

    model_config = SettingsConfigDict(env_prefix="HARMDESK_", frozen=True)

    data: Path = Path("data")
    marking: str = "OFFICIAL-SENSITIVE"
    memory: str = Field(default="1GB", pattern=r"^\d+(\.\d+)?(MB|GB)$")
