"""The cookie of a session, and whose it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from fastapi import Request, Response

from data.accounts.accounts import DEVICE_HOLDS, SESSION_HOLDS, Account, Accounts
from data.accounts.credentials import digest_of

COOKIE, DEVICE_COOKIE = "fpt_session", "fpt_device"


@dataclass(frozen=True, slots=True)
class Sessions:
    """Reads and writes the cookie. It holds 256 random bits; what they stand for is ours to end."""

    accounts: Accounts
    clock: Callable[[], datetime]
    secure: bool

    def account(self, cookies: Mapping[str, str]) -> Account | None:
        """Who sent these cookies; None for the public."""
        secret = cookies.get(COOKIE)
        return self.accounts.of_session(secret, self.clock()) if secret else None

    def begin(self, response: Response, secret: str) -> Response:
        """Give the browser its session, a new one at each sign-in, and a name for its device."""
        device = self.accounts.remember_device(secret, self.clock())
        for name, value, holds, path in (
            (COOKIE, secret, SESSION_HOLDS, "/"),
            (DEVICE_COOKIE, device, DEVICE_HOLDS, "/auth"),
        ):
            response.set_cookie(
                name,
                value,
                max_age=int(holds.total_seconds()),
                path=path,
                secure=self.secure,
                httponly=True,
                samesite="lax",
            )
        return response

    def end(self, request: Request, response: Response) -> Response:
        """Take the session back, here and in the browser."""
        if secret := request.cookies.get(COOKIE):
            self.accounts.sign_out(secret)
        response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax", secure=self.secure)
        return response

    def form_key(self, cookies: Mapping[str, str]) -> str:
        """What a form of this session carries, so that no other site can send one."""
        return digest_of(f"form {cookies.get(COOKIE, '')}")
