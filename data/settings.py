"""Settings from the environment, prefix `FPT_`, read once at the edge of the program."""

import os
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from data.errors import SettingsError

PREFIX = "FPT_"
ROOT = Path(__file__).resolve().parent.parent
DEFAULT_PLAN = ROOT / "data/plans/v2.yml"
DEFAULT_SOURCES = ROOT / "data/sources.yml"


class Settings(BaseSettings):
    """Every setting with its default; an unknown or bad one is an error at start."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    home: Path = Field(Path("var"), description="folder of ledger, snapshots and accounts")
    host: str = Field("127.0.0.1", description="address the server listens on")
    port: int = Field(8050, ge=1, le=65535, description="port the server listens on")
    base_url: str = Field("", description="public address, for links that leave the site")
    plan: Path = Field(DEFAULT_PLAN, description="plan file judged against")
    sources: Path = Field(DEFAULT_SOURCES, description="where measures are fetched from")
    sample: bool = Field(True, description="load generated sample measures, named as such")
    secret_key: SecretStr = Field(SecretStr(""), description="signs sessions")
    workers: int = Field(1, ge=1, le=64, description="server processes")
    frame_ancestors: str = Field(
        "*", pattern=r"^[A-Za-z0-9:/.*' -]+$", description="who may frame an embed"
    )
    prepare_pictures: bool = Field(True, description="draw the usual pictures after publications")
    two_reviewers: bool = Field(False, description="two approve a batch that changes a verdict")
    accounts_url: str = Field("", description="database of accounts; default in the home")
    browser_path: str = Field("", description="Chromium that renders images")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="how much is logged"
    )
    log_format: Literal["text", "json"] = Field("text", description="how a line is written")


def read_settings() -> Settings:
    """Settings of this process; raises `SettingsError` naming every unknown or bad variable."""
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    unknown = sorted(n for n in os.environ if n.startswith(PREFIX) and n not in known)
    if unknown:
        raise SettingsError(
            f"Unknown setting {', '.join(unknown)}. Known ones: {', '.join(sorted(known))}."
        )
    try:
        return Settings()
    except ValidationError as error:
        problems = [f"{PREFIX}{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors()]
        raise SettingsError("Bad setting. " + "; ".join(problems)) from error
