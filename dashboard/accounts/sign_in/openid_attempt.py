"""What a browser keeps between leaving for the provider of OpenID Connect and coming back."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from data.accounts.credentials import new_secret

HOLDS = timedelta(minutes=10)
SIGNED_WITH = ["HS256"]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One sign-in under way, and where its reader wanted to go, in which language."""

    state: str
    nonce: str
    verifier: str
    onward: str
    lang: str


def new_attempt(onward: str, lang: str) -> Attempt:
    """An attempt with secrets of its own."""
    return Attempt(new_secret(), new_secret(), new_secret(), onward, lang)


def sealed(attempt: Attempt, key: str, now: datetime) -> str:
    """The attempt as the value of a cookie that only `key` makes."""
    claims = asdict(attempt) | {"exp": seconds(now + HOLDS)}
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(key))


def opened(cookie: str, key: str, now: datetime) -> Attempt | None:
    """The attempt in a cookie; None where it is not of ours or too old."""
    try:
        claims = jwt.decode(cookie, OctKey.import_key(key), SIGNED_WITH).claims
        jwt.JWTClaimsRegistry(seconds(now), exp={"essential": True}).validate(claims)
    except (JoseError, ValueError):
        return None
    del claims["exp"]
    return Attempt(**claims)


def seconds(moment: datetime) -> int:
    """A moment in UTC as tokens write it."""
    return int(moment.replace(tzinfo=UTC).timestamp())
