"""Settings from the environment, prefix `FPT_`, read once at the edge of the program."""

import os
from ipaddress import ip_network
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from data.errors import SettingsError
from data.home import MEMORY, Home, Lake

PREFIX = "FPT_"
LAKE = "ducklake:postgres:"
ROOT = Path(__file__).resolve().parent.parent
DEFAULT_PLAN = ROOT / "data/plans/v2.yml"
DEFAULT_SOURCES = ROOT / "data/sources.yml"
SHORTEST_KEY = 32
LOCAL = [("http", host) for host in ("127.0.0.1", "::1", "localhost")]


class Settings(BaseSettings):
    """Every setting with its default; an unknown or bad one is an error at start."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    home: Path = Field(Path("var"), description="folder of ledger, snapshots and accounts")
    store: SecretStr = Field(
        SecretStr(""),
        description="`ducklake:postgres:…` for measures that machines share; default in the home",
    )
    data_path: str = Field("", description="folder or s3:// address of a shared store's files")
    host: str = Field("127.0.0.1", description="address the server listens on")
    port: int = Field(8050, ge=1, le=65535, description="port the server listens on")
    base_url: str = Field("", description="public address, for links that leave the site")
    allowed_hosts: str = Field(
        "", description="hosts answered for beside that of FPT_BASE_URL, with commas between"
    )
    trusted_proxies: str = Field(
        "127.0.0.1", description="addresses or networks of proxies whose word on who asks is taken"
    )
    plan: Path = Field(DEFAULT_PLAN, description="plan file judged against")
    sources: Path = Field(DEFAULT_SOURCES, description="where measures are fetched from")
    sample: bool = Field(True, description="load generated sample measures, named as such")
    secret_key: SecretStr = Field(
        SecretStr(""), description="signs what a browser keeps during a sign-in by OpenID Connect"
    )
    oidc_issuer: str = Field("", description="provider of OpenID Connect that people sign in by")
    oidc_client_id: str = Field("", description="what the provider calls this dashboard")
    oidc_client_secret: SecretStr = Field(SecretStr(""), description="what proves that to it")
    oidc_name: str = Field("OpenID Connect", min_length=1, description="the provider, for people")
    memory: str = Field(
        MEMORY, pattern=r"^[1-9][0-9]*(MB|GB)$", description="memory that a load may take"
    )
    confidential_min: int = Field(
        3, ge=3, description="partners with new values before confidential amounts are released"
    )
    clock_is_right: bool = Field(
        False, description="write although the last record is more than a year old"
    )
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

    @property
    def place(self) -> Home:
        """Where everything is kept."""
        store = self.store.get_secret_value()
        lake = Lake(store.removeprefix(LAKE), self.data_path) if store else None
        return Home(self.home, lake, self.memory, self.confidential_min, self.clock_is_right)

    @field_validator("trusted_proxies")
    @classmethod
    def _proxies_are_named(cls, said: str) -> str:
        """Raises `SettingsError` for what is neither an address nor a network, such as `*`."""
        for each in said.split(","):
            try:
                ip_network(each.strip(), strict=False)
            except ValueError:
                raise SettingsError(
                    f"FPT_TRUSTED_PROXIES: “{each.strip()}” is neither an address nor a network."
                    " Name the proxies, such as 127.0.0.1 or 10.0.0.0/24, with commas between."
                ) from None
        return said

    @model_validator(mode="after")
    def _lake_is_whole(self) -> Self:
        """Raises `SettingsError` where a shared store is named by halves."""
        store = self.store.get_secret_value()
        if store and not store.startswith(LAKE):
            raise SettingsError(
                f"FPT_STORE must start with {LAKE}, such as"
                f' "{LAKE}host=db dbname=lake user=fpt", or be left out.'
            )
        if bool(store) != bool(self.data_path):
            raise SettingsError(
                "FPT_STORE and FPT_DATA_PATH go together: set both for a store that machines"
                " share, or none of them."
            )
        return self

    @model_validator(mode="after")
    def _openid_is_whole(self) -> Self:
        """Raises `SettingsError` where sign-in by OpenID Connect is set by halves or unsafely."""
        needed = {
            "FPT_OIDC_ISSUER": self.oidc_issuer,
            "FPT_OIDC_CLIENT_ID": self.oidc_client_id,
            "FPT_OIDC_CLIENT_SECRET": self.oidc_client_secret.get_secret_value(),
        }
        if not any(needed.values()):
            return self
        missing = [n for n, v in (needed | {"FPT_BASE_URL": self.base_url}).items() if not v]
        if missing:
            raise SettingsError(
                f"Sign-in by OpenID Connect also needs {', '.join(missing)}. Set what is missing,"
                f" or none of {', '.join(needed)}."
            )
        issuer = urlsplit(self.oidc_issuer)
        if issuer.scheme != "https" and (issuer.scheme, issuer.hostname) not in LOCAL:
            raise SettingsError(
                "FPT_OIDC_ISSUER must start with https:// (http:// is only for a provider on this"
                " very machine, 127.0.0.1 or localhost)."
            )
        if len(self.secret_key.get_secret_value()) < SHORTEST_KEY:
            raise SettingsError(
                f"Sign-in by OpenID Connect needs FPT_SECRET_KEY, of {SHORTEST_KEY} characters or"
                " more. Make one, and keep it: "
                'python -c "import secrets; print(secrets.token_urlsafe(32))"'
            )
        return self


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
