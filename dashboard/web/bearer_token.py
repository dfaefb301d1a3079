"""The token that a program shows."""

from fastapi import Request


def bearer(request: Request) -> str:
    """The secret of `Authorization: Bearer …`, or ""."""
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    return secret.strip() if kind.lower() == "bearer" else ""
