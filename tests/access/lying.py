"""A provider of OpenID Connect that says whatever a test wants, on loopback."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

KEY = RSAKey.generate_key(2048, {"kid": "ours", "use": "sig"})
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "ours"})
RS256 = {"alg": "RS256", "kid": "ours"}


class Silence:
    """No answer until it is broken."""

    def __init__(self) -> None:
        self.asked = threading.Semaphore(0)
        self.broken = threading.Event()

    def kept(self) -> None:
        self.asked.release()
        self.broken.wait(60)


@dataclass
class Liar:
    """What it answers by path; words as they are, a silence at its end, all else as JSON."""

    issuer: str
    answers: dict[str, Any] = field(default_factory=dict)

    def claims(self, nonce: str) -> dict[str, Any]:
        """What an honest provider would sign of Ana."""
        now = int(time.time())
        times = {"iat": now, "exp": now + 300}
        who = {"sub": "ana", "email": "ana@example.org", "email_verified": True}
        return {"iss": self.issuer, "aud": "dashboard", "nonce": nonce, **times, **who}

    def says(self, token: object) -> None:
        """Let it hand out an ID token."""
        self.answers["/token"] = {"access_token": "a", "token_type": "Bearer", "id_token": token}


def signed(claims: dict[str, Any], key: RSAKey | OctKey = KEY, alg: str = "RS256") -> str:
    return jwt.encode(RS256 | {"alg": alg}, claims, key, algorithms=[alg])


@contextmanager
def lying() -> Iterator[Liar]:
    """A provider that runs, and at first describes itself as it should."""

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            said = liar.answers.get(self.path)
            if isinstance(said, Silence):
                said.kept()
                said = None
            body = said.encode() if isinstance(said, str) else json.dumps(said).encode()
            self.send_response(200 if self.path in liar.answers else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        issuer = f"http://127.0.0.1:{server.server_address[1]}"
        liar = Liar(issuer)
        ways = ("authorization", "token", "userinfo")
        described = {f"{way}_endpoint": f"{issuer}/{way}" for way in ways}
        described |= {"issuer": issuer, "jwks_uri": f"{issuer}/keys"}
        liar.answers["/.well-known/openid-configuration"] = described
        liar.answers["/keys"] = {"keys": [KEY.as_dict(private=False)]}
        threading.Thread(target=server.serve_forever, args=(0.01,)).start()
        try:
            yield liar
        finally:
            server.shutdown()
