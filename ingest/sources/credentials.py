"""What shows a source's host who we are, from the environment."""

import os
from base64 import b64encode

from ingest.sources.config import Credentials, SourceError


def proof_of(credentials: Credentials) -> dict[str, str]:
    """The header that shows who we are."""
    if credentials.kind == "basic":
        pair = f"{_variable(credentials.user_env)}:{_variable(credentials.password_env)}"
        return {"Authorization": f"Basic {b64encode(pair.encode()).decode()}"}
    value = _variable(credentials.env)
    if not (value.isascii() and value.isprintable()):
        raise SourceError(
            f"The environment variable {credentials.env} holds signs that cannot be sent. Copy"
            " the value again, without line breaks."
        )
    if credentials.kind == "bearer":
        return {"Authorization": f"Bearer {value}"}
    return {str(credentials.header): value}


def _variable(name: str | None) -> str:
    value = os.environ.get(name or "", "").strip()
    if not value:
        raise SourceError(
            f"The environment variable {name} is not set, so nobody knows who we are. Set it"
            " where the program is started."
        )
    return value
