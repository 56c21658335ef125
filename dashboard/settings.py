"""One frozen settings object, from the environment (`HARMDESK_…`) or the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

#: What stands for a crime's reference in the template of a link.
CRIME_REF: Final = "{crime_ref}"


class Settings(BaseSettings):
    """What a force may set without touching code; docs/settings.md explains each.

    Attributes:
        data: folder of the offence files, the register and the pointer.
        marking: protective marking of every page and file.
        memory: how much memory the offence database may use.
        crime_link: the address of a crime's report, with `{crime_ref}` where the reference goes.
    """

    model_config = SettingsConfigDict(env_prefix="HARMDESK_", frozen=True)

    data: Path = Path("data")
    marking: str = "OFFICIAL-SENSITIVE"
    memory: str = Field(default="1GB", pattern=r"^\d+(\.\d+)?(MB|GB)$")
    crime_link: str | None = None

    @field_validator("crime_link")
    @classmethod
    def _leads_to_a_crime(cls, template: str | None) -> str | None:
        """A template without the reference would lead everybody to the same report."""
        if not template:
            return None
        if CRIME_REF not in template or not template.startswith(("https://", "http://")):
            message = (
                f"it must begin with https:// or http:// and have {CRIME_REF} where the crime's "
                f"reference goes"
            )
            raise ValueError(message)
        return template
