"""Asks a provider of OpenID Connect who somebody is, and believes only what is signed for us."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from typing import Any

from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry
from requests import RequestException

from dashboard.accounts.sign_in.openid_attempt import Attempt, seconds
from data.settings import Settings

DESCRIPTION = "/.well-known/openid-configuration"
PATIENCE = 5  # seconds for each answer
LEEWAY = 60  # seconds that clocks may differ
SIGNED_BY = [f"{kind}{bits}" for kind in ("RS", "PS", "ES") for bits in (256, 384, 512)] + ["EdDSA"]


class Trouble(StrEnum):
    """Why nobody was signed in; so named in the log."""

    LOST = "no sign-in under way"
    CANCELLED = "cancelled at the provider"
    UNREACHABLE = "the provider does not answer"
    UNTRUSTED = "the answer is not to be trusted"
    UNVERIFIED = "no verified e-mail address"
    UNKNOWN = "no open account"


class OpenIDError(Exception):
    """Nobody is signed in; `why` is for the log and holds nothing of a person."""

    def __init__(self, trouble: Trouble, why: str = "") -> None:
        super().__init__(trouble)
        self.trouble = trouble
        self.why = why


class Provider:
    """The provider of the settings."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._back = settings.base_url.rstrip("/") + "/auth/openid/back"
        self._description: Mapping[str, Any] = {}

    def way_there(self, attempt: Attempt) -> str:
        """Where a browser signs in and is sent back from; raises `OpenIDError`."""
        with _telling_troubles():
            known = self._known()
            with self._session(known) as session:
                address, _ = session.create_authorization_url(
                    known["authorization_endpoint"],
                    state=attempt.state,
                    nonce=attempt.nonce,
                    code_verifier=attempt.verifier,
                    ui_locales=attempt.lang,
                )
        return str(address)

    def email(self, attempt: Attempt, code: str, now: datetime) -> str:
        """The verified address of who came back with a code; raises `OpenIDError`."""
        with _telling_troubles():
            known = self._known()
            with self._session(known) as session:
                token = session.fetch_token(
                    known["token_endpoint"],
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=attempt.verifier,
                    allow_redirects=False,
                )
                keys = KeySet.import_key_set(_read(session, known["jwks_uri"]))
                said = self._checked(token, keys, attempt, now)
                if "email" not in said and "userinfo_endpoint" in known:
                    subject = said["sub"]
                    said = _read(session, known["userinfo_endpoint"], withhold_token=False)
                    if said["sub"] != subject:
                        raise OpenIDError(Trouble.UNTRUSTED, "userinfo of somebody else")
        email = said.get("email")
        if said.get("email_verified") is not True or not isinstance(email, str):
            raise OpenIDError(Trouble.UNVERIFIED)
        return email

    def _known(self) -> Mapping[str, Any]:
        """What the provider says of itself, asked for once."""
        if not self._description:
            issuer = self._settings.oidc_issuer
            with OAuth2Session(default_timeout=PATIENCE) as session:
                description = _read(session, issuer.rstrip("/") + DESCRIPTION)
            if description["issuer"] != issuer:
                raise OpenIDError(Trouble.UNTRUSTED, "FPT_OIDC_ISSUER is not its `issuer`")
            self._description = description
        return self._description

    def _session(self, known: Mapping[str, Any]) -> OAuth2Session:
        posted = "client_secret_post"
        methods = known.get("token_endpoint_auth_methods_supported", ())
        return OAuth2Session(
            self._settings.oidc_client_id,
            self._settings.oidc_client_secret.get_secret_value(),
            token_endpoint_auth_method=posted if posted in methods else "client_secret_basic",
            scope="openid email",
            redirect_uri=self._back,
            code_challenge_method="S256",
            default_timeout=PATIENCE,
            leeway=0,
        )

    def _checked(
        self, token: Mapping[str, Any], keys: KeySet, attempt: Attempt, now: datetime
    ) -> Mapping[str, Any]:
        """The claims of an ID token that the provider made for us, for this attempt, and now."""
        client = self._settings.oidc_client_id
        rules = JWSRegistry(algorithms=SIGNED_BY, strict_check_header=False)
        read = jwt.decode(token["id_token"], keys, registry=rules)
        claims = CodeIDToken(
            read.claims,
            read.header,
            {
                "iss": {"essential": True, "value": self._settings.oidc_issuer},
                "aud": {"essential": True, "value": client},
            },
            {
                "nonce": attempt.nonce,
                "client_id": client,
                "access_token": token.get("access_token"),
            },
        )
        claims.validate(seconds(now), LEEWAY)
        return claims  # type: ignore[no-any-return]


def _read(session: OAuth2Session, address: str, *, withhold_token: bool = True) -> Any:
    answer = session.get(address, withhold_token=withhold_token)
    answer.raise_for_status()
    return answer.json()


@contextmanager
def _telling_troubles() -> Iterator[None]:
    """Whatever goes wrong with a provider, as an `OpenIDError`."""
    try:
        yield
    except RequestException as error:
        raise OpenIDError(Trouble.UNREACHABLE, type(error).__name__) from error
    except OAuthError as error:
        raise OpenIDError(Trouble.UNTRUSTED, str(error.error)) from error
    except JoseError as error:
        raise OpenIDError(Trouble.UNTRUSTED, str(error)) from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise OpenIDError(Trouble.UNTRUSTED, type(error).__name__) from error
