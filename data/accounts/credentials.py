"""Passwords and secrets of ours: made and checked here, kept elsewhere as digests."""

import secrets
from hashlib import sha256

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

HASHER = PasswordHasher()  # argon2id with the library's parameters, which follow RFC 9106
NO_PASSWORD = HASHER.hash(secrets.token_urlsafe(16))  # so that an unknown name takes as long
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 256


def new_secret() -> str:
    """256 bits nobody guesses, for cookies, tokens and links."""
    return secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """What is kept of a secret of ours; it is long enough to need no salt."""
    return sha256(secret.encode()).hexdigest()


def hash_password(password: str) -> str:
    """What is kept of a password a person chose."""
    return HASHER.hash(password)


def is_password(known: str | None, password: str) -> bool:
    """Whether it is the password; takes as long where there is none."""
    try:
        HASHER.verify(known or NO_PASSWORD, password[:LONGEST_PASSWORD])
    except VerificationError:
        return False
    return known is not None
