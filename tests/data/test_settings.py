"""Settings that do not go together are refused at start, with what to do."""

import pytest
from pydantic import SecretStr

from data.errors import SettingsError
from data.settings import Settings, read_settings

OPENID = {
    "FPT_OIDC_ISSUER": "https://id.example.org",
    "FPT_OIDC_CLIENT_ID": "dashboard",
    "FPT_OIDC_CLIENT_SECRET": "secret",
    "FPT_SECRET_KEY": "k" * 32,
    "FPT_BASE_URL": "https://dashboard.example.org",
}


@pytest.fixture(autouse=True)
def _openid(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in OPENID.items():
        monkeypatch.setenv(name, value)


def test_openid_connect_can_be_set() -> None:
    settings = read_settings()
    assert (settings.oidc_issuer, settings.oidc_name) == (
        OPENID["FPT_OIDC_ISSUER"],
        "OpenID Connect",
    )
    assert "'secret'" not in repr(settings) and OPENID["FPT_SECRET_KEY"] not in repr(settings)


@pytest.mark.parametrize("issuer", ["http://127.0.0.1:9000", "http://localhost", "http://[::1]:9"])
def test_a_provider_on_this_machine_needs_no_tls(
    monkeypatch: pytest.MonkeyPatch, issuer: str
) -> None:
    monkeypatch.setenv("FPT_OIDC_ISSUER", issuer)
    assert read_settings().oidc_issuer == issuer


@pytest.mark.parametrize("name", [name for name in OPENID if name != "FPT_SECRET_KEY"])
def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.delenv(name)
    with pytest.raises(SettingsError, match=f"also needs {name}. Set what is missing, or none of"):
        read_settings()


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("FPT_SECRET_KEY", "", "secrets.token_urlsafe"),
        ("FPT_SECRET_KEY", "k" * 31, "of 32 characters or more"),
        ("FPT_OIDC_ISSUER", "http://id.example.org", "must start with https://"),
        ("FPT_OIDC_ISSUER", "http://localhost.example.org", "must start with https://"),
        ("FPT_OIDC_ISSUER", "id.example.org", "must start with https://"),
        ("FPT_OIDC_NAME", "", "FPT_OIDC_NAME: String should have at least 1 character"),
    ],
)
def test_what_is_unsafe_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=told):
        read_settings()


def test_off_needs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in OPENID:
        monkeypatch.delenv(name)
    assert read_settings().oidc_issuer == ""


@pytest.mark.parametrize(
    ("store", "path", "said"),
    [
        ("postgres:x", "/lake", "must start with ducklake:postgres:"),
        ("ducklake:postgres:dbname=x", "", "go together"),
        ("", "/lake", "go together"),
    ],
)
def test_half_a_lake_is_an_error_at_start(store: str, path: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        Settings(store=SecretStr(store), data_path=path)
